"""Who answers for a page: the liability tree, notices to hosts, the grading of an analysis.

Every rule is a row of a table that says whether it states the law of 2009 or of today: liability_tree,
notice_parts, notice_results; a case says in content/ what is right. This module walks them; it knows no law.

    walk({"N1": "yes", "N2": "no"}, 2009)     the path these answers take, as the law stood then
    notice({"location": "nothing", …}, 2026)  which elements a notice holds, and what follows
    grade(case, {"issue": "…", …})            an analysis of a fictional case, step by step

Unknown names raise ValueError with the names there are. An answer that is not known stays open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import pandas as pd

from hosting_shift import tables
from hosting_shift.content import STEPS as PARTS
from hosting_shift.content import Case
from hosting_shift.errors import look_up
from hosting_shift.law.common import moment
from hosting_shift.words import listed

ANSWERS = ("yes", "no")


# ---------------------------------------------------------------- the tree


@dataclass(frozen=True)
class Step:
    """One step on a path: a question with its answer, the open question, or the result.

    answer is "yes", "no" or "" (open question, or result). `statements` are ids of the table
    legal_statements; `year` says whose law it is, 2009 or that of today.
    """

    name: str
    kind: str
    short: str
    text: str
    basis: str
    statements: tuple[str, ...]
    note: str
    confidence: str
    year: int
    answer: str = ""


@dataclass(frozen=True)
class Path:
    """Where answers lead: the steps in order; the last one is open or a result."""

    year: int
    steps: tuple[Step, ...]

    @property
    def result(self) -> Step | None:
        """The result, or None while a question is open."""
        last = self.steps[-1]
        return last if last.kind == "result" else None

    @property
    def open(self) -> Step | None:
        """The question that comes next, or None at a result."""
        return None if self.result else self.steps[-1]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the steps, such as ("N1", "N2", "X2")."""
        return tuple(step.name for step in self.steps)


def years() -> list[int]:
    """Return the years whose law can be asked, such as [2009, 2026]."""
    return list(_years())


def day_of_law(year: int) -> pd.Timestamp:
    """Return the day that stands for the law of `year`: the article's, or the day the texts were last read.

    Raises ValueError for a year that is not known.
    """
    _known_year(year)
    return moment("article" if year == years()[0] else "reading")


def walk(answers: Mapping[str, str], year: int) -> Path:
    """Follow `answers` (question -> "yes" or "no") down the tree of `year`.

    Answers to questions off the path are kept out of it. The path ends at a result, or at the first
    question without an answer. Raises ValueError for a year, question or answer that is not known.
    """
    known, ways = _tree(year), _ways(year)
    for name, answer in answers.items():
        look_up("question", name, ways)
        if answer not in ANSWERS:
            raise ValueError(
                f"The answer to {name} is {answer!r}; expected 'yes' or 'no'. Leave the question out while it is open."
            )
    steps, at = [], next(iter(known))
    while at in ways and at in answers:
        steps.append(replace(known[at], answer=answers[at]))
        at = ways[at][answers[at]]
    return Path(year, (*steps, known[at]))


def every_path(year: int) -> list[Path]:
    """Return every complete path of the tree of `year`, each ending at a result."""
    ways = _ways(year)

    def follow(at: str, answers: dict[str, str]) -> list[Path]:
        if at not in ways:
            return [walk(answers, year)]
        found = []
        for answer in ANSWERS:
            found += follow(ways[at][answer], answers | {at: answer})
        return found

    return follow(next(iter(_tree(year))), {})


def tree(year: int) -> dict[str, Step]:
    """Return every question and result of the tree of `year` by name, the first question first."""
    return dict(_tree(year))


def step(name: str, year: int) -> Step:
    """Return one question or result of the tree of `year`. Raises ValueError for an unknown year or step."""
    return look_up("step", name, _tree(year))


def parse_answers(text: str) -> dict[str, str]:
    """Return answers written as in the tables, "N1=yes;N2=no", as a dict."""
    return dict(pair.split("=", 1) for pair in text.split(";") if pair)


def actor_answers(actor: str) -> dict[str, str]:
    """Return the answers that the role of an actor fixes (table liability_actors).

    Raises ValueError for an unknown actor.
    """
    actors = tables.load("liability_actors").set_index("actor")["answers"].to_dict()
    return parse_answers(look_up("actor", actor, actors))


# ---------------------------------------------------------------- notices


@dataclass(frozen=True)
class Notice:
    """What a notice holds, as the law of `year` sees it.

    needed, held: names of parts. knowledge: what the host then knows, in law. text: why.
    """

    year: int
    needed: tuple[str, ...]
    held: tuple[str, ...]
    plain: bool
    knowledge: str
    text: str
    statements: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that the law asks for and the notice lacks."""
        return tuple(part for part in self.needed if part not in self.held)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


def notice(choices: Mapping[str, str], plain: bool, year: int) -> Notice:
    """Return what a notice holds and what knowledge follows in `year`.

    choices: part -> choice, one for each part of the table notice_parts.
    plain: whether the illegality of the page shows without legal research.
    Raises ValueError for a part or choice that is unknown or left out.
    """
    _known_year(year)
    rows = tables.load("notice_parts").to_dict("records")
    known = list(dict.fromkeys(row["part"] for row in rows))
    for name in choices:
        look_up("part of a notice", name, known)
    left_out = [name for name in known if name not in choices]
    if left_out:
        raise ValueError(f"The notice says nothing about {', '.join(left_out)}; choose one each.")
    needed, held = [], []
    for name in known:
        offered = {row["choice"]: row for row in rows if row["part"] == name}
        row = look_up(f"choice for {name}", choices[name], offered)
        if row[f"needed_{year}"]:
            needed.append(name)
            if row[f"holds_{year}"]:
                held.append(name)
    complete = len(held) == len(needed)
    results = tables.load("notice_results")
    mine = results[(results["year"] == year) & (results["complete"] == complete)]
    row = (mine[mine["plain"] == plain] if complete else mine).iloc[0]
    return Notice(
        year, tuple(needed), tuple(held), plain, row["knowledge"], row["text"], tuple(row["statements"].split(";"))
    )


# ---------------------------------------------------------------- cases


@dataclass(frozen=True)
class Mark:
    """One step of an analysis: right or not, and the reply to the student."""

    part: str
    right: bool
    misconception: str
    reply: str


def grade(case: Case, analysis: Mapping[str, str]) -> list[Mark]:
    """Return a mark for each part of an analysis: issue, rule, application, conclusion, change.

    analysis: part -> the id of one of `case.steps[part]`; parts left out are not marked. For a rule
    the reply says what the chosen statement of law states. Raises ValueError for unknown names.
    """
    for part in analysis:
        look_up("part of an analysis", part, PARTS)
    rules = tables.load("legal_statements").set_index("id")["statement"]
    marks = []
    for part in (part for part in PARTS if part in analysis):
        options = {option.id: option for option in case.steps[part]}
        chosen = look_up(f"option for {part} in {case.id}", analysis[part], options)
        reply = chosen.reply + (f" It says: {rules[chosen.id]}" if part == "rule" else "")
        marks.append(Mark(part, chosen.right, chosen.misconception, reply))
    return marks


# ---------------------------------------------------------------- small helpers


@tables.cached()
def _years() -> tuple[int, ...]:
    return tuple(sorted(set(tables.load("liability_tree")["year"].tolist())))


@tables.cached(8)
def _tree(year: int) -> dict[str, Step]:
    _known_year(year)
    rows = tables.load("liability_tree")
    rows = rows[rows["year"] == year].rename(columns={"step": "name"})
    rows["statements"] = rows["statements"].str.split(";").map(tuple)
    said = [field.name for field in fields(Step) if field.name != "answer"]
    return {row["name"]: Step(**row) for row in rows[said].to_dict("records")}


@tables.cached(8)
def _ways(year: int) -> dict[str, dict[str, str]]:
    rows = tables.load("liability_tree")
    rows = rows[(rows["year"] == year) & (rows["kind"] == "question")]
    return {row.step: {"yes": row.yes, "no": row.no} for row in rows.itertuples()}


def _known_year(year: int) -> None:
    if year not in years():
        known = listed(map(str, years()))
        raise ValueError(f"The law is known here as of {known}, not of {year!r}. Ask one of these years.")
