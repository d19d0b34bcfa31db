"""What is right in the exercises of lesson 03, computed; the mistakes we know."""

import numpy as np
import pandas as pd

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.explorers.lesson_03 import screening_dots, screening_threshold
from hosting_shift.model import screening

REQUIRED = 3  # the threshold the exercises on the table use


def _adverts() -> tuple[pd.DataFrame, pd.Series]:
    """Return the adverts and, for each, whether it has at least `REQUIRED` signs."""
    adverts = tables.load("fictional_adverts")
    names = tables.load("recruitment_indicators")["indicator"].tolist()
    return adverts, adverts[names].sum(axis=1) >= REQUIRED


def _precision(specificity: float) -> float:
    settings = screening_dots.start() | {"specificity": specificity}
    return screening_dots.compute(**settings).exact.precision or 0


def _cheapest(base: int, miss_cost: int) -> int:
    settings = screening_threshold.start() | {"base": base, "miss_cost": miss_cost}
    return screening_threshold.compute(**settings).best


@exercise("03-half", wants="one number in percent")
def _half():
    """leave the other two controls, move Specificity up, and stop once the sentence says 50 % or more."""
    low, high, step = screening_dots.SPECIFICITY
    half = next(float(value) for value in np.arange(low, high + step / 2, step) if _precision(value) >= 0.5)
    yield (
        half,
        "At {answer} % specificity triangles outnumber squares: honest adverts must be let through almost without exception.",
    )
    yield 50.0, "Half is what you want to reach; the answer is the specificity."
    yield 99.0, "Close: at 99 % there are still more squares than triangles. One step further."
    yield half / 100, "Right share; the answer is wanted in percent."


@exercise("03-weight", wants="one number of signs")
def _weight():
    """read the end of the sentence: "requiring … costs least"."""
    reply = "Requiring {answer} costs least there. The same judgement, among rarer cases, gives another threshold."
    yield _cheapest(1, 100), reply
    reply = "That is the answer for the base rate of the table. Set Deceptive adverts to 1 of 1,000 as well."
    yield _cheapest(100, 100), reply
    yield _cheapest(100, 10), "That is the start state. Change the weight and the base rate first."


@exercise("03-recall", wants="one number, a share from 0 to 1", tolerance=1e-6)
def _recall():
    """divide `caught` by the number of deceptive adverts, adverts["deceptive"].sum()."""
    adverts, stopped = _adverts()
    found = screening.outcomes(stopped, adverts["deceptive"])
    yield found.sensitivity, "Recall is {answer}: four of five deceptive adverts are caught."
    reply = "That is precision: caught, of all that were stopped. Recall is caught, of all that are deceptive."
    yield found.precision, reply
    yield found.hits, "That is the number caught; divide by all deceptive ones."
    yield 100 * found.sensitivity, "Right share; here it is wanted from 0 to 1, not in percent."


@exercise("03-au-pair", wants="one number of adverts")
def _au_pair():
    """three conditions joined by &: stopped, of this kind, and not (~) deceptive."""
    adverts, stopped = _adverts()
    honest, au_pair = ~adverts["deceptive"], adverts["kind"] == "au pair"
    yield int((stopped & au_pair & honest).sum()), "{answer} honest families would find their advert removed."
    yield int((stopped & honest).sum()), "Those are the false alarms of all kinds. Keep the au pair adverts."
    yield int((stopped & au_pair).sum()), "That counts deceptive ones, too. Add the third condition: not deceptive."
