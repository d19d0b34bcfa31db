"""Every lesson as stored: its shape, its budget, its objectives, bets, questions and solutions."""

import re
from itertools import pairwise
from statistics import median

import nbformat
import pytest

from harness.lesson_files import (
    LESSONS,
    answer_of,
    cells,
    code_lines,
    explanation_of,
    in_code,
    in_fields,
    outcomes,
    prose,
    read,
    solution_of,
    words,
    working_of,
)
from harness.reading_time import minutes_to_do, minutes_to_read, tasks
from hosting_shift import content, exercises, tables
from hosting_shift.course import books

PARTS = ["title", "at-a-glance", "objectives", "set-up", "recall", "check", "limits", "take-away", "keep"]
TASK = re.compile(r"\*\*(?:Alone|Apply|Break it|Compare|Completed|Go on|On your own)\b|\blevel \d")
VAGUE = re.compile(r"\b(understand|know about|learn about|get an? (idea|intuition)|be aware)\b", re.I)


@pytest.fixture(params=LESSONS)
def name(request):
    return request.param


@pytest.fixture
def lesson(name):
    return read(name)


def test_every_lesson_in_the_folder_is_one_of_the_map():
    assert {"00_start_here", "05_the_hosting_shift", "07_the_convention"} <= set(LESSONS)
    assert set(LESSONS) <= set(tables.load("lessons")["file"])


def test_valid_and_without_output(lesson):
    nbformat.validate(lesson)
    for cell in cells(lesson, "code"):
        assert cell.outputs == [] and cell.execution_count is None, f"{cell.id} has stored output"


def test_cell_ids_are_words(lesson):
    ids = [cell.id for cell in lesson.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", i) for i in ids), ids


def test_the_parts_are_there_in_order(name, lesson):
    ids = [cell.id for cell in lesson.cells]
    if name == "00_start_here":  # the case, one bet and one picture come first; how one works here comes after them
        assert ids[:3] == ["title", "set-up", "bet-half"]
        assert ids.index("at-a-glance") < ids.index("objectives") < ids.index("help-lines")
        return
    where = [ids.index(part) for part in (*PARTS[:5], "case", *PARTS[5:])]
    assert where == sorted(where)


def test_headings(lesson):
    text = "\n".join(cell.source for cell in cells(lesson, "markdown"))
    levels = [len(m) for m in re.findall(r"(?m)^(#+) \S", re.sub(r"```.*?```", "", text, flags=re.S))]
    assert levels[0] == 1 and levels.count(1) == 1, "one H1, in the first cell"
    assert all(b - a <= 1 for a, b in pairwise(levels)), "no level is skipped"


def test_budget(lesson):
    # the help lines and the line "Law as of" are computed, to be looked up; the name of a fold is not its text
    frame = r"(?m)^\| Law as of .*$|<summary>.*?</summary>"
    read_ = [re.sub(frame, "", c.source) for c in cells(lesson, "markdown") if c.id != "help-lines"]
    text = [words(source) for source in read_]
    code = [code_lines(c.source) for c in cells(lesson, "code")]
    assert 32 <= len(lesson.cells) <= 46, f"{len(lesson.cells)} cells: merge two, or take one out"
    assert 1400 <= sum(text) <= 2000, f"{sum(text)} words: shorten what is there"
    assert max(text) <= 150 and median(text) < 60, f"longest {max(text)}, median {median(text)}"
    assert max(code) <= 12 and sum(code) <= 80 and median(code) <= 6, f"{sum(code)} lines of code"


def test_something_to_do_at_least_every_five_cells(lesson):
    kinds = "".join("c" if cell.cell_type == "code" else "t" for cell in lesson.cells)
    assert "t" * 6 not in kinds


def test_minutes_are_those_of_the_map(name, lesson):
    glance = next(cell.source for cell in lesson.cells if cell.id == "at-a-glance")
    stated = int(re.search(r"Time \| (\d+) minutes", glance)[1])
    minutes = tables.load("lessons").set_index("file")["minutes"]
    assert stated == minutes[name] <= 50


def test_what_is_to_do_fits_into_the_time(name):
    minutes = tables.load("lessons").set_index("file").loc[name, "minutes"]
    needed = minutes_to_read(name[:2]) + minutes_to_do(name[:2])
    assert needed <= minutes, f"{needed} minutes of reading and tasks in {minutes}: {dict(tasks(name[:2]))}"


def test_claims_and_adverts_are_counted_among_what_is_to_do():
    assert tasks("01")["claim"] in (3, 4) and tasks("03")["advert"] == 6


def test_what_is_for_home_is_said_and_marked(lesson):
    at_home = [bool({"at-home", "generated"} & set(cell.metadata.get("tags", []))) for cell in lesson.cells]
    first = [cell for cell, is_, was in zip(lesson.cells, at_home, [False, *at_home], strict=False) if is_ > was]
    assert [cell.id for cell in first if "generated" not in cell.metadata.tags and "at home" not in cell.source] == []
    said = [
        c
        for c, is_ in zip(lesson.cells, at_home, strict=True)
        if re.search(r"(?m)^(#+ |\*\*)[^*\n]*\bat home\b", c.source) and not is_
    ]
    assert [cell.id for cell in said] == [], "tag the cell and those that belong to it with at-home"


def test_at_a_glance_counts_the_bets(lesson):
    glance = next(cell.source for cell in lesson.cells if cell.id == "at-a-glance")
    (said,) = re.findall(r"You will make \|.*?\b(\w+) bets?\b", glance)
    assert said == ["no", "one", "two", "three", "four"][len(bets_of(lesson))]


def test_objectives_can_be_observed_and_are_used(lesson):
    objectives = next(c.source for c in lesson.cells if c.id == "objectives")
    tags = re.findall(r"\*\*(O\d)\*\*", objectives)
    assert 3 <= len(tags) <= 4 and tags == [f"O{i}" for i in range(1, len(tags) + 1)]
    assert not VAGUE.search(objectives)
    close = next(c.source for c in lesson.cells if c.id == "take-away")
    assert re.findall(r"\*\*(O\d)\*\*", close) == tags, "one line for each objective"
    exercises = " ".join(
        c.source
        for c in lesson.cells
        if c.id.startswith(("exercise", "explain", "why", "next", "practice", "solution"))
    )
    for served in (*tags, "level 1", "level 2"):
        assert served in exercises, f"no exercise says that it serves {served}"


def bets_of(lesson) -> list[str]:
    """Return the bets that a lesson asks, in order."""
    return [bet for c in cells(lesson, "code") for bet in re.findall(r'lesson\.episode\(\s*"([\w-]+)"', c.source)]


def test_every_bet_and_what_it_opens_are_one_cell_and_its_explanation_is_folded(name, lesson):
    """Whoever reads the notebook file finds the prose; who works in it sees it only with the picture."""
    ids = [cell.id for cell in lesson.cells]
    bets = bets_of(lesson)
    assert bets and len(set(bets)) == len(bets)
    assert {f"why-{bet}" for bet in bets} >= {i for i in ids if i.startswith("why-")}, "an explanation of no bet"
    for bet in bets:
        cell = lesson.cells[ids.index(f"bet-{bet}")]
        assert f'lesson.episode("{bet}", ' in cell.source, "the cell has the bet's name"
        if f"why-{bet}" not in ids:
            continue
        fold = lesson.cells[ids.index(f"bet-{bet}") + 1]
        assert fold.id == f"why-{bet}" and set(fold.metadata.tags) - {"at-home"} == {"why"}
        assert fold.source.startswith("<details><summary>Why: read after your bet</summary>\n\n")
        assert fold.source.endswith("\n\n</details>") and fold.source.count("<details") == 1
        assert explanation_of(lesson, bet) == books.explanation(name[:2], bet) != ""


def test_no_task_stands_in_a_fold(lesson):
    """Whoever skips an explanation, or reads it where the bet was, would not know what the field below asks for."""
    for cell in cells(lesson, "markdown"):
        for fold in re.findall(r"(?s)<details.*?</details>", cell.source):
            assert not TASK.search(fold), f"{cell.id}: give the task a text cell of its own, after the fold"


def test_no_text_that_is_open_says_how_a_bet_comes_out(name, lesson):
    """Above a bet and right below it; later the outcome may be built upon."""
    ids = [cell.id for cell in lesson.cells]
    for bet, outcome in outcomes(name[:2]).items():
        asked, at = content.bet(name[:2], bet), ids.index(f"bet-{bet}")
        below = next((i for i in range(at + 1, len(ids)) if lesson.cells[i].cell_type == "code"), len(ids))
        text = " ".join(prose(c.source) for c in lesson.cells[:below] if "why" not in c.metadata.get("tags", []))
        assert asked.said(outcome) not in re.sub(r"\s+", " ", text), bet


def test_every_explorer_has_a_question_right_under_it(lesson):
    shown = [c for c in cells(lesson, "code") if re.search(r"lesson\.(episode|show)\(", c.source)]
    assert 1 <= len(shown) <= 4
    for cell in shown:
        assert books.asked_in(cell.source), cell.id


def test_the_lessons_own_questions_are_asked(name, lesson):
    source = "\n".join(c.source for c in cells(lesson, "code"))
    recall, reading, check = (content.questions(name[:2], part) for part in content.PARTS)
    assert {question.id for question in reading} == set(books.asked_in(source))
    assert len(recall) == 2 and 3 <= len(check) <= 5
    assert list(content.asked(name[:2]).bets) == bets_of(lesson)
    assert list(content.asked(name[:2]).notes) == re.findall(r'lesson\.note\("([\w-]+)"\)', source)
    assert bool(content.asked(name[:2]).terms) == ("lesson.terms()" in source)


def test_no_cell_says_what_stands_elsewhere(lesson):
    """What a lesson asks and which terms it shows stands in content/, not in red code above its picture."""
    for cell in cells(lesson, "code"):
        for call in re.findall(r"lesson\.(?:terms|note)\((.*?)\)", cell.source, re.S):
            assert re.fullmatch(r'("[\w-]+")?', call), cell.id


def test_code_is_fit_to_imitate(lesson):
    source = "\n".join(c.source for c in cells(lesson, "code"))
    for bad in ("plt.show", "global ", "except:", "http", "import *", "eval("):
        assert bad not in source, bad
    assert not re.search(r"^\s*[%!]", source, re.M), "no magic commands"
    imports = [c.id for c in cells(lesson, "code") if re.search(r"^(import|from)", c.source, re.M)]
    assert imports == ["set-up"], "one cell of imports"


def test_every_image_has_alternative_text(lesson):
    text = "\n".join(cell.source for cell in cells(lesson, "markdown"))
    assert all(len(alt.split()) >= 3 for alt in re.findall(r"!\[([^\]]*)\]", text))


def test_care(lesson):
    text = " ".join(prose(c.source) for c in cells(lesson, "markdown"))
    assert "not legal advice" in text and re.search("pause", text, re.I)
    avoid = r"\b(prostitutes|sex slaves?|mafia|girls|escort girls?|child prostitutes?)\b"
    assert not re.search(avoid, text, re.I), "see the wording rules of the dossier, section H"


def test_a_solution_is_its_exercise_with_the_dots_filled(lesson):
    for exercise in in_code(lesson):
        given = [line for line in exercise.source.splitlines() if "..." not in line]
        solved = solution_of(lesson, exercise).splitlines()
        assert [line for line in solved if line in given] == given, exercise.id


def test_the_answer_that_the_solution_of_a_field_gives_is_right(name, lesson):
    assert in_code(lesson) + in_fields(lesson) and len(in_fields(lesson)) >= 1
    assert [c.id for c in cells(lesson, "code", "exercise")] == [
        c.id for c in cells(lesson, "code") if re.search(r"lesson\.(check|field)\(", c.source)
    ]
    for exercise in in_fields(lesson):
        field = exercise.id.removeprefix("exercise-")
        assert exercise.source == f'lesson.field("{field}")', "a field needs no code"
        answer, asked = answer_of(lesson, exercise), exercises.get(f"{name[:2]}-{field}")
        assert exercises.mark(asked.name, answer)[0] == "right", (exercise.id, answer)
        if asked.choices():
            given = answer if isinstance(answer, list) else [answer]
            assert set(given) <= set(asked.choices()) and len(given) == max(1, len(asked.parts)), exercise.id


SIGNS = {"÷": "/", "×": "*", "−": "-", "²": "**2"}


def computed(working: str) -> float:
    """Return what the arithmetic comes to that a solution shows: "x = 24.2 ÷ 12, then x ÷ (1 + x)"."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", working)
    for sign, python in SIGNS.items():
        plain = plain.replace(sign, python)
    assert re.fullmatch(r"(?:[\d\s.+*/()x=-]|, then )+", plain), working
    *steps, last = plain.split(", then ")
    names: dict[str, float] = {}
    for step in steps:
        exec(step, {}, names)
    return eval(last, {}, names)


def test_the_arithmetic_that_a_solution_shows_comes_to_its_answer(name, lesson):
    for exercise in in_fields(lesson):
        if working := working_of(lesson, exercise):
            answer, value = answer_of(lesson, exercise), computed(working)
            value = 100 * value if "%" in answer else value / 1e6 if "million" in answer else value
            asked = exercises.get(f"{name[:2]}-{exercise.id.removeprefix('exercise-')}")
            assert exercises.mark(asked.name, value)[0] == "right", (exercise.id, working, value)
