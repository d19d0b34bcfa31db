"""Tables as the page sets them, beside JupyterLab's own styles."""


def test_tables_stand_to_the_left(open_lesson):
    lesson = open_lesson("00_start_here")
    map_ = lesson.show_cell("course-map").locator(".jp-OutputArea")
    tables = map_.locator("th, td").evaluate_all("all => all.map(one => getComputedStyle(one).textAlign)")
    assert len(tables) > 40 and set(tables) == {"left"}
