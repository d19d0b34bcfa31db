"""Every explorer: every control at its minimum, middle, maximum and each option; its words; its twins."""

import asyncio
import base64
import html
import io
import itertools
import re
import subprocess
import sys
import time
from contextlib import nullcontext

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.figure import Figure
from PIL import Image

from harness import REPO
from harness.explorer_states import EACH, FRAMES_OF_THEIR_OWN, cut_off, heard, made, pairs_of_extremes, seen
from hosting_shift import charts, explorers, tables
from hosting_shift.ui import Action, Choice, Panel, Range, Slider, Switch, Task, picture
from hosting_shift.ui.parts import live, styled, whole
from hosting_shift.ui.shown import LARGE_RATIO


@pytest.fixture(params=EACH)
def name(request):
    return request.param


@pytest.fixture
def panel(name):
    """The explorer at rest; made once."""
    yield made(name)
    made(name).reset()


def test_every_explorer_has_the_frame_or_one_of_its_own():
    for name in explorers.__all__:
        assert isinstance(made(name), Panel) is (name not in FRAMES_OF_THEIR_OWN), name


def test_few_states_hold_every_pair_of_extremes():
    for count in (1, 2, 5, 11):
        controls = [Slider(f"x{i}", "x", 0, 1, 1, "", "yours", "x", 0) for i in range(count)]
        states = pairs_of_extremes(controls)
        assert len(states) <= 7
        for one, other in itertools.combinations([c.name for c in controls], 2):
            assert {(s[one], s[other]) for s in states} == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_every_control_everywhere(name):
    for change, png, said, alt, table, cut in seen(name):
        whole = len(said) > 30 and "nan" not in said.lower() and said.endswith(".")
        assert whole, f"{change}: the sentence has more than 30 characters and ends with a full stop: {said!r}"
        assert png.startswith(b"\x89PNG") and said in alt and cut == [], change
        assert isinstance(table, pd.DataFrame) and len(table.columns) >= 3, "a table has three columns or more"


def test_words_cut_off_would_be_noticed():
    figure = Figure(figsize=(2, 1))
    for x, words in ((0.1, "inside"), (0.9, "over the right edge"), (-0.2, "over the left edge")):
        figure.text(x, 0.5, words)
    assert cut_off(figure) == ["over the right edge", "over the left edge"]


def test_every_control_changes_what_is_said_or_shown(name, panel):
    for control in panel.all_controls:
        states = {(state.said, state.png) for state in seen(name) if list(state.change) == [control.name]}
        assert len(states) > 1, f"{control.name} changes nothing"


def test_every_action_does_something_and_reset_brings_it_back(panel):
    first = (panel.settings, panel.sentence, panel.png)
    for action in panel.actions:
        for times in (1, 29):
            settings = panel.settings
            for _ in range(times):
                settings |= action.change(settings)
            panel.set(**settings)
        assert panel.sentence
    panel.reset()
    assert (panel.settings, panel.sentence, panel.png) == first


def test_drawing_only_what_moves_gives_the_full_picture(name, panel):
    """The cheap redraw after many changes equals a figure drawn once from the start."""
    for state in heard(name)[1:7]:
        panel.set(**state.settings)
    fresh = type(panel)(**{f: getattr(panel, f) for f in panel.__dataclass_fields__})
    fresh.set(**panel.settings)
    one, other = (np.asarray(Image.open(io.BytesIO(p.png))).astype(int) for p in (panel, fresh))
    assert one.shape == other.shape
    assert np.abs(one - other).max() <= 2, "moved artists leave traces"


THEIRS = {
    "axes.grid": True,
    "xtick.labelsize": 30,
    "axes.facecolor": "black",
    "lines.linewidth": 9,
    "font.family": "serif",
}


@pytest.mark.parametrize("style", ["dark_background", "ggplot", THEIRS])
@pytest.mark.parametrize("explorer", ["handshakes", "real_moves", "convention_atlas", "timeline"])
def test_a_picture_does_not_depend_on_what_a_student_sets_for_other_pictures(explorer, style):
    ours = getattr(explorers, explorer)().png
    with pyplot.style.context(style):
        assert getattr(explorers, explorer)().png == ours
        assert matplotlib.rcParams["axes.facecolor"] != "white", "the student's style stays the student's"


def test_start_values_lie_on_their_controls(panel):
    for control in panel.all_controls:
        assert control.meaning and control.label
        if isinstance(control, Slider | Range):
            ends = control.start if isinstance(control, Range) else (control.start,)
            assert control.low <= ends[0] <= ends[-1] <= control.high
            steps = (np.array(ends) - control.low) / control.step
            assert np.abs(steps - steps.round()).max() < 1e-6, f"{control.name} starts between two steps"


def test_controls_from_the_model_have_the_tables_range(panel):
    rows = tables.load("model_parameters").set_index("symbol")
    for control in panel.all_controls:
        if control.name in rows.index and isinstance(control, Slider | Range):
            row = rows.loc[control.name]
            assert row["low"] <= control.low and control.high <= row["high"]
            assert control.origin == "yours" or (control.origin, control.start) == (row["provenance"], row["value"])


def test_still_twin(panel):
    bundle = panel._repr_mimebundle_()
    assert set(bundle) >= {"application/vnd.jupyter.widget-view+json", "text/html", "image/png", "text/plain"}
    assert re.search(r'<img [^>]*alt="[^"]{40,}"', bundle["text/html"])
    assert panel.sentence in bundle["text/plain"]
    assert charts.KINDS[panel.kind] in bundle["text/html"]
    for source in panel.sources:
        assert tables.cite(source) in html.unescape(bundle["text/html"])
    assert "<script" not in bundle["text/html"]


def test_compute_draw_and_describe_are_plain_functions(name, panel):
    module = explorers.file_of(name)
    result = module.compute(**panel.settings)
    figure = Figure()
    for drawing in module.draw(figure):
        drawing.move(result)
        assert drawing.moving
    assert module.describe(result) and len(module.tabulate(result))


# ---------------------------------------------------------------- the panel itself


def small(**changes) -> Panel:
    """A panel that does next to nothing, for the frame's own tests."""

    def compute(**settings):
        if settings["n"] == 13:
            raise ValueError("thirteen is refused")
        return settings

    def draw(figure):
        (line,) = figure.subplots().plot([0, 1], [0, 1])
        return [charts.Drawing([line], lambda r: line.set_ydata([0, np.max(r["n"])]))]

    parts = dict(
        title="A small panel",
        purpose="To be tested.",
        controls=[
            Slider("n", "Number", 0, 20, 1, "things", "yours", "A number.", 5),
            Choice("c", "Choice", [("first", 1), ("second", 2)], "data", "A choice.", 1),
            Switch("s", "Switch", "assumption", "A switch.", False),
        ],
        actions=[Action("More", lambda s: {"n": s["n"] + 1}, "One more.")],
        compute=compute,
        draw=draw,
        describe=lambda r: f"The number is {r['n']} & the choice <{r.get('c')}>.",
        tabulate=lambda r: pd.DataFrame({"n": [r["n"]]}),
        sources=["jurisdictions"],
        kind="model",
        shows="A line.",
    )
    return Panel(**(parts | changes))


def of_one(start, high=1, name="n", origin="yours", **more) -> Slider:
    """A slider for a panel's own tests."""
    return Slider(name, "x", 0, high, 1, "", origin, "x", start, **more)


def test_several_changes_draw_once_and_the_same_state_not_at_all():
    panel, other = small(), small()
    assert panel.draws == 1
    panel.set(n=7, c=2, s=True)
    panel.set(n=7)
    assert panel.draws == 2 and {panel: 1, other: 2}[panel] == 1, "a panel can be a key"


def test_moving_a_widget_redraws():
    panel = small()
    panel.widgets["n"].value = 9
    alt = re.search('alt="([^"]*)"', panel._image.value)[1]
    for said in (panel.sentence, panel._sentence.value, alt):
        assert "The number is 9" in said


def test_words_are_escaped_on_display():
    panel = small(title="<b>bold</b>")
    assert "&lt;1&gt;" in panel._sentence.value and "<1>" not in panel._sentence.value
    assert "<b>bold</b>" not in panel.still()
    for shown in (styled("<i>"), live("<i>"), whole("<i>")):
        assert "&lt;i&gt;" in shown.value and "<i>" not in shown.value


def test_a_state_that_cannot_be_drawn_is_told_and_left():
    panel = small()
    with pytest.raises(ValueError, match="thirteen"):
        panel.widgets["n"].value = 13
    assert "thirteen is refused" in panel._sentence.value and "Reset" in panel._sentence.value
    panel.reset()
    assert "The number is 5" in panel._sentence.value


def test_keep_and_compare_holds_two_and_forgets():
    panel = small(assumptions=[of_one(0, name="m"), of_one(0, name="same")])
    for n in (1, 2, 3):
        panel.set(n=n, m=1)
        panel.keep()
    kept = panel.kept.box
    assert "Number: 3 things · Choice: first · Switch: off · x: 1<" in kept.value
    assert kept.value.count("<figure>") == 2
    assert "Number: 2 things" in kept.value and "Number: 1 things" not in kept.value
    panel.reset()
    assert panel.kept.box.value.count("<figure>") == 2, "reset leaves what was kept"
    panel.kept.forget()
    assert panel.kept.box.value == ""


def test_table_follows_the_picture_while_it_is_shown():
    panel = small()
    assert panel._table.value == ""
    panel._as_table.value = True
    panel.set(n=8)
    assert "<td>8</td>" in panel._table.value
    panel._as_table.value = False
    assert panel._table.value == ""


def test_the_legend_explains_every_control_with_range_and_origin():
    for words in ("Number", "0 to 20 things", "first, second", "on or off", "nobody measured it", "More"):
        assert words in small()._legend()


@pytest.mark.parametrize(
    ("controls", "said"),
    [
        ([of_one(0, name=f"x{i}") for i in range(4)], "three at most"),
        ([of_one(0, origin="guess")], "unknown origin"),
        ([of_one(0)], "no setting 'm'"),
    ],
)
def test_mistakes_of_an_author_are_named(controls, said):
    with pytest.raises(ValueError, match=said):
        small(controls=controls).set(m=1)


def test_a_player_pressed_at_the_end_begins_again_and_stops_there():
    panel = small(controls=[of_one(9, high=9, play=100)])
    (player,) = panel._players
    assert player.repeat, "from its last value the player goes back to its first"
    player.playing, player.value = True, 0
    assert panel.settings["n"] == 0 and player.playing
    player.value = 9
    assert panel.settings["n"] == 9 and not player.playing
    player.playing = True
    panel.reset()
    assert not player.playing, "it would play on from the start value"


def test_a_player_is_quiet_until_it_stops_and_then_says_where():
    panel = small(controls=[of_one(0, high=9, play=100)])
    (player,), said = panel._players, panel._sentence
    player.playing, player.value = True, 4
    assert "hs-quiet" in said._dom_classes, "a screen reader could not keep up"
    written = said.value
    player.playing = False
    assert "hs-quiet" not in said._dom_classes
    assert said.value != written and said.value.strip() == written, "written again: read out"


def test_middle_of_a_slider_is_on_its_steps():
    assert of_one(0, high=5).values() == [0, 2, 5]
    assert Slider("n", "x", 0.25, 1, 0.25, "", "yours", "x", 0.25).values() == [0.25, 0.5, 1.0]


def test_enlarged_for_a_projector_a_picture_has_twice_the_dots_and_the_window_s_shape():
    panel = small()
    button = panel._enlarge

    def shown():
        encoded = re.search('base64,([^"]+)', panel._image.value)[1]
        return Image.open(io.BytesIO(base64.b64decode(encoded))).size

    (width, height), png = shown(), panel.png
    large = (2 * width, max(2 * height, round(2 * width / LARGE_RATIO)))
    assert button.description == "Enlarge for the projector"
    button.value = True
    assert shown() == pytest.approx(large, abs=2) and "Esc" in button.description
    assert panel.png == png, "the still picture keeps its size"
    panel.set(n=9)
    assert shown() == pytest.approx(large, abs=2) and "The number is 9" in panel._image.value
    button.value = False
    assert shown() == (width, height) and "The number is 9" in panel._image.value


def test_a_range_hands_over_both_ends_and_says_them():
    fee = Range("n", "Fee", 100, 1000, 50, "euro", "article", "Two ends.", (200, 900))
    assert fee.values() == [(100, 1000), (100, 550), (1000, 1000)]
    assert fee.range_in_words() == "100 to 1000 euro" and fee.in_words(fee.start) == "200 to 900"
    panel = small(controls=[fee], describe=lambda r: f"From {r['n'][0]} to {r['n'][1]}.", actions=[])
    assert panel.sentence == "From 200 to 900." and "(euro)" in panel.widgets["n"].description
    panel.widgets["n"].value = (300, 900)
    assert panel.sentence == "From 300 to 900."
    panel.keep()
    assert "Fee: 300 to 900 euro" in panel.kept.box.value
    panel.reset()
    assert panel.settings["n"] == (200, 900)
    half = Range("n", "x", 0, 1, 0.25, "", "yours", "x", (0.25, 0.5)).widget()
    assert half.value == (0.25, 0.5) and half.step == 0.25


# ---------------------------------------------------------------- long work


def counting(n_steps=5, fail_at=None, wait=0.0):
    """A task that counts and then sets n to 11."""

    def start(settings):
        for done in range(1, n_steps + 1):
            time.sleep(wait)
            if done == fail_at:
                raise ValueError("the third step is refused")
            yield done, n_steps
        return {"n": 11}

    return Task("Count", start, "To be tested.")


@pytest.mark.parametrize(("fail_at", "n", "said"), [(None, 11, "Count: done"), (3, 5, "could not be finished")])
def test_a_task_runs_to_its_end_where_nothing_else_waits_or_leaves_the_picture(fail_at, n, said):
    panel = small(tasks=[counting(fail_at=fail_at)])
    with pytest.raises(ValueError, match="third step") if fail_at else nullcontext():
        panel.run(panel.tasks[0])
    assert panel.settings["n"] == n and said in panel.work.said.value
    assert panel.work.bar.layout.display == panel.work.stop.layout.display == "none"


def test_progress_is_said_four_times_at_most():
    panel = small(tasks=[counting(n_steps=40)])
    said = []
    panel.work.said.observe(lambda change: said.append(change["new"]), "value")
    panel.run(panel.tasks[0])
    between = [f"{n} of 40" for n in (10, 20, 30, 40)]
    assert said == [f"<p>Count: {words}.</p>" for words in ("started", *between, "done")]


def test_in_a_notebook_controls_do_not_wait_for_a_task_and_it_can_be_cancelled():
    panel = small(tasks=[counting(n_steps=400, wait=0.002)])

    async def lesson():
        panel.run(panel.tasks[0])
        assert panel.settings["n"] == 5, "it only starts"
        await asyncio.sleep(0.15)
        panel.widgets["n"].value = 7
        assert "The number is 7" in panel.sentence, "the slider answered"
        assert panel.work.under_way is not None and 0 < panel.work.bar.value < 400, "while the task went on"
        panel.cancel()
        await asyncio.sleep(0.1)
        assert panel.settings["n"] == 7 and "Stopped" in panel.work.said.value
        panel.run(panel.tasks[0])
        await panel.work.waiting
        assert panel.settings["n"] == 11

    asyncio.run(lesson())


def test_reset_stops_a_task():
    panel = small(tasks=[counting()])
    panel.work.under_way = panel.tasks[0].start(panel.settings)
    next(panel.work.under_way)
    panel.reset()
    assert panel.work.under_way is None and panel.settings["n"] == 5


def test_what_a_picture_leaves_out_is_said_beside_the_controls_and_in_its_twin():
    panel = small(leaves_out="The people & their <views>.")
    assert "The people &amp; their &lt;views&gt;." in panel.still()
    stage = panel.widget.children[0]
    assert any("Left out." in getattr(child, "value", "") for child in stage.children)


# ---------------------------------------------------------------- pictures and files


def test_a_picture_written_without_filters_holds_every_pixel():
    pixels = np.random.default_rng(1).integers(0, 256, (37, 53, 4), dtype=np.uint8)
    png = picture.as_png(pixels)
    Image.open(io.BytesIO(png)).verify()
    opened = Image.open(io.BytesIO(png))
    assert opened.mode == "RGBA" and (np.asarray(opened) == pixels).all()


def test_a_lesson_reads_only_the_explorers_it_shows():
    code = (
        "import sys; from hosting_shift import explorers; explorers.redraw_assumptions; "
        "from hosting_shift.explorers.lesson_09.policy_lab import LETTERS; assert callable(explorers.policy_lab);"
        "print(sorted(m.split('.')[-1] for m in sys.modules if m.startswith('hosting_shift.explorers.lesson_09.')))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=REPO / "notebooks", check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "['policy_lab', 'redraw_assumptions']"


def test_an_explorer_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(AttributeError, match=r"no explorer 'one_sight'; there are .*one_site"):
        _ = explorers.one_sight
    assert dir(explorers) == sorted(explorers.__all__)


def test_the_atlas_counts_what_its_bet_asks_for():
    """Counted here pair by pair, where the explorer multiplies."""
    parties = tables.load("convention_parties")
    named = parties[parties["named_in_article"]]
    since = {row.state: row.in_force_date for row in named.itertuples()}
    for day in ("2002-06-30", "2009-06-30", "2012-06-30"):
        panel = explorers.convention_atlas("SVK", "CHE", counted="six")
        panel.set(day=day)
        pairs = [max(since[one], since[other]) <= pd.Timestamp(day) for one, other in itertools.combinations(since, 2)]
        assert panel.result.six_linked == sum(pairs)
        assert f"Of the {len(pairs)} pairs" in panel.sentence and f"links {sum(pairs)}." in panel.sentence
    panel = explorers.convention_atlas("FRA", "DEU", counted="growth")
    assert "1.0 times the states, 1.0 times the pairs" in panel.sentence
    panel.set(day="2015-06-30")
    assert "2.0 times the states, 3.9 times the pairs" in panel.sentence
    plain = explorers.convention_atlas("SVK", "CHE").sentence
    assert "times the" not in plain and "pairs of the states" not in plain, "the first map tells no later bet"
    with pytest.raises(ValueError, match="no count 'sixes'"):
        explorers.convention_atlas(counted="sixes")
