"""What of a lesson goes to print, and how it is said there. tools/handouts.py makes the pages of it.

A lesson that was run is read cell by cell into blocks of HTML. Each block stands before the bets, is a
bet, or stands after the bets: so no outcome can share a side of paper with its bet. Left out are
solutions, what one's own words are compared with, the data track, code, descriptions of tables, and what
speaks of the screen alone.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import nbformat
from bs4 import BeautifulSoup, Tag
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from hosting_shift import content
from hosting_shift.course import books
from hosting_shift.student import grounds

NOTE = re.compile(r'lesson\.note\(\s*"([\w-]+)"')
EPISODE = re.compile(r'lesson\.episode\(\s*"([\w-]+)"')
# What a sheet of paper cannot mean: the notebook itself. Such a sentence is left out.
NOTEBOOK = re.compile(
    r"\bcells?\b|\bkernel\b|\b\w+Error\b|\btables\.|(the|three) dots\b|quotation marks|Run All|\b[Mm]ouse\b|\b[Kk]eyboard\b|\bShift\b"
    r"|\*\*(Tab|Esc|Space)\b|my_answers|Jupyter|\bPython\b|[Ss]creen readers?\b|\b[Ss]croll|\b[Dd]ownload|is saved"
    r"|^The second asks|^Click a title|end of this page|[Cc]heck\*, read|something is missing|Place your bet first|\bthe (field|box) below"
)
# What only a computer can do: such a sentence gets a lead-in.
SCREEN = re.compile(
    r"▶|■|\b[Cc]lick\b|\b[Ss]liders?\b|\b[Pp]ress(es)? (\*|it\b|[A-Z])|\*(Show as table|Keep this \w+|Reset|Assumptions|Enlarge[\w ]*)\*|[Aa]rrow keys|\b[Uu]ntick"
    r"|\b([Mm]ove|[Ss]et|[Oo]pen|[Tt]urn on|[Tt]urn off|[Cc]hoose|[Kk]eep|[Cc]hange|[Ss]tep|[Ss]ort by|[Ff]irst) \*[^*]"
    r"|^(Under|For|In) \*[^*]+\*,? (choose|make|press|set)\b"
    r"|^((Now|Then) (move|set|open|turn on|keep|change|switch|sort)|Move|Set|Turn on|Keep|Drag|Change)\b"
)
# What stands with a picture, or asks about one, chooses what it shows.
CONTROLS = re.compile(SCREEN.pattern + r"|^((Now|Then) (choose|step)|Choose|Step|Pick)\b")
LEAD_IN = "On a computer:"
SENTENCE = re.compile(r"""(?<=[.?!])((?:\*\*|[*)"”])*)\s+(?!÷|×)""")
DATA_TRACK = "data track"


@dataclass(frozen=True)
class Block:
    """A piece of a lesson on paper: a "bet", or what stands "before" or "after" all bets."""

    kind: str
    html: str


def blocks(number: str, cells: Sequence[nbformat.NotebookNode]) -> list[Block]:
    """Return the cells of a lesson that was run as what is printed of them."""
    found: list[Block] = []
    for cell in _without_code(cells):
        kind = "after" if any(block.kind == "bet" for block in found) else "before"
        if cell.cell_type == "markdown":
            found.append(Block(kind, prose(cell.source)))
        else:
            found += _of_code(number, cell, kind)
    return [block for block in found if block.html.strip()]


# ---------------------------------------------------------------- what needs no code


def _without_code(cells: Sequence[nbformat.NotebookNode]) -> Iterator[nbformat.NotebookNode]:
    """Yield the cells of the law track, without the fold of a solution and what a lesson keeps covered (tag "covered").

    What explains a covered bet stays covered with it; what follows a solution in its cell is printed.
    """
    unseen = {cell.id.replace("bet-", "why-", 1) for cell in cells if "covered" in cell.metadata.get("tags", [])}
    for cell in cells:
        tags = set(cell.metadata.get("tags", []))
        if {"data-track", "generated", "covered"} & tags or cell.id in unseen:
            continue
        if "solution" in tags:
            rest = books.outside_fold(cell.source)
            if rest:
                yield nbformat.v4.new_markdown_cell(rest)
        else:
            yield cell


# ---------------------------------------------------------------- words


def prose(source: str) -> str:
    """Return a text cell as HTML: what needs a computer says so, what speaks of the notebook is left out.

    A text of which half speaks of the notebook goes as a whole, with its heading.
    """
    lines = [line for line in source.split("\n") if not re.match(r"#|[|\s:-]*$", line)]
    spoken = [words for line in lines for _, words in map(_label, sentences(line)) if words]
    about = sum(bool(NOTEBOOK.search(words)) for words in spoken)
    if 2 * about > len(spoken):
        return ""
    return markdown("\n".join(line for line in map(_line, source.split("\n")) if line is not None))


def sentences(line: str) -> list[str]:
    """Return the sentences of a line of Markdown, each with the marks that close it."""
    parts = SENTENCE.split(line)  # sentence, closing marks, sentence, closing marks, ..., sentence
    return [said + mark for said, mark in zip(parts[::2], [*parts[1::2], ""], strict=True) if said.strip()]


def _line(line: str, screen: re.Pattern[str] = SCREEN) -> str | None:
    """Return a line of Markdown as paper says it; None for a row of a table or an item that goes.

    screen: what a sentence says that only a computer can do.
    """
    if line.startswith("|"):
        return None if NOTEBOOK.search(line) or DATA_TRACK in line.lower() else line
    if line.startswith(("#", "<")) or not line.strip():
        return line
    kept, on_screen = [], False
    for sentence in sentences(line):
        head, words = _label(sentence)
        if NOTEBOOK.search(words):
            sentence = head
        elif screen.search(words):
            lead = "" if on_screen else f"<b>{LEAD_IN}</b> "
            sentence = f"{head}<span class='screen'>{lead}{words}</span>"
        elif words.startswith("Type "):
            sentence = f"{head}Write {words[5:]}"
        on_screen = "class='screen'" in sentence
        kept.append(sentence)
    words = " ".join(filter(str.strip, kept))
    return None if re.fullmatch(r"[\s*>-]*(\*\*O\d\*\*)?\s*", words) else words


def _label(sentence: str) -> tuple[str, str]:
    """Split what begins a sentence, such as "- " or "**Break it · level 1.** ", from its words."""
    label = re.match(r"\s*(?:(?:[-*>]|\d+\.)\s+)?(?:\*\*[^*]+[.:?]\*\*\s*|\*\*O\d\*\*\s*)?", sentence)[0]
    return label, sentence[len(label) :]


def markdown(source: str) -> str:
    """Return Markdown as HTML, without marks to link to its headings."""
    soup = BeautifulSoup(markdown2html_mistune(re.sub(r"\n{3,}", "\n\n", source)), "html.parser")
    for anchor in soup.select("a.anchor-link"):
        anchor.decompose()
    for link in soup.select("p > a[href*='.ipynb']"):
        if link.parent.get_text().strip() == link.get_text().strip():
            link.parent.decompose()  # a paragraph that only leads to another page
    return str(soup)


def head_of(table: Tag) -> None:
    """Take away a head without words, as Markdown makes one; then the first cell of a row is its head."""
    for node in table("thead"):
        if not node.get_text(strip=True):
            for first in table.select("tbody tr > td:first-child"):
                first.name, first["scope"] = "th", "row"
            node.decompose()


# ---------------------------------------------------------------- code


def _of_code(number: str, cell: nbformat.NotebookNode, kind: str) -> list[Block]:
    """Return what is printed in the place of a cell of code."""
    source = cell.source
    if asks := EPISODE.search(source):
        return [Block("bet", bet(number, asks[1])), Block("after", _after_bet(cell))]
    for call, part in (("recall", "recall"), ("check_yourself", "check")):
        if f"lesson.{call}(" in source:
            return [Block(kind, "".join(question(q.id) for q in content.questions(number, part)))]
    pictured = "lesson.show(" in source
    if re.search(r"lesson\.(keep_answers|memo|check)\(|open_lesson\(|setup_check|^tables\.describe", source):
        return []  # a check is of code: tasks without code are fields
    if re.search(r"lesson\.(note|field)\(", source) and not pictured:
        shown, room = _outputs(cell), [lines(_room(number, name)) for name in NOTE.findall(source)] or [""]
        above = shown[: -len(room)] if NOTE.search(source) else []  # a table to choose from is no task itself
        asked = itertools.zip_longest(shown[len(above) :], room, fillvalue="")
        tasks = (f"<div class='task'>{words}{below}</div>" for words, below in asked)
        return [Block(kind, "".join([*above, *tasks]))]
    still = "".join(_outputs(cell))
    room = "".join(lines(_room(number, name)) for name in NOTE.findall(source))
    return [Block(kind, still + _asked_below(source, still) + room)]


def _after_bet(cell: nbformat.NotebookNode) -> str:
    """Return what an episode keeps for after its bet: all that its output folds away."""
    soup = BeautifulSoup("".join(_outputs(cell)), "html.parser")
    for heading in soup.select("details.hs-after > summary"):
        heading.decompose()
    folded = "".join(node.decode_contents() for node in soup.select("details.hs-after"))
    return folded + (_asked_below(cell.source, folded) if folded else "")


def _asked_below(source: str, shown: str) -> str:
    """Return the questions that a call puts under its picture, unless the output has them already."""
    asked = map(content.question, books.asked_in(source))
    return "".join(question(each.id) for each in asked if html.escape(each.text) not in shown)


def _outputs(cell: nbformat.NotebookNode) -> list[str]:
    """Return each output as still HTML."""
    found = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if "text/html" in data:
            found.append(_still(data["text/html"]))
        elif "application/javascript" not in data:
            words = output.get("text") or data.get("text/plain", "")
            found.append(f"<p>{html.escape(words.strip())}</p>" if words.strip() else "")
    return [shown for shown in found if shown]


def _still(shown: str) -> str:
    """Return an output without what only a page can use: styles, scripts, what is folded under a picture or a note.

    Outcomes stand on the sheet of answers; questions get boxes to tick (see `question`).
    A word that says what to do with the controls gets its lead-in here, too.
    """
    soup = BeautifulSoup(shown, "html.parser")
    folds = soup.select("figure ~ details:not(.hs-after), details.hs-compare, .hs-said, .hs-asked")
    for node in [*soup(["script", "style", "link"]), *folds, *soup("button")]:
        node.decompose()
    for source in soup.select("td small"):  # under a rule of law: its article stands above; the rest in the lesson
        source.decompose()
    for head in soup.select("table th"):  # so with a column of sources
        if head.get_text() == "sources":
            place = head.parent.find_all("th").index(head)
            for row in head.find_parent("table").select("tr"):
                row.find_all(["th", "td"])[place].decompose()
    for words in soup.select("figure > p, figcaption > p:not(.hs-caption)"):
        if CONTROLS.search(words.get_text()) or any(map(CONTROLS.search, sentences(words.get_text()))):
            _lead_in(words)
    return str(soup)


def _lead_in(words) -> None:
    """Give what a picture says of its controls the lead-in that a text has."""
    title = words.find("b")
    head = str(title.extract()) + " " if title else ""
    said = BeautifulSoup(markdown(_line(words.get_text().strip(), CONTROLS) or ""), "html.parser")
    words.clear()
    words.append(BeautifulSoup(head + (said.p.decode_contents() if said.p else ""), "html.parser"))


# ---------------------------------------------------------------- to fill in by pen


def bet(number: str, name: str) -> str:
    """Return a bet as something to fill in."""
    asked = content.bet(number, name)
    text = f"<p><b>Your bet.</b> {html.escape(asked.text)}</p>"
    scale = f"from {html.escape(asked.range_in_words())}"
    answer = boxes(asked.options) if asked.options else answer_line("My bet", scale)
    sure = " ".join(f"{words} ☐" for words in grounds.SURE.values())
    return f"<div class='task bet'>{text}{answer}{answer_line('Because', f'How sure: {sure}')}</div>"


def question(name: str) -> str:
    """Return a question with a box to tick for every option; "" if the question is about the notebook itself."""
    asked = content.question(name)
    words = re.sub(r"\s+", " ", asked.text).strip()
    if NOTEBOOK.search(words):
        return ""
    text = markdown(_line(words, CONTROLS) or "").replace("<p>", "<p><b>").replace("</p>", "</b></p>")
    return f"<div class='task'>{text}{boxes(asked.options)}</div>"


def boxes(options: Sequence[content.Option]) -> str:
    """Return options with a box to tick before each."""
    items = "".join(f"<li>{html.escape(option.text)}</li>" for option in options)
    return f"<ul class='boxes'>{items}</ul>"


def answer_line(label: str, remark: str) -> str:
    """Return a line to write one answer on."""
    return f"<p class='answer'>{label}: <span class='gap'></span> {remark}</p>"


def _room(number: str, note: str) -> int:
    """Return how many lines a note needs: more where there are models to measure one's words by."""
    return 6 if content.note(number, note).models else 3


def lines(number: int) -> str:
    """Return lines to write on."""
    return "<div class='line'></div>" * number
