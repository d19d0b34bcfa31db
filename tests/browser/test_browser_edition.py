"""The course in the browser alone: built as it is published, opened with no network but this machine.

Served without any headers of its own, as the plainest static host would; one test adds them.
"""

import json
import re
import subprocess

import pytest

from harness import REPO
from harness.accessibility import serious
from harness.edition_page import EditionPage, build_site
from harness.lesson_files import LESSONS
from harness.lesson_steps import EXPLORERS, harmless, move_first_control, place_bet, shot
from tools.browser_edition import build, serve

# ---------------------------------------------------------------- the parts, without a browser


def test_a_file_with_another_content_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "CACHE", tmp_path / "cache")

    def wrong(missing, cache):
        """a source that hands out something else"""
        for name in missing:
            (cache / name).write_bytes(b"something else")

    monkeypatch.setattr(build, "SOURCES", [wrong])
    with pytest.raises(build.SiteError, match=r"right SHA-256: pyodide\.js\. Check the network"):
        build.collect({"pyodide.js": build.CORE["pyodide.js"]}, tmp_path, say=lambda _: None)
    assert not (tmp_path / "pyodide.js").exists()


def test_the_next_source_is_asked_for_what_the_first_lacks(tmp_path, monkeypatch):
    monkeypatch.setattr(build, "CACHE", tmp_path / "cache")
    asked = []

    def first(missing, cache):
        """one that has a"""
        asked.append(set(missing))
        (cache / "a").write_bytes(b"a")

    def second(missing, cache):
        """one that has all"""
        asked.append(set(missing))
        for name in missing:
            (cache / name).write_bytes(name.encode())

    monkeypatch.setattr(build, "SOURCES", [first, second])
    wanted = {name: build.hashlib.sha256(name.encode()).hexdigest() for name in "ab"}
    build.collect(wanted, tmp_path, say=lambda _: None)
    assert asked == [{"a", "b"}, {"b"}]
    assert (tmp_path / "a").read_bytes() + (tmp_path / "b").read_bytes() == b"ab"


def test_a_package_brings_what_it_needs_and_an_unknown_one_is_named():
    packages = {"a": {"depends": ["b_b"]}, "b-b": {"depends": ["a"]}, "c": {"depends": []}}
    assert build.closure(packages, ["A"]) == {"a", "b-b"}
    with pytest.raises(build.SiteError, match="no package 'd'"):
        build.closure(packages, ["d"])


def test_the_policy_lets_a_pages_own_scripts_run_and_no_others():
    page = '<script>a()</script><script type="application/json">{}</script><script src="b.js"></script>'
    policy = build.policy(page)
    # the hash of "a()", as any tool gives it
    digest = subprocess.run(
        "printf 'a()' | openssl dgst -sha256 -binary | base64",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert re.findall(r"'sha256-[^']+'", policy) == [f"'sha256-{digest}'"]
    scripts = policy.split("script-src")[1].split(";")[0]
    assert "unsafe-inline" not in scripts and "http" not in policy


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(build.SiteError, match="not empty"):
        build.build(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


# ---------------------------------------------------------------- as it is published


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built by the command of `make site`."""
    folder = tmp_path_factory.mktemp("browser-edition") / "site"
    build_site(folder)
    return folder


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


def quiet(lesson: EditionPage) -> list[str]:
    """Return what the console said that is not JupyterLite's own."""
    own = r"Failed to load resource|all\.json"  # it looks for files that a site may have
    return [c for c in lesson.console if not harmless(c) and not re.search(own, c)]


def test_the_site_says_what_it_is_and_holds_the_course(site):
    page = (site / "index.html").read_text(encoding="utf-8")
    for name in LESSONS:
        assert f"lab/index.html?path=notebooks/{name}.ipynb" in page
        assert (site / "files" / "notebooks" / f"{name}.ipynb").exists()
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
    assert len(pages) >= 2
    for page in pages:
        assert "Content-Security-Policy" in page.read_text(encoding="utf-8"), page


@pytest.mark.browser
def test_the_landing_page_fetches_shows_progress_and_opens_lesson_00(visitor, address):
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
    assert lesson.elsewhere == [] and quiet(lesson) == []
    lesson.page.close()


@pytest.mark.browser
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


@pytest.mark.browser
def test_the_landing_page_is_accessible_and_hides_what_it_does_not_know(visitor, address):
    page = visitor.new_page()
    page.goto(address)
    assert page.get_by_text("This copy of the course").is_hidden()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_and_its_first_explorer_answers(visitor, address, name):
    lesson = EditionPage(visitor.new_page(), address, f"{name}.ipynb")
    lesson.open()
    lesson.run_all()
    assert lesson.cells_with_errors() == []
    for cell_id, bet in list(EXPLORERS[name].items())[:1]:
        place_bet(lesson, bet)
        cell = lesson.show_cell(cell_id)
        cell.locator("img.hs-image").first.wait_for(timeout=60_000)
        move_first_control(lesson, cell)
        lesson.page.screenshot(path=shot(f"browser-edition-{name}"))
    assert lesson.elsewhere == [], "the page asked for something outside this machine"
    assert quiet(lesson) == []
    lesson.page.close()


@pytest.mark.browser
def test_answers_and_changes_persist_over_a_reload(visitor, address):
    """The bet of the test before is there again, and so is a cell that the student changed."""
    lesson = EditionPage(visitor.new_page(), address, "05_the_hosting_shift.ipynb")
    lesson.open()
    lesson.run_all()
    assert "Your bet stands" in lesson.show_cell("bet-uptime").inner_text()
    lesson.page.wait_for_function("() => sessionStorage.getItem('hosting-shift-open')")
    lesson.page.evaluate(
        """async () => {
          const panel = window.jupyterapp.shell.currentWidget;
          panel.content.widgets.find(c => c.model.id === 'set-up').model.sharedModel
            .setSource('changed = True');
          await panel.context.save();
        }"""
    )
    lesson.page.reload()
    lesson.wait()
    assert "changed = True" in lesson.show_cell("set-up").inner_text()
    lesson.page.close()


@pytest.mark.browser
def test_the_policy_holds_in_the_page(visitor, address):
    lesson = EditionPage(visitor.new_page(), address, "00_start_here.ipynb")
    lesson.open()
    refused = lesson.page.evaluate(
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
    lesson.page.close()


@pytest.mark.browser
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
try:
    await fetch("${other}/index.html")
    print("REACHED")
except BaseException as problem:
    print("REFUSED", problem)
try:
    await fetch("${location.origin}/index.html")
    print("HOME")
except BaseException as problem:
    print("LOST", problem)`;
              const future = kernel.requestExecute({code});
              future.onIOPub = m => { if (m.content.text) said += m.content.text; };
              await future.done;
              return said;
            }""",
            other,
        )
        assert "REFUSED" in said and "REACHED" not in said and "HOME" in said, said
        lesson.run_all()
        assert lesson.cells_with_errors() == []
        context.close()


def test_the_workflow_publishes_what_make_site_builds():
    import yaml

    flow = yaml.safe_load((REPO / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8"))
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    runs = [step["run"] for step in steps if "run" in step]
    assert "make site" in runs
    upload = next(s for s in steps if "upload-pages-artifact" in s.get("uses", ""))
    assert REPO / upload["with"]["path"] == build.DEFAULT_OUTPUT
