"""Which states may claim jurisdiction over a case, and why; the case as a chain of lines.

Rules over the table jurisdiction_grounds and those of `cooperation`; the pieces of a case, their
presets and the charges stand in settings.toml. French grounds carry their article, and so does an
operator's in Slovakia; for the rest the table holds the general principle from memory, and says so.
How strong a ground is and whether its article was read are two columns: strength and confidence.
"""

from dataclasses import dataclass, fields

import pandas as pd

from hosting_shift import tables
from hosting_shift.errors import look_up
from hosting_shift.law.cooperation import (
    EVEN_WITHOUT,
    Line,
    Row,
    When,
    _charge,
    _tabled,
    _when,
    line,
    procuring_law,
    state_name,
)

STRENGTHS = ("firm", "arguable")  # of a ground, strongest first


@dataclass(frozen=True)
class Placement:
    """Where the pieces of a case lie: codes of states, "" where a piece is not reported or placed."""

    operator: str = ""
    server: str = ""
    publisher: str = ""
    payments: str = ""
    person: str = ""
    buyer: str = ""

    def __post_init__(self) -> None:
        for piece in fields(self):
            state = getattr(self, piece.name)
            object.__setattr__(self, piece.name, _tabled(state) if state else "")


def pieces() -> dict[str, str]:
    """Return {piece: name on screen} in the order of settings.toml."""
    return {piece: row["label"] for piece, row in tables.settings("case_pieces").items()}


def requests() -> list[tuple[str, str, str]]:
    """Return [(piece, need, what is asked)]: what an investigating state asks, piece by piece."""
    pieces = tables.settings("case_pieces").items()
    return [(piece, need, asks) for piece, row in pieces for need, asks in row["asks"].items()]


@tables.cached()
def _grounds() -> list[Row]:
    return tables.load("jurisdiction_grounds").to_dict("records")


def preset(name: str) -> tuple[Placement, Row]:
    """Return (Placement, what else settings.toml says) of a preset such as "article 2009".

    Raises ValueError for an unknown one.
    """
    found = look_up("preset", name, tables.settings("placements"), "The presets are")
    return Placement(**found["pieces"]), found


def may_judge(placement: Placement, when: When, charge: str = "procuring") -> pd.DataFrame:
    """Return the grounds on which states may claim jurisdiction, one row a piece and ground.

    Columns: state (code), piece, name, article, why, strength, limit, confidence, sources, note.
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
        rows += [
            ground | {"state": state, "limit": _limit(state, day, charge)}
            for ground in sorted(used, key=lambda g: STRENGTHS.index(g["strength"]))
            if ground["applies_from"] <= day and not ground["applies_until"] < day
        ]
    columns = ["state", "piece", "name", "article", "why", "strength", "limit", "confidence", "sources", "note"]
    return pd.DataFrame(rows, columns=columns)


def _limit(state: str, day: pd.Timestamp, charge: str) -> str:
    if charge != "procuring":
        return ""
    law = procuring_law(state, day)
    if law == "":
        return f"the law of {state_name(state)} is not in the tables"
    return "" if law == EVEN_WITHOUT else f"{state_name(state)} punishes {law}"


def chain(
    placement: Placement, investigating: str, when: When, charge: str = "procuring", national: bool = True
) -> list[tuple[str, str, Line]]:
    """Return the lines from the investigating state to the pieces of a case.

    A list of (piece, what is asked, Line), one for each of `requests` whose piece is placed.
    national: whether the operator is a national of the state where he or she lives. Help or profit may come from
    there, so that state may also refuse because of its own soil. Raises ValueError as `line` does.
    """
    return [
        (piece, asks, line(investigating, state, when, need, charge, national, own_soil=True))
        for piece, need, asks in requests()
        if (state := getattr(placement, piece))
    ]
