"""What an exercise is, and how an answer to it is marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

SOLUTION = 3  # the wrong try that opens the worked solution
_LADDER = ("Hint", "Next step")  # what is said before it, one rung a try


@dataclass(frozen=True)
class Exercise:
    """One exercise.

    name       such as "05-weekly"
    wants      what an answer is, in words ("one number")
    hints      a first nudge, then the next step: what is said to the first and to the second wrong answer
    answers    function that yields (an answer, the reply to it): first the right one, in whose reply {answer}
               stands for it, then the mistakes that we know
    tolerance  how far a number may be off
    choices    function that returns what can be chosen in a field without code; nothing where one types
    parts      names of the answers, in order, where a task asks for several; their order counts
    """

    name: str
    wants: str
    hints: tuple[str, str]
    answers: Callable[[], Iterator[tuple[Any, str]]]
    tolerance: float
    choices: Callable[[], Sequence[str]] = tuple
    parts: tuple[str, ...] = ()

    @property
    def exactness(self) -> str:
        """How exact a number must be, in words: what is rounded as said is inside the tolerance; "" for counts."""
        if self.tolerance >= 0.5:
            return "a whole number is exact enough"
        return "" if self.tolerance < 0.005 else f"to {'one decimal' if self.tolerance >= 0.05 else 'two decimals'}"

    @property
    def asked(self) -> str:
        """What an answer is, in words, and how exact: "one number in percent, to one decimal"."""
        return ", ".join(filter(None, (self.wants, self.exactness)))

    def accepts(self, answer: Any, wanted: Any) -> bool:
        """Return whether an answer says what is wanted; of several answers their order counts."""
        return _same(answer, wanted, self.tolerance) and (not self.parts or list(answer) == list(wanted))

    def expected(self) -> Any:
        """Return the right answer, computed."""
        return next(self.answers())[0]

    def mistakes(self) -> list[tuple[Any, str]]:
        """Return (a known wrong answer, the reply to it) for each that we know, computed."""
        return list(self.answers())[1:]


def exercise(name: str, wants: str, tolerance: float = 1e-9, **more: Any) -> Callable[[Callable], Exercise]:
    """Make an exercise of the function that yields its answers; the function's docstring holds the hints.

    The docstring has two paragraphs, parted by an empty line: a first nudge, then the next step. One alone is both.
    more: `choices` and `parts` of an Exercise.
    """
    return lambda answers: Exercise(name, wants, _hints(answers.__doc__ or ""), answers, tolerance, **more)


def _hints(docstring: str) -> tuple[str, str]:
    nudge, _, step = (" ".join(part.split()) for part in cleandoc(docstring).partition("\n\n"))
    return nudge, step or nudge


def slips(right: Sequence[str], known: Sequence[Mapping[str, str]]) -> Iterator[tuple[list[str], str]]:
    """Yield each answer of several choices with one known slip, then with two, and the reply to it.

    right: the right choice of every part. known: for every part {a wrong choice: the reply to it}; two slips are told both.
    """
    places = [(place, wrong, reply) for place, part in enumerate(known) for wrong, reply in part.items()]
    for number in (1, 2):
        for made in combinations(places, number):
            wrong_at = {place: wrong for place, wrong, _ in made}
            if len(wrong_at) == number:
                answer = [wrong_at.get(place, choice) for place, choice in enumerate(right)]
                yield answer, " ".join(reply for *_, reply in made)


class Marked(NamedTuple):
    """What marking says of an answer: "right", "wrong" or "unanswered", the reply to it, and a hint for some tries."""

    verdict: str
    words: str
    hint: str = ""


def verdict(exercise: Exercise, answer: Any = ..., tries: int = 0) -> Marked:
    """Mark an answer; never raises.

    tries: which try at the exercise this is. To a wrong answer that is no known mistake the first is given the
    first hint, the second the next one; later ones get none, because the worked solution is open (SOLUTION).
    """
    if answer is ... or answer is None:
        return Marked("unanswered", f"Put your answer in place of the three dots: {exercise.asked}.")
    answers = exercise.answers()
    right, praise = next(answers)
    try:
        said = ""
        typed = typed_number(answer) if _shape(right) == "number" else None
        if typed is not None:
            answer, said = typed, f"Read as {typed:.15g}. "
        if exercise.accepts(answer, right):
            return Marked("right", said + praise.format(answer=_in_words(right)))
        if _shape(right) == "number" and _shape(answer) == "text":  # it was not understood, so it is no try
            return Marked("unanswered", _other_shape(exercise, answer, right))
        known = _known(exercise, answer, right, answers)
        if known:
            return Marked("wrong", said + known)
        return Marked("wrong", said.strip() or f"Your answer was {_in_words(answer)}.", _hint(exercise, tries))
    except Exception:  # whatever an object of the student's does when it is compared
        return Marked("wrong", f"The answer is {exercise.wants}; this one cannot be compared with it.")


_TYPED = re.compile(
    r"""\s*["'«“„]?\s*
    (?P<sign>[-+−]?)\s*
    (?P<whole>\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+|\d+)  # 1234 and 1 234, with any space, or an apostrophe
    (?:[.,](?P<part>\d+))?
    (?P<unit>\D{0,40})""",
    re.VERBOSE,
)


def typed_number(answer: Any) -> float | None:
    """Return the number that a person means who writes it otherwise than Python does; None if there is none.

    Texts such as "98,4", "98.4 %", "1 234,5" and "9 states"; and 98,4 without quotation marks, of which
    Python makes a pair. "1,234" is left: it is 1234 to some and 1.234 to others.
    """
    if isinstance(answer, tuple) and len(answer) == 2 and all(type(x) is int for x in answer):
        answer = f"{answer[0]},{answer[1]}"
    if not isinstance(answer, str) or re.search(r"(?<!\d)[1-9]\d{0,2},\d{3}(?!\d)", answer):
        return None
    found = _TYPED.fullmatch(answer)
    if not found:
        return None
    whole = re.sub(r"\D", "", found["whole"])
    sign = "-" if found["sign"] in ("-", "−") else ""
    return float(f"{sign}{whole}.{found['part'] or 0}")


def _hint(exercise: Exercise, tries: int) -> str:
    return f"{_LADDER[tries - 1]}: {exercise.hints[tries - 1]}" if 0 < tries < SOLUTION else ""


def _known(exercise: Exercise, answer: Any, right: Any, mistakes: Iterator[tuple[Any, str]]) -> str:
    """Return the reply to a mistake that we know; "" where nothing is known of it."""
    for mistake, reply in mistakes:
        if exercise.accepts(answer, mistake):
            return reply
    return _other_shape(exercise, answer, right) if _shape(answer) != _shape(right) else ""


def _other_shape(exercise: Exercise, answer: Any, right: Any) -> str:
    figures = " Type it in figures; decimals come after a point (98.4)." if _shape(right) == "number" else ""
    return f"The answer is {exercise.wants}; this is {_kind(answer)}.{figures}"


def _shape(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return "truth value"
    if isinstance(value, int | float | np.number):
        return "number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, pd.DataFrame):
        return "table"
    if isinstance(value, Iterable):
        return "list"
    return type(value).__name__


def _kind(value: Any) -> str:
    if callable(value):
        return "a method that was not called: put () behind its name"
    shape = _shape(value)
    return {"table": "a whole table"}.get(shape, f"a {shape}")


def _same(answer: Any, right: Any, tolerance: float) -> bool:
    shape = _shape(right)
    if _shape(answer) != shape:
        return False
    if shape == "number":
        return bool(abs(float(answer) - float(right)) <= tolerance)
    if shape == "text":
        return _plain(answer) == _plain(right)
    return shape == "list" and sorted(map(str, answer)) == sorted(map(str, right))


_ARTICLE = re.compile(r"^(?:the|an?|les?|la|une?|des)\s+|^l['’]\s*")


def _plain(text: str) -> str:
    """Return what a text says, however it is written: without article, accents, case, quotation marks.

    A day, however it is written, becomes that day: "1 January 2012" is "2012-01-01".
    """
    letters = unicodedata.normalize("NFKD", text.strip(" \t\n.,;:\"'«»“”„‚’‘`")).casefold()
    plain = " ".join("".join(sign for sign in letters if not unicodedata.combining(sign)).split())
    if re.search(r"\b(?:19|20)\d\d\b", plain) and len(re.findall(r"\d+|[a-z]{3,}", plain)) >= 3:  # "2012" is no day
        day = pd.to_datetime(plain, errors="coerce", dayfirst=not re.match(r"\d{4}", plain))
        if not pd.isna(day):
            return f"{day:%Y-%m-%d}"
    return _ARTICLE.sub("", plain)


def _in_words(value: Any) -> str:
    shape = _shape(value)
    if shape == "number":
        return f"{float(value):g}"
    if shape == "text":
        return value[:80]
    if shape == "list":
        words = ", ".join(str(x) for x in list(value)[:8])
        return words[:160]
    return _kind(value)
