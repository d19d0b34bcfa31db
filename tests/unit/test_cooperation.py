"""What links two states on a day: every path of the rules, and tables whose keys all resolve."""

from functools import partial

import pandas as pd
import pytest

from hosting_shift import law, tables

THEN, NOW = "2009-06-30", law.puzzle_years()[-1]
INSTRUMENTS = tables.load("cooperation")
REGIMES = tables.load("legal_regimes")
WARRANT, TREATY = "european_arrest_warrant", "extradition_1957"


def ways(asking, asked, when, need=None, **more):
    return law.instruments(asking, asked, when, need, **more)["instrument"].tolist()


def asked_of(asked, when, need="person", charge="procuring", asking="FRA", **more):
    return law.line(asking, asked, when, need, charge, **more)


# --- the tables ----------------------------------------------------------------------------------


def test_every_instrument_has_article_condition_and_note():
    assert INSTRUMENTS["article"].str.strip().ne("").all()
    assert INSTRUMENTS[["condition", "limit_note"]].apply(lambda texts: texts.str.endswith(".")).all(axis=None)


def test_what_is_sourced_was_read_and_what_was_not_read_is_recalled():
    read = tables.load("sources").set_index("key")["what_was_read"]
    every = [tables.load(name) for name in ("cooperation", "legal_regimes", "jurisdiction_grounds")]
    for row in pd.concat([*every, pd.DataFrame(tables.settings("charges")).T]).itertuples():
        keys = list(filter(None, row.sources.split(";")))
        unread = [key for key in keys if read[key].startswith("not read")]
        assert row.confidence == "recalled" or unread != keys, row
        assert row.confidence != "recalled" or set(keys) - set(unread) <= {"L9"}, row


def test_sides_and_replacements_name_something():
    sides = set(REGIMES["regime"]) | {"convention", "second_protocol"}
    for row in INSTRUMENTS.to_dict("records"):
        for side in (row["between"], row["and"]):
            assert side in sides or law.state_code(side) == side, side
        assert set(row["replaced_by"].split(";")) <= {"", "every other", *INSTRUMENTS["instrument"]}, row


def test_numbers_have_units_and_ranges_are_ranges():
    for value, unit in (("limit", "limit_unit"), ("observed_low", "observed_unit")):
        given = INSTRUMENTS[INSTRUMENTS[value].notna()]
        assert (given[unit] != "").all(), value
    low, high = INSTRUMENTS["observed_low"], INSTRUMENTS["observed_high"]
    assert (low.isna() == high.isna()).all() and (low.dropna() <= high.dropna()).all()
    assert INSTRUMENTS.loc[INSTRUMENTS["need"] == "person", "nationals"].ne("").all()


def test_members_enter_before_they_leave_and_stand_on_the_map():
    both = REGIMES.dropna(subset=["since", "until"])
    assert len(both) and (both["since"] < both["until"]).all()
    days = REGIMES.dropna(subset=["since"])
    assert (days["since"].dt.year == days["since_year"]).all()
    names = tables.load("world_tiles").set_index("iso3")["name"]
    assert (REGIMES["state"] == names[REGIMES["iso3"]].to_numpy()).all()


def test_memberships_agree_with_the_table_of_the_convention():
    now = tables.load("convention_parties").query("european_union_2025")["iso3"]
    assert set(law.regime_states("eu", NOW)) == set(now)
    assert len(now) == 27
    assert "HRV" not in law.regime_states("eu", 2012)
    [until] = REGIMES.query("regime == 'eu' and iso3 == 'GBR'")["until"]
    last, after = (law.regime_states("eu", until + pd.Timedelta(days=days)) for days in (0, 1))
    assert set(last) - set(after) == {"GBR"}


# --- what links two states -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asking", "asked", "when", "need", "links"),
    [
        ("France", "Slovakia", THEN, "person", [WARRANT]),
        ("France", "Slovenia", THEN, "person", [WARRANT]),
        ("France", "Romania", THEN, "person", [WARRANT]),
        ("FRA", "CHE", THEN, "person", [TREATY]),  # outside the Union there is extradition
        ("FRA", "USA", THEN, "person", ["extradition_france_usa"]),
        ("FRA", "NOR", 2019, "person", [TREATY]),  # an instrument follows another
        ("FRA", "NOR", 2020, "person", ["surrender_nordic"]),
        ("FRA", "HRV", 2012, "person", [TREATY]),
        ("FRA", "HRV", 2014, "person", [WARRANT]),
        ("FRA", "GBR", 2020, "person", [WARRANT]),
        ("FRA", "GBR", 2021, "person", ["surrender_uk"]),
        ("FRA", "GBR", "2020-12-31", "person", [WARRANT]),  # its last day
        ("FRA", "GBR", "2021-01-01", "person", ["surrender_uk"]),
        ("CHE", "JPN", THEN, "person", ["reciprocity_person"]),  # only where nothing else is
        ("FRA", "CHE", THEN, "preservation", ["provisional_measures_switzerland"]),
        ("FRA", "JPN", THEN, "preservation", []),
        ("FRA", "USA", NOW, "closure", ["platform_order"]),  # works one way
        ("USA", "FRA", NOW, "closure", []),
        ("FRA", "SVK", "2024-02-16", "closure", ["notice_directive"]),
        ("FRA", "SVK", "2024-02-17", "closure", ["platform_order"]),
    ],
)
def test_all_that_links_two_states(asking, asked, when, need, links):
    assert ways(asking, asked, when, need) == links


@pytest.mark.parametrize(
    ("asking", "asked", "when", "need", "there", "not_there"),
    [
        ("FRA", "USA", 2011, "person", "extradition_eu_usa", None),
        ("FRA", "DNK", NOW, "evidence", "mutual_assistance_eu", "investigation_order"),
        ("FRA", "IRL", NOW, "evidence", "mutual_assistance_eu", "investigation_order"),
        ("CHE", "JPN", THEN, "evidence", "reciprocity_evidence", None),
        ("CHE", "JPN", 2013, "evidence", "convention_evidence", "reciprocity_evidence"),
    ],
)
def test_one_of_several_links(asking, asked, when, need, there, not_there):
    links = ways(asking, asked, when, need)
    assert there in links and not_there not in links


def test_the_warrant_replaces_extradition_and_says_so():
    rows = law.instruments("FRA", "SVK", THEN, "person", all_rows=True).set_index("instrument")["status"]
    status = [rows[name] for name in (WARRANT, TREATY, "reciprocity_person")]
    assert status == ["applies", "replaced: European arrest warrant", "not needed"]


def test_a_link_starts_with_the_later_of_two_days():
    [warrant] = law.instruments("FRA", "ROU", THEN, "person").itertuples()
    assert warrant.since == pd.Timestamp("2007-01-01")
    row = law.instruments("FRA", "CHE", 2013, "preservation").iloc[0]
    assert row["instrument"] == "convention_preservation"
    assert row["since"] == law.linked_since("FRA", "CHE").since


def test_evidence_inside_the_union_then_and_now():
    first = [ways("FRA", "SVK", when, "evidence")[0] for when in (THEN, 2018, NOW)]
    assert first == ["mutual_assistance_eu", "investigation_order", "electronic_evidence_order"]


def test_the_second_protocol_links_nobody_on_the_last_evidence():
    assert "second_protocol" in set(INSTRUMENTS["instrument"])
    pairs = [("FRA", "SRB"), ("SRB", "JPN"), ("JPN", "HUN")]
    assert not any("second_protocol" in ways(*pair, NOW, all_rows=True) for pair in pairs)


def test_most_links_work_in_both_directions():
    one_way = set(INSTRUMENTS.loc[INSTRUMENTS["one_way"], "instrument"])
    for pair in [("FRA", "CHE"), ("SVK", "USA"), ("DNK", "NOR")]:
        there, back = (set(ways(*order, NOW)) - one_way for order in (pair, pair[::-1]))
        assert there == back


# --- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "status", "obstacle"),
    [
        (partial(asked_of, "CHE", THEN), "broken", "Switzerland keeps its own nationals"),
        # without the bar the charge decides
        (partial(asked_of, "CHE", THEN, national=False), "on condition", ""),
        (partial(asked_of, "CHE", THEN, charge="trafficking", national=False), "open", ""),
        # procuring is checked under the warrant, trafficking is not
        (partial(asked_of, "DEU", NOW), "on condition", "double criminality"),
        (partial(asked_of, "DEU", NOW, charge="trafficking"), "open", ""),
        (partial(asked_of, "SVK", NOW), "open", ""),
        # a national may be refused where no law is tabled
        (partial(asked_of, "GBR", NOW, charge="trafficking"), "on condition", "may refuse its own national"),
        (partial(asked_of, "JPN", THEN, "preservation"), "broken", "no instrument in the tables"),
        # Swiss law of its own keeps data for another state, on a condition
        (partial(asked_of, "CHE", THEN, "preservation"), "on condition", "double criminality"),
        # who reserved article 29(4) of the Convention asks for double criminality; who did not does not
        (partial(asked_of, "CHE", 2020, "preservation"), "on condition", "double criminality"),
        # an order of the Union also reaches a provider outside, on a condition of its own
        (partial(asked_of, "CHE", NOW, "preservation"), "on condition", "offer services in the Union"),
        (partial(asked_of, "CHE", NOW, "preservation", charge="trafficking"), "open", ""),
        (partial(asked_of, "SVK", THEN, "preservation"), "open", ""),
        (partial(asked_of, "USA", NOW, "preservation"), "open", ""),
        (partial(asked_of, "SVK", NOW, "evidence"), "open", ""),
        (partial(asked_of, "SVK", NOW, "closure"), "on condition", "one named service"),
        (partial(asked_of, "USA", NOW, "closure"), "on condition", "offer services in the Union"),
        (partial(asked_of, "JPN", THEN, "evidence", asking="CHE"), "on condition", "no answer is owed"),
        # a change of law is dated
        (partial(asked_of, "BEL", 2020), "open", ""),
        (partial(asked_of, "BEL", 2023), "on condition", ""),
        # a state without a model is not guessed
        (partial(asked_of, "LIE", 2020, "evidence"), "on condition", "the law of Liechtenstein is not in the tables"),
    ],
)
def test_the_state_of_a_line_and_what_stands_in_its_way(ask, status, obstacle):
    line = ask()
    assert line.status == status and obstacle in (*line.obstacles, "")[0]


def test_a_single_obstacle_stands_alone():
    for line in (asked_of("JPN", THEN, "preservation"), asked_of("USA", NOW, "closure")):
        assert len(line.obstacles) == 1


def test_a_line_inside_one_state_needs_nothing():
    line = asked_of("France", THEN)
    assert (line.status, line.best, line.mends) == ("inside", None, ())


@pytest.mark.parametrize(
    "state, need, way",
    [("CHE", "person", "prosecution where the person is"), ("JPN", "preservation", "1 November 2012")],
)
def test_a_broken_line_names_what_mends_it_or_links_the_two_later(state, need, way):
    assert any(way in mend for mend in asked_of(state, THEN, need).mends)


def test_a_change_of_law_is_dated_and_a_state_without_a_model_is_not_guessed():
    assert law.procuring_law("BEL", "2022-05-31") == "even without exploitation"
    assert law.procuring_law("BEL", "2022-06-01") == "some acts without exploitation"
    assert law.procuring_law("LIE", NOW) == ""


def test_who_keeps_nationals():
    kept = [state for state in ("CHE", "FRA", "DEU", "SVK") if law.keeps_nationals(state, THEN)]
    assert kept == ["CHE", "FRA", "DEU", "SVK"], "Slovakia outside the warrant's states only"


# --- days, years, errors -------------------------------------------------------------------------


def test_a_year_stands_for_a_day():
    assert law.day_in(2009) == law.moment("article")
    assert law.day_in(NOW) == law.moment("reading")
    assert ways("FRA", "SVK", 2009) == ways("FRA", "SVK", "2009-06-30")


@pytest.mark.parametrize(
    ("call", "arguments", "words"),
    [
        *((law.day_in, [year], "2009 to") for year in (2008, 2100, 2009.5, True, "2009", None)),
        *((ways, ["FRA", "CHE", day], "cooperation answer") for day in ("2008-12-31", "2030-01-01", 2008)),
        *((ways, ["FRA", "CHE", day], "expected a date such as|answer for") for day in ("30/06/2009", None, "soon")),
        (ways, ["FRA", "CHE", pd.NaT], "expected a date such as|answer for"),
        (ways, ["FRA", "Slovakai", THEN], "There is no state 'Slovakai'.*Slovakia"),
        (asked_of, ["Slovakai", THEN], "There is no state 'Slovakai'.*Slovakia"),
        (ways, ["FRA", "Canada", THEN], "cooperation of Canada is not in the table"),
        (asked_of, ["Canada", THEN], "cooperation of Canada is not in the table"),
        (ways, ["FRA", "France", THEN], "inside one state"),
        (
            ways,
            ["FRA", "CHE", THEN, "persons"],
            "There is no need 'persons'. Did you mean 'person'. The needs are: person",
        ),
        (asked_of, ["CHE", THEN, "person", "murder"], "There is no charge 'murder'"),
        (law.regime_states, ["schengen", THEN], "There is no regime 'schengen'"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words_and_never_guessed(call, arguments, words):
    with pytest.raises(ValueError, match=words):
        call(*arguments)


# --- models --------------------------------------------------------------------------------------


def test_models_mark_what_is_contested_and_say_why():
    models = tables.load("procuring_models")
    contested = models[models["contested"]]
    assert len(models) == 42 and 0 < len(contested) < len(models)
    assert (contested["note"] != "").all()
    sourced = models[models["third_parties_confidence"] == "sourced"]
    # Romania recalled; of Switzerland the article was read, not how its courts read it
    assert set(models.loc[models["named_in_article"], "iso3"]) - set(sourced["iso3"]) == {"ROU", "CHE"}
