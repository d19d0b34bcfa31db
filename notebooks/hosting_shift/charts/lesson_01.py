"""Charts of lesson 01: claims as tiles by kind and verdict; one reader's judgement and the audit's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from hosting_shift.charts.base import BLUE, FAINT, INK, ORANGE, PAPER, RED, Drawing, plain, rectangles

_ACROSS = 4  # tiles side by side in one field
_GREY = "#6f6f6f"


def claim_tiles(
    axes: Axes,
    kinds: Sequence[str],
    verdicts: Sequence[str],
    where: Sequence[tuple[int, int]],
    labels: Sequence[str],
    grave,
    recalled,
) -> Drawing:
    """Draw claims as numbered tiles, one row of fields a kind, one column of fields a verdict.

    The last verdict is the one that means: nothing found. where: (kind, verdict) of each claim, as
    positions in `kinds` and `verdicts`. grave, recalled: booleans, one a claim: thick frame, dashed
    frame. data: (chosen, read, counts): chosen, booleans, one a claim; read, number of the claim
    that is read out, or None; counts, one text a kind, written at the right.
    """
    rows, columns = np.array(where, dtype=int).reshape(-1, 2).T
    grave, recalled = np.asarray(grave, dtype=bool), np.asarray(recalled, dtype=bool)
    place = np.zeros(len(rows), dtype=int)  # within its field
    high = np.ones(len(kinds), dtype=int)  # tiles on top of one another, by kind
    for row in range(len(kinds)):
        for column in range(len(verdicts)):
            here = (rows == row) & (columns == column)
            place[here] = np.arange(here.sum())
            high[row] = max(high[row], -(-int(here.sum()) // _ACROSS))
    step = _ACROSS + 0.7
    top = np.concatenate([[0.0], np.cumsum(high + 0.55)])
    x = columns * step + place % _ACROSS
    y = top[rows] + place // _ACROSS
    corners = rectangles(x + 0.04, y + 0.04, 0.92, 0.92)

    right, bottom = len(verdicts) * step, top[-1]
    axes.set(xlim=(-4.3, right + 3.4), ylim=(bottom, -1.75))
    plain(axes)
    last = (len(verdicts) - 1) * step - 0.35
    axes.add_collection(
        PolyCollection(rectangles([last], [-0.2], step, bottom - 0.1), facecolor="#f1f1f1"), autolim=False
    )
    for column, verdict in enumerate(verdicts):
        axes.text(column * step + _ACROSS / 2, -0.45, verdict, ha="center", va="bottom", fontsize=12)
    axes.text(right - 0.1, -0.45, "could be\nchecked", ha="left", va="bottom", fontsize=11)
    for row, kind in enumerate(kinds):
        axes.text(-0.4, top[row] + high[row] / 2, kind, ha="right", va="center", fontsize=12.5)
        if row:
            axes.axhline(top[row] - 0.275, color=FAINT, lw=1)

    tiles = PolyCollection(corners)
    frames = PolyCollection(corners[grave], facecolor="none", edgecolor=RED, linewidth=2.8)
    outline = PolyCollection([], facecolor="none", edgecolor=INK, linewidth=3.4)
    for artist in (tiles, frames, outline):
        axes.add_collection(artist, autolim=False)
    numbers = [
        axes.text(a + 0.5, b + 0.52, label, ha="center", va="center", fontsize=10)
        for a, b, label in zip(x, y, labels, strict=True)
    ]
    counts = [
        axes.text(right - 0.1, top[row] + high[row] / 2, "", ha="left", va="center", fontsize=12)
        for row in range(len(kinds))
    ]
    axes.legend(
        handles=[
            Patch(facecolor=BLUE, edgecolor=INK, label="chosen; a source speaks to it"),
            Patch(facecolor=ORANGE, edgecolor=INK, label="chosen; nothing found"),
            Patch(facecolor=PAPER, edgecolor=_GREY, label="not chosen"),
            Patch(facecolor=PAPER, edgecolor=RED, lw=2.8, label="wrong if read as it stands"),
            Patch(facecolor=PAPER, edgecolor=INK, ls=":", lw=1.8, label="verdict from memory"),
            Patch(facecolor=PAPER, edgecolor=INK, lw=3.2, label="read out below"),
        ],
        ncols=3,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        columnspacing=1.4,
    )
    nothing = columns == len(verdicts) - 1

    def move(data) -> None:
        chosen, read, words = data
        chosen = np.asarray(chosen, dtype=bool)
        fill = np.where(chosen, np.where(nothing, ORANGE, BLUE), PAPER)
        tiles.set_facecolor(fill.tolist())
        tiles.set_edgecolor([INK if on else "#9a9a9a" for on in chosen])
        tiles.set_linestyle([":" if weak else "-" for weak in recalled])
        tiles.set_linewidth([2.2 if weak else 0.9 for weak in recalled])
        for number, on, none in zip(numbers, chosen, nothing, strict=True):
            number.set_color(_GREY if not on else INK if none else PAPER)
        outline.set_verts([] if read is None else corners[[read]])
        for text, said in zip(counts, words, strict=True):
            text.set_text(said)

    return Drawing([tiles, frames, outline, *numbers, *counts], move)


def judgement_grid(axes: Axes, kinds: Sequence[str], verdicts: Sequence[str], claims: int) -> Drawing:
    """Draw a claim, where the reader puts it among kinds and verdicts, and where the audit does.

    Below, one box for each of `claims` claims. data: (text, mine, audit, now, marks): text, the
    claim, its lines separated by newlines; mine, audit: (kind, verdict) as positions, None where
    not chosen or not to be shown yet; now, number of the present claim; marks, one text a claim.
    """
    wide, high = len(verdicts), len(kinds)
    axes.set(xlim=(-1.25, wide + 0.1), ylim=(high + 2.3, -1.55))
    plain(axes)
    corners = rectangles(np.tile(np.arange(wide), high) + 0.03, np.repeat(np.arange(high), wide) + 0.06, 0.94, 0.88)
    axes.add_collection(PolyCollection(corners, facecolor="#f6f6f6", edgecolor=FAINT), autolim=False)
    for column, verdict in enumerate(verdicts):
        axes.text(column + 0.5, -0.08, verdict, ha="center", va="bottom", fontsize=12)
    for row, kind in enumerate(kinds):
        axes.text(-0.1, row + 0.5, kind, ha="right", va="center", fontsize=12.5)

    size = (wide + 1.15) / claims
    left = -1.2 + size * np.arange(claims)
    boxes = rectangles(left + 0.03, high + 0.6, size - 0.06, 0.72)
    axes.add_collection(PolyCollection(boxes, facecolor=PAPER, edgecolor=_GREY), autolim=False)
    for number, start in enumerate(left, 1):
        axes.text(start + size / 2, high + 1.36, str(number), ha="center", va="top", fontsize=10.5)
    row_band = PolyCollection([], facecolor="#dcebf5")
    column_band = PolyCollection([], facecolor="#dcebf5")
    way = LineCollection([], color=INK, linewidth=1.6, linestyle="--")
    for artist in (row_band, column_band, way):
        axes.add_collection(artist, autolim=False)
    (square,) = axes.plot([], [], "s", color=ORANGE, mec=INK, ms=25)
    (circle,) = axes.plot([], [], "o", color=BLUE, mec=PAPER, ms=15)
    said = axes.text(-1.2, -0.95, "", ha="left", va="center", fontsize=13)
    present = PolyCollection([], facecolor="none", edgecolor=INK, linewidth=3)
    axes.add_collection(present, autolim=False)
    signs = [axes.text(start + size / 2, high + 0.96, "", ha="center", va="center", fontsize=14) for start in left]
    axes.legend(
        handles=[
            Line2D([], [], marker="o", ls="", color=BLUE, ms=11, label="you"),
            Line2D([], [], marker="s", ls="", color=ORANGE, mec=INK, ms=12, label="the audit"),
            Line2D([], [], marker="$=$", ls="", color=INK, mew=0.3, ms=10, label="same verdict"),
            Line2D([], [], marker=r"$\neq$", ls="", color=INK, mew=0.3, ms=10, label="another verdict"),
        ],
        ncols=4,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.075),
    )

    def move(data) -> None:
        text, mine, audit, now, marks = data
        kind, verdict = mine
        said.set_text(text)
        whole = kind is not None and verdict is not None
        row_band.set_verts([] if kind is None or whole else rectangles([0.03], [kind + 0.06], wide - 0.06, 0.88))
        column_band.set_verts(
            [] if verdict is None or whole else rectangles([verdict + 0.03], [0.06], 0.94, high - 0.12)
        )
        at = (verdict + 0.5, kind + 0.5) if whole else None
        circle.set_data(*([[at[0]], [at[1]]] if at else [[], []]))
        there = (audit[1] + 0.5, audit[0] + 0.5) if audit else None
        square.set_data(*([[there[0]], [there[1]]] if there else [[], []]))
        way.set_segments([[at, there]] if at and there and at != there else [])
        present.set_verts(boxes[[now]])
        for sign, mark in zip(signs, marks, strict=True):
            sign.set_text(mark)

    return Drawing([row_band, column_band, way, square, circle, said, present, *signs], move)
