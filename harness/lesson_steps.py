"""What a student does in a lesson that is open in a browser, and what is then looked at.

For every front end that shows cells by their id: JupyterLab, Notebook, Voilà, the browser edition.
Screenshots land in test-output/ for a person to look at.
"""

import json
import os
import re
from pathlib import Path

from harness import REPO
from harness.accessibility import OURS, lay_open, serious
from harness.jupyterlab_server import LessonPage
from harness.lesson_files import LESSONS, cells, read
from hosting_shift import content

OUTPUT = REPO / "test-output"
EVERY_LESSON = os.environ.get("EVERY_LESSON") == "1"  # in every front end, not in JupyterLab alone


# Cells with an explorer, and the bet that opens each.
EXPLORERS = {
    name: {
        cell.id: found[1]
        for cell in cells(read(name), "code")
        if (found := re.search(r'lesson\.episode\("([\w-]+)"', cell.source))
    }
    for name in LESSONS
}


def shot(name: str) -> str:
    OUTPUT.mkdir(exist_ok=True)
    return str(OUTPUT / f"{name}.png")


JUPYTERLABS_OWN = r"^ResizeObserver loop"  # it asks to be told of sizes, and is told once more


def noise(lesson: LessonPage, own: str = JUPYTERLABS_OWN) -> list[str]:
    """Return the errors on the console, with the address each is about, but those of the front end.

    own: a pattern for the remarks that the front end makes with every notebook, each by its name.
    """
    return [line for line in lesson.console if not re.search(own, line)]


def picture(cell) -> str:
    return cell.locator("img.hs-image").first.get_attribute("src")


def sentence(cell) -> str:
    return cell.locator(".hs-sentence").first.inner_text()


def place_bet(lesson: LessonPage, name: str, told: str = "kept") -> None:
    """Place a bet by keyboard: choose an option or move the slider, then press the button.

    told: the first words of what is said of the choice before it is placed.
    """
    cell = lesson.show_cell(f"bet-{name}")
    options = cell.locator(".hs-episode > .widget-radio input")  # not those of how sure
    if options.count():
        options.first.focus()
        lesson.page.keyboard.press("Space")
    else:
        cell.locator(".noUi-handle").first.focus()
        lesson.page.keyboard.press("ArrowRight")
    cell.get_by_text(re.compile(f"^{told}")).wait_for(timeout=10_000)
    press(lesson, cell, "Place my bet")
    cell.get_by_text("You bet").wait_for(timeout=10_000)


def save(lesson: LessonPage) -> None:
    """Save the notebook and wait until it is saved."""
    lesson.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")


def fold_side_bar(lesson: LessonPage) -> None:
    """Fold JupyterLab's left side bar, as the course's own settings do."""
    lesson.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    lesson.page.wait_for_function("() => window.jupyterapp.shell.leftCollapsed")


def show_everything(lesson: LessonPage) -> None:
    """Press the button for instructors: every explorer is shown, no bet is placed."""
    lesson.show_cell("keep").get_by_role("button", name=re.compile("without a bet")).click()


def with_picture(lesson: LessonPage, cell_id: str, timeout: int = 15_000):
    """Scroll to a cell; return it once its picture is there."""
    cell = lesson.show_cell(cell_id)
    cell.locator("img.hs-image").first.wait_for(timeout=timeout)
    return cell


def first_picture(lesson: LessonPage, cell_id: str, bet: str):
    """Nothing is shown before the bet; place it; return the cell once its picture is there."""
    cell = lesson.show_cell(cell_id)
    cell.get_by_role("button", name="Place my bet").wait_for(timeout=15_000)
    assert cell.locator("img.hs-image").count() == 0, "nothing is shown before the bet"
    place_bet(lesson, bet)
    return with_picture(lesson, cell_id)


def wait_for(lesson: LessonPage, cell, condition: str, words: str = "", timeout: int = 20_000) -> None:
    """Wait until a condition holds, in JavaScript: of the cell's node, its sentence `said`, these `words`."""
    lesson.page.wait_for_function(
        f"""([node, words]) => {{
          const said = node.querySelector('.hs-sentence').innerText;
          return {condition};
        }}""",
        arg=[cell.element_handle(), words],
        timeout=timeout,
    )


def says(lesson: LessonPage, cell, words: str, timeout: int = 20_000) -> None:
    """Wait until the explorer's sentence holds these words."""
    wait_for(lesson, cell, "said.includes(words)", words, timeout)


def says_another(lesson: LessonPage, cell, old: str) -> None:
    """Wait until the explorer's sentence is another one than `old`."""
    wait_for(lesson, cell, "said !== words", old)


def press(lesson: LessonPage, cell, name: str) -> None:
    """Press the button of this name by keyboard."""
    cell.get_by_role("button", name=name, exact=True).focus()
    lesson.page.keyboard.press("Enter")


def move_first_control(lesson: LessonPage, cell) -> None:
    """Press a key on the first control; picture and sentence change, the live region stays."""
    before, words = picture(cell), sentence(cell)
    live = cell.locator(".hs-sentence > .widget-html-content").first
    assert live.get_attribute("aria-live") == "polite"
    live.evaluate("node => { node.dataset.sameNode = 'yes'; }")
    handle = cell.locator(".hs-panel .noUi-handle:visible").first  # not those still folded away
    if handle.count():
        assert handle.get_attribute("aria-label"), "a slider's handle has a name"
        at, end = (float(handle.get_attribute(f"aria-value{name}")) for name in ("now", "max"))
        handle.focus()
        for _ in range(2):
            lesson.page.keyboard.press("ArrowLeft" if at >= end else "ArrowRight")  # some start at their end
    else:
        cell.locator(".hs-panel select:visible").first.focus()
        lesson.page.keyboard.press("ArrowDown")
    shown = "node.querySelector('img.hs-image')"
    wait_for(lesson, cell, f"{shown} && {shown}.src !== words && {shown}.alt.endsWith(said.trim())", before)
    lesson.wait_until_idle()  # the second key is answered, too
    assert sentence(cell) != words
    assert live.get_attribute("data-same-node") == "yes", "screen readers need the region to stay"
    assert sentence(cell).strip() in cell.locator("img.hs-image").first.get_attribute("alt")


def enlarge(lesson: LessonPage, cell, width: int = 1280, height: int = 720):
    """Fill a window with an explorer, by keyboard; return (panel, the button that does it)."""
    button, panel = cell.locator("button.hs-enlarge"), cell.locator(".hs-panel")
    lesson.page.set_viewport_size({"width": width, "height": height})
    button.focus()
    lesson.page.keyboard.press("Enter")
    lesson.page.locator(".hs-panel.hs-large").wait_for(timeout=20_000)
    box = panel.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, height)
    inside = "node => node.contains(document.elementFromPoint(innerWidth / 2, innerHeight / 2))"
    assert panel.evaluate(inside), "nothing of the page lies over it"
    return panel, button


# What of an enlarged explorer reaches out of the window, or has to be scrolled inside it.
OUTSIDE = """panel => ['.hs-controls', '.hs-picture', '.hs-sentence', '.hs-source'].filter(part => {
  const node = panel.querySelector(part), box = node?.getBoundingClientRect();
  return box && box.height && (box.top < -1 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1
    || node.scrollHeight > node.clientHeight + 2);
})"""


def leave_enlarged(lesson: LessonPage, button) -> None:
    """Go back to the page with Escape: focus is where it was."""
    lesson.page.keyboard.press("Escape")
    lesson.page.locator(".hs-large").wait_for(state="detached", timeout=20_000)
    assert button.evaluate("node => node === document.activeElement"), "focus is where it was"


CUT_OFF = """cell => {
  const limit = cell.getBoundingClientRect().right + 1;
  const frames = '.hs-table, .hs-legend, .hs-picture, :is(.hs-why, .hs-practice) table';
  const scrolls = n => n.parentElement.closest(frames);  // the frame itself is not
  return [...cell.querySelectorAll('.hs-panel *, .hs-practice *')]
    .filter(n => n.offsetParent && !scrolls(n) && n.getBoundingClientRect().right > limit)
    .map(n => n.className + ': ' + n.textContent.slice(0, 60));
}"""


# Resolves once the cell has had the same place and size in three frames on end.
AT_REST = """cell => new Promise(done => {
  let last = '', same = 0;
  const look = () => {
    const {x, y, width, height} = cell.getBoundingClientRect(), now = [x, y, width, height].join();
    same = now === last ? same + 1 : 0;
    last = now;
    if (same > 2) done(); else requestAnimationFrame(look);
  };
  look();
})"""


def check_nothing_is_cut_off(lesson: LessonPage, cell_ids, *widths: int) -> None:
    """In none of these cells is a picture, a text or a control wider than its cell, in windows of these widths."""
    shown = {cell_id: lesson.show_cell(cell_id) for cell_id in cell_ids}
    lesson.page.add_style_tag(content=".jp-Notebook .jp-Cell { content-visibility: visible !important; }")
    for width in widths:
        lesson.page.set_viewport_size({"width": width, "height": 900})
        list(shown.values())[-1].evaluate(AT_REST)  # it stands below all others
        for cell_id, cell in shown.items():
            assert cell.bounding_box()["width"] < width, "the page has taken the new width"
            cut_off = cell.evaluate(CUT_OFF)
            assert cut_off == [], (cell_id, width, cut_off)


OPEN_ALL = """() => {
  const all = selector => [...document.querySelectorAll('.jp-Notebook ' + selector)];
  all('details').forEach(node => { node.open = true; });
  all('button.hs-opens:not(.mod-active)').forEach(node => node.click());
  all('button').filter(node => node.textContent === 'Keep this state').forEach(node => node.click());
}"""


# Every question: choose an option that is right, or the first that is not; then press Check.
ASKED = """[...document.querySelectorAll('.jp-Notebook .hs-practice:has(> .widget-radio)')].filter(
  node => node.querySelector(':scope > .widget-hbox > button')?.textContent === 'Check')"""


CHOOSE = f"""([right, wanted]) => {{
  const text = node => node.textContent.trim();
  const asked = {ASKED};
  for (const question of asked) {{
    const mine = right[text(question.querySelector('p'))];
    [...question.querySelectorAll('input[type=radio]')]
      .find(option => mine.includes(text(option.closest('label'))) === wanted).click();
  }}
  return asked.length;
}}"""


# Fields are pressed, too: one that is empty says what is wanted.
PRESS = """() => document.querySelectorAll('.jp-Notebook .hs-practice > .widget-hbox > button')
  .forEach(button => { if (button.textContent === 'Check') button.click(); })"""


NOT_SHOWN = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.isPlaceholder() || !cell.node.isConnected).map(cell => cell.model.id)"""


def check_accessibility(lesson: LessonPage, name: str) -> None:
    """Run axe-core on the whole lesson with everything open and answered, and on an enlarged explorer.

    Everything open: folds, hints and solutions, assumptions, tables, a state kept; every question
    answered wrongly (in the light theme), then rightly (in the dark one).
    """
    page, found = lesson.page, {}
    size = page.viewport_size
    for cell_id in page.evaluate(NOT_SHOWN):
        lesson.show_cell(cell_id)  # JupyterLab makes a cell's page only then
    page.evaluate(OPEN_ALL)
    right = {
        question.text.replace("*", ""): [option.text for option in question.options if option.right]
        for number in content.lessons()
        for question in content.questions(number)
    }
    for theme, wanted, words in (("Light", False, "Not yet."), ("Dark", True, "Right.")):
        asked = page.evaluate(CHOOSE, [right, wanted])
        assert asked >= 4, "the recall and the check questions are found"
        lesson.wait_until_idle()
        page.evaluate(PRESS)
        page.wait_for_function(
            "([words, number]) => [...document.querySelectorAll('.jp-Notebook .hs-card b')]"
            ".filter(b => b.textContent === words).length >= number",
            arg=[words, asked],
            timeout=20_000,
        )
        lesson.theme(f"JupyterLab {theme}")
        lay_open(page)
        found[theme] = serious(page, OURS)
    page.set_viewport_size(size)
    page.evaluate("document.querySelector('.jp-Notebook button.hs-enlarge').click()")
    page.locator(".hs-panel.hs-large").wait_for(timeout=10_000)
    found["enlarged"] = serious(page, ".hs-large", contrast=False)
    Path(shot(f"{name}-axe")).with_suffix(".json").write_text(json.dumps(found, indent=1))
    assert found == {state: [] for state in found}
