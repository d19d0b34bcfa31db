"""What two places tell, they tell the same way: the kinds of contradiction that an audit of November 2026 found."""

import re

import pandas as pd
import pytest

from hosting_shift import content, law, tables
from hosting_shift.dates import full_date

STATEMENTS = tables.load("legal_statements").set_index("id")
INSTRUMENTS = tables.load("cooperation").set_index("instrument")
TIMELINE = tables.load("timeline")
SOURCES = tables.load("sources").set_index("key")
UNREAD = set(SOURCES.index[SOURCES["what_was_read"].str.startswith("not read")])
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
ARTICLES = re.compile(r"\d+(?:-[IVX]+)?(?:-\d+)*")


def test_a_claim_is_no_surer_than_the_claim_it_rests_on():
    """Nobody can confirm what a judgment held if nobody found the judgment."""
    claims = tables.load("claims").set_index("claim")
    rests = claims[claims["rests_on"] != ""]
    assert len(rests) >= 2
    for row in rests.itertuples():
        if claims.loc[row.rests_on, "verdict"] == "unverifiable":
            assert row.verdict == "unverifiable", f"{row.Index} rests on {row.rests_on}"


@pytest.mark.parametrize(
    ("statement", "instrument", "column", "words"),
    [
        (
            "06-production",
            "electronic_evidence_order",
            "condition",
            ["established", "represented", "wherever|Where the data"],
        ),
        ("06-production", "electronic_evidence_order", "outside", ["offer services in the Union"]),
        ("04-orders", "platform_order", "condition", ["[Nn]ational"]),
        ("06-origin", "platform_order", "hangs_on", ["named service"]),
        ("06-swiss-nationals", "extradition_1957", "note", ["consent"]),
    ],
)
def test_an_instrument_s_reach_is_told_alike_in_its_statement_and_in_its_row(statement, instrument, column, words):
    said, row = STATEMENTS.loc[statement, "statement"], INSTRUMENTS.loc[instrument, column]
    for word in words:
        assert re.search(word, said) and re.search(word, row), (statement, instrument, word)


def test_a_time_limit_is_told_alike_in_its_statement_and_in_its_row():
    limit = INSTRUMENTS.loc["electronic_evidence_order"]
    assert f"{limit['limit']:.0f} {limit['limit_unit']}" in STATEMENTS.loc["06-production", "statement"]
    order = INSTRUMENTS.loc["investigation_order"]
    first, most, then = map(int, re.findall(r"(\d+) (?:days to recognise|more|to carry)", order["limit_note"]))
    assert (first, most, then) == (30, 30, 90) and first + then == order["limit"]


def test_the_tree_names_no_article_that_its_statements_lack():
    for row in tables.load("liability_tree").itertuples():
        mine = STATEMENTS.loc[row.statements.split(";"), "article"]
        carried = set(ARTICLES.findall(" ".join(mine)))
        basis = set(ARTICLES.findall(re.sub(r"\(\d{4}\)|C-|\d{1,2} \w+ \d{4}", " ", row.basis)))
        assert basis - {"225-8"} <= carried | {"324", "188"}, (row.year, row.step, basis - carried)


def test_an_event_has_one_day_wherever_it_is_told():
    """A decision, judgment or act that two tables date has the same date in both."""
    named = {  # a pattern that only this event matches
        "Russmedia": r"Russmedia",
        "M.A. and Others": r"M\.A\. and Others",
        "WebGroup": r"WebGroup",
        "L'Oréal": r"L'Oréal",
        "webcam": r"webcam",
        "Dart": r"Dart v\. Craigslist",
        "Woodhull": r"Woodhull",
        "2004-496": r"2004-496",
    }
    tables_ = {name: tables.load(name) for name in ("timeline", "us_adult_ads", "legal_statements")}
    for event, pattern in named.items():
        days = set()
        for name in ("timeline", "us_adult_ads"):
            hit = tables_[name][tables_[name]["event"].str.contains(pattern)]
            days |= set(hit["when"])
        assert len(days) == 1, (event, days)
        (when,) = days
        for row in tables_["legal_statements"].itertuples():
            if re.search(pattern, f"{row.statement} {row.article}") and "case law" in row.in_force:
                written = f"{pd.Timestamp(when).day} {pd.Timestamp(when):%B %Y}"
                assert written in f"{row.in_force} {row.article}", (event, row.id)


def test_when_an_article_entered_the_code_is_told_alike():
    under_15 = TIMELINE[TIMELINE["event"].str.contains("225-7-1 enters")]["when"].item()
    day = pd.Timestamp(under_15)
    assert f"published on {day.day} {day:%B %Y}" in STATEMENTS.loc["04-under-15", "in_force"]
    note = tables.load("law_then_now").set_index("provision").loc["CP 225-7-1", "note"]
    assert f"{day.day} {day:%B %Y}" in note


def test_a_note_does_not_contradict_the_cell_beside_it():
    """ "Even without exploitation", and a note that speaks of exploitation, need the mark contested."""
    for row in tables.load("procuring_models").itertuples():
        if row.third_parties == "even without exploitation" and re.search(r"exploitation|grey area", row.note):
            assert row.contested, f"{row.iso3}: {row.note}"


def test_a_reservation_that_is_told_is_the_one_that_is_computed():
    """Article 29(4): who reserved it stands in one regime, and the statement of the instrument names some of them."""
    reserved = law.regime_states("checks_preservation", law.moment("reading"))
    told = INSTRUMENTS.loc["convention_preservation", "condition"]
    for code in ("CHE", "SVK"):
        assert code in reserved and law.state_name(code) in told
    assert "CZE" not in reserved and "FRA" not in reserved


def test_no_law_on_minors_is_called_a_petty_matter():
    every = [tables.load(name).to_string() for name in tables.names()]
    every += [path.read_text(encoding="utf-8") for path in content.FOLDER.glob("lesson_*.toml")]
    assert not any("petty offence" in text.casefold() for text in every)


def test_no_defendant_is_named():
    sources = tables.load("sources")
    assert not sources[["label", "address"]].apply(lambda texts: texts.str.contains(r"Lacey|_v\._")).any(axis=None)


def test_the_publisher_s_own_part_in_the_cases_is_told_where_they_are():
    from harness.lesson_files import LESSONS, cells, read

    for number in ("01", "04", "10"):
        name = next(name for name in LESSONS if name.startswith(number))
        words = " ".join(c.source for c in cells(read(name), "markdown"))
        assert re.search(r"publisher is [^.]{0,60}\ba party|association is a party", words), name


@pytest.mark.parametrize("table", ["legal_statements", "law_then_now", "cooperation", "timeline"])
def test_what_is_marked_sourced_was_read_and_calls_no_part_of_itself_recalled(table):
    for row in tables.load(table).to_dict("records"):
        recalled = [name for name, cell in row.items() if name != "confidence" and "recalled" in str(cell)]
        assert row["confidence"] != "sourced" or not recalled, (next(iter(row.values())), recalled)
        unread = [key for key in row["sources"].split(";") if key in UNREAD]
        assert row["confidence"] != "sourced" or not unread, (next(iter(row.values())), unread)


@pytest.mark.parametrize(
    ("question", "statement"), [("minors", "04-under-15"), ("soliciting", "04-soliciting-then"), ("echr", "04-buyer")]
)
def test_a_forecast_card_says_the_day_in_force_and_not_the_day_of_signing(question, statement):
    day = tables.load("forecast_questions").set_index("question").loc[question, "in_force"]
    assert full_date(day) in STATEMENTS.loc[statement, "in_force"]
