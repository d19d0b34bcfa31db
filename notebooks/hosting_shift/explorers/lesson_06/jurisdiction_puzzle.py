"""Lesson 06: whose law applies to a case, what links the states, and where the chain breaks."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, tables
from hosting_shift.charts import lesson_06
from hosting_shift.dates import written
from hosting_shift.law import texts
from hosting_shift.law.common import CONFIDENCES
from hosting_shift.law.jurisdiction import STRENGTHS
from hosting_shift.ui import Action, Choice, Panel, Settings, Steps, Switch, panel_of
from hosting_shift.words import listed


@dataclass(frozen=True, eq=False)
class Result:
    """One placement under the law of one day."""

    day: pd.Timestamp
    charge: str
    investigates: str
    placement: law.Placement
    claims: pd.DataFrame
    chain: list[tuple[str, str, law.Line]]


def start(preset: str = "article 2009") -> Settings:
    """Return the settings of a preset, by name: what `compute` takes.

    preset: one of settings.toml. Raises ValueError for an unknown one.
    """
    placement, row = law.preset(preset)
    pieces = {piece: getattr(placement, piece) for piece in law.pieces()}
    plain = {"year": int(row["year"]), "national": bool(row["national"])}
    return pieces | plain | {key: row[key] for key in ("charge", "investigates")}


def jurisdiction_puzzle(preset: str = "article 2009", requests: bool = True) -> Panel:
    """Return the explorer: place the pieces of a case in states, choose the law of a year.

    preset: one of settings.toml. requests: whether a state asks the others for the person and the evidence; without
    them the boxes show only who may judge. Raises ValueError for an unknown preset.
    """
    asked = {} if requests else {"investigates": ""}
    states = [("not placed", ""), *((name, code) for code, name in _states().items())]
    labels = law.pieces()
    presets = tables.settings("placements")
    return panel_of(
        __name__,
        start(preset) | asked,
        title="Jurisdiction puzzle",
        purpose=(
            "Press a preset, and say which line breaks and why before you change the year or the charge."
            if requests
            else "Press a preset, and say of each box which state may judge, and how firmly."
        ),
        controls=[
            Steps(
                "year", "Law as of", [(texts.day_in_words(law.day_in(y)), y) for y in law.puzzle_years()], "data"
            ).means("The law of this day decides. The last step is today, as the texts were last read."),
            *_of_requests(states[1:], requests),
        ],
        assumptions=[
            *(
                Choice(piece, label[0].upper() + label[1:], states, "yours").means(
                    "In the first preset: as reported, or not placed."
                    if piece != "person"
                    else "Where the person is exploited. He or she is protected, never pursued."
                )
                for piece, label in labels.items()
                if piece != "payments"  # a preset may place them; nobody is asked where money is best kept
            ),
            *_of_the_person(requests),
        ],
        actions=[
            Action(row["title"], lambda _, name=name: start(name) | asked, row["note"]) for name, row in presets.items()
        ],
        fold="Place the pieces",
        sources=["cooperation", "jurisdiction_grounds"],
        kind="real",
        shows=(
            "A diagram: lines from the state that asks to the six pieces of the case, each with "
            "its state, what is asked there, and whether the line is open, conditional or broken."
            if requests
            else "A diagram: six boxes, the pieces of the case, each with its state; the edge says how firmly it may judge."
        ),
        size=(9.0, 6.1),
        note="“Recalled”: from memory, to be read again. Teaching material, not legal advice.",
    )


def _of_requests(states: list[tuple[str, str]], requests: bool) -> list[Choice]:
    """Return the controls that only a picture with requests has."""
    if not requests:
        return []
    charges = [(row["name"], charge) for charge, row in tables.settings("charges").items()]
    return [
        Choice("charge", "Charge", charges, "yours").means(
            "Each charge needs facts of its own, and they must be proved."
        ),
        Choice("investigates", "State that investigates", states, "yours", "All requests start here."),
    ]


def _of_the_person(requests: bool) -> list[Switch]:
    national = Switch("national", "Operator is a national there", "yours")
    return [national.means("Many states do not hand over their own nationals.")] if requests else []


def _states() -> dict[str, str]:
    """Return the states to choose from: those of the article, and invented ones, so that this is no guide to others."""
    models = tables.load("procuring_models")
    codes = [*models.loc[models["named_in_article"], "iso3"], *tables.settings("invented_states")]
    return dict(sorted(((code, law.state_name(code)) for code in codes), key=lambda p: p[1]))


@tables.cached(512)
def _solve(year: int, charge: str, investigates: str, national: bool, placement: law.Placement):
    claims = law.may_judge(placement, year, charge)
    return claims, law.chain(placement, investigates, year, charge, national) if investigates else []


def compute(
    year: int,
    charge: str,
    investigates: str,
    national: bool,
    operator: str,
    server: str,
    publisher: str,
    payments: str,
    person: str,
    buyer: str,
) -> Result:
    """Ask the rules: who may claim jurisdiction, and which requests stand; investigates "": nobody asks yet."""
    placement = law.Placement(operator, server, publisher, payments, person, buyer)
    found = _solve(year, charge, investigates, national, placement)
    return Result(law.day_in(year), charge, investigates, placement, *found)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the network of requests."""
    axes = figure.add_axes((0.005, 0.01, 0.99, 0.98))
    order = list(law.pieces())
    rows = [order.index(piece) for piece, *_ in law.requests()]
    return [lesson_06.request_network(axes, rows).fed_by(_requests)]


def _requests(r: Result) -> lesson_06.Requests:
    strongest = r.claims.drop_duplicates("piece").set_index("piece")["strength"]
    pieces = [
        (label, _name(getattr(r.placement, piece)), strongest.get(piece, "")) for piece, label in law.pieces().items()
    ]
    asked = {(piece, line.need): (asks, line) for piece, asks, line in r.chain}
    rows = [_row(*asked[piece, need]) if (piece, need) in asked else ("", "", "") for piece, need, _ in law.requests()]
    rows = rows if r.investigates else _grounds(r.claims)
    day = texts.day_in_words(r.day).partition(",")[0]  # "today"
    centre = f"{_name(r.investigates)} asks" if r.investigates else "Who may judge?"
    return lesson_06.Requests(f"{centre}\n{day}", pieces, rows)


def _grounds(claims: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the strongest ground of each piece in the middle of its rows, where no state asks yet."""
    strongest = claims.drop_duplicates("piece").set_index("piece")
    asked = [piece for piece, *_ in law.requests()]
    middle = {piece: asked.index(piece) + asked.count(piece) // 2 for piece in strongest.index}
    rows = [("", "", "")] * len(asked)
    for piece, place in middle.items():
        ground = strongest.loc[piece]
        strength = _strength(ground["strength"], ground["confidence"])
        rows[place] = ("", f"{_name(ground['state'])}: {strength}", ground["why"])
    return rows


def _strength(strength: str, confidence: str) -> str:
    """Return how strong a ground is in law and, apart from that, whether its article was read."""
    return f"{strength}, recalled" if confidence == "recalled" else strength


def _row(asks: str, line: law.Line) -> tuple[str, str, str]:
    if line.status == "inside":
        return line.status, f"{asks}: own law", ""
    way = line.best["short"] if line.best is not None else "no instrument in the tables"
    first, *others = line.obstacles or ("",)
    others = [each.replace(_name(line.asked), "it") for each in others]  # its name once is enough
    why = "; ".join([first, *others]) if line.best is not None else ""
    sure = "recalled" if line.best is not None and line.best["confidence"] == "recalled" else ""
    more = [text for text in (why or _time(line.best), sure) if text]
    return line.status, f"{asks}: {way}", " · ".join(more)


def _time(row: pd.Series | None) -> str:
    """Return the legal limit, or the observed duration, in a few words."""
    if row is None:
        return ""
    if pd.notna(row["limit"]) and row["need"] != "preservation":
        return f"legal limit {row['limit']:g} {row['limit_unit']}"
    if pd.notna(row["observed_low"]):
        known = dict.fromkeys(f"{row[end]:g}" for end in ("observed_low", "observed_high"))
        return f"{' to '.join(known)} {row['observed_unit']} on record, in general"
    return "no figure found for how long it takes" if row["need"] != "preservation" else ""


def _name(code: str) -> str:
    return law.state_name(code) if code else ""


def describe(r: Result) -> str:
    """Say who may claim jurisdiction, how many lines stand, and where the chain breaks."""
    who = r.claims.sort_values(["strength", "confidence"], key=lambda s: s.map(_ORDER.index)).drop_duplicates("state")
    judges = [f"{_name(row.state)} ({_strength(row.strength, row.confidence)})" for row in who.itertuples()]
    claim = f"{listed(judges)} may claim jurisdiction" if judges else "No piece is placed"
    own = r.investigates in set(r.claims["state"])
    alone = (
        "" if own or not judges or not r.investigates else f"; the tables hold no ground for {_name(r.investigates)}"
    )
    count = pd.Series([line.status for *_, line in r.chain], dtype="str").value_counts()
    parts = [f"{count[s]} {'inside the state' if s == 'inside' else s}" for s in lesson_06.STATUS if s in count]
    said = f"Law {texts.law_of(r.day)}, charge {r.charge}: {claim}{alone}."
    if parts:
        said += f" Lines from {_name(r.investigates)}: {', '.join(parts)}."
    broken = [(asks, line) for _, asks, line in r.chain if line.status == "broken"]
    for asks, line in broken[:1]:
        first, *others = line.obstacles
        there_is = "" if line.best else "there is "
        besides = f" ({listed(others)})" if others else ""
        said += f" The chain breaks at “{asks}”, because {there_is}{first}{besides}."
        if line.mends:
            said += f" Another way to the same end: {listed(line.mends)}."
    if broken[1:]:  # read aloud, one reason is enough; the picture and the table hold them all
        also = listed(f"“{asks}” ({_name(line.asked)})" for asks, line in broken[1:])
        said += f" It breaks at {also} as well."
    return said


_ORDER = (*STRENGTHS, *CONFIDENCES)


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a request, with instrument, article and condition; then the grounds."""
    labels, rows = law.pieces(), []
    for piece, asks, line in r.chain:
        if line.best is None:
            way = "own law" if line.status == "inside" else "none in the tables"
            condition, confidence, day = "", "", pd.NaT
        else:
            way = f"{line.best['name']}: {line.best['article']}"
            condition, confidence = line.best["condition"], line.best["confidence"]
            day = texts.as_of(line.best["sources"])
        condition = "; ".join(line.obstacles) or condition
        rows.append((labels[piece], _name(line.asked), asks, line.status, way, condition, confidence, written(day)))
    for row in r.claims.itertuples():
        why, asks = " ".join(filter(None, (row.why, row.limit, row.note))), f"may judge: {row.name}"
        state, day = _name(row.state), written(texts.as_of(row.sources))
        rows.append((labels[row.piece], state, asks, row.strength, row.article, why, row.confidence, day))
    columns = ["piece", "state", "asked, or ground", "result", "instrument or article", "condition"]
    return pd.DataFrame(rows, columns=[*columns, "confidence", "state of the text"])
