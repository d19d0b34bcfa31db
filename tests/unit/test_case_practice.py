"""The case practice: nothing is told before an attempt, every step is answered, progress is kept."""

import pytest

from hosting_shift import tables
from hosting_shift.law import liability
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice.cases import STEPS, CasePractice
from hosting_shift.student.answers import AnswersFile


@pytest.fixture
def cases(answers):
    return CasePractice(lessons.Lesson("04", answers))


def solve(cases, name, wrong=()):
    cases.level.value = 0
    cases.case.value = name
    options = tables.load("case_options")
    for part, choice in cases.choices.items():
        mine = options[(options["case"] == name) & (options["part"] == part)]
        choice.value = mine.loc[mine["right"] != (part in wrong), "option"].iloc[0]
    cases.check.click()


def test_the_steps_are_those_of_the_rule():
    assert tuple(STEPS) == liability.PARTS


def test_the_answer_comes_only_after_an_attempt(cases):
    answer = cases.cases.loc[cases.case.value, "answer"]
    assert cases.answer.value == "" and "0 of 18" in cases.progress.value
    cases.check.click()
    assert "Still to choose" in cases.said.value and cases.answer.value == ""
    solve(cases, "FP05", wrong=("issue", "rule"))
    assert cases.said.value.count("✓") == 3 and cases.said.value.count("✗") == 2
    assert "reasoned answer" in cases.answer.value and answer not in cases.said.value
    assert "0 of 18</b> cases solved, 1 tried" in cases.progress.value


def test_a_solved_case_is_kept_and_shown_again(cases):
    solve(cases, "FP01")
    assert "1 of 18" in cases.progress.value
    again = CasePractice(lessons.Lesson("04", AnswersFile(cases.lesson.answers.path)))
    assert "1 of 18" in again.progress.value
    assert any(label.startswith("✓ FP01") for label, _ in again.case.options)
    again.case.value = "FP01"
    assert "5 of 5 steps right" in again.said.value and "X3" in again.answer.value


def test_every_case_opens_with_three_different_options_a_step(cases):
    cases.level.value = 0
    for name in cases.cases.index:
        cases.case.value = name
        assert cases.cases.loc[name, "title"] in cases.facts.value.replace("&#x27;", "'")
        for choice in cases.choices.values():
            labels = [label for label, _ in choice.options]
            assert len(set(labels)) == 3 and choice.value is None


def test_levels_filter_the_list(cases):
    for level in (1, 2, 3):
        cases.level.value = level
        listed = [name for _, name in cases.case.options]
        assert set(cases.cases.loc[listed, "level"]) == {level}


def test_readers_without_widgets_get_facts_and_no_answers(cases):
    text = cases.as_text()
    for _, row in cases.cases.iterrows():
        assert row["facts"] in text and row["answer"] not in text


def test_a_lesson_shows_it(answers, monkeypatch):
    seen = []
    monkeypatch.setattr(lessons, "_show", lambda children, text: seen.append(text))
    lessons.Lesson("04", answers).cases()
    assert "FP18" in seen[0]
