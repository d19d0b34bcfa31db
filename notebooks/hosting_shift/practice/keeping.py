"""Keeping answers: the list of them, a download, a restore from a file, a fresh start."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift.practice.screen import Screen
from hosting_shift.student import usable
from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.ui.clicks import aloud
from hosting_shift.ui.parts import button, download, flow, go_to, joined, live, paragraph, set_visible, styled, toggle
from hosting_shift.words import count


class Keeping:
    """What stands at the end of a lesson."""

    def __init__(self, answers: LessonAnswers, set_all_open: Callable[[bool], None]):
        self.answers, self.set_all_open = answers, set_all_open
        self.list, self.said = widgets.HTML(), live()
        self.sure = button("Yes, set my answers to this lesson aside", act=self._start_afresh)
        set_visible(self.sure, False)
        self.refresh()
        answers.file.changed = self._list  # so that a download holds what was answered a moment ago

    def show(self, screen: Screen) -> None:
        """Show the list and its buttons."""
        upload = widgets.FileUpload(accept=".json", description="Restore from a file")
        upload.add_class("hs-button")
        upload.observe(aloud(upload, self._restore), "value")
        again = button("List again", act=lambda _: self.refresh())
        afresh = button("Start this lesson afresh", act=lambda _: set_visible(self.sure, True))
        row = flow([again, upload, afresh, self.sure])
        words = f"{count(len(self.answers.all()), 'answer')} kept in {self.answers.file.path.name}."
        teaching = toggle("For instructors: show every picture without a bet", self._open_all, "hs-teaching")
        screen.show([styled(""), self.list, row, self.said, teaching], words)

    def refresh(self) -> None:
        """List the answers anew: another open lesson may have written; a full disk may have room."""
        self.answers.file.reopen()
        self.answers.tell(self.answers.problem)
        self._list()

    def _list(self) -> None:
        self.list.value = summary(self.answers)

    def _open_all(self, on: bool) -> None:
        self.set_all_open(on)
        words = (
            "Every picture is shown. Press the button again to ask for the bets." if on else "The bets are asked again."
        )
        self.said.value = paragraph(words)

    def _restore(self, change: dict) -> None:
        for item in change["new"]:
            try:
                number = self.answers.file.restore(bytes(item["content"]))
                self.answers.leave_out_unusable()
                words = f"{count(number, 'answer')} restored. Choose Run ▸ Run All Cells to see them in place."
                self.said.value = paragraph(words) + paragraph(self.answers.not_saved)
            except AnswersError as error:
                self.said.value = paragraph(f"{error} Nothing was changed.")
        if change["new"]:
            change["owner"].value = ()  # so that the same file chosen again is a change again
            self.refresh()

    def _start_afresh(self, _: Any) -> None:
        set_visible(self.sure, False)
        go_to(self.said)
        try:
            kept = self.answers.file.start_afresh(self.answers.lesson)
        except AnswersError as error:
            self.said.value = paragraph(error)
            return
        where = f" The old ones are in {kept.name}." if kept else ""
        self.said.value = paragraph(f"This lesson is empty again.{where} Choose Run ▸ Run All Cells.")
        self.refresh()


def traces() -> Markup:
    """Return the way to leave nothing behind: where Python runs in the browser, the answers stay in it."""
    if sys.platform != "emscripten":
        return Markup("")
    return Markup(
        "<p>On a shared computer: <a href='../index.html#traces' target='_self'>erase my traces on this computer</a>.</p>"
    )


HOW = {"right": "right", "wrong": "not yet", "draft": "kept, not handed in"}  # what is not marked is kept


def summary(answers: LessonAnswers) -> Markup:
    """Return the answers to the lesson as a table in words, and the link that downloads all of them."""
    rows = joined(
        "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
        (
            (
                usable.asked_in_words(answers.lesson, item),
                textwrap.shorten(usable.record_in_words(answers.lesson, item, record), 160, placeholder=" …"),
                HOW.get(record["kind"], "kept"),
            )
            for item, record in ((name.removeprefix("draft-"), record) for name, record in answers.all().items())
        ),
    )
    table = Markup(
        "<table><caption>Your answers to this lesson</caption><thead><tr><th scope='col'>what was asked</th>"
        "<th scope='col'>your answer</th><th scope='col'>how it stands</th></tr></thead><tbody>{}</tbody></table>"
    ).format(rows)
    link = Markup(
        "<p>{} (all lessons). On Binder the page forgets: download it before you leave and restore it here next time.</p>"
    ).format(download(answers.file.path.name, "application/json", answers.file.as_bytes()))
    return (
        (table if rows else paragraph("No answers to this lesson yet.")) + link + traces() + paragraph(answers.problem)
    )
