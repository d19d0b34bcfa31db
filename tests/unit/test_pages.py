"""The pages built from lessons and tables are current; recall is spaced over the course."""

import re
import subprocess
import sys
from collections import Counter

import nbformat
import pytest

from harness import REPO
from harness.lesson_files import LESSONS, outcomes
from hosting_shift import content, tables
from hosting_shift.course import books
from hosting_shift.practice import rehearsal, screen
from hosting_shift.ui import parts
from tools import pages

NUMBERS = [name[:2] for name in LESSONS]


@pytest.fixture(scope="module")
def built():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rehearsal, "outcomes", outcomes)
        yield pages.build()


def test_committed_pages_are_what_lessons_and_tables_say(built):
    old = [path.name for path, text in built.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert old == [], "run make pages and commit it"


def test_building_twice_gives_the_same(built):
    assert pages.build() == built


# ---------------------------------------------------------------- recall


def test_every_lesson_recalls_two_questions_of_earlier_lessons():
    every = tables.load("lessons")["lesson"]
    recalls = [(lesson, question, earlier) for lesson, question, earlier in books.recalls() if lesson in NUMBERS]
    assert Counter(lesson for lesson, *_ in recalls) == dict.fromkeys(NUMBERS, 2)
    for lesson, question, earlier in recalls:
        assert bool(earlier) == (lesson != "00"), f"{question} does not say which lesson it recalls"
        assert set(earlier) <= set(every[every < lesson]), f"{question} names no earlier lesson"


def not_recalled(recalls, there, all_lessons):
    """Return the lessons nobody asks about again though every later lesson is written."""
    named = {number for lesson, _, earlier in recalls if lesson in there for number in earlier}
    return [
        number
        for i, number in enumerate(all_lessons[:-1])
        if number in there and set(all_lessons[i + 1 :]) <= set(there) and number not in named
    ]


def test_every_lesson_comes_back_in_a_later_one():
    every = tables.load("lessons")["lesson"].tolist()
    assert not_recalled(books.recalls(), NUMBERS, every) == []


def test_a_lesson_that_never_comes_back_is_found():
    recalls = [("02", "q", ["01"]), ("03", "r", ["01"])]
    assert not_recalled(recalls, ["01", "02", "03"], ["01", "02", "03"]) == ["02"]
    assert not_recalled(recalls, ["01", "02"], ["01", "02", "03"]) == [], "03 may still ask"


def test_the_plan_lists_every_recall_question(built):
    plan = next(text for path, text in built.items() if path.name == "recall_plan.md")
    asked = [content.question(question).text for lesson, question, _ in books.recalls() if lesson in NUMBERS]
    assert [text for text in asked if pages._cell(text) not in plan] == []


# ---------------------------------------------------------------- concept index


def test_every_term_is_in_the_index_with_the_lessons_that_explain_it(built):
    notebook = nbformat.reads(next(text for path, text in built.items() if path.suffix == ".ipynb"), 4)
    nbformat.validate(notebook)
    rows = [line for c in notebook.cells for line in c.source.splitlines() if line.startswith("| **")]
    assert len(rows) == len(tables.load("glossary"))
    for book in books.every():
        for term in book.terms:
            row = next(r for r in rows if r.startswith(f"| **{pages._cell(term)}** |"))
            assert f"**[lesson {book.number}]({book.file}.ipynb)**" in row
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}, "a bar in a cell would break the table"


@pytest.mark.parametrize(
    ("text", "english", "french", "used"),
    [
        ("The host answers.", "hosting provider (host)", "hébergeur", True),
        ("The hosts answer.", "hosting provider (host)", "hébergeur", True),
        ("A ghost answers.", "hosting provider (host)", "hébergeur", False),
        ("Its reach grew; notice that.", "reach", "audience pondérée", False),
        ("Proxénétisme is wide.", "procuring (pimping)", "proxénétisme", True),
        ("A sex worker said so.", "person in prostitution / sex worker", "x", True),
        ("We report on it.", "displacement", "report", False),
    ],
)
def test_use_in_prose(text, english, french, used):
    assert pages._uses(text, english, french) is used


# ---------------------------------------------------------------- plans and rubric


def test_numbers_on_the_instructors_pages():
    folder, every = REPO / "notebooks" / "instructor", tables.load("lessons")
    rubric = (folder / "memo_rubric.md").read_text(encoding="utf-8")
    criteria = re.findall(r"(?m)^\| \*\*", rubric)
    assert len(criteria) == 7 and "## Seven criteria, three points each" in rubric
    assert f"Points add up to {3 * len(criteria)}." in rubric
    plans = (folder / "course_plans.md").read_text(encoding="utf-8")
    assert round(every["minutes"].sum() / 60) == 9 and "about nine hours in all" in plans
    session, weeks, self_study = re.split("## Six weeks|## Self-study", plans)
    session = session.split("Which lesson?")[0]
    assert sum(map(int, re.findall(r"(?m)^\| (\d+) \|", session))) == 90
    for number in every["lesson"]:  # every lesson has its place in both plans
        assert re.search(rf"(?m)^\| \d · .*\b{number}\b", weeks), number
        assert re.search(rf"(?m)^\| \d \| .*\b{number}\b", self_study), number


def test_what_the_plans_hand_in_is_what_the_lessons_ask():
    plans = (REPO / "notebooks" / "instructor" / "course_plans.md").read_text(encoding="utf-8")
    asked = {number: " ".join(cell.text for cell in books.book(number).cells) for number in ("07", "09")}
    asked |= {number: content.note(number, name).text for number, name in (("02", "report"), ("05", "careful"))}
    for week, number, words in (
        (2, "02", "sentence or a short paragraph"),
        (4, "05", "three or four sentences"),
        (5, "07", "four to six sentences"),
        (6, "09", "in about eighty words"),
    ):
        (row,) = re.findall(rf"(?m)^\| {week} · .*", plans)
        assert words in row and words in asked[number], f"week {week}"
    assert f"in the {['four', 'five', 'six'][len(content.STEPS) - 4]} steps" in plans


# ---------------------------------------------------------------- lessons as data


def test_calls_are_read_from_the_code():
    found = books._calls('lesson.law("a", "b")\nlesson.episode("x", p, outcome=1)\nother.terms("c")')
    assert found == [("law", ["a", "b"]), ("episode", ["x"])]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_bet_has_an_outcome_that_is_an_answer_to_it(number):
    mine = content.asked(number).bets
    assert all(mine[name].fits(outcome) for name, outcome in outcomes(number).items())


def test_outcomes_leave_nothing_behind(monkeypatch):
    for module in (screen, parts):
        monkeypatch.setattr(module, "display", lambda *a, **k: pytest.fail("something was shown"))
    monkeypatch.setattr(rehearsal, "outcomes", lambda number: rehearsal.rehearse(number).outcomes)
    assert rehearsal.outcomes("00")["half"] == pytest.approx(100 * 15 / 66)
    assert screen.opening.get() is None
    assert not list((REPO / "notebooks").glob("my_answers.json.*"))
    failing = books.Book("00", "x", "X", (books.Cell("a", "code", (), "raise ValueError('no')"),))
    monkeypatch.setattr(rehearsal, "book", lambda number: failing)
    with pytest.raises(ValueError, match="no"):
        rehearsal.outcomes("00")
    assert screen.opening.get() is None


def test_an_unknown_lesson_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="there are 00"):
        books.book("77")


def test_pages_and_handouts_are_made_without_the_packages_of_the_tests():
    """`make pages` and `make handouts` install what the lessons need, and no more."""
    hidden = ("pytest", "hypothesis", "playwright", "axe_playwright_python", "frictionless")
    code = f"import sys; sys.modules.update(dict.fromkeys({hidden})); import tools.pages, tools.handouts"
    ran = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
