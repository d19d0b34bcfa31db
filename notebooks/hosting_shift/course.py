"""The lessons as data: which exist, which terms and recall questions they use, what their bets come to.

For the pages of the instructor (answers, recall plan, gallery), the concept index and the class poll. Lessons
are read as the files they are; only `outcomes` and `explorers` run a lesson's code, showing nothing.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hosting_shift import practice, tables
from hosting_shift.answers import FILE_NAME, AnswersFile

FOLDER = Path(__file__).resolve().parents[1]  # the folder of the lessons


@dataclass(frozen=True)
class Cell:
    """One cell: its id in words, its kind (markdown or code), its tags, its text."""

    id: str
    kind: str
    tags: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Book:
    """One lesson: number ("05"), file name without ending, title, cells."""

    number: str
    file: str
    title: str
    cells: tuple[Cell, ...]

    @property
    def calls(self) -> list[tuple[str, list[Any]]]:
        """Return every `lesson.name("…", …)` in its code: the name and the plain values handed in."""
        found = []
        for cell in self.cells:
            if cell.kind == "code":
                found += _calls(cell.text)
        return found

    @property
    def terms(self) -> list[str]:
        """Return the terms of the glossary that the lesson shows, in its order."""
        return [term for name, values in self.calls if name == "terms" for term in values]


def books() -> list[Book]:
    """Return the lessons that exist, in the order of the map."""
    return [
        _read(row.lesson, row.file, row.title)
        for row in tables.load("lessons").itertuples()
        if (FOLDER / f"{row.file}.ipynb").exists()
    ]


def book(number: str) -> Book:
    """Return one lesson; KeyError names those that exist."""
    found = {b.number: b for b in books()}
    if number not in found:
        raise KeyError(f"There is no lesson {number!r} here; there are {', '.join(found)}.")
    return found[number]


def recalls() -> list[tuple[str, str, list[str]]]:
    """Return (lesson, question, the earlier lessons it names) for every recall question.

    A recall question names its lesson in its text: "From lesson 05: …". Lesson 00 has nothing
    before it, so its warm-up names none.
    """
    questions = tables.load("questions")
    recall = questions[questions["part"] == "recall"]
    return [
        (row.lesson, row.question, re.findall(r"\b[Ll]essons? (\d\d)\b", row.text))
        for row in recall.itertuples()
    ]


def outcomes(number: str) -> dict[str, float | str]:
    """Return what each bet of a lesson is compared with, computed by the lesson's own code.

    Runs the code of the lesson with nothing shown, checked or stored. What a lesson raises is raised
    here too.
    """
    return _run(number)[0]


def explorers(number: str) -> dict[str, Any]:
    """Return the explorers that a lesson shows, by the id of their cell, as they stand at rest.

    Runs the lesson's code like `outcomes`.
    """
    return _run(number)[1]


def _run(number: str) -> tuple[dict[str, float | str], dict[str, Any]]:
    found: dict[str, float | str] = {}
    shown: list[Any] = []
    by_cell: dict[str, Any] = {}
    names: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, _quiet() as practice_:
        answers = AnswersFile(Path(folder) / FILE_NAME)
        practice_.open_lesson = lambda *_, **__: _Silent(number, answers, found, shown)
        for cell in book(number).cells:
            if cell.kind == "code":
                exec(compile(cell.text, f"lesson {number}, cell {cell.id}", "exec"), names)
                if shown:
                    by_cell[cell.id] = shown.pop()
    return found, by_cell


class _Silent(practice.Lesson):
    """A lesson with no answers that notes outcomes and explorers instead of showing them."""

    def __init__(self, number: str, answers: AnswersFile, found: dict, shown: list):
        super().__init__(number, answers)
        self._found, self._shown = found, shown

    def reveal(self, name: str, explorer: Any, outcome: Any = None, ask: str | None = None) -> None:
        self._shown.append(explorer)
        if outcome is not None:
            self._found[name] = outcome if isinstance(outcome, str) else float(outcome)

    def show(self, explorer: Any, ask: str | None = None) -> None:
        self._shown.append(explorer)


@contextlib.contextmanager
def _quiet():
    """Show nothing for a while: yields the module `practice`, restored at the end."""
    kept = {name: getattr(practice, name) for name in ("open_lesson", "display", "accessible")}
    practice.display = practice.accessible = lambda *_, **__: None
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield practice
    finally:
        for name, was in kept.items():
            setattr(practice, name, was)


def _read(number: str, file: str, title: str) -> Book:
    data = json.loads((FOLDER / f"{file}.ipynb").read_text(encoding="utf-8"))
    cells = tuple(
        Cell(
            cell.get("id", ""),
            cell["cell_type"],
            tuple(cell.get("metadata", {}).get("tags", [])),
            "".join(cell["source"]),
        )
        for cell in data["cells"]
    )
    return Book(number, file, title, cells)


def _calls(code: str) -> list[tuple[str, list[Any]]]:
    found = []
    for node in ast.walk(ast.parse(code)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "lesson"
        ):
            values = [a.value for a in node.args if isinstance(a, ast.Constant)]
            found.append((node.func.attr, values))
    return found
