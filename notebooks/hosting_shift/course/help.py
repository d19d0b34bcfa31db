"""Errors a student can meet by running cells out of order, told in plain words. No widgets here.

IPython asks an error how it wants to be shown (`_render_traceback_`). Our own errors answer with their
message alone; here the same is done for two of Python's: a name that another cell makes, and a package
that is missing. Every other error keeps its trace. The trace behind plain words is never lost:
`import traceback; traceback.print_last()` in the next cell shows it.
"""

from __future__ import annotations

import ast
import sys
from types import TracebackType
from typing import Any

from hosting_shift.errors import told

PACKAGES = ("numpy", "pandas", "matplotlib", "PIL", "ipywidgets", "IPython", "markupsafe")


def install() -> None:
    """Tell the running notebook; outside one this does nothing."""
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None and not shell.custom_exceptions:  # somebody else's stays
        shell.set_custom_exc((NameError, ModuleNotFoundError), _show)


def _show(shell: Any, kind: type, error: Any, trace: TracebackType, tb_offset: int | None = None):
    """Show the error, in plain words if there are any; IPython calls this."""
    try:
        words = explain(error, trace, shell.user_ns)
    except Exception:  # a lesson file that cannot be read: Python's own words are better than ours
        words = ""
    if words:
        error._render_traceback_ = lambda: told(kind, words)
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def explain(error: Any, trace: TracebackType, names: dict[str, Any]) -> str:
    """Return what to do about an error of a cell, or "" if there is nothing plain to say.

    names: what the notebook's cells have made so far.
    """
    if isinstance(error, ModuleNotFoundError):
        package = (error.name or "").partition(".")[0]
        if package not in PACKAGES:
            return ""
        return (
            f"The package {package} is missing here. Choose the kernel of the course's own "
            "environment (Kernel ▸ Change Kernel), or start the course with make lab."
        )
    while trace.tb_next:
        trace = trace.tb_next
    if trace.tb_frame.f_globals is not names or not error.name:
        return ""  # raised inside some package: that is for whoever mends it
    lesson = names.get("lesson")
    if error.name == "lesson":  # said even where the lessons' tables are damaged
        return _run_first("lesson", None, None)
    from hosting_shift.course import books  # pandas may be what is missing

    number = getattr(lesson, "number", None)
    ran = names.get("In", [""])[-1]
    for book in books.every():
        for cell in book.cells:
            if (
                number in (None, book.number)
                and cell.kind == "code"
                and error.name in made_by(cell.text)
                and cell.text.splitlines()[-1] not in ran.splitlines()  # it is this very cell, changed
            ):
                return _run_first(error.name, cell, lesson)
    return ""


def _run_first(name: str, cell: Any, lesson: Any) -> str:
    where = "which comes with the first grey cell of the lesson (Set-up)"
    if lesson is not None and cell.id != "set-up":  # something else was made already
        begins = next(line for line in cell.text.splitlines() if line.strip())
        where = f"which another cell makes: the one that begins with “{begins}”"
    return (
        f"This cell needs {name}, {where}. "
        "Run that one first, then this one again. Run ▸ Run All Cells runs every cell in order."
    )


def made_by(code: str) -> set[str]:
    """Return the names that a cell makes: by =, by import, by for."""
    made: set[str] = set()
    for node in ast.parse(code).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            made |= {a.asname or a.name.partition(".")[0] for a in node.names}
        else:
            made |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return made
