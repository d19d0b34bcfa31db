"""What is right in the exercises of lesson 00, computed; the mistakes we know."""

from hosting_shift import law, tables
from hosting_shift.exercises.marking import Exercise


def _minutes() -> int:
    return int(tables.load("lessons")["minutes"].sum())


def _half_of_pairs(states: int) -> int:
    return next(n for n in range(states + 1) if law.share_of_pairs(n, states) >= 0.5)


EXERCISES = {
    "00-minutes": Exercise(
        wants="one number",
        expected=_minutes,
        hint='take the column lessons["minutes"] and put .sum() behind it.',
        praise="All eleven lessons together take {answer} minutes.",
        mistakes=(
            (lambda: len(tables.load("lessons")), "That is the number of lessons. Add their minutes up with .sum()."),
            (
                lambda: float(tables.load("lessons")["minutes"].mean()),
                "That is the average lesson. The sum was asked: .sum().",
            ),
        ),
    ),
    "00-half": Exercise(
        wants="one number of states",
        expected=lambda: _half_of_pairs(12),
        hint="move the slider of the first explorer until its sentence says 50 % or more.",
        praise="With {answer} of 12 states more than half of the pairs are linked.",
        mistakes=(
            (lambda: 6, "Half of the states link far fewer than half of the pairs: a line needs both ends."),
            (lambda: _half_of_pairs(12) - 1, "Close: one state fewer than needed. Look at the sentence again."),
        ),
    ),
}
