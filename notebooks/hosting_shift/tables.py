"""The tables of data/: load them, cite them, describe them.

Every table is one CSV file with an entry in data/datapackage.json (a Frictionless Data Package).
The entry says what each column means and holds checksums; this module reads a table only if it
still agrees with its entry. Runtime needs pandas and the standard library, no network.

    load("convention_parties")      a typed DataFrame
    cite("convention_parties")      its source line
    describe("convention_parties")  its card: meaning, sources, licence, limits

From the notebooks folder, `python -m hosting_shift.tables` checks every table, and with
`--refresh` it renews the checksums after an intended edit.
"""

import csv
import difflib
import hashlib
import html
import io
import json
import re
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from hosting_shift.errors import PlainError

__all__ = ["Card", "TableError", "cite", "describe", "kind", "load", "names"]


class TableError(PlainError):
    """A table is unknown, missing, damaged or changed. The message says where and what to do."""


def load(name):
    """Return table `name` as a fresh DataFrame, typed as datapackage.json says.

    Types, the same under pandas 2.2 and 3: date -> datetime64[ns]; yearmonth -> period[M];
    integer -> int64, or Int64 where a cell may be empty; number -> float64 (empty: NaN);
    boolean -> bool, or boolean where a cell may be empty; string -> pandas' text type, in which
    an empty cell is the empty string "" and never NaN.

    The copy is the caller's own: changing it changes nothing else. Raises TableError.
    """
    resource = _resource(name)
    raw = _read(resource["path"])
    remembered = _loaded.get(name)
    # The descriptor object stays the same until its file changes, so identity is enough.
    if remembered and remembered[0] == raw and remembered[1] is resource:
        return remembered[2].copy()
    try:
        rows = _parse(resource, raw)
        _verify(resource, raw, rows)
        frame = _frame(resource, rows)
    except TableError:
        _seen.clear()  # somebody may be mending it: next time read it anew
        raise
    _loaded[name] = (raw, resource, frame)
    return frame.copy()


def names():
    """Return the names of all tables, in the order of datapackage.json."""
    return list(_resources())


def kind(name):
    """Return what sort of data table `name` is: real, derived, fictional or model."""
    return _resource(name)["kind"]


def cite(name):
    """Return the one source line to print under whatever shows table `name`, with its kind."""
    resource = _resource(name)
    return f"{resource['citation']} · {resource['kind']}"


def describe(name):
    """Return the Card of table `name`: shown as HTML in a notebook, as text elsewhere."""
    return Card(_resource(name))


@dataclass(frozen=True, repr=False)
class Card:
    """What a reader should know about one table. `resource` is its entry in datapackage.json."""

    resource: dict

    def __str__(self):
        entry = self.resource
        lines = [
            f"{entry['title']} ({entry['name']})",
            f"Kind: {entry['kind']} ({_KINDS[entry['kind']]})",
            f"What it is: {entry['description']}",
            f"Rows: {entry.get('rows', 'not counted yet')}",
            "Columns:",
            *(f"  {label}: {meaning}" for label, meaning in self._columns()),
            "Sources:",
            *(f"  {source['title']} {source.get('path', '')}".rstrip() for source in self._list()),
            f"Licence: {self._licence()}",
            f"How it was checked: {entry['how_checked']}",
            f"Limits: {entry['limits']}",
        ]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self):
        entry = {key: _escape(value) for key, value in self.resource.items()}
        columns = "".join(
            f'<tr><th scope="row" style="text-align:left"><code>{_escape(label)}</code></th>'
            f'<td style="text-align:left">{_escape(meaning)}</td></tr>'
            for label, meaning in self._columns()
        )
        sources = "".join(f"<li>{_link(source)}</li>" for source in self._list())
        return (
            f"<div><p><strong>{entry['title']}</strong> (<code>{entry['name']}</code>)</p>"
            f"<p>{entry['description']}</p>"
            f"<ul><li>Kind: <strong>{entry['kind']}</strong>, {_KINDS[self.resource['kind']]}</li>"
            f"<li>Rows: {entry.get('rows', 'not counted yet')}</li>"
            f"<li>Licence: {_escape(self._licence())}</li>"
            f"<li>How it was checked: {entry['how_checked']}</li>"
            f"<li>Limits: {entry['limits']}</li></ul>"
            f"<p>Sources</p><ul>{sources}</ul>"
            f"<details><summary>Columns of {entry['name']} and what they mean</summary><table><thead>"
            f'<tr><th scope="col">column</th><th scope="col" style="text-align:left">meaning</th></tr>'
            f"</thead><tbody>{columns}</tbody></table></details></div>"
        )

    def _columns(self):
        for field in self.resource["schema"]["fields"]:
            unit = f" Unit: {field['unit']}." if field.get("unit") else ""
            yield field["name"], f"{field['description']}{unit}"

    def _list(self):
        return self.resource.get("sources", [])

    def _licence(self):
        return "; ".join(entry["title"] for entry in self.resource["licenses"])


_KINDS = {
    "real": "collected from the sources below",
    "derived": "written or computed for this course from the sources below",
    "fictional": "invented for teaching",
    "model": "settings of the teaching model",
}


def _escape(value):
    return html.escape(str(value))


def _link(source):
    title, address = _escape(source["title"]), source.get("path", "")
    if not address.startswith(("https://", "http://")):
        return title
    return f'<a href="{_escape(address)}">{title}</a>'


# --- where the files are, and what has been read so far ---------------------------------------


def _find_folder():
    # data/ is beside notebooks/ in the repository; the browser edition may put it nearer.
    near = [parent / "data" for parent in Path(__file__).resolve().parents[:3]]
    return next((folder for folder in near if (folder / "datapackage.json").is_file()), near[-1])


_DESCRIPTOR = "datapackage.json"
# Seconds for which a file is not read again. One picture asks for up to fifty tables, and where the
# drive is slow, as in the browser edition, every reading costs.
_TRUST = 2.0
_folder = _find_folder()  # tests point this at a copy
_described = {}  # path of a descriptor -> (its bytes, {table name: entry})
_seen = {}  # path of a file -> (when it was read, its bytes)
_loaded = {}  # table name -> (bytes of the file, entry, DataFrame)


def _restore(file):
    return (
        f"To restore the file: git checkout -- {_folder.name}/{file}, or download it from the course again."
    )


_RENEW = (
    "If the change is meant, go to the notebooks folder and run: python -m hosting_shift.tables --refresh"
)


def _read(file):
    path = _folder / file
    if path in _seen and time.monotonic() - _seen[path][0] < _TRUST:
        return _seen[path][1]
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        message = f"The file {_folder.name}/{file} is missing. {_restore(file)}"
        raise TableError(message) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"The file {_folder.name}/{file} cannot be read ({reason}). {_restore(file)}"
        raise TableError(message) from None
    _seen[path] = (time.monotonic(), raw)
    return raw


def _resources():
    """Return {table name: entry} from datapackage.json, read again only if it has changed."""
    raw = _read(_DESCRIPTOR)
    path = _folder / _DESCRIPTOR
    if path not in _described or _described[path][0] != raw:
        try:
            package = json.loads(raw.decode("utf-8-sig"))
            found = {entry["name"]: entry for entry in package["resources"]}
        except json.JSONDecodeError as error:
            raise _problem(_DESCRIPTOR, f"line {error.lineno} is not JSON: {error.msg}") from None
        except (UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
            raise _problem(_DESCRIPTOR, f"it does not describe tables: {error!r}") from None
        needed = (
            *("path", "title", "description", "kind", "how_checked", "limits", "citation"),
            *("licenses", "schema"),
        )
        for name, entry in found.items():
            absent = [key for key in needed if key not in entry]
            if absent:
                raise _problem(_DESCRIPTOR, f"the entry {name!r} lacks {', '.join(absent)}")
            if entry["kind"] not in _KINDS:
                found_kind, known = entry["kind"], ", ".join(_KINDS)
                text = f"the entry {name!r} has the kind {found_kind!r}; expected one of: {known}"
                raise _problem(_DESCRIPTOR, text)
        _described[path] = (raw, found)
    return _described[path][1]


def _resource(name):
    known = _resources()
    if name in known:
        return known[name]
    near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.4)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise TableError(f"There is no table {name!r}.{hint} The tables are: {', '.join(known)}.")


# --- reading and checking ----------------------------------------------------------------------


def _problem(file, text, row=None, column=None, advice=None):
    """Return a TableError that names the file, the row as a spreadsheet numbers it, the column."""
    place = f"{_folder.name}/{file}"
    place += f", row {row}" if row else ""
    place += f", column {column}" if column else ""
    return TableError(f"{place}: {text}. {advice or _restore(file)}")


def _normal(raw):
    """Return the bytes without the marks that spreadsheets add: a byte-order mark, CRLF."""
    return raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def _parse(resource, raw):
    """Return the rows of a CSV file as lists of text, after checking header and every cell."""
    file, fields = resource["path"], resource["schema"]["fields"]
    raw = _normal(raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"line {line} is not UTF-8 text (byte {raw[error.start]:#04x})"
        raise _problem(file, f"{found}; expected a CSV file saved as UTF-8") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = []
    try:
        for cells in reader:
            rows.append(cells)
    except csv.Error as error:
        found = f"the row cannot be read ({error}); the file may be cut off"
        raise _problem(file, found, row=len(rows) + 1) from None

    wanted = [field["name"] for field in fields]
    header = rows.pop(0) if rows else []
    if header != wanted:
        raise _problem(file, _header_difference(header, wanted), row=1)
    checks = [_cell_check(resource, field) for field in fields]
    for number, cells in enumerate(rows, start=2):
        if len(cells) != len(wanted):
            found = f"found {len(cells)} cells, expected {len(wanted)}; the file may be cut off"
            raise _problem(file, found, row=number)
        for field, check, cell in zip(fields, checks, cells, strict=True):
            expected = check(cell)
            if expected:
                found = f"found {cell!r}" if cell else "found an empty cell"
                raise _problem(file, f"{found}, expected {expected}", number, field["name"])
    _check_unique(resource, rows)
    return rows


def _header_difference(header, wanted):
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and header[0].split(mark) == wanted:
            return f"the columns are separated by {word}, expected commas"
    if not header:
        return "the file is empty, expected the column names " + ", ".join(wanted)
    pairs = enumerate(zip(header, wanted, strict=False), start=1)
    for position, (found, expected) in pairs:
        if found != expected:
            return f"column {position} is called {found!r}, expected {expected!r}"
    return f"found {len(header)} column names, expected {len(wanted)}: {', '.join(wanted)}"


# type -> (pattern of a cell, how to compare it with minimum and maximum, words for the reader)
_TYPES = {
    "string": (None, None, "text"),
    "integer": (re.compile(r"-?\d+"), int, "a whole number"),
    "year": (re.compile(r"\d{4}"), int, "a year such as 2009"),
    "number": (
        re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?"),
        float,
        "a number with a decimal point, such as 0.5",
    ),
    "boolean": (re.compile("true|false"), None, "true or false"),
    "date": (re.compile(r"\d{4}-\d\d-\d\d"), date.fromisoformat, "a date such as 2009-07-01"),
    "yearmonth": (re.compile(r"\d{4}-(0[1-9]|1[0-2])"), str, "a month such as 2009-07"),
}
_CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum", "maximum"}


def _cell_check(resource, field):
    """Return a function: the text of a cell -> what was expected instead, or None if it is good."""
    rules = field.get("constraints", {})
    strange = sorted(set(rules) - _CONSTRAINTS)
    if field["type"] in ("string", "boolean"):
        strange += sorted({"minimum", "maximum"} & set(rules))
    if field["type"] not in _TYPES or strange:
        text = f"table {resource['name']}, column {field['name']}: cannot check "
        text += ", ".join(strange) if strange else f"the type {field['type']!r}"
        raise _problem(_DESCRIPTOR, text)
    pattern, convert, words = _TYPES[field["type"]]
    allowed = [str(value) for value in rules["enum"]] if "enum" in rules else None
    shape = re.compile(rules["pattern"]) if "pattern" in rules else None
    bounds = {end: convert(str(rules[end])) for end in ("minimum", "maximum") if end in rules}
    limits = " and ".join(
        f"{'at least' if end == 'minimum' else 'at most'} {value}" for end, value in bounds.items()
    )
    required = rules.get("required", False)

    def check(cell):
        if not cell:
            return words if required else None
        if pattern and not pattern.fullmatch(cell):
            return words
        if allowed is not None and cell not in allowed:
            return "one of: " + ", ".join(allowed)
        if shape and not shape.fullmatch(cell):
            return f"text of the form {rules['pattern']}"
        if bounds or field["type"] == "date":
            try:
                value = convert(cell)
            except ValueError:  # a date that no calendar has
                return words
            low, high = bounds.get("minimum", value), bounds.get("maximum", value)
            if not low <= value <= high:
                return f"{words}, {limits}"
        return None

    return check


def _check_unique(resource, rows):
    schema = resource["schema"]
    columns = [field["name"] for field in schema["fields"]]
    key = schema.get("primaryKey", [])
    groups = [[key] if isinstance(key, str) else key] if key else []
    groups += [[field["name"]] for field in schema["fields"] if field.get("constraints", {}).get("unique")]
    for group in groups:
        places = [columns.index(column) for column in group]
        seen = {}
        for number, cells in enumerate(rows, start=2):
            value = tuple(cells[place] for place in places)
            if value in seen and any(value):
                found = f"found {', '.join(value)!r} again, expected a value that occurs once"
                found += f" (it is in row {seen[value]} too)"
                raise _problem(resource["path"], found, number, ", ".join(group))
            seen[value] = number


def _checksum(raw):
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def _row_check(cells):
    # Four digits are enough to name the changed row; the checksum of the file is the real guard.
    return hashlib.sha256("\x1f".join(cells).encode()).hexdigest()[:4]


def _verify(resource, raw, rows):
    """Compare a well-formed table with the row count and checksums of its entry."""
    file, advice = resource["path"], f"{_restore(resource['path'])} {_RENEW}"
    if any(key not in resource for key in ("rows", "hash", "row_checks")):
        text = f"the table has no checksum in {_DESCRIPTOR} yet"
        raise _problem(file, text, advice=_RENEW)
    checks = re.findall("....", resource["row_checks"])
    changed = next(
        (
            number
            for number, (cells, check) in enumerate(zip(rows, checks, strict=False), start=2)
            if _row_check(cells) != check
        ),
        None,
    )
    if len(rows) != resource["rows"]:
        text = f"found {len(rows)} rows below the header, expected {resource['rows']}; "
        if changed:
            text += f"row {changed} is the first that differs"
        else:
            text += f"they differ after row {min(len(rows), len(checks)) + 1}"
        raise _problem(file, text, advice=advice)
    if _checksum(_normal(raw)) != resource["hash"]:
        if changed is None:
            text = (
                "the values are the checked ones but the file was written in another way "
                "(quotation marks, line ends), so its checksum differs"
            )
            raise _problem(file, text, advice=advice)
        text = (
            f"this row ({rows[changed - 2][0]}) is not the one that was checked. "
            "Its values look valid, but the checksum of the table says that they were changed"
        )
        raise _problem(file, text, row=changed, advice=advice)


def _frame(resource, rows):
    fields = resource["schema"]["fields"]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    return pd.DataFrame(
        {field["name"]: _series(field, cells) for field, cells in zip(fields, columns, strict=True)}
    )


def _series(field, cells):
    sort, gaps = field["type"], not field.get("constraints", {}).get("required", False)
    if sort == "string":
        return pd.Series(cells, dtype="str")
    if sort in ("integer", "year"):
        values = [int(cell) if cell else pd.NA for cell in cells]
        return pd.Series(values, dtype="Int64" if gaps else "int64")
    if sort == "number":
        return pd.Series([float(cell) if cell else float("nan") for cell in cells], dtype="float64")
    if sort == "boolean":
        values = [cell == "true" if cell else pd.NA for cell in cells]
        return pd.Series(values, dtype="boolean" if gaps else "bool")
    if sort == "date":
        return pd.Series([cell or None for cell in cells], dtype="datetime64[ns]")
    return pd.Series([pd.Period(cell, "M") if cell else pd.NaT for cell in cells], dtype="period[M]")


# --- for those who edit the tables -------------------------------------------------------------


def _check_all():
    """Print a line a table; return the number of problems."""
    problems = _undescribed()
    for name in names():
        try:
            print(f"ok       {name}: {len(load(name))} rows, {kind(name)}")
        except TableError as error:
            problems.append(f"{name}: {error}")
    for problem in problems:
        print(f"problem  {problem}")
    return len(problems)


def _refresh():
    """Check every cell of every table, then renew rows, bytes and checksums of its entry."""
    problems, texts = _undescribed(), {}
    package = json.loads(_read(_DESCRIPTOR).decode("utf-8-sig"))
    for resource in package["resources"]:
        try:
            raw = _normal(_read(resource["path"]))
            rows = _parse(resource, raw)
        except TableError as error:
            problems.append(f"{resource['name']}: {error}")
            continue
        texts[resource["path"]] = raw
        resource |= {
            "rows": len(rows),
            "bytes": len(raw),
            "hash": _checksum(raw),
            "row_checks": "".join(map(_row_check, rows)),
        }
    if problems:
        for problem in problems:
            print(f"problem  {problem}")
        print("Nothing was renewed: mend the problems first.")
        return len(problems)
    for file, raw in texts.items():  # now without byte-order mark and CRLF
        if (_folder / file).read_bytes() != raw:
            (_folder / file).write_bytes(raw)
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (_folder / _DESCRIPTOR).write_bytes(text.encode())
    print(f"Renewed the checksums of {len(texts)} tables.")
    return 0


def _undescribed():
    described = {resource["path"] for resource in _resources().values()}
    strays = sorted(path.name for path in _folder.glob("*.csv") if path.name not in described)
    return [f"{_folder.name}/{name} is not described in {_DESCRIPTOR}" for name in strays]


def main(arguments):
    """Check every table; with --refresh also renew the checksums. Return the exit status."""
    if arguments not in ([], ["--refresh"]):
        print("Use: python -m hosting_shift.tables [--refresh]")
        return 2
    try:
        return 1 if (_refresh() if arguments else _check_all()) else 0
    except TableError as error:
        print(f"problem  {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
