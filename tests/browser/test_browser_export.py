"""An exported page, opened as a file: every explorer's picture, sentence and numbers are there to see."""

import os
import re
import subprocess
import sys

import pytest
from nbconvert import HTMLExporter

from harness import REPO
from harness.jupyterlab_server import copy_course, kernel_environment
from harness.lesson_files import LESSONS, SHIPPED, as_shipped
from harness.lesson_steps import EXPLORERS
from harness.lesson_steps import shot as screenshot
from hosting_shift import content
from hosting_shift.practice.screen import OUTCOME
from tools import pages

pytestmark = pytest.mark.xdist_group(SHIPPED)


def check_export(page, path, name, shot=None) -> None:
    """Open an exported page: every explorer's picture, sentence and numbers are there to see."""
    page.goto(path.as_uri())
    for piece in pages._pieces(name[:2]):
        cell = page.locator(f'[id="cell-id={piece.cell}"]')
        picture, said = cell.locator("img[alt]").first, cell.get_by_text(piece.sentence).first
        if bet := EXPLORERS[name].get(piece.cell):
            assert cell.get_by_text(content.bet(name[:2], bet).text).first.is_visible()
            assert not picture.is_visible() and not said.is_visible(), "the bet comes first"
            cell.get_by_text(OUTCOME).click()
        picture.scroll_into_view_if_needed(timeout=20_000)
        assert picture.get_attribute("alt") == piece.alt
        assert picture.evaluate("img => img.complete && img.naturalWidth > 300")
        assert said.is_visible()
        cell.locator("summary", has_text=piece.numbers).first.click()
        assert cell.locator("table").first.is_visible()
    if shot:
        page.screenshot(path=screenshot(shot))


@pytest.mark.parametrize("name", LESSONS)
def test_an_export_of_a_saved_lesson_shows_its_explorers(browser, tmp_path, name):
    """JupyterLab saves no state of controls: File ▸ Save and Export Notebook As ▸ HTML."""
    lesson = as_shipped(name)
    lesson.metadata.pop("widgets", None)
    path = tmp_path / "lesson.html"
    path.write_text(HTMLExporter().from_notebook_node(lesson)[0], encoding="utf-8")
    for script in (False, True) if name.startswith("05") else (False,):
        with_script = "with" if script else "without"
        context = browser.new_context(viewport={"width": 1000, "height": 900}, java_script_enabled=script)
        check_export(context.new_page(), path, name, f"export-{with_script}-script-{name}")
        context.close()


def test_the_command_of_the_instructors_page_makes_such_an_export(browser, tmp_path):
    """Without the option nbconvert stores the controls, and shows those instead: empty, offline."""
    page = (REPO / "notebooks" / "instructor" / "README.md").read_text(encoding="utf-8")
    command = re.search(r"jupyter (nbconvert --to html --execute [^`]*)`", page)[1].split()
    assert command[-1] == "notebooks/05_the_hosting_shift.ipynb"
    copy_course(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "jupyter", *command],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        env=kernel_environment(tmp_path) | {"PATH": os.environ["PATH"]},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    name = "05_the_hosting_shift"
    context = browser.new_context(java_script_enabled=False)
    check_export(context.new_page(), tmp_path / "notebooks" / f"{name}.html", name)
    context.close()
