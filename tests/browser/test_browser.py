"""JupyterLab in Chromium: a burst of keys, Play, what an instructor shows, pages beside the lessons.

Screenshots land in test-output/ for a person to look at.
"""

import pytest

from harness.accessibility import OURS, lay_open, serious
from harness.lesson_steps import (
    EXPLORERS,
    OPEN_ALL,
    enlarge,
    leave_enlarged,
    noise,
    place_bet,
    says,
    says_another,
    sentence,
    shot,
    show_everything,
    wait_for,
    with_picture,
)
from hosting_shift.student.answers import AnswersFile

FIVE = "05_the_hosting_shift"


def test_a_burst_of_keys_play_and_a_reload_of_lesson_05(open_lesson):
    """A burst of keys, Play; then the answers come back. Every other button: test_keyboard.py."""
    lesson = open_lesson(FIVE)
    for bet in ("uptime", "haven"):
        place_bet(lesson, bet)
    a_burst_of_keys_ends_on_the_last_state(lesson)
    cell = with_picture(lesson, "bet-haven")
    play_begins_again_from_the_end_and_pauses(lesson, cell)
    again = open_lesson(FIVE, fresh=False)
    for bet in ("uptime", "haven"):
        assert "You bet" in with_picture(again, f"bet-{bet}").inner_text()


def a_burst_of_keys_ends_on_the_last_state(lesson) -> None:
    cell = with_picture(lesson, "bet-uptime")
    cell.locator(".hs-panel .noUi-handle").first.focus()
    for _ in range(40):
        lesson.page.keyboard.press("ArrowRight")
    shown = cell.locator(".hs-panel .widget-readout").first.inner_text()
    days = float(shown) * 30
    says(lesson, cell, f"{days:g} / ({days:g} + 3)", 10_000)


def play_begins_again_from_the_end_and_pauses(lesson, cell) -> None:
    assert "After 60 months" in sentence(cell)
    play = cell.get_by_role("button", name="Play or pause")
    play.click()
    wait_for(lesson, cell, "/After [2-9] months/.test(said)")
    play.click()
    lesson.page.wait_for_timeout(800)
    paused = sentence(cell)
    lesson.page.wait_for_timeout(1500)
    assert sentence(cell) == paused


# ---------------------------------------------------------------- in class


def test_an_instructor_shows_everything_without_bets_and_fills_the_window_with_an_explorer(open_lesson):
    """By keyboard alone: enlarge, move a control, leave with Escape; again, leave with the button."""
    lesson = open_lesson("07_the_convention")
    page = lesson.page
    show_everything(lesson)
    for cell_id in EXPLORERS["07_the_convention"]:
        with_picture(lesson, cell_id)
    cell = with_picture(lesson, "bet-in-force")
    at_rest = cell.locator(".hs-panel").bounding_box()
    wide = "node => node.querySelector('img.hs-image').naturalWidth"
    dots = cell.evaluate(wide)
    panel, button = enlarge(lesson, cell)
    button.get_by_text("Back to the page (Esc)").wait_for(timeout=20_000)
    assert panel.get_attribute("role") == "dialog"
    page.wait_for_function(f"node => ({wide})(node) === {2 * dots}", arg=panel.element_handle())
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
    says_another(lesson, cell, words)
    lesson.wait_until_idle()
    moved = sentence(cell)

    leave_enlarged(lesson, button)
    button.get_by_text("Enlarge for the projector").wait_for(timeout=20_000)
    assert panel.bounding_box()["width"] == pytest.approx(at_rest["width"], abs=20)
    assert sentence(cell) == moved, "what was set stays set"

    button.click()
    page.locator(".hs-panel.hs-large").wait_for(timeout=20_000)
    button.click()
    page.locator(".hs-panel.hs-large").wait_for(state="detached", timeout=20_000)
    assert noise(lesson) == []


def test_the_class_poll_runs_as_a_page(open_lesson, lab):
    """An instructor opens the poll, runs it on a folder of files, ticks the outcome."""
    _, lessons = lab
    folder = lessons / "instructor" / "class_answers"
    for i, value in enumerate((20, 50, 50)):
        (folder / f"student {i}").mkdir(parents=True)
        AnswersFile(folder / f"student {i}" / "my_answers.json").put("00", "bet-half", "bet", value)
    (folder / "Jane Doe.json").write_text("{")
    poll = open_lesson("instructor/class_poll")
    cell = with_picture(poll, "poll")
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

    again = open_lesson("instructor/class_poll", fresh=False)  # the next morning: the page is new, the kernel is not
    cell = with_picture(again, "poll")
    _, button = enlarge(again, cell)
    leave_enlarged(again, button)


def test_the_concept_index_opens_as_a_page_with_links_and_a_missing_file_would_be_noticed(open_lesson):
    """A file of ours that is not there stands on the console, and `noise` lets it stand."""
    index = open_lesson("concept_index", run=False)
    index.page.get_by_role("heading", name="Concept index and glossary").wait_for(timeout=15_000)
    size = index.page.viewport_size
    lay_open(index.page)
    assert serious(index.page, OURS) == []
    index.page.set_viewport_size(size)
    index.page.get_by_role("link", name="lesson 07").first.click()
    index.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget?.context?.path === '07_the_convention.ipynb'", timeout=15_000
    )
    assert noise(index) == []
    for missing in ("/files/hosting_shift/no_such_script.js", "/static/no_such_picture.png"):
        index.page.evaluate("missing => fetch(missing)", missing)
    index.page.wait_for_timeout(500)
    assert len(noise(index)) == 2 and "no_such_picture.png" in noise(index)[-1]
