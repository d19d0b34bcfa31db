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


OUTCOME = "Place your bet first, then open: what came out"


class Screen:
    """The notebook's output: everything that a lesson shows is handed to one of these methods."""

    def show(self, children: Sequence[widgets.Widget], text: str, still: str = "") -> None:
        """Show widgets as one output; readers without widgets get the text (or `still`, HTML)."""
        accessible()
        still = still or joined("<p>{}</p>", ([line] for line in text.split("\n") if line))
        self.output(boxed(*children)._repr_mimebundle_() | {"text/plain": text, "text/html": str(still)})

    def explorer(
        self, explorer: Any, holder: widgets.Widget, before: Markup | str = "", said: Markup | str = "", asked: str = ""
    ) -> None:
        """Show the holder; readers without widgets get the explorer's still picture.

        before: what is asked first, HTML; what follows is then folded, because it tells the answer.
        said: what came out, HTML, above the picture. asked: a question on the picture, HTML, below it.
        """
        accessible()
        bundle = explorer._repr_mimebundle_() | holder._repr_mimebundle_()
        bundle["text/html"] = f"{said}{bundle['text/html']}{asked}"
        if before:
            bundle.pop("image/png", None)
            fold = Markup("{}<details class='hs-after'><summary>{}</summary>{}</details>")
            bundle["text/html"] = str(fold.format(before, OUTCOME, Markup(bundle["text/html"])))
        self.output(bundle)

    def revealed(self, bet: str, outcome: float | str | None) -> None:
        """Take note of what a bet comes to; the notebook needs no note."""

    def output(self, bundle: dict[str, Any]) -> None:
        """Put out the forms of one thing; the page takes the one it can show."""
        display(bundle, raw=True)
