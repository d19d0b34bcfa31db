"""Charts of lesson 08: clocks of procedures, what becomes of operators, closing against inquiring."""

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from hosting_shift.charts.base import BLUE, GREEN, INK, ORANGE, RED, Drawing, rectangles
from hosting_shift.charts.parts import BACKED, dot, grid_behind, key, polygons, say, segments
from hosting_shift.words import count

_DAYS = {1: "1 day", 7: "1 week", 30: "1 month", 180: "6 months", 720: "2 years"}


def clocks(axes: Axes, most: int) -> Drawing:
    """Draw times of procedures in rows on a scale from an hour to some years.

    most: the largest number of rows. data: (rows, site_days) — rows: list of (label, kind, low,
    high, firm) with kind "limit" (set by law), "kept" (data are held that long) or "observed", times
    in days; hollow where not firm; site_days: the time a site needs, a line across all rows.
    """
    axes.set(xscale="log", xlim=(0.5, 1600), ylim=(most - 0.4, -0.9), yticks=[])
    axes.set_xticks(list(_DAYS), list(_DAYS.values()))
    axes.minorticks_off()
    grid_behind(axes, "x")
    axes.spines[["left"]].set_visible(False)
    slow = polygons(axes, facecolor=INK, alpha=0.06, edgecolor="none")
    line = axes.axvline(1, color=RED, lw=2.4)
    said = axes.text(0, -0.62, "", color="#a84300", fontsize=11.5, va="center", fontweight="bold")
    bars = {
        True: segments(axes, colors=BLUE, linewidths=7, capstyle="butt"),
        False: segments(axes, colors=BLUE, linewidths=2.2, linestyles=(0, (2, 1.4))),
    }
    dots = {}
    for kind, marker, size, colour in (
        ("limit", "D", 8.5, ORANGE),
        ("kept", "s", 8.5, GREEN),
        ("observed", "o", 8, BLUE),
    ):
        for firm, face in ((True, colour), (False, "white")):
            (dots[kind, firm],) = axes.plot([], [], marker, ms=size, color=colour, mew=2, mfc=face)
    across = axes.get_yaxis_transform()
    labels = [axes.text(-0.015, y, "", ha="right", va="center", fontsize=10.8, transform=across) for y in range(most)]
    faint = {"fontsize": 10.5, "color": "#555555", "style": "italic", "transform": across}
    none = [axes.text(0.62, y, "", va="center", **faint) for y in range(most)]
    _clocks_key(axes)

    def move(data) -> None:
        rows, site_days = data
        line.set_xdata([site_days, site_days])
        slow.set_verts(rectangles([site_days], -1.0, 2000.0, most + 1.0))
        said.set(x=site_days * 1.12, text=f"the site is back after {count(site_days, 'day')}")
        say((*labels, *none), ())
        spans = {True: [], False: []}
        points = {look: [] for look in dots}
        spacing = min(most / max(len(rows), 1), 1.5)
        for n, (label, times) in enumerate(rows):
            y = (n + 0.5) * spacing - 0.5
            labels[n].set(y=y, text=fill(label, 34))
            if not times:
                none[n].set(y=y, text="no time found, and no limit")
            for kind, low, high, firm in times:
                alone = len({k for k, *_ in times}) == 1
                at = y if alone else y - 0.17 if kind == "limit" else y + 0.17
                if high > low:
                    spans[firm].append([(low, at), (high, at)])
                points[kind, firm] += [(x, at) for x in {low, high}]
        for firm, artist in bars.items():
            artist.set_segments(spans[firm])
        for look, artist in dots.items():
            artist.set_data([x for x, _ in points[look]], [y for _, y in points[look]])

    return Drawing([slow, line, said, *bars.values(), *dots.values(), *labels, *none], move)


def _clocks_key(axes: Axes) -> None:
    """Say what the marks of the clocks mean."""
    signs = [
        dot("time limit in law", "D", ms=8, color=ORANGE),
        dot("data kept until", "s", ms=8, color=GREEN),
        Line2D([], [], marker="o", lw=5, ms=8, color=BLUE, label="observed"),
        dot("hollow: second hand, recalled", "D", ms=8, mfc="white", mec=ORANGE, mew=2),
    ]
    key(axes, signs, 4, (0.25, -0.075), handletextpad=0.5, columnspacing=1.3)


def fate_bands(axes: Axes, months: int) -> Drawing:
    """Draw what becomes of 100 operators: arrested below, given up above, the rest between.

    data: (arrested, gave_up, other, half) — percent at every month, shape (months + 1,); other:
    arrested under another assumption, dashed; half: the month in which half are gone, or nan.
    """
    when = np.arange(months + 1)
    axes.set(xlim=(0, months), ylim=(0, 100), xlabel="months", ylabel="of 100 operators")
    axes.set_xticks(range(0, months + 1, 12))
    caught = polygons(axes, facecolor=BLUE, edgecolor="none")
    left = polygons(axes, facecolor=ORANGE, edgecolor=INK, hatch="///", linewidth=0)
    active = polygons(axes, facecolor="#e8e8e8", edgecolor="none")
    halo = [withStroke(linewidth=4.5, foreground="white")]
    (dashed,) = axes.plot([], [], color=INK, ls="--", lw=2, path_effects=halo)
    (middle,) = axes.plot([], [], color=RED, ls=":", lw=2)
    words = [axes.text(months + 0.8, 0, "", va="center", fontsize=12, clip_on=False) for _ in range(3)]
    median = axes.text(0, 101.5, "", fontsize=11, color="#a84300", ha="center", va="bottom")
    signs = [
        Patch(facecolor=BLUE, label="arrested"),
        Patch(facecolor="#e8e8e8", label="still active"),
        Patch(facecolor=ORANGE, edgecolor=INK, hatch="///", lw=0, label="gave up"),
        Line2D([], [], color=INK, ls="--", lw=2, label="arrested, the other kind of procedure"),
    ]
    key(axes, signs, 4, (0.5, -0.16), columnspacing=1.3, handletextpad=0.5)

    def band(low, high) -> list[np.ndarray]:
        low, high = np.broadcast_arrays(np.asarray(low, float), np.asarray(high, float))
        x = np.concatenate([when, when[::-1]])
        return [np.column_stack([x, np.concatenate([low, high[::-1]])])]

    def move(data) -> None:
        arrested, gave_up, other, half = (np.asarray(part, dtype=float) for part in data)
        zero, full = np.zeros(months + 1), np.full(months + 1, 100.0)
        caught.set_verts(band(zero, arrested))
        active.set_verts(band(arrested, full - gave_up))
        left.set_verts(band(full - gave_up, full))
        dashed.set_data(when, other)
        ends = [arrested[-1] / 2, (arrested[-1] + 100 - gave_up[-1]) / 2, 100 - gave_up[-1] / 2]
        shares = [arrested[-1], 100 - arrested[-1] - gave_up[-1], gave_up[-1]]
        names = ["arrested", "still active", "gave up"]
        for text, y, share, name in zip(words, ends, shares, names, strict=True):
            text.set(y=min(max(y, 3), 97), text=f"{share:.0f} {name}" if share >= 0.5 else "")
        known = np.isfinite(half)
        middle.set_data([half, half] if known else [], [0, 100] if known else [])
        median.set(x=min(max(float(half), 8), months - 8) if known else months / 2)
        median.set_text(f"half are gone: month {float(half):.0f}" if known else "fewer than half are gone in this time")

    return Drawing([active, caught, left, dashed, middle, *words, median], move)


def share_bar(axes: Axes, words: str) -> Drawing:
    """Draw a share as a bar; data: (percent, mark, said) — mark: percent to compare with, or None;
    said: what stands behind `words` above the bar."""
    axes.set(xlim=(0, 100), ylim=(0, 1), yticks=[])
    axes.set_xticks(range(0, 101, 25), [f"{tick} %" for tick in range(0, 101, 25)])
    axes.spines[["left"]].set_visible(False)
    polygons(axes, rectangles([0], 0.1, 100.0, 0.8), facecolor="#efefef")
    fill = polygons(axes, facecolor=GREEN, edgecolor="none")
    (mark,) = axes.plot([], [], color=INK, lw=2.5)
    text = axes.text(0, 1.08, "", fontsize=12, va="bottom", transform=axes.transAxes)

    def move(data) -> None:
        percent, compared, said = data
        fill.set_verts(rectangles([0], 0.1, float(percent), 0.8))
        line = [] if compared is None else [compared, compared]
        mark.set_data(line, [0, 1][: len(line)])
        text.set_text(f"{words} {said}")

    return Drawing([fill, mark, text], move)


def identification_curves(axes: Axes, most: int, shares: Sequence[int]) -> Drawing:
    """Draw months until an operator is identified against closures a year.

    most: the largest number of closures a year. shares: percent of closures that yield evidence for
    the faint curves of comparison, one label each. data: (yearly, curves, chosen, alone, at,
    months) — yearly: closures a year, shape (n,); curves: months for each of `shares`; chosen:
    months for the chosen share; alone: months without any closure; at, months: the chosen point.
    """
    axes.set(xlim=(0, most), ylim=(0.7, 4000), yscale="log")
    axes.set_xlabel("closures a year in the cooperating state")
    axes.set_title("average time until the operator is identified (equal steps multiply it)", fontsize=12)
    ticks = {1: "1 month", 12: "1 year", 120: "10 years", 1200: "100 years"}
    axes.set_yticks(list(ticks), list(ticks.values()))
    axes.minorticks_off()
    axes.set_xticks(range(0, most + 1, 2))
    grid_behind(axes, "y")
    faint = [axes.plot([], [], color="#8a8a8a", lw=1.2)[0] for _ in shares]
    names = [axes.text(most + 0.1, 1, "", fontsize=10.5, va="center", color="#555555", clip_on=False) for _ in shares]
    (flat,) = axes.plot([], [], color=INK, ls="--", lw=1.8)
    (thick,) = axes.plot([], [], color=BLUE, lw=3.5)
    (point,) = axes.plot([], [], "o", color=RED, ms=11)
    label = axes.text(0, 0, "", fontweight="bold", va="bottom", bbox=BACKED)
    signs = [
        Line2D([], [], color=BLUE, lw=3.5, label="your setting"),
        Line2D([], [], color=INK, ls="--", lw=1.8, label="inquire, close nothing"),
        Line2D([], [], color="#8a8a8a", lw=1.2, label="other shares of closures with evidence"),
    ]
    key(axes, signs, 3, (0.5, -0.17), columnspacing=1.4)

    def move(data) -> None:
        yearly, curves, chosen, alone, at, months = data
        for artist, name, curve, percent in zip(faint, names, curves, shares, strict=True):
            artist.set_data(yearly, curve)
            name.set(y=float(np.clip(curve[-1], 0.8, 3600)), text=f"{percent} %")
        flat.set_data([0, most], [alone, alone])
        thick.set_data(yearly, chosen)
        point.set_data([at], [months])
        right = at > 0.72 * most
        label.set(x=at + (-0.25 if right else 0.25), y=months * 1.4, text=f"{months:.1f} months")
        label.set_ha("right" if right else "left")

    return Drawing([*faint, *names, flat, thick, point, label], move)
