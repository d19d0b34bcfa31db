"""Prints every lesson for class: `make handouts` (all) or `make handouts LESSON=05`.

For each lesson three sheets, as HTML and, where Chromium or Chrome is installed, as PDF, in handouts/:

    05_…_1_bets      all that comes before a picture, and every bet: hand it out first
    05_…_2_pictures  the pictures with their sentences, explanations, tasks, questions
    05_…_3_answers   outcomes, right options, solutions, models: for the instructor

So no outcome stands beside its bet. What of a lesson goes to paper, and in which words: see paper.py.
"""

from __future__ import annotations

import html
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup

from harness import REPO
from harness.jupyterlab_server import CHROMIUM_FLAGS, find_chromium
from harness.lesson_files import as_shipped
from hosting_shift.course import books
from tools import pages, paper

FOLDER = REPO / "handouts"
ROWS = 16  # of a table; more stand in the lesson
LAST = 500  # characters that stay together at the end, so that no page holds a few lines
CREDIT = "The Hosting Shift · teaching material, not legal advice · text CC BY 4.0"
FIRST_HEAD = "Sheet 1 of 2: before the pictures. Place your bets here; the pictures come with the second sheet."
SECOND_HEAD = (
    "Sheet 2 of 2: pictures and explanations. The data track, and the sources of each rule of law, stand in the lesson."
)
MISSING = (
    "No PDF was made: Chromium or Chrome is missing (on Debian: apt-get install chromium). "
    "Print the HTML pages from any browser instead."
)
STYLE = """
@page { size: A4; margin: 12mm 15mm 13mm; @bottom-center { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
* { box-sizing: border-box; }
body { font: 9.1pt/1.28 "DejaVu Serif", Georgia, serif; color: #000; background: #fff; max-width: 180mm; margin: 0 auto; padding: 4mm; }
h1, h2, h3, th, figcaption, .where { font-family: "DejaVu Sans", Arial, sans-serif; }
h1 { font-size: 16pt; margin: 0 0 1mm; } h2 { font-size: 11.5pt; margin: 3mm 0 .8mm; border-bottom: 1px solid #000; } h3 { font-size: 10.5pt; margin: 2.5mm 0 1mm; }
h1, h2, h3, caption, .above { break-after: avoid; } .above { font-weight: bold; }
p { margin: .9mm 0; orphans: 3; widows: 3; } ul, ol { margin: .6mm 0; padding-left: 5mm; }
a { color: #000; text-decoration: underline; }
.where, .source { font-size: 8pt; }
table { border-collapse: collapse; font-size: 7.6pt; line-height: 1.16; margin: 1mm 0; } td br:last-child { display: none; } caption { text-align: left; font-weight: bold; }
th, td { border: 1px solid #777; padding: .4mm 1.2mm; text-align: left; vertical-align: top; } tr, figure, .task, .last { break-inside: avoid; } tbody tr:first-child { break-before: avoid; }
figure { margin: 2mm 0; border: 1px solid #777; padding: 1.5mm; } img { max-width: 100%; max-height: 74mm; display: block; margin: .5mm auto; }
figcaption p { font-size: 8.5pt; } .hs-caption { font-size: 7pt; } .hs-kind { border: 1px solid #000; padding: 0 1mm; }
pre, code { font: 8.5pt "DejaVu Sans Mono", monospace; white-space: pre-wrap; }
blockquote { margin: 1mm 6mm; font-style: italic; }
.task { border-left: 3px solid #000; padding-left: 2.5mm; margin: 1.2mm 0; } p:has(.hs-line) + p { font-size: 8.2pt; line-height: 1.2; margin: 0; } .screen { font-style: italic; }
.boxes { list-style: '☐  '; padding-left: 5mm; margin: .4mm 0; columns: 2; column-gap: 9mm; } .boxes li { break-inside: avoid; }
.line { border-bottom: 1px solid #000; height: 7.5mm; }
.answer { padding-top: 3mm; } p:has(> .hs-line) { padding-top: 3mm; } .gap, .hs-line { display: inline-block; width: 70mm; border-bottom: 1px solid #000; }
@media print { body { padding: 0; max-width: none; } a { text-decoration: none; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 7pt; overflow-wrap: anywhere; } }
"""


@cache
def sheets(name: str) -> dict[str, str]:
    """Return the pages of lesson `name`, such as "05_the_hosting_shift", by the name of their file."""
    lesson = books.book(name[:2])
    blocks = paper.blocks(lesson.number, as_shipped(name).cells)
    title = f"{lesson.number} · {lesson.title}"
    bets = [block.html for block in blocks if block.kind == "bet"]
    first = [block.html for block in blocks if block.kind == "before"]
    if bets:
        first += [f"<h2>{'Your bets' if len(bets) > 1 else 'Your bet'}</h2>", *bets]
    second = [f"<h1>{html.escape(title)}</h1>", *(block.html for block in blocks if block.kind == "after")]
    return {
        f"{name}_1_bets": _finish(first, title, FIRST_HEAD),
        f"{name}_2_pictures": _finish(second, f"{title}: pictures", SECOND_HEAD),
        f"{name}_3_answers": answers_page(lesson),
    }


def answers_page(lesson: books.Book) -> str:
    """Return the page with a lesson's answers as HTML for print."""
    source = pages.answers_of(lesson).replace("\n### ", "\n## ").removeprefix("#")
    return _finish(
        [paper.markdown(source)], f"{lesson.number} · {lesson.title}: answers", "For instructors.", cut=False
    )


def pdf(source: Path, chromium: str) -> Path:
    """Print an HTML page to a PDF beside it; return its path.

    Chromium tags the PDF for screen readers (headings, tables, alternative texts, language) by
    itself; the outline of its headings is asked for.
    """
    target = source.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            chromium,
            "--headless",
            *CHROMIUM_FLAGS,
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode or not target.exists():
        raise RuntimeError(f"{source.name} could not be printed: {done.stderr[-500:]}")
    return target


def _finish(parts: list[str], title: str, head: str, cut: bool = True) -> str:
    """Return a whole page: tables cut to a printable length, folded parts opened, nothing active."""
    soup = BeautifulSoup("".join(parts), "html.parser")
    for node in soup(["script", "style", "link"]):
        node.decompose()
    for node in soup("details"):
        node.name = "div"
    for node in soup("summary"):
        node.name, node["class"] = "p", "above"
        node.string = node.get_text().removesuffix(": read after your bet")
        if node.parent.get_text().removeprefix(node.string).lstrip().startswith(node.string):
            node.decompose()  # "Why" above "Why."
    for table in soup("table"):
        paper.head_of(table)
        if cut:
            _cut(soup, table)
    _keep_together(soup)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(title)}"
        f"</title><style>{STYLE}</style></head><body><main>"
        f"<p class='where'>{html.escape(CREDIT)}<br><b>{html.escape(head)}</b></p>{soup}</main></body></html>"
    )


def _cut(soup: BeautifulSoup, table) -> None:
    """Leave the first rows of a long table, and a line that says so."""
    rows = table.find("tbody").find_all("tr", recursive=False) if table.find("tbody") else []
    if len(rows) <= ROWS + 3:
        return
    for row in rows[ROWS:]:
        row.decompose()
    note = soup.new_tag("p")
    note.string = f"First {ROWS} of {len(rows)} rows; all stand in the lesson."
    table.insert_after(note)


def _keep_together(soup: BeautifulSoup) -> None:
    """Wrap the end of a page so that it stays on one side: no last side holds a few lines only."""
    tail: list = []
    for node in reversed(soup.find_all(True, recursive=False)):
        if sum(len(kept.get_text()) for kept in tail) >= LAST or node.find("tr") or node.name == "figure":
            break
        tail.insert(0, node)
    if tail:
        end = soup.new_tag("div", attrs={"class": "last"})
        tail[0].insert_before(end)
        for node in tail:
            end.append(node.extract())


def main(wanted: list[str]) -> None:
    lessons = books.every() if not wanted else [books.book(number) for number in wanted]
    FOLDER.mkdir(exist_ok=True)
    made = []
    for lesson in lessons:
        for name, page in sheets(lesson.file).items():
            made.append(FOLDER / f"{name}.html")
            made[-1].write_text(page, encoding="utf-8")
        print(f"ran lesson {lesson.number}")
    chromium = find_chromium()
    if chromium:
        made += [pdf(path, chromium) for path in made]
    for path in made:
        print(f"made {FOLDER.name}/{path.name}")
    if not chromium:
        print(MISSING)


if __name__ == "__main__":
    try:
        main([number for number in sys.argv[1:] if number])
    except KeyError as error:
        sys.exit(error.args[0])
