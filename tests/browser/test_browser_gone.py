"""The kernel has gone while the page stays open: said where the student clicks, and typed words are kept.

A kernel goes in many ways. Each is done here as it happens: a hub's limit, a crash that nobody mends, the menu.
"""

import urllib.request

import psutil
import pytest

from harness.jupyterlab_server import LessonPage, running_lab
from harness.lesson_steps import place_bet, press, shot, with_picture
from hosting_shift.student.answers import parse

NAME = "05_the_hosting_shift"
GONE = "This no longer answers"
IDLE = "--MappingKernelManager"  # what hubs set, in seconds
HUB = [f"{IDLE}.cull_idle_timeout=15", f"{IDLE}.cull_interval=3", f"{IDLE}.cull_connected=True"]
NEVER_AGAIN = ["--KernelRestarter.restart_limit=0"]
TYPED = {"note-careful": "my words after lunch", "exercise-weekly": "about 7"}
KERNEL = "window.jupyterapp.shell.currentWidget.context.sessionContext"


def process(lesson) -> psutil.Process:
    """Return the process of the lesson's kernel: its command line names its connection file."""
    kernel = lesson.page.evaluate(f"() => {KERNEL}.session.kernel.id")
    (found,) = (p for p in psutil.process_iter(["cmdline"]) if any(kernel in w for w in p.info["cmdline"] or []))
    return found


def note_of(lesson, cell_id: str):
    return lesson.show_cell(cell_id).get_by_text(GONE)


def field_of(lesson, cell_id: str):
    return lesson.show_cell(cell_id).locator(".jp-OutputArea :is(textarea, input[type=text])")


def run_anew(lesson) -> None:
    """Do what the note says: Kernel ▸ Restart Kernel and Run All Cells."""
    lesson.page.get_by_role("menuitem", name="Kernel", exact=True).click()
    lesson.page.get_by_role("menuitem", name="Restart Kernel and Run All Cells").click()
    sure = lesson.page.get_by_role("button", name="Confirm Kernel Restart")  # asked where a kernel is left
    for _ in range(100):
        if sure.count():
            sure.click()
        if lesson.page.locator(".jp-InputArea-prompt", has_text="*").count():
            break
        lesson.page.wait_for_timeout(200)
    lesson.wait_until_all_ran()


@pytest.fixture
def open_with(browser, tmp_path):
    """Open a lesson on a server with settings of its own, every cell run: (lesson, address, folder)."""
    running, contexts = [], []

    def open_(*settings: str):
        running.append(running_lab(tmp_path, *settings))
        address, lessons = running[-1].__enter__()
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        lesson = LessonPage(contexts[-1].new_page(), address, f"{NAME}.ipynb")
        lesson.open()
        lesson.run_all()
        return lesson, address, lessons

    yield open_
    for context in contexts:
        context.close()
    for server in running:
        server.__exit__(None, None, None)


def test_a_kernel_that_a_hub_ended_is_told_where_one_clicks_and_words_typed_after_it_are_kept(open_with):
    lesson, address, lessons = open_with(*HUB)
    page = lesson.page
    place_bet(lesson, "uptime")
    with_picture(lesson, "bet-uptime")
    for _ in range(60):
        if urllib.request.urlopen(f"{address}/api/kernels", timeout=10).read() == b"[]":
            break
        page.wait_for_timeout(1000)

    for cell_id in ("bet-uptime", "bet-haven", "exercise-weekly", "exercise-predict-two", "note-careful"):
        note_of(lesson, cell_id).wait_for(timeout=60_000)
    for cell_id, words in TYPED.items():
        field_of(lesson, cell_id).fill(words)
        assert "kept" in note_of(lesson, cell_id).inner_text(), "what becomes of the words is said"
    page.screenshot(path=shot("gone-culled"))
    lesson.until("none")

    run_anew(lesson)
    page.screenshot(path=shot("gone-again"))
    for cell_id, words in TYPED.items():
        lesson.show_cell(cell_id).get_by_text("are back").wait_for(timeout=60_000)
        assert field_of(lesson, cell_id).input_value() == words
        lesson.show_cell(cell_id).get_by_text("kept", exact=True).wait_for(timeout=10_000)
    stored = parse((lessons / "my_answers.json").read_bytes(), "answers")["05"]
    for cell_id, words in TYPED.items():
        assert stored[cell_id if cell_id in stored else f"draft-{cell_id}"]["value"] == words
    assert page.get_by_text(GONE).count() == 0


def test_a_kernel_that_was_changed_or_shut_down_is_told(open_with):
    lesson, _, _ = open_with()
    changed = f"{KERNEL}.changeKernel({{name: 'python3'}}).then(kernel => kernel.info)"
    for way in (changed, f"{KERNEL}.shutdown()"):
        lesson.page.evaluate(f"async () => {{ await {way}; }}")  # Jupyter cannot restart one that is still starting
        for cell_id in ("bet-uptime", "note-careful", "keep"):
            note_of(lesson, cell_id).wait_for(timeout=60_000)
        lesson.until("none" if "shutdown" in way else "idle", timeout=60)
        assert note_of(lesson, "keep").count() == 1, "a new kernel knows nothing of what is on the page"
        run_anew(lesson)
        for cell_id in ("bet-uptime", "note-careful", "keep"):
            assert note_of(lesson, cell_id).count() == 0, (cell_id, way)


def test_a_kernel_that_died_and_is_not_started_again_is_told(open_with):
    lesson, _, _ = open_with(*NEVER_AGAIN)
    process(lesson).kill()
    note_of(lesson, "bet-uptime").wait_for(timeout=60_000)
    lesson.until("none")
    run_anew(lesson)
    assert note_of(lesson, "bet-uptime").count() == note_of(lesson, "keep").count() == 0


def test_a_click_that_nobody_hears_is_told_and_taken_back_when_it_is_answered(open_lesson):
    """Whatever happened: the page knows no sign of it but that nothing comes back."""
    lesson = open_lesson(NAME)
    kernel = process(lesson)
    cell = lesson.show_cell("exercise-weekly")
    field_of(lesson, "exercise-weekly").fill("70 %")
    lesson.wait_until_idle()
    kernel.suspend()
    try:
        press(lesson, cell, "Check")
        cell.get_by_text(GONE).wait_for(timeout=60_000)
    finally:
        kernel.resume()
    cell.get_by_text("Right.").wait_for(timeout=60_000)
    cell.get_by_text(GONE).wait_for(state="detached", timeout=10_000)
