"""Lesson 05: the dated moves of one much-moved site, a real analogue."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, tables
from hosting_shift.charts import lesson_05
from hosting_shift.ui import Choice, Panel, Settings, panel_of
from hosting_shift.words import count

LAYERS = {"hosting": "the servers", "transit": "the connection", "domain": "the name", "person": "the people tried"}


@dataclass(frozen=True, eq=False)
class Result:
    """All recorded events, and the layer looked at."""

    layer: str
    events: pd.DataFrame

    @property
    def chosen(self) -> pd.DataFrame:
        return self.events[self.events["layer"] == self.layer]


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"layer": "domain"}


def real_moves() -> Panel:
    """Return the explorer: what moved, when, on which layer."""
    return panel_of(
        __name__,
        title="What really moved: a file-sharing site, 2006 to 2017",
        purpose="An analogue from copyright law. Ask of every dot, which is one event, whether the servers moved or only the name.",
        controls=[
            Choice("layer", "Layer", [(f"{layer}: {what}", layer) for layer, what in LAYERS.items()], "data").means(
                "What was hit or moved: servers, the connection to them, the name, or a person."
            )
        ],
        sources=["relocations"],
        kind="real",
        shows=(
            "A row for each event of the layer, placed by its date from 2006 to 2017, with the country it left and the "
            "country it reached; hollow marks are approximate or recalled dates."
        ),
        size=(7.6, 4.4),
    )


def compute(layer: str) -> Result:
    """Return the events with the layer to look at."""
    return Result(layer, tables.load("relocations"))


def when(events: pd.DataFrame) -> pd.Series:
    """Return the moment of each event in years; the middle of the month where no day is known."""
    middle = events["month"].dt.to_timestamp() + pd.Timedelta(days=14)
    day = events["date"].fillna(middle)
    return day.dt.year + (day.dt.day_of_year - 1) / 365.25


def route(row) -> str:
    """Return "Sweden → Netherlands", or what is known of it."""
    left, reached = row.from_place, row.to_place
    if left and reached:
        return f"{left} → {reached}"
    if left:
        return f"{left}: {row.trigger}"
    return f"to {reached}" if reached else f"{row.trigger}, place unknown"


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw one row an event of the layer."""
    axes = figure.add_axes((0.02, 0.17, 0.96, 0.82))
    events = tables.load("relocations")
    years = events["month"].dt.year
    drawn = lesson_05.event_rows(axes, (years.min(), years.max()), int(events["layer"].value_counts().max()))
    return [drawn.fed_by(_rows)]


def _rows(r: Result) -> tuple[list, list]:
    return rows(r.chosen), list(when(r.events[r.events["layer"] != r.layer]))


def rows(events: pd.DataFrame) -> list[tuple[float, str, bool]]:
    """Return what `event_rows` draws of events: when in years, where from and where to, whether the date is firm."""
    return [
        (at, route(row), row.date_confidence == "sourced")
        for at, row in zip(when(events), events.itertuples(), strict=True)
    ]


def describe(r: Result) -> str:
    """Count the events of the layer, and name the first and the last that crossed a border."""
    crossed = moved(r.chosen)
    firm = int((r.chosen["date_confidence"] == "sourced").sum())
    concern = count(len(r.chosen), "event concerns", "events concern")
    moves = {0: "none moves it", 1: "1 moves it"}.get(len(crossed), f"{len(crossed)} move it")
    ways = [f"from {row.from_place} to {row.to_place} in {row.month.year}" for row in crossed.itertuples()]
    named = f": first {ways[0]}, last {ways[-1]}" if len(crossed) > 1 else f": {ways[0]}" if ways else ""
    return (
        f"Of {len(r.events)} recorded events {concern} the {r.layer} layer, and a source that was read dates "
        f"{firm or 'none'} of these; {moves} from one known country to another{named}."
    )


def moved(events: pd.DataFrame) -> pd.DataFrame:
    """Return the events with both a country left and a country reached."""
    return events[(events["from_place"] != "") & (events["to_place"] != "")]


def tabulate(r: Result) -> pd.DataFrame:
    """Return the events of the layer in order, dates only as precise as they are known."""
    return listed(r.chosen)


def listed(events: pd.DataFrame) -> pd.DataFrame:
    """Return events as a table to read, dates only as precise as they are known."""
    day = events["date"].dt.strftime("%Y-%m-%d").fillna(events["month"].astype(str))
    return pd.DataFrame(
        {
            "when": day,
            "event": events["event"],
            "from and to": [route(row) for row in events.itertuples()],
            "trigger": events["trigger"],
            "date is": events["date_confidence"],
        }
    )
