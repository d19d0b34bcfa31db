"""Experiments that prove something about the model and that no lesson shows."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from hosting_shift.model.experiments import Experiment, Progress
from hosting_shift.model.policy import Policy
from hosting_shift.model.response import Outcome, scenario
from hosting_shift.model.world import Parameters, World


def sweep(make: Callable[[float], Outcome], values: Sequence[float]) -> "Experiment[list[Outcome]]":
    """The outcome for each of some values: `make(value)` builds one."""
    found = []
    for value in values:
        found.append(make(value))
        yield Progress(len(found), len(values))
    return found


def complementarity(
    world: World,
    parameters: Mapping[str, float],
    start: Policy,
    first: Mapping[str, object],
    second: Mapping[str, object],
    months: int = 60,
    **switches,
) -> "Experiment[np.ndarray]":
    """Site-months prevented with neither, one, and both of two sets of levers, shape (2, 2).

    start: the policy to which they are added. first, second: levers to change, by name. Entry
    [i, j]: with `first` if i, with `second` if j; against no response at all.
    """
    nothing = scenario(world, parameters, Policy(), months, **switches)
    found = np.empty((2, 2))
    for i in (0, 1):
        for j in (0, 1):
            levers = {**(first if i else {}), **(second if j else {})}
            outcome = scenario(world, parameters, start.with_changes(**levers), months, **switches)
            found[i, j] = outcome.prevented(nothing)
            yield Progress(2 * i + j + 1, 4)
    return found


class Swing(NamedTuple):
    """A result at the low and at the high end of one assumption, all others at their defaults."""

    symbol: str
    low: float
    high: float


def tornado(
    parameters: Parameters, symbols: Sequence[str], measure: Callable[[Parameters], float]
) -> "Experiment[list[Swing]]":
    """Move one assumption at a time from one end of its range to the other.

    measure: from a table of assumptions to a number. Returns the swings, the widest first.
    """
    found = []
    for symbol in symbols:
        row = parameters.row(symbol)
        ends = [measure(parameters.with_changes(**{symbol: end})) for end in (row.low, row.high)]
        found.append(Swing(symbol, *ends))
        yield Progress(len(found), len(symbols))
    return sorted(found, key=lambda swing: -abs(swing.high - swing.low))
