"""Every lesson walked as a student goes: Shift+Enter and keys alone, at 1280 by 800; and how high what is shown is.

The walk places every bet, answers every question and every field, and writes every note. Before a bet nothing of
what it opens can be read, on a large screen neither; a key pressed once acts once; what is to be done next is in
view; what is stored in the end is what was shown.
"""

import re

import pytest
from playwright.sync_api import TimeoutError

from harness.accessibility import check_what_is_spoken
from harness.keyboard_walk import Walk
from harness.lesson_files import LESSONS, answer_of, cells, explanation_of, in_fields, outcomes, read, whole
from harness.lesson_steps import (
    AT_REST,
    EXPLORERS,
    OUTSIDE,
    check_accessibility,
    check_nothing_is_cut_off,
    enlarge,
    fold_side_bar,
    leave_enlarged,
    noise,
    picture,
    sentence,
    shot,
)
from harness.reading import sentences
from hosting_shift import content
from hosting_shift.course import books
from hosting_shift.law import provisions
from hosting_shift.law.provisions import Provision
from hosting_shift.student import grounds
from hosting_shift.student.answers import parse

SIZE, LARGE = {"width": 1280, "height": 800}, {"width": 1920, "height": 1080}

# All words that can be read on the page, wherever it is scrolled to; what is folded or hidden cannot. Without blanks,
# because a word set in italics is a text of its own.
READABLE = """() => {
  const texts = document.createTreeWalker(document.querySelector('.jp-Notebook'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (node.checkVisibility({visibilityProperty: true}) && !node.closest('style, script')) found.push(texts.currentNode.data);
  }
  return found.join('').replace(/\\s+/g, '');
}"""

# Whether a node is on screen: its top is in the notebook's pane, and so is the rest of it, if it fits.
IN_VIEW = """node => {
  const pane = document.querySelector('.jp-WindowedPanel-outer').getBoundingClientRect();
  const box = node.getBoundingClientRect();
  return box.height > 0 && box.top >= pane.top - 2
    && (box.bottom <= pane.bottom + 2 || (box.height > pane.height && box.top < pane.top + 60));
}"""

WHERE = """node => {
  const [pane, box] = [document.querySelector('.jp-WindowedPanel-outer'), node].map(each => each.getBoundingClientRect());
  return `${node.tagName} ${node.className} from ${box.top} to ${box.bottom}, the pane from ${pane.top} to ${pane.bottom}`;
}"""

# Heights of an explorer and of the pane, and which of its parts reach out of the pane once it is scrolled to.
HEIGHTS = """panel => {
  const scrolled = document.querySelector('.jp-WindowedPanel-outer'), was = scrolled.scrollTop;
  panel.scrollIntoView({block: 'start'});
  const pane = scrolled.getBoundingClientRect();
  const outside = ['.hs-controls, .hs-control', '.hs-picture img', '.hs-sentence'].filter(part => {
    const box = panel.querySelector(part).getBoundingClientRect();
    return box.top < pane.top - 1 || box.bottom > pane.bottom + 1;
  });
  scrolled.scrollTop = was;
  return {panel: Math.round(panel.offsetHeight), pane: Math.round(pane.height), outside};
}"""

COUNTS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .map(cell => cell.model.executionCount ?? 0).join()"""


# What the browser hands on to a screen reader of some controls at rest: (role, name) and value.
SPOKEN = {
    "02 bet-reaching": {
        ("slider", "Average fee (euro a month) – start value: article, lower end"): "200 euro a month",
        ("slider", "Average fee (euro a month) – start value: article, upper end"): "900 euro a month",
    },
    "05 bet-uptime": {
        ("slider", "Time online before each closure (months) – start value: assumption"): "6 months",
        ("slider", "Time until it reopens elsewhere (days) – start value: article"): "3 days",
    },
    "07 bet-in-force": {
        ("slider", "Day – start value: data"): "30 June 2009",
        ("combobox", "One state – start value: data"): "Slovakia",
    },
}


class Student(Walk):
    """Walks one lesson from its first cell to its last, and notes what was shown when it was handed in."""

    def __init__(self, lesson, name: str):
        super().__init__(lesson)
        self.number, self.book = name[:2], whole(name)
        self.shown: dict[str, str] = {}  # item -> what the page showed
        self.heights: dict[str, dict] = {}  # cell -> how high its explorer stands at rest, and what reaches out
        self.besides: dict[str, dict] = {}  # bet -> the reason typed, and how sure was chosen
        self.closed = {  # bet -> what must not be read before it is placed
            bet: [*self.explained(bet), *self.said(bet)] for bet in EXPLORERS[name].values()
        }

    def explained(self, bet: str) -> list[str]:
        if not any(cell.id == f"why-{bet}" for cell in self.book.cells):
            return []
        return [each for each in sentences(explanation_of(self.book, bet)) if len(each.split()) > 5]

    def said(self, bet: str) -> list[str]:
        outcome = outcomes(self.number).get(bet)
        return [] if outcome is None else [content.bet(self.number, bet).said(outcome)]

    def readable(self, said: list[str]) -> list[str]:
        """Return which of these sentences can be read on the page."""
        text = self.page.evaluate(READABLE)
        return [words for words in said if re.sub(r"\s", "", words) in text]

    def sees_one_of(self, said: list[str]) -> bool:
        """Wait until one of these sentences can be read, ten seconds at most."""
        for _ in range(100):
            if self.readable(said):
                return True
            self.page.wait_for_timeout(100)
        return False

    def nothing_is_told(self) -> None:
        """What bets open that are not placed cannot be read, and no picture of theirs is there."""
        told = self.readable([words for closed in self.closed.values() for words in closed])
        assert not told, f"before the bet one can read: {told}"
        for bet in self.closed:
            assert not self.cell(f"bet-{bet}").locator(".jp-OutputArea img").count(), bet

    def in_view(self, node) -> None:
        """Wait until a part of the page is in view."""
        handle = node.element_handle(timeout=15_000)
        try:
            self.page.wait_for_function(IN_VIEW, arg=handle, timeout=20_000)
        except TimeoutError:
            pytest.fail(f"not in view: {handle.evaluate(WHERE)}")

    def run_cell(self, place: int) -> str:
        """Run the cell that the keyboard is on: with Shift+Enter, the last one without going on."""
        cell_id = self.book.cells[place].id
        print(cell_id)  # a test that fails says how far it came
        self.until_at(cell_id)
        last = place == len(self.book.cells) - 1
        self.press("Control+Enter" if last else "Shift+Enter")
        self.lesson.until("idle")
        return cell_id

    def go_on(self, place: int) -> None:
        """Shift+Enter inside what a cell shows leads to the next cell; nothing runs, nothing is pressed."""
        before = self.page.evaluate(COUNTS)
        self.press("Shift+Enter")
        following = self.book.cells[place + 1].id
        self.until_at(following)
        self.in_view(self.cell(following))
        assert self.page.evaluate(COUNTS) == before, "a cell has run again"

    def until_at(self, cell_id: str) -> None:
        self.cell(cell_id)
        self.page.wait_for_function(
            "id => document.activeElement.closest('.jp-Cell')?.dataset.cellId === id", arg=cell_id, timeout=20_000
        )

    def enter(self, place: int) -> str:
        """Go back from the next cell to this one, whose things to do are in view, and into them."""
        cell_id = self.book.cells[place].id
        self.in_view(
            self.cell(cell_id)
            .locator(".hs-practice, .hs-panel")
            .locator("input, button, textarea, select, .noUi-handle")
            .first
        )
        self.press("ArrowUp")
        self.until_at(cell_id)
        return cell_id

    # -- what is done

    def bet(self, place: int, bet: str, first: bool) -> None:
        """Place a bet; before that, Shift+Enter on the button places none."""
        cell_id = self.enter(place)
        self.nothing_is_told()
        self.page.set_viewport_size(LARGE)
        self.nothing_is_told()
        self.page.set_viewport_size(SIZE)
        stop = self.tab_until(cell=cell_id, ours=True)
        self.press("ArrowRight" if stop["kind"] == "slider" else "Space")
        self.sees(cell_id, "kept")
        if stop["kind"] == "slider":
            self.shown[f"bet-{bet}"] = self.at["value"]
        else:
            self.shown[f"bet-{bet}"] = self.at["name"]
        if first:
            self.say_why(cell_id, bet)
        self.tab_to("Place my bet", cell_id, most=4)
        if first:
            self.go_on(place)
            self.nothing_is_told()
            self.press("ArrowUp")
            self.until_at(cell_id)
            self.tab_to("Place my bet", cell_id, most=10)
        self.press("Enter")
        self.sees(cell_id, "You bet")
        said = f" (fairly sure), because “My reason on {bet}.”" if first else ""
        self.holds(f"You bet {self.shown[f'bet-{bet}']}{said}.")
        cell = self.cell(cell_id)
        opened = self.closed.pop(bet)
        cell.locator("img.hs-image").first.wait_for(timeout=15_000)
        self.in_view(cell.locator(".hs-beside"))
        self.in_view(cell.locator(".hs-panel .hs-head"))
        self.in_view(cell.locator(".hs-picture img").first)
        self.measure(cell_id)
        check_what_is_spoken(self.page, cell, cell_id, SPOKEN.get(f"{self.number} {cell_id}", {}))
        assert not opened or self.sees_one_of(opened), "it opens now"
        self.explore(cell_id)

    def measure(self, cell_id: str) -> None:
        """Note how high an explorer stands at rest: controls, picture and sentence at once."""
        cell = self.cell(cell_id)
        cell.locator("img.hs-image").first.wait_for(timeout=15_000)
        self.heights[cell_id] = cell.locator(".hs-panel").first.evaluate(HEIGHTS)

    def say_why(self, cell_id: str, bet: str) -> None:
        """Give a reason, and say how sure: the next two stops."""
        self.tab_to("Because", cell_id, most=2)
        self.page.keyboard.type(f"My reason on {bet}.")
        assert self.tab()["name"] == "a guess"
        self.press("Space", "ArrowRight")
        assert self.at["name"] == "fairly sure"
        self.besides[f"bet-{bet}"] = {"why": f"My reason on {bet}.", "sure": 2}

    def explore(self, cell_id: str) -> None:
        """Move the first control of the explorer by one key: another picture comes, and it is in view."""
        node, stop = self.cell(cell_id), self.at
        while stop["cell"] == cell_id and stop["kind"] not in ("slider", "select-one"):
            stop = self.tab()
            if stop["kind"] == "radio":
                return  # an explorer without a slider or a list
        before, live = picture(node), node.locator(".hs-sentence > .widget-html-content").first
        live.evaluate("node => { node.dataset.sameNode = 'yes'; }")
        self.press({"select-one": "ArrowDown"}.get(stop["kind"], "ArrowLeft" if stop["last"] else "ArrowRight"))
        self.page.wait_for_timeout(100)
        if stop["kind"] == "select-one" and self.at["value"] == stop["value"]:
            self.press("ArrowUp")
        self.page.wait_for_function(
            "([node, before]) => node.querySelector('img.hs-image').src !== before",
            arg=[node.element_handle(), before],
            timeout=15_000,
        )
        self.in_view(node.locator(".hs-picture img").first)
        self.lesson.wait_until_idle()
        assert node.locator("img.hs-image").first.get_attribute("alt").endswith(sentence(node).strip())
        same = live.get_attribute("data-same-node"), live.get_attribute("aria-live")
        assert same == ("yes", "polite"), "screen readers need the region to stay"

    def answer(self, cell_id: str, questions) -> None:
        """Answer questions: choose the first option, press Check once; the reply to it comes."""
        for _ in questions:
            stop = self.tab_until(cell=cell_id, kind="radio")
            question = next(q for q in questions if stop["name"] in [option.text for option in q.options])
            self.press("Space")
            chosen = next(option for option in question.options if option.text == self.at["name"])
            self.tab_to("Check", cell_id, most=2)
            self.press("Enter")
            self.sees(cell_id, chosen.reply.split(". ")[0])
            self.shown[f"question-{question.id}"] = chosen.id

    def fill(self, place: int, exercise) -> None:
        """Answer a field: type and press Enter, or choose and press Check."""
        cell_id, answer = self.enter(place), answer_of(self.book, exercise)
        given = answer if isinstance(answer, list) else [answer]
        for each in given:
            stop = self.tab_until(cell=cell_id, ours=True)
            if stop["kind"] == "select-one":
                for _ in range(20):
                    if self.at["value"] == each:
                        break
                    self.press("ArrowDown")
                assert self.at["value"] == each, f"the list has no {each!r}"
            else:
                self.page.keyboard.type(each)
        if stop["kind"] == "select-one":
            self.lesson.wait_until_idle()  # nobody chooses and checks in one tenth of a second
            self.tab_to("Check", cell_id, most=2)
        self.press("Enter")
        self.sees(cell_id, "Right.")
        self.in_view(self.cell(cell_id).get_by_text("Right.").first)
        self.shown[cell_id] = answer

    def read_closely(self, place: int, read: Provision) -> None:
        """Place every element of a provision: the arrow down to the right place of each list, then Check once."""
        cell_id = self.enter(place)
        for element in sorted(read.elements, key=lambda each: each.words):
            stop = self.tab_until(cell=cell_id, kind="select-one")
            assert element.words in stop["name"]
            for _ in read.pinpoints:
                self.press("ArrowDown")
                if self.at["value"] == element.pinpoint:
                    break
            assert self.at["value"] == element.pinpoint, "the list has not the place"
        self.lesson.wait_until_idle()
        self.tab_to("Check", cell_id, most=2)
        self.press("Enter")
        self.sees(cell_id, "Right.")
        self.in_view(self.cell(cell_id).get_by_text("Right.").first)
        self.shown[f"reading-{read.id}"] = [element.pinpoint for element in read.elements]

    def write(self, cell_id: str, names: list[str]) -> None:
        for name in names:
            self.tab_until(cell=cell_id, kind="textarea")
            self.page.keyboard.type(f"My words on {name}.")
            self.shown[f"note-{name}"] = f"My words on {name}."
        self.page.wait_for_function(
            "([node, n]) => node.querySelectorAll('.hs-kept-word').length === n",
            arg=[self.cell(cell_id).element_handle(), len(names)],
            timeout=15_000,
        )


def do(walk: Student, place: int) -> bool:
    """Do what a cell asks; return whether there was anything."""
    cell = walk.book.cells[place]
    source = cell.source if cell.cell_type == "code" else ""
    asked = [content.question(name) for name in books.asked_in(source)]
    bet = re.search(r'lesson\.episode\("([\w-]+)"', source)
    field = next((each for each in in_fields(walk.book) if each.id == cell.id), None)
    notes = re.findall(r'lesson\.note\(\s*"([\w-]+)"', source)
    reading = re.search(r'lesson\.close_reading\("([\w-]+)"', source)
    part = re.search(r"lesson\.(recall|check_yourself)\(", source)
    if "lesson.show(" in source:
        walk.measure(cell.id)
    if bet:
        walk.bet(place, bet[1], first=not any(item.startswith("bet-") for item in walk.shown))
    elif field:
        walk.fill(place, field)
    elif notes:
        cell_id = walk.enter(place)
        walk.answer(cell_id, asked)  # a question stands above the note
        walk.write(cell_id, notes)
        return True
    elif reading:
        walk.read_closely(place, provisions.provision(reading[1]))
    elif part or asked:
        walk.enter(place)
    if part:
        asked = content.questions(walk.number, part[1].removesuffix("_yourself"))
    walk.answer(cell.id, asked)
    return bool(bet or field or notes or reading or asked)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_walked_by_keys_alone(open_lesson, lab, name):
    lesson = open_lesson(name, run=False)
    lesson.page.set_viewport_size(SIZE)
    fold_side_bar(lesson)
    walk = Student(lesson, name)
    walk.until_at(walk.book.cells[0].id)
    for place in range(len(walk.book.cells)):
        walk.run_cell(place)
        if do(walk, place):
            walk.go_on(place)
    assert lesson.cells_with_errors() == [] and noise(lesson) == []
    assert not walk.closed, "every bet was placed"
    print(walk.heights)
    assert not {i: f for i, f in walk.heights.items() if f["panel"] > f["pane"] or f["outside"]}, "it fits the pane"
    lesson.page.screenshot(path=shot(f"walk-{name}"))
    lesson.wait_until_idle()
    all_is_stored_as_shown(walk, parse((lab[1] / "my_answers.json").read_bytes(), "answers")[name[:2]])
    all_is_seen(lesson, name)


def test_what_is_to_be_done_is_brought_back_when_jupyterlab_scrolls_late(open_lesson):
    name = "03_hidden_in_plain_sight"
    lesson = open_lesson(name, run=False)
    lesson.page.set_viewport_size(SIZE)
    fold_side_bar(lesson)
    walk = Student(lesson, name)
    walk.until_at(walk.book.cells[0].id)
    for place in range([cell.id for cell in walk.book.cells].index("set-up")):
        walk.run_cell(place)
    walk.press("Shift+Enter", "Shift+Enter")  # the second before the first has brought the course's script
    first = walk.cell("recall").locator(".hs-practice input").first
    walk.in_view(first)
    lesson.wait_until_idle()
    first.evaluate(
        "node => { document.querySelector('.jp-WindowedPanel-outer').scrollTop += node.getBoundingClientRect().bottom; }"
    )
    walk.in_view(first)


def all_is_seen(lesson, name: str) -> None:
    """Nothing is cut off at three widths; axe finds nothing in both themes; nothing came from elsewhere."""
    code = [cell.id for cell in cells(read(name), "code")]
    check_nothing_is_cut_off(lesson, code, 390, 1280, 820)
    all_fill_a_projector(lesson, name)
    lesson.theme("JupyterLab Dark")
    for cell_id in EXPLORERS[name]:
        lesson.show_cell(cell_id).screenshot(path=shot(f"{name}-820-Dark-{cell_id}"))
    assert noise(lesson) == [] and lesson.elsewhere == [], "the page asked for something outside this machine"
    if not name.startswith("10"):  # its long tables are looked at by axe when narrow
        lesson.page.set_viewport_size({"width": 1280, "height": 900})
    check_accessibility(lesson, name)


def all_fill_a_projector(lesson, name: str) -> None:
    """On the smallest projector every explorer shows controls, picture, sentence and source at once.

    With its assumptions unfolded the controls may scroll; all else stays in the window.
    """
    for cell_id in EXPLORERS[name]:
        panel, button = enlarge(lesson, lesson.show_cell(cell_id), 1024, 768)
        panel.evaluate(AT_REST)
        assert panel.evaluate(OUTSIDE) == [], cell_id
        for fold in panel.locator(".hs-controls button.hs-opens").all():
            fold.click()
            panel.evaluate(AT_REST)
            assert set(panel.evaluate(OUTSIDE)) <= {".hs-controls"}, cell_id
            fold.click()
            button.focus()
        leave_enlarged(lesson, button)


def all_is_stored_as_shown(walk: Student, stored: dict) -> None:
    assert set(stored) == set(walk.shown), "no draft is left over, nothing else is there"
    assert walk.besides, "one bet, at least, has its reason"
    for item, shown in walk.shown.items():
        record, (part, _, name) = stored[item], item.partition("-")
        assert record.get("tries", 1) == 1, f"{item} was pressed once"
        if part == "bet":
            bet = content.bet(walk.number, name)
            words = {option.id: option.text for option in bet.options}.get(record["value"])
            assert shown == (words or bet.in_words(record["value"])), item
            assert grounds.of(record) == walk.besides.get(item, {}), item
        else:
            assert record["value"] == shown, item
