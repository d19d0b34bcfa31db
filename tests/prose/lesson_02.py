"""The numbers that lesson 02 says."""

import re

import pandas as pd

from hosting_shift import law, reported, tables
from hosting_shift.dates import full_date
from hosting_shift.model import estimate
from hosting_shift.words import percent
from prose.common import ARTICLE, posed, quoted, time

RANGES = pd.DataFrame(tables.settings("estimate_ranges")).T
CLAIMED = tables.load("claimed_figures").set_index("figure")
CONVENTION = tables.load("convention_parties").set_index("iso3")
TOTAL, _ = reported.reported("turnover")
LISTINGS, _ = reported.reported("listings")
WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 7: "seven", 9: "nine", 11: "eleven"}
FRENCH = tables.load("france_procuring")


def middle(name: str) -> float:
    return estimate.middle(RANGES.loc[name, "low"], RANGES.loc[name, "high"])


def ranges(fee_source: str = "ARTICLE2009") -> dict:
    found = {name: (row["low"], row["high"]) for name, row in RANGES.iterrows()}
    return found | {"fee": reported.reported("fee", fee_source)}


def _quotient(name: str) -> str:
    low, high = RANGES.loc[name, ["low", "high"]]
    return f"({high:,.0f} − {low:,.0f}) ÷ {middle(name):,g} = {(high - low) / middle(name):.3g}"


def lesson_says() -> list[str]:
    arrests, _ = reported.reported("arrested")
    other, _ = reported.reported("arrested", "S3")
    assert (arrests, other) == (9, 7) and WORDS[arrests] == "nine"
    assert TOTAL == 3_000_000 and FRENCH["series"].nunique() == 11
    fee_low, _ = reported.reported("fee")
    other_low, other_high = reported.reported("fee", "S3")
    fee = estimate.implied_fee(TOTAL, LISTINGS)
    half = LISTINGS / 2
    assert estimate.implied_fee(TOTAL, half) == 2 * fee
    leader = estimate.ranking(ranges("S3"))[0]
    assert leader.name == "months" and estimate.ranking(ranges())[0].name == "fee"
    press = CLAIMED.loc["ads_turnover", ["low", "high"]] / 1e6
    network = CLAIMED.loc["convictions_network_adult"]
    assert CLAIMED.loc["arrests_article", "low"] == 10, "about ten arrests a year"
    police = FRENCH.query("year == 2023 and series == 'procuring suspects'")["value"].item()
    assert CONVENTION.loc["CHE", "in_force_date"] > ARTICLE
    return [
        time("02_anatomy_of_a_case"),
        f"Nine arrests, {LISTINGS:,.0f} listings, three million euro a month",
        law.texts.head_line("02"),
        quoted("a conviction of 8 March 2007", "case_figures", "what", figure="developer"),
        posed("months active a year ÷ 12"),
        f"said to show {LISTINGS:,.0f} listings",
        f"{middle('paid'):,.0f} × {middle('fee'):g} × {middle('months'):g} ÷ 12 = "
        f"{estimate.middle_estimate(ranges()) / 1e6:.2f} million euro",
        f"If all {LISTINGS:,.0f} paid all year, an average of {fee:.0f} euro would do",
        f"only half of the listings, {half:,.0f}, pay all year",
        f"{2 * fee:.0f} euro instead of {fee:.0f}",
        _quotient("fee"),
        _quotient("months"),
        _quotient("paid"),
        f"{fee_low:.0f} or {other_low:.0f} euro",
        f"from {leader.low:g} to {leader.high:g}. The middles of the others are "
        f"{middle('paid'):,.0f} and {estimate.middle(other_low, other_high):.0f}",
        f"Switzerland only from {full_date(CONVENTION.loc['CHE', 'in_force_date'])}",
        quoted(
            "among the 32 offences that skip the check",
            "cooperation",
            "condition",
            instrument="european_arrest_warrant",
        ),
        f"from {press['low']:.0f} to {press['high']:.0f} million euro a year",
        f"{network['low']:.0f} to {network['high']:.0f} convictions a year for "
        f"{network['first_year']} to {network['last_year']}",
        f"For 2023 the police office named about {police:,} arrests",
        posed("compare with 1, then count"),
        f"{LISTINGS:,.0f} persons were advertised",
        quoted("agency report of 2007", key="S4"),
    ]


def questions_say() -> list:
    paid, fee, months = (RANGES.loc[name] for name in ("paid", "fee", "months"))
    other_low, other_high = reported.reported("fee", "S3")
    suspects = FRENCH.query("series == 'procuring suspects'").set_index("year")["value"]
    rise = suspects[2023] / suspects[2005] - 1
    width = middle("months")
    before = estimate.share_reaching(estimate.draws(ranges()), TOTAL)
    narrow = ranges() | {"paid": (LISTINGS, LISTINGS)}
    assert estimate.share_reaching(estimate.draws(narrow), TOTAL) > before, "it rises"
    assert 0 < before < 0.5, "some draws reach it, most stay below"
    return [
        f"{paid['low']:,.0f} to {paid['high']:,.0f} listings were paid for, at an average of "
        f"{fee['low']:.0f} to {fee['high']:.0f} euro a month, for {months['low']:.0f} to "
        f"{months['high']:.0f} months a year",
        f"{estimate.DRAWS:,} times",
        f"the reported {TOTAL / 1e6:.0f} million euro",
        f"in force for that on {full_date(ARTICLE)}",
        f"up to {LISTINGS:,.0f}",
        f"{months['high'] - months['low']:.0f} ÷ {width:g} = {(months['high'] - months['low']) / width:g}",
        f"to {other_high - other_low:.0f} ÷ {estimate.middle(other_low, other_high):.0f} = 1",
        f"at {suspects[2005]} in 2005 and at about {suspects[2023]:,} in 2023",
        f"about {percent(rise, 0)} in eighteen years",
        f"trafficking and procuring in {suspects.index.max()}",
        re.compile(rf"\b{LISTINGS:,.0f}\b"),
    ]


NAMED = {"which_assumption": "Fee reported by · Show as table"}
