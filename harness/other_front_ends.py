"""The same lessons in Notebook 7, as pages of Voilà and in the browser edition, driven the way a student would.

All three live in an environment of their own, made by `make .venv-elsewhere/ready`; ELSEWHERE names
another folder (tools/latest.py does).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from harness import REPO
from harness.jupyterlab_server import ALONE, ELSEWHERE, LessonPage, copy_course, serving

PYTHON = ELSEWHERE / "python"

# They share this environment with Notebook and Voilà, and fill the console with errors of their own.
STRANGERS = ["@jupyterlite/pyodide-kernel-extension", "@voila-dashboards/jupyterlab-preview"]

# What the front ends themselves put on the console, with every notebook: not ours.
OWN_REMARKS = (
    r"reading 'schema'"  # Notebook 7.6, while its settings load
    r"|@jupyterlite/"
    r"|fontawesome.*Content Security Policy"  # Voilà's page wants two style sheets from elsewhere
)


@contextmanager
def running_notebook(folder: Path):
    """Start Notebook 7 at the root of a copy of the repository; yield (address, lessons' folder)."""
    lessons = copy_course(folder)
    config = folder / "config" / "labconfig"
    config.mkdir(parents=True)
    disabled = {"disabledExtensions": dict.fromkeys(STRANGERS, True)}
    (config / "page_config.json").write_text(json.dumps(disabled), encoding="utf-8")
    own = [f"--ServerApp.root_dir={folder}", "--JupyterNotebookApp.expose_app_in_browser=True"]
    with serving([str(PYTHON), "-m", "notebook", *ALONE, *own], folder, cwd=folder) as address:
        yield address, lessons


@contextmanager
def running_voila(folder: Path, what: str = "notebooks", cwd: Path | None = None):
    """Start Voilà on `what` of a copy of the course; yield (address, lessons' folder).

    cwd: where it is started; without it at the root of the copy, beside our voila.json.
    """
    lessons = copy_course(folder)
    shutil.copy(REPO / "voila.json", folder)
    strangers = [*STRANGERS, "@jupyter-notebook/lab-extension"]
    flags = ["--no-browser", "--Voila.ip=127.0.0.1", "--token=", f"--VoilaConfiguration.extension_denylist={strangers}"]
    command = [str(PYTHON), "-m", "voila", *flags, str(folder / what)]
    ready = "/voila/static/voila.js"  # the page itself would start a kernel
    with serving(command, folder, cwd=cwd or folder, ready=ready) as address:
        yield address, lessons


class NotebookPage(LessonPage):
    """One lesson open in Notebook 7: the cells are JupyterLab's, the page around them is not."""

    def go(self) -> None:
        """Ask for the lesson, and do not wait for it."""
        self.page.goto(f"{self.address}/notebooks/notebooks/{self.notebook}")


class VoilaPage(LessonPage):
    """One lesson as a page of Voilà: it runs as it opens, and its code cannot be changed."""

    def __init__(self, page, address: str, notebook: str):
        super().__init__(page, address, notebook)
        page.on("requestfailed", self._never_left)

    def _never_left(self, request) -> None:
        """Chromium reports a request that our policy (voila.json) stopped before it left, too."""
        if request.failure == "csp":
            self.elsewhere.remove(request.url)

    def open(self) -> None:
        """Open the lesson; Voilà runs every cell before the page shows."""
        self.page.goto(f"{self.address}/voila/render/{self.notebook}", timeout=120_000)
        self.page.locator("#rendered_cells").wait_for(timeout=120_000)
        self.page.locator(".hs-practice").first.wait_for(timeout=60_000)
        self.page.wait_for_function(  # the controls come one after another
            "() => !document.body.innerText.includes('Loading widget')", timeout=60_000
        )

    def run_all(self, timeout: float = 180) -> None:
        """Nothing to do: see open()."""

    def wait_until_idle(self) -> None:
        """Wait until the page has stood still for a while: it does not tell of its kernel."""
        self.page.evaluate(
            """() => new Promise((done, late) => {
              const watch = new MutationObserver(() => { clearTimeout(still); still = quiet(); });
              const quiet = () => setTimeout(() => { watch.disconnect(); done(); }, 800);
              let still = quiet();
              watch.observe(document.body,
                {subtree: true, childList: true, attributes: true, characterData: true});
              setTimeout(() => { watch.disconnect(); late(new Error('still changing')); }, 30000);
            })"""
        )

    def show_cell(self, cell_id: str):
        """Scroll to the cell with this id; return its locator."""
        cell = self.page.locator(f'[id="cell-id={cell_id}"]')
        cell.scroll_into_view_if_needed(timeout=10_000)
        return cell

    def cells_with_errors(self) -> list[str]:
        """Return the ids of cells whose output is an error."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll('.jp-CodeCell')]
              .filter(c => /There was an error when executing cell|Traceback/.test(c.innerText))
              .map(c => c.id.replace('cell-id=', ''))"""
        )


def build_site(folder: Path) -> None:
    """Build the browser edition into `folder` with the command of `make site`; RuntimeError with its words."""
    command = [PYTHON, "-m", "tools.browser_edition.build", "--output", folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=REPO)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])


class EditionPage(LessonPage):
    """A lesson in the browser edition: JupyterLab as ever, Python in the page."""

    def go(self) -> None:
        """Ask for the lesson's page, and do not wait for the lesson."""
        self.page.goto(f"{self.address}/lab/index.html?path=notebooks/{self.notebook}&reset")
