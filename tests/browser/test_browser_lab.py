"""Lesson 09 in a real JupyterLab: a redraw runs while controls answer; it can be stopped; the memo."""

from harness.lesson_steps import press, says, sentence, shot, show_everything, with_picture

NAME = "09_policy_lab"


def test_long_work_and_the_memo_of_lesson_09(open_lesson, lab):
    lesson = open_lesson(NAME)
    show_everything(lesson)
    a_redraw_can_be_stopped(lesson)
    a_redraw_is_told_piece_by_piece_and_controls_answer_meanwhile(lesson)
    mixes_are_kept_redrawn_and_written_into_the_memo(lesson, lab)


def a_redraw_is_told_piece_by_piece_and_controls_answer_meanwhile(opened):
    cell = with_picture(opened, "bet-toss")
    assert "of 40 draws" in sentence(cell)
    press(opened, cell, "Redraw the assumptions")
    cell.get_by_role("progressbar").or_(cell.locator(".hs-bar")).first.wait_for(timeout=20_000)
    choice = cell.locator(".hs-panel select").first
    choice.focus()
    opened.page.keyboard.press("ArrowDown")
    says(opened, cell, "more operators arrested", 20_000)
    assert "of 40 draws" in sentence(cell), "the control answered before the redraw was over"
    says(opened, cell, "of 200 draws", 60_000)
    opened.page.screenshot(path=shot(f"{NAME}-redrawn"))
    choice.focus()
    opened.page.keyboard.press("ArrowUp")
    says(opened, cell, "less time online", 20_000)


def a_redraw_can_be_stopped(opened):
    cell = with_picture(opened, "bet-toss")
    before = sentence(cell)
    press(opened, cell, "Redraw the assumptions")
    cell.get_by_role("button", name="Cancel", exact=True).wait_for(timeout=20_000)
    press(opened, cell, "Cancel")
    cell.get_by_text("Stopped. The picture is as it was.").wait_for(timeout=20_000)
    opened.page.wait_for_timeout(1500)  # time enough for the draws that must not come
    assert sentence(cell) == before


def mixes_are_kept_redrawn_and_written_into_the_memo(opened, lab):
    cell = with_picture(opened, "bet-own")
    press(opened, cell, "Keep this mix")
    says(opened, cell, "Kept so far: 1")
    cell.locator(".hs-panel select").nth(1).focus()
    opened.page.keyboard.press("ArrowDown")
    says(opened, cell, "52 %")
    press(opened, cell, "Keep this mix")
    says(opened, cell, "Kept so far: 2")
    opened.page.screenshot(path=shot(f"{NAME}-two-kept"))

    cell = opened.show_cell("bet-toss")
    press(opened, cell, "Redraw the assumptions")
    says(opened, cell, "Your kept mixes", 60_000)

    cell = opened.show_cell("note-recommend")
    box = cell.locator(".jp-OutputArea textarea").first
    box.fill("Joint teams first. <script>window.broken = 1</script>")
    cell.get_by_text("kept", exact=True).first.wait_for(timeout=10_000)
    cell = opened.show_cell("memo")
    press(opened, cell, "Save my memo")
    cell.get_by_text("Saved as my_policy_memo.md").wait_for(timeout=10_000)
    shown = cell.locator(".hs-memo").inner_text()
    assert r"Joint teams first. \<script>" in shown
    assert opened.page.evaluate("window.broken") is None
    written = (lab[1] / "my_policy_memo.md").read_text(encoding="utf-8")
    assert "Joint teams first." in written and "less time online in" in written
    assert "European arrest warrant" in written
    opened.page.screenshot(path=shot(f"{NAME}-memo"))
