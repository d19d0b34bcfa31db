"""The first start: lesson 00 alone, the file list folded, pages for instructors as pages with their pictures."""

import re
import subprocess
import sys

import pytest

from harness import REPO
from harness.jupyterlab_server import free_port, kernel_environment

# What each part of JupyterLab takes of the window.
PARTS = """() => Object.fromEntries(Object.entries({
  lesson: '.jp-NotebookPanel', files: '#jp-left-stack', contents: '[data-id="table-of-contents"]'
}).map(([name, found]) => [name, document.querySelector(found)?.getBoundingClientRect().width ?? 0]))"""


@pytest.fixture
def page(browser, lab):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    yield lambda path: (page.goto(lab[0] + path), page)[1]
    context.close()


def test_the_lesson_has_the_window_and_its_contents_are_one_press_away(page):
    start = re.search(r"default_url=(\S+)", (REPO / "Makefile").read_text(encoding="utf-8"))[1]
    shown = page(f"{start}?reset")
    shown.wait_for_selector(".jp-Cell", timeout=60_000)
    shown.wait_for_timeout(3000)
    widths = shown.evaluate(PARTS)
    assert widths["files"] == 0 and widths["lesson"] >= 1150
    assert widths["contents"] > 0, "the icon that opens the parts of the lesson"
    # Find and links reach every part: nothing waits for being scrolled to
    cells = "window.jupyterapp.shell.currentWidget.content.widgets.filter(c => c.model.type === 'markdown').length"
    shown.wait_for_function(f"document.querySelectorAll('.jp-MarkdownOutput').length === {cells}", timeout=20_000)
    shown.set_viewport_size({"width": 390, "height": 844})
    shown.wait_for_timeout(1000)
    assert shown.locator(".jp-RenderedMarkdown p").nth(1).bounding_box()["width"] >= 240, "readable on a phone"


def test_pages_for_instructors_open_as_pages_with_their_pictures(page):
    shown = page("/lab/tree/instructor/gallery.md?reset")
    shown.wait_for_selector(".jp-MarkdownViewer img", timeout=60_000)
    shown.wait_for_function(
        "() => [...document.querySelectorAll('.jp-MarkdownViewer img')].every(i => i.complete)", timeout=60_000
    )
    widths = shown.evaluate("() => [...document.querySelectorAll('.jp-MarkdownViewer img')].map(i => i.naturalWidth)")
    assert len(widths) >= 30 and min(widths) > 300


def test_the_address_that_is_printed_leads_to_the_first_lesson(tmp_path):
    """Where no browser opens, a person copies it."""
    start = re.search(r"^START := (.+)$", (REPO / "Makefile").read_text(encoding="utf-8"), re.M)[1]
    options = ["--allow-root", "--no-browser", f"--port={free_port()}"]
    command = [sys.executable, "-m", "jupyter", "lab", *start.split(), *options]
    told = []
    with subprocess.Popen(
        command, cwd=REPO, env=kernel_environment(tmp_path), stderr=subprocess.PIPE, text=True
    ) as lab:
        for line in lab.stderr:
            told += re.findall(r"http://\S+", line)
            if len(told) >= 2:
                break
        lab.terminate()
    assert all("/doc/tree/00_start_here.ipynb?token=" in address for address in told) and told
