"""Which instruments linked France to a state of the case of 2009, on a day, and which did not.

Built on `cooperation`; the requests come from the table case_requests. No instrument, state or date
is written here.
"""

from datetime import date

import pandas as pd

from hosting_shift import tables
from hosting_shift.dates import day_of
from hosting_shift.errors import look_up
from hosting_shift.law.common import CONFIDENCES, moment
from hosting_shift.law.cooperation import ANYBODY, Row, instrument_rows

_COURT = "FRA"  # the court of the case
_STATES = ["in force", "replaced", "not yet", "no link"]


def case_request(name: str) -> pd.Series:
    """Return the row of case_requests called `name`, or say which there are.

    Raises ValueError for an unknown one.
    """
    requests = tables.load("case_requests").set_index("request")
    return requests.loc[look_up("request", name, requests.index)]


def reach(request: str, day: date | str) -> pd.DataFrame:
    """Return the instruments that might serve a request of the case, with their state on `day`.

    request: a name of case_requests. day: a date, a Timestamp or text such as "2009-06-30", at the
    latest the day on which the texts were last read.

    Columns: instrument, name, short, state, since, precision, confidence, article, condition. state
    is "in force"; "replaced", where a newer instrument takes its place; "not yet", where one links
    the two only later; or "no link", where one that then linked France to another state of the case
    leaves this one out. since is the first day on which it linked the two (NaT: never); precision
    says whether that is known to the "day", the "year", or is the latest it can be ("at the
    latest"). confidence is the weakest of the dates used. In force first. Reciprocity, which binds
    nobody, is left out, and so is a treaty with another state alone.
    """
    wanted, day = case_request(request), day_of(day)
    place, need = wanted["iso3"], wanted["need"]
    found = [_rows(place, day, need), _rows(place, moment("reading"), need, "not yet")]
    others = [state for state in tables.load("case_requests")["iso3"].unique() if state != place]
    found += [_rows(other, day, need, "no link") for other in others]
    rows = pd.DataFrame([row for rows in found for row in rows]).drop_duplicates("instrument")
    rows = rows.assign(since=pd.to_datetime(rows["since"]))
    nobody = (rows["and"] == ANYBODY) & (rows["between"] == ANYBODY)  # reciprocity
    group = ~rows["and"].isin(others) & ~rows["between"].isin(others) & ~nobody
    rows = rows[group].assign(rank=rows["state"].map(_STATES.index))
    rows = rows.sort_values("rank", kind="stable").reset_index(drop=True)
    regimes = tables.load("legal_regimes").to_dict("records")
    known = [_precision(row, place, regimes) for row in rows.to_dict("records")]
    rows["precision"], rows["confidence"] = zip(*known, strict=True)
    return rows[["instrument", "name", "short", "state", "since", "precision", "confidence", "article", "condition"]]


def _rows(place: str, day: pd.Timestamp, need: str, state: str | None = None) -> list[Row]:
    """Return what links France and the place on the day, in the given state or as it stands."""
    rows = instrument_rows(_COURT, place, day, need, all_rows=True)
    if state is None:
        return [row | {"state": "in force" if row["status"] == "applies" else "replaced"} for row in rows]
    if state == "no link":
        rows = [row | {"since": pd.NaT} for row in rows if row["status"] == "applies"]
    return [row | {"state": state} for row in rows]


def _precision(row: Row, place: str, regimes: list[Row]) -> tuple[str, str]:
    """Return (how well `since` is known, the weakest confidence behind it)."""
    pairs = {(row["between"], _COURT), (row["and"], place), (row["between"], place), (row["and"], _COURT)}
    members = [m for m in regimes if (m["regime"], m["iso3"]) in pairs and m["regime"] != ANYBODY]
    confidence = [row["confidence"], *(m["confidence"] for m in members)]
    if row["between"] == "convention":
        parties = tables.load("convention_parties").set_index("iso3")["in_force_confidence"]
        # the row's own confidence is about its articles; the dates are those of the parties
        confidence = [parties[_COURT], parties[place]]
    vague = [m for m in members if pd.isna(m["since"]) and m["since_year"] == row["since"].year]
    precision = "" if pd.isna(row["since"]) else "day"
    if vague and (row["since"].month, row["since"].day) == (12, 31):
        precision = "at the latest" if vague[0]["at_the_latest"] else "year"
    return precision, max(confidence, key=CONFIDENCES.index)
