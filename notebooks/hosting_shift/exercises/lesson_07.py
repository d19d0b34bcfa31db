"""What is right in the exercises of lesson 07, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.exercises.marking import Exercise


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


EXERCISES = {
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
            (lambda: len(_parties()), "That counts all parties of the table. Compare the month of deposit first."),
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
                lambda: sorted(set(tables.load("convention_parties").query("named_in_article")["state"])),
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
            (_not_within_five_years, "Those took longer than five years: turn the comparison round."),
            (
                lambda: int(len(_parties()) - _not_within_five_years()),
                "That includes accessions, which have no signature. Drop the empty dates first.",
            ),
        ),
    ),
}
