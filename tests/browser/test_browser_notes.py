"""By keys alone: the third wrong try opens the worked solution; written words are compared and marked by a rubric."""

import re

import pytest

from harness.accessibility import serious
from harness.keyboard_walk import Walk
from harness.lesson_steps import noise, shot
from hosting_shift import exercises
from hosting_shift.student.answers import parse

FIVE = "05_the_hosting_shift"
MODEL = """
[[note.model]]
level = "{0}"
text = "These are the words of the {0} answer."
comment = "This is the comment on the {0} answer."
"""
NOTE = """[[note]]
id = "careful"
text = "One sentence: what does the reported return support, and what not?"
rubric = ["The first line.", "The second line.", "The third line.", "The fourth line."]
""" + "".join(map(MODEL.format, ("weak", "fair", "strong")))


@pytest.fixture
def modelled(lab):
    """Lesson 05 with three models and a rubric at its note, whatever the lesson has; afterwards as it was."""
    file = lab[1].parent / "content" / "lesson_05.toml"
    before = file.read_text(encoding="utf-8")
    changed, number = re.subn(r'\[\[note\]\]\nid = "careful"\n.*?(?=\n\[\[(?!note\.)|\Z)', NOTE, before, flags=re.S)
    assert number == 1
    file.write_text(changed, encoding="utf-8")
    yield
    file.write_text(before, encoding="utf-8")


def stored(lab, item: str) -> dict:
    return parse((lab[1] / "my_answers.json").read_bytes(), "answers")["05"][item]


def test_the_third_wrong_try_opens_the_solution_and_another_day_it_is_open(open_lesson, lab):
    lesson, cell = open_lesson(FIVE), "exercise-weekly"
    walk, (nudge, step) = Walk(lesson), exercises.get("05-weekly").hints
    lesson.show_cell(cell)
    walk.cell(cell).locator("input[type=text]").focus()
    for typed, said in (("3.25", f"Hint: {nudge}"), ("4.25", f"Next step: {step}"), ("5.25", "The worked solution")):
        assert not walk.cell(cell).locator(".hs-why").count()
        walk.press("Control+a")
        walk.page.keyboard.type(typed)
        walk.press("Enter")
        walk.sees(cell, said.split(". ")[0].split("`")[0])
        walk.press("Enter")  # the same once more is no new try
        lesson.wait_until_idle()
    solution = walk.cell(cell).locator(".hs-why")
    assert solution.locator("strong").first.inner_text() == "Answer:", "Markdown, shown as such"
    assert stored(lab, cell)["tries"] == 3
    walk.cell(cell).screenshot(path=shot("05-third-wrong-try"))
    assert noise(lesson) == []
    lesson = open_lesson(FIVE, fresh=False)
    lesson.show_cell(cell).locator(".hs-why strong").first.wait_for(timeout=15_000)


def test_words_are_compared_with_models_and_marked_by_keys(modelled, open_lesson, lab):
    lesson, cell = open_lesson(FIVE), "note-careful"
    walk = Walk(lesson)
    lesson.show_cell(cell)
    walk.cell(cell).locator("textarea").focus()
    walk.page.keyboard.type("It was quick once.")
    walk.tab_to("Compare with three answers", cell, most=2)
    walk.press("Enter")
    walk.sees(cell, "Write a sentence or two first")
    assert not walk.cell(cell).get_by_text("weak answer").count()
    walk.back_to("Your words", cell)
    walk.press("End")
    walk.page.keyboard.type(" Nobody counted how often that was so elsewhere.")
    walk.tab_to("Compare with three answers", cell, most=2)
    walk.press("Enter")
    walk.sees(cell, "These are the words of the strong answer.")
    walk.holds("Compare your words")  # the button is gone: the keyboard is where that is said
    for key in ("Space", "ArrowRight", "Space"):
        walk.tab_until(cell=cell, kind="radio")
        walk.press(*(("Space", key) if key == "ArrowRight" else (key,)))
        walk.page.wait_for_timeout(100)
    lesson.wait_until_idle()
    assert stored(lab, "marks-careful")["value"] == [0, 1, 0, -1] and stored(lab, cell)["opened"]
    groups = walk.cell(cell).locator("[role=radiogroup]")
    assert [groups.nth(n).get_attribute("aria-label") for n in (0, 3)] == ["The first line.", "The fourth line."]
    walk.cell(cell).screenshot(path=shot("05-note-compared"))
    found = serious(lesson.page, f'[data-cell-id="{cell}"] .jp-OutputArea-output', contrast=False)
    assert found == [] and noise(lesson) == []
    walk.press("Shift+Enter")
    walk.page.wait_for_function(
        "id => document.activeElement.closest('.jp-Cell')?.dataset.cellId !== id && document.activeElement.closest('.jp-Cell')",
        arg=cell,
        timeout=20_000,
    )
    lesson = open_lesson(FIVE, fresh=False)
    shown = lesson.show_cell(cell)
    shown.get_by_text("These are the words of the weak answer.").wait_for(timeout=15_000)
    assert shown.locator("input[type=radio]:checked").count() == 3
