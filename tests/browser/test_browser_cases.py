"""The case practice of lesson 04 in a real browser: choose five steps, check, read the answer."""

from harness.lesson_steps import press, shot


def test_a_case_is_analysed_and_answered(open_lesson):
    lesson = open_lesson("04_who_is_liable", width=1000)
    for cell_id in ("case-terms", "law-dated"):
        lesson.show_cell(cell_id).screenshot(path=shot(f"04-{cell_id}"))
    cell = lesson.show_cell("cases")
    cell.get_by_text("0 of 18").wait_for(timeout=15_000)
    press(lesson, cell, "Check my analysis")
    cell.get_by_text("Still to choose").wait_for(timeout=10_000)
    groups = cell.locator(".widget-radio-box")
    for place in range(groups.count()):
        groups.nth(place).locator("input[type=radio]").first.focus()
        lesson.page.keyboard.press("Space")
    lesson.wait_until_idle()
    press(lesson, cell, "Check my analysis")
    cell.get_by_text("1 tried").wait_for(timeout=10_000)
    assert cell.locator(".hs-right, .hs-wrong").count() == 5
    cell.locator("summary").last.click()
    cell.get_by_text("A reasoned answer.").wait_for(timeout=20_000)
    cell.screenshot(path=shot("04-cases"))
