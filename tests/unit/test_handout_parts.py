"""Handouts, piece by piece: what is printed, what is cut, what is taken out."""

import pytest

from tools import handouts

SHOWS = ['lesson.rows(\n    a,\n    "b",\n)', "explorers.course_map()", 'tables.describe("x")']
SHOWS += ['x = 1\nlesson.reveal("b", x)']
READS = ["claims.groupby('kind').size()", 'bars = x.plot.bar()\nlesson.picture(bars, "w", "t")']


@pytest.mark.parametrize("source", SHOWS + READS)
def test_code_is_printed_where_there_is_something_to_read(source):
    assert handouts._only_shows(source) is (source in SHOWS)


def test_a_long_table_is_cut_and_says_so():
    table = f"<table><tbody>{'<tr><td>x</td></tr>' * 40}</tbody></table><details><summary>s</summary></details>"
    page = handouts._finish(table, "T")
    assert page.count("<tr>") == handouts.ROWS and "First 12 of 40 rows" in page
    assert "<details" not in page


def test_scripts_and_markup_are_taken_out():
    page = handouts._finish("<script>alert(1)</script><style>x</style><p>text</p>", "<b>T</b>")
    assert "alert" not in page and "<title>&lt;b&gt;T" in page


def test_an_unknown_lesson_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="there are 00"):
        handouts.main(["77"])
