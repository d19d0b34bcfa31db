"""The lessons as data: which exist, which terms and recall questions they use.

For the pages of the instructor (answers, recall plan, gallery) and the concept index. Lessons are
read as the files they are; nothing here runs their code (`practice.rehearsal` does).
"""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hosting_shift import content, tables

FOLDER = Path(__file__).resolve().parents[2]  # the folder of the lessons
_OPENS = re.compile(rb'practice\.open_lesson\(\\"(\d\d)\\"\)')  # the line that opens a lesson, as its file holds it


@dataclass(frozen=True)
class Cell:
    """One cell: its id in words, its kind (markdown or code), its tags, its text."""

    id: str
    kind: str
    tags: tuple[str, ...]
    text: str

    @property
    def calls(self) -> list[tuple[str, list[Any]]]:
        """Return every `lesson.name("…", …)` in its code: the name and the plain values handed in."""
        return _calls(self.text) if self.kind == "code" else []


@dataclass(frozen=True)
class Book:
    """One lesson: number ("05"), file name without ending, title, cells."""

    number: str
    file: str
    title: str
    cells: tuple[Cell, ...]

    @property
    def calls(self) -> list[tuple[str, list[Any]]]:
        """Return the calls of all its cells, in order."""
        return [call for cell in self.cells for call in cell.calls]

    @property
    def terms(self) -> list[str]:
        """Return the terms of the glossary that the lesson shows, in its order."""
        shown = any(name == "terms" for name, _ in self.calls)
        return list(content.asked(self.number).terms) if shown else []


def every() -> list[Book]:
    """Return the lessons that exist, in the order of the map."""
    titles = _titles()
    return [_read(number, path, titles[number]) for number, path in files().items()]


def files() -> dict[str, Path]:
    """Return the file of every lesson that is here, by its number, in the order of the map.

    A lesson that a student has renamed is known by the line in it that opens it.
    """
    named = {row.lesson: FOLDER / f"{row.file}.ipynb" for row in tables.load("lessons").itertuples()}
    missing = [number for number, path in named.items() if not path.exists()]
    renamed: dict[str, Path] = {}
    for path in sorted(FOLDER.glob("*.ipynb")) if missing else ():
        opens = _OPENS.search(path.read_bytes()) if path not in named.values() else None
        if opens:
            renamed.setdefault(opens[1].decode(), path)
    found = {number: renamed.get(number, path) if number in missing else path for number, path in named.items()}
    return {number: path for number, path in found.items() if path.exists()}


def book(number: str) -> Book:
    """Return one lesson; KeyError names those that exist."""
    here = files()
    if number not in here:
        raise KeyError(f"There is no lesson {number!r} here; there are {', '.join(here)}.")
    return _read(number, here[number], _titles()[number])


def explanation(number: str, bet: str) -> str:
    """Return the explanation that goes with a bet, as Markdown: the fold in the lesson's cell "why-…"."""
    return _folded(number, f"why-{bet}")


def solution(number: str, exercise: str) -> str:
    """Return the worked solution of an exercise, as Markdown: the fold in the lesson's cell "solution-…"."""
    return _folded(number, f"solution-{exercise}")


def asked_in(code: str) -> list[str]:
    """Return the questions that a cell asks under its picture, by their ids, such as "05-read-bar"."""
    return re.findall(r'"(\d\d-read-[\w-]+)"', code)


def outside_fold(text: str) -> str:
    """Return what stands outside the fold of a text cell, such as a task that follows a solution."""
    return re.sub(r"(?s)<details>.*?</details>", "", text).strip()


@tables.cached(64)
def _folded(number: str, cell_id: str) -> str:
    """Return the inside of the fold in one cell of a lesson.

    "" where a lesson has none, or where its file cannot be read: the fold itself still stands in the lesson.
    """
    try:
        found = next((cell.text for cell in book(number).cells if cell.id == cell_id), "")
    except (OSError, ValueError, KeyError):
        return ""
    fold = re.search(r"(?s)<details>\s*<summary>.*?</summary>(.*?)</details>", found)
    return fold[1].strip() if fold else ""


def recalls() -> list[tuple[str, str, list[str]]]:
    """Return (lesson, question, the earlier lessons it names) for every recall question.

    A recall question names its lesson in its text: "From lesson 05: …". Lesson 00 has nothing
    before it, so its warm-up names none.
    """
    return [
        (lesson, question.id, re.findall(r"\b[Ll]essons? (\d\d)\b", question.text))
        for lesson in content.lessons()
        for question in content.questions(lesson, "recall")
    ]


def _titles() -> dict[str, str]:
    lessons = tables.load("lessons")
    return dict(zip(lessons["lesson"], lessons["title"], strict=True))


def _read(number: str, path: Path, title: str) -> Book:
    data = json.loads(path.read_text(encoding="utf-8"))
    cells = tuple(
        Cell(
            cell.get("id", ""),
            cell["cell_type"],
            tuple(cell.get("metadata", {}).get("tags", [])),
            "".join(cell["source"]),
        )
        for cell in data["cells"]
        if "generated" not in cell.get("metadata", {}).get("tags", [])  # repeats what content/ says
    )
    return Book(number, path.stem, title, cells)


def _calls(code: str) -> list[tuple[str, list[Any]]]:
    found = []
    for node in ast.walk(ast.parse(code)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "lesson"
        ):
            values = [a.value for a in node.args if isinstance(a, ast.Constant)]
            found.append((node.func.attr, values))
    return found
