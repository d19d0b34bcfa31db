"""What the phrases of several lessons need.

In the module of a lesson, `lesson_says()` returns the phrases with numbers that its text says, `questions_say()` those of
its questions and bets; NAMED is the controls and options that it names, by the explorer that must offer them. The
year of the article is a plain reference and needs no phrase.

A phrase with a number is computed, or it is one of three kinds of literal: `quoted` from a cell of a table
or from a source, `posed` by a task (a setting, a formula, an example), or `recalled`, as the lesson says.
"""

import re

from harness.reading_time import minutes_to_read
from hosting_shift import law, tables
from hosting_shift.model.world import Parameters, World

ARTICLE = law.moment("article")
LESSON_ROWS = tables.load("lessons").set_index("file")
PARAMETERS = Parameters.from_table(tables.load("model_parameters"))
WORLD = World.from_table(tables.load("jurisdictions"))


def time(file: str) -> str:
    minutes, read_ = LESSON_ROWS.loc[file, "minutes"], minutes_to_read(file[:2])
    return f"{minutes} minutes: {read_} to read, {minutes - read_} to do"


def numbers(text: str) -> set[str]:
    return {number.strip(".,") for number in re.findall(r"\d[\d.,]*", text)}


def quoted(text: str, table: str = "sources", column: str = "", source: str = "", **row: str) -> str:
    """Return the phrase; every number in it stands in the cell of a table that it is quoted from.

    row: column and value that name the row; without a column the whole row is read. source: the key of a
    source of ours, where no table holds the figure; that it is there is all that can be checked.
    """
    ((by, value),) = row.items() or {"key": source}.items()
    rows = tables.load(table).query(f"{by} == @value").astype(str)
    assert len(rows), f"{table} has no row whose {by} is {value}"
    cells = " ".join(rows[column] if column else rows.to_numpy().flat)
    missing = set() if source else numbers(text) - numbers(cells)
    assert not missing, f"{table}, {value}: {missing} of {text!r} is not in {cells!r}"
    return text


def posed(text: str) -> str:
    """Return the phrase: its numbers are set by the task, so no table can hold them. A year never is."""
    assert not re.search(r"\b(?:19|20)\d\d\b", text), f"a year is no setting: {text}"
    return text


def recalled(text: str) -> str:
    """Return the phrase, in which the lesson itself says that nobody looked it up."""
    assert "recalled" in text
    return text
