"""The exercises: what is right, which mistakes we know, the reply to each, and hints for the others.

Nothing right is typed in: every expected answer is computed from the tables, the rules or the model.
`mark(name, answer)` never raises, whatever a student hands in. Each lesson's exercises stand in a
file of their own, `lesson_05.py`, which is read when one of them, such as "05-weekly", is first asked for.
`every()` returns those of all lessons.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from hosting_shift.errors import look_up
from hosting_shift.exercises.marking import SOLUTION, Exercise, Marked, verdict

__all__ = ["SOLUTION", "Exercise", "Marked", "every", "get", "mark"]

_FILES = {file.stem[-2:]: file.stem for file in sorted(Path(__file__).parent.glob("lesson_*.py"))}


def _of(lesson: str) -> dict[str, Exercise]:
    module = import_module(f"hosting_shift.exercises.{_FILES[lesson]}")
    return {each.name: each for each in vars(module).values() if isinstance(each, Exercise)}


def every() -> dict[str, Exercise]:
    """Return the exercises of all lessons, by name."""
    return {name: exercise for lesson in _FILES for name, exercise in _of(lesson).items()}


def get(name: str) -> Exercise:
    """Return one exercise. Raises ValueError for a name that there is not."""
    lesson = str(name)[:2]
    return look_up("exercise", name, _of(lesson) if lesson in _FILES else every())


def mark(name: str, answer: Any = ..., tries: int = 0) -> Marked:
    """Mark an answer to an exercise. tries: which try it is; with 0 there is no hint."""
    lesson = str(name)[:2]
    known = _of(lesson) if lesson in _FILES else every()
    if name not in known:
        return Marked("wrong", f"There is no exercise {name!r}; there are {', '.join(known)}.")
    return verdict(known[name], answer, tries)
