"""Answers of version 1 carried over to version 2: what was stored by its wording is stored by its id.

Version 1 held the text of the option that a student chose; whoever reworded an option cut old answers off
from it. `content/wording_v1.toml` says which id each wording has: `{lesson-05: {item: {wording: id}}}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hosting_shift import content

_CASE = re.compile(r"(\d) of \d steps right")


def carried_over(lessons: Mapping[str, Mapping[str, Mapping]]) -> dict[str, dict[str, dict]]:
    """Return the lessons of a file of version 1 as version 2 holds them; nothing is left out.

    An answer whose wording is in no table stays as it is: it is no answer to its question, so the lesson
    that opens it keeps the file aside and says so (`usable.unusable`), and the class poll counts it as odd.
    """
    return {
        lesson: {item: {**record, "value": _value(lesson, item, record)} for item, record in items.items()}
        for lesson, items in lessons.items()
    }


def _value(lesson: str, item: str, record: Mapping[str, Any]) -> Any:
    value = record["value"]
    if not isinstance(value, str):
        return value
    if item.startswith("case-"):
        steps = _CASE.fullmatch(value)
        return int(steps[1]) if steps else value
    known = _wordings(content.FOLDER / "wording_v1.toml").get(f"lesson-{lesson}", {}).get(item, {})
    return known.get(value, value)


@cache
def _wordings(path: Path) -> dict[str, Any]:
    return content.read(path)
