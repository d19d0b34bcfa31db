"""What importing costs: the set-up cell of every lesson beyond the four packages, file by file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field

from benchmarks.common import REPO, machine, say, table, today
from harness.lesson_files import LESSONS
from hosting_shift.course import books

# A kernel has loaded much before the first cell; what it has is no cost of the lesson.
KERNEL = "import asyncio, ipykernel.ipkernel, ipykernel.kernelapp"
BARE = "import numpy, pandas, matplotlib, ipywidgets, matplotlib.figure"
TIMED = """
import json, sys, time
{before}
there, began = set(sys.modules), time.process_time()
{source}
ms = 1000 * (time.process_time() - began)
ours = [name for name in set(sys.modules) - there if name.startswith("hosting_shift")]
print(json.dumps([ms, len(ours), len(set(sys.modules) - there)]))
"""


@dataclass
class Measured:
    """Milliseconds of processor time; by lesson [ms, files of the course, modules in all]."""

    date: str
    machine: str
    bare: float = 0  # the four packages, in a kernel
    files: int = 0  # files there are in hosting_shift
    set_up: dict[str, list[float]] = field(default_factory=dict)
    alone: dict[str, float] = field(default_factory=dict)  # each of our modules, cold
    slowest: list[list] = field(default_factory=list)  # [module, own ms], of one set-up


def measure(rounds: int = 5) -> Measured:
    """Import in fresh processes; the least of some rounds counts."""
    found = Measured(today(), machine())
    found.files = len(list((REPO / "notebooks" / "hosting_shift").rglob("*.py")))
    found.bare = _least(BARE, KERNEL, rounds)[0]
    for name in LESSONS:
        say(f"imports of {name}")
        cell = next(c for c in books.book(name[:2]).cells if c.id == "set-up")
        source = "\n".join(line for line in cell.text.splitlines() if "import" in line)
        found.set_up[name] = _least(source, f"{KERNEL}\n{BARE}", rounds)
    for name in ("tables", "law", "model.response", "charts", "panel", "practice", "explorers"):
        found.alone[name] = _least(f"import hosting_shift.{name}", "", rounds)[0]
    found.slowest = _slowest("from hosting_shift import explorers, practice, tables")
    return found


def _least(source: str, before: str, rounds: int) -> list[float]:
    code = TIMED.format(folder=str(REPO / "notebooks"), before=before, source=source)
    runs = [
        json.loads(
            subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        )
        for _ in range(rounds)
    ]
    return min(runs)


def _slowest(source: str, most: int = 12) -> list[list]:
    """The modules that take longest by themselves, from Python's own -X importtime."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", source],
        check=True,
        capture_output=True,
        text=True,
        cwd=REPO / "notebooks",
    )
    lines = re.findall(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)", run.stderr)
    return [[name, int(own) / 1000] for own, name in sorted(lines, key=lambda x: -int(x[0]))[:most]]


def markdown(found: Measured) -> str:
    """Return the part of the report."""
    ms = [each[0] for each in found.set_up.values()]
    files = [each[1] for each in found.set_up.values()]
    lines = [
        "## Imports",
        "",
        f"- what a set-up cell imports of ours against the four packages: {min(ms) / found.bare:.2f} to "
        f"{max(ms) / found.bare:.2f} of their time; {min(files):.0f} to {max(files):.0f} of "
        f"{found.files} files",
        "",
        table(
            ["set-up of", "ms beyond the packages", "ratio", "files of the course", "modules in all"],
            [
                [name, f"{each[0]:.0f}", f"{each[0] / found.bare:.2f}", f"{each[1]:.0f}", f"{each[2]:.0f}"]
                for name, each in found.set_up.items()
            ],
        ),
        "",
        f"The four packages in a kernel: {found.bare:.0f} ms. One module in a fresh Python, with all it "
        "brings: " + ", ".join(f"{name} {ms:.0f} ms" for name, ms in found.alone.items()) + ".",
        "",
        "Longest by themselves in a set-up: "
        + ", ".join(f"{name} {ms:.0f} ms" for name, ms in found.slowest)
        + ".",
        "",
        "Method: processor time in fresh processes with what a kernel has loaded already, compiled files "
        f"in place; the least of some rounds. {found.date}, {found.machine}.",
    ]
    return "\n".join(lines) + "\n"
