"""What a cell shows: for a page that runs a widget, for every other reader the same in words.

`Shown` is anything that is shown; `Pictured` has one picture and one sentence beside its controls.
Whoever is handed one (a lesson, the gallery, a test) asks its attributes and never reads its HTML.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets
import pandas as pd
from IPython.display import display
from markupsafe import Markup
from matplotlib.figure import Figure

from hosting_shift import charts
from hosting_shift.ui.parts import accessible, caption, frame_html, image, live, paragraph, source_line, styled, toggle
from hosting_shift.ui.picture import Picture

HIGH, FEW = 0.62, 3  # height by width of a picture, and rows of controls, that leave room for the sentence beside it
LARGE_RATIO = 1.6  # width by height of the place that a picture has in an enlarged explorer
# The button that lets one explorer fill the window, and the way back.
ENLARGE, BACK = "Enlarge for the projector", "Back to the page (Esc)"


class Shown:
    """A thing that is shown.

    title     its name
    sentence  what is to be seen, in words
    table     the numbers, or the words, behind it
    settings  what can be set, by name; nothing unless it says so
    takes_bet whether it draws the bet that a student placed before, if it is given one as `bet`
    widget    what a page with a kernel shows; None if there is nothing to press
    """

    title: str
    sentence: str
    table: pd.DataFrame
    settings: Mapping[str, Any] = {}
    takes_bet: bool = False
    widget: widgets.DOMWidget | None = None

    def still(self) -> Markup:
        """Return the present state as plain HTML: for print, previews and exports. Each kind of thing says how.

        Raises NotImplementedError where it does not.
        """
        raise NotImplementedError

    def as_text(self) -> str:
        """Return the present state as plain text."""
        return f"{self.title}\n{self.sentence}\n\n{self.table.to_string(index=False)}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = self.widget._repr_mimebundle_() if self.widget else {}
        return bundle | {"text/html": self.still(), "text/plain": self.as_text()}

    def _ipython_display_(self) -> None:
        if self.widget:
            accessible()
        display(self._repr_mimebundle_(), raw=True)


class Pictured(Shown):
    """A picture, the sentence that says what it shows, and the numbers behind it.

    purpose     one line: what to look for
    leaves_out  what the picture cannot show
    shows       what kind of picture it is and what its axes are, for those who cannot see it
    kind, sources, note  what stands under the picture: real, derived, fictional or model; the tables
                whose source lines it names; a remark
    draw, describe, tabulate  result -> picture, sentence, table; see panel.py
    size        of the picture, in inches
    png         the picture as it is now
    """

    purpose: str
    leaves_out: str = ""
    shows: str
    kind: str
    sources: Sequence[str]
    note: str = ""
    draw: Callable[[Figure], list[charts.Drawing]]
    describe: Callable[[Any], str]
    tabulate: Callable[[Any], pd.DataFrame]
    size: tuple[float, float]
    result: Any
    png: bytes

    @property
    def alt(self) -> str:
        """The alternative text of the picture: its title, its kind and axes, what it shows now."""
        return f"{self.title}. {self.shows} {self.sentence}"

    @property
    def table(self) -> pd.DataFrame:
        """The numbers behind the picture."""
        return self.tabulate(self.result)

    @property
    def source(self) -> str:
        """The remark and the source lines under the picture, as plain text."""
        return source_line(self.sources, self.note)

    @property
    def behind(self) -> list[tuple[str, pd.DataFrame, str]]:
        """The tables folded under the still picture: what the fold is called, rows, title."""
        return [("The numbers behind the picture", self.table, self.title)]

    # -- the parts of the frame; whoever builds a widget places them

    def _frame(self) -> None:
        self._picture = Picture(self.draw, self.size)
        self._large: Picture | None = None  # made when first enlarged
        self._head = styled(
            Markup('<div class="hs-title">{}</div><p class="hs-purpose">{}</p>').format(self.title, self.purpose)
        )
        self._image = widgets.HTML()
        self._image.add_class("hs-picture")
        self._source = widgets.HTML(caption(self.kind, self.sources, self.note))
        self._source.add_class("hs-source")
        self._sentence = live()
        self._sentence.add_class("hs-sentence")
        self._table = widgets.HTML()
        self._as_table = toggle("Show as table", lambda _: self._fill_table())
        self._enlarge = toggle(ENLARGE, self._enlarged, "hs-enlarge")
        self._explained = widgets.HTML()
        self._explain = toggle("What the controls mean", self._fill_legend)
        self._head.add_class("hs-head")

    def _stage(self, controls: widgets.Widget, rows: int) -> widgets.VBox:
        """Place what is looked at together: the controls (so many rows) beside the picture, where there is width."""
        left_out = []
        if self.leaves_out:
            words = Markup("<p class='hs-leaves-out'><b>Left out.</b> {}</p>").format(self.leaves_out)
            left_out = [widgets.HTML(words)]
            left_out[0].add_class("hs-left-out")
        stage = widgets.VBox([self._head, controls, self._image, self._source, self._sentence, *left_out])
        stage.add_class("hs-stage")
        width, height = self.size
        if height / width > HIGH and rows <= FEW:
            stage.add_class("hs-high")
        return stage

    def _fill_legend(self, on: bool) -> None:
        self._explained.value = self._legend() if on else ""

    def _legend(self) -> Markup:
        """Return the table that explains the controls. Each kind of thing says how."""
        raise NotImplementedError

    def _show(self, result: Any) -> None:
        """Draw, describe and, if it is open, tabulate a result."""
        self.result = result
        self.sentence = self.describe(result)
        self.png = self._picture.png(result)
        self._show_picture()
        self._sentence.value = paragraph(self.sentence)
        self._fill_table()

    def _show_picture(self) -> None:
        png = self._large.png(self.result) if self._enlarge.value else self.png
        self._image.value = image(png, self.alt, self._picture.legible)

    def _enlarged(self, large: bool) -> None:
        """Draw with twice the dots while enlarged; ui.js fills the window and hears Escape."""
        self._enlarge.description = BACK if large else ENLARGE
        if self._large is None:
            width, height = self.size  # a window is higher than most pictures: fill it
            self._large = Picture(self.draw, (width, max(height, width / LARGE_RATIO)), sharper=2)
        self._show_picture()

    def _fill_table(self) -> None:
        self._table.value = frame_html(self.table, self.title) if self._as_table.value else ""

    # -- for readers without widgets

    def still(self) -> Markup:
        """Return the present state as plain HTML: for print, previews and exports."""
        return self._still_picture() + self._still_folds()

    def _still_picture(self) -> Markup:
        return Markup("<figure><p><b>{}.</b> {} {}</p>{}<figcaption>{}<p>{}</p></figcaption></figure>").format(
            self.title,
            self.purpose,
            self.leaves_out,
            image(self.png, self.alt),
            caption(self.kind, self.sources, self.note),
            self.sentence,
        )

    def _still_folds(self) -> Markup:
        fold = Markup("<details><summary>{}</summary>{}</details>")
        return Markup("").join(fold.format(named, frame_html(frame, title)) for named, frame, title in self.behind)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return super()._repr_mimebundle_() | {"image/png": base64.b64encode(self.png).decode("ascii")}
