"""What is right in the exercises of lesson 00, computed; the mistakes we know."""

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise

_READINGS = (
    "events without an exact day",
    "moves that nobody noticed",
    "a list kept by the police",
    "press, an association and an encyclopedia",
    "arithmetic alone",
    "Computed",
    "Real data",
    "Model",
)


@exercise("00-moves", wants="three choices", choices=lambda: _READINGS, parts=("kind", "source", "what it may miss"))
def _moves():
    """Look under the picture: the first words say the kind, and the line beside them where the numbers come from.

    The line names three sources after the colon. Ask who they are, and what somebody who only reports what is noticed leaves out.
    """
    undated, unnoticed, police, press, arithmetic, computed, real, model = _READINGS
    yield (
        [real, press, unnoticed],
        "The line names press, EDRi (an association) and Wikipedia, so somebody noticed these events and wrote them down.",
    )
    yield (
        [real, police, unnoticed],
        "The police seized servers, but the line under the picture does not name them as its source.",
    )
    yield (
        [real, press, undated],
        "Events without an exact day are drawn, too, and so are those known to the month only. Which are not drawn?",
    )
    yield (
        [computed, press, unnoticed],
        "Computed was the picture of the twelve states. Here somebody had to record what happened.",
    )
    yield (
        [computed, arithmetic, unnoticed],
        "That was the picture of the twelve states. Here somebody had to record what happened, so there is a source.",
    )
    yield (
        [model, press, unnoticed],
        "Sweden and the Netherlands are not made up, and the line under the picture begins with Real data.",
    )


@exercise("00-minutes", wants="one number")
def _minutes():
    """The column is ready in `minutes`, and you want one number for all its rows together.

    Write `minutes.sum()` in place of the three dots.
    """
    minutes = tables.load("lessons")["minutes"]
    yield int(minutes.sum()), "All eleven lessons together take {answer} minutes."
    yield len(minutes), "That is the number of lessons, so add their minutes up with .sum()."
    yield float(minutes.mean()), "That is the average of the lessons, and the sum was asked: .sum()."


@exercise("00-sixty", wants="one number of states")
def _sixty():
    """The sentence under the first picture gives the share of pairs, and it changes as you move the slider.

    Move the slider up, one state at a time, until the sentence says 60 % or more.
    """
    enough = next(n for n in range(13) if law.share_of_pairs(n, 12) >= 0.6)
    yield enough, "With {answer} of 12 states more than 60 % of the pairs are linked."
    yield 7, "That is about 60 % of the states, which link far fewer than 60 % of the pairs: a line needs both ends."
    yield 8, "Two thirds of the states link well under 60 % of the pairs, because a line needs both ends."
    yield enough - 1, "You are close, but the sentence still says less than 60 % there: one state more is needed."
