"""The class poll: reads a folder of students' answer files and counts a bet. No widgets, no server.

Students hand in `my_answers.json`; whoever teaches puts the files in one folder, under any names, in
subfolders or not. Nothing in them is executed or changed, no name is kept. A file that cannot be
counted is listed with the reason.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from hosting_shift import content
from hosting_shift.student import grounds
from hosting_shift.student.answers import AnswersError, parse
from hosting_shift.student.place import is_copy
from hosting_shift.words import count as count_of

LARGEST = 5_000_000  # bytes; the answers to all lessons take a small part of that
DRAFT = "draft"  # the kind of a record that was not placed yet
MOST = 5_000  # files; more than any class has


@dataclass(frozen=True)
class Skipped:
    """A file that was not counted: its place in the folder, and why."""

    file: str
    why: str


@dataclass(frozen=True)
class Poll:
    """The answers of a class, without names.

    folder   where they were read
    papers   the answers of each file that could be read, and a mark of the file's content
    skipped  the files that could not be read
    """

    folder: Path
    papers: tuple[tuple[str, dict[str, dict[str, dict]]], ...]
    skipped: tuple[Skipped, ...]

    @property
    def sentence(self) -> str:
        """Say how many files were read and how many were not."""
        read, left = len(self.papers), len(self.skipped)
        if not read and not left:
            return f"The folder {self.folder.name} holds no files yet. Put the students' files there."
        return f"{count_of(read, 'file')} of answers read{f', {left} skipped; the list says why' if left else ''}."


@dataclass(frozen=True)
class Count:
    """How a class bet.

    bet          which bet
    values       the bets counted, in no order that says who; of a choice the ids of options
    copies       bets left out because another file holds the very same one
    odd          bets left out because they are not an answer to this bet
    taken_back   how many of the values were placed after an earlier one had been taken back
    sure         to each of the values how sure its student was, one of grounds.SURE; None if that was not said
    """

    bet: content.Bet
    values: tuple[float | str, ...]
    copies: int
    odd: int
    taken_back: int = 0
    sure: tuple[int | None, ...] = ()

    @property
    def numbers(self) -> bool:
        """True for a bet on a number, False for a choice among options."""
        return not self.bet.options

    @property
    def places(self) -> list[str]:
        """Return what is counted, in words: ranges of a number, or options."""
        if not self.numbers:
            return [option.text for option in self.bet.options]
        return [f"{low:g} to {self.bet.in_words(high)}" for low, high in pairwise(self._edges())]

    @property
    def counts(self) -> list[int]:
        """Return how many bets fall in each place. A number on an edge belongs to the range above."""
        if not self.numbers:
            return [self.values.count(option.id) for option in self.bet.options]
        return [int(n) for n in np.histogram(self.values, self._edges())[0]]

    def counts_of(self, step: int) -> list[int]:
        """Return how many bets of those who were so sure fall in each place."""
        return replace(self, values=self._of(step)).counts

    def right(self, outcome: float | str, step: int | None = None) -> int:
        """Return how many bets are right, all or of those who were so sure: a number within a tenth of the scale."""
        values = self.values if step is None else self._of(step)
        if not self.numbers:
            return values.count(outcome)
        near = (self.bet.high - self.bet.low) / 10 * (1 + 1e-9)
        return sum(abs(value - outcome) <= near for value in values)

    def _of(self, step: int) -> tuple[float | str, ...]:
        return tuple(value for value, sure in zip(self.values, self.sure, strict=True) if sure == step)

    def _edges(self) -> np.ndarray:
        return np.linspace(self.bet.low, self.bet.high, 11)

    @property
    def sure_in_words(self) -> str:
        """Say in one sentence how sure the class was; "" if nobody said."""
        said = [f"{self.sure.count(step)} {words}" for step, words in grounds.SURE.items()]
        silent = self.sure.count(None)
        if silent == len(self.sure):
            return ""
        return f"How sure: {', '.join(said)}{f'; {silent} did not say' if silent else ''}."

    @property
    def sentence(self) -> str:
        """Say in one sentence how the class bet."""
        n = len(self.values)
        if not n:
            words = "Nobody has placed this bet yet"
        elif self.numbers:
            low, middle, high = np.percentile(self.values, [25, 50, 75]).round(1)
            words = f"{count_of(n, 'bet')}: the middle one is {self.bet.in_words(middle)}"
            if n >= 4:
                words += f", and half of all lie between {low:g} and {self.bet.in_words(high)}"
        else:
            most = max(self.counts)
            first = [o for o, c in zip(self.places, self.counts, strict=True) if c == most]
            words = f"{count_of(n, 'bet')}: most often “{'” and “'.join(first)}” ({most})"
        left = []
        if self.copies:
            left.append(f"{self.copies} counted once though handed in twice")
        if self.odd:
            left.append(f"{self.odd} left out, no answer to this bet")
        if self.taken_back:
            left.append(f"{self.taken_back} placed after a first one was taken back")
        return words + (f" ({'; '.join(left)})." if left else ".")


def read_folder(folder: Path | str) -> Poll:
    """Return the answers in a folder and its subfolders. Raises FileNotFoundError without the folder."""
    folder = Path(folder)
    if not folder.is_dir():
        raise FileNotFoundError(f"There is no folder {folder}. Make it beside this notebook and put the files there.")
    papers, skipped = [], []

    def closed(error: OSError) -> None:
        name = _name(Path(error.filename), folder)
        skipped.append(Skipped(name, f"It cannot be read ({error.strerror})."))

    for number, path in enumerate(_files(folder, closed), 1):
        name = _name(path, folder)
        if number > MOST:
            skipped.append(Skipped(name, f"Only the first {MOST} files are read."))
            continue
        try:
            papers.append(_read(path))
        except AnswersError as error:
            skipped.append(Skipped(name, str(error)))
    papers.sort(key=lambda paper: paper[0])  # by a mark of the content: the order names nobody
    return Poll(folder, tuple(papers), tuple(skipped))


def placed(poll: Poll) -> list[tuple[str, str]]:
    """Return (lesson, bet) of every bet of the course that somebody placed, in the course's order."""
    there = {
        (lesson, item.removeprefix("bet-"))
        for _, lessons in poll.papers
        for lesson, items in lessons.items()
        for item, record in items.items()
        if item.startswith("bet-") and record["kind"] != DRAFT
    }
    return [pair for bet in content.bets() if (pair := (bet.lesson, bet.id)) in there]


def count(poll: Poll, lesson: str, bet: str) -> Count:
    """Count one bet. KeyError names the bets there are.

    A bet that two files hold with the same value at the same microsecond is one bet handed in twice
    (older files know only the second: there the whole files must agree). Of a bet that was taken back the
    value placed last counts; a draft does not count.
    """
    known = {(each.lesson, each.id): each for each in content.bets()}
    if (lesson, bet) not in known:
        there = ", ".join(" ".join(pair) for pair in known)
        raise KeyError(f"There is no bet {lesson} {bet!r}; there are {there}.")
    asked = known[lesson, bet]
    seen: set[tuple[str, ...]] = set()
    counted: list[tuple[float | str, int | None]] = []
    copies = odd = taken_back = 0
    for mark, lessons in poll.papers:
        record = lessons.get(lesson, {}).get(f"bet-{bet}")
        if record is None or record["kind"] == DRAFT:
            continue
        value, when = record["value"], str(record["when"])
        key = (repr(value), when) if "." in when else (mark,)
        if key in seen:
            copies += 1
        elif not asked.fits(value):
            odd += 1
        else:
            sure = grounds.of(record).get("sure")
            counted.append((value if isinstance(value, str) else float(value), sure))
            taken_back += record.get("taken_back") is not None
        seen.add(key)
    counted.sort(key=lambda pair: pair[0])
    values, sures = (tuple(pair[i] for pair in counted) for i in (0, 1))
    return Count(asked, values, copies, odd, taken_back, sures)


def _name(path: Path, folder: Path) -> str:
    """Return a file's place in the folder; bytes that are no letters become question marks."""
    return os.fsencode(path.relative_to(folder)).decode("utf-8", "replace")


def _files(folder: Path, closed: Callable[[OSError], None]) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=closed, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "__MACOSX")))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place) / name


def _read(path: Path) -> tuple[str, dict[str, dict[str, dict]]]:
    if path.is_symlink() or not path.is_file():
        raise AnswersError("It is a link or a device, not a file.")
    if path.suffix.lower() == ".zip":
        raise AnswersError("It is a packed folder: unpack it here first.")
    if path.suffix.lower() != ".json":
        raise AnswersError("It is not a file of answers: those end in .json.")
    if is_copy(path.name):
        raise AnswersError(
            "It is a copy that the course kept beside a student's file, for example before a fresh start. "
            "If there is no other file of that student, give it another name."
        )
    try:
        if path.stat().st_size > LARGEST:
            raise AnswersError(f"It is larger than {LARGEST // 1_000_000} megabytes: no file of answers is.")
        content = path.read_bytes()
    except OSError as error:
        raise AnswersError(f"It cannot be read ({error.strerror}).") from error
    return hashlib.sha256(content).hexdigest(), parse(content, "It")
