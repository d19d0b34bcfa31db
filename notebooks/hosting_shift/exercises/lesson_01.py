"""What is right in the exercises of lesson 01, computed; the mistakes we know."""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise
from hosting_shift.law import audit

PLACES = {  # of the reading sheet: what a field calls each, and the claim that stands there
    "A · opening": "C01",
    "B · procuring": "C11",
    "C · recruitment": "C29",
    "D · way forward": "C41",
    "E · box, third paragraph": "C53",
    "F · box, next sentence": "C54",
}
ASKED = tuple(label for label in PLACES if label[0] in "AEF")  # whose speaker is asked
SPEAKERS = {  # of the table claims, as the reading sheet calls them
    "interviewee": "the magistrate",
    "magazine": "the magazine, in its own text",
    "police, as reported": "somebody quoted",
}
CARDS = {  # what the audit of two claims can be laid with, step by step
    "team": (
        "somebody else reports it",
        "allowed by law, but nobody else names it",
        "somebody else denies it",
        "confirmed",
        "wrong",
        "in part",
        "unverifiable",
    ),
    "host": (
        "fact",
        "law",
        "opinion",
        "a rule on what French courts may judge",
        "a count of where sites are hosted",
        "one element in France is enough",
        "some states are slow to answer",
        "wrong",
        "in part",
        "unverifiable",
    ),
}


def _claim(name: str) -> Mapping[str, str]:
    return tables.load("claims").set_index("claim").loc[name]


def _confusions(right: list[str], usual: Mapping[tuple[int, ...], tuple[str, str]]) -> Iterator[tuple[list[str], str]]:
    """Yield each mixture of usual confusions with the replies to them.

    usual: what is chosen at these places (counted from 0), and the reply.
    """
    mixtures = chain.from_iterable(combinations(usual.items(), number) for number in range(1, len(usual) + 1))
    for mixed in mixtures:
        chosen = {place: word for places, (word, _) in mixed for place in places}
        yield [chosen.get(place, word) for place, word in enumerate(right)], " ".join(reply for _, (_, reply) in mixed)


@exercise("01-places", wants="one kind for each place", choices=lambda: audit.KINDS, parts=tuple(PLACES))
def _places():
    """Ask of each sentence what would show that it is true: a code, a count, an event, or only time.

    A rule is law, also where it holds a number. A judgement is an opinion, also where it speaks about
    law. What has not happened yet is a prediction.
    """
    right = [_claim(name)["kind"] for name in PLACES.values()]
    yield right, "Each kind asks for evidence of its own, so naming the kind comes first."
    usual = {
        (1,): (
            "figure",
            "Place B holds a number, but the number is what a rule threatens, so the sentence states law.",
        ),
        (3,): ("law", "Place D speaks about law, but “perfect” is a judgement that no code can show to be right."),
        (4,): ("fact", "Place E gives a total of money, so somebody must have counted it, which makes it a figure."),
        (5,): ("law", "Place F speaks of a closure, but it tells what happened to a site and states no rule."),
    }
    yield from _confusions(right, usual)


@exercise(
    "01-speakers",
    wants="one speaker for each place",
    choices=lambda: ("the magistrate", "the interviewer, in a question", SPEAKERS["magazine"], "somebody quoted"),
    parts=ASKED,
)
def _speakers():
    """Look at where each sentence stands: in an answer, in a question, in the opening, or in a box.

    The magazine writes the opening and the boxes. Look there for words that hand a sentence on to
    somebody else, such as “according to”, and ask for each sentence anew.
    """
    right = [SPEAKERS[_claim(PLACES[place])["speaker"]] for place in ASKED]
    yield right, "Whoever speaks has to answer for the claim, so a quoted claim is not yet the magazine's."
    usual = {
        (0,): (
            "the interviewer, in a question",
            "Place A stands before the first question. The interviewer may have written it, as the page bears that name, "
            "but it is printed as the magazine's own text.",
        ),
        (1,): (SPEAKERS["magazine"], "The magazine prints E, but it hands E on to the police in so many words."),
        (2,): ("somebody quoted", "In F nobody is named, so the magazine says it itself, right after a quotation."),
    }
    yield from _confusions(right, usual)


@exercise("01-team", wants="two cards", choices=lambda: CARDS["team"], parts=("others say", "verdict"))
def _team():
    """Ask whether somebody beyond the publisher says that this very team was there.

    A rule that allows such teams does not show that one was made. Then try the verdicts from the top,
    and stop at the first whose meaning fits.
    """
    reported, allowed, none = CARDS["team"][:3]
    right = _claim("C38")["verdict"]
    yield [allowed, right], "Nobody else speaks to the core, which is that this team existed, so the first line fits."
    yield [allowed, "confirmed"], "That such a team was lawful does not show that this one was there."
    yield [allowed, "wrong"], "Nothing found is no proof that there was none, so the claim is not shown to be wrong."
    yield [allowed, "in part"], "“In part” needs a core that others confirm, and here nobody else speaks to it."
    yield [reported, "confirmed"], "That would be right if a report existed, but our search found none."
    yield [none, "wrong"], "Nobody says that there was no team; the other sources are only silent."


@exercise(
    "01-host",
    wants="four cards, one a step",
    choices=lambda: CARDS["host"],
    parts=("kind", "what would show it", "others say", "verdict"),
)
def _host():
    """Say first what the core of the sentence is: that a site is easily set up, or what hosting abroad is enough for.

    The claim says that the place of the host decides. Look for the card with the rule that answers
    this, then ask whether the core of the claim was right under it.
    """
    rule, count, element, slow = CARDS["host"][3:7]
    right = _claim("C16")["verdict"]
    yield (
        [_claim("C16")["kind"], rule, element, right],
        "Hosting abroad does not take a site out of French law, so the core was false already in mid-2009.",
    )
    in_part = "The core says that hosting abroad is enough, and that was not so; “in part” needs a core that holds."
    yield ["law", rule, element, "in part"], in_part
    yield ["law", rule, slow, "in part"], "That is true of cooperation, but the claim is about which law applies."
    yield ["law", rule, element, "unverifiable"], "The Code pénal speaks to the core, so the first line does not fit."
    yield (
        ["fact", rule, element, right],
        "It is a fact that a site is easily set up abroad, but “it is enough” promises more: that no law reaches it there.",
    )
    yield (
        ["fact", rule, element, "in part"],
        "As advice on setting up a site that may hold; the core is what hosting abroad is enough for, so the kind is law.",
    )
    yield ["fact", count, slow, "in part"], "Where sites stand can be counted, but the claim says what follows in law."
    yield ["opinion", rule, element, right], "She says what the law lets a person do, so the kind is law."


_FAULTS = ("somebody is not heard", "a second cause is left out", "keeps to it", "a term is bent", "says more")


@exercise(
    "01-wording",
    wants="one choice for each sentence",
    choices=lambda: _FAULTS,
    parts=("A · no team", "B · no trace", "C · the street", "D · extradition"),
)
def _wording():
    """Ask of A and B what one would have to know in order to say it, and whether anybody looked for that or read it.

    The word “so” often leads to more than was found. For C look for a law that changed, and for D into the table of
    terms.
    """
    voice, cause, keeps, term, more = _FAULTS
    right = [more, keeps, cause, term]
    yield right, "What was not found may still be true, and a single cause or word seldom says all."
    usual = {
        (0,): (keeps, "A adds that there was no team, although a search without a result does not show that."),
        (1,): (more, "B tells what our search found and concludes nothing from it, so it keeps to what was found."),
        (2,): (more, "C says more than was measured, indeed; asked is what it leaves out, and a law is one answer."),
        (3,): (more, "D is right in its core; look up in the table of terms what the warrant leads to."),
    }
    yield from _confusions(right, usual)
    others = {
        (0,): (term, "In A no term of law is bent; ask whether a search can show that something never was."),
        (1,): (cause, "B gives no cause at all; it only tells what a search found."),
        (2,): (keeps, "C names technology alone, although a law against public soliciting may have had a part in it."),
        (3,): (keeps, "D repeats the article, but under the warrant judges decide on a surrender (remise)."),
    }
    yield from _confusions(right, others)
    unheard = {
        (2,): (voice, "Nobody is quoted in C; it gives one cause, so ask which other one there may be."),
        (3,): (voice, "D is a sentence about law, so compare its words with those of the statute."),
    }
    yield from _confusions(right, unheard)


@exercise("01-law", wants="one number in percent", tolerance=0.06)
def _law():
    """The sentence below the picture names two counts; ask which of them says “confirmed”.

    Divide the confirmed claims of law by all claims of law, and multiply by 100.
    """
    of_law, of_all = law.claims_by_kind().loc["law"], law.claims_by_kind().sum()
    share = 100 * of_law / of_law["claims"]
    yield (
        round(share["confirmed"], 1),
        "{answer} %: most claims of law could be checked, but fewer than half are confirmed.",
    )
    yield round(share["confirmed"]), "That is the right share, rounded to a whole number; one decimal is asked for."
    yield share["checked"], "That is the share that could be checked, and “confirmed” asks for more than that."
    of_checked = 100 * of_law["confirmed"] / of_law["checked"]
    yield of_checked, "That divides by the claims that could be checked; divide by all claims of law."
    yield share["confirmed"] / 100, "That is the right share as a fraction of one; it is wanted in percent."
    yield 100 * of_all["confirmed"] / of_all["claims"], "That is the share of all claims; set “Kind” to “law” first."


@exercise("01-sure", wants="one number")
def _sure():
    """The variable `counts` holds a count for each word of the column, as `counts` did in the worked task.

    Write the word between quotation marks into square brackets behind `counts`.
    """
    counts = tables.load("claims")["confidence"].value_counts()
    yield int(counts["high"]), "{answer} verdicts are marked “high”; the others rest on less."
    yield int(counts["medium"]), "That is the count of “medium”; put the word “high” into the brackets."
    yield int(counts.sum()), "That counts all claims; read off only those whose confidence is “high”."


@exercise("01-point", wants="one number")
def _point():
    """Do the two steps of the worked task again, with the column `severity`.

    Count the column with value_counts, then read off the count of 2. A number in square brackets needs no
    quotation marks.
    """
    counts = tables.load("claims")["severity"].value_counts()
    wanted, most = 2, max(counts.index)
    yield int(counts[wanted]), "{answer} claims mislead a reader on a point that matters; only few mislead more."
    yield int(counts[most]), "That is the count of severity 3; read off the count of 2."
    yield int(counts[[wanted, most]].sum()), "That adds severity 3; read off the count of 2 alone."
    yield int(counts.sum()), "That counts all claims; read off only those of severity 2."
    yield wanted, "That is the severity itself; the number of claims that have it is wanted."
