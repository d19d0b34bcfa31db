"""Charts of lesson 08: clocks of procedures, what becomes of operators, closing against inquiring."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke

from hosting_shift.charts.base import BLUE, FAINT, GREEN, INK, ORANGE, RED, Drawing, rectangles
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
    axes.grid(axis="x", color=FAINT)
    axes.set_axisbelow(True)
    axes.spines[["left"]].set_visible(False)
    slow = PolyCollection([], facecolor=INK, alpha=0.06, edgecolor="none")
    axes.add_collection(slow, autolim=False)
    line = axes.axvline(1, color=RED, lw=2.4)
    said = axes.text(0, -0.62, "", color="#a84300", fontsize=11.5, va="center", fontweight="bold")
    solid = LineCollection([], colors=BLUE, linewidths=7, capstyle="butt")
    loose = LineCollection([], colors=BLUE, linewidths=2.2, linestyles=(0, (2, 1.4)))
    for artist in (solid, loose):
        axes.add_collection(artist, autolim=False)
    dots = {
        (kind, firm): axes.plot(
            [], [], ls="", marker=marker, ms=size, color=colour, mec=colour, mew=2, mfc=colour if firm else "white"
        )[0]
        for kind, marker, size, colour in (
            ("limit", "D", 8.5, ORANGE),
            ("kept", "s", 8.5, GREEN),
            ("observed", "o", 8, BLUE),
        )
        for firm in (True, False)
    }
    labels = [
        axes.text(-0.015, y, "", ha="right", va="center", fontsize=10.8, transform=axes.get_yaxis_transform())
        for y in range(most)
    ]
    none = [
        axes.text(
            0.62,
            y,
            "",
            va="center",
            fontsize=10.5,
            color="#555555",
            style="italic",
            transform=axes.get_yaxis_transform(),
        )
        for y in range(most)
    ]
    axes.legend(
        handles=[
            Line2D([], [], ls="", marker="D", ms=8, color=ORANGE, label="time limit in law"),
            Line2D([], [], ls="", marker="s", ms=8, color=GREEN, label="data kept until"),
            Line2D([], [], marker="o", lw=5, ms=8, color=BLUE, label="observed"),
            Line2D([], [], ls="", marker="D", ms=8, mfc="white", mec=ORANGE, mew=2, label="hollow: recalled"),
        ],
        ncols=4,
        loc="upper center",
        bbox_to_anchor=(0.25, -0.075),
        handletextpad=0.5,
        columnspacing=1.3,
    )

    def move(data) -> None:
        rows, site_days = data
        line.set_xdata([site_days, site_days])
        slow.set_verts(rectangles([site_days], -1.0, 2000.0, most + 1.0))
        days = count(site_days, "day")
        said.set(x=site_days * 1.12, text=f"the site is back after {days}")
        for text in (*labels, *none):
            text.set_text("")
        bars = {True: [], False: []}
        points = {key: ([], []) for key in dots}
        spacing = min(most / max(len(rows), 1), 1.5)
        for n, (label, times) in enumerate(rows):
            y = (n + 0.5) * spacing - 0.5
            labels[n].set(y=y, text=fill(label, 34))
            if not times:
                none[n].set(y=y, text="no time found, and no limit")
            for kind, low, high, firm in times:
                at = y - 0.17 if kind == "limit" else y + 0.17
                if len({k for k, *_ in times}) == 1:
                    at = y
                if high > low:
                    bars[firm].append([(low, at), (high, at)])
                for x in {low, high}:
                    points[kind, firm][0].append(x)
                    points[kind, firm][1].append(at)
        solid.set_segments(bars[True])
        loose.set_segments(bars[False])
        for key, artist in dots.items():
            artist.set_data(*points[key])

    return Drawing([slow, line, said, solid, loose, *dots.values(), *labels, *none], move)


def fate_bands(axes: Axes, months: int) -> Drawing:
    """Draw what becomes of 100 operators: arrested below, given up above, the rest between.

    data: (arrested, gave_up, other, half) — percent at every month, shape (months + 1,); other:
    arrested under another assumption, dashed; half: the month in which half are gone, or nan.
    """
    when = np.arange(months + 1)
    axes.set(xlim=(0, months), ylim=(0, 100), xlabel="months", ylabel="of 100 operators")
    axes.set_xticks(range(0, months + 1, 12))
    caught = PolyCollection([], facecolor=BLUE, edgecolor="none")
    left = PolyCollection([], facecolor=ORANGE, edgecolor=INK, hatch="///", linewidth=0)
    active = PolyCollection([], facecolor="#e8e8e8", edgecolor="none")
    for artist in (active, caught, left):
        axes.add_collection(artist, autolim=False)
    halo = [withStroke(linewidth=4.5, foreground="white")]
    (dashed,) = axes.plot([], [], color=INK, ls="--", lw=2, path_effects=halo)
    (middle,) = axes.plot([], [], color=RED, ls=":", lw=2)
    words = [axes.text(months + 0.8, 0, "", va="center", fontsize=12, clip_on=False) for _ in range(3)]
    median = axes.text(0, 101.5, "", fontsize=11, color="#a84300", ha="center", va="bottom")
    axes.legend(
        handles=[
            Patch(facecolor=BLUE, label="arrested"),
            Patch(facecolor="#e8e8e8", label="still active"),
            Patch(facecolor=ORANGE, edgecolor=INK, hatch="///", lw=0, label="gave up"),
            Line2D([], [], color=INK, ls="--", lw=2, label="arrested, the other kind of procedure"),
        ],
        ncols=4,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.16),
        columnspacing=1.3,
        handletextpad=0.5,
    )

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
    axes.add_collection(PolyCollection(rectangles([0], 0.1, 100.0, 0.8), facecolor="#efefef"), autolim=False)
    fill = PolyCollection([], facecolor=GREEN, edgecolor="none")
    axes.add_collection(fill, autolim=False)
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
    axes.grid(axis="y", color=FAINT)
    axes.set_axisbelow(True)
    faint = [axes.plot([], [], color="#8a8a8a", lw=1.2)[0] for _ in shares]
    names = [axes.text(most + 0.1, 1, "", fontsize=10.5, va="center", color="#555555", clip_on=False) for _ in shares]
    (flat,) = axes.plot([], [], color=INK, ls="--", lw=1.8)
    (thick,) = axes.plot([], [], color=BLUE, lw=3.5)
    (point,) = axes.plot([], [], "o", color=RED, ms=11)
    label = axes.text(
        0,
        0,
        "",
        fontweight="bold",
        va="bottom",
        bbox={"facecolor": "white", "alpha": 0.85, "pad": 1, "edgecolor": "none"},
    )
    axes.legend(
        handles=[
            Line2D([], [], color=BLUE, lw=3.5, label="your setting"),
            Line2D([], [], color=INK, ls="--", lw=1.8, label="inquire, close nothing"),
            Line2D([], [], color="#8a8a8a", lw=1.2, label="other shares of closures with evidence"),
        ],
        ncols=3,
        loc="upper center",
        bbox_to_anchor=(0.5, -0.17),
        columnspacing=1.4,
    )

    def move(data) -> None:
        yearly, curves, chosen, alone, at, months = data
        for artist, name, curve, percent in zip(faint, names, curves, shares, strict=True):
            artist.set_data(yearly, curve)
            name.set(y=float(np.clip(curve[-1], 0.8, 3600)), text=f"{percent} %")
        flat.set_data([0, most], [alone, alone])
        thick.set_data(yearly, chosen)
        point.set_data([at], [months])
        right = at > 0.72 * most
        label.set(x=at + (-0.25 if right else 0.25), y=months * 1.4, text=f"{months:.0f} months")
        label.set_ha("right" if right else "left")

    return Drawing([*faint, *names, flat, thick, point, label], move)


def mark_counts(axes: Axes, table, columns: Sequence[str]) -> Axes:
    """Add a point for every count to lines already drawn: filled if read in a source, else hollow.

    table: a DataFrame with one row a year (its index) and, for each of `columns`, a column with
    `_confidence` behind its name. Points take the colour of the lines, in their order. Returns axes.
    """
    handles = []
    for line, column in zip(list(axes.lines), columns, strict=True):
        known = table[column].notna()
        sourced = table[f"{column}_confidence"] == "sourced"
        colour, marker = line.get_color(), "os^D"[columns.index(column) % 4]
        for chosen, face in ((known & sourced, colour), (known & ~sourced, "white")):
            points = table.loc[chosen, column].astype(float)
            axes.plot(points.index, points, ls="", marker=marker, ms=8, mec=colour, mew=2, mfc=face)
        handles.append(Line2D([], [], color=colour, marker=marker, ms=8, label=column))
    hollow = Line2D([], [], ls="", marker="o", ms=8, mfc="white", mec=INK, mew=2, label="recalled")
    axes.legend(handles=[*handles, hollow], frameon=False)
    return axes
