"""Lesson 09: draw every assumption anew and see how often a mix still wins."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, levers, tables
from hosting_shift.charts import lesson_09
from hosting_shift.explorers.lesson_09.policy_lab import LETTERS, NOT_IN_IT
from hosting_shift.levers import READY_MADE, Mix
from hosting_shift.model.experiments import Redraw, finish, redraw
from hosting_shift.ui import Action, Choice, Panel, Settings, Switch, Task, panel_of

DRAWS = 200
FIRST = 40  # draws shown before anything is pressed
SEED = 2009
BETTER = {"uptime": "less time online", "arrested": "more operators arrested"}
MANNERS = [("by ratio: 1 to 2 months as likely as 2 to 4", True), ("evenly: 1 to 2 months as likely as 2 to 3", False)]


@dataclass(frozen=True, eq=False)
class Drawn:
    """One redraw, with the mixes and the switches it was made for."""

    mixes: tuple[Mix, ...]
    found: Redraw
    rational: bool
    ratio: bool
    own: bool  # mixes of the student's own, or ready-made ones


@dataclass(frozen=True, eq=False)
class Result:
    """What is on screen: the own mix against each other one."""

    drawn: Drawn
    mine: int
    measure: str
    rows: tuple[tuple[int, int, int, int], ...]  # (other mix, wins, ties, draws)
    stale: bool


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes. The lesson bets on these ready-made mixes."""
    plain = {"rational": False, "ratio": True, "seed": SEED}
    drawn = finish(_draw(READY_MADE, FIRST, **plain, own=False))
    return {"measure": "uptime", "drawn": drawn, "mine": 1, **plain}


def redraw_assumptions(lab: Panel | None = None) -> Panel:
    """Return the explorer. lab: a `policy_lab` whose kept mixes a redraw compares, once there are two."""

    def again(settings):
        now = {name: settings[name] for name in ("rational", "ratio", "seed")}
        drawn = yield from _draw(_mixes(lab), DRAWS, **now, own=_own(lab))
        return {"drawn": drawn, "seed": settings["seed"] + 1, "mine": 0}

    return panel_of(
        __name__,
        title="Redraw the assumptions",
        purpose="Each dot is one world: all assumptions are drawn anew but where operators live, the stay and the "
        "prices. In how many does your mix still do better?",
        leaves_out=NOT_IN_IT,
        controls=[
            Choice("measure", "Better means", [(words, name) for name, words in BETTER.items()], "yours").means(
                "What counts as the better mix is your choice."
            ),
            Switch("rational", "Operators weigh costs against profit", "assumption").means(
                "For the next redraw: giving up depends on how burdensome the places left are."
            ),
            Choice("ratio", "Times are drawn", MANNERS, "assumption").means(
                "For the next redraw. Nobody knows which is right, and it matters."
            ),
        ],
        actions=[Action("Compare the next mix", next_mix, "Take another of the mixes as yours.")],
        tasks=[Task("Redraw the assumptions", again, f"Draw {DRAWS} worlds anew, with your kept mixes.")],
        sources=["model_parameters", "levers"],
        kind="model",
        shows=(
            "Blocks of 40 dots, one block for each mix compared with yours. A dot is one draw: filled where yours does "
            "better, hollow where the other does, a square where there is no difference."
        ),
        note="Every assumption marked so in the table is drawn from its whole range (Latin hypercube).",
        keeps=False,
        size=(8.6, 4.6),
    )


def _own(lab: Panel | None) -> bool:
    return lab is not None and len(lab.settings["kept"]) >= 2


def _mixes(lab: Panel | None) -> tuple[Mix, ...]:
    return lab.settings["kept"] if _own(lab) else READY_MADE


def manners(ratio: bool) -> dict[str, str]:
    """Which assumptions are drawn, and how: by ratio where the table says so, or all evenly."""
    table = tables.load("model_parameters").set_index("symbol")["redrawn"]
    table = table[table != "no"]
    return table.to_dict() if ratio else dict.fromkeys(table.index, "evenly")


def _draw(mixes: tuple[Mix, ...], draws: int, *, rational: bool, ratio: bool, seed: int, own: bool):
    policies = {LETTERS[i]: levers.policy(mix) for i, mix in enumerate(mixes)}
    model, rng = (levers.world(), levers.assumptions()), np.random.default_rng(seed)
    found = yield from redraw(*model, policies, manners(ratio), draws, rng, levers.MONTHS, rational=rational)
    return Drawn(mixes, found, rational, ratio, own)


def next_mix(settings) -> dict:
    """Take the next of the mixes drawn as one's own."""
    return {"mine": (settings["mine"] + 1) % len(settings["drawn"].mixes)}


def compute(drawn: Drawn, mine: int, measure: str, rational: bool, ratio: bool, seed: int) -> Result:
    """Count in how many draws the own mix does better than each other one."""
    found, rows = drawn.found, []
    values = -found.uptime if measure == "uptime" else found.arrested
    for other in range(len(drawn.mixes)):
        if other != mine:
            gap = values[:, mine] - values[:, other]
            ties = int((abs(gap) < 1e-9).sum())
            rows.append((other, int((gap >= 1e-9).sum()), ties, len(gap)))
    stale = (rational, ratio) != (drawn.rational, drawn.ratio)
    return Result(drawn, mine, measure, tuple(rows), stale)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw three fields of dots, one for each other mix."""
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.90))
    dots = lesson_09.win_dots(axes, len(LETTERS) - 1, DRAWS)
    return [
        dots.fed_by(
            lambda r: (LETTERS[r.mine], [(LETTERS[o], levers.in_words(r.drawn.mixes[o]), *rest) for o, *rest in r.rows])
        )
    ]


def describe(r: Result) -> str:
    """Say how often the own mix wins against each other, and of what the mixes are made."""
    wins = ", ".join(
        f"{won} of {draws} draws against {LETTERS[other]}" + (f" (no difference in {ties})" if ties else "")
        for other, won, ties, draws in r.rows
    )
    mine = levers.in_words(r.drawn.mixes[r.mine])
    kind = "Your kept mixes" if r.drawn.own else "Ready-made mixes, until you keep two of your own and redraw"
    words = f"{kind}. Mix {LETTERS[r.mine]} ({mine}) has {BETTER[r.measure]} in {wins}."
    if r.stale:
        words += " The switches have changed since: press Redraw the assumptions."
    return words


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row for each other mix: wins, ties, draws, what it is made of."""
    rows = [
        (LETTERS[r.mine], LETTERS[other], *counts, levers.in_words(r.drawn.mixes[other])) for other, *counts in r.rows
    ]
    counted = ["yours does better (draws)", "no difference (draws)", "draws"]
    return pd.DataFrame(rows, columns=["your mix", "against", *counted, "the other is made of"])
