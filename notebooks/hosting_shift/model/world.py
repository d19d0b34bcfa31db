"""The invented jurisdictions, and the table of assumptions.

Both come from tables in data/: no number is written here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hosting_shift.errors import look_up, unknown
from hosting_shift.model.checks import column, not_negative, numbers


class Base(NamedTuple):
    """A part of the world in which operators live.

    share: symbol of the parameter that says how many of them. region: the jurisdictions whose law
    decides about extradition from there. warrant, extradition: can an operator who lives there be
    surrendered that way at all?
    """

    name: str
    region: str
    share: str
    warrant: bool
    extradition: bool


@dataclass(frozen=True, eq=False)
class World:
    """J stylised jurisdictions. They stand for no real state.

    codes, names, regions: J words each. A region is a group, such as "European Union".
    size: share of the world's hosting market, shape (J,), sums to 1.
    cover: how far the law of the place reaches the conduct, 0 (not at all) to 1 (wholly).
    cost: cost of hosting there, as a share of the site's revenue.
    bases: where operators live, needed from level 2 on. The host and the base may differ.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    regions: tuple[str, ...]
    size: np.ndarray
    cover: np.ndarray
    cost: np.ndarray
    bases: tuple[Base, ...] = ()

    def __post_init__(self):
        count = len(self.codes)
        if count == 0:
            raise ValueError("A world needs at least one jurisdiction.")
        for field in ("codes", "names", "regions"):
            words = tuple(str(word) for word in getattr(self, field))
            if len(words) != count:
                raise ValueError(
                    f"There are {count} codes but {len(words)} {field}. Every jurisdiction needs one of each."
                )
            object.__setattr__(self, field, words)
        twice = sorted({code for code in self.codes if self.codes.count(code) > 1})
        if twice:
            raise ValueError(f"Two jurisdictions share the code {twice[0]}. Codes must differ.")
        for field in ("size", "cover", "cost"):
            array = not_negative(getattr(self, field), f"The column {field}", count)
            array.setflags(write=False)
            object.__setattr__(self, field, array)
        if abs(self.size.sum() - 1) > 1e-6:
            raise ValueError(
                f"The sizes are shares of one market and must sum to 1. They sum to {self.size.sum():.6g}."
            )
        if (self.cover > 1).any():
            code = self.codes[int(self.cover.argmax())]
            raise ValueError(f"The cover of {code} is {self.cover.max():g}. It must lie between 0 and 1.")

        for base in self.bases:
            if base.region not in self.regions:
                raise ValueError(
                    f"Operators are said to live in {base.region}, which is no region of this "
                    f"world. Its regions: {', '.join(dict.fromkeys(self.regions))}."
                )

    @classmethod
    def from_table(cls, columns: Mapping, bases: Mapping | None = None) -> "World":
        """The world in the table `jurisdictions`, and its operators in settings.toml.

        Both are any mapping of column name → sequence. Level 1 does without operators.
        """
        names = ("code", "name", "region", "size", "cover", "cost")
        living = ()
        if bases is not None:
            cells = [column(bases, name, "operator_bases") for name in Base._fields]
            living = tuple(Base(str(n), str(r), str(s), bool(w), bool(e)) for n, r, s, w, e in zip(*cells, strict=True))
        return cls(*(column(columns, name, "jurisdictions") for name in names), living)

    def __len__(self) -> int:
        return len(self.codes)

    def mask(self, *names: str) -> np.ndarray:
        """True for the jurisdictions with one of these codes or regions; shape (J,).

        `4 * world.mask("European Union")` is an effort of 4 in the EU and 0 elsewhere. Raises
        ValueError for a name that is neither.
        """
        known = dict.fromkeys((*self.regions, *self.codes))
        for name in names:
            look_up("jurisdiction or region", name, list(known))
        pairs = zip(self.codes, self.regions, strict=True)
        return np.array([code in names or region in names for code, region in pairs])


class Parameter(NamedTuple):
    """One assumption: its symbol, its name in words, its value, its range and its unit."""

    symbol: str
    name: str
    value: float
    low: float
    high: float
    unit: str


class Parameters(Mapping):
    """The assumptions of the model, by symbol: `parameters["t_order"]` is a number.

    They never change; `with_changes` returns a changed copy.
    """

    def __init__(self, rows: Mapping[str, Parameter]):
        self._rows = dict(rows)

    @classmethod
    def from_table(cls, columns: Mapping) -> "Parameters":
        """The assumptions in the table `model_parameters` (columns symbol, name, value, low,
        high, unit; others are left alone). Any mapping of column name → sequence will do.
        Raises ValueError for a symbol named twice.
        """
        cells = [column(columns, name, "model_parameters") for name in Parameter._fields]
        rows: dict[str, Parameter] = {}
        for symbol, name, value, low, high, unit in zip(*cells, strict=True):
            if symbol in rows:
                raise ValueError(f"The table model_parameters names {symbol} twice.")
            low, high = (float(numbers(end, f"The range of {symbol}")) for end in (low, high))
            row = Parameter(str(symbol), str(name), float("nan"), low, high, str(unit))
            rows[row.symbol] = _with_value(row, value)
        return cls(rows)

    def __getitem__(self, symbol: str) -> float:
        return self.row(symbol).value

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, symbol: str) -> Parameter:
        """Everything known about one assumption: name, value, range, unit. Raises KeyError."""
        if symbol not in self._rows:
            raise KeyError(unknown("parameter", symbol, self._rows))
        return self._rows[symbol]

    def with_changes(self, **values: float) -> "Parameters":
        """A copy with some values changed: `with_changes(t_order=3)`.

        Refuses a value outside the parameter's range.
        """
        changed = {symbol: _with_value(self.row(symbol), value) for symbol, value in values.items()}
        return Parameters({**self._rows, **changed})


def _with_value(row: Parameter, value) -> Parameter:
    array = numbers(value, f"The value of {row.symbol}")
    if array.ndim or not row.low <= array <= row.high:
        raise ValueError(
            f"{row.name} ({row.symbol}) must lie between {row.low:g} and {row.high:g} {row.unit}. Got {value}."
        )
    return row._replace(value=float(array))
