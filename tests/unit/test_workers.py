"""What one worker does: all of a group, which shares something dear such as a built site; and tests in any order."""

import os
import re
import subprocess
import sys

from harness import REPO

TESTS = """
import pytest

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(4))
def test_of_a_group(number):
    pass
"""


def test_a_group_runs_on_one_worker(tmp_path):
    (tmp_path / "test_here.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "-v", "-p", "no:cacheprovider"]
    done = subprocess.run([*command, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True)
    workers = re.findall(r"^\[(gw\d)\].*PASSED", done.stdout, re.MULTILINE)
    assert len(workers) == 4 and len(set(workers)) == 1, done.stdout


# What Playwright leaves on a worker once a test has driven a browser: an event loop that counts as running.
AFTER_A_BROWSER = """
import asyncio
LOOP = asyncio.new_event_loop()
def pytest_runtest_logstart(nodeid, location):
    asyncio._set_running_loop(LOOP)
"""


def test_a_click_in_a_test_acts_at_once_also_after_tests_in_a_browser(tmp_path):
    (tmp_path / "after_a_browser.py").write_text(AFTER_A_BROWSER, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "after_a_browser", "-p", "no:cacheprovider", "-q"]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    tests = "tests/unit/test_case_practice.py"
    done = subprocess.run([*command, tests], cwd=REPO, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
