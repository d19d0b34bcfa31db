"""How high every explorer stands in the windows people have, and how small its smallest letters are.

Every lesson is run and its explorers are shown without a bet: at 1280 by 800 and 1024 by 768 in JupyterLab with
the file list folded, and enlarged there; at 820 by 1180 and 390 by 844 in Notebook, the front end for such
windows. Needs Chromium and .venv-elsewhere.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import say, table
from harness.jupyterlab_server import LessonPage, chromium, running_lab
from harness.lesson_files import LESSONS
from harness.lesson_steps import AT_REST, CUT_OFF, EXPLORERS, OUTSIDE, fold_side_bar, show_everything, with_picture
from harness.other_front_ends import NotebookPage, running_notebook

LAB, NARROW, ENLARGED = [(1280, 800), (1024, 768)], [(820, 1180), (390, 844)], [(1280, 800), (1920, 1080), (1024, 768)]

# Pixels: the panel and the notebook's pane; what of controls, picture and sentence reaches out of the pane;
# the smallest letters beside the picture, and those in it (its width against that at which they are 11 px high).
AT_SIZE = """panel => {
  const pane = panel.closest('.jp-WindowedPanel-outer').getBoundingClientRect();
  const box = panel.getBoundingClientRect(), image = panel.querySelector('.hs-picture .hs-image');
  const seen = [...panel.querySelectorAll('p, label, button, select, td, th, .widget-label, .widget-readout')]
    .filter(node => node.checkVisibility({visibilityProperty: true}) && node.textContent.trim());
  const outside = ['.hs-controls', '.hs-picture', '.hs-sentence', '.hs-source'].filter(part => {
    const one = panel.querySelector(part)?.getBoundingClientRect();
    return one && one.height && one.bottom - box.top > pane.height + 1;
  });
  const legible = parseFloat(getComputedStyle(image).getPropertyValue('--hs-legible'));
  return {panel: Math.round(box.height), pane: Math.round(pane.height), outside,
    letters: Math.min(...seen.map(node => parseFloat(getComputedStyle(node).fontSize))),
    drawn: Math.round(110 * image.getBoundingClientRect().width / legible) / 10};
}"""

# Enlarged: what reaches out of the window, and how wide the picture is drawn (it keeps its form inside its frame).
LARGE = f"""panel => {{
  const image = panel.querySelector('.hs-picture .hs-image'), frame = image.getBoundingClientRect();
  const wide = Math.min(frame.width, frame.height * image.naturalWidth / image.naturalHeight);
  const legible = parseFloat(getComputedStyle(image).getPropertyValue('--hs-legible'));
  return {{outside: ({OUTSIDE})(panel), wide: Math.round(wide), drawn: Math.round(110 * wide / legible) / 10}};
}}"""


def measure() -> dict:
    """Return what was measured: `at rest` and `enlarged`, lists of a row for each explorer and window."""
    found = {"at rest": [], "enlarged": []}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        lab, notebook = Path(folder) / "lab", Path(folder) / "notebook"
        lab.mkdir()
        notebook.mkdir()
        with running_lab(lab) as (address, _):
            for lesson, name in opened(browser, LessonPage, address, LAB[0]):
                fold_side_bar(lesson)
                found["at rest"] += at_rest(lesson, name, LAB)
                found["enlarged"] += enlarged(lesson, name)
        with running_notebook(notebook) as (address, _):
            for lesson, name in opened(browser, NotebookPage, address, NARROW[0]):
                found["at rest"] += at_rest(lesson, name, NARROW)
    return found


def opened(browser, kind: type[LessonPage], address: str, size: tuple[int, int]) -> Iterator[tuple[LessonPage, str]]:
    """Open one lesson after another in a window of this size, run it and show its explorers."""
    for name in LESSONS:
        say(f"{kind.__name__}: {name}")
        context = browser.new_context(viewport=dict(zip(("width", "height"), size, strict=True)))
        lesson = kind(context.new_page(), address, f"{name}.ipynb")
        lesson.open()
        lesson.run_all()
        show_everything(lesson)
        yield lesson, name
        context.close()


def at_rest(lesson: LessonPage, name: str, sizes: list[tuple[int, int]]) -> Iterator[dict]:
    """Measure a lesson's explorers as they stand on the page."""
    for width, height in sizes:
        lesson.page.set_viewport_size({"width": width, "height": height})
        for cell_id in EXPLORERS[name]:
            cell = with_picture(lesson, cell_id)
            cell.evaluate(AT_REST)
            sizes_found = cell.locator(".hs-panel").first.evaluate(AT_SIZE)
            yield {**key(name, cell_id, width, height), **sizes_found, "cut off": len(cell.evaluate(CUT_OFF))}


def enlarged(lesson: LessonPage, name: str) -> Iterator[dict]:
    """Measure a lesson's explorers that fill the window."""
    for width, height in ENLARGED:
        lesson.page.set_viewport_size({"width": width, "height": height})
        for cell_id in EXPLORERS[name]:
            cell = with_picture(lesson, cell_id)
            cell.locator("button.hs-enlarge").click()
            panel = lesson.page.locator(".hs-panel.hs-large")
            panel.wait_for(timeout=5_000)
            panel.evaluate(AT_REST)
            yield {**key(name, cell_id, width, height), **panel.evaluate(LARGE)}
            lesson.page.keyboard.press("Escape")
            panel.wait_for(state="detached", timeout=5_000)


def key(name: str, cell_id: str, width: int, height: int) -> dict:
    return {"explorer": f"{name[:2]} {cell_id.removeprefix('bet-')}", "window": f"{width}×{height}"}


def markdown(found: dict) -> str:
    """Return the part of the report: a row for each explorer, a column for each window."""
    rest = by_explorer(found["at rest"], lambda one: f"{one['panel']}{'*' if one['outside'] else ''}")
    large = by_explorer(found["enlarged"], lambda one: f"{one['wide']}{'*' if one['outside'] else ''}")
    panes = {one["window"]: one["pane"] for one in found["at rest"]}
    letters = min(min(one["letters"], one["drawn"]) for one in found["at rest"])
    cut = sum(one["cut off"] for one in found["at rest"])
    drawn = min(one["drawn"] for one in found["enlarged"])
    over = [one for one in found["at rest"] if one["panel"] > one["pane"] and one["window"] == "1280×800"]
    return (
        f"## How high explorers stand\n\n- higher than the pane at 1280×800: {len(over)} of {len(rest)}; parts cut off "
        f"in any window: {cut}; smallest letters: {letters:g} px, enlarged in the picture {drawn:g} px\n\n"
        f"Height at rest, in pixels (pane: {', '.join(f'{h} at {w}' for w, h in panes.items())}); * = controls, picture, "
        f"sentence and source are not all in the pane at once.\n\n{grid(rest)}\n\n"
        "Enlarged: width of the picture, in pixels; * = something of it is outside the window.\n\n"
        f"{grid(large)}\n\n"
        "Method: every explorer as it starts, JupyterLab at the first two sizes and enlarged, Notebook at the narrow ones."
    )


def by_explorer(rows: list[dict], cell) -> dict[str, dict[str, str]]:
    """Return {explorer: {window: what its cell says}}."""
    found: dict[str, dict[str, str]] = {}
    for one in rows:
        found.setdefault(one["explorer"], {})[one["window"]] = cell(one)
    return found


def grid(rows: dict[str, dict[str, str]]) -> str:
    windows = list(next(iter(rows.values())))
    return table(["explorer", *windows], [[name, *(row[w] for w in windows)] for name, row in rows.items()])
