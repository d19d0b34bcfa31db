"""Every lesson from its first cell to its last, in a kernel without a browser: time and memory."""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import nbformat
import psutil
from jupyter_client import KernelManager
from nbclient import NotebookClient

from benchmarks.common import machine, say, table, today
from harness.jupyterlab_server import copy_course, kernel_environment
from harness.lesson_files import LESSONS

BARE = "import numpy, pandas, matplotlib, ipywidgets\nimport matplotlib.pyplot"


@dataclass
class Measured:
    """By lesson: seconds for all cells and for the set-up cell; MB (2^20 bytes) at the end."""

    date: str
    machine: str
    bare_seconds: float = 0  # a kernel that only imports the four packages
    bare_memory: float = 0
    seconds: dict[str, float] = field(default_factory=dict)
    set_up: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)


def measure(repeats: int = 3) -> Measured:
    """Run every lesson; the least of some repeats counts."""
    found = Measured(today(), machine())
    bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(BARE, id="set-up")])
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        copy_course(folder)
        runs = [_run(bare, folder) for _ in range(repeats)]
        found.bare_seconds, _, found.bare_memory = (min(values) for values in zip(*runs, strict=True))
        for name in LESSONS:
            say(f"lesson {name}")
            book = nbformat.read(folder / "notebooks" / f"{name}.ipynb", as_version=4)
            runs = [_run(book, folder) for _ in range(repeats)]
            found.seconds[name], found.set_up[name], found.memory[name] = (
                min(values) for values in zip(*runs, strict=True)
            )
    return found


def _run(book, folder: Path) -> tuple[float, float, float]:
    """Seconds for all cells, seconds for the cell set-up, MB at the end."""
    manager = KernelManager(kernel_name="python3")
    manager.kernel_spec.argv[0] = sys.executable
    client = NotebookClient(book, timeout=300, km=manager)
    spent = {}
    try:
        with client.setup_kernel(cwd=str(folder / "notebooks"), env=kernel_environment(folder)):
            for place, cell in enumerate(book.cells):
                began = time.perf_counter()
                client.execute_cell(cell, place)
                spent[cell.id] = time.perf_counter() - began
            kernel = psutil.Process(manager.provisioner.process.pid)
            memory = kernel.memory_full_info().uss / 2**20
    finally:
        manager.shutdown_kernel(now=True)
    return sum(spent.values()), spent["set-up"], memory


def markdown(found: Measured) -> str:
    """Return the part of the report."""
    bare, base = found.bare_seconds, found.bare_memory
    time = [seconds / bare for seconds in found.seconds.values()]
    memory = [mb / base for mb in found.memory.values()]
    rows = [
        [name, f"{found.seconds[name]:.1f}", f"{found.set_up[name]:.2f}", f"{found.memory[name]:.0f}"]
        for name in found.seconds
    ]
    rows.append(["the four packages only", f"{bare:.1f}", f"{bare:.2f}", f"{base:.0f}"])
    head = ["lesson", "all cells (s)", "set-up cell (s)", "MB in all"]
    return (
        "## Lessons without a browser\n\n- a whole lesson against only importing the four packages: time "
        f"{median(time):.1f} (most {max(time):.1f}), memory {median(memory):.2f} (most {max(memory):.2f}); its "
        f"set-up cell alone {median(found.set_up.values()) / bare:.2f}\n\n{table(head, rows)}\n\n"
        "Method: every cell in order in a kernel of its own, by the clock, without the start of the kernel; "
        "memory is what the process alone holds (unique set size). The least of some repeats. "
        f"{found.date}, {found.machine}.\n"
    )
