"""A real JupyterLab on a copy of the course, and a Chromium to look at it.

Used by tests, benchmarks and the handouts. Nothing of the machine's own Jupyter settings is
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
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

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
# A student's JupyterLab asks nothing, fetches nothing and can be looked into.
QUIET = [
    "--allow-root",
    "--LabApp.extension_manager=readonly",
    "--LabApp.news_url=None",
    "--LabApp.expose_app_in_browser=True",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--ServerApp.log_level=WARN",
]
# ... and one that we start ourselves is for this machine only.
ALONE = ["--no-browser", "--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0", "--IdentityProvider.token=", *QUIET]

# Run at the start of every kernel: any connection to elsewhere is refused, loudly.
NO_NETWORK = """
import socket as _socket

_connect, _lookup, _here = _socket.socket.connect, _socket.getaddrinfo, ("127.0.0.1", "localhost", "::1")

def _refuse(self, address, *more):
    if self.family == getattr(_socket, "AF_UNIX", None) or isinstance(address, tuple) and str(address[0]) in _here:
        return _connect(self, address, *more)
    raise ConnectionRefusedError(f"the lessons work with no network; refused: {address!r}")

def _no_lookup(host, *a, **k):
    if host in (*_here, None, ""):
        return _lookup(host, *a, **k)
    raise ConnectionRefusedError(f"the lessons work with no network; refused: {host!r}")

_socket.socket.connect = _socket.socket.connect_ex = _refuse
_socket.getaddrinfo = _no_lookup
"""


def find_chromium() -> str | None:
    """Return the path of an installed Chromium or Chrome (or Edge, which is one), or None.

    On Windows and on a Mac it is on no search path: there the folders are looked into where it installs itself.
    """
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    mac = [f"{name}.app/Contents/MacOS/{name}" for name in ("Google Chrome", "Chromium", "Microsoft Edge")]
    windows = (
        "Google/Chrome/Application/chrome.exe",
        "Chromium/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
    )
    programs = [os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")]
    places = [Path(folder) / name for folder in ("/Applications", Path.home() / "Applications") for name in mac]
    places += [Path(folder) / name for folder in filter(None, programs) for name in windows]
    on_path = (path for name in names if (path := shutil.which(name)))
    return next(on_path, None) or next((str(path) for path in places if path.is_file()), None)


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
def running_lab(folder: Path, *more: str):
    """Start JupyterLab on a copy of the course, with its settings and `more`; yield (address, folder of the lessons)."""
    lessons, settings = copy_course(folder), folder / "settings"
    settings.mkdir()
    shutil.copy(REPO / ".jupyterlab-overrides.json", settings / "overrides.json")
    roots = [f"--ServerApp.root_dir={lessons}", f"--LabApp.app_settings_dir={settings}"]
    command = [sys.executable, "-m", "jupyterlab", *ALONE, *roots, *more]
    with serving(command, folder, cwd=lessons) as address:
        yield address, lessons


@contextmanager
def serving(command: list[str], folder: Path, cwd: Path, ready: str = "/api/status"):
    """Run a server on a free port until the block ends; yield its address once it answers at `ready`.

    Its log is server.log in `folder`, which also holds the Jupyter folders it uses. RuntimeError
    when it ends at once or does not answer within a minute.
    """
    port, log = free_port(), folder / "server.log"
    with log.open("w") as out:
        environment = kernel_environment(folder)
        server = subprocess.Popen([*command, f"--port={port}"], stdout=out, stderr=out, env=environment, cwd=cwd)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_until_it_answers(address + ready, server, log)
            yield address
        finally:
            end(server)


def end(server: subprocess.Popen) -> None:
    """End a server and, where it leaves any, the processes that it started."""
    started = psutil.Process(server.pid).children(recursive=True) if server.poll() is None else []
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
    for left in started:
        with suppress(psutil.NoSuchProcess):
            left.kill()


def wait_until_it_answers(address: str, server: subprocess.Popen, log: Path) -> None:
    """Wait for a server's first answer; RuntimeError with its log when it ends, or after a minute."""
    for _ in range(240):
        if server.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()}")
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"the server did not answer within a minute: {log.read_text()}")


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

    def go(self) -> None:
        """Ask for the notebook in an otherwise empty JupyterLab, and do not wait for it."""
        self.page.goto(f"{self.address}/lab/tree/{self.notebook}?reset")

    def wait(self, *states: str) -> None:
        """Wait until the notebook is shown and its kernel is ready (or in one of these states)."""
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        self.until(*states or ["idle"], timeout=180)

    def open(self) -> None:
        """Open the notebook and wait for its kernel."""
        self.go()
        self.wait()

    def run_all(self, timeout: float = 180) -> None:
        """Choose Run ▸ Run All Cells and wait until every code cell has run."""
        for item in ("Run", "Run All Cells"):
            self.page.get_by_role("menuitem", name=item, exact=True).click()
        self.wait_until_all_ran(timeout)

    def wait_until_all_ran(self, timeout: float = 180) -> None:
        """Wait until every code cell has run."""
        self.page.wait_for_function(
            """() => !window.jupyterapp.shell.currentWidget.content.widgets
              .filter(c => c.model.type === 'code' && c.model.sharedModel.source.trim())
              .some(c => !c.model.executionCount || c.promptNode?.textContent.includes('*'))""",
            timeout=1000 * timeout,
        )
        self.until("idle")

    def wait_until_idle(self) -> None:
        """Wait until the kernel has answered what was done on the page so far."""
        self.page.wait_for_timeout(300)
        self.until("idle")

    def until(self, *states: str, timeout: float = 30) -> None:
        """Wait until the kernel is in one of these states; TimeoutError with the one it is in."""
        status, end = "none", time.time() + timeout
        while time.time() < end:
            status = self.page.evaluate(
                "() => window.jupyterapp?.shell.currentWidget?.context?.sessionContext?.session"
                "?.kernel?.status ?? 'none'"
            )
            if status in states:
                return
            time.sleep(0.03)
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


@contextmanager
def chromium_of(profile: Path):
    """Start a headless Chromium with a profile on the disk, as a visitor has; yield its context.

    What it fetched is kept there from one start to the next, large files too, which `chromium` keeps in no cache.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=find_chromium(),
            headless=True,
            args=CHROMIUM_FLAGS,
            viewport={"width": 1280, "height": 900},
        )
        try:
            yield context
        finally:
            context.close()
