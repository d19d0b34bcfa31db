"""The shipped world and random worlds, for the tests of the model."""

from functools import cache

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from hosting_shift import levers, tables
from hosting_shift.model.chain import expected
from hosting_shift.model.hosting import Behaviour, hosting_chain
from hosting_shift.model.policy import Policy
from hosting_shift.model.world import Base, Parameters, World

steady = settings(max_examples=100, deadline=None, derandomize=True)


@cache
def shipped():
    """World, parameters and behaviour as the tables have them."""
    world = World.from_table(tables.load("jurisdictions"))
    parameters = Parameters.from_table(tables.load("model_parameters"))
    return world, parameters, Behaviour.from_parameters(parameters)


def run(world, rates, behaviour, months=60):
    """A run of level 1 that starts online, spread like the market."""
    chain = hosting_chain(world, rates, behaviour)
    return expected(chain, chain.start("online", world.size), months)


def assert_it_is_a_chain(history):
    """Rows of Q sum to 0, no rate, probability or time is negative, all mass is kept (T1 to T3)."""
    Q = history.chain.generator
    assert abs(Q.sum(axis=1)).max() <= 1e-12 * abs(Q).max()
    assert (Q - np.diag(np.diagonal(Q)) >= 0).all()
    for shares in (history.probabilities, history.spent):
        assert (shares >= 0).all() and abs(shares.sum(axis=1) - 1).max() < 1e-12


def cut_in_two(world, place):
    """(the world with one jurisdiction in two equal halves, side by side; the old number of each new one)."""
    pick = np.insert(np.arange(len(world)), place, place)
    share = np.where(pick == place, 0.5, 1.0)
    codes, regions = [f"{world.codes[i]}{n}" for n, i in enumerate(pick)], [world.regions[i] for i in pick]
    return World(
        codes, codes, regions, world.size[pick] * share, world.cover[pick], world.cost[pick], world.bases
    ), pick


def symmetric(count, cover=0.1):
    """A world of equal jurisdictions in one region."""
    codes = [f"J{number}" for number in range(count)]
    ones = np.ones(count)
    return World(codes, codes, ["ONE"] * count, ones / count, cover * ones, 0 * ones)


def any_world(rng):
    """A world and closure rates drawn at random; rates between 0.01 and 3 a month."""
    count = int(rng.integers(2, 8))
    codes = [f"J{number}" for number in range(count)]
    regions = [f"R{number}" for number in rng.integers(0, 3, count)]
    size, cover, cost = rng.dirichlet(np.ones(count)), rng.random(count), 0.1 * rng.random(count)
    return World(codes, codes, regions, size, cover, cost), 10 ** rng.uniform(-2, 0.5, count)


@st.composite
def cases(draw):
    """(world, rates, behaviour): anything that level 1 admits."""
    count = draw(st.integers(2, 6))
    per_place = {"min_size": count, "max_size": count}
    size = np.array(draw(st.lists(st.floats(0.01, 1), **per_place)))
    cost = draw(st.lists(st.floats(0, 0.5), **per_place))
    regions = draw(st.lists(st.sampled_from("ABC"), **per_place))
    rates = np.array(draw(st.lists(st.one_of(st.just(0.0), st.floats(1e-4, 50)), **per_place)))
    codes = [f"J{number}" for number in range(count)]
    world = World(codes, codes, regions, size / size.sum(), [0.5] * count, cost)
    behaviour = Behaviour(
        t_reopen=draw(st.floats(0.01, 5)),
        beta=draw(st.floats(0, 20)),
        K=draw(st.floats(0, 3)),
        phi=draw(st.floats(0, 2)),
        stay=draw(st.sampled_from([0.0, 0.3, 1.0])),
    )
    return world, rates, behaviour


@cache
def responding():
    """The shipped world with its operators, and the parameters."""
    return levers.world(), levers.assumptions()


@cache
def preset(code):
    """A policy of the table of scenarios."""
    world, _ = responding()
    return Policy.from_row(world, tables.load("scenarios").set_index("code").loc[code])


def one_base(world):
    """The same world with all operators in one base that every kind of surrender reaches."""
    base = Base("everyone", world.regions[0], "theta_eu", True, True)
    fields = (world.codes, world.names, world.regions, world.size, world.cover, world.cost)
    return World(*fields, (base,))


def all_in_one(parameters, **changes):
    """Parameters for such a world."""
    return parameters.with_changes(theta_eu=1, theta_party=0, theta_other=0, **changes)


@st.composite
def policies(draw, count):
    """Any policy for `count` jurisdictions."""

    def places(kind):
        return st.lists(kind, min_size=count, max_size=count).map(np.array)

    masks = ("notice", "members", "joint_teams", "harmonised")
    switches = ("mla_reform", "warrant", "extradition")
    levers = {lever: places(st.booleans()) for lever in masks} | {lever: st.booleans() for lever in switches}
    levers |= {"takedown": places(st.floats(0, 16)), "revenue_cut": st.floats(0, 1)}
    return Policy(**draw(st.fixed_dictionaries(levers | {"preservation": st.none() | st.floats(0, 1)})))


@st.composite
def assumptions(draw):
    """The shipped parameters, each moved anywhere in its range; shares of bases stay."""
    _, parameters = responding()
    rows = [parameters.row(symbol) for symbol in parameters if not symbol.startswith("theta")]
    return parameters.with_changes(**{row.symbol: draw(st.floats(row.low, row.high)) for row in rows})
