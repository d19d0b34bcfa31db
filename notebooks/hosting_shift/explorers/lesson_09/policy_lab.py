"""Lesson 09: compose a response, see what it does, keep up to four side by side."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, levers
from hosting_shift.charts import lesson_09
from hosting_shift.explorers.base import assumption
from hosting_shift.levers import MONTHS, Mix
from hosting_shift.model.response import Outcome
from hosting_shift.ui import Action, Choice, Panel, Settings, Slider, Switch, panel_of

LETTERS = "ABCD"
MEASURES = (
    ("online", "% of time", 100.0),
    ("reach", "% of audience", 100.0),
    ("arrested", "% of operators", 100.0),
    ("gave up", "% of operators", 100.0),
    ("moved on", "% of the loss", 100.0),
    ("cost", "closures", 2.5),
)
PROCEDURES = [("may succeed at once", 1), ("takes four steps, lost at each move", 4)]
NOT_IN_IT = (
    "What happens to people who are exploited, or who use such sites for their own safety. What "
    "errors cost, such as a wrong arrest or a lawful page removed. How many officers there are. A "
    "site-month prevented is not a harm prevented."
)


@dataclass(frozen=True, eq=False)
class Result:
    """The mixes on screen, the first being no response, the second the one being composed.

    values: shape (mixes, measures), in the units of MEASURES, not a number where undefined.
    """

    names: tuple[str, ...]
    mixes: tuple[Mix, ...]
    values: np.ndarray
    median_exit: int | None
    prevented: float
    bet: float | None
    kept: int
    idle_revenue: bool  # a revenue cut that nobody feels

    def of(self, measure: str, row: int = 1) -> float:
        """One measure of one mix, by name."""
        return float(self.values[row, [m[0] for m in MEASURES].index(measure)])


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    parameters = levers.assumptions()
    mix = Mix("orders_eu", "convention", "warrant", effort=parameters["effort"], revenue=0)
    assumed = {symbol: parameters[symbol] for symbol in ("q", "beta", "chi")} | {"stages": 1, "rational": False}
    return mix._asdict() | assumed | {"kept": (), "bet": None}


def policy_lab() -> Panel:
    """Return the explorer. Its memory holds the mixes kept, for `redraw_assumptions` to read."""
    return panel_of(
        __name__,
        title="Policy lab",
        purpose="Compose a response. Read the second row, “your mix”, against the first. Keep up to "
        "four mixes and compare.",
        leaves_out=NOT_IN_IT,
        controls=_choices(),
        fold="More levers, and the assumptions",
        assumptions=_folded(),
        actions=[
            Action("Keep this mix", keep, "Keep it as A, B, C or D, to compare with others."),
            Action("Drop the last kept", lambda s: {"kept": s["kept"][:-1]}, "Take one back."),
        ],
        keeps=False,
        takes_bet=True,
        sources=["levers", "model_parameters", "jurisdictions", "operator_bases"],
        kind="model",
        shows=(
            "Six columns of bars: time online, reach, operators arrested, operators who gave up, hosting moved on, "
            "cost in closures. One row has no response, one your mix, four are for mixes that you keep."
        ),
        note=f"Five years, ten invented jurisdictions. Moved on: displacement. Cost: work for each month "
        f"online prevented, in closures; an arrest counts as {levers.assumptions()['cost_arrest']:g}, an arbitrary price.",
        size=(9.0, 3.9),
    )


def _choices() -> list[Choice]:
    """Return the three groups of levers at rest."""
    return [
        Choice("closing", "Closing sites", levers.options("closing"), "yours").means(
            "Who orders closures, and where hosts must act on notices."
        ),
        Choice("evidence", "Finding the operator", levers.options("evidence"), "yours").means(
            "How states get evidence from one another. Without handover nobody uses letters rogatory."
        ),
        Choice("handover", "Handing over the person", levers.options("handover"), "yours").means(
            "How an identified operator can be brought before the judge. It depends "
            "on where the person lives, not on the host."
        ),
    ]


def _folded() -> list[Choice | Slider | Switch]:
    """Return the other levers, and the assumptions."""
    return [
        Choice("offence", "The offence", levers.options("offence"), "yours").means(
            "Is procuring one offence, so that double criminality is always met?"
        ),
        assumption("effort", "Effort of closure orders", 1, "times one authority").means(
            "1 is one authority at the usual pace."
        ),
        Slider("revenue", "Revenue cut", 0, 90, 5, "%", "yours").means(
            "Payments and advertising taken away. Felt only by operators who weigh costs."
        ),
        assumption("q", "Giving up at a closure", 0.01, "share").means(
            "Chance that a closed operator leaves for good."
        ),
        assumption("beta", "How choosy operators are", 0.5).means(
            "0: they go where most servers are. High: they seek the softest place."
        ),
        assumption("chi", "Replaced by a successor", 0.1, "share").means(
            "Share of those who leave that somebody else replaces."
        ),
        Choice("stages", "An evidence procedure", PROCEDURES, "assumption").means(
            "The same mean length. Real procedures have steps, and a move loses them."
        ),
        Switch("rational", "Operators weigh costs against profit", "assumption").means(
            "If on, giving up depends on how burdensome the places left are."
        ),
    ]


def mix_of(settings) -> Mix:
    """The mix that the controls now say."""
    return Mix(**{name: settings[name] for name in Mix._fields})


def keep(settings) -> dict:
    """Add the present mix to those kept; at most four, and none twice."""
    kept, mix = settings["kept"], mix_of(settings)
    if mix in kept or len(kept) == len(LETTERS):
        return {}
    return {"kept": (*kept, mix)}


def compute(
    kept: tuple[Mix, ...], bet: float | None, stages: int, rational: bool, q: float, beta: float, chi: float, **chosen
) -> Result:
    """Run no response, the present mix and those kept, all under the same assumptions."""
    mixes = (levers.NOTHING, mix_of(chosen), *kept)
    changes = (("q", q), ("beta", beta), ("chi", chi))
    outcomes = [levers.outcome(mix, changes, stages, rational) for mix in mixes]
    return Result(
        names=("no response", "your mix", *LETTERS[: len(kept)]),
        mixes=mixes,
        values=np.array([_measured(outcome, outcomes[0]) for outcome in outcomes]),
        median_exit=outcomes[1].median_exit,
        prevented=outcomes[1].prevented(outcomes[0]),
        bet=bet,
        kept=len(kept),
        idle_revenue=chosen["revenue"] > 0 and not rational,
    )


def _measured(outcome: Outcome, before: Outcome) -> list[float]:
    """Return what a mix brings, in the order and the units of MEASURES."""
    prevented = outcome.prevented(before)
    shares = (outcome.uptime, outcome.reach, outcome.arrested, outcome.gave_up)
    cost = outcome.cost / prevented if prevented > 1e-6 else float("nan")
    return [*(100 * share for share in shares), levers.displaced(outcome, before), cost]


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the mixes as rows, the measures as columns."""
    columns = lesson_09.mix_columns(figure, MEASURES, ("no response", "your mix", *LETTERS), bet_column=0)
    return [columns.fed_by(lambda r: (r.values, r.bet))]


def describe(r: Result) -> str:
    """Say what the present mix does, and how it stands to the best of those kept."""
    exit_ = (
        f"half of the operators are gone after {r.median_exit} months"
        if r.median_exit
        else "more than half of the operators are still active at the end"
    )
    words = (
        f"Under your mix a site is online {r.of('online'):.0f} % of the five years, against {r.of('online', 0):.0f} % "
        f"without one: {max(r.prevented, 0):.1f} of {MONTHS} months prevented. {r.of('arrested'):.0f} % of the "
        f"operators are arrested, {r.of('gave up'):.0f} % give up; {exit_}."
    )
    moved = r.of("moved on")
    if np.isfinite(moved):
        words += (
            f" Of the hosting lost where the mix works, {moved:.0f} % turns up elsewhere."
            if moved >= 0.5
            else " Nothing of the hosting lost where the mix works turns up elsewhere."
        )
    if r.idle_revenue:
        words += " The revenue cut does nothing here: these operators do not weigh costs."
    if r.bet is not None:
        words += f" Your bet was {r.bet:g} %{_off(round(r.bet - r.of('online')))}."
    if r.kept:
        best = 2 + int(np.argmin(r.values[2:, 0]))
        words += (
            f" Kept so far: {r.kept}; the least time online is that of {r.names[best]}, {r.of('online', best):.0f} %."
        )
    if r.kept == len(LETTERS):
        words += " All four places are taken: drop one to keep another."
    return words


def _off(points: int) -> str:
    """Say how far a bet is off, in percent of the time."""
    return f", {abs(points)} too {'high' if points > 0 else 'low'}" if points else ", and so it is"


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a mix: its measures, its options, the law behind each."""
    rows = []
    for name, mix, values in zip(r.names, r.mixes, r.values, strict=True):
        law = " ".join(law for _, _, law, _ in levers.law_behind(mix))
        numbers = {f"{m[0]} ({m[1]})": round(float(v), 2) for m, v in zip(MEASURES, values, strict=True)}
        rows.append({"mix": name, **numbers, "made of": levers.in_words(mix), "law behind it": law})
    return pd.DataFrame(rows)
