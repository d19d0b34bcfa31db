"""What the parts of the report share: this machine in words, percentiles, a table in Markdown.

A part is a module with `measure()`, which returns a dictionary of what it measured, and `markdown(found)`.
Its Markdown begins with a heading, an empty line and its ratios as a list, and ends with one line of
method, to which the report adds the date and the machine.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("numpy", "pandas", "matplotlib", "ipywidgets", "jupyterlab")


def today() -> str:
    return time.strftime("%Y-%m-%d")


def machine() -> str:
    """Return this machine in words: what decides about speed, and nothing that names it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    processor = next((x.split(":", 1)[1].strip() for x in lines if x.startswith("model name")), "")
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores of {processor or platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}"
    )


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed, to the nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def say(words: str) -> None:
    """Tell how far the work has come, apart from the report."""
    print(f"   {words}", file=sys.stderr, flush=True)
