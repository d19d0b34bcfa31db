"""What explorers take from the tables: sliders over the assumptions of the model, values in their order."""

from dataclasses import replace
from typing import Any

from hosting_shift import levers, tables
from hosting_shift.ui import Slider

DAYS = 30  # days in a month, in every explorer: easy to check on a pocket calculator


def listed_values(table: str, column: str) -> list[str]:
    """Return what a column of a table may say, in the order in which datapackage.json lists it."""
    fields = tables.describe(table).resource["schema"]["fields"]
    return next(field["constraints"]["enum"] for field in fields if field["name"] == column)


def origin(symbol: str) -> str:
    """Return where the value of an assumption comes from, by the table `model_parameters`."""
    return tables.load("model_parameters").set_index("symbol").loc[symbol, "provenance"]


def assumption(symbol: str, label: str, step: float, unit: str = "", **other: Any) -> Slider:
    """Return a slider over the range of an assumption of the model; `other` fields as given, such as its name."""
    row = levers.assumptions().row(symbol)
    return replace(Slider(symbol, label, row.low, row.high, step, unit, origin(symbol)), **other)


def reopening(name: str, label: str) -> Slider:
    """Return a slider over the days until a closed site is back, by the range of `t_reopen`."""
    row = levers.assumptions().row("t_reopen")
    return Slider(name, label, max(1, round(row.low * DAYS)), round(row.high * DAYS), 1, "days", origin("t_reopen"))
