"""Episodes: a bet, its reason and how sure; then outcome, reply, picture and explanation in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift import content
from hosting_shift.course import books
from hosting_shift.practice.parts import kept, placed
from hosting_shift.practice.screen import Screen
from hosting_shift.student import grounds
from hosting_shift.student.answers import AnswersError, LessonAnswers
from hosting_shift.ui.clicks import on_click, on_pause
from hosting_shift.ui.parts import (
    EMPTY,
    STYLE,
    boxed,
    button,
    coded,
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

    def show(
        self, name: str, explorer: Any, outcome: float | str | None, below: Sequence[widgets.Widget], asked: Markup
    ) -> None:
        """Ask for bet `name`; once it is placed or skipped, show `explorer` and what explains it.

        below: what stands under the picture; asked: the same for readers without widgets.
        """
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
        self.screen.explorer(explorer, episode.widget, still(bet), still_outcome(bet, outcome), asked)

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
        self.because, self.sure = _because(), _sure()
        self.place = button("Place my bet")
        self.skip = button("Skip this bet and show the picture", act=self._skip)
        self.said = live()
        self.beside = live()
        self.back = button("A slip? Take my bet back", act=self._take_back)
        set_visible(self.back, False)
        self.head = flow([self.beside, self.back])
        self.head.add_class("hs-beside")
        self.kept = live()
        self.skipped = self.is_open = False
        self._restore()
        on_click(self.place, self._place, self.input, self.because, self.sure)
        for control in (self.input, self.sure):
            control.observe(self._keep, "value")
        on_pause(self.because, self._keep)
        self.widget = placed(boxed(), answers.lesson, self.item)
        self.widget.add_class("hs-episode")
        self.open() if self.mine is not None else self.ask()

    @property
    def mine(self) -> float | str | None:
        """The bet that was placed, as it is stored; None if there is none."""
        return self.record.get("value")

    @property
    def record(self) -> dict[str, Any]:
        """The record of the bet that was placed; an empty one if there is none."""
        return self.answers.stored(self.item) or {}

    @property
    def chosen(self) -> float | str | None:
        """What stands in the control; None if that is nothing."""
        return None if self.input.value == EMPTY else self.input.value

    @property
    def grounds(self) -> dict[str, Any]:
        """What stands under "because" and "how sure", as it is stored beside the bet."""
        return grounds.of({"why": self.because.value, "sure": self.sure.value})

    def ask(self) -> None:
        """Show the bet alone."""
        self.is_open = False
        self.widget.remove_class(OPEN)
        asked = styled(Markup("<p><b>Your bet.</b> {}</p>").format(coded(self.bet.text)))
        said_besides = flow([self.because, self.sure])
        said_besides.add_class("hs-grounds")
        buttons = flow([self.place, self.skip, self.kept])
        self.widget.children = [asked, self.input, said_besides, buttons, self.said]

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
        self.beside.value = STYLE + outcome_card(self.bet, self.record, opens.outcome)
        self.widget.children = [self.head, opens.explorer.widget, *explained(opens.why), *opens.below]

    # -- the buttons

    def _keep(self, _: Any) -> None:
        """Keep what is chosen and typed before it is placed, so that no restart loses it."""
        if self.is_open:
            return
        try:
            self.answers.keep_draft(self.item, self.chosen, **self.grounds)
            if self.chosen is not None:  # a reason kept late does not take away that the bet is still empty
                self.said.value = ""
            self._say_kept()
        except AnswersError as error:
            self.kept.value = paragraph(error)

    def _say_kept(self) -> None:
        anything = self.chosen is not None or self.grounds
        self.kept.value = kept(True if anything else None, self.answers.not_saved)

    def _restore(self) -> None:
        record = self.answers.draft_record(self.item)
        if not record:
            return
        draft, said = record.get("value"), grounds.of(record)
        if draft is not None and self.bet.fits(draft) and draft in dict(self.input.options).values():
            self.input.value = draft
        self.because.value, self.sure.value = said.get("why", ""), said.get("sure")
        self._say_kept()

    def _place(self, _: Any) -> None:
        if self.is_open:
            return
        if self.chosen is None:
            what = (
                "Choose one of the options first." if self.bet.options else "Move the slider first: it is still empty."
            )
            self.said.value = paragraph(what)
            return
        earlier = self.answers.taken_back(self.item)
        try:
            elsewhere = self.answers.hand_in(self.item, "bet", self.chosen, seen=None, **self.grounds)
        except AnswersError as error:
            self.said.value = paragraph(f"{error} The bet is not placed.")
            return
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
        self._restore()
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


def _because() -> widgets.Text:
    made = widgets.Text(description="Because (optional)", placeholder="one line, in your own words")
    made.add_class("hs-control")
    made.add_class("hs-because")  # ui.js: so many characters and no more
    return made


def _sure() -> widgets.RadioButtons:
    steps = [(words, step) for step, words in grounds.SURE.items()]
    made = widgets.RadioButtons(options=steps, value=None, description="How sure (optional)")
    made.add_class("hs-control")
    made.add_class("hs-sure")
    return made


# ---------------------------------------------------------------- the bet beside the outcome


def outcome_card(bet: content.Bet, record: Mapping[str, Any], outcome: float | str | None) -> Markup:
    """Return the bet beside the outcome as HTML, for a number with a small scale, and the reply to such a bet.

    record: the bet as it was placed, with its reason and how sure; empty for none. outcome: as stored.
    """
    mine = record.get("value")
    you = "" if mine is None else _you(bet, record)
    said, scale = _outcome(bet, mine, outcome) if you or outcome is not None else ("", "")
    reply = "" if mine is None else bet.reply(mine)
    whole = Markup("<p class='hs-whole-line'>{}</p>")
    replied = whole.format(coded(reply)) if reply else ""
    reasoned, you = (whole.format(you), "") if grounds.why(record) else ("", you)
    card = Markup("<div class='hs-card'>{}<p>{}{}</p>{}{}</div>")
    return card.format(reasoned, you, said, scale, replied) if said else Markup("")


def _you(bet: content.Bet, record: Mapping[str, Any]) -> Markup:
    """Return what was bet, how sure and why: "You bet 60 % (fairly sure), because “…”. "."""
    sure, why = grounds.sure(record), grounds.why(record)
    said = (f" ({sure})" if sure else "") + (f", {why}" if why else "")
    return Markup("You bet <b>{}</b>{}. ").format(bet.in_words(record["value"]), said)


def _outcome(bet: content.Bet, mine: float | str | None, outcome: float | str | None) -> tuple[str, Markup | str]:
    """Return what came out beside a bet, in words, and the scale of both."""
    if outcome is None:  # the picture itself holds the outcome
        return bet.outcome, ""
    if bet.options:
        verdict = "" if mine is None else "You were right. " if mine == outcome else "It came out otherwise. "
        return verdict + bet.said(outcome), ""
    away = ""
    if mine is not None:
        unit = "percentage points" if bet.unit == "%" else bet.unit
        distance = bet.rounded(abs(outcome - mine))
        if distance == "1":
            unit = unit.removesuffix("s")
        away = " You hit it." if float(distance) == 0 else f" You are {distance} {unit}".rstrip() + " away."
    return bet.said(outcome) + away, _scale(bet, mine, outcome)


def _scale(bet: content.Bet, mine: float | None, outcome: float) -> Markup:
    def mark(value: float, look: str, tip: str, words: str) -> Markup:
        at = 100 * min(max((value - bet.low) / (bet.high - bet.low), 0), 1)
        looks = f"{look} hs-left" if at > 50 else look  # the words stay inside the scale, the tip on the value
        shown = "<span class='hs-mark {}' style='left:{:.1f}%'><i>{}</i><b>{}</b></span>"
        return Markup(shown).format(looks, at, tip, words)

    marks = mark(outcome, "hs-outcome", "▲", "outcome")
    if mine is not None:
        marks += mark(mine, "hs-mine", "▼", "you")
    scale = Markup("<div class='hs-scale' aria-hidden='true'><span>{}</span><span>{}</span>{}</div>")
    return scale.format(f"{bet.low:g}", f"{bet.high:g}", marks)


# ---------------------------------------------------------------- for readers without widgets


def still(bet: content.Bet) -> Markup:
    """Return the bet as plain HTML: for print, previews and exports."""
    asked = Markup("<p><b>Your bet.</b> {}</p>").format(coded(bet.text))
    if bet.options:
        asked += joined("<p>☐ {}</p>", ([option.text] for option in bet.options))
    else:
        asked += Markup("<p>My bet ({}): <span class='hs-line'></span></p>").format(bet.range_in_words())
    steps = " ".join(f"{words} ☐" for words in grounds.SURE.values())
    return asked + Markup("<p>Because: <span class='hs-line'></span></p><p>How sure: {}</p>").format(steps)


def still_outcome(bet: content.Bet, outcome: float | str | None) -> Markup:
    """Return what came out as plain HTML, and folded the replies to bets. outcome: as stored."""
    said, _ = _outcome(bet, None, outcome)
    ends = [(f"up to {bet.in_words(each.up_to)}", each.text) for each in bet.replies]
    replies = ends + [(option.text, option.reply) for option in bet.options if option.reply]
    listed = joined("<li><b>{}</b>: {}</li>", ((mine, coded(reply)) for mine, reply in replies))
    fold = "<details class='hs-compare'><summary>The replies to bets like yours</summary><ul>{}</ul></details>"
    told = Markup(fold).format(listed) if replies else ""
    return Markup("<div class='hs-said'><p><b>What came out.</b> {}</p>{}</div>").format(said, told)
