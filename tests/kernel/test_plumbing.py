"""A lesson that is run, saved and exported carries its plumbing once, and no style sheet in what it shows."""

import pytest

from harness.lesson_files import LESSONS, SHIPPED, as_shipped, cells

pytestmark = pytest.mark.xdist_group(SHIPPED)


@pytest.mark.parametrize("name", LESSONS)
def test_a_saved_lesson_holds_the_script_once_and_no_style_sheet(name):
    shown = [output.get("data", {}) for cell in cells(as_shipped(name), "code") for output in cell.get("outputs", [])]
    assert sum("application/javascript" in data for data in shown) == 1
    assert not [data["text/html"][:80] for data in shown if "<style" in data.get("text/html", "")]
