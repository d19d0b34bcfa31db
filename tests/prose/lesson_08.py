"""The numbers that lesson 08 says."""

import math

import pytest
from oracles.closed_forms import identified_before_giving_up
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
TEAMS = tables.load("joint_teams").set_index("year")
*_, SEVEN = NOTICE


def arrested(months: float = 12, preserved: int = 30, stages: int = 1, notice: str = "nowhere"):
    return 100 * race(months, preserved, "both", stages, notice, 5).arrested


def online(preserved: int, notice: str) -> float:
    return 100 * race(12, preserved, "both", 1, notice, 5).uptime


def lesson_says() -> list[str]:
    back = round(PARAMETERS["t_reopen"] * 30)
    assistance = COOPERATION[COOPERATION["observed_year"] == 2014]
    assert set(zip(assistance["observed_low"], assistance["observed_high"], strict=True)) == {(6, 24)}
    extradition = COOPERATION.loc["extradition_1957"]
    assert (extradition["observed_low"], extradition["observed_unit"]) == (12, "months")
    slow, fast = race(12, 30, "both", 1, "nowhere", 5), race(1, 30, "both", 1, "nowhere", 5)
    out_of_reach = [base for base in WORLD.bases if not (base.warrant or base.extradition)]
    (base,) = out_of_reach
    assert abs(arrested(1 / 3) - arrested(1)) < 0.5, "at 10 days nothing more is gained"
    assert 1 - arrested(24, stages=STEPS) / arrested(24) == pytest.approx(2 / 5, abs=0.02)
    assert 1 - arrested(1, stages=STEPS) / arrested(1) < 0.02, "the fast one hardly any"
    haven, gap = 60, PARAMETERS["t_reopen"]
    assert 1 / PARAMETERS["mu0"] == pytest.approx(haven)
    flight = haven + 2 * gap
    x = round(flight / 12, 2)
    threshold = 100 * evidence_first_threshold(1 / 12, 1 / haven, gap)
    assert round(100 * x / (1 + x), 1) == round(threshold, 1)
    share, gone = PARAMETERS["pi_party"], PARAMETERS["q"]
    found, lost = 1 + 2 * share, 2 * (1 - share) * gone
    first = identified_before_giving_up(2 / 12, 1 / 12, share, gone)
    assert "procuring is not" in WARRANT["condition"]
    assert "10 days from consent" in WARRANT["limit_note"]
    small = WARRANTS.loc[("United Kingdom", 2009), "issued"]
    assert 10 / small > 0.04, "ten more or less would move its ratio by points"
    union = WARRANTS.loc["European Union"]
    early, dip, late = union.index.min(), 2011, 2018  # the years that the lesson picks
    assert (union.loc[late, ["issued", "executed"]] > union.loc[early, ["issued", "executed"]]).all()
    assert union.loc[dip, "issued"] < union.loc[dip - 1, "issued"]
    order = COOPERATION.loc["electronic_evidence_order"]
    return [
        time("08_race_against_time"),
        law.texts.head_line("08"),
        f"back elsewhere after {back} days",
        f"one range, {assistance['observed_low'].min():g} to {assistance['observed_high'].max():g} months",
        f"decide within {WARRANT['limit']:g} days of the arrest, or 10 days after consent",
        f"Observed in {WARRANT['observed_year']}: {WARRANT['observed_high']:g} and {WARRANT['observed_low']:g} days",
        f"Before {WARRANT['applies_from'].year}, extradition",
        quoted("among the 32 listed offences", "cooperation", "condition", instrument=WARRANT.name),
        f"an investigation order ({COOPERATION.loc['investigation_order', 'applies_from'].year})",
        f"straight to the provider ({order['applies_from']:%B %Y})",
        f"Half are gone by month {fast.median_exit}, not {slow.median_exit}",
        f"{100 * PARAMETERS[base.share]:.0f} of 100 operators live where nobody hands them over, and "
        f"{percent(active_by_base(fast)[base.name], 0)} of those are still active",
        posed("At 10 days instead of 1 month"),
        f"evidence after 12 months, two closures a year, {100 * share:.0f} % with evidence, and "
        f"{100 * gone:.0f} % give up",
        f"1 + 2 × {share:g} = {found:g} times",
        f"2 × {1 - share:g} × {gone:g} = {lost:g} times",
        f"{found:g} ÷ ({found:g} + {lost:g}) = {100 * first:.1f} %",
        f"1 ÷ {gone:g} = {1 / gone:.0f} closures",
        posed("a procedure of 24 months may end"),
        f"Set *24 months*, open *Assumptions*, and choose *{STEPS} steps, begun again after a move*",
        posed("How many of 100 are arrested"),
        posed("do the same with 1 month"),
        f"{haven} months in the haven and two gaps of {back} days, {flight:.1f} months in all. "
        f"(The bet came out at {compute(2, 30, 12, haven, back).months:.1f} too: a coincidence.)",
        posed("a request of 12 months would have succeeded"),
        f"x = {flight:.1f} ÷ 12 = {x:.2f} times",
        posed("x ÷ (1 + x) of the closures yield evidence"),
        f"{x:.2f} ÷ {1 + x:.2f} = {threshold:.1f} %",
        f"With evidence in 1 month it is even {100 * evidence_first_threshold(1, 1 / haven, gap):.1f} %",
        f"hosts for 24 months only, evidence after 12, gaps of {back} days ({gap:g} month)",
        f"24 + {2 * gap:g} = {24 + 2 * gap:.1f} months",
        posed("Set 12 months and *Closures that preserve evidence* to 0"),
        f": {arrested(preserved=0):.0f} arrested, online {online(0, 'nowhere'):.0f} % of the time",
        f"Arrests fall to {arrested(preserved=0, notice=SEVEN):.0f}, and sites are online *longer*, "
        f"{online(0, SEVEN):.0f} % of the time",
        f"With 90 % preserved, {arrested(preserved=90, notice=SEVEN):.0f} are arrested and sites are "
        f"online {online(90, SEVEN):.0f} % of the time",
        posed("executed per 100 issued"),
        f"more of both in {late} than in {early}, with a dip in {dip}",
        f"issued {WARRANTS.loc[('Romania', 2009), 'issued']:,}",
        f"issued {small} warrants only",
        posed("Threshold = x ÷ (1 + x)"),
    ]


def questions_say() -> list:
    union = WARRANTS.loc[("European Union", 2009)]
    ratio = f"{100 * union['executed'] / union['issued']:.0f} %"
    issued, executed = f"{union['issued']:,}", f"{union['executed']:,}"
    slow = COOPERATION[COOPERATION["observed_year"] == 2014]
    reported = slow["observed_low"].min(), slow["observed_high"].max()
    before, after = TEAMS.loc[2022, "supported"], TEAMS.loc[2023, "supported"]
    kept = law.procedure_times("preservation", ARTICLE)["kept"].max()
    assert len(law.procedure_times("evidence", ARTICLE)) == 7
    tips = 100 * evidence_first_threshold(1 / 12, 1 / 60, PARAMETERS["t_reopen"])
    assert 83 < tips < 84, "beyond 84 % it dips"
    assert compute(12, 84, 12, 60, 3).months < 12 < compute(12, 83, 12, 60, 3).months
    return [
        f"In {ARTICLE:%B %Y} our table has seven ways",
        f"evidence takes 12 months on average, and {arrested():.0f} of 100 operators",
        posed("twelve times as fast: 1 month"),
        posed("after 12 months on average"),
        posed("30 % of its closures yield evidence"),
        posed("flees to a haven for 60 months"),
        posed("closed every 30 days, back after 10"),
        percent(10 / 30, 0),
        posed("10 ÷ 30 compares"),
        posed("the whole round: 30 ÷ 40"),
        percent(30 / 40, 0),
        posed("30 ÷ 40"),
        percent(10 / 40, 0),
        posed("offline: 10 ÷ 40"),
        f"data kept for {kept:.0f} days on a foreign request",
        "reported to take {:g} to {:g} months".format(*reported),
        f"{kept:.0f} days are far longer",
        f"within those {kept:.0f} days",
        f"When the {kept:.0f} days end",
        f"from 12 months to 1. Arrests rise from {arrested():.0f} to {arrested(1):.0f}, not to 100",
        f"{100 * PARAMETERS['theta_other']:.0f} of 100 live there",
        posed("from 70 % to 95 %"),
        f"beyond {math.ceil(tips)} %",
        f"{ARTICLE:%B %Y}. A site stands",
        quoted("under the Convention of 1957", "cooperation", "article", instrument="extradition_1957"),
        f"In 2009 the Union counted {issued} warrants issued and {executed} executed. Is {ratio}",
        f"{executed} divided by {issued} makes {ratio}",
        f"handed over in {ARTICLE.year} may be wanted since {ARTICLE.year - 3}",
        f"supported {before} joint teams in 2022 and {after} in 2023",
        f"At most {before + after}",
        f"{before + after}, for {before} and {after} make {before + after}",
        f"{after - before}, the difference",
        f"{after - before} is the net change",
        f"from {arrested(24):.0f} to {arrested(24, stages=STEPS):.0f} when evidence takes 24 months, "
        "and hardly when it takes 1",
    ]


REFERENCES = [r"Framework Decision 2002/584/JHA", r"Regulation \(EU\) 2023/1543", r"lessons 05 and 07"]

NAMED = {
    "procedure_clocks": "Law as of · evidence",
    "evidence_race": "24 months · 12 months · 1 month · Assumptions · Reset · 4 steps, begun again after a move · Closures that preserve evidence · in the EU and the three other parties",
    "close_or_inquire": "Assumptions",
}
