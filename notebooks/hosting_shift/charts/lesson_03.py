"""Charts of lesson 03: a thousand dots, two curves with their cost, one advert to read."""

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from hosting_shift.charts.base import BLUE, GREEN, GREY, INK, ORANGE, RED, Drawing, plain, rectangles
from hosting_shift.charts.parts import centred, dot, grid_behind, key, polygons, say

_ROWS = 20  # dots in one column
_GAP = 2.0  # columns left free between what is stopped and what is let through
_QUIET = "#8a8a8a"  # honest and let through: the many in the background

COLOURS = {"deceptive": RED, "honest": ORANGE}

# marker, fill, edge, size, words: shape and fill differ, not colour alone
_SORTS = {
    "hits": ("^", COLOURS["deceptive"], INK, 7.5, "deceptive, stopped"),
    "false_alarms": ("s", COLOURS["honest"], INK, 5.6, "honest, stopped: false alarm"),
    "misses": ("^", "white", COLOURS["deceptive"], 7.5, "deceptive, let through: miss"),
    "passed": ("o", _QUIET, _QUIET, 3.0, "honest, let through"),
}


def thousand_dots(axes: Axes, total: int) -> Drawing:
    """Draw adverts as dots, stopped ones on the left.

    data: (hits, false alarms, misses, passed, words above) — whole numbers that add up to `total`;
    words: two lines, about the stopped adverts and about those let through.
    """
    columns = total / _ROWS + _GAP + 2
    plain(axes, xlim=(-1, columns), ylim=(_ROWS - 0.2, -3.6))
    said = axes.text(-0.6, -3.5, "", va="top", fontsize=12, linespacing=1.35)
    lines = {}
    for name, (marker, face, edge, size, _) in _SORTS.items():
        (lines[name],) = axes.plot(
            [], [], marker, ls="", ms=size, mfc=face, mec=edge, mew=1.6 if name == "misses" else 0.5
        )
    (wall,) = axes.plot([], [], color=INK, lw=1.5, ls="--")
    signs = [
        dot(words, m, mfc=f, mec=e, ms=max(s, 5), mew=1.6 if name == "misses" else 0.5)
        for name, (m, f, e, s, words) in _SORTS.items()
    ]
    key(axes, signs, 2, (0.5, 0.0), handletextpad=0.5, columnspacing=2.0)

    def move(data) -> None:
        hits, false_alarms, misses, passed, words = data
        stopped = hits + false_alarms
        x, y = _grid(stopped, 0.0)
        lines["hits"].set_data(x[:hits], y[:hits])
        lines["false_alarms"].set_data(x[hits:], y[hits:])
        start = np.ceil(stopped / _ROWS) + _GAP
        x, y = _grid(misses + passed, start)
        lines["misses"].set_data(x[:misses], y[:misses])
        lines["passed"].set_data(x[misses:], y[misses:])
        edge = start - 0.5 - _GAP / 2
        wall.set_data([edge, edge], [-0.5, _ROWS - 0.5])
        said.set_text(words)

    return Drawing([wall, *(lines[name] for name in reversed(lines)), said], move)


def _grid(count: int, start: float) -> tuple[np.ndarray, np.ndarray]:
    at = np.arange(count)
    return start + at // _ROWS, (at % _ROWS).astype(float)


def threshold_curves(axes: Axes, highest: int) -> Drawing:
    """Draw precision and recall against the number of signs required.

    data: (precision, recall, required): shares, shape (highest,), NaN where undefined; the chosen number.
    """
    required = np.arange(1, highest + 1)
    axes.set(xlim=(0.6, highest + 0.4), ylim=(0, 106), xlabel="signs required", ylabel="share (%)")
    axes.set_xticks(required)
    axes.set_yticks([0, 25, 50, 75, 100])
    grid_behind(axes, "y")
    (line,) = axes.plot([], [], color=INK, lw=1.3, ls=":")
    (recall,) = axes.plot([], [], "o-", color=BLUE, lw=2.4, ms=6)
    (precise,) = axes.plot([], [], "s--", color=GREEN, lw=2.4, ms=6)
    signs = [
        Line2D([], [], marker="o", color=BLUE, lw=2.4, label="recall: caught, of the deceptive"),
        Line2D([], [], marker="s", ls="--", color=GREEN, lw=2.4, label="precision: deceptive, of the stopped"),
    ]
    key(axes, signs, 1, (0.48, -0.2))

    def move(data) -> None:
        precision, share, chosen = data
        recall.set_data(required, 100 * np.asarray(share, dtype=float))
        precise.set_data(required, 100 * np.asarray(precision, dtype=float))
        line.set_data([chosen, chosen], [0, 104])

    return Drawing([line, recall, precise], move)


def cost_bars(axes: Axes, highest: int) -> Drawing:
    """Draw the weighed cost of misses and of false alarms, the dearest bar as 100.

    data: (misses, false alarms, required): weighed costs, shape (highest,); the chosen number.
    """
    required = np.arange(1, highest + 1)
    axes.set(xlim=(0.4, highest + 0.6), ylim=(0, 118), xlabel="signs required", ylabel="weighed cost (dearest = 100)")
    axes.set_xticks(required)
    axes.set_yticks([0, 25, 50, 75, 100])
    below = polygons(axes, facecolor=ORANGE, edgecolor=INK, linewidth=0.6)
    above = polygons(axes, facecolor="white", edgecolor=RED, hatch="///", linewidth=1.0)
    outline = polygons(axes, facecolor="none", edgecolor=INK, linestyle=":", linewidth=1.6)
    clear = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
    least = axes.text(0, 0, "", ha="center", va="bottom", fontsize=10.5, fontweight="bold", bbox=clear)
    signs = [
        Patch(facecolor="white", edgecolor=RED, hatch="///", label="misses: borne by readers"),
        Patch(facecolor=ORANGE, edgecolor=INK, label="false alarms: by honest people"),
    ]
    key(axes, signs, 1, (0.46, -0.2))

    def move(data) -> None:
        misses, alarms, chosen = (np.asarray(part, dtype=float) for part in data)
        top = max(float((misses + alarms).max()), 1e-12)
        low, high = 100 * alarms / top, 100 * misses / top
        below.set_verts(rectangles(required - 0.34, 0.0, 0.68, low))
        above.set_verts(rectangles(required - 0.34, low, 0.68, high))
        outline.set_verts(rectangles(np.array([chosen - 0.46]), 0.0, 0.92, 106))
        best = int(np.argmin(misses + alarms))
        least.set(x=required[best], y=low[best] + high[best] + 3, text="least")

    return Drawing([below, above, outline, least], move)


def advert_card(axes: Axes, names: Sequence[str], adverts: int) -> Drawing:
    """Draw one advert as a card, below it a box for each of `adverts`, its signs, and four cells of counts.

    data: (heading, text, present (signs,) booleans or None to keep them covered, place of the advert, one word for
    each box, and hits, false alarms, misses, passed, or None to keep them covered).
    """
    plain(axes, xlim=(0, 10), ylim=(0, 10))
    polygons(axes, rectangles([0.1], 5.25, 9.8, 4.7), facecolor="#f6f3ec", edgecolor=INK, linewidth=1.0)
    heading = axes.text(0.4, 9.65, "", fontsize=12, fontweight="bold", va="top")
    body = axes.text(0.4, 8.85, "", fontsize=13, va="top", linespacing=1.35)
    here, decided = _boxes(axes, adverts)
    half = (len(names) + 1) // 2
    marks = [
        axes.text(0.2 + 2.9 * (i // half), 3.3 - 0.9 * (i % half), "", fontsize=12, va="center")
        for i in range(len(names))
    ]
    counts = _four_cells(axes)

    def move(data) -> None:
        head, text, present, place, words, cells = data
        heading.set_text(head)
        body.set_text(textwrap.fill(text, 72))
        here.set_verts(rectangles([0.1 + 9.8 * place / adverts], 4.1, 9.8 / adverts - 0.08, 0.95))
        say(decided, words)
        for i, name in enumerate(names):
            there = present is not None and bool(present[i])
            sign = "?" if present is None else ("■" if there else "–")
            marks[i].set(text=f"{sign}  {name}", fontweight="bold" if there else "normal")
        say(counts, ["?"] * 4 if cells is None else [f"{number:.0f}" for number in cells])

    return Drawing([heading, body, here, *decided, *marks, *counts], move)


def _boxes(axes: Axes, adverts: int) -> tuple[PolyCollection, list[Text]]:
    """Draw a row of numbered boxes; return the outline of the present one, and the words in each."""
    left = 0.1 + 9.8 * np.arange(adverts) / adverts
    polygons(axes, rectangles(left, 4.1, 9.8 / adverts - 0.08, 0.95), facecolor="white", edgecolor=GREY, linewidth=0.8)
    middle = left + 4.9 / adverts - 0.04
    for n, x in enumerate(middle, 1):
        centred(axes, x, 4.78, str(n), fontsize=11)
    here = polygons(axes, facecolor="none", edgecolor=BLUE, linewidth=3.0)
    return here, [centred(axes, x, 4.38, "", fontsize=11, fontweight="bold") for x in middle]


def _four_cells(axes: Axes) -> list[Text]:
    """Draw two rows and two columns; return the texts of the cells, row by row."""
    left, bottom = np.array([7.4, 8.7]), np.array([1.6, 0.3])
    for x, word in zip(left + 0.6, ("deceptive", "honest"), strict=True):
        centred(axes, x, 3.2, word, fontsize=11.5)
    for y, word in zip(bottom + 0.6, ("you stopped", "you let pass"), strict=True):
        axes.text(7.25, y, word, fontsize=11.5, ha="right", va="center")
    corners = rectangles(np.tile(left, 2), np.repeat(bottom, 2), 1.2, 1.2)
    polygons(axes, corners, facecolor="white", edgecolor=INK, linewidth=1.0)
    return [centred(axes, x + 0.6, y + 0.6, "", fontsize=15, fontweight="bold") for y in bottom for x in left]
