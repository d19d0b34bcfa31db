"""What is right in the exercises of lesson 09, computed; the mistakes we know."""

import numpy as np

from hosting_shift import levers
from hosting_shift.exercises.marking import Exercise
from hosting_shift.explorers.lesson_09 import last_haven, levers_together
from hosting_shift.levers import MONTHS, Mix

MINE = Mix("orders_eu", "convention", "warrant")


def _leader(rational: bool) -> str:
    # what a student reads off the explorer, from the explorer's own computation
    result = levers_together.compute(**levers_together.start() | {"rational": rational})
    return str(levers_together.tabulate(result)["lever"].iloc[0])


def _last(kind: str, beta: float, q: float) -> float:
    result = last_haven.compute(**last_haven.start() | {"beta": beta, "q": q})
    return float(round(100 * result.share(kind)[-1]))


def _prevented(mix: Mix = MINE) -> float:
    return levers.outcome(mix).prevented(levers.outcome(levers.NOTHING))


def _teams_more() -> float:
    return _prevented(MINE._replace(evidence="teams")) - _prevented()


EXERCISES = {
    "09-flip": Exercise(
        wants="the name of a lever, as a text",
        expected=lambda: _leader(True),
        hint="turn on “Operators weigh costs against profit” and read the top bar on the right.",
        praise="“{answer}”: one assumption about behaviour, and another lever leads.",
        mistakes=(
            (
                lambda: _leader(False),
                "That leads while operators give up with a fixed chance. Turn the switch on first.",
            ),
        ),
    ),
    "09-last": Exercise(
        wants="one number in percent",
        expected=lambda: _last("closing", 0, 0.45),
        hint="both sliders: choosiness at its low end, giving up at its high end; read the left picture.",
        praise="Only {answer} %: if nobody chooses and closures discourage, the last decides little.",
        mistakes=(
            (lambda: _last("closing", 1, 0.05), "That is the start state. Move both sliders."),
            (
                lambda: _last("closing", 0, 0.05),
                "Choosiness is where it should be; now move giving up to its high end.",
            ),
            (lambda: _last("evidence", 0, 0.45), "That is the right-hand picture. Read the left one."),
        ),
        tolerance=1.0,
    ),
    "09-prevented": Exercise(
        wants="one number of months",
        expected=lambda: round(_prevented(), 1),
        hint="months of the story, times the difference of the two shares online.",
        praise="About {answer} of 60 months online are prevented for each site.",
        mistakes=(
            (
                lambda: float(levers.outcome(levers.NOTHING).uptime - levers.outcome(MINE).uptime),
                "That is a share of the time. Multiply by the months of the story.",
            ),
            (
                lambda: MONTHS * levers.outcome(MINE).uptime,
                "Those are the months still online. Subtract them from the months with no response.",
            ),
        ),
        tolerance=0.1,
    ),
    "09-teams": Exercise(
        wants="one number of months",
        expected=lambda: round(_teams_more(), 1),
        hint='build the mix with evidence="teams", then take the difference of the two uptimes.',
        praise="Joint teams add about {answer} months to this mix. Alone they add nothing.",
        mistakes=(
            (
                lambda: round(_prevented(MINE._replace(evidence="teams")), 1),
                "That is what the whole mix prevents. Only what the teams add was asked.",
            ),
            (lambda: -float(np.round(_teams_more(), 1)), "Right size, wrong sign: take the new mix from the old one."),
        ),
        tolerance=0.1,
    ),
}
