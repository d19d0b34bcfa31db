"""The formulas that a pocket calculator can check, against the chain."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from oracles import closed_forms
from oracles.outcomes import long_run

from harness.model_helpers import any_world, cases, shipped, steady, symmetric
from hosting_shift.model import outcomes
from hosting_shift.model.hosting import Behaviour, closure_rates, hosting_chain
from hosting_shift.model.site import uptime


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
    formula = closed_forms.long_run_hosting(world, rates, behaviour)
    assert formula == pytest.approx(hosting, abs=1e-9)
    formula = closed_forms.long_run_offline(world, rates, behaviour)
    assert formula == pytest.approx(offline, rel=1e-6)


def test_c2_by_hand():
    # Two places can only alternate: stays of 3 and 24 months, shares 3/27 and 24/27.
    world, behaviour = symmetric(2), Behaviour(1.5, 2, 1, 0, stay=0)
    rates = [1 / 3, 1 / 24]
    assert closed_forms.visits(world, rates, behaviour) == pytest.approx([0.5, 0.5])
    hosting = closed_forms.long_run_hosting(world, rates, behaviour)
    assert hosting == pytest.approx([3 / 27, 24 / 27])
    assert closed_forms.mean_stay(world, rates, behaviour) == pytest.approx(13.5)
    assert closed_forms.long_run_offline(world, rates, behaviour) == pytest.approx(0.1)


def test_c2_stands_very_choosy_operators():
    world, parameters, behaviour = shipped()
    rates = closure_rates(world, parameters, np.arange(1, 11.0))
    behaviour = Behaviour(behaviour.t_reopen, 1e5, 1, 0, stay=0)
    visits = closed_forms.visits(world, rates, behaviour)
    # Closed in the softest place they try the next, and come back.
    assert np.sort(visits)[-2:] == pytest.approx([0.5, 0.5])


def test_c2_weakest_link():
    world, parameters, behaviour = shipped()
    for effort in (1, 100):
        rates = closure_rates(world, parameters, effort)
        rates[world.mask("OTH-1")] = 1e-9
        stay = closed_forms.mean_stay(world, rates, behaviour)
        assert uptime(stay, behaviour.t_reopen) > 1 - 1e-6
        assert closed_forms.long_run_hosting(world, rates, behaviour).max() > 1 - 1e-5


def test_c3_the_sign_is_right_in_every_random_world():
    rng = np.random.default_rng(34)
    signs = []
    for _ in range(400):
        world, rates = any_world(rng)
        # Not so choosy that the chain's answer drowns in rounding: beta·K·mu stays below 10.
        behaviour = Behaviour(rng.uniform(0.02, 1), beta=rng.uniform(0, 3), K=rng.uniform(0.2, 1), phi=0, stay=1)
        k = rng.integers(len(world))
        margin = closed_forms.backfire_margin(world, rates, behaviour)[k]

        def stay_if(factor, world=world, rates=rates, behaviour=behaviour, k=k):
            changed = rates.copy()
            changed[k] *= factor
            _, offline = chain_in_the_long_run(world, changed, behaviour)
            return behaviour.t_reopen * (1 / offline - 1)  # C1 turned round

        step = 1e-4
        slope = (stay_if(1 + step) - stay_if(1 - step)) / (2 * step * rates[k])
        formula = closed_forms.visits(world, rates, behaviour)[k] * margin
        assert np.sign(slope) == np.sign(margin)
        assert slope == pytest.approx(formula, rel=1e-3, abs=1e-7)
        signs.append(np.sign(margin))
    assert 60 < signs.count(1) < 340, "both signs must occur often"


def test_c3_by_hand():
    # Stays of 2 and 22 months, visited alike: the mean stay is 12, and 10·beta must exceed 4.
    world, rates = symmetric(2), np.array([1 / 2, 1 / 22])
    for beta, backfires in ((0.39, False), (0.41, True)):
        behaviour = Behaviour(0.1, beta, K=1, phi=0, stay=1)
        # Make up by size for what the burden takes away, so that both are visited alike.
        weights = np.exp(beta * rates)
        size = weights / weights.sum()
        alike = type(world)(world.codes, world.names, world.regions, size, [0, 0], [0, 0])
        assert closed_forms.visits(alike, rates, behaviour) == pytest.approx([0.5, 0.5])
        margin = closed_forms.backfire_margin(alike, rates, behaviour)[0]
        assert margin == pytest.approx(10 * beta - 4) and (margin > 0) == backfires
    nobody_looks = Behaviour(0.1, 0, K=1, phi=0, stay=1)
    assert (closed_forms.backfire_margin(world, rates, nobody_looks) < 0).all()


def test_the_last_accession_is_worth_most():
    gains = closed_forms.accession_gains(10, 3, 24, 0.1)
    assert (gains > 0).all() and (np.diff(gains) > 0).all()
    assert gains[-1] / gains[0] == pytest.approx(24.1 * 22 / (5.2 * 3.1))
    assert round(gains[-1] / gains[0]) == 33
    # Each accession by the formula in the docstring, with nothing but + − × ÷.
    stay = [24 - 2.1 * n for n in range(11)]
    by_hand = [2.1 * 0.1 / ((a + 0.1) * (b + 0.1)) for a, b in pairwise(stay)]
    assert gains == pytest.approx(by_hand)
    same = closed_forms.accession_gains(10, 6, 6, 0.1)
    assert same == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("stay", [0, 1])
def test_accession_is_the_symmetric_world_of_level_1(stay):
    world, behaviour = symmetric(10), Behaviour(0.1, beta=0, K=1, phi=0, stay=stay)
    formula = closed_forms.accession_offline(10, 3, 24, 0.1)
    for members in range(11):
        rates = np.where(np.arange(10) < members, 1 / 3, 1 / 24)
        _, offline = chain_in_the_long_run(world, rates, behaviour)
        assert offline == pytest.approx(formula[members], rel=1e-10)


WORLD = symmetric(2)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: closed_forms.mean_stay(WORLD, [1, 0], Behaviour(1, 1, 1, 0, 0)), "ever closed in J1"),
        (lambda: closed_forms.backfire_margin(WORLD, [1, 1], Behaviour(1, 1, 1, 0, 0)), "set stay to 1"),
        (lambda: closed_forms.backfire_margin(WORLD, [1, 1], Behaviour(1, 1, 1, 2, 1)), "phi to 0"),
        (lambda: closed_forms.visits(symmetric(1), [1], Behaviour(1, 1, 1, 0, 0)), "nowhere to go"),
        (lambda: closed_forms.accession_offline(2.5, 3, 24, 0.1), "must be a whole number"),
        (lambda: closed_forms.accession_offline(10, 0, 24, 0.1), "must be more than 0"),
    ],
)
def test_errors_say_what_to_do(call, words):
    with pytest.raises(ValueError, match=words):
        call()
