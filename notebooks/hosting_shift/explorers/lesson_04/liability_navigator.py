"""Lesson 04: answer the questions of the liability tree one by one, in 2009 or today."""

from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, tables
from hosting_shift.charts import lesson_04
from hosting_shift.law import liability, texts
from hosting_shift.ui import Action, Choice, Panel, Settings, panel_of

WARNINGS = (
    "The tree gives exposure, not verdicts. Its question on knowledge depends on the text of a "
    "notice: see the notice workshop."
)


@dataclass(frozen=True)
class Result:
    """One path: for the year chosen and, with the same answers, for every year. asked: the question
    to answer now, or "" at a result."""

    actor: str
    path: liability.Path
    every_year: dict[int, liability.Path]
    asked: str


def start(actor: str = "publisher", year: int = 2009) -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"actor": actor, "year": year, "given": (), "at": ""}


def liability_navigator(actor: str = "publisher", year: int = 2009) -> Panel:
    """Return the explorer: who may answer for a page, question by question."""
    actors = tables.load("liability_actors")
    names = [(row["name"], row["actor"]) for _, row in actors.iterrows()]
    years = [(texts.day_in_words(liability.day_of_law(one)), one) for one in liability.years()]
    return panel_of(
        __name__,
        start(actor, year),
        title="Liability navigator",
        purpose="Answer with Yes and No. The path lights up; each box names its legal basis.",
        controls=[
            Choice("actor", "Who", names, "yours", "The actor. Questions that the role settles are answered already."),
            Choice("year", "Law as of", years, "yours").means(
                "The law that the tree states; the states of the texts stand in the table law_texts. Your answers stay when you change it."
            ),
        ],
        actions=[
            Action("Yes", partial(answer, word="yes"), "Answer yes to the question asked now."),
            Action("No", partial(answer, word="no"), "Answer no to the question asked now."),
            Action("Back", back, "Return to the question before, to change its answer."),
            Action("Clear my answers", clear, "Forget every answer for this actor."),
        ],
        sources=["liability_tree", "liability_actors"],
        kind="derived",
        shows=(
            "A decision tree of eight questions and seven results, each with its legal basis; "
            "your path through it is filled."
        ),
        size=(8.4, 6.6),
        note=WARNINGS,
    )


def _answers(settings: Settings) -> dict[str, str]:
    """Return the answers of the role, then those given for this actor; the later ones count."""
    mine = {name: word for who, name, word in settings["given"] if who == settings["actor"]}
    return liability.actor_answers(settings["actor"]) | mine


def _now(settings: Settings) -> tuple[liability.Path, str]:
    """Return the path, and the question to answer now: the one gone back to, or the first without an answer."""
    path = liability.walk(_answers(settings), settings["year"])
    who, _, name = settings["at"].partition(":")
    if who == settings["actor"] and name in path.names:
        return path, name
    return path, path.open.name if path.open else ""


def answer(settings: Settings, word: str) -> dict:
    """Return the settings after answering the question asked now."""
    _, asked = _now(settings)
    if not asked:
        return {}
    mine = [one for one in settings["given"] if one[:2] != (settings["actor"], asked)]
    return {"given": (*mine, (settings["actor"], asked, word)), "at": ""}


def back(settings: Settings) -> dict:
    """Return the settings with the question before the one asked now."""
    path, asked = _now(settings)
    place = path.names.index(asked) if asked else len(path.names) - 1
    return {"at": f"{settings['actor']}:{path.names[max(place - 1, 0)]}"}


def clear(settings: Settings) -> dict:
    """Return the settings without the answers given for this actor."""
    others = tuple(one for one in settings["given"] if one[0] != settings["actor"])
    return {"given": others, "at": ""}


def compute(actor: str, year: int, given: tuple, at: str) -> Result:
    """Walk the tree with these answers, in every year."""
    settings = {"actor": actor, "year": year, "given": given, "at": at}
    path, asked = _now(settings)
    return Result(actor, path, {one: liability.walk(_answers(settings), one) for one in liability.years()}, asked)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the tree; a path is lit later."""
    axes = figure.add_axes((0.005, 0.005, 0.99, 0.99))
    rows = tables.load("liability_tree").drop_duplicates("step")
    places = {row.step: (row.column, row.row) for row in rows.itertuples()}
    ways = {row.step: {"yes": row.yes, "no": row.no} for row in rows.itertuples() if row.kind == "question"}

    def pick(result: Result):
        texts = {
            name: (step.short.replace(" / ", "\n"), step.basis.replace(" / ", " "), step.confidence == "sourced")
            for name, step in liability.tree(result.path.year).items()
        }
        answers = {s.name: s.answer for s in result.path.steps if s.answer}
        head = f"{_name(result.actor)}\nLaw {_law(result.path.year)}"
        return texts, answers, result.path.names[-1], result.asked, head

    return [lesson_04.liability_tree(axes, places, ways).fed_by(pick)]


def describe(r: Result) -> str:
    """Say where the path stands, and the same answers under the law of the other year."""
    name = _name(r.actor)
    law = _law(r.path.year)
    if r.asked:
        asked = liability.step(r.asked, r.path.year)
        again = [s.answer for s in r.path.steps if s.name == r.asked and s.answer]
        was = f" Your answer so far: {again[0]}." if again else ""
        note = f" {asked.note}" if asked.note else ""
        return f"{name}, law {law}. Question {r.asked}: {asked.text} Legal basis: {_basis(asked)}.{was}{note}"
    found = r.path.result
    said = f"{name}, law {law}. Result {found.name}: {found.text} Legal basis: {_basis(found)}."
    for year, other in r.every_year.items():
        if year != r.path.year:
            text = other.steps[-1].text
            same = "the result is the same." if text == found.text else f"the same answers lead to: {text}"
            said += f" Law {_law(year)}: {same}"
    return said


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a step: question, answer, legal basis in every year."""
    rows = []
    trees = {year: liability.tree(year) for year in r.every_year}
    for step in r.path.steps:
        row = {
            "step": step.name,
            "question or result": step.text,
            "answer": step.answer or ("asked now" if step.name == r.asked else "–"),
        }
        for year, steps in trees.items():
            same = steps[step.name]
            row[f"legal basis {year}"] = _basis(same)
            row[f"known {year}"] = same.confidence
        rows.append(row)
    return pd.DataFrame(rows)


def _basis(step: liability.Step) -> str:
    """Return the articles of a step in full, from the statements of law."""
    statements = tables.load("legal_statements").set_index("id")
    return "; ".join(dict.fromkeys(statements.loc[list(step.statements), "article"]))


def _name(actor: str) -> str:
    return tables.load("liability_actors").set_index("actor").loc[actor, "name"]


def _law(year: int) -> str:
    return texts.law_of(liability.day_of_law(year))
