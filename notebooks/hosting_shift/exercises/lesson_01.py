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
    "E · box, second paragraph": "C51",
    "F · box, third paragraph": "C53",
}
SPEAKERS = {  # of the table claims, as the reading sheet calls them
    "interviewee": "the magistrate",
    "magazine": "the magazine's editors",
    "suspect, as reported": "somebody quoted",
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
        "law",
        "fact",
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
        (4,): ("fact", "That the suspect said E is a fact, but what he says is how he sees his own part."),
    }
    yield from _confusions(right, usual)


@exercise(
    "01-speakers",
    wants="one speaker for each place",
    choices=lambda: ("the magistrate", "the interviewer", "the magazine's editors", "somebody quoted"),
    parts=tuple(PLACES),
)
def _speakers():
    """Look at where each sentence stands: in an answer, in a question, in the opening, or in a box.

    The magazine writes the opening and the boxes. Look there for words that hand a sentence on to
    somebody else, such as “according to” or “protested”.
    """
    right = [SPEAKERS[_claim(name)["speaker"]] for name in PLACES.values()]
    yield right, "Whoever speaks has to answer for the claim, so a quoted claim is not yet the magazine's."
    editors, interviewer = "the magazine's editors", "the interviewer"
    usual = {
        (0,): (interviewer, "The opening of place A stands before the first question, so the editors wrote it."),
        (4, 5): (editors, "The editors print E and F, but they hand one on to the suspect and one to the police."),
    }
    yield from _confusions(right, usual)
    yield (
        [*right[:4], editors, right[5]],
        "In both boxes the editors hand the sentence on, so somebody is quoted twice.",
    )


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
    """Say first what the sentence is about: where sites stand, or what follows from it in law.

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
    yield ["fact", count, slow, "in part"], "Where sites stand can be counted, but the claim says what follows in law."
    yield ["opinion", rule, element, right], "She says what the law lets a person do, so the kind is law."


def _handed_over() -> tuple[str, ...]:
    """Return the French words of the glossary for surrender and what is taken for it."""
    french = tables.load("glossary").set_index("english")["french"]
    return tuple(
        french[each] for each in ("extradition", "international letter rogatory (letter of request)", "surrender")
    )


@exercise("01-surrender", wants="one French word", choices=_handed_over)
def _surrender():
    """Look up each word in the table of terms, and ask which of them hand over a person.

    One of these belongs to the European arrest warrant alone, and its meaning says who decides.
    """
    extradition, rogatory, surrender = _handed_over()
    yield surrender, "Under the warrant judges decide on the {answer}, which replaced extradition there."
    yield extradition, "Extradition is the word of the article, and the system that the warrant replaced."
    yield rogatory, "A letter rogatory asks for acts or evidence, while the warrant hands over a person."


@exercise("01-law", wants="one number in percent", tolerance=0.06)
def _law():
    """The sentence below the picture names two counts; ask which of them says “confirmed”.

    Divide the confirmed claims of law by all claims of law, and multiply by 100.
    """
    of_law, of_all = law.claims_by_kind().loc["law"], law.claims_by_kind().sum()
    share = 100 * of_law / of_law["claims"]
    yield share["confirmed"], "{answer} %: most claims of law could be checked, but fewer than half are confirmed."
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


@exercise("01-grave", wants="one number")
def _grave():
    """Do the two steps of the worked task again, with the column `severity`.

    Count the column with value_counts, then read off the count of 3. A number in square brackets needs no
    quotation marks.
    """
    counts = tables.load("claims")["severity"].value_counts()
    most = max(counts.index)
    yield int(counts[most]), "{answer} claims mislead whoever reads them as they stand; all are claims of law."
    yield int(counts[most - 1]), "That is the count of severity 2; read off the count of 3."
    yield int(counts.sum()), "That counts all claims; read off only those of severity 3."
    yield most, "That is the severity itself; the number of claims that have it is wanted."
