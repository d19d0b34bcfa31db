"""The course on a hub: a real one with two students, and what nbgitpuller does with their work."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import nbformat
import pytest
import yaml

from harness import REPO, left_out
from harness.jupyterhub_server import HubError, running_hub
from harness.jupyterlab_server import ELSEWHERE, LessonPage, copy_course
from harness.lesson_steps import first_picture, move_first_control, place_bet, save
from hosting_shift.student.answers import parse

pytestmark = pytest.mark.xdist_group("hub")
LESSON = "05_the_hosting_shift"
LESSON_FILE = f"notebooks/{LESSON}.ipynb"
ANSWERS, MEMO = "notebooks/my_answers.json", "notebooks/my_policy_memo.md"
PAGE = (REPO / "notebooks" / "instructor" / "hub.md").read_text(encoding="utf-8")
LINKS = re.findall(r"https://HUB(/hub/user-redirect/git-pull\?[^\s`]+)", PAGE)


# ---------------------------------------------------------------- two students on a real hub


class HubPage(LessonPage):
    """A student who clicks on a link of the page, logs in, and waits for a server, the course, a lesson."""

    def click(self, link: str, student: str) -> None:
        self.page.goto(self.address + link)
        self.page.fill("#username_input", student)
        self.page.click("#login_submit")


@pytest.fixture
def hub(tmp_path_factory):
    """A hub. No npm: the test is skipped at home, and fails in CI."""
    try:
        with running_hub(tmp_path_factory.mktemp("hub")) as running:
            yield running
    except HubError as error:
        left_out(str(error))


def test_two_students_click_on_the_link_and_work_each_in_a_home_of_their_own(browser, hub, origin):
    """One comes to lesson 00, as by the README, one to lesson 05; both run it whole, bet, and save."""
    address, homes = hub
    pages = {}
    for name, link in zip(("ada", "blaise"), LINKS, strict=True):
        notebook = Path(unquote(link)).name
        pages[name] = HubPage(browser.new_context().new_page(), address, notebook)
        pages[name].click(link.replace("https%3A%2F%2Fgithub.com%2FOWNER%2FREPO", f"file://{origin}"), name)
    for name, page in pages.items():
        page.wait()
        assert page.page.url == f"{address}/user/{name}/doc/tree/REPO/notebooks/{page.notebook}"
        page.run_all()
    place_bet(pages["ada"], "half")
    move_first_control(pages["blaise"], first_picture(pages["blaise"], "bet-uptime", "uptime"))
    place_bet(pages["blaise"], "haven")

    placed = {}
    for name, page in pages.items():
        save(page)
        assert page.elsewhere == [], "the page asked for something outside this machine"
        page.page.context.close()
        course = homes / name / "REPO"
        book = nbformat.read(course / "notebooks" / page.notebook, as_version=4)
        code = [cell for cell in book.cells if cell.cell_type == "code" and cell.source.strip()]
        assert sum(bool(cell.outputs) for cell in code) > len(code) / 2, "explorers, bets and tables are shown"
        assert not [o for c in code for o in c.outputs if o.output_type == "error"]
        lessons = parse((course / ANSWERS).read_bytes(), name)
        placed[name] = {f"{number} {item}" for number, items in lessons.items() for item in items}
    assert placed == {"ada": {"00 bet-half"}, "blaise": {"05 bet-uptime", "05 bet-haven"}}
    assert len(list(homes.rglob("my_answers*.json"))) == 2
    assert not (REPO / ANSWERS).exists() or "bet-half" not in (REPO / ANSWERS).read_text("utf-8")


# ---------------------------------------------------------------- nbgitpuller and a student's work


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run a program in a folder, with no settings of git but these: run(folder, "git", "commit", …)."""
    me = {"NAME": "An instructor", "EMAIL": "instructor@example.org"}
    names = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in me.items()}
    nobody = {"HOME": str(tmp_path_factory.mktemp("git-home")), "GIT_CONFIG_NOSYSTEM": "1"}

    def run_(folder: Path, *command) -> None:
        done = subprocess.run(
            command, cwd=folder, env=os.environ | nobody | names, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-1000:]

    return run_


@pytest.fixture(scope="module")
def origin(tmp_path_factory, run) -> Path:
    """The instructor's repository, of the name in the links."""
    folder = tmp_path_factory.mktemp("origin") / "REPO"
    copy_course(folder)
    shutil.copy(REPO / ".gitignore", folder)
    run(folder, "git", "init", "--quiet", "--initial-branch=main")
    commit(run, folder)
    return folder


def commit(run, folder: Path, *what: str) -> None:
    run(folder, "git", "add", *(what or ["--all"]))
    run(folder, "git", "commit", "--quiet", "--message=The course")


def change(folder: Path, edit) -> None:
    """Edit the cells of lesson 05 and write it as JupyterLab does."""
    file = folder / LESSON_FILE
    book = nbformat.read(file, as_version=4)
    edit({cell.id: cell for cell in book.cells})
    file.write_text(nbformat.writes(book) + "\n", encoding="utf-8")


def answer(cells) -> None:
    """What a student does: run everything, write an answer."""
    for number, cell in enumerate((c for c in cells.values() if c.cell_type == "code"), start=1):
        cell.execution_count = number
        cell.outputs = [nbformat.v4.new_output("stream", text="a picture\nand a sentence\n")]
    source = cells["exercise-one-closes"].source
    cells["exercise-one-closes"].source = source.replace("answer = ...", "answer = my_own")


def test_a_second_click_keeps_what_a_student_wrote_and_brings_what_is_new(tmp_path, run, origin):
    mine, theirs = tmp_path / "student", tmp_path / "REPO"
    click = [ELSEWHERE / "gitpuller", f"file://{theirs}", "main", mine]
    shutil.copytree(origin, theirs)
    run(tmp_path, *click)
    change(mine, answer)
    for own in (ANSWERS, MEMO):
        (mine / own).write_text(f"my {own}", encoding="utf-8")
    (mine / "notebooks" / "08_race_against_time.ipynb").unlink()

    def renew(cells):
        cells["at-a-glance"].source += "\n\nThe room has changed."
        source = cells["exercise-one-closes"].source
        cells["exercise-one-closes"].source = source.replace("answer = ...", "answer = ...  # a number")

    change(theirs, renew)
    for new in ("notebooks/reading_list.md", MEMO):
        (theirs / new).write_text("New.\n", encoding="utf-8")
    commit(run, theirs, "--force", ".", MEMO)
    run(tmp_path, *click)

    book = nbformat.read(mine / LESSON_FILE, as_version=4)
    nbformat.validate(book)
    cells = {cell.id: cell for cell in book.cells}
    assert "answer = my_own\n" in cells["exercise-one-closes"].source, "where both wrote: the student's"
    assert cells["bet-uptime"].outputs, "a student's output stays"
    assert "The room has changed." in cells["at-a-glance"].source
    assert (mine / ANSWERS).read_text("utf-8") == f"my {ANSWERS}"
    kept = [file.read_text("utf-8") for file in (mine / "notebooks").glob("my_policy_memo__*.md")]
    assert kept == [f"my {MEMO}"], "a file of the instructor's never replaces a student's of the same name"
    assert (mine / "notebooks" / "reading_list.md").exists()
    assert (mine / "notebooks" / "08_race_against_time.ipynb").exists(), "deleted: comes back"


# ---------------------------------------------------------------- the instructors' page


def test_the_values_for_kubernetes_are_yaml_and_hold_what_was_measured():
    parts = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)
    values = next(v for v in map(yaml.safe_load, parts) if v and "memory" in v.get("singleuser", {}))
    memory, cpu = values["singleuser"]["memory"], values["singleuser"]["cpu"]
    guarantee, limit = (int(memory[k].removesuffix("M")) for k in ("guarantee", "limit"))
    taken = int(re.search(r"memory a student takes, server and kernel \| (\d+) MB", PAGE)[1])
    assert taken < guarantee < limit  # a hub's M is 2^20 bytes, as ours
    assert f"limit for one student: **{limit}M**" in PAGE
    assert 0 < cpu["guarantee"] < cpu["limit"]
    assert values["singleuser"]["defaultUrl"] == "/lab"


def test_the_links_of_the_page_are_built_as_it_says():
    opened = [parse_qs(urlsplit(link).query) for link in LINKS]
    assert all(asked["repo"] == ["https://github.com/OWNER/REPO"] for asked in opened)
    opened = [asked["urlpath"][0] for asked in opened]
    assert opened == [f"doc/tree/REPO/notebooks/{name}.ipynb" for name in ("00_start_here", LESSON)]
