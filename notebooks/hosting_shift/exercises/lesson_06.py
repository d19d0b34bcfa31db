"""What is right in the exercises of lesson 06, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise, slips

ALONE = law.Placement(operator="SVK", server="USA", person="FRA", buyer="FRA"), 2009
COMPLETED = law.Placement(operator="ALT", server="BOR", person="FRA", buyer="FRA"), law.puzzle_years()[-1]
DEFINITION, NATIONALITY, NOTHING = "the definition of the offence", "his nationality", "nothing in the tables"
PLACE, BOTH = "the place of the act", "the definition and the place of the act"
TRIAL_THERE, TRIAL_AT_SERVER = "a trial where the person is", "a trial where the server stands"
OTHER_CHARGE = "a charge that is on the list"
WIDE, NARROW = "even without exploitation", "only exploitation or coercion"
VICTIM = {"interpreter": "06-victim-rights", "fund": "06-victim-fund", "home": "06-victim-home"}


def _strengths(placement: law.Placement, when: int) -> dict[str, str]:
    """Return the strongest ground of each piece."""
    claims = law.may_judge(placement, when)
    return claims.drop_duplicates("piece").set_index("piece")["strength"].to_dict()


def _line(placement: law.Placement, when: int, charge: str = "procuring", national: bool = True) -> law.Line:
    """Return the line from France to the operator."""
    chain = law.chain(placement, "FRA", when, charge, national)
    return next(line for piece, _, line in chain if piece == "operator")


def _person_line(placement: law.Placement, when: int, *more: str, **changed: bool) -> tuple[str, str, str]:
    """Return instrument, status and what decides about the line to the operator, as they can be chosen."""
    line = _line(placement, when, *more, **changed)
    assert line.best is not None
    said = " ".join(line.obstacles)
    conditions = ("double criminality" in said, "own soil" in said)
    by_conditions = {(True, True): BOTH, (True, False): DEFINITION, (False, True): PLACE, (False, False): NOTHING}
    decides = NATIONALITY if "keeps its own nationals" in said else by_conditions[conditions]
    return line.best["short"], line.status, decides


def _left(placement: law.Placement, when: int) -> str:
    """Return what is left where the line breaks: the table knows one other way, prosecution where the person is."""
    assert "prosecution where the person is" in _line(placement, when).mends[0]
    return TRIAL_THERE


def _three_steps() -> list[str]:
    """Return what can be chosen in the three steps: strengths, instruments, lines, what decides, what is left."""
    names = tables.load("cooperation").query("need == 'person'").set_index("instrument")["short"]
    instruments = names[["european_arrest_warrant", "extradition_1957", "extradition_france_usa"]]
    strengths, lines = ["firm", "arguable"], ["open", "on condition", "broken"]
    decides = [NATIONALITY, DEFINITION, PLACE, BOTH, NOTHING]
    return [*strengths, *instruments, *lines, *decides, TRIAL_THERE, TRIAL_AT_SERVER, OTHER_CHARGE]


@exercise(
    "06-broken", wants="one of the obstacles, or nothing", choices=lambda: [DEFINITION, NATIONALITY, PLACE, NOTHING]
)
def _broken():
    """Make the two changes one after the other, and read the small words below the line each time.

    Three obstacles stood there in 2009. One goes with the charge and one with the passport. Which one is about neither?
    """
    placement, row = law.preset("article 2009")
    assert _person_line(placement, int(row["year"]), "trafficking", national=False)[2] == PLACE
    yield (
        PLACE,
        "The line hangs on {answer} now: help may have come from Swiss soil, and no charge or passport changes that.",
    )
    yield DEFINITION, "Both states punish trafficking, so with the new charge the definition is an obstacle no longer."
    yield NATIONALITY, "A state can keep its own nationals only, so this bar went when you unticked the box."
    yield NOTHING, "The line is dashed still, so it is not open. Read the small words below it."


@exercise(
    "06-completed",
    wants="one choice for each open place of the table",
    choices=_three_steps,
    parts=(
        "step 1: ground of the server's state",
        "step 2: instrument for the person",
        "step 3: the line to the person",
        "step 3: what decides",
    ),
)
def _completed():
    """Take one step after the other, as in the worked case, and ask of each state what lies there and what it has signed.

    Alta stands for a member state of the Union, and its law on third parties is said in the note. A server alone is a
    ground that one can dispute. The offence is off the list, so the court in Alta may look at its own law. It may also
    look at where he acted.
    """
    server, (short, status, decides) = _strengths(*COMPLETED)["server"], _person_line(*COMPLETED)
    right = [server, short, status, decides]
    reply = (
        "The warrant links the two states, but the narrower law of Alta is a condition, and so is an act done in Alta."
    )
    yield right, reply
    yield from slips(
        right,
        (
            {"firm": "Bora holds only the server, and one can dispute that storing pages is a part of the offence."},
            {
                "extradition (1957)": "Alta stands for a member state, and there the warrant has taken the place of extradition.",
                "extradition treaty (1996)": "That treaty links France with the United States, which have no part in this case.",
            },
            {
                "open": "Off the list a member state may check its own law, so the line is not simply open.",
                "broken": "Only a bar, or no instrument at all, breaks a line. The court in Alta may refuse, but it need not.",
            },
            {
                NATIONALITY: "His nationality was the bar in the worked case; under the warrant it is none by itself.",
                DEFINITION: "The definition is one condition, but he acted in Alta: what may a state say of its own soil?",
                PLACE: "The place is one condition, but procuring is off the list: what may Alta ask of its own law?",
                NOTHING: "The court in Alta may ask two things: does its own law punish such help, and where did he act?",
            },
        ),
    )


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
        "step 3: what decides",
        "step 3: what is left if the line breaks",
    ),
)
def _alone():
    """Take the same three steps, and keep the state of the person apart from the state of the server.

    The row on the Slovak Penal Code says whether its definition is narrower, and what it makes of an act done there in
    part. The row on a state's own soil says what its court may do or must do, and whether a citizen is an exception. If
    the line breaks, ask who else may try him.
    """
    strength, right = _strengths(*ALONE), [*_person_line(*ALONE), _left(*ALONE)]
    right = [*(strength[piece] for piece in ("person", "operator", "server")), *right]
    reply = "The place breaks the line, because Slovakia had to refuse for an act done there in part; it can try him itself."
    yield right, reply
    yield from slips(
        right,
        (
            {
                "arguable": "Help reaches a person in France, and help is a part of the offence, so nobody can dispute it."
            },
            {
                "arguable": "He helped from Slovakia, and its code counts a part of the act; a server alone is what one can dispute."
            },
            {"firm": "Only the server is in the United States, and one can dispute that it is a part of the offence."},
            {
                "extradition (1957)": "Slovakia applied the warrant already, and between its states that has replaced extradition.",
                "extradition treaty (1996)": "The instrument follows the person; the United States hold only the server.",
            },
            {
                "open": "Slovak law of 2009 knew one case in which its court refused a warrant, so the line is not simply open.",
                "on condition": "A condition may be met; but he helped from there, and Slovak law of 2009 left its court no choice.",
            },
            {
                NATIONALITY: "Slovak law of 2009 said that being its citizen was no reason to refuse; see the row on own soil.",
                DEFINITION: "Is the Slovak definition narrower? The row on its Penal Code asks for no exploitation.",
                BOTH: "One of the two is right. The row on the Slovak Penal Code asks for no exploitation, as in France.",
                NOTHING: "Could Slovakia hand him over for an act that was done on its own soil? See that row.",
            },
            {
                TRIAL_AT_SERVER: "A trial needs the person, and he is not where the server stands.",
                OTHER_CHARGE: "A charge must follow the facts and never the instrument.",
            },
        ),
    )


def _rules() -> dict[str, str]:
    """Return the articles to choose from, by the name of their statement."""
    statements = tables.load("legal_statements").set_index("id")["article"]
    names = (VICTIM["home"], "04-territory", VICTIM["interpreter"], VICTIM["fund"], "06-victim-limit")
    return {name: statements[name] for name in names}


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

    Four rows above speak of victims. One lists what the police must tell her, one says what a fund pays, one until when,
    and one says where she may apply.
    """
    articles = _rules()
    right = [articles[name] for name in VICTIM.values()]
    yield right, "Each wish has its own rule, and none of them depends on whether the organiser is handed over."
    limit, territory = articles["06-victim-limit"], articles["04-territory"]
    reply = (
        "These are the right rules, though two have changed places: one says what is paid, the other where to apply."
    )
    yield [right[0], right[2], right[1]], reply
    yield from slips(
        right,
        (
            {territory: "The article on the place of the offence lets France judge, but gives her nothing to ask for."},
            {limit: "That article says until when a claim can be made; another one says what the fund pays."},
            {
                limit: "That article is about time. Which rule lets her apply in the state where she lives?",
                right[1]: "The French article says what is paid, but not that she may apply at home.",
            },
        ),
    )


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
