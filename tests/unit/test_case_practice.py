"""The case practice: nothing is told before an attempt, every step is answered, progress is kept."""

import html
import re
from collections import Counter

import pytest
from markupsafe import escape

from hosting_shift import content, tables
from hosting_shift.course import books
from hosting_shift.law import liability
from hosting_shift.practice.cases import STEPS, CasePractice
from hosting_shift.practice.lesson import Lesson
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersFile

STEPS_ASKED = [options for case in content.asked("04").cases.values() for options in case.steps.values()]
OPTIONS = [option for options in STEPS_ASKED for option in options]


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


def test_a_case_that_the_lesson_treats_is_offered_last_and_says_so(cases):
    ids = [cell.id for cell in books.book("04").cells]
    above = books.book("04").cells[ids.index("case") : ids.index("cases")]
    treated = {name for cell in above for name in re.findall(r"FP\d\d", cell.text)}
    assert cases.case.value not in treated, "nobody begins with a case that was worked above"
    cases.level.value = 0
    last = cases.case.options[-len(treated) :]
    assert {name for _, name in last} == treated and all(label.endswith(")") for label, _ in last)


def test_every_rule_is_told_in_a_sentence_under_its_choice(cases):
    law = tables.load("legal_statements").set_index("id")
    cases.level.value = 0
    for name, case in cases.cases.items():
        cases.case.value = name
        for option in case.steps["rule"]:
            rule = law.loc[option.id]
            assert f"<b>{escape(rule.article)}.</b> {escape(rule.statement[:40])}" in cases.rules.value
        assert cases.rules.value.count("<p>") == 3 and len(cases.rules.value.split()) < 140, name


def test_readers_without_widgets_get_facts_and_no_answer_but_in_a_fold(cases, answers, monkeypatch):
    seen = []
    monkeypatch.setattr(Screen, "show", lambda self, children, text, still: seen.extend([text, still]))
    Lesson("04", answers).cases()
    text, still = seen[0], html.unescape(seen[1])
    closed = re.sub(r"(?s)<details.*?</details>", "", still)
    for case in cases.cases.values():
        assert case.facts in text and case.answer not in text
        assert case.facts in closed and case.answer not in closed and case.answer in still


# ---------------------------------------------------------------- each case has words of its own


def repeated(words, often: int) -> list[str]:
    return [each for each, times in Counter(words).items() if times > often]


def test_options_replies_and_misconceptions_belong_to_one_case():
    sentences = [s for option in OPTIONS for s in re.split(r"(?<=[.?!]) ", option.reply)]
    assert repeated(sentences, 2) == repeated((option.reply for option in OPTIONS), 2) == []
    assert repeated((option.text for option in OPTIONS if option.text), 2) == []
    assert repeated((option.misconception for option in OPTIONS if option.misconception), 3) == []


def test_every_reply_gives_a_reason():
    bare = [option.reply for option in OPTIONS if not 10 <= len(option.reply.split()) <= 30]
    assert bare == [], "say what in this case makes the option right or wrong"


def test_neither_the_longest_nor_the_shortest_option_gives_a_step_away():
    texts = [options for options in STEPS_ASKED if options[0].text]
    right = [next(len(o.text) for o in options if o.right) for options in texts]
    wrong = [[len(o.text) for o in options if not o.right] for options in texts]
    for which in (
        sum(one > max(others) for one, others in zip(right, wrong, strict=True)),
        sum(one < min(others) for one, others in zip(right, wrong, strict=True)),
    ):
        assert 5 * which <= 2 * len(texts), f"{which} of {len(texts)}"


def test_rules_to_choose_from_were_read_in_their_text():
    confidence = tables.load("legal_statements").set_index("id")["confidence"]
    rules = {option.id for case in content.asked("04").cases.values() for option in case.steps["rule"]}
    assert set(confidence[sorted(rules)]) == {"sourced"}


def test_a_draft_of_an_older_wording_breaks_nothing(answers):
    lesson = Lesson("04", answers)
    lesson.mine.keep_draft("case-FP01", ["buyer-risk", "04-host-now", "hostbox-earns-money", "no-longer-asked", ""])
    opened = CasePractice(lesson.mine)
    opened.case.value = "FP01"
    chosen = [choice.value for choice in opened.choices.values()]
    assert chosen == [None, "04-host-now", "hostbox-earns-money", None, None], "what is still asked is restored"
