"""What the parts of the report share: this machine in words, percentiles, a table in Markdown.

A part is a module with a dataclass `Measured`, `measure() -> Measured` and `markdown(Measured) -> str`.
Its Markdown begins with a heading, an empty line, and its ratios as a list: `report.py` puts those of
all parts first. It ends with one line of method.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from harness import REPO as REPO

PACKAGES = ("numpy", "pandas", "matplotlib", "ipywidgets", "jupyterlab")


def today() -> str:
    return time.strftime("%Y-%m-%d")


def machine() -> str:
    """Return this machine in words: what decides about speed, and nothing that names it."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    return (
        f"{os.cpu_count()} cores {_processor()}, {platform.system()}, "
        f"Python {platform.python_version()}, {', '.join(found)}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return f"of {names[0]}" if names else platform.machine()


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
