"""Lesson 01: judge twelve claims before you see the audit; then see how far the two agree."""

import textwrap
from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law, tables
from hosting_shift.charts import lesson_01
from hosting_shift.law import audit
from hosting_shift.student.answers import AnswersFile
from hosting_shift.ui import Action, Choice, Panel, Settings, panel_of
from hosting_shift.words import percent

LESSON = "01"
OPEN = ""  # not chosen yet
NOT_CHOSEN = {"kind": OPEN, "verdict": OPEN}


@dataclass(frozen=True, eq=False)
class Result:
    """The present claim, what the reader says of it, and all judgements so far."""

    number: int  # place of the present claim among those to sort, from 0
    claim: pd.Series
    kind: str
    verdict: str
    judged: tuple[law.Judgement, ...]
    pressed: bool  # Judge was pressed before both were chosen

    @property
    def mine(self) -> law.Judgement | None:
        """The reader's judgement of the present claim, once it is given."""
        return next((j for j in self.judged if j[0] == self.claim.name), None)

    @property
    def agreement(self) -> law.Agreement:
        return law.agreement(self.judged)


def start(answers: AnswersFile | None = None) -> Settings:
    """Return the settings at rest, by name: the first claim not judged yet, and all judgements."""
    judged = restore(answers)
    names, done = law.claims_to_sort().index, {claim for claim, _, _ in judged}
    first = next((i for i, name in enumerate(names) if name not in done), 0)
    return {"number": first, "judged": judged, "pressed": False, **_said(judged, names[first])}


def _said(judged: tuple[law.Judgement, ...], claim: str) -> dict[str, str]:
    """Return kind and verdict given to a claim; not chosen if it is not judged yet."""
    return next(({"kind": k, "verdict": v} for name, k, v in judged if name == claim), NOT_CHOSEN)


def sort_it_yourself(answers: AnswersFile | None = None) -> Panel:
    """Return the explorer; with `answers`, judgements are kept in the student's file.

    A claim is judged once: the first judgement stands, as a bet does, and Reset leaves it.
    """
    at = start(answers)
    names = law.claims_to_sort().index.tolist()
    memory = {name: at[name] for name in ("number", "judged", "pressed")}

    def judge(settings: Settings) -> Settings:
        claim, given = names[settings["number"]], settings["judged"]
        if claim in {name for name, _, _ in given}:
            return {}
        if OPEN in (settings["kind"], settings["verdict"]):
            return {"pressed": True}
        judgement = (claim, settings["kind"], settings["verdict"])
        judged = (*given, judgement)
        if answers:
            store(answers, judgement)
            judged = restore(answers)  # judged in another window before: the first judgement stands
        memory["judged"] = judged  # Reset goes back to the start, answers stay
        return {"judged": judged, "pressed": False, **_said(judged, claim)}

    def turn(settings: Settings, by: int) -> Settings:
        number = (settings["number"] + by) % len(names)
        return {"number": number, "pressed": False, **_said(settings["judged"], names[number])}

    return panel_of(
        __name__,
        at,
        title="Sort it yourself",
        purpose="Read the claim, choose what it is and what you make of it, then press Judge. Only "
        "then does the audit show its verdict.",
        controls=[
            Choice("kind", "It is a statement of", [("choose", OPEN), *_words(audit.KINDS)], "yours").means(
                "What sort of statement you think it is."
            ),
            Choice("verdict", "My verdict", [("choose", OPEN), *_words(audit.VERDICTS)], "yours").means(
                "The first that fits: " + "; ".join(f"{word}, {why}" for word, why in audit.MEANS.items()) + "."
            ),
        ],
        actions=[
            Action("Judge this claim", judge, "Keeps your judgement; it stands. Shows the audit's."),
            Action("Next claim", lambda s: turn(s, 1), "Goes to the next of the twelve."),
            Action("Claim before", lambda s: turn(s, -1), "Goes one claim back."),
        ],
        memory=memory,
        sources=["claims"],
        note="What you choose is yours alone and stays in your own file.",
        kind="derived",
        shows=(
            "A grid of five kinds of statement and six verdicts, with your choice and the "
            "audit's; below, a box for each of twelve claims."
        ),
        size=(8.6, 5.2),
    )


def _words(words) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


# ---------------------------------------------------------------- the student's file


def store(answers: AnswersFile, judgement: law.Judgement) -> None:
    """Keep one judgement in the student's file, as the item sort-C09 and so on."""
    claim, kind, verdict = judgement
    words = f"{kind}, {verdict}"
    answers.put(LESSON, f"sort-{claim}", "judgement", words, seen=None, my_kind=kind, my_verdict=verdict)


def restore(answers: AnswersFile | None) -> tuple[law.Judgement, ...]:
    """Return the judgements in the file; what is not one of ours is left alone."""
    kept = answers.lesson(LESSON) if answers else {}
    found = (
        (claim, record.get("my_kind"), audit.verdict_now(record.get("my_verdict")))
        for claim in law.claims_to_sort().index
        if (record := kept.get(f"sort-{claim}"))
    )
    return tuple(j for j in found if j[1] in audit.KINDS and j[2] in audit.VERDICTS)


# ---------------------------------------------------------------- compute, draw, describe


def compute(kind: str, verdict: str, number: int, judged: tuple[law.Judgement, ...], pressed: bool) -> Result:
    """Return the claim at place `number` (from 0) and what has been judged."""
    return Result(number, law.claims_to_sort().iloc[number], kind, verdict, tuple(judged), pressed)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the claim, the field of kinds and verdicts, and one box for each claim."""
    kinds, verdicts = audit.KINDS, audit.VERDICTS
    twelve = law.claims_to_sort()
    grid = lesson_01.judgement_grid(figure.add_axes((0.0, 0.03, 1.0, 0.97)), kinds, verdicts, len(twelve))

    def at(kind: str, verdict: str) -> tuple[int | None, int | None]:
        return (kinds.index(kind) if kind else None, verdicts.index(verdict) if verdict else None)

    def data(r: Result):
        text = textwrap.fill(f"{r.number + 1}. “{r.claim['text']}”", 80)
        own = r.mine
        said = {claim: verdict for claim, _, verdict in r.judged}
        marks = [
            "" if claim not in said else "=" if said[claim] == verdict else "≠"
            for claim, verdict in twelve["verdict"].items()
        ]
        theirs = at(r.claim["kind"], r.claim["verdict"]) if own else None
        return text, at(*(own[1:] if own else (r.kind, r.verdict))), theirs, r.number, marks

    return [grid.fed_by(data)]


def describe(r: Result) -> str:
    """Say the claim; after the judgement also the audit's, the reason and the agreement so far."""
    total = len(law.claims_to_sort())
    if r.mine is None:
        claim = f"Claim {r.number + 1} of {total} ({r.claim['place']}; {r.claim['speaker']}): “{r.claim['text']}”"
        if r.kind and r.verdict:
            return f"{claim} You say: {r.kind}, {r.verdict}. Press Judge this claim if you mean it."
        chosen = f" Chosen so far: {r.kind or r.verdict}." if r.kind or r.verdict else ""
        ask = "Nothing judged yet: first choose both" if r.pressed else "Choose both"
        return f"{claim}{chosen} {ask}, then press Judge this claim."
    _, kind, verdict = r.mine
    same_kind, same_verdict = kind == r.claim["kind"], verdict == r.claim["verdict"]
    if same_kind and same_verdict:
        both = "You and the audit say the same."
    elif same_verdict:
        both = "You give the same verdict, but call it another kind of statement."
    elif same_kind:
        both = "You agree on the kind and differ on the verdict; yours may be as good."
    else:
        both = "You differ on both, and yours may be as good."
    sums = r.agreement
    return (
        f"Claim {r.number + 1} of {total}: “{r.claim['text']}” You: {kind}, {verdict}. The audit: {r.claim['kind']}, {r.claim['verdict']}. {both} {_why(r.claim)} "
        f"So far you agree on {sums.verdicts} of {sums.judged} verdicts ({percent(sums.share, 0)}) and on "
        f"{sums.kinds} of {sums.judged} kinds."
    )


def _why(claim: pd.Series) -> str:
    """Say what makes the audit's kind and verdict right, and what other sources say."""
    kind, verdict = claim["kind"], claim["verdict"]
    rules = f"Why {kind}: {audit.WHY[kind]}. Why {verdict}: {audit.MEANS[verdict]}."
    ahead = audit.RIGHT_MEANS.get(claim["outlook"], "")
    found = f"Found: {claim['finding']} {claim['note']}".strip()
    return " ".join(filter(None, (rules, ahead, found)))


def tabulate(r: Result) -> pd.DataFrame:
    """Return the twelve claims; beside those judged both judgements and the audit's sources."""
    given = {claim: (kind, verdict) for claim, kind, verdict in r.judged}
    rows = []
    for claim in law.claims_to_sort().itertuples():
        mine = given.get(claim.Index)
        read = tables.labels(claim.sources, "from memory")
        audited = (claim.kind, claim.verdict, read) if mine else ("–", "–", "–")
        kind, verdict = mine or ("–", "–")
        same = ("yes" if verdict == claim.verdict else "no") if mine else "–"
        rows.append((claim.sorting, claim.place, claim.text, kind, audited[0], verdict, audited[1], same, audited[2]))
    judged = [f"{who} {what}" for what in ("kind", "verdict") for who in ("your", "audit's")]
    return pd.DataFrame(rows, columns=["no.", "place", "claim", *judged, "same verdict", "audit's sources"])
