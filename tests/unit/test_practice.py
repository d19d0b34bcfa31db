"""Bets, questions, exercises: what a student sees after each step, and what is stored."""

import html
import pkgutil
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot

from hosting_shift import exercises, explorers, tables
from hosting_shift.practice import lesson as lessons
from hosting_shift.student.answers import AnswersFile, parse

MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """Collect what is displayed instead of displaying it."""
    seen = []
    monkeypatch.setattr(lessons, "display", lambda *a, **k: seen.append(a[0]))
    monkeypatch.setattr(lessons, "accessible", lambda: None)
    return seen


@pytest.fixture
def lesson(answers):
    return lessons.Lesson("05", answers)


def lifted(lesson, bet="uptime", outcome=98.4):
    """Reveal an explorer; return a function that says whether the picture is there."""
    panel = explorers.handshakes()
    holders = []
    original = lessons._show_explorer
    lessons._show_explorer = lambda explorer, holder: holders.append(holder)
    try:
        lesson.reveal(bet, panel, outcome, ask="05-read-bar")
    finally:
        lessons._show_explorer = original
    return holders[0], lambda: panel.widget in holders[0].children


# ---------------------------------------------------------------- bets


def test_nothing_is_shown_before_the_bet_and_the_bet_stands_beside_the_outcome(lesson):
    bet = lessons._Bet(lesson, "uptime")
    holder, is_shown = lifted(lesson)
    assert not is_shown()
    bet.input.value = 60
    bet.place.click()
    assert is_shown()
    assert lesson.answers.lesson("05")["bet-uptime"]["value"] == 60
    beside = holder.children[0].children[0].value
    assert "You bet <b>60 %</b>" in beside and "98.4 %" in beside and "38.4 percentage points away" in beside
    assert bet.input.disabled and bet.place.disabled, "a bet placed stays placed"


def test_a_stored_bet_is_restored_and_opens_the_picture(answers):
    answers.put("05", "bet-uptime", "bet", 70)
    lesson = lessons.Lesson("05", AnswersFile(answers.path))
    bet = lessons._Bet(lesson, "uptime")
    assert bet.input.value == 70 and bet.input.disabled
    assert lifted(lesson)[1]()


def test_skipping_shows_the_picture_and_stores_nothing(lesson):
    holder, is_shown = lifted(lesson)
    holder.children[0].children[1].click()
    assert is_shown() and lesson.answers.lesson("05") == {}


def test_instructors_open_everything_at_once(lesson, shown):
    first, second = lifted(lesson), lifted(lesson, "haven", 84)
    lesson.greet()
    assert not first[1]() and not second[1]()
    lesson._open_to_all = True
    for name in list(lesson._waiting):
        lesson._lift(name)
    assert first[1]() and second[1]()


CHOICE = {
    "kind": "choice",
    "text": "Which?",
    "options": "Romania | Switzerland",
    "unit": "",
    "low": float("nan"),
    "high": float("nan"),
    "step": float("nan"),
    "outcome": "It was {outcome}.",
}


def test_a_choice_needs_an_option_first(lesson, monkeypatch):
    monkeypatch.setattr(lesson, "_bet_row", lambda name: CHOICE)
    bet = lessons._Bet(lesson, "which")
    bet.place.click()
    assert "Choose one" in bet.said.value and lesson.answers.lesson("05") == {}
    bet.input.value = "Romania"
    bet.place.click()
    card = lessons._outcome_card(CHOICE, lesson._stored("bet-which"), "Switzerland")
    assert "You bet <b>Romania</b>" in card and "It was Switzerland" in card and "differs" in card


@pytest.mark.parametrize("number, name, value", [("05", "uptime", 10_000), ("06", "today", MARKUP)])
def test_a_stored_bet_that_does_not_fit_is_asked_anew_and_kept_aside(answers, number, name, value):
    answers.put(number, f"bet-{name}", "bet", value)
    lesson = lessons.Lesson(number, answers)
    bet = lessons._Bet(lesson, name)
    assert not bet.place.disabled and bet.said.value == ""
    assert f"{number}/bet-{name}" in answers.problem and "could not be used" in answers.problem
    (kept,) = answers.path.parent.glob("my_answers.before-*.json")
    assert kept.name in answers.problem
    assert parse(kept.read_bytes(), "kept")[number][f"bet-{name}"]["value"] == value
    assert AnswersFile(answers.path).lesson(number) == {}


def test_unknown_names_are_answered_with_those_there_are(lesson):
    with pytest.raises(ValueError, match="uptime"):
        lesson.bet("nothing")
    with pytest.raises(ValueError, match="no question"):
        lesson.ask("05-nothing")
    with pytest.raises(ValueError, match="no lesson"):
        lessons.open_lesson("5")
    with pytest.raises(ValueError, match="glossary"):
        lesson.terms("nonsense")


# ---------------------------------------------------------------- questions


QUESTIONS = tables.load("questions")
OPTIONS = tables.load("options")


@pytest.mark.parametrize("name", QUESTIONS["question"])
def test_every_option_has_its_own_reply_and_is_stored(lesson, name):
    question = lessons._Question(lesson, name)
    button = question.widget.children[2]
    button.click()
    assert "Choose an answer first" in question.said.value
    replies = set()
    for option in question.choice.options:
        question.choice.value = option
        button.click()
        row = OPTIONS[(OPTIONS["question"] == name) & (OPTIONS["option"] == option)].iloc[0]
        assert ("Right." in question.said.value) == row["right"]
        assert html.escape(row["reply"]) in question.said.value
        replies.add(question.said.value)
        stored = lesson.answers.lesson("05")[f"question-{name}"]
        assert stored["value"] == option and stored["kind"] == ("right" if row["right"] else "wrong")
    assert len(replies) == len(question.choice.options)
    again = lessons._Question(lessons.Lesson("05", AnswersFile(lesson.answers.path)), name)
    assert again.choice.value == option and again.said.value


def test_questions_have_one_right_option_and_named_misconceptions():
    for name, options in OPTIONS.groupby("question"):
        assert options["right"].sum() == 1, name
        wrong = options[~options["right"]]
        assert len(wrong) >= 2 and (wrong["misconception"] != "").all(), name
        assert (options.loc[options["right"], "misconception"] == "").all(), name
        assert options["reply"].is_unique and (options["reply"].str.split().str.len() <= 40).all()
    assert set(OPTIONS["question"]) == set(QUESTIONS["question"])


def test_the_right_option_is_not_given_away_by_its_place_or_length():
    place = OPTIONS.groupby("question")["right"].apply(lambda r: list(r).index(True))
    assert place.value_counts(normalize=True).max() <= 0.6
    length = OPTIONS.assign(n=OPTIONS["option"].str.len())
    longest = length.loc[length.groupby("question")["n"].idxmax(), "right"]
    assert longest.mean() <= 0.7, "the right answer is too often the longest"


def test_every_basis_exists():
    sources = set(tables.load("sources")["key"])
    for basis in QUESTIONS["basis"]:
        kind, _, name = basis.partition(":")
        if kind == "table":
            assert name in tables.names(), basis
        elif kind == "source":
            assert name in sources, basis
        else:
            assert callable(pkgutil.resolve_name(f"hosting_shift.{name}")), basis


# ---------------------------------------------------------------- exercises


@pytest.mark.parametrize("name", exercises.every())
def test_an_exercise_knows_right_from_its_known_mistakes(name):
    exercise = exercises.every()[name]
    assert exercises.mark(name)[0] == "unanswered"
    verdict, words = exercises.mark(name, exercise.expected())
    assert verdict == "right" and "{" not in words
    replies = set()
    for mistake, reply in exercise.mistakes:
        verdict, words = exercises.mark(name, mistake())
        assert (verdict, words) == ("wrong", reply), "a known mistake equals the right answer"
        replies.add(words)
    assert len(replies) == len(exercise.mistakes) >= 1


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.binary(max_size=5),
    st.lists(st.one_of(st.integers(), st.text(max_size=3), st.none()), max_size=4),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.just(pd.DataFrame({"a": [1]})),
    st.just(pd.Series([1, 2])),
    st.just(object()),
    st.just(pd.NaT),
    st.just(pd.NA),
    st.just(len),
    st.complex_numbers(),
)


@given(name=st.sampled_from(sorted(exercises.every())), answer=anything)
@settings(max_examples=200, deadline=None)
def test_marking_never_raises(name, answer):
    verdict, words = exercises.mark(name, answer)
    assert verdict in ("right", "wrong", "unanswered") and words


def test_a_check_stores_the_verdict_and_escapes_the_answer(lesson, shown):
    lesson.check("moves", MARKUP)
    assert MARKUP not in str(shown[-1]["text/html"])
    assert lesson.answers.lesson("05")["exercise-moves"]["kind"] == "wrong"
    lesson.check("moves")
    assert "Not answered yet" in shown[-1]["text/plain"]
    assert lesson.answers.lesson("05")["exercise-moves"]["kind"] == "wrong"


# ---------------------------------------------------------------- notes, terms, keeping


def test_what_a_student_writes_is_escaped_wherever_it_is_shown(answers):
    answers.put("05", "note-break-uptime", "note", MARKUP)
    answers.put("05", MARKUP, "note", MARKUP)
    assert MARKUP not in lessons.Lesson("05", answers)._summary()


def test_the_download_holds_all_answers(answers):
    answers.put("05", "bet-uptime", "bet", 60)
    summary = lessons.Lesson("05", answers)._summary()
    import base64

    content = base64.b64decode(re.search(r"base64,([^']+)'", summary)[1])
    assert content == answers.as_bytes() == answers.path.read_bytes()


def test_pictures_drawn_in_a_lesson_carry_their_sentence(lesson, shown):
    axes = pd.Series([1, 2], index=["a", "b"]).plot.bar()
    lesson.picture(axes, "Two bars, <the second> twice the first.", "relocations")
    bundle = shown[-1]
    assert "Two bars, &lt;the second&gt; twice" in re.search('alt="([^"]*)"', bundle["text/html"])[1]
    assert tables.cite("relocations").split(" · ")[0][:20] in html.unescape(bundle["text/html"])


def test_a_plain_chart_says_what_is_drawn_and_every_bar():
    one = pd.Series([1234.5, 2], index=["a", "b"])
    lying = one.plot.barh(xlabel="events", ylabel="layer")
    assert lessons._axes_in_words(lying) == "Bars: events by layer. a: 1,234.5, b: 2."
    pyplot.close("all")
    two = pd.DataFrame({"honest": [1, 0], "false": [2, 3]}, index=["x", "y"]).plot.bar()
    said = lessons._axes_in_words(two)
    assert said == "Bars: how many. honest – x: 1, y: 0; false – x: 2, y: 3."
    pyplot.close("all")
    lines = pd.DataFrame({"issued": [1, 2]}, index=[2005, 2009]).plot(xlabel="year", ylabel="warrants")
    assert lessons._axes_in_words(lines) == "Lines (issued): warrants against year."
    pyplot.close("all")


def test_a_reply_goes_when_another_option_is_chosen(lesson):
    question = lessons._Question(lesson, "05-read-bar")
    first, second = question.choice.options[:2]
    question.choice.value = first
    question._check(None)
    assert question.said.value
    question.choice.value = second
    assert question.said.value == "", "a reply stands beside the option it speaks of, or not at all"


def test_greeting_says_what_was_restored(answers, shown):
    lessons.open_lesson("05", answers)
    assert "Nothing answered yet" in shown[-1]["text/plain"]
    answers.put("05", "bet-uptime", "bet", 60)
    lessons.open_lesson("05", answers)
    assert "1 answer of yours restored" in shown[-1]["text/plain"]


def test_a_problem_with_the_file_is_shown_at_once(tmp_path):
    path = tmp_path / "my_answers.json"
    path.write_text("rubbish")
    lesson = lessons.open_lesson("05", AnswersFile(path))
    assert "damaged" in lesson._problem.value
