"""The one-page policy memo of lesson 09: a student's own numbers and words, as Markdown.

`compose` builds the text, `save` writes it, `show` shows it in the lesson.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift import levers
from hosting_shift.errors import reason_of
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import LessonAnswers
from hosting_shift.ui.parts import button, download, flow, live, paragraph, styled

FILE_NAME = "my_policy_memo.md"
QUESTIONS = {
    "recommend": "What I recommend, to whom, and why",
    "affected": "Who is affected, and what the numbers do not show",
    "change-mind": "What would change my mind",
}
_EMPTY = "*(still to be written: the question above this memo)*"


def compose(lab, drawn, words: Mapping[str, str]) -> str:
    """Return the memo.

    lab: a result of the policy lab; its second row is the mix recommended. drawn: a result of
    "Redraw the assumptions". words: the student's answers to QUESTIONS, by name; an empty one is
    marked as still to be written.
    """
    mine = lab.mixes[1]
    parts = [
        "# Policy memo: a response to the hosting shift",
        "*Numbers: a teaching model with invented jurisdictions, not fitted to data. Not legal "
        "advice. A site-month prevented is not a harm prevented.*",
        _section("recommend", words),
        "## The response, and the law behind it",
        "\n".join(
            f"- **{lever}**: {option}. {law}{_dated(day)}" for lever, option, law, day in levers.law_behind(mine)
        ),
        "## What the model expects in five years",
        _table(lab),
        _bet(lab),
        "## How sure this is",
        _certainty(drawn, mine),
        _section("affected", words),
        _section("change-mind", words),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _dated(day: str) -> str:
    """Return in brackets of which day the text behind a lever is; "" where the lever needs no law."""
    return f" (text of {day})" if day else ""


def _section(name: str, words: Mapping[str, str]) -> str:
    return f"## {QUESTIONS[name]}\n\n{_as_text(words.get(name, '')) or _EMPTY}"


def _as_text(words: str) -> str:
    """Return words in which Markdown finds no HTML and no picture to fetch; links stay.

    Whoever reads the memo may open it in a program that would run or load them.
    """
    words = re.sub(r"<(?=[A-Za-z/!?])", r"\\<", str(words).strip())
    return words.replace("![", r"!\[")


def _table(lab) -> str:
    rows = [
        ("time online", "online", "%"),
        ("audience reached", "reach", "%"),
        ("operators arrested", "arrested", "%"),
        ("operators who gave up", "gave up", "%"),
    ]
    lines = ["| | no response | my mix |", "|---|---|---|"]
    lines += [
        f"| {title} | {lab.of(measure, 0):.0f} {unit} | {lab.of(measure, 1):.0f} {unit} |"
        for title, measure, unit in rows
    ]
    lines.append(f"| months online prevented, of {levers.MONTHS} | – | {max(lab.prevented, 0):.1f} |")
    return "\n".join(lines)


def _bet(lab) -> str:
    if lab.bet is None:
        return ""
    return (
        f"My bet before I saw any number: online {lab.bet:g} % of the time. "
        f"The model says for this mix: {lab.of('online'):.0f} %."
    )


def _certainty(result, mine) -> str:
    drawn = result.drawn
    if mine not in drawn.mixes:
        return (
            "*(This mix was not among those redrawn: keep it in the lab, keep at least one other, and "
            "press Redraw the assumptions.)*"
        )
    better = "less time online" if result.measure == "uptime" else "more operators arrested"
    values = -drawn.found.uptime if result.measure == "uptime" else drawn.found.arrested
    own, lines = drawn.mixes.index(mine), []
    for other, mix in enumerate(drawn.mixes):
        if other != own:
            wins = int((values[:, own] - values[:, other] >= 1e-9).sum())
            with_this = levers.in_words(mix, beside=mine)
            lines.append(f"- {better} in {wins} of {len(values)} draws than this mix changed to: {with_this}")
    weigh = "weigh costs against profit" if drawn.rational else "give up with a fixed chance"
    times = "times by ratio" if drawn.ratio else "times evenly"
    intro = (
        "All assumptions but where operators live, the stay and the prices drawn anew within their ranges "
        f"({times}; operators {weigh}):"
    )
    return "\n".join([intro, "", *lines])


def save(text: str, path: Path) -> Path | None:
    """Write the memo; return where an earlier, different one was kept, whoever wrote it how (or None).

    Raises OSError if the folder cannot be written; nothing is lost then.
    """
    content, kept = text.encode("utf-8"), None
    if path.exists() and path.read_bytes() != content:
        number = 1
        while (kept := path.with_name(f"{path.stem}.before-{number}.md")).exists():
            number += 1
        path.rename(kept)
    path.write_bytes(content)
    return kept


def _beside(answers: Path) -> Path:
    """Return where a memo lies: beside the answers, and under the name of the same person."""
    name, end = FILE_NAME.split(".")
    return answers.with_name("".join([name, *answers.suffixes[:-1], ".", end]))


def show(answers: LessonAnswers, screen: Screen, lab: Any, redrawn: Any) -> None:
    """Show the memo, filled in with the student's numbers and notes; save it as Markdown.

    lab, redrawn: the explorers `policy_lab` and `redraw_assumptions`, as the student left them.
    """
    page, said, link = widgets.HTML(), live(), widgets.HTML()

    def text() -> str:
        words = {name: (answers.stored(f"note-{name}") or {}).get("value", "") for name in QUESTIONS}
        return compose(lab.result, redrawn.result, words)

    def fill(_: Any = None) -> None:
        shown = text()
        page.value = Markup(
            "<div class='hs-memo' tabindex='0' role='region' aria-label='Policy memo'><pre>{}</pre></div>"
        ).format(shown)
        link.value = paragraph(download(FILE_NAME, "text/markdown", shown.encode("utf-8")))

    def keep(_: Any) -> None:
        fill()
        try:
            path = _beside(answers.file.path)
            kept = save(text(), path)
        except OSError as error:
            said.value = paragraph(
                f"The memo could not be saved ({reason_of(error)}). Download it instead: the link stands below."
            )
            return
        aside = f" The one before is in {kept.name}." if kept else ""
        said.value = paragraph(f"Saved as {path.name} beside this lesson.{aside}")

    fill()
    row = flow([button("Fill in my numbers again", act=fill), button("Save my memo", act=keep)])
    screen.show([styled(""), page, row, said, link], text())
