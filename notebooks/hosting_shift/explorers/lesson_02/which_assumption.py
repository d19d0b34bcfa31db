"""Lesson 02: which assumption moves the estimate most? A ranking one can check by hand."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, reported, tables
from hosting_shift.charts import lesson_02
from hosting_shift.explorers.lesson_02.turnover_estimator import MILLION, greatest, mark, range_controls
from hosting_shift.model import estimate
from hosting_shift.ui import Choice, Panel, Settings, panel_of
from hosting_shift.words import percent


@dataclass(frozen=True, eq=False)
class Result:
    """The swings of the three assumptions, the largest first, and the middle estimate (euro)."""

    swings: list[estimate.Swing]
    middle: float


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    ranges = {control.name: control.start for control in range_controls("listings", "share")}
    return {"fee_from": _TEXTS[0][1], **ranges}


def which_assumption() -> Panel:
    """Return the explorer: one bar an assumption, the one that matters most on top."""
    options = [(f"{name}: {reported.span(*_fee(key))} euro", key) for name, key in _TEXTS]
    return panel_of(
        __name__,
        title="Which assumption matters most?",
        purpose="Each bar moves one assumption and leaves the two others in their middles. What changes "
        "when you believe the fee of the other article?",
        controls=[
            Choice("fee_from", "Fee reported by", options, "article").means(
                "Two texts of one publisher give two ranges for the monthly fee."
            ),
            *range_controls("listings", "share"),
        ],
        sources=["estimate_ranges", "case_figures"],
        kind="derived",
        shows=(
            "Three bars, the longest first: turnover a month, in million euro, as one assumption "
            "moves from its lower to its upper end. A line stands at the reported 3 million."
        ),
        size=(7.6, 4.0),
        note="Swing: turnover at the upper end minus turnover at the lower end.",
    )


_TEXTS = [("the article", "ARTICLE2009"), ("the other article", "S3")]


def _fee(source: str) -> tuple[float, float]:
    return reported.reported("fee", source)


def compute(fee_from: str, listings: tuple, share: tuple) -> Result:
    """Rank the assumptions; fee_from is the source whose fee range is used."""
    ranges = {"listings": listings, "share": share, "fee": _fee(fee_from)}
    return Result(estimate.ranking(ranges), estimate.middle_estimate(ranges))


def _names() -> dict[str, str]:
    return {name: row["name"] for name, row in tables.settings("estimate_ranges").items()}


def _in_unit(name: str, value: float) -> str:
    return {"listings": f"{value:,.0f} listings", "share": f"{value:g} %", "fee": f"{value:g} euro"}[name]


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the bars beside the reported total."""
    axes = figure.add_axes((0.03, 0.16, 0.94, 0.81))
    chart = lesson_02.swings(axes, len(estimate.NAMES), greatest(), mark(), "turnover a month (million euro)")
    return [chart.fed_by(_bars)]


def _bars(r: Result):
    names = _names()
    bars = [
        (names[s.name], f"{s.low:,.0f}", _in_unit(s.name, s.high), s.at_low / MILLION, s.at_high / MILLION)
        for s in r.swings
    ]
    return bars, r.middle / MILLION


def describe(r: Result) -> str:
    """Say which assumption matters most, and by how much."""
    names = _names()
    first, *others = r.swings
    tied = [s for s in others if abs(s.swing - first.swing) < 1]
    if tied:
        equal = ", ".join(names[s.name].lower() for s in [first, *tied])
        lead = f"Equal first: {equal}, each {first.swing / MILLION:.2f} million euro wide"
    else:
        lead = (
            f"{names[first.name]}, {first.low:,g} to {_in_unit(first.name, first.high)}, moves the turnover most: from "
            f"{first.at_low / MILLION:.2f} to {first.at_high / MILLION:.2f} million euro a month, because its ends lie "
            f"{percent(first.spread, 0)} below and above its middle"
        )
    rest = ", ".join(
        f"{names[s.name].lower()} ({percent(s.spread, 0)}) by {s.swing / MILLION:.2f} million"
        for s in others
        if s not in tied
    )
    less = "The others move" if len(others) - len(tied) > 1 else "The other moves"
    return f"{lead}. {less} it less: {rest}." if rest else f"{lead}."


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row an assumption: range, how far its ends lie from its middle, turnover at both ends, swing."""
    names = _names()
    return pd.DataFrame(
        {
            "rank": range(1, len(r.swings) + 1),
            "assumption": [names[s.name] for s in r.swings],
            "lower end": [s.low for s in r.swings],
            "upper end": [s.high for s in r.swings],
            "below and above the middle (%)": [round(100 * s.spread) for s in r.swings],
            "turnover at lower end (million euro)": [round(s.at_low / MILLION, 2) for s in r.swings],
            "turnover at upper end (million euro)": [round(s.at_high / MILLION, 2) for s in r.swings],
            "swing (million euro)": [round(s.swing / MILLION, 2) for s in r.swings],
        }
    )
