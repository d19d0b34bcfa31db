"""A class on one hub: what the figures of notebooks/instructor/hub.md are measured with.

A real JupyterHub with its proxy. Students arrive at random moments within five minutes, start their servers,
open lesson 05, run every cell, see every picture, change a setting of an explorer, save, and stay. What a page
asks of a server is asked without one: forty browsers would need more than the hub. Prints Markdown for the page.
    .venv/bin/python -m benchmarks.hub 4      four students (40 without a number); needs Linux and npm
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import mean, median

import httpx
import psutil
from jupyter_client.session import Session
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from benchmarks.common import machine, percentile, say, table, today
from harness.jupyterhub_server import TOKEN, running_hub
from harness.jupyterlab_server import copy_course

HEADERS = {"Authorization": f"token {TOKEN}"}
LESSON = "notebooks/05_the_hosting_shift.ipynb"
MINUTES = 5  # in which all arrive


class Student:
    """One student with a server and a kernel. RuntimeError or httpx.HTTPError when something fails."""

    def __init__(self, address: str, name: str):
        self.address, self.name, self.own = address, name, f"/user/{name}/"
        six = httpx.Limits(max_connections=6)  # what a browser opens to one server
        self.web = httpx.AsyncClient(base_url=address, headers=HEADERS, limits=six, timeout=180, trust_env=False)

    async def ask(self, method: str, path: str, **more) -> httpx.Response:
        return (await self.web.request(method, self.own + path, **more)).raise_for_status()

    async def arrive(self) -> dict:
        """Start the server, fetch the page, start the lesson's kernel; return the lesson."""
        start = f"/hub/api/users/{self.name}"
        for address in (start, f"{start}/server"):
            (await self.web.post(address)).raise_for_status()
        async with self.web.stream("GET", f"{start}/server/progress") as told:
            if not [line async for line in told.aiter_lines() if '"ready": true' in line]:
                raise RuntimeError("the server did not start")
        await self.ask("GET", f"lab/tree/{LESSON}")
        model = (await self.ask("GET", f"api/contents/{LESSON}?type=notebook&content=1")).json()
        asked = {"path": LESSON, "type": "notebook", "name": LESSON, "kernel": {"name": "python3"}}
        kernel = (await self.ask("POST", "api/sessions", json=asked)).json()["kernel"]["id"]
        address = f"{self.address.replace('http', 'ws')}{self.own}api/kernels/{kernel}/channels"
        self.channel = await websocket_connect(HTTPRequest(address, headers=HEADERS), max_message_size=2**28)
        return model["content"]

    async def run(self, code: str) -> None:
        """Run a cell to its end. RuntimeError when it ends in an error."""
        sent = Session(username="").msg("execute_request", {"code": code}) | {"channel": "shell", "buffers": []}
        await self.channel.write_message(json.dumps(sent, default=str))
        state = None
        while state != "idle":
            message = json.loads(await self.channel.read_message())
            if message["parent_header"].get("msg_id") == sent["header"]["msg_id"]:
                state = message["content"].get("execution_state")
                if message["msg_type"] == "error":
                    raise RuntimeError(f"{message['content']['ename']} in {code[:80]}")


async def attend(student: Student, moment: float, found: dict[str, list]) -> None:
    """Come at `moment` and work through the lesson; whatever fails is written down."""
    await asyncio.sleep(moment)
    try:
        async with asyncio.timeout(300):
            began = time.monotonic()
            book = await student.arrive()
            found["wait"].append(time.monotonic() - began)
            began = time.monotonic()
            for cell in (c for c in book["cells"] if c["cell_type"] == "code"):
                await student.run(cell["source"])
            found["run_all"].append(time.monotonic() - began)
            await student.run("lesson.episodes.set_all_open(True)")
            for months in (6, 20, 40, 60):
                began = time.monotonic()
                await student.run(f"by_hand.set(months_online={months})")
                found["picture"].append(time.monotonic() - began)
            saved = {"type": "notebook", "format": "json", "content": book}
            await student.ask("PUT", f"api/contents/{LESSON}", json=saved)
    except Exception as error:  # one student's trouble must not end the class
        found["failures"].append(f"- {student.name}: {type(error).__name__} {error}")
        say(found["failures"][-1])


async def meet(folder: Path, address: str, names: list[str], found: dict[str, list]) -> None:
    """Let all students come; note the MB of all of it every five seconds, and what each took in the end."""
    chance = random.Random(5)
    come = (attend(Student(address, n), 60 * MINUTES * chance.random(), found) for n in names)
    work, hub = asyncio.gather(*come), psutil.Process(int((folder / "hub.pid").read_text()))
    while not work.done():
        await asyncio.wait([work], timeout=5)
        found["peak"].append(memory([hub, *hub.children(recursive=True)]))
        say(f"{len(found['run_all'])} of {len(names)} through the lesson, {max(found['peak']) / 1024:.1f} GB at most")
    for server in hub.children():
        if "JUPYTERHUB_USER" in server.environ():
            family = [server, *server.children(recursive=True)]
            found["memory"].append(memory(family))
            found["processor"].append(sum(sum(process.cpu_times()) for process in family))


def memory(family: list[psutil.Process]) -> float:
    """Return the MB of these processes; pages that several share are split among them."""
    return sum(process.memory_full_info().pss for process in family if process.is_running()) / 2**20


def markdown(found: dict[str, list], students: int) -> str:
    """Return the figures of the page, and who failed."""

    def within(values: list[float], digits: int = 0) -> str:
        return f"half within {median(values):.{digits}f} s, 95 % within {percentile(values, 0.95):.{digits}f} s"

    rows = [
        ["memory a student takes, server and kernel", f"{mean(found['memory']):.0f} MB"],
        ["most memory at any moment, hub and proxy too", f"{max(found['peak']) / 1024:.1f} GB"],
        ["processor time a student takes", f"{mean(found['processor']):.0f} seconds"],
        ["from arrival to a lesson ready to run", within(found["wait"])],
        ["all cells of lesson 05", within(found["run_all"])],
        ["an explorer's new picture", within(found["picture"], 2)],
        ["students who came through", f"{students - len(found['failures'])} of {students}"],
    ]
    shown = table([f"{students} students, {os.cpu_count()} cores", f"measured {today()}"], rows)
    return "\n\n".join([shown, f"On {machine()}.", *found["failures"]])


if __name__ == "__main__":
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    names, found = [f"student-{n:02}" for n in range(1, students + 1)], defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, running_hub(Path(folder)) as (address, homes):
        for name in names:
            copy_course(homes / name)
        asyncio.run(meet(Path(folder), address, names, found))
    print(markdown(found, students))
