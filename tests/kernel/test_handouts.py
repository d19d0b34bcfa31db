"""Handouts: the lesson on paper, with still pictures, nothing that needs a computer, no solutions."""

import os
import re
from functools import cache
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from harness.accessibility import serious
from harness.jupyterlab_server import find_chromium
from harness.lesson_files import LESSONS, as_shipped, cells, outcomes, read
from hosting_shift import content
from hosting_shift.course import books
from hosting_shift.practice import rehearsal
from tools import handouts


@pytest.fixture(autouse=True)
def outcomes_once(monkeypatch):
    monkeypatch.setattr(rehearsal, "outcomes", outcomes)


@cache
def sheet(name):
    return handouts.page(books.book(name[:2]), as_shipped(name))


@pytest.fixture(params=LESSONS)
def name(request):
    return request.param


def test_pictures_are_still_and_described_and_nothing_is_active(name):
    page = sheet(name)
    soup = BeautifulSoup(page, "html.parser")
    shown = [c for c in cells(read(name), "code") if re.search(r"lesson\.(reveal|show)\(", c.source)]
    pictures = soup("img")
    assert len(pictures) >= len(shown) >= 1
    for picture in pictures:
        assert len(picture["alt"]) >= 40 and picture["src"].startswith("data:image/png;base64,")
    for left in ("script", "button", "input", "select", "details", "link", "iframe"):
        assert not soup(left), left
    text = soup.get_text()
    for left in (
        "VBox(",
        "Javascript object",
        "widget-view",
        "jupyter-widgets",
        "The picture appears here as soon as",
    ):
        assert left not in page, left
    assert "not legal advice" in text and not re.search(r"\bnan\b", text)


def test_what_a_lesson_asks_is_on_paper_and_its_solutions_are_not(name):
    lesson, page = read(name), sheet(name)
    text = re.sub(r"\s+", " ", BeautifulSoup(page, "html.parser").get_text())
    for asked in (*content.asked(name[:2]).bets.values(), *content.questions(name[:2])):
        assert re.sub(r"\s+", " ", asked.text) in text
    for prompt in re.findall(
        r'lesson\.note\(\s*"[\w-]+",\s*"([^"]+)"', "\n".join(c.source for c in lesson.cells)
    ):
        assert prompt in text
    for heading in re.findall(
        r"(?m)^#+ ([^*\n]+?) *$", "\n".join(c.source for c in cells(lesson, "markdown"))
    ):
        assert heading in text
    assert "Solution" not in text
    for exercise in cells(lesson, "code", "exercise"):
        assert "..." in exercise.source and re.search(r"answer = \.\.\.", text)
    assert "lesson.bet(" not in text and "lesson.reveal(" not in text and "open_lesson" not in text


@pytest.mark.parametrize(
    ("source", "shows"),
    [
        ('lesson.terms(\n    "a",\n    "b",\n)', True),
        ("explorers.course_map()", True),
        ('tables.describe("x")', True),
        ('x = 1\nlesson.reveal("b", x)', True),
        ("claims.groupby('kind').size()", False),
        ('bars = x.plot.bar()\nlesson.picture(bars, "w", "t")', False),
    ],
)
def test_code_is_printed_where_there_is_something_to_read(source, shows):
    assert handouts._only_shows(source) is shows


def test_a_long_table_is_cut_and_says_so():
    page = handouts._finish(
        "<table><tbody>"
        + "<tr><td>x</td></tr>" * 40
        + "</tbody></table><details><summary>s</summary></details>",
        "T",
    )
    assert page.count("<tr>") == handouts.ROWS and "First 12 of 40 rows" in page
    assert "<details" not in page


def test_scripts_and_markup_are_taken_out():
    page = handouts._finish("<script>alert(1)</script><style>x</style><p>text</p>", "<b>T</b>")
    assert "alert" not in page and "<title>&lt;b&gt;T" in page


def test_the_answers_are_whole():
    page = handouts.answers_page()
    for name in LESSONS:
        assert f"{name[:2]} · " in page
    assert "rows; all stand" not in page and page.count("<table") >= 2 * len(LESSONS)


def test_without_chromium_there_are_html_pages_and_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(handouts, "FOLDER", tmp_path / "handouts")
    monkeypatch.setattr(handouts, "find_chromium", lambda: None)
    monkeypatch.setattr(handouts, "run", lambda name, folder: as_shipped(name))
    handouts.main(["00"])
    made = sorted(p.name for p in handouts.FOLDER.iterdir())
    assert made == ["00_start_here.html", "answers.html"]
    said = capsys.readouterr().out
    assert "made handouts/00_start_here.html" in said and "Chromium or Chrome is missing" in said


def test_an_unknown_lesson_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="there are 00"):
        handouts.main(["77"])


def test_a_pdf_has_pages(tmp_path):
    if find_chromium() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing: install it (on Debian: apt-get install chromium).")
        pytest.skip("Chromium is missing")
    page = tmp_path / "lesson 07.html"
    page.write_text(sheet("07_the_convention"), encoding="utf-8")
    printed = handouts.pdf(page, find_chromium()).read_bytes()
    assert printed.startswith(b"%PDF-")
    assert 5 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 20
    assert len(re.findall(rb"/Subtype\s*/Image", printed)) >= 3, "the pictures are in it"
    # for screen readers: tagged, in English, with a title, an outline, headings, heads of tables
    for mark in (
        rb"/Marked true",
        rb"/StructTreeRoot",
        rb"/Lang \(en\)",
        rb"/DisplayDocTitle true",
        rb"/Outlines",
        rb"/S /H1\b",
        rb"/S /TH\b",
    ):
        assert re.search(mark, printed), mark
    pictures = BeautifulSoup(sheet("07_the_convention"), "html.parser")("img")
    assert len(re.findall(rb"/Alt [(<]", printed)) == len(pictures) >= 3, "each with its words"


# ---------------------------------------------------------------- for everybody


def test_a_page_has_a_language_a_title_and_its_headings_in_order(name):
    soup = BeautifulSoup(sheet(name), "html.parser")
    assert soup.html["lang"] == "en" and soup.title.string.startswith(name[:2] + " · ")
    levels = [int(heading.name[1]) for heading in soup(re.compile("^h[1-6]$"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in soup("table"):
        assert table("th"), f"a table without a head: {table.get_text()[:80]}"


def some_answers() -> str:
    """Return the page of answers up to the third lesson: axe is slow on long tables, all alike."""
    soup = BeautifulSoup(handouts.answers_page(), "html.parser")
    third = soup("h2")[2]
    for node in [third, *third.find_next_siblings()]:
        node.decompose()
    assert soup("table")
    return str(soup)


@pytest.mark.browser
@pytest.mark.parametrize("name", [*LESSONS, "answers"])
def test_axe_finds_nothing_serious_on_a_page(browser, name):
    page = browser.new_page()
    try:
        page.set_content(some_answers() if name == "answers" else sheet(name))
        assert serious(page) == []
    finally:
        page.close()
