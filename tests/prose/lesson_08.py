"""The numbers that lesson 08 says."""

import math

from oracles.outcomes import active_by_base

from hosting_shift import law, levers, tables
from hosting_shift.explorers.lesson_08.close_or_inquire import compute
from hosting_shift.explorers.lesson_08.evidence_race import NOTICE, STEPS, race
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
*_, SEVEN = NOTICE
GAP = PARAMETERS["t_reopen"]


def arrested(months: float = 12, preserved: int = 30, stages: int = 1, notice: str = "nowhere"):
    return 100 * race(months, preserved, "both", stages, notice, 5).arrested


def threshold(haven: float, evidence: float, gap: float = 1e-12) -> str:
    return f"{100 * evidence_first_threshold(1 / evidence, 1 / haven, gap):.1f} %"


def kept() -> int:
    """Return the days for which data are kept under the Convention, in words in the provision that was read."""
    assert "sixty days or longer" in ELEMENTS.loc[("cyber-29", 8), "words"]
    return round(law.procedure_times("preservation", ARTICLE)["kept"].max())


def lesson_says() -> list[str]:
    back = round(GAP * 30)
    assistance = COOPERATION[COOPERATION["observed_year"] == 2014]
    assert set(zip(assistance["observed_low"], assistance["observed_high"], strict=True)) == {(6, 24)}
    assert law.procedure_times("evidence", ARTICLE)["limit"].isna().all(), "none says by when it is due"
    limits = law.procedure_times("evidence", law.moment("reading")).dropna(subset=["limit"])
    assert len(limits) == 2 and limits["name"].str.startswith("European").all(), "two orders of the Union"
    slow, fast = race(12, 30, "both", 1, "nowhere", 5), race(1, 30, "both", 1, "nowhere", 5)
    (base,) = (base for base in WORLD.bases if not (base.warrant or base.extradition))
    assert abs(arrested(1 / 3) - arrested(1)) < 0.5, "at 10 days nothing more is gained"
    assert abs((1 - arrested(24, stages=STEPS) / arrested(24)) - 2 / 5) < 0.02, "two fifths"
    assert 1 - arrested(1, stages=STEPS) / arrested(1) < 0.02, "the fast one hardly any"
    haven, evidence, few, many = 60, 12, 60, 90
    assert abs(1 / PARAMETERS["mu0"] - haven) < 1e-6
    x = haven // evidence
    years = range(2016, 2019)
    assert UNION.loc[2018, "executed_confidence"] != "sourced", "not in the table: nobody read it"
    issued, executed = ([f"{UNION.loc[year, c]:,}" for year in years] for c in ("issued", "executed"))
    return [
        time("08_race_against_time"),
        law.texts.head_line("08"),
        f"back elsewhere after {back} days",
        f"reported to take {assistance['observed_low'].min():g} to {assistance['observed_high'].max():g} months",
        f"In {WARRANT['observed_year']} a surrender took {WARRANT['observed_high']:g} days on average without the "
        f"person's consent, and {WARRANT['observed_low']:g} with it",
        f"data are kept at least {kept()} days",
        f"{100 * PARAMETERS[base.share]:.0f} of 100 operators live where nobody is handed over",
        f"After five years {percent(active_by_base(fast)[base.name], 0)} of those",
        posed("At 10 days instead of 1 month"),
        f"gone by month {fast.median_exit}, and not by month {slow.median_exit}",
        posed("a procedure of 24 months may end"),
        f"Set *24 months*, open *Assumptions*, and choose *{STEPS} steps, begun again after a move*",
        posed("how many of 100 are arrested now"),
        posed("do the same with 1 month"),
        f"with the gaps of {back} days left out",
        f"to the haven for {haven} months",
        f"an operator in {evidence} months on average. In {haven} months it would have found {haven} ÷ {evidence} = {x}",
        f"the time for {x} operators, while one with evidence brings 1",
        f"Of 100 closures, suppose that {few} yield evidence. They bring {few} operators, but the other {100 - few} cost "
        f"{100 - few} × {x} = {(100 - few) * x}. If {many} yield evidence, they bring {many}, and the other {100 - many} "
        f"cost {100 - many} × {x} = {(100 - many) * x}",
        f"equal where {x} of {x + 1} closures yield evidence, because those {x} pay",
        f"{x} ÷ {x + 1} = {threshold(haven, evidence)}",
        posed("the number of step 2"),
        posed("The threshold is x ÷ (1 + x). The explanation"),
        posed(
            "for 24 months only, and evidence takes 12. While the site is away, the inquiry would have found 24 ÷ 12 = 2"
        ),
        f"says {threshold(24, 12, GAP)}",
        posed("for 36 months, and evidence takes 6"),
        f"lower than {threshold(haven, evidence)}",
        f"fall from {arrested(preserved=0):.0f} to {arrested(preserved=0, notice=SEVEN):.0f}",
        f"| {' | '.join(map(str, years))} |",
        f"issued | {' | '.join(issued)} |",
        f"handed over) | {' | '.join(executed[:2])} | – |",
        quoted("Belgium, sent no figures for 2018", "arrest_warrants", year=2018),
        f"supported {TEAMS.loc[2022, 'supported']} joint teams in 2022 and {TEAMS.loc[2023, 'supported']} in 2023",
        f"issued since {UNION.index.min()}",
        posed("The threshold is x ÷ (1 + x), if x"),
    ]


def questions_say() -> list:
    ratio = f"{100 * UNION.loc[2009, 'executed'] / UNION.loc[2009, 'issued']:.0f} %"
    issued, executed = (f"{UNION.loc[2009, column]:,}" for column in ("issued", "executed"))
    tips = 100 * evidence_first_threshold(1 / 12, 1 / 60, GAP)
    assert 83 < tips < 84, "beyond 84 % it dips"
    assert compute(12, 84, 12, 60, 3).months < 12 < compute(12, 83, 12, 60, 3).months
    assert set(COOPERATION.query("observed_year == 2014")["observed_low"]) == {6}, "six months to two years"
    return [
        f"in {ARTICLE:%B %Y} three requests",
        f"evidence takes 12 months on average, and {arrested():.0f} of 100 operators",
        posed("so that it takes 1 month"),
        posed("after 12 months on average"),
        posed("30 % of its closures yield evidence"),
        posed("to a haven for 60 months"),
        posed("closed every 30 days and is back after 10"),
        percent(10 / 30, 0),
        posed("10 ÷ 30 compares"),
        posed("the whole round instead: 30 ÷ 40"),
        percent(30 / 40, 0),
        posed("lasts 40 days, and the site is online for 30"),
        percent(10 / 40, 0),
        posed("offline: 10 ÷ 40"),
        f"a diamond at {WARRANT['limit']:g} days and a blue bar from {WARRANT['observed_low']:g} to "
        f"{WARRANT['observed_high']:g} days",
        f"from 12 months to 1. Arrests rise from {arrested():.0f} to {arrested(1):.0f}, not to 100",
        f"{100 * PARAMETERS['theta_other']:.0f} of 100 live there",
        posed("from 70 % to 95 %"),
        f"beyond {math.ceil(tips)} %",
        f"In 2009 the Union counted {issued} warrants issued and {executed} executed. Is {ratio}",
        f"{executed} divided by {issued} is {ratio}",
        f"handed over in {ARTICLE.year} may have been wanted since {ARTICLE.year - 3}",
        f"With four steps {arrested(24, stages=STEPS):.0f} instead of {arrested(24):.0f} are arrested when evidence "
        "takes 24 months, and hardly fewer when it takes 1",
    ]


REFERENCES = [r"lessons 05 and 07"]

NAMED = {
    "procedure_clocks": "evidence",
    "evidence_race": "24 months · 1 month · Assumptions · 4 steps, begun again after a move",
    "close_or_inquire": "Assumptions",
}
