"""A picture that moves: each text is drawn once and then copied, and looks as Agg draws it."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure

from hosting_shift import charts
from hosting_shift.ui.picture import SMALLEST, Picture, _Letters

LOOKS = [
    {"s": "98.4 % online", "color": "#1a1a1a"},
    {"s": "sites (of 100)", "rotation": 90, "color": "#d55e00"},
    {"s": "two\nlines", "fontsize": 18, "ha": "center"},
    {"s": "faint", "alpha": 0.5, "weight": "bold"},
    {"s": "$x^2$", "color": "#0072b2"},
]


def pixels(renderer_of, look) -> np.ndarray:
    with charts.style():
        figure = Figure(figsize=(2, 1.5), dpi=charts.DPI)
        text = figure.text(0.5, 0.5, va="center", **look)
        renderer = renderer_of(*figure.bbox.size, figure.dpi)
        text.draw(renderer)
    return np.asarray(renderer.buffer_rgba()).astype(float)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look["s"])
def test_a_text_is_the_one_that_agg_draws_moved_by_less_than_a_pixel(look):
    _Letters.drawn.clear()
    first, again, plain = pixels(_Letters, look), pixels(_Letters, look), pixels(RendererAgg, look)
    assert (first == again).all() and plain[..., 3].sum() > 0
    ours, theirs = first[..., 3], plain[..., 3]
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.1), "as much ink"
    for axis in (0, 1):
        middles = [(ink.sum(axis) * np.arange(ink.shape[1 - axis])).sum() / ink.sum() for ink in (ours, theirs)]
        assert abs(middles[0] - middles[1]) < 1, "at the same place"


def test_a_text_drawn_before_is_copied(monkeypatch):
    _Letters.drawn.clear()
    pixels(_Letters, LOOKS[0])
    monkeypatch.setattr(RendererAgg, "draw_text", lambda *a, **k: pytest.fail("drawn anew"))
    pixels(_Letters, LOOKS[0])


def test_a_picture_says_how_wide_it_must_be_to_be_read():
    def draw(figure):
        axes = figure.add_axes((0.1, 0.1, 0.8, 0.8))
        axes.text(0, 0, "small", fontsize=6)
        return []

    picture = Picture(draw, (6, 3))
    assert picture.legible == SMALLEST * 6 * 72 / 6
    assert Picture(lambda figure: [], (6, 3)).legible == 0
