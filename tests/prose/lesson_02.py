"""The numbers that lesson 02 says."""

import re

import numpy as np
import pandas as pd

from hosting_shift import content, law, reported, tables
from hosting_shift.dates import full_date
from hosting_shift.exercises import lesson_02
from hosting_shift.model import estimate
from hosting_shift.words import percent
from prose.common import ARTICLE, posed, quoted, time

RANGES = pd.DataFrame(tables.settings("estimate_ranges")).T
CONVENTION = tables.load("convention_parties").set_index("iso3")
TOTAL, _ = reported.reported("turnover")
LISTINGS, _ = reported.reported("listings")
FRENCH = tables.load("france_procuring")


def middle(name: str) -> float:
    return estimate.middle(RANGES.loc[name, "low"], RANGES.loc[name, "high"])


def ranges(fee_source: str = "ARTICLE2009") -> dict:
    found = {name: (row["low"], row["high"]) for name, row in RANGES.iterrows()}
    return found | {"fee": reported.reported("fee", fee_source)}


def spread(name: str, fee_source: str = "ARTICLE2009") -> float:
    return next(swing.spread for swing in estimate.ranking(ranges(fee_source)) if swing.name == name)


def _quotient(name: str) -> str:
    half = RANGES.loc[name, "high"] - middle(name)
    return f"{half:,g} ÷ {middle(name):,g} = {percent(spread(name), 0)}"


WORKED = (2_000, 4_000), (30, 70), (200, 300)  # R, of the worked example


def worked() -> list[str]:
    """Return what the text says of R: its row, its product, how far its ends lie from the middle."""
    listings, share, fee = WORKED
    middles = [estimate.middle(*ends) for ends in WORKED]
    far = [
        f"{ends[1] - m:,g} ÷ {m:,g} = {percent(ends[1] / m - 1, 0)}" for ends, m in zip(WORKED, middles, strict=True)
    ]
    assert estimate.ranking(dict(zip(estimate.NAMES, WORKED, strict=True)))[0].name == "share"
    product = f"{middles[0]:,g} × {middles[1]:g} % × {middles[2]:g} = {estimate.turnover(*middles):,.0f} euro"
    row = f"R | {listings[0]:,} to {listings[1]:,} | {share[0]} to {share[1]} % | {fee[0]} to {fee[1]}"
    return [row, product, f"{far[0]}, {far[1]} and {far[2]} from the middle"]


def invented(name: str) -> list[str]:
    """Return what the text says of ranges that nobody reported: the row, the product, how far the ends lie."""
    parts = lesson_02.INVENTED[name]
    middles = [estimate.middle(*ends) for ends in parts]
    far = [estimate.Swing("", *ends, 0, 0).spread for ends in parts]
    listings, share, fee = parts
    said = [f"{name} | {listings[0]:,} to {listings[1]:,} | {share[0]} to {share[1]} % | {fee[0]} to {fee[1]}"]
    product = f"{name}: {middles[0]:,g} × {middles[1]:g} % ×"
    if name == "P":
        whole = f"{product} {middles[2]:g}; the fee moves by {percent(far[2], 0)}"
        return [*said, f"its listings give {percent(far[0], 0)}, its share {percent(far[1], 0)}", whole, product]
    return [
        *said,
        f"{product} {middles[2]:g}",
        f"lie {percent(far[0], 0)}, {percent(far[1], 0)} and {percent(far[2], 0)} from their middles",
    ]


def _value(series: str, year: int) -> int:
    return FRENCH.query("year == @year and series == @series")["value"].item()


def lesson_says() -> list[str]:
    arrests, _ = reported.reported("arrested")
    assert RANGES.loc["listings", "low"] == 0.6 * LISTINGS, "three fifths"
    assert arrests == 9 and TOTAL == 3_000_000
    fee = estimate.implied_fee(TOTAL, LISTINGS)
    middles = estimate.middle_estimate(ranges()) / 1e6
    suspects, convictions = _value("procuring suspects", 2005), _value("procuring convictions", 2010)
    since = {state: full_date(CONVENTION.loc[state, "in_force_date"]) for state in ("USA", "SVK", "CHE")}
    read = tables.load("law_texts").set_index("source")
    code, text, statute = (
        read.loc["S76", "state_from"].year,
        read.loc["L5", "state_to"].year,
        read.loc["IRSG18", "state_to"].year,
    )
    return [
        time("02_anatomy_of_a_case"),
        quoted("An article of 2009", source="ARTICLE2009"),
        posed("about 12 minutes more"),
        law.texts.head_line("02"),
        quoted("a conviction of 8 March 2007", "case_figures", "what", figure="developer"),
        quoted("an operation of July 2009", source="ARTICLE2009"),
        quoted("of the same publisher, 2009", key="S3"),
        f"Both articles speak of {LISTINGS:,.0f}",
        f"each of the {LISTINGS:,.0f} women",
        "it is {:.0f} euro in one text and {:.0f} in the other".format(
            *(reported.reported("fee", source)[0] for source in ("ARTICLE2009", "S3"))
        ),
        f"{middle('listings'):,g} × {middle('share'):g} % × {middle('fee'):g} = {middles:.2f} million euro",
        f"If all {LISTINGS:,.0f} listings paid, an average fee of {fee:.0f} euro",
        quoted("agency report of 2007", key="S4"),
        *worked(),
        *invented("P"),
        *invented("Q"),
        *(f"of {year}" for year in sorted(FRENCH.query("series == 'networks dismantled'")["year"])[:2]),
        *(f"of {year}" for year in FRENCH.query("series == 'procuring victims'")["year"]),
        quoted("the European Convention of 1959", "cooperation", "article", instrument="mutual_assistance_1959"),
        quoted("of 1996", "cooperation", "article", instrument="mutual_assistance_france_switzerland"),
        quoted("(art. 3)", "cooperation", "article", instrument="mutual_assistance_1959"),
        *(
            quoted(article, "cooperation", "article", instrument="provisional_measures_switzerland")
            for article in ("(IRSG, art. 18)", "too (art. 64)")
        ),
        *(f"| {middle(name):,g}" for name in RANGES.index),
        *(_quotient(name) for name in RANGES.index),
        f"the United States from {since['USA']} and Slovakia from {since['SVK']}, but Switzerland only from {since['CHE']}",
        f"The {suspects} are persons in police records, while the {convictions} are convictions",
        f"{suspects and convictions} ÷ {suspects} is no rate of conviction",
        f"in its wording of {code}, in a text of {text}, and the Act in that of {statute}, not of {ARTICLE.year}",
        quoted("art. 225-5", "legal_statements", "article", id="04-procuring"),
        quoted("and 225-7", "legal_statements", "article", id="04-aggravated"),
        quoted("this circumstance of article 225-7", "legal_statements", "article", id="04-aggravated"),
        posed("100 times the mean"),
    ]


def check_replies() -> None:
    """Check the figures of what the bets reply and of the model answers."""
    asked = content.asked("02")
    said = [o.reply for bet in asked.bets.values() for o in bet.options]
    report = asked.notes["report"]
    said = " ".join(" ".join([*said, *(m.text for m in report.models), *report.rubric]).split())
    fee, other = reported.reported("fee"), reported.reported("fee", "S3")
    low, high = np.percentile(estimate.estimates(ranges()), [5, 95]) / 1e6
    share = _value("procuring convictions", 2010) / _value("procuring suspects", 2005)
    for words in (
        f"only {percent(spread('listings'), 0)} from the middle, so the turnover moves by {percent(spread('listings'), 0)}",
        f"lie {percent(spread('share'), 0)} from their middle",
        f"furthest from their middle, {percent(spread('fee'), 0)}",
        f"is indeed {percent(share, 0)}",
        f"nine estimates in ten lie between {low:.1f} and {high:.1f} million",
        f"its lowest fee is {other[0]:.0f} euro",
        f"fees of {fee[0]:.0f} to {fee[1]:.0f} euro; its publisher's other article says {other[0]:.0f} to {other[1]:.0f}",
        f"gives about {estimate.middle_estimate(ranges()) / 1e6:.0f} million",
    ):
        assert words in said, words
    low_high = [f"{low:.0f} to {high:.0f} euro" for low, high in (fee, other)]
    ends = f"{fee[0]:.0f} or {low_high[1]}", low_high[0], low_high[0].split("to ")[1]
    assert all(said.endswith(f"{end} monthly") for said, end in zip(lesson_02._REPORTS, ends, strict=True))


def check_swiss_bet() -> None:
    """Check that Switzerland had signed and was not bound, and on which condition its statute used force."""
    signed, in_force = CONVENTION.loc["CHE", ["signature_date", "in_force_date"]]
    assert pd.Timestamp(signed) < ARTICLE < pd.Timestamp(in_force)
    statute = tables.load("cooperation").set_index("instrument").loc["provisional_measures_switzerland"]
    assert (
        pd.Timestamp(statute["applies_from"]) < ARTICLE and "a deed punishable in Switzerland" in statute["condition"]
    )


def questions_say() -> list:
    listings, share, fee = (RANGES.loc[name] for name in ("listings", "share", "fee"))
    estimates = estimate.estimates(ranges())
    before = estimate.share_reaching(estimates, TOTAL)
    narrow = ranges() | {"share": (100, 100)}
    assert estimate.share_reaching(estimate.estimates(narrow), TOTAL) > before, "it rises"
    assert len(estimates) == 1000 and 0 < before < 0.35, "some of the thousand reach it, most stay below"
    check_replies()
    check_swiss_bet()
    assert estimate.ranking(ranges())[0].name == "fee" and estimate.ranking(ranges("S3"))[0].name == "share"
    assert estimate.turnover(LISTINGS, 100, fee["high"]) > 2 * TOTAL, "the upper ends give more than twice as much"
    suspects, convictions = _value("procuring suspects", 2005), _value("procuring convictions", 2010)
    last = FRENCH.query("series == 'procuring suspects'")["year"].max()
    now, inquiry = _value("procuring suspects", last), reported.reported("inquiry", "S3")[0]
    return [
        f"{listings['low']:,} to {listings['high']:,} listings",
        f"{share['low']} to {share['high']} % of them pay",
        f"{fee['low']} to {fee['high']} euro",
        f"the reported {TOTAL / 1e6:.0f} million euro",
        f"{TOTAL / 1e6:.0f} million",
        f"The ends of the share lie {percent(spread('share', 'S3'), 0)} from their middle",
        f"those of the fee now only {percent(spread('fee', 'S3'), 0)}",
        "rose from {:.0f} to {:.0f} euro".format(*(reported.reported("fee", s)[0] for s in ("ARTICLE2009", "S3"))),
        f"its ends now lie only {percent(spread('fee', 'S3'), 0)} from their middle",
        f"up to {share['high']} %",
        f"In {ARTICLE:%B %Y} Switzerland had signed",
        f"In 2005 the police recorded {suspects} persons",
        f"In 2010 the courts' record holds {convictions} convictions",
        f"at {suspects} in 2005 and at about {now:,} in {last}",
        f"about {percent(now / suspects - 1, 0)} in eighteen years",
        f"about {percent(now / suspects - 1, 0)} more",
        f"trafficking and procuring in {last}",
        quoted("The convention of 1957", "cooperation", "article", instrument="extradition_1957"),
        f"an inquiry of {inquiry:.0f} months",
        f"{inquiry:.0f} × {TOTAL / 1e6:.0f} = {inquiry * TOTAL / 1e6:.0f} million euro",
        f"The {inquiry:.0f} months",
        quoted("Article 225-5", "legal_statements", "article", id="04-procuring"),
        quoted("Article 225-7", "legal_statements", "article", id="04-aggravated"),
        re.compile(rf"\b{LISTINGS:,.0f}\b"),
    ]


NAMED: dict[str, str] = {}
