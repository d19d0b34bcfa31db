"""Tables load typed and checked; a damaged one is refused with a message that names the place."""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from frictionless import validate

from harness import REPO
from hosting_shift import errors, tables


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of data/ that `tables` reads instead of the real one."""
    folder = tmp_path / "data"
    shutil.copytree(REPO / "data", folder)
    monkeypatch.setattr(tables, "_folder", folder)
    return folder


def edit(path, old, new, times=1):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= times, f"{old!r} is not in {path.name}"
    path.write_bytes(text.replace(old, new, times).encode())


def row_of(path, start):
    """The row of the line that begins with `start`, as a spreadsheet numbers it."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.startswith(start))


def refusal(name):
    with pytest.raises(tables.TableError) as caught:
        tables.load(name)
    return str(caught.value)


def test_every_table_loads_with_the_fields_and_rows_of_its_entry():
    package = json.loads((REPO / "data/datapackage.json").read_text(encoding="utf-8"))
    assert tables.names() == [entry["name"] for entry in package["resources"]]
    for entry in package["resources"]:
        frame = tables.load(entry["name"])
        assert list(frame) == [field["name"] for field in entry["schema"]["fields"]]
        assert len(frame) == entry["rows"] > 0
        assert tables.kind(entry["name"]) == entry["kind"]


def test_columns_have_the_promised_types():
    parties, shares = tables.load("convention_parties"), tables.load("hosting_shares")
    assert str(parties["deposit_date"].dtype) == "datetime64[ns]"
    assert str(parties["deposit_month"].dtype) == "period[M]"
    assert parties["council_of_europe"].dtype == bool
    assert str(shares["year"].dtype) == "int64"
    assert str(shares["reports"].dtype) == "Int64"
    assert str(shares["share_percent"].dtype) == "float64"
    for name in tables.names():
        for column in tables.load(name).select_dtypes(include=["object", "string"]):
            values = tables.load(name)[column]
            assert values.map(type).eq(str).all(), f"{name}.{column} holds something but text"


def test_no_cell_changes_on_the_way_in():
    for name in tables.names():
        frame = tables.load(name)
        with open(REPO / "data" / f"{name}.csv", encoding="utf-8", newline="") as file:
            stored = list(csv.DictReader(file))
        for column in frame:
            values = frame[column]
            if str(values.dtype).startswith("datetime64"):
                values = values.dt.strftime("%Y-%m-%d")
            texts = ["" if pd.isna(value) else str(value) for value in values]
            for text, row in zip(texts, stored, strict=True):
                cell = row[column]
                same = text == cell or text.lower() == cell or float(text) == float(cell)
                assert same, f"{name}.{column}: {cell!r} became {text!r}"


def test_a_copy_is_the_callers_own():
    first = tables.load("glossary")
    first.loc[0, "french"] = "changed"
    del first["english"]
    assert "english" in tables.load("glossary")
    assert tables.load("glossary").loc[0, "french"] != "changed"


def test_a_second_load_is_cheap():
    tables.load("convention_parties")
    best = min(_seconds(lambda: tables.load("convention_parties")) for _ in range(50))
    assert best < 0.002, f"{best * 1000:.2f} ms"


def _seconds(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@pytest.mark.parametrize("ask", [tables.load, tables.cite, tables.kind, tables.describe])
def test_an_unknown_name_gets_the_nearest_one(ask):
    with pytest.raises(tables.TableError) as caught:
        ask("convention_partys")
    assert "Did you mean 'convention_parties'?" in str(caught.value)
    assert all(name in str(caught.value) for name in tables.names())


def test_citations_are_one_short_line_with_the_kind():
    for name in tables.names():
        line = tables.cite(name)
        assert line.endswith(f" · {tables.kind(name)}")
        assert "\n" not in line and len(line) <= 110, (name, len(line))


def test_a_card_says_everything_as_text_and_as_html():
    for name in tables.names():
        card = tables.describe(name)
        text, page = str(card), card._repr_html_()
        entry = card.resource
        assert repr(card) == text
        for part in ("title", "description", "kind", "how_checked", "limits"):
            assert entry[part] in text
        for field in entry["schema"]["fields"]:
            assert field["name"] in text and f"<code>{field['name']}</code>" in page
            assert field["description"] in text
        assert str(entry["rows"]) in page
        for address in re.findall('href="([^"]*)"', page):
            assert address.startswith(("http://", "https://"))


def test_a_card_escapes_html_and_links_only_to_the_web(copy):
    path = copy / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    entry = package["resources"][0]
    entry["title"] = entry["description"] = "<script>alert(1)</script> & more"
    entry["schema"]["fields"][0]["description"] = "<b>bold</b>"
    entry["sources"] = [
        {"title": "<i>bad</i>", "path": "javascript:alert(1)"},
        {"title": "good", "path": 'https://example.org/?a="b"'},
    ]
    path.write_text(json.dumps(package), encoding="utf-8")
    page = tables.describe(entry["name"])._repr_html_()
    assert "<script" not in page and "<b>" not in page and "<i>" not in page
    assert "javascript:" not in page
    assert 'href="https://example.org/?a=&quot;b&quot;"' in page


# --- damage: each function spoils convention_parties.csv and returns what the message must hold ---


def cut_in_a_row(path):
    raw = path.read_bytes()
    place = raw.index(b"\nFrance,") + 20
    path.write_bytes(raw[:place])
    return [f"row {row_of(path, 'France,')}", "cut off"]


def cut_in_quotes(path):
    raw = path.read_bytes()
    place = raw.index(b',"') + 10
    row = raw[:place].count(b"\n") + 1
    path.write_bytes(raw[:place])
    return [f"row {row}", "cut off"]


def cut_between_rows(path):
    raw = path.read_bytes()
    place = raw.index(b"\nFrance,") + 1
    path.write_bytes(raw[:place])
    rows = raw[:place].count(b"\n") - 1
    return [f"found {rows} rows", f"after row {rows + 1}"]


def row_removed(path):
    row = row_of(path, "France,")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[: row - 1] + lines[row:]))
    return [f"row {row} is the first that differs"]


def latin_1(path):
    text = path.read_text(encoding="utf-8")
    line = text[: text.index("ô")].count("\n") + 1
    path.write_bytes(text.encode("latin-1", errors="replace"))
    earlier = [n for n, part in enumerate(text.splitlines(), 1) if not part.isascii()]
    return [f"line {min(earlier[0], line)} ", "UTF-8"]


def wrong_header(path):
    edit(path, "deposit_month", "month_of_deposit")
    return ["row 1", "'month_of_deposit'", "expected 'deposit_month'"]


def column_missing(path):
    header, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_bytes(f"{header.removesuffix(',note')}\n{rest}".encode())
    return ["row 1", "found 19 column names, expected 20"]


def semicolons(path):
    path.write_bytes(path.read_bytes().replace(b",", b";"))
    return ["row 1", "semicolons", "commas"]


def empty_file(path):
    path.write_bytes(b"")
    return ["row 1", "the file is empty"]


def bad_date(path):
    edit(path, "2006-01-10", "10/01/2006")
    return [f"row {row_of(path, 'France,')}", "column deposit_date", "'10/01/2006'", "2009-07-01"]


def date_of_no_calendar(path):
    edit(path, "2006-01-10", "2006-02-30")
    return [f"row {row_of(path, 'France,')}", "column deposit_date", "'2006-02-30'"]


def bad_month(path):
    edit(path, "2006-01,", "2006-13,")
    return [f"row {row_of(path, 'France,')}", "column deposit_month", "'2006-13'"]


def bad_boolean(path):
    edit(path, "France,FRA,FR,Europe,true", "France,FRA,FR,Europe,yes")
    return [f"row {row_of(path, 'France,')}", "column council_of_europe", "true or false"]


def not_in_the_list(path):
    edit(path, "France,FRA,FR,Europe", "France,FRA,FR,Atlantis")
    return [f"row {row_of(path, 'France,')}", "column region", "'Atlantis'", "Africa, Americas"]


def bad_pattern(path):
    edit(path, "France,FRA,FR", "France,Fra,FR")
    return [f"row {row_of(path, 'France,')}", "column iso3", "'Fra'", "[A-Z]{3}"]


def required_cell_empty(path):
    edit(path, "France,FRA,FR", "France,,FR")
    return [f"row {row_of(path, 'France,')}", "column iso3", "empty cell"]


def duplicated_key(path):
    edit(path, "France,FRA,FR", "France,ALB,FR")
    return [f"row {row_of(path, 'France,')}", "column iso3", "'ALB' again", "row 2 too"]


def changed_but_valid(path):
    edit(path, "2006-01-10", "2006-01-11")
    return [f"row {row_of(path, 'France,')}", "(France)", "checksum", "--refresh"]


def rows_swapped(path):
    lines = path.read_bytes().splitlines(keepends=True)
    lines[3], lines[4] = lines[4], lines[3]
    path.write_bytes(b"".join(lines))
    return ["row 4", "checksum", "--refresh"]


def other_quoting(path):
    edit(path, "\nFrance,", '\n"France",')
    return ["quotation marks", "--refresh"]


DAMAGE = [
    cut_in_a_row,
    cut_in_quotes,
    cut_between_rows,
    row_removed,
    latin_1,
    wrong_header,
    column_missing,
    semicolons,
    empty_file,
    bad_date,
    date_of_no_calendar,
    bad_month,
    bad_boolean,
    not_in_the_list,
    bad_pattern,
    required_cell_empty,
    duplicated_key,
    changed_but_valid,
    rows_swapped,
    other_quoting,
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_refused_by_name_of_the_place(copy, damage):
    file = copy / "convention_parties.csv"
    expected = damage(file)
    message = refusal("convention_parties")
    for part in ["data/convention_parties.csv", "git checkout -- data/convention_parties.csv"]:
        assert part in message
    for part in expected:
        assert part in message, f"{part!r} is not in: {message}"
    assert not validate(str(copy / "datapackage.json")).valid, "frictionless accepts the damage"


def test_numbers_out_of_range_and_with_a_comma(copy):
    file = copy / "hosting_shares.csv"
    row = row_of(file, "2019,NLD")
    edit(file, "2019,NLD,Netherlands,93962,71,", "2019,NLD,Netherlands,93962,171,")
    message = refusal("hosting_shares")
    assert f"row {row}, column share_percent: found '171'" in message and "at most 100" in message
    assert not validate(str(copy / "datapackage.json")).valid
    edit(file, "93962,171,", '93962,"7,1",')
    assert "a number with a decimal point" in refusal("hosting_shares")
    edit(file, '93962,"7,1",', "9_3962,71,")
    assert f"row {row}, column reports: found '9_3962'" in refusal("hosting_shares")


def test_a_missing_file_is_named(copy):
    (copy / "glossary.csv").unlink()
    message = refusal("glossary")
    assert "data/glossary.csv is missing" in message and "git checkout" in message
    assert not validate(str(copy / "datapackage.json")).valid


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda raw: b"", "not JSON"),
        (lambda raw: raw[:5000], "not JSON"),
        (lambda raw: b"[]", "does not describe tables"),
        (lambda raw: raw.replace(b'"kind": "real"', b'"kind": "true"'), "expected one of: real"),
        (lambda raw: raw.replace(b'"limits"', b'"limit"'), "lacks limits"),
    ],
)
def test_a_broken_descriptor_is_named(copy, spoil, said):
    path = copy / "datapackage.json"
    path.write_bytes(spoil(path.read_bytes()))
    message = refusal("glossary")
    assert "data/datapackage.json" in message and said in message and "git checkout" in message


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_marks_of_a_spreadsheet_are_no_error(copy, mark):
    whole = tables.load("convention_parties")
    file = copy / "convention_parties.csv"
    file.write_bytes(mark + file.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(tables.load("convention_parties"), whole)


def test_a_change_on_disk_is_seen_at_the_next_load(copy):
    tables.load("convention_parties")
    changed_but_valid(copy / "convention_parties.csv")
    assert "checksum" in refusal("convention_parties")


# --- the command ---------------------------------------------------------------------------------


def test_the_command_lists_tables_and_names_a_problem(copy, capsys):
    assert tables.main([]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(tables.names())
    changed_but_valid(copy / "convention_parties.csv")
    (copy / "stray.csv").write_text("a\n1\n")
    assert tables.main([]) == 1
    out = capsys.readouterr().out
    assert "problem  convention_parties: data/convention_parties.csv, row" in out
    assert "problem  data/stray.csv is not described" in out
    assert tables.main(["--help"]) == 2


def test_refresh_changes_nothing_in_a_sound_folder(copy):
    before = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in copy.iterdir()}
    assert tables.main(["--refresh"]) == 0
    after = {path.name: hashlib.sha256(path.read_bytes()).digest() for path in copy.iterdir()}
    assert after == before


def test_refresh_accepts_an_intended_edit_and_only_that(copy):
    file = copy / "convention_parties.csv"
    changed_but_valid(file)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    old = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    assert tables.main(["--refresh"]) == 0
    france = tables.load("convention_parties").set_index("iso3").loc["FRA"]
    assert france["deposit_date"] == pd.Timestamp("2006-01-11")
    assert validate(str(copy / "datapackage.json")).valid, "byte-order mark and CRLF are left"
    new = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    for before, after in zip(old["resources"], new["resources"], strict=True):
        different = {key for key in after if before.get(key) != after[key]}
        expected = {"hash", "row_checks"} if after["name"] == "convention_parties" else set()
        assert different == expected


def test_refresh_refuses_bad_cells_and_writes_nothing(copy, capsys):
    bad_date(copy / "convention_parties.csv")
    before = (copy / "datapackage.json").read_bytes()
    assert tables.main(["--refresh"]) == 1
    assert (copy / "datapackage.json").read_bytes() == before
    assert "Nothing was renewed" in capsys.readouterr().out


def test_a_new_table_needs_an_entry_and_a_refresh(copy):
    (copy / "days.csv").write_bytes(b"day,rain\n2009-07-01,true\n2009-07-02,\n")
    path = copy / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    entry = {key: package["resources"][0][key] for key in ("licenses", "sources", "type")}
    fields = [
        {"name": "day", "type": "date", "description": "d", "constraints": {"required": True}},
        {"name": "rain", "type": "boolean", "description": "r"},
    ]
    entry |= {key: "x" for key in ("title", "description", "how_checked", "limits", "citation")}
    entry |= {"name": "days", "path": "days.csv", "kind": "derived", "schema": {"fields": fields}}
    package["resources"].append(entry)
    path.write_text(json.dumps(package), encoding="utf-8")
    assert "--refresh" in refusal("days") and "git checkout" not in refusal("days")
    assert tables.main(["--refresh"]) == 0
    frame = tables.load("days")
    assert frame["rain"].isna().tolist() == [False, True]
    assert str(frame["rain"].dtype) == "boolean"
    assert validate(str(path)).valid


def test_an_unknown_constraint_is_not_silently_skipped(copy):
    edit(copy / "datapackage.json", '"required": true', '"minLength": 3')
    message = refusal(tables.names()[0])
    assert "datapackage.json" in message and "minLength" in message


def test_it_works_from_another_folder(tmp_path):
    code = "from hosting_shift import errors, tables; print(len(tables.load('world_tiles')))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(REPO / "notebooks")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) == len(tables.load("world_tiles"))


def test_the_command_runs_in_a_copy_of_the_course(tmp_path):
    package = tmp_path / "notebooks" / "hosting_shift"
    package.mkdir(parents=True)
    shutil.copytree(REPO / "data", tmp_path / "data")
    (package / "__init__.py").write_text("")
    for module in (tables, errors):
        shutil.copy(module.__file__, package)
    for arguments in ([], ["--refresh"]):
        command = [sys.executable, "-m", "hosting_shift.tables", *arguments]
        done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_runtime_needs_only_pandas():
    code = (
        "import sys; from hosting_shift import errors, tables; tables.load('glossary');"
        "print(sorted({'frictionless', 'ipywidgets', 'matplotlib', 'IPython'} & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(REPO / "notebooks")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


# --- files are trusted for a moment --------------------------------------------------------------


def test_a_file_is_not_read_again_within_the_time_it_is_trusted(copy, monkeypatch):
    monkeypatch.setattr(tables, "_TRUST", 60)
    first = tables.load("moments")
    reads = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: reads.append(path.name) or read(path))
    assert tables.load("moments").equals(first) and reads == []
    (copy / "moments.csv").unlink()
    assert tables.load("moments").equals(first), "what a picture is drawn from stays the same"
    monkeypatch.setattr(tables, "_TRUST", 0)
    with pytest.raises(tables.TableError, match="missing"):
        tables.load("moments")


def test_files_are_trusted_for_seconds_only():
    source = (Path(tables.__file__)).read_text(encoding="utf-8")
    assert 0 < float(re.search(r"^_TRUST = (.+)$", source, re.M)[1]) <= 3
