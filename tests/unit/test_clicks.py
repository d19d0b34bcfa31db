"""A button acts on what the page shows, though a click may arrive before the last change."""

import asyncio
import contextlib
from datetime import UTC, datetime
from types import SimpleNamespace

import ipywidgets as widgets
import pytest

from hosting_shift.practice.keeping import Keeping
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import LessonAnswers
from hosting_shift.ui import clicks, parts


class Clock(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to what comes next: on a busy machine, too, nothing is late."""

    now = 1000.0

    def time(self):
        return self.now

    def _run_once(self):
        if self._scheduled and not self._ready:
            self.now = max(self.now, self._scheduled[0].when())
        super()._run_once()


@pytest.fixture
def run(monkeypatch):
    """Run what happens on a page, on the clock that the buttons look at."""
    with asyncio.Runner(loop_factory=Clock) as runner:
        monkeypatch.setattr(clicks, "time", SimpleNamespace(monotonic=runner.get_loop().time))
        yield runner.run


@pytest.fixture
def bet(run):
    """A slider, a button that reads it, and what was read."""
    slider, button, read = widgets.IntSlider(), widgets.Button(), []
    clicks.on_click(button, lambda _: read.append(slider.value), slider)
    return slider, button, read


# What happens on a page: a whole number is a change, "click" a click, a fraction a wait (in STILL), a list what was read.
PAGES = {
    "a click waits for the change it overtook, held back by the page, and every change begins the wait anew": (
        [1, "click", 0.4, [], 5, 0.8, [], 0.4, [5]]
    ),
    "long after a change a click acts at once": [3, 1.1, "click", [3]],
    "clicks while one waits are the same click": [2, "click", "click", "click", 1.1, "click", [2, 2]],
}


@pytest.mark.parametrize("what", PAGES)
def test_a_click_acts_on_what_the_page_shows(run, bet, what):
    slider, button, read = bet

    async def page():
        for step in PAGES[what]:
            if step == "click":
                button.click()
            elif isinstance(step, list):
                assert read == step
            elif isinstance(step, float):
                await asyncio.sleep(step * clicks.STILL)
            else:
                slider.value = step

    run(page())


def failing(*_):
    raise UnicodeDecodeError("utf-8", b"\x92", 0, 1, "invalid start byte")


@pytest.mark.parametrize(
    "make",
    [
        lambda act: parts.button("Save my memo", act=act),
        lambda act: parts.toggle("Save my memo", act),
        lambda act: clicks.on_click(made := parts.button("Save my memo"), act, widgets.IntSlider()) or made,
    ],
    ids=["button", "toggle", "on_click"],
)
def test_a_click_that_fails_says_so_on_the_page_and_is_forgotten_when_it_works(make):
    todo = [failing, failing, lambda *_: None]
    made = make(lambda *given: todo.pop(0)(*given))
    for _ in range(2):
        with contextlib.suppress(
            UnicodeDecodeError
        ):  # of a click ipywidgets writes it to the log; of a change it goes on
            press(made)
        assert made.description.startswith("Save my memo: this did not work, because of an error ('utf-8' codec")
        assert "Restart Kernel" in made.description and made.description.count("did not work") == 1
    press(made)
    assert made.description == "Save my memo"


def press(made):
    if isinstance(made, widgets.ToggleButton):
        made.value = not made.value
    else:
        made.click()


def test_a_file_chosen_that_cannot_be_taken_says_so_too(answers, monkeypatch):
    keeping = Keeping(LessonAnswers(answers, "05"), lambda on: None)
    upload = upload_of(keeping, monkeypatch)
    monkeypatch.setattr(answers, "restore", failing)
    with pytest.raises(UnicodeDecodeError):
        upload.value = (chosen(b"x"),)
    assert "Restore from a file: this did not work" in upload.description


def test_the_same_file_can_be_restored_again(answers, monkeypatch):
    answers.put("05", "bet-uptime", "bet", 30)
    saved = answers.as_bytes()
    keeping = Keeping(LessonAnswers(answers, "05"), lambda on: None)
    upload = upload_of(keeping, monkeypatch)
    for _ in range(3):
        keeping._start_afresh(None)
        assert "empty again" in keeping.said.value and not answers.lesson("05")
        upload.value = (chosen(saved),)
        assert "1 answer restored" in keeping.said.value and answers.lesson("05")


def upload_of(keeping, monkeypatch):
    """Show what keeps the answers; return its control for a file."""
    seen = []
    monkeypatch.setattr(Screen, "show", lambda self, children, text: seen.extend(children))
    keeping.show(Screen())
    row = next(child for child in seen if isinstance(child, widgets.HBox))
    return next(child for child in row.children if isinstance(child, widgets.FileUpload))


def chosen(content):
    """Return a file as the page hands it over; the same file again is the same in everything."""
    when = datetime(2026, 11, 30, tzinfo=UTC)
    about = {"name": "my_answers.json", "type": "application/json", "size": len(content), "last_modified": when}
    return {**about, "content": memoryview(content)}


def test_in_a_script_a_click_acts_at_once(bet):
    slider, button, read = bet
    slider.value = 4
    button.click()
    assert read == [4]


# ---------------------------------------------------------------- words, kept at a pause


@pytest.mark.parametrize(
    "steps",
    [
        ["o", 0.5, [], "on", 0.9, [], "once", 0.9, [], 0.2, ["once"], 5.0, ["once"]],
        ["a", 1.1, ["a"], "ab", 0.5, ["a"], 0.6, ["a", "ab"]],
    ],
    ids=["one who goes on typing is not interrupted", "every pause keeps"],
)
def test_words_are_kept_at_a_pause_of_a_second(run, steps):
    area, kept = widgets.Textarea(), []
    clicks.on_pause(area, kept.append)

    async def page():
        for step in steps:
            if isinstance(step, str):
                area.value = step
            elif isinstance(step, float):
                await asyncio.sleep(step * clicks.PAUSE)
            else:
                assert kept == step

    run(page())
    assert clicks.PAUSE <= 1, "words typed and a kernel killed within five seconds: the words are there"


def test_in_a_script_words_are_kept_at_once():
    area, kept = widgets.Textarea(), []
    clicks.on_pause(area, kept.append)
    area.value = "all"
    assert kept == ["all"]
