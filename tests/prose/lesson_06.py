"""The numbers that lesson 06 says."""

import pandas as pd

from hosting_shift import exercises, law, tables
from prose.common import ARTICLE, quoted, time

MODELS = tables.load("procuring_models").set_index("iso3")
INSTRUMENTS = tables.load("cooperation").set_index("instrument")
STATEMENTS = tables.load("legal_statements").set_index("id")
NOW = law.puzzle_years()[-1]
EVENTS = tables.load("timeline").set_index("event")["when"]
JUDGED = pd.Timestamp(EVENTS[EVENTS.index.str.contains("WebGroup")].item())
THIRD = MODELS["third_parties"].value_counts()


def _status(preset: str, charge: str = "procuring", national: bool = True) -> str:
    """Return what becomes of the line to the person in a preset."""
    placement, row = law.preset(preset)
    lines = law.chain(placement, row["investigates"], int(row["year"]), charge, national)
    return next(line.status for piece, _, line in lines if piece == "operator")


def _facts() -> None:
    """Check what the lesson says in words."""
    # The bet on what mends the line: then and now it breaks for a national, whatever the charge.
    assert _status("article 2009") == _status("article today") == _status("article 2009", "trafficking") == "broken"
    assert _status("article 2009", national=False) == _status("article today", national=False) == "on condition"
    assert _status("article today", "trafficking", national=False) == "open"
    # Evidence from Slovakia: by letter, without a limit, then; by an order with one, now.
    then, now = (law.line("FRA", "SVK", year, "evidence") for year in (ARTICLE.year, NOW))
    assert (then.status, now.status) == ("open", "open") and then.best["limit"] != then.best["limit"]
    assert (now.best["limit"], now.best["limit_unit"]) == (10, "days")
    # A Swiss national in Romania is asked of Romania; the firm grounds where only the server is abroad.
    assert law.line("FRA", "ROU", ARTICLE.year, "person").best["instrument"] == "european_arrest_warrant"
    placement, row = law.preset("server outside Europe")
    claims = law.may_judge(placement, int(row["year"]))
    assert claims.query("state == 'FRA' and strength == 'firm'")["piece"].nunique() == 4
    # Third parties in the states that the article calls lax or free of law.
    punished = [law.procuring_law(state, ARTICLE.year) for state in ("SVK", "SVN", "ROU", "USA", "CHE")]
    assert punished == ["even without exploitation"] * 4 + ["only exploitation or coercion"]
    assert law.procuring_law("ALT", NOW) == "only exploitation or coercion" and law.procuring_law("BOR", NOW) == ""
    # Two studies, one Swedish law; more than half of the rows are contested.
    assert MODELS.loc["SWE", ["study_2005", "study_2021"]].tolist() == ["prohibitionism", "buyer punished"]
    assert MODELS.loc["FRA", "since_year"] == 2016 and MODELS.loc["FRA", "contested"]
    assert MODELS["contested"].mean() > 0.5
    assert exercises.get("06-completed").expected()[2:] == ["on condition", "the definition of the offence"]
    assert "without proof of a month" in STATEMENTS.loc["06-victim-fund", "in_force"]


def lesson_says() -> list[str]:
    _facts()
    studies = sorted(c[-4:] for c in MODELS.columns if c.startswith("study_") and c[-4:].isdigit())
    regimes = tables.load("legal_regimes").query("regime == 'warrant' and iso3 == 'SVK'")
    return [
        time("06_a_patchwork_of_laws"),
        law.texts.head_line("06"),
        f"the article's case, {ARTICLE.day} {ARTICLE:%B %Y}",
        f"Law of {ARTICLE.day} {ARTICLE:%B %Y}",
        f"sorts {len(MODELS)} states",
        f"So since {JUDGED:%B %Y} a general criminal",
        f"Of the {len(MODELS)} states {THIRD['even without exploitation']} punish third parties even without exploitation",
        f"{THIRD['only exploitation or coercion']} only where there is exploitation or coercion",
        f"the warrant since {regimes['since'].item():%B %Y}",
        quoted("32 categories", "cooperation", "condition", instrument="european_arrest_warrant"),
        quoted("extradition (1957)", "cooperation", "short", instrument="extradition_1957"),
        "*a study of {}*, then by *a study of {}*".format(*studies),
    ]


def questions_say() -> list:
    return [
        f"the model changed in {MODELS.loc['FRA', 'since_year']}",
        quoted("32 categories", "cooperation", "condition", instrument="european_arrest_warrant"),
        quoted("is among the 32", "cooperation", "condition", instrument="european_arrest_warrant"),
        quoted("In 2002", "sources", "year", key="FD2002584"),
        quoted("the letter of request of 1959", "cooperation", "short", instrument="mutual_assistance_eu"),
        quoted("the convention of 1957", "cooperation", "article", instrument="extradition_1957"),
        quoted("the directive of 2004", "legal_statements", "article", id="06-victim-home"),
    ]


NAMED = {
    "jurisdiction_puzzle": "Only the server outside Europe · Place the pieces · Operator is a national there · trafficking in human beings",
    "procuring_laws": "a study of 2005 · a study of 2021",
}
