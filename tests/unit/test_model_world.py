"""The world, its assumptions, and level 1's closures and relocation."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.model_helpers import any_world, cases, run, shipped, steady, symmetric
from hosting_shift import tables
from hosting_shift.model import outcomes
from hosting_shift.model.hosting import (
    Behaviour,
    affinity,
    audience_chain,
    burden,
    closure_rates,
    hosting_chain,
    relocation,
)
from hosting_shift.model.world import Parameters, World

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


def test_the_shipped_world_holds_together():
    world, parameters, _ = shipped()
    assert len(world) == 10 and world.mask("European Union").sum() == 4
    rows = tables.load("model_parameters")
    assert set(parameters) == set(rows["symbol"])
    for symbol in parameters:
        row = parameters.row(symbol)
        assert row.low <= parameters[symbol] <= row.high and row.unit and row.name


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


def test_a_table_without_a_column_is_refused():
    columns = {name: cells for name, cells in COLUMNS.items() if name != "cover"}
    with pytest.raises(ValueError, match=r"needs a column named cover. It has: code, name"):
        World.from_table(columns)
    with pytest.raises(ValueError, match=r"'EUROPE'. There are: X, Y, A, B"):
        World.from_table(COLUMNS).mask("EUROPE")


def test_parameters_change_only_within_their_range():
    parameters = Parameters.from_table(SETTINGS)
    faster = parameters.with_changes(t_order=3)
    assert (parameters["t_order"], faster["t_order"], faster["beta"]) == (6, 3, 1)
    assert dict(parameters) == {"t_order": 6, "beta": 1} and "t_order" in parameters
    assert faster.row("t_order").name == "Months to obtain an order"
    expected = r"Months to obtain an order \(t_order\) must lie between 1 and 24 months. Got 0.5"
    with pytest.raises(ValueError, match=expected):
        parameters.with_changes(t_order=0.5)
    with pytest.raises(ValueError, match="must be numbers"):
        parameters.with_changes(t_order="soon")
    with pytest.raises(KeyError, match=r"no parameter 't_ordre'. Did you mean 't_order'"):
        parameters["t_ordre"]
    with pytest.raises(KeyError, match=r"no parameter 'Beta'. Did you mean 'beta'"):
        parameters.with_changes(Beta=1)
    with pytest.raises(ValueError, match=r"Choosiness \(beta\) must lie between 0 and 6"):
        Parameters.from_table({**SETTINGS, "value": [6, 7]})
    with pytest.raises(ValueError, match="names beta twice"):
        Parameters.from_table({**SETTINGS, "symbol": ["beta", "beta"]})


def test_closure_rates_by_hand():
    world = World.from_table(COLUMNS)
    values = {"mu0": 0.01, "t_order": 5, "t_notice": 2, "cover_harmonised": 0.9}
    assert closure_rates(world, values, 0) == pytest.approx([0.01, 0.01])
    assert closure_rates(world, values, 2) == pytest.approx([0.01 + 0.2, 0.01 + 0.4])
    assert closure_rates(world, values, [0, 1]) == pytest.approx([0.01, 0.21])
    notice = closure_rates(world, values, 1, notice=np.array([True, False]))
    assert notice == pytest.approx([0.01 + 0.1 + 0.5, 0.01 + 0.2])
    # Harmonising lifts a weak law and leaves a stronger one.
    assert closure_rates(world, values, 1, harmonised=True) == pytest.approx([0.19, 0.21])


@pytest.mark.parametrize(
    ("levers", "words"),
    [
        ({"effort": -1}, "effort cannot be negative"),
        ({"effort": [1, 2, 3]}, "one number for each of the 2"),
        ({"effort": 1, "notice": [True]}, "notice must be True or False"),
        ({"effort": 1, "harmonised": 1}, "harmonised must be True or False"),
    ],
)
def test_wrong_levers_are_refused(levers, words):
    values = {"mu0": 0.01, "t_order": 5, "t_notice": 2, "cover_harmonised": 0.9}
    with pytest.raises(ValueError, match=words):
        closure_rates(World.from_table(COLUMNS), values, **levers)


@steady
@given(cases())
def test_relocation_is_the_formula(case):
    world, rates, behaviour = case
    P = relocation(world, rates, behaviour)
    assert P.sum(axis=1) == pytest.approx(1, abs=1e-12) and (P >= 0).all()
    # The odds between two destinations, straight from the formula.
    B = world.cost + behaviour.K * rates
    assert burden(world, rates, behaviour) == pytest.approx(B)
    for h in range(len(world)):
        F = [
            behaviour.stay if h == k else np.exp(behaviour.phi) if here == there else 1
            for k, (here, there) in enumerate(zip([world.regions[h]] * len(world), world.regions, strict=True))
        ]
        weights = world.size * F * np.exp(-behaviour.beta * (B - B.min()))
        if weights.sum() > 1e-200:  # the plain formula underflows sooner than ours
            assert P[h] == pytest.approx(weights / weights.sum(), rel=1e-9, abs=1e-300)
    assert (affinity(world, behaviour) == affinity(world, behaviour).T).all()


def test_where_choosiness_leads():
    world, parameters, behaviour = shipped()
    rates = closure_rates(world, parameters, np.arange(10) ** 1.5)
    free = Behaviour(behaviour.t_reopen, beta=0, K=1, phi=0, stay=1)
    assert relocation(world, rates, free) == pytest.approx(np.tile(world.size, (10, 1)))
    picky = Behaviour(behaviour.t_reopen, beta=1e6, K=1, phi=0, stay=0)
    order = np.argsort(burden(world, rates, picky))
    P = relocation(world, rates, picky)
    everyone_else = np.delete(np.arange(10), order[0])
    assert P[everyone_else, order[0]] == pytest.approx(1)
    assert P[order[0], order[1]] == pytest.approx(1), "closed there, it takes the next softest"


def test_nowhere_to_go_is_refused_in_words():
    world, behaviour = symmetric(1), Behaviour(0.1, 1, 1, 0, stay=0)
    with pytest.raises(ValueError, match="closed in J0 has nowhere to go"):
        relocation(world, [1.0], behaviour)
    alone = relocation(world, [1.0], Behaviour(0.1, 1, 1, 0, stay=1))
    assert alone.tolist() == [[1.0]]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((0, 1, 1, 0, 0), "t_reopen must be more than 0"),
        ((1, -1, 1, 0, 0), "beta cannot be negative"),
        ((1, 1, float("nan"), 0, 0), "K must be finite"),
        ((1, 1, 1, [0, 1], 0), "phi must be one number"),
    ],
)
def test_a_wrong_behaviour_is_refused(values, words):
    with pytest.raises(ValueError, match=words):
        Behaviour(*values)


def test_a_students_own_rule():
    world, parameters, behaviour = shipped()
    rates = closure_rates(world, parameters, 1)
    same = hosting_chain(world, rates, behaviour, relocation(world, rates, behaviour))
    assert (same.generator == hosting_chain(world, rates, behaviour).generator).all()
    nobody_moves = hosting_chain(world, rates, behaviour, np.eye(10))
    assert outcomes.relocations(run(world, rates, behaviour)) > 1
    moves = np.nonzero(nobody_moves.flows[1])
    assert (moves[0] == moves[1]).all()
    with pytest.raises(ValueError, match="must sum to 1"):
        hosting_chain(world, rates, behaviour, 2 * np.eye(10))
    with pytest.raises(ValueError, match=r"shape \(10, 10\)"):
        hosting_chain(world, rates, behaviour, np.eye(9))
    with pytest.raises(ValueError, match="time to recover must be more than 0"):
        audience_chain(world, rates, behaviour, t_recover=0)


@steady
@given(st.integers(0, 10**6), st.floats(0.5, 5))
def test_the_unit_of_time_does_not_matter(seed, factor):
    # Weeks instead of months: every time times c, every rate divided by c, the burden of a
    # closure per unit of time times c.
    world, rates = any_world(np.random.default_rng(seed))
    in_months = Behaviour(0.2, 2, 0.5, 0.4, 0.3)
    in_weeks = Behaviour(0.2 * factor, 2, 0.5 * factor, 0.4, 0.3)
    one, two = (
        hosting_chain(world, rates, in_months).generator,
        hosting_chain(world, rates / factor, in_weeks).generator,
    )
    assert one == pytest.approx(factor * two, rel=1e-12, abs=1e-12)


def test_the_model_needs_numpy_only():
    notebooks = Path(tables.__file__).parents[1]
    modules = ("site", "world", "chain", "hosting", "outcomes", "paths", "closed_forms")
    code = "import sys\n" + "".join(f"import hosting_shift.model.{name}\n" for name in modules)
    code += "print([name for name in ('pandas', 'scipy', 'matplotlib') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=notebooks, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
