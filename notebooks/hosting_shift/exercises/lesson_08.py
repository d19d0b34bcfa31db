"""What is right in the exercises of lesson 08, computed; the mistakes we know."""

from hosting_shift import levers, tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.explorers.lesson_08 import evidence_race
from hosting_shift.explorers.lesson_08.evidence_race import STEPS
from hosting_shift.model.closed_forms import evidence_first_threshold

ARREST, DECISION = "the arrest", "the final decision"
TOLD, RELEASED, SENT, OBTAINED = (
    "the other state is told why",
    "whoever is detained is released",
    "the full request is sent",
    "the data are handed over",
)
ANNULLED, STANDS, UNUSABLE = ("it can be annulled", "it stands", "nothing in it may be used against a party")
SUPPORTED, OTHERS, MISSING, TWICE = (
    "supported",
    "no: the two counts follow different warrants",
    "no: one count lacks a state",
    "no: some are counted twice",
)


@exercise(
    "08-late",
    wants="four answers",
    choices=lambda: [ARREST, DECISION, TOLD, RELEASED, SENT, OBTAINED],
    parts=(
        "60 days for the final decision run from",
        "these 60 days are not enough, so",
        "ten days to hand over have passed, so",
        "data are kept for 60 days, until when",
    ),
)
def _late():
    """Three of the answers stand in the second row above, on what happens late, and the fourth is about data.

    Sixty days run from the day on which freedom is lost, ten days from the end of the case. Data are kept so that
    there is time for the next step, which is not yet the last.
    """
    right = [ARREST, TOLD, RELEASED, SENT]
    yield (
        right,
        "Each clock has its own day and its own consequence, so a lawyer asks for both, and not for the number alone.",
    )
    reply = "The decision is what the sixty days wait for, so they cannot run from it; they begin with the arrest."
    yield [DECISION, *right[1:]], reply
    reply = "Release comes later, after ten days without handing over; when the decision is late, the other state is told why."
    yield [ARREST, RELEASED, RELEASED, SENT], reply
    reply = "A warning does not end detention, but the ten days do: whoever is still detained then is released."
    yield [ARREST, TOLD, TOLD, SENT], reply
    reply = "Kept data are not yet handed over; sixty days would seldom be enough for that, but they are for the full request."
    yield [*right[:3], OBTAINED], reply


def _race(**settings) -> float:
    # the number a student reads off the explorer, from the explorer's own computation
    return round(100 * evidence_race.compute(**evidence_race.start() | settings).outcome.arrested)


@exercise("08-staged", wants="one number of operators", tolerance=0.6)
def _staged():
    """Two settings are changed, the time and the kind of procedure, so check that both stand as the task says.

    Set Time evidence takes to 24 months, open Assumptions, choose the procedure in 4 steps, and read the first
    number of the sentence under the picture.
    """
    reply = "{answer} of 100 are arrested, so much of what the slow procedure seemed to bring was an early end by luck."
    yield _race(evidence_months=24, stages=STEPS), reply
    reply = "That is the procedure without steps, so open Assumptions and choose the one in steps."
    yield _race(evidence_months=24), reply
    reply = "That is the number for 12 months. Move Time evidence takes to 24 months as well."
    yield _race(evidence_months=12, stages=STEPS), reply
    yield (
        _race(evidence_months=1, stages=STEPS),
        "That is the number for 1 month, which is the second half of the task.",
    )


def _threshold(haven_months: float, evidence_months: float) -> float:
    """Return the threshold in percent, the gaps of three days counted."""
    gap = levers.assumptions()["t_reopen"]
    return 100 * evidence_first_threshold(1 / evidence_months, 1 / haven_months, gap)


@exercise("08-threshold", wants="one number in percent", tolerance=0.25)
def _at_24_months():
    """Ask how many operators the inquiry at home would have found while the site was in the haven.

    In 24 months it would have found 24 ÷ 12 = 2. So two closures with evidence are needed for one without, which is
    two closures of three.
    """
    right = round(_threshold(24, 12), 1)
    reply = "Two thirds are needed, or {answer} % with the gaps: a shorter stay in the haven makes a failed closure less dear."
    yield right, reply
    yield round(_threshold(60, 12), 1), "That is the threshold for 60 months in the haven. Put 24 in the place of 60."
    yield 100 - right, "That is the rest, which is the share of closures that may fail."
    yield round(right / 100, 3), "The share is right, but it is wanted in percent."
    yield 50, "One half would be right for x = 1. Here x is 2, so two are needed for each one that fails."
    yield 200, "That divides x by 1, but the threshold divides it by 1 + x, because failed closures count in the whole."


@exercise("08-haven", wants="one number in percent", tolerance=0.25)
def _at_36_months():
    """Both numbers differ from the example, so begin with x again: months away, divided by months of inquiry.

    In 36 months an inquiry of 6 months would have found 36 ÷ 6 = 6 operators. Divide 6 by 1 + 6 and multiply by 100.
    """
    right = round(_threshold(36, 6), 1)
    reply = "{answer} % are needed: the stay is shorter than in the example, but a faster inquiry has more to lose by each move."
    yield right, reply
    reply = "That takes 12 months for the inquiry, as before. Here it needs only 6, so it has more to lose."
    yield round(_threshold(36, 12), 1), reply
    yield (
        round(_threshold(60, 6), 1),
        "That is for 60 months in the haven, but this haven keeps the site for 36 months.",
    )
    yield 100 - right, "That is the rest, which is the share of closures that may fail."
    yield round(right / 100, 3), "The share is right, but it is wanted in percent."
    yield 100 * 6 / 36, "That divides the other way round. x is the time away divided by the time of the inquiry."


@exercise(
    "08-void",
    wants="four answers",
    choices=lambda: [ANNULLED, STANDS, UNUSABLE],
    parts=(
        "nobody told the arrested person of a lawyer: the hearing",
        "a form was broken, and no party lost by it: the act",
        "a foreign request came by the wrong way: the search in France",
        "a report was annulled by the investigating court: the report",
    ),
)
def _void():
    """A broken rule is only half of the answer. Read in the table what must be true besides before a court annuls.

    Ask of each case whether a party was harmed, and whether the code names it as no reason to annul. The last case
    is already annulled, so the question is what remains of it.
    """
    right = [ANNULLED, STANDS, STANDS, UNUSABLE]
    yield right, "A court asks for the rule and for the harm, and it closes the file to what it has annulled."
    reply = "A breach alone is not enough in the code of 2009: without harm to the party concerned the act stands."
    yield [ANNULLED, ANNULLED, STANDS, UNUSABLE], reply
    reply = "The code says expressly that a mistake in how a request was sent is no reason to annul what followed."
    yield [ANNULLED, STANDS, ANNULLED, UNUSABLE], reply
    reply = (
        "Whoever hears nothing of a lawyer cannot call one, so this party was harmed and the hearing can be annulled."
    )
    yield [STANDS, STANDS, STANDS, UNUSABLE], reply


@exercise(
    "08-supported",
    wants="four verdicts",
    choices=lambda: [SUPPORTED, OTHERS, MISSING, TWICE],
    parts=(
        "more surrenders were counted in 2017 than in 2016",
        "fewer warrants were issued in 2018 than in 2017",
        "64 of 100 warrants of 2017 failed",
        "553 joint teams worked in the two years",
    ),
)
def _supported():
    """Ask of each sentence whether it says more than the cells of the table do, and read what stands under the table.

    A sentence that only compares two full counts is supported. One sentence needs a full count that is not there, one
    divides two counts, and one adds two.
    """
    right = [SUPPORTED, MISSING, OTHERS, TWICE]
    yield right, "A count supports a comparison with a like count, and it seldom supports a rate or a sum."
    reply = (
        "The numbers say so, but one state sent no figures for 2018, so the fall of twenty may be that state's alone."
    )
    yield [SUPPORTED, SUPPORTED, OTHERS, TWICE], reply
    reply = "The division is right, but people handed over in 2017 were wanted under warrants of many years."
    yield [SUPPORTED, MISSING, SUPPORTED, TWICE], reply
    reply = "A team that works in both years stands in both counts, so the sum counts it twice."
    yield [SUPPORTED, MISSING, OTHERS, SUPPORTED], reply


def _executed():
    warrants = tables.load("arrest_warrants")
    union = warrants[warrants["area"] == "European Union"]
    return union.groupby("executed_confidence")["executed"].sum()


@exercise("08-read", wants="one number of surrenders")
def _read():
    """The groups are made already, and you need their sums, as in the example above.

    Write `groups.sum()`, and then pick one group by its name in square brackets: `["sourced"]`.
    """
    sums = _executed()
    yield (
        int(sums["sourced"]),
        "{answer} surrenders stand in figures that were read, and more than half of the total does not.",
    )
    yield (
        int(sums["recalled, sum fits"]),
        "That is the other group, whose figures were recalled, so pick the group sourced.",
    )
    yield int(sums.sum()), "That is the sum over all groups. Pick the one group with its name in square brackets."


@exercise("08-middle", wants="one number of teams", tolerance=0.05)
def _middle():
    """Three things change: the table, the column that makes the groups, and what is computed in each group.

    Group by `"supported_confidence"`, take the column `"supported"`, and use `median()` in the place of `sum()`.
    """
    teams = tables.load("joint_teams")
    groups = teams.groupby("supported_confidence")["supported"]
    reply = "{answer} lies in the middle of the years that were read, which are late years; earlier ones were only recalled."
    yield float(groups.median()["sourced"]), reply
    yield float(groups.median()["recalled"]), "That is the group of recalled numbers, so pick the group sourced."
    reply = "That is the median of all years at once, so the groups are missing: group before you take the median."
    yield float(teams["supported"].median()), reply
    reply = "In this sum teams that work in two years count twice, which is why the median was asked."
    yield float(groups.sum()["sourced"]), reply
    yield float(groups.mean()["sourced"]), "That is the mean of the group, but the median was asked: median()."
