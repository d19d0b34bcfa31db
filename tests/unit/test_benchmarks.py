"""The benchmarks: what they measured makes the report, and they can move what they measure."""

import pytest

from benchmarks import report
from benchmarks.latency import Move
from hosting_shift import explorers


def test_the_report_is_what_the_numbers_kept_say():
    text = (report.RESULTS / "REPORT.md").read_text(encoding="utf-8")
    assert text == report.compose() and text.count("\nMethod: ") == len(report.PARTS)


@pytest.mark.parametrize("name", ["one_site", "evidence_race", "real_moves"])
def test_a_control_goes_there_and_back_by_keys(name):
    panel = getattr(explorers, name)()
    move = Move.of(panel)
    panel.set(**{move.control.name: move.values[1]})
    assert panel.settings[move.control.name] == move.values[1]
    last = len(move.values) - 1
    assert move.step(0)[1:] == (0, 1) and move.step(last)[1:] == (last, last - 1)
