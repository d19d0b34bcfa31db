"""What the kernel does for one step of a control: compute, say, draw, encode. Every explorer, ranked.

Processor time, not time by the clock: others may use the machine meanwhile. No browser. To compare two
versions, run `make bench PART=redraws` in each of their folders.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from statistics import median

from benchmarks.common import machine, say, table, today
from benchmarks.latency import Move
from hosting_shift import explorers
from hosting_shift.ui import Panel


@dataclass
class Measured:
    """Milliseconds of processor time by explorer: made and shown first, one step; by long task."""

    date: str
    machine: str
    first: dict[str, float] = field(default_factory=dict)
    step: dict[str, float] = field(default_factory=dict)
    tasks: dict[str, float] = field(default_factory=dict)


def taken(work, *given, **named) -> tuple[float, object]:
    """Return the milliseconds of processor time that a call takes, and what it returns."""
    began = time.process_time()
    result = work(*given, **named)
    return 1000 * (time.process_time() - began), result


def measure(names: list[str] | None = None) -> Measured:
    """Move one control of every explorer there and back, each value new at the first way."""
    found = Measured(today(), machine())
    explorers.one_site()  # what the first of all explorers loads is no part of any of them
    for name in names or explorers.__all__:
        say(name)
        first, panel = taken(getattr(explorers, name))
        if not isinstance(panel, Panel):
            continue
        move = Move.of(panel)
        steps = [taken(panel.set, **{move.control: value})[0] for value in move.values]
        found.first[name], found.step[name] = first, median(steps[1:])
        for task in panel.tasks:
            found.tasks[f"{name}: {task.label}"] = taken(list, task.start(panel.settings))[0]
    return found


def markdown(found: Measured) -> str:
    """Return the part of the report: the slowest first."""
    ranked = sorted(found.step, key=found.step.get, reverse=True)
    slowest = ", ".join(f"{name} ({found.step[name]:.0f} ms)" for name in ranked[:3])
    rows = [[name, f"{found.step[name]:.1f}", f"{found.first[name]:.0f}"] for name in ranked]
    rows += [[name, f"{ms:.0f}", "–"] for name, ms in found.tasks.items()]
    head = ["explorer, or long work", "a step, or the work (ms)", "made and shown first (ms)"]
    return (
        f"## What the kernel does for one step\n\n- the slowest: {slowest}; median of all "
        f"{median(found.step.values()):.0f} ms\n\n{table(head, rows)}\n\n"
        "Method: processor time of one change of the first slider (or list), PNG included, median over "
        f"neighbouring values. {found.date}, {found.machine}.\n"
    )
