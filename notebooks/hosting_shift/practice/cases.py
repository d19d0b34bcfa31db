"""Practice on the fictional cases: issue, rule, application, conclusion, what would change it.

`lesson.cases()` shows it. A student chooses one option a step; after an attempt every step is
marked with its reply and a reasoned answer can be read. Results go to the student's own file.
"""

from __future__ import annotations

import html
from typing import Any

import ipywidgets as widgets

from hosting_shift import tables
from hosting_shift.law import liability
from hosting_shift.practice.lesson import _button, _live
from hosting_shift.ui.clicks import on_click

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

    def __init__(self, lesson: Any):
        self.lesson = lesson
        self.cases = tables.load("fact_patterns").set_index("case")
        self.paths = tables.load("case_paths")  # now: a damaged table is told before the work
        self.articles = tables.load("legal_statements").set_index("id")["article"]
        levels = sorted(set(self.cases["level"]))
        self.level = widgets.Dropdown(
            options=[("every level", EVERY_LEVEL), *((f"level {n}", n) for n in levels)],
            value=levels[0],
            description="Level",
        )
        self.case = widgets.Dropdown(description="Case")
        self.progress, self.facts = _live(), widgets.HTML()
        self.choices = {part: widgets.RadioButtons(options=[]) for part in STEPS}
        self.check = _button("Check my analysis")
        self.said, self.answer = _live(), widgets.HTML()
        for control in (self.level, self.case, *self.choices.values()):
            control.add_class("hs-control")
        steps = [
            widgets.VBox([widgets.HTML(f"<p><b>{html.escape(words)}</b></p>"), self.choices[part]])
            for part, words in STEPS.items()
        ]
        self.widget = widgets.VBox(
            [
                self.progress,
                widgets.HBox([self.level, self.case]),
                self.facts,
                *steps,
                self.check,
                self.said,
                self.answer,
            ]
        )
        self.widget.add_class("hs-practice")
        self.level.observe(lambda _: self._list(), "value")
        self.case.observe(lambda _: self._open(), "value")
        on_click(self.check, lambda _: self._mark(), self.case, *self.choices.values())
        self._list()

    # -- choosing

    def _list(self) -> None:
        """List the cases of the level, those solved marked."""
        wanted = self.level.value
        rows = self.cases if wanted == EVERY_LEVEL else self.cases[self.cases["level"] == wanted]
        kept = self.case.value
        self.case.options = [
            (f"{'✓ ' if self._solved(name) else ''}{name} · {row['title']}", name)
            for name, row in rows.iterrows()
        ]
        self.case.value = kept if kept in rows.index else rows.index[0]
        self._count()

    def _open(self) -> None:
        """Show the facts and the options of the case chosen."""
        name = self.case.value
        if name is None:
            return
        row = self.cases.loc[name]
        self.facts.value = (
            f"<div class='hs-card'><p><b>{name} · {html.escape(row['title'])}</b> (fictional, level "
            f"{row['level']})</p><p>{html.escape(row['facts'])}</p>"
            f"<p><b>{html.escape(row['question'])}</b></p></div>"
        )
        for part, choice in self.choices.items():
            options = liability.case_options(name, part)
            shown = [self.articles[one] if part == "rule" else one for one in options]
            choice.options = list(zip(shown, options, strict=True))
            choice.value = None
        self.said.value = self.answer.value = ""
        stored = self.lesson._stored(f"case-{name}")
        if stored:
            self.said.value = f"<p>Earlier: {html.escape(str(stored['value']))}.</p>"
            self.answer.value = self._reasoned(name)

    # -- marking

    def _mark(self) -> None:
        name = self.case.value
        analysis = {part: c.value for part, c in self.choices.items() if c.value is not None}
        if len(analysis) < len(STEPS):
            left = [words for part, words in STEPS.items() if part not in analysis]
            self.said.value = f"<p>Still to choose: {html.escape('; '.join(left))}.</p>"
            return
        marks = liability.grade(name, analysis)
        right = sum(mark.right for mark in marks)
        earlier = self.lesson._stored(f"case-{name}") or {}
        whole = right == len(marks)
        self.lesson._store(
            f"case-{name}",
            "right" if whole else "wrong",
            f"{right} of {len(marks)} steps right",
            tries=int(earlier.get("tries", 0)) + 1,
        )
        self.said.value = (
            "".join(
                f"<div class='hs-card {'hs-right' if mark.right else 'hs-wrong'}'><p>"
                f"<b>{'✓' if mark.right else '✗'} {mark.part.capitalize()}.</b> "
                f"{html.escape(mark.reply)}</p></div>"
                for mark in marks
            )
            + self.lesson._not_saved()
        )
        self.answer.value = self._reasoned(name)
        self._count()

    def _reasoned(self, name: str) -> str:
        """Return the reasoned answer, the law of 2009 and the paths on the tree."""
        row = self.cases.loc[name]
        ways = []
        for way in self.paths[self.paths["case"] == name].itertuples():
            path = liability.walk(liability.parse_answers(way.answers), liability.years()[-1])
            ways.append(f"{way.who}: {' → '.join(path.names)}")
        lines = [
            ("Rule", row["rule"]),
            ("A reasoned answer", row["answer"]),
            ("What would change it", row["would_change"]),
            ("At another date or place", row["date_note"]),
            ("On the tree", "; ".join(ways)),
        ]
        shown = "".join(f"<p><b>{words}.</b> {html.escape(text)}</p>" for words, text in lines if text)
        return (
            "<details><summary>Read a reasoned answer (law as of "
            f"{liability.as_of(liability.years()[-1])})</summary>{shown}</details>"
        )

    # -- progress

    def _solved(self, name: str) -> bool:
        return (self.lesson._stored(f"case-{name}") or {}).get("kind") == "right"

    def _count(self) -> None:
        solved = [name for name in self.cases.index if self._solved(name)]
        tried = [name for name in self.cases.index if self.lesson._stored(f"case-{name}")]
        self.progress.value = (
            f"<p><b>{len(solved)} of {len(self.cases)}</b> cases solved, {len(tried)} tried.</p>"
        )

    def as_text(self) -> str:
        """Return the cases for readers without widgets: facts and questions, no answers."""
        lines = [
            f"{name} (level {row['level']}) {row['title']}. {row['facts']} {row['question']}"
            for name, row in self.cases.iterrows()
        ]
        return "\n".join(["Fictional cases.", *lines])
