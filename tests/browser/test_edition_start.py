"""The browser edition starts Python from the snapshot of its memory, or, whatever is otherwise, the ordinary way.

No visitor sees the difference but by the clock, so the tests ask the console which way it was.
"""

import gzip
import json
import os
import re
import shutil
import time

import pytest

from harness.lesson_steps import EVERY_LESSON
from harness.other_front_ends import EditionPage
from hosting_shift import explorers
from tools.browser_edition import build, serve, snapshot

pytestmark = pytest.mark.xdist_group("browser edition")  # built once

RESTORED = "Python: restored from its snapshot."
ORDINARY = re.compile(r"Python: started the ordinary way \((.*)\)\.")
SNAPSHOT = "static/pyodide/snapshot"
RUN = """async code => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  let said = '';
  const future = kernel.requestExecute({code});
  future.onIOPub = ({content}) => { said += content.text ?? (content.ename ? `${content.ename}: ${content.evalue}` : ''); };
  await future.done;
  return said;
}"""


class Visit:
    """One visitor with an empty browser in one lesson of a site; `said` is what the console says of Python's start."""

    def __init__(self, browser, site, name="00_start_here", headers=False, wait=True, **settings):
        self.serving = serve.serving(site, with_headers=headers)
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **settings)
        self.name, self.said, self.wait = name, [], wait

    def __enter__(self):
        page = self.context.new_page()
        page.on("console", lambda message: self.said.append(message.text) if "Python: " in message.text else None)
        self.lesson = EditionPage(page, self.serving.__enter__(), f"{self.name}.ipynb")
        self.lesson.open() if self.wait else self.lesson.go()
        return self

    def __exit__(self, *error):
        self.context.close()
        self.serving.__exit__(*error)

    def run(self, code: str) -> str:
        """Run code as a cell would; return what it prints, or its error."""
        return self.lesson.page.evaluate(RUN, code)

    def first_cell_runs(self) -> None:
        cell = self.lesson.show_cell("set-up")
        cell.click()
        self.lesson.page.keyboard.press("Shift+Enter")
        cell.get_by_text("Ready.").wait_for(timeout=60_000)
        assert self.lesson.cells_with_errors() == []


@pytest.fixture
def copy(site, tmp_path):
    """A copy of the site to be damaged. Its files are the site's own: write a new one in place of the old."""
    return shutil.copytree(site, tmp_path / "site", copy_function=os.link)


def replace(file, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def without(site) -> None:
    """Take the snapshot's manifest away: Python starts the ordinary way."""
    (site / SNAPSHOT / "manifest.json").unlink()


# ---------------------------------------------------------------- as it should be

EVERY_EXPLORER = """
import hashlib
from hosting_shift import explorers
for name in explorers.__all__:
    if hasattr(explorers.file_of(name), "draw"):
        shown = getattr(explorers, name)()
        print(name, hashlib.sha256(shown.png).hexdigest(), repr(shown.sentence))
"""
CHANCE = """
import os, random, tempfile, uuid
import numpy as np
print(random.random(), np.random.rand(), np.random.default_rng().random(), uuid.uuid4(), os.urandom(8).hex(),
      next(tempfile._get_candidate_names()), sep="\\n")
"""


def test_a_visit_restores_python_and_every_explorer_answers_as_after_an_ordinary_start(browser, site, copy):
    """The same sentence and the same picture, byte for byte, of every explorer of every lesson."""
    without(copy)
    with Visit(browser, site) as visit:
        assert visit.said == [RESTORED]
        restored = visit.run(EVERY_EXPLORER).splitlines()
    with Visit(browser, copy) as visit:
        assert len(visit.said) == 1 and ORDINARY.fullmatch(visit.said[0])
        ordinary = visit.run(EVERY_EXPLORER).splitlines()
    drawn = [name for name in explorers.__all__ if hasattr(explorers.file_of(name), "draw")]
    assert [line.split()[0] for line in restored] == drawn
    assert all(len(line.split()[1]) == 64 for line in restored), restored
    assert restored == ordinary


def test_two_starts_draw_other_chances_and_know_where_and_when_they_are(browser, site):
    """A snapshot is the same for everybody; the clock, the zone and chance are not in it."""
    drawn = []
    zones = {"Asia/Kolkata": ("GMT+5:30 GMT+5:30 -19800", 19800), "Africa/Lagos": ("GMT+1 GMT+1 -3600", 3600)}
    for zone, (names, ahead) in zones.items():
        with Visit(browser, site, headers=zone.startswith("Africa"), timezone_id=zone) as visit:
            drawn.append(visit.run(CHANCE).split())
            assert visit.run("import time; print(*time.tzname, time.timezone)").strip() == names
            here = "from datetime import datetime as d; n = d.now().astimezone(); print(n.timestamp(), n.utcoffset().seconds)"
            now, offset = visit.run(here).split()
            assert abs(float(now) - time.time()) < 60 and int(offset) == ahead
            assert visit.said == [RESTORED]
    assert len(drawn[0]) == 6 and not set(drawn[0]) & set(drawn[1]), drawn


def test_what_is_not_in_the_snapshot_comes_when_it_is_asked_for(browser, site, copy):
    """A package that Pyodide fetches, files out of wheels, the list of what is installed; a wheel that is not there."""
    (copy / "static" / "pyodide" / "fonttools-4.51.0-py3-none-any.whl").unlink()
    lock = json.loads((site / "static" / "pyodide" / "pyodide-lock.json").read_text())["packages"]
    with Visit(browser, copy) as visit:
        assert visit.said == [RESTORED]
        listed = "import micropip, importlib.metadata as m; print(len(micropip.list()), m.version('pandas'))"
        assert visit.run(listed).split() == [str(len(lock) - len(snapshot.NOT_IN_IT)), lock["pandas"]["version"]]
        assert "OpenSSL 1.1.1" in visit.run("import ssl; print(ssl.OPENSSL_VERSION)")
        assert visit.run("import pygments.lexers.sql as s; print(s.SqlLexer.name)").strip() == "SQL"
        assert "OSError" in visit.run("import fontTools.ttLib"), "an error like that of any file"
        assert visit.run("print(1 + 1)").strip() == "2"


# ---------------------------------------------------------------- everything else


def no_manifest(site) -> str:
    without(site)
    return "SyntaxError"


def no_heap(site) -> str:
    next((site / SNAPSHOT).glob("heap-*")).unlink()
    return "heap-.*: 404"


def half_a_heap(site) -> str:
    file = next((site / SNAPSHOT).glob("heap-*"))
    replace(file, file.read_bytes()[: file.stat().st_size // 2])
    return "."


def another_check_sum(site) -> str:
    file = next((site / SNAPSHOT).glob("heap-*"))
    content = bytearray(file.read_bytes())
    content[-8] ^= 1  # the first byte of gzip's check sum
    replace(file, bytes(content))
    return "."


def functions_elsewhere(site) -> str:
    """A browser in which a function table has another length."""
    folder = site / SNAPSHOT
    manifest = json.loads((folder / "manifest.json").read_text())
    pack = folder / manifest["pack"]["file"]
    whole = gzip.decompress(pack.read_bytes())
    index = json.loads(whole[: manifest["index"]]) | {"table": 1}
    head = json.dumps(index).encode()
    whole = head + whole[manifest["index"] :]
    manifest |= {"index": len(head), "pack": {"file": pack.name, "bytes": len(whole)}}
    replace(pack, gzip.compress(whole, 1))
    replace(folder / "manifest.json", json.dumps(manifest).encode())
    return "functions lie elsewhere"


def before_start(site, script: str) -> None:
    """Let a script run in the worker before start.js."""
    file = site / "static" / "pyodide" / "start.js"
    replace(file, script.encode() + file.read_bytes())


def no_unzipping(site) -> str:
    """A browser that cannot unpack."""
    before_start(site, "delete self.DecompressionStream;")
    return "DecompressionStream"


def no_memory(site) -> str:
    """A browser that has not as much memory in one piece."""
    before_start(
        site,
        """{
          const Memory = WebAssembly.Memory;
          WebAssembly.Memory = function (given) {
            if (given.initial > 1000) throw new RangeError("could not allocate memory");
            return new Memory(given);
          };
        }""",
    )
    return "could not allocate memory"


def a_step_that_never_ends(site) -> str:
    """What nobody has thought of: nothing fails, nothing happens."""
    before_start(
        site,
        """{
          const instantiate = WebAssembly.instantiateStreaming;
          let times = 0;
          WebAssembly.instantiateStreaming = (...given) => times++ ? instantiate(...given) : new Promise(() => {});
        }""",
    )
    file = site / SNAPSHOT / "restore.mjs"
    replace(file, file.read_bytes().replace(b"MOST_WAIT = 30_000", b"MOST_WAIT = 1_000"))
    return "not restored in 1 s"


EARLY = [no_manifest, no_heap, another_check_sum, no_unzipping]  # before anything of Python is there
LATE = [half_a_heap, functions_elsewhere, no_memory, a_step_that_never_ends]


@pytest.mark.parametrize("surprise", [*EARLY, *LATE], ids=lambda made: made.__name__)
def test_any_surprise_is_an_ordinary_start(browser, copy, surprise):
    """The student notices nothing but time. After an early one nothing is left behind: that it is told is enough."""
    reason, whole = surprise(copy), surprise in LATE or EVERY_LESSON
    with Visit(browser, copy, wait=whole) as visit:
        if whole:
            visit.first_cell_runs()
            assert visit.lesson.page.get_by_role("alert").count() == 0
        else:
            told_in_time(visit)
        assert len(visit.said) == 1, visit.said
        found = ORDINARY.fullmatch(visit.said[0])
        assert found and re.search(reason, found[1]), visit.said


def told_in_time(visit) -> None:
    for _ in range(600):
        if visit.said:
            return
        visit.lesson.page.wait_for_timeout(100)


def test_who_changed_a_file_of_the_course_has_it_run(browser, site):
    """JupyterLite keeps it in the browser; the snapshot holds the published one, so it is not used."""
    with Visit(browser, site) as visit:
        changed = "open('hosting_shift/words.py', 'a').write('\\nMINE = 7\\n')"
        assert visit.run(changed) == ""
        visit.lesson.page.reload()
        visit.lesson.wait()
        assert [visit.said[0], ORDINARY.fullmatch(visit.said[1])[1][-23:]] == [RESTORED, "changed in this browser"]
        assert visit.run("from hosting_shift import words; print(words.MINE)").strip() == "7"


# ---------------------------------------------------------------- the build


@pytest.fixture
def parts(site, tmp_path):
    """What a snapshot is made of: the runtime's folder, and the course."""
    runtime = tmp_path / "pyodide"
    shutil.copytree(site / "static" / "pyodide", runtime)
    return runtime, site / "files"


def test_two_builds_give_the_same_snapshot(site, parts):
    shutil.rmtree(parts[0] / snapshot.FOLDER)
    build.take_snapshot(*parts, snapshot.make)
    made = {file.name: file.read_bytes() for file in (parts[0] / snapshot.FOLDER).iterdir()}
    assert made == {file.name: file.read_bytes() for file in (site / SNAPSHOT).iterdir()}


@pytest.mark.parametrize(
    "step, was, now, words",
    [
        (snapshot.make, 'Module["preloadedWasm"]', 'Module["preloaded"]', "preloadedWasm|undefined"),
        (
            snapshot.restore,
            "API.restoreSnapshot=function(t){",
            'API.restoreSnapshot=function(t){throw "no more";',
            "no more",
        ),
    ],
    ids=["another way to link", "no restore"],
)
def test_an_upgrade_that_breaks_it_fails_the_build_with_a_sentence(parts, step, was, now, words):
    runtime, course = parts
    file = runtime / "pyodide.asm.js"
    text = file.read_text(encoding="utf-8")
    assert was in text
    file.write_text(text.replace(was, now), encoding="utf-8")
    with pytest.raises(
        build.SiteError, match=r"snapshot of Python's memory could not be made, or not restored"
    ) as told:
        build.take_snapshot(runtime, course, step)
    assert re.search(words, str(told.value))
