"""Lesson 01 in Chromium: twelve claims are sorted by keyboard alone, and are there next time."""

import re

from harness.lesson_steps import sentence, shot

NAME = "01_reading_the_source"


def choose(lesson, cell, label: str, steps: int) -> None:
    cell.get_by_label(re.compile(label)).first.focus()
    for _ in range(steps):
        lesson.page.keyboard.press("ArrowDown")
    lesson.page.wait_for_timeout(300)


def press(lesson, cell, name: str) -> None:
    cell.get_by_role("button", name=name, exact=True).focus()
    lesson.page.keyboard.press("Enter")
    lesson.page.wait_for_timeout(500)


def test_claims_are_sorted_by_keyboard_and_kept(open_lesson):
    lesson = open_lesson(NAME)
    lesson.run_all()
    cell = lesson.show_cell("sort")
    cell.locator("img.hs-image").first.wait_for(timeout=15_000)
    assert "Claim 1 of 12" in sentence(cell) and "The audit" not in sentence(cell)
    live = cell.locator(".hs-sentence > .widget-html-content").first
    assert live.get_attribute("aria-live") == "polite"

    press(lesson, cell, "Judge this claim")
    assert "first choose both" in sentence(cell)
    choose(lesson, cell, "It is a statement of", 1)
    choose(lesson, cell, "My verdict", 1)
    assert "The audit" not in sentence(cell)
    lesson.page.screenshot(path=shot(f"{NAME}-sort-before"))
    press(lesson, cell, "Judge this claim")
    assert "The audit: " in sentence(cell) and "So far you agree on" in sentence(cell)
    assert sentence(cell).strip() in cell.locator("img.hs-image").first.get_attribute("alt")
    lesson.page.screenshot(path=shot(f"{NAME}-sort-after"))
    press(lesson, cell, "Next claim")
    assert "Claim 2 of 12" in sentence(cell) and "The audit" not in sentence(cell)
    press(lesson, cell, "Show as table")
    cell.get_by_role("table").first.wait_for(timeout=5_000)
    cell.screenshot(path=shot(f"{NAME}-sort-table"))

    again = open_lesson(NAME, width=820, fresh=False)
    again.run_all()
    cell = again.show_cell("sort")
    cell.locator("img.hs-image").first.wait_for(timeout=15_000)
    assert "Claim 2 of 12" in sentence(cell), "the first claim was judged last time"
    press(again, cell, "Claim before")
    assert "The audit: " in sentence(cell)
    cell.screenshot(path=shot(f"{NAME}-sort-820"))
