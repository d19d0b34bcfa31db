"""How good were my probabilities? Brier score and calibration.

Pure numbers, no table and no widget. A probability is a number from 0 to 1; an outcome is true (it
came true) or false. The score is Brier's (1950) in its usual form for yes-or-no questions: the mean of
(probability - outcome)^2, with 1 for true and 0 for false. 0 is perfect, 1 is the worst there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real

FIFTY_FIFTY = 0.5  # the forecast of somebody who always says "fifty-fifty"
# Ten answers of an invented forecaster, to learn to read a calibration plot on: (probability, whether it came true).
INVENTED = (*[(0.9, True)] * 3, *[(0.9, False)] * 2, (0.5, True), (0.5, False), (0.1, True), *[(0.1, False)] * 2)
EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)  # five groups: few questions fill no more


@dataclass(frozen=True)
class Bin:
    """Forecasts of one group of probabilities.

    low, high: its limits; a forecast on a limit belongs to the group above it, 1 to the last group.
    count: how many forecasts; forecast: their mean; came_true: share of them that came true. Both
    are None in an empty group.
    """

    low: float
    high: float
    count: int
    forecast: float | None
    came_true: float | None


def brier(probabilities: Sequence[float], outcomes: Sequence[bool]) -> float:
    """Return the mean of (probability - outcome)^2 over the questions: from 0 (best) to 1 (worst).

    Raises ValueError for no questions, lists of unequal length, or numbers that are no probability.
    """
    pairs = _pairs(probabilities, outcomes)
    if not pairs:
        raise ValueError("There is no forecast to score yet; give at least one probability.")
    return sum((p - o) ** 2 for p, o in pairs) / len(pairs)


def calibration(probabilities: Sequence[float], outcomes: Sequence[bool]) -> list[Bin]:
    """Group the forecasts by probability; in each group compare their mean with what came true.

    No forecast at all gives empty groups.
    """
    groups: list[list[tuple[float, int]]] = [[] for _ in EDGES[1:]]
    for p, o in _pairs(probabilities, outcomes):
        above = sum(edge <= p for edge in EDGES[1:-1])
        groups[above].append((p, o))
    means = ([sum(column) / len(group) for column in zip(*group, strict=True)] or [None, None] for group in groups)
    limits = zip(EDGES, EDGES[1:], groups, means, strict=False)
    return [Bin(low, high, len(group), *both) for low, high, group, both in limits]


def _pairs(probabilities: Sequence[float], outcomes: Sequence[bool]) -> list[tuple[float, int]]:
    if len(probabilities) != len(outcomes):
        raise ValueError(
            f"There are {len(probabilities)} probabilities and {len(outcomes)} outcomes; expected "
            "one outcome for each probability."
        )
    for p in probabilities:
        if not isinstance(p, Real) or isinstance(p, bool) or not 0 <= p <= 1:
            raise ValueError(f"{p!r} is no probability; expected a number from 0 to 1.")
    for o in outcomes:
        if not (o is True or o is False or (isinstance(o, Real) and o in (0, 1))):
            raise ValueError(f"{o!r} is no outcome; expected true or false.")
    return [(float(p), int(o)) for p, o in zip(probabilities, outcomes, strict=True)]
