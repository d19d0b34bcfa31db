"""What is right in the exercises of lesson 03, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise, slips
from hosting_shift.model import screening

REQUIRED, LOOSER = 3, 2  # the thresholds of the two exercises on ten adverts
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
    yield from slips(
        right,
        (
            {
                "5": "Five adverts are stopped, but only the deceptive ones among them are hits.",
                "4": "Four adverts are deceptive, but a hit is also stopped, and one of the four is not.",
                "2": "Two of the stopped adverts are honest; the hits are the other ones.",
            },
            {
                "2": "Two adverts are stopped though honest; a miss is deceptive and let through.",
                "0": "One deceptive advert shows only two signs, so it is let through: that is a miss.",
                "5": "Five adverts are let through, but only a deceptive one among them is a miss.",
            },
            {
                "1": "Two of the five stopped adverts are honest, so there is one more false alarm.",
                "3": "A false alarm is stopped and honest; three is the number of hits.",
                "6": "Six adverts are honest, but a false alarm is stopped as well.",
            },
            {
                "4": "Precision is out of the stopped adverts; four is the number of the deceptive ones.",
                "10": "Precision is not out of all ten, because only the stopped ones are asked about.",
                "3": "Three are the hits themselves; precision divides them by all that were stopped.",
            },
            {
                "5": "Recall is out of the deceptive adverts; five is the number of the stopped ones.",
                "10": "Recall is not out of all ten: the honest adverts do not enter into it.",
                "3": "The hits are part of the whole; recall divides them by all deceptive adverts, misses too.",
            },
        ),
    )
    yield _counted(REQUIRED + 1), "That filter asks for more than three signs, but three are enough for this one."


def _shares(required: int) -> list[str]:
    """Return precision and recall among the ten adverts, as they are chosen: "4 of 8"."""
    hits, _, _, stopped, deceptive = _counted(required)
    return [f"{hits} of {stopped}", f"{hits} of {deceptive}"]


@exercise(
    "03-two-signs",
    wants="two shares",
    choices=lambda: sorted({*_shares(LOOSER), *_shares(REQUIRED), "4 of 10", "8 of 10"}),
    parts=("precision: hits of stopped", "recall: hits of deceptive"),
)
def _two_signs():
    """Mark first which of the ten adverts have two signs or more.

    Count them, and then the deceptive ones among them, which are the hits. Precision is out of all that were stopped,
    and recall is out of all that are deceptive.
    """
    right = [precision, recall] = _shares(LOOSER)
    before, recalled = _shares(REQUIRED)  # precision and recall of the stricter rule
    yield right, "The looser rule misses nobody, so its recall rises, but more of its stops are wrong than before."
    yield from slips(
        right,
        (
            {
                before: "That precision belongs to the rule of three signs, but this one stops more adverts.",
                recall: "Four are the deceptive adverts, but precision is out of all that were stopped.",
                "4 of 10": "Precision leaves out the honest adverts that are let through, so it is not out of ten.",
                "8 of 10": "That is how many of the ten are stopped; precision asks how many of them are deceptive.",
                recalled: "That was the recall of the rule of three signs; precision is out of all that were stopped.",
            },
            {
                recalled: "That recall belongs to the rule of three signs, but H has two signs, which are enough here.",
                "4 of 10": "Recall looks at the deceptive adverts only, so it is not out of ten.",
                "8 of 10": "That is how many are stopped; recall asks how many of the deceptive adverts are among them.",
                precision: "Eight are stopped, but recall is out of the deceptive adverts.",
                before: "That was the precision of the rule of three signs; recall is out of the deceptive adverts.",
            },
        ),
    )


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
    reply = "A tenth of the 950 honest adverts, not of all 1,000, is stopped by mistake."
    yield 100 * found.hits / (found.hits + 100), reply
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

    Take 70 % of the deceptive adverts and 5 % of the honest ones. The first number is right stops; both
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


_NUMBERS = {2: "two signs", 3: "three signs", 4: "four signs"}  # the thresholds that are weighed against each other


# both invented: {signs: (misses, false alarms)}; no explorer has them
FIRST_PAGE = {2: (1, 60), 3: (3, 25), 4: (5, 15)}
SECOND_PAGE = {2: (1, 130), 3: (4, 40), 4: (6, 16)}
COMPLETED, DEARER, CHEAPER = 20, 40, 10  # how many false alarms a miss weighs there


def costs(page: dict[int, tuple[int, int]], of_a_miss: int) -> dict[int, int]:
    """Return what each threshold costs on a page, in false alarms. of_a_miss: false alarms that a miss weighs."""
    return {n: misses * of_a_miss + alarms for n, (misses, alarms) in page.items()}


def _least(cost: dict[int, int]) -> str:
    return _NUMBERS[min(cost, key=lambda n: cost[n])]


def _on(page: dict[int, tuple[int, int]]) -> list[str]:
    """Return what the exercise asks for, on one of the two pages."""
    least = (_least(costs(page, weight)) for weight in (COMPLETED, DEARER, CHEAPER))
    return [str(costs(page, COMPLETED)[3]), *least]


def _unweighed() -> int:
    """Return the errors of three signs, added up as if a miss weighed one false alarm."""
    return costs(SECOND_PAGE, 1)[3]


def _costs_and_numbers() -> list[str]:
    shown = {cost for weight in (CHEAPER, COMPLETED, DEARER) for cost in costs(SECOND_PAGE, weight).values()}
    return [*map(str, sorted(shown | {_unweighed(), costs(FIRST_PAGE, COMPLETED)[3]})), *_NUMBERS.values()]


@exercise(
    "03-page-weights",
    wants="one cost, and three numbers of signs",
    choices=_costs_and_numbers,
    parts=("three signs cost, at 20", "costs least at 20", "costs least at 40", "costs least at 10"),
)
def _page_weights():
    """Take the two columns of the second page, multiply its misses by the weight, and add its false alarms.

    Compare the three costs at 20 first. Then do the same with 40 and with 10, and take the smallest each time.
    """
    right, first = _on(SECOND_PAGE), _on(FIRST_PAGE)
    yield right, "The two errors stay what they are, so the cheapest threshold moves with the judgement alone."
    yield first, "Those are the answers for the first page. The second has other errors, so compute."
    at_20, at_40, at_10 = (costs(SECOND_PAGE, weight) for weight in (COMPLETED, DEARER, CHEAPER))
    alike = "Multiply the misses by the weight first, because a miss and a false alarm do not weigh the same."
    yield from slips(
        right,
        (
            {
                str(_unweighed()): alike,
                first[0]: "The cost of three signs is that of the first page; take the columns of the second.",
                str(at_20[2]): "The cost is that of two signs, which the task gives; three are asked for.",
                str(at_20[4]): "The cost is that of four signs, which the task gives; three are asked for.",
                str(at_40[3]): "The cost is that of three signs at a weight of 40; begin with 20.",
                str(at_10[3]): "The cost is that of three signs at a weight of 10; begin with 20.",
            },
            {
                "two signs": "At 20 two signs save misses, but compare their 150 with the cost of three.",
                "four signs": "At 20 four signs save false alarms, but compare their 136 with the cost of three.",
            },
            {
                "three signs": "At 40 the weight has doubled: compute the costs again before you keep three signs.",
                "four signs": "At 40 a miss is dearer than before, so look where there are few misses.",
            },
            {
                "three signs": "At 10 the weight has halved: compute the costs again before you keep three signs.",
                "two signs": "At 10 a miss is cheaper than before, so false alarms count for more.",
            },
        ),
    )


def _questions_to_ask() -> dict[str, str]:
    asked = tables.load("recruitment_indicators").set_index("indicator")["question_to_ask"]
    return {sign: question.split("?")[0] for sign, question in asked.items()}


_SENTENCES = {  # the sign behind each sentence, and what it says
    "pressure": "“Answer today” presses for time",
    "papers_first": "“Bring your passport” asks for papers",
    "payment_first": "“A small fee” asks for money",
}


def _other_questions(sign: str, said: str) -> dict[str, str]:
    """Return the reply to each question that does not fit a sentence."""
    names = tables.load("recruitment_indicators").set_index("indicator")["name"]
    fits = "That question fits the sign “{}”, but {}."
    return {
        question: fits.format(names[other], said) for other, question in _questions_to_ask().items() if other != sign
    }


@exercise(
    "03-questions",
    wants="one question for each sentence",
    choices=lambda: list(_questions_to_ask().values()),
    parts=("“Answer today.”", "“Bring your passport …”", "“A small fee …”"),
)
def _questions():
    """Name the sign behind each sentence first: what does the sender want of her?

    One sentence presses for time, one wants papers before there is a contract, and one wants money. Look for the
    question that speaks of time, for the one that asks who needs something, and for the one on paying.
    """
    asked = _questions_to_ask()
    right = [asked[sign] for sign in _SENTENCES]
    yield right, "An honest sender can answer all three, so asking costs little and tells her much."
    yield from slips(right, [_other_questions(sign, said) for sign, said in _SENTENCES.items()])


ON_VICTIMS = ("03-victim-redress", "03-victim-help", "03-permit", "03-victim-time")  # the rows above the field, mixed


def _articles() -> dict[str, str]:
    """Return the articles on victims that the task shows, by the name of their statement."""
    statements = tables.load("legal_statements").set_index("id")["article"]
    return {name: statements[name].rsplit(", ", 1)[1] for name in ON_VICTIMS}


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
    """Read only the rows whose article belongs to the convention on trafficking.

    One row speaks of help and of testifying, one of days, and one of compensation. The last speaks of a residence
    permit, which answered her first wish.
    """
    article = {name.removeprefix("03-").removeprefix("victim-"): text for name, text in _articles().items()}
    helped, time, money, permit = (article[name] for name in ("help", "time", "redress", "permit"))
    reply = "Help does not depend on testifying, the time to think is at least 30 days, and compensation is a right of its own."
    yield [helped, time, money], reply
    yield from slips(
        [helped, time, money],
        (
            {
                time: "For a safe place: that article gives days to decide, and another one speaks of housing.",
                money: "For a safe place: that article gives information and compensation, and no housing.",
                permit: "For a safe place: a permit says where she may stay, and may ask for her cooperation.",
            },
            {
                helped: "For the weeks: that article gives help to recover, but the one with a number of days is another.",
                money: "For the weeks: that article is about proceedings and compensation, and names no days.",
                permit: "For the weeks: a permit lets her stay for longer, but while she decides another article protects her.",
            },
            {
                helped: "For the money: that article gives help from the state, and not payment by those who exploited her.",
                time: "For the money: that article gives time only, so look for compensation.",
                permit: "For the money: a permit pays nothing, so look for compensation.",
            },
        ),
    )


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
