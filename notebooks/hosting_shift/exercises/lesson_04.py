"""What is right in the exercises of lesson 04, computed; the mistakes we know."""

import itertools

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise, slips
from hosting_shift.law import liability

# the third letter: it has every element of both laws but the exact place of the page
LETTER = {
    **{"location": "the server only", "reasons": "facts and article"},
    **{"sender": "full identity and email", "good_faith": "yes"},
    **{"date": "yes", "host": "yes", "letter": "why there is none"},
}
# the fourth: it has the exact place, but says nothing on an earlier letter to the author
FOURTH = LETTER | {"location": "the exact address", "letter": "nothing"}
DATES = {"same": "at both dates", "repealed": "in 2009 only", "new": "today only"}  # by column "change"
NEITHER = "at neither date"


NOT_ASKED = "not asked"  # of a question that the path does not reach
ASKED = ("N4", "N5", "N6", "N7")  # what the facts on a forgetful host leave to answer
ENDS = ("X3", "X4", "X5", "X6", "X7")  # where a host's path can end


def _host_path(**given: str) -> list[str]:
    """Return a host's path of today: the answers to N4 to N7, its result, and the basis of that result."""
    answers = liability.actor_answers("host") | given
    path = liability.walk(answers, liability.years()[-1])
    said = [answers[name] if name in path.names else NOT_ASKED for name in ASKED]
    return [*said, path.result.name, path.result.basis]


def _path_choices() -> list[str]:
    results = liability.tree(liability.years()[-1])
    return [*liability.ANSWERS, NOT_ASKED, *ENDS, *(results[name].basis for name in ENDS)]


@exercise(
    "04-host-path",
    wants="four answers, a result and its article",
    choices=_path_choices,
    parts=(
        "N4 · an active role?",
        "N5 · knew of this item?",
        "N6 · acted expeditiously?",
        "N7 · intent proved?",
        "the path ends at",
        "the article on which that result rests",
    ),
)
def _path():
    """Choose Host under Who, and take the three facts one after the other: which question does each of them answer?

    To store is not to arrange, and whoever understood a letter knew. Losing the shield leads to N7, and N7 asks
    whether somebody helped knowingly, at the time when the page stayed online.
    """
    *said, result, basis = _host_path(N5="yes", N6="no", N7="no")
    reply = "{answer}. To have known once costs the shield. Intent is help given knowingly, and whoever forgot a page was careless."
    yield [*said, result, basis], reply
    reply = "To have known once costs the shield. Intent needs somebody who knows while the page stays online, and the clerk had forgotten it. A prosecutor may argue more, but would need a fact."
    yield _host_path(N5="yes", N6="no", N7="yes", N8="no"), reply
    reply = "A circumstance that aggravates comes after intent. Which fact shows that somebody knew while the page stayed online?"
    yield _host_path(N5="yes", N6="no", N7="yes", N8="yes"), reply
    reply = "A precise letter was read and understood, so the host knew of this item. Go on to N6."
    yield _host_path(N5="no"), reply
    reply = "To act means to remove the page or to block it, and after eight weeks it is still there."
    yield _host_path(N5="yes", N6="yes"), reply
    reply = (
        "To store is no active role: it would be one to choose, write or arrange the page. The shield is lost at N6."
    )
    yield _host_path(N4="yes", N7="no"), reply
    yield from slips([*said, result, basis], _path_slips())


def _path_slips() -> list[dict[str, str]]:
    """Return, for each part of the host's path, the reply to each wrong choice."""
    base = {name: step.basis for name, step in liability.tree(liability.years()[-1]).items()}
    return [
        {
            "yes": "N4: to store is no active role; it would be one to choose, write or arrange the page.",
            NOT_ASKED: "N4: every service that only stores is asked about its role, so this question is reached.",
        },
        {
            "no": "N5: a precise letter was read and understood, and that moment is enough for knowledge.",
            NOT_ASKED: "N5: where a host has no active role, the tree asks whether it knew.",
        },
        {
            "yes": "N6: to act means to remove or block the page, and eight weeks later it is still there.",
            NOT_ASKED: "N6: where a host knew, the tree asks whether it acted.",
        },
        {
            "yes": "N7: intent needs somebody who knows while the page stays online, and the clerk forgot it at once.",
            NOT_ASKED: "N7: a lost shield is no result yet, because the tree goes on to intent.",
        },
        {
            "X3": "The end: X3 is for a host that did not know, but this one understood the letter.",
            "X4": "The end: X4 is for a host that acted in time, but here the page stayed.",
            "X6": "The end: X6 needs intent, so read it off your answer to N7.",
            "X7": "The end: X7 needs intent and a circumstance, so read it off your answer to N7.",
        },
        {
            base["X3"]: "The article: those rules free a host that did not know; this path ends for another reason.",
            base["X4"]: "The article: that rule is the shield, which was lost; the path ends with a missing element.",
            base[
                "X6"
            ]: "The article: 225-5 defines procuring, but one element is missing, and another article asks for it.",
            base["X7"]: "The article: those articles aggravate a procuring, and here there is none without intent.",
        },
    ]


def _maximum_of(article: str, term_of: str = "") -> str:
    """Return what can be chosen: an article with its own maximum of today, or with that of another one."""
    years = tables.load("law_then_now").set_index("provision")["years_2026"]
    return f"art. {article}: {years[f'CP {term_of or article}']} years"


def _maxima() -> list[str]:
    pairs = itertools.product(("225-5", "225-7", "225-8"), repeat=2)
    return [_maximum_of(*pair) for pair in pairs]


@exercise(
    "04-small-site",
    wants="two answers, and two articles with their maximum",
    choices=lambda: [*liability.ANSWERS, *_maxima()],
    parts=(
        "exempt as a host (N3 to N6)?",
        "N7 · intent proved?",
        "the article and its maximum",
        "with three adults it would be",
    ),
)
def _small_site():
    """Take the facts one after the other: he chooses and rewrites, he knows, and his guests are few and known.

    Whoever chooses or writes does more than store, so the path leads to N7. At N8 compare the facts with the list of
    225-7 under The case: number of adults, number of offenders, and who can see the adverts.
    """
    basic, aggravated, gang = map(_maximum_of, ("225-5", "225-7", "225-8"))
    reply = "The facts move the legal basis from 225-5 to 225-7, and the maximum with it. A court may impose less, after proof."
    right = ["no", "yes", basic, aggravated]
    yield right, reply
    yield from slips(
        right,
        (
            {"yes": "Exempt: he does more than store, because he chooses the adverts and rewrites them."},
            {"no": "N7: whoever rewrites an advert has read it, and the facts say that he knows."},
            {
                aggravated: "As told, ten years need a circumstance of 225-7, and the facts hold none.",
                gang: "As told, he acts alone, so there is no gang.",
                _maximum_of("225-5", "225-7"): "As told, the article is right, but ten years belong to 225-7.",
                _maximum_of("225-7", "225-5"): "As told, seven years are right, but they stand in another article.",
            },
            {
                basic: "Three adults are several victims in the sense of 225-7, and that is a circumstance (3°).",
                gang: "With three adults he still acts alone, so 225-8 is out of reach.",
                _maximum_of("225-7", "225-5"): "With three adults the article is right, and its maximum is its own.",
                _maximum_of(
                    "225-7", "225-8"
                ): "With three adults the article is right, but twenty years are for a gang.",
                _maximum_of("225-5", "225-7"): "With three adults ten years are right, but 225-5 does not allow them.",
            },
        ),
    )


def _asked_by(part: str) -> str:
    """Return which law asks for a part of a notice, as it is chosen."""
    parts = tables.load("notice_parts").drop_duplicates("part").set_index("part")
    return _dates(parts.loc[part, "needed_2009"], parts.loc[part, "needed_2026"])


def _dates(then: bool, now: bool) -> str:
    return {(True, False): DATES["repealed"], (False, True): DATES["new"], (True, True): DATES["same"]}.get(
        (bool(then), bool(now)), NEITHER
    )


ADDED = {"letter": "the earlier letter", "judgment": "a judgment", "sender": "a profession"}  # what could be added


@exercise(
    "04-letters",
    wants="a date for each of three things and of two letters, and what is to be added",
    choices=lambda: [*DATES.values(), NEITHER, *ADDED.values()],
    parts=(
        "a statement of good faith",
        "the exact address of the page",
        "the earlier letter to the author, or why there is none",
        "so the third letter is enough",
        "the fourth letter is enough",
        "at both dates it would be, with",
    ),
)
def _letters():
    """The explanation under the bet lists what a notice had to hold and has to hold. Look for each thing in both.

    Build each letter in the workshop; some parts stand under More parts. The third has all but the exact place, and the fourth
    has all but one formality.
    """
    asked = [*map(_asked_by, ("good_faith", "location", "letter"))]
    third, fourth = (
        _dates(*(liability.notice(held, True, year).complete for year in liability.years()))
        for held in (LETTER, FOURTH)
    )
    right = [*asked, third, fourth, ADDED["letter"]]
    reply = "{answer}. Both laws ask for the exact place, because a host that cannot find a page cannot judge it."
    yield right, reply
    yield from slips(right, _letter_slips())


def _letter_slips() -> list[dict[str, str]]:
    """Return, for each part of the letters, the reply to each wrong choice."""
    return [
        {
            DATES["same"]: "Good faith stands in one of the two lists only; look for it in that of 2009.",
            DATES["repealed"]: "Good faith is not in the list of 2009; look at the other one.",
            NEITHER: "Good faith does stand in one of the two lists under the bet.",
        },
        {
            DATES["new"]: "The exact address is no formality that came later: read the list of 2009, too.",
            DATES["repealed"]: "The exact address has not been cut: read the list of today, too.",
            NEITHER: "The exact address: a host that cannot find a page cannot judge it, so look again.",
        },
        {
            DATES["same"]: "The earlier letter is one of the formalities that have been cut since.",
            DATES["new"]: "The earlier letter stands in the longer list, which is not that of today.",
            NEITHER: "The earlier letter does stand in one of the two lists under the bet.",
        },
        {
            DATES["same"]: "The third letter is long, but a host cannot find the exact page from it.",
            DATES["new"]: "The third letter: formalities have been cut, but the exact place is none of these.",
            DATES[
                "repealed"
            ]: "The third letter has the formalities of 2009, but that list also names the exact place.",
        },
        {
            DATES["same"]: "The fourth letter says nothing on an earlier letter, and the law of 2009 asked for that.",
            NEITHER: "The fourth letter has all that today's law asks for: place, reasons, name and email, good faith.",
            DATES["repealed"]: "The fourth letter lacks a formality of 2009, so it cannot be enough in that year.",
        },
        {
            ADDED["judgment"]: "To add: both laws let a private letter count, so no judgment has to come first.",
            ADDED["sender"]: "To add: full identity is there; what did the law of 2009 want to know about the author?",
        },
    ]


@exercise(
    "04-dated-gap",
    wants="yes or no, and two dates",
    choices=lambda: ["no", "yes", DATES["new"], DATES["repealed"], DATES["same"]],
    parts=("public soliciting: repealed?", "so it is true", "buying sex from such an adult: so it is true"),
)
def _dated_gap():
    """Each rule below says since when it is in force, and whether it was repealed. Look for soliciting first.

    A rule that began after 2009 holds today only, and one that was repealed since held in 2009 only.
    """
    change = tables.load("law_then_now").set_index("provision")["change"]
    soliciting, buying = (DATES[change[name]] for name in ("CP 225-10-1", "CP 611-1"))
    right = ["yes", soliciting, buying]
    yield right, "{answer}: the act of April 2016 repealed one rule and made the other."
    yield from slips(
        right,
        (
            {"no": "Repealed: the row on soliciting names the day in April 2016 on which the offence ended."},
            {
                DATES["same"]: "Public soliciting was repealed in April 2016, so it is no offence today.",
                DATES["new"]: "Public soliciting is the older rule: its row says that it was in force in June 2009.",
            },
            {
                DATES["same"]: "Buying sex from such an adult became an offence in April 2016; in 2009 it was none.",
                DATES[
                    "repealed"
                ]: "Buying sex from such an adult is the newer offence: read since when it is in force.",
            },
        ),
    )


@exercise(
    "04-dated-four",
    wants="four dates",
    choices=lambda: list(DATES.values()),
    parts=(
        "a repeated purchase of sex from an adult who is not particularly vulnerable can be a délit",
        "one element of the offence in France is enough for French law (113-2)",
        "by article 6-I-5 a complete notice creates a presumption that the host knows",
        "seven years are the maximum of the basic offence (225-5)",
    ),
)
def _dated_four():
    """Find the row of each statement first, and read since when it is in force.

    The buyer's rule says since when, the rule on notices before the Digital Services Act says until when, and 113-2
    and 225-5 say whether they held in June 2009.
    """
    change = tables.load("law_then_now").set_index("provision")["change"]
    repeated, place, presumed = DATES[change["CP 611-1"]], DATES["same"], DATES["repealed"]
    right = [repeated, place, presumed, DATES[change["CP 225-5"]]]
    yield right, "{answer}: only the row of each rule tells which of them may be cited today."
    yield from slips(
        right,
        (
            {
                DATES["same"]: "The repeated purchase: in 2009 even the first one, from such an adult, was no offence.",
                DATES["repealed"]: "The repeated purchase: its rule began in April 2016 and has not been repealed.",
            },
            {
                DATES["new"]: "113-2: the row says that the rule was in force in June 2009, too.",
                DATES["repealed"]: "113-2: the row says that the rule is in force today, too.",
            },
            {
                DATES[
                    "same"
                ]: "The presumption: today a notice gives knowledge if a careful host can see the illegality.",
                DATES["new"]: "The presumption belongs to the older list, with its formalities.",
            },
            {
                DATES["new"]: "The maximum of 225-5 has been seven years since 2001, so it held in 2009, too.",
                DATES["repealed"]: "The maximum of 225-5 has not been changed: it is seven years today, too.",
            },
        ),
    )


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
