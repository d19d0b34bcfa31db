"""Lesson 05: a hundred sites among ten invented jurisdictions."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, levers, tables
from hosting_shift.charts import lesson_05
from hosting_shift.explorers.base import DAYS, assumption, reopening
from hosting_shift.model import chain, hosting, outcomes, paths
from hosting_shift.ui import Action, Choice, Panel, Settings, Slider, panel_of
from hosting_shift.words import percent

MONTHS = 60
SITES = 100
HAVEN = "OTH-1"
ONE = "EU-2"

WHO = {
    "nobody more than usual": "nobody",
    f"one country ({ONE})": "one",
    "the four EU countries": "EU",
    f"all but one haven ({HAVEN})": "all but one",
    "all ten": "all",
}


@dataclass(frozen=True, eq=False)
class Result:
    """One run to `month`: dots from one random draw, expectations from the exact sum."""

    month: int
    codes: tuple[str, ...]
    closing: np.ndarray  # (J,) True where more is closed than the background
    where: np.ndarray  # (SITES,) jurisdiction of each site, or where it was closed
    online: np.ndarray  # (SITES,) booleans
    expected: np.ndarray  # (J,) sites expected online
    start: np.ndarray  # (J,) sites at the start
    arrivals: np.ndarray  # (J,) relocations drawn up to this month, by where they went
    uptime: float  # expected share of time online up to this month
    concentration: float  # Herfindahl–Hirschman index of expected hosting shares

    @property
    def moves(self) -> int:
        return int(self.arrivals.sum())

    @property
    def in_haven(self) -> float:
        """Sites expected online in the one jurisdiction of "all but one haven"."""
        return float(self.expected[self.codes.index(HAVEN)])


def start(who: str = "EU") -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    parameters = levers.assumptions()
    return {
        "who": who,
        "effort": 4,
        "month": MONTHS,
        "beta": parameters["beta"],
        "reopen_days": round(parameters["t_reopen"] * DAYS),
        "seed": 1,
    }


def ten_jurisdictions(who: str = "EU") -> Panel:
    """Return the explorer. `who` closes at the start: nobody, one, EU, all but one, all.

    Raises ValueError for another `who`.
    """
    if who not in WHO.values():
        raise ValueError(f"who must be one of {list(WHO.values())}; got {who!r}.")
    return panel_of(
        __name__,
        start(who),
        title="A hundred sites among ten jurisdictions",
        purpose="Choose who closes. Press ▶ to play the months from the start, and watch where the dots, each of them one site, come together.",
        controls=[
            Choice("who", "Who closes sites", list(WHO.items()), "yours").means(
                "The jurisdictions that add closures to a rare background; their law is taken to "
                "reach nine in ten cases."
            ),
            assumption("effort", "Effort there", 1, "times one authority", low=0, origin="yours").means(
                "1 means one authority asking for orders at the usual pace; 4 means four of them."
            ),
            Slider("month", "Month", 0, MONTHS, 1, "", "yours", play=350).means(
                "How far the story has gone. Press ▶, or step with the arrow keys."
            ),
        ],
        assumptions=[
            assumption("beta", "How choosy operators are", 0.5).means(
                "0: they go where most servers are. High: they all look for the place that closes least."
            ),
            reopening("reopen_days", "Time until a site reopens").means("How long a closed site stays down."),
        ],
        actions=[
            Action("Next month", lambda s: {"month": min(s["month"] + 1, MONTHS)}, "One step."),
            Action(
                "Same rules, other luck",
                lambda s: {"seed": s["seed"] + 1},
                "Chance decides anew where each site goes: the dots change, the dashed boxes do not.",
            ),
        ],
        sources=["jurisdictions", "model_parameters"],
        kind="model",
        shows=(
            "Ten columns of dots, one a jurisdiction; a dot is one of the sites online (of 100). "
            "Shaded columns close more than usual; dashed boxes are what is expected on average."
        ),
        size=(8.0, 4.8),
    )


def closing(who: str) -> np.ndarray:
    """Return which jurisdictions close more than the background, shape (J,)."""
    world = levers.world()
    return {
        "nobody": np.zeros(len(world), dtype=bool),
        "one": world.mask(ONE),
        "EU": world.mask("European Union"),
        "all but one": ~world.mask(HAVEN),
        "all": np.ones(len(world), dtype=bool),
    }[who]


@tables.cached(64)
def _run(who: str, effort: float, beta: float, reopen_days: int, seed: int):
    """Return the exact run and one random draw of it, for five years."""
    world, mask = levers.world(), closing(who)
    parameters = levers.assumptions().with_changes(beta=beta, t_reopen=reopen_days / DAYS)
    rates = hosting.closure_rates(world, parameters, effort * mask, harmonised=mask)
    model = hosting.hosting_chain(world, rates, hosting.Behaviour.from_parameters(parameters))
    run = chain.expected(model, model.start("online", world.size), MONTHS)
    first = np.repeat(np.arange(len(world)), np.round(SITES * world.size).astype(int))
    return run, paths.simulate(model, first, MONTHS, np.random.default_rng(seed))


def compute(who: str, effort: float, month: int, beta: float, reopen_days: int, seed: int) -> Result:
    """Run the model and read it at the end of `month`."""
    world = levers.world()
    run, drawn = _run(who, effort, beta, reopen_days, seed)
    state = drawn.states[:, month]
    now = run.probabilities[month]
    spent = run.spent[:month]
    online = run.chain.states("online")
    shares = outcomes.hosting_shares(run.chain, now)
    # the states online come first, one a jurisdiction: whoever enters one has moved there
    reached = drawn.target[(drawn.time <= month) & (drawn.target < len(world))]
    return Result(
        month=month,
        codes=world.codes,
        closing=closing(who) & (effort > 0),
        where=run.chain.jurisdictions[state],
        online=np.isin(state, np.arange(run.chain.size)[online]),
        expected=SITES * outcomes.hosted(run.chain, now),
        start=SITES * world.size,
        arrivals=np.bincount(reached, minlength=len(world)),
        uptime=float(spent[:, online].sum() / month) if month else 1.0,
        concentration=float(outcomes.concentration(shares)),
    )


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the dots in ten columns."""
    axes = figure.add_axes((0.08, 0.23, 0.91, 0.75))
    world = levers.world()
    dots = lesson_05.dot_columns(axes, world.codes, world.regions, SITES)
    return [dots.fed_by(lambda r: (r.where, r.online, r.expected, r.closing))]


def describe(r: Result) -> str:
    """Say how many are online, where they sit, and how often they were moved."""
    counts = np.bincount(r.where[r.online], minlength=len(r.codes))
    top = int(counts.argmax())
    there = ""
    if r.closing.any() and not r.closing.all():
        there = (
            f" Where more is closed there are {counts[r.closing].sum()}, of "
            f"{r.start[r.closing].sum():.0f} at the start."
        )
    return (
        f"After {r.month} months {counts.sum()} of {SITES} sites are online; the largest host, "
        f"{r.codes[top]}, has {counts[top]}.{there} A site was moved {r.moves / SITES:.1f} times on "
        f"average and was online {percent(r.uptime)} of the time. The expected concentration, from "
        f"{1 / len(r.codes):g} if all host alike to 1 if one hosts all, is {r.concentration:.2f}."
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a jurisdiction: sites at the start, drawn now, expected now."""
    counts = np.bincount(r.where[r.online], minlength=len(r.codes))
    return pd.DataFrame(
        {
            "jurisdiction": r.codes,
            "closes more": np.where(r.closing, "yes", "no"),
            "sites at the start": r.start.round(0).astype(int),
            "sites online (this time)": counts,
            "share of moves going there (%)": (100 * r.arrivals / max(r.moves, 1)).round(1),
            "sites online (expected)": r.expected.round(1),
        }
    )
