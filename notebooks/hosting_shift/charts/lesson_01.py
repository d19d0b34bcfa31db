"""Charts of lesson 01: claims as tiles by kind and verdict; one reader's judgement and the audit's."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from hosting_shift.charts.base import BLUE, FAINT, INK, ORANGE, PAPER, RED, Drawing, plain, rectangles
from hosting_shift.charts.parts import centred, dot, key, polygons, say, segments

COLOURS = {  # of verdicts: a source speaks to the claim, or nothing was found
    **dict.fromkeys(("confirmed", "in part", "dated", "contested", "wrong"), BLUE),
    "unverifiable": ORANGE,
}
_ACROSS = 4  # tiles side by side in one field
_STEP = _ACROSS + 0.7  # from one field to the next
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

    The last verdict is the one that means: nothing found (see COLOURS). where: (kind, verdict) of each claim, as
    positions in `kinds` and `verdicts`. grave, recalled: booleans, one a claim: thick frame, dashed
    frame. data: (chosen, read, counts): chosen, booleans, one a claim; read, number of the claim
    that is read out, or None; counts, one text a kind, written at the right.
    """
    rows, columns = np.array(where, dtype=int).reshape(-1, 2).T
    grave, recalled = np.asarray(grave, dtype=bool), np.asarray(recalled, dtype=bool)
    place, high = _piled(rows, columns, len(kinds))
    top = np.concatenate([[0.0], np.cumsum(high + 0.55)])
    x = columns * _STEP + place % _ACROSS
    y = top[rows] + place // _ACROSS
    corners = rectangles(x + 0.04, y + 0.04, 0.92, 0.92)
    _fields(axes, kinds, verdicts, top, high)
    tiles = polygons(axes, corners)
    frames = polygons(axes, corners[grave], facecolor="none", edgecolor=RED, linewidth=2.8)
    outline = polygons(axes, facecolor="none", edgecolor=INK, linewidth=3.4)
    numbers = [centred(axes, a + 0.5, b + 0.52, label, fontsize=10) for a, b, label in zip(x, y, labels, strict=True)]
    right = len(verdicts) * _STEP - 0.1
    counts = [axes.text(right, middle, "", ha="left", va="center", fontsize=12) for middle in top[:-1] + high / 2]
    nothing = columns == len(verdicts) - 1
    filled = np.array([COLOURS[verdicts[column]] for column in columns])

    def move(data) -> None:
        chosen, read, words = data
        chosen = np.asarray(chosen, dtype=bool)
        fill = np.where(chosen, filled, PAPER)
        tiles.set_facecolor(fill.tolist())
        tiles.set_edgecolor([INK if on else "#9a9a9a" for on in chosen])
        tiles.set_linestyle([":" if weak else "-" for weak in recalled])
        tiles.set_linewidth([2.2 if weak else 0.9 for weak in recalled])
        for number, on, none in zip(numbers, chosen, nothing, strict=True):
            number.set_color(_GREY if not on else INK if none else PAPER)
        outline.set_verts([] if read is None else corners[[read]])
        say(counts, words)

    return Drawing([tiles, frames, outline, *numbers, *counts], move)


def _piled(rows: np.ndarray, columns: np.ndarray, kinds: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the place of each tile within its field, from 0, and how many stand one on another, by kind."""
    place, high = np.zeros(len(rows), dtype=int), np.ones(kinds, dtype=int)
    for row, column in set(zip(rows, columns, strict=True)):
        here = (rows == row) & (columns == column)
        place[here] = np.arange(here.sum())
        high[row] = max(high[row], -(-int(here.sum()) // _ACROSS))
    return place, high


def _fields(axes: Axes, kinds: Sequence[str], verdicts: Sequence[str], top: np.ndarray, high: np.ndarray) -> None:
    """Draw what stays around the tiles: names of kinds and verdicts, what the looks of a tile mean."""
    right, bottom = len(verdicts) * _STEP, top[-1]
    plain(axes, xlim=(-4.3, right + 3.4), ylim=(bottom, -1.75))
    polygons(axes, rectangles([right - _STEP - 0.35], [-0.2], _STEP, bottom - 0.1), facecolor="#f1f1f1")
    for column, verdict in enumerate(verdicts):
        axes.text(column * _STEP + _ACROSS / 2, -0.45, verdict, ha="center", va="bottom", fontsize=12)
    axes.text(right - 0.1, -0.45, "could be\nchecked", ha="left", va="bottom", fontsize=11)
    for row, kind in enumerate(kinds):
        axes.text(-0.4, top[row] + high[row] / 2, kind, ha="right", va="center", fontsize=12.5)
        if row:
            axes.axhline(top[row] - 0.275, color=FAINT, lw=1)
    signs = [
        Patch(facecolor=BLUE, edgecolor=INK, label="chosen; could be checked"),
        Patch(facecolor=ORANGE, edgecolor=INK, label="chosen; nothing found"),
        Patch(facecolor=PAPER, edgecolor=_GREY, label="not chosen"),
        Patch(facecolor=PAPER, edgecolor=RED, lw=2.8, label="misleads most (severity 3)"),
        Patch(facecolor=PAPER, edgecolor=INK, ls=":", lw=1.8, label="verdict from memory"),
        Patch(facecolor=PAPER, edgecolor=INK, lw=3.2, label="read out below"),
    ]
    key(axes, signs, 3, (0.5, 0.0), columnspacing=1.4)


def judgement_grid(axes: Axes, kinds: Sequence[str], verdicts: Sequence[str], claims: int) -> Drawing:
    """Draw a claim, where the reader puts it among kinds and verdicts, and where the audit does.

    Below, one box for each of `claims` claims. data: (text, mine, audit, now, marks): text, the
    claim, its lines separated by newlines; mine, audit: (kind, verdict) as positions, None where
    not chosen or not to be shown yet; now, number of the present claim; marks, one text a claim.
    """
    wide, high = len(verdicts), len(kinds)
    plain(axes, xlim=(-1.25, wide + 0.1), ylim=(high + 2.3, -1.55))
    corners = rectangles(np.tile(np.arange(wide), high) + 0.03, np.repeat(np.arange(high), wide) + 0.06, 0.94, 0.88)
    polygons(axes, corners, facecolor="#f6f6f6", edgecolor=FAINT)
    for column, verdict in enumerate(verdicts):
        axes.text(column + 0.5, -0.08, verdict, ha="center", va="bottom", fontsize=12)
    for row, kind in enumerate(kinds):
        axes.text(-0.1, row + 0.5, kind, ha="right", va="center", fontsize=12.5)

    size = (wide + 1.15) / claims
    left = -1.2 + size * np.arange(claims)
    boxes = rectangles(left + 0.03, high + 0.6, size - 0.06, 0.72)
    polygons(axes, boxes, facecolor=PAPER, edgecolor=_GREY)
    for number, start in enumerate(left, 1):
        axes.text(start + size / 2, high + 1.36, str(number), ha="center", va="top", fontsize=10.5)
    row_band = polygons(axes, facecolor="#dcebf5")
    column_band = polygons(axes, facecolor="#dcebf5")
    way = segments(axes, color=INK, linewidth=1.6, linestyle="--")
    (square,) = axes.plot([], [], "s", color=ORANGE, mec=INK, ms=25)
    (circle,) = axes.plot([], [], "o", color=BLUE, mec=PAPER, ms=15)
    said = axes.text(-1.2, -0.95, "", ha="left", va="center", fontsize=13)
    present = polygons(axes, facecolor="none", edgecolor=INK, linewidth=3)
    boxed = [centred(axes, start + size / 2, high + 0.96, "", fontsize=14) for start in left]
    signs = [
        dot("you", "o", color=BLUE, ms=11),
        dot("the audit", "s", color=ORANGE, mec=INK, ms=12),
        dot("same verdict", "$=$", color=INK, mew=0.3, ms=10),
        dot("another verdict", r"$\neq$", color=INK, mew=0.3, ms=10),
    ]
    key(axes, signs, 4, (0.5, 0.075))

    def move(data) -> None:
        text, mine, audit, now, marks = data
        kind, verdict = mine
        said.set_text(text)
        whole = kind is not None and verdict is not None
        row_band.set_verts([] if kind is None or whole else rectangles([0.03], [kind + 0.06], wide - 0.06, 0.88))
        column_band.set_verts(
            [] if verdict is None or whole else rectangles([verdict + 0.03], [0.06], 0.94, high - 0.12)
        )
        at = [(verdict + 0.5, kind + 0.5)] if whole else []
        there = [(audit[1] + 0.5, audit[0] + 0.5)] if audit else []
        for artist, place in ((circle, at), (square, there)):
            artist.set_data([x for x, _ in place], [y for _, y in place])
        way.set_segments([at + there] if at and there and at != there else [])
        present.set_verts(boxes[[now]])
        say(boxed, marks)

    return Drawing([row_band, column_band, way, square, circle, said, present, *boxed], move)


def reader_grid(axes: Axes, verdicts: Sequence[str]) -> Drawing:
    """Draw a field for each pair of verdicts: rows are the first reader's, columns the second's.

    Where both are the same a field has a frame. data: the number of claims of each pair, an array of
    shape (verdicts, verdicts); a field without a claim stays empty.
    """
    size = len(verdicts)
    plain(axes, xlim=(-1.75, size + 0.1), ylim=(size + 0.75, -1.05))
    corners = rectangles(np.tile(np.arange(size), size) + 0.03, np.repeat(np.arange(size), size) + 0.05, 0.94, 0.9)
    fields = polygons(axes, corners, edgecolor=FAINT)
    polygons(axes, corners[:: size + 1], facecolor="none", edgecolor=INK, linewidth=2.4)
    for place, verdict in enumerate(verdicts):
        centred(axes, place + 0.5, -0.2, verdict, fontsize=12)
        axes.text(-0.1, place + 0.5, verdict, ha="right", va="center", fontsize=12)
    centred(axes, size / 2, -0.7, "the second reader says", fontsize=12.5)
    axes.text(-1.7, -0.2, "the first says", ha="left", va="center", fontsize=12.5)
    numbers = [centred(axes, i % size + 0.5, i // size + 0.5, "", fontsize=14) for i in range(size * size)]
    signs = [
        Patch(facecolor=BLUE, edgecolor=INK, lw=2.4, label="both say the same"),
        Patch(facecolor=ORANGE, edgecolor=FAINT, label="the two differ"),
    ]
    key(axes, signs, 2, (0.5, 0.075))
    agree = np.eye(size, dtype=bool).ravel()

    def move(data) -> None:
        counts = np.asarray(data).ravel()
        filled = np.where(agree, BLUE, ORANGE)
        fields.set_facecolor(np.where(counts > 0, filled, "#f6f6f6").tolist())
        say(numbers, [str(n) if n else "" for n in counts])
        for number, same in zip(numbers, agree, strict=True):
            number.set_color(PAPER if same else INK)

    return Drawing([fields, *numbers], move)
