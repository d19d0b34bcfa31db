"""What the first page says of itself: where the course opens, its lessons, how long they take, who made it.

`make pages` writes these parts into README.md and into the instructors' pages, between two marks:

    <!-- NAME: written by make pages -->  …  <!-- end of NAME -->

Where the course is published stands in CITATION.cff as `repository-code`, the field of that format. While
there is none, no link is shown that leads nowhere.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import yaml

from harness import REPO
from hosting_shift import tables
from hosting_shift.course import books
from hosting_shift.words import count, listed

START = "notebooks/00_start_here.ipynb"
BADGE = "https://mybinder.org/badge_logo.svg"


def citation() -> dict:
    """Return how the course is cited, and where it is published: CITATION.cff."""
    return yaml.safe_load((REPO / "CITATION.cff").read_text(encoding="utf-8"))


def address() -> tuple[str, str] | None:
    """Return owner and name of the published repository on GitHub; None while it is unpublished.

    Raises ValueError for an address that is none on GitHub: the links below are made for that host.
    """
    published = citation().get("repository-code", "")
    if not published:
        return None
    found = re.fullmatch(r"/([\w.-]+)/([\w.-]+?)(\.git)?/?", urlsplit(published).path)
    if urlsplit(published).netloc != "github.com" or not found:
        raise ValueError(
            f"CITATION.cff says repository-code: {published}, but the links are made for an address such as "
            "https://github.com/a-school/hosting-shift. Write one, or take the line out."
        )
    return found[1], found[2]


def binder(owner: str, name: str, path: str = START) -> str:
    """Return the link that opens a lesson on Binder, the file list folded."""
    return f"https://mybinder.org/v2/gh/{owner}/{name}/HEAD?urlpath=" + quote(f"doc/tree/{path}", safe="/")


def edition(owner: str, name: str) -> str:
    """Return the address at which GitHub publishes the browser edition."""
    return f"https://{owner.lower()}.github.io/{name}/"


def reading(number: str = "index") -> str:
    """Return the address of a lesson's page to read, or of their list; "" while the course is unpublished."""
    where = address()
    return f"{edition(*where)}read/{number}.html" if where else ""


# ---------------------------------------------------------------- parts of pages


def opening() -> str:
    """Return how to open the course at once: by link, once it is published."""
    where = address()
    if where is None:
        return "This copy of the course has no public address yet, so the first of these commands opens it:"
    return (
        f"[![Open on Binder]({BADGE})]({binder(*where)}) · "
        f"**[Open in the browser alone]({edition(*where)})**: nothing to install. · "
        f"[Read the lessons]({reading()}) at once. "
        "On a phone or a tablet take the first link: it shows one lesson alone, in one column."
    )


def lessons() -> str:
    """Return the table of lessons with their minutes, the time of all, and who made the course."""
    table = tables.load("lessons")
    rows = [
        f"| [{row.lesson} {row.title}](notebooks/{row.file}.ipynb) | {row.question} | {row.minutes} |"
        for row in table.itertuples()
        if (REPO / "notebooks" / f"{row.file}.ipynb").exists()
    ]
    hours = table["minutes"].sum() / 60
    cited = citation()
    names = [author.get("name") or f"{author['given-names']} {author['family-names']}" for author in cited["authors"]]
    return "\n".join(
        [
            f"{count(len(rows), 'lesson')}, about {hours:.0f} hours in all. Made by {re.sub('^The ', 'the ', listed(names))}; version {cited['version']}.",
            "",
            "| lesson | question | minutes |",
            "|---|---|---|",
            *rows,
        ]
    )


def students_links() -> str:
    """Return the links an instructor hands out; while there are none, how to get them."""
    where = address()
    if where is None:
        return (
            "The course, or your copy of it, has no public address yet. Once it is on GitHub, write its address into "
            "`CITATION.cff` (`repository-code: https://github.com/…`) and run `make pages`: the links then stand here "
            "and in the README."
        )
    table = tables.load("lessons")
    rows = [
        f"| {row.lesson} {row.title} | [on Binder]({binder(*where, f'notebooks/{row.file}.ipynb')}) | "
        f"[in the browser alone]({edition(*where)}lab/index.html?path=notebooks/{row.file}.ipynb) | "
        f"[to read]({reading(row.lesson)}) |"
        for row in table.itertuples()
    ]
    return "\n".join(["| lesson | link | link | link |", "|---|---|---|---|", *rows])


def beside(lesson: books.Book) -> str:
    """Return the links from a lesson's page for instructors to the lesson, its answers and its pictures."""
    place = anchor(f"{lesson.number} · {lesson.title}")
    return (
        f"[Lesson {lesson.number}](../{lesson.file}.ipynb) · [its answers](answers.md#{place}) · "
        f"[its pictures](gallery.md#{place})"
    )


def anchor(heading: str) -> str:
    """Return what a code host calls the place of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def filled(text: str, **parts: str) -> str:
    """Return a page with these parts, by name, between their marks. Raises ValueError where a mark is missing."""
    for name, words in parts.items():
        first, last = f"<!-- {name}: written by make pages -->", f"<!-- end of {name} -->"
        if first not in text or last not in text:
            raise ValueError(f"The page lacks the marks {first} and {last}: put them where this part shall stand.")
        before, after = text.split(first)[0], text.split(last)[1]
        text = before + "\n".join(filter(None, [first, words, last])) + after
    return text
