"""What is right in the exercises of lesson 09, computed; the mistakes we know."""

from hosting_shift import levers
from hosting_shift.exercises.marking import exercise
from hosting_shift.explorers.lesson_09 import last_haven, levers_together
from hosting_shift.levers import MONTHS, Mix

MINE = Mix("orders_eu", "convention", "warrant")


def _leader(rational: bool) -> str:
    # what a student reads off the explorer, from the explorer's own computation
    result = levers_together.compute(**levers_together.start() | {"rational": rational})
    return str(levers_together.tabulate(result)["lever"].iloc[0])


def _share(kind: str, beta: float, q: float) -> float:
    result = last_haven.compute(**last_haven.start() | {"beta": beta, "q": q})
    return float(round(100 * result.share(kind)[-1]))


def _months(mix: Mix) -> float:
    return levers.outcome(mix).prevented(levers.outcome(levers.NOTHING))


def _levers() -> list[str]:
    result = levers_together.compute(**levers_together.start())
    return sorted(levers_together.tabulate(result)["lever"])


@exercise("09-flip", wants="the name of a lever", choices=_levers)
def _flip():
    """turn on “Operators weigh costs against profit” and read the top bar on the right."""
    yield _leader(True), "“{answer}”: one assumption about behaviour, and another lever leads."
    yield _leader(False), "That leads while operators give up with a fixed chance. Turn the switch on first."


@exercise("09-last", wants="one number in percent", tolerance=1.0)
def _last():
    """both sliders: choosiness at its low end, giving up at its high end; read the left picture."""
    reply = "Only {answer} %: if nobody chooses and closures discourage, the last decides little."
    yield _share("closing", 0, 0.45), reply
    yield _share("closing", 1, 0.05), "That is the start state. Move both sliders."
    yield _share("closing", 0, 0.05), "Choosiness is where it should be; now move giving up to its high end."
    yield _share("evidence", 0, 0.45), "That is the right-hand picture. Read the left one."


@exercise("09-prevented", wants="one number of months", tolerance=0.1)
def _prevented():
    """months of the story, times the difference of the two shares online."""
    before, after = levers.outcome(levers.NOTHING).uptime, levers.outcome(MINE).uptime
    yield round(_months(MINE), 1), "About {answer} of 60 months online are prevented for each site."
    yield before - after, "That is a share of the time. Multiply by the months of the story."
    yield MONTHS * after, "Those are the months still online. Subtract them from the months with no response."


@exercise("09-teams", wants="one number of months", tolerance=0.1)
def _teams():
    """build the mix with evidence="teams", then take the difference of the two uptimes."""
    whole = _months(MINE._replace(evidence="teams"))
    more = round(whole - _months(MINE), 1)
    yield more, "Joint teams add about {answer} months to this mix. Alone they add nothing."
    yield round(whole, 1), "That is what the whole mix prevents. Only what the teams add was asked."
    yield -more, "Right size, wrong sign: take the new mix from the old one."
