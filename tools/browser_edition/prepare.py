"""Runs inside Pyodide (see prepare.mjs): spares every visitor's browser work that can be done once.

In every wheel of the runtime, Python files are replaced by compiled ones, as in Pyodide's own "pyc"
distribution. The list of fonts in matplotlib's wheel is of another version than its program expects,
which draws it up anew at each start, with a notice in the student's first cell; here it is renewed.
"""

import contextlib
import importlib.util
import zipfile
from pathlib import Path

from matplotlib import font_manager

FONT_LIST = Path(font_manager.__file__).parent / "fontlist.json"  # written when it was imported


def compiled(source: bytes, name: str) -> bytes:
    """Return the content of a .pyc that is taken as it is, whatever the time of its file."""
    code = compile(source, name, "exec", dont_inherit=True)
    return importlib._bootstrap_external._code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False)


def prepare(wheel: Path) -> None:
    """Rewrite one wheel. A file that does not compile (a template, say) stays as it is."""
    prepared = wheel.with_suffix(".new")
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(prepared, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename.startswith("pandas/tests/"):
                continue  # a fifth of its wheel, and for its authors
            name, content = item.filename, old.read(item)
            if name.endswith(".py"):
                with contextlib.suppress(SyntaxError):
                    name, content = f"{name}c", compiled(content, name)
            elif name == "matplotlib/fontlist.json":
                content = FONT_LIST.read_bytes()
            new.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    wheel.unlink()
    prepared.rename(wheel)


for wheel in sorted(Path("/runtime").glob("*.whl")):
    prepare(wheel)
