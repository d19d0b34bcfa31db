"""What the phrases of several lessons need."""

from hosting_shift import law, tables
from hosting_shift.model.world import Parameters, World

ARTICLE = law.moment("article")
LESSON_ROWS = tables.load("lessons").set_index("file")
PARAMETERS = Parameters.from_table(tables.load("model_parameters"))
WORLD = World.from_table(tables.load("jurisdictions"))


def time(file: str) -> str:
    minutes = LESSON_ROWS.loc[file, "minutes"]
    read_ = round(minutes / 3)
    return f"{minutes} minutes: {read_} to read, {minutes - read_} to do"
