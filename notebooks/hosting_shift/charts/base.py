"""Pure drawing: axes and data in, artists out. No widget, no table; global state in `use_style` alone.

Every chart function draws what stays on the axes it is given and returns a `Drawing`: the artists
that move, and a function that moves them. So the same chart serves a printed page (move once) and
an explorer (move often, redraw little).

Colours are Okabe and Ito's, safe for colour-blind readers; no chart relies on colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

DPI = 110
PAPER = "#ffffff"
INK = "#1a1a1a"
FAINT = "#d9d9d9"
GREY = "#6b6b6b"  # the lightest grey that text may have on white
BLUE, ORANGE, RED, GREEN, PURPLE, SKY = ("#0072b2", "#e69f00", "#d55e00", "#009e73", "#cc79a7", "#56b4e9")

# What stands behind a picture, in the words shown under it.
KINDS = {
    "real": "Real data",
    "derived": "Computed",
    "fictional": "Fictional",
    "model": "Model: invented jurisdictions, numbers not fitted to data",
}

# How pictures leave the program, not how they look: left as they are.
_MACHINE = {"backend", "backend_fallback", "interactive", "toolbar", "timezone"}
# On matplotlib's own defaults: what a student sets in a cell, such as a dark style, is for the student's pictures.
_STYLE = {name: value for name, value in matplotlib.rcParamsDefault.items() if name not in _MACHINE} | {
    "font.size": 12,
    "text.hinting": "no_hinting",  # letters evenly spaced, and drawn a quarter sooner
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
    "axes.labelcolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 13,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "legend.fontsize": 11,
    "hatch.linewidth": 1.2,
}
# What a lesson draws with pandas has no size and no colours of its own.
_PLAIN = _STYLE | {
    "figure.figsize": (8.2, 3.5),
    "figure.dpi": DPI,
    "axes.prop_cycle": matplotlib.cycler(color=[BLUE, RED, GREEN, ORANGE, PURPLE, SKY]),
}


def style():
    """Return a context manager with the course's chart style, whatever the student's is."""
    return matplotlib.rc_context(_STYLE)


def use_style() -> None:
    """Let charts that are drawn from now on look like the course's, until somebody chooses another style."""
    matplotlib.rcParams.update(_PLAIN)


@dataclass(frozen=True)
class Drawing:
    """What a chart leaves on its axes.

    moving  artists that `move` changes; drawn in this order, above everything that stays
    move    function of the chart's data
    """

    moving: Sequence[Artist]
    move: Callable[[Any], None]

    def fed_by(self, pick: Callable[[Any], Any]) -> Drawing:
        """Return the same drawing for a larger result from which `pick` takes its data."""
        return Drawing(self.moving, lambda result: self.move(pick(result)))


def plain(axes: Axes, **limits: tuple[float, float]) -> None:
    """Leave only the drawing: no frame, no ticks. limits: xlim, ylim."""
    axes.set(xticks=[], yticks=[], **limits)
    axes.spines[:].set_visible(False)


def rectangles(left, bottom, width, height) -> np.ndarray:
    """Return corners, shape (n, 4, 2), of n rectangles given by arrays (or numbers) of shape (n,)."""
    left, bottom, width, height = np.broadcast_arrays(
        *(np.asarray(a, dtype=float) for a in (left, bottom, width, height))
    )
    x = np.stack([left, left + width, left + width, left], axis=-1)
    y = np.stack([bottom, bottom, bottom + height, bottom + height], axis=-1)
    return np.stack([x, y], axis=-1)
