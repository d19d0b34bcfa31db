"""What is right in the exercises of lesson 09, computed; the mistakes we know."""

from hosting_shift import levers, tables
from hosting_shift.exercises.marking import exercise, slips
from hosting_shift.explorers.lesson_09 import last_haven, levers_together, redraw_assumptions
from hosting_shift.levers import Mix

BESIDE = Mix("orders_eu", "convention", "warrant")  # the mix with which the lab opens
SEVEN = Mix("notice_seven", "convention", "warrant")
BASES = {  # the legal bases that can be chosen, and the words by which the table of levers names them
    "European arrest warrant": "European arrest warrant",
    "Convention on Cybercrime": "Convention on Cybercrime",
    "Digital Services Act": "DSA",
    "no treaty known to the authors": "None is known",
}
KINDS = ("they strengthen each other", "they add up", "they overlap")
OPEN = 0.65  # of the draws: up to here the lesson calls a pair open
SAYS = ("built in: one contains the other", "open: about half", "a lead, not in every draw")


def months(mix: Mix) -> float:
    """Return the months online, of sixty, that a mix prevents."""
    return levers.outcome(mix).prevented(levers.outcome(levers.NOTHING))


def turns(lever: str) -> tuple[float, float]:
    """Return what "evidence" or "handover" adds in the square of two levers: first, then last."""
    square = levers_together.compute(**levers_together.start()).square
    square = square if lever == "evidence" else square.T
    first, last = square[1] - square[0]
    return float(first), float(last)


@exercise("09-share", wants="one number of months", tolerance=0.1)
def _share():
    """The missing number is the one in the square that has both evidence and handover.

    Subtract 1.4 from it: so much handover adds when it comes last. Then take the average of that number and 4.8.
    """
    first, last = turns("handover")
    reply = "{answer} months: half of 4.8 and of what handover adds last, because either sequence is as likely."
    yield round((first + last) / 2, 1), reply
    yield round(last, 1), "That is what handover adds when it comes last. Now take the average of both turns."
    yield round(first, 1), "That is what handover adds when it comes first, which is only one of the two sequences."
    yield round(first + last, 1), "That is the sum of both turns. An average of two numbers is half of their sum."
    whole = months(Mix("orders_eu", "all", "warrant", "all"))
    yield round(whole, 1), "That counts the closure orders, too, so subtract what is prevented without handover."
    yield (
        round(sum(turns("evidence")) / 2, 1),
        "That is the fair share of evidence. Handover adds more when it comes first.",
    )
    among_eight = levers_together.tabulate(levers_together.compute(**levers_together.start())).set_index("lever")
    yield (
        round(float(among_eight.loc["handing over the person", "fair share (months)"]), 1),
        "That is its share among eight levers, in the right picture. In the square it shares with one other only.",
    )


def _last_share(kind: str, **changes: float) -> float:
    result = last_haven.compute(**last_haven.start() | changes)
    return float(100 * result.share(kind)[-1])


def _larger(kind: str, **changes: float) -> str:
    return "larger" if _last_share(kind, **changes) > _last_share("closing") else "smaller"


@exercise(
    "09-condition",
    wants="two comparisons",
    choices=lambda: ["smaller", "the same", "larger"],
    parts=("operators choose the softest place more strongly", "more operators give up at a closure"),
)
def _condition():
    """Ask of each change whether one last place outside can still take in what the nine others close.

    Move one slider upwards and watch the orange bar on the left, press Reset, and move the other one.
    """
    right = [_larger("closing", beta=6.0), _larger("closing", q=0.45)]
    yield right, "{answer}: the last state decides only while sites can move there and go on as before."
    known = [
        {
            "smaller": "Choosier operators gather in the softest place, the last one, so that its accession brings more.",
            "the same": "More operators who seek the softest place do not leave the share as it was: which way does it go?",
        },
        {
            "larger": "An operator who gives up needs no place at all, so the last place outside takes in fewer sites.",
            "the same": "Those who give up no longer fill the last place, so its share cannot stay as it was.",
        },
    ]
    yield from slips(right, known)


DECIDES = (
    "how strictly the last state closes sites that come to it",
    "how many sites the last place can still take in",
    "how many states have joined before the last one",
)


@exercise(
    "09-decides",
    wants="two comparisons and what decides",
    choices=lambda: ["more than half", "less than half", *DECIDES],
    parts=("left: hardly choosy, many give up", "right: very choosy", "what decides"),
)
def _decides():
    """Set two sliders for the left picture, and read the label above its last bar. Then press Reset for the right one.

    On the left *How choosy operators are* goes to 0 and *Giving up at a closure* to 0.45; on the right the first goes to 6. Ask
    of each picture where sites can still go once nine states have joined.
    """
    more, less, strictness, place, number = "more than half", "less than half", *DECIDES
    left, other = _last_share("closing", beta=0, q=0.45), _last_share("evidence", beta=6.0)
    right = [more if share > 50 else less for share in (left, other)] + [place]
    yield right, "{answer}. It is nine states each time, and the last one closes as the others do."
    known = [
        {more: "On the left, few seek the last place and many give up before. Did you move both sliders?"},
        {less: "On the right, move choosiness to its high end: whoever was not found now seeks the last place."},
        {
            strictness: "The last state closes in the same way in both pictures, although its share differs.",
            number: "Nine states have joined before it in both pictures, although its share differs.",
        },
    ]
    yield from slips(right, known)


M, N, BOTH = 9, 5, 11  # what two invented levers prevent alone and together, in the task without the lab


@exercise(
    "09-overlap",
    wants="a kind and a fair share",
    choices=lambda: [*KINDS, *(f"{gain:.1f} months" for gain in (BOTH - N, (M + BOTH - N) / 2, M, BOTH - M))],
    parts=("M and N", "fair share of M"),
)
def _overlap():
    """Ask of M what the table above asks of K: what does it add first, and what does it add last?

    First it adds 9 months. Last it adds what both prevent without what N prevents alone. Compare the two, and take
    their average.
    """
    need, add, overlap = KINDS
    first, last, other = M, BOTH - N, BOTH - M
    right = [overlap, f"{(first + last) / 2:.1f} months"]
    yield right, "{answer}: M adds 9 months first and 6 last, because N has done a part of the same work."
    known = [
        {
            need: "M adds 9 months first and only 6 last, so N takes something from it.",
            add: "Two levers that add up would prevent 9 + 5 = 14 months together, and these prevent 11.",
        },
        {
            f"{first:.1f} months": "9 months is what M adds when it comes first, which is only one of two sequences.",
            f"{last:.1f} months": "6 months is what M adds when it comes last, which is only one of two sequences.",
            f"{other:.1f} months": "2 months is what N adds when it comes last.",
        },
    ]
    yield from slips(right, known)


def _basis(lever: str, option: str) -> str:
    """Return the legal basis that the table of levers names for an option."""
    law = tables.load("levers").set_index(["lever", "option"]).loc[(lever, option), "law"]
    return next(name for name, words in BASES.items() if words in law)


GROUPS = ("closing sites", "finding the operator", "handing over the person")
DAYS = ("13 May 2013", "1 July 2004", "10 June 2026")  # of the treaty on extradition, of the Convention, of the Code


@exercise(
    "09-law",
    wants="four legal bases",
    choices=lambda: sorted(
        [*BASES, "European Convention on Extradition", "United Nations Convention of 1949"], key=str.lower
    ),
    parts=(
        "bring an operator who lives elsewhere in the European Union",
        "make another state preserve data",
        "make a host in the European Union act on a notice",
        "one definition of procuring, in force in all ten states",
    ),
)
def _law():
    """Each part belongs to another group of levers. Find the row of that group in the table, and read the law beside it.

    The person is brought under the row of the warrant, and data are kept under that of the Convention. The notice is in
    the row of closing sites, and the last row on offences says what is known of all ten states.
    """
    kept = [("handover", "warrant"), ("evidence", "convention"), ("closing", "notice_eu"), ("offence", "all")]
    right = [_basis(*each) for each in kept]
    warrant, data, notice, _ = right
    treaty, suppression = "European Convention on Extradition", "United Nations Convention of 1949"
    reply = "{answer}. Each lever has a basis of its own, and for one of these four no treaty is known to the authors."
    yield right, reply
    known = [
        {
            treaty: "Person: inside the Union the warrant took the place of extradition, which serves other states.",
            data: "Person: that treaty has an article on extradition, but procuring is none of its offences.",
        },
        {
            notice: "Data: that act says what hosts in the Union must do, and asks nothing of another state.",
            warrant: "Data: a warrant brings a person, and no data.",
            treaty: "Data: extradition brings a person, and no data.",
        },
        {
            data: "Notice: the table names that treaty for data, and another law for hosts that act on a notice.",
            warrant: "Notice: a warrant brings a person; a host is told to act by the act on digital services.",
        },
        {
            suppression: "Offence: that treaty binds its parties only, and not every state is one. Read what the row says of all ten.",
            data: "Offence: that treaty's list of offences does not hold procuring, so it gives the states no such definition.",
            warrant: "Offence: procuring is not on the warrant's list of categories, and the warrant works inside the Union only.",
        },
    ]
    yield from slips(right, known)


@exercise(
    "09-basis",
    wants="a group, a law and a day",
    choices=lambda: [*GROUPS, "European Convention on Extradition", *list(BASES)[:2], *DAYS],
    parts=("group", "law", "day beside it"),
)
def _basis_alone():
    """What is to happen here: is a site closed, is somebody found, or is a person brought?

    Find the row of extradition in the table. Its first sentence names the law, and the last column dates each text.
    """
    treaty, warrant, convention = "European Convention on Extradition", *list(BASES)[:2]
    group, own, other, code = GROUPS[2], *DAYS
    row = tables.load("levers").set_index(["lever", "option"]).loc[("handover", "extradition")]
    assert treaty in row["law"] and f"extradition: {own}" in row["text_dated"] and other in row["text_dated"]
    yield (
        [group, treaty, own],
        "{answer}: between its parties this treaty is the basis. The day is that of the copy that was read.",
    )
    reply = "The warrant works between states of the Union only, and here the person lives outside."
    yield [group, warrant, code], reply
    yield (
        [group, warrant, own],
        "Group and day are right. But the warrant serves states of the Union alone: which treaty can bind others?",
    )
    reply = "That treaty has an article on extradition, but for its own offences, and procuring is none of them."
    yield [group, convention, other], reply
    yield (
        [group, convention, own],
        "Group and day are right. But that treaty lets people be extradited for its own offences only.",
    )
    yield [group, treaty, other], "The law is right. That day belongs to the other treaty of the same row."
    yield [group, treaty, code], "The law is right. That is the day of a French code, in the row of the warrant."
    reply = "Law and day are right. Somebody who is to be sent here has been found already: which group is left?"
    yield [GROUPS[1], treaty, own], reply
    yield [GROUPS[0], treaty, own], "Law and day are right. But a person is moved here, and no site is closed."


PAIRS = {"C against A": (2, 0), "D against B": (3, 1), "D against C": (3, 2), "D against A": (3, 0)}


@tables.cached(len(PAIRS))  # forty draws of every mix: a student who tries again need not wait again
def _says(one: int, other: int) -> str:
    """Return what the first draws say of a ready-made mix against another."""
    settings = redraw_assumptions.start() | {"mine": one}
    rows = {row[0]: row for row in redraw_assumptions.compute(**settings).rows}
    share = rows[other][1] / rows[other][3]
    built_in, open_, lead = SAYS
    return built_in if share == 1 else lead if share > OPEN else open_


@exercise("09-readings", wants="four readings", choices=lambda: list(SAYS), parts=tuple(PAIRS))
def _readings():
    """Read two things for each pair: in how many of the draws the first one wins, and what the two are made of.

    A mix contains another one if it is the same with something added. Only a pair of other mixes can be open.
    """
    right = [_says(*pair) for pair in PAIRS.values()]
    yield right, "{answer}. One win was built in; the two leads were found by the draws, and a memo gives their counts."
    built_in, open_, lead = SAYS
    known = [
        {
            open_: "C does better than A in three of four draws, which is clearly more than half.",
            built_in: "C against A: orders everywhere are not part of C, so C does not contain A.",
        },
        {
            lead: "D is B with one offence in seven states added, which cannot cost evidence, so its win tells little.",
            open_: "D wins against B in every draw. What is D made of that B is not?",
        },
        {
            lead: "D does better than C in about half of the draws, so the pair stays open.",
            built_in: "D has no joint teams and C has no common offence, so neither of the two contains the other.",
        },
        {
            open_: "D does better than A in more than three of four draws, which is clearly more than half.",
            built_in: "D contains B, but not A: orders everywhere are not part of D.",
        },
    ]
    yield from slips(right, known)


def _cell(closing: str, evidence: str, handover: str, values: str) -> float:
    row = levers.every_mix().set_index(["closing", "evidence", "handover"]).loc[(closing, evidence, handover)]
    return float(row[values])


@exercise("09-weeks", wants="one number of months", tolerance=0.1)
def _weeks():
    """Two names of columns are missing, and both stand in the example above, in the same places.

    `index` is the column that goes down, "evidence", and `columns` the one that goes across, "handover".
    """
    reply = "{answer} months. That is less than with the European Union alone, because here closures cost evidence that would have come fast."
    yield round(_cell("notice_seven", "fast", "warrant", "months"), 1), reply
    yield (
        _cell("orders_eu", "fast", "warrant", "months"),
        "That is the European Union alone, so use the rows in `seven` instead.",
    )
    yield (
        _cell("notice_seven", "fast", "nobody", "months"),
        "That is the column “nobody”, but “warrant” is asked about.",
    )
    yield (
        _cell("notice_seven", "convention", "warrant", "months"),
        "That is the row of the Convention, but “fast” is asked about.",
    )


@exercise("09-arrested", wants="one number in percent", tolerance=0.1)
def _arrested():
    """Three things change: the rows that are kept, the column that goes down, and what stands in the cells.

    Keep the rows whose evidence is "convention", put "closing" in `index` and "arrested" in `values`, and read the
    cell of "orders_all" and "extradition".
    """
    reply = "{answer} % of the operators, because extradition is slower than a warrant and reaches fewer in time."
    yield round(_cell("orders_all", "convention", "extradition", "arrested"), 1), reply
    yield (
        _cell("orders_all", "convention", "extradition", "months"),
        "Those are months, so put “arrested” in `values` instead.",
    )
    yield (
        _cell("orders_all", "convention", "warrant", "arrested"),
        "That is the column of the warrant, but “extradition” is asked about.",
    )
    yield _cell("orders_eu", "convention", "extradition", "arrested"), "That is the row of the European Union alone."
