"""The first page: what it is, how to open it, what a student sees; no link that leads nowhere."""

import re

import nbformat
import pytest
from PIL import Image

from harness import REPO
from harness.lesson_files import LESSONS, whole
from harness.spoilers import where_told
from hosting_shift import content, tables
from hosting_shift.course import books
from tools import code_host, front_page

README = REPO / "README.md"
PLACEHOLDER = re.compile(r"\b(OWNER|REPO|HUB|USER|YOUR[-_ ]\w+|TODO|XXX)\b|example\.(org|com)")


@pytest.fixture
def published(monkeypatch):
    """Say where the course is published, or that it is nowhere."""
    stored = {key: value for key, value in front_page.citation().items() if key != "repository-code"}

    def say(address: str) -> None:
        monkeypatch.setattr(front_page, "citation", lambda: stored | ({"repository-code": address} if address else {}))

    return say


def test_the_first_page_shows_no_placeholder():
    found = PLACEHOLDER.search(README.read_text(encoding="utf-8"))
    assert not found, f"README.md shows {found[0]}, which a reader would have to replace"


def test_the_first_screen_says_what_it_is_how_to_open_it_and_what_one_sees():
    text = README.read_text(encoding="utf-8")
    screen = text[: text.index("\n## ")]
    about = screen.split("\n\n")[1]
    assert len(re.findall(r"[.!?](?=\s|$)", about)) == 2, "two sentences"
    assert "make lab" in screen
    assert re.findall(r'<img src="([^"]+)"', screen) == ["images/bet.png", "images/outcome.png"]


def test_the_pictures_of_the_first_page_are_as_wide_as_a_phone_and_described():
    found = re.findall(r'<img src="([^"]+)" width="(\d+)" alt="([^"]+)"', README.read_text(encoding="utf-8"))
    assert len(found) == 2
    for file, width, alt in found:
        assert Image.open(REPO / file).width == 2 * int(width) == 800, "twice the dots: make student-view"
        assert len(alt) >= 100 and (REPO / file).stat().st_size < 150_000


def test_no_bet_is_told_on_the_first_page():
    seen = [("README.md", books.outside_fold(README.read_text(encoding="utf-8")))]
    assert {bet.id: found for bet in content.bets() if (found := where_told(bet.told, seen))} == {}


def test_every_file_in_images_is_used_by_the_first_page():
    used = set(re.findall(r"images/([\w.-]+)", README.read_text(encoding="utf-8")))
    assert {path.name for path in (REPO / "images").iterdir()} == used


@pytest.mark.parametrize(
    "address", ["", "https://github.com/a-school/our-copy", "https://github.com/a-school/our-copy.git"]
)
def test_links_are_shown_once_the_course_is_published(published, address):
    published(address)
    opening, links = front_page.opening(), front_page.students_links()
    assert not PLACEHOLDER.search(opening + links)
    assert ("https://" in opening) == bool(address) and (address or "no public address" in opening)
    if not address:
        assert "mybinder" not in links and "repository-code" in links
        return
    assert "https://a-school.github.io/our-copy/" in opening
    for path in re.findall(r"https://mybinder\.org/v2/gh/a-school/our-copy/HEAD\?urlpath=([^\s`)]+)", opening + links):
        assert path.startswith("doc/tree/") and (REPO / path.removeprefix("doc/tree/")).is_file()
    assert links.count("urlpath=") == len(LESSONS)


@pytest.mark.parametrize("address", ["https://gitlab.com/a/b", "github.com/a/b", "https://github.com/a", "nowhere"])
def test_an_address_for_which_no_links_can_be_made_is_told(published, address):
    published(address)
    with pytest.raises(ValueError, match=r"CITATION\.cff says repository-code"):
        front_page.opening()


def test_time_and_makers_are_those_of_the_tables():
    said = front_page.lessons().split("\n")[0]
    hours = tables.load("lessons")["minutes"].sum() / 60
    assert f"{len(LESSONS)} lessons, about {hours:.0f} hours in all" in said and "founders of The Hosting Shift" in said


def test_a_page_without_its_marks_is_told():
    with pytest.raises(ValueError, match="lacks the marks"):
        front_page.filled("# A page", links="words")
    page = "a\n<!-- links: written by make pages -->\nold\n<!-- end of links -->\nb"
    assert front_page.filled(page, links="new") == page.replace("old", "new")


def test_every_way_to_start_it_leads_to_the_first_lesson():
    """Typed in the README, or run by make: the same words, and a lesson that is there."""
    pages = [README, REPO / "Makefile"]
    starts = [
        s for page in pages for s in re.findall(r"notebooks --LabApp\.default_url=(\S+)", page.read_text("utf-8"))
    ]
    assert len(starts) == 3 and set(starts) == {f"/doc/tree/{LESSONS[0]}.ipynb"}
    assert "jupyter lab notebooks/" not in README.read_text("utf-8").replace("\\", "/")


@pytest.mark.parametrize("name", LESSONS)
def test_a_page_for_instructors_agrees_with_itself_on_time(name):
    text = (REPO / "notebooks" / "instructor" / f"{name}.md").read_text(encoding="utf-8")
    minutes = tables.load("lessons").set_index("file")["minutes"][name]
    assert sum(map(int, re.findall(r"(?m)^\| (\d+) \|", text))) == minutes
    variants = re.search(r"\*\*Variants\.\*\*.*?(?=\n\n|$)", text, re.S)[0]
    as_planned = [int(number) for number in re.findall(r"(\d+): as in the table", variants)]
    assert len(as_planned) == 1 and minutes in (as_planned[0], 30)
    assert not re.search(r"\b50: without", variants)


@pytest.mark.parametrize("name", LESSONS)
def test_a_page_for_instructors_knows_what_its_lesson_says_can_be_left_out(name):
    text = (REPO / "notebooks" / "instructor" / f"{name}.md").read_text(encoding="utf-8").lower()
    (glance,) = [cell.text for cell in books.book(name[:2]).cells if cell.id == "at-a-glance"]
    left_out = re.findall(r"\| Can be left out \| (.*) \|", glance)
    for part in re.findall(r"episode \d|close reading|data track|open points", " ".join(left_out).lower()):
        assert part in text, part
    assert "can be left out" not in text or left_out, "the lesson says nothing of it"


@pytest.mark.parametrize("name", LESSONS)
def test_what_a_lesson_asks_can_be_read_on_a_code_host_and_nothing_is_answered(name):
    lesson = books.book(name[:2])
    first, last, apart = code_host.first(lesson), code_host.last(lesson), "".join(code_host.covered(lesson).values())
    asked = content.asked(lesson.number)
    plain = re.sub(r"\\", "", first + apart)
    for bet in asked.bets.values():
        assert re.sub(r"\s+", " ", bet.text).strip()[:40] in plain
    for question in asked.questions.values():
        assert code_host._plain(question.text) in (first if question.part == "recall" else last + apart)
        for option in question.options:
            assert code_host._plain(option.reply) not in first + last + apart
    assert "gallery.md#" in first and first.startswith("<details>") and last.startswith("<details>")


def test_where_nothing_runs_the_bets_stand_before_what_explains_them_and_the_map_is_a_list_of_links():
    for name in LESSONS:
        ids = [cell.id for cell in whole(name).cells]
        assert ids.index("asked-first") < next(i for i, each in enumerate(ids) if each.startswith("why-")), name
    (links,) = [cell.source for cell in whole(LESSONS[0]).cells if cell.id == "course-map-links"]
    assert all(f"]({name}.ipynb)" in links for name in LESSONS)


def test_what_stays_covered_has_a_fold_of_its_own_on_a_code_host():
    lesson = books.book("05")
    others = code_host.first(lesson) + code_host.last(lesson)
    bet, question = content.bet("05", "own-number"), content.question("05-read-shares")
    (apart,) = code_host.covered(lesson).values()
    for asked in (bet, question):
        assert code_host._plain(asked.text) not in others and code_host._plain(asked.text) in apart
    notebook = nbformat.read(REPO / "notebooks" / "05_the_hosting_shift.ipynb", 4)
    code_host.renewed(notebook, lesson)
    ids = [cell.id for cell in notebook.cells]
    assert ids[ids.index("bet-own-number") + 1] == "asked-bet-own-number"
    assert code_host.covered(books.book("06")) == {}


def test_words_that_markdown_would_read_stand_as_they_are():
    assert code_host._plain("a *b* <c> | [d] $1 x_y") == r"a \*b\* &lt;c&gt; \| \[d\] \$1 x\_y"
