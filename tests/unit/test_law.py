"""The rules of membership of the Convention, against the table, published counts and arithmetic."""

import re
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting_shift import law, tables
from tools import data

PARTIES = tables.load("convention_parties").query("status == 'party'")
ROWS = PARTIES.set_index("iso3")
DAY = "expected a date such as '2009-06-30'"


def iso3(day, bound=False):
    return set(law.parties_on(day, bound=bound)["iso3"])


def eve(day):
    return day - pd.Timedelta(days=1)


def test_the_rule_of_article_36_gives_every_date_in_the_table():
    for row in PARTIES.itertuples():
        day = row.deposit_date if pd.notna(row.deposit_date) else row.deposit_month.start_time
        assert law.entry_into_force(day) == row.in_force_date, row.state


@pytest.mark.parametrize(
    ("deposit", "bound"),
    [
        ("2008-01-08", "2008-05-01"),  # Slovakia
        ("2012-11-30", "2013-03-01"),  # three months end in a short February
        ("2020-12-31", "2021-04-01"),
        ("2021-01-01", "2021-05-01"),  # the first of a month gains nothing
        ("2001-12-01", "2004-07-01"),  # before the Convention itself was in force
    ],
)
def test_entry_into_force_at_the_edges(deposit, bound):
    assert law.entry_into_force(deposit) == pd.Timestamp(bound)


def test_parties_on_the_day_and_the_eve():
    for bound, day in ((False, ROWS.loc["FRA", "deposit_date"]), (True, ROWS.loc["FRA", "in_force_date"])):
        assert "FRA" in iso3(day, bound) - iso3(eve(day), bound)


def test_at_the_time_of_the_article():
    assert len(law.parties_on("2009-06-30")) == 26
    assert len(law.parties_on("2009-06-30", bound=True)) == 23
    named = set(tables.load("convention_parties").query("named_in_article")["state"])
    assert named - set(law.parties_on("2009-06-30", bound=True)["state"]) == {"Switzerland"}


def test_a_day_may_be_given_in_several_ways():
    ways = ["2009-06-30", date(2009, 6, 30), datetime(2009, 6, 30, 12), pd.Timestamp("2009-06-30")]
    assert len({tuple(law.parties_on(day)["iso3"]) for day in ways}) == 1


def test_a_month_only_deposit_counts_from_the_end_of_its_month():
    for row in PARTIES[PARTIES["deposit_date"].isna()].itertuples():
        first, last = row.deposit_month.start_time, row.deposit_month.end_time.normalize()
        assert row.iso3 in iso3(last) - iso3(eve(last))
        low, high = law.count_on(first)
        assert high == low + 1 and law.count_on(eve(first)) == (low, low)


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)))
def test_the_lowest_count_is_the_count_and_those_bound_are_parties(day):
    low, high = law.count_on(day)
    there, bound = law.parties_on(day), law.parties_on(day, bound=True)
    assert len(there) == low <= high
    assert set(bound["iso3"]) <= set(there["iso3"])


def test_the_years_add_up():
    years, table = law.parties_by_year(), tables.load("convention_parties")
    assert years.index.name == "year"
    assert years.index[0] == table["signature_date"].min().year
    assert years.index.tolist() == list(range(years.index[0], years.index[-1] + 1))
    assert years["new_deposits"].cumsum().equals(years["parties"])
    assert years["parties"].iloc[-1] == len(PARTIES)
    for year in years.index:
        last = f"{year}-12-31"
        assert years.loc[year, "parties"] == len(law.parties_on(last))
        assert years.loc[year, "bound"] == len(law.parties_on(last, bound=True))
    # As counted in the research for the course.
    assert years.loc[[2009, 2024, 2025], "parties"].tolist() == [26, 77, 79]
    assert years["share_of_pairs"].is_monotonic_increasing


def test_share_of_pairs_by_counting_pairs():
    for states in range(2, 9):
        for n in range(states + 1):
            pairs = [(a, b) for a in range(states) for b in range(a)]
            linked = [pair for pair in pairs if max(pair) < n]
            assert law.share_of_pairs(n, states) == pytest.approx(len(linked) / len(pairs))
    assert law.share_of_pairs(23) == pytest.approx(23 * 22 / (193 * 192))
    assert law.share_of_pairs(np.int64(6), np.int64(12)) == law.share_of_pairs(6, 12)


def test_linked_since_is_the_later_date_and_the_weaker_confidence():
    link = law.linked_since("FRA", "Switzerland")
    assert link == law.linked_since("switzerland", "fra")
    assert link.since == ROWS.loc["CHE", "in_force_date"] > ROWS.loc["FRA", "in_force_date"]
    assert (link.confidence, link.missing) == ("sourced", "")
    recalled = law.linked_since("SVN", "FRA")
    assert ROWS.loc["SVN", "in_force_confidence"] == "recalled"
    # France joined later, with a sourced date: the link is still no surer than Slovenia's.
    assert recalled.since == ROWS.loc["FRA", "in_force_date"]
    assert recalled.confidence == "recalled"


def test_linked_since_agrees_with_the_list_of_those_bound():
    for a, b in [("SVK", "USA"), ("FRA", "ROU"), ("JPN", "NZL")]:
        since = law.linked_since(a, b).since
        assert {a, b} <= iso3(since, bound=True) and not {a, b} <= iso3(eve(since), bound=True)


@pytest.mark.parametrize(
    ("a", "b", "missing"), [("FRA", "IRL", "Ireland"), ("Russia", "FRA", "Russia"), ("CHN", "IRL", "China and Ireland")]
)
def test_a_state_that_is_not_a_party_is_named(a, b, missing):
    assert law.linked_since(a, b) == law.Link(None, "", missing)


def test_published_counts_agree_but_for_one():
    counts = law.compare_counts()
    assert (counts["agrees"].sum(), len(counts)) == (26, 27)
    odd = counts[~counts["agrees"]].iloc[0]
    assert (odd["kind"], str(odd["month"]), odd["published"]) == ("signed not ratified", "2019-09", 4)
    assert (odd["lowest"], odd["highest"]) == (3, 3)
    words = f"{counts['agrees'].sum()} of {len(counts)}"
    cards = [tables.describe(name) for name in ("convention_counts", "convention_parties")]
    assert all(words in str(card) for card in cards)


def test_a_wrong_date_would_break_the_agreement(facts):
    """Move one deposit past a published count: the comparison must notice."""
    path = facts / "convention_parties.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace("2005-06,2005-06-21", "2005-10,2005-10-21", 1).encode())
    data.write(facts, data.descriptor(facts)[0])
    assert law.compare_counts()["agrees"].sum() == 25


def test_a_union_of_states_signed_once():
    table = tables.load("convention_parties").set_index("iso3")
    assert table.loc["SRB", "signed_as"] == table.loc["MNE", "signed_as"] != ""
    signed = law.compare_counts().query("kind == 'signatures'").iloc[-1]
    rows = (table["signature_date"] <= signed["date"]).sum()
    assert rows == signed["published"] + 1 == signed["highest"] + 1


def test_moments_come_from_the_table():
    stored = tables.settings("moments")["article"]["date"]
    assert law.moment("article") == pd.Timestamp(stored)


@pytest.mark.parametrize(
    ("call", "arguments", "said"),
    [
        *((law.parties_on, [day], DAY) for day in ("30/06/2009", "2009", 2009, None, "2009-02-30", pd.NaT, "soon")),
        (law.share_of_pairs, [-1, 10], "from 0 to 10"),
        (law.share_of_pairs, [11, 10], "from 0 to 10"),
        (law.share_of_pairs, [1, 1], "at least 2"),
        (law.share_of_pairs, [2.5, 10], "whole number"),
        (law.share_of_pairs, ["3", 10], "whole number"),
        (law.share_of_pairs, [True, 10], "whole number"),
        (law.share_of_pairs, [3, 10.0], "whole number"),
        (law.linked_since, ["Swizerland", "FRA"], "Did you mean 'Switzerland'"),
        (law.linked_since, ["FRA", "Xyzzyx"], "three-letter code"),
        (law.linked_since, ["FRA", "France"], "two different states"),
        (law.moment, ["never"], "article"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(call, arguments, said):
    with pytest.raises(ValueError, match=said):
        call(*arguments)


def test_no_date_is_typed_into_the_rules():
    code = "\n".join(file.read_text(encoding="utf-8") for file in sorted(Path(law.__file__).parent.glob("*.py")))
    examples = {"2009-06-30"}  # in messages and docstrings
    assert set(re.findall(r"\d{4}-\d\d-\d\d", code)) <= examples
    assert not re.search(r"(Timestamp|date)\(\s*(year=)?\d", code)
