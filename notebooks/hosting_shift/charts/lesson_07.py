"""Charts of lessons 00 and 07: the map in tiles, the staircase of a treaty, its circle of pairs."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Patch

from hosting_shift.charts.base import BLUE, INK, ORANGE, PAPER, RED, SKY, Drawing, plain, rectangles
from hosting_shift.charts.parts import centred, dot, key, polygons

_BOLD = {"fontsize": 11, "fontweight": "bold"}


def tile_map(axes: Axes, rows, columns, labels: Sequence[str], known, marked) -> Drawing:
    """Draw the world as one tile a state: a treaty counts states, not square kilometres.

    rows, columns, labels: one a tile. known: booleans, tiles that can change; the others stay grey. marked: booleans,
    tiles with a bold label. data: (bound, deposited, signed, firm, picked) — booleans a tile: bound by the treaty;
    deposited, perhaps not yet in force; signed, perhaps no more; day of the last step sourced (hollow if not). picked:
    numbers of tiles to outline. A broken edge is a deposit that does not bind yet, so no colour tells it alone.
    """
    rows, columns = np.asarray(rows), np.asarray(columns)
    known, marked = np.asarray(known, dtype=bool), np.asarray(marked, dtype=bool)
    plain(axes, xlim=(columns.min() - 0.6, columns.max() + 1.6), ylim=(rows.max() + 1.6, rows.min() - 0.6))
    grey, edge_of_signed = "#e8e8e8", "#555555"
    corners = rectangles(columns + 0.05, rows + 0.05, 0.9, 0.9)
    polygons(axes, corners[~known], facecolor=grey)
    fill = polygons(axes, corners[known], linewidths=1.4)
    outline = polygons(axes, facecolor="none", edgecolor=INK, linewidth=2.6)
    texts = [
        centred(axes, column + 0.5, row + 0.53, label, color=INK, **(_BOLD if bold else {"fontsize": 9}))
        for row, column, label, bold in zip(rows, columns, labels, marked, strict=True)
    ]
    changing = [text for text, here in zip(texts, known, strict=True) if here]
    signs = [
        Patch(facecolor=BLUE, edgecolor=BLUE, label="bound"),
        Patch(facecolor="white", edgecolor=BLUE, lw=1.8, label="bound, date recalled"),
        Patch(facecolor=ORANGE, edgecolor=INK, ls="--", label="deposited, not yet bound"),
        Patch(facecolor=PAPER, edgecolor=ORANGE, ls="--", lw=1.8, label="deposited, day recalled"),
        Patch(facecolor=grey, edgecolor=edge_of_signed, lw=1.4, label="only signed"),
        Patch(facecolor=grey, edgecolor=grey, label="none of these"),
        Patch(facecolor="white", edgecolor=INK, lw=3, label="your two states"),
        dot("named in the article", "$\\mathbf{AB}$", ms=15, color=INK),
    ]
    key(axes, signs, 1, (-0.01, -0.015), loc="lower left", fontsize=10, handlelength=1.3, labelspacing=0.4)

    def move(data) -> None:
        bound, deposited, signed, firm, picked = data
        solid, waits = bound & firm, deposited & ~bound
        colour = np.where(bound, BLUE, np.where(deposited, ORANGE, grey))
        face = np.where((bound | deposited) & ~firm, PAPER, colour)
        edge = np.where(waits & firm, INK, np.where(signed & ~bound & ~deposited, edge_of_signed, colour))
        broken = ["--" if each else "-" for each in waits[known]]
        fill.set(facecolor=face[known], edgecolor=edge[known], linestyle=broken)
        outline.set_verts(corners[list(picked)])
        for text, dark in zip(changing, solid[known], strict=True):
            text.set_color(PAPER if dark else INK)

    return Drawing([fill, outline, *changing], move)


def staircase(axes: Axes, steps, values, label: str, along: str = "", mark: tuple[float, str] | None = None) -> Drawing:
    """Draw one step a date (or a state); data: the step up to which the staircase is filled.

    steps: equally spaced. label: what stands above, with the number in place of {}, as in "pairs linked: {:.1f} %".
    along: what the steps are, unless they are years. mark: (step, words) is a place to point at, such as the article's date.
    """
    steps, values = np.asarray(steps, dtype=float), np.asarray(values, dtype=float)
    width = steps[1] - steps[0]
    top = values.max() * 1.05
    axes.set(xlim=(steps[0] - width, steps[-1] + width), ylim=(0, top), xlabel=along)
    polygons(axes, rectangles(steps - 0.45 * width, 0.0, 0.9 * width, values), facecolor="#dedede")
    every = 5 if steps[-1] - steps[0] > 15 else 3
    ticks = [step for step in np.unique(np.ceil(steps)) if step % every == 0]
    axes.set_xticks(ticks, [f"{tick:.0f}" for tick in ticks])
    unit = label.rpartition("}")[2]
    high = [tick for tick in axes.get_yticks() if 0 <= tick <= top]
    axes.set_yticks(high, [f"{tick:g}{unit}" for tick in high])
    if mark:
        axes.axvline(mark[0] + 0.5 * width, color=RED, lw=1.4, ls=":")
        axes.text(mark[0], top, mark[1], color="#a84300", fontsize=11, va="top", ha="right")
    fill = polygons(axes, facecolor=BLUE, edgecolor="none")
    # the number stands in the title, where no bar can hide it
    title = axes.text(0, 1.04, "", transform=axes.transAxes, fontsize=12.5, va="bottom")

    def move(step: float) -> None:
        done = steps <= step + 1e-9
        fill.set_verts(rectangles(steps[done] - 0.45 * width, 0.0, 0.9 * width, values[done]))
        last = values[done][-1] if done.any() else 0.0
        title.set_text(label.format(last))

    return Drawing([fill, title], move)


def remark(axes: Axes) -> Drawing:
    """Write a few words above the right end of the axes; data: the words."""
    said = axes.text(1, 1.04, "", transform=axes.transAxes, fontsize=11, va="bottom", ha="right")
    return Drawing([said], said.set_text)


def treaty_circle(axes: Axes, states: int) -> Drawing:
    """Draw states on a circle and a line between any two that signed; data: how many signed."""
    angle = np.pi / 2 - 2 * np.pi * np.arange(states) / states
    x, y = np.cos(angle), np.sin(angle)
    plain(axes, xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), aspect="equal")
    axes.plot(x, y, "o", ms=14, color="#c4c4c4")
    lines = axes.add_collection(LineCollection([], colors=SKY, linewidths=1.6), autolim=False)
    (signed,) = axes.plot([], [], "o", ms=15, color=BLUE)

    def move(count: int) -> None:
        lines.set_segments([[(x[i], y[i]), (x[k], y[k])] for i in range(count) for k in range(i)])
        signed.set_data(x[:count], y[:count])

    return Drawing([lines, signed], move)
