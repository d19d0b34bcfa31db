"""Lesson 00: does everything a lesson needs work here? Says in words what to mend."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import ipywidgets as widgets
import pandas as pd
from markupsafe import Markup

from hosting_shift import content, tables
from hosting_shift.errors import PlainError
from hosting_shift.student import answers
from hosting_shift.ui import Shown, styled
from hosting_shift.ui.parts import button, joined, live, paragraph

# Older versions lack something a lesson uses; every newer one that CI has seen works.
LEAST = {"jupyterlab": 4, "pandas": 2, "matplotlib": 3, "ipywidgets": 8}
LEAST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Finding:
    """One thing looked at: its name, whether it works, and what was found or what to do."""

    name: str
    works: bool
    words: str


def find() -> list[Finding]:
    """Look at Python, the packages, the tables, what the lessons ask, and the folder for answers."""
    packages = [_package(name, least) for name, least in LEAST.items()]
    return [_python(), *packages, *_tables(), *_questions(), _folder(answers.FOLDER)]


def _python() -> Finding:
    has = ".".join(map(str, sys.version_info[:3]))
    wants = ".".join(map(str, LEAST_PYTHON))
    advice = f"This is {has}; the lessons need {wants} or newer. Install it, then start the course again (make lab)."
    return Finding("Python", True, has) if sys.version_info >= LEAST_PYTHON else Finding("Python", False, advice)


def _package(name: str, least: int) -> Finding:
    # the browser edition has no JupyterLab inside Python: the page itself is JupyterLab
    if name == "jupyterlab" and sys.platform == "emscripten":
        return Finding(name, True, "the page you are looking at")
    try:
        has = version(name)
    except PackageNotFoundError:
        choose = "Choose the kernel of the course's own environment (Kernel ▸ Change Kernel)"
        return Finding(name, False, f"It is missing here. {choose}, or start the course with make lab.")
    if int(has.split(".")[0]) < least:
        start = "Start the course with make lab, which installs the tested version."
        return Finding(name, False, f"This is {has}; the lessons need {least} or newer. {start}")
    return Finding(name, True, has)


def _tables() -> list[Finding]:
    looks = {f"table {name}": lambda name=name: tables.load(name) for name in tables.names()}
    looks["settings"] = lambda: tables.settings("moments")  # the file is checked as a whole
    return _broken(looks) or [Finding("tables", True, f"all {len(tables.names())} read and checked")]


def _questions() -> list[Finding]:
    looks = {f"lesson {number}": lambda number=number: content.asked(number) for number in content.lessons()}
    return _broken(looks) or [Finding("bets and questions", True, f"those of all {len(looks)} lessons read")]


def _broken(looks: dict[str, Callable[[], object]]) -> list[Finding]:
    """Return what cannot be read, with what to do."""
    found = []
    for name, look in looks.items():
        try:
            look()
        except PlainError as error:
            found.append(Finding(name, False, str(error)))
    return found


def _folder(folder: Path) -> Finding:
    works = os.access(folder, os.W_OK)
    advice = "This folder cannot be written. You can work, but download your answers at the end of each lesson."
    return Finding("your answers", works, "can be saved beside the lessons" if works else advice)


class SetupCheck(Shown):
    """The findings, and a button that proves that controls work."""

    title = "What was looked at"

    def __init__(self) -> None:
        self.findings = find()
        said = live()

        def press(_: object) -> None:
            said.value = paragraph("Controls work: your click went to Python and back.")

        self.widget = widgets.VBox([styled(self._found()), button("Press me", act=press), said])
        self.widget.add_class("hs-practice")

    @property
    def sentence(self) -> str:
        """What to know in one sentence."""
        wrong = [f for f in self.findings if not f.works]
        if not wrong:
            return "Everything a lesson needs is here. Press the button to see that controls work."
        things = "thing needs" if len(wrong) == 1 else "things need"
        return f"{len(wrong)} {things} mending: " + " ".join(f"{f.name}: {f.words}" for f in wrong)

    @property
    def table(self) -> pd.DataFrame:
        """What was looked at: whether it works, its name, what was found or what to do."""
        return pd.DataFrame(
            [("✓ works" if f.works else "✗ mend this", f.name, f.words) for f in self.findings],
            columns=["state", "what", "found"],
        )

    def still(self) -> Markup:
        """Return the findings, and what to do where no button is to be seen."""
        return self._found() + paragraph(
            "If you read this line and see no button, controls do not work on this page. Save, reload the page, then "
            "choose Run ▸ Run All Cells. If that does not help, start the course with make lab or open it on Binder."
        )

    def as_text(self) -> str:
        """Return the one sentence to know."""
        return self.sentence

    def _found(self) -> Markup:
        row = "<tr><td>{}</td><th scope='row'>{}</th><td>{}</td></tr>"
        return Markup("<p><b>{}</b></p><table><caption>{}</caption><tbody>{}</tbody></table>").format(
            self.sentence, self.title, joined(row, self.table.itertuples(index=False))
        )


def setup_check() -> SetupCheck:
    """Return the set-up check: shows what works and says in words what to mend."""
    return SetupCheck()
