"""What is right in the exercises of lesson 07, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import law, tables
from hosting_shift.dates import written
from hosting_shift.exercises.marking import exercise


def _parties() -> pd.DataFrame:
    parties = tables.load("convention_parties")
    return parties[parties["status"] == "party"]


@exercise("07-deposited", wants="one number")
def _deposited():
    """compare the column "deposit_month" with "2009-06"."""
    article = law.moment("article")
    reply = "{answer} states had deposited; fewer were bound, because three months must pass."
    yield len(law.parties_on(article)), reply
    reply = (
        "That is the number bound. A deposit commits a state; the treaty is in force for it some three months later."
    )
    yield len(law.parties_on(article, bound=True)), reply
    yield len(_parties()), "That counts all parties of the table. Compare the month of deposit first."


@exercise("07-pairs", wants="one number in percent", tolerance=0.06)
def _pairs():
    """n times n minus 1, divided by N times N minus 1, times 100."""
    share = float(law.parties_by_year()["share_of_pairs"].iloc[-1])
    states = int(tables.load("world_tiles")["un_member"].sum())
    yield 100 * share, "About {answer} % of the pairs: one in six, not two in five."
    reply = "That is the share of states. A pair needs both: multiply by n − 1 and N − 1, too."
    yield 100 * len(law.parties_on("2100-01-01", bound=True)) / states, reply
    yield share, "Right share; the answer is wanted in percent."


@exercise("07-linked", wants="a day, such as 30 June 2009")
def _linked():
    """choose Slovenia and Switzerland under the map and read the end of the sentence."""
    first = _parties().set_index("iso3").loc["SVN", "in_force_date"]
    both, first = map(written, (law.linked_since("SVN", "CHE").since, first))
    yield both, "{answer}: the later of the two dates, when Switzerland was bound as well."
    yield first, "That is when the first of the two was bound. A link needs both: the later date."


@exercise("07-not-bound", wants="a list with the names of states")
def _not_bound():
    """a state was not bound if its "in_force_date" comes after 30 June 2009."""
    named = tables.load("convention_parties").query("named_in_article")["state"]
    bound = law.parties_on(law.moment("article"), bound=True)["state"]
    reply = "{answer} alone: it had signed long before, and was bound only years later."
    yield named[~named.isin(bound)].tolist(), reply
    yield sorted(set(named)), "Those are all six. Keep the ones whose in_force_date is later."


@exercise("07-within-five", wants="one number")
def _within_five():
    """add pd.DateOffset(years=5) to the signature, compare with the deposit, then .sum()."""
    both = _parties().dropna(subset=["signature_date", "deposit_date"])
    within = int((both["deposit_date"] <= both["signature_date"] + pd.DateOffset(years=5)).sum())
    later = len(both) - within
    yield within, "{answer} of the states that signed ratified within five years."
    yield later, "Those took longer than five years: turn the comparison round."
    reply = "That includes accessions, which have no signature. Drop the empty dates first."
    yield len(_parties()) - later, reply
