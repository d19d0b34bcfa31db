"""Controls as people meet them: numbers typed with a comma, and Windows' high contrast."""

import pytest

from harness.lesson_steps import place_bet, press, shot, show_everything, with_picture

NAME = "05_the_hosting_shift"


@pytest.fixture
def typed(open_lesson):
    """Type words into the readout of a slider that takes tenths; return (what it shows then, what is told)."""
    lesson = open_lesson(NAME)
    place_bet(lesson, "haven")
    cell = with_picture(lesson, "bet-haven")
    press(lesson, cell, "Assumptions")
    slider = cell.locator(".hs-control", has_text="How choosy operators are")

    def type_(words: str, leave: str = "Enter", into=slider):
        readout = into.locator(".widget-readout")
        readout.click()
        lesson.page.keyboard.press("Control+a")
        lesson.page.keyboard.insert_text(words)
        lesson.page.keyboard.press(leave)
        lesson.page.wait_for_timeout(300)
        told = into.locator(".hs-told")
        return readout.inner_text(), told.inner_text() if told.count() else ""

    type_.cell = cell
    return type_


def test_a_number_typed_beside_a_slider_is_read_as_people_write_it(typed):
    for words, leave in (
        ("1,5", "Enter"),
        ("2,5", "Tab"),
        ("1.5 %", "Enter"),
        ("\u202f2,5\u00a0%", "Tab"),
        ("about 1,5", "Enter"),
    ):
        assert typed(words, leave) == (words.strip("\u202fabout ").replace(",", ".")[:3], ""), words

    shown, told = typed("a lot")
    assert shown == "1.5" and "“a lot” could not be used; it stays at 1.5" in told
    assert typed("1,234") == ("1.5", "“1,234” could not be used; it stays at 1.5."), "1234 to some, 1.234 to others"
    shown, told = typed("900,5")
    assert float(shown) < 900 and told == f"“900,5” was taken as {shown}."
    assert typed("2,5") == ("2.5", ""), "told once"

    month = typed.cell.locator(".hs-control", has_text="Month").first
    shown, told = typed("7,5", into=month)
    assert shown == "7" and told == "“7,5” was taken as 7."


# Shapes that show without their background: an edge of their own, or of what holds them.
EDGES = """() => {
  const edge = node => { const look = getComputedStyle(node);
    return parseFloat(look.borderTopWidth) > 0 && look.borderTopStyle !== 'none' };
  const seen = [...document.querySelectorAll('.jp-Notebook .hs-panel *, .jp-Notebook .hs-practice *')].filter(n => n.offsetParent);
  const bare = selector => seen.filter(n => n.matches(selector) && !edge(n)).map(n => n.className + ' ' + n.textContent.slice(0, 30));
  return [...bare('button'), ...bare('.noUi-base, .noUi-connects'), ...bare('.noUi-handle'), ...bare('.progress')];
}"""
# A button that is down differs from one that is not by more than a background, which is taken away.
DOWN = """() => {
  const look = name => { const s = getComputedStyle(document.querySelector('.jp-Notebook .hs-button' + name));
    return s.borderTopWidth + s.borderTopStyle };
  return [look('.mod-active'), look(':not(.mod-active)')];
}"""


def test_high_contrast_leaves_every_button_and_track_an_edge(open_lesson):
    lesson = open_lesson(NAME)
    page = lesson.page
    page.emulate_media(forced_colors="active")
    show_everything(lesson)
    cell = with_picture(lesson, "bet-haven")
    cell.get_by_role("button", name="Assumptions").click()
    cell.locator(".hs-button.mod-active").first.wait_for()
    page.screenshot(path=shot("high-contrast"))
    assert page.evaluate(EDGES) == []
    down, up = page.evaluate(DOWN)
    assert down != up


COUNT = """id => document.querySelector(`[data-cell-id="${id}"] .jp-InputPrompt`).textContent"""
NEXT = "() => document.activeElement.matches('.jp-MarkdownCell')"


def test_after_a_click_on_a_track_or_on_the_picture_shift_enter_goes_on_and_undoes_nothing(open_lesson):
    lesson = open_lesson(NAME)
    place_bet(lesson, "uptime")
    cell = with_picture(lesson, "bet-uptime")
    slider = cell.locator(".hs-control", has_text="Time until it reopens").first
    ran = lesson.page.evaluate(COUNT, "bet-uptime")
    for clicked in (slider.locator(".noUi-target"), cell.locator("img.hs-image").first):
        clicked.click()
        lesson.wait_until_idle()
        set_ = slider.locator(".widget-readout").inner_text()
        lesson.page.keyboard.press("Shift+Enter")
        lesson.page.wait_for_function(NEXT, timeout=10_000)
        lesson.wait_until_idle()
        assert slider.locator(".widget-readout").inner_text() == set_ != "3"
        assert lesson.page.evaluate(COUNT, "bet-uptime") == ran, "the cell has run again"


def test_kept_is_said_of_what_is_kept(open_lesson):
    lesson = open_lesson(NAME)
    cell = lesson.show_cell("note-careful")
    said, area = cell.locator(".hs-kept-word"), cell.locator("textarea")
    area.fill("The report supports one return.")
    said.wait_for()
    area.focus()
    lesson.page.keyboard.type(" And")
    assert not said.is_visible(), "the last word is not kept yet"
    said.wait_for()
