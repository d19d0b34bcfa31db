"""Lesson 00: the map of the course, with what is not written yet marked as such."""

import html
from pathlib import Path

import pandas as pd

from hosting_shift import tables
from hosting_shift.ui.panel import STYLE, frame_html

FOLDER = Path(__file__).resolve().parents[3]  # the folder of the lessons


class CourseMap:
    """All lessons with question, minutes and a link, or "not written yet"."""

    def __init__(self) -> None:
        lessons = tables.load("lessons")
        self.lessons = lessons.assign(ready=[(FOLDER / f"{file}.ipynb").exists() for file in lessons["file"]])

    @property
    def table(self) -> pd.DataFrame:
        """The map as a table: lesson, title, question, minutes, state."""
        return pd.DataFrame(
            {
                "lesson": self.lessons["lesson"],
                "title": self.lessons["title"],
                "question": self.lessons["question"],
                "minutes": self.lessons["minutes"],
                "state": ["ready" if r else "not written yet" for r in self.lessons["ready"]],
            }
        )

    def _repr_mimebundle_(self, **_):
        text = frame_html(self.table, "The eleven lessons")
        for row in self.lessons.itertuples():
            title = html.escape(row.title)
            if row.ready:
                link = f"<a href='{row.file}.ipynb'>{title}</a>"
                text = text.replace(f"<td>{title}</td>", f"<td>{link}</td>", 1)
        page = f"{STYLE}<div class='hs-practice hs-whole'>{text}</div>"
        return {"text/html": page, "text/plain": self.table.to_string(index=False)}


def course_map() -> CourseMap:
    """Return the map of the course; links open a lesson."""
    return CourseMap()
