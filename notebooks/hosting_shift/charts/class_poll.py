"""How a class bet: one bar for each range or option, the count on it, the outcome marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from hosting_shift.charts.base import BLUE, INK, ORANGE, Drawing


@dataclass(frozen=True)
class Bars:
    """What the chart shows.

    places   words under each bar; for numbers the edges between bars, one more than bars
    counts   bets in each bar
    unit     of the numbers; empty for options
    numbers  True: places are edges
    outcome  number or option to mark, or None
    said     the outcome in words, where it is a number
    """

    places: Sequence[str]
    counts: Sequence[int]
    unit: str
    numbers: bool
    outcome: float | str | None
    said: str = ""


def poll_bars(axes: Axes) -> Drawing:
    """Prepare the axes; `move` draws `Bars` anew, whatever the bet."""

    def move(bars: Bars) -> None:
        axes.clear()
        (_numbers if bars.numbers else _options)(axes, bars)
        axes.spines[["top", "right"]].set_visible(False)

    return Drawing([axes], move)


def _numbers(axes: Axes, bars: Bars) -> None:
    edges = np.array([float(x) for x in bars.places])
    axes.bar(edges[:-1], bars.counts, np.diff(edges), align="edge", color=BLUE, edgecolor="white")
    middles = (edges[:-1] + edges[1:]) / 2
    for x, n in zip(middles, bars.counts, strict=True):
        if n:
            axes.text(x, n, str(n), ha="center", va="bottom", color=INK)
    top = max([1, *bars.counts]) * 1.3
    axes.set(xlim=(edges[0], edges[-1]), ylim=(0, top), ylabel="bets")
    axes.set_xlabel(f"the bet ({bars.unit})" if bars.unit else "the bet")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    if bars.outcome is not None:
        span = edges[-1] - edges[0]
        right = bars.outcome > edges[0] + 0.55 * span
        axes.axvline(bars.outcome, color=ORANGE, linewidth=3, linestyle="--")
        at, side = bars.outcome + span * (-0.012 if right else 0.012), "right" if right else "left"
        axes.text(at, top, f"outcome: {bars.said}", ha=side, va="top", color=INK, fontweight="bold")


def _options(axes: Axes, bars: Bars) -> None:
    rows = np.arange(len(bars.places))[::-1]
    is_outcome = [place == bars.outcome for place in bars.places]
    axes.barh(rows, bars.counts, 0.6, color=BLUE, hatch=["//" if o else "" for o in is_outcome], edgecolor="white")
    top = max([1, *bars.counts]) * 1.6  # room for the word beside the longest bar
    for y, n, right in zip(rows, bars.counts, is_outcome, strict=True):
        words = f"{n}   ◀ outcome" if right else str(n)
        axes.text(n + top * 0.01, y, words, va="center", color=INK, fontweight="bold" if right else "normal")
    axes.set(yticks=rows, yticklabels=[fill(p, 34) for p in bars.places], xlim=(0, top), xlabel="bets")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
