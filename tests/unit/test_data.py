"""The facts in data/ keep their promises: sources resolve, days are not invented, ranges hold."""

import re
import tomllib

import pytest
from frictionless import validate

from harness import REPO
from hosting_shift import tables
from tools import data

DATA = REPO / "data"


def entry(name):
    return tables.describe(name).resource


def test_the_package_is_valid():
    report = validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_every_table_is_described_and_listed_in_the_readme():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert {f"{name}.csv" for name in tables.names()} == {path.name for path in DATA.glob("*.csv")}
    for name in tables.names():
        assert f"`{name}`" in readme, name
        for field in entry(name)["schema"]["fields"]:
            assert len(field["description"]) > 5, (name, field["name"])
    parts = tomllib.loads((DATA / "settings.toml").read_text(encoding="utf-8"))
    about = parts.pop("about")
    assert list(about) == list(parts), "every part says what it is"
    for name, said in about.items():
        assert set(said) == {*data.TEXTS, "sources"} and said["kind"] in tables.KINDS, name
        assert f"`{name}`" in readme, name


def test_every_source_key_resolves():
    known = set(tables.load("sources")["key"])
    used = 0
    for name in tables.names():
        frame = tables.load(name)
        if "sources" not in frame:
            continue
        for keys in frame["sources"]:
            for key in filter(None, keys.split(";")):
                assert key in known, f"{name} cites {key!r}, which is not in sources"
                used += 1
    rows = re.findall('^sources = "(.*)"', (DATA / "settings.toml").read_text(encoding="utf-8"), re.M)
    assert len(rows) > 10 and {key for keys in rows for key in keys.split(";") if key} <= known
    assert used > 200


def test_what_has_no_source_is_marked_as_memory_or_assumption():
    parties = tables.load("convention_parties")
    assert (parties.loc[parties["sources"] == "", "confidence"] == "recalled").all()
    shares = tables.load("hosting_shares")
    assert (shares.loc[shares["sources"] == "", "confidence"] == "recalled").all()
    settings = tables.load("model_parameters")
    assert (settings.loc[settings["sources"] == "", "provenance"] == "assumption").all()
    assert (tables.load("relocations")["sources"] != "").all()


def test_no_address_of_a_site_nor_a_registry_stands_in_the_data():
    sources = tables.load("sources")
    hosts = sources["address"].str.extract(r"https?://([^/]+)", expand=False).fillna("")
    assert not hosts.str.contains("railway.app|thepiratebay|besttorrents|uat[.]", regex=True).any()


# --- convention ----------------------------------------------------------------------------------


def test_parties_and_signatories():
    table = tables.load("convention_parties")
    parties = table[table["status"] == "party"]
    assert len(parties) == 79
    assert set(table.loc[table["status"] == "signatory only", "state"]) == {"Ireland", "South Africa"}
    assert parties["deposit_month"].notna().all() and parties["in_force_date"].notna().all()
    assert set(table.loc[table["named_in_article"], "state"]) == {
        *("France", "Romania", "Slovakia", "Slovenia", "Switzerland", "United States")
    }
    assert table["council_of_europe"].sum() == 46  # every member has signed or joined
    signed = parties["signature_date"].notna()
    assert (parties["instrument"] == "ratification").equals(signed)
    for what in ("signature", "deposit"):
        known = table["signature_date" if what == "signature" else "deposit_month"].notna()
        assert ((table[f"{what}_confidence"] != "") == known).all()


def test_the_card_counts_confidence_as_the_table_does():
    table = tables.load("convention_parties").query("status == 'party'")
    counts = table["confidence"].value_counts()
    words = (
        f"{counts['sourced']} parties are sourced, {counts['partly sourced']} partly sourced, "
        f"{counts['recalled']} recalled"
    )
    assert words in entry("convention_parties")["limits"]
    # A row is no surer than its dates.
    firm = table[table["confidence"] == "sourced"]
    assert (firm["deposit_confidence"] == "sourced").all()


def test_deposits_stand_in_order_and_after_signature():
    table = tables.load("convention_parties").query("status == 'party'")
    assert table["deposit_month"].is_monotonic_increasing
    days = table.dropna(subset=["deposit_date"])
    assert (days["deposit_date"].dt.to_period("M") == days["deposit_month"]).all()
    both = days.dropna(subset=["signature_date"])
    assert (both["signature_date"] <= both["deposit_date"]).all()


def test_a_month_never_gains_a_day():
    parties = tables.load("convention_parties").set_index("state")
    only_month = parties["deposit_month"].notna() & parties["deposit_date"].isna()
    assert set(parties.index[only_month]) == {"Cameroon", "Grenada", "Ecuador"}
    moves = tables.load("relocations")
    approximate = moves["date_confidence"] == "approximate, from a source"
    assert moves.loc[approximate, "date"].isna().all()
    counts = tables.load("convention_counts")
    vague = counts["note"].str.contains("Only the month is known")
    assert counts.loc[vague, "date"].isna().all() and counts.loc[~vague, "date"].notna().all()
    for frame in (moves, counts):
        known = frame.dropna(subset=["date"])
        assert 0 < len(known) < len(frame)
        assert (known["date"].dt.to_period("M") == known["month"]).all()


# --- analogues -----------------------------------------------------------------------------------


def test_the_moved_site_is_not_named_in_its_table():
    moves = tables.load("relocations").drop(columns="sources")
    text = " ".join(map(str, moves.to_numpy().ravel())).casefold()
    assert "a court orders" in text
    assert not re.search("pirate|tpb|torrent", text)
    for name in ("relocations", "hosting_shares"):
        assert "analogue" in entry(name)["title"]


def test_relocations_are_in_order_and_half_of_them_moved_only_the_name():
    moves = tables.load("relocations")
    assert moves["order"].tolist() == list(range(1, len(moves) + 1))
    assert moves["month"].is_monotonic_increasing
    assert 2 * (moves["layer"] == "domain").sum() == len(moves)
    assert "Half of the rows" in entry("relocations")["limits"]


def test_shares_are_of_countries_and_fit_in_a_whole():
    shares = tables.load("hosting_shares")
    assert shares[["reports", "share_percent"]].notna().any(axis=1).all()
    assert (shares.groupby("year")["share_percent"].sum() <= 101).all()  # rounded
    assert (shares.loc[shares["year"] == 2025, "confidence"] == "sourced draft").all()
    names = shares.groupby("iso3")["country"].nunique()
    assert (names == 1).all()


# --- map, glossary, model ------------------------------------------------------------------------


def test_tiles():
    tiles, parties = tables.load("world_tiles"), tables.load("convention_parties")
    assert not tiles.duplicated(["row", "column"]).any()
    assert tiles["un_member"].sum() == 193
    known = tiles.set_index("iso3")
    assert set(parties["iso3"]) <= set(known.index)
    for state in parties.itertuples():
        assert known.loc[state.iso3, ["name", "label"]].tolist() == [state.state, state.iso2]
        assert known.loc[state.iso3, "un_member"]


def test_the_grid_keeps_its_notice():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert "Copyright (c) 2017 Ryan Hafen" in readme
    assert "permission notice shall be included in all copies" in " ".join(readme.split())
    assert "MIT" in tables.cite("world_tiles") and "geofacet" in tables.cite("world_tiles")


def test_glossary_meanings_are_short_sentences():
    for term in tables.load("glossary").itertuples():
        assert term.meaning.endswith("."), term.french
        assert len(term.meaning.split()) <= 40, term.french


def test_jurisdictions_are_invented_and_share_one_market():
    world = tables.load("jurisdictions")
    assert len(world) == 10
    assert world["size"].sum() == pytest.approx(1)
    assert tables.kind("jurisdictions") == "fictional"
    assert "fictional" in entry("jurisdictions")["title"]
    real = set(tables.load("world_tiles")["name"])
    text = " ".join([*world["name"], *world["note"]])
    assert not [name for name in real if re.search(rf"\b{re.escape(name)}\b", text)]


def test_model_settings_lie_in_their_ranges():
    settings = tables.load("model_parameters").set_index("symbol")
    assert (settings["low"] <= settings["value"]).all()
    assert (settings["value"] <= settings["high"]).all()
    assert (settings["low"] < settings["high"]).all()
    bases = settings.loc[["theta_eu", "theta_party", "theta_other"], "value"]
    assert bases.sum() == pytest.approx(1)
    shares = settings[settings["unit"] == "share"]
    assert shares["low"].ge(0).all() and shares["high"].le(1).all()
