"""The numbers that lesson 07 says."""

import re

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.dates import full_date
from hosting_shift.exercises import lesson_07
from prose.common import ARTICLE, PARAMETERS, posed, quoted, time

PARTIES = tables.load("convention_parties").set_index("iso3")
N = int(tables.load("world_tiles")["un_member"].sum())
LAST = law.parties_by_year().index[-1]
BOUND = len(law.parties_on(ARTICLE, bound=True))
DEPOSITS = len(law.parties_on(ARTICLE))
SIGNED = int((PARTIES["signature_date"] <= ARTICLE).sum())


def deposited(state: str) -> str:
    return full_date(PARTIES.loc[state, "deposit_date"])


def bound_from(state: str) -> str:
    return full_date(PARTIES.loc[state, "in_force_date"])


def three_months_on(state: str) -> str:
    """Return the end of the three months after a state's deposit, without the year: "10 April"."""
    return full_date(PARTIES.loc[state, "deposit_date"] + pd.DateOffset(months=3)).rsplit(" ", 1)[0]


def steps(state: str) -> str:
    """Return a line of the worked example: deposit, end of the three months, bound from."""
    assert law.entry_into_force(PARTIES.loc[state, "deposit_date"]) == PARTIES.loc[state, "in_force_date"]
    return f"{deposited(state)} | {three_months_on(state)} | {bound_from(state)}"


def four_states() -> list[str]:
    """Return the rows of the table of four states."""
    signed = PARTIES["signature_date"].map(full_date, na_action="ignore").fillna("never; it acceded")
    return [f"{name} | {signed[state]} | {deposited(state)}" for state, name in lesson_07.FOUR.items()]


def check_words() -> None:
    """Check what the text says in words."""
    opened = PARTIES["signature_date"].min()
    gains = law.parties_by_year()["bound"].diff().loc[PARTIES["in_force_date"].min().year :]
    assert 3 <= gains.mean() < 4.5, "three or four states a year on average"
    assert 7.5 < (ARTICLE - opened).days / 365.25 < 8, "more than seven and a half years"
    named = law.parties_on(ARTICLE, bound=True)["named_in_article"].sum()
    assert named == 5, "five of the six, who form 15 pairs, are bound"
    assert SIGNED == 2 * BOUND, "twice as many signed as were bound"
    assert DEPOSITS - BOUND == 3 and PARTIES["deposit_date"].min().year == 2002
    assert 0.1 < BOUND / N < 0.13, "one state in ten"
    waiting = PARTIES[(PARTIES["deposit_date"] <= ARTICLE) & (PARTIES["in_force_date"] > ARTICLE)]
    assert waiting["deposit_month"].min() >= pd.Period("2009-03"), "three deposited since March"
    seven = PARTIES.loc["CHE", "in_force_date"].year - PARTIES.loc["SVN", "in_force_date"].year
    assert seven == 7, "seven years before Switzerland"
    assert PARTIES.loc["SVN", "deposit_confidence"] == "recalled"
    assert [law.linked_since(*pair).confidence for pair in lesson_07.PAIRS.values()].count("recalled") == 2


def lesson_says() -> list[str]:
    check_words()
    last = len(law.parties_on(f"{LAST}-12-31", bound=True))
    pairs = f"{BOUND} × {BOUND - 1} ÷ ({N} × {N - 1}) = {100 * law.share_of_pairs(BOUND):.1f} %"
    counts = law.compare_counts()
    return [
        time("07_the_convention"),
        law.texts.head_line("07"),
        f"of {PARTIES['signature_date'].min():%B %Y}, signed in Budapest",
        f"in force since {PARTIES['in_force_date'].min():%B %Y}",
        *four_states(),
        f"how far it had come on {full_date(ARTICLE)}",
        f"Romania was bound from {bound_from('ROU')}",
        f"Germany's three months ended on {three_months_on('DEU')} {ARTICLE.year}",
        f"France | {steps('FRA')}",
        f"United States | {steps('USA')} | {full_date(law.linked_since('FRA', 'USA').since)}",
        f"Slovakia | {steps('SVK')}",
        f"| Germany | {deposited('DEU')} | … |",
        f"of Germany end on {three_months_on('DEU')} {ARTICLE.year}, and the next month begins on "
        + bound_from("DEU").rsplit(" ", 1)[0],
        f"Slovenia deposited on {deposited('SVN')} *(recalled)*",
        f"Switzerland followed on {deposited('CHE')}",
        f"bound before {PARTIES.loc['FRA', 'in_force_date']:%B %Y}",
        f"(today {N})",
        posed("n × (n − 1) ÷ (N × (N − 1))"),
        f"With {BOUND} of {N} states this is {pairs}",
        f"the {BOUND + 1}th state adds {BOUND} pairs, the {last}th adds {last - 1}",
        f"At the end of {LAST} the table has {last} states bound, of {N}",
        f"Slovakia was bound from {bound_from('SVK')}, the United States from {bound_from('USA')}",
        f"How many states were bound on {full_date(ARTICLE)}?",
        f"How many were bound on {bound_from('CHE')}?",
        f"signed on {full_date(lesson_07.LATE)} or later",
        f"six to {PARAMETERS.row('t_mla').high:.0f} months",
        quoted("about 11 % fewer attacks", source="HUI2017"),  # its abstract: 10.8 to 11.8 %
        f"Of {len(counts)} published counts {counts['agrees'].sum()} agree",
        f"which names {last} parties at the end of {LAST}",
        quoted("one report counts 81", "sources", "label", key="PARTIES81"),
        f"In {ARTICLE:%B %Y} there were {DEPOSITS} deposits, and {BOUND} states were bound",
        posed("n × (n − 1), so late joiners"),
    ]


def models_say() -> None:
    """Check the dates of the model answers, which no phrase below holds."""
    assert PARTIES.loc["USA", "in_force_date"] == pd.Timestamp("2007-01-01")
    assert lesson_07.status("CHE", ARTICLE) == "signed only"


def questions_say() -> list:
    models_say()
    six = 6 * 5 // 2
    signed, deposit = PARTIES.loc["CHE", ["signature_date", "deposit_date"]]
    last = len(law.parties_on(f"{LAST}-12-31", bound=True))
    assert last == 79
    return [
        f"By {full_date(ARTICLE)}, the eve of the quarter on the cover of the magazine, {SIGNED} states had signed",
        f"Of these, {DEPOSITS} had also deposited, the first of them in {PARTIES['deposit_date'].min().year}",
        f"bound all {SIGNED} states",
        f"form {six} pairs",
        f"of the {six} pairs",
        f"On {full_date(ARTICLE)} three states",
        f"binds {BOUND} states, and a {BOUND + 1}th joins",
        re.compile(rf"(?m)^(?:{BOUND}|{BOUND + 1})$"),  # two options are bare numbers
        quoted("published in April 2008", key="LIST2008"),
        f"for {PARTIES.loc['SVN', 'deposit_date'].year} or {PARTIES.loc['SVN', 'in_force_date'].year}",
        f"signed in {signed.year} and deposited in {deposit.year}. Was it bound in {ARTICLE.year}",
    ]


# Plain references of this lesson.
REFERENCES = [r"[Aa]rticles? (?:2 to 11|14|15|2[3-9]|31|3[5-7])\b", r"art\. \d\d(?:\(\d\))?(?:–\(\d\))?", r"art\. \d\d"]

NAMED = {"convention_atlas": "Slovenia · Romania · France"}
