"""Lesson 03 in Chromium: twelve adverts are decided by keyboard alone, counted, and there next time."""

import re

from harness.lesson_steps import press, says, sentence, shot, with_picture

NAME = "03_hidden_in_plain_sight"
HIGHEST = 655  # pixels: what a page of 1280 by 800 has room for


def height(cell) -> float:
    return cell.locator(".hs-panel").first.bounding_box()["height"]


def test_twelve_adverts_are_decided_by_keyboard_and_kept(open_lesson):
    lesson = open_lesson(NAME)
    lesson.page.set_viewport_size({"width": 1280, "height": 800})
    cell = with_picture(lesson, "show-reader")
    assert "You have decided 0 of 12" in sentence(cell)
    live = cell.locator(".hs-sentence > .widget-html-content").first
    assert live.get_attribute("aria-live") == "polite"
    assert height(cell) <= HIGHEST
    lesson.page.screenshot(path=shot(f"{NAME}-reader-before"))

    press(lesson, cell, "Uncover")
    for done in range(1, 12):
        press(lesson, cell, "Stop it" if done % 3 == 0 else "Let it through")
        says(lesson, cell, f"You have decided {done} of 12")
        assert "By construction" not in sentence(cell)
    press(lesson, cell, "Stop it")
    says(lesson, cell, "all 12: change what you like, then press Uncover")
    press(lesson, cell, "Uncover")
    says(lesson, cell, "By construction it is honest")
    assert re.search(
        r"Of the 4 you stopped, \d w\w+ deceptive; of 4 deceptive adverts, you stopped \d\.", sentence(cell)
    )
    assert sentence(cell).strip() in cell.locator("img.hs-image").first.get_attribute("alt")
    cell.locator(".hs-panel .noUi-handle").first.focus()
    for _ in range(10):  # to advert 2, whose sentence is the longest
        lesson.page.keyboard.press("ArrowLeft")
    says(lesson, cell, "advert 2 of 12")
    assert height(cell) <= HIGHEST
    lesson.page.screenshot(path=shot(f"{NAME}-reader-after"))

    again = open_lesson(NAME, fresh=False)
    cell = with_picture(again, "show-reader")
    assert "By construction it is honest" in sentence(cell) and "Of the 4 you stopped" in sentence(cell)
    press(again, cell, "Start over")
    says(again, cell, "once more to forget 12 decisions")
    press(again, cell, "Start over")
    says(again, cell, "You have decided 0 of 12")
