"""The browser edition: how long until a lesson can be used, from the snapshot and without it, and what that costs.

The same site twice, once without its snapshot, so that Python starts the ordinary way there: visited in turn.
Served from this machine, so the network costs nothing: what is left is the browser's work.
Needs Chromium, node and .venv-elsewhere (make test makes it).
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

import psutil

from benchmarks.common import say, table
from harness.jupyterlab_server import chromium_of
from harness.lesson_steps import place_bet
from harness.other_front_ends import EditionPage, build_site
from tools.browser_edition import build, serve

FIRST, PICTURE = "00_start_here", "05_the_hosting_shift"
REPEATS = 5
MB = 1e6
STARTS = ("snapshot", "ordinary")
# What is measured in seconds: its words, and the most that it may be of the ordinary start.
SECONDS = {
    "shown": ("lesson 00 can be read, second visit", None),
    "python": ("Python has started, second visit", None),
    "warm": ("lesson 00: its first cell has run, second visit", 0.40),
    "cold": ("lesson 00: its first cell has run, empty browser", 0.45),
    "picture": ("lesson 05: all run, bet placed, first picture", 0.47),
    "next": ("lesson 05 after lesson 00 in one visit: its first cell has run", 0.35),
}
MOST_MEMORY = 1.15  # of the ordinary start's
MOST = {"site": 115, "first": 62, "second": 1}  # MB


class Counting(serve.Handler):
    """Adds up the bytes of all files that were sent."""

    sent = 0

    def copyfile(self, source, outputfile) -> None:
        Counting.sent += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)


def sizes(site: Path) -> dict[str, float]:
    """Return the size of each part of the site in MB."""
    parts = {
        "the snapshot": "static/pyodide/snapshot",
        "Python with it": "static",
        "JupyterLab": "build",
        "lessons and tables": "files",
    }
    return {"all": build.size(site)} | {words: build.size(site / name) for words, name in parts.items()}


def without_snapshot(site: Path, copy: Path) -> Path:
    """Return a copy of the site whose Python starts the ordinary way."""
    shutil.copytree(site, copy, copy_function=os.link)
    (copy / "static" / "pyodide" / "snapshot" / "manifest.json").unlink()
    return copy


def run_first_cell(lesson: EditionPage) -> None:
    """Run the lesson's first cell and wait until it says that it is ready."""
    cell = lesson.show_cell("set-up")
    cell.click()
    lesson.page.keyboard.press("Shift+Enter")
    cell.get_by_text("Ready.").wait_for(timeout=120_000)


def visit(context, address: str, name: str) -> tuple[EditionPage, dict[str, float]]:
    """Open a lesson in a new page and run its first cell at once; seconds until shown, Python, its end."""
    lesson = EditionPage(context.new_page(), address, f"{name}.ipynb")
    began, seconds = time.perf_counter(), {}
    lesson.go()
    lesson.page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
    seconds["shown"] = time.perf_counter() - began
    lesson.wait()
    seconds["python"] = time.perf_counter() - began
    run_first_cell(lesson)
    seconds["usable"] = time.perf_counter() - began
    return lesson, seconds


def next_lesson(lesson: EditionPage) -> float:
    """Open another lesson in the same page; seconds until its first cell has run."""
    began = time.perf_counter()
    path = f"notebooks/{PICTURE}.ipynb"
    lesson.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', {path}); }", path)
    lesson.page.wait_for_function(
        "path => window.jupyterapp.shell.currentWidget?.context?.path === path && document.querySelector("
        "'.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell')",
        arg=path,
    )
    lesson.until("idle", timeout=120)
    # both lessons stay open, and a cell is looked for by its name: the former lesson's lose theirs
    lesson.page.evaluate("document.querySelectorAll('[data-cell-id]').forEach(cell => { delete cell.dataset.cellId; })")
    run_first_cell(lesson)
    return time.perf_counter() - began


def first_picture(context, address: str) -> float:
    """Open lesson 05, run all of it, place a bet; seconds until its picture has come."""
    began = time.perf_counter()
    lesson, _ = visit(context, address, PICTURE)
    lesson.run_all()
    place_bet(lesson, "uptime")
    lesson.show_cell("bet-uptime").locator("img.hs-image").first.wait_for(timeout=60_000)
    spent = time.perf_counter() - began
    lesson.page.close()
    return spent


def memory() -> float:
    """Return the MB of the browser's largest page with its Python; pages that several share are split among them."""
    family = psutil.Process().children(recursive=True)
    return max(p.memory_full_info().pss for p in family if "--type=renderer" in p.cmdline()) / MB


def round_of_visits(site: Path, found: dict[str, list[float]]) -> None:
    """Visit a site with an empty browser, start the browser again for a second visit, then open lesson 05."""
    with tempfile.TemporaryDirectory() as profile, serve.serving(site, with_headers=False, handler=Counting) as address:
        for kind, sent in (("cold", "first"), ("warm", "second")):
            with chromium_of(Path(profile)) as context:
                Counting.sent = 0
                lesson, seconds = visit(context, address, FIRST)
                found[kind].append(seconds.pop("usable"))
                lesson.page.wait_for_timeout(3_000)  # what comes late is fetched, what was freed is given back
                found[sent].append(Counting.sent / MB)
                if kind == "warm":
                    for of, value in seconds.items():
                        found[of].append(value)
                    found["memory"].append(memory())
                    found["next"].append(next_lesson(lesson))
                    lesson.page.close()
                    found["picture"].append(first_picture(context, address))


def measure() -> dict:
    """Build the site and visit it as often as REPEATS says, in turn with a copy that lacks the snapshot.

    `sizes` of its parts in MB of 10^6 bytes; for each start one list a kind, one value a repeat: seconds from
    opening the page (see SECONDS), MB fetched by the `first` and the `second` visit, MB of `memory`.
    """
    found = {start: defaultdict(list) for start in STARTS}
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build_site(site)
        places = {"snapshot": site, "ordinary": without_snapshot(site, Path(folder) / "ordinary")}
        measured = {"sizes": sizes(site)}
        for repeat in range(REPEATS):
            for start, place in places.items():
                say(f"visits {repeat + 1} of {REPEATS}, {start} start")
                round_of_visits(place, found[start])
    return measured | found


def ratio(found: dict, kind: str) -> float:
    """Return the median of a kind of the snapshot's start, as a share of the ordinary one's."""
    return median(found["snapshot"][kind]) / median(found["ordinary"][kind])


def markdown(found: dict) -> str:
    """Return the part of the report."""
    shares = [
        f"- {words}: {ratio(found, kind):.2f} of the ordinary start (bar {most:.2f})"
        for kind, (words, most) in SECONDS.items()
        if most
    ]
    shares.append(f"- memory of the page: {ratio(found, 'memory'):.2f} of the ordinary start's (bar {MOST_MEMORY})")
    ours = found["snapshot"]
    mb = {
        "site": ("the site", found["sizes"]["all"]),
        "first": ("fetched by a first visit to lesson 00", median(ours["first"])),
        "second": ("fetched by a second one", median(ours["second"])),
    }
    shares += [f"- {words}: {size:.1f} MB (bar {MOST[kind]})" for kind, (words, size) in mb.items()]
    rows = [
        [words, *(f"{median(found[start][kind]):.1f}; {min(found[start][kind]):.1f}" for start in STARTS)]
        for kind, (words, _) in SECONDS.items()
    ]
    rows.append(["memory of the page, MB", *(f"{median(found[start]['memory']):.0f}" for start in STARTS)])
    parts = [[words, f"{size:.1f}"] for words, size in found["sizes"].items()]
    return "\n\n".join(
        [
            "## The browser edition",
            "\n".join(shares),
            table(["seconds from opening the page (median; least)", "from the snapshot", "ordinary start"], rows),
            table(["part of the site", "MB"], parts),
            f"Method: the site as `make site` builds it, and the same without its snapshot, {len(ours['warm'])} times in turn, "
            "served from the same machine to a headless Chromium; an empty profile on the disk for each first visit, "
            "the browser started again for the second. The network is not in it: at 20 Mbit/s the first visit adds about "
            f"{median(ours['first']) * 8 / 20:.0f} s.",
        ]
    )
