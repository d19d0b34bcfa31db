"""Lesson 01 in Chromium: twelve claims are sorted by keyboard alone, and are there next time."""

import re

from harness.lesson_steps import press, sentence, shot, with_picture

NAME = "01_reading_the_source"


def choose(lesson, cell, label: str, steps: int) -> None:
    cell.get_by_label(re.compile(label)).first.focus()
    for _ in range(steps):
        lesson.page.keyboard.press("ArrowDown")
    lesson.wait_until_idle()


def press_and_wait(lesson, cell, name: str) -> None:
    press(lesson, cell, name)
    lesson.wait_until_idle()


def test_claims_are_sorted_by_keyboard_and_kept(open_lesson):
    lesson = open_lesson(NAME)
    cell = with_picture(lesson, "sort")
    assert "Claim 1 of 12" in sentence(cell) and "The audit" not in sentence(cell)
    live = cell.locator(".hs-sentence > .widget-html-content").first
    assert live.get_attribute("aria-live") == "polite"

    press_and_wait(lesson, cell, "Judge this claim")
    assert "first choose both" in sentence(cell)
    choose(lesson, cell, "It is a statement of", 1)
    choose(lesson, cell, "My verdict", 1)
    assert "The audit" not in sentence(cell)
    lesson.page.screenshot(path=shot(f"{NAME}-sort-before"))
    press_and_wait(lesson, cell, "Judge this claim")
    assert "The audit: " in sentence(cell) and "So far you agree on" in sentence(cell)
    assert sentence(cell).strip() in cell.locator("img.hs-image").first.get_attribute("alt")
    lesson.page.screenshot(path=shot(f"{NAME}-sort-after"))
    press_and_wait(lesson, cell, "Next claim")
    assert "Claim 2 of 12" in sentence(cell) and "The audit" not in sentence(cell)
    press_and_wait(lesson, cell, "Show as table")
    cell.get_by_role("table").first.wait_for(timeout=20_000)
    cell.screenshot(path=shot(f"{NAME}-sort-table"))

    again = open_lesson(NAME, width=820, fresh=False)
    cell = with_picture(again, "sort")
    assert "Claim 2 of 12" in sentence(cell), "the first claim was judged last time"
    press_and_wait(again, cell, "Claim before")
    assert "The audit: " in sentence(cell)
    cell.screenshot(path=shot(f"{NAME}-sort-820"))
