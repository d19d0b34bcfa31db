"""How long the instruments of cooperation take: limits set by law, durations observed, in days.

Everything is read from the table cooperation. A month counts 30 days, as in lesson 05.
"""

from datetime import date

import pandas as pd

from hosting_shift import tables
from hosting_shift.dates import day_of
from hosting_shift.errors import look_up

_DAYS = {"days": 1, "months": 30}


def procedure_times(need: str, day: date | str) -> pd.DataFrame:
    """Return the instruments that serve `need` and apply on `day`, with their times in days.

    need: "person", "evidence", "preservation", "closure" or "prosecution there". day: a date such
    as "2009-06-30". One row an instrument, in the order of the table, with the columns

    - instrument, name, limit_note, observed_note, observed_year, observed_confidence: from the table;
    - limit: days within which the law wants a decision or an answer, empty if it sets none;
    - kept: days for which the law has data kept (a preservation order holds data, and this is
      how long it holds them, not how long it takes);
    - low, high: days observed, from the lowest to the highest figure, empty if none was found;
    - limit_firm: the limit was read in a source, also where other parts of the row were not.
      observed_firm: the durations were, and not only an account of them.

    Raises ValueError for an unknown need or a day that is no date.
    """
    every = tables.load("cooperation")
    look_up("need", need, list(every["need"].unique()), "The needs are")
    day = day_of(day)
    here = (every["need"] == need) & (every["applies_from"] <= day) & ~(every["applies_until"] < day)
    found = every[here].reset_index(drop=True)
    limit = found["limit"] * found["limit_unit"].map(_DAYS)
    kept = found["limit_note"].str.contains("kept")
    unit = found["observed_unit"].map(_DAYS)
    columns = ["instrument", "name", "limit_note", "observed_note", "observed_year", "observed_confidence"]
    return found[columns].assign(
        limit=limit.where(~kept),
        kept=limit.where(kept),
        low=found["observed_low"] * unit,
        high=found["observed_high"] * unit,
        limit_firm=found["limit_confidence"] == "sourced",
        observed_firm=found["observed_confidence"] == "sourced",
    )


def ahead_of(times: pd.DataFrame, days: float) -> pd.Series:
    """Return which rows of `procedure_times` can be over within `days`: True or False for each.

    An instrument can be over in time if the law's limit or the lowest observed duration is not
    longer. Where neither is known it counts as False: nothing shows that it is fast enough.
    """
    shortest = times[["limit", "low"]].min(axis=1)
    return pd.Series(shortest <= days, index=times.index)
