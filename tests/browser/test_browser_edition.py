"""The course in the browser alone: built as it is published, opened with no network but this machine.

Served without any headers of its own, as the plainest static host would; one test adds them. Two lessons
run whole on every push; EVERY_LESSON=1 runs them all (latest.yml does, weekly).
"""

import json
import re
import shutil

import pytest

from harness.accessibility import serious
from harness.lesson_files import LESSONS
from harness.lesson_steps import (
    EVERY_LESSON,
    EXPLORERS,
    JUPYTERLABS_OWN,
    move_first_control,
    noise,
    place_bet,
    save,
    shot,
    with_picture,
)
from harness.other_front_ends import EditionPage
from tools.browser_edition import build, serve

pytestmark = pytest.mark.xdist_group("browser edition")  # built once
WHOLE = ["05_the_hosting_shift", "09_policy_lab"]
# JupyterLite looks for files that a site may have, with every notebook; Chromium for an icon at the root.
JUPYTERLITES_OWN = rf"{JUPYTERLABS_OWN}|/jupyter-lite\.(?:json|ipynb)|/all\.json|:\d+/favicon\.ico$"


@pytest.fixture(scope="module")
def address(site):
    with serve.serving(site, with_headers=False) as running:
        yield running


@pytest.fixture(scope="module")
def visitor(browser):
    """One student's browser: what it fetched and kept stays from lesson to lesson."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def test_the_site_says_what_it_is_and_holds_the_course(site):
    page = (site / "index.html").read_text(encoding="utf-8")
    for name in LESSONS:
        assert f"lab/index.html?path=notebooks/{name}.ipynb" in page
        assert (site / "files" / "notebooks" / f"{name}.ipynb").exists()
        assert f'href="read/{name[:2]}.html"' in page and (site / "read" / f"{name[:2]}.html").exists()
    assert (site / "files" / "data" / "datapackage.json").exists()
    assert (site / "files" / "content" / "lesson_00.toml").exists()
    assert (site / "files" / "notebooks" / "hosting_shift" / "tables.py").exists()
    runtime = json.loads((site / "runtime-files.json").read_text())
    total = sum(file["bytes"] for file in runtime)
    assert f"about {round(total / 1e6)}&nbsp;MB" in page
    for file in runtime:
        assert (site / file["path"]).stat().st_size == file["bytes"]
    assert not list(site.rglob("my_answers*")) and not list(site.rglob("__pycache__"))


def test_every_page_has_the_policy(site):
    pages = [p for p in site.rglob("index.html") if "<head>" in p.read_text(encoding="utf-8")]
    assert len(pages) >= 3
    pages += (site / "read").glob("*.html")
    for page in pages:
        assert "Content-Security-Policy" in page.read_text(encoding="utf-8"), page


def test_the_landing_page_fetches_shows_progress_and_opens_lesson_00_under_its_policy(visitor, address):
    page = visitor.new_page()
    lesson = EditionPage(page, address, "00_start_here.ipynb")
    page.goto(address)
    page.evaluate(
        """() => new MutationObserver(() => {
             const words = document.getElementById('words').textContent;
             sessionStorage.seen = (sessionStorage.seen ?? '') + words + '|';
           }).observe(document.getElementById('words'), {childList: true})"""
    )
    page.screenshot(path=shot("browser-edition-landing"))
    page.get_by_role("button", name="Open lesson 00").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lab/index.html?path=notebooks/00_start_here.ipynb", timeout=60_000)
    lesson.wait()
    seen = page.evaluate("() => sessionStorage.seen").split("|")
    lesson.run_all()
    assert lesson.cells_with_errors() == []
    assert any(re.fullmatch(r"\d+ of \d+ MB fetched.*", words) for words in seen), seen
    assert lesson.elsewhere == [] and noise(lesson, JUPYTERLITES_OWN) == []
    the_policy_holds(page)
    page.close()


def test_the_door_to_read_needs_no_python_and_leads_on_to_the_lesson(browser, address):
    context = browser.new_context()
    page = context.new_page()
    asked_for = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.goto(address)
    page.get_by_role("link", name="Read the lessons").click()
    page.get_by_role("link", name="05 · The hosting shift").click()
    page.get_by_role("heading", level=1, name="05 · The hosting shift").wait_for()
    assert not [url for url in asked_for if "pyodide" in url] and all(url.startswith(address) for url in asked_for)
    page.get_by_role("link", name="Run this lesson").first.click()
    page.wait_for_url("**/lab/index.html?path=notebooks/05_the_hosting_shift.ipynb")
    context.close()


def the_policy_holds(page) -> None:
    """No fetch from elsewhere, no script of a page's own making."""
    refused = page.evaluate(
        """async () => {
          const refused = [];
          document.addEventListener('securitypolicyviolation', e => refused.push(e.effectiveDirective));
          await fetch('https://example.org/').catch(() => {});
          const box = document.createElement('div');
          box.innerHTML = '<img src="x:" onerror="window.hacked = 1">';
          document.body.append(box);
          const script = document.createElement('script');
          script.textContent = 'window.hacked = 1';
          document.body.append(script);
          await new Promise(done => setTimeout(done, 500));
          return {refused, hacked: window.hacked ?? null};
        }"""
    )
    assert refused["hacked"] is None
    assert {"connect-src", "script-src-elem", "script-src-attr"} <= set(refused["refused"])


def test_a_copy_on_github_pages_makes_its_own_badge(browser, site):
    """The landing page's script on a copy's address, which names its owner and repository."""

    def answer(route):
        name = route.request.url.removeprefix("https://a-school.github.io/our-copy/") or "index.html"
        file = site / name
        route.fulfill(path=file) if file.exists() else route.abort()

    context = browser.new_context()
    context.route("https://a-school.github.io/**", answer)
    page = context.new_page()
    page.goto("https://a-school.github.io/our-copy/")
    link = "https://mybinder.org/v2/gh/a-school/our-copy/HEAD?urlpath=lab/tree/notebooks/00_start_here.ipynb"
    assert page.get_by_role("link", name="Binder").get_attribute("href") == link
    assert page.locator("#badge").inner_text().endswith(f"badge_logo.svg)]({link})")
    context.close()


def test_over_plain_http_the_page_says_what_is_missing_and_what_to_do(browser, site):
    """A school's own server at http://…: browsers run no service worker there, so no lesson finds its files."""

    def answer(route):
        name = route.request.url.removeprefix("http://school.example/").split("?")[0] or "index.html"
        file = site / name
        route.fulfill(path=file) if file.is_file() else route.fulfill(status=404)

    context = browser.new_context()
    context.route("http://school.example/**", answer)
    page = context.new_page()
    page.goto("http://school.example/")
    said = page.get_by_role("alert")
    said.get_by_text("https://").wait_for(timeout=20_000)
    assert "ask whoever" in said.inner_text() and serious(page) == []
    page.screenshot(path=shot("browser-edition-http"))
    page.goto("http://school.example/lab/index.html?path=notebooks/00_start_here.ipynb")
    page.get_by_role("alert").get_by_text("https://").wait_for(timeout=60_000)
    context.close()


def test_a_window_that_keeps_no_files_is_told(browser, address):
    context = browser.new_context()
    context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); };"
    )
    page = context.new_page()
    page.goto(address)
    page.get_by_role("alert").get_by_text("normal window").wait_for(timeout=20_000)
    context.close()


# From a moment on the browser's store refuses every write, as on a full disk.
FULL = """(() => {
  window.storeIsFull = false;
  for (const name of ['put', 'add']) {
    const was = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...given) {
      if (window.storeIsFull) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      return was.apply(this, given);
    };
  }
})()"""


def test_where_the_browser_stores_no_more_it_is_told_and_the_page_lives_on(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(FULL)
    lesson = EditionPage(context.new_page(), address, "05_the_hosting_shift.ipynb")
    lesson.open()
    lesson.run_all()
    place_bet(lesson, "uptime")
    lesson.page.evaluate("window.storeIsFull = true")
    place_bet(lesson, "haven", told="Your answers could not be saved")
    said = lesson.show_cell("bet-haven")
    said.get_by_text("could not be saved").first.wait_for(timeout=15_000)
    assert "download them at the end of the lesson" in said.inner_text() and "Invalid argument" not in said.inner_text()
    lesson.page.screenshot(path=shot("browser-edition-full"))
    move_first_control(lesson, with_picture(lesson, "bet-haven", timeout=30_000))
    with lesson.page.expect_download(timeout=20_000) as kept:
        lesson.show_cell("keep").get_by_role("link", name="Download my_answers.json").click()
    assert {"bet-uptime", "bet-haven"} <= set(json.loads(kept.value.path().read_text())["lessons"]["05"])

    lesson.page.evaluate("window.storeIsFull = false")  # room again: what is in memory is written with the next answer
    place_bet(lesson, "own-number")
    lesson.page.reload()
    lesson.wait()
    lesson.run_all()
    for bet in ("haven", "own-number"):
        assert "You bet" in lesson.show_cell(f"bet-{bet}").inner_text(), bet
    context.close()


def test_run_all_pressed_before_python_is_there_waits_for_it(browser, address):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    lesson = EditionPage(context.new_page(), address, "05_the_hosting_shift.ipynb")
    lesson.go()
    lesson.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
    lesson.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    lesson.wait_until_all_ran(timeout=300)
    assert lesson.page.locator(".jp-Dialog").count() == 0 and lesson.cells_with_errors() == []
    context.close()


def test_a_lesson_published_anew_is_offered_to_whoever_ran_the_old_one(browser, site, tmp_path):
    """Both are kept, and the answers stay."""
    mended = tmp_path / "site"
    shutil.copytree(site, mended)
    lesson_file = mended / "files" / "notebooks" / "05_the_hosting_shift.ipynb"
    with serve.serving(mended, with_headers=False) as at:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        lesson = EditionPage(context.new_page(), at, lesson_file.name)
        lesson.open()
        lesson.run_all()
        place_bet(lesson, "uptime")
        save(lesson)
        newer = lesson.page.get_by_role("alert").filter(has_text="A newer version of this lesson")
        assert newer.count() == 0
        text = lesson_file.read_text(encoding="utf-8")
        lesson_file.write_text(text.replace("Episode 1 ", "Episode 1 MENDED "), encoding="utf-8")
        build.mark(lesson_file)

        lesson.page.goto(at)
        lesson.page.get_by_role("link", name="05 The hosting shift").click()
        newer.wait_for(timeout=120_000)
        episode = lesson.show_cell("case")  # JupyterLab renders it only then
        episode.get_by_role("heading", name="Episode 1").wait_for()
        assert "MENDED" not in episode.inner_text(), "nothing is taken from anybody unasked"
        lesson.page.screenshot(path=shot("browser-edition-newer"))
        newer.get_by_role("button", name="Open the newer one").click()
        newer.wait_for(state="detached")
        lesson.wait()
        lesson.show_cell("case").get_by_role("heading", name="MENDED").wait_for()
        lesson.run_all()
        assert "You bet" in lesson.show_cell("bet-uptime").inner_text()
        files = lesson.page.evaluate(
            "async () => (await window.jupyterapp.serviceManager.contents.get('notebooks', {content: true}))"
            ".content.map(file => file.name)"
        )
        assert any(name.startswith("05_the_hosting_shift.my-copy-") for name in files), files
        assert newer.count() == 0
        context.close()


# All that a site can leave in a browser, by kind.
LEFT = """async () => ({
  databases: (await indexedDB.databases()).map(each => each.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).map(each => each.scope),
  local: Object.keys(localStorage), session: Object.keys(sessionStorage)})"""
NOTHING_LEFT = {"databases": [], "caches": [], "workers": [], "local": [], "session": []}


def test_on_a_shared_computer_all_traces_can_be_erased(browser, address):
    """Offered at the end of a lesson; the answers can be taken along; a lesson in another tab writes nothing anew."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    lesson, other = (
        EditionPage(context.new_page(), address, f"{name}.ipynb")
        for name in ("05_the_hosting_shift", "07_the_convention")
    )
    for one, bet in ((lesson, "uptime"), (other, "in-force")):
        one.page.bring_to_front()
        one.open()
        one.run_all()
        place_bet(one, bet)
        save(one)
    lesson.page.bring_to_front()
    page = lesson.page
    page.on("dialog", lambda dialog: dialog.accept())  # the browser asks whether to leave an unsaved page
    lesson.show_cell("keep").get_by_role("link", name="erase my traces").click()
    page.wait_for_url("**/index.html#traces", timeout=30_000)
    assert page.evaluate(LEFT)["databases"], "there is something to erase"

    page.get_by_role("button", name="Erase my traces").click()
    page.get_by_text("Kept here: your answers and 2 opened notebooks").wait_for(timeout=10_000)
    page.screenshot(path=shot("browser-edition-erase"))
    page.get_by_role("button", name="No, keep it").click()
    assert page.evaluate(LEFT)["databases"], "asked first"
    page.get_by_role("button", name="Erase my traces").click()
    with page.expect_download(timeout=10_000) as kept:
        page.get_by_role("link", name="Download my_answers.json").click()
    lessons = json.loads(kept.value.path().read_text())["lessons"]
    assert "bet-uptime" in lessons["05"] and "bet-in-force" in lessons["07"]
    assert serious(page) == []
    page.get_by_role("button", name="Yes, erase").click()
    page.get_by_text("Erased: your answers").wait_for(timeout=30_000)
    other.page.wait_for_url("**/index.html#traces", timeout=30_000)
    assert page.evaluate(LEFT) == other.page.evaluate(LEFT) == NOTHING_LEFT
    context.close()


def test_the_landing_page_is_accessible_and_hides_what_it_does_not_know(visitor, address):
    page = visitor.new_page()
    page.goto(address)
    assert page.get_by_text("This copy of the course").is_hidden()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []
    page.close()


@pytest.mark.parametrize("name", LESSONS if EVERY_LESSON else WHOLE)
def test_a_lesson_runs_and_its_explorers_answer(visitor, address, name):
    lesson = EditionPage(visitor.new_page(), address, f"{name}.ipynb")
    lesson.open()
    lesson.run_all()
    assert lesson.cells_with_errors() == []
    for cell_id, bet in list(EXPLORERS[name].items())[: None if name in WHOLE else 1]:
        place_bet(lesson, bet)
        move_first_control(lesson, with_picture(lesson, cell_id, timeout=60_000))
        lesson.page.screenshot(path=shot(f"browser-edition-{name}-{cell_id}"))
    assert lesson.elsewhere == [], "the page asked for something outside this machine"
    assert noise(lesson, JUPYTERLITES_OWN) == []
    if name.startswith("05"):
        answers_and_changes_persist_over_a_reload(lesson)
    lesson.page.close()


def answers_and_changes_persist_over_a_reload(lesson) -> None:
    """A bet is there again, and so is a cell that the student changed."""
    lesson.page.wait_for_function("() => sessionStorage.getItem('hosting-shift-open')")
    lesson.page.evaluate(
        """async () => {
          const panel = window.jupyterapp.shell.currentWidget;
          panel.content.widgets.find(c => c.model.id === 'recall').model.sharedModel
            .setSource('changed = True');
          await panel.context.save();
        }"""
    )
    lesson.page.reload()
    lesson.wait()
    lesson.run_all()
    assert "changed = True" in lesson.show_cell("recall").inner_text()
    assert "You bet" in with_picture(lesson, "bet-uptime", timeout=60_000).inner_text()


def test_with_the_headers_python_itself_reaches_nothing_else(browser, site):
    """Python runs in a worker, which a page's policy does not cover: the header does."""
    with serve.serving(site) as address, serve.serving(site, with_headers=False) as other:
        context = browser.new_context()
        lesson = EditionPage(context.new_page(), address, "07_the_convention.ipynb")
        lesson.open()
        said = lesson.page.evaluate(
            """async other => {
              const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
              let said = '';
              const code = `from js import fetch
for place in "${location.origin}", "${other}":
    try:
        await fetch(place + "/index.html")
        print("REACHED", place)
    except BaseException as problem:
        print("REFUSED", place, problem)`;
              const future = kernel.requestExecute({code});
              future.onIOPub = m => { if (m.content.text) said += m.content.text; };
              await future.done;
              return said;
            }""",
            other,
        )
        assert f"REACHED {address}" in said and f"REFUSED {other}" in said, said
        lesson.run_all()
        assert lesson.cells_with_errors() == []
        context.close()
