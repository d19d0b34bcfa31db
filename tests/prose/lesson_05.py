"""The numbers that lesson 05 says."""

import numpy as np
import pandas as pd
import pytest
from scipy.linalg import expm

from hosting_shift import explorers, law, tables
from hosting_shift.dates import full_date
from hosting_shift.explorers.base import DAYS
from hosting_shift.explorers.lesson_05 import real_moves, ten_jurisdictions
from hosting_shift.model import chain, hosting, site
from hosting_shift.words import percent
from prose.common import PARAMETERS, WORLD, posed, quoted, time
from prose.lesson_00 import treaty

SHARES = tables.load("hosting_shares")
EVENTS = tables.load("relocations")


def share(iso3: str, year: int) -> float:
    return SHARES.query("iso3 == @iso3 and year == @year")["share_percent"].item()


def rates(effort: float, beyond: str | None = None):
    mask = ~WORLD.mask(beyond) if beyond else WORLD.mask(*WORLD.codes)
    return hosting.closure_rates(WORLD, PARAMETERS, effort * mask, harmonised=mask)


def reports(year: int) -> int:
    return int(SHARES.query("iso3 == 'NLD' and year == @year")["reports"].item())


def whole(year: int) -> float:
    """Return the reports of all countries together, in thousands: the Dutch number divided by its share."""
    return reports(year) / share("NLD", year) / 10


def bound_from(state: str) -> str:
    return full_date(tables.load("convention_parties").set_index("iso3").loc[state, "in_force_date"])


def sites(who: str, beta: float | None = None) -> pd.Series:
    panel = explorers.ten_jurisdictions(who)
    if beta is not None:
        panel.set(beta=beta)
    return panel.table.set_index("jurisdiction")["sites online (expected)"]


def haven_if(come_back: float = 1, *, half_as_strict: bool = False) -> float:
    """Return the sites in OTH-1 after five years if all others close, nobody is choosy and some closed sites end."""
    mask = ~WORLD.mask("OTH-1")
    unchoosy = hosting.Behaviour.from_parameters(PARAMETERS.with_changes(beta=0))
    effort = 2 if half_as_strict else 4
    model = hosting.hosting_chain(
        WORLD, hosting.closure_rates(WORLD, PARAMETERS, effort * mask, harmonised=mask), unchoosy
    )
    flows, places = np.array(model.generator), len(WORLD)
    flows[places : 2 * places, :places] *= come_back  # offline to online; the rest is lost for good
    run = np.append(WORLD.size, np.zeros(places)) @ expm(flows * ten_jurisdictions.MONTHS)
    return 100 * run[WORLD.codes.index("OTH-1")]


def arrivals(who: str, *, total: bool = False) -> np.ndarray:
    """Return how many sites are expected to arrive in each place over the five years, or their shares of all."""
    behaviour = hosting.Behaviour.from_parameters(PARAMETERS)
    mask = ten_jurisdictions.closing(who)
    closed = hosting.closure_rates(WORLD, PARAMETERS, 4 * mask, harmonised=mask)
    model = hosting.hosting_chain(WORLD, closed, behaviour)
    run = chain.expected(model, model.start("online", WORLD.size), ten_jurisdictions.MONTHS)
    places = len(WORLD)
    months = run.spent[: ten_jurisdictions.MONTHS].sum(axis=0)[:places]
    came = (months * closed) @ hosting.relocation(WORLD, closed, behaviour)
    return 100 * came if total else came / came.sum()


def lesson_says() -> list[str]:
    days = round(PARAMETERS["t_order"] * 30)
    back = round(PARAMETERS["t_reopen"] * 30)
    havens = rates(4, "OTH-1")
    stays = 1 / havens
    haven = WORLD.codes.index("OTH-1")
    assert stays[:haven].min() >= 1 and stays[:haven].max() < 2, "elsewhere one to two months"
    seen = ten_jurisdictions.compute(**ten_jurisdictions.start("all but one"))
    drawn = seen.arrivals[haven] / seen.moves
    assert all(6.5 < 1 / share < 7.5 for share in (drawn, arrivals("all but one")[haven])), "about one in seven"
    assert arrivals("one", total=True)[1] < arrivals("nobody", total=True)[1], "fewer sites arrive in EU-2"
    unchoosy = hosting.Behaviour.from_parameters(PARAMETERS.with_changes(beta=0))
    usual = hosting.relocation(WORLD, rates(0), unchoosy)[WORLD.codes.index("EU-2")]
    assert round(10 * usual[WORLD.size.argmax()]) == 4, "in about four cases of ten"
    assert PARAMETERS["lam"] - 0.05 == pytest.approx(0.8), "80 to 90 %, around the model's value"
    draft = SHARES.loc[SHARES["confidence"] == "sourced draft", "year"]
    layers = EVENTS["layer"].value_counts()
    moves = real_moves.moved(EVENTS)
    crossed = moves["layer"].value_counts()
    why = moves.loc[moves["layer"] == "domain", "trigger"]
    assert sites("EU")["PAR-1"] > sites("nobody")["PAR-1"] + 1, "worked: PAR-1 gains when the Union closes"
    afraid, ordered = why.eq("fear of seizure").sum(), why.str.contains("registry|court").sum()
    assert sorted(why.tolist()).count("relocation") == 1 == crossed["domain"] - afraid - ordered, "a return to .se"
    shortest = explorers.one_site().widgets["months_online"].min * DAYS
    return [
        time("05_the_hosting_shift"),
        law.texts.head_line("05"),
        f"Six months are {days} days, so the share is {days} ÷ ({days} + {back}) = {percent(site.uptime(days, back))}",
        quoted("80 to 90 % of their visitors", "model_parameters", "note", symbol="lam"),
        f"its shortest stay is {shortest:g} days",
        f"one round lasts {30 + 10} days, and 30 ÷ 40 = {percent(site.uptime(30, 10), 0)}",
        posed("Online for 30 days, offline for 10"),
        posed("online for 12 days, then offline for 4"),
        posed("is 12 ÷ … and"),
        f"One round lasts 12 + 4 = {12 + 4} days, and 12 ÷ {12 + 4} = {percent(site.uptime(12, 4), 0)}",
        posed("online for 7 days, then offline for 3"),
        quoted("within two days", "model_parameters", "note", symbol="t_reopen"),
        posed("about 5 minutes more"),
        quoted("20 to 40 % fewer attacks", source="VU2025"),
        *(f"{EVENTS['month'][order - 1]:%B %Y}" for order in (2, 11, 12)),
        f"One round is 7 + 3 = {7 + 3} days, and 7 of them",
        f"a stay there lasts {stays[haven]:.0f} months, elsewhere one to two",
        posed("set *How choosy operators are* to 0"),
        f"{sites('all but one', 0)['OTH-1']:.0f} sites are expected there",
        f"Of the {len(EVENTS)} events {layers['domain']} concern the name, {layers['hosting']} the servers, "
        f"{layers['transit']} the connection and {layers['person']} the people",
        f"the name made {crossed['domain']}, the servers {crossed['hosting']}",
        f"Fear of a seizure caused {afraid} of these {crossed['domain']}, a registry or a court {ordered}",
        f"| {1} · What was hit",
        f"| {2} · Are both countries named",
        f"| {3} · Did the place",
        f"Step {1} gives *the servers*, so take steps {2} and {3}",
        f"The Dutch number was {reports(2019):,} in 2019 and {reports(2024):,} in 2024",
        f"about {whole(2019):.0f},000 reports in 2019, and about {whole(2024):.0f},000 in 2024",
        f"bound the United States from {bound_from('USA')}, and Slovakia from {bound_from('SVK')}",
        f"read in copies of {tables.load('sources').set_index('key').loc['COEDECL', 'year'].replace('-', ' to ')}",
        f"has {percent(WORLD.size.max(), 0)} of all hosting",
        f"those of {draft.max()} are a draft",
    ]


def questions_say() -> list:
    six = treaty(6)
    after = (SHARES.loc[SHARES["confidence"] != "sourced draft", "year"]).max()
    assert whole(after) > 2 * whole(2019), "more than doubled"
    return [
        f"gives {six.linked} of {six.pairs}.",
        f"links {six.linked} of {six.pairs} pairs",
        f"already {six.linked} of {six.pairs} pairs",
        f"every {PARAMETERS['t_order']:.0f} months and is back after {PARAMETERS['t_reopen'] * 30:.0f} days",
        f"with {percent(WORLD.size[WORLD.codes.index('OTH-1')], 0)} of the market",
        f"holds only {percent(WORLD.size[WORLD.codes.index('OTH-1')], 0)} of the market",
        f"other causes close a site there after {1 / rates(4, 'OTH-1')[WORLD.codes.index('OTH-1')]:.0f} months on average",
        posed("how many of 100 sites"),
        f"From 2019 to {after} the share of the Netherlands in all reports fell "
        f"from {share('NLD', 2019):g} % to {share('NLD', after):g} %",
        f"from {share('NLD', 2019):g} % in 2019 to {share('NLD', after):g} % in {after}",
        posed("Set 1 month online and 3 days offline. Then set 2 months online and 6 days offline"),
        f"{30}/{30 + 3} and {60}/{60 + 6}",
        f"still hold {haven_if(half_as_strict=True):.0f} sites instead of {haven_if():.0f}",
        f"hold {haven_if(come_back=0.9):.0f} sites after five years instead of {haven_if():.0f}",
        posed("every 12 months instead of every 6; it still returns in 3 days"),
        f"from {percent(site.uptime(6, 0.1))} to {percent(site.uptime(12, 0.1))}",
        f"some {len(EVENTS)} times in eleven years",
    ]


NAMED = {
    "ten_jurisdictions": "Who closes sites · How choosy operators are · nobody more than usual · one country (EU-2) · all but one haven (OTH-1) · Assumptions · Show as table"
}
