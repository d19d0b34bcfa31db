"""Lesson 00: a first explorer. Twelve states, some join a treaty: how many pairs does it link?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law
from hosting_shift.charts import lesson_07
from hosting_shift.ui import Panel, Settings, Slider, panel_of
from hosting_shift.words import percent

STATES = 12


@dataclass(frozen=True)
class Result:
    """Members, pairs linked, all pairs."""

    members: int
    linked: int
    pairs: int

    @property
    def percent(self) -> float:
        """Share of the pairs linked, in percent."""
        return 100 * self.linked / self.pairs


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"members": 6}


def handshakes() -> Panel:
    """Return the explorer: move one slider, read one picture and one sentence."""
    return panel_of(
        __name__,
        title="Twelve states, one treaty",
        purpose="Each line is a pair of states that have both joined. Move the slider.",
        controls=[
            Slider("members", "States that have joined", 0, STATES, 1, "states", "yours").means(
                "How many of the twelve have joined. Focus the handle, then use the arrow keys."
            )
        ],
        sources=[],
        note="Arithmetic, no data: n × (n − 1) ÷ 2 pairs among n states.",
        kind="derived",
        shows=(
            "Twelve dots in a circle, one a state, with a line for every linked pair; beside it, "
            "bars of the pairs linked, in percent, for each number of states that have joined."
        ),
        size=(7.4, 3.6),
    )


def compute(members: int) -> Result:
    """Count pairs: n(n-1)/2 among the members, of N(N-1)/2 in all."""
    return Result(members, members * (members - 1) // 2, STATES * (STATES - 1) // 2)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the circle of states and the staircase of shares."""
    circle = figure.add_axes((0.01, 0.03, 0.44, 0.94))
    stairs = figure.add_axes((0.56, 0.2, 0.42, 0.68))
    shares = [100 * law.share_of_pairs(n, STATES) for n in range(STATES + 1)]
    stair = lesson_07.staircase(stairs, range(STATES + 1), shares, "pairs linked: {:.0f} %", "states that have joined")
    return [lesson_07.treaty_circle(circle, STATES).fed_by(lambda r: r.members), stair.fed_by(lambda r: r.members)]


def describe(r: Result) -> str:
    """Say how many pairs are linked."""
    return (
        f"{r.members} of {STATES} states have joined, that is {percent(r.members / STATES, 0)}; linked are "
        f"{r.linked} of {r.pairs} pairs, that is {percent(r.linked / r.pairs, 0)}."
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return pairs linked for every number of members up to the chosen one."""
    members = np.arange(r.members + 1)
    linked = members * (members - 1) // 2
    return pd.DataFrame(
        {"states joined": members, "pairs linked": linked, "of all pairs (%)": (100 * linked / r.pairs).round(1)}
    ).iloc[::-1]
