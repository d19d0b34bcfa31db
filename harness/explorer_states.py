"""Every explorer, and the states in which tests look at it and listen to it.

What a test looks at is drawn once a run, what it listens to is computed only; both are remembered, for
several tests look at the same state. Tests of one explorer run on one worker (EACH).
"""

from __future__ import annotations

import itertools
import math
from functools import cache
from typing import Any, NamedTuple

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from hosting_shift import explorers
from hosting_shift.ui import Panel

FRAMES_OF_THEIR_OWN = {
    "course_map",
    "score_yourself",
    "sealed_forecasts",
    "setup_check",
}  # they have tests of their own
PANELS = sorted(set(explorers.__all__) - FRAMES_OF_THEIR_OWN)
EACH = [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in PANELS]


class Heard(NamedTuple):
    """A state that was computed: its settings, what came out, the sentence on it."""

    settings: dict[str, Any]
    result: Any
    said: str


class Seen(NamedTuple):
    """A state that was drawn: what was changed from rest, the picture, what was said, the table."""

    change: dict[str, Any]
    png: bytes
    said: str
    alt: str
    table: pd.DataFrame
    cut_off: list[str]


@cache
def made(name: str) -> Panel:
    """Return the explorer; made once. Whoever changes it resets it."""
    return getattr(explorers, name)()


def some(control) -> list:
    """Return values of a control: all of a short list, a handful of a long one."""
    values = control.values()
    return values if len(values) <= 6 else values[:: len(values) // 5]


def alone(panel: Panel, control, values: list) -> list[dict[str, Any]]:
    """Return the settings at rest with one control at each of these values."""
    return [panel.settings | {control.name: value} for value in values]


@cache
def heard(name: str) -> list[Heard]:
    """Return the states to listen to: at rest, each control over its values, ends, after actions."""
    panel = made(name)
    rest = panel.settings
    states = [rest]
    for control in panel.all_controls:
        states += alone(panel, control, some(control))
    states += [rest | {c.name: c.values()[end] for c in panel.controls} for end in (0, -1)]
    for action in panel.actions:
        after = rest | action.change(rest)
        states += [after, after | action.change(after)]
    results = [(settings, panel.compute(**settings)) for settings in states]
    return [Heard(settings, result, panel.describe(result)) for settings, result in results]


def every_setting(panel: Panel) -> list[dict[str, Any]]:
    """Return the state at rest, each control alone at each of its values, and what each button changes.

    Of two long lists of the same values, such as the states of a pair, one is gone through.
    """
    rest, gone_through, states = panel.settings, [], []
    for control in panel.all_controls:
        values = control.values()
        if len(values) < 20 or values not in gone_through:
            states += alone(panel, control, values)
        gone_through.append(values)
    states += [rest | action.change(rest) for action in panel.actions]
    return [rest, *(state for state in states if state != rest)]


def readable(panel: Panel) -> list[tuple[str, str]]:
    """Return (where, text): what its controls say, and at every setting its sentence and the words of its table.

    What was said at an earlier setting is left out, and so are numbers of a table, which tell nothing alone.
    """
    rest = panel.settings
    found = {f"{c.label} {c.meaning} {c.range_in_words()}": "its controls" for c in panel.all_controls}
    for settings in every_setting(panel):
        result = panel.compute(**settings)
        rows = panel.tabulate(result).select_dtypes(exclude="number").to_numpy().tolist()
        changed = ", ".join(f"{name}={value}" for name, value in settings.items() if value != rest[name])
        for text in [panel.describe(result), *(" | ".join(map(str, row)) for row in rows)]:
            found.setdefault(text, changed or "at rest")
    return [(where, " ".join(text.split())) for text, where in found.items()]


def pairs_of_extremes(controls) -> list[dict[str, Any]]:
    """Return few states in which every two controls meet at all four pairs of their extremes.

    Ten controls have 180 such pairs; six states hold them all (Kleitman and Spencer 1973). In the first
    state every control is low. In the others each is high in as many as its neighbours, just over half,
    but never in the same: so any two are somewhere both high, and somewhere only one or the other is.
    """
    rows, high = next((n, k) for n in itertools.count(4) if math.comb(n - 1, k := -(-n // 2)) >= len(controls))
    columns = list(zip(controls, itertools.combinations(range(1, rows), high), strict=False))
    return [{c.name: c.values()[-1 if row in where else 0] for c, where in columns} for row in range(rows)]


@cache
def seen(name: str) -> list[Seen]:
    """Return the states to look at, the first at rest: each control at each of its values; extremes."""
    panel = made(name)
    rest, found = panel.settings, []
    changes = [{}, *({c.name: value} for c in panel.all_controls for value in c.values())]
    for change in [*changes, *pairs_of_extremes(panel.all_controls)]:
        panel.set(**rest | change)
        over = cut_off(panel._picture.figure)
        found.append(Seen(change, panel.png, panel.sentence, panel.alt, panel.table, over))
    panel.reset()
    return found


def cut_off(figure: Figure) -> list[str]:
    """Return the words that reach over an edge of the figure (a dot of blank rim aside)."""
    width, height = figure.bbox.size
    over = []
    for text in figure.findobj(Text):
        box, words = text.get_window_extent(), text.get_text().strip()
        shown = words and text.get_visible() and box.x0 < width and box.y0 < height
        if shown and (min(box.x0, box.y0) < -1 or box.x1 > width + 1 or box.y1 > height + 1):
            over.append(words)
    return over
