"""One lesson that was run becomes a page to read, its pictures, and its places for the search."""

from __future__ import annotations

import base64
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import nbformat
from bs4 import BeautifulSoup, NavigableString, Tag
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from PIL import Image
from traitlets.config import Config

from hosting_shift.course import books
from tools import paper
from tools.gallery import small

HERE = Path(__file__).resolve().parent
PICTURES = "pictures"  # the folder of the pictures, beside the pages
INDEX = "concept_index"  # the one page that is no lesson
# What only the running lesson can do: open the student's file, check the set-up, keep answers, write the memo.
RUNNING = re.compile(r"lesson\.(keep_answers|memo)\(|practice\.open_lesson\(|explorers\.setup_check\(")
# What a page may leave folded, by the tag of its cells.
FOLDS = {
    "data-track": "Data track: for those who want to read code",
    "covered": "Covered, because it may be left out: open it if you like",
}
# What a search may not quote: it gives away what a bet or a task asks for, or stands covered.
TOLD = ".hs-after, .hs-compare, .why details, .solution details, .covered"
HEADINGS = ("h1", "h2", "h3")


@dataclass(frozen=True)
class Place:
    """A part of a page, from one heading to the next, as the search knows it."""

    page: str
    title: str
    heading: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Page:
    """A page: the name of its file, its HTML, its pictures by name, its places."""

    name: str
    html: str
    pictures: dict[str, bytes]
    places: list[Place]


def page(lesson: books.Book, ran: NotebookNode, lessons: Sequence[books.Book]) -> Page:
    """Return the page of a lesson that was run. lessons: all, in the order of the map."""
    numbers = [each.number for each in lessons]
    at = numbers.index(lesson.number)
    neighbours = [lessons[i] if 0 <= i < len(lessons) else None for i in (at - 1, at + 1)]
    previous, following = ({"page": _file(each.file), "title": _title(each)} if each else None for each in neighbours)
    about = {
        "title": _title(lesson),
        "lesson": f"../lab/index.html?path=notebooks/{lesson.file}.ipynb",
        "previous": previous,
        "next": following,
    }
    return _page(_file(lesson.file), readable(ran), about)


def concept_index(notebook: NotebookNode) -> Page:
    """Return the page of the concept index, which holds text alone."""
    return _page(_file(INDEX), notebook, {"title": "Concept index"})


def _page(name: str, notebook: NotebookNode, about: dict) -> Page:
    basis = Config({"HTMLExporter": {"template_name": "reading", "extra_template_basedirs": [str(HERE / "templates")]}})
    resources = {"reading": {"language": "en", **about}}
    html, _ = HTMLExporter(config=basis).from_notebook_node(notebook, resources=resources)
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.select("main a[href]"):
        link["href"] = _led_here(link)
    pictures = dict(_taken_out(soup, Path(name).stem))
    _frame_tables(soup)
    _list_headings(soup)
    return Page(name, str(soup), pictures, list(_places(soup, name, about["title"])))


def _file(stem: str) -> str:
    """Return the page of a lesson or of the concept index: "05.html"."""
    return f"{stem if stem == INDEX else stem[:2]}.html"


def _title(lesson: books.Book) -> str:
    return f"{lesson.number} · {lesson.title}"


# ---------------------------------------------------------------- what of a lesson is read


def readable(ran: NotebookNode) -> NotebookNode:
    """Return a lesson that was run as it is read: without what only runs, and code in the data track alone.

    Cells in a row that belong in one fold (FOLDS) are marked where it opens and where it closes; a heading stays
    outside, so that it can be found and linked to.
    """
    kept = [cell for cell in map(_as_read, _as_told(ran.cells)) if cell is not None]
    for fold, run in itertools.groupby(kept, key=_fold):
        cells = list(run)
        if fold:
            cells[0].metadata.opens, cells[-1].metadata.closes = FOLDS[fold], True
    return nbformat.v4.new_notebook(cells=kept, metadata=ran.metadata)


def _as_told(cells: Sequence[NotebookNode]) -> Iterator[NotebookNode]:
    """Yield the cells without those that repeat content/, each heading that begins a fold as a cell of its own."""
    inside = ""
    for cell in cells:
        cell = NotebookNode(cell | {"metadata": NotebookNode(tags=list(cell.metadata.get("tags", [])))})
        if "generated" in cell.metadata.tags:
            continue
        heading = re.match(r"(#+ .*)\n+", cell.source) if cell.cell_type == "markdown" else None
        if heading and _fold(cell) and _fold(cell) != inside:
            yield nbformat.v4.new_markdown_cell(heading[1], id=f"{cell.id}-heading", metadata={"tags": []})
            cell.source = cell.source[heading.end() :]
        inside = _fold(cell)
        yield cell


def _fold(cell: NotebookNode) -> str:
    return next((tag for tag in FOLDS if tag in cell.metadata.tags), "")


def _as_read(cell: NotebookNode) -> NotebookNode | None:
    """Return a cell with what is read of it; None for nothing."""
    if cell.cell_type == "markdown":
        return cell
    if RUNNING.search(cell.source):
        return None
    outputs = [each for each in cell.outputs if "application/javascript" not in each.get("data", {})]
    source = cell.source if "data-track" in cell.metadata.tags else ""
    return NotebookNode(cell | {"source": source, "outputs": outputs}) if source or outputs else None


# ---------------------------------------------------------------- links, pictures, tables, headings


def _led_here(link: Tag) -> str:
    """Return where a link of a lesson leads from its page: to pages here, and out into the world.

    Raises ValueError for a link to a file that is no page: nobody could open it here.
    """
    target, _, anchor = link["href"].partition("#")
    if re.match(r"https?:", target) or not target:
        return link["href"]
    if found := re.fullmatch(r"(\d\d_\w+|concept_index)\.ipynb", target):
        return _file(found[1]) + (f"#{anchor}" if anchor else "")
    if found := re.fullmatch(r"\.\./data/(cards/\w+)\.toml", target):
        return f"{found[1]}.txt"  # which a browser shows; see build.py
    if target.startswith("../lab/"):
        return link["href"]
    raise ValueError(f"A lesson links to {target}, which has no page to read: link to a lesson, or see pages.py.")


def _taken_out(soup: BeautifulSoup, lesson: str) -> Iterator[tuple[str, bytes]]:
    """Move every picture out of the page into a file of few colours, loaded when it comes into view; yield name, bytes."""
    for number, shown in enumerate(soup.select("img[src^='data:image/png']"), 1):
        png = small(base64.b64decode(shown["src"].partition(",")[2]))
        name = f"{PICTURES}/{lesson}-{shown.find_parent(class_='cell')['id'].removeprefix('cell-')}-{number}.png"
        width, height = Image.open(io.BytesIO(png)).size
        shown.attrs |= {"src": name, "width": width, "height": height, "loading": "lazy"}
        del shown["style"]
        yield name, png


def _frame_tables(soup: BeautifulSoup) -> None:
    """Let a wide table be moved sideways inside a frame of its own; take away a head without words."""
    for table in soup("table"):
        paper.head_of(table)
        if not table.find_parent(class_="hs-table"):
            heading = table.find_previous(HEADINGS)
            named = table.caption.get_text() if table.caption else heading.get_text().rstrip("¶")
            frame = {"class": "hs-table", "tabindex": "0", "role": "region", "aria-label": f"{named}: table"}
            table.wrap(soup.new_tag("div", attrs=frame))


def _list_headings(soup: BeautifulSoup) -> None:
    """Name headings as they read, and put a folded list of them under the first one."""
    title, *headings = soup.main(HEADINGS, id=True)
    for heading in (title, *headings):
        heading["id"] = unquote(heading["id"])  # nbconvert writes "·" as "%C2%B7"
        heading.select_one(".anchor-link")["href"] = f"#{heading['id']}"
    items = [(each["id"], each.get_text().rstrip("¶")) for each in headings if each.name == "h2"]
    contents = BeautifulSoup(
        "<details class='contents'><summary>On this page</summary><ul></ul></details>", "html.parser"
    )
    for anchor, words in items:
        link = soup.new_tag("a", href=f"#{anchor}")
        link.string = words
        contents.ul.append(soup.new_tag("li"))
        contents.ul.contents[-1].append(link)
    title.insert_after(contents)


# ---------------------------------------------------------------- search


def _places(soup: BeautifulSoup, name: str, title: str) -> Iterator[Place]:
    """Yield the places of a page with their text, without what would give an answer away."""
    main = BeautifulSoup(str(soup.main), "html.parser")
    for told in main.select(f"{TOLD}, .contents, .about, .anchor-link, pre.code, summary"):
        told.decompose()
    above: Tag | None = None
    for heading, words in itertools.groupby(main.find_all(string=True), key=_heading_of):
        if heading is not None:
            above = heading
        elif above is not None and (text := _plain(list(words))):
            yield Place(name, title, _plain([above.get_text()]), above["id"], text)


def _heading_of(words: NavigableString) -> Tag | None:
    """Return the heading that words stand in, one that can be linked to."""
    return words.find_parent(HEADINGS, id=True)


def _plain(text: Sequence[str]) -> str:
    """Return text as one line, without the space that a mark such as <b> leaves before a comma."""
    return re.sub(r" ([,.;:!?)])", r"\1", re.sub(r"\s+", " ", " ".join(text))).strip()
