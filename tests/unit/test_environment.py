"""What is installed: one list of packages, the same everywhere, and what Binder would build."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import harness
from harness import REPO, committed
from harness.jupyterlab_server import find_chromium

PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((REPO / "environment.yml").read_text(encoding="utf-8"))
LESSONS = PROJECT["dependency-groups"]["lessons"]


def pip_part() -> list[str]:
    return next(d["pip"] for d in ENVIRONMENT["dependencies"] if isinstance(d, dict))


def test_conda_names_the_same_packages_at_the_tested_versions():
    packages = [line for line in pip_part() if not line.startswith("-")]
    assert packages == LESSONS == ["jupyterlab", "pandas", "matplotlib", "ipywidgets"]
    assert "-c constraints.txt" in pip_part() and "python=3.11" in ENVIRONMENT["dependencies"]


def pins() -> dict[str, str]:
    """Return the pinned version of every package on this Python and system."""
    found = {}
    for line in (REPO / "constraints.txt").read_text(encoding="utf-8").splitlines():
        pin = Requirement(line)
        assert re.fullmatch(r"==[^,*]+", str(pin.specifier)), f"not an exact version: {line!r}"
        if pin.marker is None or pin.marker.evaluate():
            found[canonicalize_name(pin.name)] = str(pin.specifier)[2:]
    return found


def test_every_package_of_this_run_has_its_pinned_version():
    installers = {"pip", "setuptools", "wheel", "uv"}
    installed = {canonicalize_name(d.metadata["Name"]): d.version for d in distributions()}
    pinned = pins()
    wrong = {name for name in installed.keys() - installers if installed[name] != pinned.get(name)}
    assert not wrong, f"{[(name, installed[name], pinned.get(name)) for name in wrong]}; run make clean, then make test"


def dockerfile(folder: Path, *options: str) -> str:
    """Return what repo2docker would build from `folder`, without building it."""
    flags = ["--no-build", "--debug", "--user-id=1000", "--user-name=student", *options]
    command = [sys.executable, "-m", "repo2docker", *flags, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def binder(tmp_path_factory):
    copy = tmp_path_factory.mktemp("binder")
    for name in ("environment.yml", "constraints.txt", "pyproject.toml", "postBuild"):
        shutil.copy(REPO / name, copy)
    return copy, dockerfile(copy)


def test_binder_builds_with_python_3_11_our_pins_and_our_last_step(binder):
    text = binder[1]
    assert "Building conda environment for python=3.11" in text
    # a pip line that names a local file (-c constraints.txt) makes repo2docker copy everything first
    copied = text.index("COPY --chown=1000:1000 src/ ${REPO_DIR}")
    installed = text.index('env update -p ${NB_PYTHON_PREFIX} --file "environment.yml"')
    assert copied < installed < text.index("RUN ./postBuild")


def test_on_binder_jupyterlab_starts_with_the_settings_of_make_lab(tmp_path):
    environment = {**os.environ, "NB_PYTHON_PREFIX": str(tmp_path)}
    subprocess.run([REPO / "postBuild"], env=environment, cwd=tmp_path, check=True)
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    copied = re.search(r"cp (\S+) \.venv/(\S+)", makefile)
    for rule in re.findall(r"^(?:.+\n)*?\t@touch \$@.*\n", makefile, re.MULTILINE):
        if ".venv/lessons" in rule:
            assert "$(SETTINGS)" in rule, f"an environment that opens JupyterLab without the course's settings: {rule}"
    assert (REPO / copied[1]).read_bytes() == (tmp_path / copied[2]).read_bytes()


def test_what_is_run_keeps_its_line_ends_whatever_git_is_told(tmp_path):
    """A clone under core.autocrlf=true, as Git for Windows sets it: no file of ours has a carriage return."""
    told = [line.split(maxsplit=2) for line in committed("--eol").splitlines() if not line.startswith("i/-text")]
    loose = [line[2] for line in told if "eol=lf" not in line[2]]
    assert len(told) > 300 and not loose, f"their line ends are left to git's settings: {loose[:9]}"


def test_outside_repo2docker_the_last_step_stops_and_says_why():
    environment = {k: v for k, v in os.environ.items() if k != "NB_PYTHON_PREFIX"}
    done = subprocess.run([REPO / "postBuild"], env=environment, capture_output=True, text=True)
    assert done.returncode != 0 and "repo2docker sets it" in done.stderr


def test_the_settings_of_the_course_are_settings_of_jupyterlab():
    """A key that JupyterLab does not know is passed over without a word."""
    schemas = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
    settings = json.loads((REPO / ".jupyterlab-overrides.json").read_text(encoding="utf-8"))
    for plugin, values in settings.items():
        package, name = plugin.split(":")
        known = json.loads((schemas / package / f"{name}.json").read_text(encoding="utf-8"))["properties"]
        assert set(values) <= set(known), plugin


def test_installing_says_what_it_does_in_a_few_lines():
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    for line in re.findall(r".*pip install.*", makefile):
        assert "--quiet" in line, f"pip writes hundreds of lines: {line.strip()}"
    for rule in re.findall(r"^\.venv/\w+:.*\n((?:\t.*\n)*)", makefile, re.MULTILINE):
        assert "pip install" not in rule or "@echo" in rule or "Python is missing" in rule


def test_the_image_for_kubernetes_adds_what_the_page_says(binder):
    page = (REPO / "notebooks" / "instructor" / "hub.md").read_text(encoding="utf-8")
    addition = re.search(r"--appendix '([^']+)'", page)[1]
    text = dockerfile(binder[0], "--appendix", addition)
    assert text.index(addition) > text.index("RUN ./postBuild")


def test_nothing_committed_names_a_registry_or_this_machine():
    registry = re.compile(r"(pypi|pythonhosted|npmjs|deb\.debian)[.](org|com|io)", re.I)
    machine = re.compile(r"(^|[^A-Za-z0-9_.~-])/(w[o]rk|r[o]ot|f[a]rm)/", re.M)
    for name in committed("-z").split("\0"):
        path = REPO / name
        if not path.is_file() or path.suffix in (".png", ".ico"):
            continue
        text = path.read_text(encoding="utf-8")
        assert not registry.search(text) and not machine.search(text), name


@pytest.mark.parametrize(
    ("variable", "place"),
    [
        ("HOME", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("HOME", "Applications/Chromium.app/Contents/MacOS/Chromium"),
        ("ProgramFiles", "Google/Chrome/Application/chrome.exe"),
        ("ProgramFiles(x86)", "Microsoft/Edge/Application/msedge.exe"),
        ("LOCALAPPDATA", "Google/Chrome/Application/chrome.exe"),
    ],
)
def test_a_browser_is_found_where_a_mac_and_windows_install_it(tmp_path, monkeypatch, variable, place):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    for name in ("HOME", "ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "empty"))
    monkeypatch.setenv(variable, str(tmp_path))
    assert find_chromium() is None
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).touch()
    assert find_chromium() == str(tmp_path / place)


def test_in_an_unpacked_zip_what_is_committed_is_left_out_not_failed(tmp_path, monkeypatch):
    monkeypatch.setattr(harness, "REPO", tmp_path)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no clone"):
        committed()


def test_ci_calls_make_test():
    text = (REPO / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^make test$", text, re.M)
    assert os.access(REPO / ".ci" / "run", os.X_OK)


def test_the_version_to_cite_is_the_newest_of_the_changelog():
    released = re.findall(r"(?m)^## (\d[\d.]*) · ", (REPO / "CHANGELOG.md").read_text(encoding="utf-8"))
    cited = yaml.safe_load((REPO / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited["version"] == released[0]
