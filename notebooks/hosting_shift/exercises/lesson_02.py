"""What is right in the exercises of lesson 02, computed; the mistakes we know."""

from hosting_shift import reported, tables
from hosting_shift.exercises.marking import exercise, slips
from hosting_shift.model import estimate

PARTS = ("listings", "share that pays", "average fee")
INVENTED = {  # ranges that nobody reported: (low, high) of each part, the share in percent
    "P": ((1_000, 3_000), (50, 100), (300, 500)),
    "Q": ((4_000, 6_000), (20, 60), (300, 700)),
}


def _euro(total: float) -> str:
    return f"{total:,.0f} euro"


def _middle_total(name: str) -> str:
    return _euro(estimate.turnover(*(estimate.middle(*ends) for ends in INVENTED[name])))


def _leading(name: str) -> str:
    first = estimate.ranking(dict(zip(estimate.NAMES, INVENTED[name], strict=True)))[0]
    return PARTS[estimate.NAMES.index(first.name)]


def _upper_total(name: str) -> str:
    return _euro(estimate.turnover(*(high for _, high in INVENTED[name])))


def _all_pay(name: str) -> str:
    listings, _, fee = (estimate.middle(*ends) for ends in INVENTED[name])
    return _euro(estimate.turnover(listings, 100, fee))


def _totals_and_parts() -> tuple[str, ...]:
    totals = [total(name) for name in INVENTED for total in (_middle_total, _all_pay, _upper_total)]
    return (*sorted(totals, key=lambda words: int(words.split()[0].replace(",", ""))), *PARTS)


@exercise(
    "02-ranges",
    wants="two totals and two parts",
    choices=_totals_and_parts,
    parts=("P: total of the middles", "P: what leads", "Q: total of the middles", "Q: what leads"),
)
def _ranges():
    """Take the middle of each range first; then ask of each how far its ends lie from it, in per cent.

    Multiply listings, share ÷ 100 and fee. Then divide half the width of each range by its middle; the largest of the
    three leads.
    """
    right = [_middle_total("P"), _leading("P"), _middle_total("Q"), _leading("Q")]
    yield right, "Neither euro nor large numbers decide: in a product the range that is widest for its middle leads."
    totals = [
        {
            _all_pay(name): f"{name}: that total counts every listing as paid for; multiply by the share, too.",
            _upper_total(name): f"{name}: that total comes from the upper ends; the middles are wanted.",
        }
        for name in INVENTED
    ]
    leads = [
        {
            PARTS[1]: "P: the ends of the share lie 33 % from their middle, and another part goes further.",
            PARTS[2]: "P: the ends of the fee lie only 25 % from their middle, and that it is in euro does not count.",
        },
        {
            PARTS[0]: "Q: the listings are the largest numbers, but their ends lie only 20 % from the middle.",
            PARTS[2]: "Q: the ends of the fee lie 40 % from their middle, and those of another part lie further.",
        },
    ]
    yield from slips(right, (totals[0], leads[0], totals[1], leads[1]))


_SAME = "nothing in the table"


def _one_reason(series_a: str, series_b: str) -> str:
    return (reported.why_not_one_curve(series_a, series_b) or [_SAME])[0]


def _reasons_to_choose() -> tuple[str, ...]:
    return _SAME, "what is counted", "the offence", "who counted"


@exercise(
    "02-pairs",
    wants="one choice for each pair",
    choices=_reasons_to_choose,
    parts=("procuring victims, trafficking victims", "procuring victims of 2016, of 2021"),
)
def _pairs():
    """Choose the two series of a pair in the picture above, and read in its table how each is defined.

    Compare first what is counted, then the offence, then who counted. The first that differs is the answer.
    """
    victims = "procuring victims"
    right = [_one_reason(victims, "trafficking victims"), _one_reason(victims, victims)]
    yield right, "{answer}. Only the second pair may be compared, and even there the recording may have changed."
    _, unit, offence, body = _reasons_to_choose()
    yield from slips(
        right,
        (
            {
                unit: "Both kinds of victims are persons in the same records; read again what was done to them in law.",
                body: "Both kinds of victims stand in the records of police and gendarmerie, so look at the offence.",
                _SAME: "The names differ in one word, and that word is an offence: is it the same one?",
            },
            {
                unit: "Both years are of one series and count persons, so the table names no reason.",
                offence: "Both years are of one series and of one offence, so the table names no reason.",
                body: "Both years are of one series and of the same records, so the table names no reason.",
            },
        ),
    )


def _wordings() -> list[str]:
    rows = tables.load("case_figures")["wording"].drop_duplicates()
    return [wording for wording in rows if not wording.startswith("reported")]


_MAXIMA = ("seven years", "ten years", "twenty years")


@exercise(
    "02-proved",
    wants="one choice for each",
    choices=lambda: [*_wordings(), *_MAXIMA],
    parts=("the suspected organiser", "the developer of Bobigny", "maximum: X", "maximum: Y"),
)
def _proved():
    """For the steps, look into the table of the case; for the maxima, ask what is added to procuring itself.

    The organiser stands in the row on the warrant, the developer in that on Bobigny. Procuring alone carries the
    lowest maximum, and one aggravating circumstance raises it; a public that is not determined is one.
    """
    case = tables.load("case_figures").drop_duplicates("figure").set_index("figure")["wording"]
    steps = [case["charges"], case["developer"]]
    seven, ten, twenty = _MAXIMA
    right = [*steps, seven, ten]
    yield right, "A maximum says how far a court may go once all elements are proved, and no report proves one."
    reply = "A warrant names what a judge suspects; no court had decided about the organiser."
    yield ["convicted", *right[1:]], reply
    yield ["arrested", *right[1:]], "The warrant was out, but no text reports that the organiser was arrested."
    reply = "The agency announced the trial the day before; the article, which came later, reports a conviction."
    yield [right[0], "to be tried", *right[2:]], reply
    reply = (
        "Private messages to single customers use a network, but reach no undetermined public, so for X the seven years "
        "of article 225-5 are the maximum."
    )
    yield [*steps, ten, ten], reply
    reply = "Messages to everybody online reach an undetermined public: that is one of ten circumstances, and one is enough."
    yield [*steps, seven, seven], reply
    reply = "Twenty years are the maximum for an organised gang, and nothing here says that Y belongs to one."
    yield [*steps, seven, twenty], reply
    reply = "Turn the two round: ten years need messages to an undetermined public, and these are Y's."
    yield [*steps, ten, seven], reply


_REPORTS = (
    "Two articles, 2009: 200 or 300 to 900 euro monthly",
    "One article, 2009: 200 to 900 euro monthly",
    "2009: each woman paid up to 900 euro monthly",
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
    """Ask of each report which text it names, and whether it tells you that another text says something else.

    The most careful one shows the conflict, and the least careful one names no text and adds what none says.
    """
    most, between, least = _REPORTS
    reply = "The first shows a conflict, the second names one text only, and the third names none and adds who paid."
    yield [most, between, least], reply
    reply = (
        "One article and its year are named, but the reader does not learn that the other article begins at 300 euro."
    )
    yield [between, most, least], reply
    reply = "Two texts that differ look less sure than one. But the doubt is real, so a report that hides it is less careful."
    yield [between, least, most], reply
    reply = "“Each woman paid” is plain, but no text says who paid, and no source is named. That is the least careful report."
    yield [least, between, most], reply
    reply = "Does any text say that each woman paid? This report names no source and adds something, so it comes last."
    yield [least, most, between], reply
    reply = (
        "“Each woman paid” names no text and says who paid; the report in the middle is the one that names its article."
    )
    yield [most, least, between], reply


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
