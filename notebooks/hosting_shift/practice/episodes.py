"""Episodes: a bet, asked before anything is shown; then outcome, picture and explanation in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift import content
from hosting_shift.course import books
from hosting_shift.practice.parts import kept, placed
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import LessonAnswers
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.parts import (
    EMPTY,
    STYLE,
    boxed,
    button,
    empty_slider,
    flow,
    go_to,
    joined,
    live,
    paragraph,
    set_visible,
    styled,
)

OPEN = "hs-open"  # class of an episode that shows what its bet opens
ARRIVED = "hs-arrived"  # class of an episode that a press has just opened: ui.js brings it into view


@dataclass(frozen=True)
class Opens:
    """What a bet opens: the explorer, what the bet is compared with, the explanation, what stands below."""

    explorer: Any
    outcome: float | str | None
    why: str
    below: Sequence[widgets.Widget]


class Episodes:
    """The episodes of one open lesson."""

    def __init__(self, answers: LessonAnswers, screen: Screen):
        self.answers, self.screen = answers, screen
        self.shown: list[Episode] = []
        self.open_to_all = False

    def show(self, name: str, explorer: Any, outcome: float | str | None, below: Sequence[widgets.Widget]) -> None:
        """Ask for bet `name`; once it is placed or skipped, show `explorer` and what explains it."""
        bet = content.bet(self.answers.lesson, name)
        if outcome is None:
            outcome = bet.right
        outcome = None if outcome is None else bet.stored(outcome)
        why = books.explanation(self.answers.lesson, name)
        episode = Episode(self.answers, bet, Opens(explorer, outcome, why, below))
        self.shown.append(episode)
        if self.open_to_all:
            episode.open()
        self.screen.revealed(name, outcome)
        self.screen.explorer(explorer, episode.widget, still(bet))

    def set_all_open(self, on: bool) -> None:
        """Open every episode whatever was bet, now and from now on; or, undone, ask again where nobody bet."""
        self.open_to_all = on
        for episode in self.shown:
            episode.open() if on else episode.ask_again()


class Episode:
    """One output: the bet alone until it is placed or skipped, then what it opens, in its place."""

    def __init__(self, answers: LessonAnswers, bet: content.Bet, opens: Opens):
        self.answers, self.bet, self.opens = answers, bet, opens
        self.item = f"bet-{bet.id}"
        self.input = _choice(bet) if bet.options else _slider(bet)
        self.place = button("Place my bet")
        self.skip = button("Skip this bet and show the picture", act=self._skip)
        self.said = live()
        self.beside = live()
        self.back = button("A slip? Take my bet back", act=self._take_back)
        set_visible(self.back, False)
        self.head = flow([self.beside, self.back])
        self.head.add_class("hs-beside")
        self.kept = live(kept(answers.draft(self.item), answers.not_saved))
        self.skipped = self.is_open = False
        self._restore_choice()
        on_click(self.place, self._place, self.input)
        self.input.observe(self._chosen, "value")
        self.widget = placed(boxed(), answers.lesson, self.item)
        self.widget.add_class("hs-episode")
        self.open() if self.mine is not None else self.ask()

    @property
    def mine(self) -> float | str | None:
        """The bet that was placed, as it is stored; None if there is none."""
        return (self.answers.stored(self.item) or {}).get("value")

    def ask(self) -> None:
        """Show the bet alone."""
        self.is_open = False
        self.widget.remove_class(OPEN)
        asked = styled(Markup("<p><b>Your bet.</b> {}</p>").format(self.bet.text))
        self.widget.children = [asked, self.input, flow([self.place, self.skip, self.kept]), self.said]

    def ask_again(self) -> None:
        """Show the bet alone again, unless it was placed or skipped."""
        if self.is_open and self.mine is None and not self.skipped:
            self.ask()

    def open(self) -> None:
        """Show what the bet opens: the outcome beside the bet, the explorer, the explanation, a question."""
        if self.is_open and self.mine is None:
            return
        mine, opens = self.mine, self.opens
        if mine is not None and opens.explorer.takes_bet:
            opens.explorer.set(bet=mine)  # it draws the student's bet itself
        self.is_open, self.at_first = True, opens.explorer.result
        self.widget.add_class(OPEN)
        self.beside.value = STYLE + outcome_card(self.bet, mine, opens.outcome)
        self.widget.children = [self.head, opens.explorer.widget, *explained(opens.why), *opens.below]

    # -- the buttons

    def _chosen(self, change: dict[str, Any]) -> None:
        """Keep what is chosen before it is placed, so that no restart loses it."""
        if change["new"] not in (None, EMPTY) and not self.is_open:
            self.answers.keep_draft(self.item, change["new"])
            self.kept.value = kept(change["new"], self.answers.not_saved)

    def _restore_choice(self) -> None:
        draft = self.answers.draft(self.item)
        if draft is not None and self.bet.fits(draft) and draft in dict(self.input.options).values():
            self.input.value = draft

    def _place(self, _: Any) -> None:
        if self.is_open:
            return
        if self.input.value in (None, EMPTY):
            what = (
                "Choose one of the options first." if self.bet.options else "Move the slider first: it is still empty."
            )
            self.said.value = paragraph(what)
            return
        earlier = self.answers.taken_back(self.item)
        elsewhere = self.answers.hand_in(self.item, "bet", self.input.value, seen=None)
        self.said.value = ""
        self.open()
        set_visible(self.back, earlier is None and not elsewhere)
        self.beside.value += paragraph(elsewhere) + paragraph(self.answers.not_saved)
        self.widget.add_class(ARRIVED)

    def _skip(self, _: Any) -> None:
        self.skipped = True
        self.open()
        self.widget.add_class(ARRIVED)

    def _take_back(self, _: Any) -> None:
        """Ask once more, unless the picture has been used: then the outcome has been read."""
        set_visible(self.back, False)
        if self.opens.explorer.result is not self.at_first:
            self.beside.value += paragraph("You have used the picture since, so the bet stands.")
            go_to(self.beside)
            return
        self.answers.take_back(self.item)
        self.widget.remove_class(ARRIVED)
        self.ask()
        self.said.value = paragraph(
            "Taken back. Bet again: this one stands, and the class sees that it is a second one."
        )


def explained(why: str) -> list[widgets.Widget]:
    """Return the explanation, Markdown as it stands in the lesson; the page renders it as it does a text cell."""
    if not why:
        return []
    bundle = {"text/markdown": why, "text/plain": why}
    shown = widgets.Output(outputs=({"output_type": "display_data", "data": bundle, "metadata": {}},))
    shown.add_class("hs-why")
    return [shown]


def _slider(bet: content.Bet) -> widgets.SelectionSlider:
    steps = round((bet.high - bet.low) / bet.step)
    values = [bet.low + bet.step * n for n in range(steps + 1)]
    values = [int(v) if float(v).is_integer() else round(v, 10) for v in values]
    return empty_slider("my bet", [(bet.in_words(v), v) for v in values])


def _choice(bet: content.Bet) -> widgets.RadioButtons:
    made = widgets.RadioButtons(options=[(o.text, o.id) for o in bet.options], value=None)
    made.add_class("hs-control")
    return made


# ---------------------------------------------------------------- the bet beside the outcome


def outcome_card(bet: content.Bet, mine: float | str | None, outcome: float | str | None) -> Markup:
    """Return the bet beside the outcome as HTML, for a number with a small scale; both as stored."""
    card = Markup("<div class='hs-card'><p>{}{}</p>{}</div>")
    you = "" if mine is None else Markup("You bet <b>{}</b>. ").format(bet.in_words(mine))
    if outcome is None:  # the picture itself holds the outcome
        return card.format(you, bet.outcome, "") if you else Markup("")
    if bet.options:
        verdict = "" if not you else "You were right. " if mine == outcome else "It differs. "
        return card.format(you, verdict + bet.said(outcome), "")
    away = ""
    if you:
        unit = "percentage points" if bet.unit == "%" else bet.unit
        distance = bet.rounded(abs(outcome - mine))
        if distance == "1":
            unit = unit.removesuffix("s")
        away = " You hit it." if float(distance) == 0 else f" You are {distance} {unit}".rstrip() + " away."
    return card.format(you, bet.said(outcome) + away, _scale(bet, mine, outcome))


def _scale(bet: content.Bet, mine: float | None, outcome: float) -> Markup:
    def mark(value: float, look: str, words: str) -> Markup:
        at = 100 * min(max((value - bet.low) / (bet.high - bet.low), 0), 1)
        # near an end of the scale the words stay inside it
        style = f"left:{at:.1f}%;transform:translateX(-{at:.0f}%)"
        return Markup("<span class='hs-mark {}' style='{}'>{}</span>").format(look, style, words)

    marks = mark(outcome, "hs-outcome", "▲ outcome")
    if mine is not None:
        marks += mark(mine, "hs-mine", "▼ you")
    scale = Markup("<div class='hs-scale' aria-hidden='true'><span>{}</span><span>{}</span>{}</div>")
    return scale.format(f"{bet.low:g}", f"{bet.high:g}", marks)


# ---------------------------------------------------------------- for readers without widgets


def still(bet: content.Bet) -> Markup:
    """Return the bet as plain HTML: for print, previews and exports."""
    asked = Markup("<p><b>Your bet.</b> {}</p>").format(bet.text)
    if bet.options:
        return asked + joined("<p>☐ {}</p>", ([option.text] for option in bet.options))
    return asked + Markup("<p>My bet ({}): <span class='hs-line'></span></p>").format(bet.range_in_words())
