"""When to act on what the page shows: at a click, once controls are still; at a pause in typing.

A page sends a change of a control to the kernel and holds the next one back until the first is
answered; a click it sends at once. While the kernel is busy with a cell, a click can so arrive
before the last change of a slider: a bet would be stored that nobody placed.

What fails is said where the click was (`aloud`): the page itself shows nothing of an error in a handler.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

# Seconds: enough for the kernel's answer to reach the page, and for the change held back to return.
STILL = 0.4
PAUSE = 1.0  # seconds without a key: then what was typed is kept
MOST = 3.0  # seconds: nobody's words wait longer, however long they type on


def heard(control: widgets.DOMWidget) -> None:
    """Answer the page with a mark that comes and goes: ui.js knows by it what reached Python, and what did not."""
    (control.remove_class if "hs-heard" in control._dom_classes else control.add_class)("hs-heard")


def aloud(control: Any, act: Callable[..., Any]) -> Callable[..., None]:
    """Return `act` as a handler that says on the control itself when it fails; the trace still goes to the log.

    control: the button that was pressed, or whatever else has words of its own (`description`).
    """
    words = failed = ""

    def handler(*given: Any) -> None:
        nonlocal words, failed
        if control.description != failed:
            words = control.description
        try:
            act(*given)
        except Exception as error:
            why = (str(error).strip() or type(error).__name__)[:300].rstrip(".")
            failed = (
                f"{words}: this did not work, because of an error ({why}). What is saved stays saved. "
                "Press again; if it fails again, choose Kernel ▸ Restart Kernel and Run All Cells."
            )
            control.description = failed
            raise
        if control.description == failed:
            control.description = words

    return handler


def on_click(button: widgets.Button, act: Callable[[Any], Any], *read: widgets.Widget) -> None:
    """Call `act(button)` on a click, once the controls that it reads have been still for STILL.

    Long after a change that is at once. Further clicks while it waits are the same click. Where
    nothing else can happen meanwhile (a script, a test), `act` is called at once.
    """
    changed = 0.0
    waiting = False
    act = aloud(button, act)

    def change(_: Any) -> None:
        nonlocal changed
        changed = time.monotonic()

    def click(_: Any) -> None:
        nonlocal waiting
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            act(button)
            return
        if not waiting:
            waiting = True
            later(loop)

    def later(loop: asyncio.AbstractEventLoop) -> None:
        nonlocal waiting
        left = changed + STILL - time.monotonic()
        if left > 0:
            loop.call_later(left, later, loop)
            return
        waiting = False
        act(button)

    for control in read:
        control.observe(change, "value")
    button.on_click(click)


def on_pause(control: widgets.DOMWidget, act: Callable[[Any], Any]) -> None:
    """Call `act(value)` once a control has not changed for PAUSE seconds, and every MOST: to keep words as they are typed.

    Where nothing else can happen meanwhile (a script, a test), `act` is called at once.
    """
    waiting: asyncio.TimerHandle | None = None
    since = 0.0  # when what waits was begun

    def keep(value: Any) -> None:
        nonlocal waiting
        waiting = None
        act(value)
        heard(control)

    def change(change: dict[str, Any]) -> None:
        nonlocal waiting, since
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            keep(change["new"])
            return
        if waiting:
            waiting.cancel()
        else:
            since = loop.time()
        waiting = loop.call_at(min(loop.time() + PAUSE, since + MOST), keep, change["new"])

    control.observe(change, "value")
