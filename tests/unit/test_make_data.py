"""`make data`: every bad cell is named by file, row, column, with what was expected and what to do."""

import csv
import io
import json
import re
import shutil

import pandas as pd
import pytest

from harness import REPO, damages
from hosting_shift import tables
from tools import data

FOLDER = REPO / "data"


def test_the_committed_descriptor_is_what_the_generator_makes():
    """Nobody edits datapackage.json: cards are edited, and make data writes it."""
    package, wrong = data.descriptor(FOLDER)
    assert not wrong
    assert (FOLDER / "datapackage.json").read_text(encoding="utf-8") == data.as_json(package)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_bytes(text.replace(old, new, 1).encode())


# --- cells: file, start of a line, what is put for what there, column and what is said to be expected ---

DECIMAL = "a number with a decimal point, such as 0.5"
ONCE = "a value that occurs once"
CELLS = [
    ("convention_parties", "Albania,", "2002-06-20", "20/06/2002", "deposit_date", "a date such as 2009-07-01"),
    ("convention_parties", "Croatia,", "2002-10-17", "2002-02-30", "deposit_date", "a date such as"),
    ("convention_parties", "France,", "2006-01,", "2006-13,", "deposit_month", "a month such as 2009-07"),
    ("convention_parties", "Hungary,", "Europe", "Atlantis", "region", "one of: Africa, Americas"),
    ("convention_counts", "parties,2005-09", ",11,", ",eleven,", "published", "a whole number"),
    ("hosting_shares", "2019,NLD", ",71,", ",171,", "share_percent", f"{DECIMAL}, at least 0 and at most 100"),
    ("hosting_shares", "2015,NLD", "12703", "1_2703", "reports", "a whole number, at least 0"),
    ("hosting_shares", "1996,GBR", ",18,", ',"1,8",', "share_percent", "a number with a decimal point"),
    ("world_tiles", "FRA,", "true", "yes", "un_member", "true or false"),
    ("sources", "ARTICLE2009,", ",2009,", ",-2009,", "year", r"text of the form (since )?\d{4}"),
    ("jurisdictions", "EU-1,", "EU-1", "UTOPIA", "code", "text of the form (EU|PAR|OTH)-[1-9]"),
    ("jurisdictions", "EU-2,", "0.03", "", "size", "a number"),
    ("jurisdictions", "EU-3,", "Union state 3", "Union state 2", "name", f"{ONCE} (it is in row 3 too)"),
    ("arrest_warrants", "European Union,2006", "2006", "2005", "area, year", f"{ONCE} (it is in row 2 too)"),
    ("legal_regimes", "", ",FRA,", ",QQQ,", "iso3", "a value of the column iso3 in world_tiles.csv"),
]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory):
    """A copy of data/ with every bad cell of CELLS: (what make data finds, {file and start: row})."""
    folder = tmp_path_factory.mktemp("spoilt") / "data"
    shutil.copytree(FOLDER, folder)
    rows = {}
    for name, start, old, new, *_ in CELLS:
        path = folder / f"{name}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        at = next(i for i, line in enumerate(lines) if line.startswith(start) and old in line)
        lines[at] = lines[at].replace(old, new, 1)
        path.write_bytes("".join(lines).encode())
        rows[name, start] = at + 1
    package, wrong = data.descriptor(folder)
    assert not wrong
    return data.findings(folder, package), rows


@pytest.mark.parametrize(("name", "start", "old", "new", "column", "expected"), CELLS)
def test_a_bad_cell_is_named(spoilt, name, start, old, new, column, expected):
    found, rows = spoilt
    again = {"name": "European Union state 2", "area, year": "European Union, 2005"}  # beside what was put there
    cell = again.get(column, new.strip(',"'))
    said = f"'{cell}' again" if column in again else f"'{cell}'" if cell else "an empty cell"
    place = f"data/{name}.csv, row {rows[name, start]}, column {column}: found {said}, expected {expected}"
    (words,) = [words for words in found if words.startswith(place)]
    restore = f"To restore the file: git checkout -- data/{name}.csv, or download it from the course again."
    assert words.endswith(restore) and "Mend it, then run make data again." in words


def test_nothing_else_is_found(spoilt):
    """One finding a bad cell: a check of ours and one of frictionless are not both told."""
    assert len(spoilt[0]) == len(CELLS), "\n".join(spoilt[0])


def test_many_findings_are_counted(facts):
    path = facts / "world_tiles.csv"
    path.write_bytes(path.read_bytes().replace(b"true", b"yes"))
    package, _ = data.descriptor(facts)
    package["resources"] = [r for r in package["resources"] if r["name"] in ("world_tiles", "glossary")]
    *shown, rest = data.findings(facts, package)
    assert len(shown) == data.SHOWN and rest == f"data/world_tiles.csv: and {193 - data.SHOWN} more."


# --- files that are no such table, and cards -----------------------------------------------------

FILES = {
    "cut in a row": "row 13: found 4 cells, expected 20; the file may be cut off",
    "cut in quotes": r"row \d+: .+cut off",
    "another encoding": r"line \d+ is not UTF-8 text \(byte 0x.+UTF-8",
    "a column renamed": "row 1: column 13 is called 'month', expected 'deposit_month'",
    "a column missing": "row 1: found 19 column names, expected 20",
    "semicolons": "row 1: the columns are separated by semicolons, expected commas",
    "empty": "row 1: the file is empty, expected the column names state, iso3",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_such_table_is_named(facts, name, capsys):
    path, package = facts / "convention_parties.csv", facts / "datapackage.json"
    path.write_bytes(damages.TABLE[name](path.read_bytes()))
    before = package.read_bytes()
    assert data.main([], facts) == 1
    out = capsys.readouterr().out
    assert re.search(f"problem  data/convention_parties.csv(, |: ){FILES[name]}", out), out
    assert "git checkout -- data/convention_parties.csv" in out and "Nothing was written." in out
    assert package.read_bytes() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("glossary", 'kind = "', 'kind = "my', "the kind is 'my"),
        ("glossary", "limits = ", "limit = ", "the card says 'limit', which means nothing here. Did you mean 'limits'"),
        ("glossary", "description = ", "descriptions = ", "'descriptions'"),
        ("glossary", "citation = ", "# citation = ", "the card lacks citation"),
        ("glossary", "required = true", "minLength = 3", "the column french says 'minLength'"),
        ("glossary", "[fields]", "[fields", "this is not TOML"),
        ("world_tiles", 'type = "integer"', 'type = "whole"', "the type is 'whole', expected one of: string"),
        ("world_tiles", '"GEOFACET"', '"GEOFACETS"', "no source 'GEOFACETS' in sources.csv. Did you mean 'GEOFACET'"),
    ],
)
def test_a_mistake_in_a_card_is_named(facts, file, old, new, said):
    edit(facts / "cards" / f"{file}.toml", old, new)
    _, (words,) = data.descriptor(facts)
    assert words.startswith(f"data/cards/{file}.toml: ") and said in words, words


def test_files_without_their_other_half_are_named(facts):
    (facts / "stray.csv").write_text("a\n1\n")
    (facts / "glossary.csv").unlink()
    (facts / "settings.toml").write_text("[about")
    _, (glossary, stray, settings) = data.descriptor(facts)
    assert "data/glossary.csv: the file cannot be read" in glossary
    assert "data/stray.csv: this table has no card" in stray
    assert "data/settings.toml: this is not TOML" in settings


# --- the command ---------------------------------------------------------------------------------


def test_an_intended_edit_is_taken_over_and_only_that(facts, capsys):
    """Check fails and changes nothing; make data renews the one checksum, and takes a spreadsheet's marks off."""

    def now():
        return {file.name: file.read_bytes() for file in facts.iterdir() if file.is_file()}

    path = facts / "convention_parties.csv"
    edit(path, "2006-01-10", "2006-01-11")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = now()
    assert data.main(["--check"], facts) == 1
    assert "Run make data" in capsys.readouterr().out and now() == before
    assert data.main([], facts) == 0
    assert set(re.findall("written  data/(.+)", capsys.readouterr().out)) == {path.name, "datapackage.json"}
    france = tables.load("convention_parties").set_index("iso3").loc["FRA"]
    assert france["deposit_date"] == pd.Timestamp("2006-01-11")
    old, new = (json.loads(files["datapackage.json"])["resources"] for files in (before, now()))
    different = [
        (new_["name"], key) for old_, new_ in zip(old, new, strict=True) for key in new_ if old_[key] != new_[key]
    ]
    assert different == [("convention_parties", "hash")]


def through_a_spreadsheet(raw):
    """Return a table as LibreOffice 7.4 saves it, opened and not changed: it takes 00 for a number and true for TRUE."""
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    for row in rows[1:]:
        row[:] = [{"true": "TRUE", "false": "FALSE"}.get(cell) or re.sub(r"^0+(?=\d+$)", "", cell) for cell in row]
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def test_every_table_may_go_through_a_spreadsheet(facts, capsys):
    tables_ = sorted(facts.glob("*.csv"))
    before = {path: path.read_bytes() for path in tables_}
    for path in tables_:
        path.write_bytes(through_a_spreadsheet(path.read_bytes()))
    assert data.main(["--check"], facts) == 1 and "Run make data" in capsys.readouterr().out
    assert data.main([], facts) == 0, capsys.readouterr().out
    assert {path: path.read_bytes() for path in tables_} == before


def test_a_clone_with_other_line_ends_is_no_change(facts):
    for file in facts.iterdir():
        if file.is_file():
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert data.main(["--check"], facts) == 0
