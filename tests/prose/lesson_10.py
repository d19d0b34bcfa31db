"""The numbers that lesson 10 says."""

import re

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.explorers import then_and_now
from hosting_shift.model import scoring
from prose.common import ARTICLE, posed, quoted, time

QUESTIONS = tables.load("forecast_questions")


def lesson_says() -> list[str]:
    timeline = tables.load("timeline")
    french = timeline[(timeline["jurisdiction"] == "France") & (timeline["kind"] == "law")]
    for year in ("2016", "2021"):
        assert french["when"].str.startswith(year).any()
    steps = then_and_now().all_controls[1].values()
    back = 2015  # a year the exercise chooses; it can be set
    assert steps[0] < back < steps[-1]
    eighty = [scoring.brier([0.8], [outcome]) for outcome in (True, False)]
    (audit,) = timeline.loc[timeline["sources"].str.contains("GAO21385"), "when"]
    audited = pd.Timestamp(audit)
    (twin,) = timeline.loc[timeline["sources"].str.contains("EUROJUST24"), "when"]
    closed = pd.Timestamp(twin)
    counts = tables.load("convention_counts").query("kind == 'parties'").set_index("month")
    counted = counts.loc["2024-06", "published"]
    scored = QUESTIONS[QUESTIONS["answer"] != "open"]
    assert (scored["answer"] == "yes").sum() == (scored["answer"] == "no").sum(), "as many yes as no"
    return [
        time("10_what_happened_next"),
        law.texts.head_line("10"),
        f"A text that was enough in {ARTICLE.year} may not be enough for 2016's aims or 2021's facts",
        f"could have been known by {back}",
        f"back to {back}. How many",
        posed("with outcome 1 if it came true and 0 if not"),
        f"You say 80 %: it costs {eighty[0]:.2f} if it comes true, and {eighty[1]:.2f} if not",
        f"Saying 50 % costs {scoring.FIFTY_FIFTY**2:.2f} whatever happens",
        posed("of all that got about 80 %, did about 80 % come true"),
        posed("Three answers: 90 %, which came true; 70 % and 20 %, which did not"),
        f"The distances are {1 - 0.9:.1f}, {0.7 - 0:.1f} and {0.2 - 0:.1f}",
        f"grew from {len(law.parties_on(ARTICLE))} parties to {counted} in June 2024",
        quoted(
            "at least 11 federal cases against those in control of platforms, from 2014 to 2020",
            "us_adult_ads",
            "event",
            when=audit,
        ),
        posed("Debate, 20 minutes"),
        f"Always fifty-fifty gives {scoring.FIFTY_FIFTY**2:.2f}",
        quoted("GAO-21-385 of June 2021", key="GAO21385"),
        f"By {audited:%B %Y} the accountability office",
        f"In {closed:%B %Y} a discussion site was closed",
        quoted("formal investigation since January 2025", "timeline", "event", when=twin),
    ]


def questions_say() -> list:
    assert round(scoring.brier([0.7], [False]), 2) == 0.49
    assert round(scoring.brier([0.7], [True]), 2) == 0.09
    timeline = tables.load("timeline").set_index("when")["event"]
    seized, signed, judged, audited = (
        pd.Timestamp(timeline.index[timeline.str.contains(word)][0])
        for word in ("Backpage.* seized", "FOSTA signed", "WebGroup and Coyote System", "Accountability office")
    )
    assert (signed - seized).days == 5
    return [
        f"look at {seized.year}: a seizure and an act lie five days apart",
        posed("Somebody says 90 % ten times"),
        posed("You say 70 %, and it does not come true"),
        re.compile(r"(?m)^0\.(?:3|49|09)$"),  # three options are bare numbers
        f"0.7 squared. Saying 70 % and missing costs more than {scoring.FIFTY_FIFTY**2:.2f}",
        posed("That is 0.3 squared"),
        f"report in {audited:%B %Y}",
        f"In {law.moment('reading').year} a host",
        posed("Article 8 of the Digital Services Act"),
        posed("Article 6 of the Digital Services Act"),
        f"a judgment of {judged:%B %Y}",
        f"In {ARTICLE + pd.Timedelta(days=1):%B %Y} the largest site",
    ]


REFERENCES = [r"Brier 1950", r"C-188/24"]

NAMED = {
    "timeline": "Kind · law · Jurisdiction · European Union · Next event",
    "then_and_now": "Evidence up to the end of",
}
