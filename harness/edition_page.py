"""The browser edition, built as it is published, and a lesson open in it. For tests and benchmarks."""

from __future__ import annotations

import subprocess
from pathlib import Path

from harness import REPO
from harness.jupyterlab_server import ELSEWHERE, LessonPage


def build_site(folder: Path) -> None:
    """Build the site into `folder` with the command of `make site`; RuntimeError with its words."""
    script = REPO / "tools" / "browser_edition" / "build.py"
    command = [ELSEWHERE / "python", script, "--output", folder]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])


class EditionPage(LessonPage):
    """A lesson in the browser edition: JupyterLab as ever, Python in the page."""

    def go(self) -> None:
        """Ask for the lesson's page, and do not wait for the lesson."""
        self.page.goto(f"{self.address}/lab/index.html?path=notebooks/{self.notebook}&reset")
