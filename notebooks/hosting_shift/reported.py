"""Reading reported figures: which texts contradict each other, what follows from them, what must
not be drawn as one curve.

Rules over the tables case_figures, claimed_figures and france_procuring; no figure is typed in here.
"""

from __future__ import annotations

import pandas as pd

from hosting_shift import tables
from hosting_shift.errors import look_up
from hosting_shift.model import estimate
from hosting_shift.words import percent

_DEFINITION = ["series", "unit", "offence", "counted_by"]


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
    silent), texts: "conflict", "agree" or "one text". Two texts that agree may have one origin.
    """
    case = tables.load("case_figures")
    rows = []
    for _, same in case.groupby("figure", sort=False):
        row = {"what": same["what"].iloc[0], "wording": same["wording"].iloc[0]}
        row |= {"unit": same["unit"].iloc[0]} | dict.fromkeys(case["place"].unique(), "–")
        row |= {r.place: span(r.low, r.high) for r in same.itertuples()}
        values = set(zip(same["low"], same["high"], strict=True))
        together = "conflict" if len(values) > 1 else "agree"
        rows.append(row | {"texts": together if len(same) > 1 else "one text"})
    order = ["conflict", "agree", "one text"]
    rows.sort(key=lambda row: order.index(row["texts"]))
    return pd.DataFrame(rows)


def workshop() -> pd.DataFrame:
    """Return the sums that the reported figures allow: question, sum, result.

    Each follows from case_figures or claimed_figures by one multiplication or division.
    """
    listings, turnover = reported("listings")[0], reported("turnover")[0]
    low, high = reported("fee")
    france, webmaster = reported("listings_france")[0], reported("webmaster")[0]
    arrests = [reported(name, "S3")[0] for name in ("arrested_slovakia", "arrested_france")]
    claims = tables.load("claimed_figures").set_index("figure")
    ads, price = claims.loc["ads_number", "low"], claims.loc["ads_listed_price", "low"]
    least, most = claims.loc["ads_price_range", ["low", "high"]]
    press_low, press_high = claims.loc["ads_turnover", ["low", "high"]]
    year = estimate.MONTHS_A_YEAR
    fee = estimate.implied_fee(turnover, listings)
    rows = [
        ("All listings at the lower fee", f"{listings:,.0f} × {low:g}", million(listings * low)),
        ("All listings at the upper fee", f"{listings:,.0f} × {high:g}", million(listings * high)),
        ("Average fee that gives the reported total", f"{turnover:,.0f} ÷ {listings:,.0f}", f"{fee:,.0f} euro a month"),
        ("Listings in France", f"{france:,.0f} ÷ {listings:,.0f}", percent(france / listings)),
        (
            "Webmaster's takings beside the total",
            f"{webmaster:,.0f} ÷ {turnover:,.0f}",
            percent(webmaster / turnover, 2),
        ),
        ("Arrests in the other article", " + ".join(f"{n:g}" for n in arrests), f"{sum(arrests):g} persons"),
        (
            "Classified ads at the printed price",
            f"{ads:,.0f} × {price:g} × {year}",
            f"{million(ads * price * year)} a year",
        ),
        (
            "Classified ads at the other prices",
            f"{ads:,.0f} × {least:g} to {most:g} × {year}",
            f"{million(ads * least * year)} to {million(ads * most * year)} a year",
        ),
        (
            "Price that gives the press estimate",
            f"{press_low / 1e6:g} to {press_high / 1e6:g} million ÷ {ads:,.0f} ÷ {year}",
            f"{press_low / ads / year:.0f} to {press_high / ads / year:.0f} euro a month",
        ),
    ]
    return pd.DataFrame(rows, columns=["question", "sum", "result"])


def look_alikes() -> pd.DataFrame:
    """Return figures that look alike and count different things, side by side.

    Rows of claimed_figures on repression and on the share online, and those of the last year of
    france_procuring. Columns: topic, figure, years, said by. Never one curve.
    """
    claims = tables.load("claimed_figures").query("topic != 'classified ads'")
    french = tables.load("france_procuring")
    french = french[french["year"] == french["year"].max()]
    rows = [
        (row.topic, f"{span(row.low, row.high)} {row.unit}", span(row.first_year, row.last_year, "d"), row.said_by)
        for row in claims.itertuples()
    ]
    rows += [
        ("repression", f"{row.value:,} {row.unit}", str(row.year), f"{row.counted_by} ({row.qualifier})")
        for row in french.itertuples()
    ]
    frame = pd.DataFrame(rows, columns=["topic", "figure", "years", "said by"])
    return frame.sort_values("topic", kind="stable", ignore_index=True)


def definitions() -> pd.DataFrame:
    """Return one row a definition of france_procuring: what is counted, of which offence, by whom.

    Columns: series, unit, offence, counted_by, first, last (years), values. A series whose
    definition changes has several rows.
    """
    table = tables.load("france_procuring")
    grouped = table.groupby(_DEFINITION, sort=False)["year"]
    found = grouped.agg(first="min", last="max", values="size")
    return found.reset_index()


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


def span(low: float, high: float, form: str = ",.0f") -> str:
    """Return "7,500" or "200–900"; with the form "d", "2009" or "2015–2018"."""
    return f"{low:{form}}" if low == high else f"{low:{form}}–{high:{form}}"


def million(euro: float) -> str:
    """Return euro in millions with as many digits as matter: "3 million euro", "6.75 million euro"."""
    return f"{round(euro / 1e6, 2):g} million euro"
