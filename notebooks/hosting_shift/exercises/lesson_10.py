"""What is right in the exercises of lesson 10, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise, slips
from hosting_shift.law import audit
from hosting_shift.model import scoring

BEFORE = "before the article"
CHANGES = {  # what a student places -> (words of its event on the timeline, the statement that it answers)
    "the Digital Services Act": ("Digital Services Act applies", "C58"),
    "the first act on inquiries under a pseudonym": ("online inquiries under a pseudonym, for trafficking", ""),
    "up to 20 years for a child under 15": ("225-7-1 raised to 20 years", "C41"),
    "production orders": ("European Production and Preservation Orders", "R2"),
}
WHOSE = "production orders: whose law"
JURISDICTIONS = ("France", "European Union", "United States")
CASES = ("case 1", "case 2", "case 3", "case 4")
FAIR = "A permit opens the door to inspection and to enforceable claims"
PARTS_OF_A_VIEW = ("strongest point", "what it points to", "limit")
POINTS = (
    "Whoever pays or profits should answer, because demand keeps the trade alive",
    "People are safer if the law aims at force, and not at everybody around them",
    FAIR,
    "Prostitution will always exist, so the state may as well earn something from it",
)
EVIDENCE = (  # of the regulatory, the abolitionist and the third view
    "Permits evaluated in one state, adverts with duties in another",
    "More procedures after the act on buyers",
    "A survey in which most report less income",
)
LIMITS = (  # in the same order
    "No agreed measure of its effect",
    "The act was carried out weakly",
    "The sample chose itself",
)


def _answered(statement: str) -> str:
    return f"after: {law.then_and_now().set_index('statement').loc[statement, 'label']}"


def _placed(words: str, statement: str) -> str:
    events = tables.load("timeline")
    (when,) = events.loc[events["event"].str.contains(words, regex=False), "when"]
    return BEFORE if pd.Timestamp(when) <= law.moment("article") else _answered(statement)


def _places() -> tuple[str, ...]:
    return BEFORE, *(_answered(statement) for statement in ("C18", "C58", "R2", "C41")), *JURISDICTIONS


def _whose(words: str) -> str:
    events = tables.load("timeline")
    (jurisdiction,) = events.loc[events["event"].str.contains(words, regex=False), "jurisdiction"]
    return str(jurisdiction)


@exercise(
    "10-place",
    wants="before, or after with a statement, for each; for one also whose law",
    choices=_places,
    parts=(*CHANGES, WHOSE),
)
def _place():
    """For each change, find its mark on the timeline first. Does it stand left or right of the dotted line?

    What is older than the article answers nothing in it. For the others, read who is concerned: hosts, children, or
    two authorities that have to work together; then choose the statement on the same matter.
    """
    act, pseudonym, child, order = (_placed(*change) for change in CHANGES.values())
    whose = _whose(CHANGES["production orders"][0])
    right = [act, pseudonym, child, order, whose]
    yield right, "One was there before the article, and three answer it. In order: {answer}."
    older = "Inquiries under a pseudonym are older than the article: the first act is of March 2007."
    known = [
        {
            order: "The regulation on services is about what a host must do and know. Which statement is about hosts?",
            _answered("C18"): (
                "The American shelter is another matter: the regulation on services says what a host in the Union must "
                "do and know."
            ),
            BEFORE: "The Digital Services Act applies since 2024, so it cannot stand before an article of 2009.",
        },
        {
            order: (
                "Inquiries under a pseudonym were lawful for procuring since March 2007. The article does not mention "
                "this power, which is why one easily dates it later."
            ),
            child: older,
            act: f"{older} They are no matter of hosts, either.",
        },
        {
            order: "The act raised a penalty for offences against children. Which statement of the article is about them?",
            BEFORE: "The penalty was raised in 2021, and the article of 2009 praises the law on minors.",
            act: "A penalty for whoever exploits a child is no matter of hosts. Which statement is about children?",
        },
        {
            act: "A production order concerns evidence that lies with a provider abroad, so it answers another statement.",
            BEFORE: "Production orders rest on a regulation of 2023, so they cannot stand before the article.",
            child: "A production order serves any inquiry, so it answers no statement on children.",
        },
        {
            "France": (
                "Such orders apply in France, too, but the rule was made elsewhere: choose *Jurisdiction* and look in "
                "whose lane it stands."
            ),
            "United States": "Production orders are no law of the United States: look in whose lane the picture shows them.",
        },
    ]
    yield from slips(right, known)


@exercise("10-cases", wants="one verdict for each case", choices=lambda: audit.VERDICTS, parts=CASES)
def _cases():
    """Go through the rules from the top, for one case at a time. Does a source speak to the core, and do sources agree?

    In case 1 ask whether it was right in 2009, and in case 2 judge each half by itself. In case 3 ask whether anything
    decides between the two counts. In case 4 ask what the law said in 2009 itself.
    """
    wrong = tables.load("claims").set_index("claim")["verdict"]["C16"]
    right = ["dated", "in part", "contested", wrong]
    yield right, "Each case has its first rule: {answer}."
    known = [
        {
            wrong: "In case 1 the reports of the time agree with the statement. It was not false then; the world has changed.",
            "confirmed": "In case 1 the statement was right in 2009, but is it still right today?",
            "in part": (
                "In case 1 the whole statement was right in 2009, and the whole is no longer so; no part of it was false "
                "then."
            ),
            "contested": "In case 1 the reports of 2009 agree, and so do those of today: the facts have changed.",
        },
        {
            "confirmed": "In case 2 only the first half came: the regulation forbids the general duty that was foretold.",
            wrong: "In case 2 the first half did come true, so the whole cannot be wrong; look for the rule on parts.",
            "contested": "In case 2 the regulation itself decides both halves, so no sources differ.",
            "dated": "Case 2 is a prediction, and a prediction is never dated.",
        },
        {
            "unverifiable": "In case 3 two sound counts speak to the core, so it can be checked, although they find different things.",
            wrong: "In case 3 one count speaks against the prediction and one for it, and nothing makes the first the better one.",
            "in part": "In case 3 the two counts differ on the core itself, and not on a part. Which rule comes first?",
            "confirmed": "In case 3 one sound count supports the prediction, but the other speaks against it.",
        },
        {
            "dated": "In case 4 French law applied in 2009 already. Only what was right once can be dated, and this never was.",
            "in part": "In case 4 ask what the core is: if one fact in France suffices, a server abroad takes nothing out of reach.",
            "contested": "In case 4 nobody has to weigh sources: the French Criminal Code itself decides.",
        },
    ]
    yield from slips(right, known)


def _choices_for_a_view() -> tuple[str, ...]:
    return (*POINTS, *EVIDENCE, *LIMITS)


@exercise("10-view", wants="one sentence for each part", choices=_choices_for_a_view, parts=PARTS_OF_A_VIEW)
def _view():
    """Read the row of the regulatory view in the table. What do those who hold it want permits and duties for?

    They want to tell lawful services from exploitation, and to give people something they can claim. For the other
    two parts, stay in the same row: one says what is done in which states, and one what nobody knows about it.
    """
    point, evidence, limit = FAIR, EVIDENCE[0], LIMITS[0]
    demand, safer, _, income = POINTS
    yield [point, evidence, limit], "Point, evidence and limit stand together, as those who hold the view would accept."
    reply = "That point is a fair summary, but of the abolitionist view, which wants no permits."
    yield [demand, evidence, limit], reply
    yield [safer, evidence, limit], "That point is a fair summary, but of another view: that of sex workers' rights."
    reply = "A critic may put the point so. In the table nobody argues with income: those who hold the view name other aims."
    yield [income, evidence, limit], reply
    reply = (
        "A sample that chose itself limits a survey, and the evidence of this view is no survey. Look into its own row."
    )
    yield [point, evidence, LIMITS[2]], reply
    reply = "That an act was carried out weakly limits what the act on buyers can show. Look into the row of this view."
    yield [point, evidence, LIMITS[1]], reply
    reply = "The survey is evidence of another view, that of sex workers' rights. Look into the row of this view."
    yield [point, EVIDENCE[2], limit], reply
    reply = (
        "More procedures after the act on buyers is evidence of the abolitionist view. Look into the row of this view."
    )
    yield [point, EVIDENCE[1], limit], reply
    yield (
        [point, limit, evidence],
        "Evidence speaks for a view; a limit says what this evidence cannot show. Change the two.",
    )


@exercise("10-plot", wants="one number of answers")
def _plot():
    """Go from the dot at the right straight to the left: which share does the scale of *came true* show there?

    The dot lies at 60 %, and five answers stand behind it. How many are 60 % of five?
    """
    said = max(probability for probability, _ in scoring.INVENTED)
    came = [outcome for probability, outcome in scoring.INVENTED if probability == said]
    yield sum(came), "{answer} of five came true, which is less than the 90 % that was said."
    yield 100 * sum(came) / len(came), "That is the height of the dot in percent. The question asks how many of five."
    yield len(came), "That is how many answers the dot stands for. If all had come true, it would lie at 100 %."
    yield len(came) - sum(came), "That is how many did not come true; the height of the dot shows those that did."


@exercise("10-two-prices", wants="one number between 0 and 1", tolerance=0.006)
def _two_prices():
    """The second event did not happen, so its outcome is 0. How far is 30 % from it?

    The second price is 0.3 squared. Add it to 0.16, and take half of the sum.
    """
    forecasts, outcomes = [0.6, 0.3], [True, False]  # the two answers of the exercise
    score = scoring.brier(forecasts, outcomes)
    yield score, "{answer}: the mean of 0.16 and 0.09."
    yield 2 * score, "That is the sum of the two prices. The score is their mean, so take half of it."
    yield 0.09, "That is the second price. The score is the mean of both prices."
    yield (0.16 + 0.49) / 2, "You squared 0.7, as if the second event had happened. It did not, so the distance is 0.3."
    yield (0.16 + 0.3) / 2, "The second distance is 0.3, but the price is its square."


@exercise("10-brier", wants="one number between 0 and 1", tolerance=0.006)
def _brier():
    """How far was each probability from what happened, if 1 stands for yes and 0 for no?

    The distances are 0.1, 0.7 and 0.2. Square each of them before you take their mean.
    """
    forecasts, outcomes = [0.9, 0.7, 0.2], [True, False, False]  # the three answers of the exercise
    score = scoring.brier(forecasts, outcomes)
    yield score, "{answer}, which is better than 0.25 in spite of one confident mistake."
    yield 3 * score, "That is the sum of the three prices. The score is their mean, so divide by three."
    distance = sum(abs(p - o) for p, o in zip(forecasts, outcomes, strict=True)) / 3
    yield distance, "That is the mean distance, but the price is a square: square each distance first."
    opposite = scoring.brier(forecasts, [not o for o in outcomes])
    yield opposite, "You compared with the opposite outcomes, although 1 stands for an event that happened."


def _by_year(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column, format="mixed").dt.year.value_counts()


@exercise("10-adverts-year", wants="one number")
def _adverts_year():
    """The dates are ready, so ask yourself which part of a date you want to count.

    Put `.dt.year` and `.value_counts()` behind `dates`, and ask the result for 2018 in square brackets.
    """
    counts = _by_year(tables.load("us_adult_ads")["when"])
    yield int(counts[2018]), "{answer} events fall in that year, the seizure and the act among them."
    yield int(counts.sum()), "That counts all events of the table, so ask the counts for 2018 alone."
    yield len(counts), "That is the number of years with an event. Ask the counts for one of them."


@exercise("10-closures-year", wants="one number")
def _closures_year():
    """The steps are the same as before: make dates of the column, keep the year, and count.

    Begin with `pd.to_datetime(effects["when"], format="mixed")`; the rest is as in the task before, for 2011.
    """
    counts = _by_year(tables.load("displacement_effects")["when"])
    yield int(counts[2011]), "{answer} rows are dated 2011, and one of them is a series of closures that began then."
    yield int(counts.sum()), "That counts all rows of the table, so ask the counts for 2011 alone."
    yield int(counts[2011]) - 1, "A series of closures began in 2011, too, and `when` names its first year."
    yield len(counts), "That is the number of years with a closure. Ask the counts for one of them."
