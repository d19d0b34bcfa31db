"""Lesson 08: times of instruments, warrants and teams, and what its explorers promise."""

import io

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from oracles.outcomes import active_by_base
from PIL import Image

from hosting_shift import law, tables
from hosting_shift.charts import lesson_08
from hosting_shift.explorers import close_or_inquire, evidence_race, procedure_clocks
from hosting_shift.explorers.lesson_08.evidence_race import NOTICE, race
from hosting_shift.explorers.lesson_08.procedure_clocks import NEEDS

ARTICLE = law.moment("article")
*_, SEVEN = NOTICE


# ---------------------------------------------------------------- times of instruments


def test_only_what_applied_on_the_day_is_listed():
    before = law.procedure_times("person", "2003-12-31")
    after = law.procedure_times("person", "2004-01-01")
    assert "european_arrest_warrant" not in set(before["instrument"])
    assert "european_arrest_warrant" in set(after["instrument"])
    for need in ("evidence", "person", "preservation", "closure", "prosecution there"):
        times = law.procedure_times(need, "2026-11-23")
        table = tables.load("cooperation").set_index("instrument").loc[times["instrument"]]
        assert (table["applies_from"] <= "2026-11-23").all() and (table["need"] == need).all()
    ended = law.procedure_times("closure", "2024-02-17")
    assert "notice_directive" not in set(ended["instrument"]), "its last day was the 16th"
    assert "notice_directive" in set(law.procedure_times("closure", "2024-02-16")["instrument"])


def test_what_is_not_in_force_is_never_listed():
    assert "second_protocol" not in set(law.procedure_times("evidence", "2030-01-01")["instrument"])


def test_times_are_days_and_a_month_has_thirty():
    evidence = law.procedure_times("evidence", "2026-11-23").set_index("instrument")
    assert tuple(evidence.loc["convention_evidence", ["low", "high"]]) == (180, 720)
    assert evidence.loc["electronic_evidence_order", "limit"] == 10
    person = law.procedure_times("person", ARTICLE).set_index("instrument")
    assert tuple(person.loc["european_arrest_warrant", ["limit", "low", "high"]]) == (60, 15, 40)


def test_keeping_data_is_no_time_limit():
    kept = law.procedure_times("preservation", "2026-11-23").set_index("instrument")
    for name in ("convention_preservation", "electronic_preservation_order"):
        assert kept.loc[name, "kept"] == 60 and np.isnan(kept.loc[name, "limit"])
    for name in ("freezing_order", "investigation_order_provisional"):
        assert kept.loc[name, "limit"] == 1 and np.isnan(kept.loc[name, "kept"])
    for need in ("evidence", "person"):
        assert law.procedure_times(need, "2026-11-23")["kept"].isna().all()


def test_the_law_of_2009_set_no_limit_for_evidence():
    then = law.procedure_times("evidence", ARTICLE)
    assert len(then) == 7 and then["limit"].isna().all()


def test_what_was_recalled_is_not_firm():
    confidence = tables.load("cooperation").set_index("instrument")["confidence"]
    for need in ("evidence", "person", "preservation"):
        times = law.procedure_times(need, "2026-11-23").set_index("instrument")
        recalled = confidence[times.index] == "recalled"
        assert not times.loc[recalled, ["limit_firm", "observed_firm"]].any().any()
        assert not times.loc[confidence[times.index] != "sourced", "limit_firm"].any()


@pytest.mark.parametrize(
    ("need", "day", "said"),
    [
        ("money", "2009-06-30", "no need 'money'.*person, evidence"),
        ("person", "30/06/2009", "expected a date such as '2009-06-30'"),
        ("person", "2009-02-30", "expected a date"),
    ],
)
def test_a_wrong_question_is_answered_in_words(need, day, said):
    with pytest.raises(ValueError, match=said):
        law.procedure_times(need, day)


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


def test_the_race_starts_from_the_preset_of_the_table():
    panel = evidence_race()
    assert (panel.result.outcome.arrested, panel.result.outcome.uptime) == pytest.approx((0.493, 0.671), abs=0.001)


def test_faster_evidence_never_means_fewer_arrests_down_to_a_month():
    arrests = [race(m, 30, "both", 1, "nowhere", 5).arrested for m in (24, 12, 6, 3, 1)]
    assert arrests == sorted(arrests)


@pytest.mark.parametrize("notice", NOTICE)
def test_nobody_is_arrested_where_nobody_is_handed_over(notice):
    assert race(1, 90, "none", 1, notice, 5).arrested == 0


def test_the_warrant_reaches_only_those_who_live_where_it_binds():
    without, with_ = (active_by_base(race(12, 30, s, 1, "nowhere", 5)) for s in ("extradition", "both"))
    assert with_["European Union"] < without["European Union"]
    assert with_["other"] == pytest.approx(without["other"])


def test_steps_hurt_slow_procedures_most():
    lost = [
        1 - race(m, 30, "both", 4, "nowhere", 5).arrested / race(m, 30, "both", 1, "nowhere", 5).arrested
        for m in (24, 12, 3, 1)
    ]
    assert lost == sorted(lost, reverse=True) and lost[0] > 0.35 and lost[-1] < 0.02


def test_closing_without_evidence_lowers_arrests_and_raises_time_online():
    calm, hasty = (race(12, 0, "both", 1, where, 5) for where in ("nowhere", SEVEN))
    assert hasty.arrested < calm.arrested / 2 and hasty.uptime > calm.uptime
    saved = race(12, 90, "both", 1, SEVEN, 5)
    assert saved.arrested > 2 * hasty.arrested and saved.uptime < calm.uptime


def test_the_race_says_which_evidence_times_it_knows():
    with pytest.raises(ValueError, match="24, 12, 6, 3, 1"):
        evidence_race(2)
    origins = {m: evidence_race(m).controls[0].origin for m in (12, 1)}
    assert origins == {12: "literature", 1: "assumption"}


# ---------------------------------------------------------------- close or inquire


def test_the_curve_turns_at_the_threshold():
    panel = close_or_inquire()
    cut = panel.result.threshold
    for share, falls in ((np.floor(100 * cut), False), (np.ceil(100 * cut), True)):
        panel.set(preserved=int(share))
        steps = np.diff(panel.result.chosen)
        assert (steps < 0).all() if falls else (steps > 0).all()
        assert ("sooner" if falls else "later") + "." in panel.sentence[-10:]


def test_without_closures_only_the_inquiry_counts():
    panel = close_or_inquire()
    panel.set(yearly_now=0, evidence_months=7)
    assert panel.result.months == pytest.approx(7) and "7 months" in panel.sentence


def test_by_hand():
    panel = close_or_inquire()
    # closed twice a year (1/6 a month), 30 % with evidence, 1/12 a month by request
    assert panel.result.months == pytest.approx((1 + 0.7 / 6 * 60.2) / (1 / 12 + 0.3 / 6))
    assert panel.result.threshold == pytest.approx((60.2 / 12) / (1 + 60.2 / 12))


# ---------------------------------------------------------------- pictures


def test_the_clocks_refuse_an_unknown_need():
    with pytest.raises(ValueError, match="need must be one of"):
        procedure_clocks("speed")


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
            shown = {
                text.get_text().replace("\n", " ")
                for text in panel._picture.drawings[0].moving
                if hasattr(text, "get_text")
            }
            for name in panel.result.times["name"]:
                assert name.split(" (")[0] in shown


def test_recalled_counts_are_hollow():
    table = pd.DataFrame({"n": [3.0, 4.0, np.nan], "n_confidence": ["sourced", "recalled", ""]}, index=[1, 2, 3])
    axes = Figure().subplots()
    axes.plot(table.index, table["n"])
    lesson_08.mark_counts(axes, table, ["n"])
    full, hollow = axes.lines[1:]
    assert full.get_xdata().tolist() == [1] and hollow.get_xdata().tolist() == [2]
    assert matplotlib.colors.to_hex(hollow.get_markerfacecolor()) == "#ffffff"
    assert full.get_markerfacecolor() == axes.lines[0].get_color()


def test_pictures_stay_inside_their_frame():
    """No word is cut at an edge: the outermost pixels of every picture are paper."""
    for make in (procedure_clocks, evidence_race, close_or_inquire):
        pixels = np.asarray(Image.open(io.BytesIO(make().png)).convert("L"))
        for edge in (pixels[:, :2], pixels[:, -2:]):
            assert edge.min() > 200, make.__name__
