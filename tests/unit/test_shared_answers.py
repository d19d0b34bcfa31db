"""One file of answers, many hands: two windows of one lesson, two people in one folder, a file behind a link."""

import os
import re
import shutil

import ipywidgets as widgets
import pytest

from hosting_shift import explorers
from hosting_shift.explorers.lesson_01 import sort_it_yourself as sorting
from hosting_shift.explorers.lesson_10.score_yourself import score_yourself
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice import screen
from hosting_shift.student import answers as students
from hosting_shift.student.answers import AnswersFile
from hosting_shift.student.poll import count, read_folder
from hosting_shift.ui import parts


@pytest.fixture(autouse=True)
def shown(monkeypatch):
    """Collect the widgets of every output instead of displaying it."""
    seen = []
    monkeypatch.setattr(screen, "display", lambda *a, **k: None)
    monkeypatch.setattr(parts, "display", lambda *a, **k: None)
    monkeypatch.setattr(screen.Screen, "show", lambda self, children, text, still="": seen.append((children, text)))
    return seen


@pytest.fixture
def windows(tmp_path):
    """Open a lesson in a window of its own, any number of times: `windows("05")`."""
    return lambda number: lessons.Lesson(number, AnswersFile(tmp_path / "my_answers.json"))


def bet_of(lesson, name):
    """Return the episode of a bet, as a window shows it."""
    lesson.episode(name, explorers.handshakes(), 98.4)
    return lesson.episodes.shown[-1]


def note_of(lesson, shown, name):
    """Ask for words; return the box, and a function that says what stands below it."""
    lesson.note(name)
    _, place = shown[-1][0]
    _, area, said, *_ = place.children
    return area, lambda: said.value


# ---------------------------------------------------------------- one lesson in two windows


def test_a_bet_placed_in_one_window_stands_in_the_other_and_that_is_said(windows):
    one, two = windows("05"), windows("05")
    first, second = bet_of(one, "uptime"), bet_of(two, "uptime")
    first.input.value = 30
    first.place.click()
    two.answers.put("05", "question-x", "right", "a")  # the second window has read the file since
    second.input.value = 98
    second.place.click()
    assert windows("05").mine.stored("bet-uptime")["value"] == 30, "the outcome has been seen by now"
    assert "You bet <b>30 %</b>" in second.beside.value and "first one stands" in second.beside.value


def test_a_bet_asked_twice_in_one_notebook_is_one_bet(windows):
    one = windows("05")
    first, again = bet_of(one, "uptime"), bet_of(one, "uptime")
    for widget, value in ((first, 30), (again, 98)):
        widget.input.value = value
        widget.place.click()
    assert one.mine.stored("bet-uptime")["value"] == 30 and "You bet <b>30 %</b>" in again.beside.value


def test_a_window_may_change_the_bet_that_it_shows(windows):
    one, two = windows("05"), windows("05")
    one.mine.store("bet-uptime", "bet", 30, seen=None)
    shown = one.mine.stored("bet-uptime")
    assert one.mine.store("bet-uptime", "bet", 50, seen=shown, taken_back=30) == ""
    assert "first one stands" in two.mine.store("bet-uptime", "bet", 98, seen=shown), "it never showed the 50"
    assert windows("05").mine.stored("bet-uptime")["value"] == 50


def test_words_of_two_windows_are_both_kept_and_that_is_said(windows, shown):
    one, two = windows("05"), windows("05")
    area, said = note_of(one, shown, "careful")
    other, said_there = note_of(two, shown, "careful")
    area.value = "my careful sentence of twenty minutes"
    other.value = "x"
    kept = {item: record["value"] for item, record in windows("05").mine.all().items()}
    assert kept == {"note-careful": "x", "note-careful (2)": "my careful sentence of twenty minutes"}
    assert "note-careful (2)" in said_there() and "another window" not in said()
    for words in ("x and more", "x and more words"):
        other.value = words
        assert "another window" not in said_there(), "what a window has said once it may change"
    assert len(windows("05").mine.all()) == 2
    assert windows("05").answers.problem == "", "the words kept beside can be used"


def test_a_forecast_and_a_judgement_stand_as_a_bet_does(windows):
    one, two = windows("10"), windows("10")
    first, second = score_yourself(one), score_yourself(two)
    asked = first.current
    first.give(20)
    second.give(95)
    assert first.given == second.given == {asked: 20}

    mine, same = windows("01"), windows("01")
    panels = [sorting.sort_it_yourself(each.answers) for each in (mine, same)]
    for panel, verdict in zip(panels, ("dated", "confirmed"), strict=True):
        panel.set(kind="law", verdict=verdict)
        judge = next(action for action in panel.actions if action.label == "Judge this claim")
        panel.set(**judge.change(panel.settings))
    assert [panel.result.mine[1:] for panel in panels] == [("law", "dated")] * 2


def test_a_window_without_room_on_the_disk_writes_over_nothing_newer(tmp_path, monkeypatch):
    path = tmp_path / "my_answers.json"
    one = AnswersFile(path)
    one.put("05", "note-a", "note", "old")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        one.put("05", "note-b", "note", "kept in memory")
    AnswersFile(path).put("05", "note-a", "note", "newer, from another window")
    one.put("05", "note-c", "note", "there is room again")
    found = {item: record["value"] for item, record in AnswersFile(path).lesson("05").items()}
    assert found["note-a"] == "newer, from another window" and set(found) == {"note-a", "note-b", "note-c"}


# ---------------------------------------------------------------- one folder, two people


def file_of(folder, person):
    return AnswersFile(folder / "my_answers.json", person)


def test_a_second_person_in_the_folder_has_a_file_of_her_own_and_is_told(tmp_path, shown):
    file_of(tmp_path, "ada").put("05", "note-careful", "note", "private words of Ada")
    blaise = file_of(tmp_path, "Blaise P.")
    lesson = lessons.open_lesson("05", blaise)
    assert "Nothing answered yet" in shown[-1][1] and "begun under another name" in lesson.problem.value
    assert blaise.path.name == "my_answers.blaise-p.json" in lesson.problem.value
    blaise.put("05", "note-careful", "note", "words of Blaise")
    for person, words in (("ada", "private words of Ada"), ("Blaise P.", "words of Blaise")):
        assert file_of(tmp_path, person).lesson("05")["note-careful"]["value"] == words
    for file in tmp_path.iterdir():
        assert "ada" not in file.read_text(encoding="utf-8").casefold().replace("of ada", ""), "a sign, no name"


def test_people_who_all_open_it_before_anybody_answers_are_told_apart_too(tmp_path):
    ada, blaise = file_of(tmp_path, "ada"), file_of(tmp_path, "blaise")
    ada.put("05", "bet-uptime", "bet", 30)
    blaise.put("05", "bet-uptime", "bet", 98)
    assert ada.lesson("05")["bet-uptime"]["value"] == 30 and blaise.lesson("05")["bet-uptime"]["value"] == 98
    assert "begun under another name" in blaise.problem and not ada.problem
    ada.put("05", "note-a", "note", "a")
    assert file_of(tmp_path, "ada").lesson("05").keys() == {"bet-uptime", "note-a"}


def test_names_that_look_alike_share_no_file(tmp_path):
    for person in ("ada", "a.b", "a-b", "a b"):
        file_of(tmp_path, person).put("05", "note-a", "note", person)
    kept = {file_of(tmp_path, person).lesson("05")["note-a"]["value"] for person in ("ada", "a.b", "a-b", "a b")}
    assert kept == {"ada", "a.b", "a-b", "a b"}


def test_ones_own_answers_from_another_computer_are_taken_with_one_click(tmp_path, shown):
    file_of(tmp_path, "ada").put("05", "bet-uptime", "bet", 30)
    there = file_of(tmp_path, "u1234")
    there.put("05", "note-a", "note", "written in the computer room")
    lessons.open_lesson("05", there)
    mine = next(w for w in shown[-1][0] if isinstance(w, widgets.Button) and "mine" in w.description)
    mine.click()
    assert there.path.name == "my_answers.json" and not there.problem and "Run All Cells" in mine.description
    for person in ("ada", "u1234"):
        again = file_of(tmp_path, person)
        assert again.lesson("05").keys() == {"bet-uptime", "note-a"} and again.passed_over is None


def test_a_file_without_a_sign_and_a_computer_without_names_work_as_before(tmp_path, monkeypatch):
    AnswersFile(tmp_path / "my_answers.json").put("05", "bet-uptime", "bet", 30)
    assert file_of(tmp_path, "ada").lesson("05")
    file_of(tmp_path, "ada").put("05", "note-a", "note", "a")
    assert AnswersFile(tmp_path / "my_answers.json").lesson("05").keys() == {"bet-uptime", "note-a"}
    monkeypatch.setattr(students.place.getpass, "getuser", lambda: (_ for _ in ()).throw(KeyError("uid")))
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    assert students.place.person() == ""
    monkeypatch.setenv("JUPYTERHUB_USER", "ada@school.example")
    assert students.place.person() == "ada@school.example", "on a hub the system knows one name for all"


def test_the_students_file_is_that_of_whoever_works_here(tmp_path, monkeypatch):
    monkeypatch.setattr(students, "FOLDER", tmp_path)
    for person in ("ada", "blaise"):
        monkeypatch.setenv("JUPYTERHUB_USER", person)
        monkeypatch.setattr(students, "_open", {})  # another kernel
        file = students.students_file()
        file.put("05", "note-a", "note", person)
        assert {record["value"] for record in students.students_file().lesson("05").values()} == {person}


# ---------------------------------------------------------------- a file behind a link


def test_a_link_to_a_place_that_survives_stays_a_link(tmp_path):
    keep, link = tmp_path / "keep", tmp_path / "lessons" / "my_answers.json"
    keep.mkdir()
    link.parent.mkdir()
    AnswersFile(keep / "my_answers.json").put("00", "bet-half", "bet", 40)
    link.symlink_to(keep / "my_answers.json")
    file = AnswersFile(link)
    file.put("05", "bet-uptime", "bet", 60)
    file.start_afresh("00")
    assert link.is_symlink() and AnswersFile(keep / "my_answers.json").lesson("05")["bet-uptime"]["value"] == 60
    (keep / "my_answers.json").write_text("rubbish")
    again = AnswersFile(link)
    again.put("05", "bet-uptime", "bet", 70)
    assert link.is_symlink() and re.search(r"my_answers\.damaged-\S+json", again.problem)[0] in os.listdir(keep)
    assert AnswersFile(keep / "my_answers.json").lesson("05")["bet-uptime"]["value"] == 70
    assert os.listdir(link.parent) == ["my_answers.json"], "the copies lie where the file survives"


def test_a_link_to_a_file_that_is_not_there_yet_is_filled(tmp_path):
    link = tmp_path / "my_answers.json"
    link.symlink_to(tmp_path / "kept.json")
    AnswersFile(link).put("00", "bet-half", "bet", 40)
    assert link.is_symlink() and AnswersFile(tmp_path / "kept.json").lesson("00")


# ---------------------------------------------------------------- the class poll


def test_copies_that_the_course_kept_are_listed_and_not_counted(tmp_path):
    mine = tmp_path / "Ada"
    mine.mkdir()
    file = AnswersFile(mine / "my_answers.json", "ada")
    file.put("00", "bet-half", "bet", 10)
    kept = file.start_afresh("00")
    file.put("00", "bet-half", "bet", 50)
    shutil.copy(kept, tmp_path / f"Doe_Jane_123_{kept.name}")  # as an LMS renames it
    read = read_folder(tmp_path)
    assert count(read, "00", "half").values == (50.0,)
    assert len(read.skipped) == 2 and all("the course kept" in skipped.why for skipped in read.skipped)


def test_a_bet_taken_back_counts_as_it_was_placed_last_and_is_told(tmp_path):
    for number, (value, more) in enumerate([(50, {}), (40, {"taken_back": 10}), (60, {"taken_back": 0})]):
        AnswersFile(tmp_path / f"{number}.json").put("00", "bet-half", "bet", value, **more)
    found = count(read_folder(tmp_path), "00", "half")
    assert found.values == (40.0, 50.0, 60.0) and found.taken_back == 2
    assert found.sentence.endswith("(2 placed after a first one was taken back).")


def test_a_draft_is_never_counted(tmp_path):
    file = AnswersFile(tmp_path / "a.json")
    file.put("00", "draft-bet-half", "draft", 50)
    file.put("05", "bet-uptime", "draft", 50)
    read = read_folder(tmp_path)
    assert count(read, "05", "uptime").values == count(read, "00", "half").values == ()
