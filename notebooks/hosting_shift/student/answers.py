"""The student's own file of bets and answers: read, add, restore. No widgets here.

One JSON file beside the lessons holds everything, so that a student can carry it away and bring it
back. It is data only: nothing in it is ever executed. A damaged file is set aside under another
name, never overwritten.

A lesson may be open in two windows, and a folder may serve two people. What one window stored is not replaced
by another that never showed it (`put`); a file that somebody else's lessons wrote is passed over (`claim`).

Version 2 stores ids of options, numbers and the student's own words, never wording of ours. A file of
version 1 is carried over when it is read (version_1.py); before version 2 is first written over it, it
is kept under another name.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from hosting_shift import words
from hosting_shift.errors import PlainError, reason_of
from hosting_shift.student import grounds, place, usable, version_1

COURSE = "The Hosting Shift"
VERSION = 2
LONGEST = 5_000  # characters of one answer; longer text is refused rather than cut

FOLDER = Path(__file__).resolve().parents[2]
FILE_NAME = "my_answers.json"
# What is said before an outcome is seen: the first one stands, whatever another window says later.
COMMITTED = ("bet", "forecast", "left out", "judgement")
WHATEVER: Any = object()  # what the page showed does not matter: what is stored is replaced


class AnswersError(PlainError):
    """The answers cannot be read or written; the message says what to do."""


class AnswersFile:
    """The answers in one file: `{lesson: {item: {"kind", "value", "when", ...}}}`.

    Two lessons may be open at once: every write reads the file again and replaces it whole. If the
    folder cannot be written, answers live in memory and `problem` says so in one sentence.

    person: who works here. Where the file carries the sign of somebody else, this person's answers go to
    a file of their own beside it, and `passed_over` is the other one; nothing in it is shown. Without a
    person every file is taken as it is.
    """

    def __init__(self, path: Path | None = None, person: str = ""):
        self._place = place.Place(Path(path) if path else FOLDER / FILE_NAME, person)
        self.problem = ""
        self.unsaved = False  # memory holds something that the file does not
        self.changed: Callable[[], object] = lambda: None  # called after every change: who lists them lists anew
        self._copied = b""  # what the last copy aside holds
        self._memory: dict[str, dict[str, dict]] = {}
        self._memory = self._read()

    @property
    def path(self) -> Path:
        """Where the answers are kept."""
        return self._place.path

    @property
    def passed_over(self) -> Path | None:
        """The file of somebody else that lies where this person's should be, if one does."""
        return self._place.passed_over

    def lesson(self, lesson: str) -> dict[str, dict]:
        """Return the answers of one lesson, by item."""
        return dict(self._memory.get(lesson, {}))

    def put(self, lesson: str, item: str, kind: str, value: Any, *, seen: Any = WHATEVER, **more: Any) -> str:
        """Store one answer: a number, a text, a truth value or a list of these.

        seen: what the page last showed of this item, as `lesson` returned it, or None for nothing. If
        another window has stored something else since then, a bet stands as it was placed (so does every
        kind that is COMMITTED); of anything else both are kept, the other one as "ITEM (2)". Without `seen`,
        what is stored is replaced. What was kept of the item before it was handed in, its draft, goes.

        Returns a sentence about what another window had stored, "" if there was nothing of the kind.
        Raises AnswersError when the value is something else or too long.
        """
        record = {"kind": kind, "value": value, **more, "when": _now()}
        _check_record(f"{lesson}/{item}", record)
        told: list[str] = []
        self._change(lambda all_: told.append(_put(all_.setdefault(lesson, {}), item, record, seen)))
        return told[0]

    def start_afresh(self, lesson: str) -> Path | None:
        """Empty one lesson; the file as it was is kept under another name, which is returned."""
        kept = self._copy_aside("before")
        self._change(lambda all_: all_.pop(lesson, None))
        return kept

    def forget(self, lesson: str, item: str) -> None:
        """Take one answer out, such as a bet that is taken back."""
        self._change(lambda all_: all_.get(lesson, {}).pop(item, None))

    def leave_out(self, lesson: str, items: Sequence[str]) -> None:
        """Take answers out that no lesson can use; the file as it was is kept under another name.

        If no copy can be made, they are left out of memory only.
        """
        said = _left_out([(lesson, item) for item in items])

        def out(all_: dict) -> None:
            for item in items:
                all_.get(lesson, {}).pop(item, None)

        try:
            kept = self._copy_aside("before")
        except AnswersError:
            out(self._memory)
            self.problem = f"{said} Nothing was changed in {self.path.name}."
            return
        self._change(out)
        where = f" The file as it was lies beside it as {kept.name}." if kept else ""
        self.problem = f"{said}{where}"

    def reopen(self) -> None:
        """Read the file again; what could not be written so far is tried again, and kept."""
        if self.unsaved:
            self._change(lambda all_: None)
        else:
            self.problem = self._told_of_others()
            self._memory = self._read()

    def claim(self) -> None:
        """Take the file that was passed over as this person's, too: it came from another computer or name.

        What was answered since then is added to it. Without such a file this does nothing.
        """
        if self.passed_over is not None:
            mine, self.problem = self._memory, ""
            self._place.take_passed_over()
            self._change(lambda all_: _add_newer(all_, mine))

    def restore(self, content: bytes) -> int:
        """Add the answers of another such file, of version 1 or 2; return how many.

        The present file is kept aside. Raises AnswersError, and changes nothing, if it is no such file.
        """
        other = parse(content, "The file you chose")
        if self._memory:
            self._copy_aside("before")
        self._change(lambda all_: _merge(all_, other))
        return sum(len(items) for items in other.values())

    def as_bytes(self) -> bytes:
        """Return the file's content, for a download."""
        return _write(self._memory, self._place.owners)

    # -- the file

    def _read(self) -> dict[str, dict[str, dict]]:
        if self._place.pass_over_others():
            self.problem = self._told_of_others()
        try:
            content = self._place.file.read_bytes()
        except FileNotFoundError:
            return {}
        except OSError as error:
            self.problem = (
                f"{self.path.name} cannot be read ({reason_of(error)}). Your answers are kept only "
                "as long as this page is open: download them at the end of the lesson."
            )
            return self._memory
        bad: list[tuple[str, str]] = []
        try:
            good = parse(content, self.path.name, bad)
        except AnswersError as error:
            return self._set_aside(str(error), self._memory)
        if not bad:
            return self._with_newer(good) if _is_version_1(content) else good
        for lesson, item in bad:  # read well earlier, damaged since
            if item in self._memory.get(lesson, {}):
                good.setdefault(lesson, {})[item] = self._memory[lesson][item]
        return self._set_aside(f"{_left_out(bad)} {self.path.name} is damaged there.", good)

    def _told_of_others(self) -> str:
        if self.passed_over is None:
            return ""
        return (
            f"The answers in {self.passed_over.name} were begun under another name, so nothing of them is "
            f"shown here. Yours are kept in {self.path.name}."
        )

    def _with_newer(self, old: dict[str, dict[str, dict]]) -> dict[str, dict[str, dict]]:
        """Return the answers of a file of version 1, and those given in version 2 before it was written.

        A page still open from before the update knows version 1 only: it sets a file of version 2 aside
        as damaged and writes its own. What was given meanwhile is in memory here, or lies aside.
        """
        _add_newer(old, self._memory)
        for path in self._place.copies("damaged"):
            with suppress(OSError, AnswersError):
                content = path.read_bytes()
                if not _is_version_1(content):
                    _add_newer(old, parse(content, path.name))
        return old

    def _set_aside(self, why: str, good: dict) -> dict:
        """Move the damaged file out of the way, write what is good of it; return that."""
        try:
            aside = self._place.move_aside("damaged")
        except OSError:
            self.problem = (
                f"{why} It could not be moved out of the way, so nothing is written over it: "
                "download your answers at the end of the lesson."
            )
            return good
        self.problem = f"{why} It now lies beside it as {aside.name}; nothing of it is lost."
        if good:
            with suppress(OSError):  # if it fails, the next answer writes them, or says why not
                self._replace(good)
        return good

    def _change(self, change: Callable[[dict], object]) -> None:
        self._change_and_write(change)
        self.changed()

    def _change_and_write(self, change: Callable[[dict], object]) -> None:
        if self.problem and self._place.file.exists() and not self._readable():
            change(self._memory)  # never write over what could not be read
            self.unsaved = True
            return
        path = self.path
        with self._place.lock():
            now = self._read()
            if self.path == path:
                self._keep(now, change)
                return
        self._change_and_write(change)  # it was somebody else's: now to this person's own

    def _keep(self, now: dict[str, dict[str, dict]], change: Callable[[dict], object]) -> None:
        if self.unsaved:
            _add_newer(now, self._memory)
        change(now)
        self._memory = now
        try:
            self._replace(now)
            if self.unsaved:
                self.unsaved, self.problem = False, self._told_of_others()
        except OSError as error:
            self.unsaved = True
            self.problem = (
                f"Your answers could not be saved in {self.path.name} ({reason_of(error)}). They "
                "are kept as long as this page is open: download them at the end of the lesson."
            )

    def _replace(self, all_: dict) -> None:
        """Write the file in one step: a reader sees the old one or the new one, never half.

        Raises OSError, and leaves the file as it is, if it or the copy of a version 1 cannot be written.
        """
        if self._place.file.exists():
            before = self._place.file.read_bytes()
            if before != self._copied and _is_version_1(before):
                self._copy("version-1", before)
        self._place.write(_write(all_, self._place.owners))

    def _readable(self) -> bool:
        try:
            parse(self._place.file.read_bytes(), self.path.name)
        except (OSError, AnswersError):
            return False
        return True

    def _copy_aside(self, word: str) -> Path | None:
        if not self._place.file.exists() and not self.unsaved:
            return None
        try:
            return self._copy(word, self.as_bytes() if self.unsaved else self._place.file.read_bytes())
        except OSError as error:
            raise AnswersError(
                f"No copy of {self.path.name} could be made ({reason_of(error)}), so nothing was "
                "changed. Download your answers first, then make room or choose another folder."
            ) from error

    def _copy(self, word: str, content: bytes) -> Path:
        aside = self._place.copy(word, content)
        self._copied = content
        return aside


class LessonAnswers:
    """The answers to one lesson: what its bets, questions and cases restore and store.

    tell: called with `problem` whenever it may have changed.
    """

    def __init__(self, file: AnswersFile, lesson: str, tell: Callable[[str], None] = lambda problem: None):
        self.file, self.lesson, self.tell = file, lesson, tell

    @property
    def problem(self) -> str:
        """What is wrong with the file, in a sentence; "" if nothing is."""
        return self.file.problem

    @property
    def not_saved(self) -> str:
        """Why answers are not in the file, in a sentence; "" if they are."""
        return self.file.problem if self.file.unsaved else ""

    def all(self) -> dict[str, dict]:
        """Return every answer to the lesson, by item."""
        return self.file.lesson(self.lesson)

    def stored(self, item: str) -> dict | None:
        """Return one answer: {"kind", "value", "when", ...}; None if there is none."""
        return self.all().get(item)

    def store(self, item: str, kind: str, value: Any, *, seen: Any = WHATEVER, **more: Any) -> str:
        """Store one answer; return a sentence if another window stored something else, "" if not.

        seen: what the page showed of it, as `stored` returned it when the page was made or after the last
        `store`; see `AnswersFile.put`. Then `stored` says what stands. Raises AnswersError for what no
        file can hold.
        """
        told = self.file.put(self.lesson, item, kind, value, seen=seen, **more)
        self.tell(self.problem)
        return told

    def store_try(self, item: str, right: bool, value: Any, **more: Any) -> None:
        """Store one more try at an answer that is marked. Raises AnswersError as `store` does."""
        self.hand_in(item, "right" if right else "wrong", value, **more, tries=self.tries(item) + 1)

    def tries(self, item: str) -> int:
        """Return how many tries at an answer are stored; one of a version that did not count them is one."""
        record = self.stored(item)
        return int(record.get("tries", 1)) if record else 0

    # -- what is not handed in yet: typed or chosen, and kept all the same

    def draft(self, item: str) -> Any:
        """Return what was typed or chosen for an item and not handed in; None if there is nothing."""
        return self.draft_record(item).get("value")

    def draft_record(self, item: str) -> dict[str, Any]:
        """Return the whole record of a draft; an empty one if there is none."""
        record = self.stored(f"draft-{item}") or {}
        return record if record.get("kind") == "draft" else {}

    def keep_draft(self, item: str, value: Any, **more: Any) -> None:
        """Keep what is typed or chosen for an item. Raises AnswersError for what no file can hold."""
        self.store(f"draft-{item}", "draft", value, **more, **self._note_of_slip(item))

    def hand_in(self, item: str, kind: str, value: Any, *, seen: Any = WHATEVER, **more: Any) -> str:
        """Store an answer, and in its record whether one before was taken back. Otherwise like `store`."""
        return self.store(item, kind, value, seen=seen, **more, **self._note_of_slip(item))

    def take_back(self, item: str) -> None:
        """Take back what was handed in; the next one will say so in its record, as `taken_back`."""
        record = self.stored(item)
        if record:
            said = grounds.of(record)
            self.store(f"draft-{item}", "draft", record["value"], **said, taken_back=record["value"])
            self.file.forget(self.lesson, item)

    def taken_back(self, item: str) -> Any:
        """Return what was taken back before; None if nothing was."""
        return self._note_of_slip(item).get("taken_back")

    def _note_of_slip(self, item: str) -> dict[str, Any]:
        record = self.stored(f"draft-{item}") or self.stored(item) or {}
        return {name: record[name] for name in ("taken_back",) if name in record}

    def leave_out_unusable(self) -> None:
        """Leave out what no widget of the lesson can show; the file as it was is kept aside."""
        unusable = usable.unusable(self.lesson, self.all())
        if unusable:
            self.file.leave_out(self.lesson, unusable)
            self.tell(self.problem)


def _merge(lessons: dict[str, dict[str, dict]], others: Mapping[str, Mapping[str, dict]]) -> None:
    for lesson, items in others.items():
        lessons.setdefault(lesson, {}).update(items)


def _add_newer(lessons: dict[str, dict[str, dict]], others: Mapping[str, Mapping[str, dict]]) -> None:
    """Add answers that are not there yet, or newer than those that are."""
    for lesson, items in others.items():
        mine = lessons.setdefault(lesson, {})
        for item, record in items.items():
            if item not in mine or str(mine[item]["when"]) < str(record["when"]):
                mine[item] = record


def _put(items: dict[str, dict], item: str, record: dict, seen: Any) -> str:
    """Put a record in its place, unless another window stored something since `seen`; say what became of it."""
    items.pop(f"draft-{item}", None)
    there = items.get(item)
    if seen is WHATEVER or there is None or there == seen:
        items[item] = record
        return ""
    if there["value"] == record["value"] and grounds.of(there) == grounds.of(record):
        return ""
    if record["kind"] in COMMITTED:
        return "Another window of this lesson has kept an answer to this before, and the first one stands."
    names = (f"{item} ({number})" for number in count(2))
    name = next(name for name in names if name not in items or items[name]["value"] == there["value"])
    items |= {name: there, item: record}
    return (
        "Something else was kept here from another window of this lesson. Both are there: the other one is "
        f"{name} in the list at the end of the lesson."
    )


_open: dict[Path, AnswersFile] = {}


def students_file() -> AnswersFile:
    """Return the student's own file, read again.

    The same object each time: what could not be written (a full disk) outlives a second Run All.
    """
    path = FOLDER / FILE_NAME
    if path in _open:
        _open[path].reopen()
    else:
        _open[path] = AnswersFile(path, place.person())
    return _open[path]


def parse(content: bytes, name: str, bad: list[tuple[str, str]] | None = None) -> dict[str, dict[str, dict]]:
    """Return the answers in a file's content; AnswersError says in words what is wrong with it.

    Answers of version 1 are carried over to version 2.

    bad: if given, single answers that are damaged are left out and (lesson, item) is added to it.
    """
    data = _read_json(content)
    if data is None:
        raise AnswersError(f"{name} is damaged: it is not readable as answers.")
    if not isinstance(data, dict) or data.get("course") != COURSE:
        raise AnswersError(f"{name} is not a file of answers of {COURSE}.")
    if data.get("version") not in (1, VERSION):
        raise AnswersError(
            f"{name} was written by another version of the course ({data.get('version')!r}; this "
            f"one reads 1 and {VERSION})."
        )
    lessons = data.get("lessons")
    if not isinstance(lessons, dict):
        raise AnswersError(f"{name} is damaged: its list of lessons is missing.")
    for lesson, items in lessons.items():
        if not isinstance(items, dict):
            raise AnswersError(f"{name} is damaged at lesson {lesson!r}.")
        for item, record in list(items.items()):
            try:
                _check_record(f"{name}: {lesson}/{item}", record)
            except AnswersError:
                if bad is None:
                    raise
                del items[item]
                bad.append((lesson, item))
    try:
        _write(lessons)
    except UnicodeEncodeError as error:
        raise AnswersError(f"{name} is damaged: it is not readable as answers.") from error
    return version_1.carried_over(lessons) if data["version"] == 1 else lessons


def _read_json(content: bytes) -> Any:
    """Return what the JSON says; None for what is not JSON, or holds a number too long to read.

    UTF-8, with the mark that some editors write before it or without, UTF-16 and UTF-32 are read. NaN and
    infinity, which are no JSON and which earlier versions of the course wrote, are read as text.
    """
    try:
        return json.loads(content, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _is_version_1(content: bytes) -> bool:
    """Return whether a file's content says that it is of version 1 of this course's answers."""
    data = _read_json(content)
    return isinstance(data, dict) and data.get("course") == COURSE and data.get("version") == 1


def _check_record(where: str, record: Any) -> None:
    if not isinstance(record, Mapping) or not {"kind", "value", "when"} <= set(record):
        raise AnswersError(f"{where} is damaged: an answer holds a kind, a value and a time.")
    for part in record.values():
        plain = part if isinstance(part, list) else [part]
        if not all(x is None or isinstance(x, str | int | float | bool) for x in plain):
            raise AnswersError(f"{where}: an answer is a text, a number or a list of these.")
        if any(isinstance(x, float) and not math.isfinite(x) for x in plain):
            raise AnswersError(f"{where}: an answer is a finite number; JSON knows no other.")
        if sum(len(x) for x in plain if isinstance(x, str)) > LONGEST:
            raise AnswersError(f"{where}: an answer holds at most {LONGEST} characters.")
        if any(isinstance(x, int) and x.bit_length() > 13_000 for x in plain):
            raise AnswersError(f"{where}: an answer holds numbers of at most 3,900 digits.")
    try:
        _write({where: dict(record)})
    except UnicodeEncodeError as error:  # half of a pair of code units: no file can hold it
        raise AnswersError("An answer holds a sign that cannot be saved.") from error


def _left_out(items: Sequence[tuple[str, str]]) -> str:
    """Name saved answers that cannot be used."""
    named = ", ".join(f"{lesson}/{item}"[:60] for lesson, item in items[:5])
    named = named.encode("utf-8", "replace").decode("utf-8")
    more = f" and {len(items) - 5} more" if len(items) > 5 else ""
    return f"{words.count(len(items), 'saved answer')} could not be used, and left out: {named}{more}."


def _write(lessons: Mapping, owners: Sequence[str] = ()) -> bytes:
    data = {"course": COURSE, "version": VERSION, **({"owners": owners} if owners else {}), "lessons": lessons}
    return (json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8")


def _now() -> str:
    # to the microsecond: the class poll tells a bet handed in twice from two bets alike
    return datetime.now().astimezone().isoformat(timespec="microseconds")
