"""What is right in the exercises of lesson 10, computed; the mistakes we know."""

from hosting_shift import tables
from hosting_shift.exercises.marking import Exercise
from hosting_shift.explorers.lesson_10 import then_and_now, timeline
from hosting_shift.model import scoring

FORECASTS = ([0.9, 0.7, 0.2], [True, False, False])  # the three answers of the exercise


def _timeline(kind: str = "all", jurisdiction: str = "all"):
    # the numbers a student reads off the explorer, from the explorer's own computation
    return timeline.compute(**timeline.start(kind, jurisdiction))


def _silent(until: int) -> int:
    return then_and_now.compute(**then_and_now.start() | {"until": until}).silent


def _effects():
    return tables.load("displacement_effects")


def _provisions(change: str) -> int:
    return int((tables.load("law_then_now")["change"] == change).sum())


EXERCISES = {
    "10-laws": Exercise(
        wants="one number",
        expected=lambda: _timeline("law", "European Union").since,
        hint="set Kind to law and Jurisdiction to European Union; the sentence says how many came since July 2009.",
        praise="{answer} since July 2009: much of the new law is European, not French.",
        mistakes=(
            (
                lambda: int(_timeline("law", "European Union").chosen.sum()),
                "That is all of them since 2000. Read on in the sentence: since July 2009.",
            ),
            (lambda: _timeline("law", "France").since, "Those are French. Set Jurisdiction to European Union."),
        ),
    ),
    "10-silent": Exercise(
        wants="one number of statements",
        expected=lambda: _silent(2015),
        hint='step the year to 2015 and count the rows that end in "nothing yet".',
        praise="{answer} of the statements could not be judged at all in 2015: no evidence yet.",
        mistakes=(
            (lambda: _silent(2026), "Those have nothing even in 2026. Step back to the end of 2015."),
            (
                lambda: len(tables.load("then_and_now")) - _silent(2015),
                "Those had some evidence. Count the rows that end in “nothing yet”.",
            ),
        ),
    ),
    "10-brier": Exercise(
        wants="one number between 0 and 1",
        expected=lambda: scoring.brier(*FORECASTS),
        hint="0.1² + 0.7² + 0.2², divided by three.",
        praise="{answer}: better than 0.25, in spite of one confident miss.",
        mistakes=(
            (lambda: 3 * scoring.brier(*FORECASTS), "That is the sum. The score is the mean: divide by three."),
            (
                lambda: sum(abs(p - o) for p, o in zip(*FORECASTS, strict=True)) / 3,
                "That is the mean distance. Square each distance first.",
            ),
            (
                lambda: scoring.brier(FORECASTS[0], [not o for o in FORECASTS[1]]),
                "You compared with the opposite outcomes: 1 stands for came true.",
            ),
        ),
        tolerance=0.005,
    ),
    "10-measured": Exercise(
        wants="one number",
        expected=lambda: int(_effects()["after"].notna().sum()),
        hint="`.sum()` counts the true ones.",
        praise="{answer} give a number; the others, both on adverts, give words only.",
        mistakes=(
            (lambda: int(_effects()["after"].isna().sum()), "Those give words only: turn the question round."),
            (lambda: len(_effects()), "That counts all rows. Count the true ones of `measured`."),
        ),
    ),
    "10-unchanged": Exercise(
        wants="one number",
        expected=lambda: _provisions("same"),
        hint='ask the column "change" for equal to "same", then .sum().',
        praise="{answer} provisions say the same as in 2009, simple procuring among them.",
        mistakes=(
            (
                lambda: len(tables.load("law_then_now")) - _provisions("same"),
                "Those are not the same any more: turn the comparison round.",
            ),
            (lambda: _provisions("changed"), 'That counts "changed". Ask for "same".'),
        ),
    ),
}
