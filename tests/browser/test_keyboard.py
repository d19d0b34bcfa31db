"""A lesson by keyboard alone.

The walk uses Tab, Shift+Tab, arrow keys, Home, End, Enter, Space, Escape and JupyterLab's own
Shift+Enter and Ctrl+Enter: no mouse, and no script that moves the focus. At every stop the frame
that shows where one is must be there, and the next Tab must lead on.
"""

import json

from harness.keyboard_walk import Walk
from harness.lesson_files import answer_of, in_fields, read, whole
from harness.lesson_steps import noise, picture, says_another, sentence, shot, wait_for
from hosting_shift import content, exercises


def run_every_cell(walk: Walk) -> None:
    """Shift+Enter from the first cell to the last; the focus ends on the last."""
    number = len(whole("05_the_hosting_shift").cells)
    for _ in range(number - 1):
        walk.press("Shift+Enter")
        walk.page.wait_for_timeout(30)
    walk.press("Control+Enter")
    walk.sees("keep", "No answers to this lesson yet")
    walk.lesson.wait_until_idle()
    assert walk.lesson.cells_with_errors() == [] and walk.at["cell"] == "keep"
    for _ in range(number - 1):
        walk.press("ArrowUp")
        walk.page.wait_for_timeout(30)
    assert walk.at["cell"] == "title"


def place_bet(walk: Walk, name: str) -> None:
    """Move the bet with arrow keys and ends, or choose an option; press the button: what it opens is in view."""
    cell = f"bet-{name}"
    stop = walk.tab_until(cell=cell)
    if stop["kind"] == "slider":
        assert stop["value"] == "nothing yet"
        walk.press("End")
        top = walk.at["value"]
        walk.press("Home", "ArrowRight")
        low = walk.at["value"]
        unit = content.bet("05", name).unit
        assert top != low and top.endswith(unit) and low.split(" ")[1:], "a number and its unit"
    else:
        walk.press("Space")
    walk.sees(cell, "kept")
    walk.tab_to("Place my bet", cell, most=6)
    walk.press("Enter")
    walk.sees(cell, "You bet")
    walk.holds("You bet")  # the bet is gone: the keyboard is where its answer stands


def take_back(walk: Walk, name: str) -> None:
    """Take the bet back by its button, the next stop: the bet is asked again, and the keyboard is there."""
    cell = f"bet-{name}"
    assert walk.tab()["name"] == "A slip? Take my bet back"
    walk.press("Enter")
    walk.sees(cell, "Taken back.")
    walk.holds("Taken back.")
    assert not walk.cell(cell).locator("img.hs-image").count()
    walk.back_to("Place my bet", cell)
    walk.press("Enter")
    walk.sees(cell, "You bet")
    walk.holds("You bet")
    assert not walk.cell(cell).get_by_text("A slip?").is_visible(), "once"


def answer(walk: Walk, cell: str) -> None:
    """Answer a question, from its first option: wrongly, then rightly, with a reply each time."""
    stop = walk.at
    assert stop["kind"] == "radio", stop
    every = [question.options for question in content.questions("05")]
    mine = next(options for options in every if stop["name"] in [option.text for option in options])
    place = 0
    walk.press("Space")

    def choose(wanted: int) -> None:
        nonlocal place
        for _ in range(abs(wanted - place)):
            walk.press("ArrowDown" if wanted > place else "ArrowUp")
            walk.page.wait_for_timeout(60)
        place = wanted
        assert walk.at["name"] == mine[wanted].text, "arrow keys move among the options"
        walk.lesson.wait_until_idle()

    for right, words, key in ((False, "Not yet.", "Enter"), (True, "Right.", "Space")):
        choose([option.right for option in mine].index(right))
        assert walk.tab()["name"] == "Check", "one stop for all options, then the button"
        walk.press(key)
        reply = mine[place].reply.split(". ")[0]
        walk.sees(cell, reply)
        assert walk.at["name"] == "Check", "focus stays on the button"
        replies = walk.cell(cell).locator(".hs-card b").all_inner_texts()
        assert words in replies
        if not right:
            assert walk.tab("Shift+Tab")["name"] == mine[place].text


def explore(walk: Walk, cell: str) -> set[str]:
    """Use every control of the explorer in a cell, up to its question; return the kinds met."""
    node = walk.cell(cell)
    met, start = set(), sentence(node)
    stop = walk.tab_until(cell=cell)
    while stop["kind"] != "radio" and stop["cell"] == cell:
        name, kind, before = stop["name"], stop["kind"], picture(node)
        if kind in ("slider", "select-one"):
            walk.press({"select-one": "ArrowDown"}.get(kind, "ArrowLeft" if stop["last"] else "ArrowRight"))
            if kind == "select-one" and walk.at["value"] == stop["value"]:  # a list that stood at its end
                walk.press("ArrowUp")
            wait_for(walk.lesson, node, "node.querySelector('img.hs-image').src !== words", before)
            assert walk.at["value"] != stop["value"]
        elif name == "Play or pause":
            play_and_pause(walk, node)
        elif name == "Enlarge for the projector":
            walk.press("Enter")
            walk.page.locator(".hs-panel.hs-large").wait_for(timeout=20_000)
            walk.holds("Back to the page (Esc)")
            walk.press("Escape")
            walk.page.locator(".hs-large").wait_for(state="detached", timeout=20_000)
            walk.holds("Enlarge for the projector")
        elif name == "A slip? Take my bet back":
            pass  # see take_back
        elif name in ("Show as table", "Assumptions", "What the controls mean"):
            assert stop["open"] in ("false", False), stop
            for is_open in (True, False)[: 1 if name == "Assumptions" else 2]:  # those are walked through, too
                walk.press("Enter")
                walk.lesson.wait_until_idle()
                assert walk.at["open"] in (is_open, str(is_open).lower()), f"{name} says whether it is open"
                if name != "Assumptions" and is_open:
                    node.get_by_role("table").first.wait_for(timeout=10_000)
        elif kind in ("button", "submit") and name != "Stop and go back":
            walk.press("Enter")
            if name == "Keep this state":
                walk.sees(cell, "Kept 1.")
            walk.lesson.wait_until_idle()
            assert name != "Reset" or sentence(node) == start
        met.add(kind if kind in ("slider", "select-one", "textbox") else name)
        if name == "Forget kept":
            walk.holds("Keep this state")  # the button pressed has gone; the keyboard has a place
            stop = walk.tab()
            assert stop["name"] == "Show as table"
        else:
            assert walk.at["stop"] == stop["stop"], f"focus moved from {stop} to {walk.at}"
            stop = walk.tab()
    return met


def play_and_pause(walk: Walk, node) -> None:
    """The sentence moves on, without a stream of words for a screen reader; then it stands."""
    live = node.locator(".hs-sentence > .widget-html-content")
    words = sentence(node)
    walk.press("Space")
    says_another(walk.lesson, node, words)
    assert live.get_attribute("aria-live") == "off", "no stream of words while it plays"
    walk.press("Space")
    walk.page.wait_for_timeout(900)
    paused = sentence(node)
    walk.page.wait_for_timeout(900)
    assert sentence(node) == paused and live.get_attribute("aria-live") == "polite"


def fill_field(walk: Walk, name: str) -> None:
    """Type into a field: words are kept; Enter checks, and so does the button; the reply comes, focus stays."""
    cell = f"exercise-{name}"
    stop = walk.tab_until(cell=cell, kind="text")
    assert stop["name"], stop
    walk.page.keyboard.type("no idea")
    walk.sees(cell, "kept")
    walk.press("Enter")
    walk.sees(cell, "Type it in figures")
    walk.press("Control+a")
    walk.page.keyboard.type("999")
    walk.press("Enter")
    walk.sees(cell, "Not yet.")
    assert walk.at["stop"] == stop["stop"]
    walk.press("Control+a")
    lesson = read(walk.lesson.notebook.removesuffix(".ipynb"))
    (right,) = [answer_of(lesson, each) for each in in_fields(lesson) if each.id == cell]
    walk.page.keyboard.type(right)
    assert walk.tab()["name"] == "Check"
    walk.press("Enter")
    walk.sees(cell, "Right.")
    assert walk.at["name"] == "Check", "focus stays on the button"


def do_exercise(walk: Walk, cell: str, right: str) -> None:
    """From a control: Escape to its cell, arrows to the exercise, Enter, write, run, go on."""
    walk.press("Escape")
    walk.page.wait_for_timeout(100)
    for _ in range(6):
        if walk.at["cell"] == cell:
            break
        walk.press("ArrowDown")
        walk.page.wait_for_timeout(100)
    assert walk.at["cell"] == cell, "Escape leaves the control, arrow keys move between cells"
    for value, words in (("999", "Not yet."), (right, "Right.")):
        walk.press("Enter", "Control+End", "ArrowUp", "Home", "Shift+End")  # the line with the three dots
        walk.page.keyboard.type(f"answer = {value}")
        walk.press("Control+Enter")
        walk.sees(cell, words)
        walk.page.wait_for_timeout(100)
        assert walk.at["cell"] == cell, "focus is back on the cell"


def test_lesson_05_by_keyboard_alone(open_lesson):
    lesson = open_lesson("05_the_hosting_shift", run=False)
    walk = Walk(lesson)
    run_every_cell(walk)

    assert walk.tab_until(kind="radio")["cell"] == "recall"
    answer(walk, "recall")

    place_bet(walk, "uptime")
    kinds = {"slider", "textbox", "Close it", "Undo", "Reset", "Keep this state", "Show as table"}
    take_back(walk, "uptime")
    assert explore(walk, "bet-uptime") >= kinds | {"Enlarge for the projector", "What the controls mean"}
    answer(walk, "bet-uptime")
    fill_field(walk, "weekly")
    fold = walk.tab_to("Solution", "solution-weekly", most=4)
    walk.press("Enter")
    assert walk.at["open"] is True and walk.at["stop"] == fold["stop"]
    walk.press("Space")
    assert walk.at["open"] is False

    for bet, kinds in (
        ("haven", {"select-one", "slider", "Play or pause", "Assumptions", "Next month"}),
        ("cheapest", {"select-one", "Reset"}),
        ("own-number", {"select-one", "Reset"}),
    ):
        place_bet(walk, bet)
        assert explore(walk, f"bet-{bet}") >= kinds
        answer(walk, f"bet-{bet}")

    walk.tab_to("Your words", "note-careful")
    walk.page.keyboard.type("That it was quick once, not that it is the rule.")
    walk.sees("note-careful", "kept")
    walk.tab_to("Compare with three answers", "note-careful", most=3)
    do_exercise(walk, "exercise-one-closes", f"{exercises.get('05-one-closes').expected():.1f}")

    walk.tab_until(kind="radio")
    answer(walk, "check")

    walk.tab_to("Download my_answers.json", "keep")
    walk.tab_to("List again", "keep", most=3)
    walk.press("Enter")
    walk.sees("keep", "does the report of the quick return support")
    walk.tab("Shift+Tab")
    assert walk.at["name"].startswith("Download")
    with walk.page.expect_download() as waiting:
        walk.press("Enter")
    kept = json.loads(waiting.value.path().read_text(encoding="utf-8"))["lessons"]["05"]
    assert {"bet-uptime", "bet-haven", "bet-cheapest", "bet-own-number", "note-careful"} <= set(kept)
    assert kept["exercise-one-closes"]["kind"] == "right"
    assert kept["exercise-weekly"]["value"].startswith("70") and kept["exercise-weekly"]["tries"] == 2
    assert kept["bet-uptime"]["taken_back"] == kept["bet-uptime"]["value"]
    assert not [item for item in kept if item.startswith("draft-")], "all was handed in"

    for _ in range(8):
        if walk.tab()["cell"] is None:
            break
    assert walk.at["cell"] is None, "Tab leads out of the lesson"
    walk.page.screenshot(path=shot("keyboard-end"))
    assert noise(lesson) == []
