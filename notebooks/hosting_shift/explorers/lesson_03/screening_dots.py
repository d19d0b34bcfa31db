"""Lesson 03: a thousand adverts, a filter, and what the base rate does to it."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts
from hosting_shift.charts import lesson_03
from hosting_shift.model import screening
from hosting_shift.ui import Panel, Settings, Slider, panel_of
from hosting_shift.words import percent

ADVERTS = 1000
SPECIFICITY = (50, 100, 0.1)  # lowest, highest, step, in percent


@dataclass(frozen=True)
class Result:
    """The settings, whole adverts of each sort, and the exact shares behind them."""

    deceptive: int
    sensitivity: float
    specificity: float
    dots: screening.Counts
    exact: screening.Counts


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"deceptive": 10, "sensitivity": 80, "specificity": 90}


def screening_dots() -> Panel:
    """Return the explorer: base rate, sensitivity, specificity; who is stopped, who is right."""
    return panel_of(
        __name__,
        title="A thousand adverts and a filter",
        purpose="Every mark is one invented advert. Look at the stopped ones: how many triangles, how many squares?",
        controls=[
            Slider("deceptive", "Deceptive adverts", 1, 200, 1, "of 1,000", "assumption").means(
                "The base rate: how many of a thousand adverts are deceptive. Nobody knows it."
            ),
            Slider("sensitivity", "Sensitivity", 50, 100, 1, "%", "assumption").means(
                "Of the deceptive adverts, how many the filter stops."
            ),
            Slider("specificity", "Specificity", *SPECIFICITY, "%", "assumption").means(
                "Of the honest adverts, how many the filter lets through."
            ),
        ],
        sources=[],
        note="Fictional adverts, arithmetic only; marks are rounded to whole adverts, percentages are not.",
        kind="fictional",
        shows=(
            "A thousand marks, one an advert, in two fields: stopped on the left, let through on "
            "the right. Triangles are deceptive adverts."
        ),
        size=(7.6, 4.8),
    )


def compute(deceptive: int, sensitivity: float, specificity: float) -> Result:
    """Count the four sorts among a thousand adverts; sensitivity and specificity in percent."""
    shares = (deceptive / ADVERTS, sensitivity / 100, specificity / 100)
    dots, exact = screening.natural_frequencies(ADVERTS, *shares), screening.expected(ADVERTS, *shares)
    return Result(deceptive, sensitivity, specificity, dots, exact)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the dots."""
    axes = figure.add_axes((0.01, 0.14, 0.98, 0.85))
    return [lesson_03.thousand_dots(axes, ADVERTS).fed_by(_data)]


def _data(r: Result) -> tuple:
    d = r.dots
    share = "" if r.exact.precision is None else f" ({percent(r.exact.precision)})"
    words = (
        f"Stopped, left of the line: {d.stopped}, of them {d.hits} deceptive{share}\n"
        f"Let through, right of it: {d.let_through}, of them {d.misses} deceptive"
    )
    return d.hits, d.false_alarms, d.misses, d.passed, words


def describe(r: Result) -> str:
    """Say in natural frequencies what the filter does."""
    d = r.dots
    start = (
        f"Of {ADVERTS:,} adverts {r.deceptive} {'is' if r.deceptive == 1 else 'are'} deceptive; the "
        f"filter stops {d.hits} of them and {d.false_alarms} honest ones"
    )
    if r.exact.precision is None:
        return f"{start}: it stops nothing, so it is never right and never wrong about a stop."
    missed = "misses none" if d.misses == 0 else f"misses {d.misses}"
    return f"{start}, and {missed}: {percent(r.exact.precision)} of what it stops is deceptive."


def tabulate(r: Result) -> pd.DataFrame:
    """Return the four sorts: whole adverts and expected numbers."""
    d, e = r.dots, r.exact
    return pd.DataFrame(
        {
            "advert": ["deceptive", "deceptive", "honest", "honest"],
            "filter": ["stopped (hit)", "let through (miss)", "stopped (false alarm)", "let through"],
            "marks drawn": [d.hits, d.misses, d.false_alarms, d.passed],
            "expected": [round(x, 2) for x in (e.hits, e.misses, e.false_alarms, e.passed)],
        }
    )
