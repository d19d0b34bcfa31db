"""Handouts, piece by piece: what is printed, what is cut, what is taken out."""

import pytest

from tools import handouts


@pytest.mark.parametrize(
    ("source", "shows"),
    [
        ('lesson.terms(\n    "a",\n    "b",\n)', True),
        ("explorers.course_map()", True),
        ('tables.describe("x")', True),
        ('x = 1\nlesson.reveal("b", x)', True),
        ("claims.groupby('kind').size()", False),
        ('bars = x.plot.bar()\nlesson.picture(bars, "w", "t")', False),
    ],
)
def test_code_is_printed_where_there_is_something_to_read(source, shows):
    assert handouts._only_shows(source) is shows


def test_a_long_table_is_cut_and_says_so():
    page = handouts._finish(
        "<table><tbody>" + "<tr><td>x</td></tr>" * 40 + "</tbody></table><details><summary>s</summary></details>", "T"
    )
    assert page.count("<tr>") == handouts.ROWS and "First 12 of 40 rows" in page
    assert "<details" not in page


def test_scripts_and_markup_are_taken_out():
    page = handouts._finish("<script>alert(1)</script><style>x</style><p>text</p>", "<b>T</b>")
    assert "alert" not in page and "<title>&lt;b&gt;T" in page


def test_an_unknown_lesson_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="there are 00"):
        handouts.main(["77"])
