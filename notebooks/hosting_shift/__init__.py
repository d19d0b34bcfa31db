"""The code behind the lessons of The Hosting Shift."""

import sys

from hosting_shift.errors import PlainError

# Before anything else is imported, in words that every Python 3 can read: older ones stop with a trace elsewhere.
if sys.version_info < (3, 11):  # noqa: UP036
    _has = ".".join(map(str, sys.version_info[:2]))
    raise PlainError(
        f"This Python is too old for the lessons: it is {_has}. Choose another kernel (Kernel > Change Kernel), "
        "or install Python 3.11 or newer and start the course again with make lab."
    )

from hosting_shift.course import help

help.install()
