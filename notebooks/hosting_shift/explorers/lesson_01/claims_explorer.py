"""Lesson 01: the claims of the article by theme, kind and verdict; which could be checked?"""

from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, tables
from hosting_shift.charts import lesson_01
from hosting_shift.law import audit
from hosting_shift.ui import Action, Choice, Panel, Settings, panel_of

ANY = ""


@dataclass(frozen=True, eq=False)
class Result:
    """The claims chosen, and the one that is read out (None if none)."""

    chosen: pd.DataFrame
    read: pd.Series | None
    filtered: bool


def start(theme: str = ANY, kind: str = ANY, verdict: str = ANY) -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"theme": theme, "kind": kind, "verdict": verdict, "read": ""}


def claims_explorer(theme: str = ANY, kind: str = ANY, verdict: str = ANY) -> Panel:
    """Return the explorer of the audit; theme, kind, verdict: what is chosen at the start."""
    return panel_of(
        __name__,
        start(theme, kind, verdict),
        title="The claims of the article, and what the audit found",
        purpose="Each tile is one claim, in our own words. Choose some, compare the kinds, then read them one by one.",
        controls=[
            _choice("theme", "Theme", sorted(set(tables.load("claims")["theme"]))).means("What the claim is about."),
            _choice("kind", "Kind", audit.KINDS).means("What sort of statement it is."),
            _choice("verdict", "Verdict", audit.VERDICTS).means(
                "What the audit concluded. Open to argument: the reasons are given."
            ),
        ],
        actions=[
            Action(
                "Read the next claim",
                partial(_step, by=1),
                "Reads one of the chosen claims out, with verdict and reason.",
            ),
            Action("Read the one before", partial(_step, by=-1), "Goes one claim back."),
        ],
        sources=["claims"],
        kind="derived",
        shows=(
            "A grid of numbered tiles, one a claim: a row for each kind, a column for each "
            "verdict; at the right, how many of the kind could be checked."
        ),
        size=(9.0, 5.2),
    )


def _choice(name: str, label: str, words) -> Choice:
    return Choice(name, label, [("all", ANY), *((w, w) for w in words)], "data")


def _step(settings: Settings, by: int) -> dict[str, str]:
    """Return the claim to read out: the next (or the one before) of those chosen, in a ring."""
    chosen = law.claims(settings["theme"], settings["kind"], settings["verdict"])
    names = chosen["claim"].tolist()
    if not names:
        return {"read": ""}
    if settings["read"] not in names:
        return {"read": names[0 if by > 0 else -1]}
    return {"read": names[(names.index(settings["read"]) + by) % len(names)]}


def compute(theme: str, kind: str, verdict: str, read: str) -> Result:
    """Choose claims by theme, kind and verdict (empty: any), and find the one to read out."""
    chosen = law.claims(theme, kind, verdict)
    row = chosen[chosen["claim"] == read]
    return Result(chosen, None if row.empty else row.iloc[0], bool(theme or kind or verdict))


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw every claim as a tile; what is chosen is filled."""
    everything = law.claims()
    kinds, verdicts = audit.KINDS, audit.VERDICTS
    tiles = lesson_01.claim_tiles(
        figure.add_axes((0.0, 0.115, 1.0, 0.885)),
        kinds,
        verdicts,
        [(kinds.index(row.kind), verdicts.index(row.verdict)) for row in everything.itertuples()],
        everything["claim"].str.removeprefix("C").tolist(),
        everything["severity"] == everything["severity"].max(),
        everything["confidence"] == "recalled",
    )

    def data(r: Result):
        chosen = everything["claim"].isin(r.chosen["claim"])
        read = None if r.read is None else everything.index.get_loc(r.read.name)
        return chosen, read, [_count(r.chosen[r.chosen["kind"] == kind]) for kind in kinds]

    return [tiles.fed_by(data)]


def _count(chosen: pd.DataFrame) -> str:
    return f"{chosen['checked'].sum()} of {len(chosen)}" if len(chosen) else "–"


def describe(r: Result) -> str:
    """Say how many of the chosen claims could be checked, and read one out."""
    number = len(r.chosen)
    if not number:
        return "No claim of the article has this theme, kind and verdict together."
    whole = len(law.claims())
    if number == 1:
        found = "a source speaks to it" if r.chosen["checked"].all() else "nothing found decides it"
        said = f"One of {whole} claims is chosen; {found}."
    else:
        checked, confirmed = r.chosen["checked"].sum(), (r.chosen["verdict"] == "confirmed").sum()
        which = f"{number} of {whole} claims are chosen" if r.filtered else f"All {whole} claims"
        stand = (
            "1 is confirmed as it stands" if confirmed == 1 else f"{confirmed or 'none'} are confirmed as they stand"
        )
        said = f"{which}: {checked or 'none'} could be checked, and {stand}."
    if r.read is None:
        return said
    return f"{read_out(r.read)} {said}"  # what a press has just changed comes first


def read_out(claim: pd.Series) -> str:
    """Return one claim in words: place, speaker, kind, text, verdict, reason."""
    memory = " (from memory)" if claim["confidence"] == "recalled" else ""
    return (
        f"{claim.get('claim', claim.name)}, {claim['kind']}, {claim['speaker']} in {claim['place']}: "
        f"“{claim['text']}” Verdict: {claim['verdict']}{memory}. {claim['finding']} "
        f"{claim['note']}".strip()
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return the chosen claims with place, kind, verdict and reason."""
    wanted = ["claim", "place", "speaker", "kind", "text", "verdict", "finding", "note", "sources", "confidence"]
    return r.chosen[wanted].assign(sources=r.chosen["sources"].map(lambda keys: tables.labels(keys, "from memory")))
