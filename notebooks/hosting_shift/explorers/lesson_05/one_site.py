"""Lesson 05: one site, closed by hand again and again."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, levers
from hosting_shift.charts import lesson_05
from hosting_shift.explorers.base import DAYS, assumption, reopening
from hosting_shift.model import site
from hosting_shift.ui import Action, Panel, Settings, panel_of
from hosting_shift.words import percent

MONTHS = 60  # length of the bar: five years


@dataclass(frozen=True)
class Result:
    """Spells made by hand, and the formula at the present speeds (shares from 0 to 1)."""

    stay: float
    reopen_days: int
    spells: list[site.Spell]
    by_hand: float
    by_formula: float
    full: bool

    @property
    def closures(self) -> int:
        return sum(not spell.online for spell in self.spells)


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    parameters = levers.assumptions()
    online, offline = parameters["t_order"], round(parameters["t_reopen"] * DAYS)
    return {"months_online": online, "reopen_days": offline, "rounds": ((online, offline),)}


def one_site() -> Panel:
    """Return the explorer: close a site, watch it reopen, compare with the formula."""
    return panel_of(
        __name__,
        title="One site, closed by hand",
        purpose="Press Close it and watch how little of the bar turns orange. Then change the speeds.",
        controls=[
            assumption(
                "t_order", "Time online before each closure", 0.25, "months", name="months_online", low=0.25
            ).means("How long the site stays up before an order closes it."),
            reopening("reopen_days", "Time until it reopens elsewhere").means(
                "How long the site stays down before it is back in another place."
            ),
        ],
        actions=[
            Action("Close it", lambda s: close(s, 1), "One more closure at the present speeds."),
            Action("Close it ten times", lambda s: close(s, 10), "Ten more closures."),
            Action("Undo", lambda s: {"rounds": s["rounds"][:-1]}, "Take the last closure back."),
        ],
        sources=["model_parameters"],
        kind="model",
        shows=(
            "A bar over the 60 months since the site opened, online and offline; below, a curve "
            "of the share of time online against the months online before each closure."
        ),
        size=(7.4, 4.2),
    )


def close(settings, times: int) -> dict:
    """Return the rounds (months online, days offline) with up to `times` more, if there is room."""
    rounds = list(settings["rounds"])
    for _ in range(times):
        if _length(rounds) >= MONTHS:
            break
        rounds.append((settings["months_online"], settings["reopen_days"]))
    return {"rounds": tuple(rounds)}


def _length(rounds) -> float:
    return sum(stay + days / DAYS for stay, days in rounds)


def compute(months_online: float, reopen_days: int, rounds: tuple) -> Result:
    """Lay the rounds end to end, cut at five years; compare with formula C1."""
    spells, at = [], 0.0
    for stay, days_offline in rounds:
        for length, online in ((stay, True), (days_offline / DAYS, False)):
            end = min(at + length, MONTHS)
            if end > at:
                spells.append(site.Spell(at, end, online))
            at = end
    by_hand = site.share_online(spells) if spells else 1.0
    by_formula = site.uptime(months_online, reopen_days / DAYS)
    return Result(months_online, reopen_days, spells, by_hand, by_formula, at >= MONTHS)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the bar above the curve of the formula."""
    bar, curve = figure.subplots(2, 1, height_ratios=[1, 2.1])
    figure.subplots_adjust(left=0.1, right=0.97, top=0.92, bottom=0.14, hspace=0.85)
    stays = np.geomspace(0.25, 24, 80)
    moving = lesson_05.uptime_curve(curve, 0.22, 27)
    return [
        lesson_05.time_bar(bar, MONTHS).fed_by(lambda r: r.spells),
        moving.fed_by(lambda r: (stays, site.uptime(stays, r.reopen_days / DAYS), r.stay, r.by_formula)),
    ]


def describe(r: Result) -> str:
    """Say what the bar and the curve show."""
    days = r.stay * DAYS
    formula = f"{days:g} / ({days:g} + {r.reopen_days}) days = {percent(r.by_formula)}"
    if not r.spells:
        return f"There is no closure yet; at these speeds the formula gives {formula} of the time online."
    times = "once" if r.closures == 1 else f"{r.closures} times"
    full = " The bar is full: press Undo or Reset to go on." if r.full else ""
    return (
        f"Closed {times} in {r.spells[-1].end:.1f} months, the site was online "
        f"{percent(r.by_hand)} of the time; at the present speeds the formula gives {formula}.{full}"
    )


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a spell: from, to (months), state, share of time online so far."""
    states = ["online" if spell.online else "offline" for spell in r.spells]
    so_far = [round(100 * site.share_online(r.spells[: n + 1]), 1) for n in range(len(r.spells))]
    rows = [(round(s.start, 2), round(s.end, 2), *rest) for s, *rest in zip(r.spells, states, so_far, strict=True)]
    return pd.DataFrame(rows, columns=["from month", "to month", "the site is", "online so far (%)"])
