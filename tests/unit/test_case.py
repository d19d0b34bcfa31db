"""The case of 2009 in tables: wordings, conflicts, sums, definitions, instruments."""

import re
from itertools import combinations, product

import pandas as pd
import pytest

from hosting_shift import explorers, law, reported, tables

ARTICLE = law.moment("article")
CASE = tables.load("case_figures")
FRENCH = tables.load("france_procuring")


# ---------------------------------------------------------------- case_figures


def test_rows_stand_in_order_and_ranges_the_right_way_round_at_their_place():
    assert CASE["order"].tolist() == list(range(1, len(CASE) + 1))
    assert (CASE["low"] <= CASE["high"]).all()
    assert not CASE.duplicated(["figure", "sources"]).any()
    for column in ("unit", "case", "what"):
        assert (CASE.groupby("figure")[column].nunique() == 1).all(), column
    place = {"ARTICLE2009": "box on cases", "S3": "other article", "S4": "agency report"}
    assert CASE["place"].tolist() == [place[source] for source in CASE["sources"]]


def test_the_conflict_groups_are_the_figures_that_differ():
    for figure, same in CASE.groupby("figure"):
        differs = len(set(zip(same["low"], same["high"], strict=True))) > 1
        assert set(same["conflict_group"]) == {figure if differs else ""}, figure


def test_the_table_of_texts_holds_every_figure_with_its_conflict():
    compared = reported.compare_texts()
    assert len(compared) == CASE["figure"].nunique()
    by_texts = compared.groupby("texts")["what"].agg(list)
    assert by_texts["conflict"] == ["Monthly fee for one listing", "Persons arrested, all countries"]
    assert by_texts["agree"] == ["Women shown in all Europe", "What the traffic was said to bring in"]
    assert list(compared["texts"].unique()) == ["conflict", "agree", "one text"]
    texts = compared[["box on cases", "other article", "agency report"]].to_numpy().tolist()
    assert texts[0][:2] == ["200–900", "300–900"] and texts[1] == ["9", "7 (our sum)", "–"]
    assert compared["wording"].iloc[1] == "arrested"


def test_the_sum_of_the_other_article_is_derived_from_its_parts():
    total = CASE[(CASE["figure"] == "arrested") & (CASE["sources"] == "S3")].iloc[0]
    parts = [reported.reported(name, "S3")[0] for name in ("arrested_slovakia", "arrested_france")]
    assert total["low"] == sum(parts) and total["confidence"] == "derived"


def test_only_bobigny_says_convicted_and_arrests_stay_arrests():
    convicted = CASE[CASE["wording"] == "convicted"]
    assert set(convicted["case"]) == {"Bobigny"} and "8 March 2007" in convicted["what"].iloc[0]
    arrested = CASE["figure"].str.startswith("arrested")
    assert (CASE.loc[arrested, "wording"] == "arrested").all()
    turnover = CASE[CASE["figure"] == "turnover"].iloc[0]
    assert "attributed to the police" in turnover["wording"]


@pytest.mark.parametrize("name", ["case_figures", "case_places", "case_requests", "france_procuring"])
def test_nobody_and_no_site_is_named_and_words_are_chosen(name):
    text = " ".join(map(str, tables.load(name).to_numpy().ravel()))
    assert not re.search(r"\b(prostitutes|girls|mafia|escort girls?|pimps?)\b", text, re.I)
    assert not re.search(r"https?:|www[.]|[.]com\b|vivastreet", text, re.I)
    assert not re.search(r"\b35\b", text), "no age of the suspected organiser"


# ---------------------------------------------------------------- French figures


def test_eleven_series_and_none_for_the_year_of_the_case():
    assert FRENCH["series"].nunique() == 11
    assert ARTICLE.year not in set(FRENCH["year"])
    changed = [name for name in FRENCH["series"].unique() if reported.why_not_one_curve(name, name)]
    assert set(changed) == {"procuring suspects", "networks dismantled"}
    card = tables.describe("france_procuring").resource
    assert "no value stands for 2009" in card["limits"]
    assert (FRENCH["confidence"] == "sourced").sum() == 25 and "24 of 25" in card["how_checked"]
    assert ((FRENCH["qualifier"] == "derived") == (FRENCH["confidence"] == "derived")).all()


def test_the_derived_value_follows_from_its_note():
    victims = FRENCH[FRENCH["series"] == "trafficking victims"].set_index("year")
    assert victims.loc[2022, "value"] == round(victims.loc[2023, "value"] / 1.06)
    assert victims.loc[2021, "value"] / victims.loc[2016, "value"] - 1 == pytest.approx(0.259, abs=0.001)


def test_reasons_against_one_curve():
    assert reported.why_not_one_curve("procuring victims", "procuring victims") == []
    assert reported.why_not_one_curve("networks dismantled", "networks dismantled")
    assert reported.why_not_one_curve("procuring victims", "trafficking victims") == ["the offence"]
    reasons = reported.why_not_one_curve("procuring convictions", "trafficking victims")
    assert reasons == ["what is counted", "the offence", "who counted"]
    for pair in combinations(FRENCH["series"].unique(), 2):
        assert reported.why_not_one_curve(*pair), pair


def test_the_picture_of_definitions_shows_every_value_of_a_picked_series():
    panel = explorers.french_figures()
    for name in FRENCH["series"].unique():
        panel.set(one=name, other=name)
        assert len(panel.table) == (FRENCH["series"] == name).sum()
        alone = reported.why_not_one_curve(name, name)
        assert ("makes no curve" in panel.sentence) == bool(alone)


def test_the_sentence_under_the_picture_of_definitions_stays_short():
    """Definitions stand in the table: a long sentence pushed the enlarged picture out of the window."""
    panel = explorers.french_figures()
    for one, other in product(FRENCH["series"].unique(), repeat=2):
        panel.set(one=one, other=other)
        assert len(panel.sentence.split()) <= 45, panel.sentence


# ---------------------------------------------------------------- places and instruments


def test_places_are_reported_or_empty():
    places = tables.load("case_places").set_index("role")
    assert places.loc["publisher", ["iso3", "state", "wording"]].tolist() == ["", "", "not stated"]
    named = tables.load("convention_parties").query("named_in_article").set_index("iso3")["state"]
    for row in places[places["iso3"] != ""].itertuples():
        assert named[row.iso3] == row.state and row.wording == "reported"


def test_requests_concern_places_of_the_case_and_needs_of_cooperation():
    requests = tables.load("case_requests")
    assert set(requests["iso3"]) == set(tables.load("case_places")["iso3"]) - {"", "FRA"}
    assert set(requests["need"]) <= set(tables.load("cooperation")["need"])


def states(request, day):
    return law.reach(request, day).set_index("instrument")["state"].to_dict()


@pytest.mark.parametrize(
    ("request_", "day", "instrument", "state"),
    [
        ("person-switzerland", ARTICLE, "european_arrest_warrant", "no link"),
        ("person-switzerland", ARTICLE, "extradition_1957", "in force"),
        ("person-switzerland", law.moment("reading"), "european_arrest_warrant", "no link"),
        ("person-switzerland", law.moment("reading"), "extradition_1957", "in force"),
        ("person-slovakia", ARTICLE, "european_arrest_warrant", "in force"),
        # what replaces is in force and what is replaced stays listed
        ("evidence-slovakia", "2017-10-14", "mutual_assistance_eu", "in force"),
        ("evidence-slovakia", "2017-10-15", "mutual_assistance_eu", "replaced"),
        ("evidence-slovakia", "2017-10-15", "investigation_order", "in force"),
        # an order for evidence also replaces an instrument listed under another need
        ("keep-slovakia", "2017-10-15", "freezing_order", "replaced"),
        # treaties of two states are listed only for them
        ("evidence-usa", ARTICLE, "mutual_assistance_france_usa", "in force"),
        ("evidence-switzerland", ARTICLE, "mutual_assistance_france_usa", None),
        ("evidence-usa", ARTICLE, "mutual_assistance_france_switzerland", None),
    ],
)
def test_the_instruments_of_a_request_on_a_day(request_, day, instrument, state):
    assert states(request_, day).get(instrument) == state


def test_the_convention_row_agrees_with_the_treaty_rule():
    for request, iso3 in (("keep-slovakia", "SVK"), ("keep-switzerland", "CHE"), ("keep-usa", "USA")):
        since = law.linked_since("FRA", iso3).since
        row = law.reach(request, ARTICLE).set_index("instrument").loc["convention_preservation"]
        assert row["since"] == since
        assert row["state"] == ("in force" if since <= ARTICLE else "not yet")
    since = law.linked_since("FRA", "CHE").since
    for day, state in ((since, "in force"), (since - pd.Timedelta(days=1), "not yet")):
        assert states("keep-switzerland", day)["convention_preservation"] == state


def test_an_instrument_that_did_not_exist_yet_is_not_called_missing():
    cooperation = tables.load("cooperation").set_index("instrument")["applies_from"]
    for request in tables.load("case_requests")["request"]:
        found = states(request, ARTICLE)
        assert not [name for name in found if name.startswith("reciprocity")], request
        assert all(cooperation[name] <= ARTICLE for name in found if found[name] == "no link"), request


def test_a_link_is_no_surer_than_its_weakest_date():
    row = law.reach("person-switzerland", ARTICLE).iloc[0]
    assert (row["confidence"], row["precision"]) == ("sourced", "day")
    regimes = tables.load("legal_regimes")
    french = regimes[(regimes["regime"] == "extradition_1957") & (regimes["iso3"] == "FRA")].iloc[0]
    assert row["since"] == max(french["since"], pd.Timestamp("1967-03-20"))
    firm = law.reach("keep-usa", ARTICLE).iloc[0]
    assert (firm["confidence"], firm["precision"]) == ("sourced", "day")


def test_the_list_begins_with_what_is_in_force():
    order = ["in force", "replaced", "not yet", "no link"]
    for request in tables.load("case_requests")["request"]:
        for day in ("2012-01-01", ARTICLE, law.moment("reading")):
            ranks = [order.index(state) for state in law.reach(request, day)["state"]]
            assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("call", "arguments", "said"),
    [
        (law.reach, ["haven", ARTICLE], "no request 'haven'. There are: keep-slovakia"),
        (law.reach, ["keep-usa", "June 2009"], "expected a date"),
        (law.reach, ["keep-usa", "2003-01-01"], "the tables of cooperation answer for days from"),
        (reported.reported, ["profit"], r"no 'profit' in 'ARTICLE2009'; it has .*turnover"),
        (reported.reported, ["webmaster", "S3"], "no 'webmaster' in 'S3'"),
        (reported.why_not_one_curve, ["procuring victim", "trafficking victims"], "Did you mean 'procuring victims'"),
        (reported.why_not_one_curve, ["trafficking victims", "xyz"], "no series 'xyz'"),
    ],
)
def test_what_is_not_there_is_named(call, arguments, said):
    with pytest.raises(ValueError, match=said):
        call(*arguments)


def test_the_explorer_tells_the_convention_from_a_law_of_the_state_asked():
    panel = explorers.who_was_where()
    panel.set(request="keep-switzerland")
    assert "provisional measures" in panel.sentence and panel.result.linked
    names = panel.result.instruments.set_index("instrument")["state"]
    assert names["convention_preservation"] == "not yet"
    panel.set(day=law.moment("reading").date().isoformat())
    assert panel.result.instruments.set_index("instrument")["state"]["convention_preservation"] == "in force"
    assert len(panel.table) == len(panel.result.instruments)


def test_every_list_of_instruments_fits_the_picture():
    panel = explorers.who_was_where()
    for name, when in product(*(control.values() for control in panel.controls)):
        panel.set(request=name, day=when)
        assert 1 <= len(panel.result.instruments) <= 8
