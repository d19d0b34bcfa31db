"""A lesson's code run with nothing shown, checked or stored: what its bets come to, what it shows."""

from __future__ import annotations

import contextlib
import io
import tempfile
from pathlib import Path
from typing import Any

from hosting_shift import practice
from hosting_shift.course.books import book
from hosting_shift.practice import lesson
from hosting_shift.student.answers import FILE_NAME, AnswersFile


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


class _Silent(lesson.Lesson):
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
    opening = practice.open_lesson
    kept = {name: getattr(lesson, name) for name in ("display", "accessible")}
    lesson.display = lesson.accessible = lambda *_, **__: None
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield practice
    finally:
        practice.open_lesson = opening
        for name, was in kept.items():
            setattr(lesson, name, was)
