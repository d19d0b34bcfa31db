"""Write the reading pages: `python -m tools.reading.build FOLDER`; `make site` does, into site/read/.

Runs every lesson in a kernel, two at a time, with nothing answered.
"""

from __future__ import annotations

import dataclasses
import html
import json
import re
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import Template

import nbformat

from harness import REPO
from harness.lesson_files import NOTEBOOKS, run
from hosting_shift import tables
from hosting_shift.course import books
from tools.reading import pages

HERE = Path(__file__).resolve().parent
AT_ONCE = 2  # kernels: a machine of two cores is full with them


def build(folder: Path) -> None:
    """Run the lessons and write every page, picture and the search into `folder`."""
    lessons = books.every()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ran = list(pool.map(_run, [lesson.file for lesson in lessons]))
    index = nbformat.read(NOTEBOOKS / f"{pages.INDEX}.ipynb", as_version=4)
    made = [pages.page(lesson, notebook, lessons) for lesson, notebook in zip(lessons, ran, strict=True)]
    write(folder, [*made, pages.concept_index(index)])


def write(folder: Path, made: list[pages.Page]) -> None:
    """Write pages, their pictures, the cards of tables that they link to, the list of lessons and the search."""
    (folder / pages.PICTURES).mkdir(parents=True)
    (folder / "cards").mkdir()
    for page in made:
        (folder / page.name).write_text(page.html, encoding="utf-8")
        for name, png in page.pictures.items():
            (folder / name).write_bytes(png)
        for card in re.findall(r'href="cards/(\w+)\.txt"', page.html):
            shutil.copy2(REPO / "data" / "cards" / f"{card}.toml", folder / "cards" / f"{card}.txt")
    places = [dataclasses.asdict(place) for page in made for place in page.places]
    (folder / "search.json").write_text(json.dumps(places, ensure_ascii=False), encoding="utf-8")
    contents = Template((HERE / "contents.html").read_text(encoding="utf-8"))
    (folder / "index.html").write_text(contents.substitute(lessons=_listed()), encoding="utf-8")
    for name in ("reading.css", "search.js", "ahead.js"):
        shutil.copy2(HERE / name, folder / name)


def _run(name: str) -> nbformat.NotebookNode:
    with tempfile.TemporaryDirectory() as folder:
        return run(name, Path(folder))


def _listed() -> str:
    """Return the lessons as items of a list: title, question, minutes."""
    return "\n".join(
        f'<li><a href="{row.lesson}.html">{row.lesson} · {html.escape(row.title)}</a> '
        f"{html.escape(row.question)} ({row.minutes} minutes)</li>"
        for row in tables.load("lessons").itertuples()
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]))
