"""Close reading: a provision as its elements in our words; the student finds each in the official text.

`lesson.close_reading("cp-225-5")` shows it. Rows stand in the alphabet's order, so they tell nothing of the order of
the text. Without a network the table of terms is enough. Places are kept in the order of the text, "" where none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from hosting_shift.law.provisions import Element, Provision, provision
from hosting_shift.practice.parts import keep_draft, kept, placed, replied
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.ui.clicks import on_click, on_pause
from hosting_shift.ui.parts import boxed, button, flow, frame_html, live, paragraph, set_visible, styled, toggle
from hosting_shift.words import count

OFFLINE = "No network? The terms of art and where they stand"
LOOK = {  # what to look for, by the part of the rule that an element is
    "who it applies to": "the words that say whom the rule speaks of",
    "act": "the verbs that say what is done",
    "object": "the words that say against whom or what it is done",
    "mental element": "the words on knowledge or purpose",
    "penalty": "the years and the sum of money",
    "exception": "the place where the rule takes something back",
    "condition": "the words that must be met before the rule works",
    "consequence": "what follows once the conditions are met",
    "time limit": "the words that say how fast or how long",
}


def show(answers: LessonAnswers, screen: Screen, name: str) -> None:
    """Show the close reading of a provision. Raises ValueError for one that the table does not have."""
    reading = CloseReading(answers, provision(name))
    screen.show([styled(""), reading.widget], reading.as_text(), still=reading.still())


@dataclass
class Row:
    """One row as it is shown: its number, which element of the text it is, the list of places, the reply under it."""

    number: int
    at: int
    element: Element
    place: widgets.Dropdown
    reply: widgets.HTML


class CloseReading:
    """The widget: a row an element with a list of places, a button that checks, the table for whoever is offline."""

    def __init__(self, answers: LessonAnswers, read: Provision):
        self.answers, self.read = answers, read
        self.item = f"reading-{read.id}"
        self.rows = _rows(read)
        self.said = live()  # what is kept, or the reply
        self._restore()
        check = button("Check")
        places = [row.place for row in self.rows]
        on_click(check, self._check, *places)
        for row in self.rows:
            row.place.observe(lambda _, row=row: self._changed(row), "value")
            on_pause(row.place, self._keep)
        table = widgets.HTML(_offline(read))
        set_visible(table, False)
        fold = toggle(OFFLINE, lambda down: set_visible(table, down))
        shown = [each for row in self.rows for each in (row.place, row.reply)]
        end = flow([check, self.said])
        end.add_class("hs-beside")
        self.widget = placed(boxed(widgets.HTML(_head(read)), fold, table, *shown, end), answers.lesson, self.item)

    @property
    def chosen(self) -> list[str]:
        """The place chosen for each element, in the order of the text; "" where none is chosen."""
        return [row.place.value for row in sorted(self.rows, key=lambda row: row.at)]

    # -- kept, checked, restored

    def _restore(self) -> None:
        stored, draft = self.answers.stored(self.item), self.answers.draft(self.item)
        value = draft if draft is not None else (stored or {}).get("value")
        if value is None:
            return
        for row in self.rows:
            row.place.value = value[row.at]
        if draft is None:
            self._reply()
        else:
            self.said.value = kept("".join(draft), self.answers.not_saved)

    def _changed(self, row: Row) -> None:
        row.reply.value = self.said.value = ""  # no reply stays beside a place that it does not speak of

    def _keep(self, _: Any) -> None:
        keep_draft(self.answers, self.item, self.chosen, self.said)

    def _check(self, _: Any) -> None:
        if not any(self.chosen):
            self.said.value = replied("unanswered", "Choose a place for at least one element.")
            return
        right = self._reply()
        try:
            self.answers.store_try(self.item, right, self.chosen)
            self.said.value += paragraph(self.answers.not_saved)
        except AnswersError as error:
            self.said.value += paragraph(f"{error} It was not saved.")

    def _reply(self) -> bool:
        """Answer every row, and say how many elements are found; return whether all are."""
        found = self.read.found(self.chosen)
        for row in self.rows:
            row.reply.value = _row_reply(row.element, found[row.at], row.place.value)
        left = [str(row.number) for row in self.rows if not found[row.at]]
        words = f"You have found all {len(found)} elements of {self.read.article}."
        if left:
            again = f"Look again at {'row' if len(left) == 1 else 'rows'} {', '.join(left)}."
            words = f"{sum(found)} of {count(len(found), 'element')} found. {again}"
        self.said.value = replied("wrong" if left else "right", words)
        return not left

    # -- without widgets

    def as_text(self) -> str:
        """Return the elements for readers without widgets, and where the official text stands."""
        rows = [row.place.description for row in self.rows]
        return "\n".join([f"{self.read.title}: {self.read.article} ({self.read.state}).", self.read.link, *rows])

    def still(self) -> Markup:
        """Return the elements as a table to fill in, and the terms of art, folded, as plain HTML."""
        rows = [(row.place.description, "") for row in self.rows]
        table = frame_html(pd.DataFrame(rows, columns=["element", "where it stands"]), "Where does each element stand?")
        fold = Markup("<details><summary>{}</summary>{}</details>")
        return _head(self.read) + table + fold.format(OFFLINE, _offline(self.read))


def _rows(read: Provision) -> list[Row]:
    """Return the rows by the alphabet, each with the element's place in the text."""
    options = [("choose where it stands", ""), *((each, each) for each in read.pinpoints)]
    rows = []
    for number, (at, element) in enumerate(sorted(enumerate(read.elements), key=lambda each: each[1].words), 1):
        place = widgets.Dropdown(options=options, value="", description=f"{number}. {element.words}")
        place.add_class("hs-control")
        reply = widgets.HTML(layout=widgets.Layout(min_height="28px"))  # its room is there before it: nothing moves
        rows.append(Row(number, at, element, place, reply))
    return rows


def _head(read: Provision) -> Markup:
    """Return the provision's name and state, the link to its official text, and what is to be done."""
    return Markup(
        "<p><b>{0.title}: {0.article}</b> ({0.jurisdiction}; {0.state}).</p>"
        "<p>Open the official text: <a href='{0.link}' target='_blank' rel='noopener'>{0.article}, {0.site}</a> (a new page). "
        "Paragraphs are counted from the top of the article. Where does each element below stand? "
        "Several may stand in one place.</p>"
    ).format(read)


def _offline(read: Provision) -> Markup:
    """Return the terms of art with part and place, in the order of the text."""
    names = {
        "french": "French term",
        "english": "English term",
        "part": "part of the rule",
        "pinpoint": "where it stands",
    }
    frame = pd.DataFrame(read.elements)
    used = [name for name in names if frame[name].any()]
    shown = frame[used].replace("", "–").rename(columns=names)
    return frame_html(shown, f"Terms of art in {read.article}", french=["French term"])


def _row_reply(element: Element, right: bool, chosen: str) -> Markup:
    """Return what is said under one row: part and terms if it is right, else what to look for."""
    if right:
        french = Markup("<i lang='fr'>{}</i>").format(element.french) if element.french else ""
        english = Markup("<i>{}</i>").format(element.english) if element.english else ""
        terms = Markup(" / ").join(filter(None, [french, english]))
        return Markup("<p>✓ <b>{}</b>, known as {}.</p>").format(element.part.capitalize(), terms)
    start = "✗ Not yet" if chosen else "No place chosen yet"
    return Markup("<p>{}: this element is <b>{}</b>. Look for {}.</p>").format(
        start, _a(element.part), LOOK[element.part]
    )


def _a(part: str) -> str:
    return {"who it applies to": "about who it applies to"}.get(part) or f"{'an' if part[0] in 'aeo' else 'a'} {part}"
