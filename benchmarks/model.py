"""The model measured: full scenarios, paths, counts, redraws; Mesa and SimPy on the same algorithm.

Every ratio is against NumPy in the same run.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

import mesa
import numpy as np
import simpy

from benchmarks.common import machine, say, table, today
from harness.model_helpers import preset, responding
from hosting_shift import tables
from hosting_shift.levers import READY_MADE, policy
from hosting_shift.model import chain, counts, paths
from hosting_shift.model.experiments import finish, redraw
from hosting_shift.model.response import response_chain, scenario
from hosting_shift.model.world import World

OPERATIONS, MONTHS = 7_500, 60
WORLD, PARAMETERS = responding()


def timed(work: Callable[[], object], repeats: int = 5) -> list[float]:
    """The least and the median time of some repeats in milliseconds, after one to warm up."""
    work()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return [min(times), median(times)]


def peak(work: Callable[[], object]) -> float:
    """The most memory that Python and NumPy held at once during the work, in MB."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 2**20


def everything(code: str) -> list:
    """A full scenario with all its metrics."""
    nothing = scenario(WORLD, PARAMETERS, preset("S0"), MONTHS)
    outcome = scenario(WORLD, PARAMETERS, preset(code), MONTHS)
    return [
        outcome.uptime,
        outcome.uptime_while_active,
        outcome.reach,
        outcome.closures,
        outcome.relocations,
        outcome.identified,
        outcome.arrested,
        outcome.gave_up,
        outcome.median_exit,
        outcome.closures_per_exit,
        outcome.concentration,
        outcome.top_share,
        outcome.cost,
        outcome.active_by_base,
        outcome.leakage(nothing),
        outcome.prevented(nothing),
    ]


def model_of(code: str, world: World = WORLD) -> chain.Chain:
    return response_chain(world, PARAMETERS, preset(code), world.bases[0])


# ---------------------------------------------------------------- the same algorithm elsewhere


def arrows(model: chain.Chain) -> list[tuple[float, list[float], list[int]]]:
    """For every state: rate of leaving, cumulative chances, targets."""
    found = []
    for state, row in enumerate(model.generator):
        targets = [i for i, rate in enumerate(row) if rate > 0 and i != state]
        leaving = float(sum(row[i] for i in targets))
        chances = np.cumsum([row[i] / leaving for i in targets]).tolist() if targets else []
        found.append((leaving, chances, targets))
    return found


def next_event(table, state: int, now: float, rng) -> tuple[float, int]:
    """Gillespie's step in plain Python: when the next move comes, and where it leads."""
    leaving, chances, targets = table[state]
    if leaving == 0:
        return float("inf"), state
    point = rng.random()
    arrow = next((i for i, chance in enumerate(chances) if point <= chance), -1)
    return now + rng.expovariate(leaving), targets[arrow]


class Operation(mesa.Agent):
    """One operation; every month it makes the moves that fall into that month."""

    def __init__(self, model, state):
        super().__init__(model)
        self.state = state
        self.when, self.target = next_event(model.table, state, 0.0, model.random)

    def month(self):
        while self.when < self.model.months:
            self.state = self.target
            self.when, self.target = next_event(self.model.table, self.state, self.when, self.model.random)


class MesaWorld(mesa.Model):
    def __init__(self, table, states):
        super().__init__(rng=1)
        self.table, self.months = table, 0
        Operation.create_agents(self, len(states), states)

    def step(self):
        self.months += 1
        self.agents.do("month")


def in_mesa(table, states, online: set[int]) -> float:
    world = MesaWorld(table, states)
    for _ in range(MONTHS):
        world.step()
    return sum(agent.state in online for agent in world.agents) / len(states)


def in_simpy(table, states, online: set[int]) -> float:
    import random

    rng, last = random.Random(1), list(states)
    environment = simpy.Environment()

    def operation(number):
        while True:
            when, target = next_event(table, last[number], environment.now, rng)
            if when >= MONTHS:
                return
            yield environment.timeout(when - environment.now)
            last[number] = target

    for number in range(len(states)):
        environment.process(operation(number))
    environment.run(until=MONTHS)
    return sum(state in online for state in last) / len(states)


# ---------------------------------------------------------------- what is measured


@dataclass
class Measured:
    """Milliseconds are [least, median]; sizes go with [ms, peak MB]."""

    date: str
    machine: str
    scenarios: dict[str, list[float]] = field(default_factory=dict)  # by response
    uptime: list[float] = field(default_factory=list)  # one number of a scenario alone
    engines: list[list] = field(default_factory=list)  # response, engine, least, median, online, exact
    growth: dict[str, list[list[float]]] = field(default_factory=dict)  # of: [size, ms, MB]
    redraw: list[float] = field(default_factory=list)  # 200 draws × 4 mixes × 3 bases


def measure() -> Measured:
    """Measure all of it: about two minutes."""
    found = Measured(today(), machine())
    say("the model: scenarios")
    for code in ("S2", "S5", "S12"):
        found.scenarios[code] = timed(lambda code=code: everything(code), 20)
    found.uptime = timed(lambda: scenario(WORLD, PARAMETERS, preset("S5"), MONTHS).uptime, 30)
    say("the model: engines")
    for code in ("S5", "S2"):
        found.engines += engines(code)
    say("the model: growth")
    found.growth = {
        "counts, by operations": operations([10**n for n in range(3, 9)], one_by_count),
        "paths, by operations": operations([10**n for n in range(3, 7)], one_by_path),
        "expectations, by jurisdictions": jurisdictions([5, 10, 20, 40, 80]),
    }
    say("the model: redraw")
    found.redraw = timed(redraws(), 3)
    return found


def engines(code: str) -> list[list]:
    """One response played by four engines: [response, engine, least, median, online, exact]."""
    model = model_of(code)
    start = model.start("online", WORLD.size)
    states = paths.draw_sites(start, OPERATIONS, np.random.default_rng(1))
    online = set(model.states(*model.online).tolist())
    exact = chain.expected(model, start, MONTHS).probabilities[-1][list(online)].sum()
    rng = np.random.default_rng(2)
    seen = np.isin(np.arange(model.size), list(online))
    begun = counts.place_sites(start, OPERATIONS, rng)
    moves, first = arrows(model), states.tolist()

    def by_paths():
        return seen[paths.simulate(model, states, MONTHS, rng).states[:, -1]].mean()

    def by_counts():
        return counts.simulate_counts(model, begun, MONTHS, rng)[0, -1, list(online)].sum() / OPERATIONS

    works = [
        ("NumPy, exact paths", by_paths, 9),
        ("NumPy, counts", by_counts, 9),
        ("Mesa, same next-event steps", lambda: in_mesa(moves, first, online), 2),
        ("SimPy, same next-event steps", lambda: in_simpy(moves, first, online), 2),
    ]
    return [[code, name, *timed(work, repeats), float(work()), float(exact)] for name, work, repeats in works]


def one_by_count(model, start, rng, size: int) -> None:
    counts.simulate_counts(model, counts.place_sites(start, size, rng), MONTHS, rng)


def one_by_path(model, start, rng, size: int) -> None:
    paths.simulate(model, paths.draw_sites(start, size, rng), MONTHS, rng)


def operations(sizes: list[int], play: Callable) -> list[list[float]]:
    """[size, ms, peak MB] for growing numbers of operations under S5."""
    model, rng = model_of("S5"), np.random.default_rng(3)
    start, found = model.start("online", WORLD.size), []
    for size in sizes:

        def work(size=size):
            return play(model, start, rng, size)

        found.append([size, timed(work, 3)[0], peak(work)])
    return found


def jurisdictions(sizes: list[int]) -> list[list[float]]:
    """[size, ms, peak MB] for worlds of more and more jurisdictions: S5's levers, one base."""
    found = []
    for count in sizes:
        pick = np.arange(count) % len(WORLD)
        share = WORLD.size[pick] / WORLD.size[pick].sum()
        codes = [f"{WORLD.codes[i]}/{n}" for n, i in enumerate(pick)]
        regions = [WORLD.regions[i] for i in pick]
        bases = tuple(base for base in WORLD.bases if base.region in regions)
        world = World(codes, codes, regions, share, WORLD.cover[pick], WORLD.cost[pick], bases)
        five = preset("S5").with_changes(
            **{
                lever: getattr(preset("S5"), lever)[pick]
                for lever in ("takedown", "notice", "members", "joint_teams", "harmonised")
            }
        )

        def work(world=world, five=five):
            model = response_chain(world, PARAMETERS, five, world.bases[0])
            return chain.expected(model, model.start("online", world.size), MONTHS)

        found.append([count, timed(work, 5)[0], peak(work)])
    return found


def redraws() -> Callable:
    """What the button of lesson 09 does: 200 draws of the assumptions for four mixes."""
    rows = tables.load("model_parameters").set_index("symbol")["redrawn"]
    manners = rows[rows != "no"].to_dict()
    policies = {str(n): policy(mix) for n, mix in enumerate(READY_MADE)}
    return lambda: finish(redraw(WORLD, PARAMETERS, policies, manners, 200, np.random.default_rng(1), MONTHS))


# ---------------------------------------------------------------- the report


def exponent(sizes, values) -> float:
    """The power of growth: slope of a line through the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def markdown(found: Measured) -> str:
    """Return the part of the report."""
    base = {code: least for code, name, least, *_ in found.engines if name.endswith("paths")}
    ratios = {}
    for code, name, least, *_ in found.engines:
        ratios.setdefault(name, []).append(least / base[code])
    said = "; ".join(
        f"{name.split(',')[0] if 'NumPy' not in name else name} {' and '.join(f'{r:.2g}' for r in both)}"
        for name, both in ratios.items()
        if not name.endswith("paths")
    )
    lines = [
        "## The model",
        "",
        f"- {OPERATIONS:,} operations × {MONTHS} months, time against NumPy's exact paths (responses "
        f"{' and '.join(base)}): {said}",
        f"- a redraw of all assumptions takes {found.redraw[0] / 3000:.2f} of the 3 s it may",
        "",
        table(
            ["response", "engine", "least (ms)", "median (ms)", "online at the end", "exact"],
            [
                [code, name, f"{least:.1f}", f"{middle:.1f}", f"{online:.3f}", f"{exact:.3f}"]
                for code, name, least, middle, online, exact in found.engines
            ],
        ),
        "",
        table(
            ["one scenario, every metric, three bases", "least (ms)", "median (ms)"],
            [
                [name, *(f"{ms:.1f}" for ms in both)]
                for name, both in (*found.scenarios.items(), ("S5, uptime alone", found.uptime))
            ],
        ),
        "",
    ]
    for of, rows in found.growth.items():
        sizes, times, memory = zip(*rows, strict=True)
        lines += [
            table(
                [f"growth of {of}", "ms", "peak MB"],
                [
                    *([f"{size:,}", f"{ms:.2f}", f"{mb:.2f}"] for size, ms, mb in rows),
                    ["exponent", f"{exponent(sizes, times):.2f}", f"{exponent(sizes, memory):.2f}"],
                ],
            ),
            "",
        ]
    lines.append(
        f"Method: by the clock, after one run to warm up, in one process; redraw: 200 draws × 4 mixes, "
        f"least {found.redraw[0]:.0f} ms, median {found.redraw[1]:.0f} ms. {found.date}, {found.machine}."
    )
    return "\n".join(lines) + "\n"
