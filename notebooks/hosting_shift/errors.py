"""Errors whose message says all that a reader needs: what is wrong, what was expected, what to do."""

from __future__ import annotations

import difflib
import errno
import sys
import textwrap
from collections.abc import Collection, Iterable, Mapping
from typing import Any


class PlainError(Exception):
    """An error of ours whose message says all a student needs: IPython shows the message alone."""

    def _render_traceback_(self) -> list[str]:
        return told(type(self), str(self))


def told(kind: type, words: str) -> list[str]:
    """Return an error as IPython shows it: JupyterLab would break a long line within a word."""
    words = f"{kind.__name__}: {words}"
    return [textwrap.fill(words, 88, break_long_words=False, break_on_hyphens=False)]


def reason_of(error: OSError) -> str:
    """Return why a file could not be read or written, in words.

    In the browser edition a refusal of the browser comes as "Invalid argument", whatever its reason.
    """
    if sys.platform == "emscripten" and error.errno == errno.EINVAL:
        return "the browser refuses; it may have no room left"
    return error.strerror or type(error).__name__


def near(name: object, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return " Did you mean 'X'?" for the known name nearest to `name` (case aside), or ""."""
    spelled = {str(each).casefold(): str(each) for each in known}
    found = difflib.get_close_matches(str(name).strip().casefold(), spelled, n=1, cutoff=cutoff)
    return f" Did you mean {spelled[found[0]]!r}?" if found else ""


def unknown(what: str, name: object, known: Iterable[str], of: str = "") -> str:
    """Return "There is no WHAT 'name'. Did you mean 'X'? There are: A, B, C."

    of: what the known ones are called where "There are" would be unclear, such as "The tables are".
    """
    known = [str(each) for each in known]
    return f"There is no {what} {name!r}.{near(name, known)} {of or 'There are'}: {', '.join(known)}."


def look_up(what: str, name: Any, known: Collection[Any], of: str = "") -> Any:
    """Return what `known` holds for `name` (a mapping), or `name` itself (a list of names).

    what, of: as for `unknown`, whose words the ValueError carries that is raised for any other name.
    """
    if name not in known:
        raise ValueError(unknown(what, name, known, of))
    return known[name] if isinstance(known, Mapping) else name
