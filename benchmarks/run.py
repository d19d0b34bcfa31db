"""Measure the course; compare within one run, for machines are shared and noisy.

`make bench` prints, ratios first:
1. key press to new picture in a real JupyterLab: our explorers against the usual idiom
   (`ipywidgets.interact` + inline matplotlib) drawing the same picture with the same functions;
2. memory of a kernel after a whole lesson, above one that only imported the four packages;
3. run time of every lesson without a browser;
4. the model (model.py): scenarios, paths, counts, redraws, Mesa and SimPy on the same algorithm.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

REPO = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPO / "tests"), str(REPO / "notebooks")]

import model  # noqa: E402
import nbformat  # noqa: E402
import psutil  # noqa: E402
from conftest import LESSONS  # noqa: E402
from jupyterlab_server import (  # noqa: E402
    LessonPage,
    chromium,
    copy_course,
    kernel_environment,
    running_lab,
)  # fmt: skip

KEYS = 40

# explorer, its slider, where the slider starts, other settings
SLIDERS = [
    ("one_site", "months_online", 6.0),
    ("ten_jurisdictions", "month", 5),
    ("convention_atlas", "day", "2003-12-31"),
    ("handshakes", "members", 1),
    ("last_haven", "beta", 1.0),
    ("levers_together", "q", 0.05),
]

OURS = """
from hosting_shift import explorers
panel = explorers.{name}()
panel.set({slider}={start!r})
panel
"""

IDIOM = """
%matplotlib inline
import matplotlib.pyplot as plt
from ipywidgets import interact
from hosting_shift import charts, explorers
import sys
module = sys.modules["hosting_shift.explorers.{name}"]
panel = explorers.{name}()
rest = {{k: v for k, v in panel.settings.items() if k != "{slider}"}}
control = next(c for c in panel.all_controls if c.name == "{slider}")
def show(x):
    with charts.style():
        figure = plt.figure(figsize=panel.size, dpi=charts.DPI)
        result = module.compute(**rest, {slider}=x)
        for drawing in module.draw(figure):
            drawing.move(result)
        plt.show()
    print(module.describe(result))
slider = control.widget()
slider.value = {start!r}
interact(show, x=slider);
"""

# Waits for the picture that follows a key press: its source has changed and its pixels are decoded.
WATCH = """
cell => {
  window.measured = [];
  let asked = null, before = null;
  const picture = () => cell.querySelector('img');
  document.addEventListener('keydown', e => {
    if (e.key.startsWith('Arrow')) { asked = performance.now(); before = picture()?.src; }
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


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def latency(browser, address: str, lessons: Path) -> None:
    print("\n## Key press to new picture, milliseconds (JupyterLab in Chromium)\n")
    print("| explorer | p95 ratio | p50 ratio | ours p50 / p95 | interact p50 / p95 |")
    print("|---|---|---|---|---|")
    for name, slider, start in SLIDERS:
        found = {}
        for kind, source in (("ours", OURS), ("interact", IDIOM)):
            code = source.format(name=name, slider=slider, start=start)
            book = nbformat.v4.new_notebook(
                cells=[nbformat.v4.new_code_cell(code)],
                metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
            )
            nbformat.write(book, lessons / f"bench_{kind}_{name}.ipynb")
            found[kind] = keys(browser, address, f"bench_{kind}_{name}.ipynb", slider)
        ours, usual = found["ours"], found["interact"]
        print(
            f"| {name} | {percentile(ours, 0.95) / percentile(usual, 0.95):.2f} "
            f"| {median(ours) / median(usual):.2f} "
            f"| {median(ours):.0f} / {percentile(ours, 0.95):.0f} "
            f"| {median(usual):.0f} / {percentile(usual, 0.95):.0f} |",
            flush=True,
        )


def keys(browser, address: str, notebook: str, slider: str) -> list[float]:
    """Press arrow keys one at a time, each after the picture of the last; return the waits."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = LessonPage(context.new_page(), address, notebook)
    page.open()
    page.run_all()
    cell = page.page.locator(".jp-CodeCell").first
    cell.locator("img").first.wait_for(timeout=30_000)
    index = {"month": 1}.get(slider, 0) if "ours" in notebook else 0
    cell.locator(".noUi-handle").nth(index).focus()
    page.page.evaluate(WATCH, cell.element_handle())
    for i in range(KEYS):
        page.page.keyboard.press("ArrowRight" if (i // 10) % 2 == 0 else "ArrowLeft")
        page.page.wait_for_function(f"window.measured.length >= {i + 1}", timeout=15_000)
        page.page.wait_for_timeout(60)
    waits = page.page.evaluate("window.measured")
    context.close()
    return waits[2:]  # the first two warm caches up in both


def kernels() -> None:
    from jupyter_client import KernelManager
    from nbclient import NotebookClient

    print("\n## Memory and run time of a lesson (kernel only, no browser)\n")
    print("| lesson | MB above the bare imports | seconds to run all | MB in all |")
    print("|---|---|---|---|")
    bare = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(
            "import numpy, pandas, matplotlib, ipywidgets\nimport matplotlib.pyplot"
        )]
    )  # fmt: skip

    def measure(book, folder: Path) -> tuple[float, float]:
        manager = KernelManager(kernel_name="python3")
        manager.kernel_spec.argv[0] = sys.executable
        client = NotebookClient(book, timeout=300, km=manager)
        try:
            with client.setup_kernel(cwd=str(folder / "notebooks"), env=kernel_environment(folder)):
                began = time.perf_counter()
                for i, cell in enumerate(book.cells):
                    client.execute_cell(cell, i)
                seconds = time.perf_counter() - began
                kernel = psutil.Process(manager.provisioner.process.pid)
                used = kernel.memory_full_info().uss / 2**20
        finally:
            manager.shutdown_kernel(now=True)
        return used, seconds

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        copy_course(folder)
        base = min(measure(bare, folder)[0] for _ in range(3))
        for name in LESSONS:
            book = nbformat.read(folder / "notebooks" / f"{name}.ipynb", as_version=4)
            used, seconds = measure(book, folder)
            print(f"| {name} | {used - base:.0f} | {seconds:.1f} | {used:.0f} |", flush=True)
        print(f"\nBare imports: {base:.0f} MB (unique set size, least of three).")


def main() -> None:
    print(f"# Benchmarks, {time.strftime('%Y-%m-%d %H:%M')}, Python {sys.version.split()[0]}")
    with (
        tempfile.TemporaryDirectory() as folder,
        chromium() as browser,
        running_lab(Path(folder)) as lab,
    ):
        latency(browser, *lab)
    kernels()
    model.main()


if __name__ == "__main__":
    main()
