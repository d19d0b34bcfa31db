"""What is right in the exercises of lesson 10, computed; the mistakes we know."""

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.explorers.lesson_10 import then_and_now, timeline
from hosting_shift.model import scoring


def _timeline(jurisdiction: str):
    # the numbers a student reads off the explorer, from the explorer's own computation
    return timeline.compute(**timeline.start("law", jurisdiction))


def _silent_in(year: int) -> int:
    return then_and_now.compute(**then_and_now.start() | {"until": year}).silent


@exercise("10-laws", wants="one number")
def _laws():
    """set Kind to law and Jurisdiction to European Union; the sentence says how many came since July 2009."""
    union = _timeline("European Union")
    yield union.since, "{answer} since July 2009: much of the new law is European, not French."
    yield int(union.chosen.sum()), "That is all of them since 2000. Read on in the sentence: since July 2009."
    yield _timeline("France").since, "Those are French. Set Jurisdiction to European Union."


@exercise("10-silent", wants="one number of statements")
def _silent():
    """step the year to 2015 and count the rows that end in "nothing yet"."""
    silent, every = _silent_in(2015), len(tables.load("then_and_now"))
    yield silent, "{answer} of the statements could not be judged at all in 2015: no evidence yet."
    yield _silent_in(2026), "Those have nothing even in 2026. Step back to the end of 2015."
    yield every - silent, "Those had some evidence. Count the rows that end in “nothing yet”."


@exercise("10-brier", wants="one number between 0 and 1", tolerance=0.005)
def _brier():
    """0.1² + 0.7² + 0.2², divided by three."""
    forecasts, outcomes = [0.9, 0.7, 0.2], [True, False, False]  # the three answers of the exercise
    score = scoring.brier(forecasts, outcomes)
    yield score, "{answer}: better than 0.25, in spite of one confident miss."
    yield 3 * score, "That is the sum. The score is the mean: divide by three."
    distance = sum(abs(p - o) for p, o in zip(forecasts, outcomes, strict=True)) / 3
    yield distance, "That is the mean distance. Square each distance first."
    opposite = scoring.brier(forecasts, [not o for o in outcomes])
    yield opposite, "You compared with the opposite outcomes: 1 stands for came true."


@exercise("10-measured", wants="one number")
def _measured():
    """`.sum()` counts the true ones."""
    measured = tables.load("displacement_effects")["after"].notna()
    yield int(measured.sum()), "{answer} give a number; the others, both on adverts, give words only."
    yield int((~measured).sum()), "Those give words only: turn the question round."
    yield len(measured), "That counts all rows. Count the true ones of `measured`."


@exercise("10-unchanged", wants="one number")
def _unchanged():
    """ask the column "change" for equal to "same", then .sum()."""
    change = tables.load("law_then_now")["change"]
    same = int((change == "same").sum())
    yield same, "{answer} provisions say the same as in 2009, simple procuring among them."
    yield len(change) - same, "Those are not the same any more: turn the comparison round."
    yield int((change == "changed").sum()), 'That counts "changed". Ask for "same".'
