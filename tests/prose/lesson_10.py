"""The numbers that lesson 10 says."""

import importlib
import re

import pandas as pd

from hosting_shift import content, law, tables
from hosting_shift.model import scoring
from prose.common import ARTICLE, posed, quoted, time

QUESTIONS = tables.load("forecast_questions")
TIMELINE = tables.load("timeline")
then_and_now = importlib.import_module("hosting_shift.explorers.lesson_10.then_and_now")
BETS, NOTES = content.asked("10").bets, content.asked("10").notes


def event(words: str) -> pd.Series:
    """Return the one event of the timeline that says so."""
    (at,) = TIMELINE.index[TIMELINE["event"].str.contains(words, regex=False)]
    return TIMELINE.loc[at]


def _law_says() -> list[str]:
    narrowed = pd.Timestamp(event("FOSTA signed")["when"])
    pseudonym = pd.Timestamp(event("Act published: online inquiries under a pseudonym")["when"])
    regulation, suspended = event("Digital Services Act applies"), event("Federal court (McKenna)")
    assert "the First Amendment is a second of several grounds" in suspended["event"]
    assert regulation["jurisdiction"] == "European Union"
    moved = tables.load("law_then_now").query("change == 'moved'")["changed_in"].item()
    child = event("225-7-1 raised to 20 years")["when"]
    return [
        f"Section 230, whose rule is the first row above, was narrowed in {narrowed:%B %Y}",
        f"a court of {pd.Timestamp(suspended['when']):%-d %B %Y}, in the same row, named the First Amendment",
        f"has applied since {pd.Timestamp(regulation['when']):%B %Y}",
        f"Inquiries under a pseudonym came in {pseudonym:%B %Y}",
        f"It came in {moved:.0f}",
        f"The act of {child[:4]} concerns children",
        f"events since {TIMELINE['when'].min()[:4]}",
    ]


def tally() -> pd.DataFrame:
    """Return how many claims about each subject (rows) have each verdict (columns)."""
    claims = tables.load("claims")
    at_home = claims["theme"].isin(["procuring law", "hosts and publishers"])
    told_apart = claims["theme"].isin(["the cases", "people and names", "the treaty", "cooperation"])
    about = pd.Series(pd.NA, index=claims.index, dtype="str")
    about[claims["kind"].isin(["fact", "prediction"]) & ~told_apart] = "how people act"
    about[(claims["kind"] == "law") & ~at_home] = "law across borders"
    about[(claims["kind"] == "law") & at_home] = "law at home"
    counts = pd.crosstab(about, claims["verdict"])
    read_ = claims[["reader_1", "reader_2"]]
    near_part = read_.eq("wrong").any(axis=1) & claims["verdict"].eq("in part")
    near_wrong = read_.ne("wrong").any(axis=1) & claims["verdict"].eq("wrong")
    near = about[near_part | near_wrong].value_counts().reindex(counts.index, fill_value=0)
    return counts.assign(all=counts.sum(axis=1), near=near)


def _tally_says() -> list[str]:
    counts = tally()
    assert (counts["wrong"] > 0).to_dict() == dict(zip(counts.index, [False, True, False], strict=True))
    other = counts["all"] - counts[["confirmed", "in part", "wrong"]].sum(axis=1)
    return [
        f"| {about} | {row.confirmed} | {row['in part']} | {row.wrong} | {other[about]} | {row['all']} |"
        for about, row in counts.iterrows()
    ]


def _earlier_days() -> str:
    """Return the years that the task on a verdict offers: neither the first nor the last that the picture can show."""
    years = (2016, 2021)
    for year in years:
        words = then_and_now.verdicts(then_and_now.compute("R2", year))
        assert all(word.endswith((" known", "yet")) for word in words)
    return "to {} or {}, where the picture gives no verdict".format(*years)


def lesson_says() -> list[str]:
    dots = {bin_.forecast: bin_ for bin_ in scoring.calibration(*zip(*scoring.INVENTED, strict=True)) if bin_.count}
    assert (dots[0.5].count, dots[0.5].came_true, dots[0.9].count) == (2, 0.5, 5)
    eighty = [scoring.brier([0.8], [outcome]) for outcome in (True, False)]
    evidence = tables.load("then_and_now_evidence").query("statement == 'C28'")
    heard, narrowed = evidence["when"].item(), event("FOSTA signed")["when"]
    scored = QUESTIONS[QUESTIONS["answer"] != "open"]
    assert (scored["answer"] == "yes").sum() == (scored["answer"] == "no").sum(), "as many yes as no"
    assert len(scored) == 10, "ten questions cannot tell which"
    (closed,) = set(tables.load("displacement_effects").query("case == 'A streaming site'")["when"].str[:4])
    return [
        *_law_says(),
        time("10_what_happened_next"),
        law.texts.head_line("10"),
        posed("with outcome 1 if it came true and 0 if not"),
        f"you said 80 %, it costs {eighty[0]:.2f} when the event happens, and {eighty[1]:.2f} when it does not",
        f"you said 50 %, it costs {scoring.FIFTY_FIFTY**2:.2f} either way",
        posed("who said 90 % five times"),
        posed("at home 20 more for the forecasts and a debate"),
        posed("said 80 % of an event that happened, and 50 % of one that did not"),
        f"(0.8 − 1)² = {eighty[0]:.2f} and (0.5 − 0)² = {scoring.FIFTY_FIFTY**2:.2f}",
        posed("said 60 % of an event that happened, and 30 % of one that did not"),
        f"(0.6 − 1)² = {scoring.brier([0.6], [True]):.2f}",
        f"{eighty[0] + 0.25:.2f} ÷ 2 = {scoring.brier([0.8, 0.5], [True, False]):.3f}",
        posed("of all events that were called about 80 % likely, did about 80 % happen"),
        *_tally_says(),
        posed("two answers at 50 %"),
        posed("five answers at 90 %"),
        f"The dot lies at {100 * dots[0.9].came_true:.0f} %, and {100 * dots[0.9].came_true:.0f} % of five answers",
        posed("90 % of an event that happened, and 70 % and 20 % of two that did not"),
        f"a hearing of {heard[:4]} for the first",
        posed("in about 80 words"),
        f"the timeline hold for {ARTICLE.year}",
        f"advert sites fall in {narrowed[:4]}",
        f"are dated {closed}",
        f"ask the counts for {narrowed[:4]}",
        posed("In a debate (20 minutes)"),
        f"always saying fifty-fifty gives {scoring.FIFTY_FIFTY**2:.2f}",
        quoted("GAO-21-385 of June 2021", key="GAO21385"),
        *[posed(f"**{case}**") for case in range(1, 5)],
        posed("Cases 1 to 3 are made up"),
        *[posed(f"In case {case} ") for case in range(2, 5)],
        _earlier_days(),
        posed("Case 1 described its time"),
        f"In {ARTICLE.year} one fact in France",
    ]


def _tally_is_told(bet) -> list[str]:
    """Return what the bet asks with, after checking what its outcome says against the table of claims."""
    counts = tally()
    act, across, home = (counts.loc[about] for about in ("how people act", "law across borders", "law at home"))
    others = act + home
    assert (others.wrong, others.confirmed, others["in part"], others.near) == (0, 10, 9, 2)
    assert (across.wrong, across.near) == (4, 1)
    assert round(others["all"] * across.wrong / across["all"]) == 8, "about eight"
    assert (tables.load("claims")["verdict"] == "wrong").sum() - counts["wrong"].sum() == 2, "two of those are wrong"
    for phrase in (
        f"none of these {others['all']} is wrong",
        "ten are confirmed, and nine are right in part",
        "Near that line were two of the nine, and one of the four across borders",
    ):
        assert phrase in " ".join(bet.outcome.split()), phrase
    return [
        posed("Lesson 06 corrected"),
        f"of {across['all']} claims there",
        f"Take {act['all']} claims on how people act and {home['all']} on law at home, together {others['all']}",
    ]


def _models_say(fair, strong) -> None:
    """Check what two models say of the evidence against its table."""
    evidence = tables.load("then_and_now_evidence")
    joined, asked = (evidence[evidence["statement"] == name].set_index("when")["what"] for name in ("C40", "R2"))
    for when, number, model in (("2015-09", "47", fair), ("2021", "262", strong)):
        what = joined.get(when, asked.get(when))
        assert number in what and number in model.text and when[:4] in model.text
    order = (
        evidence[evidence["what"] == "European Investigation Order: due in national law."]
        .set_index("statement")
        .loc["R2"]
    )
    assert (order["when"], order["confidence"]) == ("2017-05-22", "sourced")
    assert "was due in national law on 22 May 2017" in " ".join(strong.text.split())
    assert "binds Switzerland" in joined["2012-01-01"] and "binds Switzerland since January 2012" in fair.text
    deposited, bound = (len(law.parties_on("2009-06-30", bound=b)) for b in (False, True))
    assert f"{deposited} states had deposited and {bound} were bound" in " ".join(fair.text.split())
    assert "six to 24 months" in asked["2014-12"]
    assert "in December 2014" in strong.text and "to take six to 24 months" in " ".join(strong.text.split())


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
    assert verdict[["C40", "R2"]].tolist() == ["confirmed", "in part"]
    views = tables.load("positions").set_index("position")
    for view, column, words in (
        ("regulatory", "evidence", "registration and permits"),
        ("regulatory", "evidence", "adverts on dedicated platforms with duties"),
        ("regulatory", "limit", "No agreed measure of the effect of such laws on exploitation"),
        ("abolitionist", "limit", "weakly carried out"),
        ("sex workers' rights", "limit", "sample chose itself"),
    ):
        assert words in views.loc[view, column], "the exercise on a view"
    assert "54 % more procedures" in views.loc["abolitionist", "evidence"]
    assert "54 % more procedures after 2016" in NOTES["debate"].answer
    _models_say(*NOTES["verdict"].models[1:])
    moved = tables.load("law_then_now").query("change == 'moved'")["changed_in"].item()
    return [
        *_tally_is_told(BETS["wrong-elsewhere"]),
        f"In {signed:%B %Y} the United States made",
        quoted("from 2014 to 2020", "us_adult_ads", "event", when=f"{audited:%Y-%m-%d}"),
        f"Look at {seized.year} in the lane",
        posed("You say 70 %, and it does not come true"),
        posed("the distance from 70 % to what happened"),
        re.compile(r"(?m)^0\.(?:3|49|09)$"),  # three options are bare numbers
        f"The distance is 0.7, and its square costs more than the {scoring.FIFTY_FIFTY**2:.2f}",
        posed("That is 0.3 squared"),
        f"The audit of {audited.year} reports",
        f"Since {moved:.0f} the French act",
        f"Since {moved:.0f} hosts in France",
    ]


REFERENCES = [r"Monthly Weather Review 78 \(1950\), 1–3", r"C-188/24"]

NAMED = {"timeline": "Kind · Jurisdiction", "then_and_now": "Evidence up to the end of"}
