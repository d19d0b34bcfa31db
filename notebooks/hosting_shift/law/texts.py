"""As of which day the course states the law: the texts that were read, and their states (table law_texts).

The day on which a text was read says nothing about the law of that day; the state of the text does.
So a statement inherits its "as of" from the states of its sources, and the head of a lesson is
computed from the same table.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import pandas as pd

from hosting_shift import tables
from hosting_shift.dates import full_date
from hosting_shift.errors import look_up
from hosting_shift.law.common import moment

TODAY = "today, as last read"
NONE = "no legal rule is applied here"
_LAW = ["official text", "copy of an official text", "case"]  # kinds of sources that hold the law itself
_THEN = "2009"  # in the column law of the table lessons: the law of the article's year
_PUBLISHED = (
    "as published|as adopted"  # in the column established of law_texts: the text has not been brought up to date
)


def as_of(sources: str) -> pd.Timestamp:
    """Return the newest state among the texts of law in `sources` ("L1;S9"), or NaT if none has one.

    A statement that these sources carry holds up to that day; nothing is said about later ones.
    """
    newest = _newest(set(sources.split(";")))
    return pd.NaT if newest is None else newest["day"]


def as_of_in_words(sources: str) -> str:
    """Return `as_of` such as "state of 10 June 2026"; "" if no text of law is among the sources.

    A text of mid-2009 is named by the day of the article, on which it held. Of a text whose last day was not
    established only the first one is known: "text of 1 July 2004 in an undated copy, later changes not checked".
    """
    newest = _newest(set(sources.split(";")))
    if newest is None:
        return ""
    if pd.isna(newest["state_to"]):
        return _since(newest["state_from"])
    return f"state of {full_date(moment('article') if _of_2009_only(newest) else newest['state_to'])}"


def _since(day: pd.Timestamp) -> str:
    """Return what was read of a text whose last day was not established, and what was not."""
    return f"text of {full_date(day)} in an undated copy, later changes not checked"


def _newest(sources: set[str]) -> pd.Series | None:
    """Return the row of law_texts with the newest state among these sources, a dated one first; None for none."""
    texts = _dated()
    mine = texts[texts.index.isin(sources)]
    return None if mine.empty else mine.iloc[-1]


@tables.cached()
def _dated() -> pd.DataFrame:
    """Return law_texts by source, the newest state last.

    day: the last day for which a text is vouched for; the first day where no last one is known. Texts with neither
    are left out.
    """
    texts = tables.load("law_texts").set_index("source")
    texts["day"] = texts["state_to"].fillna(texts["state_from"])
    return texts.dropna(subset="day").sort_values(["day", "state_to"], kind="stable", na_position="first")


def _of_2009_only(text: pd.Series) -> bool:
    """Return whether a text was read for the law of the article's year, and for no later one."""
    article = moment("article")
    return text["state_from"] <= article <= text["state_to"] <= article + pd.DateOffset(years=1)


# ---------------------------------------------------------------- the head of a lesson


def head_line(lesson: str) -> str:
    """Return what the head of a lesson says under "Law as of". lesson: its number, such as "04".

    It names every law of which the lesson shows a statement, and what the column law of the table lessons adds. Under
    today stands the oldest state of the articles shown as today's, and no law that was read in its text of 2009 only.
    """
    today, then = _laws(lesson)
    days: dict[str, list[str]] = {}
    for body, state in sorted(today.items(), key=lambda item: item[1].day, reverse=True):
        days.setdefault(state.words, []).append(body)
    now = " ".join(f"{', '.join(bodies)}: {words}." for words, bodies in days.items())
    old = f"; in that state only: {', '.join(sorted(then))}" if then else ""
    opening = f"{full_date(moment('article'))}{old}." if then or _THEN in _added(lesson) else ""
    return " ".join(filter(None, [opening, now and f"{TODAY.capitalize()}: {now}"])) or NONE


def state_of(body: str, lesson: str) -> pd.Timestamp:
    """Return the state in which a lesson, such as "06", shows a law as today's, such as "Code pénal".

    It is that of its oldest article; of a court it is the day of the newest decision, because decisions add up.
    Raises ValueError for a law of which the lesson shows nothing as today's.
    """
    return look_up("law of today in this lesson", body, _laws(lesson)[0]).day


class State(NamedTuple):
    """The last day for which a text is vouched for, and how a head says it."""

    day: pd.Timestamp
    words: str


def _laws(lesson: str) -> tuple[dict[str, State], set[str]]:
    """Return {body of law shown as today's: its state}, and the bodies of which only the text of 2009 is shown."""
    bodies = tables.load("law_texts").set_index("source")["body"]
    today: dict[str, list[State]] = {}
    then = set()
    for sources, of_then in _shown(lesson):
        for body in dict.fromkeys(bodies[key] for key in sources if key in bodies):
            mine = {key for key in sources if bodies.get(key) == body}
            text = None if _is_court(body) else _newest(mine & _law_itself())
            text = _newest(mine) if text is None else text
            if text is not None and (of_then or _of_2009_only(text)):
                then.add(body)
            elif text is not None:
                today.setdefault(body, []).append(_state(text))
    weakest = {body: max(states) if _is_court(body) else min(states) for body, states in today.items()}
    return weakest, then - set(weakest)


def _shown(lesson: str) -> list[tuple[set[str], bool]]:
    """Return, for each statement, close reading and added text of a lesson, its sources and whether it is of 2009."""
    rows, read = tables.load("legal_statements"), tables.load("provisions").query("lesson == @lesson")
    rows = rows[[lesson in lessons.split(";") for lessons in rows["lessons"]]]
    return [
        *((set(row.sources.split(";")), row.id.endswith("-then")) for row in rows.itertuples()),
        *((set(keys.split(";")), True) for keys in read["sources"]),
        *(({key}, False) for key in _added(lesson) if key != _THEN),
    ]


def _added(lesson: str) -> list[str]:
    """Return what the table lessons adds to the statements: 2009, and the texts behind pictures and sentences."""
    rows = tables.load("lessons").set_index("lesson")["law"].to_dict()
    return [key for key in look_up("lesson", lesson, rows).split(";") if key]


def _state(text: pd.Series) -> State:
    """Return the state of a text of law, a row of law_texts."""
    if _is_court(text["body"]):  # a page of a later day about a decision does not make it younger
        return State(text["state_from"], full_date(text["state_from"]))
    if pd.isna(text["state_to"]):
        return State(text["state_from"], _since(text["state_from"]))
    if re.search(_PUBLISHED, text["established"]):
        return State(text["state_to"], f"as published in {text['state_to'].year}")
    return State(text["state_to"], full_date(text["state_to"]))


def _is_court(body: str) -> bool:
    return "court" in body.lower()


@tables.cached()
def _law_itself() -> set[str]:
    """Return the sources that hold the law itself or come from whoever keeps it, not what others write about it."""
    sources = tables.load("sources")
    return set(sources.loc[sources["kind"].isin(_LAW), "key"])


def day_in_words(day: date) -> str:
    """Return "30 June 2009", or TODAY for the day on which the texts were last read and after it."""
    return TODAY if pd.Timestamp(day) >= moment("reading") else full_date(day)


def law_of(day: date) -> str:
    """Return "as of 30 June 2009", or TODAY: how a sentence names the law of a day."""
    words = day_in_words(day)
    return words if words == TODAY else f"as of {words}"
