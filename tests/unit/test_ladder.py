"""Hints are a ladder after attempts: nothing before one, then a nudge, the next step, the worked solution."""

import ipywidgets as widgets
import pytest
from markupsafe import escape

from harness.lesson_files import LESSONS
from hosting_shift import exercises
from hosting_shift.course import books
from hosting_shift.exercises.marking import exercise, verdict
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice import rehearsal
from hosting_shift.practice.screen import Screen
from hosting_shift.practice.written import Field
from hosting_shift.student.answers import AnswersFile
from hosting_shift.ui.parts import coded

ODD = (3.25, 4.25, 5.25, 6.25)  # wrong answers to 05-weekly and 05-one-closes that are no known mistake


class Kept(Screen):
    """A screen that keeps what is shown: (widgets, the text for readers without widgets)."""

    def __init__(self):
        self.shown = []

    def show(self, children, text, still=""):
        self.shown.append((widgets.VBox(list(children)), text))


@pytest.fixture
def lesson(answers):
    return lessons.Lesson("05", answers, Kept())


def again(lesson):
    """Return the lesson as it opens another day."""
    return lessons.Lesson(lesson.number, AnswersFile(lesson.answers.path), Kept())


def seen(widget):
    """Return all that a widget shows: its HTML, and its Markdown as it stands."""
    own = getattr(widget, "value", "") if isinstance(widget, widgets.HTML) else ""
    if isinstance(widget, widgets.Output):
        own = "".join(output["data"].get("text/markdown", "") for output in widget.outputs)
    return own + "".join(map(seen, getattr(widget, "children", ())))


def run(lesson, name, answer=...):
    """Run a check in code; return what it shows, and its text for readers without widgets."""
    lesson.check(name, answer)
    shown, text = lesson.screen.shown[-1]
    return seen(shown), text


def check(field, typed):
    """Type an answer into a field and press Check; return what it shows."""
    field.inputs[0].value = str(typed)
    field._check(None)
    return seen(field.widget)


def rungs(name):
    """Return how each rung of an exercise's ladder is said: first hint, next step, worked solution."""
    nudge, step = exercises.get(name).hints
    return [f"Hint: {nudge}", f"Next step: {step}", books.solution(name[:2], name[3:])]


def on(shown, name):
    """Return which rungs are shown."""
    return [place for place, rung in enumerate(rungs(name)) if coded(rung) in shown or rung in shown]


# ---------------------------------------------------------------- where the rungs come from


def test_a_docstring_holds_a_nudge_and_the_next_step():
    def both():
        """Look at the rounds: what
        is one made of?

        Divide the days online by the days of one round.
        """

    def one():
        """Look at the rounds."""

    assert exercise("x", "one number")(both).hints == (
        "Look at the rounds: what is one made of?",
        "Divide the days online by the days of one round.",
    )
    assert exercise("x", "one number")(one).hints == ("Look at the rounds.",) * 2


def test_marking_gives_one_rung_a_try_and_none_for_a_known_mistake():
    def answers():
        """Nudge.

        Step."""
        yield 7, "Yes."
        yield 8, "One too many."

    asked = exercise("x", "one number")(answers)
    assert [verdict(asked, 1, tries).hint for tries in range(5)] == ["", "Hint: Nudge.", "Next step: Step.", "", ""]
    assert all(verdict(asked, 8, tries) == ("wrong", "One too many.", "") for tries in range(5))
    assert all(verdict(asked, 7, tries).hint == verdict(asked, ..., tries).hint == "" for tries in range(5))


@pytest.mark.parametrize("name", exercises.every())
def test_every_exercise_has_two_hints_two_known_mistakes_and_a_solution_to_open(name):
    asked = exercises.get(name)
    nudge, step = asked.hints
    assert nudge and step and nudge != step, "two paragraphs: a first nudge, then the next step"
    assert len({reply for _, reply in asked.mistakes()}) >= 2, "two known mistakes, each with a reply of its own"
    solution = books.solution(name[:2], name[3:])
    assert solution and "<summary>" not in solution and "</details>" not in solution
    assert books.solution("05", "nothing") == books.solution("99", "weekly") == ""


# ---------------------------------------------------------------- after tries


def test_a_field_gives_a_nudge_the_next_step_and_the_worked_solution(lesson):
    field = Field(lesson.mine, "weekly")
    field._check(None)
    assert on(seen(field.widget), "05-weekly") == [] and field.exercise.wants in field.said.value
    assert [on(check(field, odd), "05-weekly") for odd in ODD] == [[0], [1], [2], [2]]
    assert "The worked solution stands below." in field.said.value
    assert lesson.mine.stored("exercise-weekly")["tries"] == len(ODD)
    assert "Right." in check(field, 70) and on(seen(field.widget), "05-weekly") == []


def test_a_check_of_code_climbs_the_same_ladder(lesson):
    shown, text = run(lesson, "one-closes")
    assert on(shown + text, "05-one-closes") == [] and "three dots" in shown and lesson.mine.all() == {}
    assert [on(run(lesson, "one-closes", odd)[0], "05-one-closes") for odd in ODD] == [[0], [1], [2], [2]]
    assert lesson.mine.stored("exercise-one-closes")["tries"] == len(ODD)
    assert on(run(lesson, "one-closes")[0], "05-one-closes") == [], "the dots are back: nothing is given away"


def test_a_known_mistake_gets_its_reply_and_the_solution_after_three_tries(lesson):
    field = Field(lesson.mine, "weekly")
    mistake, reply = field.exercise.mistakes()[0]
    assert on(check(field, mistake), "05-weekly") == [] and escape(reply) in field.said.value
    assert on(check(field, 3.25), "05-weekly") == [1], "the second wrong try, and the first that is not known"
    assert on(check(field, mistake), "05-weekly") == [2] and escape(reply) in field.said.value


def test_the_same_answer_once_more_is_no_new_try(lesson):
    for odd, rung in ((3.25, 0), (4.25, 1)):
        for _ in range(4):  # Run All, again and again
            assert on(run(lesson, "one-closes", odd)[0], "05-one-closes") == [rung]
            assert on(check(Field(lesson.mine, "weekly"), odd), "05-weekly") == [rung]
    stored = lesson.mine.all()
    assert {stored[f"exercise-{name}"]["tries"] for name in ("one-closes", "weekly")} == {2}


def test_running_an_answer_again_stores_nothing_anew(lesson):
    run(lesson, "one-closes", 3.25)
    before = lesson.mine.all()
    run(lesson, "one-closes", 3.25)
    assert lesson.mine.all() == before, "nor the moment: the way back leads to what was answered last"


def test_another_day_the_same_rung_is_shown(lesson):
    for place, odd in enumerate(ODD[:3]):
        check(Field(lesson.mine, "weekly"), odd)
        run(lesson, "one-closes", odd)
        assert on(seen(Field(again(lesson).mine, "weekly").widget), "05-weekly") == [place]
        assert on(run(again(lesson), "one-closes", odd)[0], "05-one-closes") == [place]
    lesson.mine.keep_draft("exercise-weekly", "7")
    reopened = Field(again(lesson).mine, "weekly")
    assert not reopened.said.value and on(seen(reopened.widget), "05-weekly") == [2], "what is open stays open"


def test_a_try_of_a_version_that_did_not_count_is_one(lesson):
    lesson.mine.store("exercise-one-closes", "wrong", 3.25)
    assert on(run(lesson, "one-closes", 3.25)[0], "05-one-closes") == [0]
    assert on(run(lesson, "one-closes", 4.25)[0], "05-one-closes") == [1]


def test_an_answer_that_no_file_can_hold_is_still_the_first_try(lesson):
    for _ in range(4):
        assert on(check(Field(lesson.mine, "weekly"), "9" * 6000), "05-weekly") == [0]


# ---------------------------------------------------------------- before any try


def test_readers_without_widgets_get_neither_hint_nor_solution(lesson):
    for odd in ODD:
        _, text = run(lesson, "one-closes", odd)
        assert on(text, "05-one-closes") == [] and f"Your answer was {odd}." in text


@pytest.mark.parametrize("name", LESSONS)
def test_run_all_on_a_fresh_lesson_shows_no_hint_and_no_solution(name, monkeypatch):
    number, shown = name[:2], []

    def show(self, children, text, still=""):
        shown.append("".join(map(seen, children)) + text + str(still))

    monkeypatch.setattr(rehearsal.Notes, "show", show)
    rehearsal.rehearse(number)
    page = "\n".join(shown)
    asked = [each for each in exercises.every() if each.startswith(number)]
    assert asked and len(shown) > 5
    assert {each: on(page, each) for each in asked} == {each: [] for each in asked}
