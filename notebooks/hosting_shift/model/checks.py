"""Plain-words checks of the numbers that come in. Private to the model."""

import numpy as np


def numbers(values, what: str, length: int | None = None) -> np.ndarray:
    """`values` as a new array of finite numbers; of shape (length,) if a length is given.

    Raises ValueError, naming `what`, for anything else.
    """
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{what} must be numbers. Got {values!r}.") from None
    if length is not None and array.shape != (length,):
        raise ValueError(
            f"{what} needs one number for each of the {length} jurisdictions. Got an array of shape {array.shape}."
        )
    if not np.isfinite(array).all():
        raise ValueError(f"{what} must be finite numbers: nothing missing, nothing infinite.")
    return array


def not_negative(values, what: str, length: int | None = None) -> np.ndarray:
    """The same, and refuse anything below zero. Raises ValueError."""
    array = numbers(values, what, length)
    if array.min(initial=0) < 0:
        raise ValueError(f"{what} cannot be negative. Got {array.min():g}.")
    return array


def one_number(value, what: str, *, positive: bool = False) -> float:
    """`value` as a float: zero or more, or above zero if `positive`. Raises ValueError for anything else."""
    if type(value) is float and 0 < value < float("inf"):
        return value  # the usual case, without an array
    array = not_negative(value, what)
    if array.ndim:
        raise ValueError(f"{what} must be one number. Got {array.size} of them.")
    if positive and array == 0:
        raise ValueError(f"{what} must be more than 0.")
    return float(array)


def whole(value, what: str) -> int:
    """`value` as a whole number, 1 or more. Raises ValueError for anything else."""
    number = one_number(value, what)
    if number != int(number) or number < 1:
        raise ValueError(f"{what} must be a whole number, 1 or more. Got {value}.")
    return int(number)


def column(columns, name: str, table: str) -> list:
    """One column of a table given as any mapping of column name → sequence.

    Raises ValueError where there is none of this name.
    """
    if name not in columns:
        present = ", ".join(str(c) for c in columns) or "none"
        raise ValueError(f"The table {table} needs a column named {name}. It has: {present}.")
    return list(columns[name])


def probabilities(values, size: int, what: str) -> np.ndarray:
    """`values` of shape (size,), not negative and summing to one. Raises ValueError for anything else."""
    array = not_negative(values, what)
    if array.shape != (size,):
        raise ValueError(f"{what} needs {size} numbers. Got an array of shape {array.shape}.")
    if abs(array.sum() - 1) > 1e-9:
        raise ValueError(f"{what} must sum to 1. They sum to {array.sum():.6g}.")
    return array


def truths(values, what: str, count: int) -> np.ndarray:
    """`values`, True or False, once or for each of the `count` jurisdictions, as booleans of shape (count,).

    Raises ValueError for anything else.
    """
    array = np.asarray(values)
    if array.dtype != bool or array.shape not in ((), (count,)):
        raise ValueError(
            f"{what} must be True or False, once or for each of the {count} jurisdictions. Got {values!r}."
        )
    return np.broadcast_to(array, (count,))
