"""What shows where no kernel runs: an exported page, a code host's preview, the gallery.

The static twin of every explorer: its picture with a text in words, its sentence, its numbers.
"""

import io
import os
import re
import subprocess
import sys

import bleach
import nbformat
import numpy as np
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter
from PIL import Image

from harness import REPO
from harness.jupyterlab_server import copy_course, kernel_environment
from harness.lesson_files import LESSONS, as_shipped, cells
from tools import gallery, pages

OUTPUT = REPO / "test-output"
MOST = 60_000  # bytes of one picture in the repository

# What a code host lets through: no style, no script, no widget. Like GitHub's own list.
# fmt: off
ALLOWED = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var",
}
# fmt: on
ATTRIBUTES = {"*": ["title"], "a": ["href"], "img": ["src", "alt", "width", "height"]}


def twins(lesson) -> dict[str, dict]:
    """Return the output of every cell that shows an explorer, by cell id."""
    found = {}
    for cell in cells(lesson, "code"):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data and "application/vnd.jupyter.widget-view+json" in data:
                found[cell.id] = data
    return found


def shows_all(soup, piece) -> None:
    """The picture's text, the sentence and every number are there to read."""
    assert any(img.get("alt") == piece.alt for img in soup("img")), "the picture and its text"
    text = re.sub(r"\s+", " ", soup.get_text(" "))
    assert piece.sentence in text
    for row in piece.rows[:100]:
        for value in row:
            assert value in text


# ---------------------------------------------------------------- a code host's preview


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_with_outputs_survives_a_sanitiser(name):
    """What a student hands in, as a code host shows it: only plain HTML, perhaps no image data."""
    shown = twins(as_shipped(name))
    expected = {p.cell: p for p in pages._pieces(name[:2])}
    assert set(shown) == set(expected) and shown
    for cell_id, data in shown.items():
        dirty = data["text/html"]
        clean = bleach.clean(
            dirty, tags=ALLOWED, attributes=ATTRIBUTES, protocols={"https", "data"}, strip=True
        )
        soup = BeautifulSoup(clean, "html.parser")
        shows_all(soup, expected[cell_id])
        assert soup.img["src"].startswith("data:image/png;base64,")
        assert "{" not in soup.get_text(), "no style sheet shows as text"
        strict = bleach.clean(dirty, tags=ALLOWED, attributes=ATTRIBUTES, protocols={"https"}, strip=True)
        soup = BeautifulSoup(strict, "html.parser")
        shows_all(soup, expected[cell_id])
        assert not soup.img.get("src")


def test_what_is_missing_is_noticed():
    piece = pages._pieces("05")[0]
    good = f"<img alt='{piece.alt}'><p>{piece.sentence}</p>{' '.join(v for r in piece.rows for v in r)}"
    shows_all(BeautifulSoup(good, "html.parser"), piece)
    for gone in (f"alt='{piece.alt}'", piece.sentence, piece.rows[0][0]):
        with pytest.raises(AssertionError):
            shows_all(BeautifulSoup(good.replace(gone, ""), "html.parser"), piece)


# ---------------------------------------------------------------- the gallery


@pytest.fixture(scope="module")
def pieces():
    return [piece for name in LESSONS for piece in pages._pieces(name[:2])]


def test_every_picture_is_there_is_listed_and_is_small(pieces):
    stored = {path.name: path.stat().st_size for path in gallery.PICTURES.glob("*.png")}
    assert set(stored) == {p.file for p in pieces}, "run make pages and commit it"
    assert max(stored.values()) <= MOST
    page = (REPO / "notebooks" / "instructor" / "gallery.md").read_text(encoding="utf-8")
    listed = re.findall(r"!\[[^\n]+\]\(\.\./\.\./images/explorers/([^)]+)\)", page)
    assert sorted(listed) == sorted(stored)


def differ(a: bytes, b: bytes) -> float:
    """Return how far two pictures are apart: mean difference of grey from 0 to 255, coarsely seen.

    Coarsely, because another version of the drawing library sets the same text a little apart.
    """
    first, second = (
        np.asarray(Image.open(io.BytesIO(x)).convert("L").resize((96, 64)), float) for x in (a, b)
    )
    return float(np.abs(first - second).mean())


def test_every_picture_is_what_the_explorer_draws_now(pieces):
    for p in pieces:
        stored = (gallery.PICTURES / p.file).read_bytes()
        assert differ(stored, p.png) < 2, f"{p.file} is out of date: run make pages and commit it"


def test_an_old_picture_is_noticed():
    from hosting_shift import explorers

    panel = explorers.ten_jurisdictions("all but one")
    before = panel.png
    panel.set(beta=0)
    assert differ(gallery.small(before), before) < 0.5
    assert differ(before, panel.png) > 0.5


def test_pictures_of_explorers_that_are_gone_are_removed(tmp_path, monkeypatch, pieces):
    monkeypatch.setattr(gallery, "PICTURES", tmp_path)
    (tmp_path / "99-old.png").write_bytes(b"x")
    gallery.write_pictures(pieces[:2])
    assert {p.name for p in tmp_path.iterdir()} == {p.file for p in pieces[:2]}
    assert gallery.write_pictures(pieces[:2]) == [], "nothing new is written twice"


# ---------------------------------------------------------------- an exported page


def check_export(page, path, name, shot=None) -> None:
    """Open an exported page: every explorer's picture, sentence and numbers are there to see."""
    page.goto(path.as_uri())
    for piece in pages._pieces(name[:2]):
        picture = page.locator(f'[id="cell-id={piece.cell}"] img[alt]').first
        picture.scroll_into_view_if_needed(timeout=5_000)
        assert picture.get_attribute("alt") == piece.alt
        assert picture.evaluate("img => img.complete && img.naturalWidth > 300")
        cell = page.locator(f'[id="cell-id={piece.cell}"]')
        assert cell.get_by_text(piece.sentence).first.is_visible()
        cell.locator("summary").first.click()
        assert cell.locator("table").first.is_visible()
    if shot:
        OUTPUT.mkdir(exist_ok=True)
        page.screenshot(path=OUTPUT / f"{shot}.png")


@pytest.mark.browser
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


@pytest.mark.browser
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


def test_stored_controls_would_hide_the_twin():
    """Why the instructor's page names an option: drop this test when nbconvert changes."""
    lesson = as_shipped("05_the_hosting_shift")
    assert "widgets" in lesson.metadata
    stored = HTMLExporter().from_notebook_node(lesson)[0]
    lesson.metadata.pop("widgets")
    plain = HTMLExporter().from_notebook_node(lesson)[0]
    alt = pages._pieces("05")[0].alt
    assert nbformat.validate(lesson) is None
    assert f'alt="{alt}"' in plain and f'alt="{alt}"' not in stored
