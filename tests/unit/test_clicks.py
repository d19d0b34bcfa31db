"""A button acts on what the page shows, though a click may arrive before the last change."""

import asyncio

import ipywidgets as widgets
import pytest

from hosting_shift.ui import clicks


@pytest.fixture
def bet(monkeypatch):
    """A slider, a button that reads it, and what was read."""
    monkeypatch.setattr(clicks, "STILL", 0.05)
    slider, button, read = widgets.IntSlider(), widgets.Button(), []
    clicks.on_click(button, lambda _: read.append(slider.value), slider)
    return slider, button, read


def test_a_click_waits_for_the_change_it_overtook(bet):
    slider, button, read = bet

    async def page():
        slider.value = 1
        button.click()
        await asyncio.sleep(0.02)
        assert read == []
        slider.value = 5  # held back by the page until the kernel has answered the first
        await asyncio.sleep(0.04)
        assert read == [], "every change begins the wait anew"
        await asyncio.sleep(0.1)

    asyncio.run(page())
    assert read == [5]


def test_long_after_a_change_a_click_acts_at_once(bet):
    slider, button, read = bet

    async def page():
        slider.value = 3
        await asyncio.sleep(0.08)
        button.click()
        assert read == [3]

    asyncio.run(page())


def test_clicks_while_one_waits_are_the_same_click(bet):
    slider, button, read = bet

    async def page():
        slider.value = 2
        for _ in range(3):
            button.click()
        await asyncio.sleep(0.1)
        button.click()

    asyncio.run(page())
    assert read == [2, 2]


def test_in_a_script_a_click_acts_at_once(bet):
    slider, button, read = bet
    slider.value = 4
    button.click()
    assert read == [4]
