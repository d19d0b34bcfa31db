"""What is right in the exercises of lesson 00, computed; the mistakes we know."""

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise


@exercise("00-minutes", wants="one number")
def _minutes():
    """The column is ready in `minutes`, and you want one number for all its rows together.

    Write `minutes.sum()` in place of the three dots.
    """
    minutes = tables.load("lessons")["minutes"]
    yield int(minutes.sum()), "All eleven lessons together take {answer} minutes."
    yield len(minutes), "That is the number of lessons, so add their minutes up with .sum()."
    yield float(minutes.mean()), "That is the average of the lessons, and the sum was asked: .sum()."


@exercise("00-half", wants="one number of states")
def _half():
    """The sentence under the first picture gives the share of pairs, and it changes as you move the slider.

    Move the slider up, one state at a time, until the sentence says 50 % or more.
    """
    half = next(n for n in range(13) if law.share_of_pairs(n, 12) >= 0.5)
    yield half, "With {answer} of 12 states more than half of the pairs are linked."
    yield 6, "Half of the states link far fewer than half of the pairs: a line needs both ends."
    yield half - 1, "You are close, but the sentence still says less than 50 % there: one state more is needed."
