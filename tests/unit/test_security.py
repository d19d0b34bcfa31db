"""Nothing is unpickled, evaluated or fetched; an audit never calls silence clean."""

import ast
import json
import re

import pytest

from harness import REPO
from harness.lesson_files import LESSONS, in_code, read, solution_of
from harness.markup import HACK, live
from hosting_shift.practice import memo
from tools import vulnerabilities as audit

MODULES = re.compile(  # that nothing of ours imports, nor a part of them
    r"(cPickle|pickle|dill|cloudpickle|joblib|marshal|shelve|subprocess|socket|ssl|urllib3?|http|requests|httpx|"
    r"aiohttp|ftplib|smtplib|xmlrpc|ctypes|webbrowser|code|codeop|runpy|pty|multiprocessing)(\.|$)"
)
CALLS = {"eval", "exec", "compile", "__import__", "execfile", "getoutput", "run_line_magic", "run_cell"}
METHODS = {
    "os": {"system", "popen", "fork", "startfile"},
    "yaml": {"load", "load_all", "unsafe_load", "full_load"},
    "np": {"load", "fromfile"},
    "numpy": {"load", "fromfile"},
}


def dangers(source: str) -> list[str]:
    """Return what a piece of Python does that nothing of ours may do: evaluate, unpickle, fetch."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if MODULES.match(a.name)]
        elif isinstance(node, ast.ImportFrom) and MODULES.match(node.module or ""):
            found.append(node.module)
        elif isinstance(node, ast.Name) and node.id in CALLS:
            found.append(node.id)  # also where it is only handed on
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in METHODS.get(owner, ()) or re.match(r"(exec|spawn)[lv]", node.attr):
                found.append(f"{owner}.{node.attr}")
            elif re.match("(read|to)_(pickle|hdf)|read_(html|csv|json|excel|xml|sql|parquet|table)", node.attr):
                found.append(node.attr)  # unpickles, or takes an address as well as a file
        elif isinstance(node, ast.Call):
            found += _strange_call(node)
    return found


def _strange_call(node: ast.Call) -> list[str]:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    first = node.args[0] if node.args else None
    if name in ("query", "eval") and not isinstance(first, ast.Constant):
        return [f"{name} of a text that is not written there"]  # pandas evaluates it
    if name == "import_module" and not isinstance(first, ast.Constant):
        ours = isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant)
        if not (ours and first.values[0].value.startswith("hosting_shift.")):
            return ["import_module of a name that is not ours"]
    if any(k.arg == "allow_pickle" for k in node.keywords):
        return ["allow_pickle"]
    return []


def each(cases: str) -> list[str]:
    """Return the cases of a text, where " ¦ " or the end of a line stands between two."""
    return re.split(r" ¦ |\n", cases.strip())


BAD = r"""
eval('1') ¦ exec(x) ¦ f = eval ¦ compile(x, '', 'exec') ¦ __import__('os') ¦ import pickle
from pickle import loads ¦ import shelve ¦ import marshal as m ¦ import subprocess
import socket ¦ import urllib.request ¦ from urllib import request ¦ import http.client
import requests ¦ from os import path; import os; os.system('ls') ¦ os.popen('ls')
os.execv('a', []) ¦ yaml.load(x) ¦ np.load(f) ¦ numpy.load(f) ¦ np.load(f, allow_pickle=True)
read(f, allow_pickle=True) ¦ pd.read_pickle(f) ¦ frame.to_pickle(f) ¦ pd.read_html(u)
pd.read_csv(u) ¦ frame.query(words) ¦ frame.query(f'a == {x}') ¦ frame.eval(words)
import_module(name)
"""


@pytest.mark.parametrize("bad", each(BAD))
def test_the_scan_sees_what_it_should(bad):
    assert dangers(bad), bad


GOOD = r"""
# eval(x); import pickle ¦ x = 'exec(y)' ¦ re.compile('a') ¦ frame.query('a == @b')
import_module(f'hosting_shift.exercises.{name}') ¦ json.loads(x) ¦ tables.load('glossary')
"""


@pytest.mark.parametrize("good", each(GOOD))
def test_the_scan_minds_no_comment_no_text_and_nothing_harmless(good):
    assert dangers(good) == []


# What stands against the rule, and why it may.
MEANT = {
    # runs the lessons' own cells, as they lie in the folder, for the class poll and the answer pages
    "notebooks/hosting_shift/practice/rehearsal.py": ["exec", "compile"],
    "tools/front_page.py": ["urllib.parse"],  # where the course is published, taken apart
    "tools/reading/pages.py": ["urllib.parse"],  # names in links
    "tools/handouts.py": ["subprocess"],  # prints with Chromium
    "tools/vulnerabilities.py": ["subprocess"],  # calls pip-audit
    "tools/latest.py": ["subprocess"],  # calls pip and pytest
    # builds the browser edition: fetches Pyodide's files, each by its SHA-256; calls pip, npm, node
    "tools/browser_edition/build.py": ["subprocess", "urllib.request"],
    # names of its own list and of the course's modules, for the snapshot
    "tools/browser_edition/inside.py": ["import_module of a name that is not ours"] * 2,
    "tools/browser_edition/prepare.py": ["compile"],  # .py to .pyc, nothing is run
    "tools/browser_edition/serve.py": ["http.server", "webbrowser"],  # to this machine only
}


def test_the_package_and_the_tools_evaluate_unpickle_and_fetch_nothing():
    files = [*(REPO / "notebooks").rglob("*.py"), *(REPO / "tools").rglob("*.py")]
    assert len(files) > 60
    for file in files:
        name = file.relative_to(REPO).as_posix()
        found = dangers(file.read_text(encoding="utf-8"))
        assert sorted(found) == sorted(MEANT.get(name, [])), name


def test_no_lesson_and_no_solution_does():
    for file in sorted((REPO / "notebooks").rglob("*.ipynb")):
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
            assert cell["cell_type"] != "code" or dangers("".join(cell["source"])) == [], (file.name, cell["id"])
    for lesson in map(read, LESSONS):
        for exercise in in_code(lesson):
            assert dangers(solution_of(lesson, exercise)) == [], exercise.id


def script_dangers(source: str) -> list[str]:
    """Return what a piece of JavaScript does that ours may not, comments and texts left out."""
    text = r'"(?:\\.|[^"\\])*"' + r"|'(?:\\.|[^'\\])*'"
    bare = re.sub(rf"/\*.*?\*/|//[^\n]*|{text}", lambda m: '""' if m[0][0] in "\"'" else " ", source, flags=re.S)
    words = (
        r"\b(eval|Function|fetch|XMLHttpRequest|WebSocket|EventSource|Worker|importScripts|sendBeacon|"
        r"import|innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|"
        r"srcdoc|localStorage|cookie)\b|\bset(?:Timeout|Interval)\b(?!\(\(\) =>)|window\[|`"
    )
    return [m[0] for m in re.finditer(words, bare)]


BAD_SCRIPTS = r"""
eval(x) ¦ new Function('a') ¦ fetch('/x') ¦ import('/x.js') ¦ node.innerHTML = x
node.outerHTML = x ¦ document.write(x) ¦ new XMLHttpRequest() ¦ window['ev' + 'al'](x)
navigator.sendBeacon(u) ¦ setTimeout('x()', 1) ¦ node.insertAdjacentHTML('a', x) ¦ `${x}`
"""


@pytest.mark.parametrize("bad", each(BAD_SCRIPTS))
def test_the_scan_of_scripts_sees_what_it_should(bad):
    assert script_dangers(bad)


def test_our_one_script_fetches_nothing_and_writes_no_html():
    assert script_dangers('// fetch(x)\nconst a = "innerHTML"; /* eval */') == []
    scripts = [*(REPO / "notebooks").rglob("*.js")]
    assert [s.name for s in scripts] == ["ui.js"]
    assert script_dangers(scripts[0].read_text(encoding="utf-8")) == []
    css = (REPO / "notebooks" / "hosting_shift" / "ui" / "ui.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import", css)
    for file in (REPO / "notebooks").rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        made = re.findall(r"(?<!import )\bJavascript\((.*?)\)", source)
        assert made == (["_LABELS"] if file.parts[-2:] == ("ui", "parts.py") else []), file


# ---------------------------------------------------------------- what a student types


def test_the_watch_on_html_sees_what_it_should():
    assert len(live(HACK)) >= 4 and live("<a href='javascript:x'>a</a>") and live("<img src=x>")
    assert live("<p>&lt;img src=x onerror=a&gt;</p><img alt='<script>' src='data:image/png,x'>") == []


def test_the_memo_holds_no_html_and_no_picture_to_fetch():
    written = memo._section("recommend", {"recommend": HACK + "\nuptime < 50 %, [my source](https://example.org)"})
    assert not re.search(r"(?<!\\)<[A-Za-z/!?]", written) and "![" not in written
    assert "uptime < 50 %, [my source](https://example.org)" in written, "a plain text stays as it is"


# ---------------------------------------------------------------- audit


def report(*packages) -> str:
    return json.dumps({"dependencies": list(packages), "fixes": []})


SOUND = {"name": "pandas", "version": "3.1.1", "vulns": []}
KNOWN = {"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}
FAULTY = {"name": "jinja2", "version": "1.0", "vulns": [KNOWN]}
UNKNOWN = {"name": "numpy", "skip_reason": "not found"}


@pytest.mark.parametrize(
    "answers, code, words",
    [
        ({"pypi": report(SOUND)}, audit.CLEAN, "Nothing is known"),
        ({"pypi": report(SOUND, FAULTY)}, audit.FOUND, "jinja2 1.0: PYSEC-2026-1, mended in 1.1"),
        ({"osv": report(SOUND, FAULTY)}, audit.FOUND, "Open Source Vulnerabilities"),
        ({"pypi": report(SOUND, UNKNOWN)}, audit.NOT_MADE, "Not looked up, 1: numpy"),
        ({"pypi": report(UNKNOWN)}, audit.NOT_MADE, "could not be made"),
        ({"pypi": "Traceback", "osv": ""}, audit.NOT_MADE, "nothing was ruled out"),
        ({"pypi": "[]"}, audit.NOT_MADE, "could not be made"),
    ],
    ids=["clean", "found", "the second answers", "in part", "knows none", "unreachable", "nonsense"],
)
def test_an_audit_says_what_was_found_and_never_calls_silence_clean(answers, code, words, capsys):
    assert audit.main(lambda service: answers.get(service, "")) == code
    assert words in capsys.readouterr().out


def test_a_program_that_fails_is_an_audit_not_made(monkeypatch, capsys):
    """Without pip-audit, as here: the real call ends in plain words and its own code."""
    monkeypatch.setattr(audit.sys, "executable", "false")
    assert audit.main() == audit.NOT_MADE == 75
    assert "neither the advisories" in capsys.readouterr().out
