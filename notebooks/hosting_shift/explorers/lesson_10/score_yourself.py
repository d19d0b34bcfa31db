"""Lesson 10: open the sealed forecasts one by one; Brier score and calibration at the end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from hosting_shift import charts, dates, tables
from hosting_shift.charts import lesson_10
from hosting_shift.explorers.asking import LABEL, PERCENTS, STEP, forecast_question
from hosting_shift.model import scoring
from hosting_shift.student import forecasts
from hosting_shift.student.usable import LEFT_OUT
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
from hosting_shift.ui.shown import FEW

ALL = "All questions and answers"
LATE = "after the course"
CHANGED = "sealed or changed after reading"
EXAMPLE = "Invented forecaster"


@dataclass(frozen=True, eq=False)
class Result:
    """The forecasts that count, in the order of the questions, and what became of them.

    questions: names; probabilities from 0 to 1; outcomes; sealed: whether each was given in lesson 00, before
    anything was read; changed: the questions that were sealed there, but changed after reading; asked: how many
    questions can be scored; invented: whether it is the example, nobody's own.
    """

    questions: list[str]
    probabilities: list[float]
    outcomes: list[bool]
    sealed: list[bool]
    asked: int
    changed: Collection[str] = ()
    invented: bool = False

    @property
    def running(self) -> list[float]:
        """The score after the first question, the first two, and so on."""
        ends = range(1, len(self.questions) + 1)
        return [scoring.brier(self.probabilities[:k], self.outcomes[:k]) for k in ends]

    @property
    def score(self) -> float:
        """The Brier score of all. Raises ValueError if there are none."""
        return scoring.brier(self.probabilities, self.outcomes)

    def score_of(self, sealed: bool) -> float | None:
        """Return the Brier score of the sealed forecasts, or of the others; None if there are none."""
        kept = [i for i, each in enumerate(self.sealed) if each == sealed]
        return scoring.brier([self.probabilities[i] for i in kept], [self.outcomes[i] for i in kept]) if kept else None


def compute(given: Mapping[str, float], sealed: Collection[str] = (), changed: Collection[str] = ()) -> Result:
    """Score the given probabilities, question -> percent; open and unknown questions do not count.

    sealed: the questions whose probability was sealed in lesson 00, before anything was read. changed: those that
    were sealed or changed there afterwards.
    """
    scored = forecasts.questions(scored=True)
    mine = scored[scored["question"].isin(list(given))]
    return Result(
        mine["question"].tolist(),
        [given[name] / 100 for name in mine["question"]],
        (mine["answer"] == "yes").tolist(),
        [name in sealed for name in mine["question"]],
        len(scored),
        changed,
    )


def example() -> Result:
    """Return ten answers of an invented forecaster: a plot to learn to read on. The questions are invented, too."""
    probabilities, outcomes = map(list, zip(*scoring.INVENTED, strict=True))
    asked = len(outcomes)
    names = [f"invented question {n}" for n in range(1, asked + 1)]
    return Result(names, probabilities, outcomes, [False] * asked, asked, invented=True)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the calibration above the running score."""
    asked = len(forecasts.questions(scored=True))
    above = figure.add_axes((0.13, 0.555, 0.84, 0.40))
    below = figure.add_axes((0.13, 0.085, 0.84, 0.34))
    line = lesson_10.running_score(
        below, asked, scoring.FIFTY_FIFTY**2, "always fifty-fifty: " + f"{scoring.FIFTY_FIFTY**2:.2f}"
    )
    return [lesson_10.calibration_plot(above).fed_by(_groups), line.fed_by(lambda r: r.running)]


def _groups(r: Result) -> tuple[list, list]:
    bins = scoring.calibration(r.probabilities, r.outcomes)
    groups = [(b.forecast, b.came_true, b.count) for b in bins if b.count]
    return groups, list(zip(r.probabilities, r.outcomes, strict=True))


def describe(r: Result) -> str:
    """Say the score, beside somebody who always says fifty-fifty, and what was sealed before the course."""
    reference = scoring.FIFTY_FIFTY**2
    how = _side(r.score - reference, 1e-9, "better than", "the same as", "worse than")
    lean = sum(r.probabilities) / len(r.probabilities) - sum(r.outcomes) / len(r.outcomes)
    tendency = _side(lean, 0.1, "you said less than", "your probabilities fit what", "you said more than")
    said = (
        f"Brier score {r.score:.2f} over {len(r.questions)} of {r.asked} questions, {how} always fifty-fifty "
        f"({reference:.2f})"
    )
    if r.invented:
        return f"This forecaster is invented, so that you can learn to read the picture: {said}."
    return f"{said}; on average {tendency} came true. {_when_given(r)}"


def _when_given(r: Result) -> str:
    """Say how many forecasts were sealed before the course, how many given after it, and their scores."""
    before, after = sum(r.sealed), len(r.sealed) - sum(r.sealed)
    if not after:
        return "All of these were sealed before the course."
    if not before:
        return "All of these were given or changed after reading, and the course has answered some."
    return (
        f"Sealed before the course: {before} (score {r.score_of(True):.2f}). "
        f"Given or changed after reading, when some were answered: {after} (score {r.score_of(False):.2f})."
    )


def _side(gap: float, margin: float, below: str, within: str, above: str) -> str:
    return below if gap < -margin else above if gap > margin else within


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a question scored: probability, when it was given, outcome, its own score."""
    text = forecasts.questions(scored=True).set_index("question")["text"]
    late = "invented" if r.invented else LATE
    rows = [
        (
            text.get(name, name),
            round(100 * p),
            "sealed" if s else CHANGED if name in r.changed else late,
            "yes" if o else "no",
            round((p - o) ** 2, 4),
        )
        for name, p, o, s in zip(r.questions, r.probabilities, r.outcomes, r.sealed, strict=True)
    ]
    return pd.DataFrame(rows, columns=["question", "you (%)", "given", "came true", "score"])


def score_yourself(lesson: Any = None) -> Forecasts:
    """Return the explorer. lesson: an open lesson, whose answers file keeps the probabilities."""
    return Forecasts(lesson)


class Forecasts(Pictured):
    """One question after the other on screen; answers kept in the lesson's file, if there is one.

    Not a Panel: a Panel shows everything at once, and here each forecast must come before its answer.
    So there is no Reset, because an answer known cannot be forecast again, and nothing to keep and
    compare: the picture is the one record of what was said beforehand.
    """

    title = "Score yourself"
    purpose = (
        "Read the picture of an invented forecaster first. Then open what you sealed in lesson 00, one forecast at a "
        "time. The score punishes false certainty, so your honest number is your best answer."
    )
    shows = (
        "Above, dots for how often what you gave a probability came true: came true against your "
        "probability, both in percent, with a dashed line where as much came true as was said (calibration). "
        "Below it, the Brier score so far against the questions scored; lower is better."
    )
    kind, sources = "derived", ("forecast_questions",)
    note = "Score: mean of (probability − outcome)², 0 is best."
    size = (6.0, 6.6)
    draw, describe, tabulate = staticmethod(draw), staticmethod(describe), staticmethod(tabulate)

    def __init__(self, lesson: Any = None):
        self._kept = forecasts.Forecasts(lesson.answers if lesson else None)
        self._questions = forecasts.questions(scored=True)
        self._at = self._next(-1)
        self._build()
        self._show_question()
        self._score()

    # -- state

    @property
    def given(self) -> dict[str, float]:
        """The probabilities that are opened, question -> percent."""
        return {name: each.value for name, each in self._kept.given().items() if each.scored}

    @property
    def current(self) -> str | None:
        """The question on screen; None when all have been opened or left out."""
        return None if self._at is None else self._questions.loc[self._at, "question"]

    @property
    def sealed(self) -> forecasts.Forecast | None:
        """The sealed forecast that the present question still holds; None if there is none."""
        kept = self._kept[self.current] if self.current else None
        return None if kept is None or kept.opened else kept

    def open(self) -> None:
        """Open the sealed forecast of the present question: the answer is shown, and it is scored."""
        if self.sealed:
            self._shown_with(self._kept.open(self.current))

    def give(self, percent: float) -> None:
        """Give the present question a probability, where none was sealed, and show its answer.

        Raises ValueError for a number outside 0 to 100.
        """
        if self.current:
            self._shown_with(self._kept.give(self.current, percent))

    def leave_out(self) -> None:
        """Show the answer of the present question without scoring it."""
        if self.current:
            self._shown_with(self._kept.give(self.current, LEFT_OUT))

    def go_on(self) -> None:
        """Show the next question that is not opened yet."""
        self._at = self._next(self._at)
        self._show_question()

    def _score(self) -> None:
        kept = self._kept.given().items()
        sealed, changed = ([name for name, f in kept if f.sealed and f.late == late] for late in (False, True))
        mine = compute(self.given, sealed, changed)
        self._show(example() if self._example.value or not mine.questions else mine)

    def _shown_with(self, told: str) -> None:
        if self.sealed:  # changed in another window meanwhile: it is shown again as it stands there
            self._show_question(told)
            return
        self._show_answer(told)
        self._score()

    def _next(self, at: int | None) -> int | None:
        opened = {name for name, each in self._kept.given().items() if each.opened}
        open_ = [i for i, name in enumerate(self._questions["question"]) if name not in opened]
        later = [i for i in open_ if at is not None and i > at]
        return (later or open_ or [None])[0]

    # -- widgets

    def _build(self) -> None:
        self._frame()
        self._question, self._card = live(), live()
        self._slider = empty_slider(LABEL, PERCENTS)
        self._main = button("Give my probability")
        self._skip = button("Leave this one out", act=lambda _: self.leave_out())
        on_click(self._main, self._press_main, self._slider)
        asking = widgets.VBox([self._question, self._slider, flow([self._main, self._skip]), self._card])
        for looks in ("hs-practice", "hs-controls"):
            asking.add_class(looks)
        self._all = toggle("Show all answers (for instructors)", lambda _: self._fill_table())
        self._example = toggle(EXAMPLE, lambda _: self._score())
        tools = flow([self._example, self._as_table, self._all, self._enlarge, self._explain])
        tools.add_class("hs-tools")
        stage = self._stage(asking, FEW)
        stage.add_class("hs-wordy")
        self.widget = widgets.VBox([stage, tools, self._table, self._explained])
        self.widget.add_class("hs-panel")

    def _legend(self) -> Markup:
        return legend(["control", "meaning", "range", "start"], LEGEND)

    def _press_main(self, _: Any) -> None:
        if self._answered:
            self.go_on()
        elif self.sealed:
            self.open()
        elif self._slider.value == EMPTY:
            self._card.value = paragraph("Move the slider first, because it is still empty.")
        else:
            self.give(self._slider.value)

    def _show_question(self, told: str = "") -> None:
        self._answered = False
        self._card.value = paragraph(told)
        if self._at is None:
            for part in (self._main, self._skip, self._slider):
                set_visible(part, False)
            self._question.value = paragraph("All questions are opened, and your picture is below.") + self._ahead()
            return
        sealed = self.sealed
        self._question.value = self._asked() + paragraph(_sealed_in_words(sealed))
        self._slider.value = EMPTY
        set_visible(self._slider, not sealed)
        self._main.description = "Open the answer" if sealed else "Give my probability"
        set_visible(self._skip, not sealed)

    def _show_answer(self, told: str = "") -> None:
        self._answered = True
        row = self._questions.loc[self._at]
        self._card.value = card(row, self._kept[row["question"]]) + paragraph(told)
        self._question.value = self._asked()
        for part in (self._slider, self._skip):
            set_visible(part, False)
        # the button keeps its place, and with it the keyboard's focus
        self._main.description = "Next question" if self._next(self._at) is not None else "Finish"

    def _asked(self) -> Markup:
        head = f"Question {self._at + 1} of {len(self._questions)}."
        return forecast_question(head, self._questions.loc[self._at])

    def _ahead(self) -> Markup:
        """Return what was sealed about the years to come, and how each will be settled."""
        table = forecasts.questions(scored=False)
        kept = [self._kept[name] for name in table["question"]]
        yours = [f"{each.value:g} %, {each.day}" if each else "none yet: lesson 00 asks it" for each in kept]
        shown = pd.DataFrame({"question": table["text"], "yours": yours, "settled": table["resolves"]})
        return frame_html(shown, "Still open: your forecasts about the years to come")

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
        """Return the present state as plain HTML: the questions, folded answers, what is still open."""
        asked = self._questions[["text", "true_if"]].rename(columns={"true_if": "comes true if"})
        open_ = frame_html(asked, "The questions of lesson 00: copy your probability beside each")
        return self._still_picture() + open_ + self._still_folds() + self._ahead()

    def as_text(self) -> str:
        """Return the score and all questions, without their answers."""
        lines = [
            f"{n}. {row.text} Comes true if: {row.true_if}." for n, row in enumerate(self._questions.itertuples(), 1)
        ]
        return "\n".join([self.title, self.sentence, *lines])


def _sealed_in_words(sealed: forecasts.Forecast | None) -> str:
    if sealed:
        late = " By then you had begun a lesson that tells answers, so it counts as changed after reading."
        return f"You sealed {sealed.value:g} % on {sealed.day}.{late if sealed.late else ''}"
    return (
        "You did not seal this one in lesson 00. You may still give it, but the course has answered some of these "
        f"questions since, so it counts as given {LATE}."
    )


def answers_table() -> pd.DataFrame:
    """Return the questions that are settled, with answer, day, evidence, law and sources."""
    table = forecasts.questions(scored=True)
    return pd.DataFrame(
        {
            "question": table["text"],
            "answer": table["answer"],
            "settled": [dates.in_words(when) if when else "–" for when in table["resolved"]],
            "evidence": table["evidence"],
            "law": [_law(row) or "–" for row in table.itertuples()],
            "sources": table["sources"].map(tables.labels),
        }
    )


def _law(row: Any) -> str:
    """Return article, jurisdiction and date of a question of law; "" for one of fact."""
    if not row.article:
        return ""
    since = "" if pd.isna(row.in_force) else f", since {dates.in_words(f'{row.in_force:%Y-%m-%d}')}"
    return f"{row.article} ({row.jurisdiction}{since})"


def card(row: pd.Series, given: forecasts.Forecast) -> Markup:
    """Return what is shown once a forecast is opened: outcome, evidence, law, sources, score."""
    words = [Markup("<b>{}</b>").format({"yes": "It came true.", "no": "It did not come true."}[row["answer"]])]
    words += [f"Settled: {dates.in_words(row['resolved'])}.", row["evidence"]]
    if given.value == LEFT_OUT:
        words.append("You left this one out, so it does not count.")
    else:
        p, o = given.value / 100, int(row["answer"] == "yes")
        said = Markup("You said <b>{:g} %</b>: ({:g} − {})² = <b>{:.4g}</b>.")
        words.append(said.format(given.value, p, o, (p - o) ** 2))
    law = _law(next(pd.DataFrame([row]).itertuples()))
    read = Markup("Source: {}").format(tables.linked(row["sources"]))
    return Markup("<div class='hs-card'><p>{}</p><p class='hs-caption'>{}</p></div>").format(
        Markup(" ").join(words), Markup(" · ").join(filter(None, (law, read)))
    )


LEGEND = [  # control, meaning, range, start
    (
        "my probability",
        "Where you sealed nothing: how likely it seems to you, seen from 30 June 2009. Arrow keys move it.",
        f"0 to 100 %, in steps of {STEP}",
        "empty",
    ),
    ("Open the answer", "Shows the answer and scores what you sealed. The same button then goes on.", "button", "–"),
    ("Give my probability", "Where nothing was sealed: stores it, for good, and shows the answer.", "button", "–"),
    ("Leave this one out", "Shows the answer; nothing is scored.", "button", "–"),
    (
        EXAMPLE,
        "Shows ten invented answers in the picture; so does the start, until one of yours counts.",
        "on or off",
        "off",
    ),
]
