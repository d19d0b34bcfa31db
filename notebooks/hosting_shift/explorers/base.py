"""What explorers share: a panel around the functions of their own file, sliders over the model's assumptions."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hosting_shift import levers, tables
from hosting_shift.ui import Panel, Slider

DAYS = 30  # days in a month, in every explorer: easy to check on a pocket calculator


def panel(file: str, at: Mapping[str, Any] | None = None, **words: Any) -> Panel:
    """Return the panel of an explorer: its file's `compute`, `draw`, `describe` and `tabulate` on screen.

    file: the explorer's own `__name__`. at: the settings at rest, `start()` unless given; each control
    starts there, and what has no control is the panel's memory. words: the other fields of a `Panel`.
    """
    own = sys.modules[file]
    at = own.start() if at is None else at
    for part in ("controls", "assumptions"):
        words[part] = [control.starting(at[control.name]) for control in words.get(part, ())]
    asked = {control.name for part in ("controls", "assumptions") for control in words[part]}
    memory = {name: value for name, value in at.items() if name not in asked}
    functions = {name: getattr(own, name) for name in ("compute", "draw", "describe", "tabulate")}
    return Panel(**{"memory": memory} | functions | words)


def origin(symbol: str) -> str:
    """Return where the value of an assumption comes from, by the table `model_parameters`."""
    return tables.load("model_parameters").set_index("symbol").loc[symbol, "provenance"]


def assumption(symbol: str, label: str, step: float, unit: str = "", **other: Any) -> Slider:
    """Return a slider over the range of an assumption of the model; `other` fields as given, such as its name."""
    row = levers.assumptions().row(symbol)
    return replace(Slider(symbol, label, row.low, row.high, step, unit, origin(symbol)), **other)


def reopening(name: str, label: str) -> Slider:
    """Return a slider over the days until a closed site is back, by the range of `t_reopen`."""
    row = levers.assumptions().row("t_reopen")
    return Slider(name, label, max(1, round(row.low * DAYS)), round(row.high * DAYS), 1, "days", origin("t_reopen"))
