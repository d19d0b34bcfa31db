"""What questions, fields, bets and notes have in common: the word "kept", and the card of a reply."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.ui.parts import coded, paragraph

_LOOKS = {
    "right": ("hs-right", "Right."),
    "wrong": ("hs-wrong", "Not yet."),
    "unanswered": ("hs-cover", "Not answered yet."),
}


def place_of(lesson: str, item: str) -> str:
    """Return the class of the place where one item of a lesson, such as "bet-half", is answered."""
    return f"hs-at-{lesson}-{item}"


def placed(widget: widgets.DOMWidget, lesson: str, item: str) -> widgets.DOMWidget:
    """Return a widget marked as the place where one item is answered: ui.js leads there, and knows its words by it."""
    widget.add_class(place_of(lesson, item))
    return widget


def kept(value: Any, not_saved: str = "") -> Markup:
    """Return the word beside a control whose value is in the student's file, or why it is not; nothing for no value."""
    if value in (None, ""):
        return Markup("")
    return paragraph(not_saved) or Markup("<p class='hs-kept-word'>kept</p>")


def keep_draft(answers: LessonAnswers, item: str, given: str | list[str], said: widgets.HTML) -> None:
    """Keep what is typed or chosen and not checked yet; say so in `said`, or why it is not kept."""
    if given == (answers.stored(item) or {}).get("value"):
        return
    try:
        answers.keep_draft(item, given)
        said.value = kept("".join(given), answers.not_saved)
    except AnswersError as error:
        said.value = paragraph(error)


def replied(verdict: str, words: str | Markup) -> Markup:
    """Return the reply to an answer as a card. verdict: "right", "wrong" or "unanswered"."""
    look, title = _LOOKS[verdict]
    return Markup("<div class='hs-card {}' role='status'><p><b>{}</b> {}</p></div>").format(look, title, coded(words))


def title(verdict: str) -> str:
    """Return the first words of a reply: "Right." """
    return _LOOKS[verdict][1]
