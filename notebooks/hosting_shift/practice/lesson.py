"""What a student does in a lesson: bet, answer, write, check, keep.

`lesson = practice.open_lesson("05")` opens a lesson; its methods show one thing each. Texts of
bets and questions live in data/bets.csv, questions.csv and options.csv; answers go to the student's
own file (see answers.py). Nothing here ever stops Run All.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable
from typing import Any

import ipywidgets as widgets
import numpy as np
import pandas as pd
from IPython.display import display

from hosting_shift import charts, exercises, tables
from hosting_shift.student import usable
from hosting_shift.student.answers import AnswersError, AnswersFile, students_file
from hosting_shift.ui.clicks import on_click
from hosting_shift.ui.parts import STYLE, accessible, caption, frame_html, image, styled, unit_html


def open_lesson(number: str, answers: AnswersFile | None = None) -> Lesson:
    """Open lesson `number` ("05"): restore the student's answers and say where they are kept."""
    known = tables.load("lessons")["lesson"].tolist()
    if number not in known:
        raise ValueError(f"There is no lesson {number!r}; there are {', '.join(known)}.")
    lesson = Lesson(number, answers or students_file())
    lesson.greet()
    return lesson


class Lesson:
    """One open lesson and the student's answers to it."""

    def __init__(self, number: str, answers: AnswersFile):
        self.number = number
        self.answers = answers
        self._bets: dict[str, _Bet] = {}
        self._waiting: dict[str, list[Callable[[], None]]] = {}
        self._open_to_all = False
        self._problem = widgets.HTML()
        self._leave_out()

    # -- opening

    def greet(self) -> None:
        """Say what was restored; offer instructors a way past the bets."""
        stored = self.answers.lesson(self.number)
        if stored:
            words = f"Welcome back: {_count(len(stored), 'answer')} of yours restored."
        else:
            words = "Ready. Nothing answered yet."
        card = widgets.HTML(
            f"<p>{words} Your bets and answers are saved as you go, in "
            f"<b>{html.escape(self.answers.path.name)}</b> beside this lesson.</p>"
        )
        skip = _button("Show everything without bets (for instructors)")

        def open_all(_: Any) -> None:
            self._open_to_all = True
            for bet in list(self._waiting):
                self._lift(bet)
            skip.description = "Everything is shown; no bet is asked"

        skip.on_click(open_all)
        self._say_problem()
        problem = f"\n{self.answers.problem}" if self.answers.problem else ""
        _show([styled(""), card, self._problem, skip], words + problem)

    # -- bet, run, explain

    def bet(self, name: str) -> None:
        """Ask for a bet (bets.csv) before anything is shown; once placed it stays placed."""
        _show([_Bet(self, name).widget], self._bet_row(name)["text"])

    def reveal(
        self, name: str, explorer: Any, outcome: float | str | None = None, ask: str | None = None
    ) -> None:
        """Show `explorer` once bet `name` is placed or skipped, the bet beside the outcome.

        outcome: the number (or option) the bet is compared with, in the bet's own unit. An explorer
        with a setting named bet draws the bet itself.
        ask: the question to put right under the picture.
        """
        row = self._bet_row(name)
        holder, beside = widgets.VBox(), _live()
        holder.add_class("hs-holder")

        def lift() -> None:
            mine = self._stored(f"bet-{name}")
            if mine and "bet" in getattr(explorer, "settings", ()):
                explorer.set(bet=mine["value"])  # an explorer that draws the student's bet
            beside.value = f"{STYLE}{_outcome_card(row, self._stored(f'bet-{name}'), outcome)}"
            box = widgets.VBox([beside])
            box.add_class("hs-practice")
            holder.children = [box, explorer.widget, *self._under(ask)]

        if self._stored(f"bet-{name}") or self._open_to_all:
            lift()
        else:
            cover = styled(
                "<div class='hs-card hs-cover'><p><b>Place your bet first.</b> It stands just "
                "above. The picture appears here as soon as you have.</p></div>"
            )
            skip = _button("Skip this bet and show the picture")

            def skip_it(_: Any) -> None:
                self._lift(name)
                _go_to(beside)

            skip.on_click(skip_it)
            box = widgets.VBox([cover, skip])
            box.add_class("hs-practice")
            holder.children = [box]
            self._waiting.setdefault(name, []).append(lift)
        _show_explorer(explorer, holder)

    def show(self, explorer: Any, ask: str | None = None) -> None:
        """Show `explorer` with a question right under the picture."""
        _show_explorer(explorer, widgets.VBox([explorer.widget, *self._under(ask)]))

    def _under(self, ask: str | None) -> list[widgets.Widget]:
        return [_Question(self, ask).widget] if ask else []

    def terms(self, *english: str) -> None:
        """Show these terms of the glossary, French beside English."""
        glossary = tables.load("glossary").set_index("english")
        unknown = [term for term in english if term not in glossary.index]
        if unknown:
            raise ValueError(f"The glossary has no {', '.join(unknown)}; see data/glossary.csv.")
        found = glossary.loc[list(english)].reset_index()
        found = found[["english", "french", "meaning"]]
        table = frame_html(found, "Terms", french=["french"])
        _show([styled(table)], found.to_string(index=False), still=table)

    def cases(self) -> None:
        """Show the fictional cases: an analysis in five steps, marked, with progress kept."""
        # imported here: case_practice uses the small helpers of this module
        from hosting_shift.practice.cases import CasePractice

        practice = CasePractice(self)
        _show([styled(""), practice.widget], practice.as_text())

    def table(self, name: str, *columns: str) -> None:
        """Show these columns of a table of data/, every cell in full, with its source line.

        A DataFrame at the end of a cell cuts long texts; this does not. Raises ValueError for a
        column that the table does not have.
        """
        frame = tables.load(name)
        unknown = [column for column in columns if column not in frame]
        if unknown:
            known = ", ".join(frame.columns)
            raise ValueError(f"The table {name} has no {', '.join(unknown)}; it has {known}.")
        shown = frame[list(columns) or list(frame.columns)]
        self.rows(shown, tables.describe(name).resource["title"], name)

    def law(self, *ids: str) -> None:
        """Show statements of law (legal_statements.csv): article, jurisdiction, date, source.

        ids: names of statements, such as "04-host-now", in the order to show them.
        Raises ValueError for a name that is not in the table.
        """
        table = tables.load("legal_statements").set_index("id")
        unknown = [name for name in ids if name not in table.index]
        if unknown or not ids:
            wanted = ", ".join(unknown) or "statement without a name"
            raise ValueError(f"data/legal_statements.csv has no {wanted}; name statements of the column id.")
        found = table.loc[list(ids)]
        rows, lines = "", []
        for row in found.itertuples():
            sure = "" if row.confidence == "sourced" else f" [{row.confidence}]"
            basis = [row.article, f"{row.jurisdiction}; {row.in_force}"]
            source = f"Source: {_labels(row.sources)}{sure}"
            lines.append(" | ".join([row.statement, *basis, source]))
            second = "<br>".join(html.escape(part) for part in basis)
            rows += (
                f"<tr><td style='width:46%'>{html.escape(row.statement)}</td>"
                f"<td>{second}<br><small>{html.escape(source)}</small></td></tr>"
            )
        text = (
            "<div><table><caption>The law. Teaching material, not legal advice</caption><thead><tr>"
            "<th scope='col'>rule</th><th scope='col'>article · whose law; in force · source</th>"
            f"</tr></thead><tbody>{rows}</tbody></table></div>"
        )
        _show([styled(text)], "\n".join(lines))

    def open_points(self) -> None:
        """Show what the research left open for this lesson, with the month of the last evidence."""
        table = tables.load("open_questions")
        mine = table[[self.number in lessons.split(";") for lessons in table["lessons"]]]
        shown = pd.DataFrame(
            {
                "open": mine["text"],
                "last evidence": mine["last_evidence"],
                "month": mine["evidence_month"].astype(str),
                "how sure": mine["sure"],
                "how to check": mine["what_to_do"],
            }
        )
        caption_text = "Open when this lesson was written"
        _show([_whole(frame_html(shown, caption_text))], shown.to_string(index=False))

    def rows(self, frame: pd.DataFrame, title: str, table: str) -> None:
        """Show rows of a table in full, with a title and the source line of `table`.

        A plain DataFrame cuts long text and sets it to the right; this one does neither.
        """
        shown = frame.rename(columns=lambda name: str(name).replace("_", " "))
        source = caption(tables.kind(table), [table])
        _show([_whole(frame_html(shown, title) + source)], f"{title}\n{shown.to_string(index=False)}")

    def note(self, name: str, prompt: str) -> None:
        """Ask for a few words of the student's own; they are saved, never marked."""
        stored = self._stored(f"note-{name}")
        words = widgets.HTML(f"<p>{html.escape(prompt)}</p>")
        area = widgets.Textarea(
            value=str(stored["value"]) if stored else "",
            description="Your words",
            placeholder="Two or three sentences",
            layout=widgets.Layout(width="100%", max_width="760px"),
        )
        area.add_class("hs-control")
        said = _live("<p>Saved earlier.</p>" if stored else "")

        def save(_: Any) -> None:
            if not area.value.strip():
                said.value = "<p>Nothing written yet.</p>"
                return
            try:
                self._store(f"note-{name}", "note", area.value)
                said.value = self._not_saved() or "<p>Saved.</p>"
            except AnswersError as error:
                said.value = f"<p>{html.escape(str(error))}</p>"

        button = _button("Save my words")
        on_click(button, save, area)
        _show([styled(""), words, area, button, said], prompt)

    # -- questions

    def recall(self) -> None:
        """Ask this lesson's two questions on earlier lessons."""
        self._ask_part("recall")

    def check_yourself(self) -> None:
        """Ask this lesson's closing questions."""
        self._ask_part("check")

    def ask(self, question: str) -> None:
        """Ask one question (questions.csv), usually right under a picture."""
        self._ask([question])

    def _ask_part(self, part: str) -> None:
        questions = tables.load("questions")
        mine = questions[(questions["lesson"] == self.number) & (questions["part"] == part)]
        self._ask(mine["question"].tolist())

    def _ask(self, names: list[str]) -> None:
        asked = [_Question(self, name) for name in names]
        text = "\n\n".join(q.as_text() for q in asked)
        _show([styled(""), *(q.widget for q in asked)], text)

    def picture(self, axes: Any, sentence: str, table: str) -> None:
        """Show a chart drawn with pandas or matplotlib, with a sentence that says what it shows.

        JupyterLab gives plain charts no alternative text, so lessons show them with this. The text is
        made of what is drawn (bars or lines, their axes, the value of every bar) and the sentence.
        table: the table behind it, for the source line.
        """
        figure = axes.get_figure()
        alt = f"{_axes_in_words(axes)} {sentence}"
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=charts.DPI, bbox_inches="tight")
        from matplotlib import pyplot  # whoever has such a figure has it loaded

        pyplot.close(figure)
        html_text = (
            f"{STYLE}<figure class='hs-practice'>{image(buffer.getvalue(), alt)}<figcaption>"
            f"{caption(tables.kind(table), [table])}<p>{html.escape(sentence)}</p>"
            "</figcaption></figure>"
        )
        bundle = {
            "text/html": html_text,
            "image/png": base64.b64encode(buffer.getvalue()).decode("ascii"),
            "text/plain": sentence,
        }
        display(bundle, raw=True)

    def memo(self, lab: Any, redrawn: Any) -> None:
        """Show the policy memo, filled in with the student's numbers and notes; save as Markdown.

        lab, redrawn: the explorers `policy_lab` and `redraw_assumptions`, as the student left them.
        """
        from hosting_shift.practice import memo  # brings the model, which other lessons do without

        page, said, link = widgets.HTML(), _live(), widgets.HTML()

        def text() -> str:
            words = {n: (self._stored(f"note-{n}") or {}).get("value", "") for n in memo.QUESTIONS}
            return memo.compose(lab.result, redrawn.result, words)

        def fill(_: Any = None) -> None:
            shown = text()
            page.value = (
                "<div class='hs-memo' tabindex='0' role='region' aria-label='Policy memo'><pre>"
                f"{html.escape(shown)}</pre></div>"
            )
            content = base64.b64encode(shown.encode("utf-8")).decode("ascii")
            link.value = (
                f"<p><a download='{memo.FILE_NAME}' href='data:text/markdown;base64,{content}'>"
                f"Download {memo.FILE_NAME}</a></p>"
            )

        def save(_: Any) -> None:
            fill()
            try:
                path, kept = memo.save(text(), self.answers.path.parent)
            except OSError as error:
                said.value = (
                    f"<p>The memo could not be saved ({html.escape(str(error.strerror))}). Download it "
                    "instead: the link stands below.</p>"
                )
                return
            aside = f" The one before is in {html.escape(kept.name)}." if kept else ""
            said.value = f"<p>Saved as {html.escape(path.name)} beside this lesson.{aside}</p>"

        fill()
        again, keep = _button("Fill in my numbers again"), _button("Save my memo")
        again.on_click(fill)
        keep.on_click(save)
        row = widgets.HBox([again, keep])
        row.layout.flex_flow = "row wrap"
        _show([styled(""), page, row, said, link], text())

    # -- exercises

    def check(self, name: str, answer: Any = ...) -> None:
        """Check an exercise's answer. An answer of `...` gets the hint; nothing is ever raised."""
        verdict, words = exercises.mark(f"{self.number}-{name}", answer)
        not_saved = ""
        if verdict != "unanswered":
            value = answer.item() if isinstance(answer, np.generic) else answer
            try:
                if isinstance(value, str) or not isinstance(value, int | float):
                    value = str(value)[:500]
                self._store(f"exercise-{name}", verdict, value)
                not_saved = self._not_saved()
            except (AnswersError, ValueError) as error:
                not_saved = f"<p>{html.escape(str(error))} It was not saved.</p>"
        title = {"right": "Right.", "wrong": "Not yet.", "unanswered": "Not answered yet."}[verdict]
        look = {"right": "hs-right", "wrong": "hs-wrong", "unanswered": "hs-cover"}[verdict]
        card = styled(
            f"<div class='hs-card {look}' role='status'><p><b>{title}</b> {html.escape(words)}</p>"
            f"{not_saved}</div>"
        )
        _show([card], f"{title} {words}")

    # -- keeping

    def keep_answers(self) -> None:
        """List what is stored; offer a download, a restore from a file, and a fresh start."""
        summary, said = widgets.HTML(), _live()

        def refresh() -> None:
            self.answers.reopen()  # another open lesson may have written; a full disk may have room
            self._say_problem()
            summary.value = self._summary()

        refresh()
        upload = widgets.FileUpload(accept=".json", description="Restore from a file")
        upload.add_class("hs-button")
        again, afresh = _button("List again"), _button("Start this lesson afresh")
        sure = _button("Yes, set my answers to this lesson aside")
        sure.layout.display = "none"

        def restore(change: dict) -> None:
            for item in change["new"]:
                try:
                    number = self.answers.restore(bytes(item["content"]))
                    self._leave_out()
                    said.value = (
                        f"<p>{_count(number, 'answer')} restored. Choose Run ▸ Run All Cells to "
                        f"see them in place.</p>{self._not_saved()}"
                    )
                except AnswersError as error:
                    said.value = f"<p>{html.escape(str(error))} Nothing was changed.</p>"
            refresh()

        def empty(_: Any) -> None:
            sure.layout.display = "none"
            _go_to(said)
            try:
                kept = self.answers.start_afresh(self.number)
            except AnswersError as error:
                said.value = f"<p>{html.escape(str(error))}</p>"
                return
            where = f" The old ones are in {html.escape(kept.name)}." if kept else ""
            said.value = f"<p>This lesson is empty again.{where} Choose Run ▸ Run All Cells.</p>"
            refresh()

        upload.observe(restore, "value")
        again.on_click(lambda _: refresh())
        afresh.on_click(lambda _: setattr(sure.layout, "display", ""))
        sure.on_click(empty)
        row = widgets.HBox([again, upload, afresh, sure])
        row.layout.flex_flow = "row wrap"
        stored = self.answers.lesson(self.number)
        _show(
            [styled(""), summary, row, said],
            f"{_count(len(stored), 'answer')} kept in {self.answers.path.name}.",
        )

    def _summary(self) -> str:
        stored = self.answers.lesson(self.number)
        rows = "".join(
            f"<tr><td>{html.escape(item)}</td><td>{html.escape(str(record['value'])[:160])}</td>"
            f"<td>{html.escape(str(record['kind']))}</td></tr>"
            for item, record in stored.items()
        )
        table = (
            "<table><caption>Your answers to this lesson</caption><thead><tr><th scope='col'>item"
            "</th><th scope='col'>answer</th><th scope='col'>kind</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
            if stored
            else "<p>No answers to this lesson yet.</p>"
        )
        content = base64.b64encode(self.answers.as_bytes()).decode("ascii")
        name = html.escape(self.answers.path.name)
        return (
            f"{table}<p><a download='{name}' href='data:application/json;base64,{content}'>Download "
            f"{name}</a> (all lessons). On Binder the page forgets: "
            "download it before you leave and restore it here next time.</p>"
            + (f"<p>{html.escape(self.answers.problem)}</p>" if self.answers.problem else "")
        )

    # -- storing

    def _stored(self, item: str) -> dict | None:
        return self.answers.lesson(self.number).get(item)

    def _store(self, item: str, kind: str, value: Any, **more: Any) -> None:
        self.answers.put(self.number, item, kind, value, **more)
        self._say_problem()

    def _leave_out(self) -> None:
        """Leave out what no widget of this lesson can show; the file as it was is kept aside."""
        unusable = usable.unusable(self.number, self.answers.lesson(self.number))
        if unusable:
            self.answers.leave_out(self.number, unusable)
            self._say_problem()

    def _not_saved(self) -> str:
        """Return why answers are not in the file, as HTML; nothing if they are."""
        return f"<p>{html.escape(self.answers.problem)}</p>" if self.answers.unsaved else ""

    def _say_problem(self) -> None:
        problem = self.answers.problem
        self._problem.value = (
            f"<div class='hs-card hs-wrong'><p>{html.escape(problem)}</p></div>" if problem else ""
        )

    def _bet_row(self, name: str) -> dict[str, Any]:
        bets = tables.load("bets")
        mine = bets[(bets["lesson"] == self.number) & (bets["bet"] == name)]
        if mine.empty:
            names = bets.loc[bets["lesson"] == self.number, "bet"].tolist()
            raise ValueError(f"Lesson {self.number} has no bet {name!r}; it has {names}.")
        return mine.iloc[0].to_dict()

    def _lift(self, name: str) -> None:
        for lift in self._waiting.pop(name, []):
            lift()


class _Bet:
    """The widget of one bet."""

    def __init__(self, lesson: Lesson, name: str):
        self.lesson, self.name, self.row = lesson, name, lesson._bet_row(name)
        text = styled(f"<p><b>Your bet.</b> {html.escape(self.row['text'])}</p>")
        self.said = _live()
        self.place = _button("Place my bet")
        if self.row["kind"] == "number":
            low, high, step = (float(self.row[k]) for k in ("low", "high", "step"))
            whole = all(x.is_integer() for x in (low, high, step))
            make = widgets.IntSlider if whole else widgets.FloatSlider
            number = int if whole else float
            # starts at its end: a start in the middle would suggest an answer
            self.input = make(
                value=number(low),
                min=number(low),
                max=number(high),
                step=number(step),
                description=f"my bet{unit_html(self.row['unit'] or '')}",
                description_allow_html=True,
            )
        else:
            self.input = widgets.RadioButtons(options=_options(self.row), value=None)
        self.input.add_class("hs-control")
        on_click(self.place, self._place, self.input)
        self.widget = widgets.VBox([text, self.input, self.place, self.said])
        self.widget.add_class("hs-practice")
        stored = lesson._stored(f"bet-{name}")
        if stored:
            self._fix(stored["value"], "Your bet stands: ")

    def _place(self, _: Any) -> None:
        if self.input.value is None:
            self.said.value = "<p>Choose one of the options first.</p>"
            return
        self.lesson._store(f"bet-{self.name}", "bet", self.input.value)
        self._fix(self.input.value, "Placed: ")
        self.said.value += self.lesson._not_saved()
        self.lesson._lift(self.name)
        _go_to(self.said)

    def _fix(self, value: Any, words: str) -> None:
        self.input.value = value
        self.input.disabled = self.place.disabled = True
        self.said.value = f"<p>{words}<b>{html.escape(_in_unit(self.row, value))}</b>.</p>"


class _Question:
    """The widget of one question: options, a check button, a reply to every option."""

    def __init__(self, lesson: Lesson, name: str):
        questions, options = tables.load("questions"), tables.load("options")
        mine = questions[questions["question"] == name]
        if mine.empty:
            raise ValueError(f"There is no question {name!r} in questions.csv.")
        self.lesson, self.name = lesson, name
        self.text = mine.iloc[0]["text"]
        self.options = options[options["question"] == name]
        self.item = f"question-{name}"
        self.choice = widgets.RadioButtons(options=self.options["option"].tolist(), value=None)
        self.said = _live()
        # no reply stays beside an option that it does not speak of
        self.choice.observe(lambda _: setattr(self.said, "value", ""), "value")
        button = _button("Check")
        on_click(button, self._check, self.choice)
        self.widget = widgets.VBox(
            [widgets.HTML(f"<p><b>{html.escape(self.text)}</b></p>"), self.choice, button, self.said]
        )
        self.widget.add_class("hs-practice")
        stored = lesson._stored(self.item)
        if stored and stored["value"] in self.choice.options:
            self.choice.value = stored["value"]
            self._reply(stored["value"])

    def _check(self, _: Any) -> None:
        if self.choice.value is None:
            self.said.value = "<p>Choose an answer first.</p>"
            return
        earlier = self.lesson._stored(self.item) or {}
        right = self._reply(self.choice.value)
        tries = int(earlier.get("tries", 0)) + 1
        kind = "right" if right else "wrong"
        self.lesson._store(self.item, kind, self.choice.value, tries=tries)
        self.said.value += self.lesson._not_saved()

    def _reply(self, chosen: str) -> bool:
        row = self.options[self.options["option"] == chosen].iloc[0]
        right = bool(row["right"])
        look, word = ("hs-right", "Right.") if right else ("hs-wrong", "Not quite.")
        self.said.value = (
            f"<div class='hs-card {look}'><p><b>{word}</b> {html.escape(row['reply'])}</p></div>"
        )
        return right

    def as_text(self) -> str:
        """Return the question for readers without widgets."""
        letters = "abcdefgh"
        lines = [f"{letters[i]}) {o}" for i, o in enumerate(self.options["option"])]
        return "\n".join([self.text, *lines])


# ---------------------------------------------------------------- small helpers


def _axes_in_words(axes: Any) -> str:
    """Return what a plain chart is, such as "Bars: events by layer. domain: 13, hosting: 8."."""
    across, up = axes.get_xlabel(), axes.get_ylabel()
    if not axes.containers:
        named = [f"{line.get_label()}" for line in axes.lines if line.get_label()[0] != "_"]
        which = f" ({', '.join(named)})" if named else ""
        return f"Lines{which}: {' against '.join(filter(None, (up, across)))}."
    lying = axes.containers[0].orientation == "horizontal"
    ticks = [t.get_text() for t in (axes.get_yticklabels() if lying else axes.get_xticklabels())]
    measure = (across if lying else up) or "how many"
    parts = []
    for bars in axes.containers:
        values = [bar.get_width() if lying else bar.get_height() for bar in bars]
        name = f"{bars.get_label()} – " if len(axes.containers) > 1 else ""
        parts.append(name + ", ".join(f"{t}: {_short(v)}" for t, v in zip(ticks, values, strict=False)))
    by = (up if lying else across) and f" by {up if lying else across}"
    return f"Bars: {measure}{by}. {'; '.join(parts)}."


def _short(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")


def _options(row: dict) -> list[str]:
    return [option.strip() for option in str(row["options"]).split("|")]


def _in_unit(row: dict, value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g} {row['unit']}".strip()
    return str(value)


def _outcome_card(row: dict, stored: dict | None, outcome: float | str | None) -> str:
    """Return the bet beside the outcome as HTML, for a number with a small scale."""
    mine = stored["value"] if stored else None
    if outcome is None:  # the picture itself holds the outcome
        said = f"You bet <b>{html.escape(_in_unit(row, mine))}</b>. " if stored else ""
        return f"<div class='hs-card'><p>{said}{html.escape(row['outcome'])}</p></div>" if said else ""
    said = f"You bet <b>{html.escape(_in_unit(row, mine))}</b>. " if stored else ""
    if row["kind"] != "number":
        verdict = "" if not stored else "You were right. " if mine == outcome else "It differs. "
        words = f"{said}{verdict}{html.escape(row['outcome'].format(outcome=outcome))}"
        return f"<div class='hs-card'><p>{words}</p></div>"
    outcome = float(outcome)
    words = f"{said}{html.escape(row['outcome'].format(outcome=outcome))}"
    if stored:
        unit = "percentage points" if row["unit"] == "%" else row["unit"]
        words += f" You are {f'{abs(outcome - mine):.3g} {html.escape(unit)}'.strip()} away."
    low, high = float(row["low"]), float(row["high"])

    def place(value: float) -> float:
        return 100 * min(max((value - low) / (high - low), 0), 1)

    def mark(value: float, look: str, words: str) -> str:
        # near an end of the scale the words stay inside it
        at = place(value)
        style = f"left:{at:.1f}%;transform:translateX(-{at:.0f}%)"
        return f"<span class='hs-mark {look}' style='{style}'>{words}</span>"

    marks = mark(outcome, "hs-outcome", "▲ outcome")
    if stored:
        marks += mark(mine, "hs-mine", "▼ you")
    scale = f"<div class='hs-scale' aria-hidden='true'><span>{low:g}</span><span>{high:g}</span>{marks}</div>"
    return f"<div class='hs-card'><p>{words}</p>{scale}</div>"


def _whole(content: str) -> widgets.HTML:
    """Return a table shown to its last row: a reader should not miss one below the fold."""
    shown = styled(content)
    shown.add_class("hs-whole")
    return shown


def _labels(keys: str) -> str:
    """Return the labels of source keys such as "L1;S48", in words."""
    labels = tables.load("sources").set_index("key")["label"]
    return "; ".join(labels[key] for key in keys.split(";"))


def _button(words: str) -> widgets.Button:
    button = widgets.Button(description=words)
    button.add_class("hs-button")
    return button


def _go_to(widget: widgets.DOMWidget) -> None:
    """Move the keyboard's place to what is read out, when the button pressed goes or is switched off.

    widget: one with the class hs-live; panel.js lets it hold the place, Tab does not stop there.
    """
    widget.focus()


def _live(content: str = "") -> widgets.HTML:
    said = widgets.HTML(content)
    said.add_class("hs-live")
    return said


def _show_explorer(explorer: Any, holder: widgets.Widget) -> None:
    """Display the holder; readers without widgets get the explorer's still picture."""
    accessible()
    display(explorer._repr_mimebundle_() | holder._repr_mimebundle_(), raw=True)


def _show(children: list[widgets.Widget], text: str, still: str = "") -> None:
    """Display widgets as one output; readers without widgets get the text (or `still`, HTML)."""
    box = widgets.VBox(children)
    box.add_class("hs-practice")
    accessible()
    still = still or "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line)
    bundle = box._repr_mimebundle_() | {"text/plain": text, "text/html": still}
    display(bundle, raw=True)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
