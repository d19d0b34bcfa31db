"""Lesson 08: the evidence race. Ten invented jurisdictions, now with the person behind the site."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, levers, tables
from hosting_shift.charts import lesson_08
from hosting_shift.explorers.base import origin
from hosting_shift.model.policy import Policy
from hosting_shift.model.response import Outcome, scenario
from hosting_shift.ui import Choice, Panel, Settings, Slider, Steps, panel_of
from hosting_shift.words import percent

MONTHS = 60
START = "S5"  # the row of the table scenarios on which the controls build
STEPS = 4  # steps of a staged procedure

SURRENDER = {"by warrant and extradition": "both", "by extradition only": "extradition", "not at all": "none"}
NOTICE = {
    "nowhere": (),
    "in the four EU countries": ("European Union",),
    "in the EU and the three other parties": ("European Union", "other party"),
}
PROCEDURES = {"may end on any day": 1, f"{STEPS} steps, begun again after a move": STEPS}


@dataclass(frozen=True, eq=False)
class Result:
    """Five years under the chosen policy, and the same with the other kind of procedure."""

    evidence_months: float
    preserved: int
    stages: int
    outcome: Outcome
    other: Outcome


def start(evidence_months: float = 12) -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    parameters = levers.assumptions()
    return {
        "evidence_months": evidence_months,
        "preserved": round(100 * parameters["pi_party"]),
        "surrender": "both",
        "stages": 1,
        "notice": "nowhere",
        "giving_up": round(100 * parameters["q"]),
    }


def evidence_race(evidence_months: float = 12) -> Panel:
    """Return the explorer: evidence, preservation and surrender; what becomes of 100 operators.

    Raises ValueError for a time that is no step of its control.
    """
    steps = [("24 months", 24), ("12 months", 12), ("6 months", 6), ("3 months", 3), ("1 month", 1), ("10 days", 1 / 3)]
    if evidence_months not in [months for _, months in steps]:
        raise ValueError(f"evidence_months must be one of 24, 12, 6, 3, 1; got {evidence_months}.")
    usual = levers.assumptions().row("t_mla")
    measured = "t_mla" if usual.low <= evidence_months <= usual.high else "t_mla_fast"
    return panel_of(
        __name__,
        start(evidence_months),
        title="The evidence race",
        purpose="Make evidence faster. Watch the blue part, and the month in which half are gone.",
        controls=[
            Steps("evidence_months", "Time evidence takes", steps, origin(measured)).means(
                "Average time of a request between the seven states that cooperate, while the site "
                "stays where it is. It succeeds as far as their law reaches. Elsewhere it takes years."
            ),
            Slider("preserved", "Closures that preserve evidence", 0, 90, 10, "%", origin("pi_party")).means(
                "Of the closures in the seven states: share at which data were saved first."
            ),
            Choice("surrender", "Known operators are handed over", list(SURRENDER.items()), "yours").means(
                "What can follow once the operator is identified."
            ),
        ],
        assumptions=[
            Choice("stages", "A procedure for evidence", list(PROCEDURES.items()), "assumption").means(
                "Same average. In steps it can no longer end by luck in its first week."
            ),
            Choice("notice", "Hosts must close after a notice", [(k, k) for k in NOTICE], "yours").means(
                "Adds closures about every two months in these states."
            ),
            Slider("giving_up", "Operators who give up at a closure", 0, 45, 5, "%", origin("q")).means(
                "The literature says between none and just under half."
            ),
        ],
        sources=["jurisdictions", "model_parameters"],
        kind="model",
        shows=(
            "Areas over 60 months: of 100 operators, how many are arrested, still active, or gave "
            "up. Below, a bar with the share of time a site is online."
        ),
        leaves_out="Limits of staff, mistakes, appeals, operators who move house or are replaced, "
        "and harm. Nothing here is fitted to data.",
        size=(8.2, 5.6),
    )


@tables.cached()
def _start() -> Policy:
    rows = tables.load("scenarios").set_index("code", drop=False)
    return Policy.from_row(levers.world(), rows.loc[START])


@tables.cached(256)
def race(evidence_months: float, preserved: int, surrender: str, stages: int, notice: str, giving_up: int) -> Outcome:
    """Run the model for five years. The evidence time may leave the range of today's practice."""
    world = levers.world()
    policy = _start().with_changes(
        preservation=preserved / 100,
        warrant=surrender == "both",
        extradition=surrender != "none",
        notice=world.mask(*NOTICE[notice]),
    )
    parameters = {**levers.assumptions(), "t_mla": evidence_months, "q": giving_up / 100}
    return scenario(world, parameters, policy, MONTHS, stages=stages)


def compute(evidence_months: float, preserved: int, surrender: str, stages: int, notice: str, giving_up: int) -> Result:
    """Run the chosen kind of procedure and the other one."""
    settings = (evidence_months, preserved, surrender)
    runs = {kind: race(*settings, kind, notice, giving_up) for kind in PROCEDURES.values()}
    (other,) = (kind for kind in runs if kind != stages)
    return Result(evidence_months, preserved, stages, runs[stages], runs[other])


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the bands of what becomes of operators above the bar of time online."""
    bands = figure.add_axes((0.09, 0.39, 0.72, 0.545))
    bar = figure.add_axes((0.09, 0.07, 0.72, 0.075))
    return [
        lesson_08.fate_bands(bands, MONTHS).fed_by(_bands),
        lesson_08.share_bar(bar, "Share of time a site is online:").fed_by(
            lambda r: (100 * r.outcome.uptime, None, percent(r.outcome.uptime, 0))
        ),
    ]


def _bands(r: Result) -> tuple:
    arrested = 100 * r.outcome.arrested_by_month()
    gave_up = 100 * (1 - r.outcome.survival) - arrested
    half = float("nan") if r.outcome.median_exit is None else r.outcome.median_exit
    return arrested, gave_up, 100 * r.other.arrested_by_month(), half


def describe(r: Result) -> str:
    """Say what became of 100 operators, how long sites were online, and what the switch does."""
    now = r.outcome
    half = "half are not gone in this time" if now.median_exit is None else f"half are gone in month {now.median_exit}"
    other = f"in {STEPS} steps begun again after each move" if r.stages == 1 else "that may end any day"
    return (
        f"After five years {100 * now.arrested:.0f} of 100 operators are arrested, {100 * now.gave_up:.0f} gave up, "
        f"{100 * now.survival[-1]:.0f} are still active; {half}. A site was online {percent(now.uptime, 0)} of the "
        f"time. With a procedure {other}, {100 * r.other.arrested:.0f} would be arrested."
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a year: active, arrested, gave up, and arrested with the other procedure."""
    arrested, gave_up, other, _ = _bands(r)
    years = range(0, MONTHS + 1, 12)
    return pd.DataFrame(
        {
            "month": list(years),
            "still active (of 100)": [round(100 - arrested[m] - gave_up[m], 1) for m in years],
            "arrested (of 100)": [round(arrested[m], 1) for m in years],
            "gave up (of 100)": [round(gave_up[m], 1) for m in years],
            "arrested, other kind of procedure": [round(other[m], 1) for m in years],
        }
    )
