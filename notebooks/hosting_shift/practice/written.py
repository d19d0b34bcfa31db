"""What a student writes: a few words of his or her own, the answer to a task, the answer to an exercise in code."""

from __future__ import annotations

import math
from typing import Any

import ipywidgets as widgets
import numpy as np
from markupsafe import Markup

from hosting_shift import content, exercises
from hosting_shift.practice.parts import kept, placed, replied, title
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.ui.clicks import on_click, on_pause
from hosting_shift.ui.parts import boxed, button, flow, live, paragraph, styled


def note(answers: LessonAnswers, screen: Screen, asked: content.Prompt) -> None:
    """Ask for a few words; they are kept as they are typed, never marked."""
    item = f"note-{asked.id}"
    stored = answers.stored(item)
    area = widgets.Textarea(
        value=str(stored["value"]) if stored else "",
        description="Your words",
        placeholder="Type here. Your words are kept as you type.",
        layout=widgets.Layout(width="100%", max_width="760px"),
    )
    area.add_class("hs-control")
    said = live(kept(area.value, answers.not_saved))

    def keep(words: str) -> None:
        nonlocal stored
        try:
            elsewhere = answers.store(item, "note", words, seen=stored)
            stored = answers.stored(item)
            said.value = (paragraph(answers.not_saved) or kept(words)) + paragraph(elsewhere)
        except AnswersError as error:
            said.value = paragraph(error)

    on_pause(area, keep)
    place = placed(boxed(widgets.HTML(paragraph(asked.text)), area, said), answers.lesson, item)
    screen.show([styled(""), place], asked.text)


class Field:
    """A task without code: a field under it, or lists to choose from, and a button that checks.

    What is typed or chosen is kept at once; a check is stored as the exercise's answer, like an answer in code.
    """

    def __init__(self, answers: LessonAnswers, name: str):
        self.answers, self.item = answers, f"exercise-{name}"
        self.exercise = exercises.get(f"{answers.lesson}-{name}")
        self.inputs = self._inputs()
        self.said, self.kept = live(), live()
        check = button("Check")
        on_click(check, self._check, *self.inputs)
        self._restore()
        for each in self.inputs:
            each.add_class("hs-control")
            on_pause(each, self._keep)
        shown = boxed(flow([*self.inputs, check, self.kept]), self.said)
        self.widget = placed(shown, answers.lesson, self.item)
        self.widget.add_class("hs-field")

    @property
    def asked(self) -> str:
        """What an answer is, in words, and how exact: "one number in percent, to one decimal"."""
        return ", ".join(filter(None, (self.exercise.wants, self.exercise.exactness)))

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
        if draft is None and self.value is not None:
            self._reply(self.value)
        else:
            self.kept.value = kept(draft, self.answers.not_saved)

    def _keep(self, _: Any) -> None:
        given = self._given()
        if given == (self.answers.stored(self.item) or {}).get("value"):
            return
        try:
            self.answers.keep_draft(self.item, given)
            self.kept.value = kept("".join(given), self.answers.not_saved)
        except AnswersError as error:
            self.kept.value = paragraph(error)

    def _check(self, _: Any) -> None:
        if self.value is None:
            self.said.value = replied("unanswered", f"Wanted is {self.asked}.")
            return
        verdict = self._reply(self.value)
        try:
            self.answers.store_try(self.item, verdict == "right", self.value)
            self.kept.value = ""
            self.said.value += paragraph(self.answers.not_saved)
        except AnswersError as error:
            self.said.value += paragraph(f"{error} It was not saved.")

    def _reply(self, value: Any) -> str:
        verdict, words = exercises.mark(self.exercise.name, value)
        self.said.value = replied(verdict, words)
        return verdict

    def as_text(self) -> str:
        """Return the task's label for readers without widgets."""
        return f"Your answer: {self.asked}"

    def still(self) -> Markup:
        """Return the label and a line to write on, as plain HTML."""
        return Markup("<p>{} <span class='hs-line'></span></p>").format(self.as_text())


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
    """Check an exercise's answer and store it with the verdict; nothing is ever raised."""
    verdict, words = exercises.mark(f"{answers.lesson}-{name}", answer)
    not_saved = ""
    if verdict != "unanswered":
        try:
            answers.store(f"exercise-{name}", verdict, _as_stored(answer))
            not_saved = answers.not_saved
        except (AnswersError, ValueError) as error:
            not_saved = f"{error} It was not saved."
    screen.show([styled(replied(verdict, words) + paragraph(not_saved))], f"{title(verdict)} {words}")
