"""Lesson 06: which offence is on the list of 32, and the same states sorted in four ways, recalled labels hollow."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, tables
from hosting_shift.charts import lesson_06
from hosting_shift.explorers.base import listed_values
from hosting_shift.ui import Choice, Panel, Settings, panel_of

SORTS = {
    "model": "whom the law punishes (our grouping)",
    "third_parties": "when third parties are punished",
    "study_2005": "a study of 2005",
    "study_2021": "a study of 2021",
}
_HOLLOW = ("recalled", "partly sourced")  # such as a practice from memory beside an article that was read
_AREAS = {"all": "all states of the table", "eu": "the European Union", "article": "the article's six"}


@dataclass(frozen=True, eq=False)
class Result:
    """States of an area, sorted into groups."""

    sort: str
    area: str
    groups: dict[str, pd.DataFrame]
    without: int  # states of the area that this sorting leaves out

    @property
    def states(self) -> pd.DataFrame:
        """All rows shown."""
        return pd.concat(self.groups.values())

    @property
    def recalled(self) -> pd.Series:
        """Whether the label by which a row is sorted is remembered, at least in part."""
        return self.states[f"{self.sort}_confidence"].isin(_HOLLOW)

    @property
    def contested(self) -> pd.Series:
        """Whether sources or years label a row differently: a matter of models, not of the rule on third parties."""
        return self.states["contested"] & (self.sort != "third_parties")


def start(sort: str = "model") -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"sort": sort, "area": "all"}


def procuring_laws(sort: str = "model") -> Panel:
    """Return the explorer: sort the states by model, by third parties, or as two studies did."""
    return panel_of(
        __name__,
        start(sort),
        title="Procuring laws side by side",
        purpose="Look what becomes of the two offences; then change the sorting, and see which states move to another group.",
        controls=[
            Choice("sort", "Sort by", [(words, key) for key, words in SORTS.items()], "yours").means(
                "Three classifications and one question of law. None is official."
            ),
            Choice("area", "Show", [(words, key) for key, words in _AREAS.items()], "yours", "Which states to show."),
        ],
        sources=["procuring_models"],
        kind="real",
        shows="Columns of tiles, one a state, sorted into groups, those recalled hollow; above them, which offence is on the list.",
        size=(9.0, 4.0),
        note="Most rows are recalled or second-hand; see the table.",
    )


def _listed() -> list[tuple[str, bool]]:
    """Return (name of a charge, whether it is among the 32 categories of the warrant), the listed first."""
    charges = [(row["name"], row["listed"]) for row in tables.settings("charges").values()]
    return sorted(charges, key=lambda charge: not charge[1])


def _order(sort: str) -> list[str]:
    return listed_values("procuring_models", sort)


def compute(sort: str, area: str) -> Result:
    """Group the states."""
    tiles = tables.load("world_tiles")[["iso3", "label"]]
    rows = tables.load("procuring_models").merge(tiles, on="iso3", how="left")
    if area == "eu":
        rows = rows[rows["iso3"].isin(law.regime_states("eu", law.puzzle_years()[-1]))]
    elif area == "article":
        rows = rows[rows["named_in_article"]]
    rows = rows.assign(recalled=rows[f"{sort}_confidence"].isin(_HOLLOW)).sort_values(["recalled", "label"])
    groups = {name: rows[rows[sort] == name] for name in _order(sort) if (rows[sort] == name).any()}
    without = int((rows[sort] == "").sum())
    return Result(sort, area, groups, without)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw one column a group."""
    lesson_06.listed_or_not(figure.add_axes((0.01, 0.86, 0.98, 0.13)), _listed())
    axes = figure.add_axes((0.01, 0.0, 0.98, 0.85))
    most = len(tables.load("procuring_models"))
    groups = max(len(_order(sort)) for sort in SORTS)
    return [lesson_06.tile_groups(axes, most, groups).fed_by(_columns)]


def _columns(r: Result):
    rows = list(r.groups.values())
    return (
        list(r.groups),
        [[f"{label}*" if r.contested[at] else label for at, label in frame["label"].items()] for frame in rows],
        [(~frame["recalled"]).tolist() for frame in rows],
        [frame["named_in_article"].tolist() for frame in rows],
    )


def describe(r: Result) -> str:
    """Say which offence is listed, how large the groups are, and how many labels are recalled or contested."""
    sizes = ", ".join(f"{name} {len(frame)}" for name, frame in r.groups.items() if len(frame))
    shown, contested = len(r.states), r.contested.sum()
    listed = "; ".join(f"{name}: {'' if on else 'not '}among the 32" for name, on in _listed())
    doubt = f", {contested} contested" if r.sort != "third_parties" else ""
    left = f"; {r.without} more have no label there" if r.without else ""
    return (
        f"{listed[0].upper()}{listed[1:]}. Sorted by {SORTS[r.sort]}, {_AREAS[r.area]}: {sizes}. "
        f"Of these {shown} labels {r.recalled.sum()} are recalled, at least in part{doubt}{left}."
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a state: group, confidence, whether contested and why."""
    rows = r.states
    sure = rows[f"{r.sort}_confidence"]
    return pd.DataFrame(
        {
            "group": rows[r.sort],
            "state": rows["state"],
            "group is": sure,
            "contested": r.contested.map({True: "yes", False: "no"}),
            "third parties punished": rows["third_parties"],
            "main provision": rows["main_provision"],
            "note": rows["note"],
        }
    )
