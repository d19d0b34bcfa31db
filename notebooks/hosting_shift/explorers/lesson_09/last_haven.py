"""Lesson 09: what each of ten accessions brings, with two kinds of obligation."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, levers, tables
from hosting_shift.charts import lesson_09
from hosting_shift.explorers.base import assumption
from hosting_shift.model.experiments import Staircase, alike, finish, staircase
from hosting_shift.model.policy import Policy
from hosting_shift.ui import Panel, Settings, Switch, panel_of
from hosting_shift.words import percent


@dataclass(frozen=True, eq=False)
class Result:
    """Two staircases: states that only close, and states that also find the person and hand over."""

    closing: Staircase
    evidence: Staircase

    def share(self, kind: str) -> np.ndarray:
        """What each accession brings, as a share of all ten; shape (10,)."""
        gains = getattr(self, kind).gains
        return gains / gains.sum()


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    parameters = levers.assumptions()
    return {"beta": parameters["beta"], "q": parameters["q"], "equal": True}


def last_haven() -> Panel:
    """Return the explorer."""
    return panel_of(
        __name__,
        title="The last haven",
        purpose="Ten states join one after another. Left they only close sites; right they also share evidence, "
        "and whoever is found is handed over. How much of the whole effect waits for the last?",
        controls=[
            assumption("beta", "How choosy operators are", 0.5).means(
                "0: they go where most servers are. High: the softest place."
            ),
            assumption("q", "Giving up at a closure", 0.05, "share").means(
                "Chance that a closed operator leaves for good."
            ),
            Switch("equal", "Ten equal jurisdictions", "assumption").means(
                "On: all alike. Off: the ten of the table, joining in its order, OTH-3 last."
            ),
        ],
        sources=["jurisdictions", "model_parameters", "operator_bases"],
        kind="model",
        shows=(
            "Two sets of ten bars: the share of the whole effect that each accession brings, first to last. Left, they "
            "only close sites; right, they also share evidence, and whoever is found is handed over."
        ),
        note="Left, joining means closure orders, a duty to act on notices and one offence. Right, "
        "it means the Convention besides; an operator found can be handed over from the first accession "
        "to the last.",
        size=(8.6, 3.9),
    )


def only_closing(members: np.ndarray) -> Policy:
    """Members order closures, make hosts act on notices, and share one offence."""
    return Policy(takedown=1.0 * members, notice=members, harmonised=members)


def with_evidence(members: np.ndarray) -> Policy:
    """Members do the same and gather evidence under the Convention; everybody hands over whoever is found."""
    return only_closing(members).with_changes(members=members, warrant=True, extradition=True)


@tables.cached(64)
def compute(beta: float, q: float, equal: bool) -> Result:
    """Let ten jurisdictions join, twice."""
    world = alike(levers.world()) if equal else levers.world()
    parameters = levers.assumptions().with_changes(beta=beta, q=q)
    return Result(*(finish(staircase(world, parameters, join)) for join in (only_closing, with_evidence)))


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the two sets of steps side by side."""
    left, right = figure.subplots(1, 2, sharey=True)
    figure.subplots_adjust(left=0.085, right=0.985, top=0.9, bottom=0.145, wspace=0.08)
    left.set_ylabel("share of the whole effect (%)")
    return [
        lesson_09.gain_bars(left, "They only close sites", 10).fed_by(lambda r: r.share("closing")),
        lesson_09.gain_bars(right, "They also find and hand over", 10).fed_by(lambda r: r.share("evidence")),
    ]


def describe(r: Result) -> str:
    """Say what the last accession brings in both, and the level reached."""
    parts = []
    for kind, words in (
        ("closing", "Where states only close"),
        ("evidence", "where they also share evidence and hand over"),
    ):
        steps = getattr(r, kind)
        parts.append(
            f"{words}, the last of ten accessions brings {percent(r.share(kind)[-1], 0)} of the whole effect, "
            f"the first five together {percent(r.share(kind)[:5].sum(), 0)}; time online falls from "
            f"{percent(steps.uptime[0])} to {percent(steps.uptime[-1])}"
        )
    return ". ".join(f"{part[0].upper()}{part[1:]}" for part in parts) + "."


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row for each number of members: time online, gain, and what a place outside hosts."""
    members = np.arange(11)
    table = pd.DataFrame({"members": members})
    for kind, words in (("closing", "only closing"), ("evidence", "with evidence")):
        steps = getattr(r, kind)
        table[f"online, {words} (%)"] = (100 * steps.uptime).round(1)
        table[f"this accession brings, {words} (%)"] = np.append(np.nan, 100 * r.share(kind)).round(1)
        table[f"months hosted by each outside, {words}"] = np.append(steps.rent, np.nan).round(1)
    return table
