"""A damaged table or description is named with what to do. In test_faults the lessons meet it, too."""

import re

import pytest

from harness.damages import BEHIND_A_BET, DAMAGES, cut_in_the_middle, emptied, rubbish
from harness.jupyterlab_server import copy_course
from hosting_shift import tables


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return copy_course(tmp_path_factory.mktemp("data")).parent / "data"


@pytest.mark.parametrize("damage", [None, *DAMAGES], ids=lambda d: d.__name__ if d else "deleted")
def test_a_table_damaged_in_any_way_is_named_with_what_to_do(data, monkeypatch, damage):
    monkeypatch.setattr(tables, "_folder", data)
    monkeypatch.setattr(tables, "_loaded", {})
    for name in sorted(file.removesuffix(".csv") for file in BEHIND_A_BET):
        path = data / f"{name}.csv"
        whole = path.read_bytes()
        path.unlink()
        if damage:
            path.write_bytes(damage(whole))
        with pytest.raises(tables.TableError) as told:
            tables.load(name)
        path.write_bytes(whole)
        words = str(told.value)
        assert f"data/{name}.csv" in words and "To restore the file" in words, words
        if damage:
            said = "expected|cut off|not the one that was checked|not UTF-8"
            assert re.search(said, words), words
        assert words.count(".") < 12 and len(words) < 1500, words
        assert len(tables.load(name)) > 0, "restored, it reads again"


@pytest.mark.parametrize("damage", [None, emptied, cut_in_the_middle, rubbish])
def test_the_description_damaged_is_named_with_what_to_do(data, monkeypatch, damage):
    monkeypatch.setattr(tables, "_folder", data)
    monkeypatch.setattr(tables, "_loaded", {})
    path = data / "datapackage.json"
    whole = path.read_bytes()
    path.unlink()
    if damage:
        path.write_bytes(damage(whole))
    with pytest.raises(tables.TableError, match="datapackage") as told:
        tables.load("glossary")
    path.write_bytes(whole)
    assert "To restore the file" in str(told.value)
