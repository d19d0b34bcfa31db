"""What links two states on a day: every path of the rules, and tables whose keys all resolve."""

import pandas as pd
import pytest

from hosting_shift import law, tables

THEN, NOW = "2009-06-30", law.puzzle_years()[-1]
INSTRUMENTS = tables.load("cooperation")
REGIMES = tables.load("legal_regimes")


def ways(asking, asked, when, need=None, **more):
    return law.instruments(asking, asked, when, need, **more)["instrument"].tolist()


# --- the tables ----------------------------------------------------------------------------------


def test_every_instrument_has_article_source_and_date():
    known = set(tables.load("sources")["key"])
    for row in INSTRUMENTS.itertuples():
        assert row.article.strip() and row.condition.endswith("."), row.instrument
        assert set(row.sources.split(";")) <= known, row.instrument
        assert row.limit_note.endswith("."), row.instrument


def test_what_is_sourced_was_read_and_what_was_not_read_is_recalled():
    read = tables.load("sources").set_index("key")["what_was_read"]
    charges = pd.DataFrame(tables.settings("charges")).T
    every = {name: tables.load(name) for name in ("cooperation", "legal_regimes", "jurisdiction_grounds")}
    for name, rows in (every | {"charges": charges}).items():
        for row in rows.itertuples():
            keys = list(filter(None, row.sources.split(";")))
            unread = [read[key].startswith("not read") for key in keys]
            if all(unread):
                assert row.confidence == "recalled", (name, row)
            if row.confidence == "recalled":
                assert not [k for k, u in zip(keys, unread, strict=True) if not u and k != "L9"], row


def test_sides_and_replacements_name_something():
    sides = set(REGIMES["regime"]) | {"convention", "second_protocol"}
    for row in INSTRUMENTS.to_dict("records"):
        for side in (row["between"], row["and"]):
            assert side in sides or law.state_code(side) == side, side
        for other in filter(None, row["replaced_by"].split(";")):
            assert other == "every other" or other in set(INSTRUMENTS["instrument"]), other


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
    assert "GBR" in law.regime_states("eu", 2019) and "HRV" not in law.regime_states("eu", 2012)


# --- persons -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["Slovakia", "Slovenia", "Romania"])
def test_the_warrant_links_members_of_the_union(state):
    assert ways("France", state, THEN, "person") == ["european_arrest_warrant"]


def test_the_warrant_replaces_extradition_and_says_so():
    rows = law.instruments("FRA", "SVK", THEN, "person", all_rows=True).set_index("instrument")
    assert rows.loc["european_arrest_warrant", "status"] == "applies"
    assert rows.loc["extradition_1957", "status"] == "replaced: European arrest warrant"
    assert rows.loc["reciprocity_person", "status"] == "not needed"


def test_the_warrant_starts_with_the_later_of_two_days():
    rows = law.instruments("FRA", "ROU", THEN, "person").set_index("instrument")
    assert rows.loc["european_arrest_warrant", "since"] == pd.Timestamp("2007-01-01")


def test_outside_the_union_there_is_extradition():
    assert ways("FRA", "CHE", THEN, "person") == ["extradition_1957"]
    assert ways("FRA", "USA", THEN, "person") == ["extradition_france_usa"]
    assert "extradition_eu_usa" in ways("FRA", "USA", 2011, "person")


@pytest.mark.parametrize(
    ("state", "before", "after", "then", "now"),
    [
        ("NOR", 2019, 2020, "extradition_1957", "surrender_nordic"),
        ("GBR", 2020, 2021, "european_arrest_warrant", "surrender_uk"),
        ("HRV", 2012, 2014, "extradition_1957", "european_arrest_warrant"),
    ],
)
def test_an_instrument_follows_another(state, before, after, then, now):
    assert ways("FRA", state, before, "person") == [then]
    assert ways("FRA", state, after, "person") == [now]


def test_the_last_day_of_the_warrant_with_the_united_kingdom():
    assert ways("FRA", "GBR", "2020-12-31", "person") == ["european_arrest_warrant"]
    assert ways("FRA", "GBR", "2021-01-01", "person") == ["surrender_uk"]


# --- evidence, data, pages -----------------------------------------------------------------------


def test_evidence_inside_the_union_then_and_now():
    assert ways("FRA", "SVK", THEN, "evidence")[0] == "mutual_assistance_eu"
    assert ways("FRA", "SVK", 2018, "evidence")[0] == "investigation_order"
    assert ways("FRA", "SVK", NOW, "evidence")[0] == "electronic_evidence_order"


@pytest.mark.parametrize("state", ["DNK", "IRL"])
def test_two_members_stay_outside_the_order(state):
    assert "investigation_order" not in ways("FRA", state, NOW, "evidence")
    assert "mutual_assistance_eu" in ways("FRA", state, NOW, "evidence")


def test_the_convention_links_from_the_later_date():
    row = law.instruments("FRA", "CHE", 2013, "preservation").iloc[0]
    assert row["instrument"] == "convention_preservation"
    assert row["since"] == law.linked_since("FRA", "CHE").since
    assert ways("FRA", "CHE", THEN, "preservation") == []


def test_an_order_to_a_provider_works_one_way():
    assert ways("FRA", "USA", NOW, "closure") == ["platform_order"]
    assert ways("USA", "FRA", NOW, "closure") == []
    assert ways("FRA", "SVK", "2024-02-16", "closure") == ["notice_directive"]
    assert ways("FRA", "SVK", "2024-02-17", "closure") == ["platform_order"]


def test_the_second_protocol_links_nobody_on_the_last_evidence():
    assert "second_protocol" in set(INSTRUMENTS["instrument"])
    pairs = [("FRA", "SRB"), ("SRB", "JPN"), ("JPN", "HUN")]
    assert not any("second_protocol" in ways(*pair, NOW, all_rows=True) for pair in pairs)


def test_reciprocity_only_where_nothing_else():
    assert ways("CHE", "JPN", THEN, "person") == ["reciprocity_person"]
    assert "reciprocity_evidence" in ways("CHE", "JPN", THEN, "evidence")
    assert "reciprocity_evidence" not in ways("CHE", "JPN", 2013, "evidence")


def test_most_links_work_in_both_directions():
    one_way = set(INSTRUMENTS.loc[INSTRUMENTS["one_way"], "instrument"])
    for pair in [("FRA", "CHE"), ("SVK", "USA"), ("DNK", "NOR")]:
        there, back = (set(ways(*order, NOW)) - one_way for order in (pair, pair[::-1]))
        assert there == back


# --- lines ---------------------------------------------------------------------------------------


def test_a_line_inside_one_state_needs_nothing():
    line = law.line("FRA", "France", THEN, "person")
    assert (line.status, line.best, line.mends) == ("inside", None, ())


def test_nationality_breaks_the_line_and_a_trial_there_mends_it():
    line = law.line("FRA", "CHE", THEN, "person")
    assert line.status == "broken" and line.obstacles[0] == "Switzerland keeps its own nationals"
    assert any("prosecution where the person is" in way for way in line.mends)


def test_without_the_bar_the_charge_decides():
    assert law.line("FRA", "CHE", THEN, "person", "procuring", national=False).status == "on condition"
    assert law.line("FRA", "CHE", THEN, "person", "trafficking", national=False).status == "open"


def test_procuring_is_checked_under_the_warrant_and_trafficking_is_not():
    plain = law.line("FRA", "DEU", NOW, "person")
    assert plain.status == "on condition" and "double criminality" in plain.obstacles[0]
    assert law.line("FRA", "DEU", NOW, "person", "trafficking").status == "open"
    assert law.line("FRA", "SVK", NOW, "person").status == "open"


def test_a_national_may_be_refused_where_no_law_is_tabled():
    line = law.line("FRA", "GBR", NOW, "person")
    assert line.status == "on condition" and "may refuse its own national" in line.obstacles[0]


def test_a_broken_line_names_what_will_link_the_two_later():
    line = law.line("FRA", "CHE", THEN, "preservation")
    assert line.status == "broken" and line.obstacles == ("no instrument in the tables",)
    assert any("1 January 2012" in way for way in line.mends)


def test_an_order_hangs_on_its_reach():
    assert "open (C-188/24)" in law.line("FRA", "SVK", NOW, "closure").obstacles[0]
    [outside] = law.line("FRA", "USA", NOW, "closure").obstacles
    assert "offer services in the Union" in outside


def test_reciprocity_is_a_condition():
    line = law.line("CHE", "JPN", THEN, "evidence")
    assert line.status == "on condition" and "no answer is owed" in line.obstacles[0]


def test_a_change_of_law_is_dated():
    assert law.procuring_law("BEL", "2022-05-31") == "always"
    assert law.procuring_law("BEL", "2022-06-01") == "only exploitation or coercion"
    assert law.line("FRA", "BEL", 2020, "person").status == "open"
    assert law.line("FRA", "BEL", 2023, "person").status == "on condition"


def test_a_state_without_a_model_is_not_guessed():
    assert law.procuring_law("LIE", NOW) == ""
    line = law.line("FRA", "LIE", NOW, "evidence")
    assert "the law of Liechtenstein is not in the tables" in line.obstacles[0]


@pytest.mark.parametrize("state", ["CHE", "FRA", "DEU"])
def test_who_keeps_nationals(state):
    assert law.keeps_nationals(state, THEN)


def test_nobody_else_is_said_to_keep_nationals():
    assert not law.keeps_nationals("SVK", THEN)
    # Inside the Union the warrant applies, so the bar does not break the line to Germany.
    assert law.line("FRA", "DEU", NOW, "person").status != "broken"


# --- days, years, errors -------------------------------------------------------------------------


def test_a_year_stands_for_a_day():
    assert law.day_in(2009) == law.moment("article")
    assert law.day_in(NOW) == INSTRUMENTS["as_of"].max()
    assert ways("FRA", "SVK", 2009) == ways("FRA", "SVK", "2009-06-30")


@pytest.mark.parametrize("year", [2008, 2100, 2009.5, True, "2009", None])
def test_a_year_outside_the_tables_is_refused(year):
    with pytest.raises(ValueError, match="2009 to"):
        law.day_in(year)


@pytest.mark.parametrize("when", ["2008-12-31", "2030-01-01", 2008])
def test_a_day_outside_the_tables_is_refused(when):
    with pytest.raises(ValueError, match="the tables of cooperation answer"):
        law.instruments("FRA", "CHE", when)


@pytest.mark.parametrize("when", ["30/06/2009", None, "soon", pd.NaT])
def test_a_bad_day_is_explained(when):
    with pytest.raises(ValueError, match=r"expected a date such as|answer for"):
        law.instruments("FRA", "CHE", when)


@pytest.mark.parametrize("call", [law.instruments, lambda a, b, c: law.line(a, b, c, "person")])
def test_an_unknown_state_is_an_error_and_never_a_guess(call):
    with pytest.raises(ValueError, match=r"There is no state 'Slovakai'.*Slovakia"):
        call("FRA", "Slovakai", THEN)
    with pytest.raises(ValueError, match="cooperation of Canada is not in the table"):
        call("FRA", "Canada", THEN)


def test_other_mistakes_are_named():
    with pytest.raises(ValueError, match="inside one state"):
        law.instruments("FRA", "France", THEN)
    with pytest.raises(ValueError, match=r"There is no need 'persons'. Did you mean 'person'. The needs are: person"):
        law.instruments("FRA", "CHE", THEN, "persons")
    with pytest.raises(ValueError, match="There is no charge 'murder'"):
        law.line("FRA", "CHE", THEN, "person", "murder")
    with pytest.raises(ValueError, match="There is no regime 'schengen'"):
        law.regime_states("schengen", THEN)
    with pytest.raises(ValueError, match="There is no instrument 'fax'"):
        law.model_and_instrument(["FRA", "SVK"], NOW, "evidence", "fax")
    with pytest.raises(ValueError, match="no model of Liechtenstein"):
        law.model_and_instrument(["FRA", "LIE"], NOW)


# --- pairs ---------------------------------------------------------------------------------------


def test_pairs_by_counting_them_again():
    union = law.regime_states("eu", NOW)
    models = tables.load("procuring_models").set_index("iso3")["model"]
    order = law.regime_states("investigation_order", NOW)
    both, every = law.model_and_instrument(union, NOW, "evidence", "investigation_order")
    again = [(a, b) for a in order for b in order if a < b and models[a] == models[b]]
    assert (both, every) == (len(again), 27 * 26 // 2)
    assert law.model_and_instrument(["FRA"], NOW) == (0, 0)
    assert law.model_and_instrument(["FRA", "FRA", "SWE"], NOW) == (1, 1)


def test_a_pair_without_a_link_does_not_count():
    assert law.model_and_instrument(["CHE", "DEU"], NOW, "person") == (1, 1)  # by extradition
    assert law.model_and_instrument(["CHE", "DEU"], NOW, "person", "european_arrest_warrant") == (0, 1)


def test_models_mark_what_is_contested_and_say_why():
    models = tables.load("procuring_models")
    contested = models[models["contested"]]
    assert len(models) == 42 and 0 < len(contested) < len(models)
    assert (contested["note"] != "").all()
    sourced = models[models["third_parties_confidence"] == "sourced"]
    assert set(models.loc[models["named_in_article"], "iso3"]) - set(sourced["iso3"]) == {"ROU"}
