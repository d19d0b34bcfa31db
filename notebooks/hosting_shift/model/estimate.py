"""The turnover estimate of lesson 02: three assumptions, their ranges, a thousand seeded estimates, a ranking.

Monthly turnover in euro = listings shown at one time × share that pays (percent) ÷ 100 × average fee (euro a month).
No month of the year enters: a listing that has ended is no longer among those shown at one time.

Pure numbers: NumPy only, no table and no widget. The ranges live in data/settings.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

WHOLE = 100  # percent
NAMES = ("listings", "share", "fee")
SEED = 166  # any number would do; a fixed one gives everybody the same estimates
ESTIMATES = 1_000


@dataclass(frozen=True)
class Swing:
    """What one assumption does to the turnover while the others stay in their middles.

    low, high: ends of its range. at_low, at_high: turnover there (euro a month). spread: how far the ends lie
    from the middle, as a share of the middle; the turnover moves by the same share.
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
    def spread(self) -> float:
        return (self.high - middle(self.low, self.high)) / middle(self.low, self.high)


def middle(low: float, high: float) -> float:
    """Return the middle of a range."""
    return (low + high) / 2


def turnover(listings, share, fee):
    """Return the monthly turnover in euro; numbers or arrays.

    listings: shown at one time. share: of them that pay, in percent. fee: average fee, euro a month.
    """
    return listings * share / WHOLE * fee


def implied_fee(total: float, listings: float) -> float:
    """Return the average fee at which `listings`, all of which pay, bring in `total` a month.

    Raises ValueError where there are no listings.
    """
    if listings <= 0:
        raise ValueError(f"The number of listings is {listings}; expected a number above 0.")
    return total / listings


def values(ranges: Mapping[str, tuple[float, float]], number: int = ESTIMATES, seed: int = SEED) -> dict:
    """Return assumption -> `number` values, taken at random from its range.

    ranges: assumption -> (low, high). Every value between the two ends is equally likely, and the
    three are taken independently. The same seed gives the same places in the ranges, whatever the ranges
    are, so moving one range moves the result smoothly.
    """
    low, high = _ends(ranges)
    place = np.random.default_rng(seed).random((number, len(NAMES)))
    return dict(zip(NAMES, (low + place * (high - low)).T, strict=True))


def estimates(ranges: Mapping[str, tuple[float, float]], number: int = ESTIMATES, seed: int = SEED) -> np.ndarray:
    """Return `number` turnovers (euro a month), each from one value of every range, taken as in `values`."""
    return turnover(**values(ranges, number, seed))


def middle_estimate(ranges: Mapping[str, tuple[float, float]]) -> float:
    """Return the turnover with every assumption in its middle; about the mean of all estimates."""
    low, high = _ends(ranges)
    return float(turnover(*middle(low, high)))


def share_reaching(turnovers: np.ndarray, total: float) -> float:
    """Return the share (0 to 1) of the turnovers that reach `total` or more."""
    return float(np.mean(turnovers >= total))


def ranking(ranges: Mapping[str, tuple[float, float]]) -> list[Swing]:
    """Return one Swing an assumption, the largest first: which assumption matters most.

    All turnovers are products, so the order is that of the spreads. Equal swings keep the order
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
    if ranges["share"][1] > WHOLE:
        raise ValueError(f"The range of share ends at {ranges['share'][1]}; all of them are {WHOLE} percent.")
    low, high = np.array([ranges[name] for name in NAMES], dtype=float).T
    return low, high


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "empty"
