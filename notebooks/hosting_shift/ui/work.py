"""Long work in small pieces: a progress bar, Cancel, and controls that never wait for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from hosting_shift.ui.controls import Task
from hosting_shift.ui.parts import button, flow, live, paragraph, set_visible

PIECE = 0.04  # seconds of work between two looks at what else is waiting, such as a slider


class Work:
    """The work under way, if there is any; one task at a time.

    tasks  what can be done; each gets a button, in `buttons`
    press  called with the task whose button was pressed
    take   called at the end of a task with the settings that it returns
    """

    def __init__(self, tasks: Sequence[Task], press: Callable[[Task], Any], take: Callable[[Mapping[str, Any]], Any]):
        self._take = take
        self.under_way: Generator | None = None
        self.buttons = [button(task.label, task.meaning, lambda _, task=task: press(task)) for task in tasks]
        self.bar = widgets.IntProgress(value=0, max=1)
        self.bar.add_class("hs-bar")
        self.stop = button("Cancel", "stop the work under way", self._cancelled)
        self.said = live()
        self.row = flow([self.bar, self.stop, self.said])
        self._show(False, "")

    def run(self, task: Task, settings: Mapping[str, Any]) -> None:
        """Start a task; one under way is cancelled first.

        In a notebook it runs in pieces between other events and shows its progress. Where nothing
        else can happen meanwhile (a script, a test), it runs to its end at once.
        """
        self.cancel()
        self.under_way = task.start(settings)
        self.bar.value, self.bar.max = 0, 1
        self._show(True, f"{task.label}: started.")
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            while self._piece(task):
                pass
        else:
            self.waiting = loop.create_task(self._pieces(task, self.under_way))

    def cancel(self) -> None:
        """Stop the task under way, if there is one; nothing else on screen changes."""
        if self.under_way is not None:
            self.under_way.close()
            self.under_way = None
            self._show(False, "Stopped. The picture is as it was.")

    def _cancelled(self, _: Any) -> None:
        self.buttons[0].focus()  # Cancel is about to go: the keyboard must not be lost
        self.cancel()

    async def _pieces(self, task: Task, work: Generator) -> None:
        while self.under_way is work and self._piece(task):
            await asyncio.sleep(0.01)  # whatever waits, such as a slider, comes first

    def _piece(self, task: Task) -> bool:
        """Do a little of the task under way; return whether there is more to do."""
        until = time.perf_counter() + PIECE
        try:
            while time.perf_counter() < until:
                done, total = next(self.under_way)
                self.bar.max, self.bar.value = total, done
                if 4 * done // total != 4 * (done - 1) // total:  # said aloud: four times is enough
                    self.said.value = paragraph(f"{task.label}: {done} of {total}.")
        except StopIteration as end:
            self.under_way = None
            self._show(False, f"{task.label}: done.")
            self._take(end.value)
            return False
        except Exception:
            self.under_way = None
            self._show(False, f"{task.label}: it could not be finished. Press Reset.")
            raise
        return True

    def _show(self, visible: bool, words: str) -> None:
        set_visible(self.bar, visible)
        set_visible(self.stop, visible)
        self.said.value = paragraph(words)
