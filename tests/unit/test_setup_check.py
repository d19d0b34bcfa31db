"""Lesson 00's set-up check says in words what is wrong and how to mend it; the map tells the truth."""

import importlib
import os

from hosting_shift import explorers, tables

check = importlib.import_module("hosting_shift.explorers.lesson_00.setup_check")


def test_here_everything_works():
    found = explorers.setup_check()
    assert all(f.works for f in found.findings), found.sentence
    assert "Everything" in found.sentence


def test_a_missing_package_is_named_with_what_to_do(monkeypatch):
    monkeypatch.setattr(check, "LEAST", {"no-such-package": 1, "pandas": 99})
    sentence = explorers.setup_check().sentence
    assert "no-such-package: It is missing" in sentence and "make lab" in sentence
    assert "the lessons need 99 or newer" in sentence and "2 things need mending" in sentence


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(check, "LEAST_PYTHON", (99, 0))
    assert "the lessons need 99.0 or newer" in explorers.setup_check().sentence


def test_a_damaged_table_is_named(monkeypatch):
    def broken(name):
        raise tables.TableError(f"The file data/{name}.csv is missing.")

    monkeypatch.setattr(check.tables, "load", broken)
    assert "data/glossary.csv is missing" in explorers.setup_check().sentence


def test_a_folder_that_cannot_be_written_is_told(monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "download your answers" in explorers.setup_check().sentence


def test_without_controls_the_output_says_so():
    bundle = explorers.setup_check()._repr_mimebundle_()
    assert "controls do not work" in bundle["text/html"]


def test_the_button_answers():
    widget = explorers.setup_check().widget
    _, button, said = widget.children
    button.click()
    assert "Controls work" in said.value


def test_the_map_links_ready_lessons_and_marks_the_others():
    course = explorers.course_map()
    page = course._repr_mimebundle_()["text/html"]
    assert len(course.table) == 11
    for row in course.lessons.itertuples():
        assert (f"href='{row.file}.ipynb'" in page) == row.ready
    states = course.table.set_index("lesson")["state"]
    assert states["00"] == states["05"] == states["07"] == "ready"
    assert (states == "not written yet").sum() == (~course.lessons["ready"]).sum()
