"""One kernel on a copy of the course, driven cell by cell, for tests of what can go wrong."""

from __future__ import annotations

import queue
import shlex
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jupyter_client import KernelManager

from harness import left_out
from harness.jupyterlab_server import copy_course, kernel_environment

# In the kernel: press a button, read what the page says.
PAGE = """
from ipywidgets import Button, HTML
from ipywidgets.widgets.widget import _instances as _made
def _press(words):
    [w for w in _made.values() if isinstance(w, Button) and w.description == words][-1].click()
def _page():
    return " ".join(w.value for w in _made.values() if isinstance(w, HTML))
"""


@dataclass
class Ran:
    """What a cell put out: plain text, HTML, the name and the words of an error, as shown."""

    text: str = ""
    html: str = ""
    error: str = ""
    shown: str = ""  # the error as the student sees it


class Kernel:
    """A running kernel: `run(code)` returns what a student would see."""

    def __init__(self, manager: KernelManager, lessons: Path):
        self.manager, self.lessons = manager, lessons
        self.client = manager.client()
        # A cell may send thousands of messages at once (a lesson's widgets closed). Beyond a thousand
        # that wait, ZeroMQ drops messages, the one that says "idle" among them, unless told to keep all.
        self.client.context.rcvhwm = 0
        self.client.start_channels()
        self.client.wait_for_ready(timeout=90)

    def run(self, code: str, timeout: float = 120) -> Ran:
        """Run a cell and wait for its end."""
        asked, ran, end = self.client.execute(code), Ran(), time.time() + timeout
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=max(0.1, end - time.time()))
            except queue.Empty:
                raise TimeoutError(f"still running after {timeout} s: {code[:80]}") from None
            if message["parent_header"].get("msg_id") != asked:
                continue
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                ran.text += content["text"]
            elif kind in ("display_data", "execute_result"):
                ran.text += content["data"].get("text/plain", "") + "\n"
                ran.html += content["data"].get("text/html", "") + "\n"
            elif kind == "error":
                ran.error, ran.shown = content["ename"], "\n".join(content["traceback"])
            elif kind == "status" and content["execution_state"] == "idle":
                return ran

    def works(self, code: str) -> Ran:
        """Run a cell that must not fail."""
        ran = self.run(code)
        assert not ran.error, ran.shown
        return ran


@contextmanager
def kernel(folder: Path, lessons: Path | None = None, inside: str = ""):
    """Start a kernel on a copy of the course in `folder`; yield it.

    lessons: where the lessons are, if they are there already. inside: shell commands that come
    first, in a mount namespace of the kernel's own (root, or a user namespace, is needed).
    """
    lessons = lessons or copy_course(folder)
    manager = KernelManager(kernel_name="python3")
    command = [sys.executable, *manager.kernel_spec.argv[1:], "--IPKernelApp.log_level=40"]
    if inside:
        script = f"set -e; {inside}; cd {shlex.quote(str(lessons))}; exec {shlex.join(command)}"
        command = [*namespace(), "sh", "-c", script]
    manager.kernel_spec.argv = command
    manager.start_kernel(cwd=str(folder if inside else lessons), env=kernel_environment(folder))
    running = None
    try:
        running = Kernel(manager, lessons)
        yield running
    finally:
        if running:
            running.client.stop_channels()
        manager.shutdown_kernel(now=True)


def namespace() -> list[str]:
    """Return the command that runs another in a mount namespace of its own.

    Not permitted here: the test is skipped at home and fails in CI.
    """
    for command in (["unshare", "-m"], ["unshare", "-r", "-m"]):
        try:
            done = subprocess.run([*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False, capture_output=True)
        except FileNotFoundError:
            break  # not Linux
        if done.returncode == 0:
            return command
    left_out("This machine permits no mount namespace, so a full or read-only folder cannot be made.")
