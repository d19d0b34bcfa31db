"""Errors a student can meet while working on a lesson, told in plain words. No widgets here.

IPython asks an error how it wants to be shown (`_render_traceback_`). Our own errors answer with their
message alone; here the same is done for some of Python's: a name that another cell makes or that none
does, a name of the course used for something else, an answer that is no Python, a package that is missing.
Every other error keeps its trace. The trace behind plain words is never lost:
`import traceback; traceback.print_last()` in the next cell shows it.
"""

from __future__ import annotations

import ast
import re
import sys
from types import TracebackType
from typing import Any

from hosting_shift.errors import PlainError, near, told

PACKAGES = ("numpy", "pandas", "matplotlib", "PIL", "ipywidgets", "IPython", "markupsafe")
EXPLAINED = (NameError, ModuleNotFoundError, AttributeError, TypeError, SyntaxError)
AGAIN = "Run ▸ Run All Cells runs every cell in order."


def install() -> None:
    """Tell the running notebook; outside one this does nothing."""
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None and not shell.custom_exceptions:  # somebody else's stays
        shell.set_custom_exc(EXPLAINED, _show)


def _show(shell: Any, kind: type, error: Any, trace: TracebackType, tb_offset: int | None = None):
    """Show the error, in plain words if there are any; IPython calls this."""
    try:
        words = explain(error, trace, shell.user_ns)
    except Exception:  # a lesson file that cannot be read: Python's own words are better than ours
        words = ""
    if isinstance(error, SyntaxError):
        if words:  # of these IPython does not ask how they want to be shown
            plain = type(kind.__name__, (PlainError,), {})(words)
            plain.__cause__ = error
            shell.showtraceback((type(plain), plain, trace))
        else:
            shell.showtraceback((kind, error, trace), running_compiled_code=_within(trace, shell.user_ns))
        return
    if words:
        error._render_traceback_ = lambda: told(kind, words)
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def explain(error: Any, trace: TracebackType, names: dict[str, Any]) -> str:
    """Return what to do about an error of a cell, or "" if there is nothing plain to say.

    names: what the notebook's cells have made so far.
    """
    ran = names.get("In", [""])[-1]
    if isinstance(error, SyntaxError):
        return "" if isinstance(error, IndentationError) else _no_python(error.text or "", ran)
    if isinstance(error, ModuleNotFoundError):
        return _missing((error.name or "").partition(".")[0])
    while trace.tb_next:
        trace = trace.tb_next
    if trace.tb_frame.f_globals is not names:
        return ""  # raised inside some package: that is for whoever mends it
    if isinstance(error, NameError):
        return _no_name(error.name, ran, names) if error.name else ""
    return _used_for_something_else(ran, names)


def _within(trace: TracebackType | None, names: dict[str, Any]) -> bool:
    """Return whether an error came while a cell ran, not while it was read."""
    while trace and trace.tb_frame.f_globals is not names:
        trace = trace.tb_next
    return trace is not None


def _missing(package: str) -> str:
    if package not in PACKAGES:
        return ""
    return (
        f"The package {package} is missing here. Choose the kernel of the course's own "
        "environment (Kernel ▸ Change Kernel), or start the course with make lab."
    )


# ---------------------------------------------------------------- what was typed is no Python


def _no_python(line: str, ran: str) -> str:
    """Explain a line such as `answer = 9 states`; "" for code that is more than a name and a value."""
    typed = re.fullmatch(r"\s*(\w+)\s*=(?!=)\s*(.*?)\s*", line)
    if not typed or line.strip() not in ran or re.search(r"\w[(\[]", typed[2]):
        return ""
    name = typed[1]
    return (
        f"Python cannot read the line “{line.strip()}”. Type a number in digits, with nothing behind it: "
        f'{name} = 9.5. Put a word between straight quotation marks: {name} = "host". Then run the cell again.'
    )


# ---------------------------------------------------------------- a name that is not there


def _no_name(name: str, ran: str, names: dict[str, Any]) -> str:
    lesson = names.get("lesson")
    if name == "lesson":  # said even where the lessons' tables are damaged
        return _run_first("lesson", None, None)
    makers = [cell for cell in _code(lesson) if name in made_by(cell.text)]
    others = [cell for cell in makers if cell.text.splitlines()[-1] not in ran.splitlines()]
    if others:
        return _run_first(name, others[0], lesson)
    if makers:  # made by this very cell, which was changed: no other can help
        return ""
    known = [each for each in [*names, "True", "False", "None"] if each[:1] != "_"]
    return (
        f"No cell of this lesson makes the name {name}.{near(name, known)} In an answer, type a number in digits "
        f'(answer = 9) and put a word between straight quotation marks (answer = "{name}"). If it should be a '
        "name, compare its spelling with the cells above."
    )


def _code(lesson: Any) -> list[Any]:
    """Return the code cells of a lesson; of all lessons where none is open."""
    from hosting_shift.course import books  # pandas may be what is missing

    number = getattr(lesson, "number", None)
    found = [book for book in books.every() if number in (None, book.number)]
    return [cell for book in found for cell in book.cells if cell.kind == "code"]


def _run_first(name: str, cell: Any, lesson: Any) -> str:
    where = "which comes with the first grey cell of the lesson (Set-up)"
    if lesson is not None and cell.id != "set-up":  # something else was made already
        begins = next(line for line in cell.text.splitlines() if line.strip())
        where = f"which another cell makes: the one that begins with “{begins}”"
    return f"This cell needs {name}, {where}. Run that one first, then this one again. {AGAIN}"


# ---------------------------------------------------------------- a name of the course, used for something else


def _used_for_something_else(ran: str, names: dict[str, Any]) -> str:
    """Explain an error of a cell in which a name of the set-up no longer stands for what the set-up made."""
    used = {node.id for node in ast.walk(ast.parse(ran)) if isinstance(node, ast.Name)}
    for name, is_it in _set_up().items():
        if name in used and name in names and not is_it(names[name]):
            return (
                f"The name {name} was used for something else, so it no longer stands for what the lesson means by "
                "it. Run the first grey cell of the lesson (Set-up), then this one again, and give your own thing "
                f"another name. {AGAIN}"
            )
    return ""


def _set_up() -> dict[str, Any]:
    """Return {name: whether a thing is what it should stand for}, for all that the lessons' first cells make."""
    found: dict[str, Any] = {"lesson": lambda thing: type(thing).__module__.startswith(f"{__package__.split('.')[0]}.")}
    for cell in _code(None):
        if cell.id == "set-up":
            for node in ast.parse(cell.text).body:
                found |= _imported(node)
    return found


def _imported(node: ast.stmt) -> dict[str, Any]:
    if isinstance(node, ast.Import):
        pairs = [(each.asname or each.name, sys.modules.get(each.name)) for each in node.names]
    elif isinstance(node, ast.ImportFrom):
        module = sys.modules.get(node.module or "")
        pairs = [(each.asname or each.name, getattr(module, each.name, None)) for each in node.names]
    else:
        pairs = []
    return {name: lambda thing, meant=meant: thing is meant for name, meant in pairs if meant is not None}


def made_by(code: str) -> set[str]:
    """Return the names that a cell makes: by =, by import, by for, by def; none if it is no Python."""
    try:
        body = ast.parse(code).body
    except SyntaxError:  # a student's own cell, saved as it was typed
        return set()
    made: set[str] = set()
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            made |= {a.asname or a.name.partition(".")[0] for a in node.names}
        else:
            made |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
            made |= {n.name for n in ast.walk(node) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    return made
