"""Where a lesson shows things, and how a lesson is opened: a rehearsal replaces both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any

import ipywidgets as widgets
from IPython.display import display
from markupsafe import Markup

from hosting_shift.ui.parts import accessible, boxed, joined

# How `practice.open_lesson` opens a lesson; None: as the student's own, in the notebook.
opening: ContextVar[Callable[[str], Any] | None] = ContextVar("opening", default=None)


class Screen:
    """The notebook's output: everything that a lesson shows is handed to one of these methods."""

    def show(self, children: Sequence[widgets.Widget], text: str, still: str = "") -> None:
        """Show widgets as one output; readers without widgets get the text (or `still`, HTML)."""
        accessible()
        still = still or joined("<p>{}</p>", ([line] for line in text.split("\n") if line))
        self.output(boxed(*children)._repr_mimebundle_() | {"text/plain": text, "text/html": str(still)})

    def explorer(self, explorer: Any, holder: widgets.Widget, before: Markup | str = "") -> None:
        """Show the holder; readers without widgets get the explorer's still picture.

        before: what is asked first, HTML; the still picture is then folded, because it tells the answer.
        """
        accessible()
        bundle = explorer._repr_mimebundle_() | holder._repr_mimebundle_()
        if before:
            bundle.pop("image/png", None)
            fold = Markup("{}<details class='hs-after'><summary>After your bet: what came out</summary>{}</details>")
            bundle["text/html"] = str(fold.format(before, Markup(bundle["text/html"])))
        self.output(bundle)

    def revealed(self, bet: str, outcome: float | str | None) -> None:
        """Take note of what a bet comes to; the notebook needs no note."""

    def output(self, bundle: dict[str, Any]) -> None:
        """Put out the forms of one thing; the page takes the one it can show."""
        display(bundle, raw=True)
