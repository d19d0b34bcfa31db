"""Lesson 02: who was where in the case of 2009, and which instrument linked France to each place."""

import re
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, tables
from hosting_shift.charts import lesson_02
from hosting_shift.dates import full_date
from hosting_shift.law import texts
from hosting_shift.ui import Choice, Panel, Settings, panel_of

COURT = "FRA"
IN_SHORT = ("person", "prosecution there")  # what else counts there is a bet of lesson 06, so it is not told here


@dataclass(frozen=True, eq=False)
class Result:
    """One request of a French judge, on one day, and the instruments for it."""

    label: str
    iso3: str
    state: str
    day: pd.Timestamp
    instruments: pd.DataFrame  # as law.reach returns it

    @property
    def linked(self) -> bool:
        return bool((self.instruments["state"] == "in force").any())


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"request": "keep-switzerland", "day": law.moment("article").date().isoformat()}


def who_was_where() -> Panel:
    """Return the explorer: pick a request and a day; see the places and the instruments."""
    requests = [(_small(row.label), row.request) for row in tables.load("case_requests").itertuples()]
    days = [(texts.day_in_words(day), day.date().isoformat()) for day in (law.moment("article"), law.moment("reading"))]
    return panel_of(
        __name__,
        title="Who was where, and what reached them",
        purpose="Pick what a French judge needs. Then change the day: which instruments came?",
        controls=[
            Choice("request", "A French judge wants to", requests, "article").means(
                "Requests that the reported places suggest. Apart from a letter rogatory and a "
                "warrant, no text says which were made. Of a request for a person or a trial only the first condition "
                "is named here; lesson 06 goes on."
            ),
            Choice("day", "Law as of", days, "data").means(
                "The eve of the quarter on the article's cover, or today, as the texts were last read."
            ),
        ],
        sources=["case_places", "cooperation", "legal_regimes", "convention_parties"],
        kind="real",
        shows=(
            "A sketch of four states, France below, Switzerland, Slovakia and the United States above, with the line "
            "to the state asked; below it, the instruments between the two and how each stands on the day."
        ),
        size=(8.2, 6.4),
        note="A drawing, not a map to scale. Every place is reported, none is proved.",
    )


def _small(label: str) -> str:
    return label[0].lower() + label[1:]


@tables.cached(64)
def _reach(request: str, day: str) -> pd.DataFrame:
    return law.reach(request, day)


def compute(request: str, day: str) -> Result:
    """Look the instruments up for a request of case_requests on a day such as "2009-06-30"."""
    row = law.case_request(request)
    places = tables.load("case_places").set_index("iso3")["state"]
    found = _reach(request, day)
    if row["need"] in IN_SHORT:
        found = found.assign(condition=found["condition"].map(_first_sentence))
    return Result(row["label"], row["iso3"], places[row["iso3"]], pd.Timestamp(day), found)


def _first_sentence(words: str) -> str:
    """Return the first sentence; an article such as "art. 6" does not end one."""
    return re.split(r"(?<=\.) (?=[A-Z])", words)[0]


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the places above the list of instruments."""
    drawing = figure.add_axes((0.0, 0.5, 1.0, 0.49))
    listed = figure.add_axes((0.03, 0.055, 0.95, 0.43))
    key = figure.add_axes((0.02, 0.0, 0.96, 0.05))
    lesson_02.instrument_key(key)
    boxes = lesson_02.places(drawing, _boxes(), COURT)
    names = lesson_02.instrument_list(listed, 8)
    return [boxes.fed_by(lambda r: (r.iso3, r.linked)), names.fed_by(_rows)]


def _boxes() -> dict[str, tuple[float, float, str, str]]:
    where = {"USA": (0.16, 0.8), "FRA": (0.5, 0.2), "CHE": (0.5, 0.86), "SVK": (0.84, 0.8)}
    roles = {
        "meetings": "meetings in hotels",
        "police": "local police, court",
        "server": "server; site closed",
        "operator": "suspected organiser",
        "reopening": "site open again",
    }
    places = tables.load("case_places")
    boxes = {}
    for code, (x, y) in where.items():
        rows = places[places["iso3"] == code]
        words = "\n".join(roles[role] for role in rows["role"])
        boxes[code] = (x, y, rows["state"].iloc[0], words)
    return boxes


def _rows(r: Result):
    head = f"France and {r.state}, {texts.day_in_words(r.day)}"
    rows = [(_short(row["name"]), _said(row), _look(row)) for _, row in r.instruments.iterrows()]
    there = r.instruments[r.instruments["state"] == "in force"]
    remark = "" if there.empty else f"Condition of the first: {there['condition'].iloc[0]}"
    return head, rows, remark


def _short(name: str) -> str:
    """Return the name without what stands in brackets; the table has it whole."""
    return re.sub(r" \([^)]*\)", "", name)


def _look(row) -> str:
    return "recalled" if row["state"] == "in force" and row["confidence"] != "sourced" else row["state"]


def _since(row) -> str:
    if row["precision"] == "day":
        return full_date(row["since"])
    return f"{'by ' if row['precision'] == 'at the latest' else ''}{row['since'].year}"


def _said(row) -> str:
    since = "" if pd.isna(row["since"]) else _since(row)
    return {
        "in force": f"in force since {since}".replace("since by", "by"),
        "replaced": "replaced by a newer one",
        "not yet": f"not before {since}",
        "no link": "does not bind both",
    }[row["state"]]


def describe(r: Result) -> str:
    """Say what was in force for the request, on which condition, and what was not."""
    table = r.instruments
    there = table[table["state"] == "in force"]
    later = table.loc[table["state"] == "not yet", "name"]
    missing = table.loc[table["state"] == "no link", "name"]
    opening = f"Law {texts.law_of(r.day)}. To {_small(r.label)}"
    if there.empty:
        words = [f"{opening}: nothing on the list was in force."]
    else:
        first = there.iloc[0]
        more = f", and {len(there) - 1} more" if len(there) > 1 else ""
        words = [f"{opening}: {first['name']}, {_said(first)}{more}.", first["condition"]]
    if len(later):
        words.append(f"Not yet: {_few(later)}.")
    if len(missing):
        words.append(f"Does not bind both states: {_few(missing)}.")
    return " ".join(words)


def _few(names: pd.Series) -> str:
    """Return one name, or the first and how many more."""
    return names.iloc[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row an instrument: state on the day, since when, condition, how well known."""
    table = r.instruments
    return pd.DataFrame(
        {
            "instrument": table["name"],
            "on this day": table["state"],
            "since": ["–" if pd.isna(row["since"]) else _since(row) for _, row in table.iterrows()],
            "condition": table["condition"],
            "text": table["article"],
            "dates are": table["confidence"],
        }
    )
