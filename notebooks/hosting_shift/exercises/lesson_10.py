"""What is right in the exercises of lesson 10, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.law import audit
from hosting_shift.model import scoring

BEFORE = "before the article"
CHANGES = {  # what a student places -> (words of its event on the timeline, the statement that it answers)
    "France: inquiries under a pseudonym, for procuring": ("online inquiries under a pseudonym, for trafficking", ""),
    "European Union: hosts exempt for the first time": ("Directive on electronic commerce", ""),
    "European Union: the Digital Services Act": ("Digital Services Act applies", "C58"),
    "France: up to 20 years for a child under 15": ("225-7-1 raised to 20 years", "C41"),
    "European Union: production orders": ("European Production and Preservation Orders", "R2"),
}
CASES = ("case 1", "case 2", "case 3", "case 4")
FAIR = "What is licensed can be inspected, and rights can be used"


def _answered(statement: str) -> str:
    return f"after: {law.then_and_now().set_index('statement').loc[statement, 'label']}"


def _placed(words: str, statement: str) -> str:
    events = tables.load("timeline")
    (when,) = events.loc[events["event"].str.contains(words, regex=False), "when"]
    return BEFORE if pd.Timestamp(when) <= law.moment("article") else _answered(statement)


def _places() -> tuple[str, ...]:
    return BEFORE, *(_answered(statement) for statement in ("C18", "C58", "R2", "C41"))


@exercise("10-place", wants="before, or after with a statement, for each", choices=_places, parts=tuple(CHANGES))
def _place():
    """For each change, find its mark on the timeline first. Does it stand left or right of the dotted line?

    Two of the five are older than the article. For the others, read who is concerned: hosts, children, or two
    authorities that have to work together; then choose the statement on the same matter.
    """
    placed = [_placed(*change) for change in CHANGES.values()]
    pseudonym, directive, act, child, order = placed
    yield placed, "Two of the five were there before the article, and three answer it. In order: {answer}."
    reply = "The directive of June 2000 exempted hosts first, and the Digital Services Act only came in its place."
    yield [pseudonym, act, act, child, order], reply
    reply = (
        "Inquiries under a pseudonym were lawful for procuring since March 2007. The article asks for such inquiries "
        "as if the power were missing, which is why one easily dates it later."
    )
    yield [order, directive, act, child, order], reply
    reply = "A production order concerns evidence that lies with a provider abroad, so it answers another statement."
    yield [pseudonym, directive, act, child, act], reply


@exercise("10-cases", wants="one verdict for each case", choices=lambda: audit.VERDICTS, parts=CASES)
def _cases():
    """Go through the rules from the top, for one case at a time. Does a source speak to the core, and do sources agree?

    In case 1 ask whether it was right in 2009, and in case 2 judge each half by itself. In case 3 ask whether any measure decides
    between the three reports. In case 4 ask what the law said in 2009 itself.
    """
    claims = tables.load("claims").set_index("claim")["verdict"]
    dated, wrong = claims["C25"], claims["C16"]
    halves, disputed = "in part", "contested"
    yield [dated, halves, disputed, wrong], "Each case has its first rule: {answer}."
    reply = "In case 4 French law applied in 2009 already, so the statement was never right; dated needs that it was."
    yield [dated, halves, disputed, dated], reply
    reply = "In case 1 the reports of the time agree with the statement. It was not false then; the world has changed."
    yield [wrong, halves, disputed, wrong], reply
    reply = "In case 2 the first half did come true, so the whole cannot be wrong; look for the rule on parts."
    yield [dated, wrong, disputed, wrong], reply
    reply = "In case 3 three reports speak, so it can be checked. They point different ways, and none measures exploitation."
    yield [dated, halves, "unverifiable", wrong], reply


def _summaries() -> tuple[str, ...]:
    return "Selling sex is a job like any other", FAIR, "What is legal can be taxed, so everybody gains"


@exercise("10-summary", wants="one sentence", choices=_summaries)
def _summary():
    """Read the row of the regulatory view in the table. What do those who hold it want permits and duties for?

    They want to tell lawful services from exploitation, and to give people something they can claim. Look for the
    sentence that says both without praise and without mockery.
    """
    yield FAIR, "This names the aim and the means as those who hold the view would, and both can be checked."
    reply = "Some supporters say so, but it is no reason for permits; the view asks for control because it is not."
    yield _summaries()[0], reply
    reply = "Taxes may follow, but nobody in the table argues with them. A critic would put it this way."
    yield _summaries()[2], reply


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
    yield int(counts[2011]), "{answer} measurements concern closures that began in that year."
    yield int(counts.sum()), "That counts all measurements of the table, so ask the counts for 2011 alone."
    yield len(counts), "That is the number of years with a closure. Ask the counts for one of them."
