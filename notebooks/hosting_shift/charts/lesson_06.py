"""Charts of lesson 06: requests from one state to the pieces of a case; states grouped in tiles."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Patch

from hosting_shift.charts.base import BLUE, INK, ORANGE, PAPER, RED, Drawing, plain, rectangles
from hosting_shift.charts.parts import centred, dot, key, polygons, say

# status of a line -> (sign, colour of the line, dark colour of its text, style, width)
STATUS = {
    "inside": ("•", "#9a9a9a", "#555555", "-", 1.6),
    "open": ("✓", BLUE, "#00517e", "-", 3.0),
    "on condition": ("?", ORANGE, "#7a5300", (0, (5, 2)), 3.0),
    "broken": ("✕", RED, "#a84300", (0, (1, 1.6)), 3.0),
}
_WORST = list(STATUS)
_CLAIM = {"firm": ("-", 2.6), "arguable": ((0, (2, 2)), 1.6)}


@dataclass(frozen=True)
class Requests:
    """What the network shows.

    centre: words on the state that asks. pieces: one (name, state, strongest claim or "") each; an empty state is not
    placed. rows: one (status or "", words, smaller words) each, in the order in which the chart was made.
    """

    centre: str
    pieces: Sequence[tuple[str, str, str]]
    rows: Sequence[tuple[str, str, str]]


def request_network(axes: Axes, rows: Sequence[int]) -> Drawing:
    """Draw lines from the asking state to the pieces of a case, and what is asked of each.

    rows: for every request the number of its piece, rising from 0. data: a Requests.
    """
    rows = np.asarray(rows)
    heights = 1 - (np.arange(len(rows)) + 0.5) / len(rows)
    centres = [heights[rows == piece].mean() for piece in range(rows.max() + 1)]
    plain(axes, xlim=(0, 1), ylim=(-0.12, 1.0))
    half, left, right = 0.052, 0.235, 0.465
    axes.add_patch(FancyBboxPatch((0.012, 0.42), 0.118, 0.16, boxstyle="round,pad=0.008", fc=INK, ec=INK))
    asking = centred(axes, 0.071, 0.5, "", color=PAPER, fontsize=11.5)
    lines, crosses, boxes, names = [], [], [], []
    forks = {}
    several = np.bincount(rows)[rows] > 1
    for row in np.flatnonzero(several):  # from a piece to each of the things asked of it
        ends = [right + 0.004, 0.484], [centres[rows[row]], heights[row] + 0.022]
        [forks[row]] = axes.plot(*ends, color="#c4c4c4", lw=1)
    for height in centres:
        lines += axes.plot([0.14, left - 0.006], [0.5, height], solid_capstyle="butt")
        middle = (0.14 + left) / 2, (0.5 + height) / 2
        crosses.append(centred(axes, *middle, "", fontsize=13, color=INK, fontweight="bold"))
        corner = left, height - half + 0.008
        box = FancyBboxPatch(corner, right - left, 2 * half - 0.016, boxstyle="round,pad=0.006", fc=PAPER, ec=INK)
        boxes.append(axes.add_patch(box))
        names.append(centred(axes, (left + right) / 2, height, "", fontsize=10.5, linespacing=1.15))
    words = [axes.text(0.49, h + 0.002, "", va="bottom", fontsize=10.6) for h in heights]
    small = [axes.text(0.515, h - 0.004, "", va="top", fontsize=9, color="#444444", linespacing=1.05) for h in heights]
    _network_key(axes)

    def move(data: Requests) -> None:
        asking.set_text("\n".join(textwrap.wrap(data.centre, 13)))
        for piece, (name, state, claim) in enumerate(data.pieces):
            mine = [data.rows[row][0] for row in np.flatnonzero(rows == piece)]
            worst = max((status for status in mine if status), key=_WORST.index, default="")
            lines[piece].set_visible(bool(worst))
            crosses[piece].set_text("✕" if worst == "broken" else "")
            if worst:
                _, colour, _, style, width = STATUS[worst]
                lines[piece].set(color=colour, linestyle=style, linewidth=width)
            style, width = _CLAIM.get(claim, ("-", 0.8))
            boxes[piece].set(linestyle=style, linewidth=width, edgecolor=INK if claim else "#b0b0b0")
            names[piece].set(text=f"{name}\n{state or 'not known'}", color=INK if state else "#6a6a6a")
        for row, (status, said, more) in enumerate(data.rows):
            sign, _, dark, _, _ = STATUS.get(status, ("", INK, INK, "-", 1))
            words[row].set(text=f"{sign} {said}" if status else said, color=dark)
            if row in forks:
                forks[row].set_visible(bool(status))
            small[row].set_text("\n".join(textwrap.wrap(more, 62, max_lines=3, placeholder=" …")))

    return Drawing([*forks.values(), *lines, *boxes, *names, *crosses, asking, *words, *small], move)


def _network_key(axes: Axes) -> None:
    """Say what the lines and the boxes of a network mean."""
    lines = [
        Line2D([], [], color=c, ls=style, lw=width, label=f"{sign} {status}")
        for status, (sign, c, _, style, width) in STATUS.items()
    ]
    names = {"firm": "may judge: firm", "arguable": "arguable"}
    boxes = [Patch(fc=PAPER, ec=INK, ls=_CLAIM[claim][0], lw=_CLAIM[claim][1], label=names[claim]) for claim in _CLAIM]
    tight = {"handlelength": 1.5, "columnspacing": 0.9, "handletextpad": 0.4, "borderpad": 0}
    key(axes, [*lines, *boxes], 6, (0.0, -0.02), loc="lower left", fontsize=9.2, **tight)


def tile_groups(axes: Axes, most: int, groups: int, across: int = 25, high: int = 5) -> Drawing:
    """Draw one block a group and one tile a state; data: (titles, labels, solid, marked).

    most: highest number of tiles in all; groups: how many there may be; across, high: room in
    tiles. titles: words under each block. labels: one list of short labels a group. solid: the same
    shape, False draws a hollow tile. marked: the same shape, True draws the label bold.
    """
    plain(axes, xlim=(-0.1, across), ylim=(-1.25, high + 0.1))
    tiles = polygons(axes, linewidths=1.6)
    texts = [centred(axes, 0, 0, "", fontsize=9.5) for _ in range(most)]
    heads = [axes.text(0, -0.25, "", ha="center", va="top", fontsize=10.5, linespacing=1.1) for _ in range(groups)]
    signs = [
        Patch(fc=BLUE, ec=BLUE, label="sourced"),
        Patch(fc=PAPER, ec=BLUE, lw=1.8, label="recalled"),
        dot("contested", "$*$", ms=9, color=INK),
        dot("named in the article", "$\\mathbf{AB}$", ms=15, color=INK),
    ]
    key(axes, signs, 4, (1.0, 1.02), loc="upper right", fontsize=10, handlelength=1.3)

    def move(data) -> None:
        titles, labels, solid, marked = data
        room = across // max(1, len(titles))  # the last column of a block stays free
        wide = room - 1
        corners, faces, used = [], [], iter(texts)
        for group, names in enumerate(labels):
            for number, name in enumerate(names):
                x, y = group * room + number % wide, number // wide
                corners.append(rectangles(x + 0.05, y + 0.05, 0.9, 0.9).reshape(4, 2))
                faces.append(BLUE if solid[group][number] else PAPER)
                bold, text = marked[group][number], next(used)
                text.set(text=name, position=(x + 0.5, y + 0.48), color=PAPER if solid[group][number] else INK)
                text.set(fontweight="bold" if bold else "normal", fontsize=11 if bold else 9.5)
        say(used, ())
        tiles.set_verts(corners)
        tiles.set(facecolor=faces, edgecolor=BLUE)
        for group, head in enumerate(heads):
            shown = group < len(titles)
            words = f"{titles[group]}: {len(labels[group])}" if shown else ""
            across_shown = min(wide, max(4, len(labels[group]))) if shown else 0
            head.set(text="\n".join(textwrap.wrap(words, 17)), position=(group * room + across_shown / 2, -0.25))

    return Drawing([tiles, *texts, *heads], move)


def listed_or_not(axes: Axes, charges: Sequence[tuple[str, bool]]) -> None:
    """Write for each charge, one (name, whether listed) each, whether the court asked looks at its own law."""
    plain(axes, xlim=(0, 1), ylim=(0, len(charges)))
    for line, (name, listed) in enumerate(reversed(charges)):
        status, means = ("open", "among the 32 categories: the court asked does not look at its own law")
        if not listed:
            status, means = ("on condition", "not among the 32: its own law counts, and the states differ as below")
        sign, _, dark, _, _ = STATUS[status]
        words = f"{sign} {name[0].upper()}{name[1:]}: {means}"
        axes.text(0, line + 0.5, words, va="center", fontsize=10.5, color=dark)
