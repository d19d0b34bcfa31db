"""The numbers that lesson 02 says."""

import re

import numpy as np
import pandas as pd

from hosting_shift import content, law, reported, tables
from hosting_shift.dates import full_date
from hosting_shift.model import estimate
from hosting_shift.words import percent
from prose.common import ARTICLE, posed, quoted, time

RANGES = pd.DataFrame(tables.settings("estimate_ranges")).T
CLAIMED = tables.load("claimed_figures").set_index("figure")
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


def _value(series: str, year: int) -> int:
    return FRENCH.query("year == @year and series == @series")["value"].item()


def lesson_says() -> list[str]:
    arrests, _ = reported.reported("arrested")
    assert arrests == 9 and TOTAL == 3_000_000 and CLAIMED.loc["arrests_article", "low"] == 10
    fee_low, other_low = (reported.reported("fee", source)[0] for source in ("ARTICLE2009", "S3"))
    fee, half = estimate.implied_fee(TOTAL, LISTINGS), LISTINGS / 2
    assert estimate.implied_fee(TOTAL, half) == 2 * fee
    middles = estimate.middle_estimate(ranges()) / 1e6
    network = CLAIMED.loc["convictions_network_adult"]
    suspects, convictions = _value("procuring suspects", 2005), _value("procuring convictions", 2010)
    since = {state: full_date(CONVENTION.loc[state, "in_force_date"]) for state in ("USA", "SVK", "CHE")}
    return [
        time("02_anatomy_of_a_case"),
        f"Nine arrests, {LISTINGS:,.0f} listings, three million euro a month",
        law.texts.head_line("02"),
        quoted("a conviction of 8 March 2007", "case_figures", "what", figure="developer"),
        quoted("an operation of July 2009", source="ARTICLE2009"),
        f"Both articles speak of {LISTINGS:,.0f}",
        f"{middle('listings'):,g} × {middle('share'):g} % × {middle('fee'):g} = {middles:.2f} million euro",
        f"If all {LISTINGS:,.0f} listings paid, an average fee of {fee:.0f} euro",
        f"the fee rises from {fee:.0f} to {2 * fee:.0f} euro",
        quoted("agency report of 2007", key="S4"),
        f"only half of the listings, {half:,.0f}, are paid for",
        *(f"| {middle(name):,g}" for name in RANGES.index),
        *(_quotient(name) for name in RANGES.index),
        f"begins at {other_low:.0f} euro instead of {fee_low:.0f}",
        f"the United States from {since['USA']} and Slovakia from {since['SVK']}, but Switzerland only from {since['CHE']}",
        f"The {suspects} are persons in police records, while the {convictions} are convictions",
        f"{suspects and convictions} ÷ {suspects} is no rate of conviction",
        f"{network['low']:.0f} to {network['high']:.0f} convictions a year for "
        f"{network['first_year']} to {network['last_year']}",
        f"three reports of the {LISTINGS:,.0f}",
        posed("100 times the mean"),
    ]


def check_replies() -> None:
    """Check the figures of what the bets reply and of the model answers."""
    asked = content.asked("02")
    said = [o.reply for bet in asked.bets.values() for o in bet.options]
    said = " ".join(" ".join([*said, *(m.text for m in asked.notes["report"].models)]).split())
    low, high = np.percentile(estimate.estimates(ranges()), [5, 95]) / 1e6
    share = _value("procuring convictions", 2010) / _value("procuring suspects", 2005)
    for words in (
        f"only {percent(spread('listings'), 0)} from the middle, so the turnover moves by {percent(spread('listings'), 0)}",
        f"lie {percent(spread('share'), 0)} from their middle",
        f"furthest from their middle, {percent(spread('fee'), 0)}",
        f"is indeed {percent(share, 0)}",
        f"nine estimates in ten lie between {low:.1f} and {high:.1f} million",
        f"gives about {estimate.middle_estimate(ranges()) / 1e6:.0f} million",
    ):
        assert words in said, words


def questions_say() -> list:
    listings, share, fee = (RANGES.loc[name] for name in ("listings", "share", "fee"))
    estimates = estimate.estimates(ranges())
    before = estimate.share_reaching(estimates, TOTAL)
    narrow = ranges() | {"share": (100, 100)}
    assert estimate.share_reaching(estimate.estimates(narrow), TOTAL) > before, "it rises"
    assert len(estimates) == 1000 and 0 < before < 0.35, "some of the thousand reach it, most stay below"
    check_replies()
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
        f"up to {share['high']} %",
        f"in force for that on {full_date(ARTICLE)}",
        f"In 2005 the police recorded {suspects} persons",
        f"In 2010 the courts' record holds {convictions} convictions",
        f"at {suspects} in 2005 and at about {now:,} in {last}",
        f"about {percent(now / suspects - 1, 0)} in eighteen years",
        f"about {percent(now / suspects - 1, 0)} more",
        f"trafficking and procuring in {last}",
        f"an inquiry of {inquiry:.0f} months",
        f"{inquiry:.0f} × {TOTAL / 1e6:.0f} = {inquiry * TOTAL / 1e6:.0f} million euro",
        f"The {inquiry:.0f} months",
        quoted("Article 225-5", "legal_statements", "article", id="04-procuring"),
        quoted("Article 225-7", "legal_statements", "article", id="04-aggravated"),
        re.compile(rf"\b{LISTINGS:,.0f}\b"),
    ]


NAMED: dict[str, str] = {}
