"""What is right in the exercises of lesson 00, computed; the mistakes we know."""

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise


@exercise("00-minutes", wants="one number")
def _minutes():
    """take the column lessons["minutes"] and put .sum() behind it."""
    minutes = tables.load("lessons")["minutes"]
    yield int(minutes.sum()), "All eleven lessons together take {answer} minutes."
    yield len(minutes), "That is the number of lessons. Add their minutes up with .sum()."
    yield float(minutes.mean()), "That is the average lesson. The sum was asked: .sum()."


@exercise("00-half", wants="one number of states")
def _half():
    """move the slider of the first explorer until its sentence says 50 % or more."""
    half = next(n for n in range(13) if law.share_of_pairs(n, 12) >= 0.5)
    yield half, "With {answer} of 12 states more than half of the pairs are linked."
    yield 6, "Half of the states link far fewer than half of the pairs: a line needs both ends."
    yield half - 1, "Close: one state fewer than needed. Look at the sentence again."
