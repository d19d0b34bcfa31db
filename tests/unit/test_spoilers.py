"""Nothing tells the answer first: what a bet or a forecast asks for stands nowhere above it.

Each bet and each forecast names the phrases that would give its answer away (`told`); they are looked for in all
that stands before it in the course: text, code, what cells show, replies.
"""

import itertools
import re

import pytest
from prose.common import rewritten

from harness.lesson_files import LESSONS, read, shown, whole
from hosting_shift import content, tables

BETS = [rewritten(f"{bet.lesson}-{bet.id}", bet) for bet in content.bets()]
QUESTIONS = [[q for q in content.questions(lesson) if q.part != "recall"] for lesson in content.lessons()]
PAIRS = [pytest.param(one, two, id=two.id) for asked in QUESTIONS for one, two in itertools.pairwise(asked)]


def readable(name: str) -> list[tuple[str, str]]:
    """Return (cell, what it says and shows) in the order of a lesson; of an episode what it opens."""
    lesson = read(name)  # what repeats content/ for a code host is folded, and lists every option
    words, asked = shown(name[:2]), content.asked(name[:2])
    found = []
    for cell in lesson.cells:
        parts = [cell.source, words.get(cell.id, "")]
        for ask in re.findall(r'ask(?:=|\()"([\w-]+)"', cell.source):
            parts += [content.question(ask).text, *(f"{o.text} {o.reply}" for o in content.question(ask).options)]
        if cell.id.startswith("bet-") and cell.id.removeprefix("bet-") in asked.bets:
            parts.append(asked.bets[cell.id.removeprefix("bet-")].outcome)
        found.append((f"{name[:2]} {cell.id}", " ".join(" ".join(parts).split())))
    return found


@pytest.fixture(scope="module")
def course() -> list[tuple[str, str]]:
    return [place for name in LESSONS for place in readable(name)]


def where_told(phrases, before: list[tuple[str, str]]) -> list[str]:
    """Return where one of the phrases stands, as words and figures of their own."""
    found = []
    for phrase in phrases:
        wanted = re.compile(rf"(?<![\w.,]){re.escape(phrase)}(?![\w])(?!\.\d)", re.IGNORECASE)
        found += [
            f"{place}: … {text[max(0, at.start() - 60) : at.end() + 30]} …"
            for place, text in before
            if (at := wanted.search(text))
        ]
    return found


@pytest.mark.parametrize("bet", BETS)
def test_nothing_before_a_bet_tells_its_answer(course, bet):
    assert bet.told, "write in told which phrases would give the answer away"
    own = next(i for i, (place, _) in enumerate(course) if place == f"{bet.lesson} bet-{bet.id}")
    lesson = next(name for name in LESSONS if name.startswith(bet.lesson))
    source = next(cell.source for cell in whole(lesson).cells if cell.id == f"bet-{bet.id}")
    assert where_told(bet.told, [*course[:own], ("its own code", source), ("its own text", bet.text)]) == []


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
