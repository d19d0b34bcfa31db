"""No statement claims a later day than the text behind it: the guard over every "as of" of the course."""

import re

import pandas as pd
import pytest

from harness import REPO
from harness.lesson_files import LESSONS, cells, prose, read
from hosting_shift import content, law, tables
from tools import pages, watch

TEXTS = tables.load("law_texts")
SOURCES = tables.load("sources").set_index("key")
LAW = [
    "legal_statements",
    "law_then_now",
    "liability_tree",
    "notice_results",
    "liability_actors",
    "cooperation",
    "jurisdiction_grounds",
    "levers",
    "open_questions",
    "forecast_questions",
    "provisions",
    "provision_elements",
]
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNDATED = "text of {} in an undated copy, later changes not checked"  # how a text without a last day is dated
DAY = rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}"
# A text may set a day to come ("applies since", "due on"); nobody may say that something was so on a later day.
SET_BY_THE_TEXT = re.compile(
    rf"(?:[Ss]ince|[Ff]rom|until|before|due on|by|[Tt]hen,?|replaced it on|raised on|added on|amended on|on) ?(?={DAY})"
)
SAID_TO_BE_SO = re.compile(
    rf"(?:as of|read (?:as of|on)|in the state of|[Cc]ode (?:pénal )?(?:on|of)|in force on|and on) ({DAY})"
)


def days_said(text: str) -> list[pd.Timestamp]:
    """Return the days on which a text says that the law was so."""
    return [pd.Timestamp(day) for day in SAID_TO_BE_SO.findall(text)]


def newest(keys: str) -> pd.Timestamp:
    """Return the newest day that any of the sources vouches for: the state of a text of law, else the year's end."""
    days = [law.texts.as_of(keys)]
    for key in filter(None, keys.split(";")):
        if key not in set(TEXTS["source"]) and (year := re.findall(r"\d{4}", SOURCES.loc[key, "year"])):
            days.append(pd.Timestamp(int(year[-1]), 12, 31))
    return max((day for day in days if pd.notna(day)), default=pd.NaT)


def too_late(name: str) -> list[tuple[str, str]]:
    """Return (row, day) wherever a row of a table says that something was so after its newest state."""
    found = []
    for row in tables.load(name).to_dict("records"):
        limit = newest(row["sources"])
        for text in (value for value in row.values() if isinstance(value, str)):
            found += [(str(next(iter(row.values()))), str(day.date())) for day in days_said(text) if not day <= limit]
    return found


@pytest.mark.parametrize("name", [*LAW, "timeline", "then_and_now", "claims"])
def test_no_row_says_that_the_law_was_so_after_the_state_of_its_text(name):
    assert too_late(name) == []


def test_the_guard_sees_what_the_course_said_before():
    assert days_said("unchanged since 2003; read as of 2 April 2026") == [pd.Timestamp("2026-04-02")]
    assert days_said("It was not in the Code pénal on 2 April 2026.") == [pd.Timestamp("2026-04-02")]
    assert len(days_said("in force on 21 June 2009 and on 2 April 2026")) == 2
    assert days_said("applies since 18 August 2026; decision of 18 May 2022") == []
    assert law.texts.as_of("L1") >= law.texts.as_of("L1b") > law.moment("article")


def test_every_text_of_law_that_was_read_has_its_state():
    texts = {"official text", "copy of an official text", "case", "comment"}
    for name in LAW:
        for keys in tables.load(name)["sources"]:
            for key in filter(None, keys.split(";")):
                source = SOURCES.loc[key]
                read_ = not source["what_was_read"].startswith("not read")
                if source["kind"] in texts and read_:
                    assert key in set(TEXTS["source"]), f"{name}: {key} was read as law; say its state in law_texts"


def test_states_are_possible_days():
    both = TEXTS.dropna(subset=["state_from", "state_to"])
    assert (both["state_from"] <= both["state_to"]).all()
    known = TEXTS.dropna(subset=["state_to"])
    assert (known["state_to"] <= known["read_on"] + pd.Timedelta(days=32)).all(), "no state is of a day to come"
    assert (TEXTS["read_on"] <= law.moment("reading")).all() and (TEXTS["check_by"] > TEXTS["read_on"]).all()
    assert TEXTS["established"].str.len().gt(5).all()


@pytest.mark.parametrize(
    "name", ["open_questions", "forecast_questions", "timeline", "then_and_now_evidence", "us_adult_ads"]
)
def test_no_evidence_is_younger_than_its_sources(name):
    """A day that a text sets for itself (an act that applies from then on) may come later than the text."""
    column = {"open_questions": "evidence_month", "forecast_questions": "resolved"}.get(name, "when")
    for row in tables.load(name).to_dict("records"):
        if row["sources"] and str(row[column]) not in ("", "NaT"):
            said = pd.Period(str(row[column])[:7], "M").start_time
            words = " ".join(str(value) for value in row.values())
            set_by_text = re.search(r"appl(?:y|ies)|due to", words)
            assert set_by_text or said <= newest(row["sources"]), (name, row)


BODIES = TEXTS.set_index("source")["body"]


def head(lesson: str) -> str:
    """Return what stands in a lesson under "Law as of"."""
    cell = next(cell for cell in read(next(n for n in LESSONS if n[:2] == lesson)).cells if cell.id == "at-a-glance")
    return re.search(r"(?m)^\| Law as of \| (.*) \|$", cell.source)[1]


def shown_in(lesson: str) -> pd.DataFrame:
    """Return the statements of law that a lesson shows."""
    rows = tables.load("legal_statements")
    return rows[[lesson in lessons.split(";") for lessons in rows["lessons"]]]


def of_today(lesson: str) -> dict[str, str]:
    """Return {law: how its state is said} under "Today" in a head."""
    said = head(lesson).partition("Today, as last read: ")[2]
    return {
        body: words for bodies, words in re.findall(r"([^.:]+): ([^.]+)\.", said) for body in bodies.strip().split(", ")
    }


@pytest.mark.parametrize("lesson", [name[:2] for name in LESSONS])
def test_a_lesson_s_head_is_computed_and_names_every_law_that_it_shows(lesson):
    assert head(lesson) == law.texts.head_line(lesson), "run make pages"
    code = "\n".join(cell.source for cell in cells(read(next(n for n in LESSONS if n[:2] == lesson)), "code"))
    looked_up = [name for name in re.findall(r'lesson\.table\("(\w+)"', code) if "sources" in tables.load(name)]
    keys = [*shown_in(lesson)["sources"], *(keys for name in looked_up for keys in tables.load(name)["sources"])]
    laws = {BODIES[key] for row in keys for key in row.split(";") if key in BODIES}
    assert [body for body in laws if body not in head(lesson)] == []


@pytest.mark.parametrize("lesson", [name[:2] for name in LESSONS])
def test_no_head_claims_a_later_day_than_the_oldest_article_that_its_lesson_shows(lesson):
    """A text read later, or a page about the law, says nothing about an article that was read in an older text."""
    said, article = of_today(lesson), law.moment("article")
    today = shown_in(lesson).query("not id.str.endswith('-then')")
    for row in today.itertuples():
        for body in {BODIES[key] for key in row.sources.split(";") if key in BODIES} & set(said):
            mine = TEXTS[TEXTS["source"].isin(row.sources.split(";")) & TEXTS["body"].eq(body)]
            state = law.texts.as_of(";".join(mine["source"]))
            of_then = mine["state_to"].notna().any() and article <= state <= article + pd.DateOffset(years=1)
            if "Court" not in body and "courts" not in body and not of_then:
                day = re.search(DAY, said[body])
                assert (pd.Timestamp(day[0]) if day else pd.Timestamp(int(said[body][-4:]), 1, 1)) <= state, row.id


@pytest.mark.parametrize("lesson", [name[:2] for name in LESSONS])
def test_a_law_read_in_its_text_of_2009_only_is_not_among_those_of_today(lesson):
    added = tables.load("lessons").set_index("lesson").loc[lesson, "law"].split(";")
    keys = [key for row in shown_in(lesson).query("not id.str.endswith('-then')")["sources"] for key in row.split(";")]
    of_then = TEXTS["state_from"].le("2009-06-30") & TEXTS["state_to"].between("2009-06-30", "2010-06-30")
    later = TEXTS[~of_then]
    read_later = set(later.loc[later["source"].isin([*keys, *added]), "body"])
    assert set(of_today(lesson)) <= read_later


def test_what_the_heads_said_too_much_or_left_out():
    assert "in that state only: Code de procédure pénale." in head("08") and "Code" not in " ".join(of_today("08"))
    assert of_today("08")["Convention on Cybercrime"] == UNDATED.format("1 July 2004")
    assert of_today("03")["Court of Justice"] == "2 December 2025"
    assert of_today("03")["Digital Services Act"] == of_today("09")["Digital Services Act"] == "as published in 2022"
    assert {"Slovak Penal Code", "Extradition Convention", "Directive 2004/80"} <= set(of_today("06"))
    assert "Swiss Criminal Code" in of_today("02")


def test_a_page_about_a_law_does_not_make_its_text_younger():
    deadline = law.texts.as_of("STATUS2026")  # an undated page on the deadline of a directive
    regulation = "Regulation on electronic evidence"
    assert all(law.texts.state_of(regulation, lesson) < deadline for lesson in ("06", "08", "09", "10"))
    assert law.texts.state_of("Court of Justice", "04") < law.texts.as_of("SCL"), "a page on a judgment"


def test_no_other_day_stands_beside_as_of():
    """Heads are computed; elsewhere a day beside "as of" would age by itself."""
    texts = {f"lesson {name}": "\n".join(c.source for c in cells(read(name), "markdown")) for name in LESSONS}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in (REPO / "data" / "cards").glob("*.toml")}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in content.FOLDER.glob("lesson_*.toml")}
    article = law.moment("article")
    for where, text in texts.items():
        text = re.sub(r"(?m)^\| Law as of \|.*$", "", text)
        assert [day for day in days_said(text) if day > article] == [], where


def test_what_a_statement_shows_is_the_state_of_its_text():
    row = tables.load("legal_statements").set_index("id").loc["04-procuring"]
    assert law.texts.as_of(row["sources"]) == law.texts.state_of("Code pénal", "04")
    assert law.texts.as_of("") is pd.NaT and law.texts.as_of("DSA") is pd.NaT, "a text not read has no state"
    with pytest.raises(ValueError, match="no law of today in this lesson 'Code penal'"):
        law.texts.state_of("Code penal", "04")


def test_a_text_without_a_last_day_is_dated_by_its_first_and_one_of_2009_by_the_article():
    keys = tables.load("legal_statements").set_index("id").loc["07-keep", "sources"]
    assert law.texts.as_of_in_words(keys) == UNDATED.format("1 July 2004")
    assert law.texts.as_of_in_words("S76") == UNDATED.format("1 July 2014"), "a note with a date"
    assert law.texts.as_of_in_words("L1;CETS185") == law.texts.as_of_in_words("L1") == "state of 10 June 2026"
    assert law.texts.as_of_in_words("L3") == law.texts.as_of_in_words("L1b") == "state of 30 June 2009"
    assert law.texts.as_of_in_words("L9") == "state of 1 April 2010", "it does not reach back to the article"
    assert law.texts.as_of_in_words("DSA") == ""


# ---------------------------------------------------------------- help, and what to look at again


def test_help_lines_are_sourced_recent_and_stand_in_the_lessons():
    lines = tables.load("help_lines")
    assert (lines["sources"] != "").all() and not lines.to_string().count("recalled")
    numbers = set(lines["reach"])
    assert {"112", "116 000", "116 006", "116 111"} <= numbers
    assert {"France", "Belgium", "Switzerland"} <= set(lines["country"])
    for name in LESSONS:
        for cell in read(name).cells:
            if cell.id == "help-lines":
                assert all(reach in cell.source for reach in numbers) and "recalled" not in cell.source
    with_help = [name for name in LESSONS if any(cell.id == "help-lines" for cell in read(name).cells)]
    assert [name[:2] for name in with_help] == ["00", "03"]
    assert pages.help_lines("Words.").startswith("Words.\n\n| where |")


def test_nobody_in_need_reads_that_something_is_recalled():
    for name in LESSONS:
        for cell in cells(read(name), "markdown"):
            if re.search(r"\bhelp\b.*\bcall\b|emergency", prose(cell.source)):
                assert "recalled" not in cell.source, (name, cell.id)


def test_what_is_to_be_looked_at_again_is_listed_when_it_is_due():
    every = watch.items()
    assert every == sorted(every, key=lambda item: (item.check_by, item.what)) and len(every) > 100
    assert all(item.what and item.evidence and item.search and item.where for item in every)
    kinds = {item.what.split(":")[0].split(" ")[0] for item in every}
    assert {"open", "table", "Code"} <= kinds
    first = every[0].check_by
    assert watch.due(first)[0] == every[0] and watch.due(first - pd.Timedelta(days=1)) == []
    moving = [item for item in every if item.what.startswith("open")]
    code = next(item for item in every if "(L1)" in item.what)
    assert all(item.check_by < code.check_by for item in moving), "what moves comes before the codes"
    assert re.search(r"\d+ rows hang on it", code.evidence)
