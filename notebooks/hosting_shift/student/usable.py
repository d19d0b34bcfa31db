"""Which saved answers a lesson can use. No widgets here.

A file of answers may come from anywhere: an older version of the course, an editor, a friend. What
does not fit its question is left out and told; the widgets may then trust what they restore.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hosting_shift import tables
from hosting_shift.student.poll import fits

LEFT_OUT = "left out"  # what score_yourself stores for a question that was skipped


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
    if part == "bet":
        bets = tables.load("bets")
        mine = bets[(bets["lesson"] == number) & (bets["bet"] == name)]
        return mine.empty or fits(mine.iloc[0].to_dict(), value)
    if part == "question":
        options = tables.load("options")
        mine = options.loc[options["question"] == name, "option"]
        return mine.empty or (isinstance(value, str) and value in set(mine))
    if part in ("note", "case"):
        return isinstance(value, str)
    if part == "sort":
        from hosting_shift.law import audit  # one lesson sorts; the others do without its modules

        return record.get("my_kind") in audit.KINDS and record.get("my_verdict") in audit.VERDICTS
    if part == "forecast":
        number_ = isinstance(value, int | float) and not isinstance(value, bool)
        return value == LEFT_OUT or (number_ and 0 <= value <= 100)
    return True
