"""The audit of the article (table claims): what could be checked, by kind; how far two readers agree.

Two readers gave every claim a verdict without seeing each other's; where they differ, or both
were set right, a third look settled it, and the row says why. A claim could be checked if a source beyond the publisher speaks to its core, or
a second article of the publisher contradicts it: every verdict but unverifiable. Checked is not confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from hosting_shift import tables
from hosting_shift.errors import look_up

KINDS = ("fact", "law", "figure", "opinion", "prediction")
VERDICTS = ("confirmed", "in part", "wrong", "dated", "contested", "unverifiable")
MEANS = {  # in the order in which a reader tries them: the first that fits is the verdict
    "unverifiable": "only the publisher speaks to the core, and its articles agree",
    "contested": "sources, or people of good faith, differ and nothing at hand decides",
    "wrong": "the core was false already in mid-2009",
    "in part": "the core was right; a part (a term, a figure, the reach) was not, or nothing supports it",
    "dated": "right or usual in mid-2009, no longer so today",
    "confirmed": "right in mid-2009, others say so, and still right today",
}
WHY = {  # what makes a claim one of a kind
    "fact": "it tells of an event or a state",
    "law": "it states a rule or how courts read one",
    "figure": "it gives a count or an amount",
    "opinion": "it judges or advises",
    "prediction": "it says what is still to come",
}
RIGHT_MEANS = {  # of a claim that looks ahead, by its outlook: what the verdicts call right
    "prediction": "A prediction is right if it came true.",
    "recommendation": "Advice is right if it was followed.",
}
_RENAMED = {"imprecise": "in part"}  # what a student's file of before December 2026 may hold
_TAKEN_UP = {  # how a verdict on a recommendation reads: it cannot be true or false
    "confirmed": "followed",
    "in part": "in part",
    "wrong": "not followed",
    "contested": "contested",
    "unverifiable": "no evidence",
}

Judgement = tuple[str, str, str]  # claim, kind, verdict


def claims(theme: str = "", kind: str = "", verdict: str = "") -> pd.DataFrame:
    """Return the claims, all or those of one theme, kind and verdict; with a column `checked`.

    An empty text means any; a kind or verdict may be that of no claim. Raises ValueError for a theme, kind or
    verdict that is none of ours.
    """
    table = tables.load("claims")
    table["checked"] = table["verdict"] != "unverifiable"
    chosen = pd.Series(True, index=table.index)
    for column, wanted in (("theme", theme), ("kind", kind), ("verdict", verdict)):
        if wanted:
            known = {"kind": KINDS, "verdict": VERDICTS}.get(column, table[column].unique())
            chosen &= table[column] == look_up(f"claim of the {column}", wanted, list(known))
    return table[chosen]


def claims_by_kind() -> pd.DataFrame:
    """Return for each kind (index) the numbers of claims: all, checked, confirmed."""
    table = claims().assign(claims=1, confirmed=lambda all_: all_["verdict"] == "confirmed")
    return table.groupby("kind")[["claims", "checked", "confirmed"]].sum().loc[list(KINDS)]


def claims_to_sort() -> pd.DataFrame:
    """Return the claims that students sort themselves, in the order in which they are asked."""
    table = claims().dropna(subset=["sorting"])
    return table.sort_values("sorting").set_index("claim")


def verdict_now(verdict: object) -> object:
    """Return the word of today for a verdict that a student gave under an older scheme; any other as it is."""
    return _RENAMED.get(verdict, verdict) if isinstance(verdict, str) else verdict


@dataclass(frozen=True)
class Readers:
    """How far the two readers agree: verdicts the same, of how many, and where they differ.

    by_chance: the share that would be the same if each gave verdicts as often as he or she did, but blindly.
    """

    same: int
    of: int
    by_chance: float
    differ: pd.DataFrame

    @property
    def share(self) -> float:
        """Share of verdicts that are the same, from 0 to 1."""
        return self.same / self.of

    @property
    def kappa(self) -> float:
        """The agreement beyond chance (Cohen 1960): 1 is always the same, 0 is as by chance.

        (p - e) / (1 - e), where p is the share of verdicts that are the same, and e that by chance.
        """
        return (self.share - self.by_chance) / (1 - self.by_chance)


def readers(kind: str = "") -> Readers:
    """Compare the verdicts of the two readers of the table claims, on all claims or those of one kind.

    `differ`: claim, text, both verdicts, the verdict that was settled, and why. Raises ValueError for an
    unknown kind.
    """
    table = claims(kind=kind)
    one, other = table["reader_1"], table["reader_2"]
    same = one == other
    by_chance = (one.value_counts(normalize=True) * other.value_counts(normalize=True)).sum()
    columns = ["claim", "text", "reader_1", "reader_2", "verdict", "settled"]
    return Readers(int(same.sum()), len(table), float(by_chance), table.loc[~same, columns].reset_index(drop=True))


def then_and_now() -> pd.DataFrame:
    """Return the table then_and_now with one verdict a row: its own where it has one, else that of its claim.

    The column `word` says it as the lesson does: a recommendation is followed or not, never true or false.
    """
    rows = tables.load("then_and_now")
    verdicts = tables.load("claims").set_index("claim")["verdict"]
    rows["verdict"] = [own or verdicts[claim] for claim, own in zip(rows["claim"], rows["verdict"], strict=True)]
    advice = rows["outlook"] == "recommendation"
    rows["word"] = rows["verdict"].where(~advice, rows["verdict"].map(_TAKEN_UP))
    return rows


@dataclass(frozen=True)
class Agreement:
    """How far a reader's judgements and the audit's are the same, counted in claims."""

    judged: int
    kinds: int
    verdicts: int

    @property
    def share(self) -> float:
        """Share of verdicts that are the same, from 0 to 1; 0 if nothing was judged."""
        return self.verdicts / self.judged if self.judged else 0.0


def agreement(judged: Sequence[Judgement]) -> Agreement:
    """Compare judgements (claim, kind, verdict) with the audit.

    Raises ValueError for an unknown claim, kind or verdict, or a claim judged twice.
    """
    audit = tables.load("claims").set_index("claim")
    names = [claim for claim, _, _ in judged]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice} was judged twice; a claim is judged once.")
    for claim, kind, verdict in judged:
        if claim not in audit.index:
            raise ValueError(f"There is no claim {claim!r}; claims are called C01, C02 and so on.")
        look_up("kind", kind, KINDS), look_up("verdict", verdict, VERDICTS)
    kinds = sum(audit.loc[claim, "kind"] == kind for claim, kind, _ in judged)
    return Agreement(len(names), kinds, sum(audit.loc[claim, "verdict"] == verdict for claim, _, verdict in judged))
