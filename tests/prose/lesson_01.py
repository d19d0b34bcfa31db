"""The numbers that lesson 01 says."""

import re

from hosting_shift import law, tables
from hosting_shift.words import percent
from prose.common import posed, quoted, time

CLAIMS = law.claims().set_index("claim")
BY_KIND = law.claims_by_kind()
LAW, FIGURE = BY_KIND.loc["law"], BY_KIND.loc["figure"]
GRAVE = CLAIMS[CLAIMS["severity"] == CLAIMS["severity"].max()]
READERS = law.readers()
GLOSSARY = tables.load("glossary").set_index("french")
SOURCES = tables.load("sources").set_index("key")

REFERENCES = [r"\bC\d\d\b", r"art\. \d[\d-]*", r"C-188/24", r"\(Cohen 1960\)"]


def share(part: int, whole: int) -> str:
    return f"{part} ÷ {whole} = {percent(part / whole, 0)}"


def lesson_says() -> list[str]:
    years = re.search(r"from (\d{4}) to (\d{4})", GLOSSARY.loc["racolage", "meaning"])
    assert len(law.claims_to_sort()) == 12, "twelve claims"
    assert (CLAIMS["confidence"] == "recalled").sum() == 2, "two from memory"
    assert len(law.audit.VERDICTS) == 6, "one in six, if each were as common"
    used = [CLAIMS[f"reader_{one}"].isin(["confirmed", "unverifiable"]).mean() for one in (1, 2)]
    assert min(used) > 0.5, "more than half are one of two verdicts"
    assert len(READERS.differ) == 5 and set(CLAIMS.loc["C30", ["reader_1", "reader_2"]]) == {"wrong", "in part"}
    assert "five arrests" in CLAIMS.loc["C47", "finding"] and "two in" in CLAIMS.loc["C47", "finding"]
    assert CLAIMS.loc["C47", "text"].startswith("Nine"), "nine arrests in one, seven in the other"
    contradicted = CLAIMS[(CLAIMS["kind"] == "figure") & CLAIMS["checked"]]
    assert set(contradicted["verdict"]) == {"contested"} and set(contradicted["sources"]) == {"S3"}
    assert "225-10-1" in GLOSSARY.loc["racolage", "reference"] and "art. 113-2" in CLAIMS.loc["C16", "finding"]
    assert LAW["confirmed"] / LAW["claims"] < 0.5, "fewer than half are confirmed"
    found = CLAIMS[(CLAIMS["kind"] == "law") & CLAIMS["checked"] & (CLAIMS["verdict"] != "confirmed")]
    assert set(found["verdict"]) == {"wrong", "in part"}, "the others were found wrong, or right in part"
    assert FIGURE["confirmed"] == 0 and set(GRAVE["kind"]) == {"law"} and len(GRAVE) == 4, "all four are law"
    heard = CLAIMS["speaker"].value_counts()
    assert heard[["police, as reported", "suspect, as reported"]].tolist() == [1, 1], "heard only through it"
    by_line = re.search(r"by-line of (\d{4})", CLAIMS.loc["C03", "finding"])[1]
    assert SOURCES.loc["S84", "year"] == by_line
    severity = CLAIMS["severity"]
    agreed, chance = round(100 * READERS.share), round(100 * READERS.by_chance)
    assert round((agreed - chance) / (100 - chance), 1) == round(READERS.kappa, 1), "as from the rounded shares"
    return [
        time("01_reading_the_source"),
        law.texts.head_line("01"),
        f"Each gave all {len(CLAIMS)} claims a verdict",
        f"the whole text into {len(CLAIMS)} claims",
        f"Now all {len(CLAIMS)} claims",
        f"her own by-line of {by_line}",
        quoted("it brought 3 million euros a month", "claims", "text", claim="C53"),
        f"which lifts chance to {percent(READERS.by_chance, 0)}",
        f"agree on {READERS.same} of {READERS.of} claims, {percent(READERS.share, 0)}",
        f"({agreed} − {chance}) ÷ (100 − {chance}), or {READERS.kappa:.1f}",
        f"{share(LAW['checked'], LAW['claims'])} of the claims of law could be checked",
        f"{share(FIGURE['checked'], FIGURE['claims'])} of the figures",
        f"{LAW['confirmed']} of {LAW['claims']} claims of law are confirmed",
        f"in France from {years[1]} to {years[2]} (former article 225-10-1",
        f"runs from {severity.min()} to {severity.max()}, where {severity.max()} misleads",
        f"How many claims have severity {severity.max()}",
        posed("articles 113-2, 225-5 to 225-10-1"),  # plain references
    ]


def questions_say() -> list:
    confirmed, checked = BY_KIND["confirmed"].sum() / len(CLAIMS), BY_KIND["checked"].sum() / len(CLAIMS)
    assert round(3 * confirmed, 1) == 1 and 0.7 < checked < 0.8, "a third is confirmed, three quarters were checked"
    assert (CLAIMS["speaker"] == "magazine").sum() > 20, "many claims are the magazine's"
    assert (CLAIMS["kind"] == "prediction").sum() == 2, "there are only two predictions"
    return [quoted("an offence from 2003", "glossary", "meaning", french="racolage")]


NAMED = {
    "sort_it_yourself": "Judge this claim · Show as table",
    "claims_explorer": "Kind · law",
    "two_readers": "Show as table",
}
