"""Pure drawing: axes and data in, artists out. No widget, no table, no global state.

`base` says what a drawing is, and its names stand here; lesson_NN.py holds the charts of a lesson.
"""

from hosting_shift.charts.base import (
    BLUE,
    DPI,
    FAINT,
    GREEN,
    GREY,
    INK,
    KINDS,
    ORANGE,
    PAPER,
    PURPLE,
    RED,
    SKY,
    Drawing,
    plain,
    rectangles,
    style,
    use_style,
)
