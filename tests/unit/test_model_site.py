"""Level 0: one site, on and off."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.outcomes import long_run

from harness.model_helpers import steady, symmetric
from hosting_shift.explorers import one_site
from hosting_shift.model import site
from hosting_shift.model.chain import Chain, Move
from hosting_shift.model.site import Spell, share_online

lengths = st.floats(0.01, 100)


def test_closed_after_six_months_and_back_in_three_days():
    assert site.uptime(6, 0.1) == pytest.approx(0.984, abs=5e-4)


@steady
@given(lengths, lengths)
def test_uptime_is_the_long_run_of_the_chain(stay, reopen):
    moves = [Move("closure", "online", "offline", [1 / stay]), Move("reopening", "offline", "online", [1 / reopen])]
    chain = Chain(["J"], ["online", "offline"], moves)
    end = long_run(chain, chain.start("online", [1]))
    assert end[0] == pytest.approx(site.uptime(stay, reopen), rel=1e-12)


def test_only_the_means_matter():
    # Over n rounds the share online is normal, with this variance (delta method); gaps vary by 1/3.
    rounds, rng = 20_000, np.random.default_rng(7)
    stays, gaps = np.where(rng.random(rounds) < 0.1, 51, 1), rng.uniform(0, 2, rounds)  # mean 6, variance 225
    variance = (1**2 * 225 + 6**2 / 3) / 7**4 / rounds
    assert abs(stays.sum() / (stays + gaps).sum() - site.uptime(6, 1)) / np.sqrt(variance) < 5


def test_the_share_so_far_is_that_of_the_spells_so_far():
    panel = one_site()
    panel.set(rounds=((1, 30), (2, 0)))
    assert panel.table["online so far (%)"].tolist() == [100, 50, 75]


def test_the_share_online_of_a_story_by_hand():
    story = [Spell(*pair, n % 2 == 0) for n, pair in enumerate(pairwise([0, 2, 3, 5, 6, 7]))]
    assert share_online(story) == pytest.approx(5 / 7)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: site.uptime(-1, 1), "cannot be negative"),
        (lambda: site.uptime(1, -1), "offline before reopening cannot be negative"),
        (lambda: site.uptime(0, 0), "cannot both be 0"),
        (lambda: site.uptime([1, 0], [1, 0]), "cannot both be 0"),
        (lambda: site.uptime("six", 1), "must be numbers"),
        (lambda: site.uptime(float("inf"), 1), "must be finite"),
        (lambda: share_online([]), "empty period"),
        (lambda: symmetric(0), "at least one jurisdiction"),
    ],
)
def test_errors_say_what_to_do(call, words):
    with pytest.raises(ValueError, match=words):
        call()
