"""Levels 2 and 3: presets against an independent calculation, invariants, limits, schedules.

T… and C… are the numbers of the model's specification. model_presets.csv holds what a separate
program printed, to the digits it printed.
"""

import ast
import csv
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oracles.outcomes import closures_per_exit, long_run, outcome_while_active
from scipy.linalg import expm

from harness.model_helpers import all_in_one, assumptions, one_base, policies, preset, responding, steady
from hosting_shift import tables
from hosting_shift.model import outcomes
from hosting_shift.model.chain import expected, transition
from hosting_shift.model.policy import Policy, rates
from hosting_shift.model.response import ARRESTED, GAVE_UP, giving_up, response_chain, scenario
from hosting_shift.model.world import Base, World

WORLD, PARAMETERS = responding()
SWITCHES = {"plain": {}, "four stages": {"stages": 4}, "rational": {"rational": True}}
with open(Path(__file__).with_name("model_presets.csv"), encoding="utf-8") as file:
    PRINTED = list(csv.DictReader(file))


def chain(policy, base=0, parameters=PARAMETERS, world=WORLD, **switches):
    return response_chain(world, parameters, policy, world.bases[base], **switches)


# ---------------------------------------------------------------- the presets


ORACLES = {"uptime_while_active": outcome_while_active, "closures_per_exit": closures_per_exit}


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
    found |= {name: measure(outcome) for name, measure in ORACLES.items()}
    found["leakage"] = outcome.leakage(nothing)
    found["prevented"] = outcome.prevented(nothing)
    if row["cost_per_prevented"] != "never":
        found["cost_per_prevented"] = outcome.cost / outcome.prevented(nothing)
    assert set(row) - {"variant", "code"} - set(found) <= {"cost_per_prevented"}
    for name, value in found.items():
        wanted = printed(row[name])
        if name == "reach" and wanted is None:
            continue  # the other program could not weigh the audience where procedures have stages
        if wanted is None:
            assert value is None or np.isnan(value), name
        else:
            assert abs(value - wanted[0]) <= wanted[1] * (1 + 1e-9), (name, value, row[name])


def test_all_presets_are_compared():
    codes = tables.load("scenarios")["code"].tolist()
    assert [(row["variant"], row["code"]) for row in PRINTED] == [
        (variant, code) for variant in SWITCHES for code in codes
    ]


# ---------------------------------------------------------------- structure (T1 to T6)


@steady
@given(assumptions(), policies(len(WORLD)), st.integers(0, 2), st.integers(1, 3), st.booleans())
def test_any_chain_is_a_chain(parameters, policy, base, stages, rational):
    """T1 to T3: rows of Q sum to 0, mass is kept, nothing is negative."""
    model = chain(policy, base, parameters, stages=stages, rational=rational)
    Q = model.generator
    scale = abs(np.diagonal(Q)).max()
    assert abs(Q.sum(axis=1)).max() <= 1e-12 * scale
    assert (Q - np.diag(np.diagonal(Q)) >= 0).all()
    run = expected(model, model.start("online", WORLD.size), 12)
    assert (run.probabilities >= 0).all() and (run.spent >= 0).all()
    assert run.probabilities.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert run.spent.sum(axis=1) == pytest.approx(1, abs=1e-12)


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


def test_the_unit_of_time_does_not_matter():
    """T6: all rates twice as fast and half the months: the same shares at the end."""
    model = chain(preset("S5"))
    start = model.start("online", WORLD.size)
    slow = start @ transition(model.generator, 60)[0]
    assert start @ transition(2 * model.generator, 30)[0] == pytest.approx(slow, abs=1e-12)


def test_a_country_cut_in_two_changes_nothing():
    """T18: with stay = 1 (a site may reopen where it was), halves of a country count as before."""
    parameters = PARAMETERS.with_changes(stay=1)
    parts = [(i, 0.5) if i == 4 else (i, 1.0) for i in range(len(WORLD)) for _ in range(1 + (i == 4))]
    pick, share = np.array([i for i, _ in parts]), np.array([s for _, s in parts])
    codes = [f"{WORLD.codes[i]}{n}" for n, i in enumerate(pick)]
    cut = World(
        codes,
        codes,
        [WORLD.regions[i] for i in pick],
        WORLD.size[pick] * share,
        WORLD.cover[pick],
        WORLD.cost[pick],
        WORLD.bases,
    )
    # one base reads the mean cover of its region, which a cut changes: leave extradition out
    levers = {"warrant": True, "extradition": False}
    policy = preset("S5").with_changes(**levers)
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


@pytest.mark.parametrize("speed", [1, 6])
def test_a_place_that_never_closes_nor_looks_shelters_for_ever_whatever_the_power_to_arrest(speed):
    """T10, T11: survival equals the chance to reach the haven first, however fast surrender is."""
    haven = WORLD.codes.index("OTH-1")
    parameters = all_in_one(PARAMETERS, q=0, t_locate=PARAMETERS.row("t_locate").high / (12 / speed))
    model = response_chain(one_base(WORLD), parameters, preset("S5"), one_base(WORLD).bases[0])
    Q = model.generator.copy()
    stuck = model.states("online")[haven]
    Q[stuck] = 0
    start = model.start("online", WORLD.size)
    P, _ = transition(Q, 5000)
    alive = (start @ P)[model.states(*model.conditions)].sum()
    # from one linear system: the chance that the haven is reached before the end
    moving = np.setdiff1d(model.states(*model.conditions), [stuck])
    reach = np.linalg.solve(-Q[np.ix_(moving, moving)], Q[moving, stuck])
    wanted = start[stuck] + start[moving] @ reach
    assert alive == pytest.approx(wanted, abs=1e-9)
    assert 0.1 < alive < 1


def test_the_shelter_does_not_depend_on_the_speed_of_surrender():
    """The two worlds above give the same share, as the specification says of T10."""

    def sheltered(t_locate):
        world = one_base(WORLD)
        parameters = all_in_one(PARAMETERS, q=0, t_locate=t_locate, F=0)
        model = response_chain(world, parameters, preset("S5"), world.bases[0])
        Q = model.generator.copy()
        Q[model.states("online")[7]] = 0
        return (model.start("online", world.size) @ transition(Q, 5000)[0])[model.states("online")[7]]

    assert sheltered(1) == pytest.approx(sheltered(12), abs=1e-9)


def test_one_over_q_closures_for_each_exit_without_cooperation():
    """T17, C5's special case."""
    for q in (0.05, 0.2):
        outcome = scenario(WORLD, PARAMETERS.with_changes(q=q), preset("S2"))
        assert outcome.closures * q == pytest.approx(outcome.gave_up, rel=0.01)
        assert outcome.arrested == 0


def test_where_a_closure_stops_all_the_haven_no_longer_matters():
    outcome = scenario(WORLD, PARAMETERS.with_changes(q=0.45), preset("S2"))
    assert outcome.gave_up > 0.5 and outcome.median_exit < 60


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
    for name, values in {
        "evidence": np.linspace(1, 4, 6),
        "preserved": np.linspace(0, 1, 6),
        "t_eaw": np.linspace(3, 0.5, 6),
        "q": np.linspace(0, 0.45, 6),
    }.items():
        survival = [with_fixed_relocation(**{name: value}) for value in values]
        assert (np.diff(survival) < 0).all(), name


def test_closing_faster_may_raise_survival():
    """Not monotone in closure: E7, notice and action in seven states that preserve nothing."""
    plain = scenario(WORLD, PARAMETERS, preset("S5"))
    seven = WORLD.mask("European Union", "other party")
    hasty = scenario(WORLD, PARAMETERS, preset("S5").with_changes(notice=seven, preservation=0.0))
    careful = scenario(WORLD, PARAMETERS, preset("S5").with_changes(notice=seven, preservation=0.9))
    assert f"{hasty.arrested:.1%} {hasty.uptime:.1%}" == "17.9% 73.6%"
    assert f"{careful.arrested:.1%} {careful.uptime:.1%}" == "45.2% 56.0%"
    assert hasty.uptime > plain.uptime and hasty.arrested < plain.arrested


# ---------------------------------------------------------------- what each lever moves


def test_each_lever_moves_its_own_rate():
    nothing = rates(WORLD, PARAMETERS, Policy())
    assert (nothing.closure == PARAMETERS["mu0"]).all() and (nothing.by_policy == 0).all()
    assert not nothing.evidence.any() and not nothing.preserved.any()
    assert set(nothing.surrender.values()) == {0.0}

    seven = WORLD.mask("European Union", "other party")
    convention = rates(WORLD, PARAMETERS, Policy(members=seven))
    assert convention.evidence == pytest.approx(WORLD.cover / np.where(seven, PARAMETERS["t_mla"], PARAMETERS["t_rog"]))
    assert convention.preserved == pytest.approx(
        WORLD.cover * np.where(seven, PARAMETERS["pi_party"], PARAMETERS["pi_none"])
    )
    teams = rates(WORLD, PARAMETERS, Policy(members=seven, joint_teams=WORLD.mask("EU-1")))
    assert teams.evidence[0] == pytest.approx(WORLD.cover[0] / PARAMETERS["t_jit"])
    assert teams.preserved[0] == pytest.approx(WORLD.cover[0] * PARAMETERS["pi_jit"])
    assert (teams.evidence[1:] == convention.evidence[1:]).all()
    fast = rates(WORLD, PARAMETERS, Policy(members=seven, mla_reform=True))
    assert fast.evidence[seven] == pytest.approx(WORLD.cover[seven] / PARAMETERS["t_mla_fast"])
    assert (fast.evidence[~seven] == convention.evidence[~seven]).all()
    warrant = rates(WORLD, PARAMETERS, Policy(warrant=True))
    assert warrant.surrender == {
        "European Union": 1 / (PARAMETERS["t_locate"] + PARAMETERS["t_eaw"]),
        "other party": 0.0,
        "other": 0.0,
    }
    both = rates(WORLD, PARAMETERS, Policy(warrant=True, extradition=True))
    cover = WORLD.cover[WORLD.mask("other party")].mean()
    assert both.surrender["other party"] == pytest.approx(cover / (PARAMETERS["t_locate"] + PARAMETERS["t_ext"]))
    assert both.surrender["European Union"] == warrant.surrender["European Union"]
    one = rates(WORLD, PARAMETERS, Policy(members=seven, harmonised=WORLD.mask("PAR-1")))
    assert one.evidence[4] == pytest.approx(PARAMETERS["cover_harmonised"] / PARAMETERS["t_mla"])


def test_money_matters_only_to_those_who_weigh_it():
    half = Policy(takedown=1.0, revenue_cut=0.5)
    plain = Policy(takedown=1.0)
    assert scenario(WORLD, PARAMETERS, half).uptime == scenario(WORLD, PARAMETERS, plain).uptime
    weighing = [scenario(WORLD, PARAMETERS, p, rational=True) for p in (plain, half)]
    assert weighing[1].gave_up > weighing[0].gave_up + 0.1


def test_the_soft_minimum_runs_from_the_average_to_the_smallest_burden():
    """T19, read off giving up: one soft place lowers it more the choosier operators are."""
    tough = Policy(takedown=4.0 * ~WORLD.mask("OTH-1"), harmonised=True)
    quits = [
        scenario(WORLD, PARAMETERS.with_changes(beta=beta), tough, 24, rational=True).gave_up for beta in (0, 1, 3, 6)
    ]
    assert (np.diff(quits) < 0).all()


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
    means = []
    for stages in (1, 4):
        model = response_chain(world, parameters, Policy(members=True), world.bases[0], stages=stages)
        Q = model.generator.copy()
        for name in model.conditions[:-2]:
            for place, state in enumerate(model.states(name)):
                for target in model.states("offline", "offline, identified"):
                    Q[state, state] += Q[state, target]
                    Q[state, target] = 0
                assert place < len(world)
        unknown = model.states(*model.conditions[:stages])
        system = -Q[np.ix_(unknown, unknown)]
        means.append(np.linalg.solve(system, np.ones(len(unknown)))[: len(world)])
    assert means[0] == pytest.approx(means[1], rel=1e-9)
    assert means[0] == pytest.approx(PARAMETERS["t_mla"] / WORLD.cover, rel=1e-9)


def test_the_audience_changes_nothing_but_the_reach():
    """Uptime, arrests and closures are the same with the online conditions doubled; T31."""
    for stages in (1, 2):
        plain, full = (
            expected(model, model.start("online", WORLD.size), 60)
            for model in (chain(preset("S6"), stages=stages, audience=audience) for audience in (False, True))
        )
        assert outcomes.uptime(full) == pytest.approx(outcomes.uptime(plain), abs=1e-12)
        for end in (ARRESTED, GAVE_UP):
            assert full.probabilities[-1, full.chain.states(end)] == pytest.approx(
                plain.probabilities[-1, plain.chain.states(end)], abs=1e-12
            )
        assert outcomes.closures(full) == pytest.approx(outcomes.closures(plain), rel=1e-12)


def test_reach_lies_between_the_floor_and_the_uptime():
    outcome = scenario(WORLD, PARAMETERS, preset("S12"))
    assert (1 - PARAMETERS["lam"]) * outcome.uptime < outcome.reach < outcome.uptime


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
    with pytest.raises(ValueError, match="last 60 months"):
        scenario(WORLD, PARAMETERS, [(24, preset("S1")), (36, preset("S5"))], 48)


def test_the_median_exit_is_a_month_of_the_story_or_none():
    assert scenario(WORLD, PARAMETERS, preset("S5"), 60).median_exit == 51
    assert scenario(WORLD, PARAMETERS, preset("S5"), 50).median_exit is None


def test_in_the_long_run_all_are_arrested_or_gave_up():
    model = chain(preset("S5"))
    end = long_run(model, model.start("online", WORLD.size))
    assert end[model.states(ARRESTED, GAVE_UP)].sum() == pytest.approx(1, abs=1e-9)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "levers, said",
    [
        ({"warrant": 1}, "lever warrant is on or off"),
        ({"revenue_cut": 1.5}, "revenue_cut is a share"),
        ({"preservation": -0.1}, "cannot be negative"),
        ({"revenue_cut": "much"}, "must be numbers"),
    ],
)
def test_an_impossible_policy_is_refused_in_words(levers, said):
    with pytest.raises(ValueError, match=said):
        Policy(**levers)


def test_levers_for_another_world_are_refused():
    with pytest.raises(ValueError, match="lever notice must be True or False"):
        scenario(WORLD, PARAMETERS, Policy(notice=np.array([True, False])))
    with pytest.raises(ValueError, match="effort"):
        scenario(WORLD, PARAMETERS, Policy(takedown=[1.0, 2.0]))
    with pytest.raises(ValueError, match=r"no lever 'warant'\. Did you mean 'warrant'\? There are"):
        Policy().with_changes(warant=True)
    with pytest.raises(ValueError, match=r"no jurisdiction or region 'Atlantis'. There are: European Union"):
        row = tables.load("scenarios").iloc[1].to_dict() | {"notice": "Atlantis"}
        Policy.from_row(WORLD, row)


def test_impossible_worlds_and_times_are_refused():
    with pytest.raises(ValueError, match="does not say where operators live"):
        scenario(World.from_table(tables.load("jurisdictions")), PARAMETERS, Policy())
    with pytest.raises(ValueError, match=r"shares of operators \(theta_eu.*must sum to 1"):
        scenario(WORLD, PARAMETERS.with_changes(theta_eu=0.9), Policy())
    for months in (-3, 0, 1.5):
        with pytest.raises(ValueError, match="number of months"):
            scenario(WORLD, PARAMETERS, Policy(), months)
    with pytest.raises(ValueError, match="at least one pair"):
        scenario(WORLD, PARAMETERS, [])
    with pytest.raises(ValueError, match="which is no region of this world"):
        fields = (WORLD.codes, WORLD.names, WORLD.regions, WORLD.size, WORLD.cover, WORLD.cost)
        World(*fields, (Base("moon", "the Moon", "theta_eu", False, False),))
    with pytest.raises(ValueError, match=r"t_mla\) must lie between 6 and 24 months\. Got 99"):
        PARAMETERS.with_changes(t_mla=99)
    with pytest.raises(ValueError, match="number of stages"):
        chain(Policy(), stages=0)


def test_outcomes_of_different_lengths_are_not_compared():
    with pytest.raises(ValueError, match="same months"):
        scenario(WORLD, PARAMETERS, preset("S5"), 12).prevented(scenario(WORLD, PARAMETERS, Policy(), 24))


def test_the_model_needs_numpy_alone():
    """Floors: no widget, no table, no SciPy in the model."""
    folder = Path(response_chain.__code__.co_filename).parent
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
        imported += [a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names]
        for name in imported:
            allowed = (
                "numpy",
                "hosting_shift.model",
                "collections",
                "dataclasses",
                "functools",
                "itertools",
                "math",
                "numbers",
                "typing",
                "hosting_shift.errors",
                "__future__",
            )
            assert name.startswith(allowed), f"{path.name} imports {name}"
