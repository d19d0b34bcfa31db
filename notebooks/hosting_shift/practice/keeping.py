"""Keeping answers: the list of them, a download, a restore from a file, a fresh start."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift.practice.screen import Screen
from hosting_shift.student import usable
from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.ui.parts import button, download, flow, go_to, joined, live, paragraph, set_visible, styled
from hosting_shift.words import count


class Keeping:
    """What stands at the end of a lesson."""

    def __init__(self, answers: LessonAnswers):
        self.answers = answers
        self.list, self.said = widgets.HTML(), live()
        self.sure = button("Yes, set my answers to this lesson aside", act=self._start_afresh)
        set_visible(self.sure, False)
        self.refresh()
        answers.file.changed = self._list  # so that a download holds what was answered a moment ago

    def show(self, screen: Screen) -> None:
        """Show the list and its buttons."""
        upload = widgets.FileUpload(accept=".json", description="Restore from a file")
        upload.add_class("hs-button")
        upload.observe(self._restore, "value")
        again = button("List again", act=lambda _: self.refresh())
        afresh = button("Start this lesson afresh", act=lambda _: set_visible(self.sure, True))
        row = flow([again, upload, afresh, self.sure])
        words = f"{count(len(self.answers.all()), 'answer')} kept in {self.answers.file.path.name}."
        screen.show([styled(""), self.list, row, self.said], words)

    def refresh(self) -> None:
        """List the answers anew: another open lesson may have written; a full disk may have room."""
        self.answers.file.reopen()
        self.answers.tell(self.answers.problem)
        self._list()

    def _list(self) -> None:
        self.list.value = summary(self.answers)

    def _restore(self, change: dict) -> None:
        for item in change["new"]:
            try:
                number = self.answers.file.restore(bytes(item["content"]))
                self.answers.leave_out_unusable()
                words = f"{count(number, 'answer')} restored. Choose Run ▸ Run All Cells to see them in place."
                self.said.value = paragraph(words) + paragraph(self.answers.not_saved)
            except AnswersError as error:
                self.said.value = paragraph(f"{error} Nothing was changed.")
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


def summary(answers: LessonAnswers) -> Markup:
    """Return the answers to the lesson as a table in words, and the link that downloads all of them."""
    rows = joined(
        "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
        (
            (item, usable.in_words(answers.lesson, item, record["value"])[:160], record["kind"])
            for item, record in answers.all().items()
        ),
    )
    table = Markup(
        "<table><caption>Your answers to this lesson</caption><thead><tr><th scope='col'>item</th>"
        "<th scope='col'>answer</th><th scope='col'>kind</th></tr></thead><tbody>{}</tbody></table>"
    ).format(rows)
    link = Markup(
        "<p>{} (all lessons). On Binder the page forgets: download it before you leave and restore it here next time.</p>"
    ).format(download(answers.file.path.name, "application/json", answers.file.as_bytes()))
    return (table if rows else paragraph("No answers to this lesson yet.")) + link + paragraph(answers.problem)
