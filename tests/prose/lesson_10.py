"""The numbers that lesson 10 says."""

import re

import pandas as pd

from hosting_shift import content, law, tables
from hosting_shift.model import scoring
from prose.common import ARTICLE, posed, quoted, time

QUESTIONS = tables.load("forecast_questions")
TIMELINE = tables.load("timeline")
BETS, NOTES = content.asked("10").bets, content.asked("10").notes


def event(words: str) -> pd.Series:
    """Return the one event of the timeline that says so."""
    (at,) = TIMELINE.index[TIMELINE["event"].str.contains(words, regex=False)]
    return TIMELINE.loc[at]


def _law_says() -> list[str]:
    narrowed = pd.Timestamp(event("FOSTA signed")["when"])
    pseudonym = pd.Timestamp(event("Act published: online inquiries under a pseudonym")["when"])
    directive = pd.Timestamp(event("Directive on electronic commerce")["when"])
    host = event("a video platform is a host; only a full notice")["when"]
    child = event("225-7-1 raised to 20 years")["when"]
    return [
        f"Section 230, for example, was narrowed in {narrowed:%B %Y}",
        f"opened for procuring in {pseudonym:%B %Y}",
        f"is in the directive of {directive:%B %Y}",
        f"A court did the first in {host[:4]}",
        f"The act of {child[:4]} concerns children",
        f"events since {TIMELINE['when'].min()[:4]}",
    ]


def lesson_says() -> list[str]:
    eighty = [scoring.brier([0.8], [outcome]) for outcome in (True, False)]
    evidence = tables.load("then_and_now_evidence").query("statement == 'C28'")
    heard, narrowed = evidence["when"].item(), event("FOSTA signed")["when"]
    scored = QUESTIONS[QUESTIONS["answer"] != "open"]
    assert (scored["answer"] == "yes").sum() == (scored["answer"] == "no").sum(), "as many yes as no"
    assert len(scored) == 10, "ten questions cannot tell which"
    last = TIMELINE["when"].max()[:4]
    (closed,) = set(tables.load("displacement_effects").query("case == 'A streaming site'")["when"].str[:4])
    return [
        *_law_says(),
        time("10_what_happened_next"),
        law.texts.head_line("10"),
        posed("with outcome 1 if it came true and 0 if not"),
        f"you said 80 %, it costs {eighty[0]:.2f} when the event happens, and {eighty[1]:.2f} when it does not",
        f"you said 50 %, it costs {scoring.FIFTY_FIFTY**2:.2f} either way",
        posed("of all the events to which you gave about 80 %, did about 80 % happen"),
        posed("90 % to an event that happened, and 70 % and 20 % to two that did not"),
        f"are {1 - 0.9:.1f}, {0.7 - 0:.1f} and {0.2 - 0:.1f}",
        f"changed little between {ARTICLE.year} and {last}",
        f"a hearing of {heard[:4]} for the networks",
        posed("in about 120 words"),
        f"the timeline hold for {ARTICLE.year}",
        f"advert sites fall in {narrowed[:4]}",
        f"closures of {closed}",
        f"ask the counts for {narrowed[:4]}",
        posed("Debate, 20 minutes"),
        f"always saying fifty-fifty gives {scoring.FIFTY_FIFTY**2:.2f}",
        quoted("GAO-21-385 of June 2021", key="GAO21385"),
        *[posed(f"**{case}**") for case in range(1, 5)],
        *[posed(f"In case {case} ") for case in range(2, 5)],
        posed("Case 1 described its time"),
        f"In {ARTICLE.year} one fact in France",
    ]


def questions_say() -> list:
    assert round(scoring.brier([0.7], [False]), 2) == 0.49
    assert round(scoring.brier([0.7], [True]), 2) == 0.09
    events = TIMELINE.set_index("when")["event"]
    seized, signed, audited = (
        pd.Timestamp(events.index[events.str.contains(word)][0])
        for word in ("Backpage.* seized", "FOSTA signed", "Accountability office")
    )
    assert (signed - seized).days == 5 and f"The audit of {audited:%B %Y} found one" in BETS["new-crime"].outcome
    (audit,) = tables.load("us_adult_ads").query("when == @audited.strftime('%Y-%m-%d')")["event"]
    assert "at least 11 federal cases" in audit and "section 2421A used once" in audit
    verdict = law.then_and_now().set_index("statement")["verdict"]
    assert verdict[["C29", "C34", "C18", "C39", "C41"]].tolist() == ["confirmed"] * 2 + ["wrong"] + ["contested"] * 2
    views = tables.load("positions").set_index("position")
    assert "54 % more procedures" in views.loc["abolitionist", "evidence"]
    assert "54 % more procedures after 2016" in NOTES["debate"].answer
    inspected = pd.Timestamp(tables.load("then_and_now_evidence").query("statement == 'C29'")["when"].item())
    for model in NOTES["verdict"].models[1:]:
        assert f"{inspected:%B %Y}" in model.text
    moved = tables.load("law_then_now").query("change == 'moved'")["changed_in"].item()
    return [
        f"In {signed:%B %Y} the United States made",
        quoted("from 2014 to 2020", "us_adult_ads", "event", when=f"{audited:%Y-%m-%d}"),
        f"Look at {seized.year} in the lane",
        posed("Somebody says 90 % ten times"),
        posed("the probability said was 90 %"),
        posed("You say 70 %, and it does not come true"),
        posed("the distance from 70 % to what happened"),
        re.compile(r"(?m)^0\.(?:3|49|09)$"),  # three options are bare numbers
        f"The distance is 0.7, and its square costs more than the {scoring.FIFTY_FIFTY**2:.2f}",
        posed("That is 0.3 squared"),
        f"The audit of {audited.year} reports",
        f"Since {moved:.0f} the French act",
        f"Since {moved:.0f} hosts in France",
    ]


REFERENCES = [r"Brier 1950", r"C-188/24"]

NAMED = {"timeline": "Kind · Jurisdiction"}
