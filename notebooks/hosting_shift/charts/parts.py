"""Pieces that many charts are made of."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.text import Text

from hosting_shift.charts.base import FAINT, INK

BACKED = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1}  # behind words that lines cross


def grid_behind(axes: Axes, axis: str) -> None:
    """Draw faint lines at the ticks of one axis, "x" or "y", behind everything else."""
    axes.grid(axis=axis, color=FAINT)
    axes.set_axisbelow(True)


def polygons(axes: Axes, corners=(), **look: Any) -> PolyCollection:
    """Add polygons, shape (n, corners, 2), or none yet; they leave the limits of the axes alone."""
    return axes.add_collection(PolyCollection(corners, **look), autolim=False)


def centred(axes: Axes, x: float, y: float, words: str, **look: Any) -> Text:
    """Write words around a point."""
    return axes.text(x, y, words, ha="center", va="center", **look)


def segments(axes: Axes, corners=(), **look: Any) -> LineCollection:
    """Add lines, each a list of points, or none yet; they leave the limits of the axes alone."""
    return axes.add_collection(LineCollection(corners, **look), autolim=False)


def say(texts: Iterable[Text], words: Iterable[str]) -> None:
    """Write words into texts, one each; what has no words falls silent."""
    for text, said in zip_longest(texts, words, fillvalue=""):
        text.set_text(said)


def points(pairs: Iterable[tuple[float, float]]) -> np.ndarray:
    """Return pairs (x, y) as an array, shape (n, 2), also where there are none."""
    return np.array(list(pairs), dtype=float).reshape(-1, 2)


def runs(groups: Sequence[str]) -> list[tuple[int, int]]:
    """Return where each run of equal neighbours starts and ends (the end is not in it)."""
    starts = [i for i in range(len(groups)) if i == 0 or groups[i] != groups[i - 1]]
    return list(zip(starts, [*starts[1:], len(groups)], strict=True))


def firm_and_loose(axes: Axes, looks: Mapping[str, tuple], big: float, small: float) -> dict[tuple[str, bool], Artist]:
    """Return marks to be placed later, by (kind, firm): filled ones of size `big`, hollow ones of size `small`.

    looks: kind -> (marker, colour, …).
    """
    marks = {}
    for firm in (True, False):
        for kind, (marker, colour, *_) in looks.items():
            look = {"color": colour, "edgecolor": INK} if firm else {"fc": "white", "edgecolor": colour, "linewidth": 2}
            marks[kind, firm] = axes.scatter([], [], s=big if firm else small, marker=marker, **look)
    return marks


def dot(label: str, marker: str, **look: Any) -> Line2D:
    """Return a mark with its words, for a key."""
    return Line2D([], [], ls="", marker=marker, label=label, **look)


def key(axes: Axes, signs: Sequence[Artist], columns: int = 1, at=None, loc: str = "upper center", **look: Any) -> None:
    """Explain the signs of a chart; `at` is where the key's `loc` stands, from (0, 0) to (1, 1) of the axes."""
    axes.legend(handles=signs, ncols=columns, loc=loc, bbox_to_anchor=at, **look)
