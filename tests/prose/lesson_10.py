"""The numbers that lesson 10 says."""

import re

from hosting_shift import law, tables
from hosting_shift.explorers import then_and_now
from hosting_shift.model import scoring
from prose.common import ARTICLE, time

STATEMENTS = tables.load("then_and_now").set_index("statement")
QUESTIONS = tables.load("forecast_questions")


def claims() -> list[str]:
    """Return the phrases with numbers of lesson 10."""
    timeline = tables.load("timeline")
    french = timeline[(timeline["jurisdiction"] == "France") & (timeline["kind"] == "law")]
    for year in ("2016", "2021"):
        assert french["when"].str.startswith(year).any()
    steps = then_and_now().all_controls[1].values()
    assert steps[0] < 2015 < steps[-1], "the year named in the exercise can be set"
    eighty = [scoring.brier([0.8], [outcome]) for outcome in (True, False)]
    (audit,) = timeline.loc[timeline["sources"].str.contains("GAO21385"), "when"]
    assert audit.startswith("2021-06")
    (adverts,) = tables.load("us_adult_ads").query("when == @audit")["event"]
    assert "at least 11 federal cases" in adverts and "from 2014 to 2020" in adverts
    counts = tables.load("convention_counts").query("kind == 'parties'").set_index("month")
    counted = counts.loc["2024-06", "published"]
    scored = QUESTIONS[QUESTIONS["answer"] != "open"]
    assert (scored["answer"] == "yes").sum() == (scored["answer"] == "no").sum(), "as many yes as no"
    return [
        time("10_what_happened_next"),
        f"In {ARTICLE.year} a magistrate",
        f"mid-{ARTICLE.year}",
        "Law as of | November 2026",
        f"recommendation of {ARTICLE.year} against",
        f"A text that was enough in {ARTICLE.year} may not be enough for 2016's aims or 2021's facts",
        f"How many came since July {ARTICLE.year}?",
        f"the summer of {ARTICLE.year}",
        "could have been known by 2015",
        "back to 2015. How many",
        "with outcome 1 if it came true and 0 if not",
        f"You say 80 %: it costs {eighty[0]:.2f} if it comes true, and {eighty[1]:.2f} if not",
        f"Saying 50 % costs {scoring.FIFTY_FIFTY**2:.2f} whatever happens",
        "of all that got about 80 %, did about 80 % come true",
        "Three answers: 90 %, which came true; 70 % and 20 %, which did not",
        "The distances are 0.1, 0.7 and 0.2",
        f"the same today as in {ARTICLE.year}?",
        f"Much changed since {ARTICLE.year}",
        f"grew from {len(law.parties_on(ARTICLE))} parties to {counted} in June 2024",
        "at least 11 federal cases against those in control of platforms, from 2014 to 2020",
        "Debate, 20 minutes",
        f"The recommendations of {ARTICLE.year} are the right ones",
        f"Always fifty-fifty gives {scoring.reference([True, False]):.2f}",
        "GAO-21-385 of June 2021",
        "By June 2021 the accountability office",
        "Brier 1950",
    ]


def table_claims() -> list:
    """Return the phrases with numbers of its questions and bets."""
    assert round(scoring.brier([0.7], [False]), 2) == 0.49
    assert round(scoring.brier([0.7], [True]), 2) == 0.09
    timeline = tables.load("timeline").set_index("when")["event"]
    assert "seized" in timeline["2018-04-06"] and "FOSTA" in timeline["2018-04-11"]
    assert "C-188/24" in timeline["2026-06-16"]
    open_ = tables.load("open_questions").set_index("question")["last_evidence"]
    assert "Opinion of 18 September 2025" in open_["judgment-c-188-24"]
    return [
        f"Since July {ARTICLE.year}, how many changes",
        "look at 2018: a seizure and an act lie five days apart",
        "Somebody says 90 % ten times",
        "You say 70 %, and it does not come true",
        re.compile(r"(?m)^0\.(?:3|49|09)$"),  # three options are bare numbers
        "0.7 squared. Saying 70 % and missing costs more than 0.25",
        "That is 0.3 squared",
        "report in June 2021",
        "In 2026 a host",
        "Article 8 of the Digital Services Act",
        "article 6 of the Digital Services Act",
        f"the laws of {ARTICLE.year} were bad",
        "a judgment of 16 June 2026",
        "has ruled on 16 June 2026",
        "the Opinion of 18 September 2025",
    ]


# Controls and options the lesson names, and the explorer that must offer them.
NAMED = [
    ("Kind", "timeline"),
    ("law", "timeline"),
    ("Jurisdiction", "timeline"),
    ("European Union", "timeline"),
    ("Next event", "timeline"),
    ("Evidence up to the end of", "then_and_now"),
]
