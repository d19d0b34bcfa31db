"""What a lesson asks, as text in the lesson's own file: for a code host, where nothing runs.

`make pages` writes two folded cells (tag "generated") from content/. Before anything runs, under *At a glance* or
above it: where the pictures are, the bets, what is recalled. Behind *Check yourself*, because they may give a bet
away: the questions under the pictures, the tasks of fields and notes, the closing questions, the cases. In JupyterLab
each is one closed line.
What a lesson keeps covered stands in neither, but in a fold of its own right behind the covered cell; so does the
map of the course, as links.
"""

from __future__ import annotations

import html
import itertools
import re

import nbformat

from hosting_shift import content, exercises
from hosting_shift.course import books
from tools.front_page import anchor, reading

TAG = "generated"
SUMMARY = "Reading where nothing runs, such as on a code host? {} as text"


def renewed(notebook: nbformat.NotebookNode, lesson: books.Book) -> None:
    """Put the two cells into a lesson, or write them anew."""
    cells = [cell for cell in notebook.cells if TAG not in cell.metadata.get("tags", [])]
    above = [cell.id for cell in itertools.takewhile(lambda cell: cell.cell_type == "markdown", cells)]
    start = "at-a-glance" if "at-a-glance" in above else above[0]
    folds = [("asked-first", start, first(lesson)), ("asked-last", "check", last(lesson))]
    folds += [(f"asked-{cell}", cell, words) for cell, words in covered(lesson).items()]
    folds += [(f"{cell.id}-links", cell.id, lessons()) for cell in cells if "course_map(" in cell.source]
    for name, behind, words in folds:
        made = nbformat.v4.new_markdown_cell(words, id=name, metadata={"tags": [TAG]})
        place = next(i for i, cell in enumerate(cells) if cell.id == behind) + 1
        cells.insert(place, made)
    notebook.cells = cells


def first(lesson: books.Book) -> str:
    """Return what may be read before a lesson: where its pictures are, its bets, what it recalls."""
    gallery = f"instructor/gallery.md#{anchor(f'{lesson.number} · {lesson.title}')}"
    bets = [_bet(bet) for bet in content.asked(lesson.number).bets.values() if bet.id not in _names_covered(lesson)]
    page = reading(lesson.number)
    return _folded(
        "The bets",
        *([f"[This lesson as a page]({page}): all of it, what gives a bet away folded."] if page else []),
        f"[The pictures of this lesson]({gallery}) stand on a page of their own, because they give the bets away.",
        "What a cell takes from the tables, such as rules of law, terms or adverts, is shown where the lesson runs.",
        *_numbered("Bets", bets),
        *_numbered("Warm-up" if lesson.number == "00" else "From earlier lessons", _questions(lesson, "recall")),
    )


def last(lesson: books.Book) -> str:
    """Return the questions that are asked once the bets are placed."""
    cases = content.asked(lesson.number).cases.values()
    return _folded(
        "The questions",
        *_numbered("Under the pictures", _questions(lesson, "reading")),
        *_numbered("Fields with several parts", _fields(lesson)),
        *_numbered("In your own words", [_plain(note.text) for note in content.asked(lesson.number).notes.values()]),
        *_numbered("Check yourself", _questions(lesson, "check")),
        *_numbered("Fictional cases", [f"{case.id}: {_plain(case.facts)} {_plain(case.question)}" for case in cases]),
    )


def lessons() -> str:
    """Return the lessons as links."""
    named = [f"- [{each.number} · {each.title}]({each.file}.ipynb)" for each in books.every()]
    return _folded("The lessons", "\n".join(named))


def covered(lesson: books.Book) -> dict[str, str]:
    """Return what is asked in code cells that stay covered until somebody opens them, by the cell's id."""
    found = {}
    for cell in _covered_cells(lesson):
        names = _names(cell)
        bets = [_bet(bet) for bet in content.asked(lesson.number).bets.values() if bet.id in names]
        questions = [_question(q) for q in content.questions(lesson.number, "reading") if q.id in names]
        asked = [*_numbered("Bet", bets), *_numbered("Question", questions)]
        if asked:
            found[cell.id] = _folded("What is asked in the covered cell", *asked)
    return found


def _covered_cells(lesson: books.Book) -> list[books.Cell]:
    return [cell for cell in lesson.cells if cell.kind == "code" and "covered" in cell.tags]


def _names(cell: books.Cell) -> set[str]:
    return set(re.findall(r'"([\w-]+)"', cell.text))


def _names_covered(lesson: books.Book) -> set[str]:
    return set().union(*map(_names, _covered_cells(lesson)))


def _folded(what: str, *parts: str) -> str:
    return "\n\n".join([f"<details><summary>{SUMMARY.format(what)}</summary>", *parts, "</details>"])


def _questions(lesson: books.Book, part: str) -> list[str]:
    away = _names_covered(lesson)
    return [_question(q) for q in content.questions(lesson.number, part) if q.id not in away]


def _fields(lesson: books.Book) -> list[str]:
    """Return what the fields of a lesson ask for and offer, where their task does not stand in a text cell."""
    named = [values[0] for call, values in lesson.calls if call == "field"]
    asked = [exercises.get(f"{lesson.number}-{name}") for name in named]
    lists = ((each.parts, each.choices()) for each in asked if each.parts)
    return [" — choose from: ".join(" · ".join(map(_plain, words)) for words in both if words) for both in lists]


def _question(question: content.Question) -> str:
    return f"{_plain(question.text)} {_choices(question.options)}"


def _bet(bet: content.Bet) -> str:
    return f"{_plain(bet.text)} {_choices(bet.options) or f'({bet.range_in_words()})'}"


def _numbered(title: str, lines: list[str]) -> list[str]:
    return [f"**{title}**", "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))] if lines else []


def _choices(options) -> str:
    return " · ".join(f"*{'abcdefgh'[i]}* {_plain(option.text)}" for i, option in enumerate(options))


def _plain(text: str) -> str:
    """Return words as they stand, whatever Markdown or HTML would make of them."""
    return re.sub(r"([*_`\[\]|$])", r"\\\1", html.escape(re.sub(r"\s+", " ", text).strip(), quote=False))
