"""What is right in the exercises of lesson 07, computed; the mistakes we know."""

from collections.abc import Iterator

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.dates import written
from hosting_shift.exercises.marking import exercise

STATUS = ("bound", "deposited, not yet bound", "signed only", "none of these yet")
FOUR = {"ROU": "Romania", "DEU": "Germany", "CHE": "Switzerland", "CIV": "Côte d'Ivoire"}
PAIRS = {
    "France and Slovenia": ("FRA", "SVN"),
    "Romania and Slovenia": ("ROU", "SVN"),
    "France and Romania": ("FRA", "ROU"),
}
LATE = pd.Timestamp("2005-01-01")  # the day of a task
NO_ARTICLE = "no article of the Convention"


def _parties() -> pd.DataFrame:
    parties = tables.load("convention_parties")
    return parties[parties["status"] == "party"].set_index("iso3")


def status(state: str, day: pd.Timestamp) -> str:
    """Return how far a state had come on a day, in one of the words of STATUS."""
    row = tables.load("convention_parties").set_index("iso3").loc[state]
    bound, deposited, signed, none = STATUS
    steps = ((row["in_force_date"], bound), (row["deposit_date"], deposited), (row["signature_date"], signed))
    return next((word for date, word in steps if date <= day), none)


def deciding(one: str, other: str) -> bool:
    """Return whether the later of the two days, which decides, is recalled."""
    pair = _parties().loc[[one, other]].sort_values("in_force_date")
    return bool(pair["in_force_confidence"].iloc[-1] == "recalled")


def articles() -> dict[str, str]:
    """Return the articles of the statements of this lesson, such as "art. 31", by the end of the statement's name."""
    shown = tables.load("legal_statements").query("lesson == '07'").set_index("id")["article"]
    return {name.removeprefix("07-"): text.split(", ", 1)[1] for name, text in shown.items()}


@exercise("07-status", wants="one choice for each state", choices=lambda: list(STATUS), parts=tuple(FOUR.values()))
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
    reply = "A deposit does not bind at once. Add the wait to 9 March 2009, and compare the day with 30 June."
    yield [bound, bound, signed, none], reply
    reply = "Switzerland had not deposited by then, and a signature alone does not count as a deposit or bind."
    yield [bound, deposited, deposited, none], reply
    reply = "Switzerland had only signed by then. A state is bound after a deposit, and after the wait that follows it."
    yield [bound, deposited, bound, none], reply
    reply = "Côte d'Ivoire took its only step in 2024, so it had neither signed nor deposited in 2009."
    yield [bound, deposited, signed, signed], reply


def _before_the_wait_is_over(deposit: pd.Timestamp) -> Iterator[tuple[str, str]]:
    """Yield the two days that come before a deposit binds, each with the reply to it."""
    ends = deposit + pd.DateOffset(months=3)
    reply = "The three months end on that day, but the treaty binds from the first day of the next month."
    yield written(ends), reply
    reply = "On that day the three months were not over, so take the first day after their end."
    yield written(ends.replace(day=1)), reply


@exercise("07-germany", wants="a day, such as 30 June 2009")
def _germany():
    """Fill the gap of Germany first, in the two steps that the line of Slovakia shows.

    Count three months from 9 March 2009, and go on to the first day of the following month. Then compare with the day
    of Slovakia, because a link needs both.
    """
    deposit = _parties().loc["DEU", "deposit_date"]
    link = law.linked_since("SVK", "DEU").since
    yield written(link), "{answer}: Slovakia was bound before, so the treaty links the two when Germany follows."
    first = written(_parties().loc["SVK", "in_force_date"])
    yield first, "That is the day from which Slovakia is bound. A link needs both states, so the later day counts."
    yield written(deposit), "That is the day of the deposit, and the treaty lets three months pass after it."
    yield from _before_the_wait_is_over(deposit)


@exercise("07-linked", wants="a day, such as 30 June 2009")
def _linked():
    """Write the three lines of the worked example for these two states, one after the other.

    Compute for each deposit the day from which the state is bound: three months, then the first day of the next month.
    The link begins on the later of the two days.
    """
    rows = _parties().loc[["SVN", "CHE"]]
    first, deposit = rows.loc["SVN", "in_force_date"], rows.loc["CHE", "deposit_date"]
    both = law.linked_since("SVN", "CHE").since
    yield written(both), "{answer}: the later of the two days, when Switzerland was bound as well."
    yield written(first), "From that day the first of the two was bound. A link needs both, so the later day counts."
    yield written(deposit), "That is the day of the Swiss deposit, and the treaty lets three months pass after it."
    yield from _before_the_wait_is_over(deposit)


@exercise("07-surest", wants="one of the three pairs", choices=lambda: list(PAIRS))
def _surest():
    """The words under the map say that a day is recalled; ask which of the two days that is.

    Only the later of the two days decides from when a pair is linked. Find out for each pair which state came later,
    and whether its tile is hollow.
    """
    right = next(name for name, pair in PAIRS.items() if deciding(*pair))
    reply = (
        "{answer}: Slovenia came later there, and its day is recalled, so the day of the link is no surer than that."
    )
    yield right, reply
    reply = (
        "Slovenia's day is recalled, but France was bound later, on a day read in a source. What matters is that "
        "Slovenia came before."
    )
    yield "France and Slovenia", reply
    yield "France and Romania", "Both of these days were read in a source, so nothing recalled stands behind the link."


@exercise("07-pairs", wants="one number in percent, to one decimal", tolerance=0.06)
def _pairs():
    """A pair needs two states, so two numbers are multiplied above and two below.

    Multiply n by n − 1, and divide by N times N − 1, with 79 for n and 193 for N. Times 100 makes it percent.
    """
    share = float(law.parties_by_year()["share_of_pairs"].iloc[-1])
    states = int(tables.load("world_tiles")["un_member"].sum())
    bound = len(law.parties_on("2100-01-01", bound=True))
    yield 100 * share, "About {answer} % of the pairs, which is one in six and not two in five."
    yield round(100 * share), "The whole number is right; the answer is wanted to one decimal."
    reply = "That is the share of states. A pair needs both, so multiply by n − 1 and N − 1, too."
    yield 100 * bound / states, reply
    yield round(100 * bound / states), f"Rounded as well. {reply}"
    reply = "That is the square of the share of states, which comes near. But a state forms no pair with itself."
    yield round(100 * (bound / states) ** 2, 1), reply
    yield share, "The share is right, but it is wanted in percent."


@exercise(
    "07-requests",
    wants="one article for each request",
    choices=lambda: [*(articles()[name] for name in ("extradition", "keep", "stored", "contact")), NO_ARTICLE],
    parts=(
        "keep the data on a server for now",
        "send the data that were kept",
        "help on a Sunday night",
        "hand over the suspect, charged with procuring",
    ),
)
def _requests():
    """Take evidence and persons apart first, because the treaty has different rules for them.

    Three requests are about evidence, and each has an article of its own: one keeps data, one sends them, and one is a
    contact point. For the last request read article 24(1) again, and look for its limit.
    """
    article = articles()
    right = [article["keep"], article["stored"], article["contact"], NO_ARTICLE]
    reply = (
        "Evidence of any offence has three articles, whereas the person has none, because procuring is not on the list."
    )
    yield right, reply
    reply = "Article 24 exists, but it covers only the offences of articles 2 to 11, and the charge here is procuring."
    yield [*right[:3], article["extradition"]], reply
    yield (
        [right[1], right[0], *right[2:]],
        "To keep and to send are two requests: article 29 only keeps, and article 31 sends.",
    )
    reply = "Procuring is not on the list of offences, but help with evidence reaches any offence (articles 23 and 25)."
    yield [NO_ARTICLE] * 4, reply


@exercise(
    "07-defence",
    wants="one article for each objection",
    choices=lambda: [articles()[name] for name in ("conditions", "refusal", "use", "safeguards", "third-parties")],
    parts=(
        "no judge, or other independent body, looked at the search",
        "other customers' files were copied with them",
        "the data now serve a tax case, against a condition that was accepted",
        "a request of the defence was refused, and no reason was given",
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
    reply = "Both belong to article 15, but the person concerned and the third parties stand in different paragraphs."
    yield [right[1], right[0], *right[2:]], reply
    reply = "One of these two rules is about the use of what was sent, and the other about a refusal to send it."
    yield [*right[:2], right[3], right[2]], reply
    reply = (
        "Article 25(4) says whose law sets the conditions, but a condition accepted in one case stands in article 28."
    )
    yield [*right[:2], article["conditions"], right[3]], reply


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
    yield (
        len(law.parties_on(law.moment("article"), bound=True)),
        "That is the number for 30 June 2009, so change the day.",
    )


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
