"""The reference experiments, to the digits that the independent prototype printed.

The expected numbers were computed by other code, written before this one; its experiments are
numbered E0 to E15, and those that level 1 can answer are here (the others: test_model_questions). Every run
starts online, spread like the market, for 60 months.
"""

from dataclasses import replace

import numpy as np
import pytest
from oracles.outcomes import long_run, outcome_while_active

from harness.model_helpers import responding, run, shipped, symmetric
from hosting_shift.model import outcomes
from hosting_shift.model.hosting import closure_rates, hosting_chain, relocation
from hosting_shift.model.policy import Policy
from hosting_shift.model.response import scenario

WORLD, PARAMETERS, BEHAVIOUR = shipped()
EU, PARTY = WORLD.mask("European Union"), WORLD.mask("other party")


def printed(values, digits):
    """Values as the prototype printed them."""
    return " ".join(f"{value:.{digits}f}" for value in np.atleast_1d(values))


def percent(value, digits=1):
    return printed(100 * np.asarray(value), digits)


E1 = [  # effort: uptime %, closures
    (0, "99.8 1.0"),
    (1, "99.3 4.0"),
    (2, "98.9 6.4"),
    (4, "98.3 10.5"),
    (8, "97.1 17.2"),
    (16, "95.5 27.1"),
]


@pytest.mark.parametrize("effort, words", E1)
def test_e1_more_takedowns(effort, words):
    history = run(WORLD, closure_rates(WORLD, PARAMETERS, effort), BEHAVIOUR)
    assert printed([100 * outcomes.uptime(history), outcomes.closures(history)], 1) == words


E2 = [  # beta: (offline per mille, EU share of hosting %) for EU effort 0, 1, 2, 4, 8, 16, 32
    (0, "1.66/36 2.45/6 2.52/3 2.56/2 2.58/1 2.59/0 2.60/0"),
    (1, "1.66/36 2.38/5 2.36/3 2.25/1 2.04/0 1.81/0 1.68/0"),
    (3, "1.66/37 2.25/4 2.12/2 1.90/0 1.72/0 1.67/0 1.66/0"),
    (6, "1.66/37 2.10/3 1.90/1 1.72/0 1.67/0 1.66/0 1.66/0"),
]


@pytest.mark.parametrize("beta, words", E2)
def test_e2_backfire(beta, words):
    found = []
    for effort in (0, 1, 2, 4, 8, 16, 32):
        chain = hosting_chain(WORLD, closure_rates(WORLD, PARAMETERS, effort * EU), replace(BEHAVIOUR, beta=beta))
        shares = long_run(chain, chain.start("online", WORLD.size))
        offline = 1000 * shares[chain.states("offline")].sum()
        found.append(f"{offline:.2f}/{percent(outcomes.hosting_shares(chain, shares)[EU].sum(), 0)}")
    assert " ".join(found) == words


def test_e3_accession_by_closure_only():
    # Ten equal jurisdictions whose law covers a tenth of the conduct; joining brings takedown
    # orders and notice-and-action, but no harmonised offence.
    world, behaviour = symmetric(10, cover=0.1), replace(BEHAVIOUR, beta=3)
    uptime, outside = np.zeros(11), np.zeros(11)
    for members in range(11):
        joined = np.arange(10) < members
        history = run(world, closure_rates(world, PARAMETERS, joined * 1.0, notice=joined), behaviour)
        uptime[members] = outcomes.uptime(history)
        outside[members] = outcomes.hosted(history.chain, history.spent).sum(axis=0)[~joined].sum()
    gains = -np.diff(uptime)
    assert printed(uptime, 3) == "0.998 0.998 0.998 0.998 0.997 0.997 0.997 0.996 0.995 0.991 0.949"
    assert printed(gains, 3) == "0.000 0.000 0.000 0.000 0.000 0.000 0.001 0.001 0.003 0.042"
    assert printed(gains[-1] / gains[0], 1) == "207.0" and percent(gains[-1] / gains.sum(), 0) == "85"
    assert percent(outside[:10] / (60 * uptime[:10]), 0) == "100 100 99 99 98 97 97 95 93 86"
    assert printed(outside[:10] / np.arange(10, 0, -1), 1) == "6.0 6.6 7.4 8.4 9.8 11.7 14.4 19.0 27.6 51.0"


@pytest.mark.parametrize("beta, uptime, share", [(0, "97.5", "76"), (1, "98.3", "85"), (3, "99.1", "94")])
def test_e4_one_haven_left(beta, uptime, share):
    # Takedown orders, notice-and-action and a harmonised offence: everywhere, then in all but one.
    behaviour, haven = replace(BEHAVIOUR, beta=beta), WORLD.mask("OTH-1")
    everywhere = closure_rates(WORLD, PARAMETERS, 1, notice=True, harmonised=True)
    assert percent(outcomes.uptime(run(WORLD, everywhere, behaviour))) == "93.8"
    rates = closure_rates(WORLD, PARAMETERS, 1.0 * ~haven, notice=~haven, harmonised=~haven)
    history = run(WORLD, rates, behaviour)
    assert percent(outcomes.uptime(history)) == uptime
    # Share of all sites that are online in the haven at the end.
    assert percent(outcomes.hosted(history.chain, history.probabilities[-1])[haven].sum(), 0) == share


# months: uptime %, closures
E6 = {0.25: "71.4 172", 0.5: "83.2 101", 1: "90.8 55", 2: "95.1 29", 6: "98.2 11", 12: "99.0 6"}


@pytest.mark.parametrize("months, words", E6.items())
def test_e6_closing_very_fast(months, words):
    # "After x months" is the pace of orders and notices; the background closures come on top.
    history = run(WORLD, np.full(10, PARAMETERS["mu0"] + 1 / months), BEHAVIOUR)
    assert f"{percent(outcomes.uptime(history))} {printed(outcomes.closures(history), 0)}" == words


# beta: next host after EU-2, %: PAR-1, other EU, other parties, non-parties
E10 = [(0, "43 29 12 15"), (1, "45 26 13 16"), (3, "49 22 14 16"), (6, "53 16 15 16"), (12, "60 8 17 15")]


@pytest.mark.parametrize("beta, words", E10)
def test_e10_the_next_host(beta, words):
    rates = closure_rates(WORLD, PARAMETERS, 1.0 * EU)
    row = relocation(WORLD, rates, replace(BEHAVIOUR, beta=beta))[WORLD.codes.index("EU-2")]
    groups = (WORLD.mask("PAR-1"), EU, PARTY & ~WORLD.mask("PAR-1"), WORLD.mask("other"))
    assert percent([row[group].sum() for group in groups], 0) == words


# Giving up, from level 2 on: q, effort, then uptime %, while active %, closures, gave up %
Q = [
    (0.05, 0, "97.4 99.8 1.0 5"),
    (0.05, 4, "76.0 98.3 8.1 40"),
    (0.20, 1, "67.9 99.3 2.7 54"),
    (0.20, 16, "16.9 95.3 5.0 99"),
]


@pytest.mark.parametrize("q, effort, words", Q)
def test_giving_up(q, effort, words):
    world, parameters = responding()
    found = scenario(world, parameters.with_changes(q=q), Policy(takedown=float(effort)))
    shares = percent([found.uptime, outcome_while_active(found)])
    assert f"{shares} {printed(found.closures, 1)} {percent(found.gave_up, 0)}" == words
