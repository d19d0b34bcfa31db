"""The report on speed: its parts import, say their numbers in words, and what is missing is said."""

import importlib
import json
from dataclasses import asdict

import pytest

from harness import REPO
from hosting_shift import explorers
from hosting_shift.ui.panel import Panel

report = importlib.import_module("benchmarks.report")

SAMPLES = {
    "latency": dict(
        control={"one_site": "months_online (slider)", "real_moves": "layer (list)"},
        ours={"one_site": [30.0, 40.0], "real_moves": [50.0]},
        interact={"one_site": [100.0, 160.0], "real_moves": [100.0]},
        tasks={"redraw_assumptions: Redraw the assumptions": [0.1, 1.5]},
        still=["course_map"],
    ),
    "redraws": dict(
        now={
            "one_site": dict(first=50.0, compute=1.0, say=0.0, draw=6.0, step=7.0),
            "redraw: Draw": dict(task=700.0),
        },
        before={
            "one_site": dict(first=60.0, compute=1.0, say=0.0, draw=13.0, step=14.0),
            "redraw: Draw": dict(task=1400.0),
        },
        against="an older commit",
    ),
    "lessons": dict(
        bare_seconds=0.5,
        bare_memory=80.0,
        seconds={"05_x": 2.0},
        set_up={"05_x": 0.25},
        memory={"05_x": 100.0},
    ),
    "imports": dict(
        bare=600.0,
        files=90,
        set_up={"05_x": [60.0, 26, 80]},
        alone={"law": 300.0},
        slowest=[["pandas", 12.0]],
    ),
    "model": dict(
        scenarios={"S5": [5.0, 6.0]},
        uptime=[3.0, 3.5],
        engines=[["S5", "NumPy, exact paths", 10.0, 11.0, 0.5, 0.5], ["S5", "Mesa", 90.0, 95.0, 0.5, 0.5]],
        growth={"paths": [[10, 1.0, 0.1], [100, 10.0, 1.0]]},
        redraw=[900.0, 950.0],
    ),
}


@pytest.fixture
def results(tmp_path):
    for part, numbers in SAMPLES.items():
        measured = importlib.import_module(f"benchmarks.{part}").Measured(
            "2026-01-02", "a machine", **numbers
        )
        (tmp_path / f"{part}.json").write_text(json.dumps(asdict(measured)), encoding="utf-8")
    return tmp_path


def test_the_report_puts_the_ratios_of_every_part_first(results):
    assert set(SAMPLES) == set(report.PARTS)
    text = report.compose(report.stored(results))
    ratios, parts = text.split("## From key press to picture", 1)
    for words in ("0.25 to 0.25", "0.50", "time 4.0", "memory 1.25", "0.10", "Mesa 9"):
        assert words in ratios, words
    assert ratios.count("- **") >= len(report.PARTS) + len(report.PROGRAMS)
    assert parts.count("Method: ") == parts.count("2026-01-02, a machine.") == len(SAMPLES)
    for name in ("course_map", "Redraw the assumptions | 0.10 | 1.50", "05_x | 2.0 | 0.25 | 20 | 100"):
        assert name in parts, name


def test_what_was_not_measured_is_said_with_the_command_that_measures_it(results, tmp_path):
    (results / "model.json").unlink()
    text = report.compose(report.stored(results))
    assert "**The model:** not measured in this run: run `make bench PART=model`" in text
    for name, (_, words) in report.PROGRAMS.items():
        said = f"{words[0].upper()}{words[1:]}:** not measured in this run: run"
        assert f"{said} `make bench PART={name}`" in text


def test_the_machine_is_described_and_not_named():
    words = importlib.import_module("benchmarks.common").machine()
    assert "Python" in words and "numpy" in words and "cores" in words
    assert importlib.import_module("platform").node() not in words and str(REPO) not in words


def test_every_explorer_has_a_control_to_press_keys_on():
    latency = importlib.import_module("benchmarks.latency")
    for name in explorers.__all__:
        panel = getattr(explorers, name)()
        if isinstance(panel, Panel):
            move = latency.Move.of(panel)
            for value in move.values[:3]:
                panel.set(**{move.control: value})
                assert panel.settings[move.control] == value
            assert len(move.values) >= 2 and move.step(0)[1:] == (0, 1), name
            assert move.step(len(move.values) - 1)[1:] == (len(move.values) - 1, len(move.values) - 2)
