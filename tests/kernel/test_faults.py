"""What goes wrong in a student's hands: each fault ends in plain words, and nothing is lost.

Here in kernels without a browser; test_browser_faults.py looks at the page.
"""

import base64
import itertools
import json
import os
import re
import shlex
import signal
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from harness.damages import cut_in_the_middle, emptied, rubbish
from harness.jupyterlab_server import copy_course
from harness.kernels import PAGE, Ran, kernel
from harness.lesson_files import LESSONS, cells, in_fields, read
from hosting_shift import content, tables
from hosting_shift.course.help import made_by
from hosting_shift.student.answers import COURSE, AnswersFile, parse

CODE = {name: cells(read(name), "code") for name in LESSONS}
SET_UP = {name: next(c.source for c in CODE[name] if c.id == "set-up") for name in LESSONS}
FIVE = "05_the_hosting_shift"
TRACE = re.compile(r"Traceback|---->|File .+line \d")


# A hundred widgets at a time: the kernel's socket holds a thousand messages, and drops what comes beyond, the
# one that says "idle" among them, where the machine is too busy to read as fast.
FORGET_NAMES = """
import time
from ipywidgets.widgets.widget import _instances as _made
for _number, _widget in enumerate(list(_made.values())):
    _widget.close()
    if _number % 100 == 99:
        time.sleep(0.03)
for _name in [n for n in globals() if n[0] != "_" and n not in ("In", "Out", "get_ipython")]:
    del globals()[_name]
"""


# In the kernel: notes which files a cell reads, with nothing remembered from before.
WATCH = """
from hosting_shift import tables as _tables
_read_file, _seen = _tables._read, []
def _noting(file):
    _seen.append(file)
    return _read_file(file)
_tables._read = _noting
def _forget():
    _seen.clear()
    _tables.reload()
"""


KINDS = """
from ipywidgets.widgets.widget import _instances
print(*sorted({type(w).__name__ for w in _instances.values()}))
"""


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One kernel, everything imported, for tests that leave the course's files as they were."""
    with kernel(tmp_path_factory.mktemp("kernel")) as running:
        for name in LESSONS:
            running.works(SET_UP[name])
        running.works(WATCH)
        yield running


@pytest.fixture(scope="module")
def both_ways(shared):
    """Run a lesson with every bet placed: set-up, all cells backwards, all cells forwards.

    Returns what each cell put out backwards, forwards, which files of data/ it read, and the kinds
    of widgets there are then. Once a lesson: several tests look at it.
    """

    @cache
    def run(name: str):
        empty(shared)
        file = place_bets(shared, name)
        before = file.path.read_bytes()
        shared.works(SET_UP[name])
        backwards = {cell.id: shared.run(cell.source) for cell in reversed(CODE[name])}
        forwards, reads = {}, {}
        for cell in CODE[name]:
            shared.works("_forget()")
            forwards[cell.id] = shared.works(cell.source)
            seen = shared.works("print(*sorted(set(_seen)))").text.split()
            reads[cell.id] = seen if cell.id != "setup-check" else []  # that one reads everything
        assert file.path.read_bytes() == before, "nothing is lost"
        kinds = shared.works(KINDS).text.split()
        return backwards, forwards, reads, set(kinds)

    return run


def place_bets(running, name: str) -> AnswersFile:
    """Store an answer to every bet of a lesson."""
    file = AnswersFile(running.lessons / "my_answers.json")
    number = name[:2]
    for bet in content.asked(number).bets.values():
        file.put(number, f"bet-{bet.id}", "bet", bet.options[0].id if bet.options else bet.low)
    return file


def empty(running) -> None:
    """Leave no name made and no answer stored."""
    running.works(FORGET_NAMES)
    for left in running.lessons.glob("my_answers*"):
        left.unlink()


# In the kernel: the first bet of lesson 05, without the rest of its cell.
ASK = """
from hosting_shift import explorers
lesson.episode("uptime", explorers.handshakes(), outcome=98.4, ask="05-read-bar")
"""


def place_uptime(running) -> None:
    """Place the first bet of lesson 05 by its slider and its button."""
    running.works(f"{PAGE}{ASK}")
    running.works("lesson.episodes.shown[-1].input.value = 0")
    running.works('_press("Place my bet")\nimport asyncio\nawait asyncio.sleep(0.6)')


@pytest.fixture
def fresh(shared):
    empty(shared)
    return shared


def in_plain_words(ran) -> bool:
    return bool(ran.error) and not TRACE.search(ran.shown)


def first_error(running, name: str) -> Ran:
    """Run the cells of a lesson until one fails; return what that one put out."""
    return next((ran for cell in CODE[name] if (ran := running.run(cell.source)).error), Ran())


def is_told(ran, error: str, file: str) -> None:
    """The error names the file, in a few plain words."""
    assert ran.error == error and in_plain_words(ran), (file, ran.shown)
    assert file in ran.shown and ran.shown.count("\n") < 8, (file, ran.shown)


def stored(lessons) -> dict:
    return parse((lessons / "my_answers.json").read_bytes(), "my_answers.json")


# ---------------------------------------------------------------- cells out of order


def test_before_set_up_python_names_what_set_up_makes_and_the_lesson_says_what_to_do(tmp_path_factory):
    """Nothing of ours is loaded then: Python's own NameError, which every lesson explains."""
    with kernel(tmp_path_factory.mktemp("first")) as first:
        for name in LESSONS:
            earlier = set()
            for cell in CODE[name]:
                if cell.id != "set-up":
                    ran = first.run(cell.source)
                    missing = re.search(r"name '(\w+)' is not defined", ran.shown)
                    assert ran.error == "NameError" and missing, (name, cell.id, ran.shown)
                    assert missing[1] in earlier, (name, cell.id)
                earlier |= made_by(cell.source)
            prose = " ".join(c.source for c in cells(read(name), "markdown"))
            assert re.search(r"`NameError`.{1,10}run the first ", prose), name


@pytest.mark.parametrize("name", LESSONS)
def test_after_set_up_cells_run_backwards_and_again(both_ways, name):
    """Backwards: every cell works or names the cell to run first. Forwards: all work, once more."""
    backwards, forwards, *_ = both_ways(name)
    begins = {" ".join(c.source.splitlines()[0].split()) for c in CODE[name]}
    for cell_id, ran in backwards.items():
        if ran.error:
            assert in_plain_words(ran), (cell_id, ran.shown)
            said = " ".join(ran.shown.split())
            first = re.search("begins with “(.+?)”. Run that one first", said)
            assert first and first[1] in begins, (cell_id, said)
    for cell_id, ran in forwards.items():
        assert "could not be" not in ran.html, cell_id


def test_a_students_own_error_keeps_pythons_words_and_ours_keep_their_trace(fresh):
    fresh.works(SET_UP[FIVE])
    for own in ("'x'.no_such_method()", "1 / 0", "import no_such_package", "int('x')", "'a' + 1"):
        assert "---->" in fresh.run(own).shown, own
    cell = next(c.source for c in CODE[FIVE] if c.id == "worked")
    changed = cell.replace("eu = ", "one = ")
    assert "---->" in fresh.run(changed).shown, "the cell itself was changed: no other can help"
    assert in_plain_words(fresh.run("tables.load('nonsense')"))
    assert "in load" in fresh.run("import traceback; traceback.print_last()").text
    fresh.works("del lesson")
    ran = fresh.run("lesson.recall()")
    assert in_plain_words(ran) and "first grey cell" in ran.shown, "a name of the set-up leads there"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *(
            ("9 states", "in digits"),
            ("99.5%", "in digits"),
            ("", "in digits"),
            ("1 234", "in digits"),
            ("09", "in digits"),
        ),
        *(("“host”", "straight quotation marks"), ('"host', "straight quotation marks"), ("l'hôte", "straight")),
        *(("nine", 'answer = "nine"'), ("true", "Did you mean 'True'?"), ("relocation", "Did you mean 'relocations'?")),
    ],
)
def test_an_answer_that_is_no_python_is_told_what_to_type(fresh, typed, said):
    fresh.works(f"{SET_UP[FIVE]}\nrelocations = tables.load('relocations')")
    ran = fresh.run(f"answer = {typed}\nlesson.check('weekly', answer)")
    assert ran.error in ("SyntaxError", "NameError") and in_plain_words(ran), ran.shown
    words = " ".join(ran.shown.split())
    assert said in words and "first grey cell" not in words, words
    assert "Traceback" in fresh.run("import traceback; traceback.print_last()").text, "Python's own words are kept"


def test_code_that_is_no_python_keeps_pythons_words(fresh):
    fresh.works(SET_UP[FIVE])
    for typed in ("relocations = tables.load('relocations'", "answer = lesson.check(9 states)", "for x in [1]\n  x"):
        ran = fresh.run(typed)
        assert ran.error == "SyntaxError" and "^" in ran.shown and "in digits" not in ran.shown
    assert "expected an indented block" in fresh.run("for x in [1]:\nx").shown
    fresh.works("open('no_python.py', 'w').write('answer = 9 states')")
    assert "no_python.py" in fresh.run("import no_python").shown, "a file of the student's own keeps its place"


@pytest.mark.parametrize(
    ("own", "cell"),
    [
        ("lesson = 5", "lesson.recall()"),
        ("tables = ['a']", "relocations = tables.load('relocations')"),
        ("explorers = 3", "by_hand = explorers.one_site()"),
        ("site = 'x.org'", "site.uptime(6, 0.1)"),
        ("def lesson(): pass", "lesson.recall()"),
        ("for lesson in [1]: pass", "lesson.recall()"),
        ("pd = 1", "pd.DataFrame()"),
        ("from datetime import time as practice", "practice.open_lesson('05')"),
    ],
)
def test_a_name_of_the_course_used_for_something_else_is_told(fresh, own, cell):
    fresh.works(SET_UP[FIVE])
    fresh.works(own)
    ran = fresh.run(cell)
    words = " ".join(ran.shown.split())
    assert in_plain_words(ran) and "was used for something else" in words and "first grey cell" in words, ran.shown
    fresh.works(SET_UP[FIVE])
    fresh.works("lesson.recall()")


def test_a_renamed_lesson_is_known_by_what_is_in_it(tmp_path):
    lessons = copy_course(tmp_path)
    renamed = lessons / "05 mine, été.ipynb"
    (lessons / f"{FIVE}.ipynb").rename(renamed)
    with kernel(tmp_path, lessons) as running:
        running.works("from hosting_shift import explorers")
        course = running.works("explorers.course_map()")
        assert "not written yet" not in course.text and "05%20mine%2C%20%C3%A9t%C3%A9.ipynb" in course.html
        running.works(SET_UP[FIVE])
        ran = running.run("most.head()")
        assert in_plain_words(ran) and "another cell makes" in " ".join(ran.shown.split())


def test_a_lesson_that_lies_elsewhere_says_what_to_do_beside_the_cell_that_fails(tmp_path):
    lessons = copy_course(tmp_path)
    (lessons / "week 2").mkdir()
    with kernel(tmp_path, lessons / "week 2") as moved:
        assert moved.run(SET_UP[FIVE]).error == "ModuleNotFoundError"
    for name in LESSONS:
        prose = " ".join(c.source for c in cells(read(name), "markdown"))
        assert re.search(r"`ModuleNotFoundError`[^.]*put .{1,20} into .*`notebooks`", prose), name


def test_a_missing_package_is_told_in_plain_words(tmp_path):
    """A kernel of another environment, in lesson 00, which everybody opens first."""
    with kernel(tmp_path) as other:
        other.works("import sys; sys.modules['pandas'] = None")  # as if it were not installed
        ran = other.run(SET_UP["00_start_here"])
    assert in_plain_words(ran) and "package pandas is missing" in ran.shown
    assert "Kernel ▸ Change" in " ".join(ran.shown.split())


# ---------------------------------------------------------------- tables


def test_every_damaged_table_is_told_by_the_lesson_that_needs_it(both_ways, shared):
    """For every file of data/: with it damaged, run a lesson that reads it until a cell fails."""
    needs: dict[str, tuple[int, str]] = {}  # file -> the lesson that reads it soonest, in which cell
    for name in LESSONS:
        for i, (_, files) in enumerate(both_ways(name)[2].items()):
            for file in files:
                needs[file] = min(needs.get(file, (i, name)), (i, name))
    data = shared.lessons.parent / "data"
    printed = {"help_lines.csv"}  # `make pages` writes it into two lessons, so that nobody in need has to run a cell
    files = {path.name for path in data.iterdir() if path.is_file() and path.suffix != ".md"}
    every = sorted(files - printed)
    assert set(every) == set(needs), "a table that no lesson reads"
    for number, file in enumerate(every):
        place_bets(shared, needs[file][1])  # some tables are read when an explorer is uncovered
        whole = (data / file).read_bytes()
        (data / file).unlink()
        if number % 4:  # a quarter deleted, the others damaged in one way or another
            damage = (emptied, cut_in_the_middle, rubbish)[number % 4 - 1]
            (data / file).write_bytes(damage(whole))
        shared.works(f"{FORGET_NAMES}\n_forget()")
        ran = first_error(shared, needs[file][1])
        if number % 4 == 0:
            check = shared.run("from hosting_shift import explorers\nexplorers.setup_check()")
            assert f"data/{file}" in (check.shown if check.error else check.text), file
        (data / file).write_bytes(whole)
        is_told(ran, "TableError", f"data/{file}")


@pytest.mark.parametrize("damage", [None, emptied, cut_in_the_middle, rubbish])
def test_a_damaged_file_of_questions_is_told_by_its_lesson(fresh, damage):
    for name in LESSONS[::3]:
        path = fresh.lessons.parent / "content" / f"lesson_{name[:2]}.toml"
        whole = path.read_bytes()
        path.unlink()
        if damage:
            path.write_bytes(damage(whole))
        fresh.works(f"{FORGET_NAMES}\nfrom hosting_shift import content\ncontent.reload()")
        ran = first_error(fresh, name)
        path.write_bytes(whole)
        fresh.works("from hosting_shift import content\ncontent.reload()")
        is_told(ran, "ContentError", f"content/{path.name}")


# ---------------------------------------------------------------- what a student can enter

# Sliders have a readout one can type into; ipywidgets takes a number between the ends and no else.
NUMBERS = {"FloatSlider", "IntSlider", "FloatRangeSlider", "IntRangeSlider"}
CHOSEN = {"Button", "Checkbox", "Dropdown", "Play", "RadioButtons", "SelectionSlider", "ToggleButton"}
SHOWN = {"Box", "HBox", "HTML", "IntProgress", "Output", "VBox"}  # Output: an explanation, which is the lesson's own
TYPED = {"Text", "Textarea", "FileUpload"}  # filled with markup, or with rubbish, in test_markup and here


@pytest.mark.parametrize("name", LESSONS)
def test_every_place_where_a_student_can_type_is_known(both_ways, name):
    """A new kind of widget must be judged here: if one can type into it, test_markup fills it."""
    kinds = {k for k in both_ways(name)[3] if not re.search("(Layout|Style|Model)$", k)}
    assert "RadioButtons" in kinds and "FileUpload" in kinds, "the walk sees the page"
    assert kinds <= NUMBERS | CHOSEN | SHOWN | TYPED, kinds


# ---------------------------------------------------------------- saved answers

WRONG = ["<b>", [1, 2], 10**400, float("nan"), float("inf"), -1, True, None, 1e308, ""]


def page(running) -> str:
    """Return all that the widgets of the page say."""
    return running.works("print(_page())").text


def fields(number: str) -> list[str]:
    """Return the names of a lesson's fields."""
    (name,) = (name for name in LESSONS if name.startswith(number))
    return [cell.id.removeprefix("exercise-") for cell in in_fields(read(name))]


def filled_with_rubbish(number: str) -> dict:
    """Return answers of the right form: everything that a lesson asks, answered with nonsense."""
    asked = [f"bet-{bet}" for bet in content.asked(number).bets]
    asked += [f"question-{question.id}" for question in content.questions(number)]
    asked += [f"note-{n}" for n in ("recommend", "affected", "careful", "spa")]
    asked += [f"marks-{n}" for n in ("recommend", "careful", "spa")]
    asked += [f"case-{case}" for case in content.asked("04").cases]
    asked += [f"forecast-{q}" for q in tables.load("forecast_questions")["question"]]
    asked += ["exercise-weekly", "unknown-thing", "<b>"]
    asked += [f"draft-{item}" for item in asked if item.startswith(("bet", "question"))]
    asked += [f"{kept}exercise-{task}" for task in fields(number) for kept in ("", "draft-")]
    wrong = itertools.cycle(WRONG)
    items = {item: {"kind": "draft" if "draft" in item else "bet", "value": next(wrong)} for item in asked}
    for claim in tables.load("claims")["claim"]:
        items[f"sort-{claim}"] = {"kind": "judgement", "value": "x", "my_kind": next(wrong), "my_verdict": next(wrong)}
    items["question-recall-x"] = {"kind": "right", "value": "x", "tries": "<b>"}
    items["note-good"] = {"kind": "note", "value": "my own words"}
    return {item: {**answer, "when": "2026-01-01T00:00:00"} for item, answer in items.items()}


@pytest.mark.parametrize("name", [n for n in LESSONS if n[:2] in ("01", "04", "06", "09", "10")])
def test_a_file_full_of_wrong_answers_stops_no_lesson_and_is_kept(fresh, name):
    number, file = name[:2], fresh.lessons / "my_answers.json"
    lessons = {number: filled_with_rubbish(number), "99": {"a": {"kind": "note", "value": "b", "when": ""}}}
    file.write_text(json.dumps({"course": COURSE, "version": 1, "lessons": lessons}))
    raw = file.read_bytes()
    said = fresh.works(SET_UP[name]).text
    assert "saved answers could not be used, and left out" in said
    (kept,) = fresh.lessons.glob("my_answers.before-*.json")
    assert kept.name in said and kept.read_bytes() == raw, "the file as it was is kept whole"
    for cell in CODE[name]:
        ran = fresh.run(cell.source)
        assert not ran.error, (cell.id, ran.shown)
    left = stored(fresh.lessons)
    assert left[number]["note-good"]["value"] == "my own words" and left["99"], "the rest is there"
    assert len(list(fresh.lessons.glob("my_answers.*-*.json"))) == 1, "one copy, not one a widget"


def a_file(**notes: str) -> bytes:
    items = {f"note-{name}": {"kind": "note", "value": words, "when": ""} for name, words in notes.items()}
    return json.dumps({"course": COURSE, "version": 1, "lessons": {"05": items}}).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\xff" * 1000,
        b"{",
        a_file(careful="x" * 5_000_000, good="my own words"),
        a_file(careful="\ud800", good="my own words"),
    ],
    ids=["bytes", "half a file", "a text of 5 MB", "half a sign"],
)
def test_a_damaged_file_is_told_set_aside_and_its_good_answers_stay(fresh, raw):
    (fresh.lessons / "my_answers.json").write_bytes(raw)
    said = fresh.works(SET_UP[FIVE]).text
    (aside,) = fresh.lessons.glob("my_answers.damaged-*.json")
    assert aside.read_bytes() == raw and aside.name in said and "nothing of it is lost" in said
    place_uptime(fresh)
    now = stored(fresh.lessons)["05"]
    assert "bet-uptime" in now and ("note-good" in now) == (b"my own words" in raw)
    fresh.works(SET_UP[FIVE])
    assert len(list(fresh.lessons.glob("my_answers.damaged-*.json"))) == 1


def test_an_answer_that_no_file_can_hold_is_told_beside_its_exercise(fresh):
    fresh.works(SET_UP[FIVE])
    for answer in ("10**4000", "10**5000", "chr(0xD800)", "float('nan')", "'x' * 9000", "object()"):
        ran = fresh.works(f'lesson.check("weekly", {answer})')
        words = answer in ("chr(0xD800)", "'x' * 9000")  # no number: not read, so no try
        assert ("Not answered yet." if words else "Not yet.") in ran.text, answer
    fresh.works(PAGE)
    assert "It was not saved" in page(fresh)


# ---------------------------------------------------------------- folder and disk


# In the kernel: write a note, and wait until it is kept.
WRITE = """
import asyncio
from hosting_shift.ui import clicks
lesson.note("careful")
[w for w in _made.values() if "Textarea" in str(type(w))][-1].value = "my words"
await asyncio.sleep(clicks.PAUSE + 0.2)
"""


def the_bet_is_told_and_kept(running, reason: str) -> None:
    """Place a bet where nothing can be written: it is told, kept in memory, and to be downloaded."""
    running.works(SET_UP[FIVE])
    place_uptime(running)
    told = rf"You bet <b>0 %</b>.*?</div><p>Your answers could not be saved in my_answers.json \({reason}"
    assert re.search(told, page(running), re.S)
    assert "They are kept as long as this page is open" in page(running)
    running.works(WRITE)
    assert "'hs-kept-word'>kept</p>" not in page(running), "nobody is told that it is kept"
    assert "could not be saved" in running.works('lesson.check("weekly", 1)\nprint(_page())').text
    # Run All again: a new lesson, the same answers
    said = running.works(SET_UP[FIVE]).text
    assert "3 answers of yours restored" in said and reason in said
    running.works(ASK)
    assert running.works("print(lesson.episodes.shown[-1].is_open)").text.strip() == "True"
    running.works('lesson.keep_answers()\n_press("Yes, set my answers to this lesson aside")')
    assert "No copy of my_answers.json could be made" in page(running)
    links = re.findall(r"href='data:application/json;base64,([^']+)'", page(running))
    assert "bet-uptime" in parse(base64.b64decode(links[-1]), "download")["05"]


@contextmanager
def read_only_kernel(folder: Path, file: bytes | None = None):
    """A kernel whose lessons' folder cannot be written; with this answers file in it."""
    lessons = copy_course(folder)
    if file is not None:
        (lessons / "my_answers.json").write_bytes(file)
    here = shlex.quote(str(lessons))
    inside = f"mount --bind {here} {here}; mount -o remount,ro,bind {here}"
    with kernel(folder, lessons, inside) as running:
        yield running


def test_in_a_folder_that_cannot_be_written_answers_are_told_and_kept(tmp_path):
    with read_only_kernel(tmp_path) as running:
        lessons = running.lessons
        the_bet_is_told_and_kept(running, "Read-only file system")
        assert not list(lessons.glob("my_answers*"))
        running.works(
            f"import subprocess; subprocess.run(['mount', '-o', 'remount,rw,bind', {str(lessons)!r}], check=True)"
        )
        running.works('_press("List again")')
        assert "bet-uptime" in stored(lessons)["05"], "written as soon as it can be"


def test_on_a_full_disk_answers_are_told_kept_and_written_when_there_is_room(tmp_path):
    """A small disk of its own (an image, looped back), filled to the last block."""
    disk, image = tmp_path / "disk", tmp_path / "disk.img"
    disk.mkdir()
    copy_course(tmp_path)
    AnswersFile(tmp_path / "notebooks" / "my_answers.json").put("07", "note-x", "note", "earlier")
    earlier = (tmp_path / "notebooks" / "my_answers.json").read_bytes()
    inside = (
        f"cd {shlex.quote(str(tmp_path))}; truncate -s 8M {image.name}; "
        f"mkfs.ext2 -q -m 0 {image.name} 2>/dev/null && mount -o loop {image.name} disk 2>/dev/null"
        " || mount -t tmpfs -o size=8M tmpfs disk; "
        "cp -r notebooks data content disk; dd if=/dev/zero of=disk/filler bs=1024 2>/dev/null || true"
    )
    with kernel(tmp_path, disk / "notebooks", inside) as running:
        mounts = running.works("print(open('/proc/mounts').read())").text
        assert re.search(rf"{re.escape(str(disk))} (ext2|ext4|tmpfs) ", mounts)
        the_bet_is_told_and_kept(running, "No space left on device")
        on_disk = "import pathlib; print(pathlib.Path('my_answers.json').read_text())"
        assert running.works(on_disk).text.encode().strip() == earlier.strip(), "nothing is harmed"
        running.works("pathlib.Path('../filler').unlink()")
        running.works('_press("List again")')
        now = parse(running.works(on_disk).text.encode(), "the file on the disk")
        assert set(now["05"]) == {"bet-uptime", "note-careful", "exercise-weekly"}
        assert now["07"]["note-x"]["value"] == "earlier"
        assert "could not be saved" not in running.works(SET_UP[FIVE]).text


def test_a_damaged_file_in_a_folder_that_cannot_be_written_stays_as_it_is(tmp_path):
    with read_only_kernel(tmp_path, b"{") as running:
        said = running.works(SET_UP[FIVE]).text
        assert "damaged" in said and "nothing is written over it" in said
        place_uptime(running)
        assert "download your answers" in page(running)
    assert (running.lessons / "my_answers.json").read_bytes() == b"{"


def test_two_lessons_in_two_kernels_write_the_same_file_and_lose_nothing(fresh, tmp_path):
    with kernel(tmp_path, fresh.lessons) as other:
        pair = {FIVE: fresh, "07_the_convention": other}
        for name, running in pair.items():
            running.works(SET_UP[name])
        for name, running in pair.items():
            running.client.execute(f"for i in range(60): lesson.answers.put('{name[:2]}', f'note-{{i}}', 'note', i)")
        for running in pair.values():
            running.works("print(lesson.answers.problem)")
        now = stored(fresh.lessons)
    assert {number: len(items) for number, items in now.items()} == {"05": 60, "07": 60}
    assert not list(fresh.lessons.glob("my_answers.*-*.json"))
    assert not list(fresh.lessons.glob(".my_answers*")), "no lock, no half-written file"


def test_a_kernel_killed_in_the_middle_of_writing_leaves_the_file_whole(tmp_path):
    with kernel(tmp_path) as running:
        running.works(SET_UP[FIVE])
        file = running.lessons / "my_answers.json"
        running.works("lesson.answers.put('05', 'note-first', 'note', 'kept')")
        running.client.execute("for i in range(10**6): lesson.answers.put('05', 'note-x', 'note', 'x' * 4000)")
        time.sleep(1.5)
        os.kill(running.manager.provisioner.pid, signal.SIGKILL)
    assert stored(file.parent)["05"]["note-first"]["value"] == "kept"
    with kernel(tmp_path, file.parent) as again:
        assert "2 answers of yours restored" in again.works(SET_UP[FIVE]).text
        again.works("lesson.answers.put('05', 'note-y', 'note', 'z')")
    assert set(stored(file.parent)["05"]) == {"note-first", "note-x", "note-y"}
