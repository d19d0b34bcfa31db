"""The model measured against a peer: the same algorithm, agent by agent, in Mesa.

The ratio is against NumPy in the same run, for the same operations and the same response.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import accumulate

import mesa
import numpy as np

from benchmarks.common import say, table
from harness.model_helpers import preset, responding
from hosting_shift.model import chain, paths
from hosting_shift.model.response import response_chain

OPERATIONS, MONTHS = 7_500, 60


class Operation(mesa.Agent):
    """One operation: Gillespie's next move in plain Python; every month it makes those that fall in it."""

    def __init__(self, model, state):
        super().__init__(model)
        self.state = state
        self.plan(0.0)

    def plan(self, now: float) -> None:
        """Draw when the next move comes, and where it leads."""
        targets, rates = self.model.moves[self.state]
        self.when, self.target = float("inf"), self.state
        if targets:
            self.when = now + self.random.expovariate(rates[-1])
            (self.target,) = self.random.choices(targets, cum_weights=rates)

    def month(self) -> None:
        while self.when < self.model.months:
            self.state = self.target
            self.plan(self.when)


class Operations(mesa.Model):
    """All operations of one chain, in the states they start in; rates are summed up move by move."""

    def __init__(self, moves: list[tuple[list[int], list[float]]], states: list[int]):
        super().__init__(rng=1)
        self.moves, self.months = moves, 0
        Operation.create_agents(self, len(states), states)

    def step(self) -> None:
        self.months += 1
        self.agents.do("month")


def least(work: Callable[[], float], repeats: int) -> list[float]:
    """Return the least milliseconds of some repeats, and what the first call found."""
    found, times = work(), []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return [min(times), float(found)]


def engines(code: str) -> dict[str, list[float]]:
    """Play one response with both engines."""
    say(f"response {code}")
    world, parameters = responding()
    model = response_chain(world, parameters, preset(code), world.bases[0])
    start = model.start("online", world.size)
    states = paths.draw_sites(start, OPERATIONS, np.random.default_rng(1))
    online, rng = model.states(*model.online), np.random.default_rng(2)
    exact = float(chain.expected(model, start, MONTHS).probabilities[-1][online].sum())
    moves = []
    for state, row in enumerate(model.generator):
        targets = [to for to in np.flatnonzero(row > 0).tolist() if to != state]
        moves.append((targets, list(accumulate(row[targets].tolist()))))

    def by_paths() -> float:
        return np.isin(paths.simulate(model, states, MONTHS, rng).states[:, -1], online).mean()

    def by_agents() -> float:
        world = Operations(moves, states.tolist())
        for _ in range(MONTHS):
            world.step()
        return np.isin([agent.state for agent in world.agents], online).mean()

    return {"NumPy": [*least(by_paths, 9), exact], "Mesa": [*least(by_agents, 3), exact]}


def measure() -> dict:
    """Measure two responses: {"engines": {response: {engine: [least milliseconds, share online, exact share]}}}."""
    return {"engines": {code: engines(code) for code in ("S5", "S2")}}


def markdown(found: dict) -> str:
    """Return the part of the report."""
    ratios = " and ".join(f"{both['Mesa'][0] / both['NumPy'][0]:.0f}" for both in found["engines"].values())
    rows = [
        [code, name, f"{ms:.1f}", f"{online:.3f}", f"{exact:.3f}"]
        for code, both in found["engines"].items()
        for name, (ms, online, exact) in both.items()
    ]
    return (
        f"## The model against Mesa\n\n- {OPERATIONS:,} operations × {MONTHS} months: Mesa takes {ratios} times "
        "as long as NumPy's exact paths\n\n"
        f"{table(['response', 'engine', 'least (ms)', 'online at the end', 'exact'], rows)}\n\n"
        "Method: the same next-event steps by the clock, after one run to warm up, in one process; the least "
        "of some repeats."
    )
