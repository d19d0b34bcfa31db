"""Lesson 03: how many signs should a filter require, and who pays for its errors?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, tables
from hosting_shift.charts import lesson_03
from hosting_shift.model import screening
from hosting_shift.ui import Choice, Panel, Settings, Slider, panel_of
from hosting_shift.words import count, percent

ADVERTS = 1000


@dataclass(frozen=True, eq=False)
class Result:
    """Outcomes among a thousand adverts for every threshold, and the one chosen."""

    required: int
    miss_cost: int
    base_rate: float
    every: list[screening.Counts]

    @property
    def chosen(self) -> screening.Counts:
        return self.every[self.required - 1]

    @property
    def costs(self) -> np.ndarray:
        """Weighed cost of each threshold, in false alarms; shape (thresholds,)."""
        return np.array([screening.cost(found, self.miss_cost) for found in self.every])

    @property
    def best(self) -> int:
        """The number of signs required that costs least."""
        return int(self.costs.argmin()) + 1


def indicators() -> list[str]:
    """Return the names of the sign columns of fictional_adverts."""
    return tables.load("recruitment_indicators")["indicator"].tolist()


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    in_table = round(ADVERTS * tables.load("fictional_adverts")["deceptive"].mean())
    return {"required": 3, "miss_cost": 10, "base": in_table}


def screening_threshold() -> Panel:
    """Return the explorer: move the threshold, weigh the errors, change the base rate."""
    in_table = start()["base"]
    rates = [(f"{in_table} of 1,000, as in the table", in_table), ("10 of 1,000", 10), ("1 of 1,000", 1)]
    return panel_of(
        __name__,
        title="How many signs does it take?",
        purpose="A filter stops every fictional advert with at least so many of the eight "
        "signs. Move the number; watch both curves.",
        controls=[
            Slider("required", "Signs required", 1, len(indicators()), 1, "of 8", "yours").means(
                "An advert with at least so many signs is stopped."
            ),
            Slider("miss_cost", "One miss weighs as much as", 1, 100, 1, "false alarms", "yours").means(
                "Your judgement of values: how many honest adverts you would stop to stop one deceptive one."
            ),
            Choice("base", "Deceptive adverts", rates, "assumption").means(
                "The base rate. The table's share was chosen by us; nobody knows the real one."
            ),
        ],
        sources=["fictional_adverts"],
        kind="fictional",
        shows=(
            "Left, two curves, the share in percent of recall and of precision, against the signs required. "
            "Right, bars of the weighed cost (the dearest is 100) against the signs required."
        ),
        size=(7.6, 4.5),
    )


def compute(required: int, miss_cost: int, base: int) -> Result:
    """Count on the table, then carry over to a thousand adverts, `base` of them deceptive."""
    adverts = tables.load("fictional_adverts")
    names = indicators()
    present, deceptive = adverts[names].sum(axis=1).to_numpy(), adverts["deceptive"].to_numpy(bool)
    every = [
        screening.reweighted(screening.at_threshold(present, deceptive, n), base / ADVERTS, ADVERTS)
        for n in range(1, len(names) + 1)
    ]
    return Result(required, miss_cost, base / ADVERTS, every)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the two curves beside the bars of cost."""
    curves = figure.add_axes((0.09, 0.31, 0.38, 0.64))
    bars = figure.add_axes((0.585, 0.31, 0.4, 0.64))
    highest = len(indicators())
    return [
        lesson_03.threshold_curves(curves, highest).fed_by(
            lambda r: (_values(r, "precision"), _values(r, "sensitivity"), r.required)
        ),
        lesson_03.cost_bars(bars, highest).fed_by(
            lambda r: (r.miss_cost * _values(r, "misses"), _values(r, "false_alarms"), r.required)
        ),
    ]


def _values(r: Result, name: str) -> np.ndarray:
    values = [getattr(found, name) for found in r.every]
    return np.array([np.nan if value is None else value for value in values])


def describe(r: Result) -> str:
    """Say what the chosen threshold catches, whom it stops wrongly, and what would cost least."""
    found = r.chosen
    per = f"per 1,000 adverts with {r.base_rate * ADVERTS:.0f} deceptive"
    cheapest = f"with a miss weighing {count(r.miss_cost, 'false alarm')}, requiring {r.best} costs least"
    if not found.stopped:
        return f"Requiring {r.required} of 8 stops nothing, {per}; {cheapest}."
    return (
        f"Requiring {r.required} of 8, {per}: {found.hits:.1f} caught (recall {percent(found.sensitivity, 0)}) and "
        f"{found.false_alarms:.0f} honest ones stopped (precision {percent(found.precision, 0)}); {cheapest}."
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row for each threshold."""
    return pd.DataFrame(
        {
            "signs required": range(1, len(r.every) + 1),
            "caught": [round(found.hits, 2) for found in r.every],
            "missed": [round(found.misses, 2) for found in r.every],
            "false alarms": [round(found.false_alarms, 1) for found in r.every],
            "recall (%)": (100 * _values(r, "sensitivity")).round(1),
            "precision (%)": (100 * _values(r, "precision")).round(1),
            "weighed cost": r.costs.round(1),
        }
    )
