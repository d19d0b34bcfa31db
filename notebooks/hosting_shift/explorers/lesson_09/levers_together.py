"""Lesson 09: levers that need each other, and how much of the whole each may claim."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, levers, tables
from hosting_shift.charts import lesson_09
from hosting_shift.explorers.base import assumption
from hosting_shift.levers import MONTHS, Mix
from hosting_shift.model.experiments import at_once, finish, shapley
from hosting_shift.model.policy import Policy
from hosting_shift.ui import Choice, Panel, Settings, Switch, panel_of

# Each lever by itself: the field of a policy that it sets, a mix of nothing else, its name on the chart.
LEVERS = (
    ("handover", Mix(handover="warrant"), "handing over the person"),
    ("offence", Mix(offence="all"), "one offence"),
    ("notice", Mix(closing="notice_seven"), "acting on notices"),
    ("takedown", Mix(closing="orders_all"), "closure orders"),
    ("members", Mix(evidence="all"), "all join the Convention"),
    ("joint_teams", Mix(evidence="all_fast"), "joint teams"),
    ("mla_reform", Mix(evidence="fast"), "faster assistance"),
    ("revenue_cut", Mix(revenue=50), "half of revenue cut"),
)
PROCEDURES = [("may succeed at once", 1), ("takes two steps, lost at each move", 2)]
NAMES = tuple(words for _, _, words in LEVERS)


@dataclass(frozen=True, eq=False)
class Result:
    """Months online prevented per site, of sixty."""

    square: np.ndarray  # (2, 2): [one offence and Convention, handover]
    shares: np.ndarray  # (levers,) Shapley values
    alone: np.ndarray  # (levers,) each lever by itself
    whole: float
    rational: bool


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"rational": False, "stages": 1, "q": levers.assumptions()["q"]}


def levers_together() -> Panel:
    """Return the explorer."""
    return panel_of(
        __name__,
        title="Levers together",
        purpose="Left: two things together against each alone. Right: how much of the whole each of "
        "eight levers may claim. Then switch the assumption about giving up.",
        controls=[
            Switch("rational", "Operators weigh costs against profit", "assumption").means(
                "Off: a fixed chance to give up at each closure. On: it depends on how burdensome "
                "the places left are, and on revenue."
            ),
            Choice("stages", "An evidence procedure", PROCEDURES, "assumption").means(
                "The same mean length. Real procedures have steps, and a move loses them."
            ),
            assumption("q", "Giving up at a closure", 0.05, "share").means(
                "Chance that a closed operator leaves for good, where it is fixed."
            ),
        ],
        sources=["model_parameters", "levers", "jurisdictions"],
        kind="model",
        shows=(
            "Left, four squares: months prevented, of 60, with and without evidence, with and "
            "without handover of the person. Right, a bar for each of eight levers: its fair share of the "
            "months online prevented per site, of 60, and a diamond for the lever alone."
        ),
        note="Fair share: the mean over every sequence of switching the levers on (Shapley value). In "
        "the square, the European Union orders closures throughout.",
        size=(9.0, 4.2),
    )


def _lever(name: str) -> dict:
    """The fields of a policy that one lever sets."""
    policy = levers.policy(next(mix for lever, mix, _ in LEVERS if lever == name))
    fields = {"handover": ("warrant", "extradition"), "offence": ("harmonised",)}
    return {field: getattr(policy, field) for field in fields.get(name, (name,))}


def _prevented(policies: list[Policy], rational: bool, stages: int, q: float) -> np.ndarray:
    """Months online prevented by each policy, against no response at all."""
    parameters, world = levers.assumptions().with_changes(q=q), levers.world()
    pairs = [(parameters, policy) for policy in (levers.policy(levers.NOTHING), *policies)]
    online = np.concatenate(
        [at_once(world, pairs[i : i + 4], MONTHS, rational=rational, stages=stages)[0] for i in range(0, len(pairs), 4)]
    )
    return MONTHS * (online[0] - online[1:])


def _that_act(names: frozenset[str], rational: bool) -> frozenset[str]:
    """The levers of a set that can change time online; half of all sets need no run of their own.

    Evidence leads nowhere while nobody can be handed over; assistance between parties needs
    parties; revenue is felt only by those who weigh it. A test compares with all 256 runs.
    """
    idle = set()
    if "handover" not in names:
        idle |= {"members", "joint_teams", "mla_reform"}
    if "members" not in names:
        idle |= {"mla_reform"}
    if not rational:
        idle |= {"revenue_cut"}
    return names - idle


@tables.cached(64)
def compute(rational: bool, stages: int, q: float) -> Result:
    """Fill the square, and share the whole out among the levers."""
    square = [
        levers.policy(Mix("orders_eu", evidence, handover, offence))
        for evidence, offence in (("rogatory", "national"), ("all", "all"))
        for handover in ("nobody", "warrant")
    ]
    names = [name for name, _, _ in LEVERS]
    changes = {name: _lever(name) for name in names}
    sets = [frozenset(c) for size in range(len(names) + 1) for c in combinations(names, size)]
    distinct = list(dict.fromkeys(_that_act(chosen, rational) for chosen in sets))
    nothing = levers.policy(levers.NOTHING)
    policies = [
        nothing.with_changes(**{k: v for name in chosen for k, v in changes[name].items()}) for chosen in distinct
    ]
    months = _prevented([*square, *policies], rational, stages, q)
    worth = dict(zip(distinct, months[len(square) :], strict=True))
    shares = finish(shapley(names, lambda chosen: worth[_that_act(chosen, rational)]))
    return Result(
        square=months[: len(square)].reshape(2, 2),
        shares=np.array([shares[name] for name in names]),
        alone=np.array([worth[_that_act(frozenset([name]), rational)] for name in names]),
        whole=worth[_that_act(frozenset(names), rational)],
        rational=rational,
    )


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the square beside the bars."""
    left = figure.add_axes((0.015, 0.02, 0.40, 0.90))
    right = figure.add_axes((0.625, 0.15, 0.365, 0.79))
    left.set_title("months prevented, of 60", fontsize=12)
    return [
        lesson_09.square_of_two(left, "evidence", "handover", MONTHS).fed_by(lambda r: r.square),
        lesson_09.fair_shares(right, NAMES, 32).fed_by(lambda r: (r.shares, r.alone)),
    ]


def describe(r: Result) -> str:
    """Say what both bring together, who comes first, and who is worth nothing alone."""
    order = np.argsort(-r.shares, kind="stable")
    nothing = [NAMES[i] for i in range(len(NAMES)) if abs(r.alone[i]) < 0.05]
    weigh = "weigh costs against profit" if r.rational else "give up with a fixed chance"
    words = (
        f"Closure orders in the European Union prevent {r.square[0, 0]:.1f} months a site; with "
        f"evidence {r.square[1, 0]:.1f} months, with handover {r.square[0, 1]:.1f} months, with both "
        f"{r.square[1, 1]:.1f} months. If operators {weigh}, all eight levers prevent {r.whole:.1f} "
        f"of {MONTHS} months; largest fair shares: “{NAMES[order[0]]}” {r.shares[order[0]]:.1f} "
        f"months, “{NAMES[order[1]]}” {r.shares[order[1]]:.1f} months."
    )
    return words + (f" Worth nothing alone: {', '.join(nothing)}." if nothing else "")


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a lever: fair share, share in percent, worth alone."""
    table = pd.DataFrame(
        {
            "lever": NAMES,
            "fair share (months)": r.shares.round(2),
            "fair share (% of the whole)": (100 * r.shares / r.whole).round(0),
            "alone (months)": r.alone.round(2) + 0.0,
        }
    )
    return table.sort_values("fair share (months)", ascending=False, kind="stable")
