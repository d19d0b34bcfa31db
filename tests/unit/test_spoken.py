"""What a screen reader says of every explorer, checked for meaning.

The sentence under a picture is what somebody gets who cannot see it. So: its figures are worked out
here again from the explorer's own table, and no other number may stand in it; it changes whenever
the picture does; it points the way the numbers point; it reads well aloud. How the browser hands
names and values on is looked at in test_keyboard.py.
"""

import re

import numpy as np
import pandas as pd
import pytest

from harness.explorer_states import EACH, PANELS, heard, made, seen, some
from hosting_shift import dates, explorers, tables
from hosting_shift.model import site
from hosting_shift.ui import Choice, Panel, Range, Slider
from hosting_shift.words import percent

WORDS = 75  # about half a minute of speech
READERS = {  # here a text of the law or of the article is read out: the picture is that text
    "claims_explorer",
    "jurisdiction_puzzle",
    "liability_navigator",
    "notice_workshop",
    "sort_it_yourself",
    "then_and_now",
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
# One function an explorer: (table, settings, result) -> phrases that must stand in its sentence.
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
    adverts = tables.load("fictional_adverts")
    shown = adverts[adverts["reader"].notna()].sort_values("reader")
    text = shown["text"].iloc[s["place"]]
    there = ", ".join(t.loc[t["in this advert"] == "yes", "indicator"]) or "none"
    open_ = [f"Indicators: {there}."] if s["uncovered"] else ["label are covered."]
    return [f"advert {s['place'] + 1} of {len(shown)}", text, *open_]


@facts
def claims_explorer(t, s, r):
    if t.empty:
        return ["No claim"]
    checked = (t["verdict"] != "unverifiable").sum()
    confirmed = (t["verdict"] == "confirmed").sum()
    whole = len(tables.load("claims"))
    read = list(t.loc[t["claim"] == s["read"], ["claim", "text", "finding", "note"]].to_numpy().flat)
    if len(t) == 1:
        return [f"One of {whole} claims", *read]
    some_ = f"All {whole} claims" if len(t) == whole else f"{len(t)} of {whole} claims"
    return [some_, f"{checked or 'none'} could be checked", f"{confirmed or 'none'} ", *read]


@facts
def close_or_inquire(t, s, r):
    yours, pace = t.iloc[:, -1], s["yearly_now"]
    row = t["closures a year"] == pace
    alone, here = yours.iloc[0], yours[row].iloc[0]
    said = [f"after {many(round(alone), 'month')}", f"more than {100 * r.threshold:.1f} %"]
    if not pace:
        return said
    assert (here < alone) == (s["preserved"] / 100 > r.threshold), "threshold and months agree"
    side = "sooner" if here < alone else "later"
    return [
        *said,
        f"{many(pace, 'closure')} a year",
        f"{s['preserved']} % of which",
        f"takes {here:.1f} months",
        f"comes {side}.",
    ]


@facts
def convention_atlas(t, s, r):
    bound = (t["bound on this day"] == "yes").sum()
    waiting = len(t) - bound
    every = 193  # member states of the United Nations
    share = bound * (bound - 1) / (every * (every - 1))
    said = [f"On {day(s['day'])}", f"{bound} states", f"links {percent(share)} of all pairs"]
    if waiting:
        said.append(f"{waiting} more {'has' if waiting == 1 else 'have'}")
    from_ = tables.load("convention_parties").set_index("iso3")["in_force_date"]
    dates = [from_.get(s[one]) for one in ("state_a", "state_b")]
    if s["state_a"] != s["state_b"] and all(pd.notna(d) for d in dates):
        since = max(dates)
        linked = since <= pd.Timestamp(s["day"])
        said.append(("linked since " if linked else "that comes on ") + day(since))
    return said


@facts
def evidence_race(t, s, r):
    end = t.iloc[-1]
    half = "half are gone in month" if end["still active (of 100)"] <= 50 else "half are not gone"
    return [
        f"After five years {r.outcome.arrested * 100:.0f} of 100 operators are arrested",
        f"{end['gave up (of 100)']:.0f} gave up",
        f"{100 * r.outcome.survival[-1]:.0f} are still",
        f"{half} {r.outcome.median_exit or ''}".strip(),
        f"{percent(r.outcome.uptime, 0)} of the time",
        f"{end['arrested, other kind of procedure']:.0f} would be",
        *(["in 4 steps"] if s["stages"] == 1 else []),
    ]


@facts
def french_figures(t, s, r):
    sign = {"about": "about ", "derived": "about ", "more than": "over "}
    said = ["make no curve"] if r.reasons and s["one"] != s["other"] else []
    for series in {s["one"], s["other"]}:
        rows = t[t["series"] == series].sort_values("year")
        for row in (rows.iloc[0], rows.iloc[-1]):
            said.append(f"{sign.get(row['qualifier'], '')}{row['value']:,} in {row['year']}")
    return said


@facts
def handshakes(t, s, r):
    n = s["members"]
    pairs = n * (n - 1) // 2
    return [
        f"{n} of 12 states have joined, that is {percent(n / 12, 0)}",
        f"{pairs} of 66 pairs, that is {percent(pairs / 66, 0)}",
    ]


@facts
def hosting_by_country(t, s, r):
    t = t[t["country"] == s["country"]]
    top = t["share_percent"].max()
    ends = [
        f"{w} {row['share_percent']:g} % in {row['year']}" for w, row in (("first", t.iloc[0]), ("last", t.iloc[-1]))
    ]
    year = t.loc[t["share_percent"] == top, "year"].iloc[0]
    return [s["country"], *ends, f"highest {top:g} % in {year}"]


@facts
def jurisdiction_puzzle(t, s, r):
    lines = t[t["result"].isin(["inside", "open", "on condition", "broken"])]
    count = lines["result"].value_counts()
    words = {"inside": "inside the state", "open": "open", "on condition": "on condition", "broken": "broken"}
    broken = lines.loc[lines["result"] == "broken", "asked, or ground"]
    dates = [
        f"(from {day(d)})"
        for _, _, line in r.chain
        for m in line.mends
        for d in re.findall(r"\(from (\d+ \w+ \d{4})\)", m)
    ]
    said = [
        f"On {day(r.day)}",
        *(f"{count[k]} {w}" for k, w in words.items() if k in count),
        *(f"“{asks}”" for asks in broken),
    ]
    return said + [d for d in dates if d in describe_first(r)]


def describe_first(r) -> str:
    """Return the ways that mend the first broken line: only that one is read out."""
    first = next((line for *_, line in r.chain if line.status == "broken"), None)
    return " ".join(first.mends) if first else ""


@facts
def last_haven(t, s, r):
    said = []
    for kind, column in (("closing", "only closing"), ("evidence", "with evidence")):
        level = t[f"online, {column} (%)"]
        share = -np.diff(level) / (level.iloc[0] - level.iloc[-1])
        steps = r.share(kind)
        coarse = 0.11 / (level.iloc[0] - level.iloc[-1])  # the table has one digit
        assert np.allclose(share, steps, atol=coarse), "shares follow from the levels in the table"
        said += [
            f"last of ten accessions brings {percent(steps[-1], 0)}",
            f"first five together {percent(steps[:5].sum(), 0)}",
            f"falls from {level.iloc[0]:.1f} % to {level.iloc[-1]:.1f} %",
        ]
    return said


@facts
def levers_together(t, s, r):
    first, second = t.iloc[0], t.iloc[1]
    column = "fair share (months)"
    assert t[column].sum() == pytest.approx(r.whole, abs=0.05), "the fair shares add up to the whole"
    idle = t.loc[t["alone (months)"] < 0.05, "lever"]
    corners = [r.square[0, 0], r.square[1, 0], r.square[0, 1], r.square[1, 1]]
    return [
        *(f"{x:.1f} months" for x in corners),
        f"prevent {r.whole:.1f} of 60 months",
        f"“{first['lever']}” {r.shares.max():.1f} months",
        f"“{second['lever']}” {np.sort(r.shares)[-2]:.1f} months",
        *idle,
    ]


@facts
def liability_navigator(t, s, r):
    last = t[t["step"] == r.asked].iloc[0] if r.asked else t.iloc[-1]
    kind = "Question" if r.asked else "Result"
    said = [f"{kind} {last['step']}: {last['question or result']}", f"law as of {day(law_day(s))}"]
    other = next(year for year in r.every_year if year != s["year"])
    if kind == "Result":
        said.append(f"As of {day(law_day({'year': other}))}")
    return said


def law_day(s) -> str:
    return {2009: "2009-06-30", 2026: "2026-04-02"}[s["year"]]


@facts
def notice_workshop(t, s, r):
    said = []
    for year in ("2009", "2026"):
        asked = t[t[year] != "not asked"]
        held, lacks = (asked[year] == "held").sum(), asked.loc[asked[year] == "missing", "part"]
        said += [f"Law of {year}: {held} of {len(asked)} elements", *(part.lower() for part in lacks)]
        said.append("lacks" if len(lacks) else "complete")
    return said


@facts
def one_site(t, s, r):
    days = 30 * s["months_online"]
    share = site.uptime(s["months_online"], s["reopen_days"] / 30)
    said = [f"{days:g} / ({days:g} + {s['reopen_days']}) days = {percent(share)}"]
    closed = (t["the site is"] == "offline").sum()
    if len(t):
        said += [
            "Closed once" if closed == 1 else f"Closed {closed} times",
            f"in {t['to month'].iloc[-1]:.1f} months",
            f"online {t['online so far (%)'].iloc[-1]:.1f} % of the time",
        ]
    return said


@facts
def policy_lab(t, s, r):
    none, mine = t.iloc[0], t.iloc[1]
    lost = 0.6 * (none["online (% of time)"] - mine["online (% of time)"])
    assert r.prevented == pytest.approx(lost, abs=0.01), "months prevented follow from the table"
    said = [
        f"online {mine['online (% of time)']:.0f} %",
        f"against {none['online (% of time)']:.0f} %",
        f"{max(r.prevented, 0):.1f} of 60 months prevented",
        f"{mine['arrested (% of operators)']:.0f} % of the operators are arrested",
        f"{mine['gave up (% of operators)']:.0f} % give up",
    ]
    gone = mine["arrested (% of operators)"] + mine["gave up (% of operators)"]
    if gone < 49:
        said.append("more than half of the operators are still active")
    elif gone > 51:
        said.append(f"gone after {r.median_exit} months")
    elif r.median_exit:
        said.append(f"after {r.median_exit} months")
    moved = mine["moved on (% of the loss)"]
    if moved >= 0.5:
        said.append(f"{moved:.0f} % turns up elsewhere")
    kept = t.iloc[2:].dropna(subset=["online (% of time)"])
    if len(kept):
        best = kept["online (% of time)"].min()
        said += [f"Kept so far: {len(kept)}", f"{best:.0f} %"]
    return said


@facts
def procedure_clocks(t, s, r):
    low = t.dropna(subset=["observed from (days)"])
    firm = low[low["observed is"] == "sourced"]
    limits = t["limit in law (days)"].notna().sum()
    said = [
        f"As of {day(s['day'])}",
        "1 way" if len(t) == 1 else f"{len(t)} ways",
        f"time limit in {limits or 'none'} of them",
        f"needs {many(s['site_days'], 'day')} to move",
    ]
    kept = t["data kept (days)"].dropna()
    if len(kept):
        said.append(f"data kept for {kept.min():.0f} days in {len(kept)}")
    if len(firm):
        ends = firm["observed from (days)"].min(), firm["observed to (days)"].max()
        said.append(f"found for {len(firm)}, from {ends[0]:.0f} to {ends[1]:.0f} days")
        if len(low) > len(firm):
            said.append(f"{len(low) - len(firm)} more from memory")
    quick = (t[["limit in law (days)", "observed from (days)"]].min(axis=1) <= s["site_days"]).sum()
    return [*said, f"{quick or 'none'} of them ha"]


@facts
def procuring_laws(t, s, r):
    sizes = t["group"].value_counts()
    contested = (t["contested"] == "yes").sum()
    left = [f"{r.without} more have no label"] if r.without else []
    return [*(f"{group} {n}" for group, n in sizes.items()), f"{contested} of these {len(t)} rows are contested", *left]


@facts
def real_moves(t, s, r):
    moves = t[t["from and to"].str.contains(" → ")]
    said = [
        f"Of {len(tables.load('relocations'))} recorded events",
        f"{len(t)} event",
        f"dates {(t['date is'] == 'sourced').sum() or 'none'} of them",
    ]
    ends = moves.iloc[[0, -1]] if len(moves) else moves
    said += [
        f"from {a} to {b} in {when[:4]}"
        for (a, b), when in zip(ends["from and to"].str.split(" → "), ends["when"], strict=True)
    ]
    return [*said, f"{len(moves) or 'none'} move"]


@facts
def redraw_assumptions(t, s, r):
    said = []
    for row in t.itertuples(index=False):
        said.append(f"{row[2]} of {row[4]} draws against {row[1]}")
        if row[3]:
            said.append(f"(no difference in {row[3]})")
    return said


@facts
def screening_dots(t, s, r):
    marks, exact = t["marks drawn"], t["expected"]
    hits, misses, alarms = marks[0], marks[1], marks[2]
    share = 100 * exact[0] / (exact[0] + exact[2])
    right = "is" if s["deceptive"] == 1 else "are"
    return [
        f"Of 1,000 adverts {s['deceptive']} {right} deceptive",
        f"stops {hits} of them",
        f"{alarms} honest ones",
        f"misses {misses or 'none'}",
        f"{share:.1f} % of what",
    ]


@facts
def screening_threshold(t, s, r):
    row = t[t["indicators required"] == s["required"]].iloc[0]
    best = t.loc[t["weighed cost"].idxmin(), "indicators required"]
    said = [
        f"Requiring {s['required']} of 8",
        f"1,000 adverts with {s['base']} deceptive",
        f"weighing {many(s['miss_cost'], 'false alarm')}",
        f"requiring {best} costs least",
    ]
    if row["caught"] + row["false alarms"] == 0:
        return [*said, "stops nothing"]
    precision = 100 * row["caught"] / (row["caught"] + row["false alarms"])
    return [
        *said,
        f"{row['caught']:.1f} caught (recall {row['recall (%)']:.0f} %)",
        f"{row['false alarms']:.0f} honest",
        f"precision {precision:.0f} %",
    ]


@facts
def sort_it_yourself(t, s, r):
    claim = t.iloc[s["number"]]
    said = [f"Claim {s['number'] + 1} of {len(t)}", claim["claim"]]
    done = t[t["same verdict"] != "–"]
    if claim["same verdict"] != "–":
        same = (done["same verdict"] == "yes").sum()
        kinds = (done["your kind"] == done["audit's kind"]).sum()
        said += [f"{same} of {len(done)} verdicts ({percent(same / len(done), 0)})", f"{kinds} of {len(done)} kinds"]
    return said


@facts
def ten_jurisdictions(t, s, r):
    online = t["sites online (this draw)"]
    more = t["closes more"] == "yes"
    shares = t["sites online (expected)"] / t["sites online (expected)"].sum()
    said = [
        f"After {s['month']} months {online.sum()} of 100 sites are online",
        f"the largest host, {t.loc[online.idxmax(), 'jurisdiction']}, has {online.max()}.",
        f"moved {r.moves / 100:.1f} times",
        f"online {percent(r.uptime)} of the time",
        "from 0.1 if all host alike to 1 if one hosts all",
        f"{r.concentration:.2f}.",
        "Expected concentration",
    ]
    assert r.concentration == pytest.approx((shares**2).sum(), abs=0.005)
    if more.any() and not more.all():
        said.append(f"there are {online[more].sum()}, of {t.loc[more, 'sites at the start'].sum()} at")
    return said


@facts
def then_and_now(t, s, r):
    said = [f"By the end of {s['until']}"]
    if t.empty:
        return [*said, "no evidence"]
    count = t["it"].value_counts()
    if len(count) > 1:
        said += [f"{n} " for n in count]
    else:
        said += [count.index[0]]
    return [*said, many(len(t), "piece") + " of evidence", t["evidence"].iloc[-1]]


@facts
def timeline(t, s, r):
    after = (t["when"] >= "2009-07").sum()
    now = t[t["when"].str.startswith(str(s["year"]))]
    return [
        f"{len(t)} event",
        f"{after} of them since July 2009",
        f"In {s['year']}: ",
        *now["event"],
        *(["none."] if now.empty else []),
    ]


@facts
def turnover_estimator(t, s, r):
    low, high = np.percentile(r.turnovers, [5, 95]) / 1e6
    at_least = t.loc[t["from (million euro)"] >= 3, "share (%)"].sum()
    share = 100 * (r.turnovers >= 3e6).mean()
    assert at_least == pytest.approx(share, abs=0.5), "the table's bars give the same share"
    return [
        f"Of {t['draws'].sum():,} draws {share:.0f} % reach the reported 3 million euro a month",
        f"middle estimate is {r.middle / 1e6:.2f} million",
        f"between {low:.2f} and {high:.2f} million",
    ]


@facts
def which_assumption(t, s, r):
    first, *others = t.to_dict("records")
    swing = "swing (million euro)"
    tied = [o for o in others if abs(o[swing] - first[swing]) < 1e-6]
    at = [first[f"turnover at {end} end (million euro)"] for end in ("lower", "upper")]
    lead = (
        [f"each {first[swing]:.2f} million"]
        if tied
        else [
            first["assumption"],
            f"{first['lower end']:,g} to {first['upper end']:,g} ",
            f"from {at[0]:.2f} to {at[1]:.2f} million euro a month",
        ]
    )
    rest = [f"{o['assumption'].lower()} moves it by {o[swing]:.2f} million" for o in others if o not in tied]
    return lead + rest


@facts
def who_was_where(t, s, r):
    there, not_yet, never = (t[t["on this day"] == k] for k in ("in force", "not yet", "no link"))
    said = [f"On {day(s['day'])}"]
    for rows in (not_yet, never):
        said += list(rows["instrument"].head(1))
        said += [f"{len(rows) - 1} more"] if len(rows) > 1 else []
    if there.empty:
        return [*said, "nothing on the list was in force"]
    first = there.iloc[0]
    more = [f"and {len(there) - 1} more"] if len(there) > 1 else []
    return [*said, first["instrument"], first["condition"], *more]


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
    quoted = {text for text in QUOTES.get(name, lambda _: [])(result) if text}
    quoted |= {str(v) for c in table for v in table[c] if isinstance(v, str) and len(v) > 3}
    quoted |= {
        text
        for c in panel.all_controls
        if isinstance(c, Choice)
        for text, value in c.options
        if value == settings[c.name]
    }
    for text in sorted({*quoted, *phrases}, key=len, reverse=True):
        said = re.sub(re.escape(text), " … ", said, flags=re.I)
    return re.findall(r"[^.;:]{0,30}\d[^.;:]{0,20}", said)


def test_every_explorer_is_heard():
    assert sorted(FACTS) == sorted(PANELS)


def test_the_figures_said_are_those_of_the_table_and_there_are_no_others(name, panel):
    for settings, result, said in heard(name):
        table = panel.tabulate(result)
        phrases = FACTS[name](table, settings, result)
        for phrase in phrases:
            assert str(phrase) in said, (phrase, said, settings)
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
    ("one_site", "months_online", 1.0, 24.0, r"days = ([\d.]+) %", 1),
    ("one_site", "reopen_days", 1, 30, r"days = ([\d.]+) %", -1),
    ("policy_lab", "surrender", "nobody", "warrant", r"(\d+) % of the operators are arrested", 1),
    ("policy_lab", "surrender", "nobody", "warrant", r"online (\d+) % of the five years", -1),
    ("policy_lab", "chi", 0.0, 0.7, r"([\d.]+) of 60 months prevented", -1),
    ("procedure_clocks", "day", "2009-06-30", "2026-11-23", r"has (\d+) ways", 1),
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
    ("turnover_estimator", "fee", (100, 200), (900, 1000), r"draws (\d+) % reach", 1),
    ("which_assumption", "months", (1, 2), (11, 12), r"from ([\d.]+) to", 1),
]


@pytest.mark.parametrize(("name", "control", "low", "high", "figure", "way"), DIRECTIONS)
def test_the_words_point_the_way_the_control_does(name, control, low, high, figure, way):
    panel = made(name)

    def say(value) -> float:
        said = panel.describe(panel.compute(**panel.settings | {control: value}))
        found = re.search(figure, said)
        assert found, (figure, said)
        words = next(group for group in found.groups() if group)
        return 0.0 if words in ("none", "no") else float(words)

    before, after = say(low), say(high)
    assert (after - before) * way > 0, (before, after)


def test_words_of_comparison_agree_with_the_numbers():
    panel = explorers.score_yourself()
    outcomes = panel._questions.set_index("question")["answer"].map({"yes": 100, "no": 0}).dropna()
    for mine, word in ((lambda o: o, "better than"), (lambda o: 100 - o, "worse than"), (lambda o: 50, "the same as")):
        panel = explorers.score_yourself()
        for name, outcome in list(outcomes.items())[:4]:
            assert panel.current == name
            panel.give(mine(outcome))
            panel.go_on()
        assert word in panel.sentence and "0.25" in panel.sentence
    assert "Score yourself. Left, dots" in panel.alt and panel.sentence in panel.alt


# ---------------------------------------------------------------- read aloud

CODE_WORDS = re.compile(
    r"[a-z]_[a-z]|\bNone\b|\bnan\b|\bTrue\b|\bFalse\b|\binf\b|\d[eE][-+]?\d|[\[\]{}<>|\\]|  |\.\.|,,|\( | \)| [,.;:]"
)
ONE_OF_MANY = re.compile(r"(?<![\d.,/–-])\b1 (?!is\b|was\b|has\b|cuts\b|bears\b|speaks\b|moves\b)[a-z]+s\b")
BARE = re.compile(r"\d\.\d+(?=[;,.:)](?:\s|$)|$)")  # a decimal number with nothing after it
NO_UNIT = {"ten_jurisdictions", "score_yourself"}  # HHI and Brier score have none; their ends are said


def test_sentences_read_well_aloud(name, panel):
    for _, _, said in heard(name):
        assert said[0].isupper() or said[0].isdigit(), said
        assert not CODE_WORDS.search(said), (CODE_WORDS.search(said).group(), said)
        assert not re.search(r"\b1 more have\b|\bone [a-z]+ are\b", said), said
        if name not in READERS:
            found = ONE_OF_MANY.search(said)
            assert not found or found.group() == "1 of", (found.group(), said)
        if name not in NO_UNIT | READERS:
            assert not BARE.search(said), f"a number without a unit: {said}"
        most = MOST if name in READERS else WORDS
        assert len(said.split()) <= most, f"{len(said.split())} words: {said}"


KINDS_OF_PICTURE = (  # the words that a description begins with
    r"(?:A bar|A card|A decision tree|A diagram|A grid|A letter|A map|A row|A sketch"
    r"|A thousand marks|Areas|Bars|Blocks|Columns|Curves|Left,|Lines|Six columns of bars"
    r"|Six lanes|Ten columns of dots|Three bars|Twelve dots|Two sets of ten bars"
    r")(?!\w)"
)


def test_the_alternative_text_names_the_kind_of_picture_and_its_axes(name, panel):
    """Title, kind and axes, then the sentence; the words on the axes stand in it."""
    assert re.match(KINDS_OF_PICTURE, panel.shows) and panel.shows.endswith(".")
    assert not re.search(r"\b(?:chart|graph|image|picture)\b", panel.shows), "which kind of chart?"
    assert len(panel.shows.split()) <= 50
    for axes in panel._picture.figure.axes:
        for label in (axes.get_xlabel(), axes.get_ylabel()):
            for word in re.findall(r"[a-z]{4,}", re.sub(r"\(.*?\)|\d", "", label.lower())):
                assert word.removesuffix("s") in panel.shows.lower(), f"axis {label!r}: {word}"


NUMBERS = {"three": 3, "six": 6, "seven": 7, "eight": 8, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15}


def test_counts_in_the_description_of_a_picture_are_right():
    """What `shows` counts is counted again: a longer table must not leave an old number behind."""

    def shows(name) -> str:
        return made(name).shows.lower()

    def says(name, number, thing):
        word = next(w for w, n in NUMBERS.items() if n == number)
        assert f"{word} {thing}" in shows(name), f"{name}: {word} {thing}"

    says("advert_reader", len(made("advert_reader").table), "indicators")
    series = tables.load("france_procuring")
    says("french_figures", series["series"].nunique(), "series")
    assert f"{series['year'].min()} to {series['year'].max()}" in shows("french_figures")
    shares = made("hosting_by_country").result.shares["year"]
    assert f"{shares.min()} to {shares.max()}" in shows("hosting_by_country")
    moves = tables.load("relocations")["month"].dt.year
    assert f"{moves.min()} to {moves.max()}" in shows("real_moves")
    says("handshakes", 12, "dots")
    says("levers_together", len(made("levers_together").table), "levers")
    tree = tables.load("liability_tree")
    says("liability_navigator", tree.loc[tree["kind"] == "question", "step"].nunique(), "questions")
    says("liability_navigator", tree.loc[tree["kind"] == "result", "step"].nunique(), "results")
    says("notice_workshop", len(made("notice_workshop").table), "parts")
    says("sort_it_yourself", len(made("sort_it_yourself").table), "claims")
    says("ten_jurisdictions", len(made("ten_jurisdictions").table), "columns of dots")
    (statement,) = made("then_and_now").controls[:1]
    says("then_and_now", len(statement.options), "statements")
    timeline = made("timeline")
    says("timeline", len(timeline.controls[1].options) - 1, "lanes")
    says("which_assumption", len(made("which_assumption").table), "bars")
    draws = made("redraw_assumptions").table["draws"].iloc[0]
    assert f"{draws} dots" in shows("redraw_assumptions")
    assert f"{made('turnover_estimator').table['draws'].sum():,} draws" in shows("turnover_estimator")
    reported = made("turnover_estimator").result.reported / 1e6
    for name in ("turnover_estimator", "which_assumption"):
        assert f"the reported {reported:g} million" in shows(name)


# ---------------------------------------------------------------- controls


def test_every_control_has_a_name_of_its_own_and_a_unit(name, panel):
    labels = [c.label for c in panel.all_controls]
    buttons = [b.label for b in (*panel.actions, *panel.tasks)]
    assert len({*labels, *buttons}) == len(labels) + len(buttons), "two controls share a name"
    for control in panel.all_controls:
        assert control.label[0].isupper() and not re.search(r"[_<>:]", control.label)
        shown = panel.widgets[control.name].description
        assert shown.startswith(control.label.replace("'", "&#39;")), shown
        if isinstance(control, Slider | Range) and control.unit:
            assert f'<span class="hs-unit">({control.unit})</span>' in shown
        elif isinstance(control, Slider | Range):
            assert control.label in UNITLESS, f"{control.label} has no unit"
        if isinstance(control, Choice):
            texts = [text for text, _ in control.options]
            assert len(set(texts)) == len(texts) and all(texts), "options that sound alike"


UNITLESS = {"How choosy operators are", "Month"}  # an exponent of the model; "Month: 17"


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
