"""A button acts on what the page shows, though a click may arrive before the last change."""

import asyncio
from types import SimpleNamespace

import ipywidgets as widgets
import pytest

from hosting_shift.ui import clicks


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
