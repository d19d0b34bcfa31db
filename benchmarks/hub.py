"""A class on one hub: how much memory and processor a student takes, and how long one waits.

A real JupyterHub with its proxy (tests/jupyterhub_server.py) on this machine. Students arrive at
random moments within a few minutes, log in, open lesson 05, run every cell, place their bets, move
a slider, save, and then read: now and then they move a slider again. Nobody leaves before the end.

    .venv/bin/python benchmarks/hub.py                  40 students within 5 minutes, as Markdown
    .venv/bin/python benchmarks/hub.py --students 4 --minutes 0.5
    .venv/bin/python benchmarks/hub.py --write          also renews results/hub.json and the figures
                                                        in notebooks/instructor/hub.md
Needs Linux, Chromium, npm and .venv-elsewhere (make test makes it).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import random
import re
import signal
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import mean, median

import psutil

from harness import REPO
from harness.jupyterhub_server import COURSE, Hub, HubError, running_hub, student
from harness.jupyterlab_server import ELSEWHERE, chromium, find_chromium

LESSON = "05_the_hosting_shift"
EXPLORER = "reveal-uptime"  # the cell whose slider the students move
RESULTS = REPO / "benchmarks" / "results" / "hub.json"
PAGE = REPO / "notebooks" / "instructor" / "hub.md"
MB, GB = 2**20, 2**30


@dataclass
class Measured:
    """What one run found: seconds, and megabytes of 2^20 bytes. One number a student in a list."""

    date: str
    students: int
    minutes: float
    cores: int
    versions: dict[str, str]
    failures: list[str] = field(default_factory=list)
    wait: list[float] = field(default_factory=list)  # seconds from login to a lesson ready to run
    run_all: list[float] = field(default_factory=list)  # seconds for every cell of the lesson
    slider: list[float] = field(default_factory=list)  # seconds to a new picture, each move
    memory: list[float] = field(default_factory=list)  # MB of server and kernel, shared pages split
    resident: list[float] = field(default_factory=list)  # the same, shared pages counted whole
    processor: list[float] = field(default_factory=list)  # CPU seconds of server and kernel
    hub_memory: float = 0  # MB of the hub and its proxy
    hub_processor: float = 0  # CPU seconds of the hub and its proxy
    peak_memory: float = 0  # MB of all of it, at the worst moment seen
    seconds: float = 0  # from the first arrival until the last lesson was run
    load_processor: float = 0  # CPU seconds of this script, which plays the browsers
    others_processor: float = 0  # CPU seconds of whatever else ran on the machine

    def share_of_cores(self) -> float:
        """Return the part of all cores that servers, kernels, hub and proxy took, 0 to 1."""
        used = sum(self.processor) + self.hub_processor
        return used / (self.cores * self.seconds)

    def students_per_gb(self) -> float:
        return GB / MB / mean(self.memory)

    def guarantee_mb(self) -> int:
        """Return the memory to promise a student: what the hungriest took, rounded up to 64 MB."""
        return 64 * math.ceil(max(self.resident) / 64)

    def machine_gb(self) -> int:
        """Return the memory to rent: the peak, a quarter more, 1 GB for the system, rounded up."""
        needed = self.peak_memory * 1.25 / 1024 + 1
        return next(size for size in (2, 4, 8, 16, 32, 64, 128, 256) if size >= needed)


def percentile(values: list[float], share: float) -> float:
    """Return the value that `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


# ---------------------------------------------------------------- the run


def run(students: int = 40, minutes: float = 5) -> Measured:
    """Play a class of `students` that arrives within `minutes`; return what it took.

    Raises HubError when the hub cannot be started at all. What goes wrong for one student is in
    `failures`.
    """
    if not sys.platform.startswith("linux"):
        raise HubError("The hub benchmark needs Linux: it reads memory from /proc.")
    if find_chromium() is None:
        raise HubError("Chromium is missing: install it (on Debian: apt-get install chromium).")
    names = [f"student-{n:02}" for n in range(1, students + 1)]
    measured = Measured(
        date=time.strftime("%Y-%m-%d"),
        students=students,
        minutes=minutes,
        cores=len(os.sched_getaffinity(0)),
        versions=versions(),
    )
    with tempfile.TemporaryDirectory() as folder:
        say(f"making {students} homes and starting the hub")
        with running_hub(Path(folder), ["browser", *names]) as hub:
            say("one real browser opens the lesson; its requests are what every student sends")
            files = what_a_browser_fetches(hub)
            say(f"{len(files)} files and requests besides the lesson itself")
            asyncio.run(Class(hub, names, files, measured).meet())
    return measured


def versions() -> dict[str, str]:
    """Return the versions of what a student's server is made of."""
    found = {"Python": sys.version.split()[0]}
    folder = next((ELSEWHERE.parent / "lib").glob("python3.*/site-packages"))
    for name in ("jupyterhub", "jupyterlab", "ipykernel", "pandas", "matplotlib", "ipywidgets"):
        found[name] = next(folder.glob(f"{name}-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    return found


def what_a_browser_fetches(hub: Hub) -> list[str]:
    """Open the lesson in Chromium as the student `browser`; return what it fetched besides.

    Addresses stand relative to the student's server. That server is stopped afterwards.
    """
    own = f"{hub.address}/user/browser/"
    seen: list[str] = []
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
    asked_anyway = ("lab/tree/", f"api/contents/{COURSE}/notebooks/{LESSON}.ipynb?type")
    return [f for f in files if f and not f.startswith((*asked_anyway, "oauth_callback"))]


def say(words: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {words}", file=sys.stderr, flush=True)


class Class:
    """A class that meets on a hub, and a clerk who writes down what it takes."""

    def __init__(self, hub: Hub, names: list[str], files: list[str], measured: Measured):
        self.hub, self.names, self.files, self.measured = hub, names, files, measured
        self.over = asyncio.Event()
        self.arrived = self.done = 0

    async def meet(self) -> None:
        measured = self.measured
        chance = random.Random(5)
        moments = sorted(chance.uniform(0, measured.minutes * 60) for _ in self.names)
        hub_before, own_before = processor(self.hub.own()), sum(os.times()[:2])
        all_before, self.began = busy(), time.monotonic()
        clerk = asyncio.create_task(self.watch())
        stays = [
            asyncio.create_task(self.attend(name, moment))
            for name, moment in zip(self.names, moments, strict=True)
        ]
        while self.done < len(self.names):
            await asyncio.sleep(0.2)
        measured.seconds = time.monotonic() - self.began
        await asyncio.to_thread(self.count)
        measured.hub_processor = processor(self.hub.own()) - hub_before
        measured.load_processor = sum(os.times()[:2]) - own_before
        ours = measured.hub_processor + measured.load_processor + sum(measured.processor)
        measured.others_processor = max(0.0, busy() - all_before - ours)
        self.over.set()
        clerk.cancel()
        await asyncio.gather(*stays)

    async def attend(self, name: str, moment: float) -> None:
        """Come at `moment`, work through the lesson, stay; whatever fails is written down."""
        step, finished = "before arriving", False
        try:
            await asyncio.sleep(moment)
            self.arrived += 1
            async with student(self.hub, name) as one:
                began, step = time.monotonic(), "logging in"
                await one.log_in()
                step = "opening the lesson"
                book = await one.open(LESSON, self.files)
                self.measured.wait.append(time.monotonic() - began)
                began, step = time.monotonic(), "running the lesson"
                await one.run_all(book)
                self.measured.run_all.append(time.monotonic() - began)
                step = "placing bets"
                for cell in (c.id for c in book.cells if c.id.startswith("bet-")):
                    await one.place_bet(cell)
                step = "moving a slider"
                for share in (0.1, 0.4, 0.7, 1.0):
                    self.measured.slider.append(await one.move_slider(EXPLORER, share))
                step = "saving"
                await one.save(LESSON, book)
                step = "reading"
                self.done, finished = self.done + 1, True
                turn = 0
                while not self.over.is_set():
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self.over.wait(), 10)
                    if self.over.is_set():
                        break
                    await one.look_around()
                    turn += 1
                    if turn % 3 == 0:
                        share = 0.2 if turn % 2 else 0.8
                        self.measured.slider.append(await one.move_slider(EXPLORER, share))
        except Exception as error:  # one student's trouble must not end the class
            words = f"{name}, {step}: {error or type(error).__name__}"
            self.measured.failures.append(words)
            say(f"FAILED {words}")
        finally:
            if not finished:
                self.done += 1

    async def watch(self) -> None:
        """Every five seconds: note the memory of all of it, say how far the class is."""
        while True:
            used = await asyncio.to_thread(self.memory_now)
            self.measured.peak_memory = max(self.measured.peak_memory, used)
            say(
                f"{time.monotonic() - self.began:4.0f} s: {self.arrived} arrived, "
                f"{self.done} through the lesson, {len(self.measured.failures)} failed, "
                f"{used / 1024:.1f} GB"
            )
            await asyncio.sleep(5)

    def memory_now(self) -> float:
        families = [*self.hub.servers().values(), self.hub.own()]
        return sum(memory(family)[0] for family in families)

    def count(self) -> None:
        """Write down what every student's server and kernel hold and have used."""
        for family in (f for name, f in self.hub.servers().items() if name in self.names):
            split, whole = memory(family)
            self.measured.memory.append(split)
            self.measured.resident.append(whole)
            self.measured.processor.append(processor(family))
        self.measured.hub_memory = memory(self.hub.own())[0]
        total = sum(self.measured.memory) + self.measured.hub_memory
        self.measured.peak_memory = max(self.measured.peak_memory, total)


def memory(family: list[psutil.Process]) -> tuple[float, float]:
    """Return the MB of these processes: shared pages split among their users, and counted whole."""
    split = whole = 0
    for process in family:
        with suppress(psutil.Error):
            info = process.memory_full_info()
            split, whole = split + info.pss, whole + info.rss
    return split / MB, whole / MB


def processor(family: list[psutil.Process]) -> float:
    """Return the CPU seconds these processes and their ended children have used."""
    seconds = 0.0
    for process in family:
        with suppress(psutil.Error):
            t = process.cpu_times()
            seconds += t.user + t.system + t.children_user + t.children_system
    return seconds


def busy() -> float:
    """Return the CPU seconds that the whole machine has worked."""
    t = psutil.cpu_times()
    return sum(t) - t.idle - t.iowait - t.guest - t.guest_nice


# ---------------------------------------------------------------- the words


def markdown(measured: Measured) -> str:
    """Return a report: ratios first, then details, then how it was measured."""
    m = measured
    if not m.memory or not m.run_all:
        return f"## A class on one hub\n\nNobody came through: {'; '.join(m.failures)}\n"
    failed = "none" if not m.failures else "; ".join(m.failures)
    parts = ", ".join(f"{name} {version}" for name, version in m.versions.items())
    return f"""## A class on one hub: {m.students} students within {m.minutes:g} minutes, lesson 05

{figures(m)}
| details | p50 | p95 | most |
|---|---|---|---|
| seconds from login to a lesson ready to run | {spread(m.wait)} |
| seconds to run every cell | {spread(m.run_all)} |
| seconds from a slider's move to its new picture | {spread(m.slider, 2)} |
| MB a student, shared pages split | {spread(m.memory, 0)} |
| MB a student, shared pages counted whole | {spread(m.resident, 0)} |
| CPU seconds a student | {spread(m.processor)} |

Hub and proxy: {m.hub_memory:.0f} MB, {m.hub_processor:.0f} CPU seconds. Meanwhile this script, in the place of
{m.students} browsers, took {m.load_processor / (m.cores * m.seconds):.0%} of the {m.cores} cores.
Failed: {failed}.

{method(m)}
Versions: {parts}.
"""


def spread(values: list[float], digits: int = 1) -> str:
    parts = (median(values), percentile(values, 0.95), max(values))
    return " | ".join(f"{value:.{digits}f}" for value in parts)


def figures(m: Measured) -> str:
    """Return the table that also stands in the instructors' page."""
    through = m.students - len(m.failures)
    return f"""| {m.students} students, {m.cores} cores | measured {m.date} |
|---|---|
| memory a student takes, server and kernel | {mean(m.memory):.0f} MB |
| students to a gigabyte | {m.students_per_gb():.1f} |
| most memory at any moment, hub and proxy too | {m.peak_memory / 1024:.1f} GB |
| share of the {m.cores} cores, first arrival to last lesson run | {m.share_of_cores():.0%} |
| processor time a student takes | {mean(m.processor):.0f} seconds |
| from login to a lesson ready to run | half within {median(m.wait):.0f} s, 95% within {percentile(m.wait, 0.95):.0f} s |
| all cells of lesson 05 | half within {median(m.run_all):.0f} s, 95% within {percentile(m.run_all, 0.95):.0f} s |
| a slider's new picture | half within {median(m.slider):.2f} s, 95% within {percentile(m.slider, 0.95):.2f} s |
| students who came through | {through} of {m.students} |
| other programs on the machine meanwhile | {m.others_processor / (m.cores * m.seconds):.0%} of the cores |
"""


def method(m: Measured) -> str:
    """Return how the figures came about, for the report and the instructors' page."""
    return f"""Method: `benchmarks/hub.py`. One machine runs the hub, its proxy, all servers and, in the place of the
students' browsers, the script itself. {m.students} students with fresh homes arrive at random moments within {m.minutes:g}
minutes. They log in and fetch what a real Chromium fetched just before. They run every cell of lesson 05, place
its bets, move a slider, save, and stay to read. Memory is the proportional set size: a page that several processes
share is split among them. A few extensions that the course does not use are installed, so a hub with the four
packages alone takes slightly less. What a browser needs on a student's own machine is not in these figures.
"""


def sizing(m: Measured) -> str:
    """Return what to rent for a class of this size, and the limit for one student."""
    return f"""For a class of {m.students}: **{m.machine_gb()} GB of memory and {m.cores} cores** or more. That is the most memory seen, a quarter more, and
1 GB for the system, rounded up to what one can rent. More cores shorten the wait when all come at once; memory
decides whether all can come. The limit for one student: **{2 * m.guarantee_mb()}M** (megabytes), twice what the hungriest took, rounded up.
"""


def values(m: Measured) -> str:
    """Return the part of a Kubernetes hub's values that rests on the figures."""
    share = mean(m.processor) / m.seconds
    return f"""```yaml
singleuser:
  image:
    name: REGISTRY/hosting-shift
    tag: "2026-11"
  defaultUrl: /lab
  memory:
    guarantee: {m.guarantee_mb()}M
    limit: {2 * m.guarantee_mb()}M
  cpu:
    guarantee: {math.ceil(share * 20) / 20:g}
    limit: 1
```
"""


BLOCKS = {"figures": figures, "method": method, "sizing": sizing, "values": values}


def renew(text: str, measured: Measured) -> str:
    """Return a page with the figures between its marks written anew.

    Raises HubError when a mark is missing.
    """
    for name, words in BLOCKS.items():
        begin, end = f"<!-- {name}: written by benchmarks/hub.py -->\n", f"<!-- end of {name} -->"
        if begin not in text or end not in text:
            raise HubError(f"The page lacks the marks of {name}: {begin.strip()} … {end}")
        before, rest = text.split(begin)
        text = f"{before}{begin}{words(measured)}{end}{rest.split(end, 1)[1]}"
    return text


def recorded() -> Measured:
    """Return the run that was written down last."""
    return Measured(**json.loads(RESULTS.read_text(encoding="utf-8")))


def write(measured: Measured) -> None:
    """Write down a run: the results file and the figures in the instructors' page."""
    plain = asdict(measured)
    for name, value in plain.items():
        if isinstance(value, float):
            plain[name] = round(value, 2)
        elif isinstance(value, list) and value and isinstance(value[0], float):
            plain[name] = [round(x, 2) for x in value]
    RESULTS.parent.mkdir(exist_ok=True)
    lines = ",\n".join(f'"{name}": {json.dumps(value)}' for name, value in plain.items())
    RESULTS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    PAGE.write_text(renew(PAGE.read_text(encoding="utf-8"), recorded()), encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--students", type=int, default=40, help="how many (40)")
    options.add_argument("--minutes", type=float, default=5, help="in which all arrive (5)")
    options.add_argument("--write", action="store_true", help="renew the results and the page")
    chosen = options.parse_args()
    if chosen.students < 1 or chosen.minutes < 0:
        options.error("--students must be 1 or more, --minutes 0 or more")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside: tidy up, too
    try:
        measured = run(chosen.students, chosen.minutes)
    except HubError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit("Stopped; the hub and all its servers are ended.")
    print(markdown(measured))
    if chosen.write:
        write(measured)
    if measured.failures:
        sys.exit(f"{len(measured.failures)} of {chosen.students} students met an error; see above.")


if __name__ == "__main__":
    main()
