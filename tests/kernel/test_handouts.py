"""Handouts: the lesson on paper. What paper cannot do is not asked of it; no outcome stands beside its bet."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from harness.lesson_files import LESSONS, SHIPPED, as_shipped, cells, outcomes, read
from hosting_shift import content
from hosting_shift.practice import rehearsal
from tools import handouts
from tools.handouts import sheets

pytestmark = pytest.mark.xdist_group(SHIPPED)

# Written apart from the rules of tools/paper.py: what nobody can do with a sheet of paper.
NOT_ON_PAPER = re.compile(
    r"▶|■|\b[Cc]lick|\b[Pp]ress [A-Z▶]|\b[Pp]ress it\b|\bsliders?\b|Shift and Enter|Shift \+ Enter|Arrow keys|\b[Uu]ntick|Show as table[.)]"
    r"|NameError|place of the (three )?dots|\bkernel\b|Run All|[Rr]un (this|the (next|first)) |\bType (a|the|its|it|that)\b|Move both|\bcells?\b"
    r"|answer = |lesson\.\w+\(|import pandas"
)

ABOUT_THE_NOTEBOOK = {"00-check-why"}  # no question for paper: what to do when a cell says NameError


def covered(name: str) -> set[str]:
    """Return the bets and questions in cells that the lesson keeps covered until somebody opens them: never printed."""
    return {found for cell in cells(read(name), "code", "covered") for found in re.findall(r'"([\w-]+)"', cell.source)}


@pytest.fixture(autouse=True)
def outcomes_once(monkeypatch):
    monkeypatch.setattr(rehearsal, "outcomes", outcomes)


@pytest.fixture(params=LESSONS)
def name(request):
    return request.param


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def soups(name: str) -> list[BeautifulSoup]:
    """Return the first and the second sheet."""
    return [BeautifulSoup(page, "html.parser") for page in list(sheets(name).values())[:2]]


def test_pictures_are_still_and_described_and_nothing_is_active(name):
    lesson = read(name)
    open_ = [c for c in cells(lesson, "code") if c not in cells(lesson, "code", "covered")]
    shown = [c for c in open_ if re.search(r"lesson\.(show|episode)\(", c.source)]
    pictures = [picture for soup in soups(name) for picture in soup("img")]
    assert len(pictures) >= len(shown) >= 1
    for picture in pictures:
        assert len(picture["alt"]) >= 40 and picture["src"].startswith("data:image/png;base64,")
    for page, soup in zip(
        sheets(name).values(), map(lambda p: BeautifulSoup(p, "html.parser"), sheets(name).values()), strict=True
    ):
        for left in ("script", "button", "input", "select", "details", "link", "iframe"):
            assert not soup(left), left
        for left in ("VBox(", "Javascript object", "widget-view", "jupyter-widgets", "The picture appears here"):
            assert left not in page, left
        text = soup.get_text()
        assert "not legal advice" in text and not re.search(r"\bnan\b", text)


def test_no_bet_shares_a_sheet_with_an_outcome(name):
    first, second = (plain(soup.get_text(" ")) for soup in soups(name))
    bets = content.asked(name[:2]).bets.values()
    said = outcomes(name[:2])
    for bet in bets:
        if bet.id in covered(name):
            assert plain(bet.text) not in first + second, "what stays covered on screen is not printed"
            continue
        assert plain(bet.text) in first and plain(bet.text) not in second
        if bet.id in said:
            assert plain(bet.said(bet.stored(said[bet.id]))) not in first
    for why in cells(read(name), "markdown", "why"):
        unseen = first + second if why.id.removeprefix("why-") in covered(name) else first
        for line in re.findall(r"(?m)^\*\*Why\b[^*]*\*\* (.{20,60}?[.?])", why.source):
            assert plain(re.sub(r"[*`]", "", line)) not in unseen


def test_what_a_lesson_asks_is_on_paper_and_its_solutions_are_not(name):
    lesson, text = read(name), " ".join(plain(soup.get_text()) for soup in soups(name))
    without_lead_in = text.replace("On a computer: ", "")
    for asked in content.questions(name[:2]):
        printed = asked.id not in covered(name) and asked.id not in ABOUT_THE_NOTEBOOK
        assert (plain(re.sub("[*`]", "", asked.text)) in without_lead_in) == printed, asked.id
    for prompt in re.findall(r'lesson\.note\(\s*"[\w-]+",\s*"([^"]+)"', "\n".join(c.source for c in lesson.cells)):
        assert prompt in text
    for heading in ("At a glance", "You will be able to", "Check yourself", "Take away"):
        assert heading in text
    for heading in re.findall(r"(?m)^#+ (Episode [^*\n]+?) *$", "\n".join(c.source for c in cells(lesson, "markdown"))):
        assert heading in text
    assert "Solution" not in text and "Not answered yet" not in text


def test_paper_is_asked_for_what_paper_can_do(name):
    for soup in soups(name):
        for marked in soup.select(".screen"):
            marked.decompose()  # it says "On a computer:"
        for options in soup.select(".boxes"):
            options.decompose()  # an answer may speak of anything
        found = NOT_ON_PAPER.search(plain(soup.get_text(" ")))
        assert not found, soup.get_text(" ")[found.start() - 80 : found.end() + 80]


def test_what_needs_a_computer_says_so(name):
    for soup in soups(name):
        for marked in soup.select(".screen"):
            before = [mark.get_text() for mark in marked.find_previous_siblings(class_="screen")]
            assert any("On a computer:" in words for words in [marked.get_text(), *before])


def test_where_something_is_to_be_answered_there_is_a_line_or_a_box(name):
    fields = [cell for cell in cells(read(name), "code") if "lesson.field(" in cell.source]
    bets = [bet for bet in content.asked(name[:2]).bets.values() if bet.id not in covered(name)]
    numbers = [bet for bet in bets if not bet.options]
    first, second = soups(name)
    assert len(first.select(".answer")) == len(numbers) + len(bets), "a line for each number and each reason"
    assert not second.select(".answer")
    assert len(first.select(".hs-line") + second.select(".hs-line")) == len(fields)
    for task in [*first.select(".task"), *second.select(".task")]:
        assert task.select(".answer, .line, .boxes, .hs-line"), task.get_text()


def test_no_table_describes_columns(name):
    text = " ".join(plain(soup.get_text(" ")) for soup in soups(name))
    for cell in cells(as_shipped(name), "code"):
        if cell.source.strip().startswith("tables.describe"):
            described = BeautifulSoup(cell.outputs[0]["data"]["text/html"], "html.parser")
            assert plain(described("td")[-1].get_text(" ")) not in text


def test_each_lesson_has_its_answers_apart(name):
    soup = BeautifulSoup(sheets(name)[f"{name}_3_answers"], "html.parser")
    assert [head.get_text()[:2] for head in soup("h1")] == [name[:2]]
    answers = plain(soup.get_text(" "))
    for question in content.questions(name[:2]):
        right = next(option for option in question.options if option.right)
        assert plain(right.reply) in answers
    assert "rows; all stand" not in answers


def test_without_chromium_there_are_html_pages_and_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(handouts, "FOLDER", tmp_path / "handouts")
    monkeypatch.setattr(handouts, "find_chromium", lambda: None)
    handouts.main(["00"])
    made = sorted(p.name for p in handouts.FOLDER.iterdir())
    assert made == [f"00_start_here_{sheet}.html" for sheet in ("1_bets", "2_pictures", "3_answers")]
    said = capsys.readouterr().out
    assert "made handouts/00_start_here_1_bets.html" in said and "Chromium or Chrome is missing" in said


def test_a_page_has_a_language_a_title_and_its_headings_in_order(name):
    for page in sheets(name).values():
        soup = BeautifulSoup(page, "html.parser")
        assert soup.html["lang"] == "en" and soup.title.string.startswith(name[:2] + " · ")
        levels = [int(heading.name[1]) for heading in soup(re.compile("^h[1-6]$"))]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for table in soup("table"):
            assert table("th"), f"a table without a head: {table.get_text()[:80]}"
