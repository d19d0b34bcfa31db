"""Tables that a lesson shows are tables on paper, too, and in an export: not lines of text."""

import pytest

from hosting_shift import tables
from hosting_shift.practice import shown


class Heard:
    """A screen that keeps what readers without widgets get."""

    def show(self, children, text, still=""):
        self.still = str(still)


@pytest.mark.parametrize(
    "show",
    [
        lambda screen: shown.law(screen, ("04-host-now",)),
        lambda screen: shown.open_points(screen, "10"),
        lambda screen: shown.rows(screen, tables.load("lessons").head(2), "Lessons", "lessons"),
        lambda screen: shown.table(screen, "lessons", ("lesson", "title")),
        lambda screen: shown.terms(screen, ("uptime",)),
    ],
)
def test_a_table_is_a_table_without_widgets(show):
    screen = Heard()
    show(screen)
    assert "<table>" in screen.still and "<th scope='col'>" in screen.still
