"""What the kernel does for one step of a control: compute, say, draw, encode. Every explorer, ranked.

    .venv/bin/python benchmarks/redraws.py                     this version, as Markdown
    .venv/bin/python benchmarks/redraws.py --against ad3679f   and the ratio to an older one, in one run
    .venv/bin/python benchmarks/redraws.py --folder notebooks  as JSON, for the line above

Processor time, not time by the clock: others may use the machine meanwhile. No browser.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.common import REPO, machine, say, table, today

STEPS = 12  # values of the control that are tried
PARTS = ("compute", "say", "draw")


@dataclass
class Measured:
    """Milliseconds of processor time by explorer, and by long task.

    Each is a dict with first (made and shown for the first time), compute, say, draw (one step, the
    median over the values, each new to the explorer) and all three as step.
    """

    date: str
    machine: str
    now: dict[str, dict[str, float]] = field(default_factory=dict)
    before: dict[str, dict[str, float]] = field(default_factory=dict)
    against: str = ""  # the older commit


def one(folder: Path) -> dict[str, dict[str, float]]:
    """Measure the explorers of the `hosting_shift` in a folder; only in a process of its own."""
    sys.path.insert(0, str(folder))
    from hosting_shift import explorers
    from hosting_shift.ui import Panel, Range, Slider, Steps

    def taken(work, *given, **named) -> tuple[float, object]:
        began = time.process_time()
        result = work(*given, **named)
        return 1000 * (time.process_time() - began), result

    explorers.one_site()  # what the first of all explorers loads is no part of any of them
    found = {}
    for name in explorers.__all__:
        getattr(explorers, name)
        first, panel = taken(getattr(explorers, name))
        found[name] = {"first": first}
        if not isinstance(panel, Panel):
            continue
        sliders = [c for c in panel.controls if isinstance(c, Slider | Range | Steps)]
        control = (sliders or list(panel.controls))[0]
        rest = {key: value for key, value in panel.settings.items() if key != control.name}
        spent = {part: [] for part in PARTS}
        for value in values(control):
            ms, result = taken(panel.compute, **rest, **{control.name: value})
            spent["compute"].append(ms)
            spent["say"].append(taken(panel.describe, result)[0])
            twice = [taken(panel._picture.png, result)[0] for _ in range(2)]
            spent["draw"].append(min(twice))
        found[name] |= {part: median(ms) for part, ms in spent.items()}
        found[name]["step"] = sum(found[name][part] for part in PARTS)
        for task in panel.tasks:
            ms, _ = taken(list, task.start(panel.settings))
            found[f"{name}: {task.label}"] = {"task": ms}
    return found


def values(control) -> list:
    """Up to STEPS values of a control, side by side as a student meets them."""
    if hasattr(control, "options"):
        return [value for _, value in control.options][:STEPS]
    if isinstance(control.start, tuple | bool):
        return control.values()
    whole = isinstance(control.values()[0], int)
    steps = min(STEPS, round((control.high - control.low) / control.step))
    found = [control.low + n * control.step for n in range(steps)]
    return [round(value) if whole else float(value) for value in found]


def least(runs: list[dict[str, dict[str, float]]]) -> dict[str, dict[str, float]]:
    """The least of several runs, number by number."""
    return {
        name: {part: min(run[name][part] for run in runs) for part in parts}
        for name, parts in runs[0].items()
    }


def measure(against: str = "", rounds: int = 5) -> Measured:
    """Measure this version and, in turn, that of an older commit; the least of some rounds counts."""
    found = Measured(today(), machine(), against=against)
    with tempfile.TemporaryDirectory() as older:
        folders = {"now": REPO / "notebooks"}
        if against:
            tar = subprocess.run(
                ["git", "archive", against, "notebooks", "data"], cwd=REPO, check=True, capture_output=True
            ).stdout
            subprocess.run(["tar", "x", "-C", older], input=tar, check=True)
            folders["before"] = Path(older) / "notebooks"
        runs = {which: [] for which in folders}
        for turn in range(rounds):
            for which, folder in folders.items():
                say(f"redraws, {which}, round {turn + 1} of {rounds}")
                command = [sys.executable, __file__, "--folder", str(folder)]
                text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
                runs[which].append(json.loads(text.splitlines()[-1]))
    for which, them in runs.items():
        setattr(found, which, least(them))
    return found


def waits(numbers: dict[str, dict[str, float]]) -> dict[str, float]:
    """What one waits for after a hand has moved: a step of an explorer, a long task; in ms."""
    found = {f"a step of {name}": parts["step"] for name, parts in numbers.items() if "step" in parts}
    found |= {name: parts["task"] for name, parts in numbers.items() if "task" in parts}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def markdown(found: Measured) -> str:
    """Return the part of the report: the slowest first."""
    now, before = waits(found.now), waits(found.before)
    slowest = ", ".join(f"{name} ({ms:.0f} ms)" for name, ms in list(now.items())[:3])
    lines = ["## What the kernel does for one step", "", f"- the slowest: {slowest}"]
    if before:
        ratio = {name: now[name] / ms for name, ms in before.items() if name in now}
        were = "; ".join(f"{name} {ratio[name]:.2f}" for name in list(ratio)[:8])
        lines.append(
            f"- against {found.against}, in one run, the eight that were slowest then: {were}; median of "
            f"all {median(ratio.values()):.2f}"
        )
    head = ["explorer", "a step (ms)", *PARTS, "first shown (ms)", *(["step, ratio"] if before else [])]
    rows = []
    for key in now:
        name = key.removeprefix("a step of ")
        if name == key:
            continue  # a long task
        parts = found.now[name]
        row = [name, *(f"{parts[part]:.1f}" for part in ("step", *PARTS, "first"))]
        rows.append(row + ([f"{ratio[key]:.2f}" if key in ratio else "–"] if before else []))
    lines += ["", table(head, rows), ""]
    lines += [f"Long work, {name}: {ms:.0f} ms.\n" for name, ms in now.items() if ": " in name]
    lines.append(
        f"Method: processor time, median over up to {STEPS} neighbouring values of the first slider (or "
        "list), each new to the explorer; draw includes the PNG. The least of several rounds, each a "
        f"process of its own. {found.date}, {found.machine}."
    )
    return "\n".join(lines) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--against", default="", help="an older commit")
    options.add_argument("--folder", type=Path, help="print the numbers of this folder as JSON")
    chosen = options.parse_args()
    print(json.dumps(one(chosen.folder)) if chosen.folder else markdown(measure(chosen.against)))


if __name__ == "__main__":
    main()
