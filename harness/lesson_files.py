"""Reading and running lessons."""

from __future__ import annotations

import re
import sys
import tempfile
from copy import deepcopy
from functools import cache
from pathlib import Path

import nbformat

from harness import REPO
from harness.jupyterlab_server import copy_course, kernel_environment
from hosting_shift.practice import rehearsal

NOTEBOOKS = REPO / "notebooks"
LESSONS = sorted(file.stem for file in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))


def whole(name: str) -> nbformat.NotebookNode:
    """Return the lesson as stored, with every cell that a student meets."""
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def read(name: str) -> nbformat.NotebookNode:
    """Return the lesson without cells that `make pages` writes: they repeat what content/ says."""
    lesson = whole(name)
    lesson.cells = [cell for cell in lesson.cells if "generated" not in cell.metadata.get("tags", [])]
    return lesson


def cells(lesson, kind: str | None = None, tag: str | None = None) -> list:
    """Return the cells of a kind, with a tag."""
    return [
        c
        for c in lesson.cells
        if (kind is None or c.cell_type == kind) and (tag is None or tag in c.metadata.get("tags", []))
    ]


def prose(text: str) -> str:
    """Return markdown without code, HTML tags, link targets and table rules."""
    text = re.sub(r"(?s)```.*?```|`[^`]*`|<[^>]+>", " ", text)
    return re.sub(r"\]\([^)]*\)", "] ", text)


def words(text: str) -> int:
    """Count words the way the budget does: all of a text cell but its tags and the addresses of archived copies."""
    return len(re.findall(r"\w[\w'’-]*", re.sub(r"<[^>]+>|\(https://web\.archive\.org/[^)]*\)", " ", text)))


def code_lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


def in_code(lesson) -> list:
    """Return the cells of the exercises that are answered in code."""
    return [cell for cell in cells(lesson, "code", "exercise") if "lesson.check(" in cell.source]


def in_fields(lesson) -> list:
    """Return the cells of the exercises that are answered in a field."""
    return [cell for cell in cells(lesson, "code", "exercise") if "lesson.field(" in cell.source]


def solution_of(lesson, exercise) -> str:
    """Return the code in the solution that follows an exercise."""
    (code,) = re.findall(r"```python\n(.*?)```", _solution(lesson, exercise), flags=re.S)
    return code.strip()


def answer_of(lesson, exercise) -> str | list[str]:
    """Return the answer that the solution of a field gives, as one would type it; a list where it asks for several."""
    parts = _answer(lesson, exercise)[1].split(", then ")
    return parts if len(parts) > 1 else parts[0]


def working_of(lesson, exercise) -> str:
    """Return how the answer to a field comes about, as its solution says in brackets; "" if it does not."""
    return _answer(lesson, exercise)[2] or ""


def _answer(lesson, exercise) -> re.Match:
    found = re.search(r"(?m)^\*\*Answer:\*\* (.+?)(?: \((.*)\))?\.$", _solution(lesson, exercise))
    assert found, f"{exercise.id}: its solution has no line **Answer:**"
    return found


def _solution(lesson, exercise) -> str:
    following = lesson.cells[lesson.cells.index(exercise) + 1]
    assert "solution" in following.metadata.get("tags", []), f"{exercise.id}: the next cell is its solution"
    return following.source


def explanation_of(lesson, bet: str) -> str:
    """Return what a lesson explains once a bet is placed: the inside of the fold in its cell why-…"""
    (fold,) = [cell.source for cell in lesson.cells if cell.id == f"why-{bet}"]
    return re.sub(r"(?s)^<details><summary>.*?</summary>|</details>\s*$", "", fold).strip()


def run(name: str, folder: Path, change=lambda lesson: None, timeout: int = 120):
    """Run a lesson on a copy of the course with the network refused; return the run notebook."""
    from jupyter_client import KernelManager
    from nbclient import NotebookClient

    lessons = copy_course(folder)
    lesson = nbformat.read(lessons / f"{name}.ipynb", as_version=4)
    change(lesson)
    kernel = KernelManager(kernel_name="python3")
    kernel.kernel_spec.argv[0] = sys.executable
    kernel.kernel_spec.argv.append("--IPKernelApp.log_level=40")  # its remarks are not ours
    client = NotebookClient(lesson, timeout=timeout, km=kernel)
    try:
        client.execute(cwd=str(lessons), env=kernel_environment(folder))
    finally:
        kernel.shutdown_kernel(now=True)
    return lesson


def as_shipped(name: str):
    """Return the lesson run as it is, nothing answered. Runs once; every caller gets a copy."""
    return deepcopy(_once(name))


@cache
def _once(name: str):
    with tempfile.TemporaryDirectory() as folder:
        return run(name, Path(folder))


SHIPPED = "lessons as shipped"  # an xdist_group: tests that look at such runs share one worker's


rehearsed = cache(rehearsal.rehearse)  # what a lesson comes to and shows; its code runs once


def outcomes(number: str) -> dict[str, float | str]:
    """Return what each bet of a lesson comes to."""
    return rehearsed(number).outcomes


def texts(cell) -> str:
    """Return all plain text that a cell put out."""
    outputs = cell.get("outputs", [])
    return "\n".join(output.get("text", "") + "\n" + output.get("data", {}).get("text/plain", "") for output in outputs)
