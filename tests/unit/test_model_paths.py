"""Luck and expectation agree: paths and an independent simulation against exact numbers.

A z-value is (what was drawn − what is expected) / standard error. Seeds are fixed, so a test either
always passes or always fails; the bound of 5 would be crossed by chance once in 1.7 million draws.
"""

import numpy as np
import pytest

from harness.model_helpers import preset, responding, run, shipped
from hosting_shift.model.chain import Chain, Move, expected
from hosting_shift.model.hosting import Behaviour, closure_rates, hosting_chain, relocation
from hosting_shift.model.paths import draw_sites, simulate
from hosting_shift.model.policy import rates
from hosting_shift.model.response import ARRESTED, GAVE_UP, fear, giving_up, response_chain

WORLD, PARAMETERS, BEHAVIOUR = shipped()
OPERATORS, ASSUMED = responding()  # the same world with operators, for levels 2 and 3
SITES, MONTHS = 60_000, 24
BOUND = 5


@pytest.fixture(scope="module")
def played():
    exact = run(WORLD, closure_rates(WORLD, PARAMETERS, 8 * WORLD.mask("European Union")), BEHAVIOUR, MONTHS)
    rng = np.random.default_rng(2009)
    states = draw_sites(exact.probabilities[0], SITES, rng)
    return exact, simulate(exact.chain, states, MONTHS, rng)


def assert_shares_agree(states, probabilities, months):
    for month in months:
        p = probabilities[month]
        counts = np.bincount(states[:, month], minlength=len(p))
        assert counts[p == 0].sum() == 0
        enough = (len(states) * p > 25) & (p < 1)
        assert enough.sum() >= 5
        z = (counts - len(states) * p)[enough] / np.sqrt(len(states) * p * (1 - p))[enough]
        assert abs(z).max() < BOUND


def assert_counts_agree(paths, these, expected_counts):
    """Mean number of these moves per site, against its own standard error."""
    per_site = np.bincount(paths.site[these], minlength=SITES)
    error = per_site.std() / np.sqrt(SITES)
    assert abs(per_site.mean() - expected_counts) < BOUND * error + 1e-12


def test_sites_are_where_they_should_be(played):
    exact, paths = played
    assert paths.states.shape == (SITES, MONTHS + 1)
    assert_shares_agree(paths.states, exact.probabilities, (0, 1, 6, 12, MONTHS))


def test_moves_are_as_frequent_as_they_should_be(played):
    exact, paths = played
    tau, Q = exact.spent.sum(axis=0), exact.chain.generator
    tested = 0
    for source, target in np.argwhere(Q > 0):
        if SITES * tau[source] * Q[source, target] > 25:
            these = (paths.source == source) & (paths.target == target)
            assert_counts_agree(paths, these, tau[source] * Q[source, target])
            tested += 1
    assert tested > 80
    for number, kind in enumerate(("closure", "reopening")):
        assert_counts_agree(paths, paths.move == number, exact.counts(kind).sum())


def test_the_log_tells_the_same_story_as_the_month_ends(played):
    _, paths = played
    assert (np.diff(paths.time) >= 0).all() and paths.time.max() < MONTHS
    chain = paths.chain
    where = paths.states[:, 0].copy()
    for month in range(MONTHS):
        inside = (paths.time >= month) & (paths.time < month + 1)
        moves = (paths.site[inside][:2000], paths.source[inside], paths.target[inside])
        for site, source, target in zip(*moves, strict=False):
            assert where[site] == source, "a site moves from where it is"
            where[site] = target
        rest = paths.site[inside][2000:]
        where[rest] = paths.target[inside][2000:]  # in order of time, the last move wins
        assert (where == paths.states[:, month + 1]).all()
    closure = paths.move == 0
    assert (paths.source[closure] < 10).all() and (paths.target[~closure] < 10).all()
    places = chain.jurisdictions
    assert (places[paths.source[closure]] == places[paths.target[closure]]).all()
    assert (places[paths.source[~closure]] != places[paths.target[~closure]]).all()


def test_same_seed_same_run():
    chain = hosting_chain(WORLD, closure_rates(WORLD, PARAMETERS, 4), BEHAVIOUR)

    def play(seed):
        rng = np.random.default_rng(seed)
        return simulate(chain, draw_sites(chain.start("online", WORLD.size), 200, rng), 60, rng)

    one, two, other = play(1), play(1), play(2)
    for field in ("states", "time", "site", "source", "target", "move"):
        assert (getattr(one, field) == getattr(two, field)).all()
    assert not np.array_equal(one.time, other.time)


def test_moves_that_share_their_ends_and_moves_that_lead_back():
    # Two kinds of closure, an ending, and an operator replaced on the spot.
    moves = [
        Move("closure", "online", "offline", [1.0, 0.5]),
        Move("raid", "online", "offline", [0.25, 0.0]),
        Move("replacement", "online", "online", [0.75, 0.1]),
        Move("reopening", "offline", "online", [[1.0, 2.0], [3.0, 0.0]]),
        Move("arrest", "offline", "arrested", [0.2, 0.4]),
    ]
    chain = Chain("AB", ("online", "offline"), moves, ["arrested"])
    start = chain.start("online", [0.5, 0.5])
    exact = expected(chain, start, 6)
    rng = np.random.default_rng(11)
    paths = simulate(chain, draw_sites(start, SITES, rng), 6, rng)
    tau = exact.spent.sum(axis=0)
    assert_shares_agree(paths.states, exact.probabilities, (1, 6))
    ways = [(0, 2, 1.0), (0, 2, 0.25), (0, 0, 0.75), (3, 0, 3.0), (3, 4, 0.4)]
    for number, (source, target, rate) in enumerate(ways):
        these = (paths.source == source) & (paths.target == target) & (paths.move == number)
        assert_counts_agree(paths, these, tau[source] * rate)
    assert not (paths.source == 4).any(), "nobody comes back from arrest"


def test_nothing_happens_without_moves():
    chain = Chain("AB", ["online"], [])
    paths = simulate(chain, [0, 1, 1], 3, np.random.default_rng(0))
    assert paths.states.tolist() == [[0] * 4, [1] * 4, [1] * 4]
    assert len(paths.time) == len(paths.site) == 0


def response(code, **switches):
    return response_chain(OPERATORS, ASSUMED, preset(code), OPERATORS.bases[0], **switches)


def test_paths_agree_with_expectation_through_a_reform():
    """T20 to T22: S1 for 24 months, then S5; states, moves by kind."""
    rng = np.random.default_rng(20090630)
    before, after = response("S1"), response("S5")
    start = before.start("online", OPERATORS.size)
    first = simulate(before, draw_sites(start, SITES, rng), 24, rng)
    second = simulate(after, first.states[:, -1], 36, rng)
    exact_first = expected(before, start, 24)
    exact_second = expected(after, exact_first.probabilities[-1], 36)
    for drawn, exact in ((first, exact_first), (second, exact_second)):
        assert_shares_agree(drawn.states, exact.probabilities, (6, drawn.states.shape[1] - 1))
        for kind in exact.chain.kinds:
            numbers = [n for n, move in enumerate(exact.chain.moves) if move.kind == kind]
            assert_counts_agree(drawn, np.isin(drawn.move, numbers), exact.counts(kind).sum())


def one_story(base, policy, stages, months, rng):
    """One operation told spell by spell, from the rates alone: no chain, no matrix.

    Returns (months online, how it ended). The procedure has `stages` steps and starts again
    after every closure.
    """
    speed = rates(OPERATORS, ASSUMED, policy)
    risk = fear(ASSUMED, speed, base)
    behaviour = Behaviour.from_parameters(ASSUMED)
    where_to = relocation(OPERATORS, speed.closure, behaviour, risk)
    q = giving_up(OPERATORS, ASSUMED, policy, speed, base)
    sigma = speed.surrender[base.name]

    def wait(rate):
        return rng.exponential(1 / rate) if rate > 0 else np.inf

    places = len(OPERATORS)
    host, known, now, online = rng.choice(places, p=OPERATORS.size), False, 0.0, 0.0
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
    number, months, base = 4_000, 36, OPERATORS.bases[0]
    rng = np.random.default_rng(stages + 10)
    told = [one_story(base, preset(code), stages, months, rng) for _ in range(number)]
    online = np.array([story[0] for story in told])
    model = response(code, stages=stages)
    run = expected(model, model.start("online", OPERATORS.size), months)
    wanted = run.spent[:, model.states(*model.online)].sum()
    assert abs(online.mean() - wanted) < BOUND * online.std() / np.sqrt(number)
    for end in (ARRESTED, GAVE_UP):
        p = run.probabilities[-1, model.states(end)[0]]
        share = np.mean([story[1] == end for story in told])
        assert abs(share - p) < BOUND * np.sqrt(p * (1 - p) / number) + 1e-9, end


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda chain, rng: draw_sites([0.5, 0.4], 5, rng), "must sum to 1"),
        (lambda chain, rng: draw_sites([0.5, 0.5], 0, rng), "sites must be a whole number"),
        (lambda chain, rng: simulate(chain, [0, 2], 5, rng), "numbered 0 to 1"),
        (lambda chain, rng: simulate(chain, [0.5], 5, rng), "number of the state"),
        (lambda chain, rng: simulate(chain, [], 5, rng), "number of the state"),
        (lambda chain, rng: simulate(chain, [0], 0.5, rng), "months must be a whole number"),
    ],
)
def test_errors_say_what_to_do(call, words):
    with pytest.raises(ValueError, match=words):
        call(Chain("AB", ["online"], []), np.random.default_rng(0))
