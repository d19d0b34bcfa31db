"""The numbers that lesson 04 says."""

import re

import pandas as pd

from hosting_shift import content, explorers, law, tables
from hosting_shift.dates import full_date
from hosting_shift.law import liability
from prose.common import quoted, time

THEN, NOW = liability.years()
# Plain references: articles of codes, steps of the tree, cases, the two years that are compared.
REFERENCES = [
    r"\b[Aa]rticles? \d{3}-\d+\b",
    r"\b\d{3}(?:-\d+){1,2}\b",
    r"\b[NX][1-8]\b",
    r"\bart\. 6\(1\)",  # of the Digital Services Act
    r"\b[Aa]rticle 16\b",  # of the Digital Services Act
    r"-I-\d\b",  # of former article 6 of the LCEN
    r"\bFP\d\d\b",
    r"\bHost [AB]\b",
    rf"\b(?:{THEN}|{NOW})\b",
]


def day(year: int) -> str:
    """Return the day of the law of a year, as the lesson writes it."""
    return explorers.liability_navigator().widgets["year"].options[liability.years().index(year)][0]


def statement(name: str):
    """Return one statement of law."""
    return tables.load("legal_statements").set_index("id").loc[name]


def year_of(name: str) -> str:
    """Return the year in the date of a statement of law."""
    return re.search(r"\d{4}", statement(name)["in_force"])[0]


def lesson_says() -> list[str]:
    laws = tables.load("law_then_now").set_index("provision")
    assert laws.loc["CP 225-5", ["years_2009", "years_2026"]].tolist() == [7, 7]
    assert laws.loc["CP 225-7", ["years_2009", "years_2026"]].tolist() == [10, 10], "ten years"
    fate = laws["change"].value_counts()
    assert abs(fate["same"] - fate["changed"]) <= 2, "about as many stayed as changed"
    source = tables.load("sources").set_index("key").loc["S4"]
    assert "March 2007" in source["label"]
    assert laws.loc["CP 225-8", ["years_2009", "years_2026"]].tolist() == [20, 20], "three maxima, in the exercise"
    cases = content.asked("04").cases.values()
    assert len(cases) == 18 and max(case.level for case in cases) == 3, "eighteen cases in three levels"
    young = {
        case.id
        for case in cases
        if re.search(r"minor|year-old|is 1\d\b", f"{case.facts} {case.answer} {case.would_change}")
    }
    assert young == {"FP06", "FP07", "FP11"}, "the cases that the content note names"
    questions = tables.load("liability_tree").query("kind == 'question'")["step"].nunique()
    assert questions == 8, "a tree of eight questions"
    notice = explorers.notice_workshop("B").result.notices
    assert len(notice[NOW].needed) == 4 and notice[NOW].complete, "four things"
    assert len(notice[THEN].needed) == 6 > len(notice[NOW].needed), "the list of 2009 was longer"
    assert not notice[THEN].complete and content.bet("04", "two-laws").right == "today-only", "what the bet says"
    publisher = liability.actor_answers("publisher") | dict.fromkeys(("N1", "N2", "N7", "N8"), "yes")
    assert liability.walk(publisher, NOW).result.name == "X7", "the worked path"
    assert "N3" in liability.walk(publisher, NOW).names and publisher["N3"] == "no"
    shortened, moved = map(pd.Timestamp, ("2020-06-26", "2024-02-17"))
    assert full_date(shortened) in laws.loc["LCEN art. 6 (old I-2, I-3, I-5, I-7)", "note"]
    assert full_date(moved) in statement("04-host-now")["in_force"]
    ranking = re.search(r"\d+ June \d{4}", statement("04-ranking")["in_force"])[0]
    return [
        quoted("by 225-5", "legal_statements", "article", id="04-procuring"),
        time("04_who_is_liable"),
        law.texts.head_line("04"),
        f"in {source['label'][-10:]}",
        f"She names {statement('04-procuring')['article'].removeprefix('Code pénal, ').replace('art.', 'article')}",
        f"a judgment of June {ranking[-4:]} on the older Directive",
        quoted("the judgment of 16 June 2026", "legal_statements", "in_force", id="04-ranking"),
        quoted("AFP, 7 March 2007", key="S4"),
        quoted("26 January 2023", "legal_statements", "in_force", id="04-hidden-platform"),
        quoted("17 February 2011, no. 09-67.896", key="S16"),
        f"shortened in {shortened:%B %Y}",
        f"in {moved:%B %Y} the Digital Services Act",
    ]


def questions_say() -> list:
    assert year_of("04-host-now") == "2024" and "17 February 2024" in " ".join(
        tables.load("legal_statements")["in_force"]
    )
    laws = tables.load("law_then_now").set_index("provision")
    ended = tables.load("open_questions").set_index("question").loc["classifieds-appeal"]
    return [
        f"Since February {year_of('04-host-now')}",
        f"ended in {ended['evidence_month'].year}",
        f"the French act of {year_of('04-host-then')}",
        f"until {laws.loc['LCEN art. 6 (old I-2, I-3, I-5, I-7)', 'changed_in']}",
    ]


NAMED = {"liability_navigator": "Law as of"}
