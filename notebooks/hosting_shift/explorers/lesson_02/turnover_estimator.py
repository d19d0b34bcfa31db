"""Lesson 02: how much might the site have brought in, if the assumptions are only ranges?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, reported, tables
from hosting_shift.charts import lesson_02
from hosting_shift.model import estimate
from hosting_shift.ui import Panel, Range, Settings, panel_of
from hosting_shift.words import percent

MILLION = 1e6
BIN = 0.25  # million euro


@dataclass(frozen=True, eq=False)
class Result:
    """A thousand seeded estimates of the monthly turnover (euro), and the reported total."""

    turnovers: np.ndarray
    middle: float
    ranges: dict[str, tuple[float, float]]
    reported: float

    @property
    def reaching(self) -> float:
        return estimate.share_reaching(self.turnovers, self.reported)


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {control.name: control.start for control in range_controls()}


def turnover_estimator() -> Panel:
    """Return the explorer: three ranges, a thousand estimates, the reported total beside them."""
    return panel_of(
        __name__,
        title="Turnover estimator",
        purpose="Each slider has two ends, because nobody knows one value. Where does the reported total stand?",
        controls=range_controls(),
        sources=["estimate_ranges", "case_figures"],
        kind="derived",
        shows=(
            "Bars: how many of 1,000 estimates give each turnover a month, in million euro; a line "
            "stands at the reported 3 million."
        ),
        size=(7.6, 4.2),
        note=f"listings at one time × share that pays × fee; {estimate.ESTIMATES:,} estimates, the same ones each time.",
    )


def range_controls(*names: str) -> list[Range]:
    """Return the controls of the assumptions `names` (all, if none is named) from settings.toml."""
    rows = tables.settings("estimate_ranges")
    return [
        Range(name, row["name"], *(_plain(row[k]) for k in ("least", "most", "step")), row["unit"], row["provenance"])
        .means(row["note"])
        .starting((_plain(row["low"]), _plain(row["high"])))
        for name, row in ((name, rows[name]) for name in names or rows)
    ]


def _plain(number: float) -> float:
    """Return a whole number as int, so that sliders show no needless digits."""
    return int(number) if float(number).is_integer() else float(number)


def compute(listings: tuple, share: tuple, fee: tuple) -> Result:
    """Estimate the turnover a thousand times from the three ranges (listings, percent of them, euro a month)."""
    ranges = {"listings": listings, "share": share, "fee": fee}
    return Result(
        estimate.estimates(ranges), estimate.middle_estimate(ranges), ranges, reported.reported("turnover")[0]
    )


def greatest() -> float:
    """Return the largest turnover any setting of the controls allows, in million euro."""
    rows = tables.settings("estimate_ranges")
    return estimate.turnover(*(rows[name]["most"] for name in estimate.NAMES)) / MILLION


def mark() -> tuple[float, str]:
    """Return the reported total in million euro, and words for it."""
    total = reported.reported("turnover")[0]
    return total / MILLION, f"reported: {total / MILLION:g} million"


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the thousand estimates beside the reported total."""
    axes = figure.add_axes((0.03, 0.16, 0.94, 0.73))
    bars = lesson_02.histogram(axes, greatest(), BIN, mark(), "turnover a month (million euro)")
    return [bars.fed_by(lambda r: (r.turnovers / MILLION, r.middle / MILLION))]


def describe(r: Result) -> str:
    """Say where the reported total stands among the estimates."""
    low, high = np.percentile(r.turnovers, [5, 95]) / MILLION
    return (
        f"Of {len(r.turnovers):,} estimates {percent(r.reaching, 0)} reach the reported {r.reported / MILLION:g} "
        f"million euro a month. With every assumption in its middle the turnover is {r.middle / MILLION:.2f} million, "
        f"and nine estimates in ten lie between {low:.2f} and {high:.2f} million."
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return the share of estimates in each half million euro that holds any."""
    width = 2 * BIN
    edges = np.arange(0, greatest() + width, width)
    counts, _ = np.histogram(r.turnovers / MILLION, edges)
    return pd.DataFrame(
        {
            "from (million euro)": edges[:-1],
            "to (million euro)": edges[1:],
            "estimates": counts,
            "share (%)": np.round(100 * counts / len(r.turnovers), 1),
        }
    )[counts > 0]
