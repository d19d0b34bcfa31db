"""What a lesson keeps in memory: a student who tries again and again must not end the kernel."""

from harness.kernels import kernel
from harness.lesson_files import cells, read

LESSON = "08_race_against_time"
MOST = 5  # MB that fifty wrong answers may add to the memory of a lesson run whole
USED = "import gc, psutil; _ = gc.collect(); print(psutil.Process().memory_info().rss / 1e6)"


def test_fifty_wrong_answers_add_little_memory(tmp_path):
    with kernel(tmp_path) as running:
        for cell in cells(read(LESSON), "code"):
            running.works(cell.source)
        before = float(running.works(USED).text)
        for number in range(50):
            name = ("haven", "staged", "read", "threshold", "middle")[number % 5]
            assert "Not yet." in running.works(f"lesson.check({name!r}, {-1 - number})").text
        after = float(running.works(USED).text)
    assert after - before <= MOST, f"{after - before:.1f} MB more"
