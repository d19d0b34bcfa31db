"""What is right in the exercises of lesson 06, computed; the mistakes we know."""

from hosting_shift import law, tables
from hosting_shift.exercises.marking import Exercise

_THEN = 2009


def _now() -> int:
    return law.puzzle_years()[-1]


def _french_pieces(strengths: tuple[str, ...]) -> int:
    placement, row = law.preset("server outside Europe")
    claims = law.may_judge(placement, int(row["year"]), row["charge"])
    mine = claims[(claims["state"] == "FRA") & claims["strength"].isin(strengths)]
    return mine["piece"].nunique()


def _others() -> list[str]:
    models = tables.load("procuring_models")
    return [code for code in models.loc[models["named_in_article"], "iso3"] if code != "FRA"]


def _warrants(when: int = _THEN) -> int:
    found = [law.instruments("FRA", state, when, "person") for state in _others()]
    return sum("european_arrest_warrant" in set(rows["instrument"]) for rows in found)


def _in_europe() -> int:
    parties = tables.load("convention_parties").set_index("iso3")["region"]
    return int((parties[_others()] == "Europe").sum())


def _person_line(charge: str, national: bool) -> str:
    placement, row = law.preset("article today")
    chain = law.chain(placement, row["investigates"], int(row["year"]), charge, national)
    return next(line.status for piece, _, line in chain if piece == "operator")


@tables.cached(8)
def _pairs(instrument: str) -> tuple[int, int]:
    union = law.regime_states("eu", _now())
    need = "person" if instrument == "european_arrest_warrant" else "evidence"
    return law.model_and_instrument(union, _now(), need, instrument)


def _share(instrument: str) -> float:
    both, every = _pairs(instrument)
    return 100 * both / every


def _among_linked() -> float:
    linked = len(law.regime_states("investigation_order", _now()))
    return 100 * _pairs("investigation_order")[0] / (linked * (linked - 1) / 2)


EXERCISES = {
    "06-firm": Exercise(
        wants="one number",
        expected=lambda: _french_pieces(("firm",)),
        hint="press the preset, then count the boxes with a thick edge.",
        praise="{answer} pieces give a firm ground. Taking the server away costs France none of them.",
        mistakes=(
            (
                lambda: _french_pieces(("firm", "arguable")),
                "That counts the dashed box of the buyer as well. Firm grounds have a thick edge.",
            ),
            (lambda: len(law.pieces()), "That counts every box. The server lies elsewhere, and one edge is dashed."),
        ),
    ),
    "06-warrant": Exercise(
        wants="one number",
        expected=_warrants,
        hint="three of the five were members of the Union; which?",
        praise="{answer}: Romania, Slovakia and Slovenia. For the two others there was extradition.",
        mistakes=(
            (_in_europe, "That counts Europe as a continent. The warrant binds members of the Union."),
            (lambda: len(_others()), "That counts all five. Look at the words beside the line to the operator."),
        ),
    ),
    "06-mend": Exercise(
        wants='a list of two words, such as ["broken", "broken"]',
        expected=lambda: [_person_line(c, national=False) for c in ("procuring", "trafficking")],
        hint='the words are "open", "on condition" and "broken"; first for procuring.',
        praise="{answer}. The charge must follow the facts: trafficking has elements of its own.",
        mistakes=(
            (
                lambda: [_person_line(c, national=True) for c in ("procuring", "trafficking")],
                "That is the picture for a national of Switzerland. Untick the box first.",
            ),
            (lambda: ["open", "open"], "For procuring a condition is left: read the small words under the line."),
        ),
    ),
    "06-same": Exercise(
        wants="one number in percent",
        expected=lambda: _share("european_arrest_warrant"),
        hint="100 times same, divided by every.",
        praise="About {answer} % of the pairs share a model; the warrant links them all.",
        mistakes=(
            (
                lambda: _pairs("european_arrest_warrant")[0],
                "That is the number of pairs. Divide by all pairs, times 100.",
            ),
            (lambda: _share("european_arrest_warrant") / 100, "Right share; the answer is wanted in percent."),
        ),
        tolerance=0.06,
    ),
    "06-both": Exercise(
        wants="one number in percent",
        expected=lambda: _share("investigation_order"),
        hint="count the models of the linked states, make pairs, divide by every.",
        praise="About {answer} %: a little over one pair in four has both.",
        mistakes=(
            (
                lambda: _share("european_arrest_warrant"),
                "That still counts Denmark and Ireland. Use the states in linked.",
            ),
            (_among_linked, "You divided by the pairs of the linked states. The question is about all pairs."),
            (lambda: _pairs("investigation_order")[0], "That is the number of pairs. Divide by every, times 100."),
        ),
        tolerance=0.06,
    ),
}
