"""What a student types is shown as text, everywhere, and never evaluated."""

import re

import pytest

from harness.kernels import PAGE, kernel
from harness.lesson_files import LESSONS, cells, in_code, read
from harness.markup import HACK, hacked_file, live, with_notes
from hosting_shift import exercises
from hosting_shift.student.answers import parse


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with kernel(tmp_path_factory.mktemp("security")) as one:
        yield one


# In the kernel: type into every text and every field, wait until it is kept, and press every Check.
TYPE = """
import asyncio
from ipywidgets import Dropdown, Text, Textarea
from hosting_shift.ui import clicks
async def _type(words):
    areas = [w for w in _made.values() if isinstance(w, Textarea)]
    fields = [w for w in _made.values() if isinstance(w, Text)]
    for area in [*areas, *fields]:
        area.value = words
    await asyncio.sleep(clicks.PAUSE + 0.2)
    for button in [w for w in _made.values() if getattr(w, "description", "") == "Check"]:
        button.click()
    await asyncio.sleep(clicks.STILL + 0.2)
    print(len(areas), len(fields))
"""


def fields_of(sources: list[str]) -> list[str]:
    return [name for source in sources for name in re.findall(r'lesson\.field\("([\w-]+)"', source)]


@pytest.mark.parametrize("name", LESSONS)
def test_markup_in_every_text_of_a_lesson_is_shown_as_text(running, name):
    running.works("import ipywidgets; ipywidgets.Widget.close_all()")
    (running.lessons / "my_answers.json").write_bytes(hacked_file())
    number = name[:2]
    set_up = next(c.source for c in cells(read(name), "code") if c.id == "set-up")
    sources = [set_up, PAGE, TYPE, *with_notes(name)]
    html = "".join(running.works(source).html for source in sources)
    areas, fields = map(int, running.works(f"await _type({HACK!r})").text.split())
    texts = [f"exercise-{f}" for f in fields_of(sources) if not exercises.get(f"{number}-{f}").choices()]
    notes = sum(source.count("lesson.note(") for source in sources)
    assert (areas, fields) == (notes, len(texts)), "a text that this test does not fill"
    stored = parse((running.lessons / "my_answers.json").read_bytes(), "answers")[number]
    assert sum(r["value"] == HACK for r in stored.values()) >= areas + fields, "kept letter by letter"
    for item in texts:
        is_text = isinstance(exercises.get(f"{number}-{item.removeprefix('exercise-')}").expected(), str)
        kept = stored[item] if is_text else stored[f"draft-{item}"]  # where a number is wanted, it is no try
        assert (kept["kind"], kept["value"]) == ("wrong" if is_text else "draft", HACK), item
    html += "".join(running.works(source).html for source in (set_up, *with_notes(name)))
    html += running.works("_press('List again'); print(_page())").text
    assert "&lt;img src=x onerror" in html, "it is shown"
    assert live(html) == []
    first = in_code(read(name))[0].id.removeprefix("exercise-")
    answer = running.works(f"lesson.check({first!r}, {HACK!r})")
    assert live(answer.html + running.works("print(_page())").text) == []


def test_marking_never_evaluates_what_a_student_answers(running):
    """An answer is compared, never run: code in it stays a text."""
    mark = running.lessons / "evaluated"
    running.works('from hosting_shift import practice\nlesson = practice.open_lesson("05")')
    code = f"open({str(mark)!r}, 'w')"
    for name, words in (("weekly", "Not answered yet."), ("moves", "Not yet."), ("sourced", "Not yet.")):
        assert words in running.works(f"lesson.check({name!r}, {code!r})").text
    assert not mark.exists()
