"""A lesson's code run with nothing shown, checked or stored: what its bets come to, what it shows."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets

from hosting_shift import charts
from hosting_shift.course.books import book
from hosting_shift.practice.lesson import Lesson
from hosting_shift.practice.screen import Screen, opening
from hosting_shift.student.answers import FILE_NAME, AnswersFile


def outcomes(number: str) -> dict[str, float | str]:
    """Return what each bet of a lesson is compared with, computed by the lesson's own code.

    Of a choice: the id of the option. Runs the code of the lesson with nothing shown, checked or stored.
    What a lesson raises is raised here too.
    """
    return rehearse(number).outcomes


def explorers(number: str) -> dict[str, Any]:
    """Return the explorers that a lesson shows, by the id of their cell, as they stand at rest.

    Runs the lesson's code like `outcomes`.
    """
    return rehearse(number).explorers


class Notes(Screen):
    """A screen on which nothing is seen: it notes outcomes, and by cell what is shown, in words, and explorers.

    Of an explorer the words are its purpose and its sentence.
    """

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.outcomes: dict[str, float | str] = {}
        self.explorers: dict[str, Any] = {}
        self.cell = ""

    def show(self, children: Sequence[widgets.Widget], text: str, still: str = "") -> None:
        self._note(text)

    def explorer(
        self, explorer: Any, holder: widgets.Widget, before: str = "", said: str = "", asked: str = ""
    ) -> None:
        self.explorers[self.cell] = explorer
        self._note(f"{before}\n{explorer.purpose} {explorer.sentence}")

    def _note(self, text: str) -> None:
        self.texts[self.cell] = f"{self.texts.get(self.cell, '')}\n{text}"

    def revealed(self, bet: str, outcome: float | str | None) -> None:
        if outcome is not None:
            self.outcomes[bet] = outcome

    def output(self, bundle: dict[str, Any]) -> None:
        pass


def rehearse(number: str) -> Notes:
    """Run the code of a lesson with nothing shown, checked or stored; return what it came to and would have shown."""
    notes, names = Notes(), {}
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()), charts.style():
        charts.use_style()  # for what the lesson draws itself, and only here
        answers = AnswersFile(Path(folder) / FILE_NAME)
        opened = opening.set(lambda _: Lesson(number, answers, notes))
        try:
            for cell in book(number).cells:
                if cell.kind == "code":
                    notes.cell = cell.id
                    exec(compile(cell.text, f"lesson {number}, cell {cell.id}", "exec"), names)
        finally:
            opening.reset(opened)
    return notes
