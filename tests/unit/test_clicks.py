"""A button acts on what the page shows, though a click may arrive before the last change."""

import asyncio
from types import SimpleNamespace

import ipywidgets as widgets
import pytest

from hosting_shift.ui import clicks

STILL = clicks.STILL


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


def test_a_click_waits_for_the_change_it_overtook(run, bet):
    slider, button, read = bet

    async def page():
        slider.value = 1
        button.click()
        await asyncio.sleep(0.4 * STILL)
        assert read == []
        slider.value = 5  # held back by the page until the kernel has answered the first
        await asyncio.sleep(0.8 * STILL)
        assert read == [], "every change begins the wait anew"
        await asyncio.sleep(0.4 * STILL)
        assert read == [5]

    run(page())


def test_long_after_a_change_a_click_acts_at_once(run, bet):
    slider, button, read = bet

    async def page():
        slider.value = 3
        await asyncio.sleep(1.1 * STILL)
        button.click()
        assert read == [3]

    run(page())


def test_clicks_while_one_waits_are_the_same_click(run, bet):
    slider, button, read = bet

    async def page():
        slider.value = 2
        for _ in range(3):
            button.click()
        await asyncio.sleep(1.1 * STILL)
        button.click()

    run(page())
    assert read == [2, 2]


def test_in_a_script_a_click_acts_at_once(bet):
    slider, button, read = bet
    slider.value = 4
    button.click()
    assert read == [4]
