"""What an exercise is, and how an answer to it is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    wants      what an answer is, in words ("one number")
    expected   function that computes the right answer
    hint       shown while nothing is answered
    praise     shown when right; {answer} is the right answer
    mistakes   (function that computes a known wrong answer, reply) pairs
    tolerance  how far a number may be off
    """

    wants: str
    expected: Callable[[], Any]
    hint: str
    praise: str
    mistakes: tuple[tuple[Callable[[], Any], str], ...] = ()
    tolerance: float = 1e-9


def verdict(exercise: Exercise, answer: Any = ...) -> tuple[str, str]:
    """Return ("right" | "wrong" | "unanswered", what to tell the student); never raises."""
    if answer is ... or answer is None:
        return "unanswered", f"Put your answer in place of the three dots. Hint: {exercise.hint}"
    right = exercise.expected()
    try:
        return _compared(exercise, answer, right)
    except (OverflowError, ValueError, TypeError):  # such as a number with 5,000 digits
        return "wrong", f"The answer is {exercise.wants}; this one cannot be compared with it."


def _compared(exercise: Exercise, answer: Any, right: Any) -> tuple[str, str]:
    if _same(answer, right, exercise.tolerance):
        return "right", exercise.praise.format(answer=_in_words(right))
    for mistake, reply in exercise.mistakes:
        if _same(answer, mistake(), exercise.tolerance):
            return "wrong", reply
    if _shape(answer) != _shape(right):
        return "wrong", f"The answer is {exercise.wants}; this is {_kind(answer)}."
    return "wrong", f"Your answer was {_in_words(answer)}. Hint: {exercise.hint}"


def _shape(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return "truth value"
    if isinstance(value, int | float | np.number):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, pd.DataFrame):
        return "table"
    if isinstance(value, Iterable):
        return "list"
    return type(value).__name__


def _kind(value: Any) -> str:
    shape = _shape(value)
    names = {"number": "a number", "text": "a text", "table": "a whole table", "list": "a list"}
    return names.get(shape, f"a {shape}")


def _same(answer: Any, right: Any, tolerance: float) -> bool:
    if _shape(answer) != _shape(right):
        return False
    if _shape(right) == "number":
        return bool(abs(float(answer) - float(right)) <= tolerance)
    if _shape(right) == "text":
        return answer.strip().casefold() == right.strip().casefold()
    if _shape(right) == "list":
        try:
            return sorted(map(str, answer)) == sorted(map(str, right))
        except TypeError:
            return False
    return False


def _in_words(value: Any) -> str:
    shape = _shape(value)
    if shape == "number":
        return f"{float(value):g}"
    if shape == "text":
        return value[:80]
    if shape == "list":
        words = ", ".join(str(x) for x in list(value)[:8])
        return words[:160]
    return _kind(value)
