"""Luck and expectation agree: paths and an independent simulation against exact numbers.

A z-value is (what was drawn − what is expected) / standard error. Seeds are fixed, so a test either
always passes or always fails; the bound of 5 would be crossed by chance once in 1.7 million draws.
"""

import numpy as np
import pytest

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
        found = 0.0 if known else sum(wait(stages * speed.evidence[host]) for _ in range(stages))
        caught = found + wait(sigma) if found < closing else np.inf
        known = known or found < min(closing, months - now)
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
