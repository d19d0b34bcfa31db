"""Lesson 08: who is faster, the site or the procedure? Limits and durations from the table."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, levers, tables
from hosting_shift.charts import lesson_08
from hosting_shift.explorers.base import DAYS, reopening
from hosting_shift.law import texts
from hosting_shift.ui import Choice, Panel, Settings, panel_of
from hosting_shift.words import count

NEEDS = {
    "evidence": "obtain evidence from another state",
    "person": "have a person handed over by another state",
    "preservation": "have data kept in another state",
    "compared": "get help from another state, compared here",
}
SHOWN = ("evidence", "the person", "data kept (preservation)", "some of each, compared")  # the needs in the list
# one or two of each need, for a first look across all of them
COMPARED = (
    "european_arrest_warrant",
    "extradition_1957",
    "convention_evidence",
    "joint_team",
    "electronic_evidence_order",
    "convention_preservation",
)


_FOUND = {"sourced": "found", "second hand": "second hand", "recalled": "recalled"}  # how sure, in words


@dataclass(frozen=True, eq=False)
class Result:
    """The instruments in force on a day for one need, with their times in days."""

    need: str
    day: pd.Timestamp
    site_days: int
    times: pd.DataFrame

    @property
    def ahead(self) -> np.ndarray:
        """True for the instruments that can be over before the site is back."""
        return law.ahead_of(self.times, self.site_days).to_numpy()


def start(need: str = "evidence") -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"need": need, "day": _days()[0], "site_days": round(levers.assumptions()["t_reopen"] * DAYS)}


def procedure_clocks(need: str = "evidence") -> Panel:
    """Return the explorer. `need` at the start: evidence, person, preservation or compared.

    Raises ValueError for another need.
    """
    if need not in NEEDS:
        raise ValueError(f"need must be one of {', '.join(NEEDS)}; got {need!r}.")
    return panel_of(
        __name__,
        start(need),
        title="Who is faster? Procedures against the site",
        purpose="Each row is one way to get help from another state. Is anything left of the orange line?",
        controls=[
            Choice("need", "What is needed", list(zip(SHOWN, NEEDS, strict=True)), "yours").means(
                "What one state asks of another."
            ),
            Choice("day", "Law as of", [(texts.day_in_words(pd.Timestamp(day)), day) for day in _days()], "data").means(
                "Only instruments in force on this day are shown."
            ),
            reopening("site_days", "Time the site needs to move").means(
                "From the closure in one place to the return in another."
            ),
        ],
        sources=["cooperation"],
        kind="real",
        shows=(
            "A row for each procedure on a scale from one day to two years and more: bars for durations observed, "
            "marks for time limits in law and for data kept. A line marks when the site is back."
        ),
        note="Orange line: your setting. Durations are of their own year: see the table.",
        size=(8.6, 6.2),
    )


def _days() -> list[str]:
    """Return the two days to choose from: the article's, and the day the texts were last read."""
    return [law.moment(name).date().isoformat() for name in ("article", "reading")]


def compute(need: str, day: str, site_days: int) -> Result:
    """Read the instruments that serve `need` on `day` (a date such as "2009-06-30")."""
    return Result(need, pd.Timestamp(day), site_days, _times(need, day))


def _times(need: str, day: str) -> pd.DataFrame:
    if need != "compared":
        return law.procedure_times(need, day)
    needs = ("person", "evidence", "preservation")
    every = pd.concat([law.procedure_times(one, day) for one in needs], ignore_index=True)
    return every[every["instrument"].isin(COMPARED)].reset_index(drop=True)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw one row an instrument."""
    axes = figure.add_axes((0.355, 0.15, 0.635, 0.84))
    most = max(len(_times(need, day)) for need in NEEDS for day in _days())
    return [lesson_08.clocks(axes, most).fed_by(lambda r: (_rows(r.times), r.site_days))]


def _rows(times: pd.DataFrame) -> list:
    rows = []
    for row in times.itertuples():
        limit, kept = (("limit", row.limit, row.limit, row.limit_firm), ("kept", row.kept, row.kept, row.limit_firm))
        marks = (limit, kept, ("observed", row.low, row.high, row.observed_firm))
        rows.append((re.sub(r" \(.*\)", "", row.name), [mark for mark in marks if not np.isnan(mark[1])]))
    return rows


def describe(r: Result) -> str:
    """Count the instruments, the limits, the durations, and those faster than the site."""
    times, day = r.times, texts.law_of(r.day)
    ways = count(len(times), "way")
    limits, kept = int(times["limit"].notna().sum()), int(times["kept"].notna().sum())
    known = times.dropna(subset=["low"])
    said = [
        f"Law {day}: the table has {ways} to {NEEDS[r.need]}",
        f"the law sets a time limit in {limits or 'none'} of them",
    ]
    if kept:
        said.append(f"and has data kept for {times['kept'].min():.0f} days in {kept}")
    words = f"{said[0]}; {' '.join(said[1:])}."
    found = [
        part for sure, said in _FOUND.items() if (part := _found(known[known["observed_confidence"] == sure], said))
    ]
    words += f" Durations: {'; '.join(found)}." if found else " No measured duration was found."
    days = count(r.site_days, "day")
    ahead = int(r.ahead.sum())
    beaten = "none of them has" if ahead == 0 else f"{ahead} of them {'has' if ahead == 1 else 'have'}"
    return f"{words} A site that needs {days} to move: {beaten} a limit or a duration as short."


def _found(times: pd.DataFrame, said: str) -> str:
    """Say for how many instruments durations are known in one way, and their range; "" for none."""
    if not len(times):
        return ""
    return f"{said} for {len(times)}, from {times['low'].min():.0f} to {times['high'].max():.0f} days"


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row an instrument: limit, data kept, observed, year, how sure, from where."""
    times = r.times
    keys = tables.load("cooperation").set_index("instrument")["sources"]
    return pd.DataFrame(
        {
            "instrument": times["name"],
            "limit in law (days)": times["limit"],
            "data kept (days)": times["kept"],
            "observed from (days)": times["low"],
            "observed to (days)": times["high"],
            "observed in": times["observed_year"].astype(object).where(times["low"].notna(), None),
            "limit is": np.where(
                times[["limit", "kept"]].isna().all(axis=1), "–", np.where(times["limit_firm"], "sourced", "recalled")
            ),
            "observed is": times["observed_confidence"].where(times["low"].notna(), "–"),
            "remarks": [
                " ".join(filter(None, pair)) for pair in zip(times["limit_note"], times["observed_note"], strict=True)
            ],
            "read in": [tables.labels(keys[name], "nothing: recalled") for name in times["instrument"]],
        }
    )
