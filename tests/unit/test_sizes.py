"""What each installed package costs: the script's sums, and the table on the instructors' page."""

from benchmarks import sizes


def test_the_four_and_all_they_ask_for_are_counted_once():
    found = sizes.measure()
    assert set(sizes.the_four()) | {"numpy", "pillow", "tornado", "ipykernel"} <= set(found)
    assert "scipy" not in found and "pytest" not in found, "test tools are not a student's"
    assert found["numpy"].bytes > 20 * sizes.MB
    assert {"pandas", "matplotlib"} <= set(found["numpy"].wanted_by)


def test_leaving_one_out_saves_only_what_no_other_needs():
    found = sizes.measure()
    gone = sizes.alone(found, "matplotlib")
    assert "pillow" in gone and "numpy" not in gone
    assert sizes.alone(found, "pandas") == ["pandas"]


def test_the_table_of_the_page_is_that_of_the_last_measurement():
    page = sizes.PAGE.read_text(encoding="utf-8")
    assert sizes.renew(page) == page, "run benchmarks/sizes.py --write"
