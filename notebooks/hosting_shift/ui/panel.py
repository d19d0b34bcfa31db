"""The frame of every explorer: controls, one picture, one live sentence.

An explorer hands over four plain functions and a list of controls; the panel does the rest:

- draws the still parts of a figure once and only what moves afterwards;
- says in one sentence what the picture shows; the picture's alternative text is its title, what kind
  of picture it is, and that sentence;
- resets, keeps two states side by side, shows the numbers as a table, explains every control;
- leaves a picture, the sentence and the table in the same output for readers without widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from hosting_shift import charts
from hosting_shift.errors import look_up
from hosting_shift.ui.controls import ORIGINS, Action, Control, Task, labelled, player
from hosting_shift.ui.kept import Kept
from hosting_shift.ui.parts import button, flow, image, legend, paragraph, set_visible, toggle
from hosting_shift.ui.shown import Pictured
from hosting_shift.ui.work import Work


@dataclass(eq=False)
class Panel(Pictured):
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

    Raises ValueError for a fourth control at rest and for an unknown origin.
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
                f"{self.title}: {len(self.controls)} controls at rest; three at most, put the others under assumptions."
            )
        for control in self.all_controls:
            if control.origin not in ORIGINS:
                raise ValueError(f"{control.name}: unknown origin {control.origin!r}; one of {list(ORIGINS)}.")
        self.draws = 0
        self._memory = dict(self.memory)
        self._quiet = False
        self._shown: dict[str, Any] | None = None
        self._build()
        self.redraw()

    # -- state

    @property
    def all_controls(self) -> list[Control]:
        """The controls at rest and those folded away."""
        return [*self.controls, *self.assumptions]

    @property
    def settings(self) -> dict[str, Any]:
        """Return every setting by name: what the controls say now."""
        return {name: w.value for name, w in self.widgets.items()} | self._memory

    def set(self, **changes: Any) -> None:
        """Change several settings and draw once. Raises ValueError for a name that is no setting."""
        known = self.settings
        for name in changes:
            look_up("setting", name, sorted(known))
        self._quiet = True  # one redraw for all changes
        try:
            for name, value in changes.items():
                if name in self.widgets:
                    self.widgets[name].value = value
                else:
                    self._memory[name] = value
        finally:
            self._quiet = False
        self.redraw()

    def reset(self) -> None:
        """Go back to the start state (what was kept stays)."""
        self.cancel()
        start = {control.name: control.start for control in self.all_controls}
        for play in self._players:
            play.playing = False
        self.set(**start, **self.memory)

    def redraw(self) -> None:
        """Compute, draw and describe the present settings, unless they are already on screen."""
        settings = self.settings
        if settings != self._shown:
            self._show(self.compute(**settings))
            self.draws += 1
            self._shown = settings

    def keep(self) -> None:
        """Keep the present state below the picture; the two kept last stand side by side."""
        self.kept.add(self._settings_in_words(), image(self.png, self.alt))

    def run(self, task: Task) -> None:
        """Start long work; see work.py. One under way is cancelled first."""
        self.work.run(task, self.settings)

    def cancel(self) -> None:
        """Stop the task under way, if there is one; nothing on screen changes."""
        self.work.cancel()

    # -- widgets

    def _build(self) -> None:
        self._frame()
        self.widgets: dict[str, widgets.Widget] = {}
        self._players: list[widgets.Play] = []
        self.work = Work(self.tasks, self._in_words()(self.run), self._in_words()(lambda changes: self.set(**changes)))
        self.kept = Kept(self.keep)
        reset = button("Reset", "back to the start state", lambda _: self.reset())
        kept = self.kept.buttons if self.keeps else []
        rows = self._rows()
        controls = widgets.VBox(rows)
        controls.add_class("hs-controls")
        stage = self._stage(controls, len(self.controls) + len(rows) - 1)
        tools = flow([reset, *kept, self._as_table, self._enlarge, self._explain])
        tools.add_class("hs-tools")
        self.widget = widgets.VBox([stage, tools, self._table, self.kept.box, self._explained])
        self.widget.add_class("hs-panel")

    def _rows(self) -> list[widgets.Widget]:
        """Return what stands beside the picture: controls, buttons, what is folded, long work."""
        rows = [self._grid(self.controls)]
        act = self._in_words()(lambda action: self.set(**action.change(self.settings)))
        buttons = [button(a.label, a.meaning, lambda _, a=a: act(a)) for a in self.actions]
        buttons += self.work.buttons
        if self.assumptions:
            folded = self._grid(self.assumptions)
            set_visible(folded, False)
            rows += [flow([*buttons, toggle(self.fold, lambda down: set_visible(folded, down))]), folded]
        elif buttons:
            rows.append(flow(buttons))
        if self.tasks:
            rows.append(self.work.row)
        return rows

    def _grid(self, controls: Sequence[Control]) -> widgets.HBox:
        """Place controls side by side where there is room, below one another where not."""
        grid = flow(self._row(control) for control in controls)
        grid.add_class("hs-grid")
        return grid

    def _row(self, control: Control) -> widgets.Widget:
        made = labelled(control)
        made.observe(self._changed, "value")
        self.widgets[control.name] = made
        if not control.play:
            return made
        play = player(control, made)
        play.observe(self._played, "playing")
        self._players.append(play)
        row = widgets.HBox([play, made])
        row.add_class("hs-player")
        return row

    def _played(self, change: dict) -> None:
        """Say nothing aloud while playing: several sentences a second; say the last one at the end."""
        if change["new"]:
            self._sentence.add_class("hs-quiet")
        else:
            self._sentence.remove_class("hs-quiet")
            self._sentence.value += " "  # written again, so that it is read out

    def _changed(self, _: Any) -> None:
        if not self._quiet:
            with self._in_words():
                self.redraw()

    @contextmanager
    def _in_words(self):
        """Tell the student when a state cannot be drawn; the trace still goes to the log. Also a decorator."""
        try:
            yield
        except Exception as error:
            self._shown = None  # what is on screen is no longer these settings
            why = str(error).rstrip(".")
            self._sentence.value = paragraph(
                f"This state could not be drawn: {why}. The picture above is the last one that could. Press Reset."
            )
            raise

    # -- words

    def _legend(self) -> Markup:
        rows = [
            (c.label, c.meaning, c.range_in_words(), c.in_words(c.start), f"{c.origin}: {ORIGINS[c.origin]}")
            for c in self.all_controls
        ]
        rows += [(b.label, b.meaning, "button", "–", "–") for b in (*self.actions, *self.tasks)]
        return legend(["control", "meaning", "range", "start", "start value from"], rows)

    def _settings_in_words(self) -> str:
        """Return the controls at rest, and those folded away that are not at their start."""
        settings = self.settings
        return " · ".join(
            f"{c.label}: {c.in_words(settings[c.name])} {c.unit}".strip()
            for c in self.all_controls
            if c in self.controls or settings[c.name] != c.start
        )
