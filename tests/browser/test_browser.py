"""Every lesson in a real JupyterLab in Chromium: run, look, move a control by keyboard, listen.

Screenshots land in test-output/ for a person to look at.
"""

import re

import pytest

from harness.accessibility import OURS, lay_open, serious
from harness.lesson_files import LESSONS
from harness.lesson_steps import (
    CUT_OFF,
    EXPLORERS,
    OPEN_ALL,
    check_accessibility,
    first_picture,
    harmless,
    move_first_control,
    place_bet,
    says,
    sentence,
    shot,
    show_everything,
)
from hosting_shift.student.answers import AnswersFile

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_from_top_to_bottom(open_lesson, name):
    lesson = open_lesson(name)
    lesson.run_all()
    assert lesson.cells_with_errors() == []

    for cell_id, bet in EXPLORERS[name].items():
        cell = first_picture(lesson, cell_id, bet)
        assert "You bet" in cell.inner_text()
        move_first_control(lesson, cell)
        lesson.page.screenshot(path=shot(f"{name}-{cell_id}"))

    noise = [line for line in lesson.console if not harmless(line)]
    assert noise == []
    assert lesson.elsewhere == [], "the page asked for something outside this machine"
    check_accessibility(lesson, name)


def test_answers_come_back_after_a_reload(open_lesson):
    lesson = open_lesson("05_the_hosting_shift")
    lesson.run_all()
    place_bet(lesson, "uptime")
    again = open_lesson("05_the_hosting_shift", fresh=False)
    again.run_all()
    assert "Your bet stands" in again.show_cell("bet-uptime").inner_text()
    assert again.show_cell("reveal-uptime").locator("img.hs-image").count() >= 1


def test_an_instructor_can_show_everything_without_bets(open_lesson):
    lesson = open_lesson("07_the_convention")
    lesson.run_all()
    show_everything(lesson)
    for cell_id in EXPLORERS["07_the_convention"]:
        lesson.show_cell(cell_id).locator("img.hs-image").first.wait_for(timeout=15_000)


def test_play_begins_again_from_the_end_and_pauses(open_lesson):
    lesson = open_lesson("05_the_hosting_shift")
    lesson.run_all()
    place_bet(lesson, "haven")
    cell = lesson.show_cell("reveal-haven")
    cell.locator("img.hs-image").wait_for(timeout=15_000)
    assert "After 60 months" in sentence(cell)
    play = cell.get_by_role("button", name="Play or pause")
    play.click()
    lesson.page.wait_for_function(
        "node => /After [2-9] months/.test(node.querySelector('.hs-sentence').innerText)",
        arg=cell.element_handle(),
        timeout=10_000,
    )
    play.click()
    lesson.page.wait_for_timeout(800)
    paused = sentence(cell)
    lesson.page.wait_for_timeout(1500)
    assert sentence(cell) == paused


def test_assumptions_table_keep_and_reset_answer_to_the_keyboard(open_lesson):
    lesson = open_lesson("05_the_hosting_shift")
    lesson.run_all()
    place_bet(lesson, "haven")
    cell = lesson.show_cell("reveal-haven")
    cell.locator("img.hs-image").wait_for(timeout=15_000)
    start = sentence(cell)

    def press(name: str) -> None:
        cell.get_by_role("button", name=name, exact=True).focus()
        lesson.page.keyboard.press("Space")

    assert cell.get_by_text("How choosy operators are").first.is_hidden()
    press("Assumptions")
    handle = cell.get_by_role("slider", name=re.compile("How choosy")).first
    handle.wait_for(state="visible", timeout=5_000)
    press("Keep this state")
    cell.get_by_text("Kept 1.").wait_for(timeout=5_000)
    handle.focus()
    lesson.page.keyboard.press("Home")
    lesson.page.wait_for_timeout(600)
    assert sentence(cell) != start
    press("Show as table")
    cell.get_by_role("table").first.wait_for(timeout=5_000)
    press("Reset")
    lesson.page.wait_for_timeout(600)
    assert sentence(cell) == start


def test_a_burst_of_keys_ends_on_the_last_state(open_lesson):
    lesson = open_lesson("05_the_hosting_shift")
    lesson.run_all()
    place_bet(lesson, "uptime")
    cell = lesson.show_cell("reveal-uptime")
    cell.locator("img.hs-image").wait_for(timeout=15_000)
    cell.locator(".hs-panel .noUi-handle").first.focus()
    for _ in range(40):
        lesson.page.keyboard.press("ArrowRight")
    shown = cell.locator(".hs-panel .widget-readout").first.inner_text()
    days = float(shown) * 30
    says(lesson, cell, f"{days:g} / ({days:g} + 3)", 10_000)


@pytest.mark.parametrize("name", LESSONS)
def test_nothing_is_cut_off(open_lesson, name):
    """At both widths and in both themes no picture, text or control is wider than its cell."""
    lesson = open_lesson(name)
    lesson.run_all()
    show_everything(lesson)
    for width in (1280, 820):
        lesson.page.set_viewport_size({"width": width, "height": 900})
        for theme in ("Light", "Dark"):
            lesson.theme(f"JupyterLab {theme}")
            for cell_id in ["set-up", "recall", *EXPLORERS[name], "check", "keep"]:
                cell = lesson.show_cell(cell_id)
                if cell_id in EXPLORERS[name]:
                    cell.locator("img.hs-image").first.wait_for(timeout=15_000)
                lesson.page.wait_for_timeout(250)
                assert cell.bounding_box()["width"] < width, "JupyterLab has taken the new width"
                assert cell.evaluate(CUT_OFF) == [], (cell_id, width, theme)
                cell.screenshot(path=shot(f"{name}-{width}-{theme}-{cell_id}"))


# ---------------------------------------------------------------- in class


def test_an_explorer_fills_the_window_and_goes_back(open_lesson):
    """By keyboard alone: enlarge, move a control, leave with Escape; again, leave with the button."""
    lesson = open_lesson("07_the_convention")
    page = lesson.page
    lesson.run_all()
    place_bet(lesson, "bound")
    cell = lesson.show_cell("reveal-bound")
    button = cell.locator("button.hs-enlarge")
    panel = cell.locator(".hs-panel")
    button.wait_for(timeout=15_000)
    at_rest = panel.bounding_box()
    wide = "node => node.querySelector('img.hs-image').naturalWidth"
    dots = panel.evaluate(wide)

    def covers() -> bool:
        box = panel.bounding_box()
        return (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 720)

    page.set_viewport_size({"width": 1280, "height": 720})
    button.focus()
    page.keyboard.press("Enter")
    page.locator(".hs-panel.hs-large").wait_for(timeout=5_000)
    button.get_by_text("Back to the page (Esc)").wait_for(timeout=5_000)
    assert covers() and panel.get_attribute("role") == "dialog"
    page.wait_for_function(f"node => ({wide})(node) === {2 * dots}", arg=panel.element_handle())
    inside = "node => node.contains(document.elementFromPoint(640, 360))"
    assert panel.evaluate(inside), "nothing of the page lies over it"
    for part in (".hs-picture", ".hs-sentence", ".noUi-handle", "select", "button.hs-enlarge"):
        box = panel.locator(part).first.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 720, f"{part} is on screen"
        assert box["x"] >= 0 and box["x"] + box["width"] <= 1280, f"{part} is on screen"
    page.screenshot(path=shot("projector"))

    words = sentence(cell)
    for _ in range(40):  # Tab goes round inside: what is covered cannot be reached
        page.keyboard.press("Tab")
        assert panel.evaluate("node => node.contains(document.activeElement)")
    panel.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    assert sentence(cell) != words
    moved = sentence(cell)

    page.keyboard.press("Escape")
    button.get_by_text("Enlarge for the projector").wait_for(timeout=5_000)
    assert page.locator(".hs-large").count() == 0
    assert panel.bounding_box()["width"] == pytest.approx(at_rest["width"], abs=20)
    assert sentence(cell) == moved, "what was set stays set"
    assert button.evaluate("node => node === document.activeElement"), "focus is where it was"

    button.click()
    page.locator(".hs-panel.hs-large").wait_for(timeout=5_000)
    button.click()
    page.locator(".hs-panel.hs-large").wait_for(state="detached", timeout=5_000)
    assert [line for line in lesson.console if not harmless(line)] == []


def test_the_class_poll_runs_as_a_page(open_lesson, lab):
    """An instructor opens the poll, runs it on a folder of files, ticks the outcome."""
    _, lessons = lab
    folder = lessons / "instructor" / "class_answers"
    for i, value in enumerate((20, 50, 50)):
        (folder / f"student {i}").mkdir(parents=True)
        AnswersFile(folder / f"student {i}" / "my_answers.json").put("00", "bet-half", "bet", value)
    (folder / "Jane Doe.json").write_text("{")
    poll = open_lesson("instructor/class_poll")
    poll.run_all()
    assert poll.cells_with_errors() == []
    cell = poll.show_cell("poll")
    cell.locator("img.hs-image").wait_for(timeout=15_000)
    assert "3 bets: the middle one is 50 %" in sentence(cell)
    assert "3 files of answers read, 1 skipped" in cell.inner_text()
    assert "Jane" not in cell.inner_text(), "file names stay folded"
    cell.locator("input[type=checkbox]").focus()
    poll.page.keyboard.press("Space")
    cell.get_by_text("Outcome: It links 23 %").wait_for(timeout=15_000)
    poll.page.screenshot(path=shot("class-poll"))
    poll.page.evaluate(OPEN_ALL)
    lay_open(poll.page)
    assert serious(poll.page, OURS) == []


def test_the_concept_index_opens_as_a_page_with_links(open_lesson):
    index = open_lesson("concept_index")
    index.page.get_by_role("heading", name="Concept index and glossary").wait_for(timeout=15_000)
    size = index.page.viewport_size
    lay_open(index.page)
    assert serious(index.page, OURS) == []
    index.page.set_viewport_size(size)
    index.page.get_by_role("link", name="lesson 07").first.click()
    index.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget?.context?.path === '07_the_convention.ipynb'",
        timeout=15_000,
    )
