"""Charts of lesson 05: one site in time, dots by jurisdiction, real moves and shares."""

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from hosting_shift.charts.base import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, RED, Drawing, rectangles
from hosting_shift.charts.parts import dot, grid_behind, key, points, polygons, runs, say
from hosting_shift.words import percent


def time_bar(axes: Axes, months: float, unit: str = "months") -> Drawing:
    """Draw one site's life as a striped bar; data: list of (start, end, online) in months."""
    axes.set(xlim=(0, months), ylim=(-0.1, 1.1), yticks=[], xlabel=f"{unit} since the site opened")
    axes.spines[["left"]].set_visible(False)
    said = axes.text(0, 1.06, "", transform=axes.transAxes, fontsize=12.5, va="bottom")
    online = polygons(axes, facecolor=BLUE)
    offline = polygons(axes, facecolor=ORANGE, edgecolor=INK, hatch="///", linewidth=0)

    def move(spells: Iterable[tuple[float, float, bool]]) -> None:
        parts = np.array([(a, b, on) for a, b, on in spells], dtype=float).reshape(-1, 3)
        for artist, chosen in ((online, parts[:, 2] > 0), (offline, parts[:, 2] == 0)):
            a, b = parts[chosen, 0], parts[chosen, 1]
            artist.set_verts(rectangles(a, 0.0, b - a, 1.0))
        length = parts[:, 1] - parts[:, 0]
        off = length[parts[:, 2] == 0].sum() / length.sum() if length.sum() else 0.0
        said.set_text(f"online (blue) {percent(1 - off)}, offline (orange, striped) {percent(off)}")

    return Drawing([online, offline, said], move)


def uptime_curve(axes: Axes, low: float, high: float) -> Drawing:
    """Draw uptime against months online before a closure; data: (stays, uptimes, stay, uptime)."""
    axes.set(xlim=(low, high), ylim=(0, 106), xscale="log", ylabel="share of time online (%)")
    axes.set_xlabel("months online before each closure (log scale)")
    ticks = [t for t in (0.1, 0.25, 0.5, 1, 2, 6, 12, 24) if low <= t <= high]
    axes.set_xticks(ticks, [f"{t:g}" for t in ticks])
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.minorticks_off()
    grid_behind(axes, "y")
    (curve,) = axes.plot([], [], color=BLUE, lw=2.5)
    (point,) = axes.plot([], [], "o", color=RED, ms=11)
    label = axes.text(0, 0, "", ha="right", va="top", fontweight="bold")

    def move(data) -> None:
        stays, uptimes, stay, uptime = data
        curve.set_data(stays, 100 * np.asarray(uptimes))
        point.set_data([stay], [100 * uptime])
        left = stay < np.sqrt(low * high)
        label.set(x=stay * (1.25 if left else 0.85), y=100 * uptime - 5, text=percent(uptime))
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
    for start, end in runs(groups):
        axes.text((start + end - 1) / 2, top - 1, groups[start], ha="center", va="top")
        if start:
            axes.axvline(start - 0.5, color=FAINT, lw=1)

    columns = np.arange(n)
    shade = polygons(axes, facecolor="#fbe3c6", edgecolor="none", zorder=0)
    outline = polygons(axes, facecolor="none", edgecolor=INK, linestyle="--", linewidth=1.3)
    (up,) = axes.plot([], [], "o", color=BLUE, ms=5.4, mew=0)
    (down,) = axes.plot([], [], "X", color=ORANGE, ms=7, mew=0.4, mec=INK)
    signs = [
        dot("a site online", "o", color=BLUE),
        dot("a site closed, not yet back", "X", color=ORANGE, mec=INK, ms=8),
        Patch(facecolor="none", edgecolor=INK, ls="--", label="expected on average"),
        Patch(facecolor="#fbe3c6", label="closes more than usual"),
    ]
    key(axes, signs, 2, (0.5, -0.09), handletextpad=0.6, columnspacing=1.6)

    def move(data) -> None:
        where, online, expected, closing = data
        where, online = np.asarray(where), np.asarray(online, dtype=bool)
        shade.set_verts(rectangles(columns[np.asarray(closing)] - 0.48, -1.4, 0.96, top - 7))
        outline.set_verts(rectangles(columns - 0.46, 0.0, 0.92, expected))
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


def event_rows(axes: Axes, years: tuple[int, int], most: int, *, others: bool = True) -> Drawing:
    """Draw dated events, one row an event, earliest on top; events of other kinds as a faint rug.

    most: the largest number of rows. others: whether the key names events of other kinds. data: (rows, others) — rows: list of (when in years, label,
    firm), hollow where the date is not firm; others: when in years of the events not looked at.
    """
    axes.set(xlim=(years[0] - 0.2, years[1] + 1.2), ylim=(most + 1.4, -0.6), yticks=[])
    axes.set_xticks(range(years[0], years[1] + 1))
    grid_behind(axes, "x")
    axes.spines[["left"]].set_visible(False)
    firm = axes.scatter([], [], s=95, marker="o", color=BLUE, edgecolor=INK)
    loose = axes.scatter([], [], s=95, marker="o", facecolor="white", edgecolor=BLUE, linewidth=2)
    rug = axes.scatter([], [], s=60, marker="|", color="#6f6f6f")
    labels = [axes.text(0, 0, "", fontsize=11.5, va="center") for _ in range(most)]
    signs = [
        dot("date sourced", "o", color=BLUE, mec=INK, ms=9),
        dot("date approximate or recalled", "o", mfc="white", mec=BLUE, mew=2, ms=9),
        *([dot("on another layer", "|", color="#6f6f6f", ms=9)] if others else []),
    ]
    key(axes, signs, 3, (0.5, -0.09))
    middle = (years[0] + years[1]) / 2

    def move(data) -> None:
        rows, elsewhere = data
        firm.set_offsets(points((row[0], y) for y, row in enumerate(rows) if row[2]))
        loose.set_offsets(points((row[0], y) for y, row in enumerate(rows) if not row[2]))
        rug.set_offsets(points((when, most + 0.8) for when in elsewhere))
        say(labels, ())
        for y, (text, (when, label, _)) in enumerate(zip(labels, rows, strict=False)):
            right = when <= middle + 1.5
            text.set(x=when + (0.22 if right else -0.22), y=y, text=label)
            text.set_ha("left" if right else "right")

    return Drawing([rug, firm, loose, *labels], move)


_LINES = [
    (BLUE, "-", "o"),
    (RED, "--", "s"),
    (GREEN, "-.", "^"),
    (PURPLE, ":", "D"),
    (ORANGE, "-", "v"),
    (INK, "--", "P"),
]


def share_lines(axes: Axes, names: Sequence[str], years: tuple[int, int]) -> Drawing:
    """Draw shares of hosting by year, one line a country.

    data: (series, chosen) — series: name -> (years, percent, firm); hollow where not firm; chosen:
    the name drawn thick, or None.
    """
    axes.set(xlim=(years[0] - 0.4, years[1] + 0.4), ylim=(-2, 100), ylabel="share of reports (%)")
    axes.set_xticks(range(years[0], years[1] + 1))
    grid_behind(axes, "y")
    lines, filled, hollow = {}, {}, {}
    for name, (colour, dash, marker) in zip(names, _LINES, strict=False):
        (lines[name],) = axes.plot([], [], color=colour, ls=dash, lw=1.5)
        (filled[name],) = axes.plot([], [], ls="", marker=marker, color=colour, ms=8)
        (hollow[name],) = axes.plot([], [], ls="", marker=marker, mfc="white", mec=colour, mew=2, ms=8)
    handles = [
        Line2D([], [], color=c, ls=d, marker=m, label=name) for name, (c, d, m) in zip(names, _LINES, strict=False)
    ]
    handles.append(dot("draft or recalled", "o", mfc="white", mec=INK, mew=2))
    signs = handles
    key(axes, signs, 4, (0.5, -0.1))

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
