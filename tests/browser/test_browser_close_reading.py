"""Close reading by keys: places chosen, checked, mended; the table for whoever is offline; a narrow window."""

import pytest

from harness.keyboard_walk import Walk
from harness.lesson_steps import fold_side_bar, noise, shot
from hosting_shift.law import provisions
from hosting_shift.student.answers import parse

NAME, CELL, READ = "08_race_against_time", "close-reading", provisions.provision("cpp-695-31")
ROWS = sorted(READ.elements, key=lambda element: element.words)


@pytest.fixture
def walk(open_lesson):
    """A walk that begins with the first control of the close reading, no other cell but the set-up having run."""
    lesson = open_lesson(NAME)
    walk = Walk(lesson)
    cell = walk.cell(CELL)
    cell.scroll_into_view_if_needed()
    cell.get_by_role("link").first.focus()
    return walk


def choose(walk, place):
    """Press the arrow down, or up, until the list that has the focus shows a place."""
    for key in ("ArrowDown", "ArrowUp"):
        for _ in READ.pinpoints:
            if walk.at["value"] == place:
                return
            walk.press(key)
    assert walk.at["value"] == place


def test_a_provision_is_read_by_keys(walk, lab):
    cell = walk.cell(CELL)
    walk.tab_to("No network?", CELL, most=2)
    table = cell.locator("caption", has_text="Terms of art")
    assert not table.count() or not table.is_visible()
    walk.press("Space")
    table.wait_for(state="visible", timeout=15_000)
    walk.press("Space")
    table.wait_for(state="hidden", timeout=15_000)
    for number, element in enumerate(ROWS, 1):
        stop = walk.tab_until(cell=CELL, kind="select-one")
        assert stop["name"] == f"{number}. {element.words}"
        choose(walk, READ.pinpoints[-1] if number == 1 else element.pinpoint)
    walk.tab_to("Check", CELL, most=2)
    walk.press("Enter")
    walk.sees(CELL, "Look again at row 1.")
    walk.sees(CELL, "this element is")
    for _ in ROWS:
        walk.tab("Shift+Tab")
    assert walk.at["name"] == f"1. {ROWS[0].words}"
    choose(walk, ROWS[0].pinpoint)
    for _ in ROWS:
        walk.tab()
    walk.press("Enter")
    walk.sees(CELL, "Right.")
    walk.page.screenshot(path=shot("close-reading"))
    walk.lesson.wait_until_idle()
    stored = parse((lab[1] / "my_answers.json").read_bytes(), "answers")["08"]
    record = stored[f"reading-{READ.id}"]
    assert record["value"] == [element.pinpoint for element in READ.elements]
    assert (record["kind"], record["tries"]) == ("right", 2) and f"draft-reading-{READ.id}" not in stored
    assert noise(walk.lesson) == []


def test_rows_wrap_in_a_narrow_window(walk):
    fold_side_bar(walk.lesson)
    walk.page.set_viewport_size({"width": 390, "height": 800})
    walk.page.wait_for_timeout(500)
    box = walk.cell(CELL).locator(".hs-practice").last
    box.scroll_into_view_if_needed()
    walk.page.screenshot(path=shot("close-reading-narrow"))
    wide = box.evaluate(
        "node => [...node.querySelectorAll('.hs-control, select, label, button')]"
        ".filter(each => each.getBoundingClientRect().right > innerWidth + 1 || each.scrollWidth > each.clientWidth + 2)"
        ".map(each => each.className + each.textContent.slice(0, 30))"
    )
    assert wide == []
