"""Luck and expectation agree: paths, counts and an independent simulation against exact numbers.

A z-value is (what was drawn − what is expected) / standard error. Seeds are fixed, so a test either
always passes or always fails; the bound of 5 would be crossed by chance once in 1.7 million draws.
"""

import numpy as np
import pytest
from oracles import counts

from harness.model_helpers import preset, responding
from hosting_shift.model import paths
from hosting_shift.model.chain import expected
from hosting_shift.model.hosting import Behaviour, relocation
from hosting_shift.model.policy import rates
from hosting_shift.model.response import ARRESTED, GAVE_UP, fear, giving_up, response_chain

WORLD, PARAMETERS = responding()
BOUND = 5


def chain(code, base=0, **switches):
    return response_chain(WORLD, PARAMETERS, preset(code), WORLD.bases[base], **switches)


def z(drawn, wanted, sites):
    """z-values of counts drawn from a multinomial of `sites` with probabilities `wanted`."""
    error = np.sqrt(sites * wanted * (1 - wanted))
    return np.divide(drawn - sites * wanted, error, out=np.zeros_like(wanted), where=error > 1e-9)


def test_paths_agree_with_expectation_through_a_reform():
    """T20 to T22: 200,000 operations, S1 for 24 months, then S5; states, moves by kind."""
    sites, rng = 200_000, np.random.default_rng(20090630)
    before, after = chain("S1"), chain("S5")
    start = before.start("online", WORLD.size)
    states = paths.draw_sites(start, sites, rng)
    first = paths.simulate(before, states, 24, rng)
    second = paths.simulate(after, first.states[:, -1], 36, rng)
    exact_first = expected(before, start, 24)
    exact_second = expected(after, exact_first.probabilities[-1], 36)
    for drawn, exact in ((first, exact_first), (second, exact_second)):
        for month in (6, drawn.states.shape[1] - 1):
            seen = np.bincount(drawn.states[:, month], minlength=exact.chain.size)
            assert abs(z(seen, exact.probabilities[month], sites)).max() < BOUND
        for kind in exact.chain.kinds:
            numbers = [n for n, move in enumerate(exact.chain.moves) if move.kind == kind]
            per_site = np.bincount(drawn.site[np.isin(drawn.move, numbers)], minlength=sites)
            error = per_site.std() / np.sqrt(sites)
            wanted = exact.counts(kind).sum()
            assert per_site.mean() == pytest.approx(wanted, abs=BOUND * error + 1e-12), kind


def test_the_same_seed_gives_the_same_story():
    """T25."""
    model = chain("S6")
    start = model.start("online", WORLD.size)
    for simulate in (
        lambda rng: paths.simulate(model, paths.draw_sites(start, 500, rng), 24, rng).time,
        lambda rng: counts.simulate_counts(model, counts.place_sites(start, 500, rng), 24, rng),
    ):
        one, same, other = (simulate(np.random.default_rng(seed)) for seed in (7, 7, 8))
        assert np.array_equal(one, same) and not np.array_equal(one, other)


def test_counts_have_the_mean_and_the_variance_of_the_multinomial():
    """T23: 4,000 repeats of 7,500 operations."""
    model, repeats, sites = chain("S5"), 4_000, 7_500
    start = model.start("online", WORLD.size)
    rng = np.random.default_rng(185)
    begun = np.array([counts.place_sites(start, sites, rng) for _ in range(repeats)])
    drawn = counts.simulate_counts(model, begun, 24, rng, repeats)
    assert (drawn.sum(axis=2) == sites).all()
    p = expected(model, start, 24).probabilities[-1]
    last, spread = drawn[:, -1], sites * p * (1 - p)
    common = spread > 5
    error = np.sqrt(spread[common] / repeats)
    assert (abs(last.mean(axis=0)[common] - sites * p[common]) / error).max() < BOUND
    ratio = last.var(axis=0, ddof=1)[common] / spread[common]
    # the variance of n draws of a nearly normal number has a relative error of sqrt(2 / n)
    assert (abs(ratio - 1) / np.sqrt(2 / repeats + 1 / (repeats * spread[common]))).max() < BOUND


def test_a_hundred_million_operations_are_one_run_like_any_other():
    model = chain("S5")
    start = model.start("online", WORLD.size)
    rng = np.random.default_rng(1)
    drawn = counts.simulate_counts(model, counts.place_sites(start, 10**8, rng), 12, rng)[0, -1]
    assert abs(z(drawn, expected(model, start, 12).probabilities[-1], 10**8)).max() < BOUND


def one_story(base, policy, stages, months, rng):
    """One operation told spell by spell, from the rates alone: no chain, no matrix.

    Returns (months online, how it ended). The procedure has `stages` steps and starts again
    after every closure.
    """
    speed = rates(WORLD, PARAMETERS, policy)
    risk = fear(PARAMETERS, speed, base)
    behaviour = Behaviour.from_parameters(PARAMETERS)
    where_to = relocation(WORLD, speed.closure, behaviour, risk)
    q = giving_up(WORLD, PARAMETERS, policy, speed, base)
    sigma = speed.surrender[base.name]

    def wait(rate):
        return rng.exponential(1 / rate) if rate > 0 else np.inf

    places = len(WORLD)
    host, known, now, online = rng.choice(places, p=WORLD.size), False, 0.0, 0.0
    while True:
        closing = wait(speed.closure[host])
        if known:
            caught = wait(sigma)
        elif speed.evidence[host] > 0:
            found = sum(wait(stages * speed.evidence[host]) for _ in range(stages))
            caught = found + wait(sigma) if found < closing else np.inf
            known = found < min(closing, months - now)
        else:
            caught = np.inf
        spell = min(closing, caught)
        online += min(spell, months - now)
        now += spell
        if now >= months:
            return online, ""
        if caught < closing:
            return online, ARRESTED
        known = known or rng.random() < speed.preserved[host]
        gap, caught = wait(1 / behaviour.t_reopen), wait(sigma) if known else np.inf
        now += min(gap, caught)
        if now >= months:
            return online, ""
        if caught < gap:
            return online, ARRESTED
        if rng.random() < q[host]:
            return online, GAVE_UP
        host = rng.choice(places, p=where_to[host])


@pytest.mark.parametrize("code, stages", [("S5", 1), ("S5", 4), ("S6", 4), ("S12", 1)])
def test_an_independent_telling_agrees(code, stages):
    """T27 (one stage) and T30 (four): 4,000 operations spell by spell."""
    number, months, base = 4_000, 36, WORLD.bases[0]
    rng = np.random.default_rng(stages + 10)
    told = [one_story(base, preset(code), stages, months, rng) for _ in range(number)]
    online = np.array([story[0] for story in told])
    model = chain(code, stages=stages)
    run = expected(model, model.start("online", WORLD.size), months)
    wanted = run.spent[:, model.states(*model.online)].sum()
    assert abs(online.mean() - wanted) < BOUND * online.std() / np.sqrt(number)
    for end in (ARRESTED, GAVE_UP):
        p = run.probabilities[-1, model.states(end)[0]]
        share = np.mean([story[1] == end for story in told])
        assert abs(share - p) < BOUND * np.sqrt(p * (1 - p) / number) + 1e-9, end


def test_what_cannot_be_counted_is_refused():
    model, rng = chain("S5"), np.random.default_rng(1)
    sites = np.zeros(model.size)
    for bad, said in (
        (sites[:3], "one number of sites for each of the 42 states"),
        (sites - 1, "whole and not negative"),
        (sites + 0.5, "whole and not negative"),
    ):
        with pytest.raises(ValueError, match=said):
            counts.simulate_counts(model, bad, 12, rng)
    with pytest.raises(ValueError, match="number of months"):
        counts.simulate_counts(model, sites, -1, rng)
