"""Tables load typed, if they are the checked ones; a damaged one is refused with what to do."""

import ast
import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from harness import REPO, damages
from hosting_shift import explorers, law, levers, reported, tables
from tools import data


def refusal(name):
    with pytest.raises(tables.TableError) as caught:
        tables.load(name)
    return str(caught.value)


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_bytes(text.replace(old, new, 1).encode())


def test_every_table_loads_with_the_fields_and_rows_of_its_entry():
    package = json.loads((REPO / "data/datapackage.json").read_text(encoding="utf-8"))
    entries = [entry for entry in package["resources"] if entry["name"] != "settings"]
    assert tables.names() == [entry["name"] for entry in entries]
    for entry in entries:
        frame = tables.load(entry["name"])
        assert list(frame) == [field["name"] for field in entry["schema"]["fields"]]
        assert len(frame) == entry["rows"] > 0
        assert tables.kind(entry["name"]) == entry["kind"]


def test_columns_have_the_promised_types():
    parties, shares = tables.load("convention_parties").dtypes, tables.load("hosting_shares").dtypes
    names = ["deposit_date", "deposit_month", "council_of_europe"]
    assert parties[names].astype(str).tolist() == ["datetime64[ns]", "period[M]", "bool"]
    assert shares[["year", "reports", "share_percent"]].astype(str).tolist() == ["int64", "Int64", "float64"]
    for name in tables.names():
        texts = tables.load(name).select_dtypes(include=["object", "string"])
        assert texts.map(type).eq(str).all(axis=None), f"{name} holds something but text"


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
    again = tables.load("glossary")
    assert "english" in again and again.loc[0, "french"] != "changed"
    tables.settings("moments")["article"]["label"] = "changed"
    assert tables.settings("moments")["article"]["label"] != "changed"


@pytest.mark.parametrize("ask", [tables.load, tables.cite, tables.kind, tables.describe])
def test_an_unknown_name_gets_the_nearest_one(ask):
    with pytest.raises(tables.TableError, match=r"Did you mean 'convention_parties'\?") as caught:
        ask("convention_partys")
    assert all(name in str(caught.value) for name in tables.names())
    with pytest.raises(tables.TableError, match="Did you mean 'moments'"):
        tables.settings("moment")


def test_citations_are_one_short_line_with_the_kind():
    for name in [*tables.names(), "estimate_ranges", "operator_bases"]:
        line = tables.cite(name)
        assert line.endswith(f" · {tables.kind(name)}")
        assert "\n" not in line and len(line) <= 110, (name, len(line))


def test_a_card_says_everything_as_text_and_as_html():
    for name in tables.names():
        card = tables.describe(name)
        text, page, entry = str(card), card._repr_html_(), card.resource
        assert repr(card) == text
        parts = [entry[part] for part in ("title", "description", "kind", "how_checked", "limits")]
        parts += [field[part] for field in entry["schema"]["fields"] for part in ("name", "description")]
        assert all(part in text for part in [*parts, entry["licenses"][0]["title"]]), name
        assert all(f"<code>{field['name']}</code>" in page for field in entry["schema"]["fields"]), name
        assert str(entry["rows"]) in page
        assert all(re.match("https?://", address) for address in re.findall('href="([^"]*)"', page)), name


def test_a_card_escapes_html_and_links_only_to_the_web():
    entry = dict(tables.describe("convention_parties").resource)
    entry["title"] = entry["description"] = "<script>alert(1)</script> & more"
    entry["schema"] = {"fields": [{"name": "state", "description": "<b>bold</b>"}]}
    bad = {"title": "<i>bad</i>", "path": "javascript:alert(1)"}
    entry["sources"] = [bad, {"title": "good", "path": 'https://example.org/?a="b"'}]
    page = tables.Card(entry)._repr_html_()
    assert not re.search("<script|<b>|<i>|javascript:", page)
    assert 'href="https://example.org/?a=&#34;b&#34;"' in page


# --- damage --------------------------------------------------------------------------------------

NOT_CHECKED = "not the file that was checked"
DAMAGES = {
    "empty": "the file is empty",
    "cut in a row": "cut off",
    "cut between rows": "found 11 rows.+cut off",
    "cut in quotes": "cut off",
    "another encoding": "not UTF-8",
    "semicolons": "first row is not the one expected",
    "another file": "first row is not the one expected",
    "a column missing": "first row is not the one expected",
    "a value": NOT_CHECKED,
    "a bad value": NOT_CHECKED,
    "quotation marks": NOT_CHECKED,
    "one character": "not",
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_refused_and_mended_it_reads_again(facts, name):
    path = facts / "convention_parties.csv"
    whole = path.read_bytes()
    path.write_bytes(damages.TABLE[name](whole))
    message = refusal("convention_parties")
    assert re.match(f"data/convention_parties.csv: .*{DAMAGES[name]}", message), message
    for words in ("git checkout -- data/convention_parties.csv", "make data", "-m tools.data", "restart the kernel"):
        assert words in message
    assert message.count(".") < 14 and len(message) < 1500, message
    path.write_bytes(whole)
    assert len(tables.load("convention_parties")) > 0


@pytest.mark.parametrize("file", ["glossary.csv", "datapackage.json", "settings.toml"])
def test_a_file_that_is_missing_or_cannot_be_read_is_named(facts, file):
    ask, name = (tables.settings, "moments") if file == "settings.toml" else (tables.load, "glossary")
    (facts / file).unlink()
    for said in (rf"data/{file} is missing.*git checkout", rf"data/{file} cannot be read.*git checkout"):
        with pytest.raises(tables.TableError, match=f"(?s){said}"):
            ask(name)
        (facts / file).mkdir(exist_ok=True)


@pytest.mark.parametrize(
    ("spoilt", "said"), [(b"", "not JSON"), (b'{"a": ', "not JSON"), (b"[]", "does not describe tables")]
)
def test_a_broken_descriptor_is_named(facts, spoilt, said):
    (facts / "datapackage.json").write_bytes(spoilt)
    message = refusal("glossary")
    assert "data/datapackage.json" in message and said in message and "git checkout" in message


@pytest.mark.parametrize("damage", [damages.emptied, damages.cut_in_the_middle, damages.rubbish])
def test_damaged_settings_are_named_and_mended_they_read_again(facts, damage):
    path = facts / "settings.toml"
    whole = path.read_bytes()
    path.write_bytes(damage(whole))
    words = f"(?s)data/settings.toml.*({NOT_CHECKED}|not UTF-8|cut off|expected).*To restore the file"
    with pytest.raises(tables.TableError, match=words):
        tables.settings("moments")
    path.write_bytes(whole)
    assert tables.settings("moments")


def test_changed_settings_are_refused(facts):
    edit(facts / "settings.toml", "2009-06-30", "2009-07-30")
    with pytest.raises(tables.TableError, match=NOT_CHECKED):
        law.moment("article")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("file", ["convention_parties.csv", "settings.toml", "datapackage.json"])
def test_the_marks_of_a_spreadsheet_are_no_error(facts, file, mark):
    whole, article = tables.load("convention_parties"), law.moment("article")
    (facts / file).write_bytes(mark + (facts / file).read_bytes().replace(b"\n", b"\r\n"))
    tables.reload()
    pd.testing.assert_frame_equal(tables.load("convention_parties"), whole)
    assert law.moment("article") == article


def test_a_new_table_is_told_to_be_described(facts):
    (facts / "days.csv").write_bytes(b"day,rain\n2009-07-01,true\n2009-07-02,\n")
    assert "not in datapackage.json yet" in refusal("days") and "make data" in refusal("days")
    model = (facts / "cards" / "arrest_warrants.toml").read_text(encoding="utf-8")
    card = model.split("key = ")[0] + 'key = ["day"]\n[fields]\n'
    card += 'day = { type = "date", description = "d", required = true }\n'
    card += 'rain = { type = "boolean", description = "r" }\n'
    (facts / "cards" / "days.toml").write_bytes(card.encode())
    package, wrong = data.descriptor(facts)
    assert not wrong
    data.write(facts, package)
    tables.reload()
    rain = tables.load("days")["rain"]
    assert rain.isna().tolist() == [False, True] and str(rain.dtype) == "boolean"


# --- one truth -----------------------------------------------------------------------------------


def test_a_table_is_read_once(facts, monkeypatch):
    first = tables.load("glossary")
    (facts / "glossary.csv").unlink()
    assert tables.load("glossary").equals(first), "what a picture is drawn from stays the same"
    tables.reload()
    assert "missing" in refusal("glossary")


# Explorers that name states, and how to make each name Slovakia.
NAMING = {"convention_atlas": {"state_a": "SVK"}, "jurisdiction_puzzle": {}, "procuring_laws": {}, "who_was_where": {}}


def told():
    """Everything that rules and explorers say of states now, by who says it."""
    panels = {name: getattr(explorers, name)(**start) for name, start in NAMING.items()}
    said = {name: f"{p.sentence} {p.table.to_csv()} {p.controls}" for name, p in panels.items()}
    claims = law.may_judge(law.preset("article 2009")[0], 2009)
    return said | {
        "state_name": law.state_name("SVK"),
        "parties": law.parties_on("2020-01-01").to_csv(),
        "missing": str(law.linked_since("AUT", "SVK")) + str(law.linked_since("RUS", "SVK").missing),
        "line": str(law.line("FRA", "SVK", 2009, "person")) + claims.to_csv(),
        "asked": law.instruments("FRA", "SVK", 2009).to_csv(),
    }


def test_after_a_change_every_rule_says_the_new_name(facts):
    """Rename a state, reload, ask whatever names states: the new name everywhere, the old nowhere."""
    old, new = "Slovakia", "Slovakland"
    before = told()
    naming = {who for who, words in before.items() if old in words}
    assert naming >= {*NAMING, "state_name", "parties"}
    for path in facts.glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    data.write(facts, data.descriptor(facts)[0])
    assert told() == before, "read once: nothing says the new name before all do"
    tables.reload()
    after = told()
    for who, words in before.items():
        assert after[who] == words.replace(old, new), who
    assert law.state_code(new) == "SVK"
    with pytest.raises(ValueError, match=f"There is no state 'Slovakia'.+Did you mean '{new}'"):
        law.state_code(old)


def test_reload_makes_every_rule_forget(facts):
    """What levers, figures and clocks hold comes from the tables as they are now."""
    assert levers.world().names[0] and levers.assumptions()["beta"] > 0
    asked = levers.world().names[0], reported.reported("fee")
    edit(facts / "jurisdictions.csv", asked[0], "Renamed")
    edit(facts / "settings.toml", "date = 2009-06-30", "date = 2009-06-29")
    data.write(facts, data.descriptor(facts)[0])
    assert (levers.world().names[0], law.moment("article").day) == (asked[0], 30), "read once"
    tables.reload()
    assert (levers.world().names[0], law.moment("article").day) == ("Renamed", 29)


def test_nothing_read_from_a_table_is_remembered_but_by_tables_cached():
    """functools remembers for ever: allowed in model/, and in a file that knows no table and no rule."""
    package = Path(tables.__file__).parent
    found = []
    for path in sorted(package.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        knows = re.search(r"^\s*(from|import) .*\b(tables|law|levers|reported|explorers)\b", source, re.M)
        if "model" in path.parts or path.name == "tables.py" or not knows:
            continue
        for node in ast.walk(ast.parse(source)):
            names = [a.name for a in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            names += [node.attr] if isinstance(node, ast.Attribute) else []
            found += [f"{path.name}: {name}" for name in names if name in ("cache", "lru_cache")]
    assert not found
    source = "".join(path.read_text(encoding="utf-8") for path in (package / "law").glob("*.py"))
    assert source.count("@tables.cached(") > 10, "the rules use it"


# --- where it runs -------------------------------------------------------------------------------


def test_it_works_from_another_folder_and_needs_only_pandas(tmp_path):
    code = (
        "import sys; from hosting_shift import tables; print(len(tables.load('world_tiles')));"
        "print(sorted({'frictionless', 'ipywidgets', 'matplotlib', 'IPython'} & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(REPO / "notebooks")}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{len(tables.load('world_tiles'))}\n[]"


def test_a_source_is_a_link_with_an_archived_copy_beside_it():
    frame = tables.load("sources").set_index("key")
    address = frame.at["LCEN2026", "address"]
    shown = tables.linked("LCEN2026")
    assert f'<a href="{address}" target="_blank" rel="noopener">{frame.at["LCEN2026", "label"]}</a>' in shown
    assert f'<a href="https://web.archive.org/web/2026/{address}"' in shown and "archived copy of Act" in shown
    assert tables.linked("ZAKI2014") == tables.labels("ZAKI2014"), "without an address there is no link"
    assert tables.linked("", "from <memory>") == "from &lt;memory&gt;"
    with pytest.raises(ValueError, match="no source 'LCEN2062'"):
        tables.linked("LCEN2062")
