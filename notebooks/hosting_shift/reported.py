"""Reading reported figures: which texts contradict each other, what follows from them, what must
not be drawn as one curve.

Rules over the tables case_figures and france_procuring; no figure is typed in here.
"""

from __future__ import annotations

import pandas as pd

from hosting_shift import tables
from hosting_shift.errors import look_up
from hosting_shift.model import estimate


def reported(figure: str, source: str = "ARTICLE2009") -> tuple[float, float]:
    """Return (low, high) of a figure of case_figures in one text; equal where it is one number.

    Raises ValueError where a text is silent.
    """
    case = tables.load("case_figures")
    rows = case[(case["figure"] == figure) & (case["sources"] == source)]
    if rows.empty:
        raise ValueError(
            f"case_figures has no {figure!r} in {source!r}; it has "
            f"{', '.join(sorted(set(case['figure'])))} in {', '.join(sorted(set(case['sources'])))}."
        )
    return float(rows["low"].iloc[0]), float(rows["high"].iloc[0])


def compare_texts() -> pd.DataFrame:
    """Return one row a reported figure, what each text says, those that conflict first.

    Columns: what, wording, unit, one column a text (its value, or "low–high"; "–" where it is
    silent; "(our sum)" where the text prints the parts only), texts: "conflict", "agree" or "one text". Two texts that agree may have one origin.
    """
    case = tables.load("case_figures")
    rows = []
    for _, same in case.groupby("figure", sort=False):
        row = {"what": same["what"].iloc[0], "wording": same["wording"].iloc[0]}
        row |= {"unit": same["unit"].iloc[0]} | dict.fromkeys(case["place"].unique(), "–")
        row |= {r.place: _as_printed(r) for r in same.itertuples()}
        values = set(zip(same["low"], same["high"], strict=True))
        together = "conflict" if len(values) > 1 else "agree"
        rows.append(row | {"texts": together if len(same) > 1 else "one text"})
    order = ["conflict", "agree", "one text"]
    rows.sort(key=lambda row: order.index(row["texts"]))
    return pd.DataFrame(rows)


def _as_printed(row) -> str:
    """Return the value that a text gives; a sum that no text prints is marked as ours."""
    return span(row.low, row.high) + (" (our sum)" if row.confidence == "derived" else "")


def estimates() -> pd.DataFrame:
    """Return the thousand estimates of lesson 02, one a row, with the ranges at rest.

    Columns: listings (shown at one time), share (that pays, in percent), fee and other_fee (euro a month: of the
    article, and of the other article at the same place in its range).
    """
    ranges = {name: (row["low"], row["high"]) for name, row in tables.settings("estimate_ranges").items()}
    other = estimate.values(ranges | {"fee": reported("fee", "S3")})
    return pd.DataFrame(estimate.values(ranges) | {"other_fee": other["fee"]})


def why_not_one_curve(series_a: str, series_b: str) -> list[str]:
    """Return the reasons why two series (or one series with itself) must not form one curve.

    An empty list: every value has the same unit, offence and counting body. Reasons are the
    columns of france_procuring in which the rows differ. Raises ValueError for an unknown series.
    """
    table = tables.load("france_procuring")
    for series in (series_a, series_b):
        look_up("series", series, list(table["series"].unique()), "The series of france_procuring are")
    rows = table[table["series"].isin([series_a, series_b])]
    words = {"unit": "what is counted", "offence": "the offence", "counted_by": "who counted"}
    return [reason for column, reason in words.items() if rows[column].nunique() > 1]


def span(low: float, high: float) -> str:
    """Return "7,500" or "200–900"."""
    return f"{low:,.0f}" if low == high else f"{low:,.0f}–{high:,.0f}"
