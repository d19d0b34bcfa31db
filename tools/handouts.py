"""Prints every lesson for class: `make handouts` (all) or `make handouts LESSON=05`.

For each lesson an HTML page and, where Chromium or Chrome is installed, a PDF, in handouts/. Each is
the lesson run once, with its pictures as they stand at rest, their sentences and their numbers. Left
out: solutions, lines of code that only show something, controls. One more page holds all answers.
"""

from __future__ import annotations

import ast
import html
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from harness import REPO
from harness.jupyterlab_server import CHROMIUM_FLAGS, find_chromium
from harness.lesson_files import as_shipped
from hosting_shift import content
from hosting_shift.course import books
from tools import pages

FOLDER = REPO / "handouts"
ROWS = 12  # of a table; more stand in the lesson
CREDIT = "The Hosting Shift · teaching material, not legal advice · text CC BY 4.0"
MISSING = (
    "No PDF was made: Chromium or Chrome is missing (on Debian: apt-get install chromium). "
    "Print the HTML pages from any browser instead."
)
STYLE = """
@page { size: A4; margin: 16mm 16mm 18mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
* { box-sizing: border-box; }
body { font: 10.5pt/1.4 "DejaVu Serif", Georgia, serif; color: #000; background: #fff; max-width: 180mm; margin: 0 auto; padding: 4mm; }
h1, h2, h3, th, figcaption, .where { font-family: "DejaVu Sans", Arial, sans-serif; }
h1 { font-size: 18pt; margin: 0 0 2mm; } h2 { font-size: 13.5pt; margin: 6mm 0 1.5mm; border-bottom: 1px solid #000; } h3 { font-size: 11.5pt; margin: 4mm 0 1mm; }
h1, h2, h3, caption, .above { break-after: avoid; } .above { font-size: 9pt; }
p { margin: 1.2mm 0; orphans: 3; widows: 3; } ul, ol { margin: 1mm 0; padding-left: 6mm; }
a { color: #000; text-decoration: underline; }
.where { font-size: 8.5pt; }
table { border-collapse: collapse; font-size: 9pt; margin: 1.5mm 0; width: auto; } caption { text-align: left; font-weight: bold; }
th, td { border: 1px solid #777; padding: .7mm 1.6mm; text-align: left; vertical-align: top; } tr, figure, .task { break-inside: avoid; } tbody tr:first-child { break-before: avoid; }
figure { margin: 3mm 0; border: 1px solid #777; padding: 2mm; } img { max-width: 100%; max-height: 108mm; display: block; margin: 1mm 0; }
figcaption p { font-size: 9pt; } .hs-kind { border: 1px solid #000; padding: 0 1mm; }
pre, code { font: 9pt "DejaVu Sans Mono", monospace; white-space: pre-wrap; } pre { border: 1px solid #777; padding: 1.5mm; margin: 1.5mm 0; }
blockquote { margin: 1.5mm 6mm; font-style: italic; }
.task { border-left: 3px solid #000; padding-left: 3mm; margin: 2.5mm 0; }
.line { border-bottom: 1px solid #000; height: 8mm; } .box { font-size: 12pt; }
@media print { body { padding: 0; max-width: none; } a { text-decoration: none; }
  a[href^="http"]::after { content: " (" attr(href) ")"; font-size: 8pt; overflow-wrap: anywhere; } }
"""


def page(lesson: books.Book, done: nbformat.NotebookNode) -> str:
    """Return a lesson that was run as one HTML page for print."""
    paper = nbformat.from_dict(done)
    paper.cells = [c for c in (_on_paper(c, lesson.number) for c in paper.cells) if c is not None]
    paper.metadata.pop("widgets", None)
    body, _ = _exporter().from_notebook_node(paper)
    return _finish(body, f"{lesson.number} · {lesson.title}")


def answers_page() -> str:
    """Return the page with all answers as HTML for print."""
    cell = nbformat.v4.new_markdown_cell(pages.answers())
    body, _ = _exporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    return _finish(body, "All answers in one place", cut=False)


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


def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(
        template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True, exclude_anchor_links=True
    )
    exporter.highlight_code = False
    return exporter


def _on_paper(cell: nbformat.NotebookNode, lesson: str) -> nbformat.NotebookNode | None:
    """Return the cell as it goes to print, or None: no solutions, no widgets, no scripts."""
    if "solution" in cell.metadata.get("tags", []):
        return None
    if cell.cell_type != "code":
        return cell
    source, exercise = cell.source, "exercise" in cell.metadata.get("tags", [])
    cell.outputs = [] if exercise else [o for o in map(_still, cell.outputs) if o is not None]
    asked = re.match(r"lesson\.(bet|recall|note|check_yourself|ask)\(", source)
    if asked:
        return _task(asked[1], cell, lesson)
    if re.match(r"lesson\.keep_answers|explorers\.setup_check", source) or cell.id == "set-up":
        return None
    if not exercise and _only_shows(source):
        question = re.search(r'ask="([\w-]+)"', source)
        cell.metadata["transient"] = {"remove_source": True}
        if question:
            cell.outputs.append(_html(_question(question[1])))
    return cell


def _only_shows(source: str) -> bool:
    """Return whether a cell is there for what it shows: on paper its output is enough."""
    if re.search(r"lesson\.(reveal|show)\(", source):
        return True
    return all(
        isinstance(step, ast.Expr)
        and isinstance(step.value, ast.Call)
        and re.fullmatch(r"lesson\.\w+|explorers\.\w+|tables\.describe", ast.unparse(step.value.func))
        for step in ast.parse(source).body
    )


def _still(output: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    data = output.get("data", {})
    if "application/javascript" in data:
        return None
    for kind in [k for k in data if "widget" in k or (k != "text/html" and "text/html" in data)]:
        del data[kind]
    return output


def _task(kind: str, cell: nbformat.NotebookNode, lesson: str) -> nbformat.NotebookNode:
    """Return a bet, a question or a note as something to fill in by pen."""
    source, words = cell.source, []
    name = re.search(r'\(\s*"([\w-]+)"', source)
    if kind == "bet":
        words = [_bet(name[1], lesson)]
    elif kind == "ask":
        words = [_question(name[1])]
    elif kind == "note":
        prompt = "".join(o.get("data", {}).get("text/html", "") for o in cell.outputs)
        words = [f"<div class='task'>{prompt}{_lines(3)}</div>"]
    else:
        part = {"recall": "recall", "check_yourself": "check"}[kind]
        words = [_question(question.id) for question in content.questions(lesson, part)]
    cell.metadata["transient"] = {"remove_source": True}
    cell.outputs = [_html("".join(words))]
    return cell


def _bet(name: str, lesson: str) -> str:
    bet = content.bet(lesson, name)
    text = f"<p><b>Your bet, before you look at the picture.</b> {html.escape(bet.text)}</p>"
    if not bet.options:
        return f"<div class='task'>{text}<p>My bet: ______________ {html.escape(bet.unit)}</p></div>"
    return f"<div class='task'>{text}{_boxes(bet.options)}</div>"


def _question(name: str) -> str:
    question = content.question(name)
    text = html.escape(question.text)
    return f"<div class='task'><p><b>{text}</b></p>{_boxes(question.options)}</div>"


def _boxes(options) -> str:
    return "".join(f"<p><span class='box'>☐</span> {html.escape(o.text)}</p>" for o in options)


def _lines(number: int) -> str:
    return "<div class='line'></div>" * number


def _html(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_output("display_data", {"text/html": text})


def _finish(body: str, title: str, cut: bool = True) -> str:
    """Return a whole page: tables cut to a printable length, folded parts opened, nothing active."""
    soup = BeautifulSoup(body, "html.parser")
    for node in soup(["script", "style", "link"]):
        node.decompose()
    for node in soup("details"):
        node.name = "div"
    for node in soup("summary"):
        node.name, node["class"] = "p", "above"
    for node in soup("thead"):
        if not node.get_text(strip=True):
            for row in node.parent.select("tbody tr"):  # then the first cell of a row is its head
                row.td.name, row.td["scope"] = "th", "row"
            node.decompose()
    for node in soup("table"):
        rows = node.find("tbody").find_all("tr", recursive=False) if node.find("tbody") else []
        if cut and len(rows) > ROWS + 3:
            for row in rows[ROWS:]:
                row.decompose()
            note = soup.new_tag("p")
            note.string = f"First {ROWS} of {len(rows)} rows; all stand in the lesson."
            node.insert_after(note)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{html.escape(title)}"
        f"</title><style>{STYLE}</style></head><body><main><p class='where'>{html.escape(CREDIT)}</p>"
        f"{soup}</main></body></html>"
    )


@cache
def sheet(name: str) -> str:
    """Return the handout of lesson `name`, such as "05_the_hosting_shift", made from its run as shipped."""
    return page(books.book(name[:2]), as_shipped(name))


def main(wanted: list[str]) -> None:
    lessons = books.every() if not wanted else [books.book(number) for number in wanted]
    FOLDER.mkdir(exist_ok=True)
    made = []
    for lesson in lessons:
        made.append(FOLDER / f"{lesson.file}.html")
        made[-1].write_text(sheet(lesson.file), encoding="utf-8")
        print(f"ran lesson {lesson.number}")
    made.append(FOLDER / "answers.html")
    made[-1].write_text(answers_page(), encoding="utf-8")
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
