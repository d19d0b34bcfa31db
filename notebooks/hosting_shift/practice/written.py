"""The answer to a task, in a field or in code: marked, with a ladder of hints to wrong ones, and kept."""

from __future__ import annotations

import math
from typing import Any

import ipywidgets as widgets
import numpy as np
from markupsafe import Markup

from hosting_shift import exercises
from hosting_shift.course import books
from hosting_shift.practice.episodes import explained
from hosting_shift.practice.parts import keep_draft, kept, placed, replied, title
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.ui.clicks import on_click, on_pause
from hosting_shift.ui.parts import boxed, button, flow, live, paragraph, styled
from hosting_shift.words import closed


class Field:
    """A task without code: a field under it, or lists to choose from, and a button that checks.

    What is typed or chosen is kept at once; a check is stored as the exercise's answer, like an answer in code.
    """

    def __init__(self, answers: LessonAnswers, name: str):
        self.answers, self.item = answers, f"exercise-{name}"
        self.exercise = exercises.get(f"{answers.lesson}-{name}")
        self.inputs = self._inputs()
        self.said, self.kept, self.below = live(), live(), widgets.VBox()
        check = button("Check")
        on_click(check, self._check, *self.inputs)
        self._restore()
        for each in self.inputs:
            each.add_class("hs-control")
            on_pause(each, self._keep)
        shown = boxed(flow([*self.inputs, check, self.kept]), self.said, self.below)
        self.widget = placed(shown, answers.lesson, self.item)
        self.widget.add_class("hs-field")

    @property
    def value(self) -> Any:
        """What stands in the field: a text, or a list of texts where the task asks for several; None if empty."""
        empty = any(not (each.value or "").strip() for each in self.inputs)
        return None if empty else self._given()

    def _given(self) -> Any:
        given = [each.value or "" for each in self.inputs]
        return given if self.exercise.parts else given[0]

    def _inputs(self) -> list[widgets.Widget]:
        named = self.exercise.parts or (self.as_text(),)
        choices = self.exercise.choices()
        if not choices:
            return [widgets.Text(description=each, placeholder="type here") for each in named]
        options = [("choose one", None), *((each, each) for each in choices)]
        return [widgets.Dropdown(options=options, value=None, description=each) for each in named]

    def _restore(self) -> None:
        stored, draft = self.answers.stored(self.item), self.answers.draft(self.item)
        value = draft if draft is not None else (stored or {}).get("value")
        if value is None:
            return
        given = value if isinstance(value, list) else [value]
        for each, words in zip(self.inputs, given, strict=False):
            if isinstance(each, widgets.Text):
                each.value = f"{words:.15g}" if isinstance(words, float) else str(words)
            elif words in dict(each.options).values():
                each.value = words
        self._open()
        if draft is None and self.value is not None:
            self._reply(exercises.mark(self.exercise.name, self.value, self.answers.tries(self.item)))
        else:
            self.kept.value = kept(draft, self.answers.not_saved)

    def _keep(self, _: Any) -> None:
        keep_draft(self.answers, self.item, self._given(), self.kept)

    def _check(self, _: Any) -> None:
        if self.value is None:
            self.said.value = replied("unanswered", f"Wanted is {self.exercise.asked}.")
            return
        marked, not_saved = tried(self.answers, self.exercise.name, self.value, self.value)
        self._open()
        self._reply(marked, not_saved)
        self.kept.value = ""

    def _open(self) -> None:
        """Show the worked solution once wrong tries have opened it."""
        if not is_open(self.answers, self.exercise.name):
            self.below.children = []
        elif not self.below.children:
            self.below.children = worked(self.answers.lesson, self.exercise.name)

    def _reply(self, marked: exercises.Marked, not_saved: str = "") -> None:
        self.said.value = _replied(marked, bool(self.below.children)) + paragraph(not_saved)

    def as_text(self) -> str:
        """Return the task's label for readers without widgets."""
        return f"Your answer: {self.exercise.asked}"

    def still(self) -> Markup:
        """Return the label, a line to write on, what is to be answered one by one and what to choose from, as plain HTML."""
        named = [("One by one", self.exercise.parts or ()), ("Choose from", self.exercise.choices() or ())]
        more = " ".join(closed(f"{head}: {' · '.join(words)}") for head, words in named if words)
        return Markup("<p>{} <span class='hs-line'></span></p>{}").format(self.as_text(), paragraph(more))


def field(answers: LessonAnswers, screen: Screen, name: str) -> None:
    """Show the field of a task without code. Raises ValueError for a task that there is not."""
    shown = Field(answers, name)
    screen.show([styled(""), shown.widget], shown.as_text(), still=shown.still())


def _as_stored(answer: Any) -> str | float:
    """Return an answer as a file can hold it: a number, or at most 500 characters of what it says of itself."""
    value = answer.item() if isinstance(answer, np.generic) else answer
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    try:
        return str(value)[:500]
    except Exception:  # an object of the student's that cannot say what it is
        return f"(an object of the class {type(value).__name__})"


def check(answers: LessonAnswers, screen: Screen, name: str, answer: Any) -> None:
    """Check an exercise's answer and store it with the verdict; nothing is ever raised.

    Readers without widgets get the reply alone: no hint, no solution.
    """
    name = f"{answers.lesson}-{name}"
    marked, not_saved = tried(answers, name, answer, _as_stored(answer))
    before = answers.stored(_item(name)) or {}
    if answer is ... and "value" in before:
        marked = marked._replace(words=f"{marked.words} Kept from before, {before['kind']}: {before['value']}.")
    opened = marked.verdict != "unanswered" and is_open(answers, name)
    below = worked(answers.lesson, name) if opened else []
    said = styled(_replied(marked, bool(below)) + paragraph(not_saved))
    screen.show([said, *below], f"{title(marked.verdict)} {marked.words}")


# ---------------------------------------------------------------- the ladder


def tried(answers: LessonAnswers, exercise: str, answer: Any, value: Any) -> tuple[exercises.Marked, str]:
    """Mark an answer and store it as one more try; return what marking says, and why it is not saved ("" if it is).

    value: the answer as a file can hold it. The same one checked or run once more is no new try.
    """
    item = _item(exercise)
    before = answers.stored(item) or {}
    again = "value" in before and before["value"] == value
    tries = answers.tries(item) + (not again)
    marked = exercises.mark(exercise, answer, tries)
    same = again and before["kind"] == marked.verdict and answers.draft(item) is None
    try:
        if marked.verdict != "unanswered" and not same:
            answers.hand_in(item, marked.verdict, value, tries=tries)
    except (AnswersError, ValueError) as error:
        return marked, f"{error} It was not saved."
    return marked, answers.not_saved


def _item(exercise: str) -> str:
    """Return the item under which answers to an exercise, such as "05-weekly", are stored in its lesson."""
    return f"exercise-{exercise[3:]}"


def is_open(answers: LessonAnswers, exercise: str) -> bool:
    """Return whether wrong tries have opened the worked solution of an exercise."""
    item = _item(exercise)
    wrong = (answers.stored(item) or {}).get("kind") == "wrong"
    return wrong and answers.tries(item) >= exercises.SOLUTION


def worked(lesson: str, exercise: str) -> list[widgets.Widget]:
    """Return the worked solution of an exercise, as the lesson shows it; nothing where the lesson has none."""
    solution = books.solution(lesson, exercise[3:])
    return [widgets.HTML(Markup("<p><b>The worked solution</b></p>")), *explained(solution)] if solution else []


def _replied(marked: exercises.Marked, opened: bool) -> Markup:
    below = "The worked solution stands below." if opened else ""
    return replied(marked.verdict, " ".join(filter(None, (marked.words, marked.hint, below))))
