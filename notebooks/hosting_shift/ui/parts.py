"""The parts that every page of the course is made of: HTML, escaped by construction, and small widgets.

HTML is written with MarkupSafe: `Markup("<p>{}</p>").format(words)` escapes the words, whatever they
are, and leaves alone what is Markup already. Never write HTML with an f-string.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
from IPython.display import Javascript, display
from markupsafe import Markup, escape

from hosting_shift import charts, tables
from hosting_shift.ui.clicks import aloud, heard

_HERE = Path(__file__).parent
_CSS = (_HERE / "ui.css").read_text(encoding="utf-8")
STYLE = Markup("<style>{}</style>").format(Markup(_CSS))
_LABELS = f"window.hostingShiftStyles = {json.dumps(_CSS)};\n" + (_HERE / "ui.js").read_text(encoding="utf-8")
_page = {"lesson": False}  # whether the first cell of a lesson has put out script and styles


# ---------------------------------------------------------------- HTML


def paragraph(words: Any) -> Markup:
    """Return words as one paragraph; nothing for no words."""
    return Markup("<p>{}</p>").format(words) if words else Markup("")


_CODE = re.compile(r"`([^`]+)`")
_EMPHASIS = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")


def coded(words: str) -> Markup:
    """Return words as HTML: what stands between `backticks` is set as code, and what between *asterisks* as emphasis."""
    parts = _CODE.split(str(escape(words)))  # text, code, text, code, ..., text
    parts[::2] = (_EMPHASIS.sub(r"<em>\1</em>", part) for part in parts[::2])
    parts[1::2] = (f"<code>{part}</code>" for part in parts[1::2])
    return Markup("".join(parts))


def download(name: str, kind: str, content: bytes) -> Markup:
    """Return a link that saves `content`, of this MIME type, under `name`: it carries the content itself."""
    link = Markup("<a download='{0}' href='data:{1};base64,{2}'>Download {0}</a>")
    return link.format(name, kind, base64.b64encode(content).decode("ascii"))


def image(png: bytes, alt: str, legible: int = 0) -> Markup:
    """Return an HTML image that carries its own pixels and its alternative text.

    legible: width in pixels below which its smallest letters can no longer be read.
    """
    data = Markup(base64.b64encode(png).decode("ascii"))  # long, and nothing in it to escape
    style = f"--hs-legible:{legible}px"
    head = Markup('<img class="hs-image" style="{}" alt="{}" src="data:image/png;base64,').format(style, alt)
    return head + data + Markup('">')


def caption(kind: str, sources: Sequence[str], note: str = "") -> Markup:
    """Return the line under a picture: what kind of data it shows, and the tables' source lines."""
    line = Markup('<p class="hs-caption"><b class="hs-kind">{}</b> {}</p>')
    return line.format(charts.KINDS[kind], source_line(sources, note))


def source_line(sources: Sequence[str], note: str = "") -> str:
    """Return a remark and the source lines of these tables, as plain text."""
    return " ".join(filter(None, [note, "; ".join(tables.cite(name) for name in sources)]))


def frame_html(frame: pd.DataFrame, caption: str, most: int = 100, french: Sequence[str] = ()) -> Markup:
    """Return a DataFrame as an accessible HTML table; says so when it shows only the first rows.

    Cells that are Markup, such as links, stay as they are. french: columns to be read out in French.
    """
    tags = [Markup("<td lang='fr'>" if name in french else "<td>") for name in frame.columns]
    rows = [
        Markup("<tr>{}</tr>").format(joined("{}{}</td>", zip(tags, (cell_text(value) for value in row), strict=True)))
        for row in frame.head(most).itertuples(index=False)
    ]
    none = Markup("<tr><td colspan='{}'>none yet</td></tr>").format(len(frame.columns))
    return Markup(
        "<div class='hs-table' tabindex='0' role='region' aria-label='{0}: table'><table>"
        "<caption>{0}{1}</caption><thead><tr>{2}</tr></thead><tbody>{3}</tbody></table></div>"
    ).format(
        caption,
        f" (first {most} of {len(frame)} rows)" if len(frame) > most else "",
        joined("<th scope='col'>{}</th>", zip(frame.columns)),
        none if frame.empty else Markup("").join(rows),
    )


def cell_text(value: Any) -> str:
    """Return what a cell of a table shows: no value is a dash, broken numbers have four digits."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NaT or value is pd.NA:
        return "–"
    if isinstance(value, float):
        return "–" if np.isnan(value) else f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    return str(value)


def legend(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Return the table that explains the controls; the first cell of a row names one."""
    row = "<tr><th scope='row'>{}</th>" + "<td>{}</td>" * (len(heads) - 1) + "</tr>"
    return Markup(
        "<div class='hs-legend' tabindex='0' role='region' aria-label='What the controls mean'><table><caption>What the controls mean</caption><thead><tr>{}</tr>"
        "</thead><tbody>{}</tbody></table></div>"
    ).format(joined("<th>{}</th>", zip(heads)), joined(row, rows))


def joined(pattern: str, values: Iterable[Sequence[Any]]) -> Markup:
    """Return `pattern`, HTML with places for values, once for each of `values`, in a row."""
    return Markup("").join(Markup(pattern).format(*each) for each in values)


def unit_html(unit: str) -> Markup:
    """Return a unit in brackets for a slider's label; ui.js says it after every value."""
    return Markup(' <span class="hs-unit">({})</span>').format(unit) if unit else Markup("")


# ---------------------------------------------------------------- widgets

EMPTY = ""  # the value of a slider that nobody has moved


def accessible(lesson: bool = False) -> None:
    """Put the course's script and styles on the page: they serve all that is shown there.

    The script names slider handles and marks live regions for screen readers; see ui.js for why.
    lesson: the first cell of a lesson asks, and so for all its cells. Where no lesson is open, every cell that shows
    something puts them out: the page may have been loaded again, and nothing tells the kernel.
    """
    if lesson or not _page["lesson"]:
        display(Javascript(_LABELS))
    _page["lesson"] |= lesson


def styled(content: Markup | str) -> widgets.HTML:
    """Return an HTML widget with the course's styles in it; what is not Markup is escaped."""
    return widgets.HTML(STYLE + content)


def whole(content: Markup | str) -> widgets.HTML:
    """Return a table shown to its last row: a reader should not miss one below the fold."""
    shown = styled(content)
    shown.add_class("hs-whole")
    return shown


def live(content: Markup | str = "") -> widgets.HTML:
    """Return a part whose words are read out whenever they change; what is not Markup is escaped."""
    said = widgets.HTML(escape(content))
    said.add_class("hs-live")
    return said


def empty_slider(description: str, options: Sequence[tuple[str, Any]]) -> widgets.SelectionSlider:
    """Return a slider that starts empty, at EMPTY: what somebody chose, not where a handle happened to stand.

    options: (what is shown, value) for each step.
    """
    made = widgets.SelectionSlider(
        options=[("nothing yet", EMPTY), *options],
        continuous_update=False,
        description=description,
        description_allow_html=True,
    )
    made.add_class("hs-control")
    made.add_class("hs-steps")
    return made


def button(words: str, tooltip: str = "", act: Callable[[Any], Any] | None = None) -> widgets.Button:
    """Return a button in the course's style; `act(button)` is called on a click.

    A button that reads a control beside it uses `clicks.on_click` instead of `act`.
    """
    made = widgets.Button(description=words, tooltip=tooltip)
    made.add_class("hs-button")
    made.on_click(heard)
    if act:
        made.on_click(aloud(made, act))
    return made


def toggle(words: str, act: Callable[[bool], Any], looks: str = "hs-opens") -> widgets.ToggleButton:
    """Return a button that stays down; `act(down)` is called at every change.

    looks: its class; with "hs-opens" a screen reader says whether what it unfolds is there.
    """
    made = widgets.ToggleButton(value=False, description=words)
    made.add_class("hs-button")
    made.add_class(looks)
    made.observe(lambda change: heard(made), "value")
    made.observe(aloud(made, lambda change: act(change["new"])), "value")
    return made


def boxed(*children: widgets.Widget) -> widgets.VBox:
    """Place what a student works with in one box."""
    box = widgets.VBox(children)
    box.add_class("hs-practice")
    return box


def flow(children: Iterable[widgets.Widget]) -> widgets.HBox:
    """Place widgets side by side where there is room, below one another where not."""
    box = widgets.HBox(list(children))
    box.layout.flex_flow = "row wrap"
    return box


def set_visible(widget: widgets.DOMWidget, visible: bool) -> None:
    """Show a widget, or leave it out of the page."""
    widget.layout.display = "" if visible else "none"


def go_to(widget: widgets.DOMWidget) -> None:
    """Move the keyboard's place to what is read out, when the button pressed goes or is switched off.

    widget: one made by `live`; ui.js lets it hold the place, Tab does not stop there.
    """
    widget.focus()
