"""The numbers that lesson 06 says."""

import pandas as pd

from hosting_shift import exercises, law, tables
from hosting_shift.dates import full_date
from prose.common import ARTICLE, posed, quoted, time

MODELS = tables.load("procuring_models").set_index("iso3")
INSTRUMENTS = tables.load("cooperation").set_index("instrument")
STATEMENTS = tables.load("legal_statements").set_index("id")
NOW = law.puzzle_years()[-1]
EVENTS = tables.load("timeline").set_index("event")["when"]
JUDGED = pd.Timestamp(EVENTS[EVENTS.index.str.contains("WebGroup")].item())
THIRD = MODELS["third_parties"].value_counts()


def _line(preset: str, charge: str = "procuring", national: bool = True) -> law.Line:
    """Return the line to the person in a preset."""
    placement, row = law.preset(preset)
    lines = law.chain(placement, row["investigates"], int(row["year"]), charge, national)
    return next(line for piece, _, line in lines if piece == "operator")


def _status(*asked, **more) -> str:
    """Return what becomes of the line to the person in a preset."""
    return _line(*asked, **more).status


def _facts() -> None:
    """Check what the lesson says in words."""
    # The bet on what mends the line: then and now it breaks for a national, whatever the charge.
    assert _status("article 2009") == _status("article today") == _status("article 2009", "trafficking") == "broken"
    assert _status("article 2009", national=False) == _status("article today", national=False) == "on condition"
    line = _line("article 2009", "trafficking", national=False)
    assert line.status == "on condition" and len(line.obstacles) == 1 and "own soil" in line.obstacles[0]
    assert len(_line("article 2009", national=False).obstacles) == 2
    # Evidence from Slovakia: by letter, without a limit, then; by an order with one, now.
    then, now = (law.line("FRA", "SVK", year, "evidence") for year in (ARTICLE.year, NOW))
    assert (then.status, now.status) == ("open", "open") and then.best["limit"] != then.best["limit"]
    assert (now.best["limit"], now.best["limit_unit"]) == (10, "days")
    # A Swiss national in Romania is asked of Romania.
    assert law.line("FRA", "ROU", ARTICLE.year, "person").best["instrument"] == "european_arrest_warrant"
    # Third parties in the states that the article calls lax or free of law.
    punished = [law.procuring_law(state, ARTICLE.year) for state in ("SVK", "SVN", "ROU", "USA", "CHE")]
    assert punished == ["even without exploitation"] * 4 + ["only exploitation or coercion"]
    assert law.procuring_law("ALT", NOW) == "only exploitation or coercion" and law.procuring_law("BOR", NOW) == ""
    # Two studies, one Swedish law, hence its star.
    assert MODELS.loc["SWE", ["study_2005", "study_2021"]].tolist() == ["prohibitionism", "buyer punished"]
    assert MODELS.loc["SWE", "contested"]
    assert exercises.get("06-completed").expected()[2:] == ["on condition", "the definition and the place of the act"]
    assert exercises.get("06-alone").expected()[1] == "firm", "§ 3 of the Slovak code"
    since = tables.load("legal_regimes").query("regime == 'warrant' and iso3 == 'SVK'")["since"]
    assert since.item() < ARTICLE, "Slovakia, a member state, applied the warrant"
    assert exercises.get("06-alone").expected()[4:6] == ["broken", "the place of the act"]
    # The Investigation Order was not there in 2009; today it stands beside the Production Order.
    orders = law.instruments("FRA", "SVK", NOW, "evidence")["instrument"]
    assert {"investigation_order", "electronic_evidence_order"} <= set(orders) and "mutual_assistance_eu" not in set(
        orders
    )
    assert "without proof of a month" in STATEMENTS.loc["06-victim-fund", "in_force"]


def lesson_says() -> list[str]:
    _facts()
    studies = sorted(c[-4:] for c in MODELS.columns if c.startswith("study_") and c[-4:].isdigit())
    return [
        time("06_a_patchwork_of_laws"),
        posed("about 5 minutes more"),
        law.texts.head_line("06"),
        f"the article's case, {ARTICLE.day} {ARTICLE:%B %Y}",
        f"Law of {ARTICLE.day} {ARTICLE:%B %Y}",
        f"sorts {len(MODELS)} states",
        f"In {JUDGED:%B %Y} the Court of Justice",
        f"Of the {len(MODELS)} states {THIRD['even without exploitation']} punish third parties even without exploitation",
        f"{THIRD['some acts without exploitation']} some acts without it, and {THIRD['only exploitation or coercion']} only with "
        "exploitation or coercion",
        f"are among the {THIRD['even without exploitation']}",
        quoted("its ground (§ 3)", "jurisdiction_grounds", "article", ground="sk-operator"),
        quoted("accepted in 2007", "sources", "label", "C30305"),
        quoted("(wording of 2014)", "legal_statements", "in_force", id="06-swiss-195"),
        quoted("art. 7)", "legal_statements", "article", id="06-swiss-nationals"),
        quoted("convention of 1957, art. 6", "cooperation", "article", instrument="extradition_1957"),
        f"text of {full_date(law.texts.state_of('Code de procédure pénale', '06'))}",
        quoted("of 10 February 2003 makes extradition quicker", "sources", "label", key="EXT2003"),
        quoted("the convention of 1957", "cooperation", "article", instrument="extradition_1957"),
        quoted("art. 706-5", "legal_statements", "article", id="06-victim-limit"),
        quoted("32 categories", "cooperation", "condition", instrument="european_arrest_warrant"),
        quoted("extradition (1957)", "cooperation", "short", instrument="extradition_1957"),
        "*a study of {}* or *a study of {}*".format(*studies),
    ]


def questions_say() -> list:
    return [
        quoted("a maximum of at least 3 years", "cooperation", "condition", instrument="european_arrest_warrant"),
        quoted("The Investigation Order of 2017", "cooperation", "applies_from", instrument="investigation_order"),
        quoted(
            "applies, by its text, since 2026", "cooperation", "applies_from", instrument="electronic_evidence_order"
        ),
        quoted("32 categories", "cooperation", "condition", instrument="european_arrest_warrant"),
        quoted("is among the 32", "cooperation", "condition", instrument="european_arrest_warrant"),
        quoted("In 2002", "sources", "year", key="FD2002584"),
        quoted("the letter of request of 1959", "cooperation", "short", instrument="mutual_assistance_eu"),
        quoted("the convention of 1957", "cooperation", "article", instrument="extradition_1957"),
        quoted("the directive of 2004", "legal_statements", "article", id="06-victim-home"),
    ]


NAMED = {
    "jurisdiction_puzzle": "Place the pieces · Operator is a national there · trafficking in human beings",
    "procuring_laws": "a study of 2005 · a study of 2021",
}
