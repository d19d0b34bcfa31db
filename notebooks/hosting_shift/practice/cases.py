"""Practice on the fictional cases: issue, rule, application, conclusion, what would change it.

`lesson.cases()` shows it. A student chooses one option a step; after an attempt every step is
marked with its reply and a reasoned answer can be read. Results go to the student's own file.
"""

from __future__ import annotations

import re

import ipywidgets as widgets
from markupsafe import Markup

from hosting_shift import content, tables
from hosting_shift.law import liability, texts
from hosting_shift.student import usable
from hosting_shift.student.answers import LessonAnswers
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.parts import boxed, button, joined, live, paragraph

STEPS = {
    "issue": "1. Issue: what is in dispute?",
    "rule": "2. Rule: which provision decides?",
    "application": "3. Application: which fact meets the rule?",
    "conclusion": "4. Conclusion",
    "change": "5. What would change the result?",
}
EVERY_LEVEL = 0


class CasePractice:
    """The widget: choose a case, analyse it, read the reply; earlier results are shown again."""

    def __init__(self, answers: LessonAnswers):
        self.answers, self.opening = answers, False
        self.cases = content.asked(answers.lesson).cases
        self.paths = tables.load("case_paths")  # now: a damaged table is told before the work
        self.law = tables.load("legal_statements").set_index("id")
        levels = sorted({case.level for case in self.cases.values()})
        self.level = widgets.Dropdown(
            options=[("every level", EVERY_LEVEL), *((f"level {n}", n) for n in levels)],
            value=levels[0],
            description="Level",
        )
        self.case = widgets.Dropdown(description="Case")
        self.progress, self.facts = live(), widgets.HTML()
        self.choices = {part: widgets.RadioButtons(options=[]) for part in STEPS}
        self.rules = widgets.HTML()
        self.check = button("Check my analysis")
        self.said, self.answer = live(), widgets.HTML()
        for control in (self.level, self.case, *self.choices.values()):
            control.add_class("hs-control")
        steps = [
            widgets.VBox([widgets.HTML(Markup("<p><b>{}</b></p>").format(words)), self.choices[part], *below])
            for part, words in STEPS.items()
            for below in ([self.rules] if part == "rule" else [],)
        ]
        chosen = widgets.HBox([self.level, self.case])
        self.widget = boxed(self.progress, chosen, self.facts, *steps, self.check, self.said, self.answer)
        self.level.observe(lambda _: self._list(), "value")
        self.case.observe(lambda _: self._open(), "value")
        on_click(self.check, lambda _: self._mark(), self.case, *self.choices.values())
        for choice in self.choices.values():
            choice.observe(lambda _: self._keep(), "value")
        self._list()

    # -- choosing

    def _list(self) -> None:
        """List the cases of the level, those solved marked; what the lesson has treated already comes last."""
        wanted = self.level.value
        open_first = sorted(self.cases.items(), key=lambda named: bool(named[1].treated))
        listed = {n: case for n, case in open_first if wanted in (EVERY_LEVEL, case.level)}
        kept = self.case.value
        self.case.options = [
            (f"{'✓ ' if self._solved(name) else ''}{name} · {case.title}{_treated(case)}", name)
            for name, case in listed.items()
        ]
        self.case.value = kept if kept in listed else next(iter(listed))
        self._count()

    def _open(self) -> None:
        """Show the facts and the options of the case chosen."""
        name = self.case.value
        if name is None:
            return
        case = self.cases[name]
        card = (
            "<div class='hs-card'><p><b>{0.id} · {0.title}</b> (fictional, level {0.level})</p>"
            "<p>{0.facts}</p><p><b>{0.question}</b></p></div>"
        )
        self.facts.value = Markup(card).format(case)
        self.opening = True  # what changes now was not chosen by anybody
        for part, choice in self.choices.items():
            choice.options = [
                (self.law.article[option.id] if part == "rule" else option.text, option.id)
                for option in case.steps[part]
            ]
            choice.value = None
        rules = ((self.law.article[each.id], _in_short(self.law.statement[each.id])) for each in case.steps["rule"])
        self.rules.value = joined("<p><small><b>{}.</b> {}</small></p>", rules)
        self._restore(name)
        self.opening = False
        self.said.value = self.answer.value = ""
        stored = self.answers.stored(f"case-{name}")
        if stored:
            self.said.value = paragraph(f"Earlier: {usable.steps_in_words(stored['value'])}.")
            self.answer.value = self._reasoned(case)

    def _keep(self) -> None:
        """Keep what is chosen before it is checked."""
        chosen = [choice.value or "" for choice in self.choices.values()]
        if self.case.value and any(chosen) and not self.opening:
            self.answers.keep_draft(f"case-{self.case.value}", chosen)

    def _restore(self, name: str) -> None:
        for choice, chosen in zip(self.choices.values(), self.answers.draft(f"case-{name}") or [], strict=False):
            if chosen in [option for _, option in choice.options]:
                choice.value = chosen

    # -- marking

    def _mark(self) -> None:
        name = self.case.value
        analysis = {part: c.value for part, c in self.choices.items() if c.value is not None}
        if len(analysis) < len(STEPS):
            left = [words for part, words in STEPS.items() if part not in analysis]
            self.said.value = paragraph(f"Still to choose: {'; '.join(left)}.")
            return
        marks = liability.grade(self.cases[name], analysis)
        right = sum(mark.right for mark in marks)
        self.answers.store_try(f"case-{name}", right == len(marks), right, chosen=list(analysis.values()))
        said = joined(
            "<div class='hs-card {}'><p><b>{} {}.</b> {}</p></div>",
            (
                ("hs-right" if m.right else "hs-wrong", "✓" if m.right else "✗", m.part.capitalize(), m.reply)
                for m in marks
            ),
        )
        self.said.value = said + paragraph(self.answers.not_saved)
        self.answer.value = self._reasoned(self.cases[name])
        self._count()

    def _reasoned(self, case: content.Case) -> Markup:
        """Return the reasoned answer, the law of 2009 and the paths on the tree."""
        ways = []
        for way in self.paths[self.paths["case"] == case.id].itertuples():
            path = liability.walk(liability.parse_answers(way.answers), liability.years()[-1])
            ways.append(f"{way.who}: {' → '.join(path.names)}")
        lines = [
            ("Rule", case.provisions),
            ("A reasoned answer", case.answer),
            ("What would change it", case.would_change),
            ("At another date or place", case.date_note),
            ("On the tree", "; ".join(ways)),
        ]
        shown = joined("<p><b>{}.</b> {}</p>", (line for line in lines if line[1]))
        fold = Markup("<details class='hs-compare'><summary>Read a reasoned answer (law {})</summary>{}</details>")
        return fold.format(texts.law_of(liability.day_of_law(liability.years()[-1])), shown)

    # -- progress

    def _solved(self, name: str) -> bool:
        return (self.answers.stored(f"case-{name}") or {}).get("kind") == "right"

    def _count(self) -> None:
        solved = sum(self._solved(name) for name in self.cases)
        tried = sum(self.answers.stored(f"case-{name}") is not None for name in self.cases)
        words = Markup("<p><b>{} of {}</b> cases solved, {} tried.</p>")
        self.progress.value = words.format(solved, len(self.cases), tried)

    def as_text(self) -> str:
        """Return the cases for readers without widgets: facts and questions, no answers."""
        lines = [
            f"{case.id} (level {case.level}) {case.title}{_treated(case)}. {case.facts} {case.question}"
            for case in self.cases.values()
        ]
        return "\n".join(["Fictional cases.", *lines])

    def still(self) -> Markup:
        """Return the cases as plain HTML: facts and question, and folded a reasoned answer to each."""
        card = "<p><b>{0.id} · {0.title}</b> (fictional, level {0.level}). {0.facts} <b>{0.question}</b></p>{1}"
        return joined(card, ((case, self._reasoned(case)) for case in self.cases.values()))


def _treated(case: content.Case) -> str:
    """Return what is said behind the title of a case that the lesson itself treats; "" of any other."""
    return f" ({case.treated})" if case.treated else ""


def _in_short(statement: str) -> str:
    """Return the first sentence of a statement of law: enough to choose by."""
    return re.split(r"(?<=\.) (?=[A-Z])", statement, maxsplit=1)[0]
