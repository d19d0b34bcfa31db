"""Photographs what a student sees, for the README: a bet, and what stands there once it is placed.

    make student-view     a real lesson in a real browser; writes images/bet.png and images/outcome.png

The README shows both 400 pixels wide, the width of a phone, so they are taken that wide, with twice the dots.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from harness import REPO
from harness.jupyterlab_server import LessonPage, chromium, running_lab
from harness.lesson_files import read

LESSON, BET, MINE = "05_the_hosting_shift", "uptime", 60
FOLDER = REPO / "images"
WIDTH = 400
# Only the lesson, as wide as a phone: the rest of JupyterLab would be most of the picture. And the whole drawing:
# on a phone it keeps a width at which all is legible and scrolls, which a photograph cannot.
NARROW = f"""
.jp-OutputArea-output:has(.hs-episode) {{ width: {WIDTH}px !important; max-width: {WIDTH}px !important; padding: 8px !important; }}
.hs-image {{ min-width: 0 !important; width: 100% !important; }}
.jp-OutputPrompt, .jp-Toolbar, .jp-cell-toolbar {{ display: none !important; }}
"""


def cell_of_the_bet() -> str:
    """Return the id of the cell that asks for the bet."""
    return next(cell.id for cell in read(LESSON).cells if f'lesson.episode("{BET}"' in cell.source)


def photograph(browser, address: str) -> dict[str, bytes]:
    """Return the two pictures: before the bet is placed, and after."""
    context = browser.new_context(viewport={"width": 1000, "height": 1600}, device_scale_factor=2)
    page = context.new_page()
    try:
        lesson = LessonPage(page, address, f"{LESSON}.ipynb")
        lesson.open()
        lesson.run_all()
        page.add_style_tag(content=NARROW)
        cell = lesson.show_cell(cell_of_the_bet())
        shown = cell.locator(".hs-episode").first
        before = _photo(page, shown)
        cell.get_by_role("slider").first.press("Home")
        while f"{MINE} %" not in shown.inner_text():
            cell.get_by_role("slider").first.press("ArrowRight")
        cell.get_by_role("button", name="Place my bet").click()
        cell.locator("img.hs-image").first.wait_for()
        lesson.wait_until_idle()
        return {"bet": before, "outcome": _photo(page, shown, shown.locator(".hs-sentence").first)}
    finally:
        context.close()


def _photo(page, shown, last=None) -> bytes:
    """Return a picture of an output, down to its part `last`: the buttons and questions below are left out."""
    box, end = shown.bounding_box(), (last or shown).bounding_box()
    height = end["y"] + end["height"] + 8 - box["y"]
    return page.screenshot(clip={"x": box["x"], "y": box["y"], "width": WIDTH, "height": height})


def main() -> None:
    from tools.gallery import small  # few colours, small files

    with tempfile.TemporaryDirectory() as folder, running_lab(Path(folder)) as (address, _), chromium() as browser:
        for name, png in photograph(browser, address).items():
            (FOLDER / f"{name}.png").write_bytes(small(png))
            print(f"made {FOLDER.name}/{name}.png")


if __name__ == "__main__":
    main()
