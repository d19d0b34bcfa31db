"""Charts of lesson 02: a thousand estimates, swings of their assumptions, who was where, definitions."""

import textwrap
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Patch

from hosting_shift.charts.base import BLUE, FAINT, INK, ORANGE, PAPER, RED, Drawing, plain, rectangles
from hosting_shift.charts.parts import centred, dot, grid_behind, key, polygons, say
from hosting_shift.words import percent

_DARK_RED = "#a84300"


def histogram(axes: Axes, most: float, step: float, mark: tuple[float, str], label: str) -> Drawing:
    """Draw how many estimates lie where, from 0 to `most` in bins of width `step`; the tallest bar is 1 high.

    mark: (value, words) of a reported number; estimates that reach it are striped. data: (values,
    middle) — values (n,) estimates; middle: the estimate with every assumption in its middle.
    """
    axes.set(xlim=(0, most), ylim=(0, 1.3), yticks=[], xlabel=label)
    axes.spines[["left"]].set_visible(False)
    edges = np.arange(0, most + step / 2, step)
    below = polygons(axes, facecolor=BLUE, edgecolor=PAPER, linewidth=0.6)
    above = polygons(axes, facecolor=ORANGE, edgecolor=INK, hatch="///", linewidth=0)
    value, words = mark
    axes.axvline(value, color=RED, lw=2.4)
    axes.text(value + most * 0.008, 1.26, words, color=_DARK_RED, va="top", fontweight="bold")
    line = axes.axvline(0, color=INK, lw=1.6, ls="--", ymax=0.86)
    note = axes.text(0, 1.14, "", va="bottom", ha="center", fontsize=11)
    said = axes.text(0, 1.03, "", transform=axes.transAxes, fontsize=12.5, va="bottom")

    def move(data) -> None:
        values, middle = data
        counts, _ = np.histogram(values, edges)
        height = counts / max(counts.max(), 1)
        reach = edges[:-1] >= value - 1e-9
        for artist, chosen in ((below, ~reach), (above, reach)):
            some = chosen & (counts > 0)
            artist.set_verts(rectangles(edges[:-1][some], 0.0, step, height[some]))
        line.set_xdata([middle, middle])
        # beside the reported number there is no room on its own side
        near = 0 <= value - middle < most * 0.12
        note.set(position=(middle - (most * 0.01 if near else 0), 1.14), text="all in the middle")
        note.set_ha("right" if near else "center")
        if middle > value and middle - value < most * 0.25:
            note.set(position=(middle + most * 0.01, 1.04), ha="left")
        share = np.mean(values >= value)
        said.set_text(
            f"estimates below the reported total (blue) {percent(1 - share, 0)}, "
            f"at or above it (orange, striped) {percent(share, 0)}"
        )

    return Drawing([below, above, line, note, said], move)


def swings(axes: Axes, rows: int, most: float, mark: tuple[float, str], label: str) -> Drawing:
    """Draw how far each assumption moves an estimate, the one that matters most on top.

    mark: (value, words) of a reported number. data: (bars, middle) — bars: list of (name, low words,
    high words, value at low, value at high); middle: the estimate with all in the middle.
    """
    axes.set(xlim=(0, most), ylim=(rows - 0.4, -0.95), yticks=[], xlabel=label)
    axes.spines[["left"]].set_visible(False)
    grid_behind(axes, "x")
    value, words = mark
    axes.axvline(value, color=RED, lw=2.4)
    axes.text(value + most * 0.01, -0.93, words, color=_DARK_RED, va="top", fontweight="bold")
    left = polygons(axes, facecolor=ORANGE, edgecolor=INK, hatch="///", linewidth=0)
    right = polygons(axes, facecolor=BLUE)
    line = axes.axvline(0, color=INK, lw=1.6, ls="--")
    free = {"boxstyle": "square,pad=0.1", "fc": PAPER, "ec": "none"}  # no line runs through the words
    names = [axes.text(most * 0.008, i - 0.3, "", va="bottom", fontweight="bold", bbox=free) for i in range(rows)]
    ends = [
        axes.text(0, i + 0.29, "", va="top", ha=side, fontsize=10.5, bbox=free)
        for i in range(rows)
        for side in ("left", "right")
    ]

    def move(data) -> None:
        bars, middle = data
        at_low, at_high = (np.array([bar[k] for bar in bars]) for k in (3, 4))
        row = np.arange(len(bars)) - 0.25
        left.set_verts(rectangles(at_low, row, middle - at_low, 0.5))
        right.set_verts(rectangles(middle, row, at_high - middle, 0.5))
        line.set_xdata([middle, middle])
        for i, (name, low, high, start, end) in enumerate(bars):
            names[i].set_text(f"{i + 1}. {name}")
            narrow = end - start < most * 0.2
            ends[2 * i].set(text=low if end > start else "", x=start)
            ends[2 * i].set_ha("right" if narrow else "left")
            ends[2 * i + 1].set(text=high, x=end)
            ends[2 * i + 1].set_ha("left" if narrow else "right")

    return Drawing([left, right, line, *names, *ends], move)


_STATE_LOOK = {  # state -> (marker, face, edge): shape and filling differ, not colour alone
    "in force": ("o", BLUE, BLUE),
    "recalled": ("o", PAPER, BLUE),
    "replaced": ("s", FAINT, "#6f6f6f"),
    "not yet": ("^", ORANGE, INK),
    "no link": ("X", RED, RED),
}


def places(axes: Axes, boxes: Mapping[str, tuple[float, float, str, str]], centre: str) -> Drawing:
    """Draw the places of a case as boxes and a line from `centre` to each other one.

    boxes: code -> (x, y, title, words under it), x and y from 0 to 1; not a map to scale. data:
    (code, linked) — the place looked at, and whether any instrument is in force.
    """
    plain(axes, xlim=(0, 1), ylim=(0, 1))
    others = [code for code in boxes if code != centre and boxes[code][0] is not None]
    for code in others:
        axes.plot(*_between(boxes, centre, code), color="#bdbdbd", lw=1.6, zorder=1)
    (line,) = axes.plot([], [], lw=5, zorder=2)
    label = {"boxstyle": "round,pad=0.25", "fc": PAPER, "ec": "none"}
    cross = centred(axes, 0, 0, "", fontsize=12, fontweight="bold", bbox=label, zorder=3)
    frames, texts = {}, []
    for code, (x, y, title, words) in boxes.items():
        high = 0.25 + 0.085 * words.count("\n")
        top = y + high / 2
        look = {"boxstyle": "round,pad=0.012", "fc": "#f6f6f6", "ec": "#8a8a8a", "lw": 1.4}
        frames[code] = axes.add_patch(FancyBboxPatch((x - 0.13, top - high), 0.26, high, **look, zorder=4))
        look = {"ha": "center", "va": "top", "zorder": 6}
        texts.append(axes.text(x, top - 0.025, title, fontweight="bold", fontsize=12.5, **look))
        texts.append(axes.text(x, top - 0.125, words, fontsize=10.5, linespacing=1.2, **look))

    def move(data) -> None:
        code, linked = data
        xs, ys = _between(boxes, centre, code)
        line.set(data=(xs, ys), color=BLUE if linked else RED, linestyle="-" if linked else ":")
        cross.set(position=(sum(xs) / 2, sum(ys) / 2), text="in force" if linked else "nothing in force")
        cross.set_color(BLUE if linked else _DARK_RED)
        for other, frame in frames.items():
            chosen = other in (code, centre)
            frame.set(edgecolor=INK if chosen else "#8a8a8a", linewidth=2.6 if chosen else 1.2)

    return Drawing([line, cross, *frames.values(), *texts], move)


def _between(boxes, one, other):
    return [boxes[one][0], boxes[other][0]], [boxes[one][1], boxes[other][1]]


def instrument_list(axes: Axes, most: int) -> Drawing:
    """Draw a list of instruments, each with a mark for its state on the day.

    most: largest number of rows. data: (title, rows, remark) — rows: list of (name, words, look), look one of in force,
    recalled, replaced, not yet, no link; remark: a few words below the rows, left out where the rows leave no room.
    """
    plain(axes, xlim=(0, 1), ylim=(most + 0.2, -1.1))
    title = axes.text(0, -1.0, "", fontsize=12.5, fontweight="bold", va="top")
    marks = {
        look: axes.plot([], [], ls="", marker=marker, mfc=face, mec=edge, mew=2, ms=11)[0]
        for look, (marker, face, edge) in _STATE_LOOK.items()
    }
    names = [axes.text(0.065, i + 0.45, "", va="center", fontsize=10.8) for i in range(most)]
    words = [axes.text(0.7, i + 0.45, "", va="center", fontsize=10.2) for i in range(most)]

    below = axes.text(0.065, 0, "", va="top", fontsize=11, style="italic", linespacing=1.35)

    def move(data) -> None:
        head, rows, remark = data
        lines = textwrap.wrap(remark, 84)
        room = len(rows) + 0.4 + 0.7 * len(lines) < most
        below.set(y=len(rows) + 0.4, text="\n".join(lines) if room else "")
        title.set_text(head)
        for look, artist in marks.items():
            here = [i for i, row in enumerate(rows) if row[2] == look]
            artist.set_data([0.025] * len(here), [i + 0.45 for i in here])
        say(names, (row[0] for row in rows))
        say(words, (row[1] for row in rows))

    return Drawing([title, *marks.values(), *names, *words, below], move)


def instrument_key(axes: Axes) -> None:
    """Draw what the marks of instrument_list mean."""
    plain(axes)
    words = {
        "in force": "in force",
        "recalled": "in force, date recalled",
        "replaced": "replaced",
        "not yet": "not yet",
        "no link": "does not link the two",
    }
    signs = [
        dot(text, _STATE_LOOK[look][0], mfc=_STATE_LOOK[look][1], mec=_STATE_LOOK[look][2], mew=2, ms=9)
        for look, text in words.items()
    ]
    key(axes, signs, 5, loc="center", fontsize=10, handletextpad=0.2, columnspacing=1.0)


def definition_rows(axes: Axes, names: Sequence[str], years: tuple[int, int], mark) -> Drawing:
    """Draw one row a series: its years as marks without heights, so that no curve can form.

    mark: (year, words) to point at. data: (points, one, other) — points: list of (row, year, value
    words, definition number in its row, firm); one, other: rows looked at.
    """
    rows = len(names)
    axes.set(xlim=(years[0] - 0.7, years[1] + 1.6), ylim=(rows - 0.4, -0.9))
    axes.set_xticks(range(years[0], years[1] + 1, 3))
    axes.set_yticks(range(rows), names)
    axes.tick_params(axis="y", length=0)
    axes.spines[["left"]].set_visible(False)
    axes.set_axisbelow(True)
    line = axes.axvline(mark[0], color=RED, lw=1.8, ls=":")
    axes.text(mark[0] + 0.12, -0.85, mark[1], color=_DARK_RED, fontsize=11, va="top")
    shade = polygons(axes, facecolor="#dcebf5", edgecolor="none")
    looks = [("o", BLUE), ("s", ORANGE), ("^", "#009e73")]
    marks = [
        (
            axes.plot([], [], ls="", marker=m, mfc=c, mec=INK, ms=9)[0],
            axes.plot([], [], ls="", marker=m, mfc=PAPER, mec=c, mew=2, ms=9)[0],
        )
        for m, c in looks
    ]
    labels = [axes.text(0, 0, "", fontsize=9.5, va="bottom", ha="center") for _ in range(40)]
    signs = [
        dot(f"{word} definition", m, mfc=c, mec=INK, ms=9)
        for (m, c), word in zip(looks, ("first", "second", "third"), strict=True)
    ] + [dot("not exact", "o", mfc=PAPER, mec=BLUE, mew=2, ms=9), Patch(facecolor="#dcebf5", label="your two series")]
    key(axes, signs, 5, (0.31, -0.07), fontsize=9.5, handletextpad=0.3, columnspacing=1.2)

    def move(data) -> None:
        points, one, other = data
        picked = np.array(sorted({one, other}))
        shade.set_verts(rectangles(years[0] - 0.7, picked - 0.42, years[1] - years[0] + 2.3, 0.84))
        for number, (firm_artist, loose_artist) in enumerate(marks):
            for artist, firm in ((firm_artist, True), (loose_artist, False)):
                here = [p for p in points if p[3] == number and p[4] is firm]
                artist.set_data([p[1] for p in here], [p[0] + 0.02 for p in here])
        shown = sorted(p for p in points if p[0] in (one, other))
        under = False
        for i, text in enumerate(labels):
            text.set_text(shown[i][2] if i < len(shown) else "")
            if i < len(shown):
                row, year = shown[i][:2]
                # neighbours in one row take turns above and below their marks
                close = i and shown[i - 1][0] == row and year - shown[i - 1][1] < 3
                under = bool(close) and not under
                text.set(position=(year, row + (0.47 if under else -0.11)))

    return Drawing([shade, line, *(a for pair in marks for a in pair), *labels], move)
