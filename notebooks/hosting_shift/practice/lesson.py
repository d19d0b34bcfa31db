"""What a student does in a lesson: bet, answer, write, check, keep.

`lesson = practice.open_lesson("05")` opens a lesson; its methods show one thing each. What a lesson asks
stands in content/lesson_05.toml; answers go to the student's own file (student/answers.py). Nothing here
ever stops Run All.
"""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from hosting_shift import charts, content, tables
from hosting_shift.errors import look_up
from hosting_shift.practice import close_reading, notes, shown, written
from hosting_shift.practice.episodes import Episodes
from hosting_shift.practice.keeping import Keeping
from hosting_shift.practice.parts import place_of
from hosting_shift.practice.questions import QuestionWidget, as_text, still
from hosting_shift.practice.screen import Screen, opening
from hosting_shift.student.answers import AnswersFile, LessonAnswers, students_file
from hosting_shift.ui.parts import accessible, button, set_visible, styled
from hosting_shift.words import count

Asked = str | tuple[str, ...] | None  # what is asked under a picture: ids of content/


def open_lesson(number: str, answers: AnswersFile | None = None) -> Lesson:
    """Open lesson `number` ("05"): restore the student's answers and say where they are kept.

    Raises ValueError for a lesson that does not exist. In a rehearsal the lesson is opened as `opening` says.
    """
    if opening.get():
        return opening.get()(number)
    look_up("lesson", number, tables.load("lessons")["lesson"].tolist())
    lesson = Lesson(number, answers or students_file())
    lesson.greet()
    return lesson


class Lesson:
    """One open lesson and the student's answers to it: each method shows one thing on its screen."""

    def __init__(self, number: str, answers: AnswersFile, screen: Screen | None = None):
        self.number = number
        self.answers = answers
        self.screen = screen or Screen()
        self.problem = widgets.HTML()
        self.mine = LessonAnswers(answers, number, self._tell)
        self.episodes = Episodes(self.mine, self.screen)
        self.mine.leave_out_unusable()

    def greet(self) -> None:
        """Say what was restored, and lead back to where the student was."""
        accessible(lesson=True)
        charts.use_style()
        shown.own_frames()
        stored = self.mine.all()
        words = "Ready. Nothing answered yet."
        if stored:
            words = f"Welcome back: {count(len(stored), 'answer')} of yours restored."
        card = Markup(
            "<p>{} What you bet, choose, type and answer is kept as you go, in <b>{}</b> beside this lesson.</p>"
        )
        self._tell(self.mine.problem)
        mine = button("Those answers are mine, too", act=self._claim)
        set_visible(mine, self.answers.passed_over is not None)
        said = widgets.HTML(card.format(words, self.answers.path.name) + self._way_back(stored))
        text = f"{words}\n{self.mine.problem}" if self.mine.problem else words
        self.screen.show([styled(""), said, self.problem, mine], text)

    def _way_back(self, stored: dict[str, dict]) -> Markup:
        """Return the link that leads to what was answered last: after a reload the page stands at its top."""
        if not stored:
            return Markup("")
        last = max(stored, key=lambda item: str(stored[item]["when"])).removeprefix("draft-")
        return Markup("<p><a href='#{}'>Go on where you were</a> (once all cells have run).</p>").format(
            place_of(self.number, last)
        )

    def _claim(self, pressed: widgets.Button) -> None:
        """Take the answers that lay here under another name: they came from the student's other computer."""
        self.answers.claim()
        self.mine.leave_out_unusable()
        self._tell(self.mine.problem)
        pressed.description = "They are yours. Choose Run ▸ Run All Cells to see them in place"

    def _tell(self, problem: str) -> None:
        """Say in the first cell what is wrong with the student's file."""
        card = Markup("<div class='hs-card hs-wrong'><p>{}</p></div>")
        self.problem.value = card.format(problem) if problem else ""

    # -- bet, see, explain

    def episode(self, name: str, explorer: Any, outcome: float | str | None = None, ask: Asked = None) -> None:
        """Ask for bet `name`; once it is placed or skipped, show outcome, `explorer` and explanation in its place.

        outcome: the number the bet is compared with, in the bet's own unit, or the option (its id or
        its words); None where content/ marks the option that is right, or where the picture holds the outcome.
        An explorer that takes the bet draws it itself. The explanation is the fold in the lesson's cell "why-…".
        ask: the question to put right under the picture, or several.
        """
        self.episodes.show(name, explorer, outcome, self._under(ask), self._under_still(ask))

    def show(self, explorer: Any, ask: Asked = None) -> None:
        """Show `explorer` with a question right under the picture, or several."""
        holder = widgets.VBox([explorer.widget, *self._under(ask)])
        self.screen.explorer(explorer, holder, asked=self._under_still(ask))

    def _under(self, ask: Asked) -> list[widgets.Widget]:
        return [QuestionWidget(self.mine, question).widget for question in _questions(ask)]

    def _under_still(self, ask: Asked) -> Markup:
        return still(_questions(ask))

    # -- questions, tasks, cases, words of one's own

    def recall(self) -> None:
        """Ask this lesson's two questions on earlier lessons."""
        self._ask(content.questions(self.number, "recall"))

    def check_yourself(self) -> None:
        """Ask this lesson's closing questions."""
        self._ask(content.questions(self.number, "check"))

    def _ask(self, questions: list[content.Question]) -> None:
        asked = [QuestionWidget(self.mine, question).widget for question in questions]
        self.screen.show([styled(""), *asked], as_text(questions), still=still(questions))

    def cases(self) -> None:
        """Show the fictional cases: an analysis in five steps, marked, with progress kept."""
        from hosting_shift.practice import cases  # brings the rules of liability, for one lesson

        practice = cases.CasePractice(self.mine)
        self.screen.show([styled(""), practice.widget], practice.as_text(), still=practice.still())

    def close_reading(self, provision: str) -> None:
        """Show a provision as its elements in our words; the student finds each in the official text."""
        close_reading.show(self.mine, self.screen, provision)

    def note(self, name: str) -> None:
        """Ask for a few words of the student's own; once they are written, models to compare them with can be opened."""
        notes.note(self.mine, self.screen, content.note(self.number, name))

    def field(self, name: str) -> None:
        """Show the field of a task without code: a number, a word, a choice, and *Check*."""
        written.field(self.mine, self.screen, name)

    def check(self, name: str, answer: Any = ...) -> None:
        """Check an exercise's answer. Wrong ones get a hint, then the next, then the solution; nothing is ever raised."""
        written.check(self.mine, self.screen, name, answer)

    # -- to read

    def terms(self) -> None:
        """Show the lesson's terms of the glossary, French beside English."""
        shown.terms(self.screen, content.asked(self.number).terms)

    def table(self, name: str, *columns: str) -> None:
        """Show these columns of a table of data/, every cell in full, with its source line.

        Raises ValueError for a column that the table does not have.
        """
        shown.table(self.screen, name, columns)

    def rows(self, frame: pd.DataFrame, title: str, table: str) -> None:
        """Show rows of a table in full, headings in words, with a title and the source line of `table`."""
        shown.rows(self.screen, frame, title, table)

    def law(self, *ids: str) -> None:
        """Show statements of law (legal_statements.csv): article, jurisdiction, date, source.

        ids: names of statements, such as "04-host-now", in the order to show them.
        Raises ValueError for a name that is not in the table.
        """
        shown.law(self.screen, ids)

    def open_points(self) -> None:
        """Show what the research left open for this lesson, with the month of the last evidence."""
        shown.open_points(self.screen, self.number)

    # -- to keep

    def memo(self, lab: Any, redrawn: Any) -> None:
        """Show the policy memo, filled in with the student's numbers and notes; save as Markdown.

        lab, redrawn: the explorers `policy_lab` and `redraw_assumptions`, as the student left them.
        """
        from hosting_shift.practice import memo  # brings the model, which other lessons do without

        memo.show(self.mine, self.screen, lab, redrawn)

    def keep_answers(self) -> None:
        """List what is stored; offer a download, a restore from a file, and a fresh start."""
        Keeping(self.mine, self.episodes.set_all_open).show(self.screen)


def _questions(ask: Asked) -> list[content.Question]:
    return [content.question(name) for name in ([ask] if isinstance(ask, str) else ask or ())]
