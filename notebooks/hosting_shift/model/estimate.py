"""The turnover estimate of lesson 02: three assumptions, their ranges, seeded draws, a ranking.

Monthly turnover in euro = paid listings × average fee (euro a month) × months active a year ÷ 12.

Pure numbers: NumPy only, no table and no widget. The ranges live in data/settings.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

MONTHS_A_YEAR = 12
NAMES = ("paid", "fee", "months")
SEED = 166  # any number would do; a fixed one gives everybody the same draws
DRAWS = 10_000


@dataclass(frozen=True)
class Swing:
    """What one assumption does to the turnover while the others stay in their middles.

    low, high: ends of its range. at_low, at_high: turnover there (euro a month). width: range
    divided by its middle, the number a pocket calculator can check.
    """

    name: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return self.at_high - self.at_low

    @property
    def width(self) -> float:
        return (self.high - self.low) / middle(self.low, self.high)


def middle(low: float, high: float) -> float:
    """Return the middle of a range."""
    return (low + high) / 2


def turnover(paid, fee, months):
    """Return the monthly turnover in euro; numbers or arrays.

    paid: listings that are paid for. fee: average fee, euro a month. months: months a year for
    which a listing is paid, 0 to 12.
    """
    return paid * fee * months / MONTHS_A_YEAR


def implied_fee(total: float, listings: float) -> float:
    """Return the average fee at which `listings`, all paid all year, bring in `total` a month.

    Raises ValueError where there are no listings.
    """
    if listings <= 0:
        raise ValueError(f"The number of listings is {listings}; expected a number above 0.")
    return total / listings


def draws(ranges: Mapping[str, tuple[float, float]], number: int = DRAWS, seed: int = SEED):
    """Return `number` turnovers (euro a month), each from one value drawn from every range.

    ranges: assumption -> (low, high). Every value between the two ends is equally likely, and the
    three are drawn independently. The same seed gives the same draws: the unit draws do not depend
    on the ranges, so moving one range moves the result smoothly.
    """
    low, high = _ends(ranges)
    unit = np.random.default_rng(seed).random((number, len(NAMES)))
    return turnover(*(low + unit * (high - low)).T)


def middle_estimate(ranges: Mapping[str, tuple[float, float]]) -> float:
    """Return the turnover with every assumption in its middle; also the mean of all draws."""
    low, high = _ends(ranges)
    return float(turnover(*middle(low, high)))


def share_reaching(turnovers: np.ndarray, total: float) -> float:
    """Return the share (0 to 1) of the turnovers that reach `total` or more."""
    return float(np.mean(turnovers >= total))


def ranking(ranges: Mapping[str, tuple[float, float]]) -> list[Swing]:
    """Return one Swing an assumption, the largest first: which assumption matters most.

    All turnovers are products, so the order is that of range ÷ middle. Equal swings keep the order
    of NAMES.
    """
    low, high = _ends(ranges)
    centre = middle(low, high)
    found = []
    for i, name in enumerate(NAMES):
        others = np.arange(len(NAMES)) != i
        ends = [float(turnover(*np.where(others, centre, end))) for end in (low[i], high[i])]
        found.append(Swing(name, float(low[i]), float(high[i]), *ends))
    return sorted(found, key=lambda swing: -round(swing.swing, 6))


def _ends(ranges: Mapping[str, tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the low and the high ends in the order of NAMES, or say what is wrong."""
    if set(ranges) != set(NAMES):
        raise ValueError(f"The ranges are {_list(ranges)}; expected {_list(NAMES)}.")
    for name in NAMES:
        low, high = ranges[name]
        if not 0 <= low <= high:
            raise ValueError(
                f"The range of {name} is {low} to {high}; expected two numbers from 0 upwards, the lower one first."
            )
    if ranges["months"][1] > MONTHS_A_YEAR:
        raise ValueError(f"The range of months ends at {ranges['months'][1]}; a year has 12.")
    low, high = np.array([ranges[name] for name in NAMES], dtype=float).T
    return low, high


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "empty"
