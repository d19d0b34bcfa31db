"""Bets, questions, exercises: what a student sees after each step, and what is stored."""

import base64
import html
import json
import pkgutil
import re
from dataclasses import replace

import ipywidgets as widgets
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from hosting_shift import content, exercises, explorers, tables
from hosting_shift.course import books
from hosting_shift.exercises.marking import typed_number, verdict
from hosting_shift.explorers.lesson_03 import advert_reader
from hosting_shift.practice import keeping, screen
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice.episodes import EMPTY, outcome_card
from hosting_shift.practice.questions import QuestionWidget
from hosting_shift.practice.screen import Screen
from hosting_shift.practice.shown import terms
from hosting_shift.practice.written import Field
from hosting_shift.student.answers import AnswersFile, parse
from hosting_shift.ui import parts

MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """Collect what is displayed instead of displaying it."""
    seen = []
    monkeypatch.setattr(screen, "display", lambda *a, **k: seen.append(a[0]))
    monkeypatch.setattr(parts, "display", lambda *a, **k: None)
    return seen


@pytest.fixture
def lesson(answers):
    return lessons.Lesson("05", answers)


def episode(lesson, bet="uptime", outcome=98.4, explorer=None):
    """Show an episode; return it."""
    lesson.episode(bet, explorer or explorers.handshakes(), outcome, ask="05-read-bar")
    return lesson.episodes.shown[-1]


def is_open(shown):
    """Return whether the picture is there; before the bet there is nothing but the bet."""
    opened = shown.opens.explorer.widget in shown.widget.children
    assert opened or (shown.widget.children[1] is shown.input and len(shown.widget.children) == 5)
    return opened


def again(lesson):
    """Return the lesson as it opens another day."""
    return lessons.Lesson(lesson.number, AnswersFile(lesson.answers.path))


# ---------------------------------------------------------------- bets


def test_nothing_is_shown_before_the_bet_and_the_bet_stands_beside_the_outcome(lesson):
    shown = episode(lesson)
    assert not is_open(shown)
    shown.input.value = 60
    assert not is_open(shown), "chosen is not placed"
    shown.place.click()
    assert is_open(shown)
    assert lesson.answers.lesson("05")["bet-uptime"]["value"] == 60
    beside = shown.beside.value
    assert "You bet <b>60 %</b>" in beside and "98.4 %" in beside and "38.4 percentage points away" in beside
    why = shown.widget.children[2].outputs[0]["data"]["text/markdown"]
    assert why == books.explanation("05", "uptime") and why, "the explanation comes with the picture"
    shown.place.click()
    assert shown.beside.value == beside, "a second press is the same one"


def test_a_slider_that_nobody_moved_and_no_option_chosen_are_no_bet(lesson):
    number, choice = episode(lesson), episode(lessons.Lesson("04", lesson.answers), "developer", None)
    for shown, said in ((number, "Move the slider first"), (choice, "Choose one of the options first")):
        assert shown.input.value in (EMPTY, None)
        shown.place.click()
        assert said in shown.said.value and not is_open(shown)
        assert lesson.answers.lesson("05") == lesson.answers.lesson("04") == {}
    number.because.value = "a reason, kept a second after the press"
    assert "Move the slider first" in number.said.value, "it is still empty"
    number.input.value = 60
    assert number.said.value == ""


def test_what_is_chosen_is_kept_at_once_and_asked_again_another_day(lesson):
    shown = episode(lesson)
    assert "kept" not in shown.kept.value
    shown.input.value = 60
    assert "kept" in shown.kept.value
    assert {i: r["kind"] for i, r in lesson.answers.lesson("05").items()} == {"draft-bet-uptime": "draft"}
    shown = episode(again(lesson))
    assert not is_open(shown) and shown.input.value == 60 and "kept" in shown.kept.value
    shown.place.click()
    assert list(again(lesson).mine.all()) == ["bet-uptime"], "what is handed in is no draft any more"


def test_nobody_is_told_that_something_is_kept_which_the_file_does_not_hold(lesson, monkeypatch):
    shown, field = episode(lesson), Field(lesson.mine, "weekly")
    question, note = QuestionWidget(lesson.mine, content.question("05-read-bar")), note_of(lesson)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(AnswersFile, "_replace", full)
    shown.input.value = 60
    field.inputs[0].value = "70"
    question.choice.value = question.question.options[0].id
    note.findall(widgets.Textarea)[0].value = "words"
    for said in (shown.kept.value, field.kept.value, question.kept.value, note.said):
        assert "hs-kept-word'" not in said and "could not be saved" in said


@pytest.mark.parametrize("draft", [10_000, MARKUP, [60], True, None])
def test_a_draft_that_does_not_fit_is_not_shown(lesson, draft):
    for item in ("bet-uptime", "question-05-read-bar", "exercise-weekly"):
        lesson.mine.keep_draft(item, draft)
    shown = episode(again(lesson))
    assert shown.input.value == EMPTY and not is_open(shown)
    assert QuestionWidget(again(lesson).mine, content.question("05-read-bar")).choice.value is None
    again(lesson).field("weekly")


def test_a_bet_is_taken_back_once_and_its_record_says_so(lesson):
    shown = episode(lesson)
    assert shown.back.layout.display == "none"
    shown.input.value = 60
    shown.place.click()
    assert shown.back.layout.display == ""
    shown.back.click()
    assert not is_open(shown) and "Taken back" in shown.said.value and "bet-uptime" not in lesson.answers.lesson("05")
    shown.input.value = 70
    shown = episode(again(lesson))  # a restart between the two
    assert shown.input.value == 70 and not is_open(shown)
    shown.place.click()
    record = again(lesson).mine.stored("bet-uptime")
    assert (record["value"], record["taken_back"]) == (70, 60)
    assert is_open(shown) and shown.back.layout.display == "none", "once is enough"


def test_a_bet_stands_once_the_picture_was_used_and_after_a_restore(lesson):
    shown = episode(lesson)
    shown.input.value = 60
    shown.place.click()
    panel = shown.opens.explorer
    (name,) = [control.name for control in panel.controls][:1]
    panel.set(**{name: next(v for v in panel.controls[0].values() if v != panel.settings[name])})
    shown.back.click()
    assert is_open(shown) and "the bet stands" in shown.beside.value
    assert lesson.answers.lesson("05")["bet-uptime"]["value"] == 60
    shown = episode(again(lesson))
    assert is_open(shown) and shown.back.layout.display == "none"


def test_a_stored_bet_is_restored_and_opens_the_picture(answers):
    answers.put("05", "bet-uptime", "bet", 70)
    shown = episode(lessons.Lesson("05", AnswersFile(answers.path)))
    assert is_open(shown) and "You bet <b>70 %</b>" in shown.beside.value


def test_a_bet_is_handed_only_to_an_explorer_that_takes_it(answers):
    answers.put("09", "bet-own", "bet", 40)
    lesson = lessons.Lesson("09", answers)
    lab = explorers.policy_lab()
    assert lab.takes_bet and lab.settings["bet"] is None
    episode(lesson, "own", None, lab)
    assert lab.settings["bet"] == 40 and "Your bet was 40 %" in lab.sentence
    other = explorers.handshakes()
    other.bet = None
    episode(lesson, "own", None, other)
    assert other.bet is None


def test_skipping_shows_the_picture_and_stores_nothing(lesson):
    shown = episode(lesson)
    shown.skip.click()
    assert is_open(shown) and lesson.answers.lesson("05") == {}
    assert "98.4 %" in shown.beside.value and "You bet" not in shown.beside.value
    assert shown.back.layout.display == "none", "there is no bet to take back"


def test_instructors_open_everything_at_once_and_ask_again(lesson, monkeypatch):
    first, second, skipped = episode(lesson), episode(lesson, "haven", 84), episode(lesson, "own-number", 12)
    skipped.skip.click()
    kept = []
    monkeypatch.setattr(Screen, "show", lambda self, children, text, still="": kept.extend(children))
    lesson.greet()
    assert not any("nstructor" in getattr(each, "description", "") for each in kept), "not where a student begins"
    lesson.keep_answers()
    assert not is_open(first) and not is_open(second)
    teaching = kept[-1]
    assert teaching.description.startswith("For instructors")
    teaching.value = True
    assert is_open(first) and is_open(second)
    later = episode(lesson, "cheapest", "name")
    assert is_open(later), "what comes later is open, too"
    teaching.value = False
    assert not any(map(is_open, (first, second, later))) and is_open(skipped), "what was skipped stays open"
    assert lesson.answers.lesson("05") == {}
    first.input.value = 50
    first.place.click()
    teaching.value = True
    teaching.value = False
    assert is_open(first) and not is_open(second), "a bet placed stays placed"


def test_a_choice_is_stored_by_its_id_and_said_in_words(answers):
    lesson = lessons.Lesson("04", answers)
    shown = episode(lesson, "developer", "his-knowledge")
    bet = shown.bet
    assert ("a high fee", "a-high-fee") in shown.input.options
    shown.input.value = "a-high-fee"
    shown.place.click()
    assert answers.lesson("04")["bet-developer"]["value"] == "a-high-fee"
    for outcome in ("his-knowledge", "his knowledge", "His knowledge"):
        card = outcome_card(bet, shown.record, bet.stored(outcome))
        assert all(words in card for words in ("You bet <b>a high fee</b>", "It is his knowledge", "otherwise"))
        assert card in shown.beside.value
    assert "You were right" in outcome_card(bet, {"value": "his-knowledge"}, "his-knowledge")
    with pytest.raises(ValueError, match=r"no option of the bet developer 'a low fee'.*a-high-fee"):
        bet.stored("a low fee")


@pytest.mark.parametrize("number, name, value", [("05", "uptime", 10_000), ("06", "mending", MARKUP)])
def test_a_stored_bet_that_does_not_fit_is_asked_anew_and_kept_aside(answers, number, name, value):
    answers.put(number, f"bet-{name}", "bet", value)
    lesson = lessons.Lesson(number, answers)
    shown = episode(lesson, name, None)
    assert not is_open(shown) and shown.said.value == "" and shown.input.value in (EMPTY, None)
    assert f"{number}/bet-{name}" in answers.problem and "could not be used" in answers.problem
    (kept,) = answers.path.parent.glob("my_answers.before-*.json")
    assert kept.name in answers.problem
    assert parse(kept.read_bytes(), "kept")[number][f"bet-{name}"]["value"] == value
    assert AnswersFile(answers.path).lesson(number) == {}


def test_unknown_names_are_answered_with_those_there_are(lesson):
    asked = [
        (lambda name: episode(lesson, name), "nothing", "uptime"),
        (lambda name: lesson.show(explorers.handshakes(), ask=name), "05-nothing", "no question"),
    ]
    asked += [(lessons.open_lesson, "5", "no lesson"), (lesson.note, "nothing", "no note")]
    asked += [(lambda term: terms(lesson.screen, (term,)), "nonsense", "glossary"), (lesson.field, "nothing", "weekly")]
    for ask, name, said in asked:
        with pytest.raises(ValueError, match=said):
            ask(name)


# ---------------------------------------------------------------- questions


QUESTIONS = [question for number in content.lessons() for question in content.questions(number)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_option_has_its_own_short_reply_and_is_stored(lesson, question):
    widget = QuestionWidget(lesson.mine, question)
    button = widget.widget.children[2].children[0]
    button.click()
    assert "Choose an answer first" in widget.said.value
    replies = set()
    for option in question.options:
        assert (option.text, option.id) in widget.choice.options
        widget.choice.value = option.id
        assert "kept" in widget.kept.value and again(lesson).mine.draft(widget.item) == option.id, (
            "before it is checked"
        )
        button.click()
        assert f"<b>{'Right.' if option.right else 'Not yet.'}</b>" in widget.said.value
        assert parts.coded(option.reply) in widget.said.value and len(option.reply.split()) <= 40
        replies.add(option.reply)
        stored = lesson.answers.lesson("05")[f"question-{question.id}"]
        assert stored["value"] == option.id and stored["kind"] == ("right" if option.right else "wrong")
    assert len(replies) == len(widget.choice.options)
    assert stored["tries"] == len(question.options) and list(lesson.mine.all()) == [widget.item]
    restored = QuestionWidget(again(lesson).mine, question)
    assert restored.choice.value == option.id and restored.said.value


def test_an_option_that_was_chosen_and_not_checked_is_chosen_another_day_without_a_reply(lesson):
    question = content.question("05-read-bar")
    first, second = (option.id for option in question.options[:2])
    widget = QuestionWidget(lesson.mine, question)
    widget.choice.value = first
    widget._check(None)
    widget.choice.value = second
    restored = QuestionWidget(again(lesson).mine, question)
    assert restored.choice.value == second and not restored.said.value and "kept" in restored.kept.value
    assert lesson.answers.lesson("05")[widget.item]["value"] == first, "what was checked stays until the next check"


def test_the_right_option_is_not_given_away_by_its_place_or_length():
    places = [[option.right for option in question.options].index(True) for question in QUESTIONS]
    assert max(places.count(place) for place in places) / len(places) <= 0.6
    longest = [max(question.options, key=lambda option: len(option.text)).right for question in QUESTIONS]
    assert sum(longest) / len(longest) <= 0.7, "the right answer is too often the longest"


def test_every_basis_exists():
    known = {"table": tables.names(), "source": set(tables.load("sources")["key"])}
    for basis in (question.basis for question in QUESTIONS):
        kind, _, name = basis.partition(":")
        assert name in known[kind] if kind in known else callable(pkgutil.resolve_name(f"hosting_shift.{name}")), basis


# ---------------------------------------------------------------- exercises


@pytest.mark.parametrize("name", exercises.every())
def test_an_exercise_knows_right_from_its_known_mistakes(name):
    exercise = exercises.every()[name]
    assert exercises.mark(name)[0] == "unanswered"
    verdict, words, _ = exercises.mark(name, exercise.expected())
    assert verdict == "right" and "{" not in words
    for mistake, reply in exercise.mistakes():
        assert exercises.mark(name, mistake, 1) == ("wrong", reply, ""), "a known mistake equals the right answer"
    assert len({reply for _, reply in exercise.mistakes()}) == len(exercise.mistakes()) >= 1


@pytest.mark.parametrize(
    ("name", "answer", "verdict", "words"),
    [
        ("00-servers", " real data, FROM a list kept by the police ", "wrong", ""),
        ("01-sure", True, "wrong", "truth value"),
        ("06-wide", 27, "wrong", "all states of the warrant"),
        ("06-narrow", 20, "wrong", "the larger group"),
        ("08-threshold", 66.7, "right", "66.7 %"),
        ("08-threshold", 68, "wrong", "Your answer was 68."),
    ],
)
def test_some_answers_by_hand(name, answer, verdict, words):
    said = exercises.mark(name, answer)
    assert said[0] == verdict and words in said[1]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        *(("98,4", 98.4), ("98.4 %", 98.4), (" 98,4%", 98.4), ("«98,4\u202f%»", 98.4), ("'70'", 70), ("9 states", 9)),
        *(("1 234,5", 1234.5), ("1\u202f234", 1234), ("1'234", 1234), ("-3,5", -3.5), ("−3.5", -3.5), ((98, 4), 98.4)),
    ],
)
def test_a_number_is_read_as_people_write_it_and_said_back(typed, read):
    assert typed_number(typed) == read
    exercise = replace(exercises.every()["08-threshold"], answers=lambda: iter([(read, "Yes."), (read + 1, "No.")]))
    assert verdict(exercise, typed) == ("right", f"Read as {read:.15g}. Yes.", "")
    mistaken = replace(exercise, answers=lambda: iter([(read + 1, "Yes."), (read, "No.")]))
    assert verdict(mistaken, typed).words.endswith("No.")


@pytest.mark.parametrize("typed", ["1,234", "10 of 12", "nine", "", "98.4.2", (1, 2, 3), (True, 1), ["70"], b"70"])
def test_what_may_mean_two_numbers_or_none_is_not_guessed(typed):
    assert typed_number(typed) is None
    assert "Type it in figures" in exercises.mark("08-threshold", typed)[1]


# ---------------------------------------------------------------- fields

FIELDS = [(book.number, name[0]) for book in books.every() for call, name in book.calls if call == "field"]


def fill(field, value):
    """Type or choose an answer, and press Check."""
    for each, words in zip(field.inputs, value if isinstance(value, list) else [value], strict=True):
        each.value = words if isinstance(each, widgets.Dropdown) else str(words)
    check_of(field).click()


def check_of(field):
    (button,) = Made(field.widget).findall(widgets.Button)
    assert button.description == "Check"
    return button


@pytest.mark.parametrize(("number", "name"), FIELDS)
def test_a_field_takes_marks_and_keeps_an_answer(answers, number, name):
    lesson = lessons.Lesson(number, answers)
    field, item = Field(lesson.mine, name), f"exercise-{name}"
    check_of(field).click()
    assert "Not answered yet" in field.said.value and escape(field.exercise.wants) in field.said.value
    assert field.exercise.exactness in field.said.value and lesson.mine.all() == {}
    choices = set(field.exercise.choices())
    wrong, reply = next(
        (m, r)
        for m, r in field.exercise.mistakes()
        if not choices or set(m if field.exercise.parts else [m]) <= choices
    )
    for value, words, kind in ((wrong, reply, "wrong"), (field.exercise.expected(), "Right.", "right")):
        value = value if choices or not isinstance(value, np.generic) else value.item()
        fill(field, value)
        assert ("Not yet." in field.said.value) == (kind == "wrong") and parts.coded(words) in field.said.value
        stored = lesson.mine.all()
        assert list(stored) == [item] and stored[item]["kind"] == kind, "no draft is left over"
        assert stored[item]["value"] == (value if choices else str(value))
    assert stored[item]["tries"] == 2
    restored = Field(again(lesson).mine, name)
    assert restored.value == field.value and restored.said.value == field.said.value and not restored.kept.value
    assert escape(restored.exercise.asked) in restored.still() and "hs-line" in restored.still()


@pytest.mark.parametrize("typed", ["70", "70,0", "70.0 %", "70%", "70\u202f%", "70 percent", "“70 %”", "+70"])
def test_a_number_is_typed_into_a_field_as_people_write_it(lesson, typed):
    field = Field(lesson.mine, "weekly")
    fill(field, typed)
    assert "<b>Right.</b> Read as 70." in field.said.value, "what was understood is said back"
    assert lesson.mine.stored("exercise-weekly")["value"] == typed, "what was typed is kept letter by letter"


def test_what_is_typed_into_a_field_is_kept_before_it_is_checked(lesson):
    field = Field(lesson.mine, "weekly")
    field.inputs[0].value = "abo"
    assert "kept" in field.kept.value
    restored = Field(again(lesson).mine, "weekly")
    assert restored.value == "abo" and "kept" in restored.kept.value and not restored.said.value
    fill(restored, "70")
    restored.inputs[0].value = "71"
    third = Field(again(lesson).mine, "weekly")
    assert third.value == "71" and not third.said.value, "no reply stands beside what it does not speak of"
    assert lessons.Lesson("05", AnswersFile(lesson.answers.path)).mine.stored("exercise-weekly")["value"] == "70"


def test_an_answer_given_in_code_before_there_were_fields_is_shown_in_the_field(lesson):
    lesson.mine.store("exercise-weekly", "right", 70.0)
    field = Field(again(lesson).mine, "weekly")
    assert field.value == "70" and "Right." in field.said.value
    lesson.mine.store("exercise-weekly", "wrong", [1, 2, 3])
    Field(again(lesson).mine, "weekly")


def test_a_field_says_what_no_file_can_hold(lesson):
    field = Field(lesson.mine, "weekly")
    field.inputs[0].value = "x" * 6000
    assert "at most" in field.kept.value
    check_of(field).click()
    assert "Type it in figures" in field.said.value
    assert lesson.mine.all() == {}


class Rude(list):
    """Fails at whatever is done with it."""

    def __iter__(self):
        raise KeyError("x")

    def __str__(self):
        raise RuntimeError("no")

    __repr__ = __str__


def test_an_object_that_fails_when_it_is_looked_at_gets_a_sentence(lesson, shown):
    for name in ("one-closes", "weekly"):
        lesson.check(name, Rude([1]))
        assert "The answer is" in shown[-1]["text/plain"]
        assert lesson.answers.lesson("05")[f"exercise-{name}"]["value"] == "(an object of the class Rude)"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float64("-inf")])
def test_an_answer_that_json_does_not_know_is_kept_as_text(lesson, shown, value):
    lesson.check("weekly", value)
    json.loads(lesson.answers.path.read_text(encoding="utf-8"), parse_constant=pytest.fail)
    assert lesson.answers.lesson("05")["exercise-weekly"]["value"] == str(value)


few = st.one_of(st.integers(), st.text(max_size=3), st.none())
anything = st.one_of(
    st.sampled_from([None, pd.DataFrame({"a": [1]}), pd.Series([1, 2]), object(), pd.NaT, pd.NA, len]),
    *(st.booleans(), st.integers(), st.floats(), st.complex_numbers(), st.text(max_size=20), st.binary(max_size=5)),
    *(st.lists(few, max_size=4), st.dictionaries(st.text(max_size=3), st.integers(), max_size=2)),
)


@given(name=st.sampled_from(sorted(exercises.every())), answer=anything)
@settings(max_examples=200, deadline=None)
def test_marking_never_raises(name, answer):
    verdict, words, _ = exercises.mark(name, answer, 1)
    assert verdict in ("right", "wrong", "unanswered") and words


def test_a_check_stores_the_verdict_and_escapes_the_answer(lesson, shown):
    lesson.check("one-closes", [MARKUP])
    assert MARKUP not in str(shown[-1]["text/html"])
    lesson.check("one-closes")
    assert "Not answered yet" in shown[-1]["text/plain"] and "Kept from before, wrong: " in shown[-1]["text/plain"]
    assert MARKUP not in str(shown[-1]["text/html"])
    assert lesson.answers.lesson("05")["exercise-one-closes"]["kind"] == "wrong"


def test_what_cannot_be_read_as_a_number_is_no_try(lesson):
    for typed in ("nine", "14/63"):
        assert exercises.mark("05-weekly", typed, tries=1) == (
            "unanswered",
            "The answer is one number in percent; this is a text. Type it in figures; decimals come after a point (98.4).",
            "",
        )
    field = Field(lesson.mine, "weekly")
    field.inputs[0].value = "nine"
    check_of(field).click()
    assert "Type it in figures" in field.said.value and lesson.mine.tries("exercise-weekly") == 0
    assert Field(lesson.mine, "weekly").inputs[0].value == "nine", "the words stay"


# ---------------------------------------------------------------- notes, terms, keeping


def test_what_a_student_writes_is_escaped_wherever_it_is_shown(answers):
    answers.put("05", "note-break-uptime", "note", MARKUP)
    answers.put("05", MARKUP, "note", MARKUP)
    assert MARKUP not in keeping.summary(lessons.Lesson("05", answers).mine)


def test_words_are_kept_as_they_are_typed_without_a_button(lesson):
    made = note_of(lesson)
    assert not [each for each in made.findall(widgets.Button) if "Compare" not in each.description]
    (area,) = made.findall(widgets.Textarea)
    assert "kept" not in made.said
    area.value = MARKUP
    assert "kept" in made.said and again(lesson).mine.stored("note-careful")["value"] == MARKUP
    assert note_of(again(lesson)).findall(widgets.Textarea)[0].value == MARKUP
    area.value = "x" * 6000
    assert "at most 5000 characters" in made.said, "what no file can hold is told, and stays on the page"


class Made:
    """The widgets inside one."""

    def __init__(self, widget):
        self.widget = widget

    def findall(self, kind):
        inside = [found for child in getattr(self.widget, "children", ()) for found in Made(child).findall(kind)]
        return [*([self.widget] if isinstance(self.widget, kind) else []), *inside]

    @property
    def said(self):
        return " ".join(each.value for each in self.findall(widgets.HTML))


def note_of(lesson):
    """Show a note; return what is shown."""
    with pytest.MonkeyPatch.context() as patch:
        made = []
        patch.setattr(Screen, "show", lambda self, children, text, still="": made.extend(children))
        lesson.note("careful")
    return Made(made[-1])


@pytest.mark.parametrize(
    ("lesson", "item", "kind", "value", "row"),
    [
        ("04", "bet-developer", "bet", "a-high-fee", ["What must be proved besides", "a high fee", "kept"]),
        ("05", "bet-uptime", "bet", 60, ["What share of the time is it online?", "60 %", "kept"]),
        ("04", "question-04-recall-hollow", "wrong", "opinion", ["?", "it is only an opinion", "not yet"]),
        ("04", "case-FP01", "wrong", 4, ["Case: ", "4 of 5 steps right", "not yet"]),
        ("04", "question-04-gone", "right", "some-id", ["an earlier version", "some id (no longer asked", "right"]),
        ("05", "exercise-weekly", "right", 70, ["What share of the time is a site online", "70", "right"]),
        (
            "05",
            "note-careful",
            "note",
            "as one says",
            ["does the report of the quick return support", "as one says", "kept"],
        ),
        ("10", "forecast-parties", "forecast", 80, ["will at least 50 states be parties", "80", "kept"]),
        ("05", "marks-careful", "marks", [2, 1, 0, -1], ["Own marks: ", "yes, partly, not yet, not marked", "kept"]),
        ("10", "forecast-networks", "forecast", 80, ["an earlier version", "80", "kept"]),
        ("01", "sort-C09", "judgement", "fact, wrong", ["Claim: “", "fact, wrong", "kept"]),
        ("03", "decision-39", "decision", "pass", ["Advert: “A catalogue of winter coats", "let through", "kept"]),
    ],
)
def test_what_is_kept_is_listed_in_words(answers, lesson, item, kind, value, row):
    more = {"my_kind": "fact", "my_verdict": "wrong"} if kind == "judgement" else {}
    answers.put(lesson, item, kind, value, **more)
    listed = html.unescape(keeping.summary(lessons.Lesson(lesson, answers).mine))
    cells = re.findall(r"<td>(.*?)</td>", listed)
    assert len(cells) == 3 and all(words in cell for words, cell in zip(row, cells, strict=True)), cells
    assert cells[2] == row[2] and len(cells[0]) <= 170


def test_no_id_is_visible_among_a_students_answers(answers):
    for lesson in content.lessons():
        asked = content.asked(lesson)
        items = {f"bet-{b.id}": b.options[0].id if b.options else b.low for b in asked.bets.values()}
        items |= {f"question-{q.id}": q.options[0].id for q in asked.questions.values()}
        items |= {f"note-{name}": "words" for name in asked.notes} | {f"case-{name}": 3 for name in asked.cases}
        items |= {f"marks-{name}": [0, 1, 2, -1] for name in asked.notes}
        items |= {f"exercise-{name}": 1 for name in asked.exercises}
        items |= {f"forecast-{name}": 50 for name in tables.load("forecast_questions")["question"] if lesson == "10"}
        items |= {f"decision-{n}": "stop" for n in advert_reader.sample()["number"] if lesson == "03"}
        for item, value in items.items():
            answers.put(lesson, item, "right", value)
        listed = html.unescape(keeping.summary(lessons.Lesson(lesson, answers).mine))
        seen = re.findall(r"<td>(.*?)</td>", listed)
        assert len(seen) == 3 * len(items) and len(set(seen[::3])) == len(items), "each is told from the others"
        ids = [part for item, value in items.items() for part in (item, item.partition("-")[2], value)]
        assert not {str(each) for each in ids if "-" in str(each)} & {word for cell in seen for word in cell.split()}, (
            lesson
        )


def test_the_download_holds_all_answers(answers):
    answers.put("05", "bet-uptime", "bet", 60)
    summary = keeping.summary(lessons.Lesson("05", answers).mine)
    content = base64.b64decode(re.search(r"base64,([^']+)'", summary)[1])
    assert content == answers.as_bytes() == answers.path.read_bytes()


def test_a_reply_goes_when_another_option_is_chosen(lesson):
    question = QuestionWidget(lesson.mine, content.question("05-read-bar"))
    for _, value in question.choice.options[:2]:
        question.choice.value = value
        assert question.said.value == "", "a reply stands beside the option it speaks of, or not at all"
        question._check(None)
        assert question.said.value


def test_greeting_says_what_was_restored(answers, shown):
    lessons.open_lesson("05", answers)
    assert "Nothing answered yet" in shown[-1]["text/plain"]
    answers.put("05", "bet-uptime", "bet", 60)
    lessons.open_lesson("05", answers)
    assert "1 answer of yours restored" in shown[-1]["text/plain"]


def test_greeting_leads_back_to_what_was_answered_last(answers):
    def leads(*put):
        with pytest.MonkeyPatch.context() as patch:
            made = []
            patch.setattr(Screen, "show", lambda self, children, text, still="": made.extend(children))
            for item in put:
                answers.put("05", item, "draft" if item.startswith("draft") else "bet", 60)
            lessons.open_lesson("05", answers)
        return re.findall(r"href='#(.*?)'", Made(widgets.VBox(made)).said)

    assert leads() == []
    assert leads("bet-uptime", "exercise-weekly") == ["hs-at-05-exercise-weekly"]
    assert leads("draft-bet-haven") == ["hs-at-05-bet-haven"], "what is half done is a place, too"


def test_a_problem_with_the_file_is_shown_at_once(tmp_path):
    path = tmp_path / "my_answers.json"
    path.write_text("rubbish")
    lesson = lessons.open_lesson("05", AnswersFile(path))
    assert "damaged" in lesson.problem.value
