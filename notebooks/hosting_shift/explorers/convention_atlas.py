"""Lesson 07: how a treaty spreads, and which pairs of states it links."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, tables
from hosting_shift.panel import Choice, Panel, Slider


@dataclass(frozen=True, eq=False)
class Result:
    """The Convention at the end of `year`, and one pair of states."""

    year: int
    bound: np.ndarray  # (tiles,) in force for that state
    deposited: np.ndarray  # (tiles,) instrument deposited
    firm: np.ndarray  # (tiles,) date of entry into force read in a source
    picked: tuple[int, ...]  # tiles of the two states
    states: tuple[str, str]
    link: law.Link
    parties: int
    share: float  # share of all pairs of members of the United Nations that are linked


def convention_atlas(state_a: str = "SVK", state_b: str = "USA") -> Panel:
    """Return the explorer: year, map, parties, pairs covered, and one pair of your choice.

    state_a, state_b: codes (ISO 3166-1, three letters) of the pair at the start.
    """
    years = law.parties_by_year().index
    options = [(name, code) for name, code in _states()]
    return Panel(
        title="Atlas of the Budapest Convention",
        purpose="Play the years. Then pick two states: since when does the treaty bind both?",
        controls=[
            Slider(
                "year", "Year (31 December)", int(years[0]), int(years[-1]), 1, 2009, "", "data",
                "The map shows the last day of this year.", play=600,
            ),
            Choice("state_a", "One state", options, state_a, "data", "Outlined on the map."),
            Choice("state_b", "Another state", options, state_b, "data", "Outlined on the map."),
        ],
        compute=compute,
        draw=draw,
        describe=describe,
        tabulate=tabulate,
        sources=["convention_parties", "world_tiles"],
        kind="real",
        size=(10.0, 5.5),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _tiles() -> pd.DataFrame:
    """Return the map's tiles with what convention_parties knows about each state."""
    parties = tables.load("convention_parties")
    wanted = ["iso3", "state", "status", "in_force_date", "in_force_confidence", "deposit_month",
              "named_in_article"]  # fmt: skip
    return tables.load("world_tiles").merge(parties[wanted], on="iso3", how="left")


@lru_cache(maxsize=1)
def _years() -> pd.DataFrame:
    return law.parties_by_year()


def _states() -> list[tuple[str, str]]:
    parties = tables.load("convention_parties").sort_values("state")
    return list(zip(parties["state"], parties["iso3"], strict=True))


@lru_cache(maxsize=4096)
def _link(state_a: str, state_b: str) -> law.Link | None:
    return law.linked_since(state_a, state_b) if state_a != state_b else None


def compute(year: int, state_a: str, state_b: str) -> Result:
    """Read the Convention at the end of `year`."""
    tiles, row = _tiles(), _years().loc[year]
    last = pd.Timestamp(year=year, month=12, day=31)
    codes = tiles["iso3"].tolist()
    names = dict((code, name) for name, code in _states())
    return Result(
        year=year,
        bound=(tiles["in_force_date"] <= last).to_numpy(bool),
        deposited=(tiles["deposit_month"].dt.to_timestamp() <= last).to_numpy(bool),
        firm=tiles["in_force_confidence"].eq("sourced").fillna(False).to_numpy(bool),
        picked=tuple(codes.index(code) for code in (state_a, state_b)),
        states=(names[state_a], names[state_b]),
        link=_link(state_a, state_b),
        parties=int(row["bound"]),
        share=float(row["share_of_pairs"]),
    )


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the map at the left, the two staircases at the right."""
    tiles, years = _tiles(), _years()
    article = law.moment("article")
    mark = (article.year + (article.day_of_year - 1) / 365.25, "article")
    world = figure.add_axes((0.005, 0.01, 0.63, 0.98))
    count = figure.add_axes((0.7, 0.57, 0.285, 0.36))
    pairs = figure.add_axes((0.7, 0.08, 0.285, 0.36))
    known = tiles["state"].notna()
    marked = tiles["named_in_article"].eq(True).fillna(False)
    return [
        charts.tile_map(world, tiles["row"], tiles["column"], tiles["label"], known, marked).of(
            lambda r: (r.bound, r.deposited, r.firm, r.picked)
        ),
        charts.staircase(count, years.index, years["bound"], "states bound", "", mark).of(
            lambda r: r.year
        ),
        charts.staircase(
            pairs,
            years.index,
            100 * years["share_of_pairs"],
            "pairs of states linked (%)",
            " %",
            mark,
        ).of(lambda r: r.year),
    ]


def describe(r: Result) -> str:
    """Say how far the treaty reached and since when it links the two states."""
    reach = (
        f"At the end of {r.year} the Convention binds {r.parties} states and links {r.share:.1%} of "
        "all pairs of states"
    )
    pair = f"{r.states[0]}–{r.states[1]}"
    if r.link is None:
        return f"{reach}. Pick two different states to see since when it links them."
    if r.link.since is None:
        return f"{reach}. {pair}: never linked, for want of {r.link.missing}, not a party."
    hedge = "" if r.link.confidence == "sourced" else " (a recalled date)"
    verb = "linked since" if r.link.since.year <= r.year else "not linked yet; that comes on"
    return f"{reach}. {pair}: {verb} {_day(r.link.since)}{hedge}."


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a year up to the chosen one."""
    years = _years().loc[: r.year].reset_index()
    return pd.DataFrame(
        {
            "year": years["year"],
            "new deposits": years["new_deposits"],
            "parties (deposited)": years["parties"],
            "bound (in force)": years["bound"],
            "pairs linked (%)": (100 * years["share_of_pairs"]).round(2),
        }
    ).iloc[::-1]
