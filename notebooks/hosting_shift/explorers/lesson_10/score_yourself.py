"""Lesson 10: give a probability before each reveal; Brier score and calibration at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from hosting_shift import charts, dates, tables
from hosting_shift.charts import lesson_10
from hosting_shift.model import scoring
from hosting_shift.student.usable import LEFT_OUT, unusable
from hosting_shift.ui import Pictured
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.parts import (
    EMPTY,
    button,
    empty_slider,
    flow,
    frame_html,
    legend,
    live,
    paragraph,
    set_visible,
    toggle,
)

STEP = 5  # percent
ALL = "All questions and answers"


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
    return [lesson_10.calibration_plot(left).fed_by(_groups), line.fed_by(lambda r: r.running)]


def _groups(r: Result) -> tuple[list, list]:
    bins = scoring.calibration(r.probabilities, r.outcomes)
    groups = [(b.forecast, b.came_true, b.count) for b in bins if b.count]
    return groups, list(zip(r.probabilities, r.outcomes, strict=True))


def describe(r: Result) -> str:
    """Say the score, beside somebody who always says fifty-fifty."""
    reference = f"always fifty-fifty would score {scoring.FIFTY_FIFTY**2:.2f}"
    if r.score is None:
        return f"No probability given yet, {r.asked} questions can be scored; {reference}."
    how = _side(r.score - scoring.FIFTY_FIFTY**2, 1e-9, "better than", "the same as", "worse than")
    lean = sum(r.probabilities) / len(r.probabilities) - sum(r.outcomes) / len(r.outcomes)
    tendency = _side(lean, 0.1, "you said less than", "your probabilities fit what", "you said more than")
    number = f"{len(r.questions)} of {r.asked} questions"
    return (
        f"Brier score {r.score:.2f} over {number}, {how} the line ({reference}); on average {tendency} came "
        "true. So few questions say little about anybody's skill."
    )


def _side(gap: float, margin: float, below: str, within: str, above: str) -> str:
    return below if gap < -margin else above if gap > margin else within


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a question given: probability, outcome, its own score."""
    table = questions().set_index("question")
    rows = [
        (table.loc[name, "text"], round(100 * p), "yes" if o else "no", round((p - o) ** 2, 4))
        for name, p, o in zip(r.questions, r.probabilities, r.outcomes, strict=True)
    ]
    return pd.DataFrame(rows, columns=["question", "you (%)", "came true", "score"])


def score_yourself(lesson: Any = None) -> Forecasts:
    """Return the explorer. lesson: an open lesson, whose answers file keeps the probabilities."""
    return Forecasts(lesson)


class Forecasts(Pictured):
    """One question after the other on screen; answers kept in the lesson's file, if there is one.

    Not a Panel: a Panel shows everything at once, and here each answer must come before its reveal.
    So there is no Reset, because an answer known cannot be forecast again, and nothing to keep and
    compare: the picture is the one record of what was said beforehand.
    """

    title = "Score yourself"
    purpose = (
        "It is 30 June 2009. Give each question a probability from 0 to 100 %. Only then comes the "
        "answer. Your honest probability is your best answer: the score punishes false certainty."
    )
    shows = (
        "Left, dots for how often what you gave a probability came true: came true against your "
        "probability, both in percent, with a dashed line where words and world agree (calibration). "
        "Right, the Brier score so far against the questions scored; lower is better."
    )
    kind, sources = "derived", ("forecast_questions",)
    note = "Score: mean of (probability − outcome)², 0 is best."
    size = (9.0, 4.5)
    draw, describe, tabulate = staticmethod(draw), staticmethod(describe), staticmethod(tabulate)

    def __init__(self, lesson: Any = None):
        self._lesson = lesson
        self._questions = questions()
        self._answers = self._restore()  # question -> percent, or LEFT_OUT
        self._at = self._next(-1)
        self._build()
        self._show_question()
        self._score()

    # -- state

    @property
    def given(self) -> dict[str, float]:
        """The probabilities given so far, question -> percent."""
        return {name: value for name, value in self._answers.items() if value != LEFT_OUT}

    @property
    def current(self) -> str | None:
        """The question on screen; None when all have been answered or left out."""
        return None if self._at is None else self._questions.loc[self._at, "question"]

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

    def _score(self) -> None:
        self._show(compute(self.given))

    def _restore(self) -> dict[str, Any]:
        if self._lesson is None:
            return {}
        stored = self._lesson.answers.lesson(self._lesson.number)
        damaged = unusable(self._lesson.number, stored)
        items = {name: f"forecast-{name}" for name in self._questions["question"]}
        return {name: stored[item]["value"] for name, item in items.items() if item in stored and item not in damaged}

    def _answer(self, value: Any, kind: str) -> None:
        name = self.current
        if name is None or name in self._answers:
            return
        self._answers[name] = value
        if self._lesson is not None:
            self._lesson.answers.put(self._lesson.number, f"forecast-{name}", kind, value, seen=None)
            self._answers |= self._restore()  # given in another window before: the first one stands
        self._show_answer()
        self._score()

    def _next(self, at: int | None) -> int | None:
        open_ = [i for i, name in enumerate(self._questions["question"]) if name not in self._answers]
        later = [i for i in open_ if at is not None and i > at]
        return (later or open_ or [None])[0]

    # -- widgets

    def _build(self) -> None:
        self._frame()
        self._question, self._card = live(), live()
        percents = [(f"{percent} %", percent) for percent in range(0, 101, STEP)]
        self._slider = empty_slider("my probability; 50 % means I do not know", percents)
        self._main = button("Give my probability")
        self._skip = button("Leave this one out", act=lambda _: self.leave_out())
        on_click(self._main, self._press_main, self._slider)
        asking = widgets.VBox([self._question, self._slider, flow([self._main, self._skip]), self._card])
        asking.add_class("hs-practice")
        self._all = toggle("Show all answers (for instructors)", lambda _: self._fill_table())
        tools = flow([self._as_table, self._all, self._enlarge, self._explain])
        tools.add_class("hs-tools")
        self.widget = widgets.VBox([self._stage(asking, 4), tools, self._table, self._explained])
        self.widget.add_class("hs-panel")

    def _legend(self) -> Markup:
        return legend(["control", "meaning", "range", "start"], LEGEND)

    def _press_main(self, _: Any) -> None:
        if self.current in self._answers:
            self.go_on()
        elif self._slider.value == EMPTY:
            self._card.value = paragraph("Move the slider first: it is still empty.")
        else:
            self.give(self._slider.value)

    def _show_question(self) -> None:
        self._card.value = ""
        if self._at is None:
            for part in (self._main, self._skip, self._slider):
                set_visible(part, False)
            self._question.value = (
                "<p><b>All questions are done.</b> Your picture is below; the last cell of the "
                "lesson keeps your answers.</p>"
            )
            return
        row = self._questions.loc[self._at]
        self._question.value = Markup("<p><b>Question {} of {}.</b> {}{}</p><p>Comes true if: {}.</p>").format(
            self._at + 1,
            len(self._questions),
            row["text"],
            "" if row["answer"] != "open" else " (This one is still open and is not scored.)",
            row["true_if"],
        )
        self._slider.disabled = False
        self._slider.value = EMPTY
        self._main.description = "Give my probability"
        set_visible(self._skip, True)

    def _show_answer(self) -> None:
        row = self._questions.loc[self._at]
        self._card.value = card(row, self._answers[row["question"]])
        self._slider.disabled = True
        set_visible(self._skip, False)
        # the button keeps its place, and with it the keyboard's focus
        self._main.description = "Next question" if self._next(self._at) is not None else "Finish"

    def _fill_table(self) -> None:
        mine = frame_html(self.table, "Your probabilities") if self._as_table.value else ""
        every = frame_html(answers_table(), ALL) if self._all.value else ""
        self._table.value = Markup(mine) + every

    # -- for readers without widgets

    @property
    def behind(self) -> list[tuple[str, pd.DataFrame, str]]:
        """The tables folded under the still picture: the answers first, then what was given."""
        answers = ("The answers: open when you have written yours down", answers_table(), ALL)
        return [answers, ("Your probabilities", self.table, self.title)]

    def still(self) -> Markup:
        """Return the present state as plain HTML, with all questions and, folded, their answers."""
        asked = self._questions[["text", "true_if"]].rename(columns={"true_if": "comes true if"})
        open_ = frame_html(asked, "The questions: write a probability beside each")
        return self._still_picture() + open_ + self._still_folds()

    def as_text(self) -> str:
        """Return the score and all questions, without their answers."""
        lines = [
            f"{n}. {row.text} Comes true if: {row.true_if}." for n, row in enumerate(self._questions.itertuples(), 1)
        ]
        return "\n".join([self.title, self.sentence, *lines])


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


def card(row: pd.Series, value: Any) -> Markup:
    """Return what is shown once a probability is given: outcome, evidence, law, sources, score."""
    head = {"yes": "It came true.", "no": "It did not come true.", "open": "Still open: not scored."}
    words = [Markup("<b>{}</b>").format(head[row["answer"]])]
    if row["resolved"]:
        words.append(f"Settled: {dates.in_words(row['resolved'])}.")
    words.append(row["evidence"])
    if value == LEFT_OUT:
        words.append("You left this one out: it does not count.")
    elif row["answer"] != "open":
        p, o = value / 100, int(row["answer"] == "yes")
        said = Markup("You said <b>{:g} %</b>: ({:g} − {})² = <b>{:.4g}</b>.")
        words.append(said.format(value, p, o, (p - o) ** 2))
    named = tables.labels(row["sources"])
    law = _law(next(pd.DataFrame([row]).itertuples()))
    source = f"Source: {named}" if named else "No source found."
    return Markup("<div class='hs-card'><p>{}</p><p class='hs-caption'>{}</p></div>").format(
        Markup(" ").join(words), " · ".join(filter(None, (law, source)))
    )


LEGEND = [  # control, meaning, range, start
    (
        "my probability",
        "How likely it is that the question comes true, seen from 30 June 2009. Arrow keys move it.",
        f"0 to 100 %, in steps of {STEP}",
        "empty",
    ),
    ("Give my probability", "Stores it, for good, and shows the answer. The same button then goes on.", "button", "–"),
    ("Leave this one out", "Shows the answer; nothing is scored.", "button", "–"),
]
