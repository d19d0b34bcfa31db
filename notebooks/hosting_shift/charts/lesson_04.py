"""Charts of lesson 04: the liability tree, a notice with its check list."""

import textwrap
from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, Patch, Rectangle

from hosting_shift.charts.base import BLUE, FAINT, INK, ORANGE, PAPER, Drawing, plain
from hosting_shift.charts.parts import centred, dot, key, segments

_WIDTH, _HEIGHT = 0.84, 0.7  # of a box; columns and rows are 1 apart


def liability_tree(axes: Axes, places: Mapping[str, tuple[int, int]], ways: Mapping[str, Mapping[str, str]]) -> Drawing:
    """Draw questions (square) and results (round), lit along a path.

    places: name -> (column, row from the top). ways: question -> {"yes": name, "no": name}. data: (texts, answers,
    last, at, title) — name -> (words, legal basis, firm: whether the basis was read in its text); question -> answer on
    the path, in order; the last step reached; the question asked now, or ""; words at the top right.
    """
    columns = max(column for column, _ in places.values())
    rows = max(row for _, row in places.values())
    plain(axes, xlim=(-0.46, columns + 0.46), ylim=(rows + 0.42, -0.42))
    lines, marks, clear = {}, {}, {"facecolor": PAPER, "edgecolor": "none", "pad": 0.8}
    for start, answers in ways.items():
        for answer, end in answers.items():
            lines[start, answer], where = _route(places[start], places[end])
            marks[start, answer] = centred(axes, *where, answer, fontsize=9.5, color="#555555", bbox=clear)
    segments(axes, lines.values(), colors="#bdbdbd", lw=1.2)
    lit = segments(axes, colors=BLUE, linewidths=3.6)
    boxes, words = {}, {}
    for name, (column, row) in places.items():
        style = "square,pad=0" if name in ways else "round,pad=0,rounding_size=0.16"
        boxes[name] = axes.add_patch(
            FancyBboxPatch((column - _WIDTH / 2, row - _HEIGHT / 2), _WIDTH, _HEIGHT, boxstyle=style, mutation_aspect=1)
        )
        words[name] = centred(axes, column, row, "", fontsize=9.6)
    title = axes.text(columns + 0.42, -0.36, "", ha="right", va="top", fontsize=13, weight="bold")
    signs = [
        Patch(facecolor=BLUE, edgecolor=BLUE, label="answered, or reached"),
        Patch(facecolor="#fff3d6", edgecolor=ORANGE, lw=3, label="asked now"),
        Patch(facecolor=PAPER, edgecolor="#8a8a8a", label="not on this path"),
        dot("a question", "s", ms=10, mfc=PAPER, mec=INK),
        dot("a result", "o", ms=10, mfc=PAPER, mec=INK),
        dot("basis read only in part", "$*$", ms=7, color=INK),
    ]
    key(axes, signs, 1, (1, 0.91), loc="upper right", fontsize=10, labelspacing=0.35)

    def move(data) -> None:
        texts, answers, last, at, head = data
        lit.set_segments([lines[pair] for pair in answers.items()])
        for pair, mark in marks.items():
            on = answers.get(pair[0]) == pair[1]
            mark.set(color=BLUE if on else "#555555", weight="bold" if on else "normal")
        for name, box in boxes.items():
            reached = name in answers or (name == last and name not in ways)
            asked = name == at
            edge = ORANGE if asked else BLUE if reached else "#8a8a8a"
            face = "#fff3d6" if asked else BLUE if reached else PAPER
            box.set(facecolor=face, edgecolor=edge, linewidth=3.2 if asked else 1.2)
            short, basis, firm = texts[name]
            words[name].set_text(f"{name}  {short}\n{basis}{'' if firm else ' *'}")
            words[name].set_color(PAPER if reached and not asked else INK)
        title.set_text(head)

    return Drawing([lit, *marks.values(), *boxes.values(), *words.values(), title], move)


def _route(start: tuple[int, int], end: tuple[int, int]) -> tuple[list, tuple[float, float]]:
    """Return the corners of a line between two boxes, and where its answer is written."""
    (x, y), (u, v) = start, end
    if x == u:
        down = 1 if v > y else -1
        edge = y + down * _HEIGHT / 2
        return [(x, edge), (x, v - down * _HEIGHT / 2)], (x, (edge + v - down * _HEIGHT / 2) / 2)
    side = 1 if u > x else -1
    edge, far = x + side * _WIDTH / 2, u - side * _WIDTH / 2
    if y == v:
        return [(edge, y), (far, y)], ((edge + far) / 2, y)
    if v > y:  # across, then down
        return [(edge, y), (u, y), (u, v - _HEIGHT / 2)], (edge + 0.14, y)
    middle = (edge + far) / 2  # up through the gap between two columns
    low = v + 0.2
    return [(edge, y), (middle, y), (middle, low), (far, low)], (middle, y - 0.5)


def notice_sheet(axes: Axes, parts: Sequence[str], years: Sequence[int]) -> Drawing:
    """Draw a letter with one line a part, beside it one column of marks a year.

    data: (words, marks, verdicts, page) — the words of each part ("" for none); a dict (part, year) -> True (held),
    False (missing) or None (not asked for); for each year (what the host knows, whether it knows); what the page shows.
    """
    count = len(parts)
    plain(axes, xlim=(0, 10), ylim=(count + 1.3, -1.0))
    axes.add_patch(Rectangle((0.02, -0.42), 7.0, count + 0.02, facecolor="#fbfaf5", edgecolor=FAINT))
    axes.text(0.1, -0.72, "The notice (fictional)", fontsize=12.5, weight="bold", va="center")
    lines, blanks, marks = [], [], {}
    spots = [7.85 + 1.35 * place for place in range(len(years))]
    for year, spot in zip(years, spots, strict=True):
        centred(axes, spot, -0.72, str(year), fontsize=12.5, weight="bold")
    for row, part in enumerate(parts):
        axes.text(0.15, row - 0.22, part, fontsize=9.5, color="#555555", va="center")
        lines.append(axes.text(0.15, row + 0.17, "", fontsize=10.2, va="center", linespacing=1.05))
        (blank,) = axes.plot([0.15, 6.8], [row + 0.3, row + 0.3], ls=":", color="#8a8a8a", lw=1.4)
        blanks.append(blank)
        for year, spot in zip(years, spots, strict=True):
            marks[part, year] = centred(axes, spot, row, "", fontsize=11)
    box = {"boxstyle": "round,pad=0.3", "facecolor": PAPER, "edgecolor": INK}
    verdicts = [centred(axes, spot, count + 0.55, "", fontsize=10.5, weight="bold", bbox=box) for spot in spots]
    axes.text(7.0, count + 0.55, "What the host then knows:", fontsize=11, ha="right", va="center")
    page = axes.text(0.15, count + 0.05, "", fontsize=11, va="center", style="italic")

    def move(data) -> None:
        words, held, known, shows = data
        page.set_text(f"The page shows: {shows}.")
        for line, blank, text in zip(lines, blanks, words, strict=True):
            line.set_text("\n".join(textwrap.wrap(text, 66)))
            blank.set_visible(not text)
        for pair, mark in marks.items():
            found = held[pair]
            mark.set_text("not asked" if found is None else "✓ held" if found else "✗ missing")
            mark.set_color("#777777" if found is None else BLUE if found else "#a84300")
            mark.set_weight("normal" if found is None else "bold")
        for text, (word, knows) in zip(verdicts, known, strict=True):
            text.set_text(word)
            text.set_color(PAPER if knows else INK)
            text.get_bbox_patch().set(facecolor=BLUE if knows else PAPER)

    return Drawing([*lines, *blanks, *marks.values(), page, *verdicts], move)
