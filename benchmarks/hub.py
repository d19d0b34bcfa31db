"""A class on one hub: the script that made the figures of notebooks/instructor/hub.md.

A real JupyterHub with its proxy (harness/jupyterhub_server.py) on this machine. Students arrive at random
moments within five minutes, log in, open lesson 05, run every cell, place their bets, move a slider, save,
and stay. Prints Markdown; put it into the page by hand, with its date.
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
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

import psutil

from benchmarks.common import machine, percentile, say, table, today
from harness.jupyterhub_server import COURSE, Hub, running_hub, student
from harness.jupyterlab_server import chromium

LESSON, EXPLORER = "05_the_hosting_shift", "reveal-uptime"  # the cell whose slider the students move
MINUTES = 5  # in which all arrive
MB = 2**20


@dataclass
class Measured:
    """Seconds, and megabytes of 2^20 bytes; one number a student, or a move of a slider."""

    wait: list[float] = field(default_factory=list)  # from login to a lesson ready to run
    run_all: list[float] = field(default_factory=list)  # every cell of the lesson
    slider: list[float] = field(default_factory=list)  # to a new picture
    memory: list[float] = field(default_factory=list)  # server and kernel, shared pages split
    resident: list[float] = field(default_factory=list)  # the same, shared pages counted whole
    processor: list[float] = field(default_factory=list)  # CPU seconds of server and kernel
    peak: float = 0  # MB of all of it, hub and proxy too, at the worst moment seen
    failures: list[str] = field(default_factory=list)


def what_a_browser_fetches(hub: Hub) -> list[str]:
    """Open the lesson in Chromium as the student `browser`; return what it fetched besides, then leave."""
    own, seen = f"{hub.address}/user/browser/", []
    with chromium() as browser:
        page = browser.new_page()
        page.on("request", lambda r: seen.append(r.url) if r.method == "GET" else None)
        page.goto(f"{hub.address}/hub/user-redirect/lab/tree/{COURSE}/notebooks/{LESSON}.ipynb")
        page.fill("#username_input", "browser")
        page.click("#login_submit")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
        page.wait_for_timeout(5_000)
    for process in hub.servers()["browser"]:
        with suppress(psutil.Error):
            process.terminate()
    files = [re.sub(r"[?&]\d{13}$", "", url.removeprefix(own)) for url in seen if own in url]
    asked_anyway = ("lab/tree/", f"api/contents/{COURSE}/notebooks/{LESSON}.ipynb?type", "oauth_callback")
    return [f for f in files if f and not f.startswith(asked_anyway)]


async def attend(hub: Hub, name: str, moment: float, files: list[str], found: Measured) -> None:
    """Come at `moment` and work through the lesson; whatever fails is written down."""
    await asyncio.sleep(moment)
    try:
        async with student(hub, name) as one:
            began = time.monotonic()
            await one.log_in()
            book = await one.open(LESSON, files)
            found.wait.append(time.monotonic() - began)
            began = time.monotonic()
            await one.run_all(book)
            found.run_all.append(time.monotonic() - began)
            for cell in (c.id for c in book.cells if c.id.startswith("bet-")):
                await one.place_bet(cell)
            found.slider += [await one.move_slider(EXPLORER, share) for share in (0.1, 0.4, 0.7, 1.0)]
            await one.save(LESSON, book)
    except Exception as error:  # one student's trouble must not end the class
        found.failures.append(f"- {name}: {error or type(error).__name__}")


async def meet(hub: Hub, names: list[str], files: list[str], found: Measured) -> None:
    """Let all students come; note the memory of all of it every five seconds, and what each took."""
    chance = random.Random(5)
    work = asyncio.gather(*(attend(hub, n, 60 * MINUTES * chance.random(), files, found) for n in names))
    while not work.done():
        await asyncio.wait([work], timeout=5)
        families = [*hub.servers().values(), hub.own()]
        found.peak = max(found.peak, sum(memory(family)[0] for family in families))
        say(f"{len(found.run_all)} of {len(names)} through the lesson, {found.peak / 1024:.1f} GB at most")
    for name in set(names) & set(hub.servers()):
        family = hub.servers()[name]
        split, whole = memory(family)
        found.memory.append(split)
        found.resident.append(whole)
        found.processor.append(sum(sum(process.cpu_times()) for process in family))


def memory(family: list[psutil.Process]) -> tuple[float, float]:
    """Return the MB of these processes: shared pages split among their users, and counted whole."""
    found = [process.memory_full_info() for process in family if process.is_running()]
    return sum(info.pss for info in found) / MB, sum(info.rss for info in found) / MB


def markdown(found: Measured, students: int) -> str:
    """Return the figures of the page, what a machine and a student should have, and who failed."""

    def within(values: list[float], digits: int = 0) -> str:
        return f"half within {median(values):.{digits}f} s, 95 % within {percentile(values, 0.95):.{digits}f} s"

    guarantee = 64 * math.ceil(max(found.resident) / 64)
    rows = [
        ["memory a student takes, server and kernel", f"{mean(found.memory):.0f} MB"],
        ["students to a gigabyte", f"{1024 / mean(found.memory):.1f}"],
        ["most memory at any moment, hub and proxy too", f"{found.peak / 1024:.1f} GB"],
        ["processor time a student takes", f"{mean(found.processor):.0f} seconds"],
        ["from login to a lesson ready to run", within(found.wait)],
        ["all cells of lesson 05", within(found.run_all)],
        ["a slider's new picture", within(found.slider, 2)],
        ["students who came through", f"{students - len(found.failures)} of {students}"],
        ["memory to guarantee a student, and the limit", f"{guarantee}M, {2 * guarantee}M"],
        ["memory to rent: the peak, a quarter more, 1 GB", f"{found.peak * 1.25 / 1024 + 1:.0f} GB or more"],
    ]
    shown = table([f"{students} students, {os.cpu_count()} cores", f"measured {today()}"], rows)
    return "\n\n".join([shown, f"On {machine()}.", *found.failures])


if __name__ == "__main__":
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    names, found = [f"student-{n:02}" for n in range(1, students + 1)], Measured()
    with tempfile.TemporaryDirectory() as folder, running_hub(Path(folder), ["browser", *names]) as hub:
        asyncio.run(meet(hub, names, what_a_browser_fetches(hub), found))
    print(markdown(found, students))
