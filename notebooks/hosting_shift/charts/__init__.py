"""Pure drawing: axes and data in, artists out. No widget, no table, no global state.

`base` says what a drawing is; the other files hold the charts of a lesson or two.
"""

from hosting_shift.charts.afterwards import (
    DIRECTIONS,
    EVENT_MARKS,
    calibration_plot,
    evidence_rows,
    lanes,
    lines_of_text,
    running_score,
    spread,
)
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
)
from hosting_shift.charts.case import (
    definition_rows,
    draw_heap,
    instrument_key,
    instrument_list,
    places,
    swings,
)
from hosting_shift.charts.hosting import dot_columns, event_rows, share_lines, time_bar, uptime_curve
from hosting_shift.charts.lab import fair_shares, gain_bars, mix_columns, square_of_two, win_dots
from hosting_shift.charts.liability import liability_tree, notice_sheet
from hosting_shift.charts.patchwork import Requests, request_network, tile_groups
from hosting_shift.charts.race import clocks, fate_bands, identification_curves, mark_counts, share_bar
from hosting_shift.charts.screening import advert_card, cost_bars, thousand_dots, threshold_curves
from hosting_shift.charts.treaty import staircase, tile_map, treaty_circle

__all__ = [
    "BLUE",
    "DIRECTIONS",
    "DPI",
    "EVENT_MARKS",
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
    "Requests",
    "advert_card",
    "calibration_plot",
    "claim_tiles",
    "clocks",
    "cost_bars",
    "definition_rows",
    "dot_columns",
    "draw_heap",
    "event_rows",
    "evidence_rows",
    "fair_shares",
    "fate_bands",
    "gain_bars",
    "identification_curves",
    "instrument_key",
    "instrument_list",
    "judgement_grid",
    "lanes",
    "liability_tree",
    "lines_of_text",
    "mark_counts",
    "mix_columns",
    "notice_sheet",
    "places",
    "plain",
    "rectangles",
    "request_network",
    "running_score",
    "share_bar",
    "share_lines",
    "spread",
    "square_of_two",
    "staircase",
    "style",
    "swings",
    "thousand_dots",
    "threshold_curves",
    "tile_groups",
    "tile_map",
    "time_bar",
    "treaty_circle",
    "uptime_curve",
    "win_dots",
]
