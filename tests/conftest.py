"""What several tests share."""

import asyncio
import shutil

import pytest
from hypothesis import settings

from harness import REPO, left_out
from harness.jupyterlab_server import LessonPage, chromium, find_chromium, running_lab
from harness.other_front_ends import build_site
from hosting_shift import tables
from hosting_shift.student.answers import AnswersFile

settings.register_profile("quick", max_examples=20)  # make quick; make test takes Hypothesis' own 100


@pytest.fixture(autouse=True)
def no_loop_of_a_browser(request):
    """Hide the event loop that Playwright leaves running on a worker: else a click in another test waits for it."""
    loop = asyncio._get_running_loop()
    hidden = request.path.parent.name != "browser"
    if hidden:
        asyncio._set_running_loop(None)
    yield
    if hidden:
        asyncio._set_running_loop(loop)


@pytest.fixture
def facts(tmp_path, monkeypatch):
    """A copy of data/ that `tables` reads instead of the real one."""
    folder = tmp_path / "data"
    shutil.copytree(REPO / "data", folder)
    monkeypatch.setattr(tables, "_folder", folder)
    tables.reload()
    yield folder
    monkeypatch.undo()
    tables.reload()


@pytest.fixture
def answers(tmp_path):
    """An answers file of this test's own."""
    return AnswersFile(tmp_path / "my_answers.json")


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium. Missing: the test is skipped at home, and fails in CI."""
    if find_chromium() is None:
        left_out("Chromium is missing: install it (on Debian: apt-get install chromium).")
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """A JupyterLab on a copy of the course: (address, folder of the lessons)."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The browser edition, built by the command of `make site`; whoever asks is of the group "browser edition"."""
    folder = tmp_path_factory.mktemp("browser-edition") / "site"
    build_site(folder)
    return folder


@pytest.fixture
def open_lesson(browser, lab):
    """Open a lesson in a page of its own, at a given width.

    The lesson is as it is in the repository, with a new kernel and without answers, and every cell has run
    without an error. `fresh=False` opens what the page before left: its kernel, its answers, what JupyterLab
    saved. `run=False` runs no cell.
    """
    address, lessons = lab
    contexts = []

    def open_(name: str, width: int = 1280, fresh: bool = True, run: bool = True) -> LessonPage:
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        if fresh:
            end_kernels(context, address)
            for left in lessons.glob("my_answers*"):
                left.unlink()
            shutil.copy(REPO / "notebooks" / f"{name}.ipynb", lessons / f"{name}.ipynb")
        lesson = LessonPage(context.new_page(), address, f"{name}.ipynb")
        lesson.open()
        if run:
            lesson.run_all()
            assert lesson.cells_with_errors() == []
        return lesson

    yield open_
    for context in contexts:
        context.close()


def end_kernels(context, address: str) -> None:
    """End every kernel of a Jupyter server, as another browser window may."""
    sessions = context.request.get(f"{address}/api/sessions").json()
    context.request.get(f"{address}/lab")  # sets the cookie a change must show
    (xsrf,) = [one["value"] for one in context.cookies() if one["name"] == "_xsrf"]
    for session in sessions:
        answer = context.request.delete(f"{address}/api/sessions/{session['id']}", headers={"X-XSRFToken": xsrf})
        assert answer.ok, answer.text()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark tests by their folder, the quick ones first; give each worker what belongs together.

    A group runs on one worker, so what its tests share is made once. It is named where a test names
    one (xdist_group), else it is the file; lessons in JupyterLab are each by themselves.
    """
    rooms = ("unit", "kernel", "browser")
    items.sort(key=lambda item: rooms.index(item.path.parent.name))
    for item in items:
        room = item.path.parent.name
        if room != "unit":
            item.add_marker(getattr(pytest.mark, room))
        if item.get_closest_marker("xdist_group") is None and room != "browser":
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
