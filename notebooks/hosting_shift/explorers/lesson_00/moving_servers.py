"""Lesson 00: where the servers of one much-moved site stood; lesson 05 shows what else was moved."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, tables
from hosting_shift.charts import lesson_05
from hosting_shift.explorers.lesson_05 import real_moves
from hosting_shift.ui import Panel, Settings, Slider, panel_of
from hosting_shift.words import count

FIRST, LAST = 2006, 2015  # years of the first and the last event that concerns the servers


@dataclass(frozen=True, eq=False)
class Result:
    """The recorded events that concern the servers, up to the end of `year`."""

    year: int
    events: pd.DataFrame


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"year": LAST}


def moving_servers() -> Panel:
    """Return the explorer: what happened to the servers of one site, year by year."""
    return panel_of(
        __name__,
        title="Where the servers stood: a file-sharing site, 2006 to 2015",
        purpose="An analogue from copyright law. Each dot is one event that concerns the servers of the site.",
        controls=[
            Slider("year", "Up to the end of", FIRST, LAST, 1, "year", "yours").means(
                "The last year whose events are shown. Focus the handle, then use the arrow keys."
            )
        ],
        sources=["relocations"],
        kind="real",
        shows=(
            "A row for each event, placed by its date from 2006 to 2015, with the country that the servers left and the "
            "one they reached; hollow marks are approximate or recalled dates."
        ),
        size=(7.6, 3.4),
    )


def compute(year: int) -> Result:
    """Return the events up to the end of a year."""
    events = tables.load("relocations")
    return Result(year, events[(events["layer"] == "hosting") & (events["month"].dt.year <= year)])


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw one row an event."""
    axes = figure.add_axes((0.02, 0.2, 0.96, 0.78))
    rows = lesson_05.event_rows(axes, (FIRST, LAST), len(compute(LAST).events), others=False)
    return [rows.fed_by(lambda r: (real_moves.rows(r.events), []))]


def describe(r: Result) -> str:
    """Count the events, those that crossed a border, and those that led back to a country left before."""
    firm = int((r.events["date_confidence"] == "sourced").sum())
    crossed = real_moves.moved(r.events)
    back = returned(r.events)
    return (
        f"By the end of {r.year}, {count(len(r.events), 'recorded event concerns', 'recorded events concern')} the "
        f"servers, and the dates of {firm} come whole from a source; {len(crossed)} lead from one known country to "
        f"another, {back} of them back to a country that the servers had left before."
    )


def returned(events: pd.DataFrame) -> int:
    """Return how many events led from one known country to another that the servers had left before."""
    left, back = set(), 0
    for row in events[events["from_place"] != ""].sort_values("order").itertuples():
        back += row.to_place in left
        left.add(row.from_place)
    return back


def tabulate(r: Result) -> pd.DataFrame:
    """Return the events in order, dates only as precise as they are known."""
    return real_moves.listed(r.events)
