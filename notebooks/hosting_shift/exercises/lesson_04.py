"""What is right in the exercises of lesson 04, computed; the mistakes we know."""

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.law import liability

LETTER = {
    **{"location": "the exact address", "reasons": "facts and article"},
    **{"sender": "name and email", "good_faith": "yes"},
    **{"date": "no", "host": "no", "letter": "nothing"},
}
DATES = {"repealed": "in 2009 only", "new": "today only", "same": "at both dates"}  # by column "change"


def _result(intent: str, aggravated: str = "no") -> str:
    """Return where the developer's path ends today."""
    answers = liability.actor_answers("developer") | {"N7": intent, "N8": aggravated}
    return liability.walk(answers, liability.years()[-1]).result.name


def _results() -> list[str]:
    return sorted(name for name in liability.tree(liability.years()[-1]) if name.startswith("X"))


@exercise("04-path", wants="the name of a result, such as X1", choices=_results)
def _path():
    """Choose Developer under Who. The role has settled the first three questions, so the tree asks about intent.

    Press No once. The path then ends in a round box, and its name begins with X.
    """
    yield _result("no"), "{answer}: without intent there is no offence, however careless the developer was."
    yield _result("yes"), "That is where the path ends if intent is proved. Press Back and change this one answer."
    yield _result("yes", "yes"), "That path has both intent and a circumstance that aggravates. Press Back twice."
    yield "X3", "That result is for a host that did not know. A developer stores nothing for others, so N3 is No."


def _terms(column: str) -> list[int]:
    """Return the maximum terms, in years, of the provisions on procuring."""
    laws = tables.load("law_then_now")
    return laws.loc[laws["topic"] == "procuring", column].dropna().astype(int).tolist()


def _maxima() -> list[str]:
    return [f"{term} years" for term in sorted({*_terms("years_2009"), *_terms("years_2026")})]


def _maximum_of(provision: str) -> str:
    return f"{tables.load('law_then_now').set_index('provision').loc[provision, 'years_2026']} years"


@exercise(
    "04-maximum",
    wants="three maximum terms",
    choices=_maxima,
    parts=("one adult, nothing aggravates", "several adults, a public network", "the same, by an organised gang"),
)
def _maximum():
    """Each path belongs to another article, and each article sets its own maximum. Find the three in the table above.

    The basic offence is 225-5. One circumstance of 225-7 is enough to aggravate, and a gang has 225-8 to itself.
    """
    basic, aggravated, gang = map(_maximum_of, ("CP 225-5", "CP 225-7", "CP 225-8"))
    yield [basic, aggravated, gang], "{answer}: from 225-5 to 225-7 and 225-8. A court may impose less, after proof."
    reply = "A gang is more than one circumstance among ten, because 225-8 sets a maximum of its own for it."
    yield [basic, aggravated, aggravated], reply
    reply = "Ten years need a circumstance of 225-7. One adult is helped without any, so 225-5 applies."
    yield [aggravated, aggravated, gang], reply
    reply = "Several persons are a circumstance of 225-7, and so is a network that reaches an undetermined public."
    yield [basic, basic, gang], reply


@exercise("04-notice", wants="one number")
def _notice():
    """Open More parts of the notice and look at the column 2009: it marks what is missing.

    Choose a fuller answer for each part that is marked as missing, until the box below the column changes.
    """
    letter = liability.notice(LETTER, True, liability.years()[0])
    missing = len(letter.missing)
    yield missing, "{answer} parts: identity, date, host, and the earlier letter or why there is none."
    yield missing - 1, "Look at Who sends it, too: a name and an email are there, and in 2009 this was not enough."
    yield len(letter.needed), "That is how many elements the law asked for, but some of them are there already."


@exercise(
    "04-dated",
    wants="three dates",
    choices=lambda: list(DATES.values()),
    parts=(
        "public soliciting is an offence",
        "buying sex from an adult is an offence",
        "seven years are the maximum for procuring",
    ),
)
def _dated():
    """Each rule above says since when it is in force, and whether it was repealed. Look for soliciting first.

    A rule that began after 2009 holds today only, and one that was repealed since held in 2009 only.
    """
    change = tables.load("law_then_now").set_index("provision")["change"]
    soliciting, buying, procuring = (DATES[change[name]] for name in ("CP 225-10-1", "CP 611-1", "CP 225-5"))
    yield (
        [soliciting, buying, procuring],
        "{answer}: the act of April 2016 repealed one and made another, and the third stayed.",
    )
    reply = "Public soliciting was repealed in April 2016, so whoever calls it an offence today is out of date."
    yield [DATES["same"], buying, procuring], reply
    reply = (
        "The act of April 2016 made this an offence. In 2009 it was none, unless the person was a minor or vulnerable."
    )
    yield [soliciting, DATES["same"], procuring], reply
    reply = "The maximum of 225-5 has been seven years since 2001, so it was the same at both dates."
    yield [soliciting, buying, DATES["new"]], reply


@exercise("04-trafficking", wants="one number")
def _trafficking():
    """Two conditions must hold at once: the topic is trafficking, and the provision did not stay the same.

    The gap is the condition `same`, turned round: put `~` before it. `&` already joins the two.
    """
    laws = tables.load("law_then_now")
    trafficking, same = laws["topic"] == "trafficking", laws["change"] == "same"
    yield len(laws[trafficking & ~same]), "{answer} provisions on trafficking changed between 2009 and today."
    yield (
        len(laws[trafficking & same]),
        "Those are the ones that stayed the same. Turn the second condition round with ~.",
    )
    yield len(laws[trafficking]), "Those are all provisions on trafficking. The second condition is still missing."


@exercise("04-elsewhere", wants="one number")
def _elsewhere():
    """Write one condition for the topic and one for the column "change", as in the two examples above.

    This time it is the topic that is turned round: `~procuring & changed`, inside `len(laws[…])`.
    """
    laws = tables.load("law_then_now")
    procuring, changed = laws["topic"] == "procuring", laws["change"] == "changed"
    yield len(laws[~procuring & changed]), "{answer} provisions outside procuring were changed."
    yield (
        len(laws[procuring & changed]),
        "Those are the changed ones on procuring. Turn the first condition round with ~.",
    )
    yield (
        len(laws[changed]),
        "Those are all that were changed. Leave out the ones on procuring with the first condition.",
    )
    yield len(laws[~procuring]), "Those are all provisions outside procuring. Keep only the changed ones of them."
