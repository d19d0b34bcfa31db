"""Every lesson run with the network refused, as shipped and with its solutions."""

import re

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


def test_every_table_is_set_for_readers(name):
    for cell in cells(as_shipped(name), "code"):
        assert "to_string" not in cell.source, f"{cell.id}: a table printed as text"
        for output in cell.outputs:
            forms = output.get("data", {})
            assert "dtype:" not in forms.get("text/plain", "") or "text/html" in forms, f"{cell.id}: a bare column"
            page = re.sub(r"(?s)<details.*?</details>", "", forms.get("text/html", ""))  # a summary says what it holds
            for table in re.findall(r"(?s)<table.*?</table>", page):
                heads = re.findall(r"(?s)<th\b[^>]*>(.*?)</th>", table)
                assert "dataframe" not in table and "text-align: right" not in page, f"{cell.id}: pandas' own look"
                assert re.search(r"<caption>[^<]{5,}", table), f"{cell.id}: a table without a caption"
                assert all(re.fullmatch(r"[^_]+", head) for head in heads), f"{cell.id}: {heads}"
                assert not re.search(r"<tbody><tr><t[hd][^>]*>0</t[hd]>", table), f"{cell.id}: rows are numbered"
