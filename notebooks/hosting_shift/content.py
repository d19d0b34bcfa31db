"""What the lessons ask: bets, questions, notes, fictional cases; the terms they show. One file a lesson.

`content/lesson_05.toml` is read with tomllib, checked and returned as plain dataclasses; how to write one
stands in content/README.md. Wording is free: it may change any day. Ids are not: students' answers are
stored by them. A mistake in a file raises ContentError, which names the file, the item and what to do.
"""

from __future__ import annotations

import dataclasses
import itertools
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
LEVELS = ("weak", "fair", "strong")  # of the model answers to a note
RUBRIC = 4  # lines
STEPS = ("issue", "rule", "application", "conclusion", "change")  # the analysis of a case
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|FP\d\d")
_LONGEST_ID = 40


class ContentError(PlainError, ValueError):
    """A file of content/ is missing, lacks what is asked for, or says what it cannot mean."""


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
class RangeReply:
    """The reply to a bet on a number up to and with `up_to`: the idea behind such a bet, and what it misses."""

    up_to: float
    text: str


@dataclass(frozen=True)
class Bet:
    """A bet on a number (low, high, step, unit) or on one of its options.

    outcome: the sentence shown with what the lesson computes, in place of {outcome}.
    replies: to a bet on a number, by range, in rising order; an option carries its own reply.
    told: phrases that give the answer away; no earlier text of the course may hold one (a test).
    """

    id: str
    lesson: str
    text: str
    outcome: str
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0
    unit: str = ""
    told: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    replies: tuple[RangeReply, ...] = ()

    def reply(self, value: float | str) -> str:
        """Return the reply to a bet as it is stored; "" where none is written."""
        if self.options:
            return next((option.reply for option in self.options if option.id == value), "")
        return next((each.text for each in self.replies if float(value) <= each.up_to), "")

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

    @property
    def right(self) -> str | None:
        """The id of the option that is right; None where the lesson computes the outcome."""
        return next((option.id for option in self.options if option.right), None)

    def rounded(self, value: float) -> str:
        """Return a number as fine as the outcome is said."""
        digits = re.search(r"{outcome:\.(\d)f}", self.outcome)
        return f"{value:.{digits[1]}f}" if digits else f"{value:.1f}".removesuffix(".0")

    def range_in_words(self) -> str:
        """Return what a bet on a number runs over, with its unit: "0 to 100 %"."""
        return f"{self.low:g} to {self.high:g} {self.unit}".strip()

    def in_words(self, value: Any) -> str:
        """Return a stored answer in words: "60 %", or the option's text."""
        if self.options:
            return next((option.text for option in self.options if option.id == value), str(value))
        unit = self.unit.removesuffix("s") if value == 1 else self.unit
        return f"{value:g} {unit}".strip()

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
class Prompt:
    """An exercise, named in a few words."""

    id: str
    lesson: str
    text: str


@dataclass(frozen=True)
class Model:
    """A model answer to a note: how good it is (one of LEVELS), its words, and what makes it so."""

    level: str
    text: str
    comment: str


@dataclass(frozen=True)
class Note:
    """What a student answers in words of his or her own.

    It is answered either by one possible answer (`answer`), or, for the constructed answer of a lesson, by
    three models, one of each of LEVELS, and a rubric of four lines to mark one's own words by.
    """

    id: str
    lesson: str
    text: str
    answer: str = ""
    rubric: tuple[str, ...] = ()
    models: tuple[Model, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether there is something to compare one's own words with."""
        return bool(self.answer or self.models)


@dataclass(frozen=True)
class Case:
    """A fictional case and its analysis: for each of STEPS the options to choose from.

    treated: where the lesson itself treats it, in words such as "worked above"; such a case is offered last.
    """

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
    treated: str = ""


@dataclass(frozen=True)
class Asked:
    """All that one lesson asks, by id, in its order; and the terms of the glossary that it shows."""

    bets: dict[str, Bet]
    questions: dict[str, Question]
    cases: dict[str, Case]
    notes: dict[str, Note]
    exercises: dict[str, Prompt]
    terms: tuple[str, ...]


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
    """Return a bet. Raises ContentError for one that the lesson does not have."""
    return _one(lesson, "bet", name, asked(lesson).bets)


def note(lesson: str, name: str) -> Note:
    """Return what a note answers. Raises ContentError for one that the lesson does not have."""
    return _one(lesson, "note", name, asked(lesson).notes)


def question(name: str) -> Question:
    """Return a question by its id, such as "05-check-formula". Raises ContentError for an unknown one."""
    lesson = str(name)[:2]
    return _one(lesson, "question", name, asked(lesson).questions if lesson in lessons() else {})


def questions(lesson: str, part: str = "") -> list[Question]:
    """Return the questions of a lesson, all or those of one of PARTS, in its order."""
    return [each for each in asked(lesson).questions.values() if part in ("", each.part)]


def bets() -> list[Bet]:
    """Return the bets of all lessons, in the course's order."""
    return [each for lesson in lessons() for each in asked(lesson).bets.values()]


def is_id(value: object) -> bool:
    """Return whether a value has the form of an id, such as that of an option that is no longer offered."""
    return isinstance(value, str) and len(value) <= _LONGEST_ID and bool(_ID.fullmatch(value))


def as_id(words: object) -> str:
    """Return words as an id: "His knowledge" is "his-knowledge"."""
    plain = unicodedata.normalize("NFKD", str(words)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def _one(lesson: str, what: str, name: str, known: dict[str, Any]) -> Any:
    if name not in known:
        raise ContentError(f"{FOLDER.name}/lesson_{lesson}.toml: {unknown(what, name, known)}")
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
    _known(raw, ("bet", "question", "case", "note", "exercise", "terms"), file)
    bets = [_bet(each, lesson, file) for each in _tables(raw, "bet", file)]
    asks = [_question(each, lesson, file) for each in _tables(raw, "question", file)]
    cases = [_case(each, file) for each in _tables(raw, "case", file)]
    notes = [_note(each, lesson, file) for each in _tables(raw, "note", file)]
    exercises = [
        _made(Prompt, each, _where(each, "exercise", file), lesson=lesson) for each in _tables(raw, "exercise", file)
    ]
    terms = _value("terms", raw.get("terms", []), "tuple[str, ...]", file)
    _need(bets or asks, file, "it asks nothing", "write a bet or a question, or restore the file")
    found: dict[str, list[Any]] = {
        "bets": bets,
        "questions": asks,
        "cases": cases,
        "notes": notes,
        "exercises": exercises,
    }
    for what, items in found.items():
        _unique((item.id for item in items), f"{file}: two {what}")
    return Asked(**{what: {item.id: item for item in items} for what, items in found.items()}, terms=terms)


def _bet(raw: dict[str, Any], lesson: str, file: str) -> Bet:
    where = _where(raw, "bet", file)
    options = _options(raw, "option", where)
    replies = tuple(_made(RangeReply, each, f"{where}, a reply") for each in _tables(raw, "reply", where))
    made = _made(Bet, raw, where, ("option", "reply"), lesson=lesson, options=options, replies=replies)
    if options:
        _need(not replies, where, "it has options and replies by range", "write the reply into each option")
        _need(len(options) > 1, where, "it has one option only", "a bet on a choice has two or more")
        _need(not made.step, where, "it has options and a scale", "keep the options or low, high and step")
        _need(all(o.text for o in options), where, "an option has no text", "give every option a text")
    else:
        ends = [each.up_to for each in replies]
        rising = all(a < b for a, b in itertools.pairwise(ends)) and (not ends or ends[-1] >= made.high)
        _need(rising, where, f"its replies end at {ends}", "let up_to rise, and the last reach high")
        scale = made.low < made.high and 0 < made.step <= made.high - made.low and "unit" in raw
        what = 'give low, a larger high, a step and a unit ("" for none)'
        _need(scale, where, "its scale is not complete", what)
    try:
        made.outcome.format(outcome="" if options else made.low)
    except (ValueError, KeyError, IndexError):
        _need(False, where, "its outcome cannot be filled in", "write {outcome} or, rounded, {outcome:.0f}")
    return made


def _question(raw: dict[str, Any], lesson: str, file: str) -> Question:
    where = _where(raw, "question", file)
    options = _options(raw, "option", where)
    made = _made(Question, raw, where, ("option",), lesson=lesson, options=options)
    _need(made.part in PARTS, where, f"its part is {made.part!r}", f"write one of {', '.join(PARTS)}")
    begins = made.id.startswith(f"{lesson}-")
    _need(begins, where, "its id has another lesson's number", f"begin the id with {lesson}-")
    _marked(options, where)
    return made


def _note(raw: dict[str, Any], lesson: str, file: str) -> Note:
    where = _where(raw, "note", file)
    models = tuple(_made(Model, each, f"{where}, a model") for each in _tables(raw, "model", where))
    made = _made(Note, raw, where, ("model",), lesson=lesson, models=models)
    if models or made.rubric:
        levels = tuple(each.level for each in models)
        _need(levels == LEVELS, where, f"its models are {levels}", f"give one of each, in order: {', '.join(LEVELS)}")
        _need(len(made.rubric) == RUBRIC, where, f"its rubric has {len(made.rubric)} lines", f"give {RUBRIC}")
        _need(not made.answer, where, "it has models and an answer", "keep the models")
    return made


def _case(raw: dict[str, Any], file: str) -> Case:
    where = _where(raw, "case", file)
    steps = {step: _options(raw, step, f"{where}, {step}") for step in STEPS}
    for step, options in steps.items():
        _marked(options, f"{where}, {step}", texts=step != "rule")
    return _made(Case, raw, where, STEPS, steps=steps)


def _options(raw: dict[str, Any], key: str, where: str) -> tuple[Option, ...]:
    found = [_made(Option, each, _where(each, "option", where)) for each in _tables(raw, key, where)]
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
        wrong, what = ("it has no text", "write one") if texts else ("it has a text", "its id is enough")
        _need(bool(option.text) == texts, own, wrong, what)
        _need(option.reply, own, "it has no reply", "say to whoever chose it why it is right or not")
        wrong = "it is right and names a misconception" if option.right else "it names no misconception"
        what = "write in misconception what whoever chooses it believes; the right one has none"
        _need(bool(option.misconception) != option.right, own, wrong, what)


def _made(kind: type, raw: dict[str, Any], where: str, children: Iterable[str] = (), **given: Any) -> Any:
    """Return a dataclass made of what is given and of the lines of `raw`, each of the type it should be.

    children: what else stands in `raw`, in double brackets.
    """
    fields = [field for field in dataclasses.fields(kind) if field.name not in given]
    _known(raw, [*(field.name for field in fields), *children], where)
    for field in fields:
        if field.name in raw:
            given[field.name] = _value(field.name, raw[field.name], str(field.type), where)
        else:
            missing = field.default is dataclasses.MISSING
            _need(not missing, where, f"it has no {field.name}", f"add a line that begins with {field.name} =")
    return kind(**given)


_WANTED = {  # type of a field: (what the file holds, how to write it)
    "str": (str, 'words between quotation marks, as in text = "…"'),
    "bool": (bool, "true or false, without quotation marks"),
    "int": (int, "a whole number, without quotation marks"),
    "float": (int | float, "a number, without quotation marks"),
    "tuple[str, ...]": (list, 'texts in square brackets, as in ["S22", "S48"]'),
}


def _value(name: str, value: Any, kind: str, where: str) -> Any:
    wanted, how = _WANTED[kind]
    fits = isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))
    _need(fits, where, f"{name} is {value!r}", f"write {how}")
    if isinstance(value, list):
        return tuple(map(str, value))
    if not isinstance(value, str):
        return value
    words = re.sub(r"\s*\n\s*", " ", value).strip()
    _need(words or name == "unit", where, f"{name} is empty", "write it or take the line out")
    return words


def _where(raw: dict[str, Any], what: str, file: str) -> str:
    """Return the place of an item in words, once its id is known to be one."""
    name = raw.get("id")
    place = f"{file}, a {what}" if name is None else f"{file}, {what} {name!r}"
    _need(is_id(name), place, "it has no id of the allowed form", "write small letters, digits and single hyphens")
    return f"{file}, {what} {name}"


def _tables(raw: dict[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    found = raw.get(key, [])
    fine = isinstance(found, list) and all(isinstance(each, dict) for each in found)
    _need(fine, where, f"{key} stands in single brackets", f"write [[{key}]] with two brackets each side")
    return found


def _known(raw: dict[str, Any], known: Iterable[str], where: str) -> None:
    for key in raw:
        wrong, what = f"it has a line {key!r}.{near(key, known)}", f"the lines are {', '.join(known)}"
        _need(key in known, where, wrong, what)


def _unique(ids: Iterable[str], what: str, word: str = "id") -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ContentError(f"{what} have the {word} {name!r}. Give one of them another {word}.")
        seen.add(name)


def _need(fine: Any, where: str, wrong: str, what: str) -> None:
    if not fine:
        raise ContentError(f"{where}: {wrong}. What to do: {what}.")
