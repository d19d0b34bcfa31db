"""The same chain played out at random: what happens to each of many sites, and when.

Exact, not a small-step approximation: each site waits an exponential time, then makes one of the
moves open to it, in proportion to their rates (Gillespie 1977). All sites advance together, one
move each round.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from hosting_shift.model.chain import Chain
from hosting_shift.model.checks import probabilities, whole


@dataclass(frozen=True, eq=False)
class Paths:
    """What happened to n sites over M months.

    states: shape (n, M + 1), the state of each site at the start and at the end of each month.
    The log has one entry for each move, in the order of time: `time` (months), `site` (0 to n − 1),
    `source` and `target` (states), `move` (number of the move in chain.moves).
    chain.jurisdictions[source] and [target] say where from and where to.
    """

    chain: Chain
    states: np.ndarray
    time: np.ndarray
    site: np.ndarray
    source: np.ndarray
    target: np.ndarray
    move: np.ndarray


def draw_sites(start: np.ndarray, sites: int, rng: np.random.Generator) -> np.ndarray:
    """The state in which each of `sites` sites begins, drawn from the probabilities `start`."""
    start = probabilities(start, len(start), "The probabilities at the start")
    sites = whole(sites, "The number of sites")
    return rng.choice(len(start), size=sites, p=start / start.sum())


def simulate(chain: Chain, states: np.ndarray, months: int, rng: np.random.Generator) -> Paths:
    """Play the chain for a whole number of months.

    states: the state of each site at the start, shape (n,); see `draw_sites`. The same seed gives
    the same run. To go on under another policy, start again from `paths.states[:, -1]`.
    Raises ValueError for states that the chain does not have.
    """
    states = np.array(states)
    months = whole(months, "The number of months")
    if states.ndim != 1 or not len(states) or states.dtype.kind not in "iu":
        raise ValueError("Give the number of the state in which each site begins: a list of them.")
    if states.min() < 0 or states.max() >= chain.size:
        raise ValueError(f"The states of this chain are numbered 0 to {chain.size - 1}.")
    arrows = _arrows(chain)
    month_end = np.full((months + 1, len(states)), -1, dtype=np.int32)
    month_end[0] = states
    site = np.flatnonzero(arrows.leaving[states] > 0)
    here, now = states[site], np.zeros(len(site))
    log = []
    while len(site):
        rate = arrows.leaving[here]
        now = now + rng.standard_exponential(len(site)) / rate
        inside = np.flatnonzero(now < months)
        site, now, here, rate = site[inside], now[inside], here[inside], rate[inside]
        # A point at random on the stretch of the arrows that leave `here` picks one of them.
        point = arrows.line[here] + rng.random(len(site)) * rate
        arrow = np.searchsorted(arrows.ends, point, side="right")
        np.minimum(arrow, arrows.last[here], out=arrow)  # rounding at the very end of a stretch
        here = arrows.target[arrow]
        month_end[now.astype(np.int32) + 1, site] = here
        log.append((now, site, arrow))
        alive = np.flatnonzero(arrows.leaving[here])
        site, now, here = site[alive], now[alive], here[alive]

    # A month without a move ends as the one before: carry the last known state forward.
    for before, after in pairwise(month_end):
        np.copyto(after, before, where=after < 0)
    columns = zip(*log, strict=True) if log else ([np.empty(0)], *[[np.empty(0, int)]] * 2)
    time, sites, taken = (np.concatenate(column) for column in columns)
    order = np.argsort(time)
    taken = taken[order]
    return Paths(
        chain, month_end.T, time[order], sites[order], arrows.source[taken], arrows.target[taken], arrows.move[taken]
    )


class _Arrows(NamedTuple):
    """Every single arrow from state to state, sorted by the state it leaves.

    source, target, move: shape (A,). ends: shape (A,), where each arrow's stretch ends on a line on
    which its length is its rate. For each state, shape (S,): leaving, its rate of being
    left; line, where its stretches begin; last, the number of its last arrow.
    """

    source: np.ndarray
    target: np.ndarray
    move: np.ndarray
    ends: np.ndarray
    leaving: np.ndarray
    line: np.ndarray
    last: np.ndarray


@lru_cache(maxsize=8)
def _arrows(chain: Chain) -> _Arrows:
    found = [[np.empty(0, np.int32)] * 3 + [np.empty(0)]]
    for number, (move, rates) in enumerate(zip(chain.moves, chain.flows, strict=True)):
        rows, columns = np.nonzero(rates)
        sources, targets = chain.states(move.source)[rows], chain.states(move.target)[columns]
        found.append([sources, targets, np.full(len(rows), number), rates[rows, columns]])
    source, target, number, rate = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(source, kind="stable")
    source, rate = source[order].astype(np.int32), rate[order]
    ends = np.cumsum(rate)
    first = np.searchsorted(source, np.arange(chain.size + 1))
    return _Arrows(
        source,
        target[order].astype(np.int32),
        number[order].astype(np.int32),
        ends,
        np.bincount(source, weights=rate, minlength=chain.size),
        np.concatenate([[0.0], ends])[first[:-1]],
        first[1:] - 1,
    )
