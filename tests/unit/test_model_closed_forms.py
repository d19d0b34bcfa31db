"""The formulas that a pocket calculator can check, against the chain."""

import numpy as np
import pytest
from hypothesis import given
from oracles import closed_forms
from oracles.outcomes import long_run

from harness.model_helpers import any_world, cases, steady, symmetric
from hosting_shift.model import outcomes
from hosting_shift.model.hosting import Behaviour, hosting_chain


def chain_in_the_long_run(world, rates, behaviour):
    """Hosting shares and share offline, from the chain itself."""
    chain = hosting_chain(world, rates, behaviour)
    shares = long_run(chain, chain.start("online", world.size))
    return outcomes.hosting_shares(chain, shares), shares[chain.states("offline")].sum()


@steady
@given(cases())
def test_c2_who_hosts_in_the_long_run(case):
    world, rates, behaviour = case
    rates = np.maximum(rates, 1e-3)
    hosting, offline = chain_in_the_long_run(world, rates, behaviour)
    assert closed_forms.long_run_hosting(world, rates, behaviour) == pytest.approx(hosting, abs=1e-9)
    assert closed_forms.long_run_offline(world, rates, behaviour) == pytest.approx(offline, rel=1e-6)


def test_c2_by_hand():
    # Two places can only alternate: stays of 3 and 24 months, shares 3/27 and 24/27.
    case = symmetric(2), np.array([1 / 3, 1 / 24]), Behaviour(1.5, 2, 1, 0, stay=0)
    hosting, offline = chain_in_the_long_run(*case)
    assert closed_forms.visits(*case) == pytest.approx([0.5, 0.5])
    assert hosting == pytest.approx([3 / 27, 24 / 27]) and offline == pytest.approx(0.1)


def test_c3_the_sign_is_right_in_every_random_world():
    rng = np.random.default_rng(34)
    signs = []
    for _ in range(400):
        world, rates = any_world(rng)
        # Not so choosy that the chain's answer drowns in rounding: beta·K·mu stays below 10.
        behaviour = Behaviour(rng.uniform(0.02, 1), beta=rng.uniform(0, 3), K=rng.uniform(0.2, 1), phi=0, stay=1)
        k = rng.integers(len(world))
        margin = closed_forms.backfire_margin(world, rates, behaviour)[k]
        step, stays = 1e-4, []
        for factor in (1 - step, 1 + step):
            changed = np.where(np.arange(len(world)) == k, factor * rates, rates)
            _, offline = chain_in_the_long_run(world, changed, behaviour)
            stays.append(behaviour.t_reopen * (1 / offline - 1))  # C1 turned round
        slope = (stays[1] - stays[0]) / (2 * step * rates[k])
        assert np.sign(slope) == np.sign(margin)
        formula = closed_forms.visits(world, rates, behaviour)[k] * margin
        assert slope == pytest.approx(formula, rel=1e-3, abs=1e-7)
        signs.append(np.sign(margin))
    assert 60 < signs.count(1) < 340, "both signs must occur often"


@pytest.mark.parametrize("stay", [0, 1])
def test_the_last_accession_is_worth_most(stay):
    """Ten equal jurisdictions, 3 months online in a member, 24 elsewhere: T falls in a line, 1/T climbs ever faster."""
    world, behaviour = symmetric(10), Behaviour(0.1, beta=0, K=1, phi=0, stay=stay)
    rates = [np.where(np.arange(10) < members, 1 / 3, 1 / 24) for members in range(11)]
    offline = np.array([chain_in_the_long_run(world, each, behaviour)[1] for each in rates])
    assert offline == pytest.approx(0.1 / (24 - 2.1 * np.arange(11) + 0.1), rel=1e-10)
    gains = np.diff(offline)
    assert (np.diff(gains) > 0).all() and gains[0] > 0
    assert gains[-1] / gains[0] == pytest.approx(24.1 * 22 / (5.2 * 3.1)) == pytest.approx(33, abs=0.5)
