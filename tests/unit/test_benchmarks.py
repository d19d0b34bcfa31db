"""The benchmarks: what they measured makes the report, and they can move what they measure."""

from itertools import islice

import pytest

from benchmarks import report
from benchmarks.latency import keys, moved
from hosting_shift import explorers
from hosting_shift.ui import Panel


def test_the_report_is_what_the_numbers_kept_say():
    text = (report.RESULTS / "REPORT.md").read_text(encoding="utf-8")
    assert text == report.compose() and text.count("\nMethod: ") == len(report.PARTS)


@pytest.mark.parametrize("name", explorers.__all__)
def test_a_control_goes_there_and_back_by_keys(name):
    panel = getattr(explorers, name)()
    if not isinstance(panel, Panel):
        return  # no control that redraws
    control, start, steps = moved(panel)
    panel.set(**{control.name: start})
    assert panel.settings[control.name] == start
    pressed = list(islice(keys(control, steps), 2 * steps))
    there, back = pressed[0], pressed[-1]
    assert there != back and pressed == [there] * steps + [back] * steps
