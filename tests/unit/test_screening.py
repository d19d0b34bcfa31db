"""Screening by counting: properties that hold for any filter, and the facts of lesson 03's tables."""

import importlib
import math
import re
from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from hosting_shift import explorers, tables
from hosting_shift.model import screening
from hosting_shift.practice import lesson as lessons
from hosting_shift.student import usable
from hosting_shift.student.answers import AnswersFile

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


# ---------------------------------------------------------------- you are the filter

reader = importlib.import_module("hosting_shift.explorers.lesson_03.advert_reader")
BY_THE_RULE = tuple("stop" if n >= 3 else "pass" for n in reader.signs().sum(axis=1))


def press(panel, *labels):
    """Press buttons, one after the other."""
    by_label = {action.label: action for action in panel.actions}
    for label in labels:
        panel.set(**by_label[label].change(panel.settings))


def decide_all(panel, how=BY_THE_RULE):
    press(panel, *({"stop": "Stop it", "pass": "Let it through"}[each] for each in how))


@pytest.fixture
def lesson(answers):
    return lessons.Lesson("03", answers)


def test_nothing_is_uncovered_before_it_is_decided():
    panel = explorers.advert_reader()
    press(panel, "Uncover")
    assert not panel.settings["uncovered"] and set(panel.table["label"]) == {"covered"}
    press(panel, "Stop it", "Uncover")
    assert panel.settings["place"] == 1, "on to the next open advert"
    assert panel.table["label"].tolist() == ["honest", *["covered"] * 11]
    for place in range(1, 12):
        panel.set(place=place)
        label = "deceptive" if panel.result.advert["deceptive"] else "honest"
        assert f"By construction it is {label}" not in panel.sentence and "Signs:" not in panel.sentence
        press(panel, "Let it through")
        assert panel.settings["place"] == place, "what is uncovered at once stays in view"
        assert f"You let it through. By construction it is {label}." in panel.sentence


def test_a_decision_may_be_changed_until_it_is_uncovered():
    panel = explorers.advert_reader()
    press(panel, "Stop it")
    panel.set(place=0)
    assert "You stopped it. You may still change that." in panel.sentence
    press(panel, "Let it through")
    panel.set(place=0)
    assert "You let it through." in panel.sentence
    press(panel, "Uncover", "Stop it")
    assert panel.settings["decided"][0] == "pass"


def test_twelve_decisions_are_counted_in_four_cells():
    panel = explorers.advert_reader()
    decide_all(panel)
    assert "all 12: change what you like, then press Uncover" in panel.sentence
    press(panel, "Uncover")
    found = panel.result.counted
    twelve = ADVERTS.dropna(subset=["reader"]).sort_values("reader")
    assert found == screening.outcomes(SIGNS[twelve.index] >= 3, twelve["deceptive"])
    assert "Of the 5 you stopped, 2 were deceptive; of 4 deceptive adverts, you stopped 2." in panel.sentence
    for how in (("pass",) * 12, ("stop",) * 12):
        press(panel, "Start over", "Start over")
        decide_all(panel, how)
        press(panel, "Uncover")
    assert "Of the 12 you stopped, 4 were deceptive" in panel.sentence


def test_start_over_asks_first_and_moving_on_forgets_the_question():
    panel = explorers.advert_reader()
    press(panel, "Start over")
    assert "You have decided 0" in panel.sentence, "nothing to forget"
    press(panel, "Stop it", "Start over")
    assert "once more to forget 1 decision;" in panel.sentence
    panel.set(place=5)
    assert "once more" not in panel.sentence
    press(panel, "Start over", "Start over")
    assert panel.settings["decided"] == ("",) * 12 and panel.settings["place"] == 0


def test_decisions_are_kept_as_they_are_made_and_restored(lesson, answers):
    panel = explorers.advert_reader(lesson)
    press(panel, "Stop it", "Let it through")
    first, second = (reader.item(place) for place in (0, 1))
    kept = answers.lesson("03")
    assert {name: (each["kind"], each["value"]) for name, each in kept.items()} == {
        first: ("decision", "stop"),
        second: ("decision", "pass"),
    }
    panel.reset()
    assert panel.settings["decided"][:3] == ("stop", "pass", ""), "Reset leaves what is kept"

    def again():
        return explorers.advert_reader(lessons.Lesson("03", AnswersFile(answers.path)))

    assert again().settings["place"] == 2 and not again().settings["uncovered"]
    press(panel, "Uncover")
    assert again().settings["uncovered"] and again().table["label"].tolist()[:3] == ["honest", "honest", "covered"]
    assert usable.in_words("03", first, "stop") == "stopped" and "Hairdresser" in usable.asked_in_words("03", first)
    press(panel, "Start over", "Start over")
    assert again().settings == explorers.advert_reader().settings and AnswersFile(answers.path).lesson("03") == {}


@pytest.mark.parametrize("value", ["<b>", "", 3, None, True])
def test_a_stored_decision_that_is_none_of_ours_is_left_out(answers, value):
    stored = {reader.item(0): {"kind": "decision", "value": value}}
    assert usable.unusable("03", stored) == [reader.item(0)]


def test_on_paper_each_advert_has_two_boxes_and_the_labels_are_folded():
    panel = explorers.advert_reader()
    page = panel.still()
    open_, folded = page.split("<details>")
    assert open_.count("☐") == 24 and all(text in open_ for text in reader.sample()["text"].map(escape))
    assert "honest" not in open_ and "deceptive</td>" in folded and reader.FOLD in folded


def test_as_plain_text_each_advert_stands_above_all_labels():
    open_, folded = explorers.advert_reader().as_text().split(reader.FOLD)
    assert all(text in open_ for text in reader.sample()["text"]) and "honest" not in open_
    assert folded.count("honest") == 8 and "covered" not in folded


def test_every_advert_to_read_is_worth_judging():
    twelve = reader.sample()
    assert twelve["text"].str.split().str.len().between(30, 60).all()
    assert twelve["remark"].str.split().str.len().between(8, 30).all()
    assert (ADVERTS.loc[ADVERTS["reader"].isna(), "remark"] == "").all()


def test_three_signs_of_eight_are_the_filter_of_the_first_episode():
    found = screening.at_threshold(SIGNS, ADVERTS["deceptive"], 3)
    start = explorers.screening_dots().result
    assert 100 * found.sensitivity == pytest.approx(start.sensitivity)
    assert 100 * found.specificity == pytest.approx(start.specificity)
