"""`make test-latest`, workflows, issue forms, hooks: what they call exists, and what broke is said."""

import re
import subprocess
from importlib.util import find_spec

import pytest
import yaml

from harness import REPO
from tools import latest

WORKFLOWS = sorted((REPO / ".github" / "workflows").glob("*.yml"))
FORMS = [p for p in (REPO / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if p.name != "config.yml"]
MAKEFILE = (REPO / "Makefile").read_text(encoding="utf-8")

JUNIT = """<?xml version="1.0"?><testsuites><testsuite name="pytest">
<testcase classname="tests.test_a" name="test_good" file="tests/test_a.py"/>
<testcase classname="tests.test_a" name="test_old" file="tests/test_a.py"><failure
  message="DeprecationWarning: use that instead">E   DeprecationWarning: use that instead
notebooks/hosting_shift/tables.py:7: DeprecationWarning</failure></testcase>
<testcase classname="tests.test_b" name="test_bad[05|x]"><failure
  message="AssertionError: assert 1 == 2&#10;more">trace</failure></testcase>
<testcase classname="tests.test_b" name="test_no_server"><error message="fixture failed"/></testcase>
<testcase classname="tests.test_b" name="test_skipped"><skipped message="no"/></testcase>
</testsuite></testsuites>"""


@pytest.fixture
def run(tmp_path):
    path = tmp_path / "latest.xml"
    path.write_text(JUNIT, encoding="utf-8")
    return latest.read(path)


def test_a_report_is_read(run):
    assert (run.passed, run.skipped) == (1, 1)
    assert [(b.file, b.name) for b in run.broken] == [
        ("tests/test_a.py", "test_old"),
        ("tests/test_b.py", "test_bad[05|x]"),
        ("tests/test_b.py", "test_no_server"),
    ]
    assert run.broken[1].why == "AssertionError: assert 1 == 2"
    assert run.deprecations == ["DeprecationWarning: use that instead"]


def test_the_report_says_what_broke_and_what_was_left_out(run):
    text = latest.report([("pandas", "3.1.1", "9.9")], dict.fromkeys(latest.FOUR, "9.9"), run, "")
    assert "**3 of the tests broke**: 1 passed, 3 failed, 1 skipped. jupyterlab 9.9" in text
    assert "- `test_no_server`: fixture failed" in text and "| pandas | 3.1.1 | 9.9 |" in text
    file, name = latest.LEFT_OUT.split("::")
    assert latest.LEFT_OUT in text and f"def {name}(" in (REPO / file).read_text(encoding="utf-8")


GOOD = re.sub(r"<(failure|error)\b.*?(/>|</\1>)", "", JUNIT, flags=re.S)


@pytest.mark.parametrize(
    ("log", "code", "words"),
    [
        (JUNIT, 1, "3 of the tests broke"),
        (GOOD, 0, "4 passed"),
        ("<testsuites><testsuite/></testsuites>", 1, ""),  # no test at all is no success
        (None, 1, "It did not come to tests"),  # pip failed
    ],
)
def test_the_exit_code_says_whether_something_broke(tmp_path, monkeypatch, log, code, words):
    def make(folder, group):
        if log is None:
            raise subprocess.CalledProcessError(1, ["pip"])

    def run_tests(junit):
        junit.write_text(log, encoding="utf-8")
        return ""

    monkeypatch.setattr(latest, "OUTPUT", tmp_path)
    monkeypatch.setattr(latest, "make", make)
    monkeypatch.setattr(latest, "installed", lambda _: dict.fromkeys(latest.FOUR, "9"))
    monkeypatch.setattr(latest, "run_tests", run_tests)
    monkeypatch.delenv("KEEP", raising=False)
    assert latest.main() == code
    assert words in (tmp_path / "latest.md").read_text(encoding="utf-8")


# ---------------------------------------------------------------- workflows


def test_workflows_and_forms_call_what_there_is():
    """Every target of make and every script exists, the shell parses; forms have what a form needs."""
    called = {}
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        jobs = workflow["jobs"].values()
        assert workflow["permissions"]["contents"] == "read" and all("timeout-minutes" in j for j in jobs)
        for step in (step for job in jobs for step in job["steps"]):
            assert re.fullmatch(r"(actions/[\w-]+@v\d+)?", step.get("uses", "")), step
            shell = step.get("run", "")
            assert subprocess.run(["bash", "-n", "-c", shell]).returncode == 0, shell
            called.setdefault(path.name, []).append(shell)
        shell = "\n".join(called[path.name])
        for target in re.findall(r"\bmake ([\w-]+)", shell):
            assert re.search(rf"(?m)^{re.escape(target)}:", MAKEFILE), f"make {target}"
        assert all((REPO / script).exists() for script in re.findall(r"(?m)(?:^| )(\.ci/\S+)", shell))
    assert any(line.endswith(" .ci/run") for line in called["test.yml"])
    assert any(line.endswith(" make test-latest") for line in called["latest.yml"])


def test_issue_forms_ask_for_what_there_is():
    for path in FORMS:
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert {"name", "description", "body"} <= set(form), path.name
        fields = [field for field in form["body"] if field["type"] != "markdown"]
        assert len({field["id"] for field in fields}) == len(fields) >= 5, path.name
        assert all(field["type"] in ("input", "textarea", "dropdown") for field in fields), path.name
        for name in re.findall(r"data/(\w+)\.csv", path.read_text(encoding="utf-8")):
            assert (REPO / "data" / f"{name}.csv").is_file(), name
        options = {f["id"]: f["attributes"].get("options") for f in form["body"] if "id" in f}
        if lessons := options.get("lesson"):
            there = sorted(path.name[:2] for path in (REPO / "notebooks").glob("[01]?_*.ipynb"))
            assert [words[:2] for words in lessons[:-1]] == there


def test_the_hooks_before_a_commit_fetch_nothing_and_call_what_there_is():
    settings = yaml.safe_load((REPO / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    hooks = [hook for repo in settings["repos"] for hook in repo["hooks"]]
    assert {repo["repo"] for repo in settings["repos"]} == {"local"} and len(hooks) >= 4
    for hook in hooks:
        assert hook["language"] == "system", f"{hook['id']}: only what .venv holds"
        program, *words = hook["entry"].split()
        assert program in (".venv/bin/ruff", ".venv/bin/python"), hook["entry"]
        if words[0] == "-m":
            assert find_spec(words[1]), hook["entry"]


def test_make_clean_removes_what_test_latest_makes():
    clean = re.search(r"(?m)^clean:\n\t(.*)", MAKEFILE)[1].split()
    ignored = (REPO / ".gitignore").read_text(encoding="utf-8").split()
    for folder in latest.ENVIRONMENTS:
        assert folder in clean and folder in ignored
