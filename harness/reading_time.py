"""How long a lesson takes to read: every word that a student of the law track meets, at 180 words a minute.

Counted are the text cells, what the cells show (tables, terms, statements of law, questions with their options),
one reply to each bet, question and field, and the model answers. Of a table to look something up in (its cell has
the tag "look-up") one word in five counts. Not counted: the data track, solutions, the
help lines, the lines of sources, and what repeats content/ for a code host.
"""

from __future__ import annotations

import re
from typing import Any

import nbformat

from harness.lesson_files import NOTEBOOKS, shown, words
from hosting_shift import content

PACE = 180  # words a minute
CASES_READ = 2  # of those that a lesson offers
LOOKED_UP = 0.2  # of a table that is not read from top to bottom: a task sends to one or two of its rows
_SOURCES = re.compile(r"Source: .*")  # the last line of a statement of law or a table
_LEFT_OUT = {"data-track", "generated"}
_FOLD = re.compile(r"(?s)<details>.*?</details>")


def minutes_to_read(number: str) -> int:
    """Return the minutes that a lesson takes to read, rounded."""
    return round(sum(words_by_part(number).values()) / PACE)


def words_by_part(number: str) -> dict[str, int]:
    """Return the words of a lesson that a student of the law track reads, by part."""
    cells = nbformat.read(next(NOTEBOOKS.glob(f"{number}_*.ipynb")), as_version=4).cells
    kept = [c for c in cells if not _LEFT_OUT & set(c.metadata.get("tags", []))]
    asked = content.asked(number)
    cases = len(asked.cases)
    seen = 0.0
    texts = shown(number)
    for cell in kept:
        share = CASES_READ / cases if "lesson.cases(" in cell.source else 1
        share *= LOOKED_UP if "look-up" in cell.metadata.get("tags", []) else 1
        seen += share * words(_SOURCES.sub("", texts.get(cell.id, "")))
    bets = [f"{bet.outcome} {_longest(_replies(bet))}" for bet in asked.bets.values()]
    replies = [_longest(option.reply for option in question.options) for question in asked.questions.values()]
    models = [f"{m.text} {m.comment}" for note in asked.notes.values() for m in note.models]
    return {
        "text": sum(words(_text(c)) for c in kept if c.cell_type == "markdown" and c.id != "help-lines"),
        "shown": round(seen),
        "replies": words(" ".join([*bets, *replies])),
        "models": words(" ".join([*models, *(note.answer for note in asked.notes.values())])),
    }


def _text(cell: Any) -> str:
    """Return what is read of a text cell: of a solution what stands outside its fold."""
    return _FOLD.sub("", cell.source) if "solution" in cell.metadata.get("tags", []) else cell.source


def _replies(bet: content.Bet) -> list[str]:
    return [each.text for each in bet.replies] + [option.reply for option in bet.options]


def _longest(texts: Any) -> str:
    return max(texts, key=len, default="")
