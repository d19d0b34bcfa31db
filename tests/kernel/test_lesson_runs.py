"""Every lesson run with the network refused, as shipped and with its solutions."""

import nbformat
import pytest

from harness.lesson_files import LESSONS, SHIPPED, as_shipped, cells, in_code, in_fields, run, solution_of, texts

pytestmark = pytest.mark.xdist_group(SHIPPED)


@pytest.fixture(params=LESSONS)
def name(request):
    return request.param


def test_runs_with_the_network_refused_and_nothing_answered(name):
    done = as_shipped(name)
    for exercise in in_code(done):
        assert "..." in exercise.source
        assert "Not answered yet" in texts(exercise), exercise.id
    for exercise in in_fields(done):
        assert "Your answer: " in texts(exercise), exercise.id
    assert in_code(done) + in_fields(done)
    for cell in cells(done, "code"):
        assert not [o for o in cell.outputs if o.output_type == "error"]
        assert not [o for o in cell.outputs if o.get("name") == "stderr"], texts(cell)


def test_solutions_pass_in_place_of_their_exercises(name, tmp_path):
    def solve(lesson):
        for exercise in in_code(lesson):
            exercise.source = solution_of(lesson, exercise)

    done = run(name, tmp_path, solve)
    for exercise in in_code(done):
        assert "Right." in texts(exercise), f"{exercise.id}: {texts(exercise)}"


def test_the_network_guard_refuses(tmp_path):
    def ask(lesson):
        del lesson.cells[1:]
        lesson.cells[0] = nbformat.v4.new_code_cell(
            "import urllib.request\n"
            "for address in ('http://192.0.2.1/', 'http://example.org/'):\n"
            "    try:\n"
            "        urllib.request.urlopen(address, timeout=2)\n"
            "    except OSError as error:\n"
            "        print(error)\n"
        )

    done = run("00_start_here", tmp_path, ask)
    assert texts(done.cells[0]).count("refused") == 2
