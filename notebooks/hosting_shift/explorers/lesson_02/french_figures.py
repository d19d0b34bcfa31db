"""Lesson 02: eleven French series, each with its own definition, and why they make no curve."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, reported, tables
from hosting_shift.charts import lesson_02
from hosting_shift.ui import Choice, Panel, Settings, panel_of
from hosting_shift.words import listed


@dataclass(frozen=True, eq=False)
class Result:
    """Two series and the reasons against one curve."""

    one: str
    other: str
    reasons: list[str]


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"one": _series()[0], "other": "procuring convictions"}


def french_figures() -> Panel:
    """Return the explorer: pick two series; the sentence says how each is defined."""
    options = [(name, name) for name in _series()]
    return panel_of(
        __name__,
        title="French figures: eleven series, no curve",
        purpose="Pick two series, and see in the table how each is defined. May they be joined to one curve? Then pick the same one twice.",
        controls=[
            Choice("one", "One series", options, "data", "Shaded on the picture."),
            Choice("other", "Another series", options, "data", "Shaded on the picture; it may be the same series."),
        ],
        sources=["france_procuring"],
        kind="real",
        shows=(
            "A row for each of eleven series, with a mark in every year that has a figure, 2002 "
            "to 2024; another shape of the mark is another definition, a hollow one is not exact."
        ),
        size=(8.2, 5.6),
        note="Marks have no height on purpose.",
    )


def _series() -> list[str]:
    return list(dict.fromkeys(tables.load("france_procuring")["series"]))


def compute(one: str, other: str) -> Result:
    """Compare the definitions of two series of france_procuring."""
    return Result(one, other, reported.why_not_one_curve(one, other))


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw one row a series."""
    table = tables.load("france_procuring")
    names = _series()
    axes = figure.add_axes((0.295, 0.135, 0.695, 0.855))
    year = law.moment("article").year
    rows = lesson_02.definition_rows(
        axes, names, (table["year"].min(), table["year"].max()), (year, f"{year}: the case")
    )
    points = _points(table, names)
    return [rows.fed_by(lambda r: (points, names.index(r.one), names.index(r.other)))]


_SIGN = {"as published": "", "about": "about ", "more than": "over ", "derived": "about "}


def _points(table: pd.DataFrame, names: list[str]):
    """Return (row, year, value in words, number of the definition in its series, exact)."""
    table = table.sort_values("year")
    definition = table.groupby("series")["unit"].transform(lambda units: pd.factorize(units)[0])
    return [
        (names.index(row.series), row.year, _figure(row), number, row.qualifier == "as published")
        for row, number in zip(table.itertuples(), definition, strict=True)
    ]


def _figure(row) -> str:
    return f"{_SIGN[row.qualifier]}{row.value:,}"


def describe(r: Result) -> str:
    """Say whether the two series may be joined, and their first and last figures; the table defines each."""
    known = "; ".join(_figures(name) for name in dict.fromkeys((r.one, r.other)))
    return f"{_why(r)} First and last known: {known}."


def _figures(series: str) -> str:
    """Return the first and the last figure of a series in words."""
    table = tables.load("france_procuring").sort_values("year")
    rows = table[table["series"] == series].iloc[[0, -1]]
    words = [f"{_figure(row)} in {row.year}" for row in rows.itertuples()]
    return f"{series}: {', '.join(dict.fromkeys(words))}"


def _why(r: Result) -> str:
    if r.one == r.other:
        if r.reasons:
            changed = listed(r.reasons)
            return f"Even {r.one} alone makes no curve: inside the series {changed} changes."
        return f"{r.one.capitalize()} keeps one definition; years without a value stay unknown."
    if not r.reasons:
        return f"{r.one.capitalize()} and {r.other} share every column that the table knows; read their notes."
    return f"{r.one.capitalize()} and {r.other} make no curve. Open the table to compare how each is defined."


def tabulate(r: Result) -> pd.DataFrame:
    """Return the values of the two series with their definitions."""
    table = tables.load("france_procuring")
    table = table[table["series"].isin([r.one, r.other])]
    wanted = ["series", "year", "value", "qualifier", "unit", "offence", "counted_by", "note"]
    return table[wanted].rename(columns={"unit": "what is counted", "counted_by": "who counted"})
