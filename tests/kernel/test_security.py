"""Nothing is unpickled, evaluated or fetched; what a student types is shown as text, everywhere."""

import ast
import json
import re
from html.parser import HTMLParser

import pytest
from test_faults import PAGE

from harness import REPO
from harness.jupyterlab_server import LessonPage
from harness.kernels import kernel
from harness.lesson_files import LESSONS, cells, read, solution_of
from hosting_shift.practice import memo
from hosting_shift.student.answers import COURSE, parse
from tools import vulnerabilities as audit

# HTML, Markdown and LaTeX that would run or fetch something if it were taken for more than text.
HACK = (
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    "<svg onload=window.hacked=1></svg> **[link](javascript:window.hacked=1)** "
    "![picture](http://192.0.2.1/x.png) `</pre>` '\"> $\\href{javascript:window.hacked=1}{sum}$ "
    "\\(\\unicode{<img src=y onerror=window.hacked=1>}\\) </textarea>{{7*7}} {outcome.__class__}"
)

# ---------------------------------------------------------------- what the code may not do

MODULES = {
    "pickle",
    "cPickle",
    "dill",
    "cloudpickle",
    "joblib",
    "marshal",
    "shelve",
    "subprocess",
    "socket",
    "ssl",
    "urllib",
    "urllib3",
    "http",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "xmlrpc",
    "ctypes",
    "webbrowser",
    "code",
    "codeop",
    "runpy",
    "pty",
    "multiprocessing",
}
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
            found += [a.name for a in node.names if a.name.partition(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in MODULES:
            found.append(node.module)
        elif isinstance(node, ast.Name) and node.id in CALLS:
            found.append(node.id)  # also where it is only handed on
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in METHODS.get(owner, ()) or re.match(r"(exec|spawn)[lv]", node.attr):
                found.append(f"{owner}.{node.attr}")
            elif re.match(
                "(read|to)_(pickle|hdf)|read_(html|csv|json|excel|xml|sql|parquet|table)", node.attr
            ):
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


@pytest.mark.parametrize(
    "bad",
    [
        "eval('1')",
        "exec(x)",
        "f = eval",
        "compile(x, '', 'exec')",
        "__import__('os')",
        "import pickle",
        "from pickle import loads",
        "import shelve",
        "import marshal as m",
        "import subprocess",
        "import socket",
        "import urllib.request",
        "from urllib import request",
        "import http.client",
        "import requests",
        "from os import path\nimport os\nos.system('ls')",
        "os.popen('ls')",
        "os.execv('a', [])",
        "yaml.load(x)",
        "np.load(f)",
        "numpy.load(f)",
        "np.load(f, allow_pickle=True)",
        "read(f, allow_pickle=True)",
        "pd.read_pickle(f)",
        "frame.to_pickle(f)",
        "pd.read_html(u)",
        "pd.read_csv(u)",
        "frame.query(words)",
        "frame.query(f'a == {x}')",
        "frame.eval(words)",
        "import_module(name)",
    ],
)
def test_the_scan_sees_what_it_should(bad):
    assert dangers(bad), bad


@pytest.mark.parametrize(
    "good",
    [
        "# eval(x); import pickle",
        "x = 'exec(y)'",
        "re.compile('a')",
        "frame.query('a == @b')",
        "import_module(f'hosting_shift.exercises.{name}')",
        "json.loads(x)",
        "tables.load('glossary')",
    ],
)
def test_the_scan_minds_no_comment_no_text_and_nothing_harmless(good):
    assert dangers(good) == []


# What stands against the rule, and why it may.
MEANT = {
    # runs the lessons' own cells, as they lie in the folder, for the class poll and the answer pages
    "notebooks/hosting_shift/practice/rehearsal.py": ["exec", "compile"],
    "tools/handouts.py": ["subprocess"],  # prints with Chromium
    "tools/vulnerabilities.py": ["subprocess"],  # calls pip-audit
    "tools/latest.py": ["subprocess"],  # calls pip and pytest
    # builds the browser edition: fetches Pyodide's files, each by its SHA-256; calls pip, npm, node
    "tools/browser_edition/build.py": ["subprocess", "urllib.request"],
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
        book = json.loads(file.read_text(encoding="utf-8"))
        for cell in book["cells"]:
            if cell["cell_type"] == "code":
                assert dangers("".join(cell["source"])) == [], (file.name, cell["id"])
    for name in LESSONS:
        lesson = read(name)
        for exercise in cells(lesson, "code", "exercise"):
            assert dangers(solution_of(lesson, exercise)) == [], (name, exercise.id)


def script_dangers(source: str) -> list[str]:
    """Return what a piece of JavaScript does that ours may not, comments and texts left out."""
    text = r'"(?:\\.|[^"\\])*"' + r"|'(?:\\.|[^'\\])*'"
    bare = re.sub(
        rf"/\*.*?\*/|//[^\n]*|{text}", lambda m: '""' if m[0][0] in "\"'" else " ", source, flags=re.S
    )
    words = (
        r"\b(eval|Function|fetch|XMLHttpRequest|WebSocket|EventSource|Worker|importScripts|sendBeacon|"
        r"import|innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|"
        r"srcdoc|setTimeout|setInterval|localStorage|cookie)\b|window\[|`"
    )
    return [m[0] for m in re.finditer(words, bare)]


@pytest.mark.parametrize(
    "bad",
    [
        "eval(x)",
        "new Function('a')",
        "fetch('/x')",
        "import('/x.js')",
        "node.innerHTML = x",
        "node.outerHTML = x",
        "document.write(x)",
        "new XMLHttpRequest()",
        "window['ev' + 'al'](x)",
        "navigator.sendBeacon(u)",
        "setTimeout('x()', 1)",
        "node.insertAdjacentHTML('a', x)",
        "`${x}`",
    ],
)
def test_the_scan_of_scripts_sees_what_it_should(bad):
    assert script_dangers(bad), bad


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
        assert made == (["_LABELS"] if file.name == "parts.py" else []), file


# ---------------------------------------------------------------- what a student types


class Watch(HTMLParser):
    """Collects what in a piece of HTML would run or fetch."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("script", "svg", "iframe", "object", "embed", "link", "base", "form", "meta"):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in values if name.startswith("on")]
        for name in ("href", "src"):
            target = (values.get(name) or "").strip().lower()
            elsewhere = name == "src" and target and not target.startswith("data:")
            if elsewhere or target.startswith("javascript:"):
                self.found.append(f"{tag} {name}={target[:30]}")


def live(html: str) -> list[str]:
    watch = Watch()
    watch.feed(html)
    return watch.found


def test_the_watch_on_html_sees_what_it_should():
    assert len(live(HACK)) >= 4 and live("<a href='javascript:x'>a</a>") and live("<img src=x>")
    assert live("<p>&lt;img src=x onerror=a&gt;</p><img alt='<script>' src='data:image/png,x'>") == []


def with_notes(name: str) -> list[str]:
    """Return the code of a lesson's cells in which a student types, and of those that show it."""
    asks = ("lesson.note(", "lesson.keep_answers(", "lesson.memo(", "lesson.cases(")
    needs = ("explorers.policy_lab()", "explorers.redraw_assumptions(")
    code = [c.source for c in cells(read(name), "code")]
    found = [s for s in code if any(words in s for words in (*asks, *needs))]
    return [re.sub(r"(?m)^lesson\.reveal.*$", "", source) for source in found]


def hacked_file() -> bytes:
    """Return an answers file with markup in every place that a lesson shows, in plain JSON."""
    record = {"kind": HACK, "value": HACK, "when": HACK, "my_kind": HACK}
    whole = {
        name[:2]: {
            **{f"{part}-{HACK[:60]}": record for part in ("exercise", "unknown", "note")},
            "exercise-half": record,
            "case-A1": record | {"tries": 1},
        }
        for name in LESSONS
    }
    return json.dumps({"course": COURSE, "version": 1, "lessons": whole | {HACK[:80]: {}}}).encode()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with kernel(tmp_path_factory.mktemp("security")) as one:
        yield one


TYPE = """
from ipywidgets import Textarea
def _type(words):
    areas = [w for w in _made.values() if isinstance(w, Textarea)]
    for area in areas:
        area.value = words
    for button in [w for w in _made.values() if getattr(w, "description", "") == "Save my words"]:
        button.click()
    return len(areas)
"""


@pytest.mark.parametrize("name", LESSONS)
def test_markup_in_every_text_of_a_lesson_is_shown_as_text(running, name):
    running.works("import ipywidgets; ipywidgets.Widget.close_all()")
    (running.lessons / "my_answers.json").write_bytes(hacked_file())
    number = name[:2]
    set_up = next(c.source for c in cells(read(name), "code") if c.id == "set-up")
    sources = [set_up, PAGE, TYPE, *with_notes(name)]
    html = "".join(running.works(source).html for source in sources)
    typed = int(running.works(f"print(_type({HACK!r}))").text)
    asked = sum(source.count("lesson.note(") for source in sources)
    assert typed == asked, "a text that this test does not fill"
    stored = parse((running.lessons / "my_answers.json").read_bytes(), "answers")[number]
    assert sum(r["value"] == HACK for r in stored.values()) >= typed, "kept letter by letter"
    html += "".join(running.works(source).html for source in (set_up, *with_notes(name)))
    html += running.works("_press('List again'); print(_page())").text
    assert "&lt;img src=x onerror" in html, "it is shown"
    assert live(html) == []
    answer = running.works(f"lesson.check({sorted_exercise(name)!r}, {HACK!r})")
    assert live(answer.html + running.works("print(_page())").text) == []


def sorted_exercise(name: str) -> str:
    return next(c.id for c in cells(read(name), "code", "exercise")).removeprefix("exercise-")


def test_marking_never_evaluates_what_a_student_answers(running):
    """An answer is compared, never run: code in it stays a text."""
    mark = running.lessons / "evaluated"
    running.works('from hosting_shift import practice\nlesson = practice.open_lesson("05")')
    code = f"open({str(mark)!r}, 'w')"
    for name in ("weekly", "moves", "sourced"):
        assert "Not yet." in running.works(f"lesson.check({name!r}, {code!r})").text
    assert not mark.exists()


def test_the_memo_holds_no_html_and_no_picture_to_fetch():
    written = memo._section(
        "recommend", {"recommend": HACK + "\nuptime < 50 %, [my source](https://example.org)"}
    )
    assert not re.search(r"(?<!\\)<[A-Za-z/!?]", written) and "![" not in written
    assert "uptime < 50 %, [my source](https://example.org)" in written, "a plain text stays as it is"


# ---------------------------------------------------------------- the same in a real browser

CELLS_OF_ALL_LESSONS = [
    "from hosting_shift import explorers, practice\nfrom pathlib import Path",
    *("\n".join([f'lesson = practice.open_lesson("{name[:2]}")', *with_notes(name)]) for name in LESSONS),
    "from hosting_shift.practice.class_poll import class_poll\nclass_poll('hacked_class')",
]
RUNNING = """() => {
  const out = [...document.querySelectorAll('.jp-OutputArea-output, .jp-MarkdownViewer')];
  const found = [];
  for (const area of out) for (const n of area.querySelectorAll('*')) {
    for (const a of n.attributes) {
      if (/^on/i.test(a.name)) found.push(n.tagName + ' ' + a.name);
      if (/^(href|src|xlink:href)$/i.test(a.name) && /^\\s*javascript:/i.test(a.value)) found.push(n.tagName + ' ' + a.value);
    }
    if (n.tagName === 'SCRIPT' && n.textContent.includes('hacked')) found.push('SCRIPT');
    if (n.tagName === 'IMG' && !n.src.startsWith('data:')) found.push('IMG ' + n.src);
  }
  return [window.hacked ?? 0, found];
}"""


@pytest.mark.browser
def test_markup_is_text_in_the_browser_too(browser, lab):
    """Every text of all lessons on one page, a hand-made file, the class poll, the memo's preview."""
    address, lessons = lab
    for left in [*lessons.glob("my_answers*"), *lessons.glob("my_policy_memo*")]:
        left.unlink()
    (lessons / "my_answers.json").write_bytes(hacked_file())
    there = lessons / "hacked_class"
    there.mkdir()
    (there / f"{HACK[:80].replace('/', '')}.json").write_bytes(b"{")
    (there / "<b onmouseover=window.hacked=1>.json").write_bytes(hacked_file())
    book = {
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{i}",
                "metadata": {},
                "outputs": [],
                "execution_count": None,
                "source": source,
            }
            for i, source in enumerate(CELLS_OF_ALL_LESSONS)
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (lessons / "hacked.ipynb").write_text(json.dumps(book))
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = LessonPage(context.new_page(), address, "hacked.ipynb")
        page.open()
        page.run_all()
        assert page.cells_with_errors() == []
        asked = sum(source.count("lesson.note(") for source in CELLS_OF_ALL_LESSONS)
        typed = 0
        for i in range(len(CELLS_OF_ALL_LESSONS)):
            cell = page.show_cell(f"cell-{i}")
            areas = cell.locator(".jp-OutputArea textarea")
            for k in range(areas.count()):
                areas.nth(k).fill(HACK)
                cell.get_by_role("button", name="Save my words").nth(k).click()
                typed += 1
        assert typed == asked >= 8
        page.page.wait_for_timeout(1000)
        page.run_all()  # and now it is all displayed back
        for i in range(len(CELLS_OF_ALL_LESSONS)):
            cell = page.show_cell(f"cell-{i}")
            for details in cell.locator("summary").all():
                details.click()
            page.page.wait_for_timeout(400)  # formulas are set a moment later
            assert page.page.evaluate(RUNNING) == [0, []], f"cell-{i}"
        keep = page.show_cell("cell-10").inner_text()
        assert '<img src=x onerror="window.hacked=1">' in keep, "shown, letter by letter"
        nine = page.show_cell("cell-10")
        nine.get_by_role("button", name="Save my memo").click()
        nine.get_by_text("Saved as my_policy_memo.md").wait_for(timeout=15_000)
        page.page.evaluate(
            "() => window.jupyterapp.commands.execute('docmanager:open', "
            "{path: 'my_policy_memo.md', factory: 'Markdown Preview'})"
        )
        preview = page.page.locator(".jp-MarkdownViewer")
        preview.get_by_text("What I recommend").first.wait_for(timeout=15_000)
        page.page.wait_for_timeout(1000)
        assert page.page.evaluate(RUNNING) == [0, []]
        assert "<img src=x onerror" in preview.inner_text(), "a reader sees what was typed"
        assert page.elsewhere == [], "the page asked for something outside this machine"
    finally:
        context.close()
        (lessons / "hacked.ipynb").unlink()
        for left in lessons.glob("my_answers*"):
            left.unlink()


# ---------------------------------------------------------------- audit


def report(*packages) -> str:
    return json.dumps({"dependencies": list(packages), "fixes": []})


SOUND = {"name": "pandas", "version": "3.1.1", "vulns": []}
BAD = {
    "name": "jinja2",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}
UNKNOWN = {"name": "numpy", "skip_reason": "not found"}


@pytest.mark.parametrize(
    "answers, code, words",
    [
        ({"pypi": report(SOUND)}, audit.CLEAN, "Nothing is known"),
        ({"pypi": report(SOUND, BAD)}, audit.FOUND, "jinja2 1.0: PYSEC-2026-1, mended in 1.1"),
        ({"osv": report(SOUND, BAD)}, audit.FOUND, "Open Source Vulnerabilities"),
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
