"""Pure numbers of screening: four sorts of outcome, Bayes by hand, thresholds, cost.

A filter stops some adverts and lets others through; some adverts are deceptive. That gives four
sorts. Everything else in this module is counting and dividing them. Needs NumPy only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Counts:
    """How many adverts are of each sort (whole adverts, or expected numbers).

    hits         deceptive and stopped          misses   deceptive and let through
    false_alarms honest and stopped             passed   honest and let through
    """

    hits: float
    misses: float
    false_alarms: float
    passed: float

    @property
    def total(self) -> float:
        return self.hits + self.misses + self.false_alarms + self.passed

    @property
    def deceptive(self) -> float:
        return self.hits + self.misses

    @property
    def honest(self) -> float:
        return self.false_alarms + self.passed

    @property
    def stopped(self) -> float:
        return self.hits + self.false_alarms

    @property
    def let_through(self) -> float:
        return self.misses + self.passed

    @property
    def base_rate(self) -> float | None:
        """Share of all adverts that is deceptive."""
        return _share(self.deceptive, self.total)

    @property
    def sensitivity(self) -> float | None:
        """Share of the deceptive adverts that is stopped; also called recall."""
        return _share(self.hits, self.deceptive)

    @property
    def specificity(self) -> float | None:
        """Share of the honest adverts that is let through."""
        return _share(self.passed, self.honest)

    @property
    def precision(self) -> float | None:
        """Share of the stopped adverts that is deceptive: the positive predictive value."""
        return _share(self.hits, self.stopped)


def _share(part: float, whole: float) -> float | None:
    """Return part of whole, or None where there is no whole to take a part of."""
    return part / whole if whole else None


def _check_shares(**shares: float) -> None:
    for name, value in shares.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is {value!r}; expected a share from 0 to 1. Divide a percentage by 100.")


def outcomes(stopped, deceptive) -> Counts:
    """Count the four sorts from two columns of true and false, shape (adverts,) each.

    Raises ValueError for columns of other lengths or kinds.
    """
    stopped, deceptive = np.asarray(stopped), np.asarray(deceptive)
    if stopped.shape != deceptive.shape or stopped.ndim != 1:
        raise ValueError(
            f"stopped has shape {stopped.shape}, deceptive {deceptive.shape}; "
            "expected two columns of the same length, one entry an advert."
        )
    if stopped.dtype != bool or deceptive.dtype != bool:
        raise ValueError("stopped and deceptive must hold true or false for every advert.")
    return Counts(
        hits=int((stopped & deceptive).sum()),
        misses=int((~stopped & deceptive).sum()),
        false_alarms=int((stopped & ~deceptive).sum()),
        passed=int((~stopped & ~deceptive).sum()),
    )


def expected(total: float, base_rate: float, sensitivity: float, specificity: float) -> Counts:
    """Return the numbers of each sort to expect on average among `total` adverts (not rounded).

    Raises ValueError for a share outside 0 to 1 or a negative total.
    """
    _check_shares(base_rate=base_rate, sensitivity=sensitivity, specificity=specificity)
    if total < 0:
        raise ValueError(f"total is {total!r}; expected zero adverts or more.")
    deceptive = total * base_rate
    honest = total * (1 - base_rate)
    return Counts(
        hits=deceptive * sensitivity,
        misses=deceptive * (1 - sensitivity),
        false_alarms=honest * (1 - specificity),
        passed=honest * specificity,
    )


def natural_frequencies(total: int, base_rate: float, sensitivity: float, specificity: float) -> Counts:
    """Return whole adverts of each sort, as one would count them in a drawing.

    Rounds the deceptive ones first, then the hits among them and the passes among the honest ones,
    so that the four always add up to `total`. The idea to show whole cases: Gigerenzer and
    Hoffrage 1995.
    """
    exact = expected(total, base_rate, sensitivity, specificity)
    deceptive = _round(exact.deceptive)
    hits = _round(deceptive * sensitivity)
    honest = total - deceptive
    passed = _round(honest * specificity)
    return Counts(hits, deceptive - hits, honest - passed, passed)


def _round(value: float) -> int:
    """Round halves up, as people do: 0.5 is 1."""
    return int(np.floor(value + 0.5 + 1e-9))


def precision(base_rate: float, sensitivity: float, specificity: float) -> float | None:
    """Return the share of stopped adverts that is deceptive, by Bayes' rule.

    base × sensitivity ÷ (base × sensitivity + (1 − base) × (1 − specificity)); None if a filter
    stops nothing.
    """
    return expected(1, base_rate, sensitivity, specificity).precision


def reweighted(counted: Counts, base_rate: float, total: float) -> Counts:
    """Return what the same filter does among `total` adverts with another base rate.

    Sensitivity and specificity are taken from `counted` and assumed to stay the same, which is the
    weak point: among other adverts they may differ.
    Raises ValueError if `counted` lacks deceptive or honest adverts.
    """
    if counted.sensitivity is None or counted.specificity is None:
        raise ValueError("counted needs at least one deceptive and one honest advert.")
    return expected(total, base_rate, counted.sensitivity, counted.specificity)


def at_threshold(indicators, deceptive, required: int) -> Counts:
    """Count the four sorts if adverts with at least `required` indicators are stopped."""
    return outcomes(np.asarray(indicators) >= required, deceptive)


def cost(found: Counts, of_a_miss: float) -> float:
    """Return the weighed cost of the errors, in false alarms: each miss costs `of_a_miss` of them.

    Raises ValueError for a negative weight.
    """
    if of_a_miss < 0:
        raise ValueError(f"The weight of a miss is {of_a_miss!r}; expected zero or more false alarms.")
    return found.misses * of_a_miss + found.false_alarms
