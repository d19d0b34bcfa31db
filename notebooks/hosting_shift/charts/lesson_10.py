"""Charts of lesson 10: a timeline in lanes, evidence on statements, calibration and score."""

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes

from hosting_shift.charts.base import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, RED, Drawing, plain, rectangles
from hosting_shift.charts.parts import (
    BACKED,
    centred,
    dot,
    firm_and_loose,
    grid_behind,
    key,
    points,
    polygons,
    runs,
    say,
)
from hosting_shift.words import count

GREY = "#9a9a9a"

# kind of event -> (marker, colour, the same mark as a letter, hollow)
EVENT_MARKS = {
    "law": ("s", BLUE, "■", "□"),
    "bill": ("X", INK, "✖", "✕"),
    "treaty": ("D", GREEN, "◆", "◇"),
    "case": ("o", ORANGE, "●", "○"),
    "report": ("P", PURPLE, "✚", "✛"),
    "event": ("^", RED, "▲", "△"),
}
# what a piece of evidence says about a statement -> (marker, colour, words)
DIRECTIONS = {
    "change": ("s", BLUE, "tells of a change of law"),  # first: the others lie over it
    "for": ("^", GREEN, "bears it out"),
    "mixed": ("D", ORANGE, "cuts both ways"),
    "against": ("v", RED, "speaks against"),
}


def spread(years: Sequence[float], lanes: Sequence[int], gap: float = 0.5) -> np.ndarray:
    """Return for each event a small step (0, 1, 2 …) so that near events of a lane do not overlap.

    years, lanes: shape (n,), sorted by years. gap: years that one mark needs.
    """
    last: dict[tuple[int, int], float] = {}
    steps = np.zeros(len(years), dtype=int)
    for i, (at, lane) in enumerate(zip(years, lanes, strict=True)):
        step = 0
        while last.get((lane, step), -np.inf) > at - gap:
            step += 1
        last[(lane, step)] = at
        steps[i] = step
    return steps


def lanes(
    axes: Axes,
    names: Sequence[str],
    events: Sequence[tuple[float, int, str, bool]],
    years: tuple[int, int],
    mark: tuple[float, str],
) -> Drawing:
    """Draw events in one lane a jurisdiction; those not chosen are small and grey.

    events: (when in years, lane, kind, firm), sorted; hollow where not firm. mark: (when, words).
    data: (chosen, year) — chosen (n,) booleans; year: the year that is shaded.
    """
    x, lane, kind, firm = (np.array(part) for part in zip(*events, strict=True))
    y = lane + 0.2 * spread(x, lane) - 0.2
    axes.set(xlim=(years[0] - 0.3, years[1] + 1.3), ylim=(len(names) - 0.42, -0.62))
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks([year for year in range(years[0], years[1] + 1) if year % 2 == 0])
    axes.tick_params(axis="y", length=0)
    axes.spines[["left"]].set_visible(False)
    for edge in range(len(names) - 1):
        axes.axhline(edge + 0.5, color=FAINT, lw=1)
    line = axes.axvline(mark[0], color=RED, lw=1.4, ls=":")
    label = axes.text(mark[0] - 0.12, -0.58, mark[1], color="#a84300", fontsize=11, ha="right", va="top")
    signs = [
        *(dot(name, m, color=c, mec=INK, ms=9) for name, (m, c, _, _) in EVENT_MARKS.items()),
        dot("hollow: not sourced first hand", "o", mfc="white", mec=INK, mew=1.8, ms=9),
    ]
    key(axes, signs, 7, (0.44, -0.09), handletextpad=0.2, columnspacing=0.9, fontsize=10.5)
    band = polygons(axes, facecolor="#fbe3c6", edgecolor="none", zorder=0)
    faint = axes.scatter([], [], s=22, marker="o", color="#c4c4c4")
    marks = firm_and_loose(axes, EVENT_MARKS, 95, 85)

    def move(data) -> None:
        chosen, year = data
        chosen = np.asarray(chosen, dtype=bool)
        band.set_verts(rectangles([year], -0.62, 1.0, len(names) + 0.2))
        at = points(zip(x, y, strict=True))
        faint.set_offsets(at[~chosen])
        for (name, sure), artist in marks.items():
            artist.set_offsets(at[chosen & (firm == sure) & (kind == name)])

    return Drawing([band, line, label, faint, *marks.values()], move)


def lines_of_text(axes: Axes) -> Drawing:
    """Show a few lines of text under a picture; data: one text with line breaks."""
    plain(axes, xlim=(0, 1), ylim=(0, 1))
    text = axes.text(0.0, 1.0, "", fontsize=11.5, va="top", ha="left", linespacing=1.35)
    return Drawing([text], lambda words: text.set_text(words))


def evidence_rows(axes: Axes, labels: Sequence[str], groups: Sequence[str], years: tuple[int, int]) -> Drawing:
    """Draw one row a statement and its dated evidence from left to right.

    labels, groups: (n,) of the rows; a line parts two groups. data: (rows, picked, until, verdicts)
    — rows: list of (when in years, row, direction, firm), hollow where not firm; picked: the row
    shaded; until: when in years the evidence ends; verdicts (n,): a word at the end of each row.
    """
    n = len(labels)
    axes.set(xlim=(years[0] - 0.2, years[1] + 5.2), ylim=(n - 0.4, -0.9))
    axes.set_yticks(range(n), labels)
    ticks = [year for year in range(years[0], years[1] + 1) if year % 3 == 0]
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.tick_params(axis="y", length=0)
    axes.spines[["left"]].set_visible(False)
    grid_behind(axes, "x")
    beside = {"rotation": 90, "fontsize": 10.5, "transform": axes.get_yaxis_transform()}
    for start, end in runs(groups):
        if start:
            axes.axhline(start - 0.5, color=GREY, lw=1)
        centred(axes, -0.418, (start + end - 1) / 2, fill(groups[start], 10), **beside)
    axes.text(years[1] + 1.3, -0.62, "so far", fontsize=11, va="center", fontweight="bold")
    signs = [
        *(dot(words, m, color=c, mec=INK, ms=9) for m, c, words in DIRECTIONS.values()),
        dot("hollow: second hand or recalled", "o", mfc="white", mec=INK, mew=1.8, ms=9),
    ]
    key(axes, signs, 5, (0.275, -0.06), handletextpad=0.1, columnspacing=0.7, fontsize=10.5)
    band = polygons(axes, facecolor="#fbe3c6", edgecolor="none", zorder=0)
    (edge,) = axes.plot([], [], color=INK, lw=1.2, ls="--")
    marks = firm_and_loose(axes, DIRECTIONS, 90, 80)
    words = [axes.text(years[1] + 1.3, row, "", fontsize=11, va="center") for row in range(n)]

    def move(data) -> None:
        rows, picked, until, verdicts = data
        band.set_verts(rectangles([years[0] - 0.2], picked - 0.48, years[1] - years[0] + 5.4, 0.96))
        edge.set_data([until, until], [-0.5, n - 0.4])
        for look, artist in marks.items():
            artist.set_offsets(points((at, row) for at, row, *kind in rows if tuple(kind) == look))
        say(words, verdicts)
        for row, text in enumerate(words):
            text.set_fontweight("bold" if row == picked else "normal")

    return Drawing([band, edge, *marks.values(), *words], move)


def calibration_plot(axes: Axes) -> Drawing:
    """Draw what came true against what was said; on the diagonal as much came true as was said.

    data: (groups, single) — groups: list of (mean forecast, share come true, count), from 0 to 1;
    single: list of (forecast, came true) of every question, drawn as ticks at top and bottom.
    """
    axes.set(xlim=(-0.04, 1.04), ylim=(-0.06, 1.06), aspect="equal")
    axes.set(xlabel="your probability (%)", ylabel="came true (%)")
    for set_ticks in (axes.set_xticks, axes.set_yticks):
        set_ticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.plot([0, 1], [0, 1], color=INK, lw=1.2, ls="--")
    axes.set_title("Calibration (dashed: as often as said)", fontsize=12)
    (join,) = axes.plot([], [], color=BLUE, lw=1.5)
    dots = axes.scatter([], [], color=BLUE, edgecolor=INK, zorder=3)
    ticks = axes.scatter([], [], marker="|", s=90, color="#6f6f6f")
    labels = [centred(axes, 0, 0, "", fontsize=10.5, bbox=BACKED, zorder=4) for _ in range(5)]

    def move(data) -> None:
        groups, single = data
        at = points((x, y) for x, y, _ in groups)
        join.set_data(at[:, 0], at[:, 1])
        dots.set_offsets(at)
        dots.set_sizes([70 + 35 * count for _, _, count in groups])
        ticks.set_offsets(points((p, 1.03 if o else -0.03) for p, o in single))
        say(labels, (count(number, "answer") for _, _, number in groups))
        for text, (x, y, _) in zip(labels, groups, strict=False):
            text.set_position((min(max(x, 0.1), 0.9), y + (0.085 if y < 0.85 else -0.085)))

    return Drawing([join, ticks, dots, *labels], move)


def running_score(axes: Axes, most: int, reference: float, words: str) -> Drawing:
    """Draw the score after each question beside a reference line; lower is better.

    most: number of questions. data: scores (k,) after question 1 to k, from 0 to 1.
    """
    axes.set(xlim=(0.4, most + 0.6), ylim=(0, 1), xlabel="questions scored")
    axes.set_title("Brier score so far (lower is better)", fontsize=12)
    axes.set_xticks([k for k in range(1, most + 1) if k % 2 == 0])
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    grid_behind(axes, "y")
    axes.axhline(reference, color=RED, lw=2, ls="--")
    axes.text(most + 0.5, reference - 0.02, words, color="#a84300", fontsize=11, ha="right", va="top")
    (line,) = axes.plot([], [], "o-", color=BLUE, lw=2, ms=6)
    label = centred(axes, 0, 0, "", fontweight="bold", bbox=BACKED)

    def move(scores) -> None:
        scores = np.asarray(scores, dtype=float)
        line.set_data(np.arange(1, len(scores) + 1), scores)
        label.set_text(f"{scores[-1]:.2f}" if len(scores) else "")
        if len(scores):
            label.set_position((len(scores), scores[-1] + (0.07 if scores[-1] < 0.85 else -0.07)))

    return Drawing([line, label], move)
