"""Servers, kernels and steps that tests, tools and benchmarks share. Imports no test.

Whoever imports this room can import the course's package, too, from wherever Python was started.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

REPO = Path(__file__).resolve().parents[1]
if str(REPO / "notebooks") not in sys.path:
    sys.path.insert(0, str(REPO / "notebooks"))


def committed(*options: str) -> str:
    """Return what `git ls-files` says of this clone; a test that asks it is left out in an unpacked ZIP."""
    if not (REPO / ".git").exists():
        left_out("This folder is no clone of the repository, so nobody knows what is committed.")
    command = ["git", "ls-files", *options]
    return subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=True).stdout


def left_out(words: str) -> NoReturn:
    """Skip the test, for something is missing on this machine; fail in CI, where nothing may be missing."""
    import pytest  # tools import this room, too, where pytest is not installed

    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(words)
