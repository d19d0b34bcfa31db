"""Does the course work with the newest releases of its packages? `make test-latest`.

Makes .venv-latest (and .venv-latest-elsewhere for Notebook and Voilà) with the newest of everything,
no pins, runs all tests to the end, and writes test-output/latest.md: versions beside the pinned
ones, what broke, which deprecations our code met. Exit code 1 when something broke.

Settings, as environment variables (make passes them on):
    PYTEST_ARGS  a selection of tests, e.g. tests/unit/test_tables.py
    PRE=1        pre-releases, too
    KEEP=1       use the environments as they are, do not make them anew
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from harness import REPO

ENVIRONMENTS = {".venv-latest": "test", ".venv-latest-elsewhere": "elsewhere"}  # folder: group
OUTPUT = REPO / "test-output"
FOUR = ("jupyterlab", "pandas", "matplotlib", "ipywidgets")

# Expected to differ here, and the only test left out.
LEFT_OUT = "tests/unit/test_environment.py::test_every_package_of_this_run_has_its_pinned_version"


@dataclass(frozen=True)
class Outcome:
    """One test that did not pass: its file, its name, the first line of why."""

    file: str
    name: str
    why: str


@dataclass(frozen=True)
class Run:
    """What a run of pytest came to."""

    passed: int
    skipped: int
    broken: list[Outcome]
    deprecations: list[str]


def read(junit: Path) -> Run:
    """Read pytest's report (JUnit XML). ValueError when it is missing or cut off."""
    try:
        cases = list(ET.parse(junit).getroot().iter("testcase"))
    except (OSError, ET.ParseError) as error:
        raise ValueError(f"{junit.name} cannot be read ({error}): pytest did not come to its end.") from error
    broken, deprecations, skipped = [], set(), 0
    passed = 0
    for case in cases:
        bad = [node for kind in ("failure", "error") for node in case.findall(kind)]
        if bad:
            file = case.get("file") or case.get("classname", "").replace(".", "/") + ".py"
            why = (bad[0].get("message") or bad[0].text or "").strip().splitlines()
            broken.append(Outcome(file, case.get("name", ""), why[0] if why else "no reason given"))
            deprecations |= _deprecations("\n".join(f"{n.get('message')}\n{n.text}" for n in bad))
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return Run(passed, skipped, broken, sorted(deprecations))


def _deprecations(text: str) -> set[str]:
    return {
        f"{kind}: {words.strip()}"
        for kind, words in re.findall(r"\b(\w*(?:Deprecation|Future)Warning): ([^\n]{5,200})", text)
    }


def recorded(log: str) -> list[str]:
    """Return the deprecations that pytest's summary of warnings places in hosting_shift."""
    summary = log.rpartition("warnings summary")[2]
    found = re.findall(r"hosting_shift/[\w/]+\.py:\d+: (\w*(?:Deprecation|Future)Warning: .+)", summary)
    return sorted(set(found))


def pins(text: str) -> dict[str, set[str]]:
    """Return every version that constraints.txt allows, by package: more than one where they differ
    from Python to Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", text):
        found.setdefault(_plain(name), set()).add(version)
    return found


def differences(installed: dict[str, str], pinned: dict[str, set[str]]) -> list[tuple[str, str, str]]:
    """Return (package, pinned, installed) where they differ, the four first."""
    rows = [
        (name, " or ".join(sorted(pinned.get(name, {"not pinned"}))), version)
        for name, version in installed.items()
        if version not in pinned.get(name, set())
    ]
    return sorted(rows, key=lambda row: (row[0] not in FOUR, row[0]))


def report(rows: list[tuple[str, str, str]], four: dict[str, str], run: Run, selection: str) -> str:
    """Return the report as Markdown."""
    bad = len(run.broken)
    lines = [
        "# The course with the newest releases",
        "",
        f"**{'Nothing broke' if not bad else f'{bad} of the tests broke'}**: {run.passed} passed, "
        f"{bad} failed, {run.skipped} skipped. "
        + ", ".join(f"{name} {version}" for name, version in four.items())
        + ".",
        "",
        f"Left out by name, because it compares versions with the pins: `{LEFT_OUT}`.",
    ]
    if selection:
        lines += ["", f"Only a selection was run: `{selection}`."]
    lines += ["", "## What broke", ""]
    for file in sorted({b.file for b in run.broken}):
        lines += [f"### {file}", ""]
        lines += [f"- `{b.name}`: {_line(b.why)}" for b in run.broken if b.file == file] + [""]
    lines += [] if bad else ["Nothing.", ""]
    lines += ["## Deprecations that our code met", ""]
    lines += [f"- {_line(d)}" for d in run.deprecations] or ["None."]
    lines += ["", "## Versions that differ from constraints.txt", ""]
    if rows:
        lines += ["| package | pinned | here |", "|---|---|---|"]
        lines += [f"| {name} | {pinned} | {here} |" for name, pinned, here in rows]
    else:
        lines += ["None: the pins are the newest releases."]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    """One line that is safe inside Markdown: no markup of its own, not too long."""
    return re.sub(r"([<>|`*_\[\]])", r"\\\1", re.sub(r"\s+", " ", text)[:300])


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# ---------------------------------------------------------------- doing it


def python(folder: str) -> str:
    return str(REPO / folder / "bin" / "python")


def make(folder: str, group: str) -> None:
    """Make an environment with the newest releases of a group of pyproject.toml."""
    print(f"== making {folder}: the newest releases of the group {group}", flush=True)
    shutil.rmtree(REPO / folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", folder], cwd=REPO, check=True)
    pip = [python(folder), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--upgrade", "pip>=25.1"], cwd=REPO, check=True)
    early = ["--pre"] if os.environ.get("PRE") == "1" else []
    subprocess.run([*pip, *early, "--upgrade", "--group", group], cwd=REPO, check=True)


def installed(folder: str) -> dict[str, str]:
    """Return the version of every package in an environment but the installers."""
    done = subprocess.run(
        [python(folder), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=True,
    )
    pairs = (line.split("==") for line in done.stdout.splitlines() if "==" in line)
    found = {_plain(name): version for name, version in pairs}
    return {n: v for n, v in found.items() if n not in ("pip", "setuptools", "wheel")}


def run_tests(junit: Path) -> str:
    """Run pytest to its end, showing what it says; return that, too."""
    selection = shlex.split(os.environ.get("PYTEST_ARGS", ""))
    command = [
        python(".venv-latest"),
        "-m",
        "pytest",
        f"--junitxml={junit}",
        f"--deselect={LEFT_OUT}",
        "-o",
        "junit_family=xunit1",
        "--maxfail=0",
        *selection,
    ]
    environment = os.environ | {"ELSEWHERE": ".venv-latest-elsewhere"}
    said = []
    with subprocess.Popen(
        command, cwd=REPO, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        for line in running.stdout:
            print(line, end="", flush=True)
            said.append(line)
    return "".join(said)


def main() -> int:
    OUTPUT.mkdir(exist_ok=True)
    target, junit = OUTPUT / "latest.md", OUTPUT / "latest.xml"
    for old in (target, junit):
        old.unlink(missing_ok=True)
    try:
        for folder, group in ENVIRONMENTS.items():
            if os.environ.get("KEEP") != "1" or not Path(python(folder)).exists():
                make(folder, group)
        here = installed(".venv-latest")
        pinned = pins((REPO / "constraints.txt").read_text(encoding="utf-8"))
        rows = differences(here, pinned)
        print("== newer or other than constraints.txt", flush=True)
        for row in rows or [("nothing", "", "")]:
            print("{:<28}{:<20}{}".format(*row), flush=True)
        print(f"== all tests but {LEFT_OUT}: it compares versions with the pins", flush=True)
        log = run_tests(junit)
        run = read(junit)
    except (subprocess.CalledProcessError, ValueError) as error:
        words = f"# The course with the newest releases\n\n**It did not come to tests**: {error}\n"
        target.write_text(words, encoding="utf-8")
        print(words)
        return 1
    run = Run(run.passed, run.skipped, run.broken, sorted({*run.deprecations, *recorded(log)}))
    text = report(rows, {name: here[name] for name in FOUR}, run, os.environ.get("PYTEST_ARGS", ""))
    target.write_text(text, encoding="utf-8")
    print(text)
    nothing_ran = not (run.passed or run.broken)
    if nothing_ran:
        print("No test ran.")
    return int(bool(run.broken) or nothing_ran)


if __name__ == "__main__":
    sys.exit(main())
