"""What a student sees when the kernel is killed, the page reloaded, the kernel busy.

Screenshots land in test-output/ for a person to look at.
"""

import json
import urllib.request

import psutil

from harness.lesson_steps import place_bet, press, save, says, says_another, sentence, shot, with_picture
from hosting_shift import content
from hosting_shift.student.answers import AnswersFile, parse

NAME = "05_the_hosting_shift"
ASLEEP = "This no longer answers"
NOT_RUNNING = "This part is not running yet"


def session(lab, notebook: str) -> dict:
    """Return the running session of a notebook, as the server tells it."""
    with urllib.request.urlopen(f"{lab[0]}/api/sessions", timeout=10) as answer:
        found = [s for s in json.load(answer) if s["path"] == f"{notebook}.ipynb"]
    assert len(found) == 1, found
    return found[0]


def process(kernel_id: str) -> psutil.Process:
    """Return the process of a kernel: its command line names its connection file."""
    (found,) = (
        p for p in psutil.process_iter(["cmdline"]) if any(kernel_id in word for word in p.info["cmdline"] or [])
    )
    return found


def reload(lesson) -> None:
    """Reload the window as a student would, and wait until the lesson and its kernel are there."""
    lesson.page.on("dialog", lambda dialog: dialog.accept())  # "leave this page?"
    lesson.page.reload()
    lesson.wait("idle", "busy")


def write_note(lesson, words: str) -> None:
    cell = lesson.show_cell("note-careful")
    cell.locator(".jp-OutputArea textarea").fill(words)
    cell.get_by_text("kept", exact=True).wait_for(timeout=10_000)


def all_is_back(lesson, words: str) -> None:
    """The bet stands, the picture is shown, the note is there, nothing failed."""
    assert lesson.cells_with_errors() == []
    assert "answers of yours restored" in lesson.show_cell("set-up").inner_text()
    cell = with_picture(lesson, "bet-uptime")
    assert "You bet" in cell.inner_text() and "A slip?" not in cell.inner_text()
    assert cell.locator(".hs-asleep").count() == 0
    note = lesson.show_cell("note-careful").locator(".jp-OutputArea textarea")
    assert note.input_value() == words


def test_a_killed_kernel_is_told_where_it_was_and_nothing_is_lost(open_lesson, lab):
    lesson = open_lesson(NAME)
    page = lesson.page
    place_bet(lesson, "uptime")
    write_note(lesson, "half a lesson")
    with_picture(lesson, "bet-uptime")
    process(session(lab, NAME)["kernel"]["id"]).kill()

    dialog = page.locator(".jp-Dialog")
    dialog.get_by_text("appears to have died").wait_for(timeout=60_000)
    page.screenshot(path=shot("killed-dialog"))
    dialog.get_by_role("button", name="Ok").click()
    cell = lesson.show_cell("bet-uptime")
    note = cell.get_by_text(ASLEEP)
    note.wait_for(timeout=15_000)
    assert "Run All Cells" in note.inner_text() and note.count() == 1, "one note a cell"
    assert "answers stay" in note.inner_text()
    page.screenshot(path=shot("killed-panel"))
    for cell_id in ("set-up", "exercise-round", "bet-uptime", "note-careful", "keep"):
        assert lesson.show_cell(cell_id).get_by_text(ASLEEP).count() == 1, cell_id
    cell = lesson.show_cell("bet-uptime")
    cell.get_by_role("button", name="Reset", exact=True).click()
    page.wait_for_timeout(300)
    box = note.bounding_box()
    assert 0 <= box["y"] <= 900, "a click on what is dead leads to the note"

    lesson.until("idle", timeout=60)
    lesson.run_all()
    all_is_back(lesson, "half a lesson")
    assert page.get_by_text(ASLEEP).count() == 0

    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name="Restart Kernel and Run All Cells").click()
    page.get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_timeout(1000)
    lesson.until("idle", timeout=90)
    lesson.run_all()
    all_is_back(lesson, "half a lesson")


def test_what_was_typed_and_chosen_is_there_after_a_kernel_was_killed_within_five_seconds(open_lesson, lab):
    """Words, an option, a field's text, a bet on the slider and its reason: none of them handed in by a button."""
    lesson = open_lesson(NAME)
    page = lesson.page
    question = lesson.show_cell("recall").locator(".hs-practice:has(> .widget-radio)").first
    question.locator("input[type=radio]").nth(1).check()
    handle = lesson.show_cell("bet-haven").locator(".noUi-handle")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    chosen = handle.get_attribute("aria-valuetext")
    lesson.show_cell("bet-haven").locator(".hs-because input").press_sequentially("it orders none")
    lesson.show_cell("bet-haven").locator(".hs-sure input").nth(2).check()
    kernel = process(session(lab, NAME)["kernel"]["id"])
    lesson.show_cell("exercise-weekly").locator("input[type=text]").press_sequentially("about 7")
    lesson.show_cell("note-careful").locator(".jp-OutputArea textarea").press_sequentially("once, not as a rule")
    page.wait_for_timeout(4_500)
    kernel.kill()

    page.locator(".jp-Dialog").get_by_role("button", name="Ok").click(timeout=60_000)
    lesson.until("idle", timeout=60)
    lesson.run_all()
    assert lesson.cells_with_errors() == []
    question = lesson.show_cell("recall").locator(".hs-practice:has(> .widget-radio)").first
    assert question.locator("input[type=radio]").nth(1).is_checked() and not question.locator(".hs-card").count()
    cell = lesson.show_cell("bet-haven")
    assert cell.locator(".noUi-handle").get_attribute("aria-valuetext") == chosen != "nothing yet"
    assert not cell.locator("img.hs-image").count(), "chosen, and not placed"
    assert cell.locator(".hs-because input").input_value() == "it orders none"
    assert cell.locator(".hs-sure input").nth(2).is_checked()
    assert lesson.show_cell("exercise-weekly").locator("input[type=text]").input_value() == "about 7"
    note = lesson.show_cell("note-careful").locator(".jp-OutputArea textarea")
    assert note.input_value() == "once, not as a rule"


def test_a_reload_during_play_shows_the_picture_again_and_another_day_says_what_to_do(open_lesson, lab):
    lesson = open_lesson(NAME)
    page = lesson.page
    for bet in ("uptime", "haven"):
        place_bet(lesson, bet)
    write_note(lesson, "before the reload")
    cell = with_picture(lesson, "bet-haven")
    save(lesson)
    cell.get_by_role("button", name="Play or pause").click()
    page.wait_for_timeout(1500)
    kernel = process(session(lab, NAME)["kernel"]["id"])
    reload(lesson)

    cell = with_picture(lesson, "bet-haven", timeout=30_000)
    page.screenshot(path=shot("reloaded-during-play"))
    lesson.until("idle")
    assert process(session(lab, NAME)["kernel"]["id"]).pid == kernel.pid, "the same kernel"
    before, resting = sentence(cell), sum(kernel.cpu_times()[:2])
    page.wait_for_timeout(3000)
    playing = sentence(cell) != before
    assert playing or sum(kernel.cpu_times()[:2]) - resting < 1, "nothing is shown to move: nothing may be computed"
    play = cell.get_by_role("button", name="Play or pause")
    play.click()  # one that stood still may first have to be told that it stands
    page.wait_for_timeout(1500)
    before = sentence(cell)
    page.wait_for_timeout(1500)
    if sentence(cell) == before:
        play.click()
        says_another(lesson, cell, before)
    play.click()
    page.wait_for_timeout(1000)
    before = sentence(cell)
    cell.locator(".hs-panel .noUi-handle:visible").first.focus()
    page.keyboard.press("Home")
    says_another(lesson, cell, before)

    # another day: the notebook was saved, its kernel is gone
    save(lesson)
    page.evaluate("() => window.jupyterapp.shell.currentWidget.context.sessionContext.shutdown()")
    lesson.open()
    for cell_id in ("set-up", "bet-uptime", "keep"):
        cell = lesson.show_cell(cell_id)
        cell.get_by_text(NOT_RUNNING).wait_for(timeout=15_000)
        assert "Run All Cells" in cell.inner_text()
    assert page.get_by_text("Error displaying widget").count() == 0
    lesson.show_cell("bet-uptime")
    page.screenshot(path=shot("opened-another-day"))
    lesson.run_all()
    assert page.get_by_text(NOT_RUNNING).count() == 0
    all_is_back(lesson, "before the reload")


def test_a_reload_during_long_work_finds_it_done(open_lesson, lab):
    lesson = open_lesson("09_policy_lab")
    page = lesson.page
    place_bet(lesson, "toss")
    cell = with_picture(lesson, "bet-toss")
    save(lesson)
    cell.get_by_role("button", name="Redraw the assumptions").click()
    cell.locator(".hs-bar").first.wait_for(timeout=10_000)
    reload(lesson)
    cell = with_picture(lesson, "bet-toss", timeout=180_000)
    page.screenshot(path=shot("reloaded-during-work"))
    says(lesson, cell, "of 200 draws", 90_000)
    lesson.until("idle")
    assert "bet-toss" in parse((lab[1] / "my_answers.json").read_bytes(), "answers")["09"]


def test_a_click_does_not_overtake_a_change_while_the_kernel_is_busy(open_lesson, lab):
    """What is stored is what the page showed at the click: a bet, a choice, words."""
    lesson = open_lesson(NAME)
    page = lesson.page

    place_bet(lesson, "uptime")
    slow = with_picture(lesson, "bet-uptime")
    page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({
          code: 'import time\\nquick = by_hand.compute\\n'
            + 'by_hand.compute = lambda **k: time.sleep(5) or quick(**k)'}).done"""
    )

    def busy() -> None:
        """Keep what answers the controls at work; a cell alone does not, in a new JupyterLab."""
        lesson.wait_until_idle()
        slow.get_by_role("button", name="Close it", exact=True).click()

    cell = lesson.show_cell("bet-own-number")
    handle = cell.locator(".noUi-handle")
    busy()
    handle.focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(50)
    press(lesson, cell, "Place my bet")
    shown = handle.get_attribute("aria-valuetext")
    assert cell.get_by_text("You bet").count() == 0, "all of it came before the kernel's answer"
    cell.get_by_text("You bet").wait_for(timeout=10_000)

    cell = lesson.show_cell("note-careful")
    area = cell.locator(".jp-OutputArea textarea")
    busy()
    for words in ("once", "once and not as a rule"):
        area.fill(words)
    assert cell.get_by_text("kept", exact=True).count() == 0
    cell.get_by_text("kept", exact=True).wait_for(timeout=10_000)

    cell = lesson.show_cell("exercise-weekly")
    busy()
    for words in ("7", "70", "70 %"):
        cell.locator("input[type=text]").fill(words)
    page.keyboard.press("Enter")
    assert cell.locator(".hs-card").count() == 0
    cell.get_by_text("Right.").wait_for(timeout=10_000)

    question = slow.locator(".hs-practice").filter(has=page.locator("input[type=radio]")).last
    busy()
    for option in (0, 1, 2):
        question.locator("input[type=radio]").nth(option).click()
    chosen = question.locator("label:has(input:checked)").inner_text().strip()
    question.get_by_role("button", name="Check").click()
    assert question.locator(".hs-card").count() == 0
    question.locator(".hs-card").wait_for(timeout=10_000)

    stored = parse((lab[1] / "my_answers.json").read_bytes(), "answers")["05"]
    assert content.bet("05", "own-number").in_words(stored["bet-own-number"]["value"]) == shown
    assert (stored["exercise-weekly"]["value"], stored["exercise-weekly"]["tries"]) == ("70 %", 1)
    assert stored["note-careful"]["value"] == "once and not as a rule"
    (answer,) = [item for name, item in stored.items() if name.startswith("question-")]
    options = [option for question in content.questions("05") for option in question.options]
    assert chosen in [option.text for option in options if option.id == answer["value"]] and answer["tries"] == 1


def test_the_same_file_can_be_restored_twice(open_lesson, lab, tmp_path):
    """Lesson 00's own exercise, done again: restore, start afresh, restore the same file."""
    lesson, file = open_lesson(NAME), lab[1] / "my_answers.json"
    AnswersFile(file).put("05", "note-careful", "note", "my words")
    saved = tmp_path / "my_answers.json"
    saved.write_bytes(file.read_bytes())
    cell = lesson.show_cell("keep")
    for _ in range(2):
        press(lesson, cell, "Start this lesson afresh")
        press(lesson, cell, "Yes, set my answers to this lesson aside")
        cell.get_by_text("This lesson is empty again").wait_for(timeout=10_000)
        assert "05" not in parse(file.read_bytes(), file.name)
        with lesson.page.expect_file_chooser() as chooser:
            cell.get_by_role("button", name="Restore from a file").click()
        chooser.value.set_files(saved)
        cell.get_by_text("1 answer restored").wait_for(timeout=10_000)
        assert parse(file.read_bytes(), file.name)["05"]["note-careful"]["value"] == "my words"
