"""The general chain: structure, numerics, and outcomes of level 1."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from harness.model_helpers import assert_it_is_a_chain, cases, cut_in_two, run, shipped, steady, symmetric
from hosting_shift.model import outcomes
from hosting_shift.model.chain import Chain, Move, expected, expected_each, transition
from hosting_shift.model.hosting import Behaviour, closure_rates

WORLD, PARAMETERS, BEHAVIOUR = shipped()


def generators(seed):
    """A random generator with rates over six orders of size and some missing arrows."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 12))
    Q = 10 ** rng.uniform(-4, 2, (size, size)) * (rng.random((size, size)) < 0.7)
    np.fill_diagonal(Q, 0)
    return Q - np.diag(Q.sum(axis=1))


seeds = st.integers(0, 10**6)


@steady
@given(cases(), st.floats(0, 100))
def test_structure(case, time):
    history = run(*case, months=24)
    assert_it_is_a_chain(history)
    for span in (time, 5e-324):  # the shortest time there is: times a rate, it is 0
        P, Phi = transition(history.chain.generator, span)
        assert (P >= 0).all() and (Phi >= 0).all()
        assert P.sum(axis=1) == pytest.approx(1, abs=1e-13)
        assert Phi.sum(axis=1) == pytest.approx(span, rel=1e-13)


@steady
@given(seeds, st.floats(0, 20), st.floats(0, 20))
def test_semigroup(seed, s, t):
    Q = generators(seed)
    (P_s, Phi_s), (P_t, Phi_t), (P, Phi) = (transition(Q, time) for time in (s, t, s + t))
    assert P_s @ P_t == pytest.approx(P, abs=1e-11)
    assert Phi_s + P_s @ Phi_t == pytest.approx(Phi, abs=1e-10)


@steady
@given(seeds, st.floats(0.001, 5), st.floats(0.01, 10))
def test_against_scipy_and_a_numerical_integral(seed, time, factor):
    Q = generators(seed)
    P, Phi = transition(Q, time)
    assert pytest.approx(expm(Q * time), abs=1e-12) == P
    # Fast rates bend the integrand near 0: integrate piece by piece, on shrinking intervals.
    nodes, weights = np.polynomial.legendre.leggauss(12)
    edges = np.concatenate([[0], time * 2.0 ** -np.arange(14, -1, -1)])
    integral = np.zeros_like(Q)
    for low, high in pairwise(edges):
        half = (high - low) / 2
        for node, weight in zip(nodes, weights, strict=True):
            integral += half * weight * expm(Q * (low + half * (1 + node)))
    assert pytest.approx(integral, abs=1e-9) == Phi
    # In another unit of time all is the same (T6).
    P_scaled, Phi_scaled = transition(Q * factor, time / factor)
    assert P_scaled == pytest.approx(P, abs=1e-12) and Phi_scaled * factor == pytest.approx(Phi, abs=1e-11)


def test_a_chain_that_never_moves_and_one_that_moves_very_fast():
    P, Phi = transition(np.zeros((3, 3)), 5)
    assert (np.eye(3) == P).all() and (5 * np.eye(3) == Phi).all()
    P, Phi = transition(np.array([[-1e9, 1e9], [3e9, -3e9]]), 1)
    assert pytest.approx(np.tile([0.75, 0.25], (2, 1)), abs=1e-12) == P
    assert pytest.approx(P, abs=1e-8) == Phi


def test_a_move_that_leads_back_is_counted():
    idle = Chain(["J"], ["online"], [Move("closure", "online", "online", [2.0])])
    assert expected(idle, [1.0], 3).counts("closure") == pytest.approx(6), "a successor each time"


def test_the_same_chain_goes_on_from_each_start():
    chain = run(symmetric(2), [1.0, 3.0], BEHAVIOUR, months=1).chain
    starts = [chain.start(condition, [0.5, 0.5]) for condition in ("online", "offline")]
    for found, start in zip(expected_each([chain] * 2, starts, 3), starts, strict=True):
        assert found.probabilities == pytest.approx(expected(chain, start, 3).probabilities)


@steady
@given(cases())
def test_counts_are_time_spent_times_rate(case):
    world, rates, behaviour = case
    history = run(world, rates, behaviour, months=12)
    count, Q = len(world), history.chain.generator
    tau = history.spent.sum(axis=0)
    online, offline = np.arange(count), np.arange(count, 2 * count)
    assert history.counts("closure").sum(axis=1) == pytest.approx(tau[online] * rates)
    assert history.counts("reopening") == pytest.approx(tau[offline, None] * Q[np.ix_(offline, online)])
    # What has gone off minus what came back is off now.
    now_offline, back = history.probabilities[-1, offline].sum(), history.counts("reopening").sum()
    assert outcomes.closures(history) - back == pytest.approx(now_offline, abs=1e-9)


@pytest.mark.parametrize("phi", [0, 0.7])
def test_splitting_a_country_in_two_changes_nothing(phi):
    # T18: both halves as near as the whole was to itself, that is stay = exp(phi).
    rates = closure_rates(WORLD, PARAMETERS, np.arange(10.0))
    larger, halves = cut_in_two(WORLD, 4)

    def both(stay):
        behaviour = Behaviour(BEHAVIOUR.t_reopen, 2, 1, phi, stay)
        whole, parts = run(WORLD, rates, behaviour), run(larger, rates[halves], behaviour)
        states = parts.probabilities.reshape(-1, 2, 11)
        merged = np.stack([states[..., halves == i].sum(axis=-1) for i in range(10)], axis=-1)
        return whole, parts, abs(merged.reshape(-1, 20) - whole.probabilities).max()

    whole, parts, apart = both(stay=np.exp(phi))
    assert apart < 1e-12
    assert outcomes.closures(parts) == pytest.approx(outcomes.closures(whole), rel=1e-12)
    # With stay = 0 the second half is one more place to go: a documented artefact.
    assert both(stay=0)[-1] > 1e-3


def test_outcomes_by_hand():
    # Two places, all start in A, closed there after half a month on average, never in B.
    history = run(symmetric(2), [2.0, 0.0], Behaviour(0.5, 0, 0, 0, 0), months=1)
    a = np.exp(-2) / 2  # online in A at the end: half of all sites start there
    offline = 2 * np.exp(-2) / 2  # 2t·e^(−2t), equal rates in and out
    assert history.probabilities[-1] == pytest.approx([a, 1 - a - offline, offline, 0])
    months_in_a = (1 - np.exp(-2)) / 2 / 2
    assert outcomes.closures(history) == pytest.approx(2 * months_in_a)
    assert history.counts("reopening").sum() == pytest.approx(2 * months_in_a - offline)
    assert outcomes.uptime(history) == pytest.approx(1 - (months_in_a - offline / 2))
    shares = outcomes.hosting_shares(history.chain, history.probabilities)
    assert shares[0] == pytest.approx([0.5, 0.5]) and shares.sum(axis=1) == pytest.approx(1)
    assert shares[1, 0] == pytest.approx(a / (1 - offline))
    with np.errstate(all="raise"):
        assert np.isnan(outcomes.hosting_shares(history.chain, np.array([0, 0, 0.5, 0.5]))).all()
    assert outcomes.concentration(shares)[0] == pytest.approx(0.5)
    assert outcomes.concentration([0.5, 0.3, 0.2]) == pytest.approx(0.38)


def test_reopening_at_home_is_no_relocation():
    # Two equal places, and the old one weighs as much as the new: half of all reopenings move.
    history = run(symmetric(2), [1.0, 1.0], Behaviour(0.5, 0, 0, 0, stay=1), months=12)
    back = history.counts("reopening")
    assert back.sum() > 5 and np.trace(back) == pytest.approx(back.sum() / 2)


CLOSE = Move("closure", "online", "offline", [1.0, 2.0])
BACK = Move("back", "jail", "online", [1, 1])
ARREST = Move("arrest", "online", "jail", np.eye(2))
TWO = Chain("AB", ["online"], [])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Chain([], ["online"], []), "at least one jurisdiction"),
        (lambda: Chain("AB", ["online", "online"], []), "share a name"),
        (lambda: Chain("AB", ["up"], []), "called online. There are: up"),
        (lambda: Chain("AB", ["online"], [CLOSE]), "called offline. There are: online"),
        (lambda: Chain("AB", ["online"], [BACK], ["jail"]), "called jail"),
        (lambda: Chain("ABC", ["online", "offline"], [CLOSE]), r"shape \(J,\) or \(J, J\)"),
        (
            lambda: Chain("AB", ["online"], [ARREST], ["jail"]),
            r"arrest \(online → jail\) must have .*\(J,\), with J = 2",
        ),
        (lambda: Chain("AB", ["online"], [Move("closure", "online", "online", [-1, 1])]), "cannot be negative"),
        (lambda: TWO.start("online", [0.5, 0.6]), "must sum to 1"),
        (lambda: TWO.start("offline", [0.5, 0.5]), "called offline"),
        (lambda: TWO.states("offline"), "called offline"),
        (lambda: expected(TWO, [0.5, 0.5], 1.5), "whole number"),
        (lambda: expected(TWO, [0.5], 1), "needs 2 numbers"),
        (lambda: run(symmetric(2), [1, 1], BEHAVIOUR).counts("x"), "kind x. There are: closure"),
    ],
)
def test_errors_say_what_to_do(call, words):
    with pytest.raises(ValueError, match=words):
        call()
