"""One report on speed and memory: `make bench`, or one part of it: `make bench PART=latency`.

Every part is a module of this folder (see common.py). Its numbers go to results/PART.json; the report,
results/REPORT.md, is written anew from all of them, those measured earlier included: each part says
when and on what it was measured.
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module

from benchmarks.common import machine, say, today
from harness import REPO

RESULTS = REPO / "benchmarks" / "results"
PARTS = ("latency", "heights", "lessons", "edition", "model")
HEAD = (
    "# How fast, how large\n\nWritten by `make bench`. Each part says when and on what it was measured. "
    "Machines differ and are shared: a ratio compares two things in one run, so trust ratios before "
    "milliseconds.\n"
)


def measure(part: str) -> None:
    """Measure one part and keep its numbers: one line a field, so that a diff shows what changed."""
    say(f"measuring {part}")
    found = {"date": today(), "machine": machine(), **import_module(f"benchmarks.{part}").measure()}
    lines = (f"{json.dumps(name)}: {json.dumps(rounded(value))}" for name, value in found.items())
    (RESULTS / f"{part}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def rounded(value):
    """Return numbers to four significant digits, however deep they lie."""
    return json.loads(json.dumps(value), parse_float=four_digits)


def four_digits(number: str) -> float:
    return float(f"{float(number):.4g}")


def compose() -> str:
    """Return the report from the numbers kept; a part without numbers is said to be missing."""
    found = [HEAD]
    for part in PARTS:
        file = RESULTS / f"{part}.json"
        if file.exists():
            kept = json.loads(file.read_text(encoding="utf-8"))
            text = import_module(f"benchmarks.{part}").markdown(kept)
            measured = ", ".join(kept[of] for of in ("date", "machine") if of in kept)
            found.append(f"{text} {measured}.\n")
        else:
            found.append(f"## {part}\n\nNot measured: run `make bench PART={part}`.\n")
    return "\n".join(found)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("part", nargs="*", choices=[*PARTS, []], help="all if none is named")
    for part in options.parse_args().part or PARTS:
        measure(part)
    report = compose()
    (RESULTS / "REPORT.md").write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
