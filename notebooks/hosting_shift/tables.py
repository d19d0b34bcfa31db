"""The facts of data/: load them, cite them, describe them.

Every table is one CSV file with a card written by hand, data/cards/NAME.toml. `make data` checks
every cell against its card and writes data/datapackage.json: the cards, and the checksum of each
file that was checked. Here a file is read once a kernel, and only if it is the one that was checked.

    load("convention_parties")      a typed DataFrame
    cite("convention_parties")      its source line
    describe("convention_parties")  its card: meaning, sources, licence, limits
    settings("moments")             a few values of data/settings.toml
    labels("L1;S48")                the titles of sources; linked(...) the same as links
    reload()                        forget what was read, here and in every rule that is `cached`

Needs pandas, MarkupSafe and the standard library, no network.
"""

from __future__ import annotations

import copy
import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import pandas as pd
from markupsafe import Markup

from hosting_shift.errors import PlainError, near, unknown

__all__ = ["Card", "TableError", "cached", "cite", "describe", "kind", "labels", "load", "names", "reload", "settings"]


class TableError(PlainError):
    """A table is unknown, missing, damaged or changed. The message says where and what to do."""


def load(name: str) -> pd.DataFrame:
    """Return table `name` as a fresh DataFrame, typed as its card says.

    Types, the same under pandas 2.2 and 3: date -> datetime64[ns]; yearmonth -> period[M];
    integer -> int64, or Int64 where a cell may be empty; number -> float64 (empty: NaN);
    boolean -> bool, or boolean where a cell may be empty; string -> pandas' text type, in which
    an empty cell is the empty string "" and never NaN.

    The copy is the caller's own: changing it changes nothing else. Raises TableError.
    """
    if name not in _frames:
        resource = _resource(name)
        _frames[name] = _frame(resource["schema"]["fields"], _cells(_checked(resource))[1:])
    return _frames[name].copy()


def names() -> list[str]:
    """Return the names of all tables, in alphabetical order."""
    return [name for name, entry in _resources().items() if "schema" in entry]


def kind(name: str) -> str:
    """Return what sort of data table (or setting) `name` is: real, derived, fictional or model."""
    return _about(name)["kind"]


def cite(name: str) -> str:
    """Return the one source line to print under whatever shows `name`, with its kind."""
    return f"{_about(name)['citation']} · {kind(name)}"


def describe(name: str) -> Card:
    """Return the Card of table `name`: shown as HTML in a notebook, as text elsewhere."""
    return Card(_resource(name))


def settings(name: str) -> Any:
    """Return the part `name` of data/settings.toml: values too few for a table, with their sources.

    Its shape is that of the file, and said there: {key: {column: value}}, or a list of such rows.
    The copy is the caller's own. Raises TableError.
    """
    known = [part for part in _settings() if part != "about"]
    if name not in known:
        raise TableError(unknown("part of data/settings.toml called", name, known))
    return copy.deepcopy(_settings()[name])


def labels(keys: str, none: str = "") -> str:
    """Return the titles of sources given as keys, such as "L1;S48"; `none` if there is no key.

    Raises ValueError for a key that is not in the table sources.
    """
    return "; ".join(source["title"] for source in _cited(keys)) or none


def linked(keys: str, none: str = "") -> Markup:
    """Return what `labels` does as HTML: every title leads to its source, and *archive* to a copy of it.

    The copy is the Internet Archive's nearest to the year in which the sources were read. Raises ValueError.
    """
    return Markup("; ").join(map(_link, _cited(keys))) or Markup.escape(none)


def _cited(keys: str) -> list[dict[str, str]]:
    """Return the sources given as keys, each as a card has it: title and path. Raises ValueError for an unknown one."""
    known = _sources()
    wanted = [key for key in keys.split(";") if key]
    for key in wanted:
        if key not in known:
            raise ValueError(f"There is no source {key!r}.{near(key, known)} See data/sources.csv.")
    return [known[key] for key in wanted]


# --- what is read once ---------------------------------------------------------------------------

_Rule = TypeVar("_Rule", bound=Callable[..., Any])
_frames: dict[str, pd.DataFrame] = {}  # the tables read so far
_caches: list[Any] = []  # what rules remember


def cached(most: int = 1) -> Callable[[_Rule], _Rule]:
    """Remember the last `most` answers of a rule that holds something read from a table.

    functools.lru_cache, with one difference: `reload` makes the rule forget, too, so that no answer
    is older than the tables. One answer is enough for a rule without arguments.
    """

    def remember(rule: _Rule) -> _Rule:
        kept = lru_cache(maxsize=most)(rule)
        _caches.append(kept)
        return cast(_Rule, kept)

    return remember


def reload() -> None:
    """Forget every table, and every answer a rule remembers: the next question reads the files anew."""
    _frames.clear()
    for remembered in _caches:
        remembered.cache_clear()


@cached()
def _resources() -> dict[str, dict[str, Any]]:
    """Return {name: entry} of datapackage.json."""
    try:
        package = json.loads(_read(DESCRIPTOR).decode("utf-8-sig"))
        inherited = {"licenses": package["licenses"]}
        found = {entry["name"]: inherited | entry for entry in package["resources"]}
    except json.JSONDecodeError as error:
        raise problem(DESCRIPTOR, f"line {error.lineno} is not JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise problem(DESCRIPTOR, "this is not UTF-8 text, expected a JSON file") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise problem(DESCRIPTOR, f"it does not describe tables: {error!r}") from None
    return found


@cached()
def _settings() -> dict[str, Any]:
    return tomllib.loads(_checked(_resources()["settings"]))


@cached()
def _sources() -> dict[str, dict[str, str]]:
    return {row.key: {"title": row.label, "path": row.address} for row in load("sources").itertuples()}


def _resource(name: str) -> dict[str, Any]:
    known = names()
    if name in known:
        return _resources()[name]
    if (_folder / f"{name}.csv").is_file():
        raise problem(f"{name}.csv", f"this table is not in {DESCRIPTOR} yet", advice=RENEW)
    raise TableError(unknown("table", name, known, of="The tables are"))


def _about(name: str) -> dict[str, Any]:
    """Return what is said about a table, or about a part of settings.toml."""
    return _settings()["about"].get(name) or _resource(name)


# --- files ---------------------------------------------------------------------------------------

DESCRIPTOR, SETTINGS = "datapackage.json", "settings.toml"
RENEW = (
    "If the change is meant, run make data in the folder of the course (without make: "
    "python -m tools.data, with the Python of .venv), then restart the kernel."
)


def _find_folder() -> Path:
    # data/ is beside notebooks/ in the repository; the browser edition may put it nearer.
    near_by = [parent / "data" for parent in Path(__file__).resolve().parents[:3]]
    return next((folder for folder in near_by if (folder / DESCRIPTOR).is_file()), near_by[-1])


_folder = _find_folder()  # tests point this at a copy


def restore(file: str) -> str:
    """Return the sentence that says how to get a file of data/ back."""
    return f"To restore the file: git checkout -- data/{file}, or download it from the course again."


def problem(file: str, text: str, row: int | None = None, column: str = "", advice: str = "") -> TableError:
    """Return a TableError that names the file, the row as a spreadsheet numbers it, the column."""
    place = f"data/{file}"
    place += f", row {row}" if row else ""
    place += f", column {column}" if column else ""
    return TableError(f"{place}: {text}. {advice or restore(file)}")


def _read(file: str) -> bytes:
    try:
        return (_folder / file).read_bytes()
    except FileNotFoundError:
        raise TableError(f"The file data/{file} is missing. {restore(file)}") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise TableError(f"The file data/{file} cannot be read ({reason}). {restore(file)}") from None


def normal(raw: bytes) -> bytes:
    """Return the bytes without the marks that spreadsheets add: a byte-order mark, CRLF."""
    return raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def checksum(raw: bytes) -> str:
    """Return the checksum of the bytes as datapackage.json holds it."""
    return "sha256:" + hashlib.sha256(raw).hexdigest()


def _checked(resource: dict[str, Any]) -> str:
    """Return the text of a file, if it is the one that was checked; raise TableError if not."""
    file = resource["path"]
    raw = normal(_read(file))
    if checksum(raw) == resource["hash"]:
        return raw.decode("utf-8")
    raise problem(file, _difference(resource, raw), advice=f"{restore(file)} {RENEW}")


def _difference(resource: dict[str, Any], raw: bytes) -> str:
    """Say what shows at first sight: every cell is looked at by `make data`, not here."""
    if not raw.strip():
        return f"the file is empty, expected {resource['title']!r}"
    try:
        header, *rows = _cells(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return f"line {line} is not UTF-8 text, expected a file saved as UTF-8"
    except csv.Error:
        header, rows = [], []
    if "schema" in resource:
        wanted = [field["name"] for field in resource["schema"]["fields"]]
        if header != wanted:
            return f"the first row is not the one expected, {','.join(wanted)}"
        if len(rows) != resource["rows"]:
            words = f"found {len(rows)} rows below the header, expected {resource['rows']}"
            return f"{words}; the file may be cut off"
    return "this is not the file that was checked: its checksum says that something in it was changed"


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _frame(fields: list[dict[str, Any]], rows: list[list[str]]) -> pd.DataFrame:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(fields)
    return pd.DataFrame({field["name"]: _series(field, cells) for field, cells in zip(fields, columns, strict=True)})


_TYPES: dict[str, tuple[Callable[[str], Any], Any, str, str]] = {  # type of a field: how to read a cell,
    # what an empty one is, and the type of a column without and with empty cells
    "string": (str, "", "str", "str"),
    "integer": (int, pd.NA, "int64", "Int64"),
    "year": (int, pd.NA, "int64", "Int64"),
    "number": (float, float("nan"), "float64", "float64"),
    "boolean": ("true".__eq__, pd.NA, "bool", "boolean"),
    "date": (str, None, "datetime64[ns]", "datetime64[ns]"),
    "yearmonth": (pd.Period, pd.NaT, "period[M]", "period[M]"),
}


def _series(field: dict[str, Any], cells: Sequence[str]) -> pd.Series:
    sort, gaps = field["type"], not field.get("constraints", {}).get("required", False)
    read, empty, full, gapped = _TYPES[sort]
    return pd.Series([read(cell) if cell else empty for cell in cells], dtype=gapped if gaps else full)


# --- cards ---------------------------------------------------------------------------------------

KINDS = {
    "real": "collected from the sources below",
    "derived": "written or computed for this course from the sources below",
    "fictional": "invented for teaching",
    "model": "settings of the teaching model",
}

ARCHIVE = "https://web.archive.org/web/2026/"  # before an address: its copy nearest to the year of our reading

_PAGE = Markup(
    "<div><p><strong>{title}</strong> (<code>{name}</code>)</p><p>{description}</p>"
    "<ul><li>Kind: <strong>{kind}</strong>, {meaning}</li><li>Rows: {rows}</li><li>Licence: {licence}</li>"
    "<li>How it was checked: {how_checked}</li><li>Limits: {limits}</li></ul>"
    "<p>Sources (<em>archive</em> asks the Internet Archive for its copy nearest to 2026)</p><ul>{listed}</ul>"
    "<details><summary>Columns of {name} and what they mean</summary><table><thead>"
    '<tr><th scope="col">column</th><th scope="col" style="text-align:left">meaning</th></tr>'
    "</thead><tbody>{columns}</tbody></table></details></div>"
)
_COLUMN = Markup(
    '<tr><th scope="row" style="text-align:left"><code>{}</code></th><td style="text-align:left">{}</td></tr>'
)


@dataclass(frozen=True, repr=False)
class Card:
    """What a reader should know about one table. `resource` is its entry in datapackage.json."""

    resource: dict[str, Any]

    def __str__(self) -> str:
        entry = self.resource
        lines = [
            f"{entry['title']} ({entry['name']})",
            f"Kind: {entry['kind']} ({KINDS[entry['kind']]})",
            f"What it is: {entry['description']}",
            f"Rows: {entry['rows']}",
            "Columns:",
            *(f"  {label}: {meaning}" for label, meaning in self._columns()),
            "Sources:",
            *(f"  {source['title']} {source.get('path', '')}".rstrip() for source in entry["sources"]),
            f"Licence: {self._licence()}",
            f"How it was checked: {entry['how_checked']}",
            f"Limits: {entry['limits']}",
        ]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        page = _PAGE.format(
            **self.resource,
            meaning=KINDS[self.resource["kind"]],
            licence=self._licence(),
            listed=Markup("").join(Markup("<li>{}</li>").format(_link(s)) for s in self.resource["sources"]),
            columns=Markup("").join(_COLUMN.format(*column) for column in self._columns()),
        )
        return str(page)

    def _columns(self) -> Iterator[tuple[str, str]]:
        for field in self.resource["schema"]["fields"]:
            unit = f" Unit: {field['unit']}." if field.get("unit") else ""
            yield field["name"], f"{field['description']}{unit}"

    def _licence(self) -> str:
        return "; ".join(entry["title"] for entry in self.resource["licenses"])


def _link(source: dict[str, str]) -> str:
    address = source.get("path", "")
    if not address.startswith(("https://", "http://")):
        return source["title"]
    shown = '<a href="{0}" {3}>{1}</a> (<a href="{2}{0}" {3} aria-label="archived copy of {1}">archive</a>)'
    beside = Markup('target="_blank" rel="noopener"')  # the lesson's page stays open
    return Markup(shown).format(address, source["title"], ARCHIVE, beside)
