"""The browser edition's parts, without a browser: what is fetched, what is refused, its policy."""

import errno
import gzip
import json
import re
import subprocess
import zipfile
import zlib

import pytest

from hosting_shift import errors
from tools.browser_edition import build, snapshot


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
        "printf 'a()' | openssl dgst -sha256 -binary | base64", shell=True, capture_output=True, text=True, check=True
    ).stdout.strip()
    assert re.findall(r"'sha256-[^']+'", policy) == [f"'sha256-{digest}'"]
    scripts = policy.split("script-src")[1].split(";")[0]
    assert "unsafe-inline" not in scripts and "http" not in policy


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(build.SiteError, match="not empty"):
        build.build(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_what_the_browser_does_not_store_becomes_an_error_in_python(tmp_path):
    (tmp_path / "build").mkdir()
    page, worker = tmp_path / "build" / "1.js", tmp_path / "service-worker.js"
    page.write_text("const t=await this._driveContentsProcessor.processDriveRequest(e);post(t)")
    worker.write_text("e(new Response(JSON.stringify(s)))")
    build.tell_refusals(tmp_path)
    assert ".processDriveRequest(e).catch(()=>({refused:true}));post(t)" in page.read_text()
    assert "new Response(JSON.stringify(s),{status:s&&s.refused?507:200})" in worker.read_text()
    worker.write_text("something new")
    with pytest.raises(build.SiteError, match="otherwise than before"):
        build.tell_refusals(tmp_path)


def test_a_refusal_of_the_browser_is_told_in_words(monkeypatch):
    refused = OSError(errno.EINVAL, "Invalid argument")
    assert errors.reason_of(refused) == "Invalid argument"
    monkeypatch.setattr(errors.sys, "platform", "emscripten")
    assert errors.reason_of(refused) == "the browser refuses; it may have no room left"
    assert errors.reason_of(OSError(errno.EACCES, "Permission denied")) == "Permission denied"


# ---------------------------------------------------------------- the snapshot

LIBRARY, FONT = "a/core.so", "matplotlib/mpl-data/fonts/ttf/DejaVuSans.ttf"


@pytest.fixture
def wheels(tmp_path):
    """A runtime's folder with one wheel, its lock file, and ssl, which stays out of the snapshot."""
    with zipfile.ZipFile(tmp_path / "a-1.whl", "w", zipfile.ZIP_DEFLATED) as wheel:
        for name in (LIBRARY, FONT, "a/__init__.py", "a-1.dist-info/METADATA"):
            wheel.writestr(name, f"content of {name} " * 20)
    lock = {"a": {"name": "A", "file_name": "a-1.whl"}, "ssl": {"name": "ssl", "file_name": "not there"}}
    (tmp_path / "pyodide-lock.json").write_text(json.dumps({"packages": lock}))
    return tmp_path


def test_a_file_in_a_wheel_is_found_by_its_place(wheels):
    index = snapshot.contents_of(wheels)
    assert index["packages"] == [["A", "a-1.dist-info"]]
    ((wheel, files),) = index["wheels"]
    whole = (wheels / wheel).read_bytes()
    for name, start, packed, size in files:
        content = zlib.decompress(whole[start : start + packed], wbits=-15)
        assert content.decode() == f"content of {name} " * 20 and len(content) == size
    assert len(files) == 4


def test_a_snapshot_is_named_by_its_content(wheels):
    names = []
    for heap in (b"memory", b"memory", b"another memory"):
        index = snapshot.contents_of(wheels) | {"libraries": [LIBRARY]}
        snapshot.write(wheels, index, heap)
        folder = wheels / snapshot.FOLDER
        made = json.loads((folder / "manifest.json").read_text())
        pack = gzip.decompress((folder / made["pack"]["file"]).read_bytes())
        assert gzip.decompress((folder / made["heap"]["file"]).read_bytes()) == heap
        assert made["heap"]["bytes"] == len(heap) and made["pack"]["bytes"] == len(pack)
        inside = json.loads(pack[: made["index"]])
        names_in = [name for name, _ in inside["contents"]]
        assert names_in == [LIBRARY, "a-1.dist-info/METADATA", FONT], "libraries first, then what is always read"
        assert sum(size for _, size in inside["contents"]) == len(pack) - made["index"]
        packed = {file.name: file.read_bytes() for file in folder.iterdir()}
        names.append((made["id"], packed))
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()
    assert names[0] == names[1] and names[0][0] != names[2][0]


def test_a_first_visit_fetches_no_wheel(wheels):
    for name in ("pyodide.js", "openssl-1.1.1w.zip"):
        (wheels / name).touch()
    (wheels / "snapshot").mkdir()
    (wheels / "snapshot" / "manifest.json").touch()
    found = [file.relative_to(wheels).as_posix() for file in snapshot.first_visit(wheels)]
    assert found == ["pyodide-lock.json", "pyodide.js", "snapshot/manifest.json"]


def test_a_snapshot_that_cannot_be_made_fails_the_build_in_a_sentence(tmp_path, monkeypatch):
    """The words of the program that failed come behind it."""

    def make(*given):
        build._run(["node", "-e", "throw new Error('Python holds an object that restore.mjs has no name for')"])

    monkeypatch.setattr(snapshot, "make", make)
    with pytest.raises(build.SiteError, match=r"could not be made, or not restored.*(?s:.*)has no name for"):
        build.take_snapshot(tmp_path, tmp_path)
