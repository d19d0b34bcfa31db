"""A figure that moves cheaply: still parts are drawn once, what moves on a kept background."""

from __future__ import annotations

import math
import struct
import zlib
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from hosting_shift import charts

MOST_TEXTS = 1_000  # kept as pixels, a few kB each
SMALLEST = 11  # pixels: letters lower than that cannot be read on a screen


class _Letters(RendererAgg):
    """Agg's renderer that draws every text once and then copies its pixels.

    Drawing letters is most of the time of a picture that moves, and most texts say what they said before.
    Texts stand on whole pixels.
    """

    drawn: ClassVar[OrderedDict[tuple, tuple[int, int, np.ndarray]]] = OrderedDict()  # shared: figures repeat words

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        """Draw a text, y downwards; formulas as Agg does."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        look = (s, hash(prop), angle, self.dpi, gc.get_rgb()[:3], gc.get_alpha())
        if look not in self.drawn:
            self.drawn[look] = self._render(gc, s, prop, angle, mtext)
            if len(self.drawn) > MOST_TEXTS:
                self.drawn.popitem(last=False)
        self.drawn.move_to_end(look)
        left, below, pixels = self.drawn[look]
        self.draw_image(gc, round(x) + left, self.height - round(y) + below, pixels)

    def _render(self, gc, s, prop, angle, mtext) -> tuple[int, int, np.ndarray]:
        """Return a text's pixels, and where they begin from its own point: to the right, and upwards."""
        reach = math.ceil(sum(self.get_text_width_height_descent(s, prop, False))) + 8  # turned by any angle
        blank = RendererAgg(2 * reach, 2 * reach, self.dpi)
        full = blank.new_gc()
        full.set_foreground(gc.get_rgb()[:3])
        full.set_alpha(gc.get_alpha())
        blank.draw_text(full, reach, reach, s, prop, angle, mtext=mtext)
        pixels = np.asarray(blank.buffer_rgba())
        rows, columns = np.nonzero(pixels[..., 3])
        if not rows.size:
            return 0, 0, np.zeros((1, 1, 4), np.uint8)
        top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
        return (
            int(left) - reach,
            reach - int(bottom),
            pixels[top:bottom, left:right][::-1].copy(),
        )  # Agg reads images upwards


class _Canvas(FigureCanvasAgg):
    def get_renderer(self):
        """Return the renderer of this figure's size and dots."""
        asked = *self.figure.bbox.size, self.figure.dpi
        if getattr(self, "_asked", None) != asked:
            self.renderer, self._asked = _Letters(*asked), asked
        return self.renderer


class Picture:
    """A figure whose still parts are drawn once.

    `draw(figure)` returns the list of `charts.Drawing` on it. After that only their moving artists
    are drawn again, on a copy of the background (about a third of the time of a full redraw).
    `sharper` gives that many times the dots, for a projector.
    """

    def __init__(self, draw: Callable[[Figure], list[charts.Drawing]], size: tuple[float, float], sharper: float = 1):
        with charts.style():
            self.figure = Figure(figsize=size, dpi=sharper * charts.DPI, facecolor=charts.PAPER)
            self._canvas = _Canvas(self.figure)
            self.drawings = draw(self.figure)
        for drawing in self.drawings:
            for artist in drawing.moving:
                artist.set_animated(True)
        self._background = None

    @cached_property
    def legible(self) -> int:
        """The width in pixels below which the smallest letters are lower than SMALLEST pixels."""
        sizes = [text.get_fontsize() for text in self.figure.findobj(Text) if text.get_text().strip()]
        if not sizes:
            return 0
        wide = self.figure.get_figwidth() * 72  # points
        return math.ceil(SMALLEST * wide / min(sizes))

    def png(self, result: Any) -> bytes:
        """Return the picture of `result` as PNG bytes."""
        with charts.style():
            for drawing in self.drawings:
                drawing.move(result)
            if self._background is None:
                self._canvas.draw()
                self._background = self._canvas.copy_from_bbox(self.figure.bbox)
            self._canvas.restore_region(self._background)
            for drawing in self.drawings:
                for artist in drawing.moving:
                    self.figure.draw_artist(artist)
        return as_png(np.asarray(self._canvas.buffer_rgba()))


def as_png(pixels: np.ndarray) -> bytes:
    """Return pixels, shape (height, width, 4), bytes of red, green, blue and opacity, as a PNG file.

    Pillow tries five filters on every line of a picture; charts need none, and without them the file is as small
    and written in less than half the time. Opacity stays: to leave it out costs more than to write it.
    """
    height, width, _ = pixels.shape
    lines = np.zeros((height, 1 + 4 * width), np.uint8)  # each begins with a 0: no filter
    lines[:, 1:] = pixels.reshape(height, -1)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)  # eight bits, three colours and opacity
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(lines, level=1)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
