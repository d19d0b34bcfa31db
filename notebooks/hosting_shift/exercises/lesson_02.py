"""What is right in the exercises of lesson 02, computed; the mistakes we know."""

from hosting_shift import reported, tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.model import estimate


@exercise("02-fee", wants="one number of euro a month", tolerance=0.5)
def _fee():
    """Which two of the three parts are given, and which one is wanted? The product is the reported total.

    Divide the reported total by the number of listings that are paid for, because total = listings × fee.
    """
    listings = reported.reported("listings")[0]
    fee = estimate.implied_fee(reported.reported("turnover")[0], listings)
    reply = "{answer} euro is twice the fee that all listings would need, and it still lies inside the reported tariff."
    yield 2 * fee, reply
    yield fee, "That is the fee if all listings pay, whereas here only half of them do."
    yield fee / 2, "Where fewer listings pay, each of them must pay more to reach the same total."
    yield 24 * fee, "That is the fee for a whole year, whereas a fee a month is wanted."


_SAME = "nothing in the table"


def _one_reason(series_a: str, series_b: str) -> str:
    return (reported.why_not_one_curve(series_a, series_b) or [_SAME])[0]


def _reasons_to_choose() -> tuple[str, ...]:
    return "what is counted", "the offence", "who counted", _SAME


@exercise(
    "02-reasons",
    wants="one choice for each pair",
    choices=_reasons_to_choose,
    parts=(
        "procuring victims, trafficking victims",
        "trafficking victims, trafficking procedures",
        "procuring victims of 2016, of 2021",
    ),
)
def _reasons():
    """Choose the two series of a pair in the picture above, and read the sentence under it.

    The sentence names what differs; if you choose the same series twice, it says whether its definition holds.
    """
    victims, other = "trafficking victims", "procuring victims"
    right = [_one_reason(victims, other), _one_reason(victims, "trafficking procedures"), _one_reason(other, other)]
    yield right, "{answer}. Only the third pair may be compared, and even there the recording may have changed."
    reply = "Both kinds of victims are persons in the same records; read again what was done to them in law."
    yield ["what is counted", *right[1:]], reply
    reply = (
        "The same offence and the same records, but a procedure is a file, and one file may concern several persons."
    )
    yield [right[0], "the offence", right[2]], reply
    reply = "Two years of one series differ in their year only, so the table names no reason against comparing them."
    yield [*right[:2], "what is counted"], reply


def _wordings() -> list[str]:
    rows = tables.load("case_figures")["wording"].drop_duplicates()
    return [wording for wording in rows if not wording.startswith("reported")]


@exercise(
    "02-stages",
    wants="one choice for each",
    choices=_wordings,
    parts=("the nine persons", "the suspected organiser", "the developer of Bobigny"),
)
def _stages():
    """Look into the table of the case: its column wording says how far each text goes.

    The nine stand in the row on arrests, the organiser in the row on the warrant, the developer in that on Bobigny.
    """
    case = tables.load("case_figures").drop_duplicates("figure").set_index("figure")["wording"]
    right = [case["arrested"], case["charges"], case["developer"]]
    yield right, "{answer}. Only the last is the word of a court, and even that rests on one report."
    reply = "A warrant names what a judge suspects; no court had decided about the organiser."
    yield [right[0], "convicted", right[2]], reply
    reply = "The agency wrote the day before the hearing; the article, which came later, reports a conviction."
    yield [*right[:2], "to be tried"], reply
    yield [right[0], "arrested", right[2]], "The warrant was out, but no text reports that the organiser was arrested."


_REPORTS = (
    "One publisher prints 7,500 women; a site shows listings",
    "Two articles reportedly counted about 7,500 women there",
    "The police found at least 7,500 exploited women",
)


def _reports() -> tuple[str, ...]:
    return _REPORTS[1], _REPORTS[2], _REPORTS[0]


@exercise(
    "02-careful",
    wants="the three reports in order",
    choices=_reports,
    parts=("most careful", "in between", "least careful"),
)
def _careful():
    """Ask of each report who prints the number, and whether that which is counted can be counted on a site.

    The most careful one names a publisher and listings; the least careful one adds what no text says.
    """
    most, between, least = _REPORTS
    reply = "The first says who reports and what a site can show, the second hides the source, the third adds guilt."
    yield [most, between, least], reply
    reply = (
        "A word such as reportedly does not say who reports, and two texts of one publisher are not two measurements."
    )
    yield [between, most, least], reply
    reply = "No text says at least, exploited, or that the police found this number; the third report adds all three."
    yield [least, between, most], reply
    yield [most, least, between], "The third report names the police, but no text gives this number to the police."


def _reaching(turnovers) -> float:
    return 100 * float((turnovers >= reported.reported("turnover")[0]).mean())


@exercise("02-every", wants="one number in percent", tolerance=0.05)
def _every():
    """Which column says for each estimate whether it reaches three million, and what does its mean say?

    The mean of a column of true and false is the share that is true; multiply it by 100.
    """
    values = reported.estimates()
    right = _reaching(values["listings"] * values["fee"])
    yield right, "{answer} %: if every listing pays, more than half of the estimates reach the total."
    yield right / 100, "The share is right, but it is wanted in percent, so multiply it by 100."
    yield right * len(values) / 100, "That is the number of estimates that reach it; the mean gives the share."
    yield 100 - right, "That is the share that stays below three million."


@exercise("02-other", wants="one number in percent", tolerance=0.05)
def _other():
    """The three steps are those of the worked example; only one column is another one.

    Multiply listings, share / 100 and other_fee, compare with 3_000_000, and take 100 times the mean.
    """
    values = reported.estimates()
    paying = values["listings"] * values["share"] / 100
    right = _reaching(paying * values["other_fee"])
    yield right, "{answer} %: the higher lower end of the fee lets a few more estimates reach the total."
    yield right / 100, "The share is right, but it is wanted in percent, so multiply it by 100."
    yield _reaching(paying * values["fee"]), "That is the worked example again, with the fee of the first article."
    yield _reaching(values["listings"] * values["other_fee"]), "Here every listing pays; keep the share in the product."
