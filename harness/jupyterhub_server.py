"""A real JupyterHub on this machine, and students who work on it as their browsers would.

Used by tests/kernel/test_hub.py and by benchmarks/hub.py. The hub, its proxy and every server listen on
127.0.0.1 only. Students' homes are empty but for the course, so nothing of the machine's own
Jupyter or IPython settings is read; kernels refuse connections to elsewhere.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import time
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx
import nbformat
import psutil
from jupyter_client.session import Session
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from harness.jupyterlab_server import ELSEWHERE, NO_NETWORK, copy_course, free_port

PROXY = "configurable-http-proxy@5.1.0"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "hosting-shift"
COURSE = "hosting-shift"  # the folder in a student's home, as nbgitpuller would name it
PATIENCE = 180  # seconds until a student gives up waiting for one step

# What a page load tells a server; the hub gives its cookie against forged requests only then.
NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}

CONFIG = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_ip, c.JupyterHub.hub_port = "127.0.0.1", {hub_port}
c.JupyterHub.authenticator_class, c.JupyterHub.spawner_class = "dummy", "simple"
c.JupyterHub.log_level = "WARN"
c.Authenticator.allow_all = True
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}, "--log-level=warn"]
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.ip = "127.0.0.1"
c.Spawner.cmd = [{server!r}]
c.Spawner.args = [
    "--allow-root",
    "--LabApp.extension_manager=readonly",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.news_url=None",
    "--ServerApp.log_level=WARN",
]
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"]
c.Spawner.start_timeout = c.Spawner.http_timeout = {patience}
"""


class HubError(Exception):
    """The hub or a student could not go on; the message says where and what to do."""


# ---------------------------------------------------------------- the hub


def proxy() -> Path:
    """Return the hub's proxy, installed from npm into the user's cache the first time.

    Raises HubError when npm is missing or cannot bring it.
    """
    folder = CACHE / PROXY.replace("@", "-")
    program = folder / "node_modules" / ".bin" / "configurable-http-proxy"
    if program.exists():
        return program
    if not (npm := shutil.which("npm")):
        raise HubError(
            "npm is missing, and JupyterHub's proxy comes from it: install Node.js with npm "
            "(on Debian: apt-get install npm), then run this again."
        )
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", PROXY]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode or not program.exists():
        last = " ".join(done.stderr.strip().splitlines()[-1:])
        raise HubError(f"npm could not install {PROXY}: is there a network? It said: {last}")
    return program


@dataclass
class Hub:
    """A running hub: where it answers, where the students' homes are, its process."""

    address: str
    homes: Path
    log: Path
    process: psutil.Process

    def lessons(self, student: str) -> Path:
        return self.homes / student / COURSE / "notebooks"

    def servers(self) -> dict[str, list[psutil.Process]]:
        """Return the processes of every student: the server, then its kernels."""
        found = {}
        for child in self.process.children():
            with suppress(psutil.Error):
                if student := child.environ().get("JUPYTERHUB_USER"):
                    found[student] = [child, *child.children(recursive=True)]
        return found

    def own(self) -> list[psutil.Process]:
        """Return the hub's process and its proxy's."""
        servers = {family[0].pid for family in self.servers().values()}
        return [self.process, *(c for c in self.process.children() if c.pid not in servers)]


@contextmanager
def running_hub(folder: Path, students: list[str]):
    """Start a hub whose students have the course in their homes; yield it, then stop all of it.

    Raises HubError when it cannot start.
    """
    if not (ELSEWHERE / "jupyterhub").exists():
        raise HubError("JupyterHub is not installed: run make test once; it makes .venv-elsewhere.")
    homes = folder / "homes"
    for student in students:
        new_home(homes / student)
    port = free_port()
    config = folder / "jupyterhub_config.py"
    config.write_text(
        CONFIG.format(
            port=port,
            hub_port=free_port(),
            proxy_port=free_port(),
            proxy=str(proxy()),
            homes=str(homes),
            server=str(ELSEWHERE / "jupyterhub-singleuser"),
            patience=PATIENCE,
        ),
        encoding="utf-8",
    )
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    environment |= {"HOME": str(folder), "PATH": f"{ELSEWHERE}{os.pathsep}{os.environ['PATH']}"}
    log = folder / "jupyterhub.log"
    with log.open("w") as out:
        started = subprocess.Popen(
            [ELSEWHERE / "jupyterhub", "-f", config],
            stdout=out,
            stderr=out,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    hub = Hub(f"http://127.0.0.1:{port}", homes, log, psutil.Process(started.pid))
    try:
        wait_until_it_answers(hub, started)
        yield hub
    finally:
        stop(started, hub)


def new_home(home: Path) -> None:
    """Make a student's home: the course, and the guard that keeps kernels off the network."""
    copy_course(home / COURSE)
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00-no-network.py").write_text(NO_NETWORK, encoding="utf-8")


def wait_until_it_answers(hub: Hub, started: subprocess.Popen) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        if started.poll() is not None:
            raise HubError(f"JupyterHub ended at once: {hub.log.read_text()[-2000:]}")
        with suppress(httpx.HTTPError):
            if httpx.get(f"{hub.address}/hub/health", trust_env=False).is_success:
                return
        time.sleep(0.25)
    raise HubError(f"JupyterHub did not answer within 90 s: {hub.log.read_text()[-2000:]}")


def stop(started: subprocess.Popen, hub: Hub) -> None:
    """End the hub and whatever it started, servers and kernels too; nothing is left running."""
    family = []
    with suppress(psutil.Error):
        family = [*hub.process.children(recursive=True), hub.process]
    for end in (psutil.Process.terminate, psutil.Process.kill):
        for process in family:
            with suppress(psutil.Error):
                end(process)
        _, family = psutil.wait_procs(family, timeout=20)
    started.wait()


# ---------------------------------------------------------------- a student


class Student:
    """One student's browser: logs in, opens a lesson, runs it, places bets, moves sliders."""

    def __init__(self, hub: Hub, name: str):
        self.hub, self.name = hub, name
        self.web = httpx.AsyncClient(base_url=hub.address, timeout=PATIENCE, trust_env=False, follow_redirects=True)
        self.kernel: Kernel | None = None

    async def log_in(self) -> None:
        """Log in and wait until the student's own server is up."""
        start = f"/hub/user-redirect/lab/tree/{COURSE}/notebooks"
        await self.web.get(f"/hub/login?next={quote(start)}", headers=NAVIGATION)
        page = await self.web.post(
            f"/hub/login?next={quote(start)}",
            data={"username": self.name, "password": "any", "_xsrf": self._token("/hub/")},
            headers=NAVIGATION,
        )
        page.raise_for_status()
        if "/spawn-pending/" in page.url.path:
            await self._watch_the_bar()

    async def _watch_the_bar(self) -> None:
        address = f"/hub/api/users/{self.name}/server/progress"
        said = "nothing"
        async with self.web.stream("GET", address, params={"_xsrf": self._token("/hub/")}) as progress:
            progress.raise_for_status()
            async for line in progress.aiter_lines():
                if line.startswith("data:"):
                    event = json.loads(line.removeprefix("data:"))
                    if event.get("ready"):
                        return
                    said = event.get("message", said)
        raise HubError(f"{self.name}: the server did not start; the hub said last: {said}")

    def path(self, rest: str) -> str:
        return f"/user/{self.name}/{rest}"

    def _token(self, path: str) -> str:
        found = [c.value for c in self.web.cookies.jar if (c.name, c.path) == ("_xsrf", path)]
        if not found:
            raise HubError(f"{self.name}: no page of {path} was opened yet.")
        return found[0]

    async def ask(self, method: str, rest: str, **more) -> httpx.Response:
        """Send one request of JupyterLab's to the student's server.

        Raises HubError naming the address when the answer is an error.
        """
        headers = {"X-XSRFToken": self._token(self.path(""))}
        answer = await self.web.request(method, self.path(rest), headers=headers, **more)
        if answer.is_error:
            raise HubError(f"{self.name}: {method} {rest} answered {answer.status_code}: {answer.text[:200]}")
        return answer

    async def open(self, lesson: str, files: list[str] = ()) -> nbformat.NotebookNode:
        """Open `lesson` in JupyterLab and start its kernel; return the notebook.

        files: what the page fetches besides, as addresses on the student's own server.
        """
        where = f"{COURSE}/notebooks/{lesson}.ipynb"
        page = await self.web.get(self.path(f"lab/tree/{where}"), headers=NAVIGATION)
        page.raise_for_status()
        if "jupyter-config-data" not in page.text:
            raise HubError(f"{self.name}: no JupyterLab at {page.url}")
        six = asyncio.Semaphore(6)  # what a browser opens to one server

        async def fetch(address: str) -> None:
            async with six:
                await self.ask("GET", address)

        await asyncio.gather(*map(fetch, files))
        model = (await self.ask("GET", f"api/contents/{where}?type=notebook&content=1")).json()
        session = await self.ask(
            "POST",
            "api/sessions",
            json={"path": where, "type": "notebook", "name": lesson, "kernel": {"name": "python3"}},
        )
        self.kernel = await Kernel.connect(self, session.json()["kernel"]["id"])
        return nbformat.from_dict(model["content"])

    async def save(self, lesson: str, book: nbformat.NotebookNode) -> None:
        """Save the lesson with its output, as JupyterLab does every two minutes."""
        await self.ask(
            "PUT",
            f"api/contents/{COURSE}/notebooks/{lesson}.ipynb",
            json={"type": "notebook", "format": "json", "content": book},
        )

    async def run_all(self, book: nbformat.NotebookNode) -> None:
        """Run every code cell in turn; its output goes into `book`.

        Raises HubError naming the cell when one ends in an error.
        """
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.outputs = await self.kernel.run(cell.source, cell.id)

    async def place_bet(self, cell: str) -> None:
        """Choose in the bet that cell `cell` shows, press its button, wait until the bet is placed.

        Raises HubError when the page does not say so.
        """
        chooser = self.kernel.widget(cell, "IntSlider", "FloatSlider", "RadioButtons")
        if chooser.state["_model_name"] == "RadioButtonsModel":
            await self.kernel.change(chooser, index=0)
        else:
            low, high = chooser.state["min"], chooser.state["max"]
            step = chooser.state["step"]
            await self.kernel.change(chooser, value=low + step * ((high - low) // (2 * step)))
        button = self.kernel.widget(cell, "Button", description="Place my bet")
        await self.kernel.press(button)
        end = time.monotonic() + PATIENCE
        while not button.state.get("disabled"):  # that is how the page takes a bet
            if time.monotonic() > end:
                raise HubError(f"{self.name}: {cell}: the bet was not taken in {PATIENCE} s.")
            await asyncio.sleep(0.02)

    async def move_slider(self, cell: str, share: float) -> float:
        """Move the first slider of the explorer in `cell` to `share` of its way.

        Returns the seconds until the new picture came. Raises HubError when none came.
        """
        slider = self.kernel.widget(cell, "IntSlider", "FloatSlider")
        low, high, step = (slider.state[k] for k in ("min", "max", "step"))
        value = low + step * round(share * (high - low) / step)
        pictures = self.kernel.pictures
        began = time.perf_counter()
        await self.kernel.change(slider, value=value)
        if self.kernel.pictures == pictures:
            raise HubError(f"{self.name}: {cell}: a slider moved to {value} and no picture came.")
        return time.perf_counter() - began

    async def leave(self) -> None:
        """Close the browser; the server and the kernel stay, as on a real hub."""
        if self.kernel:
            await self.kernel.close()
        await self.web.aclose()


@asynccontextmanager
async def student(hub: Hub, name: str):
    """Yield a student whose browser is closed at the end."""
    one = Student(hub, name)
    try:
        yield one
    finally:
        await one.leave()


@dataclass
class Widget:
    """A widget that a cell has made: its number between browser and kernel, and its state."""

    comm: str
    cell: str
    state: dict


class Kernel:
    """A kernel, spoken to over the same channel as JupyterLab's."""

    def __init__(self, student: Student, channel):
        self.student, self.channel = student, channel
        self.widgets: list[Widget] = []
        self.pictures = 0  # new pictures that explorers have sent
        self._session = Session(username="")
        self._waiting: dict[str, asyncio.Queue] = {}
        self._cells: dict[str, str] = {}
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def connect(cls, student: Student, number: str) -> Kernel:
        """Connect to kernel `number` of `student` and wait until it answers."""
        cookies = httpx.Cookies(student.web.cookies)
        address = student.path(f"api/kernels/{number}/channels")
        request = httpx.Request("GET", student.hub.address + address)
        cookies.set_cookie_header(request)
        channel = await websocket_connect(
            HTTPRequest(
                student.hub.address.replace("http", "ws") + address,
                headers={"Cookie": request.headers["Cookie"], "Origin": student.hub.address},
                connect_timeout=PATIENCE,
                request_timeout=PATIENCE,
            ),
            max_message_size=2**28,
        )
        kernel = cls(student, channel)
        await kernel._ask("kernel_info_request", {}, "kernel info")
        return kernel

    async def run(self, source: str, cell: str) -> list[nbformat.NotebookNode]:
        """Run `source` as cell `cell`; return its outputs.

        Raises HubError when it ends in an error.
        """
        messages = await self._ask("execute_request", {"code": source}, f"cell {cell}")
        outputs = [
            nbformat.v4.output_from_msg(m)
            for m in messages
            if m["msg_type"] in ("execute_result", "display_data", "stream", "error")
        ]
        for output in outputs:
            if output.output_type == "error":
                said = f"{output.ename}: {output.evalue}"
                raise HubError(f"{self.student.name}: cell {cell} ended in {said}")
        return outputs

    def widget(self, cell: str, *kinds: str, **state) -> Widget:
        """Return the first widget of a kind that `cell` made and that has this state."""
        for widget in self.widgets:
            right_kind = widget.state.get("_model_name", "").removesuffix("Model") in kinds
            right_state = all(widget.state.get(k) == v for k, v in state.items())
            if widget.cell == cell and right_kind and right_state:
                return widget
        raise HubError(f"{self.student.name}: cell {cell} shows no {' or '.join(kinds)} {state}")

    async def change(self, widget: Widget, **state) -> None:
        """Change a widget as a student's hand would; wait until the kernel has dealt with it."""
        widget.state.update(state)
        data = {"method": "update", "state": state, "buffer_paths": []}
        await self._ask("comm_msg", {"comm_id": widget.comm, "data": data}, f"{widget.cell} {state}")

    async def press(self, button: Widget) -> None:
        """Press a button."""
        data = {"method": "custom", "content": {"event": "click"}}
        await self._ask("comm_msg", {"comm_id": button.comm, "data": data}, f"{button.cell} button")

    async def close(self) -> None:
        self._listening.cancel()
        self.channel.close()
        with suppress(asyncio.CancelledError):
            await self._listening

    async def _ask(self, kind: str, content: dict, what: str) -> list[dict]:
        """Send a request; return what came back until the kernel was idle and had replied."""
        message = self._session.msg(kind, content) | {"channel": "shell", "buffers": []}
        number = message["header"]["msg_id"]
        self._waiting[number] = asyncio.Queue()
        self._cells[number] = what.removeprefix("cell ")
        await self.channel.write_message(json.dumps(message, default=str))
        messages, idle, replied = [], False, kind == "comm_msg"
        try:
            async with asyncio.timeout(PATIENCE):
                while not (idle and replied):
                    message = await self._waiting[number].get()
                    if isinstance(message, Exception):
                        raise message
                    messages.append(message)
                    state = message["content"].get("execution_state")
                    idle = idle or (message["msg_type"] == "status" and state == "idle")
                    replied = replied or message["msg_type"].endswith("_reply")
        except TimeoutError:
            raise HubError(f"{self.student.name}: {what}: no answer in {PATIENCE} s") from None
        finally:
            del self._waiting[number]
        return messages

    async def _listen(self) -> None:
        try:
            while (text := await self.channel.read_message()) is not None:
                self._hear(json.loads(text))
        finally:
            for queue in self._waiting.values():
                queue.put_nowait(HubError(f"{self.student.name}: the kernel's channel was closed"))

    def _hear(self, message: dict) -> None:
        parent = message["parent_header"].get("msg_id", "")
        content = message["content"]
        if message["msg_type"] == "comm_open" and "data" in content:
            state = content["data"].get("state", {})
            self.widgets.append(Widget(content["comm_id"], self._cells.get(parent, ""), state))
        if message["msg_type"] == "comm_msg":
            changed = content["data"].get("state", {})
            value = changed.get("value")
            self.pictures += isinstance(value, str) and "<img" in value
            for widget in self.widgets:
                if widget.comm == content["comm_id"]:
                    widget.state.update(changed)
        if parent in self._waiting:
            self._waiting[parent].put_nowait(message)
