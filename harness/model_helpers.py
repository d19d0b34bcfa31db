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


def symmetric(count, cover=0.1):
    """A world of equal jurisdictions in one region."""
    codes = [f"J{number}" for number in range(count)]
    ones = np.ones(count)
    return World(codes, codes, ["ONE"] * count, ones / count, cover * ones, 0 * ones)


def any_world(rng, count=None):
    """A world and closure rates drawn at random; rates between 0.01 and 3 a month."""
    count = count or int(rng.integers(2, 8))
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

    def mask():
        return np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)))

    return Policy(
        takedown=np.array(draw(st.lists(st.floats(0, 16), min_size=count, max_size=count))),
        notice=mask(),
        members=mask(),
        joint_teams=mask(),
        harmonised=mask(),
        mla_reform=draw(st.booleans()),
        warrant=draw(st.booleans()),
        extradition=draw(st.booleans()),
        revenue_cut=draw(st.floats(0, 1)),
        preservation=draw(st.one_of(st.none(), st.floats(0, 1))),
    )


@st.composite
def assumptions(draw):
    """The shipped parameters, each moved anywhere in its range; shares of bases stay."""
    _, parameters = responding()
    changes = {}
    for symbol in parameters:
        if not symbol.startswith("theta"):
            row = parameters.row(symbol)
            changes[symbol] = draw(st.floats(row.low, row.high))
    return parameters.with_changes(**changes)
