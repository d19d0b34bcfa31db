"""What is right in the exercises of lesson 08, computed; the mistakes we know."""

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise, slips
from hosting_shift.explorers.lesson_08.evidence_race import STEPS, race
from hosting_shift.model.closed_forms import evidence_first_threshold

ARREST, DECISION = "the arrest", "the final decision"
MORE_DAYS, NEW_DATE, NEVER = "by 30 days", "by ten days from a new date", "not at all"
TOLD, RELEASED = "the other state is told why", "whoever is detained is released"
LIMIT, DURATION, KEEPING = "a limit", "a duration", "a period of keeping"
SEND, OBTAIN = "send the full request", "get the data handed over"
STAY, HANDED, FREE = (
    "stay kept until the request is decided",
    "are handed over at once",
    "need no longer be kept under the treaty",
)
ANNULLED, STANDS = "it can be annulled", "it stands"
HOLDS, FALLS = "it survives", "it falls"
SUPPORTED, OTHERS, MISSING, TWICE = (
    "supported",
    "no: the two counts follow different warrants",
    "no: one count lacks a state",
    "no: some are counted twice",
)


@exercise(
    "08-decide",
    wants="three answers",
    choices=lambda: [DECISION, ARREST, NEVER, MORE_DAYS, NEW_DATE, RELEASED, TOLD],
    parts=(
        "60 days for the final decision run from",
        "they can be made longer",
        "once it is clear that they are not enough,",
    ),
)
def _decide():
    """The answers stand in the rule on a decision that comes late, article 695-43.

    A time limit cannot run from the very event that it waits for. Then look for the second sentence of that rule,
    and do not take over what the example says of the ten days.
    """
    right = [ARREST, MORE_DAYS, TOLD]
    yield (
        right,
        "Each limit has its own first day and its own consequence, so a lawyer asks for both and not for the number alone.",
    )
    yield (
        [DECISION, NEW_DATE, RELEASED],
        "These are the answers for the ten days of the example. The 60 days have a rule of their own: article 695-43.",
    )
    known = [
        {
            DECISION: "The decision is what the 60 days wait for, so they cannot run from it. They begin with the arrest."
        },
        {
            NEW_DATE: "A new date is agreed when a decided surrender cannot take place. For the decision itself 30 days are added.",
            NEVER: "The rule goes on after the reasons for the delay: read its second sentence.",
        },
        {
            RELEASED: "Release belongs to the ten days after the decision. When the decision is late, the other state is told why."
        },
    ]
    yield from slips(right, known)


@exercise(
    "08-kept",
    wants="four answers",
    choices=lambda: [LIMIT, DURATION, KEEPING, SEND, OBTAIN, STAY, HANDED, FREE],
    parts=(
        "for the state that keeps the data, these 60 days are",
        "before they end, the state that asks has to",
        "if it has done so, the data",
        "if it has not done so, the data",
    ),
)
def _kept():
    """Look at the rule of the Convention, and ask what the state is given these days for.

    Nobody must have decided or answered by the end of these days: the data are held, so that the next step can follow.
    What comes after that step stands in the second sentence of the rule.
    """
    right = [KEEPING, SEND, STAY, FREE]
    yield right, "The days protect the data until the request is there, and from then on the request protects them."
    known = [
        {
            LIMIT: "For the state that asks they work like a limit, as the next line says. But the state that keeps the data holds them for a time.",
            DURATION: "A duration is what somebody counted afterwards, while these days are fixed in advance.",
        },
        {
            OBTAIN: "Handing over can take many months, so it would seldom be done in 60 days. Only the request must have come."
        },
        {
            HANDED: "The request is examined first. Until it is decided the data stay kept, and are not yet handed over.",
            FREE: "A request that came in time goes on protecting the data, so they do not become free while it waits.",
        },
        {
            STAY: "They stay kept beyond the 60 days because a request has come. Without one the treaty asks for no more days.",
            HANDED: "Without a request there is nobody to whom the data could be handed.",
        },
    ]
    yield from slips(right, known)


def half_gone(months: float, stages: int) -> str:
    """Return the month in which half of the operators are gone, as it is chosen."""
    return str(race(months, 30, "both", stages, "nowhere", 5).median_exit)


def _half_gone_choices() -> list[str]:
    months = {half_gone(time, stages) for time in (1 / 3, 1, 3) for stages in (1, STEPS)}
    return [*sorted(months, key=int), FALLS, HOLDS]


@exercise(
    "08-half-gone",
    wants="one month, and one verdict",
    choices=_half_gone_choices,
    parts=("half are gone in month", "so this conclusion:"),
)
def _half_gone():
    """Read the sentence under the picture, once both the time and the procedure are set.

    The conclusion says that half are gone by month 15. An earlier month agrees with it, and a later one does not.
    """
    right = [half_gone(1, STEPS), HOLDS]
    yield right, "The month hardly changes, because a short procedure is mostly through before the site moves."
    known = [
        {
            half_gone(1, 1): "That is the month without steps: choose the procedure in 4 steps, too.",
            half_gone(3, STEPS): "That is the month for evidence in 3 months, but set 1 month.",
            half_gone(1 / 3, STEPS): "That is the month for evidence in 10 days, but set 1 month.",
        },
        {FALLS: "With steps half are gone even a little sooner than month 15, so the conclusion still holds."},
    ]
    yield from slips(right, known)


HALF, FEW = 50, 30  # arrests of 100 operators that two of the conclusions speak of


def _survives_in_steps() -> list[str]:
    """Return which of three conclusions still hold if a procedure takes steps, from the model."""
    day, year, two = (100 * race(months, 30, "both", STEPS, "nowhere", 5).arrested for months in (1, 12, 24))
    return [HOLDS if so else FALLS for so in (day > HALF, two > FEW, two < year < day)]


@exercise(
    "08-survives",
    wants="three answers",
    choices=lambda: [HOLDS, FALLS],
    parts=(
        "evidence in 1 month brings more than half to court:",
        f"evidence in 24 months still brings more than {FEW}:",
        "from 24 to 12 to 1 month, arrests rise at each step:",
    ),
)
def _survives():
    """Leave the procedure in 4 steps as it is and move only the time, then read the number of arrests each time.

    The first two sentences are about one time each, 1 month and 24 months. For the third, put the numbers for 24, 12
    and 1 month into a row, and ask whether they still rise.
    """
    right = _survives_in_steps()
    yield right, "A number for a slow procedure needed early luck, while the order of these three times did not."
    known = [
        {
            FALLS: "Look again at 1 month: the number hardly changes, as a short procedure is mostly through before a move."
        },
        {
            HOLDS: "That is so without steps. At 24 months choose the procedure in 4 steps, and compare the number with 30."
        },
        {FALLS: "The numbers change, but their order does not: compare 24, 12 and 1 month, each of them in 4 steps."},
    ]
    yield from slips(right, known)
    reply = "All three are turned round. Choose 4 steps first, and only then read 24, 12 and 1 month, one by one."
    yield [FALLS, HOLDS, FALLS], reply


def _threshold(haven_months: float, evidence_months: float) -> float:
    """Return the threshold in percent without the gaps, which is where the formula with them tends to."""
    return 100 * evidence_first_threshold(1 / evidence_months, 1 / haven_months, 1e-12)


# Who turns x round and puts it into the formula gets the rest: 1/x ÷ (1 + 1/x) = 1 − x ÷ (1 + x).
THE_REST = (
    "That is the share of closures that may fail: the rest, or what comes out if x is turned round. "
    "x is the months in the haven divided by the months of the inquiry, and x ÷ (1 + x) is wanted."
)


@exercise("08-threshold", wants="one number in percent", tolerance=0.25)
def _at_24_months():
    """Ask how many months a closure without evidence costs, and how many one with evidence saves.

    The first number divided by the second is x. So many closures with evidence are needed to make up for one without.
    What share are they of all of these closures together?
    """
    right = round(_threshold(24, 12), 1)
    reply = "{answer} % are needed: after a shorter stay in the haven, a closure without evidence costs less time."
    yield right, reply
    yield _threshold(60, 12), "That is the threshold for 60 months in the haven. Put 24 in the place of 60."
    yield 100 - right, THE_REST
    yield right / 100, "The share is right, but it is wanted in percent."
    yield 50, "That comes from 1 ÷ x, or from x = 1. Here x is 2, and x ÷ (1 + x) is wanted."
    yield 200, "That divides x by 1, but the threshold divides it by 1 + x, because failed closures count in the whole."


@exercise("08-haven", wants="one number in percent", tolerance=0.25)
def _at_36_months():
    """Both numbers differ from the example, so begin with x again: months away, divided by months of inquiry.

    Put the new x into the formula of the last task, above and below the line. Then multiply by 100.
    """
    right = round(_threshold(36, 6), 1)
    reply = "{answer} % are needed: the stay is shorter than in the example, but a faster inquiry has more to lose by each move."
    yield right, reply
    reply = "That takes 12 months for the inquiry, as before. Here it needs only 6, so it has more to lose."
    yield _threshold(36, 12), reply
    reply = (
        "That is the threshold of the example. Here the haven keeps the site for 36 months, and the inquiry needs 6."
    )
    yield _threshold(60, 12), reply
    yield (_threshold(60, 6), "That is for 60 months in the haven, but this haven keeps the site for 36 months.")
    yield 100 - right, THE_REST
    yield right / 100, "The share is right, but it is wanted in percent."
    yield 100 * 6 / 36, "That is 1 ÷ x. Turn it round first, and then put x into the formula: x ÷ (1 + x)."
    yield 600, "That is x in percent. The threshold divides x by 1 + x, because failed closures count in the whole."


@exercise(
    "08-void",
    wants="three answers",
    choices=lambda: [ANNULLED, STANDS],
    parts=(
        "nobody told the arrested person of a lawyer: the hearing",
        "a form was broken, and no party lost by it: the act",
        "a foreign request came by the wrong way: the search in France",
    ),
)
def _void():
    """A broken rule is only half of the answer. Read in the table what must be true besides before a court annuls.

    Ask of each case whether a party was harmed, and whether the code names it as no reason to annul.
    """
    right = [ANNULLED, STANDS, STANDS]
    yield right, "A court asks for the rule and for the harm, and some breaches the code names as no reason to annul."
    reply = "All three are turned round: ask of each whether a party was harmed, and what the code says of the way of a request."
    yield [STANDS, ANNULLED, ANNULLED], reply
    known = [
        {
            STANDS: "Hearing: the law itself names nullity, and whoever hears nothing of a lawyer can plead harm. So it can be annulled."
        },
        {
            ANNULLED: "Form: a breach alone is not enough in the code of 2009, and without harm to the party the act stands."
        },
        {
            ANNULLED: "Search: the code says that a mistake in how a request was sent is no reason to annul what followed."
        },
    ]
    yield from slips(right, known)


@exercise(
    "08-supported",
    wants="four verdicts",
    choices=lambda: [SUPPORTED, OTHERS, MISSING, TWICE],
    parts=(
        "more surrenders were counted in 2017 than in 2016",
        "in the whole Union fewer warrants were issued in 2018 than in 2017",
        "64 of 100 warrants of 2017 failed",
        "553 joint teams worked in the two years",
    ),
)
def _supported():
    """Ask of each sentence whether it says more than the cells of the table do, and read what stands under the table.

    A sentence that only repeats what was counted is supported. One sentence speaks of warrants where a state is
    missing from the count, one divides two counts, and one adds two.
    """
    right = [SUPPORTED, MISSING, OTHERS, TWICE]
    yield (
        right,
        "The first one only says what was counted. Whether more people were handed over is open, because more states may have counted.",
    )
    fall = (
        "The numbers say so, but one state sent no figures for 2018, so the fall of twenty may be that state's alone."
    )
    share = (
        "The division is right, but people handed over in 2017 may have been wanted under warrants of earlier years."
    )
    yield (
        [SUPPORTED] * 4,
        f"That takes each sentence at its word. {fall} {share} And a team at work in both years is added twice.",
    )
    known = [
        {
            MISSING: "More were counted, and the first sentence claims no more. Who counted would matter for a rise.",
            OTHERS: "The first sentence compares one count in two years, and says only what was counted.",
            TWICE: "The first sentence adds nothing up, so nothing can be counted twice.",
        },
        {
            SUPPORTED: fall,
            OTHERS: "The second sentence compares one count in two years. What is wrong is who is missing in one of them.",
            TWICE: "The second sentence adds nothing up. Read under the table who sent no figures.",
        },
        {
            SUPPORTED: share,
            MISSING: "Each count of 2017 may be complete and the share still mean nothing, because other people stand in the other count.",
            TWICE: "The third sentence adds nothing up: it divides two counts, of warrants and of people handed over.",
        },
        {
            SUPPORTED: "A team that works in both years stands in both counts, so the sum counts it twice.",
            OTHERS: "The fourth sentence has only one kind of count, that of teams, and adds two of its years.",
            MISSING: "No state is missing from the count of teams. Ask what happens to a team that works for two years.",
        },
    ]
    yield from slips(right, known)


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
