"""Which saved answers a lesson can use. No widgets here.

A file of answers may come from anywhere: an older version of the course, an editor, a friend. What
does not fit its question is left out and told; the widgets may then trust what they restore.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from hosting_shift import content, tables
from hosting_shift.student import grounds
from hosting_shift.words import asked_in

GONE = "Something that an earlier version of this lesson asked"
DECISIONS = ("stop", "pass")  # what advert_reader stores for an advert
LEFT_OUT = "left out"  # what is stored for a forecast that was left out in lesson 10
MARKS = ("not yet", "partly", "yes")  # of one's own words by a line of a rubric: stored as 0, 1, 2
UNMARKED = -1


def unusable(number: str, stored: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the items of lesson `number` whose answers do not fit what was asked.

    stored: item -> {"kind", "value", ...}, as `AnswersFile.lesson` returns it. Items that no lesson
    knows are not named: they may belong to another version of the course, and nothing reads them.
    """
    return [item for item, record in stored.items() if not _usable(number, item, record)]


def _usable(number: str, item: str, record: Mapping[str, Any]) -> bool:
    part, _, name = item.partition("-")
    value, tries = record["value"], record.get("tries", 0)
    if not isinstance(tries, int) or not 0 <= tries < 10**6:
        return False
    if part == "draft":
        if name.startswith("bet-") and value is None:
            return True  # so far only why, or how sure
        if name.startswith(("bet-", "question-", "reading-")):
            return _usable(number, name, record)
        return all(isinstance(each, str) for each in (value if isinstance(value, list) else [value]))
    if part in ("bet", "question", "case"):
        asked = _asked(part, number, name)
        return asked is None or _fits(part, asked, value) or (part == "question" and content.is_id(value))
    if part == "note":
        return isinstance(value, str)
    if part == "marks":
        return _are_marks(value)
    if part == "reading":
        read = _provision(name)
        return read is None or _places_fit(read, value)
    if part == "sort":
        from hosting_shift.law import audit  # one lesson sorts; the others do without its modules

        return record.get("my_kind") in audit.KINDS and audit.verdict_now(record.get("my_verdict")) in audit.VERDICTS
    if part == "decision":
        return value in DECISIONS
    if part == "forecast":
        number_ = isinstance(value, int | float) and not isinstance(value, bool)
        marks = all(isinstance(record.get(mark, False), bool) for mark in ("sealed", "opened", "late"))
        return marks and (value == LEFT_OUT or (number_ and 0 <= value <= 100))
    return True


def record_in_words(number: str, item: str, record: Mapping[str, Any]) -> str:
    """Return a stored answer in words with what stands in its record besides: "60 %, fairly sure, because …"."""
    words = in_words(number, item, record["value"])
    besides = [grounds.sure(record), grounds.why(record)] if item.startswith("bet-") else []
    return ", ".join(filter(None, [words, *besides]))


def in_words(number: str, item: str, value: Any) -> str:
    """Return a stored answer in words: an option's text instead of its id, a bet with its unit."""
    part, _, name = item.partition("-")
    if value is None:
        return "nothing chosen yet"
    asked = _asked(part, number, name)
    if part == "reading":
        given = [each for each in value if each] if isinstance(value, list) else [value]
        return f"{len(given)} placed: {'; '.join(map(str, given))}"
    if part == "decision":
        return {"stop": "stopped", "pass": "let through"}.get(value, str(value))
    if part in ("bet", "question", "case") and asked is None:
        words = str(value).replace("-", " ")  # an id, once an option's words
        return f"{words} (no longer asked in this lesson)"
    if part == "marks" and _are_marks(value):
        return ", ".join("not marked" if mark == UNMARKED else MARKS[mark] for mark in value)
    if isinstance(value, list):  # a task with several answers; a case that is not handed in yet
        given = [each for each in value if each != ""]
        return f"{len(given)} of {len(value)} steps chosen" if part == "case" else ", then ".join(map(str, given))
    if part not in ("bet", "question", "case"):
        return str(value)
    if not _fits(part, asked, value):  # of a question: an option of an earlier version
        return f"{str(value).replace('-', ' ')} (no longer offered in this lesson)"
    if part == "case":
        return steps_in_words(value)
    if part == "bet":
        return asked.in_words(value)
    return next(option.text for option in asked.options if option.id == value)


def asked_in_words(number: str, item: str) -> str:
    """Return what an item answers, in at most 170 characters: the question itself, and never an id."""
    part, _, name = item.partition("-")
    if part == "sort":
        return f"Claim: “{asked_in(_cell('claims', 'claim', name, 'text'), 160)}”"
    if part == "decision":
        return (
            f"Advert: “{textwrap.shorten(_cell('fictional_adverts', 'number', name, 'text'), 150, placeholder=' …')}”"
        )
    if part == "forecast":
        return asked_in(_cell("forecast_questions", "question", name, "text"), 160)
    if part == "reading":
        read = _provision(name)
        return f"Close reading: {read.title} ({read.article})" if read else GONE
    asked = _asked(part, number, name)
    if isinstance(asked, content.Case):
        return f"Case: {asked.title}"
    words = asked_in(asked.text, 160) if asked else GONE
    return {"bet": "Bet: ", "marks": "Own marks: "}.get(part, "") + words


def _cell(table: str, key: str, name: str, column: str) -> str:
    rows = tables.load(table)
    return rows.set_index(rows[key].astype(str))[column].get(name, GONE)


def _provision(name: str) -> Any:
    """Return the provision that a close reading is of; None for one that no lesson reads any more."""
    from hosting_shift.law import provisions  # few lessons read one; the others do without its module

    return provisions.provision(name) if name in provisions.names() else None


def _places_fit(read: Any, value: Any) -> bool:
    """Return whether a value is one place an element, each of the provision or ""."""
    known = {"", *read.pinpoints}
    return isinstance(value, list) and len(value) == len(read.elements) and all(each in known for each in value)


def steps_in_words(right: int) -> str:
    """Return the result of a case in words."""
    return f"{right} of {len(content.STEPS)} steps right"


def _asked(part: str, number: str, name: str) -> Any:
    """Return what an item answers; None for what no lesson asks, or for another part."""
    if part == "question":
        number = name[:2]
    if number not in content.lessons():
        return None
    asked = content.asked(number)
    known = {"bet": asked.bets, "question": asked.questions, "case": asked.cases}
    return (known | {"note": asked.notes, "marks": asked.notes, "exercise": asked.exercises}).get(part, {}).get(name)


def _are_marks(value: Any) -> bool:
    """Return whether a value is one mark for every line of a rubric."""
    known = range(UNMARKED, len(MARKS))
    lines = value if isinstance(value, list) else []
    return len(lines) == content.RUBRIC and all(type(mark) is int and mark in known for mark in lines)


def _fits(part: str, asked: Any, value: Any) -> bool:
    if part == "bet":
        return asked.fits(value)
    if part == "question":
        return isinstance(value, str) and value in {option.id for option in asked.options}
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and 0 <= value <= len(content.STEPS)
