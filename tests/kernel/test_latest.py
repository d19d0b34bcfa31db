"""`make test-latest` and the workflows: what they call exists, and the report says what broke."""

import re
import subprocess

import pytest
import yaml

from harness import REPO
from tools import latest

WORKFLOWS = sorted((REPO / ".github" / "workflows").glob("*.yml"))
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

LOG = """=== warnings summary ===
tests/test_a.py::test_good
  /x/notebooks/hosting_shift/charts/base.py:12: FutureWarning: this will change
    y = x
tests/test_a.py::test_good
  /x/site-packages/other/y.py:3: DeprecationWarning: not ours
"""


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
    assert latest.recorded(LOG) == ["FutureWarning: this will change"]
    assert latest.recorded("3 passed") == []


def test_the_report_says_what_broke_by_file_and_what_was_left_out(run):
    four = dict.fromkeys(latest.FOUR, "9.9")
    text = latest.report([("pandas", "3.1.1", "9.9")], four, run, "tests/test_a.py")
    assert "**3 of the tests broke**: 1 passed, 3 failed, 1 skipped. jupyterlab 9.9" in text
    assert text.index("### tests/test_a.py") < text.index("### tests/test_b.py")
    assert "- `test_no_server`: fixture failed" in text
    assert "| pandas | 3.1.1 | 9.9 |" in text
    assert "DeprecationWarning: use that instead" in text
    assert latest.LEFT_OUT in text and "Only a selection was run: `tests/test_a.py`" in text
    good = latest.report([], four, latest.Run(7, 0, [], []), "")
    assert "**Nothing broke**: 7 passed, 0 failed" in good and "selection" not in good


def test_a_run_that_was_cut_off_is_said(tmp_path):
    path = tmp_path / "latest.xml"
    with pytest.raises(ValueError, match=r"latest\.xml cannot be read"):
        latest.read(path)
    path.write_text(JUNIT[:300], encoding="utf-8")
    with pytest.raises(ValueError, match="did not come to its end"):
        latest.read(path)


def test_versions_are_compared_with_every_pin():
    pinned = latest.pins((REPO / "constraints.txt").read_text(encoding="utf-8"))
    assert set(latest.FOUR) <= set(pinned)
    one = next(iter(pinned["pandas"]))
    here = {"zebra": "1", "numpy": max(pinned["numpy"]), "pandas": one + ".post1"}
    assert latest.differences(here, pinned) == [("pandas", one, one + ".post1"), ("zebra", "not pinned", "1")]


@pytest.mark.parametrize(
    ("environments", "log", "code", "words"),
    [("made", JUNIT, 1, "3 of the tests broke"), ("broken", "", 1, "It did not come to tests")],
)
def test_the_exit_code_says_whether_something_broke(tmp_path, monkeypatch, environments, log, code, words):
    def make(folder, group):
        if environments == "broken":
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
    if environments == "made":
        good = re.sub(r"<(failure|error)\b.*?(/>|</\1>)", "", log, flags=re.S)
        monkeypatch.setattr(latest, "run_tests", lambda junit: junit.write_text(good) and "")
        assert latest.main() == 0
        none = "<testsuites><testsuite/></testsuites>"
        monkeypatch.setattr(latest, "run_tests", lambda junit: junit.write_text(none) and "")
        assert latest.main() == 1, "no test at all is no success"


def test_the_test_left_out_exists_and_is_the_only_one():
    file, name = latest.LEFT_OUT.split("::")
    assert f"def {name}(" in (REPO / file).read_text(encoding="utf-8")


# ---------------------------------------------------------------- workflows


def steps(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert True in workflow, "YAML reads the key `on` as true"
    return workflow, [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_workflows_call_what_there_is(path):
    workflow, all_steps = steps(path)
    assert workflow["permissions"]["contents"] == "read", "no more rights than needed"
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 120
    commands = "\n".join(step.get("run", "") for step in all_steps)
    for target in re.findall(r"\bmake ([\w-]+)", commands):
        assert re.search(rf"(?m)^{re.escape(target)}:", MAKEFILE), f"make {target}"
    for script in re.findall(r"(?m)^(\.\S+)", commands):
        assert (REPO / script).exists(), script
    for step in all_steps:
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])


def test_there_are_workflows_for_every_push_and_for_the_newest_releases():
    found = {path.name: steps(path) for path in WORKFLOWS}
    assert {"push", "pull_request"} <= set(found["test.yml"][0][True])
    assert any(step.get("run", "").endswith(" .ci/run") for step in found["test.yml"][1])
    workflow, all_steps = found["latest.yml"]
    assert "schedule" in workflow[True] and "workflow_dispatch" in workflow[True]
    assert workflow["permissions"] == {"contents": "read", "issues": "write"}
    assert any(step.get("run", "").endswith(" make test-latest") for step in all_steps)
    assert any("gh issue create" in step.get("run", "") for step in all_steps)


def test_the_shell_of_the_workflows_parses():
    for path in WORKFLOWS:
        for step in steps(path)[1]:
            if "run" in step:
                done = subprocess.run(["bash", "-n", "-c", step["run"]], capture_output=True)
                assert done.returncode == 0, done.stderr


def test_make_clean_removes_what_test_latest_makes():
    clean = re.search(r"(?m)^clean:\n\t(.*)", MAKEFILE)[1].split()
    ignored = (REPO / ".gitignore").read_text(encoding="utf-8").split()
    for folder in latest.ENVIRONMENTS:
        assert folder in clean and f"{folder}/" in ignored
