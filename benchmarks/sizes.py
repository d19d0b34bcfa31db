"""What each installed package costs: the megabytes the lessons' four packages bring along, and why.

    .venv/bin/python benchmarks/sizes.py            the whole table, as Markdown
    .venv/bin/python benchmarks/sizes.py --write    also renews results/sizes.json and the table
                                                    in notebooks/instructor/hub.md

Sizes are of the files on disk that each package's own record lists, compiled copies included, on this
machine's system and Python.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
import tomllib
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from harness import REPO

RESULTS = REPO / "benchmarks" / "results" / "sizes.json"
PAGE = REPO / "notebooks" / "instructor" / "hub.md"
MB = 10**6
SHOWN = 10  # rows of the page's table; the rest is one row
BEGIN, END = "<!-- sizes: written by benchmarks/sizes.py -->\n", "<!-- end of sizes -->"


@dataclass
class Package:
    """One installed package: its version, its bytes, and who among the installed asks for it."""

    version: str
    bytes: int
    wanted_by: list[str]


def the_four() -> list[str]:
    """Return the packages that the lessons ask for."""
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    return project["dependency-groups"]["lessons"]


def measure() -> dict[str, Package]:
    """Return every package that the four bring along, the largest first.

    Raises SystemExit naming a package that is not installed.
    """
    found: dict[str, Package] = {}
    waiting = [(Requirement(line), "the lessons") for line in the_four()]
    walked: set[tuple[str, str]] = set()
    while waiting:
        wish, by = waiting.pop()
        name = canonicalize_name(wish.name)
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            raise SystemExit(f"{name}, wanted by {by}, is not installed: run make lab once.") from None
        package = found.setdefault(name, Package(installed.version, on_disk(installed), []))
        if by not in package.wanted_by:
            package.wanted_by.append(by)
        for extra in ("", *sorted(wish.extras)):
            if (name, extra) in walked:
                continue
            walked.add((name, extra))
            for line in installed.requires or ():
                more = Requirement(line)
                if more.marker is None or more.marker.evaluate({"extra": extra}):
                    waiting.append((more, name))
    return dict(sorted(found.items(), key=lambda item: -item[1].bytes))


def on_disk(installed) -> int:
    paths = (Path(installed.locate_file(file)) for file in installed.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


def alone(packages: dict[str, Package], root: str) -> list[str]:
    """Return the packages that only `root`, one of the four, brings along."""
    kept: set[str] = set()
    waiting = [name for name in the_four() if name != root]
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += [other for other, p in packages.items() if name in p.wanted_by]
    return [name for name in packages if name not in kept]


def markdown(packages: dict[str, Package], rows: int | None = None) -> str:
    """Return the table: all packages, or the `rows` largest and the rest in one row."""
    total = sum(p.bytes for p in packages.values())
    shown = list(packages.items())[:rows]
    lines = ["| package | MB | share | wanted by |", "|---|---|---|---|"]
    for name, package in shown:
        lines.append(row(name, package.bytes, total, in_words(package.wanted_by)))
    rest = total - sum(package.bytes for _, package in shown)
    if len(shown) < len(packages):
        lines.append(row(f"{len(packages) - len(shown)} smaller ones", rest, total, ""))
    lines.append(row(f"**all {len(packages)}**", total, total, ""))
    return "\n".join(lines) + "\n"


def savings(packages: dict[str, Package]) -> str:
    """Return a table: what leaving out one of the four would save, with all that only it brings."""
    lines = ["| without | MB less | among them |", "|---|---|---|"]
    for root in the_four():
        gone = alone(packages, root)
        size = sum(packages[name].bytes for name in gone)
        largest = [name for name in gone if name != root][:3]
        lines.append(f"| {root} | {size / MB:.0f} | {', '.join(largest) or '–'} |")
    return "\n".join(lines) + "\n"


def row(name: str, size: int, total: int, by: str) -> str:
    return f"| {name} | {size / MB:.{0 if size >= 10 * MB else 1}f} | {size / total:.0%} | {by} |"


def in_words(names: list[str], most: int = 3) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(sorted(names)[:most]) + more


def recorded() -> tuple[dict[str, str], dict[str, Package]]:
    """Return where and when the sizes were written down last, and the packages."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))
    return kept["measured"], {name: Package(**p) for name, p in kept["packages"].items()}


def renew(text: str) -> str:
    """Return the page with the table between its marks written anew from the results."""
    where, packages = recorded()
    before, rest = text.split(BEGIN)
    words = f"Measured {where['date']} on {where['system']}, Python {where['python']}.\n"
    tables = f"{markdown(packages, SHOWN)}\n{savings(packages)}"
    return f"{before}{BEGIN}{words}\n{tables}{END}{rest.split(END, 1)[1]}"


def write(packages: dict[str, Package]) -> None:
    """Write the results file and the table in the instructors' page."""
    measured = {
        "date": time.strftime("%Y-%m-%d"),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }
    lines = ",\n".join(f'"{n}": {json.dumps(asdict(p))}' for n, p in packages.items())
    RESULTS.parent.mkdir(exist_ok=True)
    text = f'{{\n"measured": {json.dumps(measured)},\n"packages": {{\n{lines}\n}}\n}}\n'
    RESULTS.write_text(text, encoding="utf-8")
    PAGE.write_text(renew(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--write", action="store_true", help="renew the results and the page")
    chosen = options.parse_args()
    packages = measure()
    print("## What each package costs\n")
    print(markdown(packages))
    print(savings(packages))
    if chosen.write:
        write(packages)


if __name__ == "__main__":
    main()
