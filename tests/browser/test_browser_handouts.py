"""Handouts as PDF, tagged for screen readers, and every page under axe."""

import re

import pytest
from bs4 import BeautifulSoup

from harness.accessibility import serious
from harness.jupyterlab_server import find_chromium
from harness.lesson_files import LESSONS, SHIPPED, outcomes
from hosting_shift.practice import rehearsal
from tools import handouts
from tools.handouts import sheet

pytestmark = pytest.mark.xdist_group(SHIPPED)


@pytest.fixture(autouse=True)
def outcomes_once(monkeypatch):
    monkeypatch.setattr(rehearsal, "outcomes", outcomes)


def test_a_pdf_has_pages(browser, tmp_path):
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


def some_answers() -> str:
    """Return the page of answers up to the third lesson: axe is slow on long tables, all alike."""
    soup = BeautifulSoup(handouts.answers_page(), "html.parser")
    third = soup("h2")[2]
    for node in [third, *third.find_next_siblings()]:
        node.decompose()
    assert soup("table")
    return str(soup)


@pytest.mark.parametrize("name", [*LESSONS, "answers"])
def test_axe_finds_nothing_serious_on_a_page(browser, name):
    page = browser.new_page()
    try:
        page.set_content(some_answers() if name == "answers" else sheet(name))
        assert serious(page) == []
    finally:
        page.close()
