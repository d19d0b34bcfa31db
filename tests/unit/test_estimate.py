"""The turnover estimate: product, draws, ranking; what it refuses."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting_shift import reported, tables
from hosting_shift.explorers import turnover_estimator
from hosting_shift.model import estimate

RANGES = {"paid": (2500, 7500), "fee": (200, 900), "months": (3, 12)}

ends, months = (st.tuples(*[st.floats(0, most)] * 2).map(sorted).map(tuple) for most in (1e4, 12))


def test_a_product_a_pocket_calculator_can_check():
    assert [estimate.turnover(paid, 100, 6) for paid in (1200, 0)] == [60_000, 0]
    assert estimate.turnover(np.array([1, 2]), 12, 1).tolist() == [1, 2]


def test_implied_fee_turns_the_product_round():
    assert estimate.turnover(7_500, estimate.implied_fee(3_000_000, 7_500), 12) == 3_000_000
    for listings in (0, -1):
        with pytest.raises(ValueError, match="above 0"):
            estimate.implied_fee(3_000_000, listings)


def test_draws_are_seeded_and_stay_in_their_ranges():
    once, again = estimate.draws(RANGES), estimate.draws(RANGES)
    assert (once == again).all() and len(once) == estimate.DRAWS
    assert (estimate.draws(RANGES, seed=1) != once).any()
    assert estimate.turnover(2500, 200, 3) <= once.min()
    assert once.max() <= estimate.turnover(7500, 900, 12)


def test_the_mean_of_the_draws_is_the_middle_estimate():
    drawn = estimate.draws(RANGES, number=400_000)
    assert drawn.mean() == pytest.approx(estimate.middle_estimate(RANGES), rel=0.005)


def test_ranges_of_no_width_give_one_number():
    point = {"paid": (7500, 7500), "fee": (400, 400), "months": (12, 12)}
    assert set(estimate.draws(point, number=50)) == {3_000_000.0}
    assert estimate.share_reaching(estimate.draws(point), 3_000_000) == 1
    assert [swing.swing for swing in estimate.ranking(point)] == [0, 0, 0]


@given(ends, ends, months)
def test_more_of_anything_never_means_less(paid, fee, month):
    ranges = {"paid": paid, "fee": fee, "months": month}
    more = estimate.draws(ranges | {"fee": (fee[0], fee[1] + 1)}, number=20)
    assert (more >= estimate.draws(ranges, number=20) - 1e-9).all()


@given(ends, ends, months)
def test_the_ranking_is_that_of_range_over_middle(paid, fee, month):
    found = estimate.ranking({"paid": paid, "fee": fee, "months": month})
    swings = [swing.swing for swing in found]
    assert swings == sorted(swings, reverse=True) or swings == pytest.approx(sorted(swings, reverse=True), abs=1e-5)
    if min(sum(paid), sum(fee), sum(month)) > 1:
        widths = [swing.width for swing in found]
        assert widths == pytest.approx(sorted(widths, reverse=True), abs=1e-6)


def test_which_text_you_believe_changes_the_order():
    first = {s: estimate.ranking(RANGES | {"fee": reported.reported("fee", s)})[0].name for s in ("ARTICLE2009", "S3")}
    assert first == {"ARTICLE2009": "fee", "S3": "months"}


@pytest.mark.parametrize(
    ("ranges", "words"),
    [
        ({"paid": (1, 2)}, "expected fee, months, paid"),
        ({}, "empty"),
        (RANGES | {"fee": (900, 200)}, "range of fee is 900 to 200"),
        (RANGES | {"paid": (-1, 5)}, "range of paid"),
        (RANGES | {"months": (3, 13)}, "a year has 12"),
        (RANGES | {"fee": (float("nan"), 5)}, "range of fee"),
    ],
)
def test_wrong_ranges_are_named(ranges, words):
    for use in (estimate.draws, estimate.ranking, estimate.middle_estimate):
        with pytest.raises(ValueError, match=words):
            use(ranges)


def test_start_ranges_lie_on_their_controls_and_come_from_the_case():
    table = pd.DataFrame(tables.settings("estimate_ranges")).T
    assert tuple(table.index) == estimate.NAMES
    assert (table["least"] <= table["low"]).all() and (table["low"] < table["high"]).all()
    assert (table["high"] <= table["most"]).all()
    assert tuple(table.loc["fee", ["low", "high"]]) == reported.reported("fee")
    assert table.loc["paid", "high"] == table.loc["paid", "most"] == reported.reported("listings")[0]
    assert table.loc["months", "most"] == estimate.MONTHS_A_YEAR
    bare = table["sources"] == ""
    assert (table.loc[bare, "provenance"] == "assumption").all()
    named = table["provenance"] == "article"
    assert table.loc[named, "sources"].str.contains("ARTICLE2009").all()


def test_the_heap_counts_every_draw():
    panel = turnover_estimator()
    assert panel.table["draws"].sum() == estimate.DRAWS
    panel.set(paid=(7500, 7500), fee=(1000, 1000), months=(12, 12))
    assert panel.table["draws"].sum() == estimate.DRAWS, "the largest turnover is on the axis"
    assert "100 % reach" in panel.sentence
