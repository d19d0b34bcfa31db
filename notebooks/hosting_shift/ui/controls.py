"""What an explorer can be asked: sliders, choices, switches, and buttons that change settings.

Every control says what it is called, where its start value comes from and what it means; `widget()`
makes it, `in_words` says a value of it, `range_in_words` what it runs over, `values` tries its ends.
`start` may be left to `ui.panel_of`, which takes it from the explorer's settings at rest.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift.ui.parts import unit_html

Settings = dict[str, Any]  # by name: what `compute` takes

# Where the start value of a control comes from; the word is shown beside the control.
ORIGINS = {
    "article": "the 2009 article says so, or nearly",
    "literature": "inside the range that published studies report",
    "assumption": "nobody measured it: try other values",
    "data": "runs over the values in the table",
    "yours": "your choice, no value is more right than another",
}


@dataclass(frozen=True)
class _Asked:
    """What every control has: the setting it changes, and what it is called on screen."""

    name: str
    label: str

    def means(self, meaning: str) -> Self:
        """Return the same control with a sentence that says what it means."""
        return replace(self, meaning=meaning)

    def starting(self, start: Any) -> Self:
        """Return the same control at another start value."""
        return replace(self, start=start)


@dataclass(frozen=True)
class _Scale(_Asked):
    """Numbers from `low` to `high` in steps of `step`, in `unit`."""

    low: float
    high: float
    step: float
    unit: str
    origin: str
    meaning: str = ""
    start: Any = None

    def range_in_words(self) -> str:
        """Return what it runs over, with its unit."""
        return f"{self.low:g} to {self.high:g} {self.unit}".strip()

    def _three(self, *start: float) -> list[float]:
        """Return the minimum, the middle and the maximum, whole numbers where all are whole."""
        steps = round((self.high - self.low) / self.step)
        kind = int if self._whole(*start) else float
        return [kind(self.low), kind(self.low + (steps // 2) * self.step), kind(self.high)]

    def _readout(self, whole: bool) -> str:
        """Return how a slider writes its value: as fine as its step."""
        digits = -int(Decimal(str(self.step)).normalize().as_tuple().exponent)
        return "d" if whole else f".{max(0, digits)}f"

    def _whole(self, *start: float) -> bool:
        return all(float(x).is_integer() for x in (self.low, self.high, self.step, *start))


@dataclass(frozen=True)
class Slider(_Scale):
    """A number between `low` and `high` in steps of `step`, in `unit`; `play` adds a player."""

    play: int = 0  # milliseconds between two steps when played; 0 is no player

    def values(self) -> list[float]:
        """Return the minimum, the middle and the maximum, for tests that try every control."""
        return self._three(self.start)

    def widget(self) -> widgets.Widget:
        """Return a slider of whole numbers where all of its numbers are whole."""
        whole = self._whole(self.start)
        make = widgets.IntSlider if whole else widgets.FloatSlider
        return make(value=self.start, min=self.low, max=self.high, step=self.step, readout_format=self._readout(whole))

    def in_words(self, value: float) -> str:
        """Return a value without its unit."""
        return f"{value:g}"

    def played(self) -> tuple[str, float, float, float]:
        """Return what a player moves: the widget's trait, its first and last value, its step."""
        return "value", self.low, self.high, self.step


@dataclass(frozen=True)
class Range(_Scale):
    """Two ends, `start` = (lower, upper), on one slider; `compute` receives the pair."""

    play: ClassVar[int] = 0

    def values(self) -> list[tuple[float, float]]:
        """Return the whole range, its lower half and its upper end alone, for tests."""
        low, mid, high = self._three(*self.start)
        return [(low, high), (low, mid), (high, high)]

    def widget(self) -> widgets.Widget:
        """Return a slider with two handles."""
        whole = self._whole(*self.start)
        make = widgets.IntRangeSlider if whole else widgets.FloatRangeSlider
        readout = self._readout(whole)
        return make(value=self.start, min=self.low, max=self.high, step=self.step, readout_format=readout)

    def in_words(self, value: tuple[float, float]) -> str:
        """Return both ends without their unit."""
        return f"{value[0]:g} to {value[1]:g}"


@dataclass(frozen=True)
class Choice(_Asked):
    """One of several named options: pairs of (what is shown, what compute receives); `wide` for long ones."""

    options: Sequence[tuple[str, Any]]
    origin: str
    meaning: str = ""
    start: Any = None
    wide: bool = False
    unit: ClassVar[str] = ""
    play: ClassVar[int] = 0

    def values(self) -> list[Any]:
        """Return what compute can receive."""
        return [value for _, value in self.options]

    def widget(self) -> widgets.Widget:
        """Return a list to choose from."""
        made = widgets.Dropdown(options=list(self.options), value=self.start)
        if self.wide:
            made.add_class("hs-wide")
        return made

    def range_in_words(self) -> str:
        """Return the options, or their number where they are many."""
        shown = [text for text, _ in self.options]
        return ", ".join(shown) if len(shown) <= 6 else f"{len(shown)} options"

    def in_words(self, value: Any) -> str:
        """Return what is shown for a value that compute receives."""
        return next(text for text, v in self.options if v == value)


@dataclass(frozen=True)
class Steps(Choice):
    """A slider over named steps in order, such as days; `play` adds a player."""

    play: int = 0  # milliseconds between two steps when played; 0 is no player

    def values(self) -> list[Any]:
        """Return the first, the middle and the last step."""
        every = super().values()
        return [every[0], every[len(every) // 2], every[-1]]

    def widget(self) -> widgets.Widget:
        """Return a slider that says the names of its steps."""
        made = widgets.SelectionSlider(options=list(self.options), value=self.start)
        made.add_class("hs-steps")
        return made

    def range_in_words(self) -> str:
        """Return the first and the last step."""
        return f"{self.options[0][0]} to {self.options[-1][0]}"

    def played(self) -> tuple[str, float, float, float]:
        """Return what a player moves: the widget's trait, its first and last value, its step."""
        return "index", 0, len(self.options) - 1, 1


@dataclass(frozen=True)
class Switch(_Asked):
    """On or off."""

    origin: str
    meaning: str = ""
    start: bool = False
    unit: ClassVar[str] = ""
    play: ClassVar[int] = 0

    def values(self) -> list[bool]:
        """Return off and on."""
        return [False, True]

    def widget(self) -> widgets.Widget:
        """Return a box to tick."""
        return widgets.Checkbox(value=self.start, indent=False)

    def range_in_words(self) -> str:
        """Return that it is on or off."""
        return "on or off"

    def in_words(self, value: bool) -> str:
        """Return "on" or "off"."""
        return "on" if value else "off"


Control = Slider | Range | Choice | Switch


@dataclass(frozen=True)
class Action:
    """A button: `change(settings)` returns the settings to change, as a dict."""

    label: str
    change: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    meaning: str


@dataclass(frozen=True)
class Task:
    """Long work: a button, progress and Cancel (see work.py).

    `start(settings)` returns a generator that yields (done, total) after each piece of work and
    returns the settings to change at the end, as a dict. See `model.experiments`.
    """

    label: str
    start: Callable[[Mapping[str, Any]], Generator[tuple[int, int], None, Mapping[str, Any]]]
    meaning: str


def labelled(control: Control) -> widgets.Widget:
    """Return the control's widget with its label, its unit and where its start value comes from."""
    made = control.widget()
    made.description_allow_html = True
    made.description = Markup(
        '{0}{1} <span class="hs-unseen">– start value:</span> <span class="hs-tag hs-{2}">{2}</span>'
    ).format(control.label, unit_html(control.unit), control.origin)
    made.add_class("hs-control")
    return made


def player(control: Slider | Steps, made: widgets.Widget) -> widgets.Play:
    """Return a player for a slider. Pressed at the end it begins again; it stops at the end."""
    trait, low, high, step = control.played()
    play = widgets.Play(
        min=low, max=high, step=step, interval=control.play, value=getattr(made, trait), repeat=True, show_repeat=False
    )
    widgets.link((play, "value"), (made, trait))

    def stop_at_the_end(change: dict) -> None:
        if change["new"] >= high:
            play.playing = False

    play.observe(stop_at_the_end, "value")
    return play
