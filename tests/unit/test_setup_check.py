"""Lesson 00's set-up check says in words what is wrong and how to mend it; the map tells the truth."""

import ast
import importlib
import os
import re
import sys

import pytest

import hosting_shift
from harness import REPO
from hosting_shift import content, explorers, tables
from hosting_shift.errors import PlainError

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


def test_an_old_python_is_told_by_the_first_cell_before_anything_else_can_fail(monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(sys, "version_info", (3, 9, 18, "final", 0))
        with pytest.raises(PlainError, match=r"it is 3\.9.*Kernel > Change Kernel.*Python 3\.11 or newer"):
            importlib.reload(hosting_shift)
    package = REPO / "notebooks" / "hosting_shift"
    for file in ("__init__.py", "errors.py"):  # all that is read before that sentence
        ast.parse((package / file).read_text(encoding="utf-8"), feature_version=(3, 8))
    wanted = re.search(r"version_info < \((\d+), (\d+)\)", (package / "__init__.py").read_text(encoding="utf-8"))
    assert tuple(map(int, wanted.groups())) == check.LEAST_PYTHON, "one minimum, said twice"
