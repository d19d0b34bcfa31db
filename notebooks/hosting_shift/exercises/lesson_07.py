"""What is right in the exercises of lesson 07, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.dates import full_date, written
from hosting_shift.exercises.marking import exercise, slips

STATUS = ("bound", "deposited, not yet bound", "signed only", "none of these yet")
FOUR = {"ROU": "Romania", "DEU": "Germany", "CHE": "Switzerland", "CIV": "Côte d'Ivoire"}
NORDA, SULIA, WESTA = (pd.Timestamp(day) for day in ("2008-10-17", "2010-03-03", "2010-09-21"))  # invented deposits
MEMBERS, STATES = 60, 150  # of an invented treaty
BEFORE, EVERY, JOIN = 24, 120, 6  # of another one: states bound, all states, and those that join
PARTNERS, NEWER, LONGER = (
    "whoever joins later finds more partners",
    "whoever joins later has newer laws",
    "whoever joins early is bound for longer",
)
LATE = pd.Timestamp("2005-01-01")  # the day of a task
NO_ARTICLE = "no article of the Convention"
READ, RECALLED = "read in a source", "recalled"
AT_THE_END = "The three months end on that day, but the treaty binds from the first day of the next month."
TOO_EARLY = "On that day the three months were not over, so take the first day after their end."


def _parties() -> pd.DataFrame:
    parties = tables.load("convention_parties")
    return parties[parties["status"] == "party"].set_index("iso3")


def status(state: str, day: pd.Timestamp) -> str:
    """Return how far a state had come on a day, in one of the words of STATUS."""
    row = tables.load("convention_parties").set_index("iso3").loc[state]
    bound, deposited, signed, none = STATUS
    steps = ((row["in_force_date"], bound), (row["deposit_date"], deposited), (row["signature_date"], signed))
    return next((word for date, word in steps if date <= day), none)


def articles() -> dict[str, str]:
    """Return the articles of the statements of this lesson, such as "art. 31", by the end of the statement's name."""
    shown = tables.load("legal_statements").query("id.str.startswith('07-')").set_index("id")["article"]
    return {name.removeprefix("07-"): text.split(", ", 1)[1] for name, text in shown.items()}


@exercise(
    "07-status",
    wants="one choice for each state",
    choices=lambda: [STATUS[each] for each in (2, 0, 3, 1)],
    parts=tuple(FOUR.values()),
)
def _status():
    """Ask for each state which of the three steps it had taken by that day, from the last step to the first.

    Add the wait to the day of deposit: three months, and then the first day of the next month. Compare what comes out
    with 30 June 2009, and only then look at deposit and signature.
    """
    bound, deposited, signed, none = STATUS
    right = [status(state, law.moment("article")) for state in FOUR]
    reply = (
        "Each state is judged by the last step that it had taken by that day, and a deposit in March binds from July."
    )
    yield right, reply
    yield from slips(
        right,
        (
            {
                deposited: "The three months of Romania end on 12 August 2004, so its wait was over long before 2009.",
                signed: "Romania did more than sign: it deposited in 2004, and its wait was over long before 2009.",
            },
            {
                bound: "A deposit does not bind at once. Add the wait to 9 March 2009, and compare the day with 30 June.",
                signed: "Germany did more than sign: its deposit came before our day.",
            },
            {
                deposited: "Switzerland deposited in 2011, so by mid-2009 it had taken an earlier step only.",
                bound: "A signature does not bind Switzerland: look when it deposited.",
                none: "Switzerland had taken a first step in 2001, although it did not bind it.",
            },
            {
                signed: "Côte d'Ivoire never signed; what it did in place of that came in 2024.",
                deposited: "Look at the year in which Côte d'Ivoire deposited.",
                bound: "Côte d'Ivoire took its only step in 2024, so nothing bound it in 2009.",
            },
        ),
    )


@exercise("07-link", wants="a day, such as 30 June 2009")
def _link():
    """Fill the gap of Norda first, in the two steps that the line of Slovakia shows.

    Count three months from 17 October 2008, and go on to the first day of the following month. Then compare with the
    day of Slovakia, because a link needs both.
    """
    slovakia, norda = _parties().loc["SVK", "in_force_date"], law.entry_into_force(NORDA)
    yield (
        written(max(slovakia, norda)),
        "{answer}: Slovakia was bound before, so the treaty links the two when Norda follows.",
    )
    first = written(slovakia)
    yield first, "That is the day from which Slovakia is bound. A link needs both states, so the later day counts."
    yield written(NORDA), "That is the day of the deposit, and the treaty lets three months pass after it."
    ends = NORDA + pd.DateOffset(months=3)
    yield written(ends), AT_THE_END
    yield written(ends.replace(day=1)), TOO_EARLY


@exercise(
    "07-link-sure",
    wants="a day, and how sure it is",
    choices=lambda: [*map(full_date, _days_to_choose()), RECALLED, READ],
    parts=("the treaty links them from", "this day is"),
)
def _link_sure():
    """Write the lines of the worked example for these two states, one after the other.

    Compute for each deposit the day from which the state is bound: three months, then the first day of the next month.
    The link begins on the later of the two days, and it is as sure as that day.
    """
    sulia, early, deposit, westa, ends = _days_to_choose()
    right = [full_date(westa), READ]
    reply = "The later day is that of Westa, which was read. Of Sulia it is enough that it came before."
    yield right, reply
    known = [
        {
            full_date(sulia): "From that day Sulia is bound. A link needs both, so the later day counts.",
            full_date(
                deposit
            ): "That is the day of the second deposit, and the treaty lets three months pass after it.",
            full_date(ends): AT_THE_END,
            full_date(early): TOO_EARLY,
        },
        {RECALLED: "Sulia's day is recalled, but the link begins on the later day. Whose is it, and was it read?"},
    ]
    yield from slips(right, known)


def _days_to_choose() -> list[pd.Timestamp]:
    """Return: bound from (Sulia), too early, deposit, bound from, end of the three months (all of Westa)."""
    ends = WESTA + pd.DateOffset(months=3)
    return [law.entry_into_force(SULIA), ends.replace(day=1), WESTA, law.entry_into_force(WESTA), ends]


@exercise("07-pairs", wants="one number in percent", tolerance=0.06)
def _pairs():
    """A pair needs two states, so two numbers are multiplied above and two below.

    Multiply n by n − 1, and divide by N times N − 1, with 60 for n and 150 for N. Times 100 makes it percent.
    """
    share = law.share_of_pairs(MEMBERS, STATES)
    yield 100 * share, "About {answer} % of the pairs, and not 40 %: a pair needs both of its states in the treaty."
    yield (
        round(100 * share),
        "That is rounded to a whole number, or the square of two in five. Work with 60 × 59, to one decimal.",
    )
    reply = "That is the share of states. A pair needs both, so multiply by n − 1 and N − 1, too."
    yield 100 * MEMBERS / STATES, reply
    reply = "Below the line the same is done with all states: N × (N − 1), and not N × N."
    yield 100 * MEMBERS * (MEMBERS - 1) / STATES**2, reply
    yield share, "The share is right, but it is wanted in percent."


def _of_pairs(number: int) -> str:
    return f"{number} pairs"


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


LAST = BEFORE + JOIN - 1  # how many the last newcomer finds


@exercise(
    "07-pairs-alone",
    wants="a share, two numbers of pairs, and a reason",
    choices=lambda: [
        *(_percent(share) for share in (BEFORE / EVERY, law.share_of_pairs(BEFORE, EVERY), (BEFORE / EVERY) ** 2)),
        *map(_of_pairs, (LAST + 1, LAST, JOIN, BEFORE - 1, BEFORE)),
        *(LONGER, PARTNERS, NEWER),
    ],
    parts=("the 24 states link, of all pairs,", "the first newcomer brings", "the last newcomer brings", "the reason"),
)
def _pairs_alone():
    """For the share use the same four numbers as before. For a newcomer ask with whom the treaty links it.

    The share is 24 × 23 divided by 120 × 119. Each newcomer forms one pair with each state that is bound when it joins,
    so count how many are bound at that moment.
    """
    right = [_percent(law.share_of_pairs(BEFORE, EVERY)), _of_pairs(BEFORE), _of_pairs(LAST), PARTNERS]
    yield right, "Each newcomer brings one pair for every state that is bound already, so the later one brings more."
    yield from slips(
        right,
        (
            {
                _percent(BEFORE / EVERY): "The share: that is the share of states, but a pair needs both.",
                _percent(
                    (BEFORE / EVERY) ** 2
                ): "The share: a state forms no pair with itself, so use 23 and 119, too.",
            },
            {
                _of_pairs(BEFORE - 1): "The first: it is not among the 24, so it finds all of them as partners.",
                _of_pairs(JOIN): "The first: when it joins, the other newcomers are not bound yet.",
            },
            {
                _of_pairs(LAST + 1): "The last: thirty states are bound with it, but it forms no pair with itself.",
                _of_pairs(BEFORE): "The last: five others have joined before it, so it finds more than the 24.",
                _of_pairs(
                    JOIN
                ): "The last: it is linked with the states bound before, too, and not with newcomers only.",
            },
            {
                NEWER: "The reason: the age of a law makes no pair; count whom each one finds.",
                LONGER: "The reason: years make no pair; count whom each one finds.",
            },
        ),
    )


@exercise(
    "07-needs",
    wants="one article for each line",
    choices=lambda: [
        *(articles()[name] for name in ("contact", "keep", "safeguards", "extradition", "stored")),
        NO_ARTICLE,
    ],
    parts=(
        "stop a provider from deleting its logs next week",
        "get a copy of the chats that were secured last month",
        "reach somebody who answers on a Sunday night",
        "bring the suspect to Paris, on a charge of procuring",
        "have an independent body look at the search",
    ),
)
def _needs():
    """Take evidence and persons apart first, because the treaty has different rules for them.

    Three requests are about evidence, and each has an article of its own: one keeps data, one sends them, and one is a
    contact point. For the suspect read article 24(1) again, and look for its limit. The last line is no request: it
    limits the powers themselves.
    """
    article = articles()
    right = [article["keep"], article["stored"], article["contact"], NO_ARTICLE, article["safeguards"]]
    reply = (
        "Evidence of any offence has three articles, whereas the person has none, because procuring is not on the list."
    )
    yield right, reply
    keep, stored, contact = right[:3]
    reply = "To keep is less than to send: one article only keeps the data until a request to send them follows."
    night = "On a Sunday night one first needs somebody who answers at once; look for that row."
    yield from slips(
        right,
        (
            {stored: reply, contact: "The contact point is reached at any hour; which article is about keeping?"},
            {keep: "Article 29 only keeps what is there. Which article has the data sent?"},
            {keep: f"Article 29 is about keeping. {night}", stored: f"Article 31 is about sending. {night}"},
            {
                article[
                    "extradition"
                ]: "Article 24 exists, but it covers only the offences of articles 2 to 11, and the "
                "charge here is procuring.",
                contact: "A contact point helps with advice and data, but it hands over nobody.",
            },
            {
                stored: "Article 31 has data searched and sent. Another row says which limits every search has.",
                NO_ARTICLE: "One row asks national law for limits of all powers of investigation; look for it.",
            },
        ),
    )
    reply = "Procuring is not on the list of offences, but help with evidence reaches any offence (articles 23 and 25)."
    yield [*[NO_ARTICLE] * 4, article["safeguards"]], reply


@exercise(
    "07-defence",
    wants="one article for each objection",
    choices=lambda: [articles()[name] for name in ("conditions", "refusal", "use", "safeguards", "third-parties")],
    parts=(
        "no judge, or other independent body, looked at the search",
        "other customers' files were copied with them",
        "the data now serve a tax case, against a condition that was accepted",
        "the other state refused what would help the defence, and gave no reason",
    ),
)
def _defence():
    """Ask of each objection who should have done something: whoever searches, sends, uses or refuses.

    Article 15 limits the search itself, in two places: for the person concerned and for others. Articles 27 and 28 are
    about two states: what a refusal needs, and what data may be used for.
    """
    article = articles()
    right = [article[name] for name in ("safeguards", "third-parties", "use", "refusal")]
    reply = "Article 15 limits the search, article 28 what becomes of the data, and article 27 asks that a refusal give reasons."
    yield right, reply
    judge, others, use, refusal = right
    conditions = article["conditions"]
    yield from slips(
        right,
        (
            {
                others: "Both belong to article 15, but the paragraph on a judge or another body is not that on third parties.",
                conditions: "Article 25(4) is about help between states; who looks at a search stands in article 15.",
            },
            {
                judge: "The other customers are third parties, and article 15 has a paragraph of its own for them.",
                use: "Article 28 is about what may be done with data; here the copy itself went too far.",
            },
            {
                refusal: "Here nothing was refused: the data came, on a condition. Which article binds whoever accepts one?",
                conditions: "Article 25(4) says whose law sets the conditions of help, but a condition accepted in one case "
                "stands in article 28.",
            },
            {
                use: "Article 28 is about data that were sent. Here nothing was sent, and no reason was given.",
                conditions: "Article 25(4) says whose law allows a refusal; that reasons are owed stands elsewhere.",
            },
        ),
    )


@exercise("07-bound-2012", wants="one number of states")
def _bound_2012():
    """The day has changed, and the comparison is the same as in the worked example.

    Put the day between quotation marks into `pd.to_datetime(…)`, year first: "2012-01-01". A state counts on that day
    if its day of entry into force is the same or earlier.
    """
    day = pd.Timestamp("2012-01-01")
    in_force = _parties()["in_force_date"]
    yield int((in_force <= day).sum()), "{answer} states, because `<=` counts Switzerland, bound on that very day."
    yield int((in_force < day).sum()), "That leaves out the state that was bound on that very day: `<` becomes `<=`."
    yield int((in_force >= day).sum()), "Those were bound on that day or later, because the comparison is turned round."
    yield (len(law.parties_on("2007-01-01", bound=True)), "That is the number for 1 January 2007, so change the day.")


@exercise("07-signed-late", wants="one number of states")
def _signed_late():
    """Another column and the other direction: signed, and then or later.

    Compare the column `signature_date` with the first day of 2005, and use `>=`, which means "on that day or later".
    States without a signature count as false by themselves.
    """
    signed = tables.load("convention_parties")["signature_date"]
    yield (
        int((signed >= LATE).sum()),
        "{answer} states, and those that acceded are not among them, as they never signed.",
    )
    yield int((signed < LATE).sum()), "Those signed before 2005, because the comparison is turned round."
    reply = "That counts states bound from 2005 on. The question is about the signature, so change the column."
    yield int((_parties()["in_force_date"] >= LATE).sum()), reply
    reply = "That counts deposits from 2005 on. The question is about the signature, so change the column."
    yield int((_parties()["deposit_date"] >= LATE).sum()), reply
