"""Which states may claim jurisdiction over a case, and why; the case as a chain of lines.

Rules over the tables jurisdiction_grounds, case_pieces, placements, charges and those of
`cooperation`. French grounds carry their article; for other states the table holds the general
principle only, and says so.
"""

from dataclasses import dataclass, fields

import pandas as pd

from hosting_shift import tables
from hosting_shift.law.cooperation import _charge, _tabled, _when, line, procuring_law, state_name

__all__ = ["Placement", "chain", "may_judge", "pieces", "preset"]

_STRENGTH = ("firm", "general principle", "arguable")  # strongest first


@dataclass(frozen=True)
class Placement:
    """Where the pieces of a case lie: codes of states, "" where a piece is not reported or placed."""

    operator: str = ""
    server: str = ""
    publisher: str = ""
    payments: str = ""
    person: str = ""
    buyer: str = ""

    def __post_init__(self):
        for piece in fields(self):
            state = getattr(self, piece.name)
            object.__setattr__(self, piece.name, _tabled(state) if state else "")


def pieces():
    """Return {piece: name on screen} in the order of the table case_pieces."""
    return {row["piece"]: row["label"] for row in _asked()}


@tables.cached()
def _asked():
    return tables.load("case_pieces").to_dict("records")


@tables.cached()
def _grounds():
    return tables.load("jurisdiction_grounds").to_dict("records")


def preset(name):
    """Return (Placement, row of placements) of a preset such as "article 2009"."""
    rows = tables.load("placements").set_index("preset")
    if name not in rows.index:
        raise ValueError(f"There is no preset {name!r}; the presets are: {', '.join(rows.index)}.")
    row = rows.loc[name]
    return Placement(**{piece: row[piece] for piece in pieces()}), row


def may_judge(placement, when, charge="procuring"):
    """Return the grounds on which states may claim jurisdiction, one row a piece and ground.

    Columns: state (code), piece, name, article, why, strength, limit, confidence, sources, as_of.
    limit: what the law of that state asks for beyond the ground, or "". A state with rows of its own
    for a piece is judged by those in force on the day; any other by the general principle. Ordered
    by piece, the strongest ground first. Raises ValueError for an unknown charge, state or day.
    """
    day = _when(when)
    _charge(charge)
    rows = []
    for piece in pieces():
        state = getattr(placement, piece)
        if not state:
            continue
        here = [g for g in _grounds() if g["piece"] == piece and g["charge"] in ("any", charge)]
        # A state whose own grounds are tabled is never judged by the general principle.
        used = [g for g in here if g["state"] == state] or [g for g in here if g["state"] == "any"]
        here_limit = {"state": state, "limit": _limit(state, day, charge)}
        rows += [
            ground | here_limit
            for ground in sorted(used, key=lambda g: _STRENGTH.index(g["strength"]))
            if ground["applies_from"] <= day and not ground["applies_until"] < day
        ]
    columns = [
        "state",
        "piece",
        "name",
        "article",
        "why",
        "strength",
        "limit",
        "confidence",
        "sources",
        "as_of",
    ]
    return pd.DataFrame(rows, columns=columns)


def _limit(state, day, charge):
    if charge != "procuring":
        return ""
    law = procuring_law(state, day)
    if law == "always":
        return ""
    if law == "":
        return f"the law of {state_name(state)} is not in the tables"
    return f"{state_name(state)} punishes {law}"


def chain(placement, investigating, when, charge="procuring", national=True):
    """Return the lines from the investigating state to the pieces of a case.

    A list of (piece, what is asked, Line), one for each row of case_pieces whose piece is placed.
    national: whether the operator is a national of the state where he or she lives. Raises
    ValueError as `line` does.
    """
    found = []
    for row in _asked():
        state = getattr(placement, row["piece"])
        if state:
            asked = line(investigating, state, when, row["need"], charge, national)
            found.append((row["piece"], row["asks"], asked))
    return found
