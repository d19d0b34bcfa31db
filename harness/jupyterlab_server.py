"""A real JupyterLab on a copy of the course, and a Chromium to look at it.

Used by the browser tests and by the benchmarks. Nothing of the machine's own Jupyter settings is
read, nothing is fetched: the kernel's connections are refused and so are the browser's.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from harness import REPO

# The programs of the other places a lesson opens in (make .venv-elsewhere/ready); tools/latest.py
# names another folder.
ELSEWHERE = REPO / os.environ.get("ELSEWHERE", ".venv-elsewhere") / "bin"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]

# Run at the start of every kernel: any connection to elsewhere is refused, loudly.
NO_NETWORK = """
import socket as _socket

def _refuse(self, address, *more):
    here = self.family == getattr(_socket, "AF_UNIX", None) or (
        isinstance(address, tuple) and str(address[0]) in ("127.0.0.1", "localhost", "::1")
    )
    if not here:
        raise ConnectionRefusedError(f"the lessons work with no network; refused: {address!r}")
    return _connect(self, address, *more)

_connect = _socket.socket.connect
_socket.socket.connect = _refuse
_socket.socket.connect_ex = _refuse

def _no_lookup(host, *a, **k):
    if host in ("127.0.0.1", "localhost", "::1", None, ""):
        return _lookup(host, *a, **k)
    raise ConnectionRefusedError(f"the lessons work with no network; refused: {host!r}")

_lookup = _socket.getaddrinfo
_socket.getaddrinfo = _no_lookup
"""


def find_chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def copy_course(folder: Path) -> Path:
    """Copy notebooks/, data/ and content/ into `folder`; return the folder of the lessons there."""
    ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "my_answers*", "class_answers")
    for name in ("notebooks", "data", "content"):
        shutil.copytree(REPO / name, folder / name, ignore=ignore)
    return folder / "notebooks"


def kernel_environment(folder: Path) -> dict[str, str]:
    """Return an environment with Jupyter folders of its own and the network guard."""
    startup = folder / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    (startup / "00-no-network.py").write_text(NO_NETWORK, encoding="utf-8")
    # the questions JupyterLab asks a newcomer about news and updates would cover the lesson
    settings = folder / "config" / "lab" / "user-settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "notification.jupyterlab-settings").write_text(
        '{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8"
    )
    return {
        **os.environ,
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "share"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "MPLCONFIGDIR": str(folder / "matplotlib"),
    }


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextmanager
def running_lab(folder: Path):
    """Start JupyterLab on a copy of the course; yield (address, folder of the lessons)."""
    lessons = copy_course(folder)
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        "--allow-root",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.ip=127.0.0.1",
        "--IdentityProvider.token=",
        f"--ServerApp.root_dir={lessons}",
        "--LabApp.extension_manager=readonly",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=None",
        "--ServerApp.log_level=WARN",
    ]
    with serving(command, port, folder, cwd=lessons) as address:
        yield address, lessons


@contextmanager
def serving(command: list[str], port: int, folder: Path, cwd: Path, ready: str = "/api/status"):
    """Run a server until the block ends; yield its address once it answers at `ready`.

    Its log is server.log in `folder`, which also holds the Jupyter folders it uses. RuntimeError
    when it ends at once or does not answer within a minute.
    """
    log = folder / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, env=kernel_environment(folder), cwd=cwd)
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(240):
                if server.poll() is not None:
                    raise RuntimeError(f"the server ended: {log.read_text()}")
                try:
                    urllib.request.urlopen(f"{address}{ready}", timeout=2).close()
                    break
                except OSError:
                    time.sleep(0.25)
            else:
                raise RuntimeError(f"the server did not answer within a minute: {log.read_text()}")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


class LessonPage:
    """One notebook open in JupyterLab, driven the way a student would."""

    def __init__(self, page, address: str, notebook: str):
        self.page, self.address, self.notebook = page, address, notebook
        self.console: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.console.append(f"page error: {error}"))
        page.on("request", self._watch)

    def _hear(self, message) -> None:
        """Keep an error with the address it is about: of a missing file Chromium says no name."""
        if message.type == "error":
            self.console.append(f"{message.text} · {message.location['url']}")

    def _watch(self, request) -> None:
        if request.url.startswith(("http", "ws")) and not request.url.startswith(
            (self.address, self.address.replace("http", "ws"))
        ):
            self.elsewhere.append(request.url)

    def open(self) -> None:
        """Open the notebook in an otherwise empty JupyterLab and wait for its kernel."""
        self.page.goto(f"{self.address}/lab/tree/{self.notebook}?reset")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
        self._until("s => s === 'idle'", timeout=90)

    def run_all(self, timeout: float = 180) -> None:
        """Choose Run ▸ Run All Cells and wait until every code cell has run."""
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        end = time.time() + timeout
        while time.time() < end:
            left = self.page.evaluate(
                """() => {
                  const nb = window.jupyterapp.shell.currentWidget.content;
                  const code = nb.widgets.filter(c => c.model.type === 'code' && c.model.sharedModel.source.trim());
                  return code.filter(c => !c.model.executionCount || c.promptNode?.textContent.includes('*')).length;
                }"""
            )
            if not left:
                self._until("s => s === 'idle'", timeout=30)
                return
            time.sleep(0.2)
        raise TimeoutError(f"{self.notebook}: cells still running after {timeout} s")

    def wait_until_idle(self) -> None:
        """Wait until the kernel has answered what was done on the page so far."""
        self.page.wait_for_timeout(300)
        self._until("s => s === 'idle'", timeout=30)

    def _until(self, condition: str, timeout: float) -> None:
        end = time.time() + timeout
        while time.time() < end:
            status = self.page.evaluate(
                "() => window.jupyterapp.shell.currentWidget?.context?.sessionContext?.session"
                "?.kernel?.status ?? 'none'"
            )
            if self.page.evaluate(f"({condition})({status!r})"):
                return
            time.sleep(0.1)
        raise TimeoutError(f"{self.notebook}: the kernel is still {status}")

    def show_cell(self, cell_id: str):
        """Scroll to the cell with this id; return its locator."""
        self.page.evaluate(
            """async id => {
              const nb = window.jupyterapp.shell.currentWidget.content;
              const i = nb.widgets.findIndex(c => c.model.id === id);
              if (i < 0) throw new Error('no cell ' + id);
              nb.activeCellIndex = i;
              await nb.scrollToItem(i, 'start');
              nb.widgets[i].node.dataset.cellId = id;
            }""",
            cell_id,
        )
        cell = self.page.locator(f'.jp-Cell[data-cell-id="{cell_id}"]')
        cell.wait_for(state="attached", timeout=10_000)
        cell.scroll_into_view_if_needed()
        return cell

    def cells_with_errors(self) -> list[str]:
        """Return the ids of cells whose output is an error."""
        return self.page.evaluate(
            """() => window.jupyterapp.shell.currentWidget.content.widgets
              .filter(c => c.model.type === 'code' &&
                           c.model.outputs.toJSON().some(o => o.output_type === 'error'))
              .map(c => c.model.id)"""
        )

    def theme(self, name: str) -> None:
        """Change to 'JupyterLab Light' or 'JupyterLab Dark'."""
        self.page.evaluate("name => window.jupyterapp.commands.execute('apputils:change-theme', {theme: name})", name)
        self.page.wait_for_function(
            """name => document.body.dataset.jpThemeName === name &&
            getComputedStyle(document.body).getPropertyValue('--jp-layout-color0').trim()""",
            arg=name,
            timeout=20_000,
        )
        self.page.wait_for_timeout(400)


@contextmanager
def chromium():
    """Start a headless Chromium that reaches only this machine."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), headless=True, args=CHROMIUM_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
