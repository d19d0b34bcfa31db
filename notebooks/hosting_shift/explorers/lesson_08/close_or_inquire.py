"""Lesson 08: close first or inquire first? Two hosts in turn, formula C4."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, levers
from hosting_shift.charts import lesson_08
from hosting_shift.explorers.base import DAYS, assumption, origin, reopening
from hosting_shift.model.closed_forms import evidence_first_threshold, months_to_identify
from hosting_shift.ui import Panel, Settings, Slider, panel_of
from hosting_shift.words import count, percent

MOST = 12  # closures a year at the end of the scale: one a month
SHARES = (0, 50, 95)  # the faint curves


@dataclass(frozen=True, eq=False)
class Result:
    """Months until an operator is identified, along the scale and at the chosen point."""

    preserved: int
    yearly_now: int
    yearly: np.ndarray
    curves: list[np.ndarray]
    chosen: np.ndarray
    alone: float  # months without any closure
    months: float  # months at the chosen point
    threshold: float  # share of closures that must yield evidence, 0 to 1


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    parameters = levers.assumptions()
    return {
        "yearly_now": 4,
        "preserved": round(100 * parameters["pi_party"]),
        "evidence_months": parameters["t_mla"],
        "haven_months": round(1 / parameters["mu0"]),
        "reopen_days": round(parameters["t_reopen"] * DAYS),
    }


def close_or_inquire() -> Panel:
    """Return the explorer: closures against evidence, with the threshold."""
    haven = levers.assumptions().row("mu0")
    stay = round(1 / haven.high), round(1 / haven.low)
    return panel_of(
        __name__,
        title="Close first or inquire first?",
        purpose="Two hosts in turn: a state that cooperates and a haven that never does. Does "
        "closing bring the operator's name sooner?",
        controls=[
            Slider("yearly_now", "Closures in the cooperating state", 0, MOST, 1, "a year", "yours").means(
                "How often the cooperating state closes the site."
            ),
            Slider("preserved", "Closures that yield evidence", 0, 100, 1, "%", origin("pi_party")).means(
                "Share of these closures at which data were saved first."
            ),
            assumption("t_mla", "Time evidence takes", 1, "months", name="evidence_months", low=1).means(
                "Average, while the site stays where it is."
            ),
        ],
        assumptions=[
            Slider("haven_months", "Time a site stays in the haven", *stay, 12, "months", origin("mu0")).means(
                "Average stay before the haven's host ends it."
            ),
            reopening("reopen_days", "Time until the site reopens").means(
                "From a closure to the return at the other host."
            ),
        ],
        sources=["model_parameters"],
        kind="model",
        shows=(
            "Curves of the average time until the operator is identified, from a month to a hundred years, against "
            "closures a year in the cooperating state; a dashed line is inquiring alone. Below, a bar of the closures "
            "that yield evidence, with the threshold as a line."
        ),
        leaves_out="People harmed meanwhile, visitors lost at a closure, operators who give up.",
        size=(8.2, 5.4),
    )


def compute(yearly_now: int, preserved: int, evidence_months: float, haven_months: float, reopen_days: int) -> Result:
    """Evaluate the formula along the scale of closures a year."""
    yearly = np.linspace(0, MOST, 49)
    evidence, haven, reopen = 1 / evidence_months, 1 / haven_months, reopen_days / DAYS

    def months(per_year: float, percent: float) -> float:
        return months_to_identify(per_year / 12, evidence, percent / 100, haven, reopen)

    return Result(
        preserved=preserved,
        yearly_now=yearly_now,
        yearly=yearly,
        curves=[np.array([months(y, share) for y in yearly]) for share in SHARES],
        chosen=np.array([months(y, preserved) for y in yearly]),
        alone=months(0, preserved),
        months=months(yearly_now, preserved),
        threshold=evidence_first_threshold(evidence, haven, reopen),
    )


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the curves above the bar that compares share and threshold."""
    curves = figure.add_axes((0.115, 0.42, 0.8, 0.51))
    bar = figure.add_axes((0.115, 0.075, 0.8, 0.075))
    return [
        lesson_08.identification_curves(curves, MOST, SHARES).fed_by(
            lambda r: (r.yearly, r.curves, r.chosen, r.alone, r.yearly_now, r.months)
        ),
        lesson_08.share_bar(bar, "Closures that yield evidence:").fed_by(_shares),
    ]


def _shares(r: Result) -> tuple[float, float, str]:
    return r.preserved, 100 * r.threshold, f"{r.preserved} %. The line is the threshold, {percent(r.threshold)}."


def describe(r: Result) -> str:
    """Compare closing at the chosen pace with no closure, and name the threshold."""
    need = f"{percent(r.threshold)} of closures yield evidence"
    alone = f"Inquiring without closing identifies the operator after {_months(r.alone, 0)} on average"
    if r.yearly_now == 0:
        return f"{alone}. Closing would bring the name sooner only if more than {need}."
    times = count(r.yearly_now, "closure")
    sooner = r.preserved / 100 > r.threshold
    verdict = "sooner" if sooner else "later"
    return (
        f"{alone}; with {times} a year, {r.preserved} % of which yield evidence, it takes {_months(r.months, 1)}. "
        f"Closing brings the name sooner only if more than {need}: here it comes {verdict}."
    )


def _months(number: float, digits: int) -> str:
    words = f"{number:.{digits}f}"
    return f"{words} month" if words == "1" else f"{words} months"


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row for every whole number of closures a year."""
    whole = r.yearly % 1 == 0
    return pd.DataFrame(
        {"closures a year": r.yearly[whole].astype(int)}
        | {
            f"months, {share} % with evidence": curve[whole].round(1)
            for share, curve in zip(SHARES, r.curves, strict=True)
        }
        | {f"months, your {r.preserved} %": r.chosen[whole].round(1)}
    )
