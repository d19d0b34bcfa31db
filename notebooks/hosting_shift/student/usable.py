"""Which saved answers a lesson can use. No widgets here.

A file of answers may come from anywhere: an older version of the course, an editor, a friend. What
does not fit its question is left out and told; the widgets may then trust what they restore.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hosting_shift import content

LEFT_OUT = "left out"  # the code that score_yourself stores for a question that was skipped


def unusable(number: str, stored: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the items of lesson `number` whose answers do not fit what was asked.

    stored: item -> {"kind", "value", ...}, as `AnswersFile.lesson` returns it. Items that no lesson
    knows are not named: they may belong to another version of the course, and nothing reads them.
    """
    return [item for item, record in stored.items() if not _usable(number, item, record)]


def _usable(number: str, item: str, record: Mapping[str, Any]) -> bool:
    part, _, name = item.partition("-")
    if part == "draft":
        return _usable(number, name, record)
    value, tries = record["value"], record.get("tries", 0)
    if not isinstance(tries, int) or not 0 <= tries < 10**6:
        return False
    if part in ("bet", "question", "case"):
        return _asked(part, number, name) is None or _fits(part, _asked(part, number, name), value)
    if part == "note":
        return isinstance(value, str)
    if part == "sort":
        from hosting_shift.law import audit  # one lesson sorts; the others do without its modules

        return record.get("my_kind") in audit.KINDS and audit.verdict_now(record.get("my_verdict")) in audit.VERDICTS
    if part == "forecast":
        number_ = isinstance(value, int | float) and not isinstance(value, bool)
        return value == LEFT_OUT or (number_ and 0 <= value <= 100)
    return True


def in_words(number: str, item: str, value: Any) -> str:
    """Return a stored answer in words: an option's text instead of its id, where one is stored."""
    part, _, name = item.partition("-")
    asked = _asked(part, number, name)
    if asked is None:
        gone = part in ("bet", "question", "case")
        return f"{value} (no longer asked in this lesson)" if gone else str(value)
    if not _fits(part, asked, value):
        return str(value)
    if part == "case":
        return steps_in_words(value)
    options = {option.id: option.text for option in asked.options}
    return options.get(value, str(value))


def steps_in_words(right: int) -> str:
    """Return the result of a case in words."""
    return f"{right} of {len(content.STEPS)} steps right"


def _asked(part: str, number: str, name: str) -> content.Bet | content.Question | content.Case | None:
    """Return what an item answers; None for what no lesson asks, or for another part."""
    if part == "question":
        number = name[:2]
    if number not in content.lessons():
        return None
    asked = content.asked(number)
    return {"bet": asked.bets, "question": asked.questions, "case": asked.cases}.get(part, {}).get(name)


def _fits(part: str, asked: Any, value: Any) -> bool:
    if part == "bet":
        return asked.fits(value)
    if part == "question":
        return isinstance(value, str) and value in {option.id for option in asked.options}
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and 0 <= value <= len(content.STEPS)
