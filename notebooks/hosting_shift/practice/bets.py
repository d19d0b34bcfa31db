"""Bets: asked before anything is shown, placed once, then set beside the outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift import content
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import LessonAnswers
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.parts import STYLE, boxed, button, go_to, live, paragraph, styled, unit_html


class Bets:
    """The bets of one lesson: what is asked, what is placed, and what waits for it."""

    def __init__(self, answers: LessonAnswers, screen: Screen):
        self.answers, self.screen = answers, screen
        self.waiting: dict[str, list[Callable[[], None]]] = {}
        self.open_to_all = False

    def ask(self, name: str) -> None:
        """Ask for a bet; once placed it stays placed."""
        asked = content.bet(self.answers.lesson, name)
        self.screen.show([BetWidget(self.answers, asked, self.lift).widget], asked.text)

    def reveal(self, name: str, explorer: Any, outcome: float | str | None, below: Sequence[widgets.Widget]) -> None:
        """Show `explorer` once bet `name` is placed or skipped, the bet beside the outcome."""
        bet = content.bet(self.answers.lesson, name)
        outcome = None if outcome is None else bet.stored(outcome)
        holder, beside = widgets.VBox(), live()
        holder.add_class("hs-holder")

        def lift() -> None:
            mine = self.placed(name)
            if mine is not None and explorer.takes_bet:
                explorer.set(bet=mine)  # it draws the student's bet itself
            beside.value = STYLE + outcome_card(bet, mine, outcome)
            holder.children = [boxed(beside), explorer.widget, *below]

        if self.placed(name) is not None or self.open_to_all:
            lift()
        else:
            holder.children = [self._cover(name, beside)]
            self.waiting.setdefault(name, []).append(lift)
        self.screen.revealed(name, outcome)
        self.screen.explorer(explorer, holder)

    def placed(self, name: str) -> float | str | None:
        """Return the bet that was placed, as it is stored; None if there is none."""
        return (self.answers.stored(f"bet-{name}") or {}).get("value")

    def lift(self, name: str) -> None:
        """Show what waits for this bet."""
        for lift in self.waiting.pop(name, []):
            lift()

    def lift_all(self) -> None:
        """Show everything, now and from now on, whatever was bet."""
        self.open_to_all = True
        for name in list(self.waiting):
            self.lift(name)

    def _cover(self, name: str, beside: widgets.HTML) -> widgets.VBox:
        """Return what stands in place of the picture until the bet is placed or skipped."""
        cover = styled(
            Markup(
                "<div class='hs-card hs-cover'><p><b>Place your bet first.</b> It stands just "
                "above. The picture appears here as soon as you have.</p></div>"
            )
        )

        def skip(_: Any) -> None:
            self.lift(name)
            go_to(beside)

        return boxed(cover, button("Skip this bet and show the picture", act=skip))


class BetWidget:
    """The widget of one bet."""

    def __init__(self, answers: LessonAnswers, bet: content.Bet, lift: Callable[[str], None]):
        self.answers, self.bet, self.lift = answers, bet, lift
        self.said = live()
        self.place = button("Place my bet")
        self.input = self._choice() if bet.options else self._slider()
        self.input.add_class("hs-control")
        on_click(self.place, self._place, self.input)
        text = styled(Markup("<p><b>Your bet.</b> {}</p>").format(bet.text))
        self.widget = boxed(text, self.input, self.place, self.said)
        self.seen = answers.stored(f"bet-{bet.id}")
        if self.seen:
            self._fix(self.seen["value"], "Your bet stands: ")

    def _slider(self) -> widgets.IntSlider | widgets.FloatSlider:
        scale = [float(x) for x in (self.bet.low, self.bet.high, self.bet.step)]
        whole = all(x.is_integer() for x in scale)
        low, high, step = map(int, scale) if whole else scale
        make = widgets.IntSlider if whole else widgets.FloatSlider
        words = f"my bet{unit_html(self.bet.unit)}"
        # starts at its end: a start in the middle would suggest an answer
        return make(value=low, min=low, max=high, step=step, description=words, description_allow_html=True)

    def _choice(self) -> widgets.RadioButtons:
        return widgets.RadioButtons(options=[(o.text, o.id) for o in self.bet.options], value=None)

    def _place(self, _: Any) -> None:
        if self.input.value is None:
            self.said.value = paragraph("Choose one of the options first.")
            return
        item = f"bet-{self.bet.id}"
        elsewhere = self.answers.store(item, "bet", self.input.value, seen=self.seen)
        self.seen = self.answers.stored(item)  # another window may have placed it first
        self._fix(self.seen["value"], "Your bet stands: " if elsewhere else "Placed: ")
        self.said.value += paragraph(elsewhere) + paragraph(self.answers.not_saved)
        self.lift(self.bet.id)
        go_to(self.said)

    def _fix(self, value: Any, words: str) -> None:
        self.input.value = value
        self.input.disabled = self.place.disabled = True
        self.said.value = Markup("<p>{}<b>{}</b>.</p>").format(words, self.bet.in_words(value))


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
        away = f" You are {f'{abs(outcome - mine):.3g} {unit}'.strip()} away."
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
