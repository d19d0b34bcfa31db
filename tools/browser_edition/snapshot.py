"""The snapshot: Python's memory, written out once, so that a visitor's Python begins there instead of starting.

Under node Python is started with all that lessons import, the course too, and its memory is written out
(snapshot.mjs, inside.py). A visitor's browser restores it (start.js, restore.mjs), or, where anything is
otherwise than it was here, starts Python the ordinary way. The folder snapshot/ holds

    manifest.json   names and sizes of the other two; the one file that is never taken from a browser's cache
    heap-ID.gz      the memory
    pack-ID.gz      an index (what lies in which wheel), the compiled libraries, the files that every start reads
    restore.mjs     what restores them

ID is made from the content: the same course and the same packages give the same files.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
FOLDER = "snapshot"
NOT_IN_IT = ("ssl", "openssl")  # 2 MB for code that no lesson runs: Pyodide fetches it where a cell asks
# What no start and no list of packages should fetch a whole wheel for: matplotlib's own fonts and settings, versions.
READ_ALWAYS = re.compile(
    r"matplotlib/mpl-data/(fonts/ttf/DejaVuSans(-Bold|-Oblique)?\.ttf|matplotlibrc)|[^/]*\.dist-info/METADATA"
)
Run = Callable[[list[str]], None]


def make(runtime: Path, pyodide: Path, course: Path, run: Run) -> None:
    """Write the snapshot of this course into the runtime's folder.

    runtime: Pyodide's files and the wheels; pyodide: its pyodide.mjs; course: notebooks/, data/, content/;
    run: runs a command and raises an error with its words where it fails.
    """
    places = [str(runtime), str(pyodide), str(course)]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "index.json").write_text(json.dumps(contents_of(runtime)), encoding="utf-8")
        run(["node", str(HERE / "snapshot.mjs"), "make", *places, made])
        write(runtime, json.loads((folder / "index.json").read_text(encoding="utf-8")), (folder / "heap").read_bytes())
    shutil.copy2(HERE / "start.js", runtime)


def restore(runtime: Path, pyodide: Path, course: Path, run: Run) -> None:
    """Restore what `make` has written, and let it draw an explorer; takes what `make` takes."""
    run(["node", str(HERE / "snapshot.mjs"), "try", str(runtime), str(pyodide), str(course)])


def first_visit(runtime: Path) -> list[Path]:
    """Return the files of the runtime's folder that a start from the snapshot needs: all but the wheels."""
    files = (file for file in runtime.rglob("*") if file.is_file())
    return sorted(file for file in files if file.suffix != ".whl" and not file.name.startswith("openssl"))


def contents_of(runtime: Path) -> dict[str, Any]:
    """Return what the wheels hold: `packages` with the folder of their metadata, `wheels` with their files.

    A file is its name, where its packed bytes begin in the wheel, how many there are, and its size.
    """
    lock = json.loads((runtime / "pyodide-lock.json").read_text(encoding="utf-8"))
    packages, wheels = [], []
    for key, package in sorted(lock["packages"].items()):
        if key not in NOT_IN_IT:
            files = list(_files(runtime / package["file_name"]))
            metadata = next(name for name, *_ in files if name.endswith(".dist-info/METADATA"))
            packages.append([package["name"], metadata.rpartition("/")[0]])
            wheels.append([package["file_name"], files])
    return {"packages": packages, "wheels": wheels}


def _files(wheel: Path):
    """Yield name, place, packed size and size of each file in a wheel of prepare.py, which packs all of them."""
    whole = wheel.read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        for item in archive.infolist():
            if not item.is_dir() and ".data/" not in item.filename:
                lengths = whole[item.header_offset + 26 : item.header_offset + 30]
                name, extra = int.from_bytes(lengths[:2], "little"), int.from_bytes(lengths[2:], "little")
                start = item.header_offset + 30 + name + extra
                yield item.filename, start, item.compress_size, item.file_size


def write(runtime: Path, index: dict[str, Any], heap: bytes) -> None:
    """Write the files of the snapshot; see above."""
    wheel_of = {name: wheel for wheel, files in index["wheels"] for name, *_ in files}
    always = sorted(name for name in wheel_of if READ_ALWAYS.fullmatch(name))
    parts = []
    for name in [*index["libraries"], *always]:
        with zipfile.ZipFile(runtime / wheel_of[name]) as archive:
            parts.append(archive.read(name))
    index["contents"] = [[n, len(part)] for n, part in zip([*index["libraries"], *always], parts, strict=True)]
    head = json.dumps(index, separators=(",", ":")).encode()
    pack = b"".join([head, *parts])
    restore = (HERE / "restore.mjs").read_bytes()
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in (heap, pack, restore)))
    made = {"id": digest.hexdigest()[:12], "index": len(head)}
    folder = runtime / FOLDER
    folder.mkdir()
    for name, content in (("heap", heap), ("pack", pack)):
        made[name] = {"file": f"{name}-{made['id']}.gz", "bytes": len(content)}
        (folder / made[name]["file"]).write_bytes(gzip.compress(content, mtime=0))
    (folder / "restore.mjs").write_bytes(restore)
    (folder / "manifest.json").write_text(json.dumps(made), encoding="utf-8")
