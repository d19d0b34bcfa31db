"""Close reading: the table of elements, and the widget: right, wrong, kept, restored, without widgets, on paper."""

import re
from urllib.parse import urlparse

import pytest
from markupsafe import escape

from hosting_shift import tables
from hosting_shift.course import books
from hosting_shift.law import provisions
from hosting_shift.practice import close_reading
from hosting_shift.practice.close_reading import CloseReading
from hosting_shift.practice.lesson import Lesson
from hosting_shift.student import usable
from hosting_shift.student.answers import AnswersFile
from tools import pages

EVERY = [provisions.provision(name) for name in provisions.names()]
OFFICIAL = {"www.legifrance.gouv.fr", "eur-lex.europa.eu", "www.coe.int"}  # who publishes the law, no mirror
READ = "cp-113-2"
ITEM = f"reading-{READ}"


# ---------------------------------------------------------------- the table


@pytest.mark.parametrize("read", EVERY, ids=[read.id for read in EVERY])
def test_a_provision_has_five_to_eight_elements_in_our_words(read):
    assert 5 <= len(read.elements) <= 8 and len(read.pinpoints) >= 4, "a choice, and several places"
    assert len({element.words for element in read.elements}) == len(read.elements)
    for element in read.elements:
        assert 12 <= len(element.words.split()) <= 25 and re.fullmatch(r"[A-Z].*[a-z0-9]\.", element.words)
        terms = [term for term in (element.french, element.english) if term]
        assert terms and all(len(term.split()) <= 6 for term in terms), terms
        assert element.part in close_reading.LOOK


@pytest.mark.parametrize("read", EVERY, ids=[read.id for read in EVERY])
def test_places_follow_the_text_and_none_comes_back(read):
    order = [element.pinpoint for element in read.elements]
    assert order == sorted(order, key=read.pinpoints.index), "elements of one place stand together"


def test_every_order_is_counted_from_one():
    table = tables.load("provision_elements")
    for name, rows in table.groupby("provision"):
        assert rows["order"].tolist() == list(range(1, len(rows) + 1)), name
        assert set(rows["sources"]) == {provisions.provision(name).sources}


@pytest.mark.parametrize("read", EVERY, ids=[read.id for read in EVERY])
def test_the_copies_were_read_and_their_state_is_known(read):
    texts = tables.load("law_texts").set_index("source")
    sources = tables.load("sources").set_index("key")
    for key in read.sources.split(";"):
        assert texts.loc[key, "body"] == read.body, key
        assert not sources.loc[key, "what_was_read"].startswith("not read")


@pytest.mark.parametrize("read", EVERY, ids=[read.id for read in EVERY])
def test_the_link_leads_to_who_publishes_the_text(read):
    assert urlparse(read.link).netloc in OFFICIAL


def test_each_lesson_reads_its_own_provision():
    for lesson in books.every():
        code = "\n".join(cell.text for cell in lesson.cells)
        for name in re.findall(r'lesson\.close_reading\("([\w-]+)"', code):
            assert provisions.provision(name).lesson == lesson.number


def test_an_unknown_provision_is_answered_with_those_there_are(answers):
    with pytest.raises(ValueError, match="no provision 'cp-113'"):
        Lesson("06", answers).close_reading("cp-113")


# ---------------------------------------------------------------- the widget


@pytest.fixture
def reading(answers):
    return CloseReading(Lesson("06", answers).mine, provisions.provision(READ))


def check(reading):
    next(w for w in buttons(reading.widget) if w.description == "Check").click()


def buttons(widget):
    for child in getattr(widget, "children", ()):
        yield from buttons(child)
    if hasattr(widget, "click"):
        yield widget


def fill(reading, wrong=()):
    """Choose the right place in every row, but in rows `wrong` (numbers) another one."""
    for row in reading.rows:
        others = [place for place in reading.read.pinpoints if place != row.element.pinpoint]
        row.place.value = others[0] if row.number in wrong else row.element.pinpoint


def again(answers):
    """Open the lesson anew, as after a restart."""
    file = AnswersFile(answers.path)
    return CloseReading(Lesson("06", file).mine, provisions.provision(READ))


def test_rows_do_not_tell_the_order_of_the_text(reading):
    words = [row.element.words for row in reading.rows]
    assert words == sorted(words) and [row.at for row in reading.rows] != sorted(row.at for row in reading.rows)
    for row in reading.rows:
        assert [value for _, value in row.place.options] == ["", *reading.read.pinpoints]
        assert row.place.description.endswith(row.element.words), "the list is named by the element it is for"


def test_nothing_chosen_is_no_try(reading, answers):
    check(reading)
    assert "Choose a place" in reading.said.value and answers.lesson("06") == {}


def test_all_right(reading, answers):
    fill(reading)
    check(reading)
    assert "Right." in reading.said.value
    for row in reading.rows:
        assert row.element.part.capitalize() in row.reply.value and "lang='fr'" in row.reply.value
    record = answers.lesson("06")[ITEM]
    assert record["kind"] == "right" and record["tries"] == 1
    assert record["value"] == [element.pinpoint for element in reading.read.elements], "in the order of the text"
    assert set(answers.lesson("06")) == {ITEM}, "no draft is left"


def test_a_wrong_row_says_which_part_it_is_and_not_where(reading, answers):
    fill(reading, wrong=(2, 5))
    check(reading)
    assert "Look again at rows 2, 5." in reading.said.value
    for row in reading.rows:
        assert ("✓" in row.reply.value) == (row.number not in (2, 5))
        if row.number in (2, 5):
            assert close_reading.LOOK[row.element.part] in row.reply.value
            assert row.element.french not in row.reply.value and row.element.pinpoint not in row.reply.value
    assert answers.lesson("06")[ITEM]["kind"] == "wrong"
    fill(reading)
    assert "kept" in reading.said.value and "✗" not in "".join(row.reply.value for row in reading.rows)
    check(reading)
    assert answers.lesson("06")[ITEM]["tries"] == 2 and "Right." in reading.said.value


def test_a_part_of_the_rows_can_be_checked(reading, answers):
    reading.rows[0].place.value = reading.rows[0].element.pinpoint
    check(reading)
    assert f"1 of {len(reading.rows)} elements found" in reading.said.value
    assert "No place chosen yet" in reading.rows[1].reply.value
    assert sorted(filter(None, answers.lesson("06")[ITEM]["value"])) == [reading.rows[0].element.pinpoint]


def test_what_is_chosen_is_kept_before_it_is_checked(reading, answers):
    reading.rows[1].place.value = reading.read.pinpoints[0]
    assert "kept" in reading.said.value and answers.lesson("06")[f"draft-{ITEM}"]["value"].count("") == 6
    restored = again(answers)
    assert restored.chosen == reading.chosen and restored.said.value == reading.said.value


def test_what_was_checked_comes_back_with_its_replies(reading, answers):
    fill(reading, wrong=(1,))
    check(reading)
    restored = again(answers)
    assert restored.chosen == reading.chosen and "Look again at row 1." in restored.said.value
    assert answers.lesson("06")[ITEM]["tries"] == 1


def test_what_does_not_fit_is_left_out(answers):
    places = provisions.provision(READ).pinpoints
    record = {"kind": "wrong", "when": "", "tries": 1}
    good = [places[0], *[""] * 6]
    for value in (good[1:], "1°", ["nowhere", *[""] * 6], [1] * 7):
        for item in (ITEM, f"draft-{ITEM}"):
            assert usable.unusable("06", {item: record | {"value": value}}) == [item], value
    assert usable.unusable("06", {ITEM: record | {"value": good}}) == []
    assert usable.unusable("06", {"reading-gone": record | {"value": "x"}}) == [], "of another version"


def test_the_list_of_answers_says_it_in_words(reading):
    assert usable.asked_in_words("06", ITEM) == (
        "Close reading: Where an offence counts as committed (Code pénal, arts 113-2 and 113-2-1)"
    )
    assert usable.in_words("06", ITEM, ["113-2, paragraph 1", "", ""]) == "1 placed: 113-2, paragraph 1"
    assert usable.asked_in_words("06", "reading-gone") == usable.GONE


def test_the_table_of_terms_is_enough_and_opens_by_a_button(reading):
    fold = next(
        child for child in reading.widget.children if getattr(child, "description", "") == close_reading.OFFLINE
    )
    table = reading.widget.children[list(reading.widget.children).index(fold) + 1]
    assert table.layout.display == "none"
    fold.value = True
    assert table.layout.display == ""
    for element in reading.read.elements:
        assert element.part in table.value and escape(element.pinpoint) in table.value


def test_readers_without_widgets_get_the_elements_and_the_terms_folded(reading):
    still = str(reading.still())
    table, fold = still.split("<details>")
    assert all(row.element.words.split("'")[0] in table for row in reading.rows)
    assert not any(element.pinpoint in table for element in reading.read.elements)
    assert close_reading.OFFLINE in fold and reading.read.link in table and reading.read.link in reading.as_text()


def test_instructors_get_every_element_with_its_place():
    page = pages.answers_of(books.book("06"))
    assert "### Close reading" in page
    for element in provisions.provision(READ).elements:
        assert element.words in page and element.part in page
