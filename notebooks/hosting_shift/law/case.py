"""Which instruments linked France to a state of the case of 2009, on a day.

Rules over the tables case_requests, cooperation, legal_regimes and convention_parties; no
instrument, state or date is written here.
"""

from __future__ import annotations

import pandas as pd

from hosting_shift import tables
from hosting_shift.law.common import day_of
from hosting_shift.law.treaty import linked_since

__all__ = ["case_request", "last_checked", "reach"]

_COURT = "FRA"  # the court of the case
_WEAK = ["sourced", "partly sourced", "recalled"]


def case_request(name):
    """Return the row of case_requests called `name`, or say which there are."""
    requests = tables.load("case_requests").set_index("request")
    if name not in requests.index:
        raise ValueError(f"There is no request {name!r}; there are {', '.join(requests.index)}.")
    return requests.loc[name]


def last_checked():
    """Return the day up to which the table cooperation was last checked: "today" in lesson 02."""
    return tables.load("cooperation")["as_of"].max()


def reach(request, day):
    """Return the instruments that might serve a request of the case, with their state on `day`.

    request: a name of case_requests. day: a date, a Timestamp or text such as "2009-06-30".

    Columns: instrument, name, state, since, precision, confidence, article, condition. state is
    "in force"; "replaced", where a newer instrument of the same list is in force; "not yet"; "ended";
    or "no link", where one of the two states does not belong. since is the first day on which it
    linked the two; precision says whether that is known to the "day", the "year", or is the latest
    it can be ("at the latest"). confidence is the weakest of all dates used. In force first.
    Reciprocity, which binds nobody, and instruments that link France to no state of the case are left
    out; so is what would not link the two and did not exist yet.
    """
    wanted, day = case_request(request), day_of(day)
    instruments, members = tables.load("cooperation").to_dict("records"), _members()
    links = _links(wanted["iso3"], day, instruments, members)
    running = {link["instrument"] for link in links if link["state"] == "in force"}
    for link in links:
        if link["state"] == "in force" and running & set(link["replaced_by"].split(";")):
            link["state"] = "replaced"
    elsewhere = {
        link["instrument"]
        for place in tables.load("case_requests")["iso3"].unique()
        for link in _links(place, day, instruments, members)
        if link["state"] != "no link"
    }
    found = pd.DataFrame(
        link
        for link in links
        if link["need"] == wanted["need"]
        and link["instrument"] in elsewhere
        and (link["state"] != "no link" or link["exists_from"] <= day)
    ).drop(columns=["need", "replaced_by", "exists_from"])
    rank = found["state"].map(_STATES.index)
    return found.loc[rank.sort_values(kind="stable").index].reset_index(drop=True)


_STATES = ["in force", "replaced", "not yet", "ended", "no link"]


def _links(place, day, instruments, members):
    """Return every instrument that may link the court and the place, with its state on the day."""
    treaty = linked_since(_COURT, place)
    bound = (pd.NaT if treaty.since is None else treaty.since, "day", treaty.confidence)
    links = []
    for row in instruments:
        parts = _parts(row["between"], row["and"], place)
        if parts is None:
            continue
        if {side for side, _ in parts} == {"convention"}:
            begins = [bound]
        else:
            sides = [part for part in parts if not _is_state(part[0])]
            begins = [members.get(part, (pd.NaT, "", "")) for part in sides]
        links.append(_link(row, begins, day))
    return links


def _parts(one, other, place):
    """Return ((regime, state), (regime, state)) for the court and the place, or None.

    None: the instrument names a third state on one side, or binds nobody ("any").
    """
    if "any" in (one, other):
        return None
    for court_side, place_side in ((one, other), (other, one)):
        if (not _is_state(court_side) or court_side == _COURT) and (
            not _is_state(place_side) or place_side == place
        ):
            return (court_side, _COURT), (place_side, place)
    return None


def _is_state(side):
    return len(side) == 3 and side.isupper()


def _link(row, begins, day):
    """Return the state of one instrument on the day.

    begins: (first day, precision, confidence) of each of the two states; NaT if it does not belong.
    """
    begins = [(row["applies_from"], "day", row["confidence"]), *begins]
    since = pd.NaT if any(pd.isna(b[0]) for b in begins) else max(b[0] for b in begins)
    precision = next((b[1] for b in begins if b[0] == since and b[1] != "day"), "day")
    known = [b[2] for b in begins if b[2]]
    if pd.isna(since):
        state = "no link"
    elif since > day:
        state = "not yet"
    elif pd.notna(row["applies_until"]) and row["applies_until"] < day:
        state = "ended"
    else:
        state = "in force"
    return {
        "instrument": row["instrument"],
        "need": row["need"],
        "name": row["name"],
        "state": state,
        "since": since,
        "precision": "" if pd.isna(since) else precision,
        "confidence": max(known, key=_WEAK.index),
        "article": row["article"],
        "condition": row["condition"],
        "replaced_by": row["replaced_by"],
        "exists_from": row["applies_from"],
    }


def _members():
    """Return {(regime, state): (first day, precision, confidence)} of legal_regimes."""
    members = {}
    for row in tables.load("legal_regimes").to_dict("records"):
        since, precision = row["since"], "day"
        if pd.isna(since):
            since = pd.Timestamp(year=int(row["since_year"]), month=12, day=31)
            precision = "at the latest" if row["at_the_latest"] else "year"
        members[row["regime"], row["iso3"]] = (since, precision, row["confidence"])
    return members
