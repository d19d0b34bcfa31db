"""Exercises ask `compute`: marking shows nothing, keeps nothing; `start()` is what a panel first shows."""

import numpy as np
import pandas as pd
import pytest
from ipywidgets import Widget
from ipywidgets.widgets import widget
from matplotlib.backends.backend_agg import FigureCanvasAgg

from hosting_shift import exercises, explorers
from hosting_shift.exercises.marking import exercise, verdict
from hosting_shift.ui.picture import Picture

ODD = (None, ..., True, float("nan"), 10**400, "\x00", b"1", [None, 1], {}, pd.DataFrame({"a": [1]}), object())
CALLS = {  # with the arguments that lessons give, besides the call without any
    "claims_explorer": ["", "prediction"],
    "convention_atlas": ["FRA", "DEU"],
    "evidence_race": [1],
    "jurisdiction_puzzle": ["article today"],
    "liability_navigator": ["developer"],
    "notice_workshop": ["B"],
    "procedure_clocks": ["person"],
    "procuring_laws": ["third_parties"],
    "ten_jurisdictions": ["all but one"],
    "then_and_now": ["C58"],
    "timeline": ["law", "France"],
}


@pytest.mark.parametrize("name", exercises.every())
def test_marking_shows_no_widget_and_draws_no_picture(name, monkeypatch):
    drawn = []
    png, draw = Picture.png, FigureCanvasAgg.draw
    monkeypatch.setattr(Picture, "png", lambda *a: drawn.append(name) or png(*a))
    monkeypatch.setattr(FigureCanvasAgg, "draw", lambda *a: drawn.append(name) or draw(*a))
    exercise = exercises.every()[name]
    answers = [exercise.expected(), *(mistake for mistake, _ in exercise.mistakes()), -1, "no", *ODD]
    before = set(widget._instances)
    verdicts = {exercises.mark(name, answer)[0] for answer in answers}
    assert verdicts == {"right", "wrong", "unanswered"}
    assert drawn == []
    assert set(widget._instances) == before


# ---------------------------------------------------------------- what is taken for the right answer


def a_task(right, *mistakes, **more):
    """Return an exercise whose right answer and known mistakes are these."""
    return exercise("x", "an answer", **more)(lambda: iter([(right, "Yes."), *((each, "No.") for each in mistakes)]))


@pytest.mark.parametrize("name", exercises.every())
def test_how_exact_an_exercise_asks_for_agrees_with_its_tolerance(name):
    """Whoever computes rightly and rounds as asked is right; a known mistake is not nearer than that."""
    asked, right = exercises.every()[name], exercises.every()[name].expected()
    digits = {"": None, "a whole number is exact enough": 0, "to one decimal": 1, "to two decimals": 2}[asked.exactness]
    if not isinstance(right, int | float | np.number):
        assert digits is None, "no number: nothing to round"
        return
    if digits is None:
        assert float(right).is_integer() or asked.tolerance < 1e-5, "rounded how?"
        return
    for typed in (f"{right:.{digits}f}", f"{right:.{digits}f}".replace(".", ","), float(f"{right:.{digits}f}")):
        assert exercises.mark(name, typed)[0] == "right", typed
    step = 10.0**-digits
    assert exercises.mark(name, right + 2.6 * step)[0] == exercises.mark(name, right - 2.6 * step)[0] == "wrong"


@pytest.mark.parametrize("name", exercises.every())
def test_every_known_mistake_gets_its_own_reply(name):
    """Two wrong ways may lead to one answer: then one reply must be true of both, as the first one hides the others."""
    asked = exercises.every()[name]
    for mistake, reply in asked.mistakes():
        said, words, _ = exercises.mark(name, mistake)
        assert said == "wrong", f"{mistake} counts as right"
        assert words.endswith(reply), f"{mistake} is told: {words}"


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        *(
            (each, "his knowledge")
            for each in ("His knowledge", "  his   KNOWLEDGE. ", "“his knowledge”", "'his knowledge'")
        ),
        *((each, "the host") for each in ("host", "a host", "The Host", "HOST")),
        *(
            (each, "hébergeur")
            for each in ("l'hébergeur", "L’Hebergeur", "un hebergeur", "« hébergeur »", "He\u0301bergeur")
        ),
        *(
            (each, "2012-01-01")
            for each in ("1 January 2012", "1 january 2012", "January 1, 2012", "01/01/2012", "1.1.2012")
        ),
        *((each, "30 June 2009") for each in ("2009-06-30", "30/06/2009", "30 Jun 2009", "30th June 2009")),
    ],
)
def test_a_text_is_the_same_however_it_is_written(typed, right):
    assert verdict(a_task(right), typed)[0] == "right"
    assert verdict(a_task("something else", right), typed) == ("wrong", "No.", ""), "a known mistake is known so, too"


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("theft", "heft"),
        ("2 January 2012", "1 January 2012"),
        ("2012", "1 January 2012"),
        ("January 2012", "1 January 2012"),
        ("01/2012", "1 January 2012"),
        ("", "host"),
        ("the", "host"),
    ],
)
def test_another_text_is_another_text(typed, right):
    assert verdict(a_task(right), typed)[0] == "wrong"


def test_where_a_task_asks_for_an_order_the_order_counts():
    in_order = a_task(["open", "broken"], parts=("first", "then"))
    assert verdict(in_order, ["open", "broken"])[0] == "right"
    assert verdict(in_order, ["broken", "open"])[0] == "wrong"
    assert verdict(a_task(["open", "broken"]), ["broken", "open"])[0] == "right", "a list without an order"


@pytest.mark.parametrize("name", [name for name, each in exercises.every().items() if each.choices()])
def test_what_can_be_chosen_holds_the_right_answer_and_a_known_mistake(name):
    asked, choices = exercises.every()[name], list(exercises.every()[name].choices())
    assert len(set(choices)) == len(choices) >= 2

    def can_be_chosen(answer) -> bool:
        given = answer if asked.parts else [answer]
        return len(given) == max(1, len(asked.parts)) and set(given) <= set(choices)

    assert can_be_chosen(asked.expected())
    assert any(can_be_chosen(mistake) for mistake, _ in asked.mistakes()), "no reply for whoever chooses wrongly"


def groups(asked) -> dict[tuple[int, int], list[int]]:
    """Return the groups of a menu, (first, last place in the menu), and where in it the right answers stand.

    Parts whose choices (the right one and the known mistakes) lie among each other choose from one group.
    """
    menu, right = list(asked.choices()), asked.expected()
    given = [right, *(mistake for mistake, _ in asked.mistakes())]
    given = [[menu.index(each) for each in answer] for answer in given if set(answer) <= set(menu)]
    found: dict[tuple[int, int], list[int]] = {}
    for part, key in enumerate(given[0]):
        low, high = min(answer[part] for answer in given), max(answer[part] for answer in given)
        touched = [each for each in found if each[0] <= high and low <= each[1]]
        places = [place for each in touched for place in found.pop(each)]
        found[min(low, *(a for a, _ in touched), low), max(high, *(b for _, b in touched), high)] = [*places, key]
    return found


def given_away(asked) -> str:
    """Return how a field of several parts is answered from the look of its menu alone; "" if it is not."""
    found = groups(asked)
    if all(places == list(range(low, low + len(places))) for (low, _), places in found.items()):
        return "from the top down"
    rows = [places for places in found.values() if len(places) >= 3]
    return "along the menu" if any(row in (sorted(set(row)), sorted(set(row))[::-1]) for row in rows) else ""


@pytest.mark.parametrize("name", [name for name, each in exercises.every().items() if each.choices() and each.parts])
def test_the_order_of_a_menu_gives_no_answer_away(name):
    assert given_away(exercises.every()[name]) == ""


@pytest.mark.parametrize(
    "menu, right, how",
    [
        ("abcd", "abc", "from the top down"),
        ("abc", "ab", "from the top down"),
        ("abcd", "bcd", "along the menu"),
        ("abcde", "ace", "along the menu"),
        ("abcd", "dcb", "along the menu"),
        ("abc", "bac", ""),
        ("abc", "aab", ""),
        ("abc", "bc", ""),
    ],
)
def test_how_a_menu_gives_an_answer_away(menu, right, how):
    slipped = [[*right[:place], each, *right[place + 1 :]] for place in range(len(right)) for each in menu]
    asked = a_task(list(right), *slipped, choices=lambda: list(menu), parts=tuple(right))
    assert given_away(asked) == how


def test_a_menu_of_several_groups_is_looked_at_group_by_group():
    def asked(*right):
        return a_task(list(right), ["a", "d"], ["b", "c"], choices=lambda: list("abcd"), parts=("letter", "other"))

    assert given_away(asked("a", "c")) == "from the top down"
    assert given_away(asked("a", "d")) == ""


@pytest.mark.parametrize(
    "name", sorted(set(explorers.__all__) - {"course_map", "score_yourself", "sealed_forecasts", "setup_check"})
)
def test_start_is_what_a_panel_first_shows(name):
    file = explorers.file_of(name)
    for arguments in ([], CALLS.get(name, [])):
        panel, start = getattr(explorers, name)(*arguments), file.start(*arguments)
        assert file.describe(file.compute(**start)) == panel.sentence
        shown = panel.settings
        assert set(start) == set(shown)
        drawn, also = start.pop("drawn", None), shown.pop("drawn", None)
        assert start == shown
        if drawn is not None:  # holds arrays, which one sign does not compare
            assert drawn.mixes == also.mixes and np.array_equal(drawn.found.uptime, also.found.uptime)
    Widget.close_all()
