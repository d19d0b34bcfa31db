"""Lesson 00: the map of the course, with what is not written yet marked as such."""

import pandas as pd
from markupsafe import Markup

from hosting_shift import tables
from hosting_shift.course import books
from hosting_shift.ui import Shown, frame_html


class CourseMap(Shown):
    """All lessons with question, minutes and a link, or "not written yet"."""

    title = "The eleven lessons"

    def __init__(self) -> None:
        lessons, here = tables.load("lessons"), books.files()
        # the last part of an address, in which a renamed file's blanks and accents are written as the web wants them
        addresses = [here[n].as_uri().rpartition("/")[2] if n in here else "" for n in lessons["lesson"]]
        self.lessons = lessons.assign(address=addresses, ready=[bool(address) for address in addresses])

    @property
    def sentence(self) -> str:
        """How many lessons there are to open."""
        return f"{self.lessons['ready'].sum()} of {len(self.lessons)} lessons are ready."

    @property
    def table(self) -> pd.DataFrame:
        """The map as a table: lesson, title (and whether it is still to be written), question, minutes."""
        shown = self.lessons[["lesson", "title", "question", "minutes"]]
        return shown.assign(title=shown["title"].where(self.lessons["ready"], shown["title"] + " (not written yet)"))

    def still(self) -> Markup:
        """Return the map with links; there is nothing to press."""
        link = Markup("<a href='{0.address}'>{0.title}</a>")
        shown = self.table.astype({"title": object})  # as text a link would be escaped
        shown["title"] = [
            link.format(row) if row.ready else title
            for row, title in zip(self.lessons.itertuples(), shown["title"], strict=True)
        ]
        page = Markup("<div class='hs-practice hs-whole'>{}</div>")
        return page.format(frame_html(shown, self.title))

    def as_text(self) -> str:
        """Return the map without links."""
        return self.table.to_string(index=False)


def course_map() -> CourseMap:
    """Return the map of the course; links open a lesson."""
    return CourseMap()
