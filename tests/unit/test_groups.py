"""Tests that share something dear, such as a built site, run on one worker: else each worker makes it anew."""

import re
import subprocess
import sys

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
