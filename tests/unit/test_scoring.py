"""Brier score and calibration: by hand, by property, and what they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hosting_shift.model import scoring

probability = st.floats(0, 1)
forecasts = st.lists(st.tuples(probability, st.booleans()), min_size=1, max_size=40)


def split(pairs):
    return [p for p, _ in pairs], [o for _, o in pairs]


def test_the_cases_of_the_lesson_by_hand():
    assert [scoring.brier([0.8], [outcome]) for outcome in (True, False)] == pytest.approx([0.04, 0.64])
    assert scoring.brier([0.9, 0.7, 0.2], [True, False, False]) == pytest.approx(0.18)
    assert [scoring.brier(said, [True, False]) for said in ([1.0, 0.0], [0.0, 1.0])] == [0, 1]


@given(forecasts)
def test_what_a_score_is(pairs):
    """Between 0 and 1, whatever the order; no worse for coming nearer; the same for "not" said of both."""
    p, o = split(pairs)
    score = scoring.brier(p, o)
    assert 0 <= score <= 1
    assert scoring.brier(*split(pairs[::-1])) == pytest.approx(score)
    assert scoring.brier([1 - x for x in p], [not x for x in o]) == pytest.approx(score)
    assert scoring.brier([(x + y) / 2 for x, y in pairs], o) <= score + 1e-12


@given(probability, probability)
def test_the_score_is_proper_your_honest_probability_is_your_best_answer(belief, said):
    def expected(p):
        return belief * scoring.brier([p], [True]) + (1 - belief) * scoring.brier([p], [False])

    assert expected(belief) <= expected(said) + 1e-12


@given(forecasts)
def test_groups_hold_every_forecast_once_and_their_means_lie_inside(pairs):
    bins = scoring.calibration(*split(pairs))
    assert sum(b.count for b in bins) == len(pairs)
    assert sum(b.count * (b.came_true or 0) for b in bins) == pytest.approx(sum(o for _, o in pairs))
    for b in bins:
        if b.count:
            assert b.low - 1e-9 <= b.forecast <= b.high + 1e-9 and 0 <= b.came_true <= 1
        else:
            assert b.forecast is None and b.came_true is None


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.booleans()), min_size=1))
def test_within_groups_of_one_probability_murphys_parts_add_up(pairs):
    """Brier = reliability - resolution + uncertainty when all of a group say the same."""
    p, o = split(pairs)
    bins = [b for b in scoring.calibration(p, o) if b.count]
    n, rate = len(o), sum(o) / len(o)
    reliability = sum(b.count * (b.forecast - b.came_true) ** 2 for b in bins) / n
    resolution = sum(b.count * (b.came_true - rate) ** 2 for b in bins) / n
    assert scoring.brier(p, o) == pytest.approx(reliability - resolution + rate * (1 - rate))


def test_a_forecast_on_an_edge_belongs_to_the_group_above_and_1_to_the_last():
    counts = [b.count for b in scoring.calibration([0, 0.2, 0.6, 1.0], [True] * 4)]
    assert counts == [1, 1, 0, 1, 1]
    assert [b.count for b in scoring.calibration([], [])] == [0] * 5


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: scoring.brier([], []), "at least one"),
        (lambda: scoring.brier([0.5], []), "1 probabilities and 0 outcomes"),
        (lambda: scoring.brier([80], [True]), "80 is no probability"),
        (lambda: scoring.brier([float("nan")], [True]), "no probability"),
        (lambda: scoring.brier([True], [True]), "no probability"),
        (lambda: scoring.brier([0.5], ["yes"]), "'yes' is no outcome"),
        (lambda: scoring.brier([0.5], [None]), "no outcome"),
    ],
)
def test_what_cannot_be_scored_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
