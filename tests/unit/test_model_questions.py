"""Experiments: what the specification prints, fair shares, rankings; C4 and C5; progress."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.closed_forms import identified_before_giving_up
from scipy.optimize import bisect

from harness.model_helpers import all_in_one, preset, responding, steady, symmetric
from hosting_shift import tables
from hosting_shift.model import closed_forms
from hosting_shift.model.chain import Chain, Move, expected
from hosting_shift.model.experiments import Progress, alike, finish, latin_hypercube, redraw, shapley, staircase
from hosting_shift.model.policy import Policy
from hosting_shift.model.response import scenario
from hosting_shift.model.world import Base

WORLD, PARAMETERS = responding()
SEVEN = WORLD.mask("European Union", "other party")
SURRENDER = {"warrant": True, "extradition": True}
LEVERS = {
    "surrender": SURRENDER,
    "harmonised": {"harmonised": True},
    "notice": {"notice": SEVEN},
    "takedown": {"takedown": 1.0},
    "members": {"members": True},
    "joint_teams": {"joint_teams": SEVEN},
    "mla_reform": {"mla_reform": True},
}


# ---------------------------------------------------------------- what the specification prints


def equal_world(cover=0.1):
    """Ten equal jurisdictions in one region, one base of operators that surrender reaches."""
    return replace(symmetric(10, cover), bases=(Base("everyone", "ONE", "theta_eu", True, True),))


def with_evidence(members):
    return Policy(takedown=1.0 * members, members=members, harmonised=members, **SURRENDER)


@pytest.mark.parametrize(
    "beta, steps",
    [
        (0, "0.933 0.875 0.814 0.750 0.682 0.612 0.538 0.459 0.377 0.290 0.198"),
        (3, "0.933 0.888 0.841 0.792 0.742 0.687 0.628 0.559 0.476 0.366 0.198"),
    ],
)
def test_accessions_with_evidence_are_nearly_a_straight_line(beta, steps):
    """E3."""
    found = finish(staircase(equal_world(), all_in_one(PARAMETERS, beta=beta), with_evidence))
    assert " ".join(f"{x:.3f}" for x in found.uptime) == steps
    assert 0.12 < found.gains[-1] / found.gains.sum() < 0.24


def test_accessions_that_only_close_leave_almost_all_to_the_last():
    """E3: ×207 between first and last, 85 % of the effect; the last haven's rent grows ×8.5."""

    def closing(members):
        return Policy(takedown=1.0 * members, notice=members)

    found = finish(staircase(equal_world(), all_in_one(PARAMETERS, beta=3, q=0), closing))
    assert f"{found.gains[-1] / found.gains[0]:.1f} {found.gains[-1] / found.gains.sum():.0%}" == "207.0 85%"
    assert f"{found.rent[0]:.1f} {found.rent[-1]:.1f}" == "6.0 51.0"


def test_takedown_evidence_and_surrender_need_each_other():
    """E5, with both ways of giving up."""
    evidence = {"members": True, "harmonised": True}
    for rational, words in ((False, "1.36 6.20 1.40 33.88"), (True, "0.95 6.09 1.01 34.89")):
        nothing = scenario(WORLD, PARAMETERS, Policy(), rational=rational)
        found = []
        for levers in ({}, SURRENDER, evidence, evidence | SURRENDER):
            policy = Policy(takedown=1.0 * WORLD.mask("European Union"), **levers)
            found.append(scenario(WORLD, PARAMETERS, policy, rational=rational).prevented(nothing))
        assert " ".join(f"{x:.2f}" for x in found) == words


@pytest.mark.parametrize(
    "rational, words",
    [(False, "19.85 6.85 5.80 5.38 4.42 3.29 1.49"), (True, "11.79 4.65 18.14 8.18 2.53 2.61 0.79 8.72")],
)
def test_fair_shares_of_the_levers(rational, words):
    """E9: the ranking depends on one assumption about behaviour."""
    levers = LEVERS | ({"revenue": {"revenue_cut": 0.5}} if rational else {})
    nothing = scenario(WORLD, PARAMETERS, Policy(), rational=rational)

    def value(chosen):
        policy = Policy().with_changes(**{k: v for name in chosen for k, v in levers[name].items()})
        return scenario(WORLD, PARAMETERS, policy, rational=rational).prevented(nothing)

    shares = finish(shapley(levers, value))
    assert " ".join(f"{x:.2f}" for x in shares.values()) == words
    assert sum(shares.values()) == pytest.approx(value(frozenset(levers)), rel=1e-9)
    for name in ("harmonised", "members", "joint_teams", "mla_reform"):
        assert value(frozenset([name])) == pytest.approx(0, abs=0.01), "worth nothing alone"


def test_how_discouraging_a_closure_must_be_to_equal_evidence():
    """E15: break-even probabilities of giving up, found by bisection here."""
    for effort, words in ((1, "31.0%"), (2, "15.4%"), (4, "8.1%"), (8, "4.5%")):

        def advantage(q, effort=effort):
            closing, evidence = (
                scenario(WORLD, PARAMETERS.with_changes(q=q), policy).uptime
                for policy in (Policy(takedown=float(effort)), preset("S5"))
            )
            return closing - evidence

        assert f"{bisect(advantage, 0, 0.45):.1%}" == words


# ---------------------------------------------------------------- rankings under other assumptions


MANNERS = tables.load("model_parameters").set_index("symbol").query("redrawn != 'no'")["redrawn"].to_dict()


def test_nested_comparisons_are_all_but_certain_and_the_others_are_open():
    """E11: S7 is S5 and more; S5 against S2 is nearly a coin toss."""
    policies = {code: preset(code) for code in ("S2", "S5", "S7", "S8")}
    rng = np.random.default_rng(11)
    found = finish(redraw(WORLD, PARAMETERS, policies, MANNERS, 200, rng))
    online = dict(zip(found.names, found.uptime.T, strict=True))
    assert (online["S5"] - online["S7"] > 1e-9).all()
    assert 0.45 < (online["S5"] < online["S2"]).mean() < 0.65
    assert 0.2 < (online["S8"] < online["S7"]).mean() < 0.4


def test_a_redraw_is_nothing_but_scenarios():
    policies = {code: preset(code) for code in ("S2", "S5")}
    for switches in ({}, {"rational": True}, {"stages": 3}):
        rng = np.random.default_rng(3)
        found = finish(redraw(WORLD, PARAMETERS, policies, MANNERS, 5, rng, 36, **switches))
        for draw, point in enumerate(found.drawn):
            drawn = PARAMETERS.with_changes(**dict(zip(found.symbols, point, strict=True)))
            for column, policy in enumerate(policies.values()):
                outcome = scenario(WORLD, drawn, policy, 36, **switches)
                assert found.uptime[draw, column] == pytest.approx(outcome.uptime, abs=1e-10)
                assert found.arrested[draw, column] == pytest.approx(outcome.arrested, abs=1e-10)


@pytest.mark.parametrize("draws, dimensions", [(1, 1), (7, 3), (200, 25)])
def test_every_slice_of_every_dimension_holds_one_point(draws, dimensions):
    points = latin_hypercube(draws, dimensions, np.random.default_rng(5))
    assert points.shape == (draws, dimensions)
    slices = np.sort((points * draws).astype(int), axis=0)
    assert (slices == np.arange(draws)[:, None]).all()


def test_draws_stay_in_their_ranges_and_times_are_drawn_by_ratio():
    rng = np.random.default_rng(2)
    found = finish(redraw(WORLD, PARAMETERS, {"S0": Policy()}, MANNERS, 100, rng, 1))
    for symbol, column in zip(found.symbols, found.drawn.T, strict=True):
        row = PARAMETERS.row(symbol)
        assert row.low <= column.min() <= column.max() <= row.high
        middle = np.sqrt(row.low * row.high) if MANNERS[symbol] == "by ratio" else (row.low + row.high) / 2
        assert (column < middle).sum() == 50, symbol


# ---------------------------------------------------------------- progress


def test_an_experiment_tells_its_progress_and_can_be_stopped():
    running = shapley(["a", "b"], len)
    assert [next(running), next(running)] == [Progress(1, 4), Progress(2, 4)]
    running.close()
    with pytest.raises(StopIteration):
        next(running)


def test_progress_reaches_the_end_everywhere():
    rng = np.random.default_rng(1)
    for experiment in (
        staircase(WORLD, PARAMETERS, with_evidence, months=6),
        shapley(["a", "b"], len),
        redraw(WORLD, PARAMETERS, {"S0": Policy()}, MANNERS, 6, rng, 6, batch=4),
    ):
        last = list(experiment)[-1]
        assert last.done == last.total


def test_a_fair_share_of_players_who_do_not_need_each_other_is_their_own_worth():
    worth = {"a": 1.0, "b": 2.5, "c": 0.0}
    shares = finish(shapley(worth, lambda chosen: sum(worth[name] for name in chosen)))
    assert shares == pytest.approx(worth)
    both = finish(shapley(["a", "b"], lambda chosen: float(len(chosen) == 2)))
    assert both == {"a": 0.5, "b": 0.5}


def test_a_world_of_equals_keeps_its_operators():
    same = alike(WORLD)
    assert same.bases == WORLD.bases and same.regions == WORLD.regions
    assert same.size == pytest.approx(0.1) and same.cover == pytest.approx(WORLD.cover.mean())


# ---------------------------------------------------------------- C4 and C5


def two_hosts(mu, eps, pi, nu, reopen):
    """The chain of C4: a cooperating country and a haven take turns; `identified` ends it."""
    closing, looking, kept = np.array([mu, nu]), np.array([eps, 0.0]), np.array([pi, 0.0])
    swap = np.array([[0.0, 1.0], [1.0, 0.0]]) / reopen
    moves = [
        Move("closure", "online", "offline", closing * (1 - kept)),
        Move("closure with evidence", "online", "identified", closing * kept),
        Move("identification", "online", "identified", looking),
        Move("reopening", "offline", "online", swap),
    ]
    return Chain(["home", "haven"], ["online", "offline"], moves, ["identified"])


rate = st.floats(0.01, 3)


@steady
@given(rate, rate, st.floats(0, 0.99), rate, st.floats(0.03, 1))
def test_months_to_identify_by_one_linear_system(mu, eps, pi, nu, reopen):
    """The formula behind C4 against the fundamental matrix of its chain."""
    model = two_hosts(mu, eps, pi, nu, reopen)
    active = model.states("online", "offline")
    system = -model.generator[np.ix_(active, active)]
    mean = np.linalg.solve(system, np.ones(len(active)))[0]
    assert closed_forms.months_to_identify(mu, eps, pi, nu, reopen) == pytest.approx(mean, rel=1e-8)


@steady
@given(rate, rate, st.floats(0.01, 0.99), rate, st.floats(0.03, 1))
def test_closing_faster_delays_identification_below_the_threshold_only(mu, eps, pi, nu, reopen):
    """C4, T29: the sign of the change."""
    threshold = closed_forms.evidence_first_threshold(eps, nu, reopen)
    if abs(pi - threshold) < 1e-3:
        return
    slow, fast = (closed_forms.months_to_identify(speed, eps, pi, nu, reopen) for speed in (mu, 1.01 * mu))
    assert (fast > slow) == (pi < threshold)


def test_the_thresholds_of_the_specification():
    cover, haven = WORLD.cover[0], PARAMETERS["mu0"]
    slow, fast = (
        closed_forms.evidence_first_threshold(cover / PARAMETERS[t], haven, PARAMETERS["t_reopen"])
        for t in ("t_mla", "t_mla_fast")
    )
    assert f"{slow:.0%} {fast:.0%}" == "80% 98%"
    assert closed_forms.evidence_first_threshold(1 / 15, 1 / 60, 0.1) == pytest.approx(60.2 / 15 / (1 + 60.2 / 15))


@steady
@given(st.floats(0.05, 3), st.floats(0, 2), st.floats(0, 1), st.floats(0.01, 0.45))
def test_the_race_between_evidence_and_giving_up(mu, eps, pi, q):
    """C5, T16: alike places; who is first, by a chain of one place with two ends."""
    moves = [
        Move("closure", "online", "offline", [mu * (1 - pi)]),
        Move("identification", "online", "identified", [eps + mu * pi]),
        Move("reopening", "offline", "online", [[10 * (1 - q)]]),
        Move("giving up", "offline", "gave up", [10 * q]),
    ]
    model = Chain(["here"], ["online", "offline"], moves, ["identified", "gave up"])
    wanted = identified_before_giving_up(mu, eps, pi, q)
    Q, first = model.generator, model.states("online", "offline")
    end = np.linalg.solve(-Q[np.ix_(first, first)], Q[first][:, model.states("identified")])
    assert end[0, 0] == pytest.approx(wanted, abs=1e-9)
    run = expected(model, model.start("online", [1.0]), 24)
    assert run.probabilities[-1, model.states("identified")[0]] <= wanted + 1e-9


def redrawn(manners, policies):
    return finish(redraw(WORLD, PARAMETERS, policies, manners, 3, np.random.default_rng(2)))


@pytest.mark.parametrize(
    "ask, said",
    [
        (lambda: closed_forms.months_to_identify(1, 0, 0, 1, 0.1), "Nobody is ever identified"),
        (lambda: closed_forms.months_to_identify(1, 0, 1.2, 1, 0.1), "between 0 and 1"),
        (lambda: closed_forms.evidence_first_threshold(1, 0, 0.1), "more than 0"),
        (lambda: redrawn({"q": "by ratio"}, {"S0": Policy()}), "q cannot be drawn"),
        (lambda: redrawn({"q": "fairly"}, {"S0": Policy()}), "say evenly"),
        (lambda: redrawn(MANNERS, {}), "at least one policy"),
        (lambda: finish(shapley(["a", "a"], len)), "each name once"),
        (lambda: finish(staircase(WORLD, PARAMETERS, Policy, order=[0, 0, 1])), "each of the 10 jurisdictions once"),
    ],
)
def test_the_impossible_is_refused(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()
