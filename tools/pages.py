"""Builds the pages that gather what the lessons and tables say: `make pages`.

    notebooks/concept_index.ipynb          every term of the glossary and the lessons that use it
    notebooks/instructor/answers.md        outcomes of bets, right options, exercises with solutions, models
    notebooks/instructor/recall_plan.md    which lesson asks about which earlier lesson
    notebooks/instructor/gallery.md        what every explorer shows; its pictures: see gallery.py
    the lessons                            the lines "Time" and "Law as of" in every head, the table of help lines, what
                                           the lesson asks (folded, for a code host)
    README.md, the instructors' pages      links, the table of lessons: see front_page.py

They are committed, so that they can be read without installing anything; a test fails when one is no
longer what the lessons and tables say.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable
from pathlib import Path

import nbformat

from harness import REPO, reading_time
from hosting_shift import content, exercises, tables
from hosting_shift.course import books
from hosting_shift.dates import full_date
from hosting_shift.law import provisions, texts
from hosting_shift.practice import rehearsal
from tools import code_host, front_page
from tools import gallery as explorers_at_rest

NOTEBOOKS = REPO / "notebooks"
BUILT = "This page is built from the tables and the lessons by `make pages`: change those, not this page."

# Terms that are everyday words too: their use in a lesson's prose says nothing.
EVERYDAY = {"reach", "notice", "burden", "replacement", "identification", "lever", "displacement"}

FIELDS = {"law": "Law", "procedure": "Procedure", "model": "The model of the course"}


def build() -> dict[Path, str]:
    """Return every page's path and its text."""
    return {
        NOTEBOOKS / "concept_index.ipynb": concept_index(),
        NOTEBOOKS / "instructor" / "answers.md": answers(),
        NOTEBOOKS / "instructor" / "recall_plan.md": recall_plan(),
        NOTEBOOKS / "instructor" / "gallery.md": gallery(),
        **{path: _renewed(path) for path in sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))},
        **front_pages(),
    }


def front_pages() -> dict[Path, str]:
    """Return the pages of which `make pages` writes only a part: what that part says, see front_page.py."""
    for_all, notes = REPO / "README.md", NOTEBOOKS / "instructor"
    parts = {
        for_all: {"open": front_page.opening(), "lessons": front_page.lessons()},
        notes / "README.md": {"links": front_page.students_links()},
        **{notes / f"{lesson.file}.md": {"links": front_page.beside(lesson)} for lesson in books.every()},
    }
    return {path: front_page.filled(path.read_text(encoding="utf-8"), **part) for path, part in parts.items()}


# ---------------------------------------------------------------- what lessons take from tables


def _renewed(path: Path) -> str:
    """Return a lesson's notebook with what it takes from tables and content: law as of, help lines, what it asks."""
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    for cell in notebook.cells:
        if cell.id == "at-a-glance":
            law, minutes = texts.head_line(path.name[:2]), _minutes(path.stem)
            cell.source = re.sub(r"(?m)^\| Law as of \|.*$", f"| Law as of | {law} |", cell.source)
            cell.source = re.sub(r"(?m)^\| Time \| [^|;]*[^|; ]", f"| Time | {minutes}", cell.source)  # then: at home
        if cell.id == "help-lines":
            cell.source = help_lines(cell.source.split("\n| ", 1)[0].rstrip())
    code_host.renewed(notebook, books.book(path.name[:2]))
    return nbformat.writes(notebook) + "\n"


def _minutes(file: str) -> str:
    """Return the time of a lesson in words: that to read is counted, the rest is to do."""
    minutes = tables.load("lessons").set_index("file")["minutes"][file]
    read = reading_time.minutes_to_read(file[:2])
    return f"{minutes} minutes: {read} to read, {minutes - read} to do"


def help_lines(words: str) -> str:
    """Return words of a lesson, then the table help_lines as it is read: where, for whom, what to call."""
    rows = []
    for row in tables.load("help_lines").itertuples():
        more = "; ".join(filter(None, [row.hours, row.note]))
        rows.append(
            [_cell(row.country), _cell(row.for_whom), f"**{_cell(row.reach)}**", _cell(row.run_by), _cell(more)]
        )
    day = full_date(tables.load("help_lines")["checked"].max())
    heads = ["where", "for whom", "call, or go to", "who answers", "when, and what else"]
    read = f"Read by {day}, in pages of different ages; no number was dialled."
    card = "[The table's card](../data/cards/help_lines.toml) says how they were checked; the table names each one's source."
    return f"{words}\n\n{_table(heads, rows)}\n\n{read} {card}"


# ---------------------------------------------------------------- concept index


def concept_index() -> str:
    """Return the concept index as a notebook: JupyterLab opens it as a page with working links."""
    glossary = tables.load("glossary")
    where = _appearances(glossary)
    cells = {
        "title": "# Concept index and glossary\n\n"
        f"The {len(glossary)} terms of the course, in English and French, and the lessons that use "
        "them. A lesson in **bold** explains the term.\n\n"
        + " · ".join(
            [
                *(f"[{title}](#{title.replace(' ', '-')})" for title in FIELDS.values()),
                "[From French to English](#From-French-to-English)",
                "[Back to the map of the course](00_start_here.ipynb#The-map-of-the-course)",
            ]
        )
        + f"\n\n{BUILT}"
    }
    for field, title in FIELDS.items():
        mine = glossary[glossary["field"] == field].sort_values("english", key=_order)
        rows = [
            [
                f"**{_cell(row.english)}**",
                f"*{_cell(row.french)}*",
                _cell(row.meaning) + (f" ({_cell(row.reference)})" if row.reference else ""),
                where[row.english],
            ]
            for row in mine.itertuples()
        ]
        cells[field] = f"## {title}\n\n" + _table(["term", "French", "meaning", "lessons"], rows)
    by_french = glossary.sort_values("french", key=_order)
    pairs = [[f"*{_cell(row.french)}*", _cell(row.english)] for row in by_french.itertuples()]
    cells["french"] = "## From French to English\n\n" + _table(["French", "English"], pairs)
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(text, id=name) for name, text in cells.items()],
        metadata={
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )
    return nbformat.writes(notebook) + "\n"


def _appearances(glossary) -> dict[str, str]:
    """Return links to the lessons that explain (bold) or use each term."""
    found = {}
    prose = {b: _prose(b) for b in books.every()}
    for row in glossary.itertuples():
        links = []
        for lesson, text in prose.items():
            link = f"[lesson {lesson.number}]({lesson.file}.ipynb)"
            if row.english in lesson.terms:
                links.append(f"**{link}**")
            elif _uses(text, row.english, row.french):
                links.append(link)
        found[row.english] = ", ".join(links) or "–"
    return found


def _prose(lesson: books.Book) -> str:
    text = "\n".join(cell.text for cell in lesson.cells if cell.kind == "markdown")
    return re.sub(r"```.*?```|\]\([^)]*\)|<[^>]+>", " ", text, flags=re.S)


def _uses(text: str, english: str, french: str) -> bool:
    wanted = [] if english in EVERYDAY else re.split(r" \(| / |, |\)", english)
    if french not in ("identification", "signature", "extradition"):
        wanted += re.split(r" / |, ", french)
    return any(
        re.search(rf"\b{re.escape(words)}(?:s|es)?\b", text, re.I)
        for words in wanted
        if len(words) > 3 and not (words in EVERYDAY or words == "report" or words == "charge")
    )


# ---------------------------------------------------------------- answers


def answers() -> str:
    """Return all answers in one page: bets, questions, exercises, lesson by lesson."""
    parts = [
        "# All answers in one place",
        f"For instructors. Outcomes and right answers are computed by the lessons' own code and rules. {BUILT}",
    ]
    parts += [answers_of(lesson) for lesson in books.every()]
    return "\n\n".join(parts) + "\n"


def answers_of(lesson: books.Book) -> str:
    """Return the answers of one lesson, headed by its number and title."""
    return "\n\n".join(
        [
            f"## {lesson.number} · {lesson.title}",
            f"[Open lesson {lesson.number}](../{lesson.file}.ipynb)",
            *_bets(lesson),
            *_questions(lesson),
            *_exercises(lesson),
            *_notes(lesson),
            *_readings(lesson),
        ]
    )


def _bets(lesson: books.Book) -> list[str]:
    bets = content.asked(lesson.number).bets.values()
    if not bets:
        return []
    outcomes = rehearsal.outcomes(lesson.number)
    rows = []
    for bet in bets:
        said = bet.said(outcomes[bet.id]) if bet.id in outcomes else "no outcome is given"
        rows.append([_cell(bet.text), _cell(said)])
    replies = [_table(["bet", "replied to", "reply"], _replies(bets))] if _replies(bets) else []
    return ["### Bets", _table(["bet", "outcome"], rows), *replies]


def _replies(bets: Iterable[content.Bet]) -> list[list[str]]:
    """Return each answer to a bet, an option or a range of numbers, and the reply to it; the bet at its first."""
    rows = []
    for bet in bets:
        ends = [each.up_to for each in bet.replies]
        answers = [o.text for o in bet.options if o.reply] or _ranges(bet, ends)
        texts = [o.reply for o in bet.options if o.reply] or [each.text for each in bet.replies]
        names = [bet.text, *[""] * len(texts)]
        rows += [list(map(_cell, row)) for row in zip(names, answers, texts, strict=False)]
    return rows


def _ranges(bet: content.Bet, ends: list[float]) -> list[str]:
    """Return the ranges that end there in words: "0 to 20 %", "over 20 to 60 %"."""
    starts = [f"{bet.low:g}", *(f"over {end:g}" for end in ends)]
    return [f"{low} to {bet.in_words(min(end, bet.high))}" for low, end in zip(starts, ends, strict=False)]


def _questions(lesson: books.Book) -> list[str]:
    rows = []
    for part in content.PARTS:
        for question in content.questions(lesson.number, part):
            right = next(option for option in question.options if option.right)
            wrong = [option for option in question.options if not option.right]
            rows.append(
                [
                    part,
                    _cell(question.text),
                    f"**{_cell(right.text).removesuffix('.')}.** {_cell(right.reply)}",
                    " · ".join(f"*{_cell(o.misconception)}* ({_cell(o.text)})" for o in wrong),
                ]
            )
    heads = ["part", "question", "right answer", "misconceptions (and the option that shows each)"]
    return ["### Questions", _table(heads, rows)]


def _exercises(lesson: books.Book) -> list[str]:
    found = []
    for cell in lesson.cells:
        if cell.kind != "code" or "exercise" not in cell.tags:
            continue
        name = re.search(r'lesson\.(?:check|field)\(\s*"([\w-]+)"', cell.text)[1]
        exercise = exercises.every()[f"{lesson.number}-{name}"]
        reply = exercises.mark(f"{lesson.number}-{name}", exercise.expected()).words
        found.append(f"**{name}.** {reply}\n\n{books.solution(lesson.number, name)}")
    return ["### Exercises", *found] if found else []


def _notes(lesson: books.Book) -> list[str]:
    """Return what students may compare their own words with: a possible answer, or models and a rubric."""
    found = []
    for note in content.asked(lesson.number).notes.values():
        if note.is_answered:
            found.append(f"**{_cell(note.text)}**")
        if note.answer:
            found.append(f"*One possible answer.* {_cell(note.answer)}")
        if note.models:
            rows = [[each.level, _cell(each.text), _cell(each.comment)] for each in note.models]
            found.append(_table(["model", "words", "what makes it so"], rows))
            found.append("To mark one's own words by:\n\n" + "\n".join(f"- {_cell(line)}" for line in note.rubric))
    return ["### In your own words", *found] if found else []


def _readings(lesson: books.Book) -> list[str]:
    """Return the elements of the provisions that a lesson reads closely, each with its place."""
    found = []
    for name in re.findall(r'lesson\.close_reading\(\s*"([\w-]+)"', "\n".join(cell.text for cell in lesson.cells)):
        read = provisions.provision(name)
        rows = [
            [
                _cell(e.words),
                _cell(e.part),
                _cell(e.pinpoint),
                " / ".join(f"*{_cell(t)}*" for t in (e.french, e.english) if t),
            ]
            for e in read.elements
        ]
        found += [f"[{read.article}]({read.link}), {read.state}.", _table(["element", "part", "where", "term"], rows)]
    return ["### Close reading", *found] if found else []


# ---------------------------------------------------------------- recall plan


def recall_plan() -> str:
    """Return which lesson asks about which earlier one, and what is never asked again."""
    lessons = tables.load("lessons").set_index("lesson")
    there = {b.number: b for b in books.every()}
    asked: dict[str, list[str]] = {number: [] for number in there}
    rows = []
    for lesson, question, earlier in books.recalls():
        if lesson not in there:
            continue
        for number in earlier:
            asked.setdefault(number, []).append(lesson)
        rows.append(
            [
                f"[{lesson} · {_cell(there[lesson].title)}](../{there[lesson].file}.ipynb)",
                ", ".join(f"{n} · {_cell(lessons.loc[n, 'title'])}" for n in earlier) or "nothing yet",
                _cell(content.question(question).text),
            ]
        )
    back = [
        [
            f"{number} · {_cell(there[number].title)}",
            ", ".join(f"lesson {n}" for n in sorted(set(asked[number]))) or _never(number, there, lessons),
        ]
        for number in there
    ]
    return (
        "\n\n".join(
            [
                "# What each lesson recalls",
                "Every lesson opens with two questions on earlier ones. Ideas come back after a gap, when "
                "they have begun to fade: that is when recalling them helps most. "
                f"Who skips a lesson skips its recall questions, too. {BUILT}",
                "## Lesson by lesson",
                _table(["lesson", "asks about", "question"], rows),
                "## Seen from the earlier lesson",
                _table(["lesson", "comes back in"], back),
            ]
        )
        + "\n"
    )


def _never(number: str, there: dict, lessons) -> str:
    if number == lessons.index[-1]:
        return "the last lesson"
    return "not yet" if set(lessons.index) - set(there) else "nowhere"


# ---------------------------------------------------------------- gallery


def gallery() -> str:
    """Return the page with every explorer's picture, sentence and numbers."""
    parts = [
        "# What every explorer shows",
        "**For instructors: this page gives the bets away.** Every explorer at rest, as a lesson first "
        "shows it: picture, sentence, numbers. To read without running anything; the lessons as stored "
        f"have no pictures. {BUILT}",
    ]
    for lesson in books.every():
        shown = _pieces(lesson.number)
        if not shown:
            continue
        parts.append(f"## [{lesson.number} · {_cell(lesson.title)}](../{lesson.file}.ipynb)")
        for piece in shown:
            where = f"{explorers_at_rest.PICTURES.name}/{piece.file}"
            rows = [[_cell(value) for value in row] for row in piece.rows]
            cut = rows[: explorers_at_rest.ROWS]
            left = len(rows) - len(cut)
            parts += [
                f"### {_cell(piece.title)}",
                _cell(piece.purpose),
                f"![{_cell(piece.alt)}]({where})",
                f"**{_cell(piece.sentence)}**",
                f"{_cell(piece.kind)}. *{_cell(piece.source)}*",
                f"<details><summary>{html.escape(piece.numbers)}</summary>",
                _table([_cell(head) for head in piece.heads], cut)
                + (f"\n\n{left} more rows in the lesson." if left else ""),
                "</details>",
            ]
    return "\n\n".join(parts) + "\n"


@functools.cache
def _pieces(number: str) -> list[explorers_at_rest.Piece]:
    return explorers_at_rest.pieces(number)


# ---------------------------------------------------------------- markdown


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(text: str) -> str:
    """Return a text that is one cell of a markdown table and shows as it stands."""
    text = re.sub(r"\s+", " ", str(text)).strip()
    return re.sub(r"([|*_<>\\`\[\]~$])", r"\\\1", text)


def _order(column):
    """Return a sorting key: no capitals, no accents."""
    plain = column.str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii")
    return plain.str.casefold()


def main() -> None:
    for path, text in build().items():
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(text, encoding="utf-8", newline="\n")
        print("renewed  " if text != before else "unchanged", path.relative_to(REPO))
    every = [piece for lesson in books.every() for piece in _pieces(lesson.number)]
    for path in explorers_at_rest.write_pictures(every):
        print("renewed  " if path.exists() else "removed  ", path.relative_to(REPO))


if __name__ == "__main__":
    main()
