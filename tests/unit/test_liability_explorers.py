"""The navigator goes on, back and changes one answer; the workshop judges by both laws."""

import pytest

from hosting_shift import explorers, tables
from hosting_shift.law import liability


@pytest.fixture
def navigator():
    return explorers.liability_navigator("host", 2026)


def press(panel, label):
    [action] = [a for a in panel.actions if a.label == label]
    panel.set(**action.change(panel.settings))
    return panel.result


def test_yes_and_no_follow_the_tree_to_a_result(navigator):
    assert navigator.result.asked == "N5"
    assert press(navigator, "Yes").asked == "N6"
    found = press(navigator, "Yes")
    assert found.path.result.name == "X4" and found.asked == ""
    assert found.path.result.text in navigator.sentence
    assert press(navigator, "No").path.result.name == "X4", "at a result nothing is asked"


def test_back_changes_one_answer_and_keeps_those_below(navigator):
    for word in ("Yes", "No", "Yes", "No"):  # knew, did not act, intent, not aggravated
        press(navigator, word)
    assert navigator.result.path.result.name == "X6"
    assert [press(navigator, "Back").asked for _ in range(3)] == ["N8", "N7", "N6"]
    assert "Your answer so far: no" in navigator.sentence
    assert press(navigator, "Yes").path.result.name == "X4"
    press(navigator, "Back")
    assert press(navigator, "No").path.result.name == "X6", "the answers below are still there"
    asked = [press(navigator, "Back").asked for _ in range(20)]
    assert asked[-1] == "N1", "no further back than the first question"


def test_answers_belong_to_the_actor_and_can_be_cleared(navigator):
    press(navigator, "Yes")
    navigator.set(actor="developer")
    assert navigator.result.asked == "N7"
    navigator.set(actor="host")
    assert navigator.result.asked == "N6"
    assert press(navigator, "Clear my answers").asked == "N5"


def test_the_same_answers_are_compared_across_the_years():
    panel = explorers.liability_navigator("buyer", 2026)
    then, now = (liability.step("X2", year).text for year in (2009, 2026))
    assert then in panel.sentence and now in panel.sentence
    panel.set(year=2009)
    assert panel.sentence.index(then) < panel.sentence.index(now)
    assert {"legal basis 2009", "legal basis 2026"} <= set(panel.table.columns)
    for warning in ("exposure, not verdicts", "depends on the text of a notice"):
        assert warning in panel.still()


def test_letters_of_the_case():
    panel = explorers.notice_workshop("B")
    then, now = (panel.result.notices[year] for year in liability.years())
    assert now.complete and not then.complete
    assert "coded" not in panel.sentence
    panel.set(page=False)
    assert panel.result.notices[now.year].knowledge == "none from this notice"
    press(panel, "Letter to Host A")
    assert not panel.result.notices[now.year].held
    assert set(panel.settings) - {"page"} == set(tables.load("notice_parts")["part"])
