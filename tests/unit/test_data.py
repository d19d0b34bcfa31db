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
    fields = [(name, field) for name in tables.names() for field in entry(name)["schema"]["fields"]]
    assert [(name, field["name"]) for name, field in fields if len(field["description"]) <= 5] == []
    parts = tomllib.loads((DATA / "settings.toml").read_text(encoding="utf-8"))
    about = parts.pop("about")
    assert list(about) == list(parts), "every part says what it is"
    for name, said in about.items():
        assert set(said) == {*data.TEXTS, "sources"} and said["kind"] in tables.KINDS, name
    assert [name for name in (*tables.names(), *about) if f"`{name}`" not in readme] == []


def test_every_source_key_resolves():
    frames = {name: tables.load(name) for name in tables.names()}
    cited = {name: frame["sources"].tolist() for name, frame in frames.items() if "sources" in frame}
    settings = re.findall('^sources = "(.*)"', (DATA / "settings.toml").read_text(encoding="utf-8"), re.M)
    used = [
        (name, key) for name, rows in (cited | {"settings": settings}).items() for row in rows for key in row.split(";")
    ]
    known = {*frames["sources"]["key"], ""}
    assert [(name, key) for name, key in used if key not in known] == []
    assert len(settings) > 10 and sum(key != "" for _, key in used) > 200


def test_what_has_no_source_is_marked_as_memory_or_assumption():
    for name, column, mark in (
        ("convention_parties", "confidence", "recalled"),
        ("hosting_shares", "confidence", "recalled"),
        ("model_parameters", "provenance", "assumption"),
    ):
        table = tables.load(name)
        assert (table.loc[table["sources"] == "", column] == mark).all(), name
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
    assert parties[["deposit_month", "in_force_date"]].notna().all(axis=None)
    named = {"France", "Romania", "Slovakia", "Slovenia", "Switzerland", "United States"}
    assert set(table.loc[table["named_in_article"], "state"]) == named
    assert table["council_of_europe"].sum() == 46  # every member has signed or joined
    assert (parties["instrument"] == "ratification").equals(parties["signature_date"].notna())
    for what, when in (("signature", "signature_date"), ("deposit", "deposit_month")):
        assert ((table[f"{what}_confidence"] != "") == table[when].notna()).all()


def test_the_card_counts_confidence_as_the_table_does():
    table = tables.load("convention_parties").query("status == 'party'")
    counts = table["confidence"].value_counts()
    surely, partly, recalled = (counts[kind] for kind in ("sourced", "partly sourced", "recalled"))
    words = f"{surely} parties are sourced, {partly} partly sourced, {recalled} recalled"
    assert words in entry("convention_parties")["limits"]
    firm = table[table["confidence"] == "sourced"]  # a row is no surer than its dates
    assert (firm["deposit_confidence"] == "sourced").all()


def test_deposits_stand_in_order_and_after_signature():
    table = tables.load("convention_parties").query("status == 'party'")
    assert table["deposit_month"].is_monotonic_increasing
    both = table.dropna(subset=["deposit_date", "signature_date"])
    assert (both["signature_date"] <= both["deposit_date"]).all()


def test_a_month_never_gains_a_day():
    parties, moves = tables.load("convention_parties"), tables.load("relocations")
    counts = tables.load("convention_counts")
    only_month = parties["deposit_month"].notna() & parties["deposit_date"].isna()
    assert set(parties.loc[only_month, "state"]) == {"Cameroon", "Grenada", "Ecuador"}
    approximate = moves["date_confidence"] == "approximate, from a source"
    assert moves.loc[approximate, "date"].isna().all()
    assert counts["date"].isna().equals(counts["note"].str.contains("Only the month is known"))
    for frame, kind in ((moves, ""), (counts, ""), (parties, "deposit_")):
        known = frame.dropna(subset=[f"{kind}date"])
        assert 0 < len(known) < len(frame)
        assert (known[f"{kind}date"].dt.to_period("M") == known[f"{kind}month"]).all()


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
    assert "Many rows are moves" in entry("relocations")["limits"], "its card counts them in words, too"


def test_shares_are_of_countries_and_fit_in_a_whole():
    shares = tables.load("hosting_shares")
    assert shares[["reports", "share_percent"]].notna().any(axis=1).all()
    assert (shares.groupby("year")["share_percent"].sum() <= 101).all()  # rounded
    assert (shares.loc[shares["year"] == 2025, "confidence"] == "sourced draft").all()
    assert (shares.groupby("iso3")["country"].nunique() == 1).all()


# --- map, glossary, model ------------------------------------------------------------------------


def test_tiles():
    tiles, parties = tables.load("world_tiles"), tables.load("convention_parties").set_index("iso3")
    assert not tiles.duplicated(["row", "column"]).any() and tiles["un_member"].sum() == 193
    theirs = tiles.set_index("iso3").loc[parties.index]
    assert theirs["un_member"].all()
    assert theirs["name"].equals(parties["state"].rename("name")) and (theirs["label"] == parties["iso2"]).all()


def test_the_grid_keeps_its_notice():
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert "Copyright (c) 2017 Ryan Hafen" in readme
    assert "permission notice shall be included in all copies" in " ".join(readme.split())
    assert "MIT" in tables.cite("world_tiles") and "geofacet" in tables.cite("world_tiles")


def test_glossary_meanings_are_short_sentences():
    terms = tables.load("glossary").set_index("french")["meaning"]
    wrong = ~terms.str.endswith(".") | (terms.str.split().str.len() > 40)
    assert terms[wrong].empty


def test_jurisdictions_are_invented_and_share_one_market():
    world = tables.load("jurisdictions")
    assert len(world) == 10 and world["size"].sum() == pytest.approx(1)
    assert tables.kind("jurisdictions") == "fictional" and "fictional" in entry("jurisdictions")["title"]
    text = " ".join([*world["name"], *world["note"]])
    assert not [name for name in tables.load("world_tiles")["name"] if re.search(rf"\b{re.escape(name)}\b", text)]


def test_model_settings_lie_in_their_ranges():
    settings = tables.load("model_parameters").set_index("symbol")
    low, value, high = (settings[column] for column in ("low", "value", "high"))
    assert ((low <= value) & (value <= high) & (low < high)).all()
    assert value[["theta_eu", "theta_party", "theta_other"]].sum() == pytest.approx(1)
    share = settings["unit"] == "share"
    assert low[share].ge(0).all() and high[share].le(1).all()
