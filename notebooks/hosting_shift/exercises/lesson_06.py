"""What is right in the exercises of lesson 06, computed; the mistakes we know."""

from hosting_shift import law, tables
from hosting_shift.exercises.marking import exercise

WARRANT, ORDER = "european_arrest_warrant", "investigation_order"


def _others() -> list[str]:
    """Return the codes of the states that the article names beside France."""
    models = tables.load("procuring_models")
    return [code for code in models.loc[models["named_in_article"], "iso3"] if code != "FRA"]


def _person_lines(national: bool) -> list[str]:
    placement, row = law.preset("article today")
    chains = [
        law.chain(placement, row["investigates"], int(row["year"]), charge, national)
        for charge in ("procuring", "trafficking")
    ]
    return [next(line.status for piece, _, line in chain if piece == "operator") for chain in chains]


@tables.cached(8)
def _pairs(instrument: str) -> tuple[int, int]:
    """Return how many pairs of member states share a model and an instrument, and how many pairs there are."""
    now = law.puzzle_years()[-1]
    need = "person" if instrument == WARRANT else "evidence"
    return law.model_and_instrument(law.regime_states("eu", now), now, need, instrument)


@exercise("06-firm", wants="one number")
def _firm():
    """press the preset, then count the boxes with a thick edge."""
    placement, row = law.preset("server outside Europe")
    claims = law.may_judge(placement, int(row["year"]), row["charge"])
    french = claims[claims["state"] == "FRA"].groupby("strength")["piece"].unique()
    reply = "{answer} pieces give a firm ground. Taking the server away costs France none of them."
    yield len(french["firm"]), reply
    reply = "That counts the dashed box of the buyer as well. Firm grounds have a thick edge."
    yield len({*french["firm"], *french["arguable"]}), reply
    yield len(law.pieces()), "That counts every box. The server lies elsewhere, and one edge is dashed."


@exercise("06-warrant", wants="one number")
def _warrant():
    """three of the five were members of the Union; which?"""
    others = _others()
    warrants = sum(WARRANT in set(law.instruments("FRA", state, 2009, "person")["instrument"]) for state in others)
    yield warrants, "{answer}: Romania, Slovakia and Slovenia. For the two others there was extradition."
    regions = tables.load("convention_parties").set_index("iso3").loc[others, "region"]
    yield int((regions == "Europe").sum()), "That counts Europe as a continent. The warrant binds members of the Union."
    yield len(others), "That counts all five. Look at the words beside the line to the operator."


def _states() -> tuple[str, ...]:
    return "open", "on condition", "broken"


@exercise(
    "06-mend", wants="two words, in order", choices=_states, parts=("not a national there", "charge: trafficking")
)
def _mend():
    """the words are "open", "on condition" and "broken"; first for procuring."""
    reply = "{answer}. The charge must follow the facts: trafficking has elements of its own."
    yield _person_lines(national=False), reply
    reply = "That is the picture for a national of Switzerland. Untick the box first."
    yield _person_lines(national=True), reply
    yield ["open", "open"], "For procuring a condition is left: read the small words under the line."


@exercise("06-same", wants="one number in percent", tolerance=0.06)
def _same():
    """100 times same, divided by every."""
    same, every = _pairs(WARRANT)
    yield 100 * same / every, "About {answer} % of the pairs share a model; the warrant links them all."
    yield same, "That is the number of pairs. Divide by all pairs, times 100."
    yield same / every, "Right share; the answer is wanted in percent."


@exercise("06-both", wants="one number in percent", tolerance=0.06)
def _both():
    """count the models of the linked states, make pairs, divide by every."""
    both, every = _pairs(ORDER)
    linked = len(law.regime_states(ORDER, law.puzzle_years()[-1]))
    yield 100 * both / every, "About {answer} %: about three pairs in ten have both."
    yield 100 * _pairs(WARRANT)[0] / every, "That still counts Denmark and Ireland. Use the states in linked."
    reply = "You divided by the pairs of the linked states. The question is about all pairs."
    yield 100 * both / (linked * (linked - 1) / 2), reply
    yield both, "That is the number of pairs. Divide by every, times 100."
