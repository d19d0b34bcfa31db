"""Lesson 00: forecasts sealed before anything is read; lesson 10 opens and scores them."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from hosting_shift.explorers.asking import LABEL, PERCENTS, forecast_question
from hosting_shift.student import forecasts
from hosting_shift.ui import Shown, styled
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.parts import EMPTY, button, empty_slider, flow, frame_html, live, paragraph, set_visible

THEN = "It is 30 June 2009. Nothing that came later is known."
AHEAD = "These are about the years to come, so nobody knows the answers yet."
_LINE = "____ %"  # to write on, on paper


class SealedForecasts(Shown):
    """One question after the other, and no answer. A forecast may be changed until lesson 10 opens it.

    What is sealed or changed when lessons that tell answers were begun is kept, and counts as such in lesson 10.
    """

    title = "Your sealed forecasts"

    def __init__(self, lesson: Any = None):
        settled, ahead = forecasts.questions(scored=True), forecasts.questions(scored=False)
        self._both = {THEN: settled[settled["resolves"] == ""], AHEAD: ahead}  # by what is said before each
        self._rows = pd.concat(self._both.values()).set_index("question")
        self._kept = forecasts.Forecasts(lesson.answers if lesson else None)
        self._names = list(self._rows.index)
        self._at = next((i for i, name in enumerate(self._names) if not self._kept[name]), len(self._names))
        self._build()
        self._show()

    # -- state

    @property
    def current(self) -> str | None:
        """The question on screen; None behind the last."""
        return self._names[self._at] if self._at < len(self._names) else None

    @property
    def given(self) -> dict[str, float]:
        """The forecasts sealed so far, question -> percent."""
        return {name: float(each.value) for name, each in self._kept.given().items() if each.sealed}

    @property
    def sentence(self) -> str:
        """How many forecasts are sealed."""
        given, parts = list(self.given), (part["question"] for part in self._both.values())
        then, ahead = (f"{part.isin(given).sum()} of {len(part)}" for part in parts)
        return f"You have sealed {then} forecasts on the years since 2009, and {ahead} on the years to come."

    @property
    def table(self) -> pd.DataFrame:
        """The questions and what was sealed; no answer."""
        sealed = [f"{self.given[name]:g} %" if name in self.given else _LINE for name in self._names]
        shown = self._rows[["text", "true_if"]].rename(columns={"text": "question", "true_if": "comes true if"})
        return shown.assign(**{"your probability": sealed})

    def seal(self, percent: float) -> None:
        """Seal the present question at a probability and go on. Raises ValueError outside 0 to 100 percent."""
        if self.current:
            told = self._kept.seal(self.current, percent)
            self._go(1, told)

    def _go(self, step: int, told: str = "") -> None:
        self._at = min(max(self._at + step, 0), len(self._names))
        self._show(told)

    # -- widgets

    def _build(self) -> None:
        self._question, self._said = live(), live()
        self._slider = empty_slider(LABEL, PERCENTS)
        self._main = button("Seal, and go on")
        self._skip = button("Leave this one out", act=lambda _: self._go(1))
        self._back = button("Back", act=lambda _: self._go(-1))
        self._later = button("Leave all for later", act=lambda _: self._go(len(self._names)))
        on_click(self._main, self._press_main, self._slider)
        buttons = flow([self._main, self._skip, self._back, self._later])
        self.widget = widgets.VBox([styled(""), self._question, self._slider, buttons, self._said])
        self.widget.add_class("hs-practice")

    def _press_main(self, _: Any) -> None:
        if self.current is None:
            self._go(-len(self._names))
        elif self._slider.disabled:
            self._go(1)
        elif self._slider.value == EMPTY:
            self._said.value = paragraph(
                "Move the slider first, because it is still empty. You may also leave this out."
            )
        else:
            self.seal(self._slider.value)

    def _show(self, told: str = "") -> None:
        asking = self.current is not None
        for part in (self._slider, self._skip, self._later):
            set_visible(part, asking)
        set_visible(self._back, self._at > 0)
        self._said.value = paragraph(told) + paragraph(self.sentence)
        if asking:
            self._ask(self._names[self._at])
        else:
            self._question.value = paragraph(
                "That is all. Lesson 10 opens your forecasts one by one and scores them. You may go through them again "
                "and change them. Later lessons tell some answers, however: once you have answered anything there, "
                "a change on the years since 2009 counts as made after reading."
            )
            self._slider.disabled = False
            self._main.description = "Go through them again"

    def _ask(self, name: str) -> None:
        names = {frame: part["question"].tolist() for frame, part in self._both.items()}
        frame = next(frame for frame, part in names.items() if name in part)
        kept = self._kept[name]
        opened = kept is not None and kept.opened
        note = "Lesson 10 has opened this one, so it stands as it is." if opened else ""
        head = f"{names[frame].index(name) + 1} of {len(names[frame])}."
        self._question.value = paragraph(frame) + forecast_question(head, self._rows.loc[name]) + paragraph(note)
        self._slider.value = EMPTY if kept is None or kept.value not in dict(PERCENTS).values() else kept.value
        self._slider.disabled = opened
        self._main.description = "Next question" if opened else "Seal, and go on"

    # -- for readers without widgets

    def still(self) -> Markup:
        """Return all questions with room for a probability, as plain HTML; no answer."""
        shown, write = self.table, "Write a probability beside each question"
        tables_ = (frame_html(shown.loc[part["question"]], f"{frame} {write}") for frame, part in self._both.items())
        return Markup("<p><b>{}.</b> {}</p>").format(self.title, self.sentence) + Markup("").join(tables_)

    def as_text(self) -> str:
        """Return all questions, without their answers."""
        asked = [f"{n}. {row.text} Comes true if: {row.true_if}." for n, row in enumerate(self._rows.itertuples(), 1)]
        return "\n".join([self.title, self.sentence, *asked])


def sealed_forecasts(lesson: Any = None) -> SealedForecasts:
    """Return the questions to forecast. lesson: an open lesson, whose answers file keeps the forecasts."""
    return SealedForecasts(lesson)
