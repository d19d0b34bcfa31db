"""The turnover estimate: product, estimates, ranking; what it refuses."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting_shift import reported, tables
from hosting_shift.explorers import turnover_estimator
from hosting_shift.model import estimate

RANGES = {"listings": (4500, 7500), "share": (25, 100), "fee": (200, 900)}

ends, shares = (st.tuples(*[st.floats(0, most)] * 2).map(sorted).map(tuple) for most in (1e4, 100))


def test_a_product_a_pocket_calculator_can_check():
    assert [estimate.turnover(listings, 50, 100) for listings in (1200, 0)] == [60_000, 0]
    assert estimate.turnover(np.array([1, 2]), 100, 3).tolist() == [3, 6]


def test_implied_fee_turns_the_product_round():
    assert estimate.turnover(7_500, 100, estimate.implied_fee(3_000_000, 7_500)) == 3_000_000
    for listings in (0, -1):
        with pytest.raises(ValueError, match="above 0"):
            estimate.implied_fee(3_000_000, listings)


def test_estimates_are_seeded_and_stay_in_their_ranges():
    once, again = estimate.estimates(RANGES), estimate.estimates(RANGES)
    assert (once == again).all() and len(once) == estimate.ESTIMATES
    assert (estimate.estimates(RANGES, seed=1) != once).any()
    assert estimate.turnover(4500, 25, 200) <= once.min()
    assert once.max() <= estimate.turnover(7500, 100, 900)


def test_the_mean_of_many_estimates_is_the_middle_one():
    many = estimate.estimates(RANGES, number=400_000)
    assert many.mean() == pytest.approx(estimate.middle_estimate(RANGES), rel=0.005)


def test_a_thousand_estimates_are_near_to_what_very_many_give():
    """By hand, for a share that is 100: the fee must reach 3 million ÷ listings."""
    listings = np.linspace(4500, 7500, 100_001)
    exact = np.clip((900 - 3e6 / listings) / 700, 0, 1).mean()
    all_pay = RANGES | {"share": (100, 100)}
    assert estimate.share_reaching(estimate.estimates(all_pay, 400_000), 3e6) == pytest.approx(exact, abs=0.003)
    assert estimate.share_reaching(estimate.estimates(all_pay), 3e6) == pytest.approx(exact, abs=0.04)


def test_the_table_of_estimates_is_what_the_picture_counts():
    table = reported.estimates()
    assert list(table) == [*estimate.NAMES, "other_fee"] and len(table) == estimate.ESTIMATES
    turnover = table["listings"] * table["share"] / 100 * table["fee"]
    assert turnover.to_numpy() == pytest.approx(turnover_estimator().result.turnovers)
    assert (table["other_fee"] >= table["fee"]).all() and table["other_fee"].between(300, 900).all()


def test_ranges_of_no_width_give_one_number():
    point = {"listings": (7500, 7500), "share": (100, 100), "fee": (400, 400)}
    assert set(estimate.estimates(point, number=50)) == {3_000_000.0}
    assert estimate.share_reaching(estimate.estimates(point), 3_000_000) == 1
    assert [swing.swing for swing in estimate.ranking(point)] == [0, 0, 0]


@given(ends, shares, ends)
def test_more_of_anything_never_means_less(listings, share, fee):
    ranges = {"listings": listings, "share": share, "fee": fee}
    more = estimate.estimates(ranges | {"fee": (fee[0], fee[1] + 1)}, number=20)
    assert (more >= estimate.estimates(ranges, number=20) - 1e-9).all()


@given(ends, shares, ends)
def test_the_ranking_is_that_of_the_spreads(listings, share, fee):
    found = estimate.ranking({"listings": listings, "share": share, "fee": fee})
    swings = [swing.swing for swing in found]
    assert swings == sorted(swings, reverse=True) or swings == pytest.approx(sorted(swings, reverse=True), abs=1e-5)
    if min(sum(listings), sum(share), sum(fee)) > 1:
        spreads = [swing.spread for swing in found]
        assert spreads == pytest.approx(sorted(spreads, reverse=True), abs=1e-6)
        centre = estimate.middle_estimate({"listings": listings, "share": share, "fee": fee})
        for swing in found:
            assert swing.at_high == pytest.approx(centre * (1 + swing.spread)), "the turnover moves by the same share"


def test_which_text_you_believe_changes_the_order():
    first = {s: estimate.ranking(RANGES | {"fee": reported.reported("fee", s)})[0].name for s in ("ARTICLE2009", "S3")}
    assert first == {"ARTICLE2009": "fee", "S3": "share"}


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ({"share": (1, 2)}, "expected fee, listings, share"),
        ({}, "empty"),
        (RANGES | {"fee": (900, 200)}, "range of fee is 900 to 200"),
        (RANGES | {"listings": (-1, 5)}, "range of listings"),
        (RANGES | {"share": (25, 101)}, "all of them are 100 percent"),
        (RANGES | {"fee": (float("nan"), 5)}, "range of fee"),
    ],
)
def test_wrong_ranges_are_named(ranges, words):
    for use in (estimate.estimates, estimate.ranking, estimate.middle_estimate):
        with pytest.raises(ValueError, match=words):
            use(ranges)


def test_start_ranges_lie_on_their_controls_and_come_from_the_case():
    table = pd.DataFrame(tables.settings("estimate_ranges")).T
    assert tuple(table.index) == estimate.NAMES
    assert (table["least"] <= table["low"]).all() and (table["low"] < table["high"]).all()
    assert (table["high"] <= table["most"]).all()
    assert tuple(table.loc["fee", ["low", "high"]]) == reported.reported("fee")
    assert table.loc["listings", "high"] == table.loc["listings", "most"] == reported.reported("listings")[0]
    assert table.loc["share", "high"] == table.loc["share", "most"] == estimate.WHOLE
    bare = table["sources"] == ""
    assert (table.loc[bare, "provenance"] == "assumption").all()
    named = table["provenance"] == "article"
    assert table.loc[named, "sources"].str.contains("ARTICLE2009").all()


def test_the_picture_counts_every_estimate():
    panel = turnover_estimator()
    assert panel.table["estimates"].sum() == estimate.ESTIMATES
    panel.set(listings=(7500, 7500), share=(100, 100), fee=(1000, 1000))
    assert panel.table["estimates"].sum() == estimate.ESTIMATES, "the largest turnover is on the axis"
    assert "100 % reach" in panel.sentence
