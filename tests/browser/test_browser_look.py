"""Tables and pictures as the page sets them, beside JupyterLab's own styles."""


def test_tables_stand_to_the_left_and_a_picture_is_as_wide_as_an_explorers(open_lesson):
    lesson = open_lesson("00_start_here")
    map_ = lesson.show_cell("course-map").locator(".jp-OutputArea")
    tables = map_.locator("th, td").evaluate_all("all => all.map(one => getComputedStyle(one).textAlign)")
    assert len(tables) > 40 and set(tables) == {"left"}

    lesson = open_lesson("05_the_hosting_shift", fresh=False)
    drawn = lesson.show_cell("worked").locator(".jp-OutputArea img").first
    left, wide, dots = drawn.evaluate("it => [it.getBoundingClientRect().left, it.width, it.naturalWidth]")
    words = (
        lesson.show_cell("worked")
        .locator(".jp-OutputArea .hs-caption")
        .first.evaluate("it => it.getBoundingClientRect().left")
    )
    assert abs(left - words) <= 1 and dots >= wide, f"{dots} dots on {wide} pixels, {left} beside {words}"
