"""What is right in the exercises of lesson 05, computed; the mistakes we know."""

import pandas as pd

from hosting_shift import tables
from hosting_shift.exercises.marking import exercise, slips
from hosting_shift.explorers.lesson_05 import ten_jurisdictions
from hosting_shift.model import site

CHANGES = ["rises", "falls", "hardly changes"]
STAYS = ["as long as before", "longer", "shorter"]
ANSWERS = ["yes", "no", "not recorded"]
LAYERS = {"domain": "the name", "hosting": "the servers", "transit": "the connection", "person": "a person"}
VERDICTS = ["reported", "possible but not shown", "contradicted"]


@exercise("05-round", wants="one number of days")
def _round():
    """Look at one round: from the day on which the site opens to the day on which it opens again.

    The share is a part of one whole round, so the gap holds all the days of that round, online and offline.
    """
    online, offline = 12, 4
    yield online + offline, "One round lasts {answer} days, and the days online are a part of it."
    yield offline, "That divides by the days offline alone, but the days online belong to the round, too."
    yield online, "12 ÷ 12 would say that the site is always online. Which days are missing from the round?"
    yield online - offline, "The days offline come after the days online, so they make the round longer."
    share = 100 * site.uptime(online, offline)
    yield share, "That is the share in percent. Which number of days did you divide by?"


@exercise("05-weekly", wants="one number in percent", tolerance=0.05)
def _weekly():
    """Look at one round: from the day on which the site opens to the day on which it opens again.

    Divide the days online by all the days of one round, because every round is like the one before it.
    """
    online = site.uptime(7, 3)
    yield (
        100 * online,
        "A site that is online for seven days and then offline for three is online {answer} % of the time.",
    )
    yield 100 * site.uptime(3, 7), "That is the share of the time offline. What is left of the whole?"
    reply = "That is the figure for 7.5 days, the shortest stay on the slider. The task asks for 7 days."
    yield 100 * site.uptime(7.5, 3), reply
    yield 100 * 3 / 7, "Divide by the whole round, online plus offline, because the days online are only a part of it."
    yield 100 * 4 / 7, "The three days offline come after the seven, so one round lasts longer than a week."
    yield online, "The share is right, but the answer is wanted in percent."


def _expected(who: str, beta: float | None = None) -> pd.Series:
    """Return the sites expected online in each jurisdiction, as the explorer computes them."""
    settings = ten_jurisdictions.start(who) | ({} if beta is None else {"beta": beta})
    result = ten_jurisdictions.compute(**settings)
    return pd.Series(result.expected, index=result.codes)


def _change(before: float, after: float) -> str:
    if abs(after - before) < 1:
        return "hardly changes"
    return "rises" if after > before else "falls"


@exercise(
    "05-own-sites",
    wants="how long they stay, and what their number does",
    choices=lambda: [*CHANGES, *STAYS],
    parts=("those that arrive stay", "so the number in EU-2"),
)
def _own_sites():
    """In the worked case PAR-1 closed no more than before, so ask what is different in EU-2 now.

    EU-2 closes sites that were left alone before. Fewer arrive and each of them is closed sooner, so both causes work
    in one direction.
    """
    right = ["shorter", _change(_expected("nobody")["EU-2"], _expected("one")["EU-2"])]
    yield right, "{answer}: fewer arrive and each is closed sooner, so EU-2 loses nearly all of its few sites."
    yield from slips(
        right,
        (
            {
                "as long as before": "The stay: that held for PAR-1, which closed no more than before, whereas EU-2 closes more.",
                "longer": "The stay: a site that is ordered to close leaves sooner than one that nobody closes.",
            },
            {
                "rises": "The number: fewer sites arrive and none stays for longer, so nothing could make it rise.",
                "hardly changes": "The number: fewer arrive and stays end sooner, so both causes push it the same way.",
            },
        ),
    )


@exercise(
    "05-predict-two",
    wants="two predictions",
    choices=lambda: CHANGES,
    parts=("EU-2 alone: sites in all ten", "all but OTH-1, not choosy: OTH-1"),
)
def _predict_two():
    """Ask two things of each place: how often do sites arrive, and how long do they stay?

    Follow one closed site. It leaves the place that closed it, it does not leave the world, and it stays where nobody
    closes it.
    """
    haven = ten_jurisdictions.HAVEN
    world = _change(_expected("nobody").sum(), _expected("one").sum())
    unchoosy = _change(_expected("nobody", 0)[haven], _expected("all but one", 0)[haven])
    right = [world, unchoosy]
    yield right, "{answer}: a closed site leaves the place and not the world, and long stays fill OTH-1 by themselves."
    yield from slips(
        right,
        (
            {
                "falls": "All ten: most of what leaves EU-2 turns up elsewhere within days, so add up all columns.",
                "rises": "All ten: nothing brings new sites into the world, so add up the last column once more.",
            },
            {
                "hardly changes": "OTH-1: nobody looks for it, but some sites land there, so ask how long they stay.",
                "falls": "OTH-1: it closes no more than before, while sites keep leaving the others and have to land somewhere.",
            },
        ),
    )


def _event(order: int) -> list[str]:
    """Return the three steps for one event of the record: layer, two countries named, hosting in another country."""
    row = tables.load("relocations").set_index("order").loc[order]
    known = bool(row["from_place"] and row["to_place"])
    servers = row["layer"] == "hosting" and known
    return [LAYERS[row["layer"]], "yes" if known else "no", "yes" if servers else "not recorded"]


@exercise(
    "05-return",
    wants="steps 2 and 3",
    choices=lambda: ANSWERS,
    parts=("2 · both countries named?", "3 · hosted in another country?"),
)
def _return():
    """Step 1 is done: the servers are what was moved. Read in the entry from where to where they went.

    Step 3 asks where the site was hosted before and after. It does not ask what became of the machines that were seized.
    """
    right = _event(2)[1:]
    yield right, "{answer}: the entry names the servers and both countries, so the new place of hosting is recorded."
    yield from slips(
        right,
        (
            {
                "no": "Step 2: read the entry once more, because it names a country that was left and one that was reached.",
                "not recorded": "Step 2: both countries stand in the entry: one with the seizure, one with the new servers.",
            },
            {
                "no": "Step 3: the seized machines stayed in Sweden, but in which country did the new servers stand?",
                "not recorded": "Step 3: in the worked event only the name moved, but this entry speaks of servers.",
            },
        ),
    )


@exercise(
    "05-gateway",
    wants="the three steps",
    choices=lambda: [*LAYERS.values(), *ANSWERS],
    parts=("1 · what was hit or moved?", "2 · both countries named?", "3 · hosted in another country?"),
)
def _gateway():
    """Read which word the entry uses for the thing that moved. It is not a word for a machine that holds the site.

    Traffic passes through a connection. Step 2 asks for a country left and one reached, and step 3 asks whether the entry speaks of servers.
    """
    right = _event(12)
    yield right, "{answer}: the traffic took another way, and nothing is said about where the servers stood."
    yield from slips(
        right,
        (
            {
                "the servers": "Step 1: traffic passes between servers and readers, so ask which layer carries it.",
                "the name": "Step 1: the address stayed the same in this event, so ask what carries the traffic.",
                "a person": "Step 1: an organisation was threatened, but what it did for the site is what was hit.",
            },
            {
                "no": "Step 2: the entry says which country the traffic left, and which ones it reached.",
                "not recorded": "Step 2: Sweden, Norway and Spain all stand in the entry, so ask which of them was left.",
            },
            {
                "yes": "Step 3: the traffic takes a way through Norway and Spain, but the entry speaks of no server there.",
                "no": "Step 3: no server is mentioned, but nothing says that none was moved either, because the record is silent.",
            },
        ),
    )


def _bound_in_2009(iso3: str) -> bool:
    since = tables.load("convention_parties").set_index("iso3").loc[iso3, "in_force_date"]
    return pd.Timestamp(since) < pd.Timestamp(2009, 7, 1)


@exercise(
    "05-report",
    wants="three verdicts",
    choices=lambda: [VERDICTS[2], *VERDICTS[:2]],
    parts=("It was back soon.", "Its operators looked for weak law.", "No treaty bound both states."),
)
def _report():
    """Ask of each sentence who says so: the box on cases, nobody, or a source that says the opposite.

    A return is an event, so a report can hold it. A motive needs another source, and for a treaty there is a list of its parties.
    """
    outside = VERDICTS[0] if not (_bound_in_2009("SVK") and _bound_in_2009("USA")) else VERDICTS[2]
    reported, possible, contradicted = VERDICTS
    right = [reported, possible, outside]
    yield right, "{answer}: an event, a motive and a fact from a list need different sources."
    yield from slips(
        right,
        (
            {
                possible: "The return: the box on cases does report it, so it is more than possible.",
                contradicted: "The return: no text says the opposite, and the box on cases reports it.",
            },
            {
                reported: "The motive: the magistrate speaks of sites in general; of this site nobody reports why.",
                contradicted: "The motive: it fits the report, although nobody has shown it; no text says the opposite.",
            },
            {
                possible: "The treaty: its parties are on a list with dates. Read above what it says of the two states.",
                reported: "The treaty: no text reports that, and the pages of the Council of Europe say the opposite.",
            },
        ),
    )


def _three(who: str, *, fewest: bool = False) -> float:
    """Return the sites expected in the three largest places together, as the table rounds them."""
    return float(_expected(who).round(1).sort_values(ascending=fewest).head(3).sum())


@exercise("05-one-closes", wants="one number of sites", tolerance=0.05)
def _one_closes():
    """Compare with the worked cell: the table is another one, the steps are the same.

    The gap needs the name by which the worked cell calls the column to sort by.
    """
    yield _three("one"), "{answer} of 100 sites are in three places, hardly more than if nobody closes."
    yield (
        _three("one", fewest=True),
        "These are the three with the fewest sites. Add ascending=False to sort downwards.",
    )
    yield _three("EU"), "That is the sum of the worked cell, where four countries close. Sort the table `one`."
    yield (
        float(_expected("one").round(1).sum()),
        "That is the sum of all ten. Keep three rows with head before you add up.",
    )


@exercise("05-haven-open", wants="one number of sites", tolerance=0.05)
def _haven_open():
    """The steps are those of the two cells above, so only the name of the table is new.

    Sort the table `most` by the column `expected` with ascending=False, then add .head(3), [expected] and .sum().
    """
    yield _three("all but one"), "{answer} of 100 sites are in three places, and nearly all of these are in the haven."
    yield (
        _three("all but one", fewest=True),
        "These are the three with the fewest sites. Add ascending=False to sort downwards.",
    )
    yield _three("one"), "That is the sum of the completed cell, where one country closes. Sort the table `most`."
    everywhere = float(_expected("all but one").round(1).sum())
    yield everywhere, "That is the sum of all ten. Keep three rows with head before you add up."
