"""Forecasts in a real JupyterLab, by keyboard alone: sealed in lesson 00, opened and scored in lesson 10."""

from harness.lesson_steps import press, says_another, sentence, shot, with_picture

SEALED, OPENED = "00_start_here", "10_what_happened_next"
FOCUSED = "() => document.activeElement.textContent"


def move_to(lesson, cell, percent: int) -> None:
    """Move the slider, which starts empty, to a probability by arrow keys; a step is five percent."""
    cell.locator(".noUi-handle").first.focus()
    for _ in range(1 + percent // 5):
        lesson.page.keyboard.press("ArrowRight")
        lesson.page.wait_for_timeout(30)
    lesson.page.wait_for_timeout(500)
    assert cell.locator(".widget-readout").first.inner_text() == f"{percent} %"


def seal_two(lesson) -> None:
    """Seal 80 % and 30 % in lesson 00; no answer is to be seen."""
    cell = lesson.show_cell("forecasts")
    cell.scroll_into_view_if_needed()
    cell.get_by_text("1 of 10.").wait_for(timeout=30_000)
    lesson.page.screenshot(path=shot(f"{SEALED}-forecasts"))
    assert "my probability" in cell.locator(".noUi-handle").first.get_attribute("aria-label")
    move_to(lesson, cell, 80)
    press(lesson, cell, "Seal, and go on")
    cell.get_by_text("2 of 10.").wait_for(timeout=10_000)
    cell.get_by_text("You have sealed 1 of 10").wait_for(timeout=10_000)
    assert lesson.page.evaluate(FOCUSED) == "Seal, and go on", "the keyboard keeps its place"
    lesson.page.keyboard.press("Enter")
    cell.get_by_text("still empty").wait_for(timeout=10_000)
    move_to(lesson, cell, 30)
    press(lesson, cell, "Seal, and go on")
    cell.get_by_text("3 of 10.").wait_for(timeout=10_000)
    assert "came true" not in cell.inner_text() and "come true." not in cell.inner_text()
    press(lesson, cell, "Leave all for later")
    cell.get_by_text("That is all").wait_for(timeout=10_000)


def test_forecasts_are_sealed_by_keyboard_opened_scored_and_come_back(open_lesson):
    seal_two(open_lesson(SEALED))

    lesson = open_lesson(OPENED, fresh=False)
    cell = with_picture(lesson, "score")
    assert "Question 1 of 10" in cell.inner_text() and "came true." not in cell.inner_text()
    assert "You sealed 80 % on" in cell.inner_text()
    start = sentence(cell)
    press(lesson, cell, "Open the answer")
    cell.get_by_text("It came true.").wait_for(timeout=10_000)
    cell.get_by_text("You said 80 %").first.wait_for(timeout=10_000)
    says_another(lesson, cell, start)
    lesson.page.screenshot(path=shot(f"{OPENED}-score-revealed"))
    assert cell.locator(".hs-stage").bounding_box()["height"] <= 655, "question, picture and sentence in one view"

    # the same button, still focused, goes on
    assert lesson.page.evaluate(FOCUSED) == "Next question"
    lesson.page.keyboard.press("Enter")
    cell.get_by_text("You sealed 30 % on").wait_for(timeout=10_000)
    lesson.page.keyboard.press("Enter")
    cell.get_by_text("You said 30 %").first.wait_for(timeout=10_000)
    lesson.page.keyboard.press("Enter")
    cell.get_by_text("counts as given after the course").wait_for(timeout=10_000)
    lesson.page.keyboard.press("Enter")
    cell.get_by_text("still empty").wait_for(timeout=10_000)
    move_to(lesson, cell, 50)
    press(lesson, cell, "Give my probability")
    cell.get_by_text("You said 50 %").wait_for(timeout=10_000)
    cell.get_by_text("Sealed before the course: 2").first.wait_for(timeout=10_000)
    cell.screenshot(path=shot(f"{OPENED}-score-cell"))

    again = open_lesson(OPENED, fresh=False)
    cell = with_picture(again, "score")
    assert "Question 4 of 10" in cell.inner_text() and "over 3 of" in sentence(cell)
