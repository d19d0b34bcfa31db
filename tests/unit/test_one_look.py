"""One look in a whole lesson: colours, tables, words."""

import html
import re
from decimal import Decimal

import matplotlib
import mistune
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib import pyplot
from matplotlib.colors import to_hex
from matplotlib.text import Text

from harness.explorer_states import EACH, heard, made
from harness.lesson_files import LESSONS, cells, outcomes, prose, read
from hosting_shift import charts, content, exercises
from hosting_shift.course.books import book
from hosting_shift.practice import class_poll, rehearsal, shown
from hosting_shift.practice import lesson as lessons
from hosting_shift.practice.parts import replied
from hosting_shift.practice.screen import Screen
from hosting_shift.student import poll
from hosting_shift.student.answers import AnswersFile
from hosting_shift.ui import Panel, Range, Slider
from hosting_shift.ui.parts import STYLE

WIDEST = int(re.search(r"\.hs-practice {[^}]*max-width: (\d+)px", STYLE)[1])  # a picture on a page, in dots
NUMBERS = [name[:2] for name in LESSONS]


def colours_of_words(panel):
    """Return {words of an explorer's key: the colours of their sign}."""
    found = {}
    for axes in panel._picture.figure.axes:
        for sign in axes.get_legend().legend_handles if axes.get_legend() else ():
            looks = [
                getattr(sign, f"get_{what}")()
                for what in ("facecolor", "edgecolor", "markerfacecolor", "markeredgecolor", "color")
                if hasattr(sign, f"get_{what}")
            ]
            found[sign.get_label()] = {to_hex(look) for look in looks}
    return found


@pytest.mark.parametrize("number", NUMBERS)
def test_no_colour_means_two_things_that_have_the_same_name(number):
    """The same words in the keys of two explorers of a lesson have the same sign."""
    found = rehearsal.explorers(number)
    seen = {}
    for panel in found.values():
        if isinstance(panel, Panel):
            for words, looks in colours_of_words(panel).items():
                assert seen.setdefault(words, looks) == looks, words


def test_a_lesson_brings_its_style_and_a_students_own_wins(tmp_path):
    with pyplot.style.context("default"):
        lessons.open_lesson("05", AnswersFile(tmp_path / "a.json"))
        assert not matplotlib.rcParams["axes.spines.top"] and matplotlib.rcParams["figure.dpi"] == charts.DPI
        pyplot.style.use("dark_background")
        assert matplotlib.rcParams["axes.facecolor"] == "black"


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("frame", "heads", "cells"),
    [
        (
            pd.DataFrame({"the_name": ["x" * 200], "n": [1234567.0]}, index=[7]),
            ["the_name", "n"],
            ["x" * 200, "1,234,567"],
        ),
        (pd.Series([1, 2], index=["a", "b"], name="count"), ["", "count"], ["a", "1", "b", "2"]),
        (pd.DataFrame({"n": [1]}, index=pd.Index([2009], name="year")), ["year", "n"], ["2009", "1"]),
        (pd.crosstab(pd.Series(["a"]), pd.Series([True])), ["row_0", "True"], ["a", "1"]),
        (pd.DataFrame({("a", "b"): [1]}), ["a b"], ["1"]),
        (pd.DataFrame({"n": []}), ["n"], ["none yet"]),
        (pd.DataFrame({"<b>": ["<i>"]}), ["&lt;b&gt;"], ["&lt;i&gt;"]),
    ],
)
def test_a_students_own_table_is_set_like_the_lessons(frame, heads, cells):
    page = shown.frame_page(frame)
    assert re.findall(r"<th scope='col'>(.*?)</th>", page) == heads
    assert re.findall(r"<td[^>]*>(.*?)</td>", page) == cells
    assert f"<caption>{len(frame)} row" in page and "hs-practice" in page


def test_a_lesson_shows_tables_its_own_way_and_pandas_stays_pandas(tmp_path):
    shell = InteractiveShell.instance()
    try:
        lessons.open_lesson("05", AnswersFile(tmp_path / "a.json"))
        frame = pd.DataFrame({"a": [1]})
        forms, _ = shell.display_formatter.format(frame)
        assert "<caption>1 row" in forms["text/html"] and forms["text/plain"] == repr(frame)
    finally:
        InteractiveShell.clear_instance()


# ---------------------------------------------------------------- one precision for one quantity

NUMBER = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(?!\d) ?(%|[a-z]+)?")


def numbers(text):
    """Return {(number as written, its unit)} of a text."""
    return {(found[1].replace(",", ""), found[2] or "") for found in NUMBER.finditer(text)}


def digits(number):
    return len(number.partition(".")[2])


def same_but_finer(one, other):
    """Return whether two numbers are one quantity, rounded differently."""
    coarse, fine = sorted((one, other), key=digits)
    unlike = digits(coarse) != digits(fine) and float(coarse) != float(fine)
    return unlike and abs(float(fine) - float(coarse)) <= 0.5 * 10 ** -digits(coarse) + 1e-9


def words_in(figure):
    """Return what is written in a picture, but for the numbers along its axes."""
    along = {id(t) for axes in figure.axes for t in (*axes.get_xticklabels(), *axes.get_yticklabels())}
    return [t.get_text() for t in figure.findobj(Text) if id(t) not in along and t.get_visible() and t.get_text()]


# a limit drawn in the picture, and an estimate beside it
NOT_ONE_QUANTITY = {"which_assumption", "turnover_estimator"}


@pytest.mark.parametrize("name", [each for each in EACH if each.values[0] not in NOT_ONE_QUANTITY])
def test_picture_and_sentence_say_a_number_with_the_same_digits(name):
    panel = made(name)
    for state in heard(name)[:8]:
        panel.set(**state.settings)
        said = numbers(panel.sentence)
        for number, unit in set().union(*map(numbers, words_in(panel._picture.figure))):
            finer = {other for other, its in said if unit and its == unit and same_but_finer(number, other)}
            assert not finer or (number, unit) in said, f"{number} {unit} in the picture, {finer} in: {panel.sentence}"
    panel.reset()


@pytest.mark.parametrize("number", NUMBERS)
def test_outcome_and_sentence_say_a_number_with_the_same_digits(number):
    explorers_of = {ask: panel for ask, panel in asked_under(number)}
    for name, outcome in outcomes(number).items():
        bet = content.bet(number, name)
        if bet.options:
            continue
        mine = bet.rounded(outcome)
        assert mine in bet.said(outcome)
        panel = explorers_of.get(name)
        said = numbers(panel.sentence) if isinstance(panel, Panel) else set()
        finer = {other for other, unit in said if unit == bet.unit and same_but_finer(mine, other)}
        assert not finer, f"{name}: {mine} {bet.unit} beside the bet, {finer} under the picture"


def asked_under(number):
    """Return (bet, the explorer that it opens) of a lesson."""
    found = rehearsal.explorers(number)
    for cell in book(number).cells:
        for name in re.findall(r'lesson\.(?:reveal|episode)\("([\w-]+)"', cell.text):
            yield name, found.get(cell.id)


@pytest.mark.parametrize("name", EACH)
def test_a_slider_says_its_value_as_fine_as_its_step(name):
    for control in made(name).all_controls:
        if isinstance(control, Slider | Range):
            shown = control.widget().readout_format
            step = Decimal(str(control.step)).normalize()
            assert shown == "d" or shown == f".{max(0, -step.as_tuple().exponent)}f", (control.name, shown)


@pytest.mark.parametrize(
    ("name", "said"), [(("05", "uptime"), "98.4 %"), (("00", "half"), "23 %"), (("07", "in-force"), "23 states")]
)
def test_the_poll_says_an_outcome_as_the_lesson_does(answers, name, said):
    answers.put(name[0], f"bet-{name[1]}", "bet", 20)
    panel = class_poll.panel(poll.read_folder(answers.path.parent), [name])
    panel.set(outcome=True)
    assert f"outcome: {said}" in words_in(panel._picture.figure)
    (label,) = [text for text, _ in panel.all_controls[0].options]
    assert label.endswith("?") and len(label) <= 115 and content.bet(*name).text in panel.sentence


# ---------------------------------------------------------------- axes have names


@pytest.mark.parametrize("name", EACH)
def test_every_axis_with_numbers_has_a_name(name):
    figure = made(name)._picture.figure
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            ticks = [t.get_text().replace("\N{MINUS SIGN}", "-") for t in axis.get_ticklabels() if t.get_visible()]
            values = [float(t) for t in ticks if re.fullmatch(r"-?\d+(\.\d+)?", t)]
            years = values and all(1990 <= value <= 2035 for value in values)
            above = [t for t in axes.texts if t.get_transform() == axes.transAxes and t.get_position()[1] > 1]
            named = (
                (axis is axes.yaxis and above)
                or axis.get_label().get_text()
                or any(axes.get_title(loc) for loc in ("left", "center", "right"))
            )
            assert not values or years or named, f"{ticks}: of what?"


# ---------------------------------------------------------------- words


@pytest.mark.parametrize("name", LESSONS)
def test_no_sign_of_markdown_is_left_on_the_page(name):
    for cell in cells(read(name), "markdown"):
        page = mistune.html(re.sub(r"\$[^$]+\$", "", cell.source))
        seen = re.sub(r"(?s)<(pre|code)\b.*?</\1>|<[^>]+>", " ", page)
        assert not re.search(r"[*`]|\*\*|__", seen), f"{cell.id}: {re.findall(r'.{20}[*`_]+.{20}', seen)}"
        assert not OPEN_EMPHASIS.search(cell.source), f"{cell.id}: {OPEN_EMPHASIS.findall(cell.source)}"


# CommonMark closes nothing after a full stop and a star: "**a *(b)*.**" shows its stars
OPEN_EMPHASIS = re.compile(r"\*\*[^*\n]+\*[^*\n]+\*[.,:;)]\*\*")


@pytest.mark.parametrize("name", sorted(exercises.every()))
def test_code_in_a_hint_or_a_reply_is_set_as_code(name, answers):
    exercise = exercises.every()[name]
    shown = []
    lesson = lessons.Lesson(name[:2], answers, screen=Kept(shown))
    for answer in (..., exercise.expected(), *(mistake for mistake, _ in exercise.mistakes())):
        lesson.check(name[3:], answer)
    shown += [(replied("wrong", hint), hint) for hint in exercise.hints]
    for page, words in shown:
        assert "`" not in page, page
        in_code = [html.unescape(code) for code in re.findall("<code>(.*?)</code>", page)]
        assert in_code == re.findall("`([^`]+)`", words)


class Kept(Screen):
    """A screen that keeps what is shown: (the HTML of the widgets, the plain text)."""

    def __init__(self, shown):
        self.shown = shown

    def show(self, children, text, still=""):
        self.shown.append((re.sub(r"(?s)<style>.*?</style>", "", children[0].value), text))


QUESTIONS = [question for number in NUMBERS for question in content.questions(number)]
SAID_ABOVE = re.compile(r"(Yes|No|Right|Wrong|Correct|Exactly|Not quite|Not yet)\b[.,:!]")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_reply_does_not_say_again_what_its_title_says(question):
    for option in question.options:
        assert not SAID_ABOVE.match(option.reply), f"“Right.” or “Not yet.” stands before it: {option.reply}"


def test_a_sign_is_called_a_sign_in_lesson_03():
    asked = content.asked("03")
    texts = [each.text for each in (*asked.bets.values(), *asked.questions.values(), *asked.notes.values())]
    texts += [words for q in asked.questions.values() for o in q.options for words in (o.text, o.reply)]
    for name in ("advert_reader", "screening_threshold", "screening_dots"):
        panel = made(name)
        panel.set(**{"uncovered": True, "decided": ("stop",) * 12} if name == "advert_reader" else {})
        texts += [panel.title, panel.purpose, panel.shows, panel.sentence, *map(str, panel.table.columns)]
        texts += [f"{control.label} {control.meaning}" for control in panel.all_controls]
        texts += words_in(panel._picture.figure)
        panel.reset()
    assert [text for text in texts if "indicator" in text.lower()] == []
    text = " ".join(prose(cell.source) for cell in cells(read("03_hidden_in_plain_sight"), "markdown"))
    assert text.lower().count("indicator") <= 1, "the lists' own word is named once"


def test_the_poll_does_not_depend_on_the_style_of_whoever_shows_it(answers):
    answers.put("05", "bet-uptime", "bet", 60)
    folder, bets = poll.read_folder(answers.path.parent), [("05", "uptime")]
    ours = class_poll.panel(folder, bets).png
    with pyplot.style.context("dark_background"):
        assert class_poll.panel(folder, bets).png == ours
