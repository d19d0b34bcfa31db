"""What is right in the exercises of lesson 03, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.explorers.lesson_03 import screening_dots, screening_threshold
from hosting_shift.model import screening

REQUIRED = 3  # the threshold of the exercise on ten adverts
TEN = (4, 13, 30, 33, 58, 60, 77, 105, 106, 144)  # the adverts of that exercise, none of them among the twelve
OTHER_PAGE = {"base_rate": 0.05, "sensitivity": 0.8, "specificity": 0.9}
THIRD_PAGE = {"base_rate": 0.02, "sensitivity": 0.7, "specificity": 0.95}


def ten() -> pd.DataFrame:
    """Return the ten adverts of the exercise "count": number, signs, deceptive."""
    adverts = _adverts().set_index("number").loc[list(TEN)]
    return adverts[["signs", "deceptive"]].reset_index()


def _adverts() -> pd.DataFrame:
    """Return the adverts, with the number of signs of each."""
    adverts = tables.load("fictional_adverts")
    names = tables.load("recruitment_indicators")["indicator"].tolist()
    return adverts.assign(signs=adverts[names].sum(axis=1))


def _counted(required: int) -> list[str]:
    """Return hits, misses, false alarms, stopped and deceptive among the ten adverts, as they are chosen."""
    found = screening.at_threshold(ten()["signs"], ten()["deceptive"], required)
    return [str(n) for n in (found.hits, found.misses, found.false_alarms, found.stopped, found.deceptive)]


def _precision(**shares: float) -> float:
    return 100 * (screening.precision(**shares) or 0)


def _cheapest(base: int, miss_cost: int) -> int:
    settings = screening_threshold.start() | {"base": base, "miss_cost": miss_cost}
    return screening_threshold.compute(**settings).best


@exercise(
    "03-count",
    wants="five numbers of adverts",
    choices=lambda: [str(n) for n in range(len(TEN) + 1)],
    parts=("hits", "misses", "false alarms", "precision: hits out of", "recall: hits out of"),
)
def _count():
    """Mark first which of the ten the filter stops, and only then look at the labels.

    Put each advert into one of four groups: stopped or let through, deceptive or honest. Precision divides the hits
    by all that were stopped, and recall divides them by all that are deceptive.
    """
    right = _counted(REQUIRED)
    yield (
        right,
        "Each advert belongs to one of four groups, so both shares have the same hits above, and another whole below.",
    )
    reply = (
        "The right numbers are there, but two have changed places. A miss is deceptive and let through; precision looks "
        "at the stopped adverts, recall at the deceptive ones."
    )
    yield [right[0], right[2], right[1], *right[3:]], reply
    whole = str(len(TEN))
    yield [*right[:3], whole, whole], "Neither share is out of all ten: the honest ones let through belong to neither."
    yield _counted(REQUIRED + 1), "That filter asks for more than three signs, but three are enough for this one."


@exercise("03-other-page", wants="one number in percent, for the page with 50 deceptive adverts", tolerance=0.05)
def _other_page():
    """Find the missing number first: how many of the 950 honest adverts does the filter stop?

    It lets 90 of 100 honest adverts through, so it stops one tenth of them. Add that tenth to the 40 right stops,
    and divide 40 by the sum.
    """
    found = screening.expected(1000, **OTHER_PAGE)
    reply = (
        "With five times as many deceptive adverts, {answer} % of the stops is right, although the filter is the same."
    )
    yield round(_precision(**OTHER_PAGE), 1), reply
    yield round(_precision(**OTHER_PAGE)), "The whole number is right; the answer is wanted to one decimal."
    yield _precision(**OTHER_PAGE) / 100, "The share is right, but it is wanted in percent."
    yield found.false_alarms, "That is the missing number of wrong stops. Now divide the right stops by all stops."
    reply = "That divides by all 1,000 adverts, but the question is about the stopped ones only."
    yield 100 * found.hits / found.total, reply
    yield (
        100 * OTHER_PAGE["sensitivity"],
        "That is the share of deceptive adverts that is stopped: recall, not precision.",
    )
    yield 100 - _precision(**OTHER_PAGE), "That is the share of stops that is wrong; the right ones are the rest."


@exercise("03-third-page", wants="one number in percent, for the page with 20 deceptive adverts", tolerance=0.05)
def _third_page():
    """Write the two lines of the tree before you divide: 20 deceptive adverts, and 980 honest ones.

    Take 70 of 100 of the deceptive adverts and 5 of 100 of the honest ones. The first number is right stops; both
    together are all stops.
    """
    found = screening.expected(1000, **THIRD_PAGE)
    reply = "{answer} % of the stops is right, since five in a hundred of 980 honest adverts outnumber the right stops."
    yield round(_precision(**THIRD_PAGE), 1), reply
    yield round(_precision(**THIRD_PAGE)), "The whole number is right; the answer is wanted to one decimal."
    yield _precision(**THIRD_PAGE) / 100, "The share is right, but it is wanted in percent."
    reply = "Five in a hundred of the 980 honest adverts, not of all 1,000, are stopped by mistake."
    yield 100 * found.hits / (found.hits + 50), reply
    yield (
        100 * found.hits / found.total,
        "That divides by all 1,000 adverts, but only the stopped ones are asked about.",
    )
    yield 100 * THIRD_PAGE["sensitivity"], "That is recall, which does not know how many honest adverts there are."
    yield 100 - _precision(**THIRD_PAGE), "That is the share of stops that is wrong; the right ones are the rest."


@exercise("03-half", wants="the specificity in percent", tolerance=0.05)
def _half():
    """Ask how many wrong stops are allowed beside the right ones, if half of all stops is to be right.

    The filter makes 8 right stops, so it may make 8 wrong ones among 990 honest adverts. Turn that into the share of
    honest adverts that must be let through.
    """
    dots = screening_dots.compute(**screening_dots.start()).dots
    honest = dots.false_alarms + dots.passed
    half = round(100 * (1 - dots.hits / honest), 2)
    reply = (
        "At {answer} % the wrong stops are as many as the right ones; the slider says 99.2. The filter may be wrong "
        "about fewer than one honest advert in a hundred."
    )
    yield half, reply
    reply = "At 99.5 % more than half of the stops is right, but a lower value is enough, because 8 wrong stops are allowed."
    yield 99.5, reply
    yield (
        99.0,
        "At 99 % there are 10 wrong stops beside 8 right ones, so you are close: take one number more after the point.",
    )
    yield 50.0, "Half is the share that you want to reach; the answer is the specificity that reaches it."
    yield half / 100, "The share is right, but it is wanted in percent."


@exercise("03-weight", wants="the number of signs that costs least at 1 of 1,000")
def _weight():
    """Both controls matter here, the weight of a miss and the base rate, so check that you have set both.

    Set the weight to 100 and the base rate to 1 of 1,000, then read the end of the sentence, which names the
    number that costs least.
    """
    reply = "Requiring {answer} costs least there, so the same judgement among rarer cases gives another threshold."
    yield _cheapest(1, 100), reply
    reply = "That is the answer for the table's base rate. Set Deceptive adverts to 1 of 1,000 as well."
    yield _cheapest(100, 100), reply
    yield _cheapest(100, 10), "That is the number at the start. Change both the weight and the base rate first."


def _articles() -> dict[str, str]:
    """Return the articles on victims that the lesson shows, by the name of their statement."""
    statements = tables.load("legal_statements").set_index("id")["article"]
    return {name: text.rsplit(", ", 1)[1] for name, text in statements.items() if name.startswith("03-victim-")}


@exercise(
    "03-victim",
    wants="one article for each wish",
    choices=lambda: list(_articles().values()),
    parts=(
        "a safe place, though she will not testify",
        "weeks to think before she decides",
        "money from those who exploited her",
    ),
)
def _victim():
    """Read only the rows whose article belongs to the convention on trafficking: there are four.

    One row speaks of help and of testifying, one of days, one of compensation, and one of penalties that she need
    not fear for what she was forced to do.
    """
    article = {name.removeprefix("03-victim-"): text for name, text in _articles().items()}
    reply = "Help does not depend on testifying, the time to think is at least 30 days, and compensation is a right of its own."
    yield [article["help"], article["time"], article["redress"]], reply
    reply = "These three articles are the right ones, though not in this order, so look for testifying, days and compensation."
    yield [article["time"], article["help"], article["redress"]], reply
    reply = "The article on penalties helps somebody who was forced to break the law; none of her three wishes is about that."
    yield [article["help"], article["unpunished"], article["redress"]], reply


@exercise("03-misses", wants="one number of adverts")
def _misses():
    """A miss is an advert that is deceptive and that the filter lets through: which row, and which column?

    Rows say whether an advert is stopped, and columns whether it is deceptive. Put the row first and the column second
    into `table.loc[…, …]`.
    """
    adverts = _adverts()
    found = screening.at_threshold(adverts["signs"], adverts["deceptive"], 4)
    yield found.misses, "{answer} deceptive adverts pass: the row False (not stopped), the column True (deceptive)."
    yield found.hits, "Those are the hits: stopped and deceptive. A miss is not stopped, so take the other row."
    yield (
        found.false_alarms,
        "Those are the false alarms, stopped though honest, because row and column have changed places.",
    )
    yield found.passed, "Those are honest and let through, so nobody is wronged; the misses stand in the other column."


@exercise("03-papers", wants="one number of adverts")
def _papers():
    """Make the same table as before, with another column in the place of the rule.

    The rule is the column `adverts["papers_first"]`, which is already true or false. A false alarm is stopped and
    honest, so pick the row True and the column False.
    """
    adverts = _adverts()
    found = screening.outcomes(adverts["papers_first"], adverts["deceptive"])
    yield found.false_alarms, "{answer} honest employers would lose their advert, because some must check papers."
    yield found.hits, "Those are the hits, but a false alarm is honest, so take the column False."
    yield found.misses, "Those are deceptive and let through, but a false alarm is stopped, so take the row True."
    yield found.stopped, "That is all that is stopped, and the false alarms are only the honest ones among them."
