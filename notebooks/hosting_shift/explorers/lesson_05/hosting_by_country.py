"""Lesson 05: shares of hosting by country and year, a real analogue."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, tables
from hosting_shift.charts import lesson_05
from hosting_shift.ui import Choice, Panel, Settings, panel_of

FROM_YEAR = 2015  # before, the table holds one single figure
COUNTRIES = ["Netherlands", "United States", "Bulgaria", "Romania", "Hong Kong", "Slovakia"]


@dataclass(frozen=True, eq=False)
class Result:
    """Shares of the countries drawn, and the one looked at."""

    country: str
    shares: pd.DataFrame

    @property
    def chosen(self) -> pd.DataFrame:
        return self.shares[self.shares["country"] == self.country]


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"country": "Netherlands"}


def hosting_by_country() -> Panel:
    """Return the explorer: which countries host, year after year, in another field."""
    return panel_of(
        __name__,
        title="Where unlawful images were hosted, by country of the server",
        purpose="An analogue from another field, totals only: reports of child sexual abuse images. "
        "A hollow mark is a draft, or a figure from memory.",
        controls=[
            Choice("country", "Country", [(c, c) for c in COUNTRIES], "data", "The country whose line is drawn thick.")
        ],
        sources=["hosting_shares"],
        kind="real",
        shows=(
            "Lines over the years 2016 to 2025, one a country: its share of reports, in percent. "
            "The chosen country is the thick line."
        ),
        size=(7.6, 4.7),
    )


def compute(country: str) -> Result:
    """Return the published shares from 2015 on, for the countries drawn."""
    shares = tables.load("hosting_shares")
    drawn = shares["country"].isin(COUNTRIES) & (shares["year"] >= FROM_YEAR)
    return Result(country, shares[drawn & shares["share_percent"].notna()])


def firm(shares: pd.DataFrame) -> pd.Series:
    """Return where both the value and its page were read in a published source."""
    return shares["confidence"].eq("sourced")


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw one line a country."""
    axes = figure.add_axes((0.09, 0.27, 0.89, 0.7))
    years = compute(COUNTRIES[0]).shares["year"]
    lines = lesson_05.share_lines(axes, COUNTRIES, (int(years.min()), int(years.max())))
    return [lines.fed_by(lambda r: (_series(r.shares), r.country))]


def _series(shares: pd.DataFrame) -> dict[str, tuple]:
    return {
        name: (rows["year"].to_numpy(float), rows["share_percent"].to_numpy(float), firm(rows).to_numpy(bool))
        for name, rows in ((c, shares[shares["country"] == c]) for c in COUNTRIES)
    }


def describe(r: Result) -> str:
    """Say where the country stood first, at its highest and last."""
    rows = r.chosen
    first, last = rows.iloc[0], rows.iloc[-1]
    top = rows.loc[rows["share_percent"].astype(float).idxmax()]
    marks = {"sourced": "", "sourced draft": " (draft)"}

    def words(row) -> str:
        mark = marks.get(row["confidence"], " (recalled)")
        return f"{row['share_percent']:g} % in {row['year']}{mark}"

    if len(rows) == 1:
        return f"{r.country}: {words(first)}, of all reports; no other year is known."
    return f"{r.country}, share of all reports: first {words(first)}, highest {words(top)}, last {words(last)}."


def tabulate(r: Result) -> pd.DataFrame:
    """Return the shares of the chosen country first, then the others."""
    rows = pd.concat([r.chosen, r.shares.drop(r.chosen.index)])
    return rows[["country", "year", "share_percent", "reports", "confidence"]]
