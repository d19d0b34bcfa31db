"""The frame of every explorer: controls, one picture, one live sentence.

This is the only module that knows ipywidgets' plumbing. An explorer hands over four plain functions
and a list of controls; the panel does the rest:

- draws the still parts of a figure once and only what moves afterwards;
- says in one sentence what the picture shows; the picture's alternative text is its title, what kind
  of picture it is, and that sentence;
- resets, keeps two states side by side, shows the numbers as a table, explains every control;
- leaves a picture, the sentence and the table in the same output for readers without widgets.
"""

from __future__ import annotations

import asyncio
import base64
import html
import struct
import time
import zlib
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from hosting_shift import charts
from hosting_shift.ui.parts import STYLE, accessible, caption, frame_html, image, styled, unit_html  # noqa: F401

# Where the start value of a control comes from; the word is shown beside the control.
ORIGINS = {
    "article": "the 2009 article says so, or nearly",
    "literature": "inside the range that published studies report",
    "assumption": "nobody measured it: try other values",
    "data": "runs over the values in the table",
    "yours": "your choice, no value is more right than another",
}

# The button that lets one explorer fill the window, and the way back.
ENLARGE, BACK = "Enlarge for the projector", "Back to the page (Esc)"


# ---------------------------------------------------------------- what a control is


@dataclass(frozen=True)
class Slider:
    """A number between `low` and `high` in steps of `step`, in `unit`; `play` adds a player."""

    name: str
    label: str
    low: float
    high: float
    step: float
    start: float
    unit: str
    origin: str
    meaning: str
    play: int = 0  # milliseconds between two steps when played; 0 is no player

    def values(self) -> list[float]:
        """Return the minimum, the middle and the maximum, for tests that try every control."""
        steps = round((self.high - self.low) / self.step)
        kind = int if self._whole() else float
        return [kind(self.low), kind(self.low + (steps // 2) * self.step), kind(self.high)]

    def widget(self) -> widgets.Widget:
        make = widgets.IntSlider if self._whole() else widgets.FloatSlider
        digits = max(0, -int(np.floor(np.log10(self.step) + 1e-9)))
        return make(
            value=self.start,
            min=self.low,
            max=self.high,
            step=self.step,
            readout_format="d" if self._whole() else f".{digits}f",
        )

    def range_in_words(self) -> str:
        return f"{self.low:g} to {self.high:g} {self.unit}".strip()

    def start_in_words(self) -> str:
        return f"{self.start:g}"

    def _whole(self) -> bool:
        return all(float(x).is_integer() for x in (self.low, self.high, self.step, self.start))


@dataclass(frozen=True)
class Range(Slider):
    """Two ends, `start` = (lower, upper), on one slider; `compute` receives the pair."""

    start: tuple[float, float]

    def values(self) -> list[tuple[float, float]]:
        """Return the whole range, its lower half and its upper end alone, for tests."""
        low, mid, high = super().values()
        return [(low, high), (low, mid), (high, high)]

    def widget(self) -> widgets.Widget:
        make = widgets.IntRangeSlider if self._whole() else widgets.FloatRangeSlider
        return make(value=self.start, min=self.low, max=self.high, step=self.step)

    def start_in_words(self) -> str:
        return f"{self.start[0]:g} to {self.start[1]:g}"

    def _whole(self) -> bool:
        return all(float(x).is_integer() for x in (self.low, self.high, self.step, *self.start))


@dataclass(frozen=True)
class Choice:
    """One of several named options: pairs of (what is shown, what compute receives)."""

    name: str
    label: str
    options: Sequence[tuple[str, Any]]
    start: Any
    origin: str
    meaning: str

    def values(self) -> list[Any]:
        return [value for _, value in self.options]

    def widget(self) -> widgets.Widget:
        return widgets.Dropdown(options=list(self.options), value=self.start)

    def range_in_words(self) -> str:
        shown = [text for text, _ in self.options]
        return ", ".join(shown) if len(shown) <= 6 else f"{len(shown)} options"

    def start_in_words(self) -> str:
        return next(text for text, value in self.options if value == self.start)


@dataclass(frozen=True)
class Steps(Choice):
    """A slider over named steps in order, such as days; `play` adds a player."""

    play: int = 0  # milliseconds between two steps when played; 0 is no player

    def values(self) -> list[Any]:
        """Return the first, the middle and the last step."""
        every = Choice.values(self)
        return [every[0], every[len(every) // 2], every[-1]]

    def widget(self) -> widgets.Widget:
        return widgets.SelectionSlider(options=list(self.options), value=self.start)

    def range_in_words(self) -> str:
        return f"{self.options[0][0]} to {self.options[-1][0]}"


@dataclass(frozen=True)
class Switch:
    """On or off."""

    name: str
    label: str
    start: bool
    origin: str
    meaning: str

    def values(self) -> list[bool]:
        return [False, True]

    def widget(self) -> widgets.Widget:
        return widgets.Checkbox(value=self.start, indent=False)

    def range_in_words(self) -> str:
        return "on or off"

    def start_in_words(self) -> str:
        return "on" if self.start else "off"


@dataclass(frozen=True)
class Action:
    """A button: `change(settings)` returns the settings to change, as a dict."""

    label: str
    change: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    meaning: str


@dataclass(frozen=True)
class Task:
    """Long work: a button, progress and Cancel.

    `start(settings)` returns a generator that yields (done, total) after each piece of work and
    returns the settings to change at the end, as a dict. See `model.experiments`.
    """

    label: str
    start: Callable[[Mapping[str, Any]], Generator[tuple[int, int], None, Mapping[str, Any]]]
    meaning: str


Control = Slider | Choice | Switch
PIECE = 0.04  # seconds of a task between two looks at what else is waiting, such as a slider


# ---------------------------------------------------------------- a figure that moves cheaply


class Picture:
    """A figure whose still parts are drawn once.

    `draw(figure)` returns the list of `charts.Drawing` on it. After that only their moving artists
    are drawn again, on a copy of the background (about a third of the time of a full redraw).
    `sharper` gives that many times the dots, for a projector.
    """

    def __init__(
        self, draw: Callable[[Figure], list[charts.Drawing]], size: tuple[float, float], sharper: float = 1
    ):
        self.figure = Figure(figsize=size, dpi=sharper * charts.DPI, facecolor=charts.PAPER)
        self._canvas = FigureCanvasAgg(self.figure)
        with charts.style():
            self.drawings = draw(self.figure)
        for drawing in self.drawings:
            for artist in drawing.moving:
                artist.set_animated(True)
        self._background = None

    def png(self, result: Any) -> bytes:
        """Return the picture of `result` as PNG bytes."""
        for drawing in self.drawings:
            drawing.move(result)
        with charts.style():
            if self._background is None:
                self._canvas.draw()
                self._background = self._canvas.copy_from_bbox(self.figure.bbox)
            self._canvas.restore_region(self._background)
            for drawing in self.drawings:
                for artist in drawing.moving:
                    self.figure.draw_artist(artist)
        return as_png(np.asarray(self._canvas.buffer_rgba())[..., :3])


def as_png(pixels: np.ndarray) -> bytes:
    """Return pixels, shape (height, width, 3), bytes of red, green and blue, as a PNG file.

    Pillow tries five filters on every line of a picture; charts need none, and without them the
    file is as small and written in less than half the time.
    """
    height, width, _ = pixels.shape
    lines = np.zeros((height, 1 + 3 * width), np.uint8)  # each begins with a 0: no filter
    lines[:, 1:].reshape(pixels.shape)[:] = pixels  # a view: each pixel is copied once
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # eight bits, three colours
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(lines, level=1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


# ---------------------------------------------------------------- the panel


@dataclass
class Panel:
    """An explorer on screen.

    title     the heading; it names the panel for screen readers and begins the alternative text
    purpose   one line: what to look for
    controls  at most three at rest; `assumptions` stay folded until asked for
    compute   (**settings) -> result; plain, no widgets
    draw      (figure) -> list of charts.Drawing
    describe  (result) -> one sentence that says what the picture shows
    tabulate  (result) -> DataFrame with the numbers behind the picture
    sources   names of the tables whose source lines stand under the picture
    kind      real, derived, fictional or model
    shows     what kind of picture it is and what its axes are, for those who cannot see it
    actions   buttons that change settings, e.g. one more closure
    tasks     buttons for long work; it runs in small pieces, so that the controls never wait for it
    memory    settings without a control of their own, e.g. closures made so far
    note      a remark for the source line, e.g. a formula
    leaves_out  what the picture cannot show, said beside the controls
    fold      the button that unfolds `assumptions`
    keeps     False if the explorer keeps states in a way of its own
    takes_bet True if it has a setting `bet` and draws the bet that a student placed before
    """

    title: str
    purpose: str
    controls: Sequence[Control]
    compute: Callable[..., Any]
    draw: Callable[[Figure], list[charts.Drawing]]
    describe: Callable[[Any], str]
    tabulate: Callable[[Any], pd.DataFrame]
    sources: Sequence[str]
    kind: str
    shows: str
    assumptions: Sequence[Control] = ()
    actions: Sequence[Action] = ()
    memory: Mapping[str, Any] = field(default_factory=dict)
    size: tuple[float, float] = (7.4, 4.2)
    note: str = ""
    tasks: Sequence[Task] = ()
    leaves_out: str = ""
    fold: str = "Assumptions"
    keeps: bool = True
    takes_bet: bool = False

    def __post_init__(self) -> None:
        if len(self.controls) > 3:
            raise ValueError(
                f"{self.title}: {len(self.controls)} controls at rest; three at most, "
                "put the others under assumptions."
            )
        for control in self.all_controls:
            if control.origin not in ORIGINS:
                raise ValueError(
                    f"{control.name}: unknown origin {control.origin!r}; one of {list(ORIGINS)}."
                )
        self.draws = 0
        self._kept: list[tuple[str, str]] = []
        self._memory = dict(self.memory)
        self._quiet = False
        self._shown: dict[str, Any] | None = None
        self._work: Generator | None = None
        self._picture = Picture(self.draw, self.size)
        self._large: Picture | None = None  # made when first enlarged
        self._build()
        self.redraw()

    # -- state

    @property
    def all_controls(self) -> list[Control]:
        return [*self.controls, *self.assumptions]

    @property
    def settings(self) -> dict[str, Any]:
        """Return every setting by name: what the controls say now."""
        return {name: w.value for name, w in self.widgets.items()} | self._memory

    def set(self, **changes: Any) -> None:
        """Change several settings and draw once.

        Raises KeyError for an unknown name; it names those there are.
        """
        unknown = set(changes) - set(self.settings)
        if unknown:
            raise KeyError(f"no setting {sorted(unknown)}; there are {sorted(self.settings)}.")
        with self._hold():
            for name, value in changes.items():
                if name in self.widgets:
                    self.widgets[name].value = value
                else:
                    self._memory[name] = value
        self.redraw()

    def reset(self) -> None:
        """Go back to the start state (what was kept stays)."""
        self.cancel()
        start = {control.name: control.start for control in self.all_controls}
        for player in self._players:
            player.playing = False
        self.set(**start, **self.memory)

    def redraw(self) -> None:
        """Compute, draw and describe the present settings, unless they are already on screen."""
        settings = self.settings
        if settings == self._shown:
            return
        self.result = self.compute(**settings)
        self.sentence = self.describe(self.result)
        self.png = self._picture.png(self.result)
        self.draws += 1
        self._shown = settings
        self._show_picture()
        self._sentence.value = f"<p>{html.escape(self.sentence)}</p>"
        if self._as_table.value:
            self._fill_table()

    @property
    def alt(self) -> str:
        """The alternative text of the picture: its title, its kind and axes, what it shows now."""
        return f"{self.title}. {self.shows} {self.sentence}"

    @property
    def table(self) -> pd.DataFrame:
        """The numbers behind the picture."""
        return self.tabulate(self.result)

    def keep(self) -> None:
        """Keep the present state below the picture; the two kept last stand side by side."""
        self._kept = [*self._kept, (self._settings_in_words(), image(self.png, self.alt))][-2:]
        self._draw_kept()

    def forget(self) -> None:
        """Clear what was kept."""
        self._kept = []
        self._draw_kept()

    # -- for a projector

    def _show_picture(self) -> None:
        png = self._large.png(self.result) if self._enlarge.value else self.png
        self._image.value = image(png, self.alt)

    def _enlarged(self, change: dict) -> None:
        """Draw with twice the dots while enlarged; ui.js fills the window and hears Escape."""
        self._enlarge.description = BACK if change["new"] else ENLARGE
        if self._large is None:
            self._large = Picture(self.draw, self.size, sharper=2)
        self._show_picture()

    # -- long work

    def run(self, task: Task) -> None:
        """Start a task; one under way is cancelled first.

        In a notebook it runs in pieces between other events and shows its progress. Where nothing
        else can happen meanwhile (a script, a test), it runs to its end at once.
        """
        self.cancel()
        self._work = task.start(self.settings)
        self._bar.value, self._bar.max = 0, 1
        self._show_work(True, f"{task.label}: started.")
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            while self._piece(task):
                pass
        else:
            self._waiting = loop.create_task(self._pieces(task, self._work))

    def cancel(self) -> None:
        """Stop the task under way, if there is one; nothing on screen changes."""
        if self._work is not None:
            self._work.close()
            self._work = None
            self._show_work(False, "Stopped. The picture is as it was.")

    def _cancelled(self, _: Any) -> None:
        self._go_back.focus()
        self.cancel()

    async def _pieces(self, task: Task, work: Generator) -> None:
        while self._work is work and self._piece(task):
            await asyncio.sleep(0.01)  # whatever waits, such as a slider, comes first

    def _piece(self, task: Task) -> bool:
        """Do a little of the task under way; return whether there is more to do."""
        until = time.perf_counter() + PIECE
        try:
            while time.perf_counter() < until:
                done, total = next(self._work)
                self._bar.max, self._bar.value = total, done
                if 4 * done // total != 4 * (done - 1) // total:  # said aloud: four times is enough
                    self._progress.value = f"<p>{html.escape(task.label)}: {done} of {total}.</p>"
        except StopIteration as end:
            self._work = None
            self._show_work(False, f"{task.label}: done.")
            with self._in_words():
                self.set(**end.value)
            return False
        except Exception:
            self._work = None
            self._show_work(False, f"{task.label}: it could not be finished. Press Reset.")
            raise
        return True

    def _show_work(self, visible: bool, words: str) -> None:
        _show(self._bar, visible)
        _show(self._stop, visible)
        self._progress.value = f"<p>{html.escape(words)}</p>"

    # -- widgets

    def _build(self) -> None:
        self.widgets: dict[str, widgets.Widget] = {}
        self._players: list[widgets.Play] = []
        rows = [self._grid(self.controls)]
        buttons = [self._button(a.label, self._act(a), a.meaning) for a in self.actions]
        tasks = [self._button(t.label, self._start(t), t.meaning) for t in self.tasks]
        self._go_back = tasks[0] if tasks else None  # when Cancel goes, the keyboard goes there
        buttons += tasks
        self._bar = widgets.IntProgress(value=0, max=1)
        self._bar.add_class("hs-bar")
        self._stop = self._button("Cancel", self._cancelled, "stop the work under way")
        self._progress = widgets.HTML()
        self._progress.add_class("hs-live")
        for part in (self._bar, self._stop):
            _show(part, False)
        if self.assumptions:
            folded = self._grid(self.assumptions)
            _show(folded, False)
            toggle = widgets.ToggleButton(value=False, description=self.fold)
            toggle.add_class("hs-button")
            toggle.add_class("hs-opens")
            toggle.observe(lambda c: _show(folded, c["new"]), "value")
            rows += [_flow([*buttons, toggle]), folded]
        elif buttons:
            rows.append(_flow(buttons))
        if self.tasks:
            rows.append(_flow([self._bar, self._stop, self._progress]))
        if self.leaves_out:
            words = f"<p class='hs-leaves-out'><b>Left out.</b> {html.escape(self.leaves_out)}</p>"
            rows.append(widgets.HTML(words))

        self._image = widgets.HTML()
        self._image.add_class("hs-picture")
        self._sentence = widgets.HTML()
        self._sentence.add_class("hs-live")
        self._sentence.add_class("hs-sentence")
        self._table = widgets.HTML()
        self._kept_box = widgets.HTML()
        self._as_table = widgets.ToggleButton(value=False, description="Show as table")
        self._as_table.add_class("hs-button")
        self._as_table.add_class("hs-opens")
        self._as_table.observe(lambda _: self._fill_table(), "value")
        self._enlarge = widgets.ToggleButton(value=False, description=ENLARGE)
        self._enlarge.add_class("hs-button")
        self._enlarge.add_class("hs-enlarge")
        self._enlarge.observe(self._enlarged, "value")
        keep = self._button("Keep this state", lambda _: self.keep(), "to compare with another")

        def forget(_: Any) -> None:
            keep.focus()  # this button is about to go: the keyboard must not be lost
            self.forget()

        self._forget = self._button("Forget kept", forget, "clear what you kept")
        self._forget.layout.display = "none"
        tools = _flow(
            [
                self._button("Reset", lambda _: self.reset(), "back to the start state"),
                *([keep, self._forget] if self.keeps else []),
                self._as_table,
                self._enlarge,
            ]
        )
        head = styled(f'<div class="hs-title">{html.escape(self.title)}</div>{self._purpose()}')
        head.add_class("hs-across")
        source = widgets.HTML(caption(self.kind, self.sources, self.note))
        source.add_class("hs-source")
        legend = widgets.HTML(self._legend())
        for below in (self._table, self._kept_box, legend):
            below.add_class("hs-across")
        self.widget = widgets.VBox(
            [head, *rows, self._image, source, self._sentence, tools, self._table, self._kept_box, legend]
        )
        self.widget.add_class("hs-panel")

    def _grid(self, controls: Sequence[Control]) -> widgets.HBox:
        """Place controls side by side where there is room, below one another where not."""
        grid = _flow([self._row(control) for control in controls])
        grid.add_class("hs-grid")
        return grid

    def _row(self, control: Control) -> widgets.Widget:
        made = control.widget()
        unit = getattr(control, "unit", "")
        made.description_allow_html = True
        made.description = (
            f"{html.escape(control.label)}{unit_html(unit)}"
            ' <span class="hs-unseen">– start value:</span> '
            f'<span class="hs-tag hs-{control.origin}">{control.origin}</span>'
        )
        made.add_class("hs-control")
        if isinstance(control, Steps):
            made.add_class("hs-steps")
        made.observe(self._changed, "value")
        self.widgets[control.name] = made
        if getattr(control, "play", 0):
            row = widgets.HBox([self._player(control, made), made])
            row.add_class("hs-player")
            return row
        return made

    def _player(self, control: Slider | Steps, made: widgets.Widget) -> widgets.Play:
        """Return a player for a slider. Pressed at the end it begins again; it stops at the end."""
        if isinstance(control, Steps):
            trait, low, high, step = "index", 0, len(control.options) - 1, 1
        else:
            trait, low, high, step = "value", control.low, control.high, control.step
        player = widgets.Play(
            min=low,
            max=high,
            step=step,
            interval=control.play,
            value=getattr(made, trait),
            repeat=True,
            show_repeat=False,
        )
        widgets.link((player, "value"), (made, trait))

        def stop_at_the_end(change: dict) -> None:
            if change["new"] >= high:
                player.playing = False

        player.observe(stop_at_the_end, "value")
        player.observe(self._played, "playing")
        self._players.append(player)
        return player

    def _played(self, change: dict) -> None:
        """Say nothing aloud while playing: several sentences a second; say the last one at the end."""
        if change["new"]:
            self._sentence.add_class("hs-quiet")
        else:
            self._sentence.remove_class("hs-quiet")
            self._sentence.value += " "  # written again, so that it is read out

    def _button(self, text: str, act: Callable, tooltip: str) -> widgets.Button:
        button = widgets.Button(description=text, tooltip=tooltip)
        button.add_class("hs-button")
        button.on_click(act)
        return button

    def _act(self, action: Action) -> Callable:
        def press(_: Any) -> None:
            with self._in_words():
                self.set(**action.change(self.settings))

        return press

    def _start(self, task: Task) -> Callable:
        def press(_: Any) -> None:
            with self._in_words():
                self.run(task)

        return press

    def _changed(self, _: Any) -> None:
        if not self._quiet:
            with self._in_words():
                self.redraw()

    @contextmanager
    def _hold(self):
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    @contextmanager
    def _in_words(self):
        """Tell the student when a state cannot be drawn; the trace still goes to the log."""
        try:
            yield
        except Exception as error:
            self._shown = None  # what is on screen is no longer these settings
            why = html.escape(str(error)).rstrip(".")
            self._sentence.value = (
                f"<p>This state could not be drawn: {why}. "
                "The picture above is the last one that could. Press Reset.</p>"
            )
            raise

    # -- words and tables

    def _purpose(self) -> str:
        return f'<p class="hs-purpose">{html.escape(self.purpose)}</p>'

    def _legend(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{html.escape(c.label)}</th><td>{html.escape(c.meaning)}</td>"
            f"<td>{html.escape(c.range_in_words())}</td><td>{html.escape(c.start_in_words())}</td>"
            f"<td>{c.origin}: {ORIGINS[c.origin]}</td></tr>"
            for c in self.all_controls
        )
        buttons = "".join(
            f"<tr><th scope='row'>{html.escape(a.label)}</th><td>{html.escape(a.meaning)}</td>"
            "<td>button</td><td>–</td><td>–</td></tr>"
            for a in (*self.actions, *self.tasks)
        )
        return (
            "<details class='hs-legend'><summary>What the controls mean</summary><table><thead><tr>"
            "<th>control</th><th>meaning</th><th>range</th><th>start</th><th>start value from</th>"
            f"</tr></thead><tbody>{rows}{buttons}</tbody></table></details>"
        )

    def _settings_in_words(self) -> str:
        words = []
        for control in self.all_controls:
            value = self.settings[control.name]
            if isinstance(control, Choice):
                value = next(text for text, v in control.options if v == value)
            elif isinstance(control, Switch):
                value = "on" if value else "off"
            elif isinstance(control, Range):
                value = f"{value[0]:g} to {value[1]:g} {control.unit}".strip()
            else:
                value = f"{value:g} {control.unit}".strip()
            if control in self.controls or self.settings[control.name] != control.start:
                words.append(f"{control.label}: {value}")
        return " · ".join(words)

    def _fill_table(self) -> None:
        self._table.value = frame_html(self.table, self.title) if self._as_table.value else ""

    def _draw_kept(self) -> None:
        _show(self._forget, bool(self._kept))
        self._kept_box.value = (
            "<div class='hs-kept'>"
            + "".join(
                f"<figure><figcaption>Kept {n}. {html.escape(words)}</figcaption>{picture}</figure>"
                for n, (words, picture) in enumerate(self._kept, 1)
            )
            + "</div>"
            if self._kept
            else ""
        )

    # -- the output of a cell

    def still(self) -> str:
        """Return the present state as plain HTML: for print, previews and exports."""
        return (
            f"<figure><p><b>{html.escape(self.title)}.</b> {html.escape(self.purpose)} "
            f"{html.escape(self.leaves_out)}</p>"
            f"{image(self.png, self.alt)}<figcaption>{caption(self.kind, self.sources, self.note)}"
            f"<p>{html.escape(self.sentence)}</p></figcaption></figure>"
            f"<details><summary>The numbers behind the picture</summary>"
            f"{frame_html(self.table, self.title)}</details>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = self.widget._repr_mimebundle_()
        words = f"{self.title}\n{self.sentence}\n\n{self.table.to_string(index=False)}"
        return bundle | {
            "text/html": self.still(),
            "image/png": base64.b64encode(self.png).decode("ascii"),
            "text/plain": words,
        }

    def _ipython_display_(self) -> None:
        accessible()
        display(self._repr_mimebundle_(), raw=True)


# ---------------------------------------------------------------- small helpers


def _flow(children: Sequence[widgets.Widget]) -> widgets.HBox:
    box = widgets.HBox(list(children))
    box.layout.flex_flow = "row wrap"
    return box


def _show(widget: widgets.Widget, visible: bool) -> None:
    widget.layout.display = "" if visible else "none"
