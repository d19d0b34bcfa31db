"""The panel of an explorer: a file with `start`, `compute`, `draw`, `describe` and `tabulate`."""

import sys
from typing import Any

from hosting_shift.ui.controls import Settings
from hosting_shift.ui.panel import Panel


def panel_of(file: str, at: Settings | None = None, panel: type[Panel] = Panel, **words: Any) -> Panel:
    """Return the panel of an explorer, its file's `compute`, `draw`, `describe` and `tabulate` on screen.

    file: the explorer's own `__name__`. at: the settings at rest, `start()` unless given; each control
    starts there, and what has no control is the panel's memory. panel: the class, for a still of its own. words: the other fields of a `Panel`.
    """
    own = sys.modules[file]
    at = own.start() if at is None else at
    for part in ("controls", "assumptions"):
        words[part] = [control.starting(at[control.name]) for control in words.get(part, ())]
    asked = {control.name for part in ("controls", "assumptions") for control in words[part]}
    memory = {name: value for name, value in at.items() if name not in asked}
    functions = {name: getattr(own, name) for name in ("compute", "draw", "describe", "tabulate")}
    return panel(**{"memory": memory} | functions | words)
