"""A damaged file of data/ is named with what to do. In test_faults the lessons meet it, too."""

import re

import pytest

from harness.damages import DAMAGES, rubbish, with_a_bad_value, without_a_column
from hosting_shift import tables


@pytest.mark.parametrize("damage", [None, *DAMAGES], ids=lambda d: d.__name__ if d else "deleted")
@pytest.mark.parametrize("file", ["sources.csv", "lessons.csv", "settings.toml", "datapackage.json"])
def test_a_file_damaged_in_any_way_is_named_with_what_to_do(facts, file, damage):
    if damage in (without_a_column, with_a_bad_value) and not file.endswith(".csv"):
        damage = rubbish
    ask = tables.load if file.endswith(".csv") else tables.settings
    name = file.removesuffix(".csv") if file.endswith(".csv") else "moments"
    path = facts / file
    whole = path.read_bytes()
    path.unlink()
    if damage:
        path.write_bytes(damage(whole))
    with pytest.raises(tables.TableError) as told:
        ask(name)
    words = str(told.value)
    assert f"data/{file}" in words and "To restore the file" in words, words
    if damage:
        assert re.search("expected|cut off|not the file that was checked|not UTF-8|JSON|not describe", words), words
    assert words.count(".") < 14 and len(words) < 1500, words
    path.write_bytes(whole)
    assert len(ask(name)) > 0, "restored, it reads again"
