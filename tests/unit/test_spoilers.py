"""Nothing tells the answer first: what a bet or a forecast asks for stands nowhere above it.

Each bet and each forecast names the phrases that would give its answer away (`told`); they are looked for in all
that stands before it in the course: text, code, what cells show, replies, the claims that a click opens, and what
an explorer says and tabulates at every setting. They are looked for in the lesson's other bets, too, since these
stand open on one sheet.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import astuple
from functools import cache

import pytest

from harness import explorer_states
from harness.lesson_files import LESSONS, read, rehearsed, whole
from harness.spoilers import where_told
from hosting_shift import content, exercises, tables
from hosting_shift.course import books
from hosting_shift.exercises import lesson_01
from hosting_shift.law import audit
from hosting_shift.ui import Panel

BETS = [pytest.param(bet, id=f"{bet.lesson}-{bet.id}") for bet in content.bets()]
QUESTIONS = [[q for q in content.questions(lesson) if q.part != "recall"] for lesson in content.lessons()]
CLICKED = {"sort_it_yourself": audit.claims_to_sort, "claims_explorer": audit.claims}  # what a click in it opens
PAIRS = [pytest.param(one, two, id=two.id) for asked in QUESTIONS for one, two in itertools.pairwise(asked)]


def clicked(source: str) -> list[tuple[str, str]]:
    """Return (claim, its text, finding and note) for each claim that a click opens in what a cell shows."""
    claims = [table().reset_index() for name, table in CLICKED.items() if f"explorers.{name}(" in source]
    return [(row.claim, f"{row.text} {row.finding} {row.note}") for table in claims for row in table.itertuples()]


def readable(name: str) -> list[tuple[str, str]]:
    """Return (cell, what it says and shows) in the order of a lesson; of an episode what it opens."""
    lesson = read(name)  # what repeats content/ for a code host is folded, and lists every option
    words, asked = rehearsed(name[:2]).texts, content.asked(name[:2])
    found = []
    for cell in lesson.cells:
        parts = [cell.source, words.get(cell.id, "")]
        for ask in books.asked_in(cell.source):
            parts += [content.question(ask).text, *(f"{o.text} {o.reply}" for o in content.question(ask).options)]
        if cell.id.startswith("bet-") and cell.id.removeprefix("bet-") in asked.bets:
            parts.append(asked.bets[cell.id.removeprefix("bet-")].outcome)
        parts += opened(name[:2], cell.source)
        found.append((f"{name[:2]} {cell.id}", " ".join(" ".join(parts).split())))
        found += [(f"{name[:2]} {cell.id}, {claim}", text) for claim, text in clicked(cell.source)]
        found += [(f"{name[:2]} {cell.id}, {where}", text) for where, text in swept(name[:2], cell.id)]
    return found


def opened(lesson: str, source: str) -> Iterator[str]:
    """Yield what an answer opens in a cell: replies, possible answers, analyses of cases, hints and known mistakes."""
    asked = content.asked(lesson)
    for part, call in (("check", "lesson.check_yourself("), ("recall", "lesson.recall(")):
        if call in source:
            yield from (text for question in content.questions(lesson, part) for text in texts(astuple(question)))
    for name in re.findall(r'lesson\.note\("([\w-]+)"', source):
        yield from texts(astuple(asked.notes[name]))
    if "lesson.cases(" in source:
        yield from (text for case in asked.cases.values() for text in texts(astuple(case)))
    for name in re.findall(r'lesson\.(?:field|check)\("([\w-]+)"', source):
        exercise = exercises.get(f"{lesson}-{name}")
        yield from (*exercise.hints, *dict.fromkeys(reply for _, reply in exercise.answers()))


def texts(value: object) -> Iterator[str]:
    """Yield every text in a value, and in the lists and dictionaries that it holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, tuple)):
        yield from (text for each in value for text in texts(each))
    elif isinstance(value, dict):
        yield from texts(list(value.values()))


@cache
def swept(lesson: str, cell: str) -> list[tuple[str, str]]:
    """Return (setting, what it says and tabulates) for each setting of the explorer that a cell shows, if it does."""
    panel = rehearsed(lesson).explorers.get(cell)
    return explorer_states.readable(panel) if isinstance(panel, Panel) else []


def open_text(lesson: str, cell) -> str:
    """Return what stands open in a cell as soon as it has run: its text, what it shows, the labels of its fields."""
    names = re.findall(r'lesson\.field\("([\w-]+)"', cell.source)
    labels = [label for name in names for label in exercises.get(f"{lesson}-{name}").parts]
    waits = "lesson.episode(" in cell.source  # what it shows waits for its bet
    shown = "" if waits else rehearsed(lesson).texts.get(cell.id, "")
    return " ".join([books.outside_fold(cell.source), *labels, shown])


@pytest.fixture(scope="module")
def course() -> list[tuple[str, str]]:
    return [place for name in LESSONS for place in readable(name)]


@pytest.mark.parametrize("bet", BETS)
def test_nothing_before_a_bet_tells_its_answer(course, bet):
    assert bet.told, "write in told which phrases would give the answer away"
    own = next(i for i, (place, _) in enumerate(course) if place == f"{bet.lesson} bet-{bet.id}")
    lesson = next(name for name in LESSONS if name.startswith(bet.lesson))
    source = next(cell.source for cell in whole(lesson).cells if cell.id == f"bet-{bet.id}")
    assert where_told(bet.told, [*course[:own], ("its own code", source), ("its own text", bet.text)]) == []


@pytest.mark.parametrize("bet", BETS)
def test_no_other_bet_of_the_lesson_tells_its_answer(bet):
    others = [other for other in content.asked(bet.lesson).bets.values() if other.id != bet.id]
    open_ = [(other.id, " ".join([other.text, *(option.text for option in other.options)])) for other in others]
    assert where_told(bet.told, open_) == []


@pytest.mark.parametrize("bet", BETS)
def test_nothing_open_below_a_bet_tells_its_answer(bet):
    lesson = next(name for name in LESSONS if name.startswith(bet.lesson))
    book = read(lesson).cells
    own = next(i for i, cell in enumerate(book) if cell.id == f"bet-{bet.id}")
    episode = itertools.takewhile(lambda cell: not re.search("(?m)^## ", cell.source), book[own + 1 :])
    seen = [(cell.id, open_text(bet.lesson, cell)) for cell in [book[own], *episode]]
    assert where_told(bet.told, seen) == []


def test_nothing_before_a_forecast_tells_its_answer(course):
    first = next(i for i, (_, text) in enumerate(course) if "forecasts" in text and "explorers." in text)
    table = tables.load("forecast_questions")
    told = {row.question: str(row.told).split(";") for row in table[table["answer"] != "open"].itertuples()}
    assert {name: found for name, phrases in told.items() if (found := where_told(phrases, course[:first]))} == {}


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_no_question_is_answered_by_the_one_before_it(one, two):
    right = next(option for option in two.options if option.right)
    words = set(re.findall(r"\w{4,}", right.text.lower()))
    before = " ".join([one.text, *(option.reply for option in one.options)]).lower()
    known = {word for word in words if word in before}
    assert len(words) < 4 or len(known) < 0.75 * len(words), f"{one.id} says: {sorted(known)}"


def test_the_search_finds_what_it_should():
    text = [("here", "of its stops 7.5 % are right, and 17.5 % in May")]
    assert len(where_told(["7.5 %"], text)) == 1 and where_told(["7.5 %"], [("here", "17.5 %")]) == []


def test_the_search_opens_the_claims_of_lesson_01(course):
    opened = {place for place, _ in course if ", C" in place}
    assert {f"01 bet-least-checked, {claim}" for claim in tables.load("claims")["claim"]} <= opened


def test_no_claim_to_sort_is_solved_above_the_sorting():
    cut = " ".join(model.text for note in content.asked("01").notes.values() for model in note.models).lower()
    twelve = audit.claims_to_sort()["text"]
    assert not set(lesson_01.PLACES.values()) & set(twelve.index)
    assert [claim for claim, text in twelve.items() if text[:-1].lower() in cut] == []


def test_no_explorer_shows_the_verdicts_of_a_kind_above_the_bet_on_the_kinds():
    above = itertools.takewhile(lambda cell: cell.id != "bet-least-checked", read("01_reading_the_source").cells)
    assert not re.search(r"explorers\.(claims_explorer|two_readers)\(", " ".join(cell.source for cell in above))


def test_the_search_moves_what_an_explorer_can_be_asked(course):
    told = {place for place, _ in course}
    assert {"02 bet-swiss-condition, request=person-slovakia", "02 bet-swiss-condition, at rest"} <= told
