"""From a key press to the new picture in a real JupyterLab: every explorer against the usual idiom.

The idiom is `ipywidgets.interact` with a figure made anew for every picture, shown by the inline
backend: the same control, the same functions that compute and draw, the same size and dots. Needs
Chromium.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from itertools import cycle, pairwise
from pathlib import Path
from statistics import median

import nbformat

from benchmarks.common import percentile, say, table
from harness.jupyterlab_server import LessonPage, chromium, running_lab
from hosting_shift import explorers
from hosting_shift.ui import Choice, Panel, Range, Slider, Steps

KEYS = 56  # presses for each of the two
WARMING = 12  # of them at the beginning are left out: JupyterLab has still to do
BARS = {"p95": 0.45, "p50": 0.45, "median of the p50": 0.30}  # at most, of what `interact` takes
MOST = 10  # steps in one direction
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
BLOCK = 4  # presses before it is the other's turn: what slows the machine down slows both


OURS = """
from hosting_shift import explorers
panel = explorers.{name}()
panel.set({control}={start!r})
panel
"""

IDIOM = """
%matplotlib inline
import matplotlib.pyplot as plt
from ipywidgets import interact
from hosting_shift import charts, explorers
panel = explorers.{name}()
panel.set({control}={start!r})
rest = {{k: v for k, v in panel.settings.items() if k != "{control}"}}
control = next(c for c in panel.all_controls if c.name == "{control}").widget()
control.value = {start!r}
def show(x):
    with charts.style():
        figure = plt.figure(figsize=panel.size, dpi=charts.DPI)
        result = panel.compute(**rest, {control}=x)
        for drawing in panel.draw(figure):
            drawing.move(result)
        plt.show()
    print(panel.describe(result))
interact(show, x=control);
"""

# Hears a key, then waits for the picture that follows: another source, its pixels decoded. A step may change
# the words alone: no picture in five seconds counts as none.
WATCH = """
cell => {
  // a list of the idiom would lose its arrow keys to JupyterLab, which moves to the next cell
  for (const list of cell.querySelectorAll('select')) list.dataset.lmSuppressShortcuts = 'true';
  window.measured = [];
  let asked = null, before = null;
  const picture = () => cell.querySelector('img');
  document.addEventListener('keydown', e => {
    if (e.key.startsWith('Arrow')) { asked = performance.now(); before = picture()?.src; }
  }, true);
  const look = () => {
    const now = picture(), waited = performance.now() - asked;
    const drawn = now && now.src !== before && now.complete && now.naturalWidth;
    if (asked !== null && (drawn || waited > 5000)) {
      window.measured.push(drawn ? waited : null);
      asked = null;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


def moved(panel: Panel) -> tuple[Slider | Range | Steps | Choice, object, int]:
    """Return the control to move, the value to begin at, and how many steps there are up from it.

    The first slider at rest (a range by its upper end) that changes the picture, else the first such list; from
    its lowest value whose next step changes it. Raises ValueError if no control changes it.
    """
    sliders = [c for c in panel.controls if isinstance(c, Slider | Steps | Range)]
    for control in [*sliders, *(c for c in panel.controls if is_list(c))]:
        values = reached(control)
        pictures = [_picture(panel, control.name, value) for value in values]
        for i, (before, after) in enumerate(pairwise(pictures)):
            if before != after:
                return control, values[i], len(values) - 1 - i
    raise ValueError(f"{panel.title}: no slider and no list changes the picture")


def reached(control) -> list:
    """Return the values that a control is moved to: its lowest and at most MOST steps up."""
    if isinstance(control, Choice):  # Steps, too
        values = [value for _, value in control.options]
    elif isinstance(control, Range):
        low, step = control.start[0], control.step
        values = [(low, low + step * i) for i in range(1, round((control.high - low) / step) + 1)]
    else:
        steps = round((control.high - control.low) / control.step)
        values = [control.low + control.step * i for i in range(steps + 1)]
    return values[: MOST + 1]


def _picture(panel: Panel, name: str, value: object) -> bytes:
    panel.set(**{name: value})
    return panel.png


def is_list(control) -> bool:
    """Return whether a control is a list to drop down; Steps are named, too, but on a slider."""
    return isinstance(control, Choice) and not isinstance(control, Steps)


def keys(control, steps: int) -> Iterator[str]:
    """Return the keys that move a control up by some steps, and back, for ever."""
    there, back = ("ArrowDown", "ArrowUp") if is_list(control) else ("ArrowRight", "ArrowLeft")
    return cycle([there] * steps + [back] * steps)


def measure() -> dict:
    """Open every explorer twice, side by side with the idiom, and press keys in turn.

    By explorer: which `control` was moved, and its sort; milliseconds from key press to picture, `ours` and
    `interact`.
    """
    found = {"control": {}, "ours": {}, "interact": {}}
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        running_lab(Path(folder)) as (address, lessons),
    ):
        for name in explorers.__all__:
            panel = getattr(explorers, name)()
            if not isinstance(panel, Panel):
                continue  # no control that redraws
            control, start, steps = moved(panel)
            found["control"][name] = f"{control.name} ({'list' if is_list(control) else 'slider'})"
            pages = {}
            for kind, source in (("ours", OURS), ("interact", IDIOM)):
                file = f"bench_{name}_{kind}.ipynb"
                code = source.format(name=name, control=control.name, start=start)
                cells = [nbformat.v4.new_code_cell(code)]
                nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=PYTHON), lessons / file)
                pages[kind] = Presser(browser, address, file, control, steps)
            for _ in range(0, KEYS, BLOCK):
                for page in pages.values():
                    page.press(BLOCK)
            for kind, page in pages.items():
                found[kind][name] = page.waits()
                page.close()
            say(f"{name}: p95 {percentile(found['ours'][name], 0.95):.0f} ms")
    return found


class Presser:
    """One notebook in a window of its own, and a key pressed on its control."""

    def __init__(self, browser, address, file: str, control, steps: int):
        self._context = browser.new_context(viewport={"width": 1280, "height": 900})
        lesson = LessonPage(self._context.new_page(), address, file)
        lesson.open()
        lesson.run_all()
        self._page, self._keys, self._pressed, self._file = lesson.page, keys(control, steps), 0, file
        cell = self._page.locator(".jp-CodeCell").first
        cell.locator("img").first.wait_for(timeout=60_000)
        what = "select" if is_list(control) else ".noUi-handle"
        named = cell.get_by_label(re.compile(rf"^{re.escape(control.label)}"))
        ours = cell.locator(what).and_(named)  # the idiom's has no name: it is alone
        self._control = (ours if ours.count() else cell.locator(what)).last  # of a range: the upper
        self._page.evaluate(WATCH, cell.element_handle())

    def press(self, times: int) -> None:
        """Press keys one at a time, each after the picture of the last."""
        self._page.bring_to_front()
        self._control.focus()
        self._page.wait_for_timeout(200)  # a window just brought to the front draws late
        for _ in range(times):
            self._page.keyboard.press(next(self._keys))
            self._pressed += 1
            self._page.wait_for_function(f"window.measured.length >= {self._pressed}", timeout=20_000)
            self._page.wait_for_timeout(60)

    def waits(self) -> list[float]:
        """Return the milliseconds of the presses that brought a new picture. RuntimeError if none did."""
        found = [ms for ms in self._page.evaluate("window.measured")[WARMING:] if ms is not None]
        if not found:
            raise RuntimeError(f"{self._file}: no key brought a new picture")
        return found

    def close(self) -> None:
        self._context.close()


def markdown(found: dict) -> str:
    """Return the part of the report, the worst ratio first."""
    rows, ratios = [], {"p95": [], "p50": []}
    for name, control in found["control"].items():
        both = found["ours"][name], found["interact"][name]
        half, most = ([percentile(ms, share) for ms in both] for share in (0.5, 0.95))
        ratios["p95"].append(most[0] / most[1])
        ratios["p50"].append(half[0] / half[1])
        pairs = [f"{half[i]:.0f} / {most[i]:.0f}" for i in (0, 1)]
        rows.append([f"{most[0] / most[1]:.2f}", name, control, f"{half[0] / half[1]:.2f}", *pairs])
    of = "p50 / p95 (ms)"
    head = ["p95 ratio", "explorer", "control", "p50 ratio", f"ours {of}", f"interact {of}"]
    said = [
        f"- {which} against `interact`: {min(of):.2f} to {max(of):.2f} over {len(of)} explorers (bar for each: "
        f"{BARS[which]:.2f}; above it: {sum(round(one, 2) > BARS[which] for one in of)}), median {median(of):.2f}"
        for which, of in ratios.items()
    ]
    said[-1] += f" (bar: {BARS['median of the p50']:.2f})"
    return (
        f"## From key press to picture\n\n{chr(10).join(said)}\n\n"
        f"{table(head, sorted(rows, reverse=True))}\n\n"
        f"Method: JupyterLab and Chromium on one machine, two windows in turn, {BLOCK} presses each, "
        f"{KEYS} in all, the first {WARMING} left out; the wait ends when the new picture is decoded."
    )
