"""The exercises: what is right, which mistakes we know, and the reply to each.

Nothing right is typed in: every expected answer is computed from the tables, the rules or the model.
`mark(name, answer)` never raises, whatever a student hands in. Each lesson's exercises stand in a
file of their own, `lesson_05.py`, whose `EXERCISES` names them "05-weekly", "05-moves", …
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from hosting_shift.exercises.marking import Exercise, verdict

__all__ = ["EXERCISES", "Exercise", "mark"]

EXERCISES: dict[str, Exercise] = {}
for _file in sorted(Path(__file__).parent.glob("lesson_*.py")):
    EXERCISES |= import_module(f"hosting_shift.exercises.{_file.stem}").EXERCISES


def mark(name: str, answer: Any = ...) -> tuple[str, str]:
    """Return ("right" | "wrong" | "unanswered", what to tell the student)."""
    if name not in EXERCISES:
        return "wrong", f"There is no exercise {name!r}; there are {', '.join(EXERCISES)}."
    return verdict(EXERCISES[name], answer)
