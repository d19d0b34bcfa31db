"""The browser edition: how large it is, how long until a lesson can be used, and what takes the time.

Served from this machine, so the network costs nothing: what is left is the browser's work.
Needs Chromium, node and .venv-elsewhere (make test makes it).
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from benchmarks.common import say, table
from harness.jupyterlab_server import chromium
from harness.lesson_steps import place_bet
from harness.other_front_ends import EditionPage, build_site
from tools.browser_edition import build, serve

FIRST, PICTURE = "00_start_here", "05_the_hosting_shift"
REPEATS = 3
MB = 1e6


def sizes(site: Path) -> dict[str, float]:
    """Return the size of each part of the site in MB."""
    parts = {"Python (static)": "static", "JupyterLab (build)": "build", "lessons and tables": "files"}
    of = {words: build.size(site / name) for words, name in parts.items()}
    whole = build.size(site)
    return {"all": whole, **of, "rest": whole - sum(of.values())}


def visit(context, address: str, name: str) -> tuple[EditionPage, float, float, float]:
    """Open a lesson and run its first cell at once; seconds until shown, Python, first cell run."""
    lesson = EditionPage(context.new_page(), address, f"{name}.ipynb")
    began = time.perf_counter()
    lesson.go()
    lesson.page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
    shown = time.perf_counter() - began
    lesson.wait()
    python = time.perf_counter() - began
    cell = lesson.show_cell("set-up")
    cell.click()
    lesson.page.keyboard.press("Shift+Enter")
    cell.get_by_text("Ready.").wait_for(timeout=120_000)
    return lesson, shown, python, time.perf_counter() - began


def measure() -> dict:
    """Build the site and visit it: each repeat once with an empty browser, once again with the same.

    `sizes` of its parts and what a first visit `fetched` in MB of 10^6 bytes; seconds from opening the page,
    one a repeat, by kind of visit: lesson 00 is `shown`, `python` has started, lesson 00 is `usable`, the first
    `picture` of lesson 05 has come.
    """
    found = {kind: defaultdict(list) for kind in ("shown", "python", "usable", "picture")}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = Path(folder) / "site"
        build_site(site)
        found["sizes"] = sizes(site)
        for _ in range(REPEATS):
            with serve.serving(site, with_headers=False) as address:  # another port: another origin
                context = browser.new_context(viewport={"width": 1280, "height": 900})
                for kind in ("cold", "warm"):
                    say(f"{kind} visit")
                    lesson, *seconds = visit(context, address, FIRST)
                    for of, value in zip(("shown", "python", "usable"), seconds, strict=True):
                        found[of][kind].append(value)
                    if kind == "cold":
                        found["fetched"] = fetched(lesson)
                    lesson.page.close()
                began = time.perf_counter()
                lesson, *_ = visit(context, address, PICTURE)
                lesson.run_all()
                place_bet(lesson, "uptime")
                cell = lesson.show_cell("bet-uptime")
                cell.locator("img.hs-image").first.wait_for(timeout=60_000)
                found["picture"]["warm"].append(time.perf_counter() - began)
                context.close()
    return found


def fetched(lesson: EditionPage) -> float:
    """Return what the site has put into the page and its worker, in MB, as the browser counts it."""
    files = json.loads((lesson.page.request.get(f"{lesson.address}/runtime-files.json")).text())
    page = lesson.page.evaluate(
        "() => performance.getEntriesByType('resource').reduce((sum, e) => sum + e.encodedBodySize, 0)"
    )
    return (page + sum(file["bytes"] for file in files)) / MB


def markdown(found: dict) -> str:
    """Return the part of the report."""
    cold, warm = (median(found["usable"][kind]) for kind in ("cold", "warm"))
    rows = {
        "lesson 00 can be read": found["shown"],
        "Python has started": found["python"],
        "its first cell has run": found["usable"],
        "lesson 05, all run, bet placed, first picture": found["picture"],
    }
    seconds = [
        [words, *(f"{median(by[k]):.1f}; {min(by[k]):.1f}" if k in by else "–" for k in ("cold", "warm"))]
        for words, by in rows.items()
    ]
    parts = found["sizes"] | {"fetched by a first visit to lesson 00": found["fetched"]}
    return (
        f"## The browser edition\n\n- until lesson 00 can be used: cold {cold:.1f} s (aim 30), warm {warm:.1f} s "
        f"(aim 10), of which Python itself takes {100 * median(found['python']['warm']) / warm:.0f} %\n\n"
        f"{table(['seconds from opening the page (median; least)', 'empty browser', 'second visit'], seconds)}\n\n"
        f"{table(['part of the site', 'MB'], [[words, f'{size:.1f}'] for words, size in parts.items()])}\n\n"
        "Method: the site as `make site` builds it, served from the same machine to a headless Chromium; a "
        "new origin and an empty profile for each cold visit. The network is not in it: at 20 Mbit/s the "
        f"first visit adds about {found['fetched'] * 8 / 20:.0f} s."
    )
