"""What the lessons ask: bets, questions with their options, fictional cases. One file a lesson.

`content/lesson_05.toml` is read with tomllib, checked and returned as plain dataclasses; how to write one
stands in content/README.md. Wording is free: it may change any day. Ids are not: students' answers are
stored by them. A mistake in a file raises ContentError, which names the file, the item and what to do.
"""

from __future__ import annotations

import dataclasses
import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hosting_shift.errors import PlainError, near, unknown

PARTS = ("recall", "reading", "check")  # where a question stands in its lesson
STEPS = ("issue", "rule", "application", "conclusion", "change")  # the analysis of a case
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|FP\d\d")
_LONGEST_ID = 40


class ContentError(PlainError):
    """A file of content/ is missing or says something it cannot mean; the message says what to do."""


@dataclass(frozen=True)
class Option:
    """One answer to choose. A wrong one names the misconception that it shows.

    text is empty in the step "rule" of a case: there the id names a statement of law.
    """

    id: str
    text: str = ""
    right: bool = False
    misconception: str = ""
    reply: str = ""


@dataclass(frozen=True)
class Bet:
    """A bet on a number (low, high, step, unit) or on one of its options.

    outcome: the sentence shown with what the lesson computes, in place of {outcome}.
    """

    id: str
    lesson: str
    text: str
    outcome: str
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0
    unit: str = ""
    options: tuple[Option, ...] = ()

    def fits(self, value: Any) -> bool:
        """Return whether `value` is an answer as it is stored: a number on the scale, or an option's id."""
        if self.options:
            return isinstance(value, str) and value in {option.id for option in self.options}
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        return plain and bool(self.low <= value <= self.high)

    def stored(self, outcome: float | str) -> float | str:
        """Return an outcome as an answer is stored. For a choice: the id of the option or its words.

        Raises ValueError for words that are no option.
        """
        if not self.options:
            return float(outcome)
        for option in self.options:
            if outcome in (option.id, option.text) or as_id(outcome) == option.id:
                return option.id
        raise ValueError(unknown(f"option of the bet {self.id}", outcome, (o.id for o in self.options)))

    def in_words(self, value: Any) -> str:
        """Return a stored answer in words: "60 %", or the option's text."""
        if self.options:
            return next((option.text for option in self.options if option.id == value), str(value))
        return f"{value:g} {self.unit}".strip()

    def said(self, outcome: float | str) -> str:
        """Return the sentence about the outcome, which is given as it is stored."""
        return self.outcome.format(outcome=self.in_words(outcome) if self.options else outcome)


@dataclass(frozen=True)
class Question:
    """A question with one right option; basis says what makes it right (table:, source: or rule:)."""

    id: str
    lesson: str
    part: str
    text: str
    basis: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Case:
    """A fictional case and its analysis: for each of STEPS the options to choose from."""

    id: str
    level: int
    title: str
    facts: str
    question: str
    provisions: str
    answer: str
    would_change: str
    sources: tuple[str, ...]
    steps: dict[str, tuple[Option, ...]]
    date_note: str = ""


@dataclass(frozen=True)
class Asked:
    """All that one lesson asks, by id, in its order."""

    bets: dict[str, Bet]
    questions: dict[str, Question]
    cases: dict[str, Case]


# ---------------------------------------------------------------- asking


def _find_folder() -> Path:
    # content/ is beside notebooks/, as data/ is
    near_by = [parent / "content" for parent in Path(__file__).resolve().parents[:3]]
    return next((folder for folder in near_by if folder.is_dir()), near_by[-1])


FOLDER = _find_folder()  # tests point this at a copy and call `reload`


@cache
def lessons() -> list[str]:
    """Return the numbers of the lessons that have a file, in order."""
    return sorted(path.stem.removeprefix("lesson_") for path in FOLDER.glob("lesson_*.toml"))


@cache
def asked(lesson: str) -> Asked:
    """Return what a lesson asks. Raises ContentError for a file that is missing or wrong."""
    path = FOLDER / f"lesson_{lesson}.toml"
    return _checked(read(path), lesson, f"{path.parent.name}/{path.name}")


def reload() -> None:
    """Read the files again when they are next asked for."""
    lessons.cache_clear()
    asked.cache_clear()


def bet(lesson: str, name: str) -> Bet:
    """Return a bet. Raises ValueError for one that the lesson does not have."""
    return _one(f"bet in lesson {lesson}", name, asked(lesson).bets)


def question(name: str) -> Question:
    """Return a question by its id, such as "05-check-uptime". Raises ValueError for an unknown one."""
    lesson = str(name)[:2]
    return _one("question", name, asked(lesson).questions if lesson in lessons() else {})


def questions(lesson: str, part: str = "") -> list[Question]:
    """Return the questions of a lesson, all or those of one of PARTS, in its order."""
    return [each for each in asked(lesson).questions.values() if part in ("", each.part)]


def bets() -> list[Bet]:
    """Return the bets of all lessons, in the course's order."""
    return [each for lesson in lessons() for each in asked(lesson).bets.values()]


def as_id(words: object) -> str:
    """Return words as an id: "His knowledge" is "his-knowledge"."""
    plain = unicodedata.normalize("NFKD", str(words)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def _one(what: str, name: str, known: dict[str, Any]) -> Any:
    if name not in known:
        raise ValueError(unknown(what, name, known))
    return known[name]


# ---------------------------------------------------------------- reading and checking


def read(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file. Raises ContentError, with what to do, if it cannot be read."""
    name = f"{path.parent.name}/{path.name}"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        words = f"{name} cannot be read ({error.strerror}). Restore it from the course's files."
        raise ContentError(words) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        words = f"{name} is not written as it should be: {error}. Mend that place, or restore the file."
        raise ContentError(words) from error


def _checked(raw: dict[str, Any], lesson: str, file: str) -> Asked:
    _known_keys(raw, ("bet", "question", "case"), file)
    bets = [_bet(each, lesson, file) for each in _tables(raw, "bet", file)]
    asks = [_question(each, lesson, file) for each in _tables(raw, "question", file)]
    cases = [_case(each, file) for each in _tables(raw, "case", file)]
    for what, items in (("bets", bets), ("questions", asks), ("cases", cases)):
        _unique((item.id for item in items), f"{file}: two {what}")
    return Asked({b.id: b for b in bets}, {q.id: q for q in asks}, {c.id: c for c in cases})


def _bet(raw: dict[str, Any], lesson: str, file: str) -> Bet:
    where = _where(raw, "bet", file)
    options = _options(raw, "option", where)
    made = _made(Bet, raw | {"lesson": lesson, "options": options}, where, other=("option",))
    if options:
        _need(len(options) >= 2, where, "it has one option only", "a bet on a choice has two or more")
        _need(not made.step, where, "it has options and a scale", "keep the options or low, high and step")
        _need(all(o.text for o in options), where, "an option has no text", "give every option a text")
    else:
        scale = made.low < made.high and 0 < made.step <= made.high - made.low and "unit" in raw
        _need(
            scale,
            where,
            "its scale is not complete",
            'give low, a larger high, a step and a unit ("" for none)',
        )
    try:
        made.outcome.format(outcome="" if options else made.low)
    except (ValueError, KeyError, IndexError):
        _need(False, where, "its outcome cannot be filled in", "write {outcome} or, rounded, {outcome:.0f}")
    return made


def _question(raw: dict[str, Any], lesson: str, file: str) -> Question:
    where = _where(raw, "question", file)
    options = _options(raw, "option", where)
    made = _made(Question, raw | {"lesson": lesson, "options": options}, where, other=("option",))
    _need(made.part in PARTS, where, f"its part is {made.part!r}", f"write one of {', '.join(PARTS)}")
    begins = made.id.startswith(f"{lesson}-")
    _need(begins, where, "its id has another lesson's number", f"begin the id with {lesson}-")
    _marked(options, where)
    return made


def _case(raw: dict[str, Any], file: str) -> Case:
    where = _where(raw, "case", file)
    steps = {step: _options(raw, step, f"{where}, {step}") for step in STEPS}
    raw = raw | {"steps": steps, "sources": tuple(raw.get("sources", ()))}
    made = _made(Case, raw, where, other=STEPS)
    for step, options in steps.items():
        _marked(options, f"{where}, {step}", texts=step != "rule")
    return made


def _options(raw: dict[str, Any], key: str, where: str) -> tuple[Option, ...]:
    found = []
    for each in _tables(raw, key, where):
        own = _where(each, "option", where)
        found.append(_made(Option, each, own))
    _unique((option.id for option in found), f"{where}: two options")
    _unique((option.text for option in found if option.text), f"{where}: two options", "text")
    return tuple(found)


def _marked(options: tuple[Option, ...], where: str, texts: bool = True) -> None:
    """Check options that are marked: one right, a reply to each, a misconception behind each wrong one."""
    right = sum(option.right for option in options)
    _need(right == 1, where, f"{right} options are right", "write right = true in exactly one")
    _need(len(options) >= 3, where, f"it has {len(options)} options", "give at least three")
    for option in options:
        own = f"{where}, option {option.id}"
        _need(
            bool(option.text) == texts, own, "text", "give a text; in a rule the id alone names the statement"
        )
        _need(bool(option.reply), own, "it has no reply", "say to whoever chose it why it is right or not")
        said = "it names no misconception" if not option.right else "it is right and names a misconception"
        what = "write in misconception what whoever chooses it believes; the right one has none"
        _need(bool(option.misconception) != option.right, own, said, what)


def _made(kind: type, raw: dict[str, Any], where: str, other: Iterable[str] = ()) -> Any:
    """Return a dataclass made of `raw`; keys it does not know and values of another type are told."""
    fields = {field.name: field for field in dataclasses.fields(kind)}
    _known_keys(
        raw, [*(name for name in fields if name not in ("options", "steps", "lesson")), *other], where
    )
    values = {}
    for name, field in fields.items():
        if name not in raw:
            needed = field.default is dataclasses.MISSING
            _need(not needed, where, f"it has no {name}", f"add a line that begins with {name} =")
            continue
        value = raw[name]
        sort = str(field.type)
        sorts: dict[str, Any] = {"str": str, "bool": bool, "int": int, "float": (int, float)}
        wanted = sorts.get(sort, object)
        fits = isinstance(value, wanted) and (wanted in (bool, object) or not isinstance(value, bool))
        _need(fits, where, f"{name} is {value!r}", f"write {_WANTED.get(sort)}")
        values[name] = re.sub(r"\s*\n\s*", " ", value).strip() if isinstance(value, str) else value
        empty = values[name] == "" and name not in ("unit", "misconception")
        _need(not empty, where, f"{name} is empty", "write it or take the line out")
    return kind(**values)


_WANTED = {
    "str": 'words between quotation marks, as in text = "…"',
    "bool": "true or false, without quotation marks",
    "int": "a whole number, without quotation marks",
    "float": "a number, without quotation marks",
}


def _where(raw: dict[str, Any], what: str, file: str) -> str:
    """Return the place of an item in words, once its id is known to be one."""
    name = raw.get("id")
    place = f"{file}, {what} {name!r}" if name is not None else f"{file}, a {what}"
    fine = isinstance(name, str) and _ID.fullmatch(name) and len(name) <= _LONGEST_ID
    _need(fine, place, "it has no id of the allowed form", "write small letters, digits and single hyphens")
    return f"{file}, {what} {name}"


def _tables(raw: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    found = raw.get(key, [])
    fine = isinstance(found, list) and all(isinstance(each, dict) for each in found)
    _need(fine, where, f"{key} stands in single brackets", f"write [[{key}]] with two brackets each side")
    return found


def _known_keys(raw: dict[str, Any], known: Iterable[str], where: str) -> None:
    known = list(known)
    for key in raw:
        found = key in known or key in ("options", "steps", "lesson")
        _need(found, where, f"it has a line {key!r}.{near(key, known)}", f"the lines are {', '.join(known)}")


def _unique(ids: Iterable[str], what: str, word: str = "id") -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ContentError(f"{what} have the {word} {name!r}. Give one of them another {word}.")
        seen.add(name)


def _need(fine: Any, where: str, wrong: str, what: str) -> None:
    if not fine:
        raise ContentError(f"{where}: {wrong}. What to do: {what}.")
