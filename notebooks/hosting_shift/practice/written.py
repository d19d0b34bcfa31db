"""What a student writes: a few words of his or her own, and the answer to an exercise in code."""

from __future__ import annotations

import math
from typing import Any

import ipywidgets as widgets
import numpy as np
from markupsafe import Markup

from hosting_shift import content, exercises
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.parts import button, coded, live, paragraph, styled


def note(answers: LessonAnswers, screen: Screen, asked: content.Prompt) -> None:
    """Ask for a few words; they are saved, never marked."""
    item = f"note-{asked.id}"
    stored = answers.stored(item)
    area = widgets.Textarea(
        value=str(stored["value"]) if stored else "",
        description="Your words",
        placeholder="Two or three sentences",
        layout=widgets.Layout(width="100%", max_width="760px"),
    )
    area.add_class("hs-control")
    said = live(paragraph("Saved earlier.") if stored else "")

    def save(_: Any) -> None:
        if not area.value.strip():
            said.value = paragraph("Nothing written yet.")
            return
        try:
            answers.store(item, "note", area.value)
            said.value = paragraph(answers.not_saved or "Saved.")
        except AnswersError as error:
            said.value = paragraph(error)

    keep = button("Save my words")
    on_click(keep, save, area)
    screen.show([styled(""), widgets.HTML(paragraph(asked.text)), area, keep, said], asked.text)


def _as_stored(answer: Any) -> str | float:
    """Return an answer as a file can hold it: a number, or at most 500 characters of what it says of itself."""
    value = answer.item() if isinstance(answer, np.generic) else answer
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    try:
        return str(value)[:500]
    except Exception:  # an object of the student's that cannot say what it is
        return f"(an object of the class {type(value).__name__})"


_LOOKS = {
    "right": ("hs-right", "Right."),
    "wrong": ("hs-wrong", "Not yet."),
    "unanswered": ("hs-cover", "Not answered yet."),
}


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
    look, title = _LOOKS[verdict]
    card = Markup("<div class='hs-card {}' role='status'><p><b>{}</b> {}</p>{}</div>")
    shown = card.format(look, title, coded(words), paragraph(not_saved))
    screen.show([styled(shown)], f"{title} {words}")
