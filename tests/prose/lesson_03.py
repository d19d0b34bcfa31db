"""The numbers that lesson 03 says."""

import re

from hosting_shift import law, tables
from hosting_shift.explorers.lesson_03 import screening_dots, screening_threshold
from hosting_shift.model import screening
from hosting_shift.words import percent
from prose.common import ARTICLE, posed, quoted, time

ADVERTS = tables.load("fictional_adverts")
NAMES = tables.load("recruitment_indicators")["indicator"].tolist()
SIGNS = ADVERTS[NAMES].sum(axis=1)
DSA = law.texts.state_of("Digital Services Act")
TOTAL, DECEPTIVE = len(ADVERTS), int(ADVERTS["deceptive"].sum())
THREE, FOUR = (screening.at_threshold(SIGNS, ADVERTS["deceptive"], n) for n in (3, 4))
START = screening_dots.compute(**screening_dots.start())


def cheapest(base: int, miss_cost: int) -> int:
    settings = screening_threshold.start() | {"base": base, "miss_cost": miss_cost}
    return screening_threshold.compute(**settings).best


def precision_at(**changes) -> float:
    """Return the share of what the filter stops that is deceptive, from 0 to 1."""
    return screening_dots.compute(**screening_dots.start() | changes).exact.precision


def lesson_says() -> list[str]:
    d = START.dots
    honest = d.false_alarms + d.passed
    assert honest == 99 * d.deceptive, "99 times as many honest adverts"
    assert TOTAL == 10 * DECEPTIVE, "one in ten"
    assert (cheapest(100, 100), cheapest(1, 100)) == (2, 4), "first two, then four"
    assert len(NAMES) == 8 and ADVERTS["reader"].notna().sum() == 12, "eight signs, twelve to read"
    steps = [n / 2 for n in range(180, 201)]  # the slider goes by halves
    enough = next(step for step in steps if precision_at(specificity=step) >= 0.5)
    return [
        time("03_hidden_in_plain_sight"),
        law.texts.head_line("03"),
        f"**invented** {TOTAL} short adverts",
        f"1,000 adverts: > - {d.deceptive} deceptive: {d.hits} stopped, {d.misses} missed",
        f"{honest} honest: {d.false_alarms} stopped, {d.passed} let through",
        f"{d.hits} ÷ ({d.hits} + {d.false_alarms}) = {percent(START.exact.precision)}",
        f"There are simply {honest // d.deceptive} times as many honest adverts",
        f"of the {d.let_through} let through, {d.misses} are deceptive",
        f"The first such step of the slider is {enough} %",
        f"Back to the {TOTAL} fictional adverts. Here {DECEPTIVE} are deceptive",
        posed("a miss weighs 100 false alarms"),
        posed("*1 of 1,000*"),
        f"as published in {DSA:%B %Y}; it applies since February {DSA.year + 2}",
        f"in {ARTICLE.year} article 15 of Directive 2000/31",
        posed("as a share from 0 to 1"),
        posed("Code pénal, article 225-4-2"),  # a plain reference
        quoted("Court of Justice, 2 December 2025, C-492/23", key="S45"),
        f"out of {honest} honest adverts",
    ]


def questions_say() -> list:
    d = START.dots
    saved, lost = THREE.false_alarms - FOUR.false_alarms, THREE.hits - FOUR.hits
    assert (saved, lost) == (16, 3), "sixteen fewer false alarms, three more misses"
    assert round(1000 * d.misses / d.let_through) == 2
    half = round(0.5 * 990)
    reader = ADVERTS.set_index("reader")
    signs = SIGNS.set_axis(ADVERTS["reader"])
    coats, owl = (int(reader.index[reader["text"].str.contains(word)].dropna()[0]) for word in ("coat", "owl"))
    assert signs[coats] == 3 and not reader.loc[coats, "deceptive"]
    assert signs[owl] == 2 and reader.loc[owl, "deceptive"]
    most = SIGNS[~ADVERTS["deceptive"]].max()
    assert most == 5, "an honest advert with five"
    few = SIGNS[ADVERTS["deceptive"]].min()
    assert few == 2, "a deceptive one with two"
    return [
        f"Of 1,000 adverts, {d.deceptive} are deceptive. A filter stops {START.sensitivity} % of the "
        f"deceptive ones and lets {START.specificity:.0f} % of the honest ones through",
        f"catches {THREE.hits} of {DECEPTIVE} deceptive adverts and stops {THREE.false_alarms} honest",
        f"Uncover advert {coats} (winter coats) and advert {owl} (night owl)",
        f"That advert {coats} was labelled wrongly",
        posed("Set Deceptive adverts to 100 of 1,000"),
        f"From {percent(START.exact.precision)} to {percent(precision_at(deceptive=100))}",
        f"Again {d.deceptive} of 1,000 adverts are deceptive",
        re.compile(rf"{(d.false_alarms + d.passed) // 10} of 100"),
        f"Of all adverts, {d.false_alarms + d.passed} are honest",
        f"right about the {d.false_alarms + d.passed} honest ones",
        f"some {half} honest ones",
        f"Two of the {d.let_through} let through",
        f"About 2 in 1,000 instead of {d.deceptive}",
        f"Law of {law.moment('reading').year}",
    ]


# Plain references of this lesson.
REFERENCES = [r"Hoffrage 19\d\d", r"\*Prostitution et Société\* 166 \(2009\)"]

NAMED = {
    "screening_dots": "Reset · Specificity",
    "screening_threshold": "Deceptive adverts · 1 of 1,000 · One miss weighs as much as",
}
