"""Lesson 00: a first explorer. Twelve states, some sign a treaty: how many pairs does it link?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law
from hosting_shift.panel import Panel, Slider

STATES = 12


@dataclass(frozen=True)
class Result:
    """Signatories, pairs linked, all pairs."""

    signed: int
    linked: int
    pairs: int

    @property
    def percent(self) -> float:
        """Share of the pairs linked, in percent."""
        return 100 * self.linked / self.pairs


def handshakes() -> Panel:
    """Return the explorer: move one slider, read one picture and one sentence."""
    return Panel(
        title="Twelve states, one treaty",
        purpose="Each line is a pair of states that have both signed. Move the slider.",
        controls=[
            Slider(
                "signed", "States that have signed", 0, STATES, 1, 6, "states", "yours",
                "How many of the twelve have signed. Focus the handle, then use the arrow keys.",
            )
        ],
        compute=compute,
        draw=draw,
        describe=describe,
        tabulate=tabulate,
        sources=[],
        kind="model",
        size=(8.2, 3.9),
    )  # fmt: skip


def compute(signed: int) -> Result:
    """Count pairs: n(n-1)/2 among the signatories, of N(N-1)/2 in all."""
    return Result(signed, signed * (signed - 1) // 2, STATES * (STATES - 1) // 2)


def share(signed: int) -> float:
    """Return the share of pairs linked, from 0 to 1."""
    return law.share_of_pairs(signed, STATES)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the circle of states and the staircase of shares."""
    circle = figure.add_axes((0.01, 0.03, 0.44, 0.94))
    stairs = figure.add_axes((0.56, 0.17, 0.42, 0.7))
    shares = [100 * share(n) for n in range(STATES + 1)]
    return [
        charts.treaty_circle(circle, STATES).of(lambda r: r.signed),
        charts.staircase(
            stairs, range(STATES + 1), shares, "pairs linked (%), by signatories", " %", None
        ).of(lambda r: r.signed),
    ]


def describe(r: Result) -> str:
    """Say how many pairs are linked."""
    return (
        f"{r.signed} of {STATES} states have signed: {r.signed / STATES:.0%} of the states, but "
        f"{r.linked} of {r.pairs} pairs, that is {r.linked / r.pairs:.0%}, are linked."
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return pairs linked for every number of signatories up to the chosen one."""
    signed = np.arange(r.signed + 1)
    linked = signed * (signed - 1) // 2
    return pd.DataFrame(
        {
            "states signed": signed,
            "pairs linked": linked,
            "of all pairs (%)": (100 * linked / r.pairs).round(1),
        }
    ).iloc[::-1]
