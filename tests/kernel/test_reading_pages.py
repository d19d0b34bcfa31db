"""The pages to read: all of a lesson, no answer outside its fold, links that lead somewhere, nothing from elsewhere."""

import itertools
import re
from collections.abc import Iterable
from functools import cache

import nbformat
import pytest
from bs4 import BeautifulSoup

from harness.lesson_files import LESSONS, NOTEBOOKS, SHIPPED, as_shipped, cells, outcomes, read
from harness.spoilers import where_told
from hosting_shift import content
from hosting_shift.course import books
from tools.reading import build, pages

pytestmark = pytest.mark.xdist_group(SHIPPED)
LARGEST = 400_000  # bytes of a page without its pictures
BY_FILE = {lesson.file: lesson for lesson in books.every()}


@cache
def page(name: str) -> pages.Page:
    if name == pages.INDEX:
        return pages.concept_index(nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4))
    return pages.page(BY_FILE[name], as_shipped(name), list(BY_FILE.values()))


def soup(name: str) -> BeautifulSoup:
    return BeautifulSoup(page(name).html, "html.parser")


def plain(node) -> str:
    inside = BeautifulSoup(re.sub("</?(em|code)>", "", str(node)), "html.parser")  # words set apart in a sentence
    return " ".join(inside.get_text(" ").split())


def unfolded(found: BeautifulSoup) -> BeautifulSoup:
    """Return a page as it stands before anything is opened; what a picture says to a screen reader is said, too."""
    for fold in found("details"):
        fold.decompose()
    for picture in found("img"):
        picture.append(picture["alt"])
    return found


def before_bets(name: str, bets: Iterable[str]) -> dict[str, str]:
    """Return what stands open on a lesson's page before each of these bets; none for a bet in a fold."""
    found, so_far = {}, ""
    for cell in unfolded(soup(name)).select("main .cell"):
        bet = cell["id"].removeprefix("cell-bet-")
        if bet in bets:
            found[bet] = so_far
        so_far += " " + plain(cell)
    return found


@pytest.fixture(params=LESSONS)
def name(request):
    return request.param


def test_a_page_says_which_lesson_it_is_and_leads_on(name):
    found, lesson, at = soup(name), BY_FILE[name], LESSONS.index(name)
    assert page(name).name == f"{lesson.number}.html"
    assert found.html["lang"] == "en" and found.title.string.startswith(f"{lesson.number} · {lesson.title}")
    (title,) = found("h1")
    assert plain(title).startswith(f"{lesson.number} · {lesson.title}")
    ways = {link["rel"][0]: link["href"] for link in found.select("footer a[rel]")}
    wanted = {"prev": at - 1, "next": at + 1}
    assert ways == {way: f"{LESSONS[i][:2]}.html" for way, i in wanted.items() if 0 <= i < len(LESSONS)}
    runs = {link["href"] for link in found.select("a.run, .about a")}
    assert runs == {f"../lab/index.html?path=notebooks/{name}.ipynb"}


def test_all_that_is_said_and_asked_stands_there(name):
    found = soup(name)
    text = plain(found)
    for cell in cells(read(name), "markdown"):
        for heading in re.findall(r"(?m)^#+ ([^*`\[\n]+)$", cell.source):
            assert found.find(id=heading.strip().replace(" ", "-")), heading
    asked = content.asked(name[:2])
    for each in [*asked.bets.values(), *asked.questions.values(), *asked.notes.values()]:
        assert re.sub(r"\*", "", " ".join(each.text.split())) in text, each.id
    for case in asked.cases.values():
        assert case.facts in text and case.answer in text
    for question in asked.questions.values():
        for option in question.options:
            assert re.sub("[`*]", "", option.reply) in text, question.id
    assert "Ready. Nothing answered yet." not in text and "answers kept in" not in text
    for left in ("VBox(", "Javascript object", "widget-view", "The picture appears here"):
        assert left not in page(name).html


def test_nothing_tells_the_answer_of_a_bet_before_it(name):
    earlier = [(other, plain(unfolded(soup(other)).main)) for other in LESSONS[: LESSONS.index(name)]]
    bets = content.asked(name[:2]).bets
    before = before_bets(name, bets)
    covered = {
        found for cell in cells(read(name), "code", "covered") for found in re.findall(r'"([\w-]+)"', cell.source)
    }
    assert before.keys() == bets.keys() - covered
    for bet, text in before.items():
        assert where_told(bets[bet].told, [*earlier, (name, text)]) == []
        if bet in outcomes(name[:2]):
            assert bets[bet].said(outcomes(name[:2])[bet]) not in text


def test_what_came_out_is_behind_the_bet_with_its_picture(name):
    found, said = soup(name), outcomes(name[:2])
    for bet in content.asked(name[:2]).bets.values():
        (cell,) = found.select(f"#cell-bet-{bet.id}")
        (fold,) = cell.select(":scope > details.hs-after")
        assert "Place your bet first" in fold.summary.get_text()
        assert fold("img") and not unfolded(BeautifulSoup(str(cell), "html.parser"))("img")
        if bet.id in said:
            assert bet.said(bet.stored(said[bet.id])) in plain(fold)
        for reply in [*(each.text for each in bet.replies), *(option.reply for option in bet.options)]:
            assert re.sub("`", "", reply) in plain(fold)


def test_replies_solutions_models_and_what_is_covered_are_folded(name):
    closed = plain(unfolded(soup(name)).main)
    asked = content.asked(name[:2])
    for question in asked.questions.values():
        for option in question.options:
            assert len(option.reply) < 25 or re.sub("`", "", option.reply) not in closed
    for words in [m.text for note in asked.notes.values() for m in note.models] + [
        c.answer for c in asked.cases.values()
    ]:
        assert words not in closed
    assert "Answer:" not in closed and "One possible answer" not in closed
    found = soup(name)
    for code in found.select("pre.code"):
        assert code.find_parent("details", class_="track"), "code of the data track is in nobody's way"
    assert bool(found.select("pre.code")), "whoever wants to read it can"
    covered = cells(read(name), tag="covered")
    for cell in covered:
        assert found.find(id=f"cell-{cell.id}").find_parent("details", class_="track")


def test_a_page_is_small_and_asks_for_nothing_elsewhere(name):
    made = page(name)
    assert len(made.html.encode()) <= LARGEST
    found = soup(name)
    assert [script["src"] for script in found("script")] == ["ahead.js"]
    for node in found(src=True):
        assert node["src"] in made.pictures or node.name == "script"
    for picture in found("img"):
        assert len(picture["alt"]) >= 40 and picture["loading"] == "lazy" and int(picture["height"]) > 50
        assert made.pictures[picture["src"]].startswith(b"\x89PNG")
    assert len(made.pictures) == len(found("img")) >= 1
    assert "url(" not in made.html and "@import" not in made.html


def test_headings_are_in_order_and_every_place_has_one_name(name):
    found = soup(name)
    levels = [int(heading.name[1]) for heading in found(re.compile("^h[1-6]$"))]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [node["id"] for node in found(id=True)]
    assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
    for table in found("table"):
        assert table("th"), plain(table)[:80]


def test_links_lead_to_a_page_and_a_place_that_are_there(tmp_path):
    build.write(tmp_path / "read", [page(name) for name in [*LESSONS, pages.INDEX]])
    files = {file.relative_to(tmp_path / "read").as_posix() for file in (tmp_path / "read").rglob("*")}
    assert {f"{name[:2]}.html" for name in LESSONS} | {"index.html", "search.json", "search.js"} <= files
    places = {file: {n["id"] for n in parsed(tmp_path, file)(id=True)} for file in files if file.endswith(".html")}
    counted = 0
    for file in places:
        for node in parsed(tmp_path, file)(["a", "link", "script", "img"]):
            target = node.get("href") or node.get("src")
            if re.match(r"https?:|\.\./(lab/|index\.html)", target):
                continue
            other, _, place = target.partition("#")
            assert not other or other in files, f"{file}: {target}"
            assert not place or place in places[other or file], f"{file}: {target}"
            counted += 1
    assert counted > 300


def parsed(folder, file: str) -> BeautifulSoup:
    return BeautifulSoup((folder / "read" / file).read_text(encoding="utf-8"), "html.parser")


def test_the_search_knows_every_part_and_nothing_that_is_folded_for_later(name):
    places = page(name).places
    found = soup(name)
    assert {place.anchor for place in places} <= {node["id"] for node in found(["h1", "h2", "h3"])}
    assert len(places) >= 8 and all(place.text for place in places)
    text = " ".join(place.text for place in places)
    for term in content.asked(name[:2]).terms:
        assert term in text
    for bet in content.asked(name[:2]).bets.values():
        if bet.id in outcomes(name[:2]):
            assert bet.said(bet.stored(outcomes(name[:2])[bet.id])) not in text
    for question in content.questions(name[:2]):
        assert all(len(option.reply) < 25 or option.reply not in text for option in question.options)
    assert "Answer:" not in text
