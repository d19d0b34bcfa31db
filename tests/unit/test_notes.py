"""Notes: words of one's own, then something to compare them with, and a rubric to mark them by."""

import html
from dataclasses import replace

import ipywidgets as widgets
import nbformat
import pytest

from hosting_shift import content
from hosting_shift.course import books
from hosting_shift.practice import keeping, notes
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice.notes import ENOUGH, Note, Rubric, compared, still
from hosting_shift.practice.screen import Screen
from hosting_shift.student.answers import AnswersFile
from tools import handouts, pages, paper

MARKUP = "<img src=x onerror=alert(1)>"
FEW, WORDS = "It was quick.", "It was quick once, so we know that it can be quick, not how often."
PLAIN = content.Note("careful", "05", "What does the return support?")
ANSWERED = replace(PLAIN, answer=f"That it can be quick. {MARKUP}")
MODELLED = replace(
    PLAIN,
    rubric=("says what is supported", "says what is not", "names the place", "no claim too many"),
    models=tuple(content.Model(level, f"I am {level}. {MARKUP}", f"Why so {level}.") for level in content.LEVELS),
)


@pytest.fixture
def lesson(answers):
    return lessons.Lesson("05", answers)


def again(lesson):
    """Return the lesson as it opens another day."""
    return lessons.Lesson(lesson.number, AnswersFile(lesson.answers.path))


def seen(widget):
    """Return all that a widget says, whatever of it is left out of the page."""
    if widget.layout.display == "none":
        return ""
    own = widget.value if isinstance(widget, widgets.HTML) else getattr(widget, "description", "")
    return own + "".join(map(seen, getattr(widget, "children", ())))


def write(note, words):
    note.area.value = words
    note.compare.click()


def rubric_of(note):
    """Return the choices of a note's rubric, as they are shown."""
    return [box.children[1] for box in note.below.children[1].children[1:-1]]


@pytest.mark.parametrize("number", content.lessons())
def test_every_note_has_something_to_compare_with_and_a_lesson_one_with_models(number):
    """How many models and lines of a rubric there are is told when the file is read: see content._note."""
    asked = content.asked(number).notes.values()
    assert [note.id for note in asked if not note.is_answered] == []
    assert sum(bool(note.models) for note in asked) == (0 if number == "00" else 1)


def test_nothing_to_compare_with_is_shown_before_it_is_asked_for(lesson):
    for asked in (PLAIN, ANSWERED, MODELLED):
        note = Note(lesson.mine, asked)
        assert asked.text in seen(note.widget) and not note.below.children
        assert ("Compare" in seen(note.widget)) == asked.is_answered


def test_the_button_says_why_it_does_not_open_yet(lesson):
    note = Note(lesson.mine, MODELLED)
    for words, said in (("", "So far you have 0."), (FEW, "So far you have 3."), ("so " * (ENOUGH - 1), "have 9.")):
        write(note, words)
        assert "Write a sentence or two first" in note.told.value and said in note.told.value
        assert not note.below.children
    write(note, "so " * ENOUGH)
    assert note.below.children and "Write a sentence" not in note.told.value


def test_one_possible_answer_opens_and_is_open_another_day(lesson):
    note = Note(lesson.mine, ANSWERED)
    assert note.compare.description == "Compare with one possible answer"
    write(note, WORDS)
    page = seen(note.widget)
    assert "That it can be quick." in page and MARKUP not in page and "Compare with one" not in page
    stored = lesson.mine.all()
    assert list(stored) == ["note-careful"] and stored["note-careful"]["opened"] is True
    reopened = Note(again(lesson).mine, ANSWERED)
    assert "That it can be quick." in seen(reopened.widget) and reopened.area.value == WORDS


def test_words_are_kept_and_may_be_changed_before_and_after(lesson):
    note = Note(lesson.mine, MODELLED)
    note.area.value = FEW
    assert "kept" in note.said.value and "opened" not in lesson.mine.stored("note-careful")
    write(note, WORDS)
    note.area.value = FEW
    stored = again(lesson).mine.stored("note-careful")
    assert (stored["value"], stored["opened"]) == (FEW, True), "what is open stays open, whatever is changed"
    assert Note(again(lesson).mine, MODELLED).below.children


def test_three_models_open_each_with_its_comment_and_a_rubric(lesson):
    note = Note(lesson.mine, MODELLED)
    assert note.compare.description == "Compare with three answers"
    write(note, WORDS)
    page = seen(note.widget)
    places = [page.index(f"I am {level}.") for level in content.LEVELS]
    assert places == sorted(places) and all(f"Why so {level}." in page for level in content.LEVELS)
    assert MARKUP not in page
    assert all(line in page for line in MODELLED.rubric)
    lines = rubric_of(note)
    assert [each.value for each in lines] == [None] * content.RUBRIC, "nothing is marked beforehand"
    assert {tuple(words for words, _ in each.options) for each in lines} == {("not yet", "partly", "yes")}


def test_marks_are_kept_at_once_and_listed_in_words(lesson):
    note = Note(lesson.mine, MODELLED)
    write(note, WORDS)
    first, _, third, _ = rubric_of(note)
    first.value = 2
    assert again(lesson).mine.stored("marks-careful")["value"] == [2, -1, -1, -1]
    third.value = 0
    record = again(lesson).mine.stored("marks-careful")
    assert (record["kind"], record["value"]) == ("marks", [2, -1, 0, -1])
    reopened = rubric_of(Note(again(lesson).mine, MODELLED))
    assert [each.value for each in reopened] == [2, None, 0, None]
    listed = html.unescape(keeping.summary(again(lesson).mine))
    assert "Own marks: " in listed and "yes, not marked, not yet, not marked" in listed


@pytest.mark.parametrize("value", ["yes", 2, [2, 1], [0, 1, 2, 3], [True, 0, 0, 0], [0.0, 1, 2, 2], [0, 1, 2, None]])
def test_marks_that_are_none_are_left_out_and_told(lesson, value):
    lesson.mine.store("marks-careful", "marks", value)
    opened = again(lesson)
    assert opened.mine.stored("marks-careful") is None and "05/marks-careful" in opened.answers.problem
    Note(opened.mine, MODELLED)


def test_what_was_opened_is_no_trouble_once_a_note_has_nothing_to_open(lesson):
    write(Note(lesson.mine, MODELLED), WORDS)
    lesson.mine.store("marks-careful", "marks", [2, 2, 2, 2])
    assert [Note(again(lesson).mine, asked).is_open for asked in (PLAIN, ANSWERED, MODELLED)] == [False, True, True]


def test_nobody_is_told_that_marks_are_kept_which_the_file_does_not_hold(lesson, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(AnswersFile, "_replace", full)
    rubric = Rubric(lesson.mine, MODELLED)
    rubric.choices[0].value = 1
    assert "hs-kept-word'" not in rubric.kept.value and "could not be saved" in rubric.kept.value


def test_the_way_back_leads_to_the_rubric_too(lesson):
    note = Note(lesson.mine, MODELLED)
    write(note, WORDS)
    assert "hs-at-05-note-careful" in note.widget._dom_classes
    assert "hs-at-05-marks-careful" in note.below.children[1]._dom_classes


# ---------------------------------------------------------------- without widgets, on paper, for instructors


def test_readers_without_widgets_get_what_is_asked_and_folded_the_rest(lesson, monkeypatch):
    shown = []
    monkeypatch.setattr(Screen, "show", lambda self, children, text, still="": shown.append((text, still)))
    notes.note(lesson.mine, lesson.screen, MODELLED)
    ((text, page),) = shown
    assert text == MODELLED.text and page.startswith(f"<p>{MODELLED.text}</p><details")
    assert str(compared(MODELLED)) in page and MODELLED.rubric[0] in page and MARKUP not in page
    assert still(PLAIN) == f"<p>{PLAIN.text}</p>" and "possible answer" in still(ANSWERED)


@pytest.mark.parametrize(("asked", "room"), [(PLAIN, 3), (ANSWERED, 3), (MODELLED, 6)])
def test_paper_has_lines_to_write_on_and_nothing_to_compare_with(asked, room, monkeypatch):
    monkeypatch.setattr(content, "note", lambda lesson, name: asked)
    cell = nbformat.v4.new_code_cell('lesson.note("careful")')
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": str(still(asked))})]
    (block,) = paper.blocks("05", [cell])
    assert block.html.count("class='line'") == room and asked.text in block.html
    assert "I am weak" not in block.html and "That it can" not in block.html and "Compare" not in block.html


def test_instructors_and_the_sheet_of_answers_have_models_and_rubric(monkeypatch):
    every = content.asked("05")
    asked = {"careful": MODELLED, "other": replace(ANSWERED, id="other", text="Something else?")}
    monkeypatch.setattr(content, "asked", lambda lesson: replace(every, notes=asked) if lesson == "05" else every)
    lesson = books.book("05")
    page = pages.answers_of(lesson)
    assert "### In your own words" in page and "| weak | I am weak." in page and "Why so strong." in page
    assert "- says what is supported" in page and "*One possible answer.* That it can be quick." in page
    sheet = handouts.answers_page(lesson)
    assert "I am strong." in sheet and MARKUP not in sheet
