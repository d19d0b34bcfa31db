"""Where a phrase that gives an answer away stands in what comes before the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def where_told(phrases: Iterable[str], before: Sequence[tuple[str, str]]) -> list[str]:
    """Return where one of the phrases stands, as words and figures of their own. before: (place, its text)."""
    found = []
    for phrase in phrases:
        wanted = re.compile(rf"(?<![\w.,]){re.escape(phrase)}(?![\w])(?!\.\d)", re.IGNORECASE)
        found += [
            f"{place}: … {text[max(0, at.start() - 60) : at.end() + 30]} …"
            for place, text in before
            if (at := wanted.search(text))
        ]
    return found
