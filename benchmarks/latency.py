"""From a key press to the new picture in a real JupyterLab: every explorer against the usual idiom.

The idiom is `ipywidgets.interact` with a figure made anew for every picture, shown by the inline
backend: the same control, the same functions that compute and draw, the same size and dots. Needs
Chromium.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import nbformat

from benchmarks.common import percentile, say, table
from harness.jupyterlab_server import LessonPage, chromium, running_lab
from hosting_shift import explorers
from hosting_shift.ui import Choice, Panel, Range, Slider, Steps

KEYS = 32  # presses for each of the two; the first two warm both up and are left out
MOST = 10  # steps in one direction
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

# Hears a key, then waits for the picture that follows: another source, its pixels decoded.
WATCH = """
cell => {
  // a list of the idiom would lose its arrow keys to JupyterLab, which moves to the next cell
  for (const list of cell.querySelectorAll('select')) list.dataset.lmSuppressShortcuts = 'true';
  window.measured = [];
  let asked = null, before = null;
  const picture = () => cell.querySelector('img');
  window.pressed = () => { asked = performance.now(); before = picture()?.src; };
  window.forget = () => { asked = null; window.measured.push(null); };
  document.addEventListener('keydown', e => {
    if (e.key.startsWith('Arrow')) window.pressed();
  }, true);
  const look = () => {
    const now = picture();
    if (asked !== null && now && now.src !== before && now.complete && now.naturalWidth) {
      window.measured.push(performance.now() - asked);
      asked = null;
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""


@dataclass(frozen=True)
class Move:
    """How to move one control by keys: from the first of some values to the last, and back."""

    control: Slider | Range | Steps | Choice
    values: tuple

    @classmethod
    def of(cls, panel: Panel) -> Move:
        """The first slider at rest, from its low end (a range by its upper end); else the first list."""
        sliders = [c for c in panel.controls if isinstance(c, Slider | Steps | Range)]
        control = (sliders or [c for c in panel.controls if isinstance(c, Choice)])[0]
        if isinstance(control, Steps | Choice):
            return cls(control, tuple(value for _, value in control.options)[: MOST + 1])
        low = control.start[0] if isinstance(control, Range) else control.values()[0]
        steps = range(min(MOST, round((control.high - low) / control.step)) + 1)
        numbers = tuple(type(low)(round(low + n * control.step, 9)) for n in steps)
        return cls(control, tuple((low, n) for n in numbers[1:]) if isinstance(control, Range) else numbers)

    @property
    def slides(self) -> bool:
        return not isinstance(self.control, Choice)

    def step(self, press: int) -> tuple[str, int, int]:
        """Return the key of a press, and between which two values it leads."""
        last = len(self.values) - 1
        turn, done = divmod(press, last)
        if turn % 2 == 0:
            return ("ArrowRight" if self.slides else "ArrowDown"), done, done + 1
        return ("ArrowLeft" if self.slides else "ArrowUp"), last - done, last - done - 1


def measure() -> dict:
    """Open every explorer twice, side by side with the idiom, and press keys in turn.

    By explorer: which `control` was moved, and its sort; milliseconds from key press to picture, `ours` and
    `interact`; milliseconds of the `kernel`'s processor for one step.
    """
    found = {"control": {}, "ours": {}, "interact": {}, "kernel": {}}
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        running_lab(Path(folder)) as (address, lessons),
    ):
        for name in explorers.__all__:
            panel = getattr(explorers, name)()
            if not isinstance(panel, Panel):
                continue  # no control that redraws
            move = Move.of(panel)
            control = move.control.name
            found["control"][name] = f"{control} ({'slider' if move.slides else 'list'})"
            found["kernel"][name], pictures = draw_all(panel, move)
            pages = []
            for kind, source in (("ours", OURS), ("interact", IDIOM)):
                file = f"bench_{name}_{kind}.ipynb"
                code = source.format(name=name, control=control, start=move.values[0])
                nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]), lessons / file)
                pages.append(Presser(browser, address, file, move, pictures))
            for _ in range(0, KEYS, BLOCK):
                for page in pages:
                    page.press(BLOCK)
            found["ours"][name], found["interact"][name] = (page.waits() for page in pages)
            for page in pages:
                page.close()
            say(f"{name}: p95 {percentile(found['ours'][name], 0.95):.0f} ms")
    return found


def draw_all(panel: Panel, move: Move) -> tuple[float, list[bytes]]:
    """Return the median milliseconds of the processor for one value of a control, and the picture of each."""
    pictures, spent = [], []
    for value in move.values:
        began = time.process_time()
        panel.set(**{move.control.name: value})
        spent.append(1000 * (time.process_time() - began))
        pictures.append(panel.png)
    return median(spent), pictures


class Presser:
    """One notebook in a window of its own, and a key pressed on its control."""

    def __init__(self, browser, address, file: str, move: Move, pictures: list[bytes]):
        self._context = browser.new_context(viewport={"width": 1280, "height": 900})
        lesson = LessonPage(self._context.new_page(), address, file)
        lesson.open()
        lesson.run_all()
        self._page, self._move, self._pictures, self._pressed = lesson.page, move, pictures, 0
        self._cell = self._page.locator(".jp-CodeCell").first
        self._cell.locator("img").first.wait_for(timeout=60_000)
        what, name = (".noUi-handle" if move.slides else "select"), move.control.label
        ours = self._cell.locator(f"{what}[aria-label^='{name}']")  # the idiom's has no name: it is alone
        self._control = (ours if ours.count() else self._cell.locator(what)).last  # of a range: the upper
        self._page.evaluate(WATCH, self._cell.element_handle())

    def press(self, times: int) -> None:
        """Press keys one at a time, each after the picture of the last."""
        self._page.bring_to_front()
        self._control.focus()
        for _ in range(times):
            key, before, after = self._move.step(self._pressed)
            self._page.keyboard.press(key)
            self._pressed += 1
            if self._pictures[before] == self._pictures[after]:
                self._page.wait_for_timeout(600)  # a step that changes the words, not the picture
                self._page.evaluate("window.forget()")
            self._page.wait_for_function(f"window.measured.length >= {self._pressed}", timeout=20_000)
            self._page.wait_for_timeout(60)

    def waits(self) -> list[float]:
        return [ms for ms in self._page.evaluate("window.measured")[2:] if ms is not None]

    def close(self) -> None:
        self._context.close()


def markdown(found: dict) -> str:
    """Return the part of the report, the worst ratio first."""
    rows, ratios = [], []
    for name, control in found["control"].items():
        both = found["ours"][name], found["interact"][name]
        half, most = ([percentile(ms, share) for ms in both] for share in (0.5, 0.95))
        ratio = most[0] / most[1]
        ratios += [ratio] if control.endswith("(slider)") else []
        pairs = [*(f"{half[i]:.0f} / {most[i]:.0f}" for i in (0, 1)), f"{found['kernel'][name]:.0f}"]
        rows.append([f"{ratio:.2f}", name, control, f"{half[0] / half[1]:.2f}", *pairs])
    head = ["p95 ratio", "explorer", "control", "p50 ratio", "ours p50 / p95 (ms)"]
    head += ["interact p50 / p95 (ms)", "kernel (ms)"]
    return (
        f"## From key press to picture\n\n- p95 against `interact`: {min(ratios):.2f} to {max(ratios):.2f} over "
        f"{len(ratios)} explorers with a slider, median {median(ratios):.2f}\n\n"
        f"{table(head, sorted(rows, reverse=True))}\n\n"
        f"Method: JupyterLab and Chromium on one machine, two windows in turn, {BLOCK} presses each, "
        f"{KEYS} in all; the wait ends when the new picture is decoded. Kernel: processor time of one step, "
        "the picture included, no browser."
    )
