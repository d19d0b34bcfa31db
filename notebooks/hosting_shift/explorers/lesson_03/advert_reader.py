"""Lesson 03: decide on twelve fictional adverts, then uncover labels and signs; the decisions become a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup
from matplotlib.figure import Figure

from hosting_shift import charts, tables
from hosting_shift.charts import lesson_03
from hosting_shift.model import screening
from hosting_shift.student.answers import LessonAnswers
from hosting_shift.student.usable import DECISIONS, unusable
from hosting_shift.ui import Action, Panel, Settings, Steps, panel_of
from hosting_shift.ui.parts import frame_html
from hosting_shift.words import count, listed

SHOWN = 12  # adverts with a place in the column reader
STOP, PASS = DECISIONS
OPEN = ""  # not decided yet
NOWHERE = -1
YOU = {STOP: "You stopped it.", PASS: "You let it through."}
FOLD = "Labels and signs: open when you have decided"


@dataclass(frozen=True, eq=False)
class Result:
    """One advert and its signs; what was decided on all twelve, and whether the decided ones are uncovered."""

    place: int
    advert: pd.Series
    present: pd.Series
    decided: tuple[str, ...]
    uncovered: bool
    asked: int  # the place at which Start over was pressed once; NOWHERE if it was not

    @property
    def mine(self) -> str:
        """The decision on this advert; OPEN if there is none."""
        return self.decided[self.place]

    @property
    def is_open(self) -> bool:
        """Whether label and signs of this advert are shown: never before a decision."""
        return self.uncovered and self.mine != OPEN

    @property
    def counted(self) -> screening.Counts | None:
        """The decisions as hits, misses, false alarms and honest ones let through; None while covered."""
        return confusion(self.decided) if self.uncovered and any(self.decided) else None


def sample() -> pd.DataFrame:
    """Return the dozen adverts to read, in their order: picked to show all four sorts of outcome."""
    adverts = tables.load("fictional_adverts").dropna(subset=["reader"])
    return adverts.sort_values("reader").reset_index(drop=True)


def signs() -> pd.DataFrame:
    """Return, for the dozen, which of the eight signs each advert shows; the names of the signs as columns."""
    names = tables.load("recruitment_indicators").set_index("indicator")["name"]
    return sample()[names.index].astype(bool).set_axis(names.to_numpy(), axis=1)


def confusion(decided: tuple[str, ...]) -> screening.Counts:
    """Count decisions on the dozen against the labels; what is not decided is left out."""
    made = [each != OPEN for each in decided]
    stopped = pd.Series([each == STOP for each in decided])
    return screening.outcomes(stopped[made], sample()["deceptive"].astype(bool)[made])


def start(mine: LessonAnswers | None = None) -> Settings:
    """Return the settings at rest, by name: the first advert not decided yet, and what was decided."""
    decided, uncovered = restore(mine)
    return {"place": _next(decided, -1) or 0, "decided": decided, "uncovered": uncovered, "asked": NOWHERE}


def advert_reader(lesson: Any = None) -> Panel:
    """Return the explorer. lesson: an open lesson, whose answers file keeps the decisions.

    A decision may be changed until it is uncovered; nothing is uncovered before it is decided on. Reset leaves
    decisions that are kept; only Start over forgets them, when pressed twice.
    """
    mine = lesson.mine if lesson else None
    at = start(mine)
    memory = {name: at[name] for name in ("decided", "uncovered", "asked")}
    return panel_of(
        __name__,
        at,
        panel=_Reader,
        title="You are the filter",
        purpose="Read one advert after the other, and decide. Only then are labels and signs uncovered.",
        controls=[
            Steps("place", "Advert", [(f"{n + 1} of {SHOWN}", n) for n in range(SHOWN)], "data").means(
                "Which of the twelve adverts is shown; arrow keys go back and forth."
            )
        ],
        actions=_actions(mine, memory),
        memory=memory,
        sources=["fictional_adverts"],
        note="Every advert here is invented; its label was decided before its text was written.",
        kind="fictional",
        shows=(
            "A card with the text of one advert; below it a box for each of twelve adverts, the eight signs, "
            "and four cells that count your decisions once they are uncovered."
        ),
        size=(7.6, 4.7),
    )


def _actions(mine: LessonAnswers | None, memory: Settings) -> list[Action]:
    """Return the buttons. memory: what Reset leaves, where decisions are kept."""

    def kept(**changes: Any) -> Settings:
        if mine:  # Reset goes back to the start, and what is kept stays
            memory.update({name: changes[name] for name in memory if name in changes})
        return {"asked": NOWHERE} | changes

    def decide(settings: Mapping[str, Any], what: str) -> Settings:
        place, decided, uncovered = settings["place"], settings["decided"], settings["uncovered"]
        if uncovered and decided[place] != OPEN:
            return kept()
        decided = (*decided[:place], what, *decided[place + 1 :])
        if mine:
            store(mine, place, what, uncovered)
        after = place if uncovered else _next(decided, place)
        return kept(decided=decided, place=place if after is None else after)

    def uncover(settings: Mapping[str, Any]) -> Settings:
        if not any(settings["decided"]):
            return kept()
        for place, what in enumerate(settings["decided"]):
            if mine and what:
                store(mine, place, what, uncovered=True)
        return kept(uncovered=True)

    def start_over(settings: Mapping[str, Any]) -> Settings:
        if settings["asked"] != settings["place"]:
            return {"asked": settings["place"] if any(settings["decided"]) else NOWHERE}
        if mine:
            forget(mine)
        return kept(place=0, decided=(OPEN,) * SHOWN, uncovered=False)

    return [
        Action("Stop it", lambda s: decide(s, STOP), "Keeps your decision and goes on to the next open advert."),
        Action("Let it through", lambda s: decide(s, PASS), "Keeps your decision and goes on, too."),
        Action("Uncover", uncover, "Shows label and signs of what you have decided; those decisions stand."),
        Action("Start over", start_over, "Forgets all your decisions and covers everything; asks first."),
    ]


def _next(decided: tuple[str, ...], place: int) -> int | None:
    """Return the next advert that is not decided, after `place` and round; None if there is none."""
    round_ = [(place + 1 + n) % SHOWN for n in range(SHOWN)]
    return next((n for n in round_ if decided[n] == OPEN), None)


class _Reader(Panel):
    """The panel; where it cannot be pressed it holds all twelve adverts, and below them what is covered."""

    @property
    def behind(self) -> list[tuple[str, pd.DataFrame, str]]:
        """What is folded under the still picture: labels, signs and remarks of all twelve."""
        everything = compute(0, (PASS,) * SHOWN, uncovered=True, asked=NOWHERE)
        return [(FOLD, tabulate(everything).drop(columns="your decision"), "Labels and signs")]

    def still(self) -> Markup:
        """Return the twelve adverts as plain HTML, each with two boxes to tick, then the fold."""
        rows = sample()
        asked = pd.DataFrame(
            {
                "no.": range(1, SHOWN + 1),
                "kind": rows["kind"],
                "advert": rows["text"],
                "your decision": "☐ stop it ☐ let it through",
            }
        )
        return self._still_picture() + frame_html(asked, "Twelve adverts: tick one box for each") + self._still_folds()

    def as_text(self) -> str:
        """Return the twelve adverts as plain text, then their labels and signs."""
        adverts = [f"{n}. ({row.kind}) {row.text}" for n, row in enumerate(sample().itertuples(), 1)]
        folded = [f"{named}\n{frame.to_string(index=False)}" for named, frame, _ in self.behind]
        return "\n".join([self.title, self.purpose, *adverts, "", self.sentence, "", *folded])


# ---------------------------------------------------------------- the student's file


def item(place: int) -> str:
    """Return the name under which the decision on an advert is kept, such as "decision-39"."""
    return f"decision-{sample()['number'][place]}"


def store(mine: LessonAnswers, place: int, what: str, uncovered: bool) -> None:
    """Keep one decision in the student's file, and whether its label has been seen."""
    mine.store(item(place), "decision", what, uncovered=uncovered)


def restore(mine: LessonAnswers | None) -> tuple[tuple[str, ...], bool]:
    """Return the decisions in the file, and whether they are uncovered; what is not one of ours is left alone."""
    stored = mine.all() if mine else {}
    damaged = unusable(mine.lesson, stored) if mine else []
    kept = [{} if item(n) in damaged else stored.get(item(n), {}) for n in range(SHOWN)]
    return tuple(each.get("value", OPEN) for each in kept), any(each.get("uncovered") is True for each in kept)


def forget(mine: LessonAnswers) -> None:
    """Take all decisions out of the student's file."""
    for place in range(SHOWN):
        mine.file.forget(mine.lesson, item(place))


# ---------------------------------------------------------------- compute, draw, describe


def compute(place: int, decided: tuple[str, ...], uncovered: bool, asked: int) -> Result:
    """Return the advert at this place of the dozen, with the decisions so far."""
    return Result(place, sample().iloc[place], signs().iloc[place], tuple(decided), uncovered, asked)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the card, the boxes of the dozen and the four cells."""
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    names = tables.load("recruitment_indicators")["name"].tolist()
    return [lesson_03.advert_card(axes, names, SHOWN).fed_by(_data)]


def _data(r: Result) -> tuple:
    heading = f"Fictional advert {r.place + 1} of {SHOWN} · {r.advert['kind']}"
    if r.is_open:
        heading += f" · by construction {_label(r)}"
    present = r.present.to_numpy() if r.is_open else None
    boxes = [{STOP: "stop", PASS: "pass", OPEN: ""}[each] for each in r.decided]
    found = r.counted
    cells = None if found is None else (found.hits, found.false_alarms, found.misses, found.passed)
    return heading, r.advert["text"], present, r.place, boxes, cells


def _label(r: Result) -> str:
    return "deceptive" if r.advert["deceptive"] else "honest"


def describe(r: Result) -> str:
    """Read the advert out and say what is decided; once uncovered, its label and signs, and the sums."""
    if r.asked == r.place:
        done = sum(map(bool, r.decided))
        return (
            f"Press Start over once more to forget {count(done, 'decision')}; any other button keeps what you decided."
        )
    text = f"Fictional advert {r.place + 1} of {SHOWN} ({r.advert['kind']}): “{r.advert['text']}”"
    if r.is_open:
        shown = listed(r.present.index[r.present]) or "none"
        return (
            f"{text} {YOU[r.mine]} By construction it is {_label(r)}. Signs: {shown}. {r.advert['remark']} {_sums(r)}"
        )
    return f"{text} {_so_far(r)}"


def _so_far(r: Result) -> str:
    """Return what is decided, and what can be done now; nothing about labels."""
    done = sum(map(bool, r.decided))
    if r.mine == OPEN:
        return f"You have decided {done} of {SHOWN}. Now stop this one, or let it through."
    if done < SHOWN:
        return f"{YOU[r.mine]} You may still change that. You have decided {done} of {SHOWN}."
    return f"{YOU[r.mine]} You have decided all {SHOWN}: change what you like, then press Uncover."


def _sums(r: Result) -> str:
    """Return precision and recall of the decisions in words."""
    found = r.counted
    if found is None:
        return ""
    were = "was" if found.hits == 1 else "were"
    stops = (
        f"Of the {found.stopped} you stopped, {found.hits} {were} deceptive" if found.stopped else "You stopped none"
    )
    among = count(found.deceptive, "deceptive advert") if found.deceptive else "no deceptive advert so far"
    return f"{stops}; of {among}, you stopped {found.hits}."


def tabulate(r: Result) -> pd.DataFrame:
    """Return the dozen: what was decided, and label, signs and a question for those that are uncovered."""
    asked = tables.load("recruitment_indicators").set_index("name")["question_to_ask"]
    rows = []
    for place, advert in sample().iterrows():
        one = compute(place, r.decided, r.uncovered, asked=NOWHERE)
        decision = {STOP: "stopped", PASS: "let through", OPEN: "–"}[one.mine]
        present = list(one.present.index[one.present])
        found = (_label(one), ", ".join(present) or "none", advert["remark"], " ".join(asked[present]) or "–")
        rows.append((place + 1, advert["kind"], decision, *(found if one.is_open else ("covered",) * 4)))
    heads = [
        "no.",
        "kind",
        "your decision",
        "label",
        "signs",
        "what a careful reader may notice",
        "questions that help",
    ]
    return pd.DataFrame(rows, columns=heads)
