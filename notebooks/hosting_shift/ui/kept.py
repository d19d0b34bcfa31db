"""States kept below a picture, side by side, to compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift.ui.parts import button, joined, set_visible

MOST = 2  # side by side there is room for no more


class Kept:
    """The states kept last, each with its settings in words; `keep` is called by the button."""

    def __init__(self, keep: Callable[[], Any]):
        self._kept: list[tuple[str, Markup]] = []
        self._keep = button("Keep this state", "to compare with another", lambda _: keep())
        self._forget = button("Forget kept", "clear what you kept", self._pressed)
        self.buttons = [self._keep, self._forget]
        self.box = widgets.HTML()
        self._draw()

    def add(self, words: str, picture: Markup) -> None:
        """Keep one more; the oldest goes."""
        self._kept = [*self._kept, (words, picture)][-MOST:]
        self._draw()

    def forget(self) -> None:
        """Clear what was kept."""
        self._kept = []
        self._draw()

    def _pressed(self, _: Any) -> None:
        self._keep.focus()  # this button is about to go: the keyboard must not be lost
        self.forget()

    def _draw(self) -> None:
        set_visible(self._forget, bool(self._kept))
        figures = joined(
            "<figure><figcaption>Kept {}. {}</figcaption>{}</figure>",
            ((n, *kept) for n, kept in enumerate(self._kept, 1)),
        )
        self.box.value = Markup("<div class='hs-kept'>{}</div>").format(figures) if figures else ""
