"""Conditions, moves between them, and what to expect after some months.

A site is always in one *condition* ("online", "offline") and in one of J jurisdictions: together
they are its *state*. A *move* takes it from one state to another at a given rate. A rate of 1/6 per
month means: after 6 months on average, at a moment nobody can foresee. Some conditions are the end
of the story ("arrested"): they are *absorbing*, have no jurisdiction, and no move leaves them.

In mathematics this is a continuous-time Markov chain. All its expectations can be computed exactly.

Level 1 (hosting.py) is two conditions and two moves. Levels 2 and 3 (response.py) are four
conditions, two ends and some more moves, in this same file's words. Policies over time are one
chain after another: start the next where the last one ended. Nothing is lost at the joint, because
such a chain has no memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hosting_shift.model.checks import not_negative, probabilities, whole


@dataclass(frozen=True, eq=False)
class Move:
    """One arrow of the model.

    kind: what happens, in a word ("closure"). Several moves may share a kind; they are counted
    together. source, target: the conditions before and after.
    rates, per month: shape (J,) if the site keeps its jurisdiction or the target is absorbing;
    shape (J, J), from row to column, if it may change jurisdiction.
    """

    kind: str
    source: str
    target: str
    rates: np.ndarray

    def __str__(self) -> str:
        return f"the move {self.kind} ({self.source} → {self.target})"


@dataclass(frozen=True, eq=False)
class Chain:
    """Conditions × jurisdictions, absorbing conditions, and the moves between them.

    codes: the J jurisdictions. conditions: names of the conditions that have a jurisdiction.
    absorbing: names of those that end the story. online: the conditions in which the site can be
    seen. The S = J·len(conditions) + len(absorbing) states stand in that order: all jurisdictions
    in the first condition, then all in the second, …, then the absorbing ones.
    """

    codes: Sequence[str]
    conditions: Sequence[str]
    moves: Sequence[Move]
    absorbing: Sequence[str] = ()
    online: Sequence[str] = ("online",)

    def __post_init__(self):
        for field in ("codes", "conditions", "moves", "absorbing", "online"):
            object.__setattr__(self, field, tuple(getattr(self, field)))
        if not self.codes or not self.conditions:
            raise ValueError("A chain needs at least one jurisdiction and one condition.")
        names = (*self.conditions, *self.absorbing)
        if len(set(names)) < len(names):
            raise ValueError(f"Two conditions share a name: {', '.join(names)}.")
        for name in self.online:
            self._known(name, self.conditions)
        for move in self.moves:
            self._known(move.source, self.conditions)
            self._known(move.target, names)
        self._check_rates()

    def _known(self, name: str, names: Iterable[str]) -> None:
        if name not in names:
            raise ValueError(f"No condition here is called {name}. There are: {', '.join(names)}.")

    @property
    def size(self) -> int:
        """Number of states, S."""
        return len(self.codes) * len(self.conditions) + len(self.absorbing)

    def states(self, *names: str) -> np.ndarray:
        """The numbers of the states in these conditions, in the order of the names.

        For a condition with jurisdictions: J numbers. For an absorbing one: a single number.
        """
        for name in names:
            self._known(name, self._blocks)
        places = [np.arange(self.size)[self._blocks[name]] for name in names]
        return np.concatenate([np.empty(0, dtype=int), *places])

    @cached_property
    def _blocks(self) -> dict[str, slice]:
        """Where the states of each condition stand among all states."""
        ends = np.cumsum([len(self.codes)] * len(self.conditions) + [1] * len(self.absorbing))
        names = (*self.conditions, *self.absorbing)
        return {name: slice(a, b) for name, a, b in zip(names, [0, *ends], ends, strict=False)}

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of moves there are, each named once."""
        return tuple(dict.fromkeys(move.kind for move in self.moves))

    @property
    def jurisdictions(self) -> np.ndarray:
        """For every state the number of its jurisdiction, -1 if it is absorbing; shape (S,)."""
        places = np.tile(np.arange(len(self.codes)), len(self.conditions))
        return np.concatenate([places, np.full(len(self.absorbing), -1)])

    def _check_rates(self) -> None:
        every = np.concatenate([np.ravel(move.rates) for move in self.moves] or [[]])
        if every.dtype != float or not (0 <= every.min(initial=0) <= every.max(initial=0) < np.inf):
            for move in self.moves:  # one of them is wrong, or written as whole numbers
                not_negative(move.rates, f"The rates of {move}")
        count = len(self.codes)
        for move in self.moves:
            once, shape = move.target in self.absorbing, np.shape(move.rates)
            if shape != (count,) and (once or shape != (count, count)):
                raise ValueError(
                    f"The rates of {move} must have shape {'(J,)' if once else '(J,) or (J, J)'}, "
                    f"with J = {count}. Got shape {shape}."
                )

    @cached_property
    def flows(self) -> tuple[np.ndarray, ...]:
        """The rates of every move, per month: (J, J), or (J, 1) into an absorbing condition."""
        found = []
        for move in self.moves:
            rates = np.asarray(move.rates, dtype=float)
            if move.target in self.absorbing:
                rates = rates[:, None]
            elif rates.ndim == 1:
                rates = np.diag(rates)
            found.append(rates)
        return tuple(found)

    @cached_property
    def generator(self) -> np.ndarray:
        """The generator Q, shape (S, S): rate per month from row to column; rows sum to 0."""
        Q = np.zeros((self.size, self.size))
        for move in self.moves:
            block = Q[self._blocks[move.source], self._blocks[move.target]]
            if np.ndim(move.rates) == 2:
                block += move.rates
            elif move.target in self.absorbing:
                block[:, 0] += move.rates
            else:
                np.einsum("ii->i", block)[...] += move.rates  # the diagonal: the place stays
        # Leaving and coming straight back to the same state changes nothing that Q can see.
        np.fill_diagonal(Q, 0)
        np.fill_diagonal(Q, -Q.sum(axis=1))
        return Q

    def start(self, condition: str, shares) -> np.ndarray:
        """Probabilities of the states, shape (S,), when every site is in one condition.

        shares: share of sites in each jurisdiction, shape (J,), summing to 1. At level 1 all sites
        start online, spread like the market: `chain.start("online", world.size)`.
        """
        self._known(condition, self.conditions)
        shares = probabilities(shares, len(self.codes), "The shares of the jurisdictions")
        vector = np.zeros(self.size)
        vector[self.states(condition)] = shares
        return vector


def transition(Q: np.ndarray, time: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Where one is after `time` months, and how long one spent where on the way.

    Q: generator, shape (S, S), per month; or several at once, shape (…, S, S). time: months, zero
    or more. Returns P and Phi, of Q's shape, from the state at the start (row) to another (column).
    P: probability of being there after `time` months; rows sum to 1.
    Phi: expected months spent there meanwhile; rows sum to `time`.

    How: *uniformisation* (Jensen 1953) for a short time, then *doubling*. Let a clock tick at the
    highest rate at which any state is left; at each tick one moves, or stays, with the
    probabilities in `step`. The number of ticks is Poisson. Then P(2t) = P(t)·P(t) and
    Phi(2t) = Phi(t) + P(t)·Phi(t). Only numbers that are not negative are added and multiplied, so
    no probability can come out below zero. P is the matrix exponential of Q·time and Phi its
    integral; no SciPy is needed.
    """
    unit = np.broadcast_to(np.eye(Q.shape[-1]), Q.shape)
    fastest = float(-np.diagonal(Q, axis1=-2, axis2=-1).min(initial=0.0))
    if fastest * time == 0:
        return unit.copy(), time * unit
    # Halve the time until at most a quarter of a tick is expected in it.
    doublings = max(0, int(np.ceil(np.log2(4 * fastest * time))))
    short = time / 2**doublings
    ticks = fastest * short
    # Poisson probabilities of n ticks, and of more than n, summed from the small end.
    weights = [np.exp(-ticks)]
    while weights[-1] > 1e-18:
        weights.append(weights[-1] * ticks / len(weights))
    beyond = np.append(np.cumsum(weights[::-1])[::-1][1:], 0.0)
    step = Q / fastest + unit
    np.maximum(step, 0, out=step)  # one state leaves at exactly the fastest rate: no −1e-17 there
    # Both sums, Σ weight·stepⁿ and Σ beyond·stepⁿ, share the powers of step.
    P, Phi, power = weights[0] * unit, beyond[0] * unit, unit
    for weight, more in zip(weights[1:], beyond[1:], strict=True):
        power = power @ step
        P += weight * power
        Phi += more * power
    P, Phi = _rows_sum_to(P, 1), _rows_sum_to(Phi, short)
    for _ in range(doublings):
        Phi += P @ Phi
        P = _rows_sum_to(P @ P, 1)
    return P, _rows_sum_to(Phi, time)


def _rows_sum_to(matrix: np.ndarray, total: float) -> np.ndarray:
    # Rounding errors would double with every doubling; this keeps them at the last digit.
    matrix *= total / matrix.sum(axis=-1, keepdims=True)
    return matrix


@dataclass(frozen=True, eq=False)
class Run:
    """What to expect, month by month, for one site of the chain.

    probabilities: shape (M + 1, S), at the start and at the end of each month; rows sum to 1.
    spent: shape (M, S), expected months spent in each state during each month; rows sum to 1.
    Multiply by a number of sites for expected numbers of sites: they do not influence each other.
    """

    chain: Chain
    probabilities: np.ndarray
    spent: np.ndarray

    @property
    def months(self) -> int:
        """Length of the run, M."""
        return len(self.spent)

    def counts(self, *kinds: str) -> np.ndarray:
        """Expected number of moves of these kinds per site over the run, from row to column.

        Shape (J, J); into an absorbing condition the jurisdiction left stands for both. The time
        spent in a state times the rate of leaving it: E[#i→j] = tau_i·Q_ij.
        Raises ValueError if the chain has no move of this kind.
        """
        for kind in kinds:
            if kind not in self.chain.kinds:
                raise ValueError(f"No move here is of the kind {kind}. There are: {', '.join(self.chain.kinds)}.")
        count = len(self.chain.codes)
        total, spent = np.zeros((count, count)), self.spent.sum(axis=0)
        for move, rates in zip(self.chain.moves, self.chain.flows, strict=True):
            if move.kind in kinds:
                per_site = spent[self.chain.states(move.source)][:, None] * rates
                total += np.diag(per_site[:, 0]) if rates.shape != total.shape else per_site
        return total


def expected(chain: Chain, start: np.ndarray, months: int) -> Run:
    """What to expect from `start` on, for a whole number of months.

    start: probabilities of the states, shape (S,); see `Chain.start`. Exact: no draw, no small
    time step.
    """
    return expected_each([chain], [start], months)[0]


def expected_each(chains: Sequence[Chain], starts: Sequence[np.ndarray], months: int) -> tuple[Run, ...]:
    """`expected` for several chains of the same size at once, which is quicker than one by one.

    Where the same chain and the same start come again, they are computed once.
    """
    months = whole(months, "The number of months")
    asked = [(chain, id(start)) for chain, start in zip(chains, starts, strict=True)]
    once = dict(zip(asked, zip(chains, starts, strict=True), strict=True))
    now = np.array([probabilities(start, c.size, "The probabilities at the start") for c, start in once.values()])
    P, Phi = transition(np.array([chain.generator for chain, _ in once.values()]), 1.0)
    at_month_end = np.empty((months + 1, *now.shape))
    at_month_end[0] = now
    for month in range(months):
        at_month_end[month + 1] = (at_month_end[month][:, None, :] @ P)[:, 0, :]
    spent = at_month_end[:-1].swapaxes(0, 1) @ Phi
    runs = {pair: Run(pair[0], at_month_end[:, i], spent[i]) for i, pair in enumerate(once)}
    return tuple(runs[pair] for pair in asked)
