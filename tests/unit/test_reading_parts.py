"""Parts of the pages to read, on a lesson made up for it: folds, links, pictures, places for the search."""

import base64
import io

import nbformat
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from hosting_shift.course import books
from tools.reading import pages

CODE, TEXT = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell


def shown(html: str) -> list:
    return [nbformat.v4.new_output("display_data", {"text/html": html, "text/plain": "VBox()"})]


def cell(kind, source: str, name: str, *tags: str, html: str = ""):
    made = kind(source, id=name, metadata={"tags": list(tags)})
    if html:
        made.outputs = shown(html)
    return made


def page_of(*cells) -> tuple[pages.Page, BeautifulSoup]:
    lesson = books.Book("05", "05_the_hosting_shift", "The hosting shift", ())
    ran = nbformat.v4.new_notebook(cells=[cell(TEXT, "# 05 · The hosting shift", "title"), *cells])
    made = pages.page(lesson, ran, [lesson])
    return made, BeautifulSoup(made.html, "html.parser")


def test_code_is_read_in_the_data_track_alone_and_its_heading_stays_outside_the_fold():
    _, soup = page_of(
        cell(CODE, "lesson.terms()", "terms", html="<p>Terms</p>"),
        cell(TEXT, "## Worked *(Data track)*\n\nAdd up.", "track", "data-track"),
        cell(CODE, "a < 1", "worked", "data-track", html="<p>7</p>"),
        cell(TEXT, "## After", "after"),
    )
    (fold,) = soup.select("details.track")
    assert [c["id"] for c in fold.select(".cell")] == ["cell-track", "cell-worked"]
    assert [code.get_text() for code in soup.select("pre.code")] == ["a < 1"]
    assert not fold(["h1", "h2"]) and [h["id"] for h in soup("h2")] == ["Worked-(Data-track)", "After"]


def test_what_only_runs_and_what_repeats_content_is_left_out():
    _, soup = page_of(
        cell(CODE, 'lesson = practice.open_lesson("05")', "set-up", html="<p>Ready.</p>"),
        cell(TEXT, "Reading where nothing runs", "asked-first", "generated"),
        cell(CODE, "x = 1", "quiet"),
        cell(CODE, "lesson.keep_answers()", "keep", html="<p>0 answers</p>"),
    )
    assert [c["id"] for c in soup.select(".cell")] == ["cell-title"]


def test_a_link_leads_to_the_page_of_its_lesson_and_to_nothing_that_is_not_there():
    made, _ = page_of(
        cell(
            TEXT,
            "[a](00_start_here.ipynb#The-map) [b](concept_index.ipynb) [c](../data/cards/levers.toml) [d](#x)",
            "t",
        )
    )
    for target in ("00.html#The-map", "concept_index.html", "cards/levers.txt", "#x"):
        assert f'href="{target}"' in made.html
    with pytest.raises(ValueError, match=r"links to instructor/answers\.md, which has no page"):
        page_of(cell(TEXT, "[answers](instructor/answers.md)", "t"))


def test_a_picture_becomes_a_file_with_its_words_and_its_size():
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(buffer, "PNG")
    source = f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
    made, soup = page_of(cell(CODE, "lesson.show(x)", "show", html=f"<img alt='A red field' src='{source}'>"))
    assert soup.img.attrs == {
        "alt": "A red field",
        "src": "pictures/05-show-1.png",
        "width": "60",
        "height": "40",
        "loading": "lazy",
    }
    assert Image.open(io.BytesIO(made.pictures["pictures/05-show-1.png"])).size == (60, 40)
    assert "base64" not in made.html


def test_the_search_is_told_nothing_that_a_fold_keeps_for_later():
    made, _ = page_of(
        cell(TEXT, "## One\n\nOpen **words**, here.", "one"),
        cell(CODE, "x", "bet", html="<p>The bet</p><details class='hs-after'><summary>S</summary>OUTCOME</details>"),
        cell(TEXT, "<details><summary>Why</summary>\n\nBECAUSE\n\n</details>", "why-bet", "why"),
        cell(TEXT, "<details><summary>Solution</summary>\n\nSEVEN\n\n</details>\n\n**Alone.** Next.", "s", "solution"),
        cell(TEXT, "KEPT", "kept", "covered"),
        cell(TEXT, "## Two\n\n<details><summary>More</summary>\n\nmore to read\n\n</details>", "two"),
    )
    assert [(p.heading, p.anchor, p.text) for p in made.places] == [
        ("One", "One", "Open words, here. The bet Alone. Next."),
        ("Two", "Two", "more to read"),
    ]
