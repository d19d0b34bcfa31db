"""What a screen reader says of every explorer, checked for meaning.

The sentence under a picture is what somebody gets who cannot see it. So: its figures are worked out
here again from the explorer's own table, and no other number may stand in it; it changes whenever
the picture does; it points the way the numbers point; it reads well aloud. How the browser hands
names and values on is looked at in test_browser.py.
"""

import re

import numpy as np
import pandas as pd
import pytest

from harness.explorer_states import EACH, PANELS, heard, made, seen, some
from hosting_shift import dates, law, tables
from hosting_shift.model import site
from hosting_shift.ui import Choice, Panel, Range, Slider
from hosting_shift.words import percent

WORDS = 75  # about half a minute of speech
READERS = {  # here a text of the law, of the article or an advert is read out: the picture is that text
    "advert_reader",
    "claims_explorer",
    "jurisdiction_puzzle",
    "liability_navigator",
    "notice_workshop",
    "sort_it_yourself",
    "then_and_now",
    "timeline",
    "who_was_where",
}
MOST = 125  # words, where a text is read out


@pytest.fixture(params=EACH)
def name(request):
    return request.param


@pytest.fixture
def panel(name):
    """The explorer at rest; made once."""
    panel = made(name)
    yield panel
    panel.reset()


# ---------------------------------------------------------------- figures
# One function an explorer: (table, settings, result) -> what must stand in its sentence, pieces apart by " … ".
# They are worked out from the table where a row holds them, from the result where none does.

FACTS = {}


def facts(function):
    FACTS[function.__name__] = function
    return function


def many(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def day(text) -> str:
    moment = pd.Timestamp(text)
    return f"{moment.day} {moment:%B %Y}"


@facts
def advert_reader(t, s, r):
    shown = tables.load("fictional_adverts").dropna(subset="reader").sort_values("reader")
    decided, row = t["your decision"] != "–", t.iloc[s["place"]]
    if s["asked"] == s["place"]:
        return [f"forget {many(decided.sum(), 'decision')}"]
    said = [f"advert {s['place'] + 1} of {len(shown)}", shown["text"].iloc[s["place"]]]
    if row["label"] == "covered":
        return [*said, f"decided {decided.sum()} of {len(t)}" if decided.sum() < len(t) else f"all {len(t)}"]
    stopped, deceptive = t[t["your decision"] == "stopped"], t[decided & (t["label"] == "deceptive")]
    hits = (stopped["label"] == "deceptive").sum()
    found = f"Of the {len(stopped)} you stopped, {hits} w" if len(stopped) else "You stopped none"
    among = many(len(deceptive), "deceptive advert") if len(deceptive) else "no deceptive advert so far"
    return [*said, row["label"], found, f"of {among}, you stopped {hits}."]


@facts
def claims_explorer(t, s, r):
    whole = len(tables.load("claims"))
    read = t.loc[t["claim"] == s["read"], ["claim", "text", "finding", "note"]].to_numpy().flat
    if len(t) < 2:
        return [f"One of {whole} claims" if len(t) else "No claim", *read]
    checked, confirmed = (t["verdict"] != "unverifiable").sum(), (t["verdict"] == "confirmed").sum()
    some_ = f"All {whole} claims" if len(t) == whole else f"{len(t)} of {whole} claims"
    return [f"{some_} … {checked or 'none'} could be checked … {confirmed or 'none'} ", *read]


@facts
def close_or_inquire(t, s, r):
    pace = s["yearly_now"]
    alone, here = t.iloc[0, -1], t[t["closures a year"] == pace].iloc[0, -1]
    said = [f"after {many(round(alone), 'month')} … more than {100 * r.threshold:.1f} %"]
    if not pace:
        return said
    assert (here < alone) == (s["preserved"] / 100 > r.threshold), "threshold and months agree"
    said.append(f"{many(pace, 'closure')} a year … {s['preserved']} % of which … takes {here:.1f} months")
    return [*said, f"comes {'sooner' if here < alone else 'later'}."]


@facts
def convention_atlas(t, s, r):
    bound = (t["bound on this day"] == "yes").sum()
    waiting, every = len(t) - bound, 193  # member states of the United Nations
    share = bound * (bound - 1) / (every * (every - 1))
    said = [f"On {day(s['day'])} … {bound} states … links {percent(share)} of all pairs"]
    if waiting:
        said.append(f"{waiting} more {'has' if waiting == 1 else 'have'}")
    from_ = tables.load("convention_parties").set_index("iso3")["in_force_date"]
    pair = from_.reindex([s["state_a"], s["state_b"]])
    if s["state_a"] != s["state_b"] and pair.notna().all():
        linked = pair.max() <= pd.Timestamp(s["day"])
        said.append(("linked since " if linked else "that comes on ") + day(pair.max()))
    return said


@facts
def evidence_race(t, s, r):
    end, out = t.iloc[-1], r.outcome
    half = f"half are gone in month {out.median_exit}" if end["still active (of 100)"] <= 50 else "half are not gone"
    return [
        f"After five years {out.arrested * 100:.0f} of 100 operators are arrested",
        f"{end['gave up (of 100)']:.0f} gave up … {100 * out.survival[-1]:.0f} are still … {half}",
        f"{percent(out.uptime, 0)} of the time … {end['arrested, other kind of procedure']:.0f} would be",
        "in 4 steps" if s["stages"] == 1 else "",
    ]


@facts
def french_figures(t, s, r):
    sign = {"about": "about ", "derived": "about ", "more than": "over "}
    said = ["make no curve"] if r.reasons and s["one"] != s["other"] else []
    for _, series in t[t["series"].isin([s["one"], s["other"]])].sort_values("year").groupby("series"):
        ends = series.iloc[[0, -1]][["qualifier", "value", "year"]].to_numpy()
        said += [f"{sign.get(qualifier, '')}{value:,} in {year}" for qualifier, value, year in ends]
    return said


@facts
def handshakes(t, s, r):
    n = s["members"]
    pairs = n * (n - 1) // 2
    states = f"{n} of 12 states have joined, that is {percent(n / 12, 0)}"
    return [states, f"{pairs} of 66 pairs, that is {percent(pairs / 66, 0)}"]


@facts
def hosting_by_country(t, s, r):
    t = t[t["country"] == s["country"]]
    top = t.loc[t["share_percent"].idxmax()]
    ends = (("first", t.iloc[0]), ("last", t.iloc[-1]), ("highest", top))
    return [s["country"], *(f"{word} {row['share_percent']:g} % in {row['year']}" for word, row in ends)]


@facts
def jurisdiction_puzzle(t, s, r):
    count = t["result"].value_counts()
    words = {"inside": "inside the state", "open": "open", "on condition": "on condition", "broken": "broken"}
    broken = t.loc[t["result"] == "broken", "asked, or ground"]
    said = [f"Law {law.texts.law_of(r.day)}", *(f"{count[k]} {w}" for k, w in words.items() if k in count)]
    # only the ways that mend the first broken line are read out
    mended = next((" ".join(line.mends) for *_, line in r.chain if line.status == "broken"), "")
    dates = re.findall(r"\(from (\d+ \w+ \d{4})\)", mended)
    return [*said, *(f"“{asks}”" for asks in broken), *(f"(from {day(d)})" for d in dates)]


@facts
def last_haven(t, s, r):
    said = []
    for kind, column in (("closing", "only closing"), ("evidence", "with evidence")):
        level, steps = t[f"online, {column} (%)"], r.share(kind)
        fall = level.iloc[0] - level.iloc[-1]
        coarse = 0.11 / fall  # the table has one digit
        assert np.allclose(-np.diff(level) / fall, steps, atol=coarse), "shares follow from the levels in the table"
        said.append(f"last of ten accessions brings {percent(steps[-1], 0)}")
        said.append(f"first five together {percent(steps[:5].sum(), 0)}")
        said.append(f"falls from {level.iloc[0]:.1f} % to {level.iloc[-1]:.1f} %")
    return said


@facts
def levers_together(t, s, r):
    assert t["fair share (months)"].sum() == pytest.approx(r.whole, abs=0.05), "fair shares add up to the whole"
    idle = t.loc[t["alone (months)"] < 0.05, "lever"]
    best = zip(t["lever"][:2], np.sort(r.shares)[:-3:-1], strict=True)
    none, handover, evidence, both = r.square.flat
    said = [f"prevent {none:.1f} months a site … with evidence {evidence:.1f} months, with handover {handover:.1f}"]
    said.append(f"with both {both:.1f} months … prevent {r.whole:.1f} of 60 months")
    return said + [f"“{lever}” {months:.1f} months" for lever, months in best] + list(idle)


@facts
def liability_navigator(t, s, r):
    last = t[t["step"] == r.asked].iloc[0] if r.asked else t.iloc[-1]
    kind, words = "Question" if r.asked else "Result", {2009: "as of 30 June 2009", 2026: "today, as last read"}
    other = next(year for year in r.every_year if year != s["year"])
    said = [f"{kind} {last['step']}: {last['question or result']}", f"law {words[s['year']]}"]
    return said if r.asked else [*said, f"Law {words[other]}"]


@facts
def notice_workshop(t, s, r):
    said = []
    for year in ("2009", "2026"):
        asked = t[t[year] != "not asked"]
        held, lacks = (asked[year] == "held").sum(), asked.loc[asked[year] == "missing", "part"]
        said.append(f"Law of {year}: {held} of {len(asked)} elements … {'lacks' if len(lacks) else 'complete'}")
        said += lacks.str.lower().tolist()
    return said


@facts
def one_site(t, s, r):
    days, closed = 30 * s["months_online"], (t["the site is"] == "offline").sum()
    share = site.uptime(s["months_online"], s["reopen_days"] / 30)
    said = [f"{days:g} / ({days:g} + {s['reopen_days']}) days = {percent(share)}"]
    if len(t):
        said.append("Closed once" if closed == 1 else f"Closed {closed} times")
        said.append(f"in {t['to month'].iloc[-1]:.1f} months")
        said.append(f"online {t['online so far (%)'].iloc[-1]:.1f} % of the time")
    return said


@facts
def policy_lab(t, s, r):
    mine, kept = t.iloc[1], t["online (% of time)"].iloc[2:].dropna()
    online, none = mine["online (% of time)"], t["online (% of time)"].iloc[0]
    arrested, gave_up = mine["arrested (% of operators)"], mine["gave up (% of operators)"]
    assert r.prevented == pytest.approx(0.6 * (none - online), abs=0.01), "months prevented follow from the table"
    said = [f"online {online:.0f} % … against {none:.0f} % … {max(r.prevented, 0):.1f} of 60 months prevented"]
    said.append(f"{arrested:.0f} % of the operators are arrested … {gave_up:.0f} % give up")
    if arrested + gave_up < 49:
        said.append("more than half of the operators are still active")
    elif r.median_exit or arrested + gave_up > 51:
        said.append(f"{'gone ' if arrested + gave_up > 51 else ''}after {r.median_exit} months")
    if mine["moved on (% of the loss)"] >= 0.5:
        said.append(f"{mine['moved on (% of the loss)']:.0f} % turns up elsewhere")
    return said + ([f"Kept so far: {len(kept)} … {kept.min():.0f} %"] if len(kept) else [])


@facts
def procedure_clocks(t, s, r):
    limit, kept = t["limit in law (days)"], t["data kept (days)"].dropna()
    low = t.dropna(subset=["observed from (days)"])
    said = [
        f"Law {law.texts.law_of(pd.Timestamp(s['day']))} … {many(len(t), 'way')} … time limit in {limit.notna().sum() or 'none'} of them"
    ]
    said.append(f"needs {many(s['site_days'], 'day')} to move")
    if len(kept):
        said.append(f"data kept for {kept.min():.0f} days in {len(kept)}")
    for how, words in (("sourced", "found"), ("second hand", "second hand"), ("recalled", "recalled")):
        if len(some := low[low["observed is"] == how]):
            ends = some["observed from (days)"].min(), some["observed to (days)"].max()
            said.append(f"{words} for {len(some)}, from {ends[0]:.0f} to {ends[1]:.0f} days")
    quick = (t[["limit in law (days)", "observed from (days)"]].min(axis=1) <= s["site_days"]).sum()
    return [*said, f"{quick or 'none'} of them ha"]


@facts
def procuring_laws(t, s, r):
    sizes = [f"{group} {n}" for group, n in t["group"].value_counts().items()]
    left = f"{r.without} more have no label" if r.without else ""
    contested = (t["contested"] == "yes").sum()
    doubt = f"{contested} contested" if s["sort"] != "third_parties" else ""
    listed = [
        f"{row['name'][1:]}: {'' if row['listed'] else 'not '}among the 32"
        for row in tables.settings("charges").values()
    ]
    return [
        *listed,
        *sizes,
        left,
        doubt,
        f"Of these {len(t)} labels {t['group is'].isin(['recalled', 'partly sourced']).sum()} are recalled",
    ]


@facts
def real_moves(t, s, r):
    moves = t[t["from and to"].str.contains(" → ")]
    said = [f"Of {len(tables.load('relocations'))} recorded events … {len(t)} event"]
    said.append(f"dates {(t['date is'] == 'sourced').sum() or 'none'} of these … {len(moves) or 'none'} move")
    ends = moves.iloc[[0, -1]] if len(moves) else moves
    ways = ends["from and to"].str.replace(" → ", " to ") + " in " + ends["when"].str[:4]
    return [*said, *(f"from {way}" for way in ways)]


@facts
def moving_servers(t, s, r):
    moves = t[t["from and to"].str.contains(" → ")]
    left = t["from and to"].str.split(" → |: ").str[0]
    back = sum(way.split(" → ")[1] in set(left.loc[: at - 1]) for at, way in moves["from and to"].items())
    said = f"By the end of {s['year']}, {len(t)} recorded events … dates of {(t['date is'] == 'sourced').sum()} come"
    return [said, f"{len(moves)} lead … another, {back} of them back"]


@facts
def redraw_assumptions(t, s, r):
    none = [f"(no difference in {row[3]})" for row in t.itertuples(index=False) if row[3]]
    return [f"{row[2]} of {row[4]} draws against {row[1]}" for row in t.itertuples(index=False)] + none


@facts
def screening_dots(t, s, r):
    hits, misses, alarms = t["marks drawn"][:3]
    share = 100 * t["expected"][0] / (t["expected"][0] + t["expected"][2])
    said = (
        f"Of 1,000 adverts {s['deceptive']} {'is' if s['deceptive'] == 1 else 'are'} deceptive … stops {hits} of them"
    )
    return [said, f"{alarms} honest ones … misses {misses or 'none'} … {share:.1f} % of what"]


@facts
def screening_threshold(t, s, r):
    row = t[t["signs required"] == s["required"]].iloc[0]
    best = t.loc[t["weighed cost"].idxmin(), "signs required"]
    caught, alarms, recall = row["caught"], row["false alarms"], row["recall (%)"]
    said = [f"Requiring {s['required']} of 8 … 1,000 adverts with {s['base']} deceptive"]
    said.append(f"weighing {many(s['miss_cost'], 'false alarm')} … requiring {best} costs least")
    if caught + alarms == 0:
        return [*said, "stops nothing"]
    said.append(f"{caught:.1f} caught (recall {recall:.0f} %) … {alarms:.0f} honest")
    return [*said, f"precision {100 * caught / (caught + alarms):.0f} %"]


@facts
def sort_it_yourself(t, s, r):
    claim, done = t.iloc[s["number"]], t[t["same verdict"] != "–"]
    said = [f"Claim {s['number'] + 1} of {len(t)}", claim["claim"]]
    if claim["same verdict"] == "–":
        return said
    same, kinds = (done["same verdict"] == "yes").sum(), (done["your kind"] == done["audit's kind"]).sum()
    share = percent(same / len(done), 0)
    return [*said, f"{same} of {len(done)} verdicts ({share}) … {kinds} of {len(done)} kinds"]


@facts
def ten_jurisdictions(t, s, r):
    online, more = t["sites online (this time)"], t["closes more"] == "yes"
    shares = t["sites online (expected)"] / t["sites online (expected)"].sum()
    assert r.concentration == pytest.approx((shares**2).sum(), abs=0.005)
    gaps = 100 * s["month"] * (1 - r.uptime) / (s["reopen_days"] / 30)  # each ends in a move
    assert abs(r.moves - gaps) <= 5 * gaps**0.5 + 1
    some_ = more.any() and not more.all()
    return [
        f"After {s['month']} months {online.sum()} of 100 sites are online … moved {r.moves / 100:.1f} times",
        f"the largest host, {t.loc[online.idxmax(), 'jurisdiction']}, has {online.max()}.",
        f"online {percent(r.uptime)} of the time … from 0.1 if all host alike to 1 if one hosts all",
        f"is {r.concentration:.2f}. … The expected concentration",
        f"there are {online[more].sum()}, of {t.loc[more, 'sites at the start'].sum()} at" if some_ else "",
    ]


@facts
def then_and_now(t, s, r):
    count = t["it"].value_counts()
    each = [f"{n} " for n in count] if len(count) > 1 else [*count.index]
    last = [f"{many(len(t), 'piece')} of evidence", t["evidence"].iloc[-1]] if len(t) else ["no evidence"]
    return [f"By the end of {s['until']}", *each, *last]


@facts
def two_readers(t, s, r):
    same, of = (t["same verdict"] == "yes").sum(), len(t)
    met = sum((t["first reader"] == v).sum() * (t["second reader"] == v).sum() for v in set(t["first reader"])) / of
    drawn = f"In draw {s['draw']}" if s["draw"] else ""
    return [
        drawn,
        f"{same} of {many(of, 'claim')} ({percent(same / of, 0)})",
        f"{met:.1f} of {of} ({percent(met / of, 0)})",
    ]


@facts
def timeline(t, s, r):
    now = t.loc[t["when"].str.startswith(str(s["year"])), "event"]
    after = (t["when"] >= "2009-07").sum()
    return [f"{len(t)} event … {after} of them since July 2009 … In {s['year']}: ", *(["none."] if now.empty else now)]


@facts
def turnover_estimator(t, s, r):
    low, high = np.percentile(r.turnovers, [5, 95]) / 1e6
    share = 100 * (r.turnovers >= 3e6).mean()
    at_least = t.loc[t["from (million euro)"] >= 3, "share (%)"].sum()
    assert at_least == pytest.approx(share, abs=0.5), "the table's bars give the same share"
    reach = f"Of {t['estimates'].sum():,} estimates {share:.0f} % reach the reported 3 million euro a month"
    return [reach, f"turnover is {r.middle / 1e6:.2f} million … between {low:.2f} and {high:.2f} million"]


@facts
def which_assumption(t, s, r):
    first, *others = t.to_dict("records")
    swing = "swing (million euro)"
    less = [o for o in others if abs(o[swing] - first[swing]) >= 1e-6]
    spread = "below and above the middle (%)"
    rest = [f"{o['assumption'].lower()} ({o[spread]} %) by {o[swing]:.2f} million" for o in less]
    if len(less) < len(others):
        return [f"each {first[swing]:.2f} million", *rest]
    low, high = (first[f"turnover at {end} end (million euro)"] for end in ("lower", "upper"))
    ends = f"{first['lower end']:,g} to {first['upper end']:,g} "
    why = f"its ends lie {first[spread]} % below and above its middle"
    return [first["assumption"], f"{ends} … from {low:.2f} to {high:.2f} million euro a month … {why}", *rest]


@facts
def who_was_where(t, s, r):
    there, *absent = (t[t["on this day"] == k] for k in ("in force", "not yet", "no link"))
    said = [f"Law {law.texts.law_of(pd.Timestamp(s['day']))}"]
    for rows in absent:
        said += [*rows["instrument"].head(1), f"{len(rows) - 1} more" if len(rows) > 1 else ""]
    if there.empty:
        return [*said, "nothing on the list was in force"]
    said += there[["instrument", "condition"]].iloc[0].tolist()
    return [*said, f"and {len(there) - 1} more" if len(there) > 1 else ""]


# Texts of the law and of the article that a sentence quotes: their numbers are theirs.
QUOTES = {
    "liability_navigator": lambda r: [
        text for way in r.every_year.values() for step in way.steps for text in (step.text, step.note)
    ],
    "notice_workshop": lambda r: [notice.text for notice in r.notices.values()],
    "then_and_now": lambda r: [
        f"2009, {r.statement['place']}: {r.statement['said']}",
        r.statement["now"],
        *(f"the latest, {dates.in_words(w)}" for w in r.evidence["when"]),
    ],
    "timeline": lambda r: [dates.in_words(when) + "," for when in r.events["when"]],
}


def leftover(name: str, said: str, table: pd.DataFrame, settings: dict, panel: Panel, result, phrases):
    """Return the numbers that are left when the phrases and quoted texts are taken out."""
    choices = [c for c in panel.all_controls if isinstance(c, Choice)]
    quoted = {text for text in QUOTES.get(name, lambda _: [])(result) if text}
    quoted |= {str(v) for c in table for v in table[c] if isinstance(v, str) and len(v) > 3}
    quoted |= {text for c in choices for text, value in c.options if value == settings[c.name]}
    for text in sorted({*quoted, *phrases}, key=len, reverse=True):
        said = re.sub(re.escape(text), " … ", said, flags=re.I)
    return re.findall(r"[^.;:]{0,30}\d[^.;:]{0,20}", said)


def test_every_explorer_is_heard():
    assert sorted(FACTS) == sorted(PANELS), "each explorer needs a function under @facts in this file"


def test_the_figures_said_are_those_of_the_table_and_there_are_no_others(name, panel):
    for settings, result, said in heard(name):
        table = panel.tabulate(result)
        assert name in FACTS, f"{name} has no function under @facts in this file"
        expected = FACTS[name](table, settings, result)
        phrases = [phrase for text in filter(None, expected) for phrase in str(text).split(" … ")]
        for phrase in phrases:
            assert phrase in said, (phrase, said, settings)
        assert leftover(name, said, table, settings, panel, result, phrases) == [], said


# ---------------------------------------------------------------- when the picture changes, so do the words


def test_a_change_that_can_be_seen_can_be_heard(name):
    """A picture that differs from the one at rest has another sentence, and the sentence tells why."""
    rest, *states = seen(name)
    for change, png, said, *_ in states:
        if png != rest.png:
            assert said != rest.said, f"{change} changes only the picture"
        elif said != rest.said:  # words may say why nothing changed, never a new figure
            assert not re.search(r"\d", said.replace(rest.said, "")), f"{change} changes only words"


# (explorer, control, from, to, the figure in the sentence, +1 if it rises and -1 if it falls)
DIRECTIONS = [
    ("close_or_inquire", "preserved", 0, 100, r"it takes ([\d.]+) months", -1),
    ("close_or_inquire", "haven_months", 24, 120, r"it takes ([\d.]+) months", 1),
    ("convention_atlas", "day", "2009-06-30", "2025-12-31", r"links ([\d.]+) %", 1),
    ("evidence_race", "evidence_months", 24, 10 / 30, r"(\d+) of 100 operators are arrested", 1),
    ("evidence_race", "evidence_months", 24, 10 / 30, r"online (\d+) % of the time", -1),
    ("evidence_race", "giving_up", 0, 45, r"arrested, (\d+) gave up", 1),
    ("handshakes", "members", 2, 12, r"of 66 pairs, that is (\d+) %", 1),
    ("last_haven", "beta", 0.0, 6.0, r"^.*?last of ten accessions brings (\d+) %", 1),
    ("last_haven", "q", 0.0, 0.45, r"^.*?first five together (\d+) %", 1),
    ("levers_together", "q", 0.0, 0.45, r"Union prevent ([\d.]+) months a site", 1),
    ("moving_servers", "year", 2006, 2015, r"(\d+) recorded events", 1),
    ("one_site", "months_online", 1.0, 24.0, r"days = ([\d.]+) %", 1),
    ("one_site", "reopen_days", 1, 30, r"days = ([\d.]+) %", -1),
    ("policy_lab", "handover", "nobody", "warrant", r"(\d+) % of the operators are arrested", 1),
    ("policy_lab", "handover", "nobody", "warrant", r"online (\d+) % of the five years", -1),
    ("policy_lab", "chi", 0.0, 0.7, r"([\d.]+) of 60 months prevented", -1),
    ("procedure_clocks", "day", "2009-06-30", "2026-11-30", r"has (\d+) ways", 1),
    ("real_moves", "layer", "person", "domain", r"events? concerns? .*; (\d+|none) moves? it", 1),
    ("screening_dots", "specificity", 50.0, 100.0, r"and (\d+) honest ones", -1),
    ("screening_dots", "specificity", 50.0, 100.0, r"([\d.]+) % of what it stops", 1),
    ("screening_dots", "deceptive", 1, 200, r"([\d.]+) % of what it stops", 1),
    ("screening_threshold", "required", 1, 5, r"recall (\d+) %", -1),
    ("screening_threshold", "required", 1, 5, r"precision (\d+) %", 1),
    ("screening_threshold", "miss_cost", 1, 100, r"requiring (\d+) costs least", -1),
    ("ten_jurisdictions", "month", 0, 60, r"moved ([\d.]+) times", 1),
    ("ten_jurisdictions", "reopen_days", 1, 30, r"online ([\d.]+) % of the time", -1),
    ("then_and_now", "until", 2009, 2026, r"holds (\d+|no) pieces?|holds (no) evidence", 1),
    ("turnover_estimator", "fee", (100, 200), (900, 1000), r"estimates (\d+) % reach", 1),
    ("which_assumption", "listings", (1000, 1250), (7250, 7500), r"from ([\d.]+) to", 1),
]


@pytest.mark.parametrize(("name", "control", "low", "high", "figure", "way"), DIRECTIONS)
def test_the_words_point_the_way_the_control_does(name, control, low, high, figure, way):
    panel = made(name)
    said = [panel.describe(panel.compute(**panel.settings | {control: value})) for value in (low, high)]
    words = [next(filter(None, re.search(figure, text).groups())) for text in said]
    before, after = (0.0 if word in ("none", "no") else float(word) for word in words)
    assert (after - before) * way > 0, (before, after)


# ---------------------------------------------------------------- read aloud

CODE_WORDS = re.compile(
    r"[a-z]_[a-z]|\bNone\b|\bnan\b|\bTrue\b|\bFalse\b|\binf\b|\d[eE][-+]?\d|[\[\]{}<>|\\]|  |\.\.|,,|\( | \)| [,.;:]"
)
ONE_OF_MANY = re.compile(r"(?<![\d.,/–-])\b1 (?!is\b|was\b|has\b|cuts\b|bears\b|speaks\b|moves\b)[a-z]+s\b")
BARE = re.compile(r"\d\.\d+(?=[;,.:)](?:\s|$)|$)")  # a decimal number with nothing after it
NO_UNIT = {"ten_jurisdictions", "score_yourself"}  # HHI and Brier score have none; their ends are said


def test_sentences_read_well_aloud(name):
    most = MOST if name in READERS else WORDS
    for _, _, said in heard(name):
        assert said[0].isupper() or said[0].isdigit(), said
        assert not CODE_WORDS.search(said), (CODE_WORDS.search(said).group(), said)
        assert not re.search(r"\b1 more have\b|\bone [a-z]+ are\b", said), said
        assert name in READERS or {*ONE_OF_MANY.findall(said)} <= {"1 of"}, said
        assert name in NO_UNIT | READERS or not BARE.search(said), f"a number without a unit: {said}"
        assert len(said.split()) <= most, f"{len(said.split())} words: {said}"


KINDS_OF_PICTURE = (  # the words that a description begins with
    r"(?:A bar|A card|A decision tree|A diagram|A grid|A letter|A map|A row|A sketch"
    r"|A thousand marks|Areas|Bars|Blocks|Columns|Curves|Left,|Lines|Six columns of bars"
    r"|Six lanes|Ten columns of dots|Three bars|Twelve dots|Two sets of ten bars"
    r")(?!\w)"
)


def test_the_alternative_text_names_the_kind_of_picture_and_its_axes(panel):
    """Title, kind and axes, then the sentence; the words on the axes stand in it."""
    assert re.match(KINDS_OF_PICTURE, panel.shows), f"shows= does not begin with a kind above: {panel.shows}"
    assert panel.shows.endswith(".")
    assert not re.search(r"\b(?:chart|graph|image|picture)\b", panel.shows), "which kind of chart?"
    assert len(panel.shows.split()) <= 50
    axes = panel._picture.figure.axes
    for label in [each.get_xlabel() for each in axes] + [each.get_ylabel() for each in axes]:
        for word in re.findall(r"[a-z]{4,}", re.sub(r"\(.*?\)|\d", "", label.lower())):
            assert word.removesuffix("s") in panel.shows.lower(), f"axis {label!r}: {word}"


NUMBERS = {3: "three", 6: "six", 7: "seven", 8: "eight", 10: "ten", 11: "eleven", 12: "twelve", 15: "fifteen"}


def test_counts_in_the_description_of_a_picture_are_right():
    """What `shows` counts is counted again: a longer table must not leave an old number behind."""
    series, tree = tables.load("france_procuring"), tables.load("liability_tree")
    steps = tree.groupby("kind")["step"].nunique()
    counted = {
        "advert_reader": {
            "adverts": len(made("advert_reader").table),
            "signs": len(tables.load("recruitment_indicators")),
        },
        "french_figures": {"series": series["series"].nunique()},
        "handshakes": {"dots": 12},
        "levers_together": {"levers": len(made("levers_together").table)},
        "liability_navigator": {"questions": steps["question"], "results": steps["result"]},
        "notice_workshop": {"parts": len(made("notice_workshop").table)},
        "sort_it_yourself": {"claims": len(made("sort_it_yourself").table)},
        "ten_jurisdictions": {"columns of dots": len(made("ten_jurisdictions").table)},
        "then_and_now": {"statements": len(made("then_and_now").controls[0].options)},
        "timeline": {"lanes": len(made("timeline").controls[1].options) - 1},
        "which_assumption": {"bars": len(made("which_assumption").table)},
    }
    said = [(name, f"{NUMBERS[count]} {thing}") for name, each in counted.items() for thing, count in each.items()]
    shares, moves = made("hosting_by_country").result.shares["year"], tables.load("relocations")["month"].dt.year
    for name, years in (("french_figures", series["year"]), ("hosting_by_country", shares), ("real_moves", moves)):
        said.append((name, f"{years.min()} to {years.max()}"))
    turnover = made("turnover_estimator")
    said.append(("redraw_assumptions", f"{made('redraw_assumptions').table['draws'].iloc[0]} dots"))
    said.append(("turnover_estimator", f"{turnover.table['estimates'].sum():,} estimates"))
    for name in ("turnover_estimator", "which_assumption"):
        said.append((name, f"the reported {turnover.result.reported / 1e6:g} million"))
    for name, words in said:
        assert words in made(name).shows.lower(), f"{name}: {words}"


# ---------------------------------------------------------------- controls


UNITLESS = {"How choosy operators are", "Month"}  # an exponent of the model; "Month: 17"


def test_every_control_has_a_name_of_its_own_and_a_unit(panel):
    labels = [part.label for part in (*panel.all_controls, *panel.actions, *panel.tasks)]
    assert len(set(labels)) == len(labels), "two controls share a name"
    for control in panel.all_controls:
        assert control.label[0].isupper() and not re.search(r"[_<>:]", control.label)
        shown = panel.widgets[control.name].description
        assert shown.startswith(control.label.replace("'", "&#39;")), shown
        if isinstance(control, Slider | Range):
            assert control.unit or control.label in UNITLESS, f"{control.label} has no unit"
            assert not control.unit or f'<span class="hs-unit">({control.unit})</span>' in shown
        if isinstance(control, Choice):
            texts = [text for text, _ in control.options]
            assert len(set(texts)) == len(texts) and all(texts), "options that sound alike"


def test_one_change_is_announced_once(panel):
    """One live region changes when a control does, and none but the sentence."""
    live = [w for w in _every_widget(panel.widget) if "hs-live" in w._dom_classes]
    before = [w.value for w in live]
    control = panel.all_controls[0]
    panel.set(**{control.name: next(v for v in some(control) if v != control.start)})
    changed = [w for w, old in zip(live, before, strict=True) if w.value != old]
    assert changed == [panel._sentence]


def _every_widget(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _every_widget(child)
