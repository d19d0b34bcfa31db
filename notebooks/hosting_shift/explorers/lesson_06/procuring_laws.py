"""Lesson 06: the same states sorted in three ways, contested rows hollow."""

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


def start(sort: str = "model") -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"sort": sort, "area": "all"}


def procuring_laws(sort: str = "model") -> Panel:
    """Return the explorer: sort the states by model, by third parties, or as two studies did."""
    return panel_of(
        __name__,
        start(sort),
        title="Procuring laws side by side",
        purpose="Change the sorting, and look which states move to another group and which tiles are hollow.",
        controls=[
            Choice("sort", "Sort by", [(words, key) for key, words in SORTS.items()], "yours").means(
                "Three classifications and one question of law. None is official."
            ),
            Choice("area", "Show", [(words, key) for key, words in _AREAS.items()], "yours", "Which states to show."),
        ],
        sources=["procuring_models"],
        kind="real",
        shows="Columns of tiles, one a state, sorted into groups; contested states are hollow.",
        size=(9.0, 3.5),
        note="Most rows are recalled or second-hand; see the table.",
    )


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
    rows = rows.sort_values(["contested", "label"])
    groups = {name: rows[rows[sort] == name] for name in _order(sort) if (rows[sort] == name).any()}
    without = int((rows[sort] == "").sum())
    return Result(sort, area, groups, without)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw one column a group."""
    axes = figure.add_axes((0.01, 0.0, 0.98, 0.98))
    most = len(tables.load("procuring_models"))
    groups = max(len(_order(sort)) for sort in SORTS)
    return [lesson_06.tile_groups(axes, most, groups).fed_by(_columns)]


def _columns(r: Result):
    rows = list(r.groups.values())
    return (
        list(r.groups),
        [frame["label"].tolist() for frame in rows],
        [(~frame["contested"]).tolist() for frame in rows],
        [frame["named_in_article"].tolist() for frame in rows],
    )


def describe(r: Result) -> str:
    """Say how large the groups are and how many rows are contested."""
    sizes = ", ".join(f"{name} {len(frame)}" for name, frame in r.groups.items() if len(frame))
    shown, contested = len(r.states), r.states["contested"].sum()
    left = f"; {r.without} more have no label there" if r.without else ""
    return (
        f"Sorted by {SORTS[r.sort]}, {_AREAS[r.area]}: {sizes}. {contested} of these {shown} rows are contested{left}."
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
            "contested": rows["contested"].map({True: "yes", False: "no"}),
            "third parties punished": rows["third_parties"],
            "main provision": rows["main_provision"],
            "note": rows["note"],
        }
    )
