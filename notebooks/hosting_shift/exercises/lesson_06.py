"""What is right in the exercises of lesson 06, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise

ALONE = law.Placement(operator="SVK", server="USA", person="FRA", buyer="FRA"), 2009
DEFINITION, NATIONALITY, NOTHING = "the definition of the offence", "his nationality", "nothing in the tables"
WIDE, NARROW = "even without exploitation", "only exploitation or coercion"
VICTIM = {"interpreter": "06-victim-rights", "fund": "06-victim-fund", "home": "06-victim-home"}


def _strengths(placement: law.Placement, when: int) -> dict[str, str]:
    """Return the strongest ground of each piece."""
    claims = law.may_judge(placement, when)
    return claims.drop_duplicates("piece").set_index("piece")["strength"].to_dict()


def _person_line(placement: law.Placement, when: int) -> tuple[str, str, str]:
    """Return instrument, status and what the line to the operator hangs on, as they can be chosen."""
    line = next(line for piece, _, line in law.chain(placement, "FRA", when) if piece == "operator")
    assert line.best is not None
    first = line.obstacles[0] if line.obstacles else ""
    hangs_on = NATIONALITY if "national" in first else DEFINITION if first else NOTHING
    return line.best["short"], line.status, hangs_on


def _three_steps() -> list[str]:
    """Return what can be chosen in the three steps: strengths, instruments, lines, obstacles."""
    names = tables.load("cooperation").query("need == 'person'").set_index("instrument")["short"]
    instruments = names[["european_arrest_warrant", "extradition_1957", "extradition_france_usa"]]
    strengths, lines = ["firm", "general principle", "arguable"], ["open", "on condition", "broken"]
    return [*strengths, *instruments, *lines, NATIONALITY, DEFINITION, NOTHING]


@exercise(
    "06-completed",
    wants="one choice for each open place of the table",
    choices=_three_steps,
    parts=(
        "step 1: ground of the server's state",
        "step 2: instrument for the person",
        "step 3: the line to the person",
        "step 3: what it hangs on",
    ),
)
def _completed():
    """Take one step after the other, as in the worked case, and ask of each state what lies there and what it has signed.

    Alta stands for a member state of the Union, and its law on third parties is said in the note. A server alone
    gives the weakest ground. The offence is off the list, so the court in Alta may look at its own law.
    """
    placement, row = law.preset("free")
    when = int(row["year"])
    server, (short, status, hangs_on) = _strengths(placement, when)["server"], _person_line(placement, when)
    reply = (
        "The warrant links the two states, but procuring is off the list, so the narrower law of Alta is a condition."
    )
    yield [server, short, status, hangs_on], reply
    reply = "A member state may ask for double criminality where the offence is off the list, so the line is not simply open."
    yield [server, short, "open", NOTHING], reply
    reply = "A condition may be met by the facts, so the line does not break: only a bar, or no instrument, breaks it."
    yield [server, short, "broken", hangs_on], reply
    reply = "Alta stands for a member state, and between member states the warrant has taken the place of extradition."
    yield [server, "extradition (1957)", status, hangs_on], reply


@exercise(
    "06-alone",
    wants="one choice for each step",
    choices=_three_steps,
    parts=(
        "step 1: ground of France",
        "step 1: ground of the operator's state",
        "step 1: ground of the server's state",
        "step 2: instrument for the person",
        "step 3: the line to the person",
        "step 3: what it hangs on",
    ),
)
def _alone():
    """Take the same three steps, and keep the state of the person apart from the state of the server.

    Slovakia joined the Union in 2004, and it punishes third parties even without exploitation. Which obstacle of the
    worked case is then left? Check your answer in the puzzle afterwards.
    """
    strength, (short, status, hangs_on) = _strengths(*ALONE), _person_line(*ALONE)
    right = [strength["person"], strength["operator"], strength["server"], short, status, hangs_on]
    reply = (
        "On paper nothing breaks, although the interview calls some such states lax; how long it takes no paper says."
    )
    yield right, reply
    reply = (
        "Procuring is off the list, but a condition hangs only where the other state's law is narrower. Is Slovakia's?"
    )
    yield [*right[:4], "on condition", DEFINITION], reply
    reply = "Only some states keep their nationals, and between member states the warrant has weakened that rule."
    yield [*right[:4], "broken", NATIONALITY], reply
    reply = "The instrument follows the state where the person is. The United States hold only the server here."
    yield [*right[:3], "extradition treaty (1996)", *right[4:]], reply
    reply = "The server is a ground as well, though the weakest: the person gives France a firm one."
    yield [right[2], right[1], right[0], *right[3:]], reply


def _rules() -> dict[str, str]:
    """Return the articles to choose from, by the name of their statement."""
    statements = tables.load("legal_statements").set_index("id")["article"]
    return {name: statements[name] for name in ("04-territory", *VICTIM.values())}


@exercise(
    "06-rights",
    wants="one rule for each wish",
    choices=lambda: list(_rules().values()),
    parts=(
        "to understand what is said, with a friend beside her",
        "money, though the organiser owns nothing in France",
        "to apply without travelling to France",
    ),
)
def _rights():
    """Ask of each wish whom it is addressed to: the police, a public fund, or the state where she lives.

    Three rows below speak of a victim. One lists what the police must tell her, one says what a fund pays, and one says
    where she may apply.
    """
    articles = _rules()
    right = [articles[name] for name in VICTIM.values()]
    yield right, "Each wish has its own rule, and none of them depends on whether the organiser is handed over."
    reply = (
        "These are the right rules, though two have changed places: one says what is paid, the other where to apply."
    )
    yield [right[0], right[2], right[1]], reply
    reply = "The article on the place of the offence lets France judge, but it gives the person exploited nothing to ask for."
    yield [articles["04-territory"], right[1], right[2]], reply


def _joined(regime: str) -> pd.Series:
    """Return when third parties are punished in the states of a regime that have not left it."""
    regimes = tables.load("legal_regimes")
    members = regimes[(regimes["regime"] == regime) & regimes["until"].isna()]
    return members.merge(tables.load("procuring_models")[["iso3", "third_parties"]], on="iso3")["third_parties"]


@exercise("06-wide", wants="one number of states")
def _wide():
    """Both tables name a state in the same column. Which one is it?

    Put `on="iso3"` into `merge`, as in the worked cell, then read the number beside “even without exploitation”.
    """
    groups = _joined("warrant")
    yield (
        int((groups == WIDE).sum()),
        "In {answer} member states procuring is punished so widely that the check should pass.",
    )
    yield len(groups), "Those are all states of the warrant. Count only those that punish even without exploitation."
    reply = "Those are the states where the check may stop a warrant. The question is about the other group."
    yield int((groups == NARROW).sum()), reply
    yield int((_joined("extradition_1957") == WIDE).sum()), "That is the worked case. The regime here is “warrant”."


@exercise("06-narrow", wants="one number of states")
def _narrow():
    """The same three lines do it: choose the rows of the regime, merge, count.

    The regime is called “investigation_order”. Merge its rows with `laws` on `iso3`, and read the number beside
    “only exploitation or coercion”.
    """
    groups = _joined("investigation_order")
    reply = "In {answer} of its states the narrower law may be a condition, if the order is for procuring."
    yield int((groups == NARROW).sum()), reply
    yield int((groups == WIDE).sum()), "That counts the states that punish even without exploitation, the larger group."
    yield int((groups != WIDE).sum()), "That counts also the states that punish some acts without exploitation."
    yield int((_joined("extradition_1957") == NARROW).sum()), "That is the worked case, with another regime."
