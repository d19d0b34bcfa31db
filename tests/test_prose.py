"""Numbers in prose: each is computed here from the tables, the rules or the model, or it fails.

A phrase is built from computed values and must stand in the lesson, word for word. What is left
over may hold no number but plain references: lessons, articles, objectives, years of publication.
"""

import importlib
import re

import pandas as pd
import pytest
from conftest import LESSONS
from lesson_files import cells, prose, read

from hosting_shift import explorers, law, tables
from hosting_shift.model import closed_forms, hosting, site
from hosting_shift.model.world import Parameters, World

REFERENCES = [
    r"(?m)^# \d\d · .*$",  # the title's own number
    r"\[\d\d · [^\]]*\]",  # a link to a lesson
    r"\b[Ll]essons? \d\d(?:(?:, \d\d)* (?:and|to|or) \d\d)?",
    r"the treaty lesson, \d\d",
    r"\bEpisode \d", r"\blevel \d", r"\bO\d\b", r"(?m)^\d\. ", r"\b(?:EU|PAR|OTH)-\d",
    r"\b[Aa]rticles? \d[\d()]*(?:(?:, |–| and | to )\d[\d()]*)*",
    r"\(\d\d(?:\(\d\))?(?: for states that accede)?\)", r"; 37\(2\) for states that accede",
    r"Quarterly 41\(2\)", r"\bETS 185", r"\*Prostitution et Société\* 166,? ?(?:\(2009\))?",
    r"(?:Clayton|Wang|others) 20\d\d",  # a study, by year
]  # fmt: skip

ARTICLE = law.moment("article")
PARTIES = tables.load("convention_parties").set_index("iso3")
LESSON_ROWS = tables.load("lessons").set_index("file")
PARAMETERS = Parameters.from_table(tables.load("model_parameters"))
WORLD = World.from_table(tables.load("jurisdictions"))
N = int(tables.load("world_tiles")["un_member"].sum())
LAST = law.parties_by_year().index[-1]


treaty = importlib.import_module("hosting_shift.explorers.handshakes").compute


def day(moment: pd.Timestamp) -> str:
    return f"{moment.day} {moment:%B %Y}"


def time(file: str) -> str:
    minutes = LESSON_ROWS.loc[file, "minutes"]
    read_ = round(minutes / 3)
    return f"{minutes} minutes: {read_} to read, {minutes - read_} to do"


def share(iso3: str, year: int) -> float:
    rows = tables.load("hosting_shares").query("iso3 == @iso3 and year == @year")
    return rows["share_percent"].item()


def rates(effort: float, beyond: str | None = None):
    mask = ~WORLD.mask(beyond) if beyond else WORLD.mask(*WORLD.codes)
    return hosting.closure_rates(WORLD, PARAMETERS, effort * mask, harmonised=mask)


def claims_00() -> list[str]:
    """Return the phrases with numbers of lesson 00."""
    six, eight, nine = (treaty(n) for n in (6, 8, 9))
    n, all_ = six.members, six.pairs
    return [
        time("00_start_here"),
        f"Each of the {n} members shakes hands with the {n - 1} others: {n} × {n - 1} = "
        f"{n * (n - 1)}, and every handshake was counted twice, so {six.linked} pairs.",
        f"make 12 × 11 ÷ 2 = {all_} pairs. {six.linked} ÷ {all_} = {six.percent:.0f} %",
        f"{N} states",
        f"Eight states link {eight.linked} of {all_} pairs, nine link {nine.linked}",
        f"In {ARTICLE.year} a French magazine",
        f"July–September {ARTICLE.year}",
    ]


def claims_05() -> list[str]:
    """Return the phrases with numbers of lesson 05."""
    days = round(PARAMETERS["t_order"] * 30)
    back = round(PARAMETERS["t_reopen"] * 30)
    havens = rates(4, "OTH-1")
    stays = 1 / havens
    haven = WORLD.codes.index("OTH-1")
    assert stays[:haven].min() >= 1 and stays[:haven].max() < 2, "elsewhere one to two months"
    behaviour = hosting.Behaviour.from_parameters(PARAMETERS)
    arrivals = closed_forms.visits(WORLD, havens, behaviour)[haven]
    assert 1 / 9 < arrivals < 1 / 7, "about one arrival in eight"
    assert PARAMETERS["lam"] - 0.05 == pytest.approx(0.8), "80 to 90 %, around the model's value"
    return [
        time("05_the_hosting_shift"),
        f"Six months are {days} days. {days} ÷ ({days} + {back}) = {site.uptime(days, back):.1%}".replace(
            "%", " %"
        ),
        "80 to 90 % of their visitors",  # a study's figure, held by the note of the parameter lam
        "closed every 7 days, back after 3",
        f"One round is 7 + 3 = {7 + 3} days; 7 of them",
        f"a stay there lasts {stays[haven]:.0f} months; elsewhere one to two",
        "set *How choosy operators are* to 0",
        f"we gave it {WORLD.size.max():.0%} of all hosting".replace("%", " %"),
        f"about the {ARTICLE.year} case",
        f"July {ARTICLE.year}, for the two facts of law",
        f"reported taken down in July {ARTICLE.year}",
        "and 2025 is a draft",
    ]


def claims_07() -> list[str]:
    """Return the phrases with numbers of lesson 07."""
    bound = len(law.parties_on(ARTICLE, bound=True))
    deposits = len(law.parties_on(ARTICLE))
    last = len(law.parties_on(f"{LAST}-12-31", bound=True))
    next_day = ARTICLE + pd.Timedelta(days=1)
    assert PARTIES.loc["DEU", "in_force_date"] == next_day
    opened = PARTIES["signature_date"].min()
    gains = law.parties_by_year()["bound"].diff().loc[PARTIES["in_force_date"].min().year :]
    assert 3 <= gains.mean() < 4.5, "three or four states a year on average"
    assert 7.5 < (ARTICLE - opened).days / 365.25 < 8, "more than seven and a half years"
    pairs = f"{bound} × {bound - 1} ÷ ({N} × {N - 1}) = {100 * law.share_of_pairs(bound):.1f} %"
    return [
        time("07_the_convention"),
        f"two dates, always named: {day(ARTICLE)} and the end of {LAST}",
        f"of {opened:%B %Y} (signed in Budapest), in force since "
        f"{PARTIES['in_force_date'].min():%B %Y}",
        f"already too much in {ARTICLE.year}",
        "protocol on racism (2003)",  # marked as recalled in the text
        "European Union (2005)",  # marked as recalled in the text
        f"on {day(next_day)}, Germany made it {len(law.parties_on(next_day, bound=True))}",
        f"(today {N})",
        "n × (n − 1) ÷ (N × (N − 1))",
        f"With {bound} of {N} states: {pairs}",
        f"The {bound + 1}th state adds {bound} pairs, the {last}th adds {last - 1}",
        f"At the end of {LAST} the table has {last} states bound, of {N}",
        f"{last} × {last - 1} ÷ ({N} × {N - 1}) is about one pair in "
        + {6: "six"}[round(1 / law.share_of_pairs(last))],
        f"Slovakia was bound from {day(PARTIES.loc['SVK', 'in_force_date'])}",
        f"the United States from {day(PARTIES.loc['USA', 'in_force_date'])}",
        f"Law as of {day(ARTICLE)} and end of {LAST}",
        f"how many states were bound on {day(ARTICLE)}",
        f"by the end of {ARTICLE:%B %Y}",
        f"*not yet bound* on {day(ARTICLE)}",
        f"six to {PARAMETERS.row('t_mla').high:.0f} months",
        "about 11 % fewer attacks",  # the study's own figure, 10.8 to 11.8 %
        f"The table names {last} parties at the end of {LAST}",
        f"In {ARTICLE:%B %Y}: {deposits} deposits, {bound} bound",
        "n × (n − 1): late joiners",
    ]  # fmt: skip


CLAIMS = {"00": claims_00, "05": claims_05, "07": claims_07}


def strip(text: str, claims: list[str]) -> str:
    """Return the text without the claims (each must be there) and without plain references."""
    text = re.sub(r"\s+", " ", text)
    for claim in claims:
        assert claim in text, f"the text does not say: {claim}"
        text = text.replace(claim, " … ")
    return text


def numbers_left(text: str) -> list[str]:
    return [text[max(0, m.start() - 30) : m.end() + 20] for m in re.finditer(r"\d[\d.,]*", text)]


@pytest.mark.parametrize("name", LESSONS)
def test_every_number_in_a_lesson_is_computed(name):
    text = "\n\n".join(prose(c.source) for c in cells(read(name), "markdown"))
    for pattern in REFERENCES[:2]:
        text = re.sub(pattern, " ", text)
    lines = re.sub(r"(?m)^\d\. ", " ", text)
    rest = strip(lines, CLAIMS[name[:2]]())
    for pattern in REFERENCES:
        rest = re.sub(pattern, " ", rest)
    assert numbers_left(rest) == []


# ---------------------------------------------------------------- questions and bets


TABLE_CLAIMS = {
    "00": lambda: ["15 of 66 pairs", "doubles from 3 to 6", "from 3 pairs to 15, five times as many",
        "Try 3, then 6."],
    "05": lambda: [
        "15 of 66 pairs", "15 of 66.",
        f"every {PARAMETERS['t_order']:.0f} months and is back after {PARAMETERS['t_reopen'] * 30:.0f} days",
        f"with {WORLD.size[WORLD.codes.index('OTH-1')]:.0%} of the market".replace("%", " %"),
        f"holds {WORLD.size[WORLD.codes.index('OTH-1')]:.0%} of the market".replace("%", " %"),
        "how many of 100 sites",
        f"holds {len(tables.load('relocations'))} events",
        f"of the {len(tables.load('relocations'))} concern",
        f"In 2019 the Netherlands held {share('NLD', 2019):g} %",
        "in 2024?",
        f"from {share('NLD', 2019):g} % in 2019 to {share('NLD', 2024):g} % in 2024",
        "Set 1 month online and 3 days offline. Then set 2 months online and 6 days offline",
        "30/33 and 60/66",
        'Set "How choosy operators are" to 0',
        "every 12 months instead of every 6; it still returns in 3 days",
        f"from {site.uptime(6, 0.1):.1%} to {site.uptime(12, 0.1):.1%}".replace("%", " %"),
        "some 26 times in eleven years",
        f"the {ARTICLE.year} case",
    ],
    "07": lambda: [
        "closed every 30 days, back after 3", "30 / (30 + 3)", "30 / 33", "90 %",
        f"About {site.uptime(30, 3):.0%}".replace("%", " %"), "10 %",
        f"held {WORLD.size[WORLD.codes.index('OTH-1')]:.0%} of the market".replace("%", " %"),
        f"in {PARTIES['signature_date'].min():%B %Y}", day(ARTICLE),
        f"Slovakia was bound in {PARTIES.loc['SVK', 'in_force_date'].year}",
        f"From {len(law.parties_on(ARTICLE, bound=True))} to 24 states bound", "the 24th bring",
        "the 23 others", "23 24",
        "published in April 2008", "list of April 2008", 'bound in 2009"', "procuring in 2009",
        "signed in 2001 and deposited in 2011. Was it bound in 2009",
        "says 4 states", "our table says 3", "26 other counts", "in March 2019",
        "adds n minus 1 pairs",
    ],
}  # fmt: skip


def test_figures_behind_the_questions():
    assert (treaty(6).linked, treaty(6).pairs) == (15, 66)  # fmt: skip
    assert [treaty(n).linked for n in (3, 6)] == [3, 15]
    assert site.uptime(30, 3) == site.uptime(60, 6) == pytest.approx(30 / 33)
    assert len(law.parties_on(ARTICLE, bound=True)) == 23
    counts = law.compare_counts()
    odd = counts[~counts["agrees"]].iloc[0]
    assert counts["agrees"].sum() == 26 and (odd["published"], odd["highest"]) == (4, 3)
    assert PARTIES.loc["SMR", "deposit_date"].strftime("%B %Y") == "March 2019"
    assert (PARTIES.loc["CHE", ["signature_date", "deposit_date"]].map(lambda d: d.year) == [2001, 2011]).all()  # fmt: skip
    assert "LIST2008" in PARTIES.loc["SVN", "sources"]
    years = tables.load("relocations")["month"].dt.year
    assert years.max() - years.min() == 11
    reports = tables.load("hosting_shares").query("iso3 == 'NLD'").set_index("year")["reports"]
    fell = 1 - reports[2024] / reports[2019]
    assert 0 < fell < 0.2 < 1 - share("NLD", 2024) / share("NLD", 2019), "far less than the share"
    panel = explorers.ten_jurisdictions("one")
    panel.set(effort=4)
    assert panel.result.in_haven > 0 and panel.result.uptime > 0.99


@pytest.mark.parametrize("lesson", CLAIMS)
def test_every_number_in_questions_and_bets_is_known(lesson):
    questions, options, bets = (tables.load(n) for n in ("questions", "options", "bets"))
    mine = options[
        options["question"].isin(questions.loc[questions["lesson"] == lesson, "question"])
    ]
    texts = [
        *questions.loc[questions["lesson"] == lesson, "text"], *mine["option"], *mine["reply"],
        *bets.loc[bets["lesson"] == lesson, "text"],
    ]  # fmt: skip
    rest = "\n".join(texts)
    for claim in sorted(TABLE_CLAIMS[lesson](), key=len, reverse=True):
        if claim == "23 24":  # the two wrong and right options that are bare numbers
            rest = re.sub(r"(?m)^2[34]$", " ", rest)
            continue
        assert claim in rest, f"nothing says: {claim}"
        rest = rest.replace(claim, " … ")
    for pattern in [
        *REFERENCES,
        r"articles [\d(), and]+\d",
        r"[Ff]rom lesson \d\d",
        r"\bC?\d\d\b(?= sorts)",
    ]:
        rest = re.sub(pattern, " ", rest)
    assert numbers_left(rest) == []


# ---------------------------------------------------------------- controls named in prose


NAMED = {
    "05_the_hosting_shift": [
        ("Who closes sites", "ten_jurisdictions"),
        ("How choosy operators are", "ten_jurisdictions"),
        ("all but one haven (OTH-1)", "ten_jurisdictions"),
        ("the four EU countries", "ten_jurisdictions"),
        ("Assumptions", "ten_jurisdictions"),
        ("Show as table", "ten_jurisdictions"),
    ],
    "00_start_here": [
        ("Reset", "handshakes"), ("Keep this state", "handshakes"), ("Show as table", "handshakes"),
    ],
    "07_the_convention": [("Slovenia", "convention_atlas"), ("Ireland", "convention_atlas")],
}  # fmt: skip


@pytest.mark.parametrize("name", LESSONS)
def test_controls_and_values_named_in_prose_exist(name):
    text = " ".join(c.source for c in cells(read(name), "markdown"))
    for words, explorer in NAMED[name]:
        assert words in text, f"the lesson no longer names {words!r}"
        panel = getattr(explorers, explorer)()
        offered = {c.label for c in panel.all_controls} | {
            "Reset",
            "Keep this state",
            "Show as table",
        }
        offered |= {label for c in panel.all_controls for label, _ in getattr(c, "options", [])}
        offered |= {a.label for a in panel.actions} | (
            {"Assumptions"} if panel.assumptions else set()
        )
        assert words in offered, f"{explorer} offers no {words!r}"


def test_speeds_named_in_the_question_can_be_set():
    controls = {c.name: c for c in explorers.one_site().controls}
    for months, days in ((1, 3), (2, 6)):
        stay, back = controls["months_online"], controls["reopen_days"]
        assert stay.low <= months <= stay.high and back.low <= days <= back.high
        assert ((months - stay.low) / stay.step).is_integer()
    choosy = next(c for c in explorers.ten_jurisdictions().assumptions if c.name == "beta")
    assert choosy.low == 0
