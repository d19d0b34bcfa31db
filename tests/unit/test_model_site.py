"""Level 0: one site, on and off."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.outcomes import long_run

from harness.model_helpers import steady, symmetric
from hosting_shift.model import site
from hosting_shift.model.chain import Chain, Move, expected
from hosting_shift.model.site import Spell, share_online, spells

lengths = st.floats(0.01, 100)


def test_closed_after_six_months_and_back_in_three_days():
    assert site.uptime(6, 0.1) == pytest.approx(0.984, abs=5e-4)
    assert site.closures(6, 0.1, 61) == pytest.approx(10)


@steady
@given(lengths, lengths)
def test_uptime_is_the_long_run_of_the_chain(stay, reopen):
    moves = [Move("closure", "online", "offline", [1 / stay]), Move("reopening", "offline", "online", [1 / reopen])]
    chain = Chain(["J"], ["online", "offline"], moves)
    end = long_run(chain, chain.start("online", [1]))
    assert end[0] == pytest.approx(site.uptime(stay, reopen), rel=1e-12)
    # From one long run to the next, closures come at the pace that the formula says.
    closures = expected(chain, end, 12).counts("closure").sum()
    assert closures == pytest.approx(site.closures(stay, reopen, 12), rel=1e-9)


@steady
@given(lengths, lengths, st.integers(1, 20))
def test_spells_have_the_uptime_after_whole_rounds(stay, reopen, rounds):
    story = spells(stay, reopen, rounds * (stay + reopen))
    assert share_online(story) == pytest.approx(site.uptime(stay, reopen), rel=1e-9)
    assert all(a.end == b.start for a, b in pairwise(story))
    assert story[0].start == 0 and story[0].online


def test_spells_by_hand():
    ends = [0, 2, 3, 5, 6, 7]
    assert spells(2, 1, 7) == [Spell(*pair, n % 2 == 0) for n, pair in enumerate(pairwise(ends))]
    assert spells(5, 0, 4) == [Spell(0, 4, True)]
    assert [spell.online for spell in spells(0, 3, 4)] == [False, False]


def rarely_long(rng):
    """1 month nine times in ten, 51 months otherwise: mean 6, variance 225."""
    return 51.0 if rng.random() < 0.1 else 1.0


def test_only_the_means_matter():
    # Over n rounds the share online is normal, with this variance (delta method); gaps vary by 1/3.
    rounds, rng = 20_000, np.random.default_rng(7)
    story = site._alternate(lambda: rarely_long(rng), lambda: rng.uniform(0, 2), 7 * rounds)
    variance = (1**2 * 225 + 6**2 / 3) / 7**4 / rounds
    assert abs(share_online(story) - site.uptime(6, 1)) / np.sqrt(variance) < 5
    assert story[-1].end == 7 * rounds


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: site.uptime(-1, 1), "cannot be negative"),
        (lambda: site.uptime(1, -1), "offline before reopening cannot be negative"),
        (lambda: site.uptime(0, 0), "cannot both be 0"),
        (lambda: site.uptime([1, 0], [1, 0]), "cannot both be 0"),
        (lambda: site.uptime("six", 1), "must be numbers"),
        (lambda: site.uptime(float("inf"), 1), "must be finite"),
        (lambda: site.closures(1, 1, -1), "number of months cannot be negative"),
        (lambda: spells(1e-9, 1e-9, 60), "longer spells"),
        (lambda: site._alternate(lambda: -1, lambda: 1, 6), "cannot be negative"),
        (lambda: share_online([]), "empty period"),
        (lambda: symmetric(0), "at least one jurisdiction"),
    ],
)
def test_errors_say_what_to_do(call, words):
    with pytest.raises(ValueError, match=words):
        call()
