"""A student's forecasts: sealed at the end of lesson 00, opened and scored in lesson 10. No widgets here.

They are answers to lesson 10, wherever they are given: `forecast-NAME`, a probability in percent. The record says
whether it was `sealed`, that is given in lesson 00. A sealed one may be changed until its answer is `opened`; one given in
lesson 10 is opened at once. What is opened stands. Lessons 01 to 10 tell the answers to the questions of 2009, so a
forecast on one of these that is sealed or changed when the file holds an answer to such a lesson is marked as `late`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from hosting_shift import dates, tables
from hosting_shift.student import usable
from hosting_shift.student.answers import AnswersFile

LESSON = "10"


def questions(scored: bool) -> pd.DataFrame:
    """Return the questions of 2009, which can be scored, or those about the years to come."""
    table = tables.load("forecast_questions")
    return table[(table["answer"] != "open") == scored].reset_index(drop=True)


@dataclass(frozen=True)
class Forecast:
    """One forecast: percent, or `usable.LEFT_OUT`; whether it was sealed in lesson 00, and opened since; its day.

    late: whether it was sealed, or last changed, after lessons that tell answers were begun.
    """

    value: float | str
    sealed: bool
    opened: bool
    day: str
    late: bool = False

    @property
    def scored(self) -> bool:
        """Whether it counts: it was opened and not left out."""
        return self.opened and self.value != usable.LEFT_OUT


class Forecasts:
    """All forecasts of a student. file: where they are kept; without one they last as long as the page."""

    def __init__(self, file: AnswersFile | None = None):
        self._file = file
        self._records: dict[str, dict[str, Any]] = {}
        self._read()

    def __getitem__(self, name: str) -> Forecast | None:
        record = self._records.get(name)
        if record is None:
            return None
        sealed = bool(record.get("sealed"))
        day = _in_words(record.get("sealed_on", record["when"]))
        opened, late = not sealed or bool(record.get("opened")), bool(record.get("late"))
        return Forecast(record["value"], sealed, opened, day, late)

    def given(self) -> dict[str, Forecast]:
        """Return every forecast by the name of its question."""
        return {name: found for name in self._records if (found := self[name])}

    def seal(self, name: str, percent: float) -> str:
        """Keep a forecast in lesson 00, or change it; return what another window says, "" for nothing.

        What is opened stands: then nothing happens.
        """
        before = self[name]
        if before and (before.opened or before.value == percent):
            return ""
        return self._put(name, percent, sealed=True, **self._late(name))

    def open(self, name: str) -> str:
        """Open a sealed forecast in lesson 10: from now on it stands. Returns as `seal` does."""
        before = self[name]
        if before is None or before.opened:
            return ""
        sealed_on = self._records[name]["when"]
        late = {"late": True} if before.late else {}
        return self._put(name, before.value, sealed=True, opened=True, sealed_on=sealed_on, **late)

    def give(self, name: str, value: float | str) -> str:
        """Keep a forecast given in lesson 10, or that it was left out; the first one stands. Returns as `seal` does."""
        return "" if self[name] else self._put(name, value)

    def _late(self, name: str) -> dict[str, bool]:
        """Return the mark of a forecast that is given now: none if nothing that answers it can have been read."""
        told = name in set(questions(scored=True)["question"])
        return {"late": True} if told and self._begun() else {}

    def _begun(self) -> bool:
        """Whether the file holds an answer to a lesson after 00, other than the forecasts."""
        later = [] if self._file is None else tables.load("lessons")["lesson"].tolist()[1:]
        items = [item for lesson in later for item in self._file.lesson(lesson)]
        return any(not item.startswith("forecast-") for item in items)

    def _put(self, name: str, value: float | str, **more: Any) -> str:
        _check(value)
        kind = usable.LEFT_OUT if value == usable.LEFT_OUT else "forecast"
        if self._file is None:
            self._records[name] = {"kind": kind, "value": value, **more, "when": datetime.now().isoformat()}
            return ""
        seen = self._records.get(name)
        told = self._file.put(LESSON, f"forecast-{name}", kind, value, seen=seen, **more)
        self._read()
        return told

    def _read(self) -> None:
        if self._file is None:
            return
        stored = self._file.lesson(LESSON)
        damaged = usable.unusable(LESSON, stored)
        names = {f"forecast-{name}": name for name in tables.load("forecast_questions")["question"]}
        kept = {item: name for item, name in names.items() if item in stored and item not in damaged}
        self._records = {name: stored[item] for item, name in kept.items()}


def _check(value: float | str) -> None:
    if value != usable.LEFT_OUT and not 0 <= float(value) <= 100:
        raise ValueError(f"The probability is {value!r}; expected 0 to 100 percent.")


def _in_words(when: Any) -> str:
    """Return the day of a stored time; "an unknown day" for what is none."""
    with suppress(ValueError):
        return dates.full_date(date.fromisoformat(str(when)[:10]))
    return "an unknown day"
