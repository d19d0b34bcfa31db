"""The numbers that lesson 07 says."""

import re

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.dates import full_date
from hosting_shift.exercises import lesson_07
from prose.common import ARTICLE, posed, quoted, time

PARTIES = tables.load("convention_parties").set_index("iso3")
N = int(tables.load("world_tiles")["un_member"].sum())
LAST = law.parties_by_year().index[-1]
BOUND = len(law.parties_on(ARTICLE, bound=True))
DEPOSITS = len(law.parties_on(ARTICLE))
TWICE = pd.Timestamp("2015-06-30")  # the half-year of the atlas that comes nearest to twice as many
TWICE_BOUND = len(law.parties_on(TWICE, bound=True))
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


def known(state: str) -> str:
    """Return how the day is known from which a state is bound."""
    return {"sourced": "read", "recalled": "recalled"}[PARTIES.loc[state, "in_force_confidence"]]


def four_states() -> list[str]:
    """Return the rows of the table of four states."""
    signed = PARTIES["signature_date"].map(full_date, na_action="ignore").fillna("never; it acceded")
    return [f"{name} | {signed[state]} | {deposited(state)}" for state, name in lesson_07.FOUR.items()]


def check_words() -> None:
    """Check what the text says in words."""
    opened = PARTIES["signature_date"].min()
    assert 7.5 < (ARTICLE - opened).days / 365.25 < 8, "more than seven and a half years"
    named = law.parties_on(ARTICLE, bound=True)["named_in_article"].sum()
    assert named == 5, "five of the six, who form 15 pairs, are bound"
    assert SIGNED == 2 * BOUND, "twice as many signed as were bound"
    assert 2 * BOUND - 1 <= TWICE_BOUND <= 2 * BOUND, "nearly twice as many"
    assert DEPOSITS - BOUND == 3 and PARTIES["deposit_date"].min().year == 2002
    assert 0.1 < BOUND / N < 0.13, "one state in ten"
    waiting = PARTIES[(PARTIES["deposit_date"] <= ARTICLE) & (PARTIES["in_force_date"] > ARTICLE)]
    assert waiting["deposit_month"].min() >= pd.Period("2009-03"), "three deposited since March"
    assert (waiting["deposit_confidence"] == "recalled").sum() == 2, "two of these three days of deposit are recalled"
    later = law.entry_into_force(lesson_07.WESTA)
    assert law.entry_into_force(lesson_07.SULIA) < later == pd.Timestamp("2011-01-01")
    assert lesson_07.MEMBERS / lesson_07.STATES == 2 / 5, "two states in five"
    assert PARTIES.loc["SVN", "deposit_confidence"] == "recalled"
    days = PARTIES.loc[["ROU", "SVN", "FRA"], "in_force_date"]
    assert days.is_monotonic_increasing, "Slovenia was bound after Romania and before France"
    assert PARTIES.loc[["ROU", "FRA"], "in_force_confidence"].eq("sourced").all()
    bound, every = lesson_07.BEFORE, lesson_07.EVERY
    assert (bound, every, lesson_07.JOIN) == (24, 120, 6), "six more join"


def lesson_says() -> list[str]:
    check_words()
    last = len(law.parties_on(f"{LAST}-12-31", bound=True))
    counts = law.compare_counts().query("independent == 'yes'")
    norda = law.entry_into_force(lesson_07.NORDA)
    members, states = lesson_07.MEMBERS, lesson_07.STATES
    return [
        time("07_the_convention"),
        law.texts.head_line("07"),
        f"of {PARTIES['signature_date'].min():%B %Y}, signed in Budapest",
        f"in force since {PARTIES['in_force_date'].min():%B %Y}",
        *four_states(),
        f"had each state come on {full_date(ARTICLE)}",
        f"Romania was bound from {bound_from('ROU')}",
        f"Germany's three months ended on {three_months_on('DEU')} {ARTICLE.year}",
        f"| {three_months_on('ROU')} | …",
        quoted("RIA Novosti, 2008", key="CIS2001"),
        posed("about 12 minutes more"),
        quoted("of 1 June 2001, was in force for six states", key="CIS2001"),
        f"France signed on {full_date(PARTIES.loc['FRA', 'signature_date'])} and deposited on {deposited('FRA')}",
        f"The three months end on {three_months_on('FRA')}, so the treaty bound it from {bound_from('FRA')}",
        f"France | {steps('FRA')} | {known('FRA')}",
        f"United States | {steps('USA')} | {known('USA')} | {full_date(law.linked_since('FRA', 'USA').since)}, read",
        f"Slovakia | {steps('SVK')} | {known('SVK')}",
        f"| Norda (invented) | {full_date(lesson_07.NORDA)} | … |",
        f"of Norda end on {full_date(lesson_07.NORDA + pd.DateOffset(months=3))}, and the next month begins on "
        + full_date(norda).rsplit(" ", 1)[0],
        f"Sulia deposits on {full_date(lesson_07.SULIA)} (recalled), Westa on {full_date(lesson_07.WESTA)} (read)",
        f"Sulia is bound from {full_date(law.entry_into_force(lesson_07.SULIA))}. Westa's three months end on "
        + full_date(lesson_07.WESTA + pd.DateOffset(months=3)).rsplit(" ", 1)[0],
        posed("n × (n − 1) ÷ (N × (N − 1))"),
        f"Each of the {BOUND} states bound can ask {BOUND - 1} others: {BOUND} × {BOUND - 1}",
        f"Each of the {N} members",
        f"could ask {N - 1} others: {N} × {N - 1}",
        f"divided by the second is {100 * law.share_of_pairs(BOUND):.1f} %",
        f"binds {members} of {states} states",
        f"binds {lesson_07.BEFORE} of {lesson_07.EVERY} states",
        f"do the {lesson_07.BEFORE} link",
        f"the Convention's {BOUND + 1}th state added {BOUND} pairs, the {last}th adds {last - 1}",
        f"Slovakia was bound from {bound_from('SVK')}, the United States from {bound_from('USA')}",
        f"How many states were bound on {bound_from('USA')}?",
        f"How many were bound on {bound_from('CHE')}?",
        f"signed on {full_date(lesson_07.LATE)} or later",
        quoted("at least 11.8 % fewer attacks that flood a service, from 2004 to 2008", source="HUI2017"),
        f"Of {len(counts)} published counts that were not used to make the table, {counts['agrees'].sum()} agree",
        f"It names {last} parties at the end of {LAST}",
        quoted("of 28 October 2025, counts 81", "sources", "label", key="PARTIES81"),
        posed("n × (n − 1), faster"),
    ]


def models_say() -> None:
    """Check the dates of the model answers, which no phrase below holds."""
    assert PARTIES.loc["USA", "in_force_date"] == pd.Timestamp("2007-01-01")
    assert lesson_07.status("CHE", ARTICLE) == "signed only"


def questions_say() -> list:
    models_say()
    six = 6 * 5 // 2
    latest, ends = law.entry_into_force(ARTICLE), ARTICLE + pd.DateOffset(months=3)
    signed, deposit = PARTIES.loc["CHE", ["signature_date", "deposit_date"]]
    return [
        f"By {full_date(ARTICLE)}, as the table of this lesson has it, {SIGNED} states had signed",
        f"Of these, {DEPOSITS} had also deposited, the first of them in {PARTIES['deposit_date'].min().year}",
        f"form {six} pairs",
        f"of the {six} pairs",
        f"On {full_date(ARTICLE)} three states",
        f"From {full_date(latest)}, even after a deposit on {full_date(ARTICLE).rsplit(' ', 1)[0]}",
        f"Three months after {full_date(ARTICLE).rsplit(' ', 1)[0]} end on {full_date(ends).rsplit(' ', 1)[0]}",
        f"From {full_date(ARTICLE + pd.Timedelta(days=1))}, the first day",
        f"binds {BOUND} states, and a {BOUND + 1}th joins",
        posed("a treaty that binds 10 others, and years later one joins when it binds 60"),
        re.compile(rf"(?m)^(?:{BOUND}|{BOUND + 1})$"),  # two options are bare numbers
        quoted("published in April 2008", key="LIST2008"),
        quoted("On 2 December 2025 the Court", "legal_statements", "in_force", id="04-data"),
        f"signed in {signed.year} and deposited in {deposit.year}. Was it bound in {ARTICLE.year}",
    ]


# Plain references of this lesson.
REFERENCES = [r"[Aa]rticles? (?:2 to 11|14|15|2[3-9]|31|3[5-7])\b", r"art\. \d\d(?:\(\d\))?(?:–\(\d\))?", r"art\. \d\d"]

NAMED = {"convention_atlas": "Slovenia · Romania · France"}
