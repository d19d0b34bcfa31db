"""The length of an option gives no answer away."""

import pytest

from hosting_shift import content

LESSONS = content.lessons()


def longest_is_right(question: content.Question) -> bool:
    """Return whether the right option is longer than every other one."""
    right = next(len(option.text) for option in question.options if option.right)
    return all(len(option.text) < right for option in question.options if not option.right)


def shortest_is_right(question: content.Question) -> bool:
    """Return whether the right option is shorter than every other one."""
    right = next(len(option.text) for option in question.options if option.right)
    return all(len(option.text) > right for option in question.options if not option.right)


@pytest.mark.parametrize("cue", [longest_is_right, shortest_is_right])
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_length_is_right_in_half_of_a_lesson_at_most(lesson, cue):
    asked = content.questions(lesson)
    found = [question.id for question in asked if cue(question)]
    assert 2 * len(found) <= len(asked), found


@pytest.mark.parametrize("cue", [longest_is_right, shortest_is_right])
def test_a_length_is_right_in_two_of_five_at_most(cue):
    asked = [question for lesson in LESSONS for question in content.questions(lesson)]
    found = [question.id for question in asked if cue(question)]
    assert 5 * len(found) <= 2 * len(asked), f"{len(found)} of {len(asked)}: {found}"


def test_a_case_is_not_answered_by_the_longest_option():
    steps = [options for case in content.asked("04").cases.values() for options in case.steps.values()]
    texts = [options for options in steps if options[0].text]
    found = sum(
        all(len(o.text) < len(right.text) for o in options if not o.right)
        for options in texts
        for right in options
        if right.right
    )
    assert 5 * found <= 2 * len(texts), f"{found} of {len(texts)}"
