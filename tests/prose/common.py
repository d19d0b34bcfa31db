"""What the phrases of several lessons need."""

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.model.world import Parameters, World

ARTICLE = law.moment("article")
LESSON_ROWS = tables.load("lessons").set_index("file")
PARAMETERS = Parameters.from_table(tables.load("model_parameters"))
WORLD = World.from_table(tables.load("jurisdictions"))


def day(moment: pd.Timestamp) -> str:
    return f"{moment.day} {moment:%B %Y}"


def time(file: str) -> str:
    minutes = LESSON_ROWS.loc[file, "minutes"]
    read_ = round(minutes / 3)
    return f"{minutes} minutes: {read_} to read, {minutes - read_} to do"


def percent(words: str) -> str:
    """Return the words with a space before every percent sign, as the lessons write it."""
    return words.replace("%", " %")
