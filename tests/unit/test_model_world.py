"""The world, its assumptions, and level 1's closures and relocation."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.model_helpers import any_world, cases, run, shipped, steady, symmetric
from hosting_shift.model.hosting import Behaviour, affinity, burden, closure_rates, hosting_chain, relocation
from hosting_shift.model.world import Parameters, World

WORLD, PARAMETERS, BEHAVIOUR = shipped()
VALUES = {"mu0": 0.01, "t_order": 5, "t_notice": 2, "cover_harmonised": 0.9}
COLUMNS = {
    "code": ["A", "B"],
    "name": ["Aland", "Beland"],
    "region": ["X", "Y"],
    "size": [0.25, 0.75],
    "cover": [0.5, 1],
    "cost": [0, 0.1],
}
SETTINGS = {
    "symbol": ["t_order", "beta"],
    "name": ["Months to obtain an order", "Choosiness"],
    "value": [6, 1],
    "low": [1, 0],
    "high": [24, 6],
    "unit": ["months", "(no unit)"],
    "provenance": ["assumption", "assumption"],
}


def test_a_world_from_any_table():
    for columns in (COLUMNS, pd.DataFrame(COLUMNS)):
        world = World.from_table(columns)
        assert len(world) == 2 and world.codes == ("A", "B") and world.regions == ("X", "Y")
        assert world.size.tolist() == [0.25, 0.75] and world.cover.tolist() == [0.5, 1]
    with pytest.raises(ValueError, match="read-only"):
        world.size[0] = 1
    assert world.mask("A").tolist() == [True, False]
    assert world.mask("Y", "A").tolist() == [True, True]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"size": [0.2, 0.7]}, "must sum to 1. They sum to 0.9"),
        ({"size": [0.25, 0.7499]}, "must sum to 1"),
        ({"size": [-0.5, 1.5]}, "size cannot be negative"),
        ({"size": [0.5, float("nan")]}, "finite"),
        ({"size": [1.0]}, "one number for each of the 2"),
        ({"cost": [0, -1]}, "cost cannot be negative"),
        ({"cover": [0.5, 1.2]}, "cover of B is 1.2. It must lie between 0 and 1"),
        ({"cover": [-0.1, 1]}, "cover cannot be negative"),
        ({"code": ["A", "A"]}, "share the code A"),
        ({"code": ["A", "B", "C"]}, "3 codes but 2 names"),
        ({"region": ["X"]}, "2 codes but 1 regions"),
        ({name: [] for name in COLUMNS}, "at least one jurisdiction"),
    ],
)
def test_a_wrong_world_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        World.from_table({**COLUMNS, **change})


def test_parameters_change_only_within_their_range():
    parameters = Parameters.from_table(SETTINGS)
    faster = parameters.with_changes(t_order=3)
    assert (parameters["t_order"], faster["t_order"], faster["beta"]) == (6, 3, 1)
    assert dict(parameters) == {"t_order": 6, "beta": 1} and "t_order" in parameters
    assert faster.row("t_order").name == "Months to obtain an order"


def test_closure_rates_by_hand():
    world = World.from_table(COLUMNS)
    assert closure_rates(world, VALUES, 0) == pytest.approx([0.01, 0.01])
    assert closure_rates(world, VALUES, 2) == pytest.approx([0.01 + 0.2, 0.01 + 0.4])
    assert closure_rates(world, VALUES, [0, 1]) == pytest.approx([0.01, 0.21])
    notice = closure_rates(world, VALUES, 1, notice=np.array([True, False]))
    assert notice == pytest.approx([0.01 + 0.1 + 0.5, 0.01 + 0.2])
    # Harmonising lifts a weak law and leaves a stronger one.
    assert closure_rates(world, VALUES, 1, harmonised=True) == pytest.approx([0.19, 0.21])


@steady
@given(cases())
def test_relocation_is_the_formula(case):
    world, rates, behaviour = case
    P = relocation(world, rates, behaviour)
    assert P.sum(axis=1) == pytest.approx(1, abs=1e-12) and (P >= 0).all()
    # The odds between two destinations, straight from the formula.
    B = world.cost + behaviour.K * rates
    assert burden(world, rates, behaviour) == pytest.approx(B)
    for h, here in enumerate(world.regions):
        F = [np.exp(behaviour.phi) if here == there else 1 for there in world.regions]
        F[h] = behaviour.stay
        weights = world.size * F * np.exp(-behaviour.beta * (B - B.min()))
        if weights.sum() > 1e-200:  # the plain formula underflows sooner than ours
            assert P[h] == pytest.approx(weights / weights.sum(), rel=1e-9, abs=1e-300)
    assert (affinity(world, behaviour) == affinity(world, behaviour).T).all()


def test_where_choosiness_leads():
    rates = closure_rates(WORLD, PARAMETERS, np.arange(10) ** 1.5)
    free = Behaviour(BEHAVIOUR.t_reopen, beta=0, K=1, phi=0, stay=1)
    assert relocation(WORLD, rates, free) == pytest.approx(np.tile(WORLD.size, (10, 1)))
    picky = Behaviour(BEHAVIOUR.t_reopen, beta=1e6, K=1, phi=0, stay=0)
    first, second, *_ = np.argsort(burden(WORLD, rates, picky))
    P = relocation(WORLD, rates, picky)
    assert np.delete(P[:, first], first) == pytest.approx(1)
    assert P[first, second] == pytest.approx(1), "closed there, it takes the next softest"


def test_alone_a_site_reopens_at_home():
    assert relocation(symmetric(1), [1.0], Behaviour(0.1, 1, 1, 0, stay=1)).tolist() == [[1.0]]


RATES = closure_rates(WORLD, PARAMETERS, 1)


def test_a_students_own_rule():
    same = hosting_chain(WORLD, RATES, BEHAVIOUR, relocation(WORLD, RATES, BEHAVIOUR))
    assert (same.generator == hosting_chain(WORLD, RATES, BEHAVIOUR).generator).all()
    assert run(WORLD, RATES, BEHAVIOUR).counts("reopening").sum() > 1
    home, there = np.nonzero(hosting_chain(WORLD, RATES, BEHAVIOUR, np.eye(10)).flows[1])
    assert (home == there).all(), "nobody moves"


@steady
@given(st.integers(0, 10**6), st.floats(0.5, 5))
def test_the_unit_of_time_does_not_matter(seed, factor):
    # Weeks instead of months: every time times c, every rate divided by c, the burden of a
    # closure per unit of time times c.
    world, rates = any_world(np.random.default_rng(seed))
    in_months = Behaviour(0.2, 2, 0.5, 0.4, 0.3)
    in_weeks = Behaviour(0.2 * factor, 2, 0.5 * factor, 0.4, 0.3)
    one, two = hosting_chain(world, rates, in_months), hosting_chain(world, rates / factor, in_weeks)
    assert one.generator == pytest.approx(factor * two.generator, rel=1e-12, abs=1e-12)


def settings(**changes):
    return Parameters.from_table({**SETTINGS, **changes})


def closing(effort, **levers):
    return closure_rates(World.from_table(COLUMNS), VALUES, effort, **levers)


ALONE = symmetric(1), [1.0], Behaviour(0.1, 1, 1, 0, stay=0)
NO_COVER = {name: cells for name, cells in COLUMNS.items() if name != "cover"}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: World.from_table(NO_COVER), "needs a column named cover. It has: code, name"),
        (lambda: World.from_table(COLUMNS).mask("EUROPE"), "'EUROPE'. There are: X, Y, A, B"),
        (
            lambda: settings().with_changes(t_order=0.5),
            r"an order \(t_order\) must lie between 1 and 24 months. Got 0.5",
        ),
        (lambda: settings().with_changes(t_order="soon"), "must be numbers"),
        (lambda: settings()["t_ordre"], "no parameter 't_ordre'. Did you mean 't_order'"),
        (lambda: settings().with_changes(Beta=1), "no parameter 'Beta'. Did you mean 'beta'"),
        (lambda: settings(value=[6, 7]), r"Choosiness \(beta\) must lie between 0 and 6"),
        (lambda: settings(symbol=["beta", "beta"]), "names beta twice"),
        (lambda: closing(-1), "effort cannot be negative"),
        (lambda: closing([1, 2, 3]), "one number for each of the 2"),
        (lambda: closing(1, notice=[True]), "notice must be True or False"),
        (lambda: closing(1, harmonised=1), "harmonised must be True or False"),
        (lambda: relocation(*ALONE), "closed in J0 has nowhere to go"),
        (lambda: Behaviour(0, 1, 1, 0, 0), "t_reopen must be more than 0"),
        (lambda: Behaviour(1, -1, 1, 0, 0), "beta cannot be negative"),
        (lambda: Behaviour(1, 1, float("nan"), 0, 0), "K must be finite"),
        (lambda: Behaviour(1, 1, 1, [0, 1], 0), "phi must be one number"),
        (lambda: hosting_chain(WORLD, RATES, BEHAVIOUR, 2 * np.eye(10)), "must sum to 1"),
        (lambda: hosting_chain(WORLD, RATES, BEHAVIOUR, np.eye(9)), r"shape \(10, 10\)"),
    ],
)
def test_errors_say_what_to_do(call, words):
    with pytest.raises((KeyError, ValueError), match=words):
        call()
