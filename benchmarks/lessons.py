"""Every lesson from its first cell to its last, in a kernel without a browser: time and memory."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

import nbformat
import psutil

from benchmarks.common import say, table
from harness.jupyterlab_server import copy_course
from harness.kernels import kernel
from harness.lesson_files import LESSONS, cells

BARE = "import numpy, pandas, matplotlib, ipywidgets\nimport matplotlib.pyplot"


def measure(repeats: int = 3) -> dict:
    """Run every lesson, and a notebook that only imports the four packages; the least of some repeats counts.

    By name: seconds for all cells and for the set-up cell, MB (2^20 bytes) at the end.
    """
    found = {"seconds": {}, "set_up": {}, "memory": {}}
    with tempfile.TemporaryDirectory() as folder:
        lessons = copy_course(Path(folder))
        books = {name: nbformat.read(lessons / f"{name}.ipynb", as_version=4) for name in LESSONS}
        books["bare"] = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(BARE, id="set-up")])
        for name, book in books.items():
            say(f"lesson {name}")
            runs = [_run(book, Path(folder)) for _ in range(repeats)]
            for kind, values in zip(found.values(), zip(*runs, strict=True), strict=True):
                kind[name] = min(values)
    bare = {"bare_seconds": found["seconds"].pop("bare"), "bare_memory": found["memory"].pop("bare")}
    del found["set_up"]["bare"]
    return bare | found


def _run(book, folder: Path) -> tuple[float, float, float]:
    """Seconds for all cells, seconds for the cell set-up, MB at the end."""
    spent = {}
    with kernel(folder, folder / "notebooks") as running:
        for cell in cells(book, "code"):
            began = time.perf_counter()
            running.works(cell.source)
            spent[cell.id] = time.perf_counter() - began
        process = psutil.Process(running.manager.provisioner.process.pid)
        memory = process.memory_full_info().uss / 2**20
    return sum(spent.values()), spent["set-up"], memory


def markdown(found: dict) -> str:
    """Return the part of the report."""
    bare, base = found["bare_seconds"], found["bare_memory"]
    time = [seconds / bare for seconds in found["seconds"].values()]
    memory = [mb / base for mb in found["memory"].values()]
    kinds = [found[kind].items() for kind in ("seconds", "set_up", "memory")]
    rows = [
        [name, f"{s:.1f}", f"{set_up:.2f}", f"{mb:.0f}"] for (name, s), (_, set_up), (_, mb) in zip(*kinds, strict=True)
    ]
    rows.append(["the four packages only", f"{bare:.1f}", f"{bare:.2f}", f"{base:.0f}"])
    return (
        "## Lessons without a browser\n\n- a whole lesson against only importing the four packages: time "
        f"{median(time):.1f} (most {max(time):.1f}), memory {median(memory):.2f} (most {max(memory):.2f}); its "
        f"set-up cell alone {median(found['set_up'].values()) / bare:.2f}\n\n"
        f"{table(['lesson', 'all cells (s)', 'set-up cell (s)', 'MB in all'], rows)}\n\n"
        "Method: every cell in order in a kernel of its own, by the clock, without the start of the kernel; "
        "memory is what the process alone holds (unique set size). The least of some repeats."
    )
