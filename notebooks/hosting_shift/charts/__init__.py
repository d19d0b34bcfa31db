"""Pure drawing: axes and data in, artists out. No widget, no table, no global state.

`base` says what a drawing is; the other files hold the charts of a lesson or two.
"""

from hosting_shift.charts.audit import claim_tiles, judgement_grid
from hosting_shift.charts.base import (
    BLUE,
    DPI,
    FAINT,
    GREEN,
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
)  # fmt: skip
from hosting_shift.charts.hosting import (
    dot_columns,
    event_rows,
    share_lines,
    time_bar,
    uptime_curve,
)
from hosting_shift.charts.lab import (
    fair_shares,
    gain_bars,
    mix_columns,
    square_of_two,
    win_dots,
)
from hosting_shift.charts.screening import (
    advert_card,
    cost_bars,
    thousand_dots,
    threshold_curves,
)
from hosting_shift.charts.treaty import staircase, tile_map, treaty_circle

__all__ = [
    "BLUE",
    "DPI",
    "FAINT",
    "GREEN",
    "INK",
    "KINDS",
    "ORANGE",
    "PAPER",
    "PURPLE",
    "RED",
    "SKY",
    "Drawing",
    "advert_card",
    "claim_tiles",
    "cost_bars",
    "dot_columns",
    "event_rows",
    "fair_shares",
    "gain_bars",
    "judgement_grid",
    "mix_columns",
    "plain",
    "rectangles",
    "share_lines",
    "square_of_two",
    "staircase",
    "style",
    "thousand_dots",
    "threshold_curves",
    "tile_map",
    "time_bar",
    "treaty_circle",
    "uptime_curve",
    "win_dots",
]
