"""The student's own file: nothing is lost, nothing is executed, problems are told in words."""

import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hosting_shift.student.answers import LONGEST, AnswersError, AnswersFile, parse

values = st.one_of(
    st.text(max_size=50),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.lists(st.text(max_size=9), max_size=4),
)


@given(value=values)
@settings(max_examples=60, deadline=None)
def test_what_is_put_comes_back(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("answers") / "my_answers.json"
    AnswersFile(path).put("05", "bet-uptime", "bet", value)
    assert AnswersFile(path).lesson("05")["bet-uptime"]["value"] == value


def test_two_open_lessons_do_not_overwrite_each_other(tmp_path):
    path = tmp_path / "my_answers.json"
    five, seven = AnswersFile(path), AnswersFile(path)
    five.put("05", "a", "bet", 1)
    seven.put("07", "b", "bet", 2)
    five.put("05", "c", "bet", 3)
    again = AnswersFile(path)
    again.lesson("05").clear()
    assert set(again.lesson("05")) == {"a", "c"} and set(again.lesson("07")) == {"b"}, "what is handed out is a copy"


def test_many_writers_at_once_lose_nothing(tmp_path):
    path, lessons = tmp_path / "my_answers.json", [f"0{n}" for n in range(4)]

    def write(lesson: str) -> None:
        mine = AnswersFile(path)
        for i in range(15):
            mine.put(lesson, f"item-{i}", "bet", i)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, lessons))
    again = AnswersFile(path)
    assert [len(again.lesson(lesson)) for lesson in lessons] == [15] * 4
    assert not list(tmp_path.glob(".*")), "no lock or half-written file is left behind"


STORED = b'{"course": "The Hosting Shift", "version": 1, "lessons": '
RUBBISH = [
    b"",
    b"{",
    b"\xff\xfe\x00",
    b"[]",
    b'{"course": "Another"}',
    b'{"course": "The Hosting Shift"}',
    b"[" * 100_000,
]
RUBBISH += [STORED + b"[1]}", STORED + b'{"05": {"a": {"kind": {}}}}}', STORED.replace(b"1", b"99") + b"{}}"]


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_a_damaged_file_is_set_aside_whole(tmp_path, rubbish):
    path = tmp_path / "my_answers.json"
    path.write_bytes(rubbish)
    file = AnswersFile(path)
    (aside,) = tmp_path.glob("my_answers.damaged-*.json")
    assert aside.read_bytes() == rubbish
    assert aside.name in file.problem
    file.put("05", "a", "bet", 1)
    assert AnswersFile(path).lesson("05")["a"]["value"] == 1
    assert aside.read_bytes() == rubbish


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_a_file_that_an_editor_saved_in_another_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "my_answers.json"
    AnswersFile(path).put("05", "note-why", "note", "déjà vu")
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    file = AnswersFile(path)
    assert not file.problem and file.lesson("05")["note-why"]["value"] == "déjà vu"
    file.put("05", "a", "bet", 1)
    assert set(AnswersFile(path).lesson("05")) == {"note-why", "a"} and len(list(tmp_path.iterdir())) == 1


def test_numbers_that_json_does_not_know_are_refused_and_read_from_older_files(tmp_path):
    path = tmp_path / "my_answers.json"
    file = AnswersFile(path)
    with pytest.raises(AnswersError, match="finite number"):
        file.put("05", "a", "bet", float("nan"))
    file.put("05", "exercise-half", "wrong", 1.5)
    path.write_text(path.read_text(encoding="utf-8").replace("1.5", "NaN"), encoding="utf-8")
    again = AnswersFile(path)
    assert not again.problem and again.lesson("05")["exercise-half"]["value"] == "NaN"


def test_a_second_damage_gets_a_name_of_its_own(tmp_path):
    path = tmp_path / "my_answers.json"
    for content in (b"one", b"two", b"three"):
        path.write_bytes(content)
        AnswersFile(path)
    assert {p.read_bytes() for p in tmp_path.glob("my_answers.damaged-*.json")} == {b"one", b"two", b"three"}


def test_a_full_disk_is_told_in_words_and_made_good_later(answers, monkeypatch):
    answers.put("05", "before", "bet", 0)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        answers.put("05", "a", "bet", 1)
        answers.put("05", "b", "bet", 2)
        assert set(answers.lesson("05")) == {"before", "a", "b"}
        assert "No space left" in answers.problem and "download" in answers.problem
    answers.put("05", "c", "bet", 3)
    assert set(AnswersFile(answers.path).lesson("05")) == {"before", "a", "b", "c"}
    assert answers.problem == ""


def test_a_folder_that_is_gone_is_told_in_words(tmp_path):
    file = AnswersFile(tmp_path / "gone" / "my_answers.json")
    file.put("05", "a", "bet", 1)
    file.put("05", "b", "bet", 2)
    assert set(file.lesson("05")) == {"a", "b"}, "answers stay in memory"
    assert "could not be saved" in file.problem


def test_a_file_that_can_be_read_again_is_read_and_its_problem_forgotten(tmp_path):
    path = tmp_path / "my_answers.json"
    path.mkdir()
    file = AnswersFile(path)
    assert "cannot be read" in file.problem
    path.rmdir()
    AnswersFile(path).put("05", "a", "bet", 1)
    file.reopen()
    assert file.problem == "" and set(file.lesson("05")) == {"a"}


@pytest.mark.parametrize("value", [object(), {"a": 1}, [[1]], "x" * (LONGEST + 1)])
def test_what_is_not_plain_data_is_refused(answers, value):
    with pytest.raises(AnswersError):
        answers.put("05", "a", "note", value)
    assert answers.lesson("05") == {}


def test_restore_adds_and_keeps_the_present_file(tmp_path):
    first, second = AnswersFile(tmp_path / "a.json"), AnswersFile(tmp_path / "b.json")
    first.put("05", "old", "bet", 1)
    second.put("05", "new", "bet", 2)
    assert first.restore(second.as_bytes()) == 1
    assert set(first.lesson("05")) == {"old", "new"}
    (kept,) = tmp_path.glob("a.before-*.json")
    assert "new" not in json.loads(kept.read_text())["lessons"]["05"]


def test_restoring_a_foreign_file_changes_nothing(answers):
    answers.put("05", "a", "bet", 1)
    before = answers.path.read_bytes()
    with pytest.raises(AnswersError, match="not readable as answers"):
        answers.restore(b"hello")
    assert answers.path.read_bytes() == before


def test_start_afresh_keeps_a_copy(answers):
    answers.put("05", "a", "bet", 1)
    answers.put("07", "b", "bet", 2)
    kept = answers.start_afresh("05")
    assert answers.lesson("05") == {} and answers.lesson("07")
    assert parse(kept.read_bytes(), "kept")["05"]["a"]["value"] == 1


def test_whoever_lists_the_answers_is_told_of_every_change(answers):
    """So a download at the end of a lesson holds what was answered a moment ago, saved or not."""
    listed = []
    answers.changed = lambda: listed.append(json.loads(answers.as_bytes())["lessons"].get("05", {}))
    answers.put("05", "bet-uptime", "bet", 40)
    answers.path.unlink()
    answers.path.mkdir()  # nothing can be written there
    answers.put("05", "bet-haven", "bet", 7)
    assert answers.unsaved and [set(found) for found in listed] == [{"bet-uptime"}, {"bet-uptime", "bet-haven"}]
