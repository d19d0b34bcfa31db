"""Questions: options, a button that checks, a reply to every option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift import content
from hosting_shift.practice.parts import kept, placed, replied, title
from hosting_shift.student.answers import LessonAnswers
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.parts import boxed, button, coded, flow, joined, live, paragraph

REPLIES = "Choose first, then open: the reply to every answer"


class QuestionWidget:
    """The widget of one question. What is chosen is stored by the option's id, at once; a check is a try."""

    def __init__(self, answers: LessonAnswers, question: content.Question):
        self.answers, self.question = answers, question
        self.item = f"question-{question.id}"
        self.options = {option.id: option for option in question.options}
        labels = [(option.text, option.id) for option in question.options]
        self.choice = widgets.RadioButtons(options=labels, value=None)
        self.said, self.kept = live(), live()
        check = button("Check")
        on_click(check, self._check, self.choice)
        text = widgets.HTML(Markup("<p><b>{}</b></p>").format(coded(question.text)))
        self.widget = placed(boxed(text, self.choice, flow([check, self.kept]), self.said), answers.lesson, self.item)
        self._restore()
        self.choice.observe(self._chosen, "value")

    def _restore(self) -> None:
        stored, draft = self.answers.stored(self.item), self.answers.draft(self.item)
        if draft in self.options:
            self.choice.value = draft
            self.kept.value = kept(draft, self.answers.not_saved)
        elif stored and stored["value"] in self.options:
            self.choice.value = stored["value"]
            self._reply(stored["value"])

    def _chosen(self, change: dict[str, Any]) -> None:
        self.said.value = ""  # no reply stays beside an option that it does not speak of
        if change["new"] is not None:
            self.answers.keep_draft(self.item, change["new"])
            self.kept.value = kept(change["new"], self.answers.not_saved)

    def _check(self, _: Any) -> None:
        if self.choice.value is None:
            self.said.value = paragraph("Choose an answer first.")
            return
        right = self._reply(self.choice.value)
        self.answers.store_try(self.item, right, self.choice.value)
        self.kept.value = ""
        self.said.value += paragraph(self.answers.not_saved)

    def _reply(self, chosen: str) -> bool:
        option = self.options[chosen]
        self.said.value = replied("right" if option.right else "wrong", option.reply)
        return option.right


def as_text(questions: Sequence[content.Question]) -> str:
    """Return questions for readers without widgets."""
    return "\n\n".join("\n".join([each.text, *_lettered(each.options)]) for each in questions)


def _lettered(options: Sequence[content.Option]) -> list[str]:
    return [f"{'abcdefgh'[i]}) {option.text}" for i, option in enumerate(options)]


def still(questions: Sequence[content.Question]) -> Markup:
    """Return questions as plain HTML for readers without widgets: the options, and folded the reply to every one."""
    shown = "<div class='hs-asked'><p><b>{}</b></p><ol type='a'>{}</ol><details class='hs-compare'><summary>{}</summary><ol type='a'>{}</ol></details></div>"
    return joined(shown, ((coded(each.text), *_options_and_replies(each.options)) for each in questions))


def _options_and_replies(options: Sequence[content.Option]) -> tuple[Markup, str, Markup]:
    replies = ((title("right" if each.right else "wrong"), coded(each.reply)) for each in options)
    return (
        joined("<li>{}</li>", ([coded(each.text)] for each in options)),
        REPLIES,
        joined("<li><b>{}</b> {}</li>", replies),
    )
