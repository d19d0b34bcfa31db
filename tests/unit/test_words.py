"""One way to write numbers: "98.4 %" with a space, "1 answer", "A, B and C", wherever a student reads."""

import ast
import re
from datetime import date

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from harness import REPO
from hosting_shift import exercises, explorers
from hosting_shift.dates import full_date
from hosting_shift.words import asked_in, closed, count, listed, percent

TOO_CLOSE = re.compile(r"\d%")
CONTENT = sorted((REPO / "content").glob("*.toml"))
WITH_START = sorted(set(explorers.__all__) - {"course_map", "score_yourself", "sealed_forecasts", "setup_check"})


def test_how_numbers_lists_and_days_are_written():
    assert [percent(0.984), percent(0.5, 0), percent(0.00333, 2)] == ["98.4 %", "50 %", "0.33 %"]
    assert [count(1, "answer"), count(3, "answer"), count(0, "answer")] == ["1 answer", "3 answers", "0 answers"]
    assert count(2, "country", "countries") == "2 countries" and count(12000, "way") == "12,000 ways"
    assert [listed("AB"), listed("ABC"), listed(["A"]), listed([])] == ["A and B", "A, B and C", "A", ""]
    assert full_date(date(2009, 6, 30)) == "30 June 2009"
    assert [closed("both states."), closed("in which state?"), closed("a or b")] == [
        "both states.",
        "in which state?",
        "a or b.",
    ]


@pytest.mark.parametrize("name", WITH_START)
def test_no_explorer_writes_a_number_close_to_its_per_cent_sign(name):
    file = explorers.file_of(name)
    result = file.compute(**file.start())
    figure = Figure()
    for drawing in file.draw(figure):
        drawing.move(result)
    table = file.tabulate(result)
    said = [file.describe(result), *(text.get_text() for text in figure.findobj(Text)), *map(str, table.columns)]
    said += [str(cell) for cell in table.to_numpy().ravel()]
    assert [words for words in said if TOO_CLOSE.search(words)] == []


def test_neither_do_replies_questions_and_bets():
    said = [line for file in CONTENT for line in file.read_text(encoding="utf-8").splitlines()]
    for exercise in exercises.every().values():
        said += [*exercise.hints, *(reply for _, reply in exercise.answers())]
    assert len(said) > 2000
    assert [words for words in said if TOO_CLOSE.search(words)] == []


def test_python_s_own_per_cent_format_stands_in_words_alone():
    """Its f"{share:.1%}" leaves no space; what is written so may stand in a sentence not said at rest."""
    found = {
        file.name
        for file in (REPO / "notebooks" / "hosting_shift").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue) and node.format_spec
        for spec in node.format_spec.values
        if isinstance(spec, ast.Constant) and spec.value.endswith("%")
    }
    assert found == {"words.py"}


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("One. Two. How many?", "One. Two. How many?"),
        ("Twelve states join a treaty one by one. Six have. How many pairs?", "Six have. How many pairs?"),
        ("How many? (Eleven in mid-2009.)", "How many?"),
        ("Write two sentences.", "Write two sentences."),
        ("A question with more words in it than there is room for?", "A question with more words in it …"),
    ],
)
def test_a_question_is_shortened_to_what_it_asks(text, asks):
    assert asked_in(text, 36) == asks
