"""Exercises ask `compute`: marking shows nothing, keeps nothing; `start()` is what a panel first shows."""

import numpy as np
import pandas as pd
import pytest
from ipywidgets import Widget
from ipywidgets.widgets import widget
from matplotlib.backends.backend_agg import FigureCanvasAgg

from hosting_shift import exercises, explorers
from hosting_shift.ui.picture import Picture

ODD = (None, ..., True, float("nan"), 10**400, "\x00", b"1", [None, 1], {}, pd.DataFrame({"a": [1]}), object())
CALLS = {  # with the arguments that lessons give, besides the call without any
    "claims_explorer": ["", "prediction"],
    "convention_atlas": ["FRA", "DEU"],
    "evidence_race": [1],
    "jurisdiction_puzzle": ["article today"],
    "liability_navigator": ["developer"],
    "notice_workshop": ["B"],
    "procedure_clocks": ["person"],
    "procuring_laws": ["third_parties"],
    "ten_jurisdictions": ["all but one"],
    "then_and_now": ["C58"],
    "timeline": ["law", "France"],
}


@pytest.mark.parametrize("name", exercises.every())
def test_marking_shows_no_widget_and_draws_no_picture(name, monkeypatch):
    drawn = []
    png, draw = Picture.png, FigureCanvasAgg.draw
    monkeypatch.setattr(Picture, "png", lambda *a: drawn.append(name) or png(*a))
    monkeypatch.setattr(FigureCanvasAgg, "draw", lambda *a: drawn.append(name) or draw(*a))
    exercise = exercises.every()[name]
    answers = [exercise.expected(), *(mistake for mistake, _ in exercise.mistakes()), -1, "no", *ODD]
    before = set(widget._instances)
    verdicts = {exercises.mark(name, answer)[0] for answer in answers}
    assert verdicts == {"right", "wrong", "unanswered"}
    assert drawn == []
    assert set(widget._instances) == before


@pytest.mark.parametrize("name", sorted(set(explorers.__all__) - {"course_map", "score_yourself", "setup_check"}))
def test_start_is_what_a_panel_first_shows(name):
    file = explorers.file_of(name)
    for arguments in ([], CALLS.get(name, [])):
        panel, start = getattr(explorers, name)(*arguments), file.start(*arguments)
        assert file.describe(file.compute(**start)) == panel.sentence
        shown = panel.settings
        assert set(start) == set(shown)
        drawn, also = start.pop("drawn", None), shown.pop("drawn", None)
        assert start == shown
        if drawn is not None:  # holds arrays, which one sign does not compare
            assert drawn.mixes == also.mixes and np.array_equal(drawn.found.uptime, also.found.uptime)
    Widget.close_all()
