"""The numbers that lesson 01 says."""

import re

from hosting_shift import law, tables
from hosting_shift.words import percent
from prose.common import posed, quoted, time

CLAIMS = law.claims().set_index("claim")
BY_KIND = law.claims_by_kind()
LAW, FIGURE = BY_KIND.loc["law"], BY_KIND.loc["figure"]
GRAVE = CLAIMS[CLAIMS["severity"] == CLAIMS["severity"].max()]
GLOSSARY = tables.load("glossary").set_index("french")
SOURCES = tables.load("sources").set_index("key")

REFERENCES = [r"\bC\d\d\b", r"art\. \d[\d-]*", r"C-188/24", r"\(Cohen 1960\)"]


def share(part: int, whole: int) -> str:
    return f"{part} ÷ {whole} = {percent(part / whole, 0)}"


def lesson_says() -> list[str]:
    links = law.claims(theme="links with other crime")
    years = re.search(r"from (\d{4}) to (\d{4})", GLOSSARY.loc["racolage", "meaning"])
    found = links["verdict"].value_counts()
    assert found.to_dict() == {"unverifiable": 2, "dated": 1, "confirmed": 1}, "of the four"
    assert len(law.claims_to_sort()) == 12, "twelve claims"
    assert (CLAIMS["confidence"] == "recalled").sum() == 2, "two from memory"
    assert len(law.audit.VERDICTS) == 6, "one in six, blindly"
    assert LAW["claims"] - LAW["checked"] == 3, "the three others"
    assert "five arrests" in CLAIMS.loc["C47", "finding"] and "two in" in CLAIMS.loc["C47", "finding"]
    assert CLAIMS.loc["C47", "text"].startswith("Nine"), "nine arrests in one, seven in the other"
    assert "225-10-1" in GLOSSARY.loc["racolage", "reference"]
    assert LAW["confirmed"] / LAW["claims"] < 0.5, "under half held as they stand"
    assert FIGURE["confirmed"] == 0 and set(GRAVE["kind"]) == {"law"}
    heard = CLAIMS["speaker"].value_counts()
    assert heard[["police, as reported", "suspect, as reported"]].tolist() == [1, 1], "heard only through it"
    assert "alone carries seven" in CLAIMS.loc["C11", "finding"], "seven years or ten"
    by_line = re.search(r"by-line of (\d{4})", CLAIMS.loc["C03", "finding"])[1]
    assert SOURCES.loc["S84", "year"] == by_line
    abroad = (GRAVE["theme"] == "places and borders").sum()
    confirmed = LAW["confirmed"]
    return [
        time("01_reading_the_source"),
        law.texts.head_line("01"),
        f"gave all {len(CLAIMS)} claims a verdict",
        posed("1 is always the same, 0 what blind choice"),
        f"her own by-line of {by_line}",
        f"the text into {len(CLAIMS)} claims",
        f"Now all {len(CLAIMS)} claims",
        f"{share(LAW['checked'], LAW['claims'])} of the claims of law could be checked",
        f"{share(FIGURE['checked'], FIGURE['claims'])} of the figures",
        f"{confirmed} of {LAW['claims']} claims of law are confirmed",
        f"in France from {years[1]} to {years[2]} (former article 225-10-1",
        quoted("a tool of March 2007", "claims", "finding", claim="C32"),
        f"Severity {CLAIMS['severity'].max()} means: wrong",
        f"{abroad} of {len(GRAVE)}. All three make the law elsewhere emptier",
        posed("articles 113-2, 225-5 to 225-10-1"),  # plain references
    ]


def questions_say() -> list:
    return [
        f"Of the {LAW['claims']} claims of law the audit could check {LAW['checked']}",
        f"also makes {FIGURE['claims']} claims that are figures",
        quoted("an offence from 2003", "glossary", "meaning", french="racolage"),
    ]


NAMED = {"sort_it_yourself": "Judge this claim · Next claim · Show as table", "claims_explorer": "Kind · law"}
