"""The audit of the article (table claims): what could be checked, by kind; agreement with a reader.

A claim could be checked if a source other than the article speaks for or against it: every verdict
but unverifiable. Checked is not confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from hosting_shift import tables
from hosting_shift.errors import look_up

KINDS = ("fact", "law", "figure", "opinion", "prediction")
VERDICTS = ("confirmed", "imprecise", "contested", "dated", "unverifiable")

Judgement = tuple[str, str, str]  # claim, kind, verdict


def claims(theme: str = "", kind: str = "", verdict: str = "") -> pd.DataFrame:
    """Return the claims, all or those of one theme, kind and verdict; with a column `checked`.

    An empty text means any. Raises ValueError for a theme, kind or verdict that no claim has.
    """
    table = tables.load("claims")
    table["checked"] = table["verdict"] != "unverifiable"
    chosen = pd.Series(True, index=table.index)
    for column, wanted in (("theme", theme), ("kind", kind), ("verdict", verdict)):
        if wanted:
            chosen &= table[column] == look_up(f"claim of the {column}", wanted, list(table[column].unique()))
    return table[chosen]


def claims_by_kind() -> pd.DataFrame:
    """Return for each kind (index) the numbers of claims: all, checked, confirmed."""
    table = claims().assign(claims=1, confirmed=lambda all_: all_["verdict"] == "confirmed")
    return table.groupby("kind")[["claims", "checked", "confirmed"]].sum().loc[list(KINDS)]


def claims_to_sort() -> pd.DataFrame:
    """Return the claims that students sort themselves, in the order in which they are asked."""
    table = claims().dropna(subset=["sorting"])
    return table.sort_values("sorting").set_index("claim")


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
