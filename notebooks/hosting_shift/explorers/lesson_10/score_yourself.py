"""Lesson 10: give a probability before each reveal; Brier score and calibration at the end.

Not a Panel: a Panel shows everything at once, and here each answer must come before its reveal.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import pandas as pd
from IPython.display import display
from matplotlib.figure import Figure

from hosting_shift import charts, dates, tables
from hosting_shift.charts import lesson_10
from hosting_shift.model import scoring
from hosting_shift.student.usable import LEFT_OUT
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.panel import Picture, accessible, caption, frame_html, image, styled, unit_html

TITLE = "Score yourself"
PURPOSE = (
    "It is 30 June 2009. Give each question a probability from 0 to 100 %. Only then comes the "
    "answer. Your honest probability is your best answer: the score punishes false certainty."
)
SHOWS = (
    "Left, dots for how often what you gave a probability came true: came true against your "
    "probability, both in percent, with a dashed line where words and world agree (calibration). "
    "Right, the Brier score so far against the questions scored; lower is better."
)
STEP = 5  # percent
START = 50  # percent: "I do not know"


@dataclass(frozen=True, eq=False)
class Result:
    """The forecasts that count, in the order of the questions, and what became of them.

    questions: names; probabilities from 0 to 1; outcomes; asked: how many questions can be scored.
    """

    questions: list[str]
    probabilities: list[float]
    outcomes: list[bool]
    asked: int

    @property
    def running(self) -> list[float]:
        """The score after the first question, the first two, and so on."""
        ends = range(1, len(self.questions) + 1)
        return [scoring.brier(self.probabilities[:k], self.outcomes[:k]) for k in ends]

    @property
    def score(self) -> float | None:
        return self.running[-1] if self.questions else None


def questions() -> pd.DataFrame:
    """Return the questions, those that can be scored first, the open ones last."""
    table = tables.load("forecast_questions")
    order = (table["answer"] == "open").sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)


def compute(given: Mapping[str, float]) -> Result:
    """Score the given probabilities, question -> percent; open and unknown questions do not count."""
    table = questions()
    scored = table[table["answer"] != "open"]
    mine = scored[scored["question"].isin(list(given))]
    return Result(
        mine["question"].tolist(),
        [given[name] / 100 for name in mine["question"]],
        (mine["answer"] == "yes").tolist(),
        len(scored),
    )


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the calibration beside the running score."""
    asked = int((questions()["answer"] != "open").sum())
    left = figure.add_axes((0.07, 0.135, 0.40, 0.80))
    right = figure.add_axes((0.56, 0.135, 0.42, 0.80))
    line = lesson_10.running_score(
        right, asked, scoring.FIFTY_FIFTY**2, "always fifty-fifty: " + f"{scoring.FIFTY_FIFTY**2:.2f}"
    )
    return [lesson_10.calibration_plot(left).of(_groups), line.of(lambda r: r.running)]


def _groups(r: Result) -> tuple[list, list]:
    bins = scoring.calibration(r.probabilities, r.outcomes)
    groups = [(b.forecast, b.came_true, b.count) for b in bins if b.count]
    return groups, list(zip(r.probabilities, r.outcomes, strict=True))


def describe(r: Result) -> str:
    """Say the score, beside somebody who always says fifty-fifty."""
    reference = f"always fifty-fifty would score {scoring.FIFTY_FIFTY**2:.2f}"
    if r.score is None:
        return f"No probability given yet, {r.asked} questions can be scored; {reference}."
    how = (
        "better than"
        if r.score < scoring.FIFTY_FIFTY**2 - 1e-9
        else "worse than"
        if r.score > scoring.FIFTY_FIFTY**2 + 1e-9
        else "the same as"
    )
    lean = sum(r.probabilities) / len(r.probabilities) - sum(r.outcomes) / len(r.outcomes)
    tendency = (
        "on average you said more than came true"
        if lean > 0.1
        else "on average you said less than came true"
        if lean < -0.1
        else "on average your probabilities fit what came true"
    )
    number = f"{len(r.questions)} of {r.asked} questions"
    return (
        f"Brier score {r.score:.2f} over {number}, {how} the line ({reference}); {tendency}. "
        "So few questions say little about anybody's skill."
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a question given: probability, outcome, its own score."""
    table = questions().set_index("question")
    return pd.DataFrame(
        [
            {
                "question": table.loc[name, "text"],
                "you (%)": round(100 * p),
                "came true": "yes" if o else "no",
                "score": round((p - o) ** 2, 4),
            }
            for name, p, o in zip(r.questions, r.probabilities, r.outcomes, strict=True)
        ],
        columns=["question", "you (%)", "came true", "score"],
    )


def score_yourself(lesson: Any = None) -> Forecasts:
    """Return the explorer. lesson: an open lesson, whose answers file keeps the probabilities."""
    return Forecasts(lesson)


class Forecasts:
    """One question after the other on screen; answers kept in the lesson's file, if there is one."""

    def __init__(self, lesson: Any = None):
        self._lesson = lesson
        self._table = questions()
        self._answers = self._restore()  # question -> percent, or LEFT_OUT
        self._picture = Picture(draw, (9.0, 4.5))
        self._at = self._next(-1)
        self._build()
        self._show_question()
        self.redraw()

    # -- state

    @property
    def given(self) -> dict[str, float]:
        """The probabilities given so far, question -> percent."""
        return {name: value for name, value in self._answers.items() if value != LEFT_OUT}

    @property
    def current(self) -> str | None:
        """The question on screen; None when all have been answered or left out."""
        return None if self._at is None else self._table.loc[self._at, "question"]

    def give(self, percent: float) -> None:
        """Give the present question a probability and reveal its answer.

        Raises ValueError for a number outside 0 to 100.
        """
        if not 0 <= percent <= 100:
            raise ValueError(f"The probability is {percent!r}; expected 0 to 100 percent.")
        self._answer(percent, "forecast")

    def leave_out(self) -> None:
        """Reveal the present question without scoring it."""
        self._answer(LEFT_OUT, "left out")

    def go_on(self) -> None:
        """Show the next question that has no answer yet."""
        self._at = self._next(self._at)
        self._show_question()

    def redraw(self) -> None:
        """Score what is given and show it."""
        self.result = compute(self.given)
        self.sentence = describe(self.result)
        self.png = self._picture.png(self.result)
        self._image.value = image(self.png, self.alt)
        self._sentence.value = f"<p>{html.escape(self.sentence)}</p>"
        self._fill_table()

    @property
    def alt(self) -> str:
        """The alternative text of the picture."""
        return f"{TITLE}. {SHOWS} {self.sentence}"

    @property
    def table(self) -> pd.DataFrame:
        """The numbers behind the picture."""
        return tabulate(self.result)

    def _restore(self) -> dict[str, Any]:
        if self._lesson is None:
            return {}
        stored = self._lesson.answers.lesson(self._lesson.number)
        found = {}
        for name in self._table["question"]:
            value = stored.get(f"forecast-{name}", {}).get("value")
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if value == LEFT_OUT or (number and 0 <= value <= 100):
                found[name] = value
        return found

    def _answer(self, value: Any, kind: str) -> None:
        name = self.current
        if name is None or name in self._answers:
            return
        self._answers[name] = value
        if self._lesson is not None:
            self._lesson.answers.put(self._lesson.number, f"forecast-{name}", kind, value)
        self._show_answer()
        self.redraw()

    def _next(self, at: int | None) -> int | None:
        open_ = [i for i, name in enumerate(self._table["question"]) if name not in self._answers]
        later = [i for i in open_ if at is not None and i > at]
        return (later or open_ or [None])[0]

    # -- widgets

    def _build(self) -> None:
        head = f'<div class="hs-title">{TITLE}</div><p class="hs-purpose">{html.escape(PURPOSE)}</p>'
        self._question = self._live()
        self._slider = widgets.IntSlider(
            value=START,
            min=0,
            max=100,
            step=STEP,
            description=f"my probability{unit_html('%')}; 50 means I do not know",
            description_allow_html=True,
        )
        self._slider.add_class("hs-control")
        self._main = self._button("Give my probability")
        self._skip = self._button("Leave this one out")
        on_click(self._main, self._press_main, self._slider)
        self._skip.on_click(lambda _: self.leave_out())
        self._card = self._live()
        self._image = widgets.HTML()
        self._sentence = self._live()
        self._sentence.add_class("hs-sentence")
        self._as_table = widgets.ToggleButton(value=False, description="Show as table")
        self._all = widgets.ToggleButton(value=False, description="Show all answers (for instructors)")
        for toggle in (self._as_table, self._all):
            toggle.add_class("hs-button")
            toggle.add_class("hs-opens")
            toggle.observe(lambda _: self._fill_table(), "value")
        self._below = widgets.HTML()
        buttons = widgets.HBox([self._main, self._skip])
        tools = widgets.HBox([self._as_table, self._all])
        for box in (buttons, tools):
            box.layout.flex_flow = "row wrap"
        asking = widgets.VBox([self._question, self._slider, buttons, self._card])
        asking.add_class("hs-practice")
        below = widgets.VBox([self._below])
        below.add_class("hs-practice")
        self.widget = widgets.VBox(
            [
                styled(head),
                asking,
                self._image,
                widgets.HTML(self._caption()),
                self._sentence,
                tools,
                below,
                widgets.HTML(_LEGEND),
            ]
        )
        self.widget.add_class("hs-panel")

    def _live(self) -> widgets.HTML:
        said = widgets.HTML()
        said.add_class("hs-live")
        return said

    def _button(self, words: str) -> widgets.Button:
        button = widgets.Button(description=words)
        button.add_class("hs-button")
        return button

    def _press_main(self, _: Any) -> None:
        if self.current in self._answers:
            self.go_on()
        else:
            self.give(self._slider.value)

    def _show_question(self) -> None:
        self._card.value = ""
        if self._at is None:
            left = self._main.layout, self._skip.layout, self._slider.layout
            for layout in left:
                layout.display = "none"
            self._question.value = (
                "<p><b>All questions are done.</b> Your picture is below; the last cell of the "
                "lesson keeps your answers.</p>"
            )
            return
        row = self._table.loc[self._at]
        scored = "" if row["answer"] != "open" else " (This one is still open and is not scored.)"
        self._question.value = (
            f"<p><b>Question {self._at + 1} of {len(self._table)}.</b> {html.escape(row['text'])}"
            f"{scored}</p><p>Comes true if: {html.escape(row['true_if'])}.</p>"
        )
        self._slider.disabled = False
        self._slider.value = START
        self._main.description = "Give my probability"
        self._skip.layout.display = ""

    def _show_answer(self) -> None:
        row = self._table.loc[self._at]
        self._card.value = _card(row, self._answers[row["question"]])
        self._slider.disabled = True
        self._skip.layout.display = "none"
        # the button keeps its place, and with it the keyboard's focus
        self._main.description = "Next question" if self._next(self._at) is not None else "Finish"

    def _fill_table(self) -> None:
        parts = []
        if self._as_table.value:
            parts.append(frame_html(self.table, "Your probabilities"))
        if self._all.value:
            parts.append(frame_html(answers_table(), "All questions and answers"))
        self._below.value = "".join(parts)

    def _caption(self) -> str:
        return caption(
            "derived", ["forecast_questions"], "Score: mean of (probability − outcome)², 0 is best."
        )

    # -- the output of a cell

    def still(self) -> str:
        """Return the present state as plain HTML, with all questions and, folded, their answers."""
        asked = self._table[["text", "true_if"]].rename(columns={"true_if": "comes true if"})
        return (
            f"<figure><p><b>{TITLE}.</b> {html.escape(PURPOSE)}</p>{image(self.png, self.alt)}"
            f"<figcaption>{self._caption()}<p>{html.escape(self.sentence)}</p></figcaption></figure>"
            f"{frame_html(asked, 'The questions: write a probability beside each')}"
            "<details><summary>The answers: open when you have written yours down</summary>"
            f"{frame_html(answers_table(), 'All questions and answers')}</details>"
            f"<details><summary>Your probabilities</summary>{frame_html(self.table, TITLE)}</details>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        lines = [
            f"{n}. {row.text} Comes true if: {row.true_if}."
            for n, row in enumerate(self._table.itertuples(), 1)
        ]
        return self.widget._repr_mimebundle_() | {
            "text/html": self.still(),
            "image/png": base64.b64encode(self.png).decode("ascii"),
            "text/plain": "\n".join([TITLE, self.sentence, *lines]),
        }

    def _ipython_display_(self) -> None:
        accessible()
        display(self._repr_mimebundle_(), raw=True)


def answers_table() -> pd.DataFrame:
    """Return all questions with answer, day, evidence, law and sources."""
    table = questions()
    return pd.DataFrame(
        {
            "question": table["text"],
            "answer": table["answer"],
            "settled": [dates.in_words(when) if when else "–" for when in table["resolved"]],
            "evidence": table["evidence"],
            "law": [_law(row) or "–" for row in table.itertuples()],
            "sources": table["sources"].str.replace(";", ", "),
        }
    )


def _law(row: Any) -> str:
    """Return article, jurisdiction and date of a question of law; "" for one of fact."""
    if not row.article:
        return ""
    since = "" if pd.isna(row.in_force) else f", since {dates.in_words(f'{row.in_force:%Y-%m-%d}')}"
    return f"{row.article} ({row.jurisdiction}{since})"


def _card(row: pd.Series, value: Any) -> str:
    """Return what is shown once a probability is given: outcome, evidence, law, sources, score."""
    head = {"yes": "It came true.", "no": "It did not come true.", "open": "Still open: not scored."}
    words = [f"<b>{head[row['answer']]}</b>"]
    if row["resolved"]:
        words.append(f"Settled: {dates.in_words(row['resolved'])}.")
    words.append(html.escape(row["evidence"]))
    if value == LEFT_OUT:
        words.append("You left this one out: it does not count.")
    elif row["answer"] != "open":
        p, o = value / 100, int(row["answer"] == "yes")
        words.append(f"You said <b>{value:g} %</b>: ({p:g} − {o})² = <b>{(p - o) ** 2:.4g}</b>.")
    labels = tables.load("sources").set_index("key")["label"]
    named = "; ".join(labels[key] for key in filter(None, row["sources"].split(";")))
    law = _law(next(pd.DataFrame([row]).itertuples()))
    small = " · ".join(
        html.escape(part) for part in (law, f"Source: {named}" if named else "No source found.") if part
    )
    return f"<div class='hs-card'><p>{' '.join(words)}</p><p class='hs-caption'>{small}</p></div>"


_LEGEND = (
    "<details class='hs-legend'><summary>What the controls mean</summary><table><thead><tr><th>control"
    "</th><th>meaning</th><th>range</th><th>start</th></tr></thead><tbody>"
    "<tr><th scope='row'>my probability</th><td>How likely it is that the question comes true, seen from "
    f"30 June 2009. Arrow keys move it.</td><td>0 to 100 %, in steps of {STEP}</td><td>{START}: I do not "
    "know</td></tr>"
    "<tr><th scope='row'>Give my probability</th><td>Stores it, for good, and shows the answer. The same "
    "button then goes on.</td><td>button</td><td>–</td></tr>"
    "<tr><th scope='row'>Leave this one out</th><td>Shows the answer; nothing is scored.</td><td>button"
    "</td><td>–</td></tr></tbody></table></details>"
)
