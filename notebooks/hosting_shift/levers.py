"""From the levers a student moves to a policy of the model, and to the law behind it.

A *mix* is one option of each group of levers (table `levers`), an effort of closure orders and a
share of revenue cut. No widget here; the numbers come from `model.response`.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from hosting_shift import tables
from hosting_shift.errors import look_up, unknown
from hosting_shift.model.policy import Policy
from hosting_shift.model.response import Outcome, scenario
from hosting_shift.model.world import Parameters, World

MONTHS = 60


class Mix(NamedTuple):
    """A response: the option chosen in each group of levers, and two amounts.

    effort: multiple of one authority's closure orders. revenue: percent of revenue cut, 0 to 100.
    """

    closing: str = "none"
    evidence: str = "rogatory"
    handover: str = "nobody"
    offence: str = "national"
    effort: float = 1.0
    revenue: float = 0.0


GROUPS = ("closing", "evidence", "handover", "offence")  # fields of a mix that name an option
_SETS = {  # a group, and the levers of a policy that its option sets
    "closing": ("takedown", "takedown_in", "notice"),
    "evidence": ("members", "joint_teams", "mla_reform"),
    "handover": ("warrant", "extradition"),
    "offence": ("harmonised",),
}
NOTHING = Mix()
# What stands in until a student has kept mixes: a row of the table scenarios is not a mix, these are.
READY_MADE = (
    Mix("orders_all"),
    Mix("orders_eu", "convention", "warrant"),
    Mix("orders_eu", "teams", "warrant"),
    Mix("orders_eu", "convention", "warrant", "seven"),
)


@tables.cached()
def world() -> World:
    """The ten invented jurisdictions and the places where operators live."""
    return World.from_table(tables.load("jurisdictions"), pd.DataFrame(tables.settings("operator_bases")))


@tables.cached()
def assumptions() -> Parameters:
    """The table of assumptions, at its default values."""
    return Parameters.from_table(tables.load("model_parameters"))


def options(lever: str) -> list[tuple[str, str]]:
    """The options of a group of levers: pairs of (what is shown, short name). Raises ValueError."""
    rows = tables.load("levers").query("lever == @lever")
    if rows.empty:
        raise ValueError(unknown("group of levers", lever, tables.load("levers")["lever"].unique()))
    return list(zip(rows["label"], rows["option"], strict=True))


def _row(lever: str, option: str) -> pd.Series:
    look_up(f"option of the lever {lever}", option, [short for _, short in options(lever)])
    return tables.load("levers").set_index(["lever", "option"]).loc[(lever, option)]


def _rows(mix: Mix) -> dict[str, pd.Series]:
    return {lever: _row(lever, getattr(mix, lever)) for lever in GROUPS}


@tables.cached(256)
def policy(mix: Mix) -> Policy:
    """The policy of the model that a mix stands for."""
    rows = _rows(mix)
    levers = {lever: rows[group][lever] for group, names in _SETS.items() for lever in names}
    amounts = {"takedown": levers["takedown"] * mix.effort, "revenue_cut": mix.revenue / 100}
    return Policy.from_row(world(), levers | amounts)


def law_behind(mix: Mix) -> list[tuple[str, str, str, str]]:
    """(lever, option, law, day of the text that was read) for each group of levers of a mix."""
    chosen = _rows(mix) | ({"revenue": _row("revenue", "cut")} if mix.revenue else {})
    return [(lever, row["label"], row["law"], row["text_dated"]) for lever, row in chosen.items()]


@tables.cached(64)
def in_words(mix: Mix, beside: Mix | None = None) -> str:
    """A mix in one line: its options, and its amounts where they are not the usual ones.

    beside: another mix; what both share is then left out.
    """
    labels = {lever: row["label"] for lever, row in _rows(mix).items()}
    labels["effort"] = f"effort {mix.effort:g}"
    labels["revenue"] = f"{mix.revenue:g} % of revenue cut"
    usual = {"effort": NOTHING.effort, "revenue": NOTHING.revenue} if beside is None else beside._asdict()
    return "; ".join(words for part, words in labels.items() if part not in usual or getattr(mix, part) != usual[part])


@tables.cached(512)
def outcome(mix: Mix, changes: tuple[tuple[str, float], ...] = (), stages: int = 1, rational: bool = False) -> Outcome:
    """What to expect of a mix over five years. changes: assumptions to change, as pairs."""
    parameters = assumptions().with_changes(**dict(changes))
    return scenario(world(), parameters, policy(mix), MONTHS, stages=stages, rational=rational)


def every_mix() -> pd.DataFrame:
    """Return one row for each mix of closing, evidence and handover: months prevented, % of operators arrested."""
    before, rows = outcome(NOTHING), []
    names = ([short for _, short in options(group)] for group in GROUPS[:3])
    for chosen in product(*names):
        after = outcome(Mix(*chosen))
        rows.append((*chosen, after.prevented(before), 100 * after.arrested))
    return pd.DataFrame(rows, columns=[*GROUPS[:3], "months", "arrested"])


def displaced(after: Outcome, before: Outcome) -> float:
    """Leakage in percent, or not a number where the response works everywhere or nowhere."""
    share = 100 * after.leakage(before)
    return share if np.isfinite(share) else float("nan")
