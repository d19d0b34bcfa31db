"""Lesson 04: fill in a fictional notice; see which elements it holds and what the host then knows."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, tables
from hosting_shift.charts import lesson_04
from hosting_shift.law import liability
from hosting_shift.ui import Action, Choice, Panel, Settings, panel_of

# The two letters of the case "Two letters", and a notice that says nothing.
LETTER_A = {"reasons": "anger only"}
LETTER_B = {
    "location": "the exact address",
    "reasons": "facts and article",
    "sender": "name and email",
    "good_faith": "yes",
}

_TOO_LITTLE = {"name and email": "name and email are no full identity"}  # what does not say so itself
_PAGE = {True: "a manager's offer, in plain words", False: "coded words, such as massage"}


@dataclass(frozen=True)
class Result:
    """The choices, what the page shows, and the notice as the law of each year sees it."""

    page: bool
    choices: dict[str, str]
    notices: dict[int, liability.Notice]


def start(letter: str = "A") -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"page": True, **_letter({"A": LETTER_A, "B": LETTER_B}[letter])}


def notice_workshop(letter: str = "A") -> Panel:
    """Return the explorer: a notice, element by element, under the law of each year.

    letter: "A" or "B", the letter of the case to start from.
    """
    parts = tables.load("notice_parts")
    choices = {
        name: Choice(name, rows["label"].iloc[0], [(one, one) for one in rows["choice"]], "yours", _meaning(rows))
        for name, rows in parts.groupby("part", sort=False)
    }
    page = Choice("page", "What the page shows", [(text, plain) for plain, text in _PAGE.items()], "yours").means(
        "Whether a host can see the illegality without legal research."
    )
    first = ("location", "reasons")
    return panel_of(
        __name__,
        start(letter),
        title="Notice workshop",
        purpose="Start with a letter, then add what it lacks. Both laws judge it at once.",
        controls=[page, *(choices[name] for name in first)],
        assumptions=[choice for name, choice in choices.items() if name not in first],
        actions=[
            Action("Letter to Host A", lambda s: _letter(LETTER_A), "The angry letter of a case."),
            Action("Letter to Host B", lambda s: _letter(LETTER_B), "The precise letter."),
        ],
        sources=["notice_parts", "notice_results"],
        kind="fictional",
        shows=(
            "A letter in seven parts; beside each part, whether it satisfies the law of 2009 and "
            "that of 2026, and below, what the host then knows."
        ),
        size=(8.4, 5.6),
        note=(
            "The words are invented; the elements are those of the two laws. What follows today where good faith "
            "alone is missing is argued, not decided."
        ),
        fold="More parts of the notice",
    )


def _meaning(rows: pd.DataFrame) -> str:
    # every part is asked for by one law at least
    asked = [str(year) for year in liability.years() if rows[f"needed_{year}"].iloc[0]]
    return f"Asked for by the law of {' and '.join(asked)}."


def _letter(choices: dict[str, str]) -> dict[str, str]:
    """Return every part of a letter; what is not named says nothing."""
    parts = tables.load("notice_parts").drop_duplicates("part")
    return dict(zip(parts["part"], parts["choice"], strict=True)) | choices


def compute(page: bool, **choices: str) -> Result:
    """Judge the notice under the law of each year."""
    found = {year: liability.notice(choices, page, year) for year in liability.years()}
    return Result(page, choices, found)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw the letter and the marks beside it."""
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.98))
    labels, words = _labels(), tables.load("notice_parts").set_index(["part", "choice"])["words"]

    def pick(result: Result):
        written = [words[part, result.choices[part]] for part in labels]
        marks = {
            (label, year): (part in notice.held) if part in notice.needed else None
            for part, label in labels.items()
            for year, notice in result.notices.items()
        }
        short = {"none from this notice": "nothing\nfrom this", "actual knowledge": "actual\nknowledge"}
        known = [(short.get(n.knowledge, n.knowledge), n.complete and n.plain) for n in result.notices.values()]
        return written, marks, known, _PAGE[result.page]

    return [lesson_04.notice_sheet(axes, list(labels.values()), liability.years()).fed_by(pick)]


def describe(r: Result) -> str:
    """Say what is missing and what the host knows, in each year."""
    labels = _labels()
    said = []
    for year, notice in r.notices.items():
        lacks = ", ".join(labels[part].lower() + _written(r.choices[part]) for part in notice.missing)
        missing = f"lacks: {lacks}" if lacks else "complete"
        said.append(f"Law of {year}: {len(notice.held)} of {len(notice.needed)} elements, {missing}. {notice.text}")
    return f"The page shows {_PAGE[r.page]}. " + " ".join(said)


def _written(choice: str) -> str:
    """Return what a notice says where it does not say enough, in brackets."""
    return "" if choice in ("nothing", "nobody", "no") else f" ({_TOO_LITTLE.get(choice, choice)})"


def tabulate(r: Result) -> pd.DataFrame:
    """Return one row a part: what the notice says, and whether each law has what it asks for."""
    labels, parts = _labels(), tables.load("notice_parts").set_index(["part", "choice"])
    rows = []
    for part, label in labels.items():
        row = {"part": label, "this notice": r.choices[part]}
        for year, notice in r.notices.items():
            asked = part in notice.needed
            row[str(year)] = ("held" if part in notice.held else "missing") if asked else "not asked"
        row["why"] = parts.loc[(part, r.choices[part]), "why"]
        rows.append(row)
    return pd.DataFrame(rows)


def _labels() -> dict[str, str]:
    parts = tables.load("notice_parts")
    return dict(zip(parts["part"], parts["label"], strict=True))
