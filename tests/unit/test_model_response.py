"""Levels 2 and 3: presets against an independent calculation, invariants, limits, schedules.

T… and C… are the numbers of the model's specification. model_presets.csv holds what a separate
program printed, to the digits it printed.
"""

import csv
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.outcomes import closures_per_exit, long_run, outcome_while_active
from scipy.linalg import expm

from harness.model_helpers import (
    all_in_one,
    assert_it_is_a_chain,
    assumptions,
    cut_in_two,
    one_base,
    policies,
    preset,
    responding,
    steady,
)
from hosting_shift import tables
from hosting_shift.model import outcomes
from hosting_shift.model.chain import expected, transition
from hosting_shift.model.policy import Policy, rates
from hosting_shift.model.response import ARRESTED, GAVE_UP, giving_up, response_chain, scenario
from hosting_shift.model.world import Base

WORLD, PARAMETERS = responding()
SWITCHES = {"plain": {}, "four stages": {"stages": 4}, "rational": {"rational": True}}
with open(Path(__file__).with_name("model_presets.csv"), encoding="utf-8") as file:
    PRINTED = list(csv.DictReader(file))


def chain(policy, base=0, parameters=PARAMETERS, world=WORLD, **switches):
    return response_chain(world, parameters, policy, world.bases[base], **switches)


# ---------------------------------------------------------------- the presets


def printed(cell):
    """The number in a printed cell and half a unit of its last digit, or None for no number."""
    if cell in ("-", "never"):
        return None
    number = re.fullmatch(r"(-?\d+)(?:\.(\d+))?(%|mo)?", cell)
    scale = 0.01 if number[3] == "%" else 1.0
    unit = scale * 10.0 ** -len(number[2] or "")
    return float(cell.rstrip("%mo")) * scale, unit / 2


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: f"{row['variant']}-{row['code']}")
def test_every_preset_to_the_printed_digit(row):
    switches = SWITCHES[row["variant"]]
    nothing = scenario(WORLD, PARAMETERS, Policy(), **switches)
    outcome = scenario(WORLD, PARAMETERS, preset(row["code"]), **switches)
    found = {name: getattr(outcome, name) for name in row if hasattr(outcome, name)}
    found |= {"leakage": outcome.leakage(nothing), "prevented": outcome.prevented(nothing)}
    shares = outcome.hosting_at_the_end / outcome.hosting_at_the_end.sum()
    found |= {"top_share": shares.max(), "concentration": outcomes.concentration(shares)}
    found |= {"uptime_while_active": outcome_while_active(outcome), "closures_per_exit": closures_per_exit(outcome)}
    if row["cost_per_prevented"] != "never":
        found["cost_per_prevented"] = outcome.cost / outcome.prevented(nothing)
    assert set(row) - {"variant", "code"} - set(found) <= {"cost_per_prevented"}
    for name, value in found.items():
        wanted = printed(row[name])
        if wanted is None:  # the other program could not weigh the audience where procedures have stages
            assert name == "reach" or value is None or np.isnan(value), name
        else:
            assert abs(value - wanted[0]) <= wanted[1] * (1 + 1e-9), (name, value, row[name])


def test_all_presets_are_compared():
    codes = tables.load("scenarios")["code"].tolist()
    assert [(row["variant"], row["code"]) for row in PRINTED] == list(product(SWITCHES, codes))


# ---------------------------------------------------------------- structure (T1 to T6)


@steady
@given(assumptions(), policies(len(WORLD)), st.integers(0, 2), st.integers(1, 3), st.booleans())
def test_any_chain_is_a_chain(parameters, policy, base, stages, rational):
    model = chain(policy, base, parameters, stages=stages, rational=rational)
    assert_it_is_a_chain(expected(model, model.start("online", WORLD.size), 12))


@steady
@given(assumptions(), policies(len(WORLD)))
def test_a_generator_of_level_2_gives_scipys_exponential(parameters, policy):
    """T4 and T5."""
    Q = chain(policy, 0, parameters).generator
    P, Phi = transition(Q)
    assert pytest.approx(expm(Q), abs=1e-12) == P
    twice, time = transition(Q, 2)
    assert pytest.approx(P @ P, abs=1e-12) == twice
    assert pytest.approx(Phi + P @ Phi, abs=1e-12) == time


def test_several_generators_at_once_are_each_its_own():
    stack = np.array([chain(preset(code), base).generator for code in ("S2", "S5") for base in (0, 2)])
    P, Phi = transition(stack, 3)
    for one, p, phi in zip(stack, P, Phi, strict=True):
        alone = transition(one, 3)
        assert p == pytest.approx(alone[0], abs=1e-13) and phi == pytest.approx(alone[1], abs=1e-12)


def test_a_country_cut_in_two_changes_nothing():
    """T18: with stay = 1 (a site may reopen where it was), halves of a country count as before."""
    parameters = PARAMETERS.with_changes(stay=1)
    cut, pick = cut_in_two(WORLD, 4)
    # one base reads the mean cover of its region, which a cut changes: leave extradition out
    policy = preset("S5").with_changes(warrant=True, extradition=False)
    places = ("takedown", "notice", "members", "joint_teams", "harmonised")
    halves = policy.with_changes(**{lever: getattr(policy, lever)[pick] for lever in places})
    for rational in (False, True):
        whole = scenario(WORLD, parameters, policy, rational=rational)
        split = scenario(cut, parameters, halves, rational=rational)
        assert split.uptime == pytest.approx(whole.uptime, abs=1e-12)
        assert split.arrested == pytest.approx(whole.arrested, abs=1e-12)
        assert split.hosting[4:6].sum() == pytest.approx(whole.hosting[4], abs=1e-9)


# ---------------------------------------------------------------- limits (T8 to T11, T16, T17)


def test_no_response_and_no_background_leaves_every_site_online():
    """T8: with a closure every ten years and nobody giving up, hardly anything happens."""
    calm = PARAMETERS.with_changes(mu0=PARAMETERS.row("mu0").low, q=0)
    outcome = scenario(WORLD, calm, Policy())
    assert outcome.uptime > 0.999 and outcome.arrested == 0 and outcome.survival[-1] == 1
    assert outcome.closures == pytest.approx(60 * calm["mu0"] * outcome.uptime, rel=1e-9)


def test_when_all_take_part_everyone_leaves_in_the_mean_time_of_the_fundamental_matrix():
    """T9: mean months until the end, from long expectations and from one linear system."""
    world, parameters = one_base(WORLD), all_in_one(PARAMETERS)
    everywhere = Policy(takedown=1.0, members=True, harmonised=True, warrant=True)
    model = response_chain(world, parameters, everywhere, world.bases[0])
    start = model.start("online", world.size)
    active = model.states(*model.conditions)
    system = -model.generator[np.ix_(active, active)]
    mean = float(start[active] @ np.linalg.solve(system, np.ones(len(active))))
    long = expected(model, start, 1200)
    assert long.probabilities[-1, active].sum() < 1e-12
    assert long.spent[:, active].sum() == pytest.approx(mean, rel=1e-9)


def test_a_place_that_never_closes_nor_looks_shelters_whatever_the_power_to_arrest():
    """T10, T11: survival equals the chance to reach the haven first, however fast surrender is."""
    world, alive = one_base(WORLD), []
    for t_locate in (1, 12):
        parameters = all_in_one(PARAMETERS, q=0, t_locate=t_locate, F=0)
        model = response_chain(world, parameters, preset("S5"), world.bases[0])
        Q, start = model.generator.copy(), model.start("online", world.size)
        stuck = model.states("online")[WORLD.codes.index("OTH-1")]
        Q[stuck] = 0
        alive.append((start @ transition(Q, 5000)[0])[model.states(*model.conditions)].sum())
        # from one linear system: the chance that the haven is reached before the end
        moving = np.setdiff1d(model.states(*model.conditions), [stuck])
        reach = np.linalg.solve(-Q[np.ix_(moving, moving)], Q[moving, stuck])
        assert alive[-1] == pytest.approx(start[stuck] + start[moving] @ reach, abs=1e-9)
    assert alive[0] == pytest.approx(alive[1], abs=1e-9) and 0.1 < alive[0] < 1


# ---------------------------------------------------------------- monotone, where it should be (T12)


def with_fixed_relocation(evidence=1.0, preserved=1.0, t_eaw=1.5, q=0.05):
    """Share still active after 60 months if nobody chooses where to go (beta = 0)."""
    parameters = all_in_one(PARAMETERS, beta=0, q=q, t_eaw=t_eaw, t_mla=24 / evidence)
    policy = preset("S5").with_changes(preservation=preserved)
    return scenario(one_base(WORLD), parameters, policy).survival[-1]


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("gamma", [1, 1e3, 1e6])
def test_the_decision_to_give_up_has_no_number_too_large(gamma):
    parameters, policy = {**PARAMETERS, "gamma": gamma}, preset("S7")
    speed = rates(WORLD, parameters, policy)
    for base in WORLD.bases:
        q = giving_up(WORLD, parameters, policy, speed, base, rational=True)
        assert ((q >= 0) & (q <= 1)).all()


def test_more_evidence_preservation_surrender_or_giving_up_never_helps_to_survive():
    for name, ends in {"evidence": (1, 4), "preserved": (0, 1), "t_eaw": (3, 0.5), "q": (0, 0.45)}.items():
        survival = [with_fixed_relocation(**{name: value}) for value in np.linspace(*ends, 6)]
        assert (np.diff(survival) < 0).all(), name


def test_closing_faster_may_raise_survival():
    """Not monotone in closure: E7, notice and action in seven states that preserve nothing."""
    seven, plain = WORLD.mask("European Union", "other party"), scenario(WORLD, PARAMETERS, preset("S5"))
    hasty, careful = (
        scenario(WORLD, PARAMETERS, preset("S5").with_changes(notice=seven, preservation=share)) for share in (0.0, 0.9)
    )
    assert f"{hasty.arrested:.1%} {hasty.uptime:.1%}" == "17.9% 73.6%"
    assert f"{careful.arrested:.1%} {careful.uptime:.1%}" == "45.2% 56.0%"
    assert hasty.uptime > plain.uptime and hasty.arrested < plain.arrested


# ---------------------------------------------------------------- what each lever moves


def test_each_lever_moves_its_own_rate():
    p, cover, one = PARAMETERS, WORLD.cover, WORLD.mask("EU-1")
    nothing = rates(WORLD, p, Policy())
    assert (nothing.closure == p["mu0"]).all() and (nothing.by_policy == 0).all()
    assert not nothing.evidence.any() and not nothing.preserved.any()
    assert set(nothing.surrender.values()) == {0.0}

    seven = WORLD.mask("European Union", "other party")
    convention = rates(WORLD, p, Policy(members=seven))
    assert convention.evidence == pytest.approx(cover / np.where(seven, p["t_mla"], p["t_rog"]))
    assert convention.preserved == pytest.approx(cover * np.where(seven, p["pi_party"], p["pi_none"]))
    teams = rates(WORLD, p, Policy(members=seven, joint_teams=one))
    assert teams.evidence[0] == pytest.approx(cover[0] / p["t_jit"])
    assert teams.preserved[0] == pytest.approx(cover[0] * p["pi_jit"])
    assert (teams.evidence[1:] == convention.evidence[1:]).all()
    fast = rates(WORLD, p, Policy(members=seven, mla_reform=True))
    assert fast.evidence[seven] == pytest.approx(cover[seven] / p["t_mla_fast"])
    assert (fast.evidence[~seven] == convention.evidence[~seven]).all()
    harmonised = rates(WORLD, p, Policy(members=seven, harmonised=WORLD.mask("PAR-1")))
    assert harmonised.evidence[4] == pytest.approx(p["cover_harmonised"] / p["t_mla"])

    union = 1 / (p["t_locate"] + p["t_eaw"])
    party = cover[WORLD.mask("other party")].mean() / (p["t_locate"] + p["t_ext"])
    for extradition, elsewhere in ((False, 0.0), (True, pytest.approx(party))):
        surrender = rates(WORLD, p, Policy(warrant=True, extradition=extradition)).surrender
        assert surrender == {"European Union": union, "other party": elsewhere, "other": 0.0}


def test_the_soft_minimum_runs_from_the_average_to_the_smallest_burden():
    """T19, read off giving up: one soft place lowers it more the choosier operators are."""
    tough = Policy(takedown=4.0 * ~WORLD.mask("OTH-1"), harmonised=True)
    worlds = [PARAMETERS.with_changes(beta=beta) for beta in (0, 1, 3, 6)]
    assert (np.diff([scenario(WORLD, p, tough, 24, rational=True).gave_up for p in worlds]) < 0).all()


def test_successors_take_the_place_of_those_who_leave():
    """E13."""
    for chi, words in ((0.3, "74.4% 58.1%"), (0.6, "83.4% 71.3%")):
        parameters = PARAMETERS.with_changes(chi=chi)
        found = [scenario(WORLD, parameters, preset(code)).uptime for code in ("S5", "S8")]
        assert " ".join(f"{x:.1%}" for x in found) == words


def test_where_operators_live_decides():
    """E13: nobody is surrendered from out of reach."""
    away = PARAMETERS.with_changes(theta_eu=0, theta_party=0, theta_other=1)
    outcome = scenario(WORLD, away, preset("S5"))
    assert f"{outcome.uptime:.1%} {1 - outcome.survival[-1]:.1%}" == "95.1% 8.1%"
    assert outcome.arrested == 0


# ---------------------------------------------------------------- stages, audience, schedules


def test_stages_keep_the_mean_of_a_procedure():
    """Where nothing is ever closed, m steps at m times the rate last as long on average."""
    world, parameters = one_base(WORLD), all_in_one(PARAMETERS, beta=0)
    for stages in (1, 4):
        model = response_chain(world, parameters, Policy(members=True), world.bases[0], stages=stages)
        Q = model.generator.copy()
        unknown, closed = model.states(*model.conditions[:stages]), model.states("offline", "offline, identified")
        Q[unknown, unknown] += Q[np.ix_(unknown, closed)].sum(axis=1)
        mean = np.linalg.solve(-Q[np.ix_(unknown, unknown)], np.ones(len(unknown)))[: len(world)]
        assert mean == pytest.approx(PARAMETERS["t_mla"] / WORLD.cover, rel=1e-9)


def test_the_audience_changes_nothing_but_the_reach():
    """Uptime, arrests and closures are the same with the online conditions doubled; T31."""
    for stages in (1, 2):
        models = [chain(preset("S6"), stages=stages, audience=audience) for audience in (False, True)]
        plain, full = (expected(model, model.start("online", WORLD.size), 60) for model in models)
        assert outcomes.uptime(full) == pytest.approx(outcomes.uptime(plain), abs=1e-12)
        ended = [run.probabilities[-1, run.chain.states(ARRESTED, GAVE_UP)] for run in (full, plain)]
        assert ended[0] == pytest.approx(ended[1], abs=1e-12)
        assert outcomes.closures(full) == pytest.approx(outcomes.closures(plain), rel=1e-12)


def test_a_schedule_of_one_policy_in_pieces_is_that_policy():
    whole = scenario(WORLD, PARAMETERS, preset("S5"), 60)
    pieces = scenario(WORLD, PARAMETERS, [(24, preset("S5")), (36, preset("S5"))])
    for name in ("uptime", "reach", "closures", "arrested", "gave_up", "cost", "identified"):
        assert getattr(pieces, name) == pytest.approx(getattr(whole, name), rel=1e-12), name
    assert pieces.survival == pytest.approx(whole.survival, abs=1e-12)
    assert pieces.survival.shape == (61,)


def test_a_reform_on_the_way_lies_between_never_and_always():
    before, after = (scenario(WORLD, PARAMETERS, preset(code)).uptime for code in ("S1", "S5"))
    between = scenario(WORLD, PARAMETERS, [(24, preset("S1")), (36, preset("S5"))])
    assert after < between.uptime < before


def test_the_median_exit_is_a_month_of_the_story_or_none():
    assert scenario(WORLD, PARAMETERS, preset("S5"), 60).median_exit == 51
    assert scenario(WORLD, PARAMETERS, preset("S5"), 50).median_exit is None


def test_in_the_long_run_all_are_arrested_or_gave_up():
    model = chain(preset("S5"))
    end = long_run(model, model.start("online", WORLD.size))
    assert end[model.states(ARRESTED, GAVE_UP)].sum() == pytest.approx(1, abs=1e-9)


# ---------------------------------------------------------------- what is refused


MOON = (Base("moon", "the Moon", "theta_eu", False, False),)
REFORM = [(24, preset("S1")), (36, preset("S5"))]
ATLANTIS = tables.load("scenarios").iloc[1].to_dict() | {"notice": "Atlantis"}


def told(policy, months=60, world=WORLD, parameters=PARAMETERS):
    return scenario(world, parameters, policy, months)


@pytest.mark.parametrize(
    "call, said",
    [
        (lambda: Policy(warrant=1), "lever warrant is on or off"),
        (lambda: Policy(revenue_cut=1.5), "revenue_cut is a share"),
        (lambda: Policy(preservation=-0.1), "cannot be negative"),
        (lambda: Policy(revenue_cut="much"), "must be numbers"),
        (lambda: told(Policy(notice=np.array([True, False]))), "lever notice must be True or False"),
        (lambda: told(Policy(takedown=[1.0, 2.0])), "effort"),
        (lambda: Policy().with_changes(warant=True), r"no lever .warant.. Did you mean .warrant.. There are"),
        (lambda: Policy.from_row(WORLD, ATLANTIS), "no jurisdiction or region 'Atlantis'. There are: European Union"),
        (lambda: told(Policy(), world=replace(WORLD, bases=())), "does not say where operators live"),
        (lambda: told(Policy(), parameters=PARAMETERS.with_changes(theta_eu=0.9)), r"\(theta_eu.*must sum to 1"),
        (lambda: told(Policy(), -3), "number of months"),
        (lambda: told(Policy(), 0), "number of months"),
        (lambda: told(Policy(), 1.5), "number of months"),
        (lambda: told([]), "at least one pair"),
        (lambda: told(REFORM, 48), "last 60 months"),
        (lambda: replace(WORLD, bases=MOON), "which is no region of this world"),
        (lambda: PARAMETERS.with_changes(t_mla=99), r"t_mla\) must lie between 6 and 24 months\. Got 99"),
        (lambda: chain(Policy(), stages=0), "number of stages"),
        (lambda: told(preset("S5"), 12).prevented(told(Policy(), 24)), "same months"),
    ],
)
def test_the_impossible_is_refused_in_words(call, said):
    with pytest.raises(ValueError, match=said):
        call()
