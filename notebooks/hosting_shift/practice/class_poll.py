"""For instructors: how the class bet, from a folder of answer files. See student/poll.py.

Not in `explorers.__all__`: it needs a folder, and lessons do not show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from IPython.display import display
from markupsafe import Markup
from matplotlib.figure import Figure

from hosting_shift import charts, content
from hosting_shift.charts.class_poll import Bars, poll_bars
from hosting_shift.practice import rehearsal
from hosting_shift.student import grounds, poll
from hosting_shift.ui import Choice, Panel, Switch, frame_html, styled
from hosting_shift.words import asked_in


@dataclass(frozen=True)
class Result:
    """One bet counted, and the outcome if it is to be shown."""

    count: poll.Count
    outcome: float | str | None


def class_poll(folder: Path | str) -> Panel | None:
    """Show what was read in `folder` and return the poll, or None while there is no bet in it.

    A folder that is not there is made, so that the files have a place to go.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    answers = poll.read_folder(folder)
    display(styled(_report(answers)))
    bets = poll.placed(answers)
    return panel(answers, bets) if bets else None


def panel(answers: poll.Poll, bets: list[tuple[str, str]]) -> Panel:
    """Return the explorer over these bets."""
    outcomes: dict[str, dict[str, float | str]] = {}

    def compute(bet: tuple[str, str], outcome: bool) -> Result:
        lesson, name = bet
        if outcome and lesson not in outcomes:
            outcomes[lesson] = rehearsal.outcomes(lesson)  # by the lesson's own code, once
        shown = outcomes[lesson].get(name) if outcome else None
        return Result(poll.count(answers, lesson, name), shown)

    return Panel(
        title="How the class bet",
        purpose="Choose a bet. Talk about the spread first; then show the outcome.",
        controls=[
            Choice(
                "bet", "Bet", [(f"{b[0]} · {asked_in(content.bet(*b).text, 110)}", b) for b in bets], "data", wide=True
            )
            .means("A bet that somebody in the folder has placed.")
            .starting(bets[0]),
            Switch("outcome", "Show the outcome", "yours", "Mark what the lesson computes."),
        ],
        compute=compute,
        draw=draw,
        describe=describe,
        tabulate=tabulate,
        sources=[],
        kind="real",
        shows=("Bars: how many students of the class placed their bet in each range, or chose each option."),
        note="Bets of this class, without names. The course itself · derived",
        size=(7.4, 3.8),
    )


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the bars."""
    axes = figure.add_axes((0.1, 0.16, 0.87, 0.8))

    def bars(r: Result) -> Bars:
        # options need room for their words, numbers do not
        axes.set_position((0.1, 0.16, 0.87, 0.8) if r.count.numbers else (0.38, 0.16, 0.6, 0.8))
        places = [str(x) for x in r.count._edges()] if r.count.numbers else r.count.places
        bet, outcome = r.count.bet, r.outcome
        said = ""
        if bet.options and outcome is not None:
            outcome = bet.in_words(outcome)
        elif outcome is not None:
            said = f"{bet.rounded(outcome)} {bet.unit}".strip()
        return Bars(places, r.count.counts, bet.unit, r.count.numbers, outcome, said)

    return [poll_bars(axes).fed_by(bars)]


def describe(r: Result) -> str:
    """Say how the class bet and, if shown, what the outcome is."""
    words = " ".join(filter(None, [r.count.bet.text, r.count.sentence, r.count.sure_in_words]))
    if r.outcome is not None:
        words += f" Outcome: {r.count.bet.said(r.outcome)}"
    return words


def tabulate(r: Result) -> pd.DataFrame:
    """Return the number and the share of bets in each place; and, if anybody said, how sure those were.

    Then two more rows: all bets and, beside an outcome that is shown, those that are right.
    """
    count, total = r.count, len(r.count.values)
    heads = ["bet", "how many", "of all (%)"]
    rows = [[place, n, _share(n, total)] for place, n in zip(count.places, count.counts, strict=True)]
    if not count.sure_in_words:
        return pd.DataFrame(rows, columns=heads)
    so_sure = [count.counts_of(step) for step in grounds.SURE]
    rows = [[*row, *ns] for row, *ns in zip(rows, *so_sure, strict=True)]
    all_so_sure = [sum(ns) for ns in so_sure]
    rows.append(["all", total, _share(total, total), *all_so_sure])
    if r.outcome is not None:
        right = [count.right(r.outcome, step) for step in grounds.SURE]
        of_these = [f"{n} ({_share(n, of):.0f} %)" if of else "–" for n, of in zip(right, all_so_sure, strict=True)]
        name = "right (within a tenth of the scale)" if count.numbers else "right"
        rows.append([name, count.right(r.outcome), _share(count.right(r.outcome), total), *of_these])
    return pd.DataFrame(rows, columns=[*heads, *grounds.SURE.values()])


def _share(n: int, total: int) -> float:
    return round(100 * n / max(1, total), 1)


def _report(answers: poll.Poll) -> Markup:
    """Return what was read and what was not as HTML; file names stay folded, they may be names."""
    skipped = Markup("")
    if answers.skipped:
        rows = pd.DataFrame([(s.file, s.why) for s in answers.skipped], columns=["file", "why"])
        skipped = Markup("<details><summary>{}</summary>{}</details>").format(
            "Which files were skipped (file names may be students' names)",
            frame_html(rows, "Skipped files", most=poll.MOST),
        )
    report = Markup("<div class='hs-practice'><p><b>{}</b></p>{}</div>")
    return report.format(answers.sentence, skipped)
