"""Lesson 10: dates, the timeline, statements then and now, forecasts one by one, law with its date."""

import html
import re
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from matplotlib.figure import Figure

from harness import REPO
from hosting_shift import content, dates, explorers, law, tables
from hosting_shift.charts import lesson_10
from hosting_shift.explorers import score_yourself as make_forecasts
from hosting_shift.explorers import sealed_forecasts
from hosting_shift.model import scoring
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersFile
from hosting_shift.student.forecasts import Forecasts
from hosting_shift.ui.parts import EMPTY

TIMELINE = tables.load("timeline")
FORECASTS = tables.load("forecast_questions")
SCORED = FORECASTS[FORECASTS["answer"] != "open"]
MARKUP = "<img src=x onerror=alert(1)>"
TOLD = ["timeline", "then_and_now", "forecast_questions", "then_and_now_evidence"]
OURS = [*TOLD, "displacement_effects", "us_adult_ads", "positions"]


def module(name):
    return explorers.file_of(name)


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("when", "words", "years"),
    [
        ("2018-04-06", "6 April 2018", 2018 + 95 / 365),
        ("2009-07", "July 2009", 2009 + 195 / 365),
        ("2016", "2016", 2016.5),
        ("2024-12-31", "31 December 2024", 2024 + 365 / 366),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(when, words, years):
    assert dates.in_words(when) == words
    assert dates.years(when) == pytest.approx(years)


@pytest.mark.parametrize("when", ["", "2009-13", "2009-02-30", "6 April 2018", 2009, None, "09-07"])
def test_what_is_no_date_is_named(when):
    with pytest.raises(ValueError, match="expected a day, a month or a year"):
        dates.years(when)


@given(st.dates(pd.Timestamp("1990-01-01").date(), pd.Timestamp("2100-01-01").date()))
def test_days_keep_their_order_and_their_year(day):
    at = dates.years(day.isoformat())
    assert int(at) == day.year and dates.years(f"{day:%Y-%m}") == pytest.approx(at, abs=0.05)


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize("name", OURS)
def test_every_row_has_a_source_or_says_that_it_has_none(name):
    for row in tables.load(name).itertuples():
        none = getattr(row, "confidence", "") == "recalled" or (row.statement if name == "then_and_now" else "") in (
            "R3",
            "R4",
        )
        assert (row.sources == "") == none, f"{name}: {row}"


@pytest.mark.parametrize("name", ["timeline", "then_and_now_evidence", "us_adult_ads"])
def test_dates_are_dates_and_lie_in_the_years_of_the_lesson(name):
    assert all(2000 <= dates.years(when) < 2026 + 11 / 12 for when in tables.load(name)["when"])


def test_what_is_known_to_the_month_has_no_day():
    months = {when for when in TIMELINE["when"] if len(when) == len("2009-07")}
    assert months == {"2009-07", "2019-12"}


def test_the_timeline_is_in_order_and_agrees_with_the_other_tables():
    at = [dates.years(when) for when in TIMELINE["when"]]
    assert at == sorted(at)
    parties = tables.load("convention_parties").set_index("state")["in_force_date"]
    state = TIMELINE["event"].str.extract("Convention on Cybercrime in force for (?:the )?(.*)")[0].dropna()
    assert len(state) == 5
    assert parties[state].tolist() == pd.to_datetime(TIMELINE["when"][state.index]).tolist()
    counts = tables.load("convention_counts").query("kind == 'parties'").set_index("month")
    assert f"{counts.loc['2024-06', 'published']} parties" in TIMELINE.set_index("when")["event"]["2024-06-20"]


def test_open_items_are_not_told_as_settled():
    """The dossier's status checks: each stands among the open questions of lesson 10."""
    mine = tables.load("open_questions")
    mine = mine[["10" in lessons.split(";") for lessons in mine["lessons"]]]
    assert len(mine) == 7 and mine["evidence_month"].notna().all()
    single = TIMELINE[TIMELINE["confidence"] == "single source"]
    assert set(single["when"]) == {"2009-07", "2025-09-10"} and single["event"].str.contains("reported").all()
    text = " ".join(str(cell) for name in TOLD for cell in tables.load(name).to_numpy().flat)
    assert not re.search(r"United Nations Convention in force|exploitation (is|became) (an offence|law)", text)
    assert TIMELINE.set_index("when")["kind"]["2026-02-10"] == "bill"


def test_a_case_that_ended_without_trial_names_nobody_and_convicts_nobody():
    case = TIMELINE[TIMELINE["event"].str.contains("French classifieds site")]
    assert len(case) == 2 and not case["event"].str.contains("convict|guilty|Vivastreet").any()
    assert "as reported by a civil party" in case["event"].iloc[1]


def test_statements_take_their_words_from_the_claims():
    claims, told = tables.load("claims").set_index("claim"), tables.load("then_and_now")
    assert ((told["claim"] != "") != (told["then"] != "")).all(), "its words are the claim's, or its own"
    ours = told[told["claim"] != ""].set_index("claim")
    assert (ours["statement"] == ours.index).all()
    assert (ours["outlook"] == claims["outlook"][ours.index].replace("none", "statement")).all()
    deposited, bound = (len(law.parties_on("2009-06-30", bound=b)) for b in (False, True))
    assert f"{deposited} parties in mid-2009, {bound} of them bound" in ours.loc["C40", "now"]
    assert set(claims.index[claims["outlook"] != "none"]) <= set(ours.index), "every prediction is there"


def test_a_verdict_fits_its_evidence():
    evidence = tables.load("then_and_now_evidence").groupby("statement")["direction"].agg(set)
    need = {"confirmed": {"for"}, "wrong": {"against"}, "dated": {"against"}}
    for row in law.then_and_now().itertuples():
        found = evidence.get(row.statement, set())
        # a change of law alone shows neither that a statement holds nor that advice was followed
        assert found <= {"change"} if row.verdict == "unverifiable" else found, row.statement
        assert need.get(row.verdict, set()) <= found, row.statement


def test_both_figures_of_a_closed_range_stand_in_the_data_once_each():
    effects = tables.load("displacement_effects")
    index, words = (effects[effects["unit"] == unit] for unit in ("index, before = 100", "words only"))
    assert index["before"].tolist() == [100, 100, 100]
    assert words["after"].isna().all() and (words["recovery"] != "").all()


# ---------------------------------------------------------------- statements of law


LAW_WORDS = re.compile(
    r"\b\d{3}-\d+(?:-\d+)*\b|\b[Aa]rt(?:icle|icles|s?\.) \d+|\bUSC\b|Regulation \(EU\)|Directive \(EU\)"
)


def test_every_question_of_law_has_article_jurisdiction_date_and_source():
    for row in FORECASTS.itertuples():
        if LAW_WORDS.search(f"{row.text} {row.true_if} {row.evidence}") or row.article:
            assert row.article and row.jurisdiction and row.sources, row.question
            assert pd.notna(row.in_force) or row.answer == "open", row.question


def test_the_lesson_shows_the_statements_of_law_that_it_uses():
    notebook = nbformat.read(REPO / "notebooks/10_what_happened_next.ipynb", as_version=4)
    code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
    shown = re.findall(r'"([\w-]+)"', " ".join(re.findall(r"lesson\.law\(([^)]*)\)", code)))
    known = tables.load("legal_statements").set_index("id").loc[shown]  # raises if one is unknown
    assert shown and (known[["article", "jurisdiction", "in_force", "sources"]] != "").all(axis=None)
    # an article named in a question or a reply is one of those
    asked = content.questions("10")
    words = [question.text for question in asked]
    words += [text for question in asked for o in question.options for text in (o.text, o.reply)]
    hosts = known.loc[known["article"].str.contains("Digital Services Act"), "article"]
    for number in re.findall(r"[Aa]rticle (\d+) of the Digital Services Act", " ".join(words)):
        assert hosts.str.contains(rf"art\. {number}\b").any(), number


def test_the_lesson_says_the_scheme_as_the_audit_does():
    notebook = nbformat.read(REPO / "notebooks/10_what_happened_next.ipynb", as_version=4)
    (scheme,) = [c.source for c in notebook.cells if c.id == "rules"]
    rows = re.findall(r"(?m)^\| ([a-z ]+) \| (.+) \|$", scheme)[1:]
    assert dict(rows) == law.audit.MEANS and [verdict for verdict, _ in rows] == list(law.audit.MEANS)


# ---------------------------------------------------------------- the questions


def test_every_scored_question_has_a_test_a_deadline_and_a_day():
    assert SCORED["answer"].value_counts().to_dict() == {"yes": 5, "no": 5}
    assert (SCORED[["true_if", "evidence", "resolved", "told"]] != "").all(axis=None)
    assert (SCORED["deadline"] <= law.moment("reading")).all(), "nothing is scored before its time"
    for row in SCORED.itertuples():
        assert dates.years(row.resolved) <= dates.years(f"{row.deadline:%Y-%m-%d}") + 0.51


def test_every_open_question_says_when_and_how_it_will_be_settled():
    ahead = FORECASTS[FORECASTS["answer"] == "open"]
    assert len(ahead) == 5 and ahead["resolved"].eq("").all()
    assert ahead["deadline"].dt.year.between(2027, 2030).all()
    for row in ahead.itertuples():
        settled = int(re.search(r"20\d\d", row.resolves)[0])
        assert row.true_if and settled >= row.deadline.year, row.question


def test_answers_that_our_tables_give_are_theirs():
    asked = FORECASTS.set_index("question")
    assert len(law.parties_on("2019-06-30")) > 60, "at least 50 were asked, the evidence says more than 60"
    assert "26 had deposited" in asked["text"]["parties"] and len(law.parties_on("2009-06-30")) == 26
    parties = tables.load("convention_parties")
    members = parties[parties["european_union_2025"]]
    assert len(members) == 27 and members.loc[members["status"] != "party", "state"].tolist() == ["Ireland"]
    change = tables.load("law_then_now").set_index("provision")["change"]
    ours = {
        "parties": True,
        "ireland": False,
        "procuring": change["CP 225-5"] != "same",
        "minors": change["CP 225-7-1"] == "changed",
        "soliciting": change["CP 225-10-1"] != "repealed",
    }
    assert {name: asked["answer"][name] == "yes" for name in ours} == ours


def test_a_question_names_a_statement_of_2009_or_none():
    assert set(FORECASTS["claim"]) <= {*tables.load("claims")["claim"], *tables.load("then_and_now")["statement"], ""}


# ---------------------------------------------------------------- timeline, then and now


def test_filters_choose_and_the_sentence_counts():
    panel = explorers.timeline("law", "France")
    mine = TIMELINE.query("kind == 'law' and jurisdiction == 'France'")
    later = sum(dates.years(when) > 2009.5 for when in mine["when"])
    assert panel.result.chosen.sum() == len(mine) and panel.result.since == later
    assert f"{later} of them since July 2009" in panel.sentence
    panel.set(year=2016)
    assert "Act 2016-444" in panel.sentence and "Act 2016-731" in panel.sentence
    panel.set(year=2005)
    assert "In 2005: none" in panel.sentence


def test_jumping_goes_to_years_with_a_chosen_event_and_stops_at_the_ends():
    panel = explorers.timeline("report")
    earlier, later = panel.actions
    seen = []
    for way in [later] * 5 + [earlier]:
        panel.set(**way.change(panel.settings))
        seen.append(panel.settings["year"])
    assert seen == [2014, 2019, 2021, 2025, 2025, 2021]
    none = explorers.timeline("bill", "United Nations")
    assert module("timeline").jump(none.settings, 1) == {} and "0 events" in none.sentence


def test_near_events_of_a_lane_do_not_overlap():
    steps = lesson_10.spread([2000.0, 2000.1, 2000.1, 2004.0], [0, 0, 1, 0])
    assert steps.tolist() == [0, 1, 0, 0]


def test_the_words_of_a_year_fit_under_the_picture():
    compute, words = module("timeline").compute, module("timeline").words_of_year
    assert max(len(words(compute("all", "all", year)).splitlines()) for year in range(2000, 2027)) <= 8


def test_evidence_is_covered_until_its_year():
    panel = explorers.then_and_now("C39")
    panel.set(until=2010)
    assert panel.result.mine.empty and "holds no evidence" in panel.sentence
    assert "Today:" not in panel.sentence, "no verdict before all the evidence"
    panel.set(until=2013)
    assert "3 pieces of evidence" in panel.sentence and "7 August 2013" in panel.sentence
    panel.set(until=2026)
    assert "Today: contested." in panel.sentence
    compute, verdicts = module("then_and_now").compute, module("then_and_now").verdicts
    assert verdicts(panel.result) == law.then_and_now()["word"].tolist()
    then = compute("C39", 2015)
    assert verdicts(then).count("nothing yet") == len(law.then_and_now()) - then.evidence["statement"].nunique() > 0


def test_a_recommendation_that_is_no_claim_is_told_too():
    panel = explorers.then_and_now("R3")
    assert "Training should join law and technique." in panel.sentence
    assert "Today: no evidence." in panel.sentence and panel.table.empty


# ---------------------------------------------------------------- forecasts: sealed in 00, opened in 10


def lesson_of(answers):
    """As much of a lesson as a forecast needs."""
    return SimpleNamespace(number="10", answers=answers)


def opened(answers):
    return make_forecasts(lesson_of(answers))


@pytest.fixture
def forecasts(answers):
    return opened(answers)


@pytest.fixture
def sealing(answers):
    return sealed_forecasts(lesson_of(answers))


def play(forecasts, yes, no=None):
    """Answer every question `yes` percent, or `no` where the answer is no; open what is sealed. Return how many."""
    count = 0
    while forecasts.current is not None:
        answer = FORECASTS.set_index("question").loc[forecasts.current, "answer"]
        forecasts.open() if forecasts.sealed else forecasts.give(yes if no is None or answer != "no" else no)
        forecasts.go_on()
        count += 1
    return count


def test_lesson_00_asks_everything_and_shows_no_answer(answers, sealing):
    seen = []
    while sealing.current is not None:
        seen.append(sealing.current)
        sealing.seal(60)
        shown = f"{sealing._question.value} {sealing._said.value} {sealing.still()} {sealing.as_text()}"
        assert not any(escape(evidence) in shown for evidence in FORECASTS["evidence"])
    assert seen == [*SCORED["question"], *FORECASTS.loc[FORECASTS["answer"] == "open", "question"]]
    assert "10 of 10" in sealing.sentence and "5 of 5" in sealing.sentence
    record = answers.lesson("10")["forecast-parties"]
    assert record["kind"] == "forecast" and record["sealed"] is True and record["value"] == 60


def test_a_sealed_forecast_may_be_changed_until_it_is_opened_and_stands_from_then_on(answers, sealing):
    first = sealing.current
    sealing.seal(40)
    sealing._back.click()
    assert sealing.current == first and sealing._slider.value == 40
    sealing._slider.value = 70
    sealing._main.click()
    assert sealing.given == {first: 70}
    scored = opened(answers)
    assert scored.current == first and scored.sealed.value == 70 and scored.given == {}
    assert "You sealed 70 % on" in scored._question.value and scored._main.description == "Open the answer"
    scored._main.click()
    assert scored.given == {first: 70} and "You said <b>70 %</b>" in scored._card.value
    again = sealed_forecasts(lesson_of(AnswersFile(answers.path)))
    again._at = 0
    again._show()
    assert again._slider.disabled and "stands as it is" in again._question.value
    again.seal(5)
    assert again.given[first] == 70
    record = AnswersFile(answers.path).lesson("10")[f"forecast-{first}"]
    assert record["opened"] and record["sealed"] and record["sealed_on"] < record["when"]


def test_a_forecast_changed_after_lesson_01_was_begun_is_scored_as_changed_after_reading(answers, sealing):
    sealing.seal(0)  # parties: yes
    sealing.seal(10)
    answers.put("01", "question-01-recall-kind", "right", "something-worked-out")
    sealing._go(-2)
    sealing.seal(100)
    sealing.seal(10)  # unchanged: it stays as sealed before
    Forecasts(answers).seal("teams", 35)
    kept = answers.lesson("10")
    assert kept["forecast-parties"]["late"] is True, "stored"
    assert not any("late" in kept[f"forecast-{name}"] for name in ("procuring", "teams")), "no lesson tells the future"
    scored = opened(AnswersFile(answers.path))
    assert "counts as changed after reading" in scored._question.value
    scored.open()
    scored.go_on()
    assert "after reading" not in scored._question.value
    scored.open()
    assert scored.table["given"].tolist() == ["sealed or changed after reading", "sealed"]
    assert "Sealed before the course: 1 (score 0.01). Given or changed after reading" in scored.sentence


def test_forecasts_may_be_left_out_one_by_one_or_all(sealing):
    first = sealing.current
    sealing._main.click()
    assert "still empty" in sealing._said.value and sealing.current == first
    sealing._skip.click()
    assert sealing.current != first and sealing.given == {}
    sealing._later.click()
    assert sealing.current is None and "That is all" in sealing._question.value
    sealing._main.click()
    assert sealing.current == first, "they may be gone through again"


def test_what_is_given_in_lesson_10_counts_as_given_after_the_course(answers, sealing):
    sealing.seal(100)  # parties: yes
    forecasts = opened(answers)
    play(forecasts, 50)
    result = forecasts.result
    assert result.score_of(sealed=True) == 0 and result.score_of(sealed=False) == 0.25
    assert result.sealed == [True] + [False] * 9 and "Sealed before the course: 1 (score 0.00)" in forecasts.sentence
    assert forecasts.table["given"].tolist() == ["sealed"] + ["after the course"] * 9


def test_what_was_sealed_about_the_years_to_come_is_listed_with_how_it_will_be_settled(answers, sealing):
    sealing._later.click()
    Forecasts(answers).seal("teams", 35)
    forecasts = opened(answers)
    play(forecasts, 50)
    listed = html.unescape(forecasts._question.value)
    for row in FORECASTS[FORECASTS["answer"] == "open"].itertuples():
        assert row.text in listed and row.resolves in listed
    assert "35 %," in listed and listed.count("none yet") == 4


def test_a_question_that_is_settled_later_is_scored_for_those_who_sealed_it_and_asked_no_more(answers, monkeypatch):
    Forecasts(answers).seal("teams", 35)
    table, load = tables.load("forecast_questions"), tables.load
    table.loc[table["question"] == "teams", ["answer", "resolved"]] = "yes", "2029-04"
    monkeypatch.setattr(tables, "load", lambda name: table.copy() if name == "forecast_questions" else load(name))
    assert "teams" not in sealed_forecasts(lesson_of(answers))._names
    forecasts = opened(answers)
    play(forecasts, 50)
    assert forecasts.given["teams"] == 35 and forecasts.result.asked == 11


def test_two_windows_of_lesson_00_keep_the_first_and_say_so(answers):
    one, two = (sealed_forecasts(lesson_of(AnswersFile(answers.path))) for _ in range(2))
    one.seal(20)
    two.seal(95)
    assert "Another window" in two._said.value
    assert one.given == two.given == {"parties": 20}


def test_a_forecast_changed_in_another_window_is_shown_again_before_it_is_opened(answers):
    one = sealed_forecasts(lesson_of(answers))
    one.seal(20)
    scored = opened(AnswersFile(answers.path))
    one._back.click()
    one.seal(90)
    scored.open()
    assert scored.given == {} and scored.sealed.value == 90 and "Another window" in scored._card.value
    scored.open()
    assert scored.given == {"parties": 90}


def test_an_answer_of_before_december_2026_was_opened_when_it_was_given(answers):
    answers.put("10", "forecast-parties", "forecast", 80)
    answers.put("10", "forecast-networks", "forecast", 80)  # no longer asked
    forecasts = opened(answers)
    assert forecasts.given == {"parties": 80} and forecasts.table["given"].tolist() == ["after the course"]


def test_nothing_of_an_answer_is_shown_before_the_probability(answers, forecasts):
    shown = (forecasts._question, forecasts._card, forecasts._table, forecasts._sentence)
    for row in FORECASTS.itertuples():
        assert escape(row.evidence) not in " ".join(w.value for w in shown), row.question
    assert "counts as given after the course" in forecasts._question.value
    first = forecasts.current
    forecasts.give(80)
    forecasts.give(90)
    assert escape(FORECASTS.set_index("question").loc[first, "evidence"]) in forecasts._card.value
    assert answers.lesson("10")[f"forecast-{first}"]["value"] == 80
    assert forecasts.given[first] == 80, "an answer given stays given"


@pytest.mark.parametrize(
    ("yes", "no", "score", "words"),
    [
        (50, 50, 0.25, "the same as always fifty-fifty"),
        (100, 0, 0, "better than always fifty-fifty"),
        (0, 100, 1, "worse than always fifty-fifty"),
        (100, 100, 0.5, "you said more than came true"),
        (0, 0, 0.5, "you said less than came true"),
    ],
)
def test_fifty_fifty_scores_a_quarter_and_knowing_all_scores_nothing(yes, no, score, words):
    forecasts = make_forecasts()
    assert play(forecasts, yes, no) == len(SCORED)
    assert forecasts.result.score == pytest.approx(score)
    assert words in forecasts.sentence and "0.25" in forecasts.sentence
    assert "Score yourself. Above, dots" in forecasts.alt and forecasts.sentence in forecasts.alt


def test_an_invented_forecaster_fills_the_picture_until_one_of_ones_own_counts_and_comes_back_by_its_button(forecasts):
    assert forecasts.result.invented and "invented" in forecasts.sentence
    assert set(forecasts.table["given"]) == {"invented"} and len(forecasts.table) == forecasts.result.asked
    assert not set(forecasts.table["question"]) & set(FORECASTS["text"]), "it tells no answer of ours"
    forecasts.give(80)
    assert not forecasts.result.invented and "over 1 of" in forecasts.sentence
    forecasts._example.value = True
    assert forecasts.result.invented and list(forecasts.given.values()) == [80]
    forecasts._example.value = False
    assert not forecasts.result.invented


def test_a_question_left_out_is_shown_and_does_not_count(answers, forecasts):
    name = forecasts.current
    forecasts._skip.click()
    assert "left this one out" in forecasts._card.value
    assert forecasts.given == {} and forecasts.result.invented
    assert answers.lesson("10")[f"forecast-{name}"]["value"] == "left out"


def test_one_button_gives_and_goes_on_so_that_the_keyboard_keeps_its_place(forecasts):
    first = forecasts.current
    forecasts._main.click()
    assert forecasts.given == {} and "still empty" in forecasts._card.value, "nobody has moved the slider"
    forecasts._slider.value = 65
    forecasts._main.click()
    assert forecasts.given == {first: 65} and forecasts._main.description == "Next question"
    assert forecasts._slider.layout.display == "none" and not forecasts._main.disabled
    forecasts._main.click()
    assert forecasts.current != first and forecasts._slider.value == EMPTY
    assert forecasts._slider.layout.display == "" and forecasts._card.value == ""


def test_answers_come_back_and_the_questions_go_on_where_they_stopped(answers, forecasts):
    for percent in (20, 60, 90):
        forecasts.give(percent)
        forecasts.go_on()
    again = opened(AnswersFile(answers.path))
    assert list(again.given.values()) == [20, 60, 90]
    for kept in ("given", "current", "sentence", "png"):
        assert getattr(again, kept) == getattr(forecasts, kept), kept


def test_all_answered_says_so_and_a_reopened_lesson_shows_the_end(answers, forecasts):
    play(forecasts, 30)
    again = opened(AnswersFile(answers.path))
    assert again.current is None and "All questions are opened" in again._question.value
    assert again._main.layout.display == "none"
    again.give(50)  # nothing left to answer: nothing happens
    assert again.result.asked == len(again.result.questions)


@pytest.mark.parametrize("more", [{"value": v} for v in (MARKUP, 10_000, -1, True, None, [50])] + [{"sealed": "x"}])
def test_a_damaged_answer_is_asked_again(answers, more):
    name = FORECASTS.loc[0, "question"]
    answers.put("10", f"forecast-{name}", "forecast", **{"value": 50} | more)
    forecasts = opened(answers)
    assert name not in forecasts.given and forecasts.current == name and MARKUP not in forecasts.still()
    assert sealed_forecasts(lesson_of(answers)).given == {}


def test_a_probability_outside_the_scale_is_refused(forecasts, sealing):
    for ask in (forecasts.give, sealing.seal):
        with pytest.raises(ValueError, match="0 to 100 percent"):
            ask(101)


def test_the_table_and_the_answers_for_instructors_open_on_request(forecasts):
    assert forecasts._table.value == ""
    forecasts._as_table.value = True
    forecasts.give(70)
    assert "<td>70</td>" in forecasts._table.value, "the table follows"
    forecasts._all.value = True
    assert all(escape(evidence) in forecasts._table.value for evidence in SCORED["evidence"])
    assert len(forecasts.given) == 1, "looking scores nothing"


def test_every_reveal_says_what_happened_when_and_from_which_source(forecasts):
    labels = tables.load("sources").set_index("key")["label"]
    heads = {"yes": "It came true.", "no": "It did not come true."}
    points = {"yes": "<b>0.04</b>", "no": "<b>0.64</b>"}
    while forecasts.current is not None:
        row = FORECASTS.set_index("question").loc[forecasts.current]
        forecasts.give(80)
        sources = [escape(labels[key]) for key in filter(None, row["sources"].split(";"))]
        article = [escape(row["article"]), row["jurisdiction"]] if row["article"] else []
        for words in (heads[row["answer"]], points[row["answer"]], *sources, *article):
            assert words in forecasts._card.value
        forecasts.go_on()


def test_it_is_enlarged_for_a_projector_like_every_explorer(forecasts):
    at_rest, png = forecasts._image.value, forecasts.png
    forecasts._enlarge.value = True
    assert len(forecasts._image.value) > 1.5 * len(at_rest) and forecasts.png == png
    forecasts.give(80)
    assert "over 1 of" in forecasts._image.value, "the alternative text follows"
    forecasts._enlarge.value = False
    assert len(forecasts._image.value) < 1.5 * len(at_rest)


def test_on_paper_lesson_00_asks_with_room_to_write_and_lesson_10_folds_the_answers_away(forecasts, sealing):
    asked = html.unescape(sealing._repr_mimebundle_()["text/html"])
    assert all(row.text in asked and row.true_if in asked for row in FORECASTS.itertuples())
    assert asked.count("____ %") == len(FORECASTS)
    bundle = forecasts._repr_mimebundle_()
    open_, _, folded = bundle["text/html"].partition("<details>")
    for row in SCORED.itertuples():
        assert escape(row.text) in open_ and escape(row.true_if) in open_
        assert escape(row.evidence) not in open_ and escape(row.evidence) in folded
        assert row.text in bundle["text/plain"]
    assert re.search(r'<img [^>]*alt="[^"]{40,}"', bundle["text/html"])
    assert "always fifty-fifty (0.25)" in bundle["text/plain"]


def test_compute_and_draw_are_plain_functions():
    score = module("score_yourself")
    result, none = score.compute({"parties": 90, "ireland": 90, "teams": 90, "nonsense": 90}), score.compute({})
    assert result.questions == ["parties", "ireland"]
    assert result.running == pytest.approx([0.01, (0.01 + 0.81) / 2])
    assert result.score == scoring.brier([0.9, 0.9], [True, False])
    for drawing in score.draw(Figure()):
        drawing.move(result)
        drawing.move(none)
        assert drawing.moving
    assert len(score.tabulate(result)) == 2 and score.tabulate(none).empty


def test_the_lesson_shows_it_with_a_question_under_it(answers, monkeypatch):
    shown = []
    monkeypatch.setattr(Screen, "explorer", lambda self, e, holder, before="", said="", asked="": shown.append(holder))
    lesson = lessons.Lesson("10", answers)
    forecasts = explorers.score_yourself(lesson)
    lesson.show(forecasts, ask="10-read-calibration")
    assert shown[0].children[0] is forecasts.widget


# ---------------------------------------------------------------- rows in full


def test_rows_are_shown_whole_with_title_source_and_escaped(answers, monkeypatch):
    shown = []
    monkeypatch.setattr(Screen, "show", lambda self, children, text, **_: shown.append((children, text)))
    frame = pd.DataFrame({"strongest_point": [MARKUP + "long " * 60], "n": [1]})
    lessons.Lesson("10", answers).rows(frame, "Three <views>", "positions")
    [(children, text)] = shown
    value = children[0].value
    assert "hs-whole" in children[0]._dom_classes, "no row may hide below the fold"
    assert "strongest point" in value and "long " * 60 in value and MARKUP not in value
    assert "Three &lt;views&gt;" in value and "strongest point" in text
    assert tables.cite("positions").split(" · ")[0] in html.unescape(value)
