"""Lesson 03: read fictional adverts one by one, then uncover signs and label."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, tables
from hosting_shift.charts import lesson_03
from hosting_shift.ui import Panel, Settings, Steps, Switch, panel_of

SHOWN = 12  # adverts with a place in the column reader


@dataclass(frozen=True, eq=False)
class Result:
    """One advert, its signs, and whether they are uncovered."""

    place: int
    advert: pd.Series
    present: pd.Series
    uncovered: bool


def sample() -> pd.DataFrame:
    """Return the dozen adverts to read, in their order: picked to show all four sorts of outcome."""
    adverts = tables.load("fictional_adverts").dropna(subset=["reader"])
    return adverts.sort_values("reader").reset_index(drop=True)


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"place": 0, "uncovered": False}


def advert_reader() -> Panel:
    """Return the explorer: twelve adverts to read; signs and label stay covered until asked."""
    return panel_of(
        __name__,
        title="Read twelve fictional adverts",
        purpose="Decide for yourself first: would you answer, would you stop it? Then uncover.",
        controls=[
            Steps("place", "Advert", [(f"{n + 1} of {SHOWN}", n) for n in range(SHOWN)], "data").means(
                "Which of the twelve adverts is shown."
            ),
            Switch("uncovered", "Uncover signs and label", "yours").means(
                "Shows which of the eight signs the advert has, and how it was labelled."
            ),
        ],
        sources=["fictional_adverts"],
        note="Every advert here is invented; its label was decided before its text was made.",
        kind="fictional",
        shows="A card with the text of one advert, above its eight signs and its label.",
        size=(7.6, 4.0),
    )


def compute(place: int, uncovered: bool) -> Result:
    """Return the advert at this place of the dozen."""
    names = tables.load("recruitment_indicators").set_index("indicator")["name"]
    advert = sample().iloc[place]
    return Result(place, advert, advert[names.index].astype(bool).rename(index=names), uncovered)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the card."""
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    names = tables.load("recruitment_indicators")["name"].tolist()
    return [lesson_03.advert_card(axes, names).fed_by(_data)]


def _data(r: Result) -> tuple:
    heading = f"Fictional advert {r.place + 1} of {SHOWN} · {r.advert['kind']}"
    if not r.uncovered:
        return heading, r.advert["text"], None, "Covered:\nwhat would you do?"
    label = "deceptive" if r.advert["deceptive"] else "honest"
    words = f"{r.present.sum()} of {len(r.present)} present.\nBy construction:\n{label}."
    return heading, r.advert["text"], r.present.to_numpy(), words


def describe(r: Result) -> str:
    """Read the advert out; with the signs and the label once uncovered."""
    start = f"Fictional advert {r.place + 1} of {SHOWN} ({r.advert['kind']}): “{r.advert['text']}”"
    if not r.uncovered:
        return f"{start} Signs and label are covered."
    shown = ", ".join(r.present.index[r.present]) or "none"
    label = "deceptive" if r.advert["deceptive"] else "honest"
    return f"{start} Signs: {shown}. By construction it is {label}."


def tabulate(r: Result) -> pd.DataFrame:
    """Return the signs with their questions; the label only once uncovered."""
    table = tables.load("recruitment_indicators")
    there = ["yes" if x else "no" for x in r.present] if r.uncovered else ["covered"] * len(table)
    return pd.DataFrame(
        {
            "sign": table["name"],
            "in this advert": there,
            "what it is": table["description"],
            "a question that helps": table["question_to_ask"],
        }
    )
