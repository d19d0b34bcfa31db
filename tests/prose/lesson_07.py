"""The numbers that lesson 07 says."""

import re

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.dates import full_date
from prose.common import ARTICLE, PARAMETERS, posed, quoted, recalled, time

PARTIES = tables.load("convention_parties").set_index("iso3")
N = int(tables.load("world_tiles")["un_member"].sum())
LAST = law.parties_by_year().index[-1]


def lesson_says() -> list[str]:
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
        law.texts.head_line("07"),
        f"of {opened:%B %Y} (signed in Budapest), in force since {PARTIES['in_force_date'].min():%B %Y}",
        recalled(
            "protocol on racism (2003) and a framework decision of the European Union (2005) existed *(dates recalled)*"
        ),
        f"on {full_date(next_day)}, Germany made it {len(law.parties_on(next_day, bound=True))}",
        f"(today {N})",
        posed("n × (n − 1) ÷ (N × (N − 1))"),
        f"With {bound} of {N} states: {pairs}",
        f"The {bound + 1}th state adds {bound} pairs, the {last}th adds {last - 1}",
        f"At the end of {LAST} the table has {last} states bound, of {N}",
        f"{last} × {last - 1} ÷ ({N} × {N - 1}) is about one pair in "
        + {6: "six"}[round(1 / law.share_of_pairs(last))],
        f"Slovakia was bound from {full_date(PARTIES.loc['SVK', 'in_force_date'])}",
        f"the United States from {full_date(PARTIES.loc['USA', 'in_force_date'])}",
        f"how many states were bound on {full_date(ARTICLE)}",
        f"by the end of {ARTICLE:%B %Y}",
        f"*not yet bound* on {full_date(ARTICLE)}",
        f"six to {PARAMETERS.row('t_mla').high:.0f} months",
        quoted("about 11 % fewer attacks", source="HUI2017"),  # its abstract: 10.8 to 11.8 %
        f"The table names {last} parties at the end of {LAST}",
        quoted("one report counts 81", "sources", "label", key="PARTIES81"),
        f"In {ARTICLE:%B %Y}: {deposits} deposits, {bound} bound",
        posed("n × (n − 1): late joiners"),
    ]


def questions_say() -> list:
    bound = len(law.parties_on(ARTICLE, bound=True))
    signed, deposited = PARTIES.loc["CHE", ["signature_date", "deposit_date"]]
    counts = law.compare_counts()
    odd = counts[~counts["agrees"]].iloc[0]
    return [
        f"in {PARTIES['signature_date'].min():%B %Y}",
        full_date(ARTICLE),
        f"Slovakia was bound in {PARTIES.loc['SVK', 'in_force_date'].year}",
        f"From {bound} to {bound + 1} states bound",
        f"the {bound + 1}th bring",
        f"the {bound} others",
        re.compile(rf"(?m)^(?:{bound}|{bound + 1})$"),  # two options are bare numbers
        quoted("published in April 2008", key="LIST2008"),
        quoted("list of April 2008", key="LIST2008"),
        f"signed in {signed.year} and deposited in {deposited.year}. Was it bound in {ARTICLE.year}",
        f"says {odd['published']} states",
        f"our table says {odd['highest']}",
        f"{counts['agrees'].sum()} other counts",
        f"in {PARTIES.loc['SMR', 'deposit_date']:%B %Y}",
        posed("adds n minus 1 pairs"),
    ]


NAMED = {"convention_atlas": "Slovenia · Ireland"}
