"""Lesson 08: times of instruments, warrants and teams, and what its explorers promise."""

import numpy as np
import pandas as pd
import pytest
from oracles.outcomes import active_by_base

from hosting_shift import law, tables
from hosting_shift.explorers import close_or_inquire, evidence_race, procedure_clocks
from hosting_shift.explorers.lesson_08.evidence_race import NOTICE, race
from hosting_shift.explorers.lesson_08.procedure_clocks import NEEDS

ARTICLE, CHECKED = law.moment("article"), law.moment("reading").date().isoformat()
COOPERATION = tables.load("cooperation").set_index("instrument")
*_, SEVEN = NOTICE


# ---------------------------------------------------------------- times of instruments


def times_of(need, day=CHECKED):
    return law.procedure_times(need, day).set_index("instrument")


@pytest.mark.parametrize(
    ("need", "instrument", "before", "after"),
    [
        ("person", "european_arrest_warrant", "2003-12-31", "2004-01-01"),
        ("closure", "notice_directive", "2024-02-17", "2024-02-16"),  # its last day was the 16th
    ],
)
def test_only_what_applied_on_the_day_is_listed(need, instrument, before, after):
    assert instrument not in times_of(need, before).index and instrument in times_of(need, after).index


def test_what_is_not_in_force_is_never_listed():
    for need in ("evidence", "person", "preservation", "closure", "prosecution there"):
        table = COOPERATION.loc[times_of(need).index]
        assert (table["applies_from"] <= CHECKED).all() and (table["need"] == need).all()
    assert "second_protocol" not in times_of("evidence", "2030-01-01").index


def test_times_are_days_and_a_month_has_thirty():
    evidence, person = times_of("evidence"), times_of("person", ARTICLE)
    assert tuple(evidence.loc["convention_evidence", ["low", "high"]]) == (180, 720)
    assert evidence.loc["electronic_evidence_order", "limit"] == 10
    assert tuple(person.loc["european_arrest_warrant", ["limit", "low", "high"]]) == (60, 15, 40)


def test_keeping_data_is_no_time_limit():
    kept = times_of("preservation")
    for name in ("convention_preservation", "electronic_preservation_order"):
        assert kept.loc[name, "kept"] == 60 and np.isnan(kept.loc[name, "limit"])
    for name in ("freezing_order", "investigation_order_provisional"):
        assert kept.loc[name, "limit"] == 1 and np.isnan(kept.loc[name, "kept"])
    for need in ("evidence", "person"):
        assert times_of(need)["kept"].isna().all()


def test_the_law_of_2009_set_no_limit_for_evidence():
    then = law.procedure_times("evidence", ARTICLE)
    assert len(then) == 7 and then["limit"].isna().all()


def test_what_was_recalled_is_not_firm():
    for need in ("evidence", "person", "preservation"):
        times = times_of(need)
        rows = COOPERATION.loc[times.index]
        assert not times.loc[rows["confidence"] == "recalled", ["limit_firm", "observed_firm"]].any().any()
        assert (times["limit_firm"] == (rows["limit_confidence"] == "sourced")).all()


def test_each_limit_says_by_itself_whether_it_was_read():
    rows = COOPERATION
    assert ((rows["limit_confidence"] != "") == rows["limit"].notna()).all()
    assert (rows.loc[rows["confidence"] == "recalled", "limit_confidence"] != "sourced").all()
    assert (rows.loc[rows["confidence"] == "sourced", "limit_confidence"] != "recalled").all()
    then = pd.concat([times_of(need, ARTICLE) for need in ("person", "preservation")])
    assert then.loc[["european_arrest_warrant", "convention_preservation"], "limit_firm"].all(), "both were read"


def test_each_duration_says_by_itself_how_it_is_known():
    rows = COOPERATION
    assert ((rows["observed_confidence"] != "") == rows["observed_low"].notna()).all()
    report = rows[rows["observed_note"].str.contains("Committee report")]
    assert len(report) and set(report["observed_confidence"]) == {"second hand"}
    assert (
        not times_of("evidence", ARTICLE).loc[["convention_evidence", "mutual_assistance_1959"], "observed_firm"].any()
    )
    assert times_of("person", ARTICLE).loc["european_arrest_warrant", "observed_firm"]


@pytest.mark.parametrize(
    ("call", "arguments", "said"),
    [
        (law.procedure_times, ["money", "2009-06-30"], "no need 'money'.*person, evidence"),
        (law.procedure_times, ["person", "30/06/2009"], "expected a date such as '2009-06-30'"),
        (law.procedure_times, ["person", "2009-02-30"], "expected a date"),
        (evidence_race, [2], "24, 12, 6, 3, 1"),
        (procedure_clocks, ["speed"], "need must be one of"),
    ],
)
def test_a_wrong_question_is_answered_in_words(call, arguments, said):
    with pytest.raises(ValueError, match=said):
        call(*arguments)


def test_ahead_needs_a_known_time():
    times = pd.DataFrame({"limit": [np.nan, 10, np.nan, 1], "low": [np.nan, np.nan, 3, 40]})
    assert law.ahead_of(times, 3).tolist() == [False, False, True, True]
    assert law.ahead_of(times, 10).tolist() == [False, True, True, True]


# ---------------------------------------------------------------- warrants and teams


def test_recalled_warrants_add_up_to_the_published_totals():
    warrants = tables.load("arrest_warrants")
    union = warrants[(warrants["area"] == "European Union") & (warrants["year"] <= 2018)]
    card = tables.describe("arrest_warrants").resource["how_checked"]
    for column in ("issued", "executed"):
        assert f"{union[column].sum():,} {column}" in card
    assert union["year"].tolist() == list(range(2005, 2019))


def test_the_card_says_which_counts_of_the_union_were_read():
    warrants = tables.load("arrest_warrants")
    union = warrants[warrants["area"] == "European Union"]
    card = " ".join(tables.describe("arrest_warrants").resource["how_checked"].split())
    read = {c: union.loc[union[f"{c}_confidence"] == "sourced", "year"].tolist() for c in ("issued", "executed")}
    assert read == {"issued": [2009, *range(2015, 2022)], "executed": [2009, 2016, 2017, 2021]}
    assert "Issued 2009 and 2015 to 2021 and executed 2009, 2016, 2017 and 2021 were read" in card


def test_confidence_stands_beside_every_count_and_nowhere_else():
    for name, columns in (("arrest_warrants", ("issued", "executed")), ("joint_teams", ("supported", "new"))):
        table = tables.load(name)
        for column in columns:
            assert ((table[f"{column}_confidence"] != "") == table[column].notna()).all()
            sourced = table[f"{column}_confidence"] == "sourced"
            assert (table.loc[sourced, "sources"] != "").all()


def test_fewer_are_executed_than_issued_and_states_less_than_the_union():
    warrants = tables.load("arrest_warrants").dropna(subset=["executed"])
    assert (warrants["executed"] < warrants["issued"]).all()
    year = warrants[warrants["year"] == 2009].set_index("area")
    states = year.drop(index="European Union")
    for column in ("issued", "executed"):
        assert states[column].sum() < year.loc["European Union", column]


def test_teams_fit_what_the_reports_say_of_them():
    teams = tables.load("joint_teams").set_index("year")
    assert teams.loc[2020, "supported"] - teams.loc[2020, "new"] == 188
    assert round(100 * (teams.loc[2023, "supported"] / teams.loc[2022, "supported"] - 1)) == 9
    both = teams.dropna(subset=["new"])
    assert (both["new"] < both["supported"]).all()


# ---------------------------------------------------------------- the race


def raced(months=12, preserved=30, surrender="both", stages=1, notice="nowhere"):
    return race(months, preserved, surrender, stages, notice, 5)


def test_faster_evidence_never_means_fewer_arrests_down_to_a_month():
    arrests = [raced(m).arrested for m in (24, 12, 6, 3, 1)]
    assert arrests == sorted(arrests)


@pytest.mark.parametrize("notice", NOTICE)
def test_nobody_is_arrested_where_nobody_is_handed_over(notice):
    assert raced(1, 90, "none", notice=notice).arrested == 0


def test_the_warrant_reaches_only_those_who_live_where_it_binds():
    without, with_ = (active_by_base(raced(surrender=s)) for s in ("extradition", "both"))
    assert with_["European Union"] < without["European Union"]
    assert with_["other"] == pytest.approx(without["other"])


def test_the_race_says_where_its_evidence_times_are_from():
    origins = {m: evidence_race(m).controls[0].origin for m in (12, 1)}
    assert origins == {12: "literature", 1: "assumption"}


# ---------------------------------------------------------------- close or inquire


def test_without_closures_only_the_inquiry_counts():
    panel = close_or_inquire()
    panel.set(yearly_now=0, evidence_months=7)
    assert panel.result.months == pytest.approx(7) and "7 months" in panel.sentence


def test_by_hand():
    panel = close_or_inquire()
    # closed four times a year (1/3 a month), 30 % with evidence, 1/12 a month by request
    assert panel.result.months == pytest.approx((1 + 0.7 / 3 * 60.2) / (1 / 12 + 0.3 / 3))
    assert panel.result.threshold == pytest.approx((60.2 / 12) / (1 + 60.2 / 12))


# ---------------------------------------------------------------- pictures


def test_six_instruments_can_be_compared_and_five_of_them_existed_in_2009():
    panel = procedure_clocks("compared")
    assert len(panel.table) == 5
    panel.set(day=panel.controls[1].values()[-1])
    assert len(panel.table) == 6
    assert panel.table["read in"].str.contains("euportal|Framework|Convention|Regulation").any()


def test_every_row_of_the_clocks_has_its_label():
    for need in NEEDS:
        panel = procedure_clocks(need)
        for day in panel.controls[1].values():
            panel.set(day=day)
            moving = panel._picture.drawings[0].moving
            shown = {text.get_text().replace("\n", " ") for text in moving if hasattr(text, "get_text")}
            assert {name.split(" (")[0] for name in panel.result.times["name"]} <= shown
