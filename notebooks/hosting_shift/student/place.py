"""Where a student's file lies on the disk, what lies beside it, and whose it is. No widgets here."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path


class Place:
    """The file of one person: where it lies, written in one step, with copies of it beside it.

    path, person: where it should lie, and who works here. Where the file there carries the sign of somebody
    else, `path` becomes a name of this person's own, and `passed_over` is the other file. Without a person
    every file is taken as it is.
    """

    def __init__(self, path: Path, person: str = ""):
        self.path = path
        self.passed_over: Path | None = None
        self._sign = sign(person)
        self._signs = {self._sign}  # ... and those under which this person worked elsewhere
        self._own = _names_beside(path, person)

    @property
    def file(self) -> Path:
        """The file itself: on a hub `my_answers.json` may be a link to a place that survives."""
        return Path(os.path.realpath(self.path))

    @property
    def owners(self) -> list[str]:
        """The signs that the file carries, or would: this person's, and those it had."""
        return sorted({*_owners(self.file), self._sign} - {""})

    def pass_over_others(self) -> bool:
        """Leave files alone that somebody else's lessons wrote; return whether there was one."""
        before = self.path
        while self._sign and (owners := _owners(self.file)) and not self._signs & set(owners):
            self.passed_over = self.passed_over or self.path
            self.path = next(self._own)
        return self.path != before

    def take_passed_over(self) -> None:
        """Go back to the file that was passed over: it is this person's, too."""
        if self.passed_over is not None:
            self.path, self.passed_over = self.passed_over, None
            self._signs |= set(_owners(self.file))

    def write(self, content: bytes) -> None:
        """Write the file in one step: a reader sees the old one or the new one, never half.

        Raises OSError, and leaves the file as it is, if it cannot be written.
        """
        with _whole_or_not_at_all(self.file.with_name(f".{self.file.name}.{os.getpid()}")) as temporary:
            temporary.write_bytes(content)
            os.replace(temporary, self.file)

    def copy(self, word: str, content: bytes) -> Path:
        """Write a copy beside the file; raises OSError and leaves nothing if it cannot be written."""
        with _whole_or_not_at_all(self._beside(word)) as aside:
            aside.write_bytes(content)
        return aside

    def copies(self, word: str) -> list[Path]:
        """Return the copies beside the file that carry this word, in the order of their names."""
        return sorted(self.file.parent.glob(f"{self.file.stem}.{word}-*.json"))

    def move_aside(self, word: str) -> Path:
        """Move the file out of the way, to a name beside it. Raises OSError if that cannot be done."""
        aside = self._beside(word)
        os.replace(self.file, aside)
        return aside

    def lock(self) -> AbstractContextManager[None]:
        """Hold other open lessons back for the few milliseconds of a write."""
        return _lock(self.file)

    def _beside(self, word: str) -> Path:
        """Return a name that is still free, such as my_answers.before-20261130-091500.json."""
        stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
        ends = (f"-{number}" if number > 1 else "" for number in count(1))
        names = (self.file.with_name(f"{self.file.stem}.{word}-{stamp}{end}.json") for end in ends)
        return next(name for name in names if not name.exists())


_COPY = re.compile(r"\.(before|damaged|version-1)-\d{8}-\d{6}")


def is_copy(name: str) -> bool:
    """Return whether a file's name is one that the course gives to the copies it keeps aside."""
    return _COPY.search(name) is not None


def person() -> str:
    """Return the name under which somebody works here: on the hub, else on this computer; "" if there is none."""
    try:
        return os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""


def sign(name: str) -> str:
    """Return the sign of a person's name: it tells two people apart and does not say the name."""
    return hashlib.sha256(f"The Hosting Shift: {name}".encode()).hexdigest()[:12] if name else ""


def _names_beside(path: Path, person: str) -> Iterator[Path]:
    own = re.sub(r"[^a-z0-9]+", "-", person.casefold()).strip("-") or "mine"
    return (path.with_name(f"{path.stem}.{own}{f'-{number}' if number > 1 else ''}.json") for number in count(1))


def _owners(file: Path) -> list[str]:
    """Return the signs of those whose file it is; none where it does not say, or cannot be read."""
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    owners = data.get("owners") if isinstance(data, dict) else None
    return [str(owner) for owner in owners] if isinstance(owners, list) else []


@contextmanager
def _whole_or_not_at_all(path: Path) -> Iterator[Path]:
    """Leave no file where writing it fails: half a copy helps nobody. Raises what went wrong."""
    try:
        yield path
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Hold other open lessons back for the few milliseconds of a write."""
    lock = path.with_name(f".{path.name}.lock")
    held = False
    for _ in range(50):
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            held = True
            break
        except FileExistsError:
            try:
                if time.time() - lock.stat().st_mtime > 5:  # its owner was killed
                    lock.unlink(missing_ok=True)
                    continue
            except OSError:
                continue
            time.sleep(0.02)
        except OSError:
            break  # a folder that cannot be written: whoever writes will say so
    try:
        yield
    finally:
        if held:
            lock.unlink(missing_ok=True)
