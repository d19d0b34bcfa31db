"""Score yourself in a real JupyterLab: by keyboard alone, one answer after the other."""

from harness.lesson_steps import press, says_another, sentence, shot, with_picture

NAME = "10_what_happened_next"


def move_to(lesson, cell, percent: int) -> None:
    """Move the slider, which starts empty, to a probability by arrow keys; a step is five percent."""
    cell.locator(".hs-panel .noUi-handle").first.focus()
    for _ in range(1 + percent // 5):
        lesson.page.keyboard.press("ArrowRight")
        lesson.page.wait_for_timeout(30)
    lesson.page.wait_for_timeout(500)
    assert cell.locator(".hs-panel .widget-readout").first.inner_text() == f"{percent} %"


def test_forecasts_are_given_by_keyboard_and_come_back(open_lesson):
    lesson = open_lesson(NAME)
    cell = with_picture(lesson, "score")
    assert "Question 1 of" in cell.inner_text() and "came true." not in cell.inner_text()
    start = sentence(cell)

    handle = cell.locator(".hs-panel .noUi-handle").first
    assert "my probability" in handle.get_attribute("aria-label")
    move_to(lesson, cell, 80)
    press(lesson, cell, "Give my probability")
    cell.get_by_text("It came true.").wait_for(timeout=10_000)
    cell.get_by_text("You said 80 %").first.wait_for(timeout=10_000)
    says_another(lesson, cell, start)
    lesson.page.screenshot(path=shot(f"{NAME}-score-revealed"))

    # the same button, still focused, goes on
    focused = "() => document.activeElement.textContent"
    assert lesson.page.evaluate(focused) == "Next question"
    lesson.page.keyboard.press("Enter")
    cell.get_by_text("Question 2 of").wait_for(timeout=10_000)
    lesson.page.keyboard.press("Enter")
    cell.get_by_text("still empty").wait_for(timeout=10_000)
    move_to(lesson, cell, 50)
    press(lesson, cell, "Give my probability")
    cell.get_by_text("You said 50 %").wait_for(timeout=10_000)
    cell.screenshot(path=shot(f"{NAME}-score-cell"))

    again = open_lesson(NAME, fresh=False)
    cell = with_picture(again, "score")
    assert "Question 3 of" in cell.inner_text() and "over 2 of" in sentence(cell)
