"""The model measured: full scenarios, paths, counts, redraws; Mesa and SimPy on the same algorithm.

`python benchmarks/model.py` prints it alone; `make bench` prints it with the rest. Every ratio is
against NumPy in the same run.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

REPO = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPO / "tests"), str(REPO / "notebooks")]

import mesa  # noqa: E402
import numpy as np  # noqa: E402
import simpy  # noqa: E402
from model_helpers import preset, responding  # noqa: E402

from hosting_shift import tables  # noqa: E402
from hosting_shift.levers import READY_MADE, policy  # noqa: E402
from hosting_shift.model import chain, counts, paths  # noqa: E402
from hosting_shift.model.experiments import finish, redraw  # noqa: E402
from hosting_shift.model.response import response_chain, scenario  # noqa: E402
from hosting_shift.model.world import World  # noqa: E402

OPERATIONS, MONTHS = 7_500, 60
WORLD, PARAMETERS = responding()


def seconds(work: Callable[[], object], repeats: int = 5) -> tuple[float, float]:
    """The least and the median time of some repeats, after one to warm up."""
    work()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times), median(times)


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
        outcome.uptime, outcome.uptime_while_active, outcome.reach, outcome.closures,
        outcome.relocations, outcome.identified, outcome.arrested, outcome.gave_up,
        outcome.median_exit, outcome.closures_per_exit, outcome.concentration, outcome.top_share,
        outcome.cost, outcome.active_by_base, outcome.leakage(nothing), outcome.prevented(nothing),
    ]  # fmt: skip


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
            self.when, self.target = next_event(
                self.model.table, self.state, self.when, self.model.random
            )


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


# ---------------------------------------------------------------- the report


def engines() -> None:
    print(f"\n## {OPERATIONS:,} operations × {MONTHS} months × {len(WORLD)} jurisdictions\n")
    print(
        "| response | engine | least (ms) | median (ms) | ratio to NumPy paths | online at the end |"
    )
    print("|---|---|---|---|---|---|")
    for code in ("S5", "S2"):
        model = model_of(code)
        start = model.start("online", WORLD.size)
        states = paths.draw_sites(start, OPERATIONS, np.random.default_rng(1))
        online = set(model.states(*model.online).tolist())
        exact = chain.expected(model, start, MONTHS).probabilities[-1][list(online)].sum()
        rng = np.random.default_rng(2)

        seen = np.isin(np.arange(model.size), list(online))

        def numpy_paths(model=model, states=states, rng=rng, seen=seen):
            return seen[paths.simulate(model, states, MONTHS, rng).states[:, -1]].mean()

        table, first = arrows(model), states.tolist()
        begun = counts.place_sites(start, OPERATIONS, rng)
        rows = [
            ("NumPy, exact paths", numpy_paths, 9),
            ("NumPy, counts", lambda m=model, b=begun, r=rng, o=online:
                counts.simulate_counts(m, b, MONTHS, r)[0, -1, list(o)].sum() / OPERATIONS, 9),
            ("Mesa, same next-event steps", lambda t=table, f=first, o=online: in_mesa(t, f, o), 2),
            ("SimPy, same next-event steps", lambda t=table, f=first, o=online: in_simpy(t, f, o), 2),
        ]  # fmt: skip
        base = None
        for name, work, repeats in rows:
            least, middle = seconds(work, repeats)
            base = base or least
            print(
                f"| {code} | {name} | {1000 * least:.1f} | {1000 * middle:.1f} | {least / base:.1f} "
                f"| {work():.3f} (exact {exact:.3f}) |",
                flush=True,
            )


def expectations() -> None:
    print("\n## Expectations: one full scenario with every metric, three bases of operators\n")
    print("| response | least (ms) | median (ms) |")
    print("|---|---|---|")
    for code in ("S2", "S5", "S12"):
        least, middle = seconds(lambda code=code: everything(code), 20)
        print(f"| {code} | {1000 * least:.1f} | {1000 * middle:.1f} |", flush=True)
    least, middle = seconds(lambda: scenario(WORLD, PARAMETERS, preset("S5"), MONTHS).uptime, 30)
    print(f"\nUptime alone: {1000 * least:.1f} ms least, {1000 * middle:.1f} ms median.")


def exponent(sizes, values) -> float:
    """The power of growth: slope of a line through the logarithms."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def growth() -> None:
    print("\n## Growth with the number of operations (S5, 60 months)\n")
    print("| engine | operations | ms | peak MB |")
    print("|---|---|---|---|")
    model, rng = model_of("S5"), np.random.default_rng(3)
    start = model.start("online", WORLD.size)
    for name, sizes, make in (
        ("counts", [10**n for n in range(3, 9)],
         lambda n: lambda: counts.simulate_counts(model, counts.place_sites(start, n, rng), MONTHS, rng)),
        ("paths", [10**n for n in range(3, 7)],
         lambda n: lambda: paths.simulate(model, paths.draw_sites(start, n, rng), MONTHS, rng)),
    ):  # fmt: skip
        times, memory = [], []
        for size in sizes:
            work = make(size)
            times.append(seconds(work, 3)[0])
            memory.append(peak(work))
            print(
                f"| {name} | {size:.0e} | {1000 * times[-1]:.1f} | {memory[-1]:.2f} |", flush=True
            )
        print(
            f"| {name} | fitted exponent | {exponent(sizes, times):.2f} | {exponent(sizes, memory):.2f} |"
        )

    print("\n## Growth with the number of jurisdictions (S5's levers, one base, 60 months)\n")
    print("| jurisdictions | states | ms | peak MB |")
    print("|---|---|---|---|")
    sizes, times, memory = [5, 10, 20, 40, 80], [], []
    for count in sizes:
        pick = np.arange(count) % len(WORLD)
        share = WORLD.size[pick] / WORLD.size[pick].sum()
        codes = [f"{WORLD.codes[i]}/{n}" for n, i in enumerate(pick)]
        regions = [WORLD.regions[i] for i in pick]
        bases = tuple(base for base in WORLD.bases if base.region in regions)
        world = World(codes, codes, regions, share, WORLD.cover[pick], WORLD.cost[pick], bases)
        five = preset("S5").with_changes(
            **{lever: getattr(preset("S5"), lever)[pick]
               for lever in ("takedown", "notice", "members", "joint_teams", "harmonised")}
        )  # fmt: skip

        def work(world=world, five=five):
            model = response_chain(world, PARAMETERS, five, world.bases[0])
            return chain.expected(model, model.start("online", world.size), MONTHS)

        times.append(seconds(work, 5)[0])
        memory.append(peak(work))
        print(
            f"| {count} | {4 * count + 2} | {1000 * times[-1]:.2f} | {memory[-1]:.2f} |", flush=True
        )
    print(
        f"| fitted exponent | | {exponent(sizes, times):.2f} (from 20 on: "
        f"{exponent(sizes[2:], times[2:]):.2f}) | {exponent(sizes, memory):.2f} |"
    )


def redraws() -> None:
    table = tables.load("model_parameters").set_index("symbol")["redrawn"]
    manners = table[table != "no"].to_dict()
    policies = {str(n): policy(mix) for n, mix in enumerate(READY_MADE)}
    least, middle = seconds(
        lambda: finish(
            redraw(WORLD, PARAMETERS, policies, manners, 200, np.random.default_rng(1), MONTHS)
        ),
        3,
    )
    print("\n## Redraw the assumptions: 200 draws × 4 mixes × 3 bases\n")
    print(f"{least:.2f} s least, {middle:.2f} s median (bar: 3 s).")


def main() -> None:
    print("# The model")
    expectations()
    engines()
    growth()
    redraws()


if __name__ == "__main__":
    main()
