"""The numbers that lesson 05 says."""

import pytest
from oracles.closed_forms import visits

from hosting_shift import law, tables
from hosting_shift.model import hosting, site
from hosting_shift.words import percent
from prose.common import PARAMETERS, WORLD, posed, quoted, time
from prose.lesson_00 import treaty

SHARES = tables.load("hosting_shares")


def share(iso3: str, year: int) -> float:
    rows = tables.load("hosting_shares").query("iso3 == @iso3 and year == @year")
    return rows["share_percent"].item()


def rates(effort: float, beyond: str | None = None):
    mask = ~WORLD.mask(beyond) if beyond else WORLD.mask(*WORLD.codes)
    return hosting.closure_rates(WORLD, PARAMETERS, effort * mask, harmonised=mask)


def lesson_says() -> list[str]:
    days = round(PARAMETERS["t_order"] * 30)
    back = round(PARAMETERS["t_reopen"] * 30)
    havens = rates(4, "OTH-1")
    stays = 1 / havens
    haven = WORLD.codes.index("OTH-1")
    assert stays[:haven].min() >= 1 and stays[:haven].max() < 2, "elsewhere one to two months"
    behaviour = hosting.Behaviour.from_parameters(PARAMETERS)
    arrivals = visits(WORLD, havens, behaviour)[haven]
    assert 1 / 9 < arrivals < 1 / 7, "about one arrival in eight"
    assert PARAMETERS["lam"] - 0.05 == pytest.approx(0.8), "80 to 90 %, around the model's value"
    draft = SHARES.loc[SHARES["confidence"] == "sourced draft", "year"]
    return [
        time("05_the_hosting_shift"),
        law.texts.head_line("05"),
        f"Six months are {days} days. {days} ÷ ({days} + {back}) = {percent(site.uptime(days, back))}",
        quoted("80 to 90 % of their visitors", "model_parameters", "note", symbol="lam"),
        posed("closed every 7 days, back after 3"),
        f"One round is 7 + 3 = {7 + 3} days; 7 of them",
        f"a stay there lasts {stays[haven]:.0f} months; elsewhere one to two",
        posed("set *How choosy operators are* to 0"),
        f"we gave it {percent(WORLD.size.max(), 0)} of all hosting",
        f"and {draft.max()} is a draft",
    ]


def questions_say() -> list:
    six = treaty(6)
    whole = (SHARES.loc[SHARES["confidence"] != "sourced draft", "year"]).max()
    return [
        f"{six.linked} of {six.pairs} pairs",
        f"{six.linked} of {six.pairs}.",
        f"every {PARAMETERS['t_order']:.0f} months and is back after {PARAMETERS['t_reopen'] * 30:.0f} days",
        f"with {percent(WORLD.size[WORLD.codes.index('OTH-1')], 0)} of the market",
        f"holds {percent(WORLD.size[WORLD.codes.index('OTH-1')], 0)} of the market",
        posed("how many of 100 sites"),
        f"holds {len(tables.load('relocations'))} events",
        f"of the {len(tables.load('relocations'))} concern",
        f"In 2019 the Netherlands held {share('NLD', 2019):g} %",
        f"in {whole}?",
        f"from {share('NLD', 2019):g} % in 2019 to {share('NLD', 2024):g} % in 2024",
        posed("Set 1 month online and 3 days offline. Then set 2 months online and 6 days offline"),
        f"{30}/{30 + 3} and {60}/{60 + 6}",
        posed('Set "How choosy operators are" to 0'),
        posed("every 12 months instead of every 6; it still returns in 3 days"),
        f"from {percent(site.uptime(6, 0.1))} to {percent(site.uptime(12, 0.1))}",
        f"some {len(tables.load('relocations'))} times in eleven years",
    ]


NAMED = {
    "ten_jurisdictions": "Who closes sites · How choosy operators are · all but one haven (OTH-1) · the four EU countries · Assumptions · Show as table"
}
