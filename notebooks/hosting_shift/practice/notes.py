"""Notes: what a student writes in words of his or her own, and what to compare it with once it is written.

One possible answer, or three models with a comment each and a rubric to mark one's own words by. Nobody else
marks them.
"""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift import content
from hosting_shift.practice.parts import kept, placed
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.student.usable import MARKS, UNMARKED
from hosting_shift.ui.clicks import on_click, on_pause
from hosting_shift.ui.parts import boxed, button, coded, flow, go_to, joined, live, paragraph, set_visible, styled

ENOUGH = 10  # words: then there is something to compare
BY_RUBRIC = "Mark your own words by these four lines. Nobody else marks them."


def note(answers: LessonAnswers, screen: Screen, asked: content.Note) -> None:
    """Ask for a few words; readers without widgets get what is asked, and folded what to compare with."""
    screen.show([styled(""), Note(answers, asked).widget], asked.text, still=still(asked))


class Note:
    """A few words, kept as they are typed; below them, once opened, what to compare them with."""

    def __init__(self, answers: LessonAnswers, asked: content.Note):
        self.answers, self.asked, self.item = answers, asked, f"note-{asked.id}"
        self.stored = answers.stored(self.item)
        self.area = widgets.Textarea(
            value=str(self.stored["value"]) if self.stored else "",
            description="Your words",
            placeholder="Type here. Your words are kept as you type.",
            layout=widgets.Layout(width="100%", max_width="760px"),
        )
        self.area.add_class("hs-control")
        self.said = live(kept(self.area.value, answers.not_saved))
        self.compare, self.told, self.below = button(offer(asked)), live(), widgets.VBox()
        on_pause(self.area, self._keep)
        on_click(self.compare, self._compare, self.area)
        answered = [flow([self.compare, self.told]), self.below] if asked.is_answered else []
        shown = boxed(widgets.HTML(paragraph(coded(asked.text))), self.area, self.said, *answered)
        self.widget = placed(shown, answers.lesson, self.item)
        self.is_open = False
        opened = (self.stored or {}).get("opened") or answers.stored(f"marks-{asked.id}")
        if asked.is_answered and opened:
            self._open()

    def _keep(self, words: str) -> None:
        """Keep the words, and with them whether what to compare with was opened."""
        more = {"opened": True} if self.is_open else {}
        try:
            elsewhere = self.answers.store(self.item, "note", words, seen=self.stored, **more)
            self.stored = self.answers.stored(self.item)
            not_saved = paragraph(self.answers.not_saved)
            self.said.value = (not_saved or kept(words)) + paragraph(elsewhere)
            if not self.is_open:
                self.told.value = ""
        except AnswersError as error:
            self.said.value = paragraph(error)

    def _compare(self, _: Any) -> None:
        """Open what to compare with, if there are words to compare."""
        written = len(self.area.value.split())
        if written < ENOUGH:
            self.told.value = paragraph(
                f"Write a sentence or two first, so that there is something to compare: at least {ENOUGH} words. "
                f"So far you have {written}."
            )
            return
        self._open()
        self._keep(self.area.value)
        go_to(self.told)

    def _open(self) -> None:
        self.is_open = True
        set_visible(self.compare, False)
        self.told.value = paragraph("Compare your words with what stands below. You may still change them.")
        rubric = [Rubric(self.answers, self.asked).widget] if self.asked.rubric else []
        self.below.children = [widgets.HTML(compared(self.asked)), *rubric]


class Rubric:
    """Lines to mark one's own words by, each with three choices; marks are kept at once."""

    def __init__(self, answers: LessonAnswers, asked: content.Note):
        self.answers, self.item = answers, f"marks-{asked.id}"
        marks = (answers.stored(self.item) or {"value": [UNMARKED] * len(asked.rubric)})["value"]
        options = [(words, mark) for mark, words in enumerate(MARKS)]
        self.choices = [
            widgets.RadioButtons(options=options, value=None if mark == UNMARKED else mark, orientation="horizontal")
            for mark in marks
        ]
        self.kept = live(kept(answers.stored(self.item), answers.not_saved))
        for each in self.choices:
            each.observe(self._keep, "value")
        lines = [
            widgets.VBox([widgets.HTML(paragraph(coded(criterion))), choice])
            for criterion, choice in zip(asked.rubric, self.choices, strict=True)
        ]
        self.widget = placed(boxed(widgets.HTML(paragraph(BY_RUBRIC)), *lines, self.kept), answers.lesson, self.item)

    def _keep(self, _: Any) -> None:
        marks = [UNMARKED if each.value is None else each.value for each in self.choices]
        self.answers.store(self.item, "marks", marks)
        self.kept.value = kept(marks, self.answers.not_saved)


# ---------------------------------------------------------------- in words


def offer(asked: content.Note) -> str:
    """Return what opens the answers to a note, in words."""
    return "Compare with three answers" if asked.models else "Compare with one possible answer"


def compared(asked: content.Note) -> Markup:
    """Return what one's own words are compared with, as HTML: one possible answer, or models with a comment each."""
    if asked.answer:
        return Markup("<div class='hs-card'><p><b>One possible answer.</b> {}</p></div>").format(coded(asked.answer))
    card = "<div class='hs-card'><p><b>A {0} answer.</b> “{1}”</p><p><b>Why {0}?</b> {2}</p></div>"
    return joined(card, ((model.level, coded(model.text), coded(model.comment)) for model in asked.models))


def still(asked: content.Note) -> Markup:
    """Return a note as plain HTML: what is asked, and folded what to compare one's words with."""
    if not asked.is_answered:
        return paragraph(coded(asked.text))
    rubric = Markup("<p>{}</p><ul>{}</ul>").format(
        BY_RUBRIC, joined("<li>{}</li>", ([coded(line)] for line in asked.rubric))
    )
    fold = Markup("{}<details class='hs-compare'><summary>{}</summary>{}{}</details>")
    return fold.format(paragraph(coded(asked.text)), offer(asked), compared(asked), rubric if asked.rubric else "")
