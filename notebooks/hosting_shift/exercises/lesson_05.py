"""What is right in the exercises of lesson 05, computed; the mistakes we know."""

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.explorers.lesson_05 import ten_jurisdictions
from hosting_shift.model import site


def _in_haven(**changes) -> float:
    # the number a student reads off the explorer, from the explorer's own computation
    return round(ten_jurisdictions.compute(**ten_jurisdictions.start("all but one") | changes).in_haven, 1)


@exercise("05-weekly", wants="one number in percent", tolerance=0.05)
def _weekly():
    """days online divided by days online plus days offline, times 100."""
    online = site.uptime(7, 3)
    yield 100 * online, "Closed every week and back after three days, a site is still online {answer} % of the time."
    yield 100 * site.uptime(3, 7), "That is the share of time offline."
    yield 100 * 3 / 7, "Divide by the whole round, online plus offline, not by the days online."
    yield online, "Right share; the answer is wanted in percent."


@exercise("05-moves", wants="one number")
def _moves():
    """`crossed` is a column of true and false; .sum() counts the true ones."""
    events = tables.load("relocations")
    hosting = events[events["layer"] == "hosting"]
    crossed = (hosting["from_place"] != "") & (hosting["to_place"] != "")
    yield int(crossed.sum()), "Only {answer} events are a server's move from one known country to another."
    yield (
        len(hosting),
        "That counts every event on the hosting layer, seizures included. A move needs a country left and a country reached.",
    )
    yield len(events), "That counts all layers. Keep the hosting layer first."


@exercise("05-haven", wants="one number of sites", tolerance=1.0)
def _haven():
    """press Show as table and read the last column in the row OTH-1."""
    yield _in_haven(beta=0), "About {answer} sites, hardly fewer: the haven fills though nobody looks for it."
    yield _in_haven(), "That is the start state. Open Assumptions and move How choosy operators are to 0."


@exercise("05-sourced", wants="one number")
def _sourced():
    """ask for "date_confidence" equal to "sourced", as the line above asks for the layer."""
    events = tables.load("relocations")
    domain, sourced = events["layer"] == "domain", events["date_confidence"] == "sourced"
    yield int((domain & sourced).sum()), "{answer} of the domain events have a date read in a source."
    yield int(sourced.sum()), "That counts all layers. Keep the domain events first."
    yield int(domain.sum()), "Those are all domain events, with and without a sourced date."
