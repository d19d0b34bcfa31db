"""Dates known to the day, the month or the year: where they stand, and how to say them.

The tables write them as text: "2018-04-06", "2009-07", "2016". A month or a year alone never becomes
a day: on a chart it stands in its own middle, and in words it stays a month or a year.
"""

import re
from contextlib import suppress
from datetime import date

import pandas as pd

_FORM = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def _parts(when: object) -> tuple[int, int | None, int | None]:
    found = _FORM.fullmatch(when) if isinstance(when, str) else None
    with suppress(ValueError):
        if found:
            year, month, day = (int(part or 0) for part in found.groups())
            date(year, month or 1, day or 1)
            return year, month or None, day or None
    raise ValueError(
        f"The date is {when!r}; expected a day, a month or a year such as '2018-04-06', '2009-07' or '2016'."
    )


def years(when: object) -> float:
    """Return `when` in years, such as 2009.54 for July 2009; the middle where no day is known. Raises ValueError."""
    year, month, day = _parts(when)
    if not month:
        return year + 0.5
    start, end = date(year, 1, 1), date(year + 1, 1, 1)
    at = date(year, month, day or 15)
    return year + (at - start).days / (end - start).days


def written(when: date) -> str:
    """Return a day (or a Timestamp) as the tables write it, "2009-06-30"; "" for none."""
    return "" if pd.isna(when) else f"{when:%Y-%m-%d}"


def full_date(when: date) -> str:
    """Return a day (or a Timestamp) as "30 June 2009"."""
    return f"{when.day} {when:%B %Y}"


def in_words(when: object) -> str:
    """Return "6 April 2018", "July 2009" or "2016". Raises ValueError."""
    year, month, day = _parts(when)
    if not month:
        return str(year)
    return full_date(date(year, month, day)) if day else f"{date(year, month, 1):%B %Y}"


def day_of(value: object) -> pd.Timestamp:
    """Return `value` as a Timestamp at midnight; raise ValueError if it is no day."""
    good = isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value))
    try:
        day = pd.Timestamp(value) if good else pd.NaT
    except ValueError:
        day = pd.NaT
    if pd.isna(day):
        raise ValueError(f"The day is {value!r}; expected a date such as '2009-06-30'.")
    return day.tz_localize(None).normalize()
