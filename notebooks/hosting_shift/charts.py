"""Pure drawing: axes and data in, artists out. No widget, no table, no global state.

Every chart function draws what stays on the axes it is given and returns a `Drawing`: the artists
that move, and a function that moves them. So the same chart serves a printed page (move once) and
an explorer (move often, redraw little).

Colours are Okabe and Ito's, safe for colour-blind readers; no chart relies on colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

DPI = 110
PAPER = "#ffffff"
INK = "#1a1a1a"
FAINT = "#d9d9d9"
BLUE, ORANGE, RED, GREEN, PURPLE, SKY = (
    "#0072b2", "#e69f00", "#d55e00", "#009e73", "#cc79a7", "#56b4e9",
)  # fmt: skip

# What stands behind a picture, in the words shown under it.
KINDS = {
    "real": "Real data",
    "derived": "Computed",
    "fictional": "Fictional",
    "model": "Model: invented jurisdictions, numbers not fitted to data",
}

_STYLE = {
    "font.size": 12,
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


def style():
    """Return a context manager with the course's chart style."""
    return matplotlib.rc_context(_STYLE)


@dataclass(frozen=True)
class Drawing:
    """What a chart leaves on its axes.

    moving  artists that `move` changes; drawn in this order, above everything that stays
    move    function of the chart's data
    """

    moving: Sequence[Artist]
    move: Callable[[Any], None]

    def of(self, pick: Callable[[Any], Any]) -> Drawing:
        """Return the same drawing for a larger result from which `pick` takes its data."""
        return Drawing(self.moving, lambda result: self.move(pick(result)))


def _plain(axes: Axes) -> None:
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def _rectangles(left, bottom, width, height) -> np.ndarray:
    """Return corners, shape (n, 4, 2), of n rectangles given by arrays (or numbers) of shape (n,)."""
    left, bottom, width, height = np.broadcast_arrays(
        *(np.asarray(a, dtype=float) for a in (left, bottom, width, height))
    )
    x = np.stack([left, left + width, left + width, left], axis=-1)
    y = np.stack([bottom, bottom, bottom + height, bottom + height], axis=-1)
    return np.stack([x, y], axis=-1)


# ---------------------------------------------------------------- lesson 05


def time_bar(axes: Axes, months: float, unit: str = "months") -> Drawing:
    """Draw one site's life as a striped bar; data: list of (start, end, online) in months."""
    axes.set(xlim=(0, months), ylim=(-0.1, 1.1), yticks=[], xlabel=f"{unit} since the site opened")
    axes.spines[["left"]].set_visible(False)
    said = axes.text(0, 1.06, "", transform=axes.transAxes, fontsize=12.5, va="bottom")
    online = PolyCollection([], facecolor=BLUE)
    offline = PolyCollection([], facecolor=ORANGE, edgecolor=INK, hatch="///", linewidth=0)
    for artist in (online, offline):
        axes.add_collection(artist, autolim=False)

    def move(spells: Iterable[tuple[float, float, bool]]) -> None:
        parts = np.array([(a, b, on) for a, b, on in spells], dtype=float).reshape(-1, 3)
        for artist, chosen in ((online, parts[:, 2] > 0), (offline, parts[:, 2] == 0)):
            a, b = parts[chosen, 0], parts[chosen, 1]
            artist.set_verts(_rectangles(a, 0.0, b - a, 1.0))
        length = parts[:, 1] - parts[:, 0]
        off = length[parts[:, 2] == 0].sum() / length.sum() if length.sum() else 0.0
        said.set_text(f"online (blue) {1 - off:.1%}, offline (orange, striped) {off:.1%}")

    return Drawing([online, offline, said], move)


def uptime_curve(axes: Axes, low: float, high: float) -> Drawing:
    """Draw uptime against months online before a closure; data: (stays, uptimes, stay, uptime)."""
    axes.set(
        xlim=(low, high),
        ylim=(0, 106),
        xscale="log",
        xlabel="months online before each closure (log scale)",
        ylabel="share of time online (%)",
    )
    ticks = [t for t in (0.1, 0.25, 0.5, 1, 2, 6, 12, 24) if low <= t <= high]
    axes.set_xticks(ticks, [f"{t:g}" for t in ticks])
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.minorticks_off()
    axes.grid(axis="y", color=FAINT)
    axes.set_axisbelow(True)
    (curve,) = axes.plot([], [], color=BLUE, lw=2.5)
    (point,) = axes.plot([], [], "o", color=RED, ms=11)
    label = axes.text(0, 0, "", ha="right", va="top", fontweight="bold")

    def move(data) -> None:
        stays, uptimes, stay, uptime = data
        curve.set_data(stays, 100 * np.asarray(uptimes))
        point.set_data([stay], [100 * uptime])
        left = stay < np.sqrt(low * high)
        label.set(x=stay * (1.25 if left else 0.85), y=100 * uptime - 5, text=f"{uptime:.1%}")
        label.set_ha("left" if left else "right")

    return Drawing([curve, point, label], move)


_ACROSS = 5  # dots side by side in one column


def dot_columns(axes: Axes, names: Sequence[str], groups: Sequence[str], sites: int) -> Drawing:
    """Draw sites as dots in one column a jurisdiction, offline ones in a strip below.

    data: (where, online, expected, closing) — where (sites,) column of each site or, if offline,
    of the closure; online (sites,) booleans; expected (J,) sites expected in each column;
    closing (J,) booleans: jurisdictions that close more than the background rate.
    """
    n = len(names)
    top = 106
    axes.set(xlim=(-0.6, n - 0.4), ylim=(-14, top), ylabel="sites online (of 100)")
    axes.set_xticks(range(n), names)
    axes.tick_params(axis="x", length=0, pad=4)
    axes.set_yticks([0, 20, 40, 60, 80])
    axes.spines[["bottom"]].set_visible(False)
    axes.axhline(-1.6, color=INK, lw=0.8)
    axes.text(-0.55, -7, "offline", fontsize=10, va="center", ha="left", color=INK)
    starts = [i for i in range(n) if i == 0 or groups[i] != groups[i - 1]]
    for i, start in enumerate(starts):
        end = starts[i + 1] if i + 1 < len(starts) else n
        axes.text((start + end - 1) / 2, top - 1, groups[start], ha="center", va="top")
        if start:
            axes.axvline(start - 0.5, color=FAINT, lw=1)

    columns = np.arange(n)
    shade = PolyCollection([], facecolor="#fbe3c6", edgecolor="none", zorder=0)
    outline = PolyCollection([], facecolor="none", edgecolor=INK, linestyle="--", linewidth=1.3)
    for artist in (shade, outline):
        axes.add_collection(artist, autolim=False)
    (up,) = axes.plot([], [], "o", color=BLUE, ms=5.4, mew=0)
    (down,) = axes.plot([], [], "X", color=RED, ms=7, mew=0.4, mec=INK)
    axes.legend(
        handles=[
            Line2D([], [], marker="o", ls="", color=BLUE, label="a site online"),
            Line2D([], [], marker="X", ls="", color=RED, ms=8, label="a site closed, not yet back"),
            Patch(facecolor="none", edgecolor=INK, ls="--", label="expected on average"),
            Patch(facecolor="#fbe3c6", label="closes more than usual"),
        ],
        ncols=2,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.09),
        handletextpad=0.6,
        columnspacing=1.6,
    )

    def move(data) -> None:
        where, online, expected, closing = data
        where, online = np.asarray(where), np.asarray(online, dtype=bool)
        shade.set_verts(_rectangles(columns[np.asarray(closing)] - 0.48, -1.4, 0.96, top - 7))
        outline.set_verts(_rectangles(columns - 0.46, 0.0, 0.92, expected))
        up.set_data(*_stack(where[online], n, upward=True))
        down.set_data(*_stack(where[~online], n, upward=False))

    return Drawing([shade, outline, up, down], move)


def _stack(where: np.ndarray, n: int, upward: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return x, y of dots piled up in columns, `_ACROSS` to a row; one site is one unit of height."""
    rank = np.zeros(len(where), dtype=int)
    for column in range(n):
        here = where == column
        rank[here] = np.arange(here.sum())
    x = where + (rank % _ACROSS - (_ACROSS - 1) / 2) * 0.175
    # a full row of five dots is five units high, so that heights read as numbers of sites
    y = (rank // _ACROSS) * _ACROSS + _ACROSS / 2
    return x, y if upward else -4.5 - (rank // _ACROSS) * 4.0


def event_rows(axes: Axes, years: tuple[int, int], most: int) -> Drawing:
    """Draw dated events, one row an event, earliest on top; events of other kinds as a faint rug.

    most: the largest number of rows. data: (rows, others) — rows: list of (when in years, label,
    firm), hollow where the date is not firm; others: when in years of the events not looked at.
    """
    axes.set(xlim=(years[0] - 0.2, years[1] + 1.2), ylim=(most + 1.4, -0.6), yticks=[])
    axes.set_xticks(range(years[0], years[1] + 1))
    axes.grid(axis="x", color=FAINT)
    axes.set_axisbelow(True)
    axes.spines[["left"]].set_visible(False)
    firm = axes.scatter([], [], s=95, marker="o", color=BLUE, edgecolor=INK)
    loose = axes.scatter([], [], s=95, marker="o", facecolor="white", edgecolor=BLUE, linewidth=2)
    rug = axes.scatter([], [], s=60, marker="|", color="#6f6f6f")
    labels = [axes.text(0, 0, "", fontsize=11.5, va="center") for _ in range(most)]
    axes.legend(
        handles=[
            Line2D([], [], marker="o", ls="", color=BLUE, mec=INK, ms=9, label="date sourced"),
            Line2D([], [], marker="o", ls="", mfc="white", mec=BLUE, mew=2, ms=9,
                   label="date approximate or recalled"),
            Line2D([], [], marker="|", ls="", color="#6f6f6f", ms=9, label="on another layer"),
        ],
        ncols=3,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.09),
    )  # fmt: skip
    middle = (years[0] + years[1]) / 2

    def points(pairs) -> np.ndarray:
        return np.array(list(pairs), dtype=float).reshape(-1, 2)

    def move(data) -> None:
        rows, others = data
        firm.set_offsets(points((row[0], y) for y, row in enumerate(rows) if row[2]))
        loose.set_offsets(points((row[0], y) for y, row in enumerate(rows) if not row[2]))
        rug.set_offsets(points((when, most + 0.8) for when in others))
        for text in labels:
            text.set_text("")
        for y, (text, (when, label, _)) in enumerate(zip(labels, rows, strict=False)):
            right = when <= middle + 1.5
            text.set(x=when + (0.22 if right else -0.22), y=y, text=label)
            text.set_ha("left" if right else "right")

    return Drawing([rug, firm, loose, *labels], move)


_LINES = [(BLUE, "-", "o"), (RED, "--", "s"), (GREEN, "-.", "^"), (PURPLE, ":", "D"),
          (ORANGE, "-", "v"), (INK, "--", "P")]  # fmt: skip


def share_lines(axes: Axes, names: Sequence[str], years: tuple[int, int]) -> Drawing:
    """Draw shares of hosting by year, one line a country.

    data: (series, chosen) — series: name -> (years, percent, firm); hollow where not firm; chosen:
    the name drawn thick, or None.
    """
    axes.set(xlim=(years[0] - 0.4, years[1] + 0.4), ylim=(-2, 100), ylabel="share of reports (%)")
    axes.set_xticks(range(years[0], years[1] + 1))
    axes.grid(axis="y", color=FAINT)
    axes.set_axisbelow(True)
    lines, filled, hollow = {}, {}, {}
    for name, (colour, dash, marker) in zip(names, _LINES, strict=False):
        (lines[name],) = axes.plot([], [], color=colour, ls=dash, lw=1.5)
        (filled[name],) = axes.plot([], [], ls="", marker=marker, color=colour, ms=8)
        (hollow[name],) = axes.plot(
            [], [], ls="", marker=marker, mfc="white", mec=colour, mew=2, ms=8
        )
    handles = [
        Line2D([], [], color=c, ls=d, marker=m, label=name)
        for name, (c, d, m) in zip(names, _LINES, strict=False)
    ]
    handles.append(Line2D([], [], marker="o", ls="", mfc="white", mec=INK, mew=2,
                          label="draft or recalled"))  # fmt: skip
    axes.legend(handles=handles, ncols=4, loc="upper center", bbox_to_anchor=(0.5, -0.1))

    def move(data) -> None:
        series, chosen = data
        for name in names:
            when, percent, firm = (np.asarray(part) for part in series[name])
            # no line across years for which nothing was published
            every = np.arange(years[0], years[1] + 1)
            known = dict(zip(when, percent, strict=True))
            lines[name].set_data(every, [known.get(year, np.nan) for year in every])
            lines[name].set_linewidth(4 if name == chosen else 1.5)
            for artist, keep in ((filled[name], firm), (hollow[name], ~firm)):
                artist.set_data(when[keep], percent[keep])

    return Drawing([*lines.values(), *filled.values(), *hollow.values()], move)


# ---------------------------------------------------------------- lesson 07


def tile_map(axes: Axes, rows, columns, labels: Sequence[str], known, marked) -> Drawing:
    """Draw the world as one tile a state: a treaty counts states, not square kilometres.

    rows, columns, labels: one a tile. known: booleans, tiles that can change; the others stay grey.
    marked: booleans, tiles with a bold label. data: (bound, deposited, firm, picked) — booleans a
    tile: bound by the treaty; deposited, perhaps not yet in force; date sourced (hollow if not);
    picked: numbers of tiles to outline.
    """
    rows, columns = np.asarray(rows), np.asarray(columns)
    known, marked = np.asarray(known, dtype=bool), np.asarray(marked, dtype=bool)
    axes.set(xlim=(columns.min() - 0.6, columns.max() + 1.6))
    axes.set(ylim=(rows.max() + 1.6, rows.min() - 0.6))
    _plain(axes)
    grey = "#e8e8e8"
    corners = _rectangles(columns + 0.05, rows + 0.05, 0.9, 0.9)
    axes.add_collection(PolyCollection(corners[~known], facecolor=grey), autolim=False)
    fill = PolyCollection(corners[known], linewidths=1.4)
    outline = PolyCollection([], facecolor="none", edgecolor=INK, linewidth=2.6)
    for artist in (fill, outline):
        axes.add_collection(artist, autolim=False)
    texts = [
        axes.text(column + 0.5, row + 0.53, label, ha="center", va="center", color="#555555",
                  fontsize=11 if bold else 9, fontweight="bold" if bold else "normal")
        for row, column, label, bold in zip(rows, columns, labels, marked, strict=True)
    ]  # fmt: skip
    changing = [text for text, here in zip(texts, known, strict=True) if here]
    axes.legend(
        handles=[
            Patch(facecolor=BLUE, edgecolor=BLUE, label="bound"),
            Patch(facecolor="white", edgecolor=BLUE, lw=1.8, label="bound, date recalled"),
            Patch(facecolor=ORANGE, edgecolor=ORANGE, label="deposited, not yet bound"),
            Patch(facecolor=grey, edgecolor=grey, label="not a party"),
            Patch(facecolor="white", edgecolor=INK, lw=3, label="your two states"),
            Line2D([], [], ls="", marker="$\\mathbf{AB}$", ms=15, color=INK,
                   label="named in the article"),
        ],
        loc="lower left",
        bbox_to_anchor=(-0.01, -0.015),
        fontsize=10,
        handlelength=1.3,
        labelspacing=0.4,
    )  # fmt: skip

    def move(data) -> None:
        bound, deposited, firm, picked = data
        solid = bound & firm
        face = np.where(solid, BLUE, np.where(bound, PAPER, np.where(deposited, ORANGE, grey)))
        fill.set(facecolor=face[known], edgecolor=np.where(bound, BLUE, face)[known])
        outline.set_verts(corners[list(picked)])
        for text, dark in zip(changing, solid[known], strict=True):
            text.set_color(PAPER if dark else INK)

    return Drawing([fill, outline, *changing], move)


def staircase(
    axes: Axes, steps, values, label: str, unit: str, mark: tuple[float, str] | None = None
) -> Drawing:
    """Draw one step a date (or a state); data: the step up to which the staircase is filled.

    steps: equally spaced. mark: (step, words) is a place to point at, such as the article's date.
    """
    steps, values = np.asarray(steps, dtype=float), np.asarray(values, dtype=float)
    width = steps[1] - steps[0]
    top = values.max() * 1.05
    axes.set(xlim=(steps[0] - width, steps[-1] + width), ylim=(0, top))
    axes.add_collection(
        PolyCollection(
            _rectangles(steps - 0.45 * width, 0.0, 0.9 * width, values), facecolor="#dedede"
        ),
        autolim=False,
    )
    every = 5 if steps[-1] - steps[0] > 15 else 3
    ticks = [step for step in np.unique(np.ceil(steps)) if step % every == 0]
    axes.set_xticks(ticks, [f"{tick:.0f}" for tick in ticks])
    axes.set_yticks([tick for tick in axes.get_yticks() if 0 <= tick <= top])
    if mark:
        axes.axvline(mark[0] + 0.5 * width, color=RED, lw=1.4, ls=":")
        axes.text(mark[0], top, mark[1], color="#a84300", fontsize=11, va="top", ha="right")
    fill = PolyCollection([], facecolor=BLUE, edgecolor="none")
    axes.add_collection(fill, autolim=False)
    # the number stands in the title, where no bar can hide it
    title = axes.text(0, 1.04, "", transform=axes.transAxes, fontsize=12.5, va="bottom")

    def move(step: float) -> None:
        done = steps <= step + 1e-9
        fill.set_verts(_rectangles(steps[done] - 0.45 * width, 0.0, 0.9 * width, values[done]))
        last = values[done][-1] if done.any() else 0.0
        shown = f"{last:.0f}" if unit == "" else f"{last:.1f}{unit}"
        title.set_text(f"{label}: {shown}")

    return Drawing([fill, title], move)


def treaty_circle(axes: Axes, states: int) -> Drawing:
    """Draw states on a circle and a line between any two that signed; data: how many signed."""
    angle = np.pi / 2 - 2 * np.pi * np.arange(states) / states
    x, y = np.cos(angle), np.sin(angle)
    axes.set(xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), aspect="equal")
    _plain(axes)
    axes.plot(x, y, "o", ms=14, color="#c4c4c4")
    lines = LineCollection([], colors=SKY, linewidths=1.6)
    axes.add_collection(lines, autolim=False)
    (signed,) = axes.plot([], [], "o", ms=15, color=BLUE)

    def move(count: int) -> None:
        lines.set_segments([[(x[i], y[i]), (x[k], y[k])] for i in range(count) for k in range(i)])
        signed.set_data(x[:count], y[:count])

    return Drawing([lines, signed], move)
