"""Lesson 10: what happened from 2000 to 2026, by kind and jurisdiction, year by year."""

from dataclasses import dataclass
from textwrap import shorten, wrap
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, dates, law, tables
from hosting_shift.charts import lesson_10
from hosting_shift.explorers.base import listed_values
from hosting_shift.ui import Action, Choice, Panel, Settings, Steps, panel_of
from hosting_shift.words import count

EVERY = "all"
ARTICLE = "article"
_WIDE, _LINES = 108, 8  # what the room under the picture holds


@dataclass(frozen=True, eq=False)
class Result:
    """All events, which of them are chosen, and the year looked at."""

    kind: str
    jurisdiction: str
    year: int
    events: pd.DataFrame
    chosen: pd.Series  # one truth value an event

    @property
    def now(self) -> pd.DataFrame:
        """The chosen events of the year."""
        return self.events[self.chosen & (self.events["year"] == self.year)]

    @property
    def since(self) -> int:
        """How many chosen events came since July 2009, when the article appeared."""
        return int((self.chosen & since_article()).sum())


def start(kind: str = EVERY, jurisdiction: str = EVERY) -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"kind": kind, "jurisdiction": jurisdiction, "year": law.moment(ARTICLE).year}


def timeline(kind: str = EVERY, jurisdiction: str = EVERY) -> Panel:
    """Return the explorer: filter by kind and jurisdiction, step through the years.

    kind, jurisdiction: the filters at the start, as named in the table timeline; "all" for all.
    """
    events = _events()
    first, last = _range()
    return panel_of(
        __name__,
        start(kind, jurisdiction),
        title=f"Timeline {first} to {last}",
        purpose="Choose a kind or a jurisdiction, then step through the years with the arrow keys. "
        "What came after the dotted line, and what did the article not foresee?",
        controls=[
            Choice("kind", "Kind", [("all kinds", EVERY), *((k, k) for k in lesson_10.EVENT_MARKS)], "data").means(
                "Other kinds become small and grey."
            ),
            Choice(
                "jurisdiction",
                "Jurisdiction",
                [("all jurisdictions", EVERY), *((j, j) for j in listed_values("timeline", "jurisdiction"))],
                "data",
            ).means("Other jurisdictions become small and grey."),
            Steps("year", "Year", [(str(y), y) for y in range(first, last + 1)], "data", play=1100).means(
                "The shaded year; its events are written out below."
            ),
        ],
        actions=[
            Action("Earlier event", lambda s: jump(s, -1), "The nearest earlier year with a chosen event."),
            Action("Next event", lambda s: jump(s, 1), "The next year with a chosen event."),
        ],
        sources=["timeline"],
        kind="real",
        shows=(
            "Six lanes, one a jurisdiction, over the years 2000 to 2026, with a mark for every "
            "event; the shape is its kind. The events of the chosen year are listed below."
        ),
        size=(9.4, 7.3),
        note=f"{len(events)} events, chosen by us: a reading list, not a census.",
    )


@tables.cached()
def _events() -> pd.DataFrame:
    events = tables.load("timeline")
    events["at"] = [dates.years(when) for when in events["when"]]
    events["year"] = events["at"].astype(int)
    return events.sort_values("at", kind="stable").reset_index(drop=True)


def _range() -> tuple[int, int]:
    years = _events()["year"]
    return int(years.min()), int(years.max())


def _choose(kind: str, jurisdiction: str) -> pd.Series:
    events = _events()
    chosen = pd.Series(True, index=events.index)
    if kind != EVERY:
        chosen &= events["kind"] == kind
    if jurisdiction != EVERY:
        chosen &= events["jurisdiction"] == jurisdiction
    return chosen


def jump(settings: Settings, step: int) -> dict[str, int]:
    """Return the nearest year after (step 1) or before (step -1) that has a chosen event."""
    years = _events().loc[_choose(settings["kind"], settings["jurisdiction"]), "year"]
    beyond = sorted({int(y) for y in years if (y - settings["year"]) * step > 0})
    return {"year": beyond[0 if step > 0 else -1]} if beyond else {}


def compute(kind: str, jurisdiction: str, year: int) -> Result:
    """Choose events by kind and jurisdiction ("all" for all) and look at one year."""
    return Result(kind, jurisdiction, year, _events(), _choose(kind, jurisdiction))


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the lanes above the words of the year."""
    events, names = _events(), listed_values("timeline", "jurisdiction")
    top = figure.add_axes((0.135, 0.405, 0.86, 0.585))
    below = figure.add_axes((0.015, 0.0, 0.98, 0.297))
    marks = [
        (row.at, names.index(row.jurisdiction), row.kind, row.confidence == "sourced") for row in events.itertuples()
    ]
    line = (dates.years(_article()), "article")
    shown = [name.replace(" ", "\n", 1) for name in names]
    return [
        lesson_10.lanes(top, shown, marks, _range(), line).fed_by(lambda r: (r.chosen, r.year)),
        lesson_10.lines_of_text(below).fed_by(words_of_year),
    ]


def place(row: Any) -> str:
    """Return where an event belongs, with the state where the lane holds several."""
    return row.place or row.jurisdiction


def words_of_year(r: Result) -> str:
    """Return the chosen events of the year, a mark before each, in the lines that the picture holds."""
    if r.now.empty:
        return f"{r.year}: no event of this choice."
    texts = []
    for row in r.now.itertuples():
        _, _, full, hollow = lesson_10.EVENT_MARKS[row.kind]
        mark = full if row.confidence == "sourced" else hollow
        texts.append(f"{mark} {dates.in_words(row.when)} · {place(row)} · {row.event}")
    lines = [line for text in texts for line in wrap(text, _WIDE, subsequent_indent="    ")]
    if len(lines) > _LINES:  # a full year: a line an event; the sentence has them whole
        lines = [shorten(text, _WIDE, placeholder=" …") for text in texts]
    return "\n".join(lines)


def describe(r: Result) -> str:
    """Count what is chosen, before and after the article, and name the events of the year."""
    events = count(int(r.chosen.sum()), "event")
    what = "" if r.kind == EVERY else f" of the kind {r.kind}"
    where = "" if r.jurisdiction == EVERY else f" in the lane {r.jurisdiction}"
    total = f"{events}{what}{where}, {r.since} of them since July 2009."
    if r.now.empty:
        return f"{total} In {r.year}: none."
    named = "; ".join(f"{dates.in_words(row.when)}, {place(row)}: {row.event}" for row in r.now.itertuples())
    return f"{total} In {r.year}: {named}."


def since_article() -> pd.Series:
    """Return which events come after the last day before the article's quarter."""
    return _events()["at"] > dates.years(_article())


def _article() -> str:
    return law.moment(ARTICLE).date().isoformat()


def tabulate(r: Result) -> pd.DataFrame:
    """Return the chosen events in order, dates only as precise as they are known."""
    chosen = r.events[r.chosen]
    return pd.DataFrame(
        {
            "when": chosen["when"],
            "where": [place(row) for row in chosen.itertuples()],
            "kind": chosen["kind"],
            "event": chosen["event"],
            "known": chosen["confidence"],
            "sources": chosen["sources"].map(tables.labels),
        }
    )
