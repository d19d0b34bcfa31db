"""What is right in the exercises of lesson 03, computed; the mistakes we know."""

import numpy as np
import pandas as pd

from hosting_shift import tables
from hosting_shift.exercises.marking import Exercise
from hosting_shift.explorers.lesson_03 import screening_dots, screening_threshold
from hosting_shift.model import screening

REQUIRED = 3  # the threshold the exercises on the table use


def _adverts() -> tuple[pd.DataFrame, pd.Series]:
    """Return the adverts and, for each, whether it has at least `REQUIRED` indicators."""
    adverts = tables.load("fictional_adverts")
    names = tables.load("recruitment_indicators")["indicator"].tolist()
    return adverts, adverts[names].sum(axis=1) >= REQUIRED


def _outcomes() -> screening.Counts:
    adverts, stopped = _adverts()
    return screening.outcomes(stopped, adverts["deceptive"])


def _specificity_for_half() -> float:
    """Return the first specificity on the slider, in percent, at which half of the stops are right."""
    low, high, step = screening_dots.SPECIFICITY
    values = (float(value) for value in np.arange(low, high + step / 2, step))
    return next(value for value in values if _precision(value) >= 0.5)


def _precision(specificity: float) -> float:
    settings = screening_dots.start() | {"specificity": specificity}
    return screening_dots.compute(**settings).exact.precision or 0


def _cheapest(base: int, miss_cost: int) -> int:
    settings = screening_threshold.start() | {"base": base, "miss_cost": miss_cost}
    return screening_threshold.compute(**settings).best


def _honest_stopped(kind: str | None) -> int:
    adverts, stopped = _adverts()
    mine = stopped & ~adverts["deceptive"]
    return int((mine & (adverts["kind"] == kind)).sum() if kind else mine.sum())


def _stopped(kind: str) -> int:
    adverts, stopped = _adverts()
    return int((stopped & (adverts["kind"] == kind)).sum())


EXERCISES = {
    "03-half": Exercise(
        wants="one number in percent",
        expected=_specificity_for_half,
        hint="leave the other two controls, move Specificity up, and stop once the sentence says 50 % or more.",
        praise="At {answer} % specificity triangles outnumber squares: honest adverts must be let "
        "through almost without exception.",
        mistakes=(
            (lambda: 50.0, "Half is what you want to reach; the answer is the specificity."),
            (lambda: 99.0, "Close: at 99 % there are still more squares than triangles. One step further."),
            (lambda: _specificity_for_half() / 100, "Right share; the answer is wanted in percent."),
        ),
    ),
    "03-weight": Exercise(
        wants="one number of indicators",
        expected=lambda: _cheapest(1, 100),
        hint='read the end of the sentence: "requiring … costs least".',
        praise="Requiring {answer} costs least there. The same judgement, among rarer cases, gives another threshold.",
        mistakes=(
            (
                lambda: _cheapest(100, 100),
                "That is the answer for the base rate of the table. Set Deceptive adverts to 1 of 1,000 as well.",
            ),
            (lambda: _cheapest(100, 10), "That is the start state. Change the weight and the base rate first."),
        ),
    ),
    "03-recall": Exercise(
        wants="one number, a share from 0 to 1",
        expected=lambda: _outcomes().sensitivity,
        hint='divide `caught` by the number of deceptive adverts, adverts["deceptive"].sum().',
        praise="Recall is {answer}: four of five deceptive adverts are caught.",
        mistakes=(
            (
                lambda: _outcomes().precision,
                "That is precision: caught, of all that were stopped. Recall is caught, of all that are deceptive.",
            ),
            (lambda: _outcomes().hits, "That is the number caught; divide by all deceptive ones."),
            (lambda: 100 * _outcomes().sensitivity, "Right share; here it is wanted from 0 to 1, not in percent."),
        ),
        tolerance=1e-6,
    ),
    "03-au-pair": Exercise(
        wants="one number of adverts",
        expected=lambda: _honest_stopped("au pair"),
        hint="three conditions joined by &: stopped, of this kind, and not (~) deceptive.",
        praise="{answer} honest families would find their advert removed.",
        mistakes=(
            (lambda: _honest_stopped(None), "Those are the false alarms of all kinds. Keep the au pair adverts."),
            (lambda: _stopped("au pair"), "That counts deceptive ones, too. Add the third condition: not deceptive."),
        ),
    ),
}
