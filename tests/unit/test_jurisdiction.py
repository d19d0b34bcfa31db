"""Who may claim a case, and the case as a chain: every path; every article has its source and date."""

import re

import pytest

from hosting_shift import law, tables

THEN, NOW = "2009-06-30", law.puzzle_years()[-1]
GROUNDS = tables.load("jurisdiction_grounds")


def at(**places):
    return law.Placement(**places)


def test_every_piece_has_a_ground_in_france_and_elsewhere():
    for piece in law.pieces():
        for state in ("FRA", "any"):
            assert len(GROUNDS[(GROUNDS["piece"] == piece) & (GROUNDS["state"] == state)]), piece


def test_grounds_have_articles_and_sources_or_say_that_they_are_recalled():
    for row in GROUNDS.itertuples():
        assert row.article and row.why.endswith("."), row.ground
        assert row.sources or row.confidence == "recalled", row.ground
        if row.strength == "firm":  # strength is one thing, what was read another: recalled is territory only
            assert row.confidence == "sourced" or (row.state, row.name) == ("any", "territory"), row.ground
    others = GROUNDS[GROUNDS["state"] == "any"]
    assert set(others["confidence"]) == {"recalled"}


def test_presets_are_placements_with_known_charges_and_needs():
    presets = tables.settings("placements")
    assert [row["origin"] for row in presets.values()].count("reported") == 1
    assert {row["charge"] for row in presets.values()} <= set(tables.settings("charges"))
    assert {need for _, need, _ in law.requests()} <= set(law.needs())
    for name in presets:
        placement, row = law.preset(name)
        assert row["investigates"] in {getattr(placement, piece) for piece in law.pieces()}


def test_the_reported_case_can_be_claimed_by_three_states():
    placement, _ = law.preset("article 2009")
    claims = law.may_judge(placement, THEN).groupby("state")["strength"].agg(set).to_dict()
    assert claims == {"CHE": {"firm"}, "SVK": {"arguable"}, "FRA": {"firm", "arguable"}}
    assert (placement.publisher, placement.payments) == ("", "")


def test_a_server_abroad_leaves_the_french_claim():
    for server in ("FRA", "SVK", "USA", "JPN", ""):
        claims = law.may_judge(at(person="FRA", server=server), THEN)
        assert "firm" in set(claims.loc[claims["state"] == "FRA", "strength"]), server


def test_a_french_rule_came_later_and_one_was_there():
    assert law.may_judge(at(buyer="FRA"), THEN)["name"].tolist() == ["site directed at the French public"]
    assert [len(law.may_judge(at(person="FRA"), f"2016-06-0{day}")) for day in (4, 5)] == [1, 2]


@pytest.mark.parametrize(
    ("state", "charge", "limit"),
    [
        ("CHE", "procuring", "Switzerland punishes only exploitation or coercion"),
        ("CHE", "trafficking", ""),
        ("SVK", "procuring", ""),
        ("LIE", "procuring", "the law of Liechtenstein is not in the tables"),
    ],
)
def test_a_claim_is_limited_by_what_the_state_punishes(state, charge, limit):
    assert law.may_judge(at(operator=state), THEN, charge)["limit"].tolist() == [limit]


def test_claims_stand_in_the_order_of_the_pieces_the_strongest_first():
    placement, _ = law.preset("one state")
    claims = law.may_judge(placement, NOW)
    order = [list(law.pieces()).index(piece) for piece in claims["piece"]]
    assert order == sorted(order) and set(claims["state"]) == {"FRA"}


def test_no_piece_no_claim_and_no_line():
    assert law.may_judge(at(), THEN).empty and law.chain(at(), "FRA", THEN) == []


def test_a_chain_has_a_line_for_every_need_of_a_placed_piece():
    placement, _ = law.preset("one state")
    lines = law.chain(placement, "FRA", NOW)
    assert len(lines) == len(law.requests())
    assert {line.status for *_, line in lines} == {"inside"}
    server = law.chain(at(server="SVK"), "FRA", THEN)
    assert [line.need for *_, line in server] == ["preservation", "evidence", "closure"]


@pytest.mark.parametrize(
    ("home", "charge", "national", "hangs_on"),
    [
        ("SVK", "procuring", True, ["must refuse.*own soil"]),  # act 403/2004, § 14(1)(h); a citizen is no exception
        ("ALT", "procuring", True, ["definition|punishes", "own soil"]),
        ("ALT", "trafficking", True, ["own soil"]),
        ("CHE", "trafficking", False, ["own soil"]),  # article 7 of the Convention on Extradition
        ("CHE", "trafficking", True, ["nationals", "own soil"]),
    ],
)
def test_whoever_lives_in_the_state_asked_may_have_acted_on_its_soil(home, charge, national, hangs_on):
    [(_, _, line), *_] = law.chain(at(operator=home), "FRA", THEN, charge, national)
    assert line.need == "person" and line.status == (
        "broken" if re.search("nationals|must", " ".join(hangs_on)) else "on condition"
    )
    assert len(line.obstacles) == len(hangs_on)
    assert all(re.search(words, said) for words, said in zip(hangs_on, line.obstacles, strict=True))


@pytest.mark.parametrize(
    ("when", "status"), [(THEN, "broken"), ("2009-10-31", "broken"), ("2009-11-01", "on condition")]
)
def test_slovakia_had_to_refuse_only_under_the_text_that_was_read(when, status):
    [(_, _, line), *_] = law.chain(at(operator="SVK"), "FRA", when, "trafficking")
    assert line.status == status and len(line.obstacles) == 1 and "own soil" in line.obstacles[0]


def test_places_may_be_named_in_words():
    assert at(server="Slovakia") == at(server="SVK")


@pytest.mark.parametrize(
    ("call", "arguments", "said"),
    [
        (law.Placement, ["Atlantis"], "There is no state"),
        (law.Placement, ["Canada"], "not in the table"),
        (law.preset, ["nothing"], "There is no preset 'nothing'. The presets are: article 2009"),
        (law.may_judge, [at(server="SVK"), THEN, "theft"], "There is no charge"),
        (law.may_judge, [at(server="SVK"), 1999], "answer for whole years"),
        (law.chain, [at(server="SVK"), "Utopia", THEN], "There is no state"),
    ],
)
def test_mistakes_are_named(call, arguments, said):
    with pytest.raises(ValueError, match=said):
        call(*arguments)
