"""The same chain played out at random: what happens to each of many sites, and when.

Exact, not a small-step approximation: each site waits an exponential time, then makes one of the
moves open to it, in proportion to their rates (Gillespie 1977). All sites advance together, one
move each round.
"""

from dataclasses import dataclass
from itertools import pairwise

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
    """
    states = np.array(states)
    months = whole(months, "The number of months")
    if states.ndim != 1 or not len(states) or states.dtype.kind not in "iu":
        raise ValueError("Give the number of the state in which each site begins: a list of them.")
    if states.min() < 0 or states.max() >= chain.size:
        raise ValueError(f"The states of this chain are numbered 0 to {chain.size - 1}.")
    source, target, move, rate = _arrows(chain)
    leaving = np.bincount(source, weights=rate, minlength=chain.size)
    first = np.searchsorted(source, np.arange(chain.size + 1))  # arrows of state s: first[s] on
    line = np.concatenate([[0.0], np.cumsum(rate)])

    month_end = np.full((months + 1, len(states)), -1, dtype=np.int32)
    month_end[0] = states
    site = np.flatnonzero(leaving[states] > 0)
    now = np.zeros(len(site))
    log = []
    while len(site):
        here = states[site]
        now = now + rng.exponential(size=len(site)) / leaving[here]
        inside = now < months
        site, now, here = site[inside], now[inside], here[inside]
        # A point at random on the stretch of the arrows that leave `here` picks one of them.
        low, high = first[here], first[here + 1]
        point = line[low] + rng.random(len(site)) * (line[high] - line[low])
        arrow = np.clip(np.searchsorted(line, point, side="right") - 1, low, high - 1)
        states[site] = target[arrow]
        month_end[now.astype(int) + 1, site] = target[arrow]
        log.append((now, site, arrow))
        alive = leaving[states[site]] > 0
        site, now = site[alive], now[alive]

    # A month without a move ends as the one before: carry the last known state forward.
    for before, after in pairwise(month_end):
        np.copyto(after, before, where=after < 0)
    columns = zip(*log, strict=True) if log else ([np.empty(0)], *[[np.empty(0, int)]] * 2)
    time, sites, arrows = (np.concatenate(column) for column in columns)
    order = np.argsort(time)
    arrows = arrows[order]
    return Paths(
        chain, month_end.T, time[order], sites[order], source[arrows], target[arrows], move[arrows]
    )


def _arrows(chain: Chain) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Every single arrow from state to state: source, target, number of its move, rate."""
    found = []
    for number, (move, rates) in enumerate(zip(chain.moves, chain.flows, strict=True)):
        rows, columns = np.nonzero(rates)
        sources, targets = chain.states(move.source)[rows], chain.states(move.target)[columns]
        found.append((sources, targets, np.full(len(rows), number), rates[rows, columns]))
    if not found:
        return (*(np.empty(0, int) for _ in range(3)), np.empty(0))
    source, target, number, rate = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(source, kind="stable")
    return source[order], target[order], number[order], rate[order]
