"""Questions put to the model many times over: accessions, fair shares, assumptions drawn anew.

Every experiment is a *generator*: it yields a `Progress` after each piece of work and returns its
result at the end. `finish(experiment)` runs one to the end; whoever wants to show a progress bar or
to stop half-way takes the pieces one by one (`experiment.close()` stops it).
"""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import NamedTuple, TypeVar

import numpy as np

from hosting_shift.model.chain import expected_each
from hosting_shift.model.checks import whole
from hosting_shift.model.policy import Policy
from hosting_shift.model.response import ARRESTED, Outcome, operators, response_chains, scenario
from hosting_shift.model.world import Parameters, World

T = TypeVar("T")


class Progress(NamedTuple):
    """How far an experiment has come: `done` of `total` pieces."""

    done: int
    total: int


Experiment = Generator[Progress, None, T]


def finish(experiment: "Experiment[T]") -> T:
    """Run an experiment to its end and return its result."""
    while True:
        try:
            next(experiment)
        except StopIteration as end:
            return end.value


def at_once(
    world: World, pairs: Sequence[tuple[Mapping[str, float], Policy]], months: int = 60, **switches
) -> np.ndarray:
    """Uptime and share arrested of many (assumptions, policy) pairs, shape (2, pairs).

    The same numbers as `response.scenario` gives one by one, in about a third of the time. Four to
    eight pairs fill the processor's cache; more at once take longer each.
    """
    chains = [chain for parameters, policy in pairs for chain in response_chains(world, parameters, policy, **switches)]
    model = chains[0]  # all have the same states
    runs = expected_each(chains, [model.start("online", world.size)] * len(chains), months)
    seen, end = model.states(*model.online), model.states(ARRESTED)[0]
    online = [run.spent.sum(axis=0)[seen].sum() / months for run in runs]
    caught = [run.probabilities[-1, end] for run in runs]
    shares = np.array([operators(world, parameters) for parameters, _ in pairs])
    return (np.array([online, caught]).reshape(2, *shares.shape) * shares).sum(axis=2)


# ---------------------------------------------------------------- accessions


@dataclass(frozen=True, eq=False)
class Staircase:
    """What each accession brings. outcomes: with 0, 1, …, J members; order: who joins when."""

    outcomes: tuple[Outcome, ...]
    order: tuple[int, ...]

    @property
    def uptime(self) -> np.ndarray:
        """Share of time online with 0 to J members, shape (J + 1,)."""
        return np.array([outcome.uptime for outcome in self.outcomes])

    @property
    def gains(self) -> np.ndarray:
        """What each accession takes off the uptime, shape (J,): first to last."""
        return -np.diff(self.uptime)

    @property
    def rent(self) -> np.ndarray:
        """Site-months hosted by each jurisdiction that has not joined, on average, shape (J,):
        with 0 to J − 1 members. What a last haven gains by staying outside."""
        joined = enumerate(self.outcomes[:-1])
        return np.array([outcome.hosting[list(self.order[number:])].mean() for number, outcome in joined])


def staircase(
    world: World,
    parameters: Mapping[str, float],
    joining: Callable[[np.ndarray], Policy],
    order: Sequence[int] | None = None,
    months: int = 60,
    **switches,
) -> "Experiment[Staircase]":
    """Let the jurisdictions join one by one.

    joining: a function from the members, booleans of shape (J,), to the policy that then holds.
    order: numbers of the jurisdictions in the order of joining; as in the table if not given.
    switches: stages, rational; see `response.scenario`.
    Raises ValueError unless `order` names each jurisdiction once.
    """
    order = tuple(range(len(world))) if order is None else tuple(order)
    if sorted(order) != list(range(len(world))):
        raise ValueError(f"The order must name each of the {len(world)} jurisdictions once.")
    found = []
    for joined in range(len(order) + 1):
        members = np.isin(np.arange(len(world)), order[:joined])
        found.append(scenario(world, parameters, joining(members), months, **switches))
        found[-1].uptime  # noqa: B018  the work belongs to this step, not to the first who reads it
        yield Progress(joined + 1, len(order) + 1)
    return Staircase(tuple(found), order)


def alike(world: World) -> World:
    """The same codes and operators in a world of equal jurisdictions: same market, mean cost and cover.

    Every jurisdiction keeps its region, so that operators' bases still mean something.
    """
    ones = np.ones(len(world))
    equal = ones / len(world), world.cover.mean() * ones, world.cost.mean() * ones
    return World(world.codes, world.names, world.regions, *equal, world.bases)


# ---------------------------------------------------------------- levers together


def shapley(names: Sequence[str], value: Callable[[frozenset[str]], float]) -> "Experiment[dict[str, float]]":
    """The Shapley value of each lever: a fair share of what all of them bring together.

    value: a function from a set of levers in use to what it brings. All 2ⁿ sets are tried, none
    drawn at random.

    Formula: the mean, over all orders in which the levers could be switched on, of what a lever
    adds at its turn (Shapley 1953; recalled). The values add up to what all bring together. A lever
    that is worth nothing alone may earn much, because others need it.
    Raises ValueError for no lever, or a name given twice.
    """
    names = tuple(names)
    if len(set(names)) < len(names) or not names:
        raise ValueError("Give at least one lever, each name once.")
    worth, total = {}, 2 ** len(names)
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            worth[frozenset(chosen)] = float(value(frozenset(chosen)))
            yield Progress(len(worth), total)
    count, shares = len(names), dict.fromkeys(names, 0.0)
    for chosen, brings in worth.items():
        for name in names:
            if name not in chosen:
                # orders in which exactly `chosen` come before `name`, of all orders
                before = len(chosen)
                weight = factorial(before) * factorial(count - before - 1) / factorial(count)
                shares[name] += weight * (worth[chosen | {name}] - brings)
    return shares


# ---------------------------------------------------------------- assumptions


def latin_hypercube(draws: int, dimensions: int, rng: np.random.Generator) -> np.ndarray:
    """Points spread evenly over every dimension, shape (draws, dimensions), between 0 and 1.

    Each dimension is cut into `draws` equal slices, and each slice holds exactly one point
    (McKay, Beckman and Conover 1979; recalled).
    """
    draws = whole(draws, "The number of draws")
    slices = rng.permuted(np.tile(np.arange(draws), (dimensions, 1)), axis=1).T
    return (slices + rng.random((draws, dimensions))) / draws


@dataclass(frozen=True, eq=False)
class Redraw:
    """Several policies under many sets of assumptions.

    names: the policies. uptime, arrested: shape (draws, policies). drawn: the assumptions, shape
    (draws, symbols).
    """

    names: tuple[str, ...]
    uptime: np.ndarray
    arrested: np.ndarray
    symbols: tuple[str, ...]
    drawn: np.ndarray


def redraw(
    world: World,
    parameters: Parameters,
    policies: Mapping[str, Policy],
    manners: Mapping[str, str],
    draws: int,
    rng: np.random.Generator,
    months: int = 60,
    batch: int = 2,
    **switches,
) -> "Experiment[Redraw]":
    """Draw all assumptions anew within their ranges, many times, and run every policy each time.

    manners: the assumptions to draw, by Latin hypercube over the ranges of the table, and how each
    is drawn: "evenly", or "by ratio" for times and rates (1 to 2 months is as likely as 2 to 4).
    The manner is an assumption, too. Every policy meets the same draws. batch: draws computed at one go, which sets how often
    progress is told. switches: stages, rational; see `response_chain`.
    Raises ValueError where no policy is given.
    """
    if not policies:
        raise ValueError("Give at least one policy to compare.")
    symbols = tuple(manners)
    points = _points(parameters, manners, latin_hypercube(draws, len(symbols), rng))
    uptime, arrested = np.empty((2, draws, len(policies)))
    for first in range(0, draws, batch):
        pairs = []
        for point in points[first : first + batch]:
            drawn = parameters.with_changes(**dict(zip(symbols, point, strict=True)))
            pairs += [(drawn, policy) for policy in policies.values()]
        found = at_once(world, pairs, months, **switches).reshape(2, -1, len(policies))
        uptime[first : first + batch], arrested[first : first + batch] = found
        yield Progress(min(first + batch, draws), draws)
    return Redraw(tuple(policies), uptime, arrested, symbols, points)


def _points(parameters: Parameters, manners: Mapping[str, str], shares: np.ndarray) -> np.ndarray:
    """The assumptions at these shares (0 to 1) of the way through their ranges; same shape."""
    points = np.empty_like(shares)
    for column, (symbol, manner) in enumerate(manners.items()):
        low, high = parameters.row(symbol).low, parameters.row(symbol).high
        if manner == "evenly":
            points[:, column] = low + shares[:, column] * (high - low)
        elif manner == "by ratio" and low > 0:
            points[:, column] = low * (high / low) ** shares[:, column]
        else:
            raise ValueError(
                f"{symbol} cannot be drawn {manner!r}: say evenly, or by ratio if its range starts above 0."
            )
        points[:, column] = points[:, column].clip(low, high)  # rounding at the very ends
    return points
