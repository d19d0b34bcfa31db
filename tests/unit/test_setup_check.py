"""Lesson 00's set-up check says in words what is wrong and how to mend it; the map tells the truth."""

import importlib
import os

import pytest

from hosting_shift import content, explorers, tables

check = importlib.import_module("hosting_shift.explorers.lesson_00.setup_check")


def test_here_everything_works():
    found = explorers.setup_check()
    assert all(f.works for f in found.findings), found.sentence
    assert "Everything" in found.sentence


MISSING = "no-such-package: It is missing … make lab … the lessons need 99 or newer … 2 things need mending"


def broken(name):
    raise tables.TableError(f"The file data/{name}.csv is missing.")


def illegible(lesson):
    raise content.ContentError(f"content/lesson_{lesson}.toml is not written as it should be.")


@pytest.mark.parametrize(
    ("where", "name", "fault", "said"),
    [
        (check, "LEAST", {"no-such-package": 1, "pandas": 99}, MISSING),
        (check, "LEAST_PYTHON", (99, 0), "the lessons need 99.0 or newer"),
        (check.tables, "load", broken, "data/glossary.csv is missing"),
        (check.content, "asked", illegible, "11 things need mending … content/lesson_05.toml is not written"),
        (os, "access", lambda *_: False, "download your answers"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(monkeypatch, where, name, fault, said):
    monkeypatch.setattr(where, name, fault)
    sentence = explorers.setup_check().sentence
    assert all(words in sentence for words in said.split(" … ")), sentence


def test_without_controls_the_output_says_so_and_with_them_the_button_answers():
    found = explorers.setup_check()
    assert "controls do not work" in found._repr_mimebundle_()["text/html"]
    _, button, said = found.widget.children
    button.click()
    assert "Controls work" in said.value


def test_the_map_links_ready_lessons_and_marks_the_others():
    course = explorers.course_map()
    page = course._repr_mimebundle_()["text/html"]
    assert len(course.table) == 11
    for row in course.lessons.itertuples():
        assert (f"href='{row.file}.ipynb'" in page) == row.ready
    assert not course.table["title"].str.contains("not written yet").any()
    course.lessons.loc[3, "ready"] = False
    assert course.table["title"].str.contains("not written yet").sum() == 1
    assert f"href='{course.lessons['file'][3]}.ipynb'" not in course.still() and "(not written yet)" in course.still()
