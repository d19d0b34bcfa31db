"""As of which day the course states the law: the texts that were read, and their states (table law_texts).

The day on which a text was read says nothing about the law of that day; the state of the text does.
So a statement inherits its "as of" from the states of its sources, and the head of a lesson is
computed from the same table.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from hosting_shift import tables
from hosting_shift.dates import full_date
from hosting_shift.errors import look_up
from hosting_shift.law.common import moment

TODAY = "today, as last read"
NONE = "no legal rule is applied here"
_THEN = "2009"  # in the column law of the table lessons: the law of the article's year


@tables.cached()
def _states() -> dict[str, pd.Timestamp]:
    """Return {source: last day for which its text is vouched for}; the first day where no last one is known."""
    texts = tables.load("law_texts").set_index("source")
    return texts["state_to"].fillna(texts["state_from"]).dropna().to_dict()


def as_of(sources: str) -> pd.Timestamp:
    """Return the newest state among the texts of law in `sources` ("L1;S9"), or NaT if none has one.

    A statement that these sources carry holds up to that day; nothing is said about later ones.
    """
    known = [_states()[key] for key in sources.split(";") if key in _states()]
    return max(known, default=pd.NaT)


def as_of_in_words(sources: str) -> str:
    """Return `as_of` such as "10 June 2026"; "" if no text of law is among the sources."""
    day = as_of(sources)
    return "" if pd.isna(day) else full_date(day)


def state_of(body: str) -> pd.Timestamp:
    """Return the newest state of a body of law, such as "Code pénal". Raises ValueError for an unknown one."""
    texts = tables.load("law_texts")
    look_up("body of law", body, list(texts["body"].unique()))
    return as_of(";".join(texts.loc[texts["body"] == body, "source"]))


def head_line(lesson: str) -> str:
    """Return what the head of a lesson says under "Law as of". lesson: its number, such as "04"."""
    rows = tables.load("lessons").set_index("lesson")
    bodies = [body for body in look_up("lesson", lesson, rows["law"].to_dict()).split(";") if body]
    then = [full_date(moment("article"))] if _THEN in bodies else []
    days: dict[pd.Timestamp, list[str]] = {}
    for body in bodies:
        if body != _THEN:
            days.setdefault(state_of(body), []).append(body)
    now = [f"{', '.join(days[day])}: {full_date(day)}." for day in sorted(days, reverse=True)]
    today = [f"{TODAY[0].upper()}{TODAY[1:]}: {' '.join(now)}"] if now else []
    return " ".join([*(f"{day}." for day in then), *today]) or NONE


def day_in_words(day: date) -> str:
    """Return "30 June 2009", or TODAY for the day on which the texts were last read and after it."""
    return TODAY if pd.Timestamp(day) >= moment("reading") else full_date(day)


def law_of(day: date) -> str:
    """Return "as of 30 June 2009", or TODAY: how a sentence names the law of a day."""
    words = day_in_words(day)
    return words if words == TODAY else f"as of {words}"
