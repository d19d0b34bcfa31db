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
    begun = re.search(r"from (\d{4}) to", GLOSSARY.loc["racolage", "meaning"])[1]
    changed = tables.load("timeline").query("when == '2003-03-18'")["event"].str.cat()
    assert begun == "2003" and "a délit, even passive; until then a contravention" in changed
    assert len(law.claims_to_sort()) == 12, "twelve claims"
    assert (CLAIMS["confidence"] == "recalled").sum() == 1, "one from memory"
    assert len(law.audit.VERDICTS) == 6, "one in six, if each were as common"
    used = [CLAIMS[f"reader_{one}"].isin(["confirmed", "unverifiable"]).mean() for one in (1, 2)]
    assert min(used) > 0.5, "more than half are one of two verdicts"
    assert len(READERS.differ) == 5, "all five differences"
    assert (CLAIMS["settled"] != "").sum() - len(READERS.differ) == 4, "both were set right four times"
    assert "five arrests" in CLAIMS.loc["C47", "finding"] and "two in" in CLAIMS.loc["C47", "finding"]
    assert CLAIMS.loc["C47", "text"].startswith("Nine"), "nine arrests in one, seven in the other"
    contradicted = CLAIMS[(CLAIMS["kind"] == "figure") & CLAIMS["checked"]]
    assert set(contradicted["verdict"]) == {"contested"} and set(contradicted["sources"]) == {"S3"}
    assert "225-10-1" in GLOSSARY.loc["racolage", "reference"] and "art. 113-2" in CLAIMS.loc["C16", "finding"]
    assert "art. 695-2" in CLAIMS.loc["C38", "finding"], "a rule on joint teams"
    assert LAW["confirmed"] / LAW["claims"] < 0.5, "fewer than half are confirmed"
    found = CLAIMS[(CLAIMS["kind"] == "law") & CLAIMS["checked"] & (CLAIMS["verdict"] != "confirmed")]
    assert set(found["verdict"]) == {"wrong", "in part"}, "the others were found wrong, or right in part"
    assert FIGURE["confirmed"] == 0 and len(GRAVE) < (CLAIMS["severity"] == 2).sum(), "only few mislead more"
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
        f"the text into {len(CLAIMS)} claims",
        f"Now all {len(CLAIMS)} claims",
        f"her own by-line of {by_line}",
        f"[the by-line of {by_line}, archived]",
        quoted("it brought 3 million euros a month", "claims", "text", claim="C53"),
        f"which lifts chance above one in six, to {percent(READERS.by_chance, 0)}",
        f"agree on {READERS.same} of {READERS.of} claims, {percent(READERS.share, 0)}",
        f"({agreed} − {chance}) ÷ (100 − {chance}), or {READERS.kappa:.1f}",
        f"{share(LAW['checked'], LAW['claims'])} of the claims of law could be checked",
        f"{share(FIGURE['checked'], FIGURE['claims'])} of the figures",
        f"{LAW['confirmed']} of {LAW['claims']} claims of law are confirmed",
        f"by the Act of 18 March {begun}, public soliciting (*racolage*), even passive, became a *délit*",
        quoted("(Code pénal of 2009,", source="L1b"),
        quoted("reports of Parliament of 2009", key="S74"),
        quoted("March 2004", "law_then_now", "in_2009", provision="CPP 695-11 ff."),
        f"runs from {severity.min()} to {severity.max()}",
        quoted("entered into force in July 2004", "claims", "text", claim="C60"),
        posed("about 20 minutes more"),
        posed("How many claims have severity 2"),
        posed("articles 113-2, 225-5 to 225-10-1"),  # plain references
    ]


def questions_say() -> list:
    confirmed, checked = BY_KIND["confirmed"].sum() / len(CLAIMS), BY_KIND["checked"].sum() / len(CLAIMS)
    assert confirmed < 1 / 3 and round(10 * checked) == 7, "less than a third is confirmed, seven in ten were checked"
    assert (CLAIMS["speaker"] == "magazine").sum() > 20, "many claims are the magazine's"
    assert (CLAIMS["kind"] == "prediction").sum() == 2, "there are only two predictions"
    return [
        quoted("a délit from 2003", "glossary", "meaning", french="racolage"),
        f"In our list {BY_KIND['confirmed'].sum()} of {len(CLAIMS)} claims are confirmed",
    ]


NAMED = {
    "sort_it_yourself": "Judge this claim · Show as table",
    "claims_explorer": "Kind · law",
    "two_readers": "Show as table",
}
