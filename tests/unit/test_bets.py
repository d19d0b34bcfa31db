"""A bet's reason, how sure somebody was, and the reply: asked, kept, placed, shown, printed, counted."""

import json
import re
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from markupsafe import escape

from hosting_shift import content, explorers
from hosting_shift.practice import class_poll, keeping, screen
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice.episodes import EMPTY, Episode, Opens, outcome_card, still
from hosting_shift.student import poll
from hosting_shift.student.answers import AnswersFile
from hosting_shift.ui import parts
from tools import pages, paper

MARKUP = "<img src=x onerror=alert(1)>"
UPTIME = replace(
    content.bet("05", "uptime"),
    replies=tuple(content.RangeReply(end, f"Up to {end}, as `rule` says & so on.") for end in (20, 90.5, 100)),
)


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """Display nothing."""
    for module in (screen, parts):
        monkeypatch.setattr(module, "display", lambda *a, **k: None)


@pytest.fixture
def asked(answers):
    """Open a bet as on another day, any number of times: what is kept is read from the file."""

    def open_(bet=UPTIME, outcome=98.4):
        mine = lessons.Lesson(bet.lesson, AnswersFile(answers.path)).mine
        return Episode(mine, bet, Opens(explorers.handshakes(), outcome, "", []))

    return open_


def fill(shown, value, why="", sure=None):
    shown.input.value, shown.because.value, shown.sure.value = value, why, sure


def stored(shown):
    """Return the records of the bet, without their times."""
    return {i: {k: v for k, v in record.items() if k != "when"} for i, record in shown.answers.all().items()}


# ---------------------------------------------------------------- asked, kept, placed


@pytest.mark.parametrize("why", ["", "closed for days only", MARKUP])
@pytest.mark.parametrize("sure", [None, 1, 2, 3])
def test_a_bet_is_placed_with_and_without(asked, why, sure):
    shown = asked()
    assert (shown.because.value, shown.sure.value) == ("", None), "empty at first"
    fill(shown, 60, why, sure)
    besides = ({"why": why} if why else {}) | ({"sure": sure} if sure else {})
    assert stored(shown) == {"draft-bet-uptime": {"kind": "draft", "value": 60, **besides}}
    shown.place.click()
    assert stored(shown) == {"bet-uptime": {"kind": "bet", "value": 60, **besides}}
    words = {None: "", 1: " (a guess)", 2: " (fairly sure)", 3: " (very sure)"}[sure]
    reason = f", because “{escape(why)}”" if why else ""
    for card in (shown.beside.value, asked().beside.value):  # another day, too
        assert f"You bet <b>60 %</b>{words}{reason}. " in card and "It is online 98.4 %" in card
    assert MARKUP not in shown.beside.value


def test_a_draft_of_the_reason_alone_is_kept_over_a_restart(asked, answers):
    fill(asked(), EMPTY, "closed for days", 2)
    shown = asked()
    assert (shown.input.value, shown.because.value, shown.sure.value) == (EMPTY, "closed for days", 2)
    assert "kept" in shown.kept.value and not shown.is_open and not AnswersFile(answers.path).problem
    assert "nothing chosen yet, fairly sure, because “closed for days”" in keeping.summary(shown.answers)
    shown.place.click()
    assert "Move the slider first" in shown.said.value and list(stored(shown)) == ["draft-bet-uptime"]
    shown.input.value = 70
    shown.because.value = ""
    shown = asked()
    assert (shown.input.value, shown.because.value, shown.sure.value) == (70, "", 2)


def test_nothing_is_kept_once_the_bet_is_placed(asked):
    shown = asked()
    fill(shown, 60, "closed for days", 2)
    shown.place.click()
    shown.because.value = "closed for days only"  # the pause in typing ends after the click
    assert list(stored(shown)) == ["bet-uptime"]
    assert stored(shown)["bet-uptime"]["why"] == "closed for days", "a placed bet stands"


def test_a_bet_taken_back_gives_its_reason_back(asked):
    shown = asked()
    fill(shown, 60, "closed for days", 2)
    shown.place.click()
    shown.back.click()
    for one in (shown, asked()):
        assert (one.input.value, one.because.value, one.sure.value) == (60, "closed for days", 2)
        assert not one.is_open and "kept" in one.kept.value
    fill(shown, 70, "", 3)
    shown.place.click()
    assert stored(shown) == {"bet-uptime": {"kind": "bet", "value": 70, "sure": 3, "taken_back": 60}}


def test_a_reason_given_in_another_window_is_not_lost_without_a_word(asked):
    first, second = asked(), asked()
    for shown, why in ((first, "closed for days"), (second, "it moves at once")):
        fill(shown, 60, why)
        shown.place.click()
    assert "first one stands" in second.beside.value and "because “closed for days”" in second.beside.value
    assert stored(asked())["bet-uptime"]["why"] == "closed for days"


def test_a_sign_that_no_file_can_hold_is_told_and_places_nothing(asked):
    shown = asked()
    fill(shown, 60, "\ud800")
    assert "cannot be saved" in shown.kept.value
    shown.place.click()
    assert "not placed" in shown.said.value and not shown.is_open and "bet-uptime" not in stored(shown)


@pytest.mark.parametrize("damage", [{"sure": 4}, {"sure": True}, {"sure": "2"}, {"why": 7}, {"why": [MARKUP]}])
def test_a_damaged_reason_leaves_the_bet_as_it_is(asked, answers, damage):
    for item, kind in (("bet-uptime", "bet"), ("draft-bet-haven", "draft")):
        answers.put("05", item, kind, 60, **damage)
    shown, draft = asked(), asked(content.bet("05", "haven"))
    assert shown.is_open and "You bet <b>60 %</b>. It is online" in shown.beside.value
    assert (draft.input.value, draft.because.value, draft.sure.value) == (60, "", None)
    assert not shown.answers.problem and damage.items() <= stored(shown)["bet-uptime"].items(), "the file keeps it"
    assert poll.grounds.of(damage) == {}


def test_the_list_at_the_end_says_it_and_a_long_reason_is_cut_only_on_the_card(asked):
    shown = asked()
    fill(shown, 60, f"{MARKUP} " + "word " * 90, 2)
    shown.place.click()
    assert "<td>60 %, fairly sure, because “&lt;img" in keeping.summary(shown.answers)
    said = re.search("because “(.*?)”", shown.beside.value)[1]
    assert said.endswith("word …") and len(said) < 330
    assert stored(shown)["bet-uptime"]["why"].count("word") == 90


# ---------------------------------------------------------------- the reply


@pytest.mark.parametrize(("value", "reply"), [(0, 20), (20, 20), (21, 90.5), (90, 90.5), (91, 100), (100, 100)])
def test_a_number_gets_the_reply_of_its_range(asked, value, reply):
    shown = asked()
    fill(shown, value)
    shown.place.click()
    (said,) = BeautifulSoup(shown.beside.value, "html.parser").select(".hs-card > p.hs-whole-line")
    assert said.get_text() == f"Up to {reply}, as rule says & so on." and said.code.get_text() == "rule"


def test_an_option_gets_its_own_reply_and_who_skips_gets_none(asked):
    plain = content.bet("04", "developer")
    bare = replace(plain, options=tuple(replace(o, reply="") for o in plain.options))
    bet = replace(plain, options=tuple(replace(o, reply=f"On {o.text}: {MARKUP}") for o in plain.options))
    for option in bet.options:
        for outcome in (None, "his-knowledge"):
            card = outcome_card(bet, {"value": option.id}, outcome)
            assert f"<p class='hs-whole-line'>On {option.text}: &lt;img" in card and card.count("hs-whole-line") == 1
    assert "hs-whole-line" not in outcome_card(bet, {}, "his-knowledge") and outcome_card(bet, {}, None) == ""
    assert "hs-whole-line" not in outcome_card(bare, {"value": "his-knowledge"}, "his-knowledge"), "none is written"
    shown = asked()
    shown.skip.click()
    assert "98.4 %" in shown.beside.value and "class='hs-whole-line'" not in shown.beside.value


def test_who_teaches_finds_every_reply_beside_its_range_or_option():
    choice = content.bet("04", "developer")
    choice = replace(choice, options=tuple(replace(o, reply=f"To | {o.id}") for o in choice.options))
    plain = replace(content.bet("05", "haven"), replies=())
    rows = pages._replies([UPTIME, plain, choice])
    assert [row[1] for row in rows[:3]] == ["0 to 20 %", "over 20 to 90.5 %", "over 90.5 to 100 %"]
    assert rows[0][0] == pages._cell(UPTIME.text) and rows[1][0] == rows[2][0] == ""
    assert [row[1:] for row in rows[3:]] == [[o.text, f"To \\| {o.id}"] for o in choice.options]
    assert pages._replies([plain]) == []


# ---------------------------------------------------------------- on paper


@pytest.mark.parametrize(("number", "name"), [("05", "uptime"), ("04", "developer")])
def test_paper_and_a_code_host_have_room_for_it(number, name):
    for page in (still(content.bet(number, name)), paper.bet(number, name)):
        words = re.sub(r"\s+", " ", BeautifulSoup(page, "html.parser").get_text())
        assert re.search("Because: .*How sure: a guess ☐ fairly sure ☐ very sure ☐$", words.strip()), words
        assert page.index("Because") > page.index("My bet" if number == "05" else "a high fee")


# ---------------------------------------------------------------- the class


def hand_in(folder, lesson, bet, *placed):
    for i, (value, sure) in enumerate(placed):
        more = {} if sure is None else {"sure": sure, "why": MARKUP}
        AnswersFile(folder / f"{i}.json").put(lesson, f"bet-{bet}", "bet", value, **more)
    return poll.count(poll.read_folder(folder), lesson, bet)


def test_the_poll_counts_how_sure_a_class_was_and_who_was_right(tmp_path):
    found = hand_in(tmp_path, "05", "uptime", (98, 3), (90, 3), (88.4, 2), (88, 2), (20, 3), (50, None), (10, 4))
    assert found.sure_in_words == "How sure: 0 a guess, 2 fairly sure, 3 very sure; 2 did not say."
    assert [found.right(98.4, step) for step in (None, 1, 2, 3)] == [3, 0, 1, 2], "a tenth of the scale away, at most"
    before = class_poll.tabulate(class_poll.Result(found, None))
    assert before.columns.tolist() == ["bet", "how many", "of all (%)", "a guess", "fairly sure", "very sure"]
    assert before.iloc[-1].tolist() == ["all", 7, 100.0, 0, 2, 3] and len(before) == 11
    assert before.iloc[9].tolist() == ["90 to 100 %", 2, 28.6, 0, 0, 2], "how sure those were who bet so"
    after = class_poll.tabulate(class_poll.Result(found, 98.4))
    assert after.iloc[-1].tolist() == ["right (within a tenth of the scale)", 3, 42.9, "–", "1 (50 %)", "2 (67 %)"]
    assert after.iloc[:-1].astype(str).equals(before.astype(str)), "nothing of the outcome before it is shown"


def test_the_poll_counts_a_choice_too_and_shows_no_reason(tmp_path):
    found = hand_in(tmp_path, "04", "developer", ("his-knowledge", 1), ("a-high-fee", 1), ("a-high-fee", 3))
    result = class_poll.Result(found, "his-knowledge")
    table = class_poll.tabulate(result)
    assert table.iloc[-1].tolist() == ["right", 1, 33.3, "1 (50 %)", "–", "0 (0 %)"]
    assert table.iloc[0].tolist()[-3:] == [1, 0, 1]
    said = class_poll.describe(result)
    assert "(2). How sure: 2 a guess, 0 fairly sure, 1 very sure. Outcome: " in said
    assert "img" not in said + json.dumps(table.to_dict())


def test_a_class_that_did_not_say_is_shown_as_before(tmp_path):
    found = hand_in(tmp_path, "05", "uptime", (98, None), (20, None))
    table = class_poll.tabulate(class_poll.Result(found, 98.4))
    assert table.columns.tolist() == ["bet", "how many", "of all (%)"] and len(table) == 10
    assert "How sure" not in class_poll.describe(class_poll.Result(found, None))
