"""Screening by counting: properties that hold for any filter, and the facts of lesson 03's tables."""

import math
import re
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting_shift import explorers, tables
from hosting_shift.model import screening

share = st.floats(0, 1)
inner = st.floats(0.01, 0.99)
ADVERTS = tables.load("fictional_adverts")
INDICATORS = tables.load("recruitment_indicators")
SIGNS = ADVERTS[INDICATORS["indicator"]].sum(axis=1)


def by_threshold(signs, deceptive, most=8):
    """The counts for each number of signs required, from 1 to `most`."""
    return [screening.at_threshold(signs, deceptive, required) for required in range(1, most + 1)]


def shares(found):
    return found.total, found.base_rate, found.sensitivity, found.specificity


labelled = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=60).map(
    lambda rows: np.array(rows, dtype=bool).reshape(-1, 2).T
)  # (stopped, deceptive): two columns of the same length


# ---------------------------------------------------------------- counting


@given(labelled)
def test_the_four_sorts_add_up_and_a_filter_turned_round_swaps_its_errors(columns):
    stopped, deceptive = columns
    found = screening.outcomes(stopped, deceptive)
    assert found.total == len(stopped)
    assert found.stopped == stopped.sum() and found.deceptive == deceptive.sum()
    assert found.let_through == (~stopped).sum() and found.honest == (~deceptive).sum()
    for name in ("base_rate", "sensitivity", "specificity", "precision"):
        value = getattr(found, name)
        assert value is None or 0 <= value <= 1, name
    turned = screening.outcomes(~stopped, deceptive)
    assert (found.hits, found.false_alarms) == (turned.misses, turned.passed)


def test_shares_without_a_whole_are_none():
    nothing = screening.Counts(0, 0, 0, 0)
    assert nothing.base_rate is nothing.sensitivity is nothing.precision is None
    silent = screening.outcomes([False, False], [True, False])
    assert silent.precision is None and silent.sensitivity == 0 and silent.specificity == 1
    loud = screening.outcomes([True, True], [True, False])
    assert loud.sensitivity == 1 and loud.specificity == 0


# ---------------------------------------------------------------- Bayes by hand


@given(share, share, share)
def test_bayes_agrees_with_counting(base_rate, sensitivity, specificity):
    exact = screening.expected(1000, base_rate, sensitivity, specificity)
    by_rule = screening.precision(base_rate, sensitivity, specificity)
    if by_rule is None or exact.precision is None:
        assert exact.stopped == pytest.approx(0, abs=1e-300)
    else:
        assert by_rule == pytest.approx(exact.precision, abs=1e-9)


@given(inner, inner, inner, inner, st.integers(1, 10_000))
def test_expected_numbers_give_back_what_was_put_in(base_rate, sensitivity, specificity, new, total):
    found = screening.expected(total, base_rate, sensitivity, specificity)
    assert shares(found) == pytest.approx((total, base_rate, sensitivity, specificity))
    # another base rate keeps the filter
    found = screening.reweighted(found, new, 1000)
    assert shares(found) == pytest.approx((1000, new, sensitivity, specificity))


@given(inner, inner, inner, inner)
def test_precision_rises_with_base_rate_and_specificity(one, other, sensitivity, specificity):
    shares = sorted((one, other))
    by_base = [screening.precision(base_rate, sensitivity, specificity) for base_rate in shares]
    by_filter = [screening.precision(specificity, sensitivity, better) for better in shares]
    assert by_base[0] <= by_base[1] * (1 + 1e-12) and by_filter[0] <= by_filter[1] * (1 + 1e-12)


@given(inner, inner)
def test_a_filter_that_tosses_a_coin_learns_nothing(base_rate, stops):
    assert screening.precision(base_rate, stops, 1 - stops) == pytest.approx(base_rate)


@given(share, share, share, st.integers(0, 5000))
def test_natural_frequencies_are_whole_and_add_up(base_rate, sensitivity, specificity, total):
    whole = screening.natural_frequencies(total, base_rate, sensitivity, specificity)
    exact = screening.expected(total, base_rate, sensitivity, specificity)
    for name in ("hits", "misses", "false_alarms", "passed"):
        count = getattr(whole, name)
        assert isinstance(count, int) and count >= 0
        assert abs(count - getattr(exact, name)) <= 1.001, name
    assert whole.total == total


def test_halves_are_rounded_up():
    found = screening.natural_frequencies(1000, 0.001, 0.5, 1.0)
    assert (found.hits, found.misses) == (1, 0)


# ---------------------------------------------------------------- thresholds and cost


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), min_size=1, max_size=60))
def test_a_stricter_rule_stops_no_more(rows):
    found = by_threshold(*zip(*rows, strict=True), most=9)
    for loose, strict in pairwise(found):
        assert strict.hits <= loose.hits and strict.false_alarms <= loose.false_alarms
    for counts in found:
        assert counts.total == len(rows)
        assert (counts.precision is None) == (counts.hits + counts.false_alarms == 0)


@given(share, share, share, st.floats(0, 100), st.floats(0, 100))
def test_cost_counts_errors_only_and_rises_with_their_weight(a, b, c, weight, more):
    found = screening.expected(1000, a, b, c)
    assert screening.cost(found, 0) == found.false_alarms
    assert screening.cost(found, weight) <= screening.cost(found, weight + more)
    assert screening.cost(screening.Counts(5, 0, 0, 5), weight) == 0


GOOD = {"base_rate": 0.1, "sensitivity": 0.8, "specificity": 0.9}


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("value", [-0.1, 1.1, 80, math.nan])
def test_a_share_out_of_range_is_named(name, value):
    for function in (screening.precision, partial(screening.expected, 1000)):
        with pytest.raises(ValueError, match=f"{name} is .*share from 0 to 1"):
            function(**GOOD | {name: value})


def met(*deceptive):
    return screening.outcomes([True, False], deceptive)


@pytest.mark.parametrize(
    ("call", "arguments", "said"),
    [
        (screening.outcomes, [[True], [True, False]], "same length"),
        (screening.outcomes, [[1, 0], [True, False]], "true or false"),
        (screening.expected, [-1, 0.1, 0.8, 0.9], "zero adverts or more"),
        (screening.reweighted, [met(True, True), 0.1, 1000], "at least one deceptive and one honest"),
        (screening.reweighted, [met(False, False), 0.1, 1000], "at least one deceptive and one honest"),
        (screening.cost, [met(True, False), -1], "weight of a miss is -1"),
    ],
)
def test_the_impossible_is_refused(call, arguments, said):
    with pytest.raises(ValueError, match=said):
        call(*arguments)


@given(st.floats(0, 100), st.floats(0, 100))
def test_whoever_fears_misses_more_requires_no_more_signs(one, other):
    low, high = sorted((one, other))

    def strictest_best(weight):
        costs = [screening.cost(found, weight) for found in by_threshold(SIGNS, ADVERTS["deceptive"])]
        return max(n for n, c in enumerate(costs) if c <= min(costs) + 1e-9)

    assert strictest_best(high) <= strictest_best(low)


# ---------------------------------------------------------------- the tables


def test_the_adverts_are_fictional_and_say_so():
    entry = tables.describe("fictional_adverts").resource
    assert entry["kind"] == "fictional" and "fictional" in entry["title"]
    assert "fictional" in tables.cite("fictional_adverts")
    for panel in (explorers.advert_reader(), explorers.screening_threshold(), explorers.screening_dots()):
        assert panel.kind == "fictional" and "ictional" in panel.still()


def test_the_adverts_keep_the_recipe_of_their_card():
    assert len(ADVERTS) == 200 and ADVERTS["text"].is_unique
    assert (ADVERTS.groupby("kind").size() == 40).all() and ADVERTS["kind"].nunique() == 5
    assert (ADVERTS.groupby("kind")["deceptive"].sum() == 4).all()
    recipe = INDICATORS.set_index("indicator")
    for deceptive, column in ((False, "drawn_if_honest"), (True, "drawn_if_deceptive")):
        rows, p = ADVERTS[ADVERTS["deceptive"] == deceptive], recipe[column]
        assert (abs(rows[p.index].mean() - p) < 3 * (p * (1 - p) / len(rows)) ** 0.5).all(), column
    assert (recipe["drawn_if_honest"] < recipe["drawn_if_deceptive"]).all()
    assert (recipe["drawn_if_honest"] > 0).all(), "honest adverts show every sign, too"


def test_neither_precision_nor_recall_is_perfect_and_all_four_sorts_occur():
    for found in by_threshold(SIGNS, ADVERTS["deceptive"]):
        assert found.precision != 1 and (found.sensitivity != 1 or found.precision <= 0.5)
    dozen = ADVERTS.dropna(subset=["reader"])
    assert sorted(dozen["reader"]) == list(range(1, 13)) and set(dozen["kind"]) == set(ADVERTS["kind"])
    found = screening.outcomes(SIGNS[dozen.index] >= 3, dozen["deceptive"])
    assert min(found.hits, found.misses, found.false_alarms, found.passed) >= 1


def test_no_advert_names_a_real_country_or_gives_a_way_to_reach_anybody():
    text = " ".join(ADVERTS["text"])
    countries = tables.load("world_tiles")["name"]
    assert not [c for c in countries if re.search(rf"\b{re.escape(c)}\b", text)]
    assert not re.search(r"@|https?:|www\.|\d{4,}|\+\d", text)
    assert not re.search(r"\b(sex\w*|escort\w*|massage\w*|adult\w*|erotic\w*|girls?|boys?)\b", text, re.I)


def test_every_indicator_is_a_column_and_comes_with_a_question():
    columns = [c for c in ADVERTS.columns if ADVERTS[c].dtype == bool and c != "deceptive"]
    assert INDICATORS["indicator"].tolist() == columns
    assert INDICATORS["question_to_ask"].str.contains("?", regex=False).all()
    for row in INDICATORS.itertuples():
        assert row.description.endswith(".") and row.why_honest.endswith("."), row.indicator


def test_the_reader_covers_the_label_until_asked():
    panel = explorers.advert_reader()
    for place in range(12):
        panel.set(place=place, uncovered=False)
        assert panel.sentence.startswith("Fictional advert")
        words = panel.sentence + panel.table.to_string()
        label = "deceptive" if panel.result.advert["deceptive"] else "honest"
        assert f"By construction it is {label}" not in words
        assert set(panel.table["in this advert"]) == {"covered"}
        panel.set(uncovered=True)
        assert panel.sentence.startswith("Fictional advert") and f"By construction it is {label}." in panel.sentence
        shown = (panel.table["in this advert"] == "yes").sum()
        assert shown == panel.result.advert[INDICATORS["indicator"]].astype(bool).sum()


def test_three_signs_of_eight_are_the_filter_of_the_first_episode():
    found = screening.at_threshold(SIGNS, ADVERTS["deceptive"], 3)
    start = explorers.screening_dots().result
    assert 100 * found.sensitivity == pytest.approx(start.sensitivity)
    assert 100 * found.specificity == pytest.approx(start.specificity)
