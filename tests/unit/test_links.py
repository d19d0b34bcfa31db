"""Every link from a page of ours to another leads to a file and a heading that are there."""

import re
from urllib.parse import unquote

import nbformat
import pytest

from harness import REPO
from harness.lesson_files import LESSONS
from hosting_shift import explorers, tables

NOTEBOOKS = REPO / "notebooks"
GLOBS = ("*.md", "*/README.md", "notebooks/*.ipynb", "notebooks/instructor/*.*")
PAGES = sorted(str(path.relative_to(REPO)) for glob in GLOBS for path in REPO.glob(glob) if path.is_file())


def markdown(path) -> str:
    """Return the markdown of a page or a notebook, without code."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, 4).cells
        text = "\n\n".join(c.source for c in cells if c.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    return re.sub(r"(?s)```.*?```|`[^`\n]*`", " ", text)


def links(text: str) -> list[tuple[str, str]]:
    """Return (words, target) of every markdown and HTML link and image."""
    found = re.findall(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]*(?:\([^()]*\)[^()\s]*)*)\)", text)
    found += [("link", t) for t in re.findall(r"""(?:href|src)=["']([^"']+)["']""", text)]
    return found


def anchors(path) -> set[str]:
    """Return the anchors of a page: JupyterLab's form for notebooks, GitHub's for markdown, both."""
    headings = re.findall(r"(?m)^#{1,6} +(.+?) *#*$", markdown(path))
    plain = [re.sub(r"[*_`]|\]\([^)]*\)|\[", "", h).strip() for h in headings]
    jupyter = {h.replace(" ", "-") for h in plain}
    github = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in plain}
    return jupyter if path.suffix == ".ipynb" else jupyter | github


def broken(path) -> list[str]:
    """Return the links of a page that lead nowhere, each with the reason."""
    found = []
    for _, target in links(markdown(path)):
        if re.match(r"(https?|mailto|data):", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / unquote(file)).resolve() if file else path
        if not there.exists():
            found.append(f"{target}: no such file")
        elif REPO not in there.parents and there != REPO:
            found.append(f"{target}: outside the course")
        elif anchor and unquote(anchor) not in anchors(there):
            found.append(f"{target}: no such heading")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_and_headings_that_exist(page):
    assert broken(REPO / page) == []


@pytest.mark.parametrize("page", PAGES)
def test_links_say_where_they_lead(page):
    for words, target in links(markdown(REPO / page)):
        assert words.strip().lower() not in ("", "here", "click here", "this", "this link"), target
        lesson = page.removeprefix("notebooks/").removesuffix(".ipynb") in LESSONS
        assert not lesson or words == "link" or len(words.split()) >= 2, (words, target)


EVERY = tables.load("lessons")["file"].tolist()


@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_leads_back_to_the_map_and_on(name):
    targets = {t.partition("#")[0] for _, t in links(markdown(NOTEBOOKS / f"{name}.ipynb"))}
    assert name == EVERY[0] or f"{EVERY[0]}.ipynb" in targets
    later = {f"{n}.ipynb" for n in EVERY[EVERY.index(name) + 1 :]}
    assert not later or targets & later, "the last lines name the next lesson, with a link"


def test_the_map_leads_to_every_lesson():
    page = explorers.course_map()._repr_mimebundle_()["text/html"]
    assert [name for name in LESSONS if f"href='{name}.ipynb'" not in page] == []


def test_every_page_for_instructors_is_named_in_their_readme():
    named = {target for _, target in links(markdown(NOTEBOOKS / "instructor" / "README.md"))}
    pages = {p.name for p in (NOTEBOOKS / "instructor").iterdir() if p.suffix in (".md", ".ipynb")}
    assert pages - {"README.md"} <= named


# ---------------------------------------------------------------- the checker itself


@pytest.fixture
def page(tmp_path, monkeypatch):
    monkeypatch.setattr("test_links.REPO", tmp_path)
    (tmp_path / "other.md").write_text("# Other page\n\n## Where *it* is: here!\n")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# The map (of it)")])
    nbformat.write(notebook, tmp_path / "book.ipynb")
    path = tmp_path / "page.md"

    def write(text):
        path.write_text(text)
        return broken(path)

    return write


GOOD = ["[a](other.md)", "[a](other.md#where-it-is-here)", "[a](book.ipynb#The-map-(of-it))", "[a](#own)"]
GOOD += ["[a](https://example.org/x)", "![a](other.md)", "`[a](nowhere.md)`", "[a [b]](other.md)"]
BAD = ["[a](nowhere.md)", "[a](other.md#elsewhere)", "[a](book.ipynb#the-map)", "[a](#other)", "![a](x.png)"]
BAD += ["<a href='gone.md'>a</a>", "[a](../outside.md)", "[x] [a](nowhere.md)"]


@pytest.mark.parametrize(("link", "count"), [*((link, 0) for link in GOOD), *((link, 1) for link in BAD)])
def test_a_good_link_passes_and_a_broken_one_is_found(page, link, count):
    assert len(page(f"# Own\n\n{link}")) == count
