"""The numbers that lesson 06 says."""

import pandas as pd

from hosting_shift import exercises, law, tables
from prose.common import ARTICLE, posed, quoted, time

MODELS = tables.load("procuring_models").set_index("iso3")
INSTRUMENTS = tables.load("cooperation").set_index("instrument")
NOW = law.puzzle_years()[-1]
EVENTS = tables.load("timeline").set_index("event")["when"]
JUDGED = pd.Timestamp(EVENTS[EVENTS.index.str.contains("WebGroup")].item())


def _facts() -> None:
    """Check what the lesson says in words."""
    # The bet on today: of the three requests, only the one about the person breaks, then and now.
    for preset in ("article 2009", "article today"):
        placement, row = law.preset(preset)
        lines = law.chain(placement, row["investigates"], int(row["year"]))
        broken = [asks for _, asks, line in lines if line.status == "broken"]
        assert broken == ["hand over the person"]
    # Evidence from Slovakia: by letter, without a limit, then; by an order with one, now.
    then, now = (law.line("FRA", "SVK", year, "evidence").best for year in (ARTICLE.year, NOW))
    assert then["limit"] != then["limit"] and (now["limit"], now["limit_unit"]) == (10, "days")
    # Third parties in the states that the article calls lax or free of law.
    punished = [law.procuring_law(state, ARTICLE.year) for state in ("SVK", "SVN", "ROU", "USA", "CHE", "DEU")]
    assert punished == ["even without exploitation"] * 4 + ["only exploitation or coercion"] * 2
    # Two studies, one Swedish law.
    assert MODELS.loc["SWE", ["study_2005", "study_2021"]].tolist() == ["prohibitionism", "buyer punished"]
    assert MODELS.loc["FRA", "since_year"] == 2016 and MODELS.loc["FRA", "contested"]
    union = law.regime_states("eu", NOW)
    assert set(union) - set(law.regime_states("investigation_order", NOW)) == {"DNK", "IRL"}
    assert 0.28 < exercises.every()["06-both"].expected() / 100 < 0.32, "about three pairs in ten"
    assert 0.64 < 1 - exercises.every()["06-same"].expected() / 100 < 0.69, "about two pairs in three"
    assert INSTRUMENTS.loc["surrender_nordic", "applies_from"].year == 2019


def lesson_says() -> list[str]:
    _facts()
    union = MODELS.loc[law.regime_states("eu", NOW)]
    largest = union["model"].value_counts().iloc[0]
    studies = sorted(c[-4:] for c in MODELS.columns if c.startswith("study_") and c[-4:].isdigit())
    limit = INSTRUMENTS.loc["electronic_evidence_order", "limit"]
    return [
        time("06_a_patchwork_of_laws"),
        law.texts.head_line("06"),
        f"an order may bring it in {limit:.0f} days",
        f"sorts {len(MODELS)} states",
        f"Since {JUDGED:%B %Y} a general criminal",
        f"the largest group holds {largest} states",
        f"{union['contested'].sum()} of the Union's {len(union)} rows are contested",
        posed("n × (n − 1) ÷ 2 pairs"),
        "*a study of {}*, then *a study of {}*".format(*studies),
    ]


def questions_say() -> list:
    return [
        f"Of the {len(MODELS)} states in the table",
        f"the model changed in {MODELS.loc['FRA', 'since_year']}",
        f"The agreement with Norway applies since {INSTRUMENTS.loc['surrender_nordic', 'applies_from'].year}",
        quoted("Only 32 categories", "cooperation", "condition", instrument="european_arrest_warrant"),
        quoted("The treaty of 1957", "cooperation", "article", instrument="extradition_1957"),
    ]


NAMED = {
    "jurisdiction_puzzle": "Only the server outside Europe · Law as of · The article's case, 2009 · The same facts, law of today · Place the pieces · Operator · Operator is a national there · trafficking in human beings",
    "procuring_laws": "a study of 2005 · a study of 2021",
}
