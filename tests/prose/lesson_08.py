"""The numbers that lesson 08 says."""

import math

from oracles.outcomes import active_by_base

from hosting_shift import content, exercises, law, levers, tables
from hosting_shift.exercises.lesson_08 import FALLS, FEW, HALF, HOLDS
from hosting_shift.explorers.lesson_08.close_or_inquire import compute
from hosting_shift.explorers.lesson_08.evidence_race import STEPS, race
from hosting_shift.model.closed_forms import evidence_first_threshold
from hosting_shift.words import percent
from prose.common import ARTICLE, PARAMETERS, posed, quoted, time

WORLD = levers.world()
COOPERATION = tables.load("cooperation").set_index("instrument")
WARRANT = COOPERATION.loc["european_arrest_warrant"]
WARRANTS = tables.load("arrest_warrants").set_index(["area", "year"])
UNION = WARRANTS.loc["European Union"]
TEAMS = tables.load("joint_teams").set_index("year")
ELEMENTS = tables.load("provision_elements").set_index(["provision", "order"])
GAP = PARAMETERS["t_reopen"]
LIVE = [round(100 * PARAMETERS[f"theta_{place}"]) for place in ("eu", "party", "other")]  # of 100 operators


def arrested(months: float = 12, preserved: int = 30, stages: int = 1):
    return 100 * race(months, preserved, "both", stages, "nowhere", 5).arrested


def threshold(haven: float, evidence: float, gap: float = 1e-12) -> str:
    return f"{100 * evidence_first_threshold(1 / evidence, 1 / haven, gap):.1f} %"


def times_away() -> float:
    """Return how often the site goes to the haven before the operator is known: 4 closures a year, 30 % with evidence."""
    closures, evidence, share = 4 / 12, 1 / 12, 0.3
    found = evidence + closures * share
    away = closures * (1 - share) / found
    assert abs(away * (60 + 2 * GAP) + 1 / found - compute(4, 30, 12, 60, 3).months) < 1e-6
    return away


def kept() -> int:
    """Return the days for which data are kept under the Convention, in words in the provision that was read."""
    assert "sixty days or longer" in ELEMENTS.loc[("cyber-29", 8), "words"]
    return round(law.procedure_times("preservation", ARTICLE)["kept"].max())


def still_active(outcome) -> tuple[int, int, int, int]:
    """Return how many of 100 operators are active at the end, and why: out of reach, unknown, known and waiting."""
    states = {"unknown": ("online", "offline"), "known": ("online, identified", "offline, identified")}
    (beyond,) = (base.name for base in WORLD.bases if not (base.warrant or base.extradition))
    beyond_reach = active_by_base(outcome)[beyond] * outcome.operators[[b.name for b in WORLD.bases].index(beyond)]
    found = dict.fromkeys(states, 0.0)
    waiting = far = 0.0
    elsewhere = [not region_cooperates for region_cooperates in WORLD.mask("European Union", "other party")]
    for base, share, runs in zip(WORLD.bases, outcome.operators, outcome.runs, strict=True):
        if base.name == beyond:
            continue
        end, chain = runs[-1].probabilities[-1], runs[-1].chain
        for name, conditions in states.items():
            found[name] += share * end[chain.states(*conditions)].sum()
        waiting += 0 if base.warrant else share * end[chain.states(*states["known"])].sum()
        far += share * end[chain.states("online")].reshape(-1)[elsewhere].sum()
    assert far > 0.9 * found["unknown"], "nearly all of their sites stand in the three states"
    assert sum(elsewhere) == 3 and PARAMETERS["t_rog"] >= 24, "three states where evidence takes years"
    assert waiting > 0.9 * found["known"], "nearly all of them wait for an extradition"
    parts = [round(100 * part) for part in (beyond_reach, found["unknown"], found["known"])]
    assert sum(parts) == round(100 * outcome.survival[-1])
    return sum(parts), *parts


def arrests_counted() -> list[str]:
    """Return the sentence on who counted arrests, from the card of the table and its notes."""
    limits = " ".join(tables.describe("arrest_warrants").resource["limits"].split())
    assert "24 said how many people they arrested in 2016, 28 in 2017" in limits
    assert "24 states" in UNION.loc[2016, "note"] and "28 states" in UNION.loc[2017, "note"]
    return [
        "rose from 2016 to 2017.* No, whatever the two numbers are, because 24 states counted arrests for 2016 and 28 for 2017"
    ]


def lesson_says() -> list[str]:
    back = round(GAP * 30)
    assistance = COOPERATION[COOPERATION["observed_year"] == 2014]
    assert set(zip(assistance["observed_low"], assistance["observed_high"], strict=True)) == {(6, 24)}
    assert law.procedure_times("evidence", ARTICLE)["limit"].isna().all(), "none says by when it is due"
    limits = law.procedure_times("evidence", law.moment("reading")).dropna(subset=["limit"])
    assert len(limits) == 2 and limits["name"].str.startswith("European").all(), "two orders of the Union"
    slow, fast = race(12, 30, "both", 1, "nowhere", 5), race(1, 30, "both", 1, "nowhere", 5)
    active, abroad, unknown, known = still_active(fast)
    assert abs((1 - arrested(24, stages=STEPS) / arrested(24)) - 2 / 5) < 0.02, "two fifths"
    assert 1 - arrested(1, stages=STEPS) / arrested(1) < 0.02, "the fast one hardly any"
    haven, evidence, few = 60, 12, 60
    assert abs(1 / PARAMETERS["mu0"] - haven) < 1e-6
    x = haven // evidence
    years = range(2016, 2019)
    assert UNION.loc[2018, "executed_confidence"] != "sourced", "not in the table: nobody read it"
    issued, executed = ([f"{UNION.loc[year, c]:,}" for year in years] for c in ("issued", "executed"))
    return [
        time("08_race_against_time"),
        posed("the close reading, about 6 minutes more"),
        law.texts.head_line("08"),
        f"back elsewhere after {back} days",
        f"reported in {assistance['observed_year'].iloc[0]}, at second hand, to take {assistance['observed_low'].min():g} to {assistance['observed_high'].max():g} months",
        f"In {WARRANT['observed_year']} a decision took {WARRANT['observed_high']:g} days from the arrest on average "
        f"without the person's consent, and {WARRANT['observed_low']:g} with it",
        quoted("The 60 days for the final decision", "legal_statements", id="08-late"),
        f"the {kept()} days of the Convention",
        f"Of 100 operators {active} are still active after five years: - {abroad} live where nobody is handed over; - "
        f"{unknown} are still unknown",
        f"years; - {known} are known",
        f"gone by month {fast.median_exit}, while with slow evidence this takes until month {slow.median_exit}",
        f"Of 100 operators {LIVE[0]} live where the warrant works, {LIVE[1]} where it takes an extradition, and {LIVE[2]} where",
        f"Evidence in 12 months brings about {arrested():.0f} arrests.* Set *12 months* and, under *Assumptions*, "
        f"*{STEPS} steps, begun again after a move*: only {arrested(12, stages=STEPS):.0f},",
        f"Evidence in 1 month: half are gone by the month in the picture.* Keep the {STEPS} steps, and set *1 month*",
        f"With steps {arrested(1, stages=STEPS):.0f} are arrested in 1 month, {arrested(12, stages=STEPS):.0f} in 12 and "
        f"{arrested(24, stages=STEPS):.0f} in 24",
        f"On average that happens {times_away():.1f} times",
        f"a directive has set limits since {COOPERATION.loc['investigation_order', 'applies_from']:%B %Y}, and by its text "
        f"a regulation since {COOPERATION.loc['electronic_evidence_order', 'applies_from']:%B %Y}",
        f"We read the regulation as published in {law.moment('reading').year - 3}",
        f"Leave out the gaps of {back} days",
        f"the inquiry needs {evidence} more months on average",
        f"costs {haven} months in the haven",
        f"Because {haven} ÷ {evidence} = {x}, five closures",
        f"Suppose that {few} of 100 yield evidence. They save {few} × {evidence} = {few * evidence} months, but the other "
        f"{100 - few} cost {100 - few} × {haven} = {(100 - few) * haven:,}",
        f"equal where {x} of {x + 1} yield evidence",
        f"{x} ÷ {x + 1} = {threshold(haven, evidence)}",
        posed("the number of step 3"),
        posed("this *threshold* is x ÷ (1 + x)"),
        posed("for 24 months, and evidence takes 12: x is"),
        f"With the gaps it is {threshold(24, 12, GAP)}",
        posed("for 36 months, and evidence takes 6"),
        f"| {' | '.join(map(str, years))} |",
        f"issued | {' | '.join(issued)} |",
        f"handed over) | {' | '.join(executed[:2])} | – |",
        quoted("Belgium sent no figures for 2018", "arrest_warrants", year=2018),
        quoted("for 2018 Belgium is missing", "arrest_warrants", year=2018),
        quoted("said the Convention's committee in 2014", key="S59"),
        *arrests_counted(),
        f"supported {TEAMS.loc[2022, 'supported']} joint teams in 2022 and {TEAMS.loc[2023, 'supported']} in 2023",
        f"issued since {UNION.index.min()}",
        posed("The threshold is x ÷ (1 + x), if a closure"),
    ]


def conclusions_say_what_is_so() -> None:
    """Check the key of "survives" and the range in which its third conclusion was worded, by the model in steps."""
    two, year, month, ten_days = (arrested(months, stages=STEPS) for months in (24, 12, 1, 1 / 3))
    assert exercises.get("08-survives").expected() == [HOLDS, FALLS, HOLDS]
    assert month > HALF > FEW > two and two < year < month, "rises from 24 to 12 to 1 month"
    assert ten_days < month and arrested(1 / 3) < arrested(1), "and no more below: hence those three times only"
    assert arrested(24) > FEW, "the second one held without steps"


def letter_says_what_is_so() -> None:
    """Check the counts that the newspaper has, and that each was read in a source."""
    note = content.note("08", "headline")
    said = " ".join([note.text, *(model.text for model in note.models)])
    warrants, (before, after) = UNION.loc[2021], (TEAMS.loc[year] for year in (2020, 2023))
    assert f"Of {warrants['issued']:,} European warrants of 2021 only {warrants['executed']:,} were executed" in said
    assert 0.6 < 1 - warrants["executed"] / warrants["issued"] < 0.7, "two in three"
    new = after["supported"] - before["supported"]
    assert (
        f"{before['supported']} joint teams in 2020 and {after['supported']} in 2023 mean {new} new ones"
        in " ".join(said.split())
    )
    assert before["new"] > new, "more were founded in the first of these years alone"
    read = [
        *warrants[["issued_confidence", "executed_confidence"]],
        before["supported_confidence"],
        after["supported_confidence"],
    ]
    assert set(read) == {"sourced"}


def questions_say() -> list:
    conclusions_say_what_is_so()
    letter_says_what_is_so()
    ratio = f"{100 * UNION.loc[2009, 'executed'] / UNION.loc[2009, 'issued']:.0f} %"
    issued, executed = (f"{UNION.loc[2009, column]:,}" for column in ("issued", "executed"))
    steps = [race(months, 30, "both", 1, "nowhere", 5) for months in (1, 1 / 3)]
    assert abs(steps[0].arrested - steps[1].arrested) < 0.005, "no more are arrested"
    assert steps[1].median_exit < steps[0].median_exit, "half are gone sooner"
    tips = 100 * evidence_first_threshold(1 / 12, 1 / 60, GAP)
    assert 83 < tips < 84, "beyond 84 % it dips"
    assert compute(12, 84, 12, 60, 3).months < 12 < compute(12, 83, 12, 60, 3).months
    assert set(COOPERATION.query("observed_year == 2014")["observed_low"]) == {6}, "six months to two years"
    return [
        f"in {ARTICLE:%B %Y} three requests",
        f"100 operators: {LIVE[0]} live under the warrant and {LIVE[1]} under extradition, while {LIVE[2]} are never",
        f"Of all of them {arrested():.0f} are arrested within five years",
        posed("after 12 months on average"),
        posed("30 % of its closures yield evidence"),
        posed("to a haven for 60 months"),
        posed("closed after 30 days online and is back after 10"),
        percent(10 / 30, 0),
        posed("10 ÷ 30 compares"),
        posed("the whole round instead: 30 ÷ 40"),
        percent(30 / 40, 0),
        posed("lasts 40 days, and the site is online for 30"),
        percent(10 / 40, 0),
        posed("offline: 10 ÷ 40"),
        f"limit of {WARRANT['limit']:g} days for the decision on a European warrant. The right end of the blue bar is an "
        f"average of {WARRANT['observed_year']}: {WARRANT['observed_high']:g} days",
        posed(
            "to 12 months, then to 1 month, then to 10 days. What happens in the second step, from 1 month to 10 days"
        ),
        posed("10 days and 1 month are as good as the same"),
        f"The left end, {WARRANT['observed_low']:g} days, is for people who agreed",
        f"An average of {WARRANT['observed_high']:g} days leaves room for many cases that took longer than {WARRANT['limit']:g}",
        f"Half are gone in month {steps[1].median_exit} in place of {steps[0].median_exit}",
        posed("it grows from 12 months to 1, and then no longer"),
        posed("from 70 % to 95 %"),
        f"beyond {math.ceil(tips)} %",
        f"For 2009 a compilation counts {issued} warrants issued in the Union and {executed} executed. Is {ratio}",
        f"{executed} divided by {issued} is {ratio}",
        f"handed over in {ARTICLE.year} may have been wanted since {ARTICLE.year - 3}",
    ]


REFERENCES = [r"lessons 05 and 07"]

NAMED = {
    "procedure_clocks": "evidence",
    "evidence_race": "24 months · 1 month · Assumptions · 4 steps, begun again after a move",
    "close_or_inquire": "Assumptions",
}
