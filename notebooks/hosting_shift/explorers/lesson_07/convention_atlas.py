"""Lesson 07: how a treaty spreads, and which pairs of states it links."""

from dataclasses import dataclass
from math import comb

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, tables
from hosting_shift.charts import lesson_07
from hosting_shift.dates import full_date
from hosting_shift.errors import look_up
from hosting_shift.ui import Choice, Panel, Settings, Steps, panel_of
from hosting_shift.words import percent

# What the atlas asks one to look for, by what it counts besides.
PURPOSES = {
    "": "Press ▶ to play the half-years: who is bound, and who waits?",
    "growth": "Go to the half-year with about twice as many states bound. How many times the pairs does it link?",
    "six": "The six states of the article are bold. From which half-year does the treaty link all of their pairs?",
}


@dataclass(frozen=True, eq=False)
class Result:
    """The Convention on one day, and one pair of states."""

    day: pd.Timestamp
    bound: np.ndarray  # (tiles,) in force for that state
    deposited: np.ndarray  # (tiles,) instrument deposited
    signed: np.ndarray  # (tiles,) signed, perhaps no more
    firm: np.ndarray  # (tiles,) the day of the last step, bound or deposited, read in a source
    picked: tuple[int, ...]  # tiles of the two states
    states: tuple[str, str]
    link: law.Link | None
    parties: int  # states bound
    share: float  # share of all pairs of members of the United Nations that are linked
    last: bool  # the last day on the slider: later states may be missing from the table
    counted: str  # what is counted besides, one of PURPOSES
    six: tuple[int, int]  # of the states that the article names: bound, all

    @property
    def six_linked(self) -> int:
        """The pairs of the article's states that the treaty links."""
        return comb(self.six[0], 2)


def start(state_a: str = "SVK", state_b: str = "USA", counted: str = "") -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    day = law.moment("article").date().isoformat()
    return {"state_a": state_a, "state_b": state_b, "day": day, "counted": counted}


def convention_atlas(state_a: str = "SVK", state_b: str = "USA", counted: str = "") -> Panel:
    """Return the explorer: day, map, states bound, pairs linked, and one pair of your choice.

    state_a, state_b: codes (ISO 3166-1, three letters) of the pair at the start. counted: what is counted besides:
    "growth", how many times the states and pairs of the article's day; "six", the pairs of the states that the article
    names; "" for nothing. Raises ValueError for any other.
    """
    purpose = look_up("count", counted, PURPOSES)
    options = [(name, code) for code, name in _states().items()]
    days = [(full_date(day), day.date().isoformat()) for day in _days().index]
    return panel_of(
        __name__,
        start(state_a, state_b, counted),
        title="Atlas of the Budapest Convention",
        purpose=purpose,
        controls=[
            Choice("state_a", "One state", options, "data", "Outlined on the map."),
            Choice("state_b", "Another state", options, "data", "Outlined on the map."),
            Steps("day", "Day", days, "data", play=450).means("The map shows the Convention on this day."),
        ],
        sources=["convention_parties", "world_tiles"],
        kind="real",
        shows=(
            "A map of the world in tiles, one a state, and two staircases over the years: states "
            "bound, and pairs of states linked."
        ),
        size=(9.0, 6.5),
    )


@tables.cached()
def _tiles() -> pd.DataFrame:
    """Return the map's tiles with what convention_parties knows about each state."""
    parties = tables.load("convention_parties")
    dates = ["signature_date", "in_force_date"]
    wanted = ["iso3", "state", *dates, "in_force_confidence", "deposit_confidence", "named_in_article"]
    return tables.load("world_tiles").merge(parties[wanted], on="iso3", how="left")


@tables.cached()
def _days() -> pd.DataFrame:
    """Return one row a half-year, from the first signature to the last year of the table."""
    years = law.parties_by_year().index
    days = [
        pd.Timestamp(year=year, month=month, day=30 + (month == 12))
        for year in years
        for month in (6, 12)
        if (year, month) != (years[0], 6)  # before the treaty was opened
    ]
    bound = [len(law.parties_on(day, bound=True)) for day in days]
    return pd.DataFrame({"bound": bound, "share": [law.share_of_pairs(number) for number in bound]}, index=days)


def _states() -> dict[str, str]:
    parties = tables.load("convention_parties").sort_values("state")
    return dict(zip(parties["iso3"], parties["state"], strict=True))


def _years(day: pd.Timestamp) -> float:
    """Return the day in years, to half a year: 2009.5 for 30 June 2009."""
    return day.year + (0.5 if day.month == 6 else 1.0)


@tables.cached(4096)
def _link(state_a: str, state_b: str) -> law.Link | None:
    return law.linked_since(state_a, state_b) if state_a != state_b else None


def compute(day: str, state_a: str, state_b: str, counted: str) -> Result:
    """Read the Convention on `day`, such as "2009-06-30"."""
    tiles, moment = _tiles(), pd.Timestamp(day)
    row = _days().loc[moment]
    codes, names = tiles["iso3"].tolist(), _states()
    joined = set(law.parties_on(moment)["iso3"])
    bound = (tiles["in_force_date"] <= moment).to_numpy(bool)
    named = tiles["named_in_article"].eq(True).fillna(False).to_numpy(bool)
    last_step = tiles["in_force_confidence"].where(bound, tiles["deposit_confidence"])
    return Result(
        day=moment,
        bound=bound,
        deposited=tiles["iso3"].isin(joined).to_numpy(bool),
        signed=(tiles["signature_date"] <= moment).to_numpy(bool),
        firm=last_step.eq("sourced").to_numpy(bool),
        picked=tuple(codes.index(code) for code in (state_a, state_b)),
        states=(names[state_a], names[state_b]),
        link=_link(state_a, state_b),
        parties=int(row["bound"]),
        share=float(row["share"]),
        last=moment == _days().index[-1],
        counted=counted,
        six=(int((named & bound).sum()), int(named.sum())),
    )


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the map above the two staircases."""
    tiles, days = _tiles(), _days()
    steps = [_years(day) for day in days.index]
    mark = (_years(law.moment("article")), "article")
    world = figure.add_axes((0.0, 0.29, 1.0, 0.71))
    count = figure.add_axes((0.06, 0.055, 0.41, 0.165))
    pairs = figure.add_axes((0.56, 0.055, 0.42, 0.165))
    known, marked = tiles["state"].notna(), tiles["named_in_article"].eq(True).fillna(False)
    atlas = lesson_07.tile_map(world, tiles["row"], tiles["column"], tiles["label"], known, marked)
    states = lesson_07.staircase(count, steps, days["bound"], "states bound: {:.0f}", mark=mark)
    shares = lesson_07.staircase(pairs, steps, 100 * days["share"], "pairs linked: {:.1f} %", mark=mark)
    return [
        atlas.fed_by(lambda r: (r.bound, r.deposited, r.signed, r.firm, r.picked)),
        states.fed_by(lambda r: _years(r.day)),
        shares.fed_by(lambda r: _years(r.day)),
        lesson_07.remark(pairs).fed_by(lambda r: _counted(r)[1]),
    ]


def _counted(r: Result) -> tuple[str, str]:
    """Return what is counted besides, as a sentence and in short; both empty where nothing is."""
    if r.counted == "six":
        pairs = comb(r.six[1], 2)
        said = f" Of the {pairs} pairs of the states that the article names it links {r.six_linked}."
        return said, f"the bold ones: {r.six_linked} of {pairs}"
    if r.counted == "growth":
        then = _days().loc[law.moment("article")]
        states, pairs = r.parties / then["bound"], r.share / then["share"]
        said = f" Against {full_date(then.name)}: {states:.1f} times the states, {pairs:.1f} times the pairs."
        return said, f"{pairs:.1f} times as many"
    return "", ""


def describe(r: Result) -> str:
    """Say how far the treaty reached and since when it links the two states."""
    number = f"at least {r.parties}" if r.last else f"{r.parties}"
    waiting = int((r.deposited & ~r.bound).sum())
    wait = "has deposited and waits" if waiting == 1 else "have deposited and wait"
    more = f"; {waiting} more {wait}" if waiting else ""
    reach = (
        f"On {full_date(r.day)} the Convention binds {number} states and links {percent(r.share)} of all pairs{more}."
        + _counted(r)[0]
    )
    pair = f"{r.states[0]}–{r.states[1]}"
    if r.link is None:
        return f"{reach} Pick two different states to see since when it links them."
    if r.link.since is None:
        return f"{reach} {pair}: never linked; not a party: {r.link.missing}."
    hedge = "" if r.link.confidence == "sourced" else " (one of the two dates is recalled)"
    verb = "linked since" if r.link.since <= r.day else "not linked yet; that comes on"
    return f"{reach} {pair}: {verb} {full_date(r.link.since)}{hedge}."


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a state that has deposited by the day, the latest first."""
    parties = law.parties_on(r.day).iloc[::-1]
    in_force = parties["in_force_date"]
    return pd.DataFrame(
        {
            "state": parties["state"],
            "deposited": parties["deposit_date"].dt.strftime("%Y-%m-%d").fillna(parties["deposit_month"].astype(str)),
            "bound from": in_force.dt.strftime("%Y-%m-%d"),
            "bound on this day": np.where(in_force <= r.day, "yes", "not yet"),
            "date is": parties["in_force_confidence"],
        }
    )
