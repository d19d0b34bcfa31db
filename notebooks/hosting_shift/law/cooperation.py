"""What links two states: instruments of cooperation, their conditions, and where a chain breaks.

Every rule is asked for a day: the law of 30 June 2009 and the law of today are two questions. States,
instruments, dates, conditions and durations come from the tables cooperation, legal_regimes,
convention_parties and procuring_models, charges from settings.toml; none is written here. A state, a need
or a day outside the tables is an error, never a guess. An instrument that is not in the tables may
exist all the same: see tables.describe("cooperation").
"""

from dataclasses import dataclass
from datetime import date
from numbers import Integral
from typing import Any

import pandas as pd

from hosting_shift import tables
from hosting_shift.dates import day_of, full_date
from hosting_shift.errors import look_up, near
from hosting_shift.law.common import known_as, moment, state_code
from hosting_shift.law.treaty import linked_since

When = int | str | date  # a year, or a day
Row = dict[str, Any]  # a row of a table, by column
Span = tuple[pd.Timestamp, pd.Timestamp]  # first and last day
Standing = dict[int, tuple[pd.Timestamp, str]]  # place in the table: since when, status

_CONVENTION = "convention"  # its parties stand in a table of their own
_FALLBACK = "every other"
ANYBODY = "any"  # its rows in legal_regimes say which states are tabled, and nothing of a day
EVEN_WITHOUT = "even without exploitation"  # how procuring_models words the widest offence
_EVER, _LAST = pd.Timestamp.min, pd.Timestamp.max  # no first day, no last day


@dataclass(frozen=True)
class Line:
    """One line of a case: what one state asks of another, and whether it stands.

    status: "inside" (one state, no instrument needed), "open" (an instrument whose conditions the
    tables see as met), "on condition" (one that depends on a condition) or "broken" (none). best:
    the row of `instruments` that decided, or None. obstacles: what the condition is, or why the
    line breaks. mends: instruments that would reach the same end another way.
    """

    asking: str
    asked: str
    need: str
    status: str
    best: Row | None
    obstacles: tuple[str, ...]
    mends: tuple[str, ...]


# --- days, states, needs -------------------------------------------------------------------------


@tables.cached()
def _first_day() -> pd.Timestamp:
    # A membership "by this year at the latest" is certain only from the end of that year.
    regimes = tables.load("legal_regimes")
    known = regimes.loc[regimes["at_the_latest"], "since_year"].max()
    return pd.Timestamp(year=int(known) + 1, month=1, day=1)


def _last_day() -> pd.Timestamp:
    return moment("reading")


def puzzle_years() -> list[int]:
    """Return the years for which the tables can be asked, oldest first."""
    return list(range(_first_day().year, _last_day().year + 1))


def day_in(year: int) -> pd.Timestamp:
    """Return the day that stands for `year`: 30 June, or in the last year the day the texts were last read.

    30 June of the article's year is the eve of its publication (settings.toml). Raises ValueError
    for a year outside the tables.
    """
    years = puzzle_years()
    whole = isinstance(year, Integral) and not isinstance(year, bool)
    if not whole or not years[0] <= year <= years[-1]:
        raise ValueError(
            f"The year is {year!r}; the tables of cooperation answer for whole years from {years[0]} to {years[-1]}."
        )
    article = moment("article")
    return _last_day() if year == years[-1] else article.replace(year=int(year))


def _when(when: When) -> pd.Timestamp:
    """Return the day asked for: a year, or a day within the years of the tables."""
    if isinstance(when, Integral):
        return day_in(when)
    plain = isinstance(when, pd.Timestamp) and when.tzinfo is None
    day: pd.Timestamp = when if plain else day_of(when)
    if not _first_day() <= day <= _last_day():
        raise ValueError(
            f"The day is {day.date()}; the tables of cooperation answer for days from "
            f"{_first_day().date()} to {_last_day().date()}, the last evidence."
        )
    return day


def needs() -> list[str]:
    """Return the needs that instruments serve, in the order of the table."""
    return list(dict.fromkeys(row["need"] for row in _rows()))


def _need(need: str) -> str:
    return look_up("need", need, needs(), "The needs are")


def _charge(charge: str) -> Row:
    return look_up("charge", charge, _charges(), "The charges are")


@tables.cached()
def _charges() -> dict[str, Row]:
    return tables.settings("charges")


@tables.cached(1024)
def state_name(state: str) -> str:
    """Return the English name of a state given by code or name."""
    code = state_code(state)
    invented = tables.settings("invented_states")
    return (
        invented[code]["name"] if code in invented else tables.load("world_tiles").set_index("iso3").loc[code, "name"]
    )


@tables.cached(1024)
def _tabled(state: str) -> str:
    """Return the code of a state whose regimes are tabled, or say that they are not."""
    code = state_code(state)
    regimes = tables.load("legal_regimes")
    known = regimes.loc[regimes["regime"] == ANYBODY].set_index("iso3")["state"]
    if code in known.index or code in tables.settings("invented_states"):
        return code
    raise ValueError(
        f"The cooperation of {state_name(code)} is not in the table legal_regimes, so nothing can "
        f"be said about it.{near(state, known)} The table holds {len(known)} states."
    )


# --- regimes -------------------------------------------------------------------------------------


@tables.cached(4096)
def _span(regime: str, code: str) -> Span | None:
    """Return (first day, last day) of a state in a regime, or None. A state code is a regime of one; "any" is all."""
    if regime in (code, ANYBODY):
        return _EVER, _LAST
    rows = tables.load("legal_regimes")
    rows = rows[(rows["regime"] == regime) & (rows["iso3"] == known_as(code))]
    if rows.empty:
        return None
    row = rows.iloc[0]
    since = row["since"]
    if pd.isna(since):  # only the year is known: certain from its end
        since = pd.Timestamp(year=int(row["since_year"]), month=12, day=31)
    return since, _LAST if pd.isna(row["until"]) else row["until"]


@tables.cached()
def _regimes() -> dict[str, list[str]]:
    """Return {regime: [codes]}."""
    table = tables.load("legal_regimes")
    return table.groupby("regime", sort=False)["iso3"].agg(list).to_dict()


def regime_states(regime: str, when: When) -> list[str]:
    """Return the codes of the states that belong to `regime` on a day (or in a year), sorted.

    regime: a name of the column regime in legal_regimes, such as "warrant". Raises ValueError for
    an unknown one.
    """
    codes, day = look_up("regime", regime, _regimes(), "The regimes are"), _when(when)
    spans = {code: _span(regime, code) for code in codes}
    return sorted(code for code, span in spans.items() if span and span[0] <= day <= span[1])


def keeps_nationals(state: str, when: When) -> bool:
    """Say whether the table knows that a state's law refuses to hand over its own nationals."""
    return known_as(_tabled(state)) in regime_states("keeps_nationals", when)


def _joint(row: Row, asking: str, asked: str) -> Span | None:
    """Return (first, last) day on which `row` links two states, or None; _LAST: no end."""
    if pd.isna(row["applies_from"]):
        return None
    spans = []
    if row["between"] == _CONVENTION:
        since = _both_parties(asking, asked)
        if since is not None:
            spans.append((since, _LAST))
    else:
        ways = [(asking, asked)] if row["one_way"] else [(asking, asked), (asked, asking)]
        for first, second in ways:
            one, other = _span(row["between"], first), _span(row["and"], second)
            if one and other:
                spans.append((max(one[0], other[0]), min(one[1], other[1])))
    if not spans:
        return None
    since, until = min(spans)
    end = _LAST if pd.isna(row["applies_until"]) else row["applies_until"]
    since, until = max(since, row["applies_from"]), min(until, end)
    return (since, until) if since <= until else None


@tables.cached(4096)
def _both_parties(asking: str, asked: str) -> pd.Timestamp | None:
    first, second = known_as(asking), known_as(asked)
    return linked_since(first, second).since if first and second else None


# --- instruments ---------------------------------------------------------------------------------


@tables.cached()
def _rows() -> list[Row]:
    return tables.load("cooperation").to_dict("records")


@tables.cached(8192)
def _linking(asking: str, asked: str, day: pd.Timestamp) -> Standing:
    """Return {place in the table: (since, status)} of the instruments that link two states."""
    spans = {place: _joint(row, asking, asked) for place, row in enumerate(_rows())}
    there = {place: s for place, s in spans.items() if s and s[0] <= day <= s[1]}
    return {place: (span[0], _status(place, there)) for place, span in there.items()}


def _status(place: int, there: dict[int, Span]) -> str:
    """Return "applies", or what takes the place of an instrument between the two states."""
    rows = _rows()
    row, others = rows[place], [rows[other] for other in there if other != place]
    if row["replaced_by"] == _FALLBACK:
        better = [x for x in others if x["need"] == row["need"] and x["replaced_by"] != _FALLBACK]
        return "not needed" if better else "applies"
    instead = [x for x in others if x["instrument"] in row["replaced_by"].split(";")]
    return f"replaced: {instead[0]['name']}" if instead else "applies"


def instruments(asking: str, asked: str, when: When, need: str | None = None, all_rows: bool = False) -> pd.DataFrame:
    """Return the instruments with which one state can ask another, on a day or in a year.

    asking, asked: English name or three-letter code of two different states of legal_regimes.
    when: a day such as "2009-06-30", or a year such as 2009 (see day_in). need: one of needs(), or
    all. all_rows=True also returns those replaced between the two, and reciprocity where a treaty
    exists. Columns: since (first day on which it links the two), status, and those of the table
    cooperation: article, condition, double_criminality, limit, observed_low, confidence, sources, …
    Raises ValueError for an unknown state, need or day. Rules: legal_regimes, convention_parties.
    """
    linking = _standing(asking, asked, when, need, all_rows)
    found = tables.load("cooperation").iloc[list(linking)].reset_index(drop=True)
    found.insert(0, "since", [since for since, _ in linking.values()])
    found.insert(1, "status", [status for _, status in linking.values()])
    return found


def instrument_rows(asking: str, asked: str, when: When, need: str | None = None, all_rows: bool = False) -> list[Row]:
    """Return `instruments` as a list of dicts, which is quicker where one is asked after another."""
    rows = _rows()
    return [
        {"since": since, "status": status} | rows[place]
        for place, (since, status) in _standing(asking, asked, when, need, all_rows).items()
    ]


def _standing(asking: str, asked: str, when: When, need: str | None, all_rows: bool) -> Standing:
    """Return {place in the table: (since, status)} of what `instruments` is asked for."""
    codes, day = (_tabled(asking), _tabled(asked)), _when(when)
    if codes[0] == codes[1]:
        raise ValueError(f"Both states are {state_name(codes[0])!r}; inside one state none is needed.")
    wanted = None if need is None else _need(need)
    return {
        place: (since, status)
        for place, (since, status) in _linking(*codes, day).items()
        if wanted in (None, _rows()[place]["need"]) and (all_rows or status == "applies")
    }


@tables.cached()
def _models() -> dict[str, Row]:
    return tables.load("procuring_models").set_index("iso3").to_dict("index")


# --- does a line stand? --------------------------------------------------------------------------


def procuring_law(state: str, when: When) -> str:
    """Return when a state punishes third parties, as the table procuring_models words it.

    With the change of law that it dates; "" if the state is not in it.
    """
    models, code, day = _models(), known_as(state_code(state)), _when(when)
    if code not in models:
        return ""
    row = models[code]
    changed = pd.notna(row["third_parties_from"]) and day < row["third_parties_from"]
    return row["third_parties_before"] if changed else row["third_parties"]


def _obstacles(
    row: Row, asked: str, when: When, charge: str, national: bool, own_soil: bool
) -> tuple[list[str], list[str]]:
    """Return (conditions, bars) that the tables see for one instrument."""
    conditions, bars = [], []
    name = state_name(asked)
    checked = (
        row["double_criminality"] in ("required", "may be required")
        or (row["double_criminality"] == "not for listed offences" and not _charge(charge)["listed"])
        # article 29(4) of the Convention: a state may reserve the check for offences outside articles 2 to 11
        or (
            row["instrument"] == "convention_preservation"
            and known_as(asked) in regime_states("checks_preservation", when)
        )
    )
    if checked and charge == "procuring":
        law = procuring_law(asked, when)
        if law == "":
            conditions.append(f"double criminality: the law of {name} is not in the tables")
        elif law != EVEN_WITHOUT:
            conditions.append(f"double criminality: {name} punishes {law}")
    if national and row["need"] == "person" and row["nationals"] == "may be refused":
        if keeps_nationals(asked, when):
            bars.append(f"{name} keeps its own nationals")
        else:
            conditions.append(f"{name} may refuse its own national")
    if own_soil and row["own_soil"]:
        if row["between"] == "warrant" and known_as(asked) in regime_states("refuses_own_soil", when):
            bars.append(f"{name} must refuse for acts on its own soil")
        else:
            conditions.append(f"{name} may refuse for acts on its own soil")
    span = _span(row["between"], asked) if row["one_way"] and row["outside"] else (_EVER, _LAST)
    if span is None or not span[0] <= when <= span[1]:
        conditions.append(row["outside"])
    elif row["hangs_on"]:
        conditions.append(row["hangs_on"])
    return conditions, bars


def line(
    asking: str,
    asked: str,
    when: When,
    need: str,
    charge: str = "procuring",
    national: bool = True,
    own_soil: bool = False,
) -> Line:
    """Return the Line between two states for one need: does it stand, on what, what would mend it?

    charge: one of the charges of settings.toml. national: whether the person sought is a national of the state
    asked. own_soil: whether a part of the act lies on the soil of the state asked. The instrument with the fewest
    obstacles decides; between equals, the first in the table.
    A bar (a state that keeps its nationals, or must refuse for acts on its soil) breaks a line; a condition makes it hang. Raises ValueError as instruments() does.
    """
    _charge(charge), _need(need)
    codes, when = (_tabled(asking), _tabled(asked)), _when(when)
    if codes[0] == codes[1]:
        return Line(*codes, need, "inside", None, (), ())
    found = instrument_rows(*codes, when, need)
    judged = [(_obstacles(row, codes[1], when, charge, national, own_soil), row) for row in found]
    judged.sort(key=lambda item: (len(item[0][1]), len(item[0][0])))
    if not judged:
        ways = _elsewhere(codes, when, need) + _later(codes, when, need)
        return Line(*codes, need, "broken", None, ("no instrument in the tables",), ways)
    (conditions, bars), best = judged[0]
    status = "broken" if bars else "on condition" if conditions else "open"
    ways = () if status == "open" else _elsewhere(codes, when, need)
    if status == "broken":
        ways += _later(codes, when, need)
    return Line(*codes, need, status, best, (*bars, *conditions), ways)


def _elsewhere(codes: tuple[str, str], day: pd.Timestamp, need: str) -> tuple[str, ...]:
    """Return the other way to the same end: for a person, prosecution where the person is."""
    if need != "person":
        return ()
    return tuple(row["name"] for row in instrument_rows(*codes, day, "prosecution there"))


def _later(codes: tuple[str, str], day: pd.Timestamp, need: str) -> tuple[str, ...]:
    """Return the instruments that link the two states for this need only after the day."""
    spans = [(row, _joint(row, *codes)) for row in _rows() if row["need"] == need]
    return tuple(
        f"{row['name']} (from {full_date(span[0])})" for row, span in spans if span and day < span[0] <= _last_day()
    )
