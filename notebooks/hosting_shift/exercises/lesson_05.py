"""What is right in the exercises of lesson 05, computed; the mistakes we know."""

from hosting_shift import tables
from hosting_shift.exercises.marking import Exercise
from hosting_shift.explorers.lesson_05 import ten_jurisdictions
from hosting_shift.model import site


def _hosting_moves() -> int:
    events = tables.load("relocations")
    hosting = events[events["layer"] == "hosting"]
    return int(((hosting["from_place"] != "") & (hosting["to_place"] != "")).sum())


def _hosting_events() -> int:
    return int((tables.load("relocations")["layer"] == "hosting").sum())


def _sourced(layer: str) -> int:
    events = tables.load("relocations")
    return int(((events["layer"] == layer) & (events["date_confidence"] == "sourced")).sum())


def _in_haven(**changes) -> float:
    # the number a student reads off the explorer, from the explorer's own computation
    return ten_jurisdictions.compute(**ten_jurisdictions.start("all but one") | changes).in_haven


EXERCISES = {
    "05-weekly": Exercise(
        wants="one number in percent",
        expected=lambda: 100 * site.uptime(7, 3),
        hint="days online divided by days online plus days offline, times 100.",
        praise="Closed every week and back after three days, a site is still online {answer} % of the time.",
        mistakes=(
            (lambda: 100 * site.uptime(3, 7), "That is the share of time offline."),
            (lambda: 100 * 3 / 7, "Divide by the whole round, online plus offline, not by the days online."),
            (lambda: site.uptime(7, 3), "Right share; the answer is wanted in percent."),
        ),
        tolerance=0.05,
    ),
    "05-moves": Exercise(
        wants="one number",
        expected=_hosting_moves,
        hint="`crossed` is a column of true and false; .sum() counts the true ones.",
        praise="Only {answer} events are a server's move from one known country to another.",
        mistakes=(
            (
                _hosting_events,
                "That counts every event on the hosting layer, seizures included. A move needs a "
                "country left and a country reached.",
            ),
            (lambda: len(tables.load("relocations")), "That counts all layers. Keep the hosting layer first."),
        ),
    ),
    "05-haven": Exercise(
        wants="one number of sites",
        expected=lambda: round(_in_haven(beta=0), 1),
        hint="press Show as table and read the last column in the row OTH-1.",
        praise="About {answer} sites, hardly fewer: the haven fills though nobody looks for it.",
        mistakes=(
            (
                lambda: round(_in_haven(), 1),
                "That is the start state. Open Assumptions and move How choosy operators are to 0.",
            ),
        ),
        tolerance=1.0,
    ),
    "05-sourced": Exercise(
        wants="one number",
        expected=lambda: _sourced("domain"),
        hint='ask for "date_confidence" equal to "sourced", as the line above asks for the layer.',
        praise="{answer} of the domain events have a date read in a source.",
        mistakes=(
            (
                lambda: int((tables.load("relocations")["date_confidence"] == "sourced").sum()),
                "That counts all layers. Keep the domain events first.",
            ),
            (
                lambda: int((tables.load("relocations")["layer"] == "domain").sum()),
                "Those are all domain events, with and without a sourced date.",
            ),
        ),
    ),
}
