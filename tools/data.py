"""The facts of data/: check every cell, and write data/datapackage.json.

    python -m tools.data            check; write datapackage.json if nothing is wrong
    python -m tools.data --check    check only; fail if something is wrong or out of date

Each table is described once, by hand, in data/cards/NAME.toml; data/cards/_package.toml says what holds
for all. frictionless, the checker of the Data Package standard, looks at the cells; what it finds is
said here in words: file, row as a spreadsheet numbers it, column, what was found and expected.

A spreadsheet writes some values in its own way: TRUE, the lesson 00 as 0, quotation marks round every text.
What a cell means is compared, not how it is spelled, and the file is written again as it was (`written`).
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from harness import REPO
from hosting_shift.errors import near
from hosting_shift.tables import DESCRIPTOR, KINDS, SETTINGS, TableError, checksum, normal, problem, restore

# type -> (how a cell is written, words for the reader).
# Narrower than the standard, which would take TRUE, 9_000 and NaN, too: `tables.load` does not.
TYPES = {
    "string": (".*", "text"),
    "integer": (r"-?\d+", "a whole number"),
    "year": (r"\d{4}", "a year such as 2009"),
    "number": (r"-?\d+(\.\d+)?([eE][-+]?\d+)?", "a number with a decimal point, such as 0.5"),
    "boolean": ("true|false", "true or false"),
    "date": (r"\d{4}-\d\d-\d\d", "a date such as 2009-07-01"),
    "yearmonth": (r"\d{4}-(0[1-9]|1[0-2])", "a month such as 2009-07"),
}
TRUTHS = {"true": "true", "vrai": "true", "false": "false", "faux": "false"}
TWO_DIGITS = r"\d\d"  # the pattern of a lesson's number
TEXTS = {"title", "kind", "description", "how_checked", "limits", "citation"}
CARD = {*TEXTS, "licence", "sources", "key", "fields", "watch"}
RULES = ("required", "unique", "enum", "pattern", "minimum", "maximum")
FIELD = {"type", "description", "unit", "foreign_key", *RULES}
SHOWN = 5  # findings of one table that are listed: a file saved in another way spoils every row


# --- the cards, for a machine --------------------------------------------------------------------


def descriptor(folder: Path) -> tuple[dict[str, Any], list[str]]:
    """Return datapackage.json as the cards and files of `folder` make it, and what is wrong with them."""
    package = _toml(folder, "cards/_package.toml")
    sources = {row["key"]: _source(row) for row in csv.DictReader(io.StringIO(_text(folder, "sources.csv")))}
    licence, settings = package.pop("licence"), package.pop("settings")
    package["description"] = " ".join(package["description"].split())
    resources, wrong = [], []
    for name in sorted({path.stem for path in [*folder.glob("*.csv"), *folder.glob("cards/[!_]*.toml")]}):
        try:
            resources.append(_entry(folder, name, sources))
        except TableError as error:
            wrong.append(str(error))
    try:
        _toml(folder, SETTINGS)
        whole = {"name": "settings", "path": SETTINGS} | settings
        resources.append(whole | {"hash": checksum(_text(folder, SETTINGS).encode())})
    except TableError as error:
        wrong.append(str(error))
    return package | {"licenses": [licence], "resources": resources}, wrong


def _entry(folder: Path, name: str, sources: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return the entry of one table; raise TableError for a bad card or a file that is no such table."""
    file = f"cards/{name}.toml"
    if not (folder / file).is_file():
        raise problem(f"{name}.csv", "this table has no card", advice=f"Describe it in data/{file}.")
    card = _toml(folder, file)
    _known(file, "the card", card, CARD, CARD - {"licence", "watch"})
    if card["kind"] not in KINDS:
        raise _mistake(file, f"the kind is {card['kind']!r}, expected one of: {', '.join(KINDS)}")
    texts = {key: " ".join(value.split()) for key, value in card.items() if key in TEXTS}
    entry: dict[str, Any] = {"name": name, "path": f"{name}.csv"} | texts
    if "licence" in card:
        entry["licenses"] = [card["licence"]]
    for key in card["sources"]:
        if isinstance(key, str) and key not in sources:
            raise _mistake(file, f"there is no source {key!r} in sources.csv.{near(key, sources)}")
    entry["sources"] = [sources[key] if isinstance(key, str) else key for key in card["sources"]]
    entry["schema"] = _schema(file, card)
    text = written(folder, entry)
    return entry | {"encoding": "utf-8", "rows": len(_rows(entry, text)), "hash": checksum(text.encode())}


def _schema(file: str, card: dict[str, Any]) -> dict[str, Any]:
    fields, links = [], []
    for name, field in card["fields"].items():
        _known(file, f"the column {name}", field, FIELD, {"description"})
        sort = field.get("type", "string")
        if sort not in TYPES:
            raise _mistake(file, f"column {name}: the type is {sort!r}, expected one of: {', '.join(TYPES)}")
        rules = {rule: field[rule] for rule in RULES if rule in field}
        entry = {"name": name, "type": sort, "description": field["description"]}
        entry |= {"unit": field["unit"]} if "unit" in field else {}
        fields.append(entry | ({"constraints": rules} if rules else {}))
        if "foreign_key" in field:
            table, column = field["foreign_key"].split(".")
            links.append({"fields": [name], "reference": {"resource": table, "fields": [column]}})
    schema = {"fields": fields, "primaryKey": card["key"]}
    return schema | ({"foreignKeys": links} if links else {})


def _source(row: dict[str, str]) -> dict[str, str]:
    """Return a row of sources.csv as the standard writes a source."""
    title = {"title": f"{row['label']} ({row['publisher']})"}
    return title | ({"path": row["address"]} if row["address"] else {})


def _known(file: str, what: str, found: dict[str, Any], known: set[str], needed: set[str]) -> None:
    for key in found:
        if key not in known:
            raise _mistake(file, f"{what} says {key!r}, which means nothing here.{near(key, known)}")
    if lacking := sorted(needed - set(found)):
        raise _mistake(file, f"{what} lacks {', '.join(lacking)}")


def _mistake(file: str, text: str) -> TableError:
    return problem(file, text, advice="Mend it, then run make data again.")


# --- files ---------------------------------------------------------------------------------------


def _text(folder: Path, file: str) -> str:
    """Return the text of a file, without the marks that spreadsheets add."""
    try:
        raw = normal((folder / file).read_bytes())
        return raw.decode("utf-8")
    except OSError as error:
        raise problem(file, f"the file cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"line {line} is not UTF-8 text (byte {raw[error.start]:#04x})"
        raise problem(file, f"{found}; expected a file saved as UTF-8") from None


def _toml(folder: Path, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(folder, file))
    except tomllib.TOMLDecodeError as error:
        raise problem(file, f"this is not TOML: {error}") from None


def written(folder: Path, entry: dict[str, Any]) -> str:
    """Return the text of a table as make data writes it, whatever program saved it. Raises TableError."""
    fields = entry["schema"]["fields"]
    rows = _rows(entry, _text(folder, entry["path"]))
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(field["name"] for field in fields)
    table.writerows([_spelled(field, cell) for field, cell in zip(fields, row, strict=True)] for row in rows)
    return text.getvalue()


def _spelled(field: dict[str, Any], cell: str) -> str:
    """Return a cell as the course writes it; what means nothing here stays as it is, and is found wrong."""
    if field["type"] == "boolean":
        return TRUTHS.get(cell.casefold(), cell)
    if field.get("constraints", {}).get("pattern", "").startswith(TWO_DIGITS) and cell.isdecimal():
        return cell.zfill(2)
    return cell


def _rows(entry: dict[str, Any], text: str) -> list[list[str]]:
    """Return the rows below the header; raise TableError for a file that is no such table at all."""
    file, wanted = entry["path"], [field["name"] for field in entry["schema"]["fields"]]
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            rows.append(cells)
    except csv.Error as error:
        found = f"the row cannot be read ({error}); the file may be cut off"
        raise problem(file, found, row=len(rows) + 1) from None
    header, *rows = rows or [[]]
    if header != wanted:
        raise problem(file, _header_difference(header, wanted), row=1)
    for number, cells in enumerate(rows, start=2):
        if len(cells) != len(wanted):
            found = f"found {len(cells)} cells, expected {len(wanted)}; the file may be cut off"
            raise problem(file, found, row=number)
    return rows


def _header_difference(header: list[str], wanted: list[str]) -> str:
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and header[0].split(mark) == wanted:
            return f"the columns are separated by {word}, expected commas"
    if not header:
        return "the file is empty, expected the column names " + ", ".join(wanted)
    for position, (found, expected) in enumerate(zip(header, wanted, strict=False), start=1):
        if found != expected:
            return f"column {position} is called {found!r}, expected {expected!r}"
    return f"found {len(header)} column names, expected {len(wanted)}: {', '.join(wanted)}"


# --- the cells -----------------------------------------------------------------------------------


def findings(folder: Path, package: dict[str, Any]) -> list[str]:
    """Return what is wrong with the cells of all tables, in words; at most SHOWN findings a table."""
    try:
        from frictionless import Package
    except ModuleNotFoundError:
        words = "frictionless, which checks the cells, is missing: make data installs it, or: "
        raise TableError(f"{words}python -m pip install --constraint constraints.txt --group test") from None
    package = {**package, "resources": [r for r in package["resources"] if "schema" in r]}
    texts = {entry["name"]: written(folder, entry) for entry in package["resources"]}
    with tempfile.TemporaryDirectory() as empty:
        for entry in package["resources"]:
            (Path(empty) / entry["path"]).write_bytes(texts[entry["name"]].encode())
        report = Package.from_descriptor(package, basepath=empty).validate()
    if report.errors:
        return [f"data/{DESCRIPTOR}: {error.message}" for error in report.errors]
    wrong = []
    for task, entry in zip(report.tasks, package["resources"], strict=True):
        rows = _rows(entry, texts[entry["name"]])
        found = _forms(entry, rows)
        for error in task.errors:
            where, words = _said(entry, rows, error)
            found.setdefault(where, words)
        places = sorted(found, key=lambda place: place[0])
        wrong += [
            str(problem(entry["path"], found[row, column], row, column, _advice(entry["path"])))
            for row, column in places[:SHOWN]
        ]
        if len(places) > SHOWN:
            wrong.append(f"data/{entry['path']}: and {len(places) - SHOWN} more.")
    return wrong


def _advice(file: str) -> str:
    return f"Mend it, then run make data again. {restore(file)}"


def _forms(entry: dict[str, Any], rows: list[list[str]]) -> dict[tuple[int, str], str]:
    """Return the cells that are not written as their type is: {(row, column): words}."""
    found = {}
    for place, field in enumerate(entry["schema"]["fields"]):
        form = re.compile(TYPES[field["type"]][0], re.DOTALL)
        for number, cells in enumerate(rows, start=2):
            if cells[place] and not form.fullmatch(cells[place]):
                found[number, field["name"]] = f"found {cells[place]!r}, expected {_expected(field)}"
    return found


def _said(entry: dict[str, Any], rows: list[list[str]], error: Any) -> tuple[tuple[int, str], str]:
    """Return a finding of frictionless as ((row, column), words)."""
    fields = {field["name"]: field for field in entry["schema"]["fields"]}
    row = getattr(error, "row_number", 1)
    if error.type in ("type-error", "constraint-error"):
        cell = f"{error.cell!r}" if error.cell else "an empty cell"
        return (row, error.field_name), f"found {cell}, expected {_expected(fields[error.field_name])}"
    if error.type in ("unique-error", "primary-key"):
        columns = [error.field_name] if error.type == "unique-error" else entry["schema"]["primaryKey"]
        places = [list(fields).index(column) for column in columns]
        values = [[cells[place] for place in places] for cells in rows]
        value = values[row - 2]
        words = f"found {', '.join(value)!r} again, expected a value that occurs once"
        return (row, ", ".join(columns)), f"{words} (it is in row {values.index(value) + 2} too)"
    if error.type == "foreign-key":
        table, (column,) = error.reference_name, error.reference_field_names
        words = f"found {error.field_cells[0]!r}, expected a value of the column {column} in {table}.csv"
        return (row, error.field_names[0]), words
    return (row, ""), error.message.rstrip(".")


def _expected(field: dict[str, Any]) -> str:
    """Return in words what a cell of a column may hold."""
    rules, (_, words) = field.get("constraints", {}), TYPES[field["type"]]
    if "enum" in rules:
        return "one of: " + ", ".join(map(str, rules["enum"]))
    if "pattern" in rules:
        return f"text of the form {rules['pattern']}"
    ends = [("minimum", "at least"), ("maximum", "at most")]
    limits = [f"{say} {rules[end]}" for end, say in ends if end in rules]
    return ", ".join(filter(None, [words, " and ".join(limits)]))


# --- the command ---------------------------------------------------------------------------------


def as_json(package: dict[str, Any]) -> str:
    """Return the text of datapackage.json."""
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str], folder: Path = REPO / "data") -> int:
    """Check the tables; write datapackage.json unless told to check only. Return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.data", description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="change nothing; fail if out of date")
    check = parser.parse_args(arguments).check
    try:
        package, wrong = descriptor(folder)
        wrong = wrong or findings(folder, package)
    except TableError as error:
        wrong = [str(error)]
    if check and not wrong:
        wrong = [
            f"data/{file} is not what the cards and tables say. Run make data." for file in _outdated(folder, package)
        ]
    for words in wrong:
        print(f"problem  {words}")
    if wrong:
        print("Nothing was written.")
        return 1
    if not check:
        write(folder, package)
    print(f"{len(package['resources']) - 1} tables and {SETTINGS} are as their cards say.")
    return 0


def _wanted(folder: Path, package: dict[str, Any]) -> dict[str, str]:
    """Return {file: text} of all that make data writes."""
    tables = {entry["path"]: written(folder, entry) for entry in package["resources"] if "schema" in entry}
    return tables | {SETTINGS: _text(folder, SETTINGS), DESCRIPTOR: as_json(package)}


def _outdated(folder: Path, package: dict[str, Any]) -> list[str]:
    return [file for file, text in _wanted(folder, package).items() if _text(folder, file) != text]


def write(folder: Path, package: dict[str, Any]) -> None:
    """Write datapackage.json, and tables without the marks of a spreadsheet; say what was renewed."""
    for file, text in _wanted(folder, package).items():
        path = folder / file
        if not path.is_file() or path.read_bytes() != text.encode():
            path.write_bytes(text.encode())
            print(f"written  data/{file}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
