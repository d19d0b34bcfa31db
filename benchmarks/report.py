"""One report on speed and memory: `make bench`, or one part of it: `make bench PART=latency`.

Every part is a module of this folder (see common.py). Its numbers go to results/PART.json; the report,
results/REPORT.md, is written anew from all of them, those measured earlier included: each part says
when it was measured. The hub and the browser edition come last, each in a process of its own: they need
more of the machine and more time (the hub more than five minutes).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from benchmarks.common import REPO, machine, say, today

RESULTS = REPO / "benchmarks" / "results"
# name of the module -> what it measures, in the order of the report
PARTS = {
    "latency": "from key press to picture",
    "redraws": "what the kernel does for one step",
    "lessons": "lessons without a browser",
    "imports": "imports",
    "model": "the model",
}
# name of a program that keeps its own numbers -> (where, what it measures)
PROGRAMS = {"edition": ("site.json", "the browser edition"), "hub": ("hub.json", "a class on one hub")}


def measure(part: str, **options) -> None:
    """Measure one part and keep its numbers. CalledProcessError when a program fails."""
    if part in PROGRAMS:
        say(f"measuring {part}: {PROGRAMS[part][1]}")
        program = REPO / "benchmarks" / f"{part}.py"
        subprocess.run([sys.executable, str(program), "--write"], check=True)
        return
    say(f"measuring {part}: {PARTS[part]}")
    found = import_module(f"benchmarks.{part}").measure(**options)
    RESULTS.mkdir(exist_ok=True)
    text = json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n"
    (RESULTS / f"{part}.json").write_text(text, encoding="utf-8")


def stored(folder: Path = RESULTS) -> dict[str, str | None]:
    """Return the Markdown of each part from its stored numbers, or None where there are none."""
    files = {part: f"{part}.json" for part in PARTS} | {name: row[0] for name, row in PROGRAMS.items()}
    found: dict[str, str | None] = {}
    for name, file in files.items():
        path = folder / file
        found[name] = None
        if path.exists() and (REPO / "benchmarks" / f"{name}.py").exists():
            module = import_module(f"benchmarks.{name}")
            numbers = json.loads(path.read_text(encoding="utf-8"))
            found[name] = module.markdown(module.Measured(**numbers))
    return found


def compose(parts: Mapping[str, str | None]) -> str:
    """Return the whole report: the ratios of all parts, then each part, then what is missing."""
    ratios, bodies = [], []
    for name, text in parts.items():
        if text is None:
            ratios.append(_missing(name))
            continue
        heading, first, rest = _split(text)
        ratios += [f"- **{heading}:** {line}" for line in first]
        bodies.append(f"## {heading}\n\n{rest}")
    head = [
        "# How fast, how large",
        "",
        f"Written {today()} by `make bench` on {machine()}. Each part says when and on what it was "
        "measured. Machines differ and are shared: a ratio compares two things in one run, so trust "
        "ratios before milliseconds.",
        "",
        "## Ratios first",
        "",
        *ratios,
        "",
    ]
    return "\n".join(head) + "\n" + "\n".join(bodies)


def _missing(name: str) -> str:
    words = PARTS[name] if name in PARTS else PROGRAMS[name][1]
    return f"- **{words[0].upper()}{words[1:]}:** not measured in this run: run `make bench PART={name}`"


def _split(text: str) -> tuple[str, list[str], str]:
    """Return the heading of a part, the list right under it, and the rest."""
    lines = text.strip().splitlines()
    end = next((i for i, line in enumerate(lines) if i and line and not line.startswith("- ")), len(lines))
    first = [line.removeprefix("- ") for line in lines[1:end] if line]
    return lines[0].lstrip("# "), first, "\n".join(lines[end:]) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("part", nargs="*", choices=[*PARTS, *PROGRAMS, []], help="all if none is named")
    options.add_argument("--against", default="", help="redraws: also measure an older commit")
    chosen = options.parse_args()
    for part in chosen.part or [*PARTS, *PROGRAMS]:
        measure(part, **({"against": chosen.against} if part == "redraws" else {}))
    report = compose(stored())
    (RESULTS / "REPORT.md").write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
