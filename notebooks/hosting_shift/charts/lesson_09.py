"""Charts of lesson 09: mixes side by side, dots of a redraw, a square, fair shares, two staircases."""

from collections.abc import Sequence
from itertools import chain
from textwrap import wrap

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from hosting_shift.charts.base import BLUE, FAINT, GREY, INK, ORANGE, PAPER, RED, SKY, Drawing, plain, rectangles
from hosting_shift.charts.parts import dot, grid_behind, key, polygons, say
from hosting_shift.words import percent


def mix_columns(
    figure: Figure, measures: Sequence[tuple[str, str, float]], places: Sequence[str], bet_column: int
) -> Drawing:
    """Draw mixes as rows and measures as columns of bars.

    measures: (title, unit, largest value) of each column. places: the names of all rows, in use or
    not; the second is the one being composed. data: (values, bet) — values of shape (rows in use,
    measures), not a number for a dash; bet: a number for a mark in column `bet_column`, or None.
    """
    rows = len(places)
    count = len(measures)
    left, right, gap = 0.125, 0.985, 0.018
    width = (right - left - gap * (count - 1)) / count
    bars, texts = [], []
    for column, (title, unit, _) in enumerate(measures):
        axes = figure.add_axes((left + column * (width + gap), 0.03, width, 0.80))
        plain(axes, xlim=(0, 1.0), ylim=(rows - 0.4, -0.6))
        axes.axvline(0, color="#555555", lw=1)
        axes.set_title(f"{title}\n{unit}", fontsize=11, loc="left", pad=5)
        bars.append(polygons(axes, facecolor=SKY, edgecolor=INK, linewidth=0.6))
        texts.append([axes.text(0, row, "", va="center", fontsize=11.5) for row in range(rows)])
    names = [bars[0].axes.text(-0.06, row, "", ha="right", va="center", fontsize=11.5) for row in range(rows)]
    names[1].set_fontweight("bold")
    (bet_line,) = bars[bet_column].axes.plot([], [], color=RED, lw=2.2, ls=(0, (4, 2)))
    bet_text = bars[bet_column].axes.text(0, rows - 0.42, "", color=RED, fontsize=10.5, ha="center", va="bottom")

    def move(data) -> None:
        values, bet = data
        for row, name in enumerate(names):
            used = row < len(values)
            name.set(text=places[row] if used else f"{places[row]}: empty", color=INK if used else GREY)
        for column, (_, _, most) in enumerate(measures):
            share = np.clip(np.nan_to_num(values[:, column]) / most, 0, 1) * 0.66
            y = np.arange(len(values))
            bars[column].set_verts(rectangles(0.0, y - 0.3, share, 0.6))
            bars[column].set_facecolor([BLUE if row == 1 else SKY for row in y])
            digits = 2 if most < 10 else 0
            say(texts[column], ("–" if np.isnan(value) else f"{value:.{digits}f}" for value in values[:, column]))
            for label, end in zip(texts[column], share, strict=False):
                label.set_x(end + 0.04)
        bet_line.set_data([], [])
        bet_text.set_text("")
        if bet is not None:
            at = min(bet / measures[bet_column][2], 1) * 0.66
            bet_line.set_data([at, at], [0.5, 1.5])
            bet_text.set(text=f"your bet {bet:g}", x=at, y=0.62)

    return Drawing([*bars, *chain(*texts), bet_line, bet_text, *names], move)


def win_dots(axes: Axes, rows: int, draws: int) -> Drawing:
    """Draw one dot a draw: filled where the own mix does better than the other, hollow where not.

    data: (mine, others) — the name of the own mix; for each other mix (name, what it is made of, wins, ties, draws).
    """
    across = 40
    deep = int(np.ceil(draws / across))
    plain(axes, xlim=(-15.5, across + 0.5), ylim=(rows * (deep + 2.2) - 1.2, -1.9))
    (won,) = axes.plot([], [], "o", color=BLUE, ms=6.2)
    (tied,) = axes.plot([], [], "s", color=ORANGE, ms=5.2, mec=INK, mew=0.6)
    (lost,) = axes.plot([], [], "o", mfc=PAPER, mec=RED, mew=1.3, ms=5.8)
    titles = [axes.text(-1.0, 0, "", ha="right", va="center", fontsize=12) for _ in range(rows)]
    made = [axes.text(-1.0, 0, "", ha="right", va="top", fontsize=9.5) for _ in range(rows)]
    scores = [axes.text(0, 0, "", ha="left", va="bottom", fontsize=11.5) for _ in range(rows)]
    signs = [
        dot("yours does better", "o", color=BLUE, ms=7),
        dot("the other does better", "o", mfc=PAPER, mec=RED, mew=1.4, ms=7),
        dot("no difference", "s", color=ORANGE, mec=INK, ms=6),
    ]
    key(axes, signs, 3, (1.0, 1.09), loc="upper right", fontsize=11, handletextpad=0.2, columnspacing=1.2)

    def move(data) -> None:
        mine, others = data
        points = {"won": [], "tied": [], "lost": []}
        say((*titles, *made, *scores), ())
        for row, (name, parts, wins, ties, number) in enumerate(others):
            top = row * (deep + 2.2)
            titles[row].set(text=f"{mine} against {name}", y=top - 0.75)
            made[row].set(text="\n".join(wrap(f"{name}: {parts}", 32)[:6]), y=top - 0.05)
            scores[row].set(text=f"{wins} of {number} draws", y=top - 0.75)
            kinds = ["won"] * wins + ["tied"] * ties + ["lost"] * (number - wins - ties)
            for n, kind in enumerate(kinds):
                points[kind].append((n // deep, top + n % deep))
        for artist, kind in ((won, "won"), (tied, "tied"), (lost, "lost")):
            xy = np.array(points[kind], dtype=float).reshape(-1, 2)
            artist.set_data(xy[:, 0], xy[:, 1])

    return Drawing([won, tied, lost, *titles, *made, *scores], move)


def square_of_two(axes: Axes, first: str, second: str, most: float) -> Drawing:
    """Draw four squares, their areas in proportion: without and with each of two things.

    data: values of shape (2, 2), not negative; [i, j] is with `first` if i and with `second` if j.
    most: the value whose square fills its cell.
    """
    plain(axes, xlim=(-0.62, 2.02), ylim=(2.42, -0.12), aspect="equal")
    for edge in (0, 1, 2):
        axes.plot([0, 2], [edge, edge], color=FAINT, lw=1)
        axes.plot([edge, edge], [0, 2], color=FAINT, lw=1)
    for j, words in enumerate((f"no {second}", second)):
        axes.text(j + 0.5, 2.08, words, ha="center", va="top", fontsize=11.5)
    for i, words in enumerate((f"no\n{first}", first)):
        axes.text(-0.05, i + 0.5, words, ha="right", va="center", fontsize=11.5)
    squares = polygons(axes, facecolor=BLUE, edgecolor=INK, linewidth=0.8)
    labels = [axes.text(0, 0, "", ha="center", fontsize=13, fontweight="bold") for _ in range(4)]

    def move(values) -> None:
        values = np.clip(np.asarray(values, dtype=float), 0, None)
        side = np.sqrt(np.minimum(values / most, 1)).ravel() * 0.94
        i, j = (index.ravel() for index in np.indices((2, 2)))
        squares.set_verts(rectangles(j + 0.5 - side / 2, i + 0.5 - side / 2, side, side))
        for n, label in enumerate(labels):
            inside = side[n] > 0.5
            label.set(
                text=f"{values.ravel()[n]:.1f}",
                position=(j[n] + 0.5, i[n] + 0.5 if inside else i[n] + 0.5 - side[n] / 2 - 0.05),
                color=PAPER if inside else INK,
                va="center" if inside else "bottom",
            )

    return Drawing([squares, *labels], move)


def fair_shares(axes: Axes, names: Sequence[str], most: float) -> Drawing:
    """Draw a bar a lever for its fair share, and a hollow mark for its worth alone.

    data: (shares, alone), each of shape (levers,), in the order of `names`. Bars are sorted.
    """
    count = len(names)
    axes.set(xlim=(0, most * 1.12), ylim=(count - 0.4, -0.6), yticks=[])
    axes.set_xlabel("months online prevented per site, of 60", fontsize=11.5)
    grid_behind(axes, "x")
    bars = polygons(axes, facecolor=SKY, edgecolor=INK, linewidth=0.8)
    (alone_marks,) = axes.plot([], [], "D", mfc=PAPER, mec=RED, mew=1.8, ms=7)
    titles = [axes.text(-0.02 * most, row, "", ha="right", va="center", fontsize=11.5) for row in range(count)]
    numbers = [axes.text(0, row, "", ha="left", va="center", fontsize=11.5) for row in range(count)]
    signs = [
        PolyCollection([], facecolor=SKY, edgecolor=INK, label="fair share of the whole"),
        dot("alone", "D", mfc=PAPER, mec=RED, mew=1.8, ms=7),
    ]
    key(axes, signs, 1, loc="lower right", fontsize=11)

    def move(data) -> None:
        shares, alone = (np.asarray(part, dtype=float) for part in data)
        order = np.argsort(-shares, kind="stable")
        y = np.arange(count)
        bars.set_verts(rectangles(0.0, y - 0.32, shares[order], 0.64))
        alone_marks.set_data(alone[order], y)
        for row, lever in enumerate(order):
            titles[row].set_text(names[lever])
            near = alone[lever] > shares[lever] - 0.1 * most  # the mark would cover the number
            at = max(shares[lever], alone[lever] + 0.015 * most if near else 0)
            numbers[row].set(text=f"{abs(shares[lever]):.1f}", x=at + 0.025 * most)

    return Drawing([bars, alone_marks, *titles, *numbers], move)


def gain_bars(axes: Axes, title: str, count: int, color: str = BLUE) -> Drawing:
    """Draw what each step of a staircase brings, as a share of the whole.

    data: shares, shape (count,), summing to 1. The last bar is hatched.
    """
    axes.set(xlim=(0.4, count + 0.6), ylim=(0, 108), xlabel="accession, first to last")
    axes.set_title(title, fontsize=12.5)
    axes.set_xticks(range(1, count + 1))
    axes.set_yticks([0, 25, 50, 75, 100])
    grid_behind(axes, "y")
    bars = polygons(axes, facecolor=color, edgecolor=INK, linewidth=0.8)
    last = polygons(axes, facecolor=ORANGE, edgecolor=INK, linewidth=0.8, hatch="///")
    label = axes.text(count, 0, "", ha="right", va="bottom", fontweight="bold", fontsize=13)

    def move(shares) -> None:
        heights = 100 * np.asarray(shares, dtype=float)
        steps = np.arange(1, count + 1)
        corners = rectangles(steps - 0.38, 0.0, 0.76, heights)
        bars.set_verts(corners[:-1])
        last.set_verts(corners[-1:])
        label.set(text=f"last: {percent(shares[-1], 0)}", position=(count + 0.4, heights[-1] + 2))

    return Drawing([bars, last, label], move)
