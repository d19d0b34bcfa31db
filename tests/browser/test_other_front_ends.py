"""The lessons in Notebook 7 and as pages of Voilà, in Chromium: run, bet, move a control, listen.

What is theirs is looked at on every push: two lessons in Notebook, two in Voilà, every explorer tried.
EVERY_LESSON=1 runs them all (latest.yml does, weekly). Screenshots land in test-output/.
"""

import json
import re
import urllib.request
from contextlib import ExitStack
from functools import cache

import pytest

from harness import left_out
from harness.lesson_files import LESSONS
from harness.lesson_steps import (
    EVERY_LESSON,
    EXPLORERS,
    JUPYTERLABS_OWN,
    check_nothing_is_cut_off,
    enlarge,
    first_picture,
    leave_enlarged,
    move_first_control,
    noise,
    says_another,
    sentence,
    shot,
)
from harness.other_front_ends import OWN_REMARKS, PYTHON, NotebookPage, VoilaPage, running_notebook, running_voila

FRONT_ENDS = {"notebook": (running_notebook, NotebookPage), "voila": (running_voila, VoilaPage)}
IN_DETAIL = ["05_the_hosting_shift", "07_the_convention", "09_policy_lab"]
pytestmark = pytest.mark.xdist_group("other front ends")  # each server is started once


@pytest.fixture(scope="module")
def serve(tmp_path_factory):
    """Start a front end, each of the two once, as one would at the root of the repository."""
    with ExitStack() as running:
        yield cache(lambda name: running.enter_context(FRONT_ENDS[name][0](tmp_path_factory.mktemp(name))))


@pytest.fixture
def open_in(browser, serve):
    """Open a lesson in one of the front ends, at 1280 px; answers start empty."""
    contexts = []

    def open_(front_end: str, name: str):
        address, lessons = serve(front_end)
        for left in lessons.glob("my_answers*"):
            left.unlink()
        contexts.append(browser.new_context(viewport={"width": 1280, "height": 900}))
        lesson = FRONT_ENDS[front_end][1](contexts[-1].new_page(), address, f"{name}.ipynb")
        lesson.front_end, lesson.answers = front_end, lessons / "my_answers.json"
        lesson.open()
        return lesson

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def needs_the_other_environment():
    if not PYTHON.exists():
        left_out(f"{PYTHON.parents[1].name} is missing: run make .venv-elsewhere/ready.")


OWN = f"{JUPYTERLABS_OWN}|{OWN_REMARKS}"


@pytest.mark.parametrize("name", LESSONS if EVERY_LESSON else IN_DETAIL[:2])
@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_a_lesson_from_top_to_bottom(open_in, front_end, name):
    lesson = open_in(front_end, name)
    lesson.run_all()
    assert lesson.cells_with_errors() == []
    lesson.show_cell("keep").get_by_text("Download my_answers.json").wait_for(timeout=30_000)
    if name in IN_DETAIL:
        try_every_explorer(lesson, name)
    if name == "07_the_convention":
        enlarge_by_keyboard(lesson, "bet-in-force")
    assert noise(lesson, OWN) == []
    assert lesson.elsewhere == [], "the page asked for something outside this machine"


def try_every_explorer(lesson, name: str) -> None:
    """Bet, see the picture, press a key; the bets are on disk; nothing is cut off when narrow."""
    for cell_id, bet in EXPLORERS[name].items():
        cell = first_picture(lesson, cell_id, bet)
        move_first_control(lesson, cell)
        lesson.page.screenshot(path=shot(f"{lesson.front_end}-{name}-{cell_id}"))
    saved = json.loads(lesson.answers.read_text(encoding="utf-8"))["lessons"][name[:2]]
    assert {f"bet-{bet}" for bet in EXPLORERS[name].values()} <= set(saved)
    check_nothing_is_cut_off(lesson, EXPLORERS[name], 390, 820)
    lesson.page.screenshot(path=shot(f"{lesson.front_end}-820-{name}"))


def enlarge_by_keyboard(lesson, cell_id: str) -> None:
    """Fill the window; keys that are shortcuts elsewhere change only the control; Escape."""
    page, cell = lesson.page, lesson.show_cell(cell_id)
    cells = page.locator(".jp-Cell").count()
    panel, button = enlarge(lesson, cell)
    page.screenshot(path=shot(f"{lesson.front_end}-projector"))

    words = sentence(cell)
    panel.locator("select").first.focus()
    for key in ("a", "b", "d", "d", "m", "y"):  # new cell, delete cell, to Markdown, to code
        page.keyboard.press(key)
    panel.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    says_another(lesson, cell, words)
    assert page.locator(".jp-Cell").count() == cells, "no shortcut of the page was heard"

    leave_enlarged(lesson, button)
    page.set_viewport_size({"width": 1280, "height": 900})


# ---------------------------------------------------------------- Voilà alone


def test_a_page_of_voila_shows_its_code_and_leads_to_other_lessons(open_in):
    """Exercises ask to change code: the code must at least be there to read. Links work."""
    lesson = open_in("voila", "05_the_hosting_shift")
    exercise = lesson.show_cell("exercise-one-closes")
    assert 'lesson.check("one-closes", answer)' in exercise.inner_text()
    assert "Not answered yet." in exercise.inner_text()
    field = lesson.show_cell("exercise-weekly")  # needs no code: it can be answered here
    field.locator("input[type=text]").fill("70 %")
    lesson.page.keyboard.press("Enter")
    field.get_by_text("Right.").wait_for(timeout=15_000)
    lesson.page.get_by_role("link", name="Back to the map of the course").click()
    lesson.page.get_by_role("heading", name="The map of the course").wait_for(timeout=60_000)


def test_voila_works_on_one_lesson_and_from_any_folder(tmp_path_factory):
    """Data and package are found from the lesson's own folder, wherever Voilà was started."""
    folder, elsewhere = (tmp_path_factory.mktemp(name) for name in ("course", "elsewhere"))
    one = "notebooks/05_the_hosting_shift.ipynb"
    with running_voila(folder, one, cwd=elsewhere) as (address, _):
        html = urllib.request.urlopen(address, timeout=120).read().decode("utf-8")
    assert "Ready. Nothing answered yet." in html
    assert "There was an error when executing cell" not in html
    assert len(re.findall(r'class=\\"hs-image\\"|class=\\u0022hs-image', html)) == len(
        EXPLORERS["05_the_hosting_shift"]
    )


def test_an_error_in_a_cell_would_be_noticed(open_in, serve):
    """What cells_with_errors() looks for is what Voilà shows."""
    _, lessons = serve("voila")
    broken = json.loads((lessons / "05_the_hosting_shift.ipynb").read_text(encoding="utf-8"))
    next(cell for cell in broken["cells"] if cell["id"] == "recall")["source"] = ["1 / 0"]
    (lessons / "broken.ipynb").write_text(json.dumps(broken), encoding="utf-8")
    assert open_in("voila", "broken").cells_with_errors() == ["recall"]
