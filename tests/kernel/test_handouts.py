"""Handouts: the lesson on paper, with still pictures, nothing that needs a computer, no solutions."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from harness.lesson_files import LESSONS, SHIPPED, cells, outcomes, read
from hosting_shift import content
from hosting_shift.practice import rehearsal
from tools import handouts
from tools.handouts import sheet

pytestmark = pytest.mark.xdist_group(SHIPPED)


@pytest.fixture(autouse=True)
def outcomes_once(monkeypatch):
    monkeypatch.setattr(rehearsal, "outcomes", outcomes)


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
    for left in ("VBox(", "Javascript object", "widget-view", "jupyter-widgets", "The picture appears here as soon as"):
        assert left not in page, left
    assert "not legal advice" in text and not re.search(r"\bnan\b", text)


def test_what_a_lesson_asks_is_on_paper_and_its_solutions_are_not(name):
    lesson, page = read(name), sheet(name)
    text = re.sub(r"\s+", " ", BeautifulSoup(page, "html.parser").get_text())
    for asked in (*content.asked(name[:2]).bets.values(), *content.questions(name[:2])):
        assert re.sub(r"\s+", " ", asked.text) in text
    for prompt in re.findall(r'lesson\.note\(\s*"[\w-]+",\s*"([^"]+)"', "\n".join(c.source for c in lesson.cells)):
        assert prompt in text
    for heading in re.findall(r"(?m)^#+ ([^*\n]+?) *$", "\n".join(c.source for c in cells(lesson, "markdown"))):
        assert heading in text
    assert "Solution" not in text
    for exercise in cells(lesson, "code", "exercise"):
        assert "..." in exercise.source and re.search(r"answer = \.\.\.", text)
    assert "lesson.bet(" not in text and "lesson.reveal(" not in text and "open_lesson" not in text


def test_the_answers_are_whole():
    page = handouts.answers_page()
    for name in LESSONS:
        assert f"{name[:2]} · " in page
    assert "rows; all stand" not in page and page.count("<table") >= 2 * len(LESSONS)


def test_without_chromium_there_are_html_pages_and_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(handouts, "FOLDER", tmp_path / "handouts")
    monkeypatch.setattr(handouts, "find_chromium", lambda: None)
    handouts.main(["00"])
    made = sorted(p.name for p in handouts.FOLDER.iterdir())
    assert made == ["00_start_here.html", "answers.html"]
    said = capsys.readouterr().out
    assert "made handouts/00_start_here.html" in said and "Chromium or Chrome is missing" in said


def test_a_page_has_a_language_a_title_and_its_headings_in_order(name):
    soup = BeautifulSoup(sheet(name), "html.parser")
    assert soup.html["lang"] == "en" and soup.title.string.startswith(name[:2] + " · ")
    levels = [int(heading.name[1]) for heading in soup(re.compile("^h[1-6]$"))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in soup("table"):
        assert table("th"), f"a table without a head: {table.get_text()[:80]}"
