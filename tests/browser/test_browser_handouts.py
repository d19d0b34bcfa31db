"""Handouts as PDF, tagged for screen readers, and every page under axe."""

import re

import pytest
from bs4 import BeautifulSoup

from harness.accessibility import serious
from harness.jupyterlab_server import find_chromium
from harness.lesson_files import LESSONS, SHIPPED, outcomes
from hosting_shift.practice import rehearsal
from tools import handouts
from tools.handouts import sheets

pytestmark = pytest.mark.xdist_group(SHIPPED)


@pytest.fixture(autouse=True)
def outcomes_once(monkeypatch):
    monkeypatch.setattr(rehearsal, "outcomes", outcomes)


MOST = 8  # sides of paper for a student, a lesson


def sides(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_needs_few_sides_and_none_holds_a_few_lines(browser, tmp_path, name):
    number, page = 0, browser.new_page(viewport={"width": 680, "height": 1000})  # 180 mm, as printed
    try:
        for file, sheet in list(sheets(name).items())[:2]:
            source = tmp_path / f"{file}.html"
            source.write_text(sheet, encoding="utf-8")
            number += sides(handouts.pdf(source, find_chromium()).read_bytes())
            page.goto(source.as_uri())
            page.emulate_media(media="print")
            assert page.locator(".last").bounding_box()["height"] >= 95, "25 mm stay together at the end"
    finally:
        page.close()
    assert number <= MOST


def test_a_pdf_speaks_to_screen_readers(browser, tmp_path):
    page = tmp_path / "lesson 07.html"
    sheet = sheets("07_the_convention")["07_the_convention_2_pictures"]
    page.write_text(sheet, encoding="utf-8")
    printed = handouts.pdf(page, find_chromium()).read_bytes()
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Subtype\s*/Image", printed)) >= 3, "the pictures are in it"
    # tagged, in English, with a title, an outline, headings, heads of tables
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
    pictures = BeautifulSoup(sheet, "html.parser")("img")
    assert len(re.findall(rb"/Alt [(<]", printed)) == len(pictures) >= 3, "each with its words"


@pytest.mark.parametrize("name", LESSONS)
def test_axe_finds_nothing_serious_on_a_page(browser, name):
    page = browser.new_page()
    try:
        for sheet in sheets(name).values():
            page.set_content(sheet)
            assert serious(page) == []
    finally:
        page.close()
