"""Rules over the tables: which states the Convention on Cybercrime (ETS 185) binds, and since when.

A state becomes a party by depositing its instrument. The Convention binds it from the first day of
the month that follows three months after the deposit (articles 36(4) and 37(2)); before that it had
to enter into force itself, once five states had deposited, three of them members of the Council of
Europe (article 36(3)). Dates come from the tables of data/; none is written here.
"""

from dataclasses import dataclass
from datetime import date
from numbers import Integral

import pandas as pd

from hosting_shift import tables
from hosting_shift.dates import day_of
from hosting_shift.law.common import state_code
from hosting_shift.words import listed


@dataclass(frozen=True)
class Link:
    """Since when the Convention binds both of two states.

    since: the first day, or None if one of them is not a party. confidence: the weaker of the two
    dates of entry into force, "sourced" or "recalled"; "" without a date. missing: the state that
    is not a party, "A and B" if neither is, "" if both are.
    """

    since: pd.Timestamp | None
    confidence: str
    missing: str


def parties_on(day: date | str, bound: bool = False) -> pd.DataFrame:
    """Return the rows of convention_parties for the states that were parties on `day`.

    day: a date, a Timestamp or text such as "2009-06-30"; the day itself counts. A state is a
    party from its deposit (articles 36(2) and 37(2)); with bound=True, only once the Convention is
    in force for it (articles 36(3)-(4) and 37(2)). Where only the month of a deposit is known, the
    state counts from the last day of that month: count_on() shows what that leaves open.
    """
    day = day_of(day)
    parties = _parties()
    since = parties["in_force_date"] if bound else _deposits(parties)[1]
    return parties[since <= day].reset_index(drop=True)


def count_on(day: date | str) -> tuple[int, int]:
    """Return the lowest and the highest number of parties on `day` that the table allows.

    The two differ only inside the month of a deposit whose day is not known. day: as for parties_on().
    """
    day = day_of(day)
    earliest, latest = _deposits(_parties())
    return int((latest <= day).sum()), int((earliest <= day).sum())


def parties_by_year() -> pd.DataFrame:
    """Return one row a year, from the first signature to the last deposit or entry into force.

    Index year. new_deposits: deposits in the year. parties: states that had deposited by 31
    December; bound: states for which the Convention was then in force (article 36). share_of_pairs:
    of all pairs of member states of the United Nations, the share in which both are bound.
    """
    table, parties = tables.load("convention_parties"), _parties()
    deposit, in_force = parties["deposit_month"].dt.year, parties["in_force_date"].dt.year
    first = table["signature_date"].min().year
    years = pd.RangeIndex(first, max(deposit.max(), in_force.max()) + 1, name="year")
    new, bound = (when.value_counts().reindex(years, fill_value=0) for when in (deposit, in_force))
    rows = pd.DataFrame({"new_deposits": new, "parties": new.cumsum(), "bound": bound.cumsum()})
    states = _states()
    rows["share_of_pairs"] = [share_of_pairs(number, states) for number in rows["bound"]]
    return rows


def share_of_pairs(n: int, states: int | None = None) -> float:
    """Return the share of all pairs of states in which both belong to a group of n: 0 to 1.

    n(n-1) / (states(states-1)), which counts each pair twice above and below the line. states: how
    many there are; by default the member states of the United Nations in world_tiles. Raises
    ValueError for numbers that cannot be.
    """
    states = _states() if states is None else states
    for name, number in (("n", n), ("states", states)):
        if not isinstance(number, Integral) or isinstance(number, bool):
            raise ValueError(f"{name} is {number!r}; expected a whole number of states.")
    if states < 2:
        raise ValueError(f"states is {states}; a pair needs at least 2 states.")
    if not 0 <= n <= states:
        raise ValueError(f"n is {n}; expected a number from 0 to {states}, the number of states.")
    return float(n * (n - 1) / (states * (states - 1)))


def linked_since(state_a: str, state_b: str) -> Link:
    """Return the Link between two states: the first day on which the Convention bound both.

    That is the later of their two dates of entry into force (article 36(3)-(4), article 37(2)).
    state_a, state_b: English name or three-letter code, as in world_tiles. Raises ValueError for
    an unknown state, or for one state named twice.
    """
    codes = [state_code(state_a), state_code(state_b)]
    if codes[0] == codes[1]:
        raise ValueError(f"Both states are {state_a!r}; expected two different states.")
    parties = _parties().set_index("iso3")
    missing = [code for code in codes if code not in parties.index]
    if missing:
        names = tables.load("world_tiles").set_index("iso3")["name"]
        return Link(None, "", listed(names[missing]))
    pair = parties.loc[codes]
    firm = (pair["in_force_confidence"] == "sourced").all()
    return Link(pair["in_force_date"].max(), "sourced" if firm else "recalled", "")


def entry_into_force(deposit: date | str) -> pd.Timestamp:
    """Return the first day on which the Convention binds a state that deposits on day `deposit`.

    The first day of the month that follows three months after the deposit (article 36(4), and
    37(2) for accessions), but not before the Convention itself is in force: the same rule applied
    to the deposit that made five, three of them by members of the Council of Europe (36(3)).
    """
    parties = _parties()
    deposits = _deposits(parties)[1].sort_values()
    members = parties["council_of_europe"].loc[deposits.index].cumsum()
    enough = (members >= 3) & (pd.Series(range(1, len(deposits) + 1), deposits.index) >= 5)
    return max(_after_three_months(day_of(deposit)), _after_three_months(deposits[enough].iloc[0]))


def compare_counts() -> pd.DataFrame:
    """Return convention_counts with our own count beside each published one.

    Adds lowest and highest, what the table allows on that day, or at any time in that month where
    the day is not known; and agrees, whether the published count lies between them. A state that
    signed as part of a union of states counts once with it (column signed_as).
    """
    counts = tables.load("convention_counts")
    first = counts["date"].fillna(counts["month"].dt.to_timestamp())
    last = counts["date"].fillna(_last_days(counts["month"]))
    ours = [_count(*when) for when in zip(counts["kind"], first, last, strict=True)]
    counts["lowest"] = [low for low, _ in ours]
    counts["highest"] = [high for _, high in ours]
    counts["agrees"] = counts["published"].between(counts["lowest"], counts["highest"])
    return counts


def _parties() -> pd.DataFrame:
    table = tables.load("convention_parties")
    return table[table["status"] == "party"].reset_index(drop=True)


def _states() -> int:
    return int(tables.load("world_tiles")["un_member"].sum())


def _last_days(months: pd.Series) -> pd.Series:
    return months.dt.to_timestamp(how="end").dt.normalize()


def _deposits(parties: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return the earliest and the latest day on which each state may have deposited."""
    day, month = parties["deposit_date"], parties["deposit_month"]
    return day.fillna(month.dt.to_timestamp()), day.fillna(_last_days(month))


def _after_three_months(day: pd.Timestamp) -> pd.Timestamp:
    # Three months end in the third month after; the next month's first day is the one that counts.
    return (day.to_period("M") + 4).start_time


def _count(kind: str, first: pd.Timestamp, last: pd.Timestamp) -> tuple[int, int]:
    """Return the lowest and highest count of `kind` at any time from `first` to `last`."""
    if kind == "parties":
        return count_on(first)[0], count_on(last)[1]
    table = tables.load("convention_parties")
    signer = table["signed_as"].where(table["signed_as"] != "", table["state"])
    if kind == "signatures by Council of Europe members":
        table = table[table["council_of_europe"]]
    earliest, latest = _deposits(table)

    def number(rows: pd.Series) -> int:
        return signer[rows[rows].index].nunique()

    if kind != "signed not ratified":
        return number(table["signature_date"] <= first), number(table["signature_date"] <= last)
    # An unknown deposit is NaT, later than no day: a state that only signed stays in the count.
    signed = [table["signature_date"] <= day for day in (first, last)]
    return number(signed[0] & ~(earliest <= last)), number(signed[1] & ~(latest <= first))
