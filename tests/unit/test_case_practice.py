"""The case practice: nothing is told before an attempt, every step is answered, progress is kept."""

import pytest
from markupsafe import escape

from hosting_shift import content
from hosting_shift.law import liability
from hosting_shift.practice.cases import STEPS, CasePractice
from hosting_shift.practice.lesson import Lesson
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersFile


@pytest.fixture
def cases(answers):
    return CasePractice(Lesson("04", answers).mine)


def solve(cases, name, wrong=()):
    cases.level.value = 0
    cases.case.value = name
    for part, choice in cases.choices.items():
        options = content.asked("04").cases[name].steps[part]
        choice.value = next(option.id for option in options if option.right != (part in wrong))
    cases.check.click()


def test_the_steps_are_those_of_the_rule():
    assert tuple(STEPS) == liability.PARTS


def test_the_answer_comes_only_after_an_attempt(cases):
    answer = cases.cases[cases.case.value].answer
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
    again = CasePractice(Lesson("04", AnswersFile(cases.answers.file.path)).mine)
    assert "1 of 18" in again.progress.value
    assert any(label.startswith("✓ FP01") for label, _ in again.case.options)
    again.case.value = "FP01"
    assert "5 of 5 steps right" in again.said.value and "X3" in again.answer.value


def test_every_case_opens_with_three_different_options_a_step(cases):
    cases.level.value = 0
    for name, case in cases.cases.items():
        cases.case.value = name
        assert escape(case.title) in cases.facts.value and "(fictional, level" in cases.facts.value
        for choice in cases.choices.values():
            labels = [label for label, _ in choice.options]
            assert len(set(labels)) == 3 and choice.value is None


def test_levels_filter_the_list(cases):
    for level in (1, 2, 3):
        cases.level.value = level
        listed = [name for _, name in cases.case.options]
        assert {cases.cases[name].level for name in listed} == {level}


def test_readers_without_widgets_get_facts_and_no_answers(cases, answers, monkeypatch):
    seen = []
    monkeypatch.setattr(Screen, "show", lambda self, children, text: seen.append(text))
    Lesson("04", answers).cases()
    for case in cases.cases.values():
        assert case.facts in seen[0] and case.answer not in seen[0]
