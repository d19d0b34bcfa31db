"""The numbers that lesson 09 says."""

import itertools
import math

from hosting_shift import content, explorers, law, levers, tables
from hosting_shift.exercises.lesson_09 import BESIDE, BOTH, OPEN, SEVEN, M, N, _last_share, months, turns
from hosting_shift.levers import MONTHS, READY_MADE, Mix
from prose.common import WORLD, posed, quoted, time

TEAMS = BESIDE._replace(evidence="teams")
RANGES = tables.load("model_parameters").set_index("symbol")

K, L, KL = 2, 6, 20  # what two invented levers of the worked example prevent alone and together


def steps(mix: Mix) -> float:
    """Return what a mix prevents if an evidence procedure takes four steps."""
    before, after = (levers.outcome(each, stages=4) for each in (levers.NOTHING, mix))
    return after.prevented(before)


def with_(symbol: str, end: str, mix: Mix) -> float:
    """Return what a mix prevents with one assumption at an end of its range."""
    changes = ((symbol, float(RANGES.loc[symbol, end])),)
    return levers.outcome(mix, changes).prevented(levers.outcome(levers.NOTHING, changes))


def _matters_most(mix: Mix) -> tuple[str, str]:
    """Return which assumption of the lab, moved to an end of its range, changes most what a mix prevents."""
    ends = [*itertools.product(("q", "beta", "chi"), ("low", "high"))]
    found = {each: with_(*each, mix) for each in ends} | {("steps", "high"): steps(mix)}
    rational = [levers.outcome(each, rational=True) for each in (levers.NOTHING, mix)]
    found["rational", "on"] = rational[1].prevented(rational[0])
    return max(found, key=lambda each: abs(found[each] - months(mix)))


def _four_times() -> str:
    assert round(months(BESIDE) / months(READY_MADE[0])) == 4
    return "mix B below prevents about four times as many months as mix A"


def _giving_up() -> str:
    """Return the sentence on the assumption that matters most for mix A."""
    mix = READY_MADE[0]
    assert _matters_most(mix) == ("q", "high") and with_("q", "high", mix) > 4 * months(mix)
    return "*Giving up at a closure* changes most: at its high end mix A prevents more than four times as much"


def lesson_says() -> list[str]:
    assert MONTHS == 60, "the text writes sixty months"
    assert len(WORLD.codes) == 10, "the text writes ten states"
    assert len(explorers.policy_lab().controls) == 3, "three groups of levers are in sight"
    assert READY_MADE[:2] == (Mix("orders_all"), BESIDE), "mixes A and B"
    one, handover, both = months(Mix("orders_eu")), months(Mix("orders_eu", "rogatory", "warrant")), _both()
    evidence = months(Mix("orders_eu", "all", "nobody", "all"))
    s_first, s_last = turns("handover")
    wins = _wins()
    return [
        time("09_policy_lab"),
        law.texts.head_line("09"),
        posed("at home 15 more"),
        posed(f"K alone prevents {K} months and L alone {L}. Together they prevent {KL}"),
        f"| K first | 0 | {K} | {K} |",
        f"| K last | {L} | {KL} | {KL - L} |",
        f"| handover first | {one:.1f} | {handover:.1f} | {s_first:.1f} |",
        f"| handover last | {evidence:.1f} | … | … |",
        f"({K} + {KL - L}) ÷ 2 = {(K + KL - L) / 2:g} for K",
        f"{both:.1f} − {evidence:.1f} = {s_last:.1f} months",
        f"half of {s_first:.1f} + {s_last:.1f} is {(s_first + s_last) / 2:.1f}",
        quoted("articles 225-5, 225-6 and 324-1", "levers", "law", label="payments and advertising cut"),
        quoted("*text_dated* says 10 June 2026", "levers", "text_dated", label="payments and advertising cut"),
        posed(f"M alone prevents {M} months, N alone {N}, and both {BOTH}"),
        f"M adds {M} months first, and {BOTH} − {N} = {BOTH - N} last",
        quoted("The treaty is of 1957", "levers", "law", option="extradition"),
        f"the model allows {100 * RANGES.loc['q', 'low']:.0f} to {100 * RANGES.loc['q', 'high']:.0f} %",
        _four_times(),
        f"the first {wins['draws']} draws",
        posed("one wins in 34 of 40 draws"),
        _open_up_to(wins["draws"]),
        _open_of_more(),
        f"many leave for good: {_last_share('closing', beta=0, q=0.45):.0f} %",
        f"the others seek it strongly: {_last_share('evidence', beta=6.0):.0f} %",
        _giving_up(),
        f"C wins against A in {wins['CA']} of {wins['draws']} draws",
        f"D wins against B in all {wins['DB']}",
        f"It wins against C in {wins['DC']} and",
        f"against A in {wins['DA']}",
    ]


def _more_heads(most: int, draws: int) -> float:
    """Return how likely a fair coin shows more heads than so many."""
    return sum(math.comb(draws, heads) for heads in range(most + 1, draws + 1)) / 2**draws


def _open_of_more() -> str:
    """Return up to how many of the draws that the button makes a pair is open, by the same measure."""
    redrawn = explorers.redraw_assumptions()
    redrawn.run(redrawn.tasks[0])
    draws = redrawn.result.rows[0][3]
    return f"Up to {next(most for most in range(draws) if _more_heads(most, draws) < 0.025)} of {draws} is open"


def _open_up_to(draws: int) -> str:
    """Return up to how many wins a pair is open, and check that a fair coin seldom shows more heads."""
    most = round(OPEN * draws)
    assert _more_heads(most, draws) < 0.025 < _more_heads(most - 1, draws)
    return f"Up to {most} we call a pair *open*, because a fair coin seldom shows more heads in {draws} throws"


def _both() -> float:
    return months(Mix("orders_eu", "all", "warrant", "all"))


def _wins() -> dict[str, int]:
    """Return how often B wins against A, and C against B and A, in the draws shown first."""
    redrawn, found = explorers.redraw_assumptions(), {}
    for mine, against in itertools.product((1, 2, 3), (0, 1, 2)):
        redrawn.set(mine=mine)
        found |= {f"{'ABCD'[mine]}{'ABCD'[row[0]]}": row[1] for row in redrawn.result.rows if row[0] == against}
        found["draws"] = redrawn.result.rows[0][3]
    return found


def notes_say_what_is_so() -> None:
    """Check the figures of the model answers, which no phrase below holds."""
    models = " ".join(" ".join(model.text.split()) for model in content.note("09", "recommend").models)
    assert f"prevents {months(TEAMS):.1f} of 60 months, against {months(BESIDE):.1f} without" in models
    assert f"from {months(BESIDE):.1f} to {months(TEAMS):.1f} of 60" in models
    assert RANGES.loc["chi", "high"] == 0.7, "seven in ten"
    assert {_matters_most(mix) for mix in (BESIDE, TEAMS)} == {("chi", "high")}, "what matters most"
    assert f"the months are {with_('chi', 'high', BESIDE):.1f} and {with_('chi', 'high', TEAMS):.1f}" in models
    assert f"wins in {_wins()['CA']} of {_wins()['draws']} draws" in models
    leave = (("q", 0.2),)  # a fifth of the operators leave at a closure
    before, notices, mine = (levers.outcome(mix, leave) for mix in (levers.NOTHING, Mix("notice_seven"), TEAMS))
    assert notices.prevented(before) > mine.prevented(before), "notices and orders would prevent more than my mix"


def bets_say_what_is_so() -> None:
    """Check what the replies to the bet on one's own mix say of all mixes."""
    groups = levers.GROUPS[:3]  # those in sight; the offence lies under the fold
    mixes = [Mix(*chosen) for chosen in itertools.product(*([s for _, s in levers.options(g)] for g in groups))]
    online = {mix: 100 * levers.outcome(mix).uptime for mix in mixes}
    assert min(online.values()) > 18
    low = {mix for mix, share in online.items() if share <= 50}
    assert {mix.evidence for mix in low} == {"teams", "fast", "all_fast"} and "nobody" not in {m.handover for m in low}
    nobody = [round(share) for mix, share in online.items() if mix.handover == "nobody"]
    assert (min(nobody), max(nobody)) == (78, 97)
    handed = {mix: share for mix, share in online.items() if mix.handover != "nobody"}
    assert sum(50 <= share < 77.5 for share in handed.values()) > len(handed) / 2, "most mixes with handover"
    assert all(share < 77.5 for mix, share in handed.items() if mix.evidence != "rogatory"), (
        "less, through the Convention"
    )
    rogatory = [share for mix, share in handed.items() if mix.evidence == "rogatory"]
    assert sum(share < 80 for share in rogatory) <= len(rogatory) / 5, "seldom below 80 %"


def questions_say() -> list:
    notes_say_what_is_so()
    bets_say_what_is_so()
    one, evidence, handover = (
        months(Mix("orders_eu")),
        months(Mix("orders_eu", "all", "nobody", "all")),
        months(Mix("orders_eu", "rogatory", "warrant")),
    )
    redrawn = explorers.redraw_assumptions()
    ((other, wins, _, draws), *_) = redrawn.result.rows
    shares = explorers.last_haven().result.share("evidence")
    assert 0.6 < shares[:9].sum() < 0.7, "the first nine bring over three fifths, more than half"
    assert other == 0, "B against A comes first"
    together = explorers.levers_together()
    alone = together.table.set_index("lever")
    assert alone.loc["faster assistance", "alone (months)"] == 0 and len(alone) == 8
    redrawn.set(ratio=False)
    redrawn.run(redrawn.tasks[0])
    redrawn.set(mine=1)
    evenly = redrawn.result.rows[0]
    assert 0.7 < evenly[1] / evenly[3] < 0.8, "three times in four, as the question has it"
    before, after = (levers.outcome(mix) for mix in (BESIDE, SEVEN))
    assert after.arrested < before.arrested and after.gave_up > before.gave_up
    assert after.uptime < before.uptime and after.reach < before.reach
    haven = WORLD.size[WORLD.codes.index("OTH-1")]
    assert round(100 * haven) == 7, "seven parts in a hundred"
    return [
        f"{one:.1f} of {MONTHS} months online are prevented for each site. With evidence added it is still "
        f"{evidence:.1f}, and with handover added instead it is {handover:.1f}.",
        f"{one:.1f} months without evidence and {evidence:.1f} with it",
        posed("1 to 2 months are as likely as 2 to 4"),
        posed("in one year a state issued 900 warrants, and 300 persons were handed over"),
        posed("300 is one third of 900"),
        posed("some of the 300 rest on older warrants"),
        posed("The 300 may rest on warrants of earlier years, and many of the 900"),
        posed("follow the 900 warrants themselves"),
        posed("A mix prevents 12 site-months"),
        posed("12 months of exploitation"),
        f"The uncertain assumptions are drawn anew {draws} times.",
        f"its fair share is {alone.loc['faster assistance', 'fair share (months)']:.1f} months",
        f"An equal share of eight would be {together.result.whole / len(alone):.1f} months",
        "in a little over half" if 0.5 < wins / draws < 0.62 else "no longer over half",
    ]


REFERENCES = [r"Theory of Games II \(1953\), 307–317"]

NAMED = {
    "levers_together": "Operators weigh costs against profit",
    "last_haven": "How choosy operators are · Giving up at a closure · Reset",
    "policy_lab": "Keep this mix · Reset",
    "redraw_assumptions": "Redraw the assumptions · Compare the next mix",
}
