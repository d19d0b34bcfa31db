"""The exercises: what is right, which mistakes we know, and the reply to each.

Nothing right is typed in: every expected answer is computed from the tables, the rules or the model.
`mark(name, answer)` never raises, whatever a student hands in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from hosting_shift import law, tables
from hosting_shift.model import site


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    wants      what an answer is, in words ("one number")
    expected   function that computes the right answer
    hint       shown while nothing is answered
    praise     shown when right; {answer} is the right answer
    mistakes   (function that computes a known wrong answer, reply) pairs
    tolerance  how far a number may be off
    """

    wants: str
    expected: Callable[[], Any]
    hint: str
    praise: str
    mistakes: tuple[tuple[Callable[[], Any], str], ...] = ()
    tolerance: float = 1e-9


def mark(name: str, answer: Any = ...) -> tuple[str, str]:
    """Return ("right" | "wrong" | "unanswered", what to tell the student)."""
    if name not in EXERCISES:
        return "wrong", f"There is no exercise {name!r}; there are {', '.join(EXERCISES)}."
    exercise = EXERCISES[name]
    if answer is ... or answer is None:
        return "unanswered", f"Put your answer in place of the three dots. Hint: {exercise.hint}"
    right = exercise.expected()
    if _same(answer, right, exercise.tolerance):
        return "right", exercise.praise.format(answer=_in_words(right))
    for mistake, reply in exercise.mistakes:
        if _same(answer, mistake(), exercise.tolerance):
            return "wrong", reply
    if _shape(answer) != _shape(right):
        return "wrong", f"The answer is {exercise.wants}; this is {_kind(answer)}."
    return "wrong", f"Your answer was {_in_words(answer)}. Hint: {exercise.hint}"


def _shape(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return "truth value"
    if isinstance(value, int | float | np.number):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, pd.DataFrame):
        return "table"
    if isinstance(value, Iterable):
        return "list"
    return type(value).__name__


def _kind(value: Any) -> str:
    shape = _shape(value)
    names = {"number": "a number", "text": "a text", "table": "a whole table", "list": "a list"}
    return names.get(shape, f"a {shape}")


def _same(answer: Any, right: Any, tolerance: float) -> bool:
    if _shape(answer) != _shape(right):
        return False
    if _shape(right) == "number":
        return bool(abs(float(answer) - float(right)) <= tolerance)
    if _shape(right) == "text":
        return answer.strip().casefold() == right.strip().casefold()
    if _shape(right) == "list":
        try:
            return sorted(map(str, answer)) == sorted(map(str, right))
        except TypeError:
            return False
    return False


def _in_words(value: Any) -> str:
    shape = _shape(value)
    if shape == "number":
        return f"{float(value):g}"
    if shape == "text":
        return value[:80]
    if shape == "list":
        words = ", ".join(str(x) for x in list(value)[:8])
        return words[:160]
    return _kind(value)


# ---------------------------------------------------------------- the answers, computed


def _article() -> pd.Timestamp:
    return law.moment("article")


def _parties() -> pd.DataFrame:
    parties = tables.load("convention_parties")
    return parties[parties["status"] == "party"]


def _deposited_when_written() -> int:
    return len(law.parties_on(_article()))


def _bound_when_written() -> int:
    return len(law.parties_on(_article(), bound=True))


def _states() -> int:
    return int(tables.load("world_tiles")["un_member"].sum())


def _not_bound_when_written() -> list[str]:
    named = tables.load("convention_parties")
    named = named[named["named_in_article"]]
    bound = set(law.parties_on(_article(), bound=True)["state"])
    return [state for state in named["state"] if state not in bound]


def _signed_then_ratified() -> pd.DataFrame:
    return _parties().dropna(subset=["signature_date", "deposit_date"])


def _day(moment: pd.Timestamp) -> str:
    return moment.date().isoformat()


def _in_force(iso3: str) -> pd.Timestamp:
    return _parties().set_index("iso3").loc[iso3, "in_force_date"]


def _within_five_years() -> int:
    both = _signed_then_ratified()
    return int((both["deposit_date"] <= both["signature_date"] + pd.DateOffset(years=5)).sum())


def _not_within_five_years() -> int:
    return len(_signed_then_ratified()) - _within_five_years()


def _hosting_moves() -> int:
    events = tables.load("relocations")
    hosting = events[events["layer"] == "hosting"]
    return int(((hosting["from_place"] != "") & (hosting["to_place"] != "")).sum())


def _hosting_events() -> int:
    return int((tables.load("relocations")["layer"] == "hosting").sum())


def _sourced(layer: str) -> int:
    events = tables.load("relocations")
    return int(((events["layer"] == layer) & (events["date_confidence"] == "sourced")).sum())


def _in_haven(beta: float | None) -> float:
    # the number a student reads off the explorer, from the explorer's own computation
    from hosting_shift.explorers import ten_jurisdictions

    panel = ten_jurisdictions("all but one")
    if beta is not None:
        panel.set(beta=beta)
    return panel.result.in_haven


def _minutes() -> int:
    return int(tables.load("lessons")["minutes"].sum())


def _half_of_pairs(states: int) -> int:
    return next(n for n in range(states + 1) if law.share_of_pairs(n, states) >= 0.5)


EXERCISES: dict[str, Exercise] = {
    # -- lesson 00
    "00-minutes": Exercise(
        wants="one number",
        expected=_minutes,
        hint='take the column lessons["minutes"] and put .sum() behind it.',
        praise="All eleven lessons together take {answer} minutes.",
        mistakes=(
            (
                lambda: len(tables.load("lessons")),
                "That is the number of lessons. Add their minutes up with .sum().",
            ),
            (
                lambda: float(tables.load("lessons")["minutes"].mean()),
                "That is the average lesson. The sum was asked: .sum().",
            ),
        ),
    ),
    "00-half": Exercise(
        wants="one number of states",
        expected=lambda: _half_of_pairs(12),
        hint="move the slider of the first explorer until its sentence says 50 % or more.",
        praise="With {answer} of 12 states more than half of the pairs are linked.",
        mistakes=(
            (
                lambda: 6,
                "Half of the states link far fewer than half of the pairs: a line needs both ends.",
            ),
            (
                lambda: _half_of_pairs(12) - 1,
                "Close: one state fewer than needed. Look at the sentence again.",
            ),
        ),
    ),
    # -- lesson 05
    "05-weekly": Exercise(
        wants="one number in percent",
        expected=lambda: 100 * site.uptime(7, 3),
        hint="days online divided by days online plus days offline, times 100.",
        praise="Closed every week and back after three days, a site is still online {answer} % of "
        "the time.",
        mistakes=(
            (lambda: 100 * site.uptime(3, 7), "That is the share of time offline."),
            (
                lambda: 100 * 3 / 7,
                "Divide by the whole round, online plus offline, not by the days online.",
            ),
            (lambda: site.uptime(7, 3), "Right share; the answer is wanted in percent."),
        ),
        tolerance=0.05,
    ),
    "05-moves": Exercise(
        wants="one number",
        expected=_hosting_moves,
        hint="`crossed` is a column of true and false; .sum() counts the true ones.",
        praise="Only {answer} events are a server's move from one known country to another.",
        mistakes=(
            (
                _hosting_events,
                "That counts every event on the hosting layer, seizures included. A move needs a "
                "country left and a country reached.",
            ),
            (
                lambda: len(tables.load("relocations")),
                "That counts all layers. Keep the hosting layer first.",
            ),
        ),
    ),
    "05-haven": Exercise(
        wants="one number of sites",
        expected=lambda: round(_in_haven(0), 1),
        hint="press Show as table and read the last column in the row OTH-1.",
        praise="About {answer} sites, hardly fewer: the haven fills though nobody looks for it.",
        mistakes=(
            (
                lambda: round(_in_haven(None), 1),
                "That is the start state. Open Assumptions and move How choosy operators are to 0.",
            ),
        ),
        tolerance=1.0,
    ),
    "05-sourced": Exercise(
        wants="one number",
        expected=lambda: _sourced("domain"),
        hint='ask for "date_confidence" equal to "sourced", as the line above asks for the layer.',
        praise="{answer} of the domain events have a date read in a source.",
        mistakes=(
            (
                lambda: int((tables.load("relocations")["date_confidence"] == "sourced").sum()),
                "That counts all layers. Keep the domain events first.",
            ),
            (
                lambda: int((tables.load("relocations")["layer"] == "domain").sum()),
                "Those are all domain events, with and without a sourced date.",
            ),
        ),
    ),
    # -- lesson 07
    "07-deposited": Exercise(
        wants="one number",
        expected=_deposited_when_written,
        hint='compare the column "deposit_month" with "2009-06".',
        praise="{answer} states had deposited; fewer were bound, because three months must pass.",
        mistakes=(
            (
                _bound_when_written,
                "That is the number bound. A deposit commits a state; the treaty is in force for it "
                "some three months later.",
            ),
            (
                lambda: len(_parties()),
                "That counts all parties of the table. Compare the month of deposit first.",
            ),
        ),
    ),
    "07-pairs": Exercise(
        wants="one number in percent",
        expected=lambda: 100 * float(law.parties_by_year()["share_of_pairs"].iloc[-1]),
        hint="n times n minus 1, divided by N times N minus 1, times 100.",
        praise="About {answer} % of the pairs: one in six, not two in five.",
        mistakes=(
            (
                lambda: 100 * len(law.parties_on("2100-01-01", bound=True)) / _states(),
                "That is the share of states. A pair needs both: multiply by n − 1 and N − 1, too.",
            ),
            (
                lambda: float(law.parties_by_year()["share_of_pairs"].iloc[-1]),
                "Right share; the answer is wanted in percent.",
            ),
        ),
        tolerance=0.06,
    ),
    "07-linked": Exercise(
        wants="a day, written as a text such as '2009-06-30'",
        expected=lambda: _day(law.linked_since("SVN", "CHE").since),
        hint="choose Slovenia and Switzerland under the map and read the end of the sentence.",
        praise="{answer}: the later of the two dates, when Switzerland was bound as well.",
        mistakes=(
            (
                lambda: _day(_in_force("SVN")),
                "That is when the first of the two was bound. A link needs both: the later date.",
            ),
        ),
    ),
    "07-not-bound": Exercise(
        wants="a list with the names of states",
        expected=_not_bound_when_written,
        hint='a state was not bound if its "in_force_date" comes after 30 June 2009.',
        praise="{answer} alone: it had signed long before, and was bound only years later.",
        mistakes=(
            (
                lambda: sorted(
                    set(tables.load("convention_parties").query("named_in_article")["state"])
                ),
                "Those are all six. Keep the ones whose in_force_date is later.",
            ),
        ),
    ),
    "07-within-five": Exercise(
        wants="one number",
        expected=_within_five_years,
        hint="add pd.DateOffset(years=5) to the signature, compare with the deposit, then .sum().",
        praise="{answer} of the states that signed ratified within five years.",
        mistakes=(
            (
                _not_within_five_years,
                "Those took longer than five years: turn the comparison round.",
            ),
            (
                lambda: int(len(_parties()) - _not_within_five_years()),
                "That includes accessions, which have no signature. Drop the empty dates first.",
            ),
        ),
    ),
}
