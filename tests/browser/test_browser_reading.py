"""The pages to read, in a browser: folds without JavaScript, at once, on a narrow screen, searched, for everybody."""

import re
import statistics

import nbformat
import pytest

from harness.accessibility import serious
from harness.lesson_files import LESSONS, NOTEBOOKS, SHIPPED, as_shipped
from harness.lesson_steps import shot
from hosting_shift.course import books
from tools.browser_edition import serve
from tools.browser_edition.build import restrict
from tools.reading import build, pages

pytestmark = pytest.mark.xdist_group(SHIPPED)
READABLE = 1000  # milliseconds until the first words stand there


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The pages under their policy, as `make site` writes them, with nothing beside them."""
    site = tmp_path_factory.mktemp("reading")
    lessons = books.every()
    index = nbformat.read(NOTEBOOKS / f"{pages.INDEX}.ipynb", as_version=4)
    made = [pages.page(lesson, as_shipped(lesson.file), lessons) for lesson in lessons]
    build.write(site / "read", [*made, pages.concept_index(index)])
    restrict(site)
    with serve.serving(site) as running:
        yield f"{running}/read"


@pytest.fixture
def page(browser):
    """A page that notes what it asks for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.asked_for = []
    made.on("request", lambda request: made.asked_for.append(request.url))
    yield made
    context.close()


def test_without_javascript_folds_open_and_the_list_says_that_it_cannot_search(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/05.html")
    bet = page.locator("#cell-bet-uptime")
    assert bet.get_by_text("Your bet.").is_visible()
    assert not bet.locator("img").is_visible() and not bet.get_by_text("98.4 %").first.is_visible()
    bet.get_by_text("Place your bet first").click()
    assert bet.locator("img").is_visible() and bet.get_by_text("It is online 98.4 %").is_visible()
    replies = bet.locator(".hs-asked details")
    assert not replies.get_by_text("Right.").is_visible()
    replies.locator("summary").click()
    assert replies.get_by_text("Right.").is_visible()
    assert page.get_by_role("button", name="Fetch Python").count() == 0
    page.get_by_role("link", name="All lessons and search").click()
    page.get_by_text("The search needs JavaScript").wait_for(timeout=10_000)
    assert not page.get_by_role("searchbox").is_visible()
    page.get_by_role("link", name="06 · A patchwork of laws").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("06 · A patchwork")
    context.close()


@pytest.mark.parametrize("name", [*(name[:2] for name in LESSONS), "index", pages.INDEX])
def test_nothing_serious_keeps_anybody_out(page, address, name):
    page.goto(f"{address}/{name}.html")
    page.emulate_media(color_scheme="dark")
    assert serious(page, rules=["color-contrast"]) == []
    page.emulate_media(color_scheme="light")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    page.set_viewport_size({"width": 2400, "height": 900})
    page.add_style_tag(content="body { max-width: none; }")  # axe cannot see what a wide table's frame cuts off
    assert serious(page) == []
    home = address.removesuffix("/read")
    assert all(url.startswith((home, "data:")) for url in page.asked_for), page.asked_for


@pytest.mark.parametrize("name", LESSONS)
def test_a_page_fits_a_narrow_screen_and_shows_its_pictures(page, address, name):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{address}/{name[:2]}.html")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    wide = page.evaluate(
        "() => [...document.querySelectorAll('main *')].filter(n => n.getBoundingClientRect().right > innerWidth + 1"
        " && !n.closest('.hs-table')).map(n => n.outerHTML.slice(0, 120))"
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.decode()")
    if name.startswith("05"):
        page.screenshot(path=shot("reading-narrow"))


def test_a_page_is_readable_at_once(page, address):
    taken = []
    for name in LESSONS:
        page.goto(f"{address}/{name[:2]}.html")
        taken.append(
            page.evaluate(
                """() => new Promise(done => new PerformanceObserver(seen => done(seen.getEntries()[0].startTime))
                     .observe({type: 'paint', buffered: true}))"""
            )
        )
    assert statistics.median(taken) < READABLE, taken
    page.screenshot(path=shot("reading"))


def test_the_search_leads_to_the_right_lesson_and_place(page, address):
    page.goto(f"{address}/index.html")
    assert not page.get_by_text("The search needs JavaScript").is_visible()
    field = page.get_by_role("searchbox")
    results = page.locator("#places li")
    for words, lesson, heading in (
        ("hotline haven", "", ""),
        ("double criminality", "06", ""),
        ("PAR-1 hosting", "05", "Closed here, reopened there"),
        ("déplacement", "05", "Set-up and recall"),
        ("DEPLACEMENT", "05", "Set-up and recall"),
    ):
        field.fill(words)
        page.wait_for_function(
            "words => new URLSearchParams(location.search).get('q') === words", arg=words, timeout=10_000
        )
        shown = " ".join(results.all_inner_texts())
        assert (lesson in shown and heading in shown) and (bool(shown) or not lesson), words
        assert not lesson or page.locator("#places mark").count()
    assert "place" in page.get_by_role("status").inner_text()
    field.fill("xyzzy")
    page.get_by_text("Nothing found").wait_for()
    assert results.count() == 0
    field.fill("PAR-1 hosting")
    results.get_by_role("link", name=re.compile("Closed here")).click()
    page.wait_for_url("**/05.html#Closed*")
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 900


def test_a_search_gives_no_bet_away(page, address):
    """What came out of a bet stands in folds alone; only there."""
    page.goto(f"{address}/index.html?q=98.4")
    page.get_by_role("status").get_by_text(re.compile("place|Nothing")).wait_for()
    assert page.get_by_role("link", name=re.compile("^05")).count() == 1, "in the list of lessons, not in the results"


def test_python_is_fetched_while_one_reads_if_one_asks(page, address):
    home = address.removesuffix("/read")
    files = [{"path": "static/pyodide/a.whl", "bytes": 3_000_000}, {"path": "static/pyodide/b.whl", "bytes": 500_000}]
    page.route(f"{home}/runtime-files.json", lambda route: route.fulfill(json=files))
    page.route(f"{home}/static/**", lambda route: route.fulfill(body="bytes"))
    page.goto(f"{address}/05.html")
    button = page.get_by_role("button", name="Fetch Python while I read (4 MB, once)")
    button.wait_for()
    assert not [url for url in page.asked_for if "static" in url], "nothing large is fetched unasked"
    button.click()
    page.get_by_text("Python is here").wait_for()
    assert [url for url in page.asked_for if "static" in url] == [f"{home}/{file['path']}" for file in files]


def test_on_paper_the_text_stands_alone(page, address):
    page.emulate_media(media="print")
    page.goto(f"{address}/05.html")
    assert not page.get_by_role("navigation").first.is_visible() and not page.locator(".contents").is_visible()
    assert page.get_by_role("heading", level=1).is_visible() and not page.locator("#cell-bet-uptime img").is_visible()
