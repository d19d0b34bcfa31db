"""What a lesson asks, as text in the lesson's own file: for a code host, where nothing runs.

`make pages` writes two folded cells (tag "generated") from content/. Under *At a glance*: where the pictures
are, the bets, what is recalled. Behind *Check yourself*, because they may give a bet away: the questions under
the pictures, the closing ones, the cases. In JupyterLab each is one closed line.
"""

from __future__ import annotations

import html
import re

import nbformat

from hosting_shift import content
from hosting_shift.course import books
from tools.front_page import anchor

TAG = "generated"
SUMMARY = "Reading where nothing runs, such as on a code host? {} as text"


def renewed(notebook: nbformat.NotebookNode, lesson: books.Book) -> None:
    """Put the two cells into a lesson, or write them anew."""
    cells = [cell for cell in notebook.cells if TAG not in cell.metadata.get("tags", [])]
    for name, behind, words in (("asked-first", "at-a-glance", first(lesson)), ("asked-last", "check", last(lesson))):
        made = nbformat.v4.new_markdown_cell(words, id=name, metadata={"tags": [TAG]})
        place = next(i for i, cell in enumerate(cells) if cell.id == behind) + 1
        cells.insert(place, made)
    notebook.cells = cells


def first(lesson: books.Book) -> str:
    """Return what may be read before a lesson: where its pictures are, its bets, what it recalls."""
    gallery = f"instructor/gallery.md#{anchor(f'{lesson.number} · {lesson.title}')}"
    bets = [
        f"{_plain(bet.text)} {_choices(bet.options) or f'({bet.range_in_words()})'}"
        for bet in content.asked(lesson.number).bets.values()
    ]
    return _folded(
        "The bets",
        f"[The pictures of this lesson]({gallery}) stand on a page of their own, because they give the bets away.",
        *_numbered("Bets", bets),
        *_numbered("From earlier lessons", _questions(lesson, "recall")),
    )


def last(lesson: books.Book) -> str:
    """Return the questions that are asked once the bets are placed."""
    cases = content.asked(lesson.number).cases.values()
    return _folded(
        "The questions",
        *_numbered("Under the pictures", _questions(lesson, "reading")),
        *_numbered("Check yourself", _questions(lesson, "check")),
        *_numbered("Fictional cases", [f"{case.id}: {_plain(case.facts)} {_plain(case.question)}" for case in cases]),
    )


def _folded(what: str, *parts: str) -> str:
    return "\n\n".join([f"<details><summary>{SUMMARY.format(what)}</summary>", *parts, "</details>"])


def _questions(lesson: books.Book, part: str) -> list[str]:
    return [f"{_plain(q.text)} {_choices(q.options)}" for q in content.questions(lesson.number, part)]


def _numbered(title: str, lines: list[str]) -> list[str]:
    return [f"**{title}**", "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))] if lines else []


def _choices(options) -> str:
    return " · ".join(f"*{'abcdefgh'[i]}* {_plain(option.text)}" for i, option in enumerate(options))


def _plain(text: str) -> str:
    """Return words as they stand, whatever Markdown or HTML would make of them."""
    return re.sub(r"([*_`\[\]|$])", r"\\\1", html.escape(re.sub(r"\s+", " ", text).strip(), quote=False))
