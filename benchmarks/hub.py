"""A class on one hub: what the figures of notebooks/instructor/hub.md are measured with.

A real JupyterHub with its proxy (harness/jupyterhub_server.py) on this machine. Students arrive at random
moments within five minutes, start their servers, open lesson 05, run every cell, place their bets, change a
setting of an explorer, save, and stay. Prints Markdown; put it into the page by hand, with its date.
    .venv/bin/python -m benchmarks.hub        40 students; or any other number: -m benchmarks.hub 4

Needs Linux, Chromium, npm and .venv-elsewhere (make test makes it).
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import mean, median

import httpx
import psutil

from benchmarks.common import machine, percentile, say, table, today
from harness.hub_student import HEADERS, Student
from harness.jupyterhub_server import running_hub
from harness.jupyterlab_server import chromium, copy_course

LESSON = "notebooks/05_the_hosting_shift.ipynb"
# In the kernel, what a student's hands do: choose in every bet, place it.
BETS = """
import asyncio
from ipywidgets import Button, RadioButtons
from ipywidgets.widgets.widget import _instances
for widget in list(_instances.values()):
    if isinstance(widget, RadioButtons):
        widget.index = 0
    if isinstance(widget, Button) and widget.description == "Place my bet":
        widget.click()
        await asyncio.sleep(0.5)
"""
MINUTES = 5  # in which all arrive
MB = 2**20


def what_a_browser_fetches(address: str) -> list[str]:
    """Open the lesson in Chromium as the student `browser`; return what it fetched besides."""
    own, seen = f"{address}/user/browser/", []
    with chromium() as browser:
        page = browser.new_page()
        page.on("request", lambda r: seen.append(r.url) if r.method == "GET" else None)
        page.goto(f"{address}/hub/user-redirect/lab/tree/{LESSON}")
        page.fill("#username_input", "browser")
        page.click("#login_submit")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        page.wait_for_timeout(5_000)
    httpx.delete(f"{address}/hub/api/users/browser/server", headers=HEADERS, timeout=60)
    files = [re.sub(r"[?&]\d{13}$", "", url.removeprefix(own)) for url in seen if own in url]
    return [f for f in files if f and not f.startswith(("lab/tree/", f"api/contents/{LESSON}?type", "oauth_callback"))]


async def attend(student: Student, moment: float, files: list[str], found: dict[str, list]) -> None:
    """Come at `moment` and work through the lesson; whatever fails is written down."""
    await asyncio.sleep(moment)
    try:
        async with asyncio.timeout(300):
            began = time.monotonic()
            book = await student.arrive(LESSON, files)
            found["wait"].append(time.monotonic() - began)
            began = time.monotonic()
            for cell in (c for c in book.cells if c.cell_type == "code"):
                cell.outputs = await student.run(cell.source)
            found["run_all"].append(time.monotonic() - began)
            await student.run(BETS)
            for months in (6, 20, 40, 60):
                began = time.monotonic()
                await student.run(f"by_hand.set(months_online={months})")
                found["picture"].append(time.monotonic() - began)
            saved = {"type": "notebook", "format": "json", "content": book}
            await student.ask("PUT", f"api/contents/{LESSON}", json=saved)
    except Exception as error:  # one student's trouble must not end the class
        found["failures"].append(f"- {student.name}: {type(error).__name__} {error}")
        say(found["failures"][-1])


async def meet(folder: Path, address: str, names: list[str], files: list[str], found: dict[str, list]) -> None:
    """Let all students come; note the MB of all of it every five seconds, and what each took in the end."""
    chance = random.Random(5)
    come = (attend(Student(address, n), 60 * MINUTES * chance.random(), files, found) for n in names)
    work, hub = asyncio.gather(*come), psutil.Process(int((folder / "hub.pid").read_text()))
    while not work.done():
        await asyncio.wait([work], timeout=5)
        found["peak"].append(memory([hub, *hub.children(recursive=True)])[0])
        say(f"{len(found['run_all'])} of {len(names)} through the lesson, {max(found['peak']) / 1024:.1f} GB at most")
    for server in hub.children():
        if "JUPYTERHUB_USER" in server.environ():
            family = [server, *server.children(recursive=True)]
            for what, value in zip(("memory", "resident"), memory(family), strict=True):
                found[what].append(value)
            found["processor"].append(sum(sum(process.cpu_times()) for process in family))


def memory(family: list[psutil.Process]) -> tuple[float, float]:
    """Return the MB of these processes: shared pages split among their users, and counted whole."""
    found = [process.memory_full_info() for process in family if process.is_running()]
    return sum(info.pss for info in found) / MB, sum(info.rss for info in found) / MB


def markdown(found: dict[str, list], students: int) -> str:
    """Return the figures of the page, what a machine and a student should have, and who failed."""

    def within(values: list[float], digits: int = 0) -> str:
        return f"half within {median(values):.{digits}f} s, 95 % within {percentile(values, 0.95):.{digits}f} s"

    guarantee, peak = 64 * math.ceil(max(found["resident"]) / 64), max(found["peak"])
    rows = [
        ["memory a student takes, server and kernel", f"{mean(found['memory']):.0f} MB"],
        ["students to a gigabyte", f"{1024 / mean(found['memory']):.1f}"],
        ["most memory at any moment, hub and proxy too", f"{peak / 1024:.1f} GB"],
        ["processor time a student takes", f"{mean(found['processor']):.0f} seconds"],
        ["from arrival to a lesson ready to run", within(found["wait"])],
        ["all cells of lesson 05", within(found["run_all"])],
        ["an explorer's new picture", within(found["picture"], 2)],
        ["students who came through", f"{students - len(found['failures'])} of {students}"],
        ["memory to guarantee a student, and the limit", f"{guarantee}M, {2 * guarantee}M"],
        ["memory to rent: the peak, a quarter more, 1 GB", f"{peak * 1.25 / 1024 + 1:.0f} GB or more"],
    ]
    shown = table([f"{students} students, {os.cpu_count()} cores", f"measured {today()}"], rows)
    return "\n\n".join([shown, f"On {machine()}.", *found["failures"]])


if __name__ == "__main__":
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    names, found = [f"student-{n:02}" for n in range(1, students + 1)], defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, running_hub(Path(folder)) as (address, homes):
        for name in ["browser", *names]:
            copy_course(homes / name)
        asyncio.run(meet(Path(folder), address, names, what_a_browser_fetches(address), found))
    print(markdown(found, students))
