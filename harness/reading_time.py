"""How long a lesson takes: to read every word that a student of the law track meets, and to do what is asked.

Read at 180 words a minute; what each kind of task takes is our estimate (MINUTES), because no class was timed.

Counted are the text cells, what the cells show (tables, terms, statements of law, questions with their options),
one reply to each bet, question and field, and the model answers. The adverts of lesson 03 that are read in class, and
the remarks on them, count as part of their task. Of a table to look something up in (its cell has
the tag "look-up") one word in five counts. Not counted: the data track, what is marked *at home* (its cells have the
tag "at-home"), solutions, the help lines, the lines of sources, and what repeats content/ for a code host.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from harness.lesson_files import rehearsed, words
from hosting_shift import content, exercises
from hosting_shift.course import books
from hosting_shift.explorers.lesson_03 import advert_reader
from hosting_shift.law import provisions

PACE = 180  # words a minute
CASES_READ = 2  # of those that a lesson offers
LOOKED_UP = 0.2  # of a table that is not read from top to bottom: a task sends to one or two of its rows
_SOURCES = re.compile(r"Source: .*")  # the last line of a statement of law or a table
_LEFT_OUT = {"data-track", "generated", "at-home"}
# Minutes to decide, type and look, besides the reading; a "part" is one answer of a field.
MINUTES = {
    "bet": 1.5,
    "question": 0.5,
    "field": 0.5,
    "part": 0.5,
    "place": 0.5,
    "note": 2,
    "constructed": 6,
    "cases": 3,
    "claim": 1.5,  # two choices, and what the audit found to be read
    "advert": 0.25,  # besides its text and remark, which are read as part of the task
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def minutes_to_read(number: str) -> int:
    """Return the minutes that a lesson takes to read, rounded."""
    return round(sum(words_by_part(number).values()) / PACE)


def words_by_part(number: str) -> dict[str, int]:
    """Return the words of a lesson that a student of the law track reads, by part."""
    kept = _kept(number)
    asked = content.asked(number)
    cases = len(asked.cases)
    seen = 0.0
    texts = rehearsed(number).texts
    for cell in kept:
        share = CASES_READ / cases if "lesson.cases(" in cell.text else 1
        share *= LOOKED_UP if "look-up" in cell.tags else 1
        seen += share * words(_SOURCES.sub("", texts.get(cell.id, "")))
    bets = [f"{bet.outcome} {_longest(_replies(bet))}" for bet in asked.bets.values()]
    replies = [_longest(option.reply for option in question.options) for question in asked.questions.values()]
    models = [f"{m.text} {m.comment}" for note in asked.notes.values() for m in note.models]
    return {
        "text": sum(words(_text(c)) for c in kept if c.kind == "markdown" and c.id != "help-lines"),
        "shown": round(seen),
        "replies": words(" ".join([*bets, *replies])),
        "models": words(" ".join([*models, *(note.answer for note in asked.notes.values())])),
    }


def minutes_to_do(number: str) -> int:
    """Return the minutes that the tasks of a lesson take in class, besides the reading, rounded."""
    asked = tasks(number)
    adverts = advert_reader.sample()[["text", "remark"]].head(asked["advert"])
    read = sum(map(words, adverts.to_numpy().ravel())) / PACE
    return round(read + sum(MINUTES[kind] * count for kind, count in asked.items()))


def tasks(number: str) -> Counter[str]:
    """Return how many of each kind of task a lesson asks in class: the keys of MINUTES."""
    found: Counter[str] = Counter()
    for cell in _kept(number):
        if cell.kind == "code":
            found["question"] += len(books.asked_in(cell.text))
        else:  # of the claims and adverts a lesson says how many are for class
            found["claim"] += sum(map(_NUMBERS.index, re.findall(r"Judge (\w+) of the \w+ claims", cell.text)))
            found["advert"] += sum(map(_NUMBERS.index, re.findall(r"Read the first (\w+) adverts", cell.text)))
        for call, values in cell.calls:
            found += _asked(number, call, *values)
    return +found


def _asked(number: str, call: str, name: str = "", *_: Any) -> Counter[str]:
    """Return the tasks behind one call of a lesson, such as lesson.field("share")."""
    match call:
        case "episode":
            return Counter(bet=1)
        case "cases":
            return Counter(cases=1)
        case "recall":
            return Counter(question=len(content.questions(number, "recall")))
        case "check_yourself":
            return Counter(question=len(content.questions(number, "check")))
        case "field":
            return Counter(field=1, part=max(1, len(exercises.get(f"{number}-{name}").parts)))
        case "note":
            return Counter(["constructed" if content.asked(number).notes[name].rubric else "note"])
        case "close_reading":
            return Counter(place=len(provisions.provision(name).elements))
    return Counter()


def _kept(number: str) -> list[books.Cell]:
    return [cell for cell in books.book(number).cells if not _LEFT_OUT & set(cell.tags)]


def _text(cell: books.Cell) -> str:
    """Return what is read of a text cell: of a solution what stands outside its fold."""
    return books.outside_fold(cell.text) if "solution" in cell.tags else cell.text


def _replies(bet: content.Bet) -> list[str]:
    return [each.text for each in bet.replies] + [option.reply for option in bet.options]


def _longest(texts: Any) -> str:
    return max(texts, key=len, default="")
