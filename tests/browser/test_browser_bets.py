"""A bet with its reason and how sure, by keys: kept, placed, replied to, taken back; and how high all that is."""

import re

import pytest

from harness.keyboard_walk import Walk
from harness.lesson_files import whole
from harness.lesson_steps import fold_side_bar, noise, shot
from hosting_shift.student.answers import parse

LESSON = "05_the_hosting_shift"
REPLY = (
    "Who bets so thinks of the days on which it is away, and they are few: the share is what is left of months. " * 2
)
WHY = "It is away for days only, and <b>days</b> are few beside months; " * 4


@pytest.fixture
def replied(lab):
    """Give two bets of the lab's own copy of the course the longest replies there may be."""
    path = lab[1].parent / "content" / "lesson_05.toml"
    before = path.read_text(encoding="utf-8")
    replies = "".join(f'[[bet.reply]]\nup_to = {end}\ntext = "Up to {end}. {REPLY}"\n' for end in (50, 100))
    written = re.compile(r'(id = "uptime"\n.*?)\[\[bet\.reply\]\].*?(?=\n\[\[bet\]\])', re.S)
    changed, number = written.subn(lambda found: found[1] + replies, before)
    assert number == 1
    path.write_text(changed, encoding="utf-8")
    yield
    path.write_text(before, encoding="utf-8")


def run_to(walk: Walk, cell_id: str) -> None:
    """Shift+Enter from the first cell up to and with this one, then back onto it."""
    for cell in walk.book.cells:
        walk.press("Shift+Enter")
        walk.lesson.until("idle")
        if cell.id == cell_id:
            break
    walk.press("ArrowUp")
    walk.page.wait_for_function(
        "node => document.activeElement.closest('.jp-Cell') === node", arg=walk.cell(cell_id).element_handle()
    )


def test_a_bet_with_its_reason_by_keys_alone(open_lesson, lab, replied):
    lesson = open_lesson(LESSON, run=False)
    page = lesson.page
    page.set_viewport_size({"width": 1280, "height": 800})
    fold_side_bar(lesson)
    walk, cell_id = Walk(lesson), "bet-uptime"
    walk.book = whole(LESSON)
    run_to(walk, cell_id)
    cell = walk.cell(cell_id)

    def stored():
        lesson.wait_until_idle()
        return parse((lab[1] / "my_answers.json").read_bytes(), "answers")["05"]

    # the stops, each with its name; an open bet is low
    assert walk.tab_until(cell=cell_id, ours=True)["kind"] == "slider"
    walk.press("End")
    # ipywidgets throws away what is typed beside named steps: the number is no place to type
    assert walk.tab()["name"] == "Because (optional)"
    page.keyboard.type(WHY[:60])
    assert walk.tab()["name"] == "a guess"
    group = cell.locator(".hs-sure [role=radiogroup]")
    assert group.get_attribute("aria-label") == "How sure (optional)" and not group.locator(":checked").count()
    walk.press("Space", "ArrowRight")
    assert walk.at["name"] == "fairly sure"
    assert walk.tab()["name"] == "Place my bet", "one stop for the three steps"
    page.screenshot(path=shot("bet-open"))
    height = cell.locator(".hs-episode").bounding_box()["height"]
    assert height <= 220, height

    # Enter in the text keeps, and Shift+Enter goes on: neither places the bet; no more than fits on the card is typed
    walk.back_to("Because", cell_id)
    walk.press("End")
    page.keyboard.insert_text(WHY[60:] + "x" * 100)
    assert len(walk.at["value"]) == 300
    walk.press("Enter")
    page.wait_for_timeout(1_500)
    assert cell.get_by_text("kept", exact=True).is_visible() and not cell.locator("img.hs-image").count()
    walk.press("Shift+Enter")
    page.wait_for_timeout(300)
    assert walk.at["cell"] != cell_id and not cell.locator("img.hs-image").count()
    draft = stored()["draft-bet-uptime"]
    assert (draft["value"], draft["sure"], len(draft["why"])) == (100, 2, 300)
    walk.press("ArrowUp")
    walk.tab_to("Place my bet", cell_id)
    walk.press("Enter")
    walk.holds("You bet 100 % (fairly sure), because “It is away for days only, and <b>days</b> are few")
    walk.sees(cell_id, "Up to 100. Who bets so")
    record = stored()
    assert set(record) == {"bet-uptime"} and record["bet-uptime"]["why"] == draft["why"]
    cell.locator("img.hs-image").first.wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=shot("bet-replied"))
    pane = page.locator(".jp-WindowedPanel-outer").bounding_box()
    for part in (".hs-beside", ".hs-panel .hs-head", ".hs-picture img"):
        box = cell.locator(part).first.bounding_box()
        assert box["y"] >= pane["y"] - 2 and box["y"] + box["height"] <= pane["y"] + pane["height"] + 2, part

    # taken back, all of it stands in its controls again; placed without them, the record holds none
    assert walk.tab()["name"] == "A slip? Take my bet back"
    walk.press("Enter")
    walk.holds("Taken back.")
    assert cell.locator(".hs-because input").input_value() == draft["why"]
    assert cell.locator(".hs-sure :checked").count() == 1
    walk.back_to("Because", cell_id)
    walk.press("Control+a", "Delete")
    page.wait_for_timeout(1_500)
    walk.tab_to("Place my bet", cell_id, most=2)
    walk.press("Enter")
    walk.holds("You bet 100 % (fairly sure). It is online")
    assert "why" not in stored()["bet-uptime"] and stored()["bet-uptime"]["taken_back"] == 100
    assert noise(lesson) == []
