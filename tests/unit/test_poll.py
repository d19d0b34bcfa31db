"""The class poll: every file is counted or listed, no name is shown, nothing is executed."""

import json
import os
import re

import pytest
from matplotlib.figure import Figure

from hosting_shift import charts
from hosting_shift.charts.class_poll import Bars, poll_bars
from hosting_shift.practice import class_poll as module
from hosting_shift.student import poll
from hosting_shift.student.answers import COURSE, AnswersFile

MARKUP = "<img src=x onerror=alert(1)>"


def hand_in(folder, name, *bets, **more):
    """Write a student's file as the lessons write it; bets are (lesson, bet, value)."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    file = AnswersFile(path)
    for lesson, bet, value in bets:
        file.put(lesson, f"bet-{bet}", "bet", value, **more)
    return path


def written(lessons, course=COURSE, version=2) -> bytes:
    return json.dumps({"course": course, "version": version, "lessons": lessons}).encode()


def raw(path, lessons, version=2):
    path.write_bytes(written(lessons, version=version))
    return path


def half(folder):
    """Return what a class bet on half, in a folder."""
    return poll.count(poll.read_folder(folder), "00", "half")


def why(read):
    return {s.file: s.why for s in read.skipped}


def test_a_class_is_counted(tmp_path):
    for i, value in enumerate([20, 40, 50, 50, 60, 80, 100, 0]):
        hand_in(tmp_path, f"student {i}.json", ("00", "half", value), ("05", "uptime", 90))
    read = poll.read_folder(tmp_path)
    found = poll.count(read, "00", "half")
    assert sorted(found.values) == [0, 20, 40, 50, 50, 60, 80, 100], "two with the same bet count twice"
    assert found.counts == [1, 0, 1, 0, 1, 2, 1, 0, 1, 1], "the last range holds its upper end"
    assert found.places[0] == "0 to 10 %"
    assert found.sentence == "8 bets: the middle one is 50 %, and half of all lie between 35 and 65 %."
    assert poll.placed(read) == [("00", "half"), ("05", "uptime")], "in the course's order"


def test_a_bet_taken_back_is_counted_once_and_told_and_a_draft_is_no_bet(tmp_path):
    hand_in(tmp_path, "one.json", ("00", "half", 40))
    hand_in(tmp_path, "second.json", ("00", "half", 60), taken_back=90)
    AnswersFile(tmp_path / "draft.json").put("00", "draft-bet-half", "draft", 10)
    found = half(tmp_path)
    assert found.values == (40, 60) and found.taken_back == 1
    assert found.sentence == "2 bets: the middle one is 50 % (1 placed after a first one was taken back)."
    assert poll.placed(poll.read_folder(tmp_path)) == [("00", "half")]


def test_an_empty_folder_and_a_missing_one(tmp_path):
    read = poll.read_folder(tmp_path)
    assert read.papers == read.skipped == () and "no files yet" in read.sentence
    assert poll.placed(read) == [] and "Nobody" in poll.count(read, "00", "half").sentence
    with pytest.raises(FileNotFoundError, match="Make it beside this notebook"):
        poll.read_folder(tmp_path / "elsewhere")


SKIPPED = {  # file: (content, why it is not read)
    "half.json": (b'{"course": "The Hosting', "damaged"),
    "empty.json": (b"", "damaged"),
    "binary.json": (b"\xff\xfe\x00", "damaged"),
    "deep.json": (b"[" * 100_000, "damaged"),
    "digits.json": (b'{"course": ' + b"9" * 5_000 + b"}", "damaged"),
    "list.json": (b"[1, 2]", "not a file of answers"),
    "foreign.json": (written({}, course="Another Course"), "not a file of answers"),
    "newer.json": (written({}, version=3), "another version"),
    "items.json": (written({"00": ["bet"]}), "damaged"),
    "record.json": (written({"00": {"bet-half": 50}}), "damaged"),
    "essay.docx": (b"PK", "end in .json"),
    "all.zip": (b"PK", "unpack it"),
}


def test_every_file_is_read_or_listed_with_its_reason(tmp_path):
    hand_in(tmp_path, "good.json", ("00", "half", 50))
    hand_in(tmp_path, "Doe Jane 123 file/my_answers.json", ("00", "half", 60))
    for name, (content, _) in SKIPPED.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "link.json").symlink_to(tmp_path / "good.json")
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    for hidden in (".trash", "__MACOSX"):
        hand_in(tmp_path, f"{hidden}/my_answers.json", ("00", "half", 70))
    read = poll.read_folder(tmp_path)
    reasons, expected = why(read), {name: said for name, (_, said) in SKIPPED.items()}
    expected |= {"link.json": "not a file", "pipe.json": "not a file"}
    assert reasons.keys() == expected.keys() and len(read.skipped) == 14, "none is lost"
    for name, said in expected.items():
        assert said in reasons[name], name
    assert read.sentence == "2 files of answers read, 14 skipped; the list says why."
    assert poll.count(read, "00", "half").values == (50.0, 60.0)


def test_a_huge_file_is_not_read(tmp_path, monkeypatch):
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(poll.LARGEST + 1)  # takes no room on the disk
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda self: pytest.fail("it was read"))
    assert "larger than 5 megabytes" in why(poll.read_folder(tmp_path))["huge.json"]


def test_too_many_files_are_listed_not_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(poll, "MOST", 3)
    for i in range(5):
        hand_in(tmp_path, f"{i}.json", ("00", "half", i))
    read = poll.read_folder(tmp_path)
    assert len(read.papers) == 3 and list(why(read)) == ["3.json", "4.json"]


def test_the_same_file_twice_counts_once(tmp_path):
    first = hand_in(tmp_path, "a.json", ("00", "half", 50), ("05", "uptime", 90)).read_bytes()
    for name in ("a (1).json", "a later.json"):
        (tmp_path / name).write_bytes(first)
    AnswersFile(tmp_path / "a later.json").put("07", "bet-in-force", "bet", 20)
    found = half(tmp_path)
    assert found.values == (50.0,) and found.copies == 2
    assert "2 counted once though handed in twice" in found.sentence
    added = poll.count(poll.read_folder(tmp_path), "07", "in-force")
    assert added.values == (20.0,), "what was added later is kept"


def test_older_files_know_only_the_second(tmp_path):
    record = {"kind": "bet", "value": 50, "when": "2026-10-01T10:00:00+02:00"}
    for name, more in (("a.json", {}), ("copy of a.json", {}), ("b.json", {"note-x": record})):
        raw(tmp_path / name, {"00": {"bet-half": record} | more})
    assert half(tmp_path).values == (50.0, 50.0) and half(tmp_path).copies == 1


@pytest.mark.parametrize("value", [101, -1, "50", MARKUP, True, None, [50], float("nan"), float("inf"), 10**400])
def test_what_is_no_answer_to_the_bet_is_left_out_and_told(tmp_path, value):
    raw(tmp_path / "a.json", {"00": {"bet-half": {"kind": "bet", "value": value, "when": "x.1"}}})
    hand_in(tmp_path, "b.json", ("00", "half", 50))
    found = half(tmp_path)
    assert found.values == (50.0,) and found.odd == 1
    assert found.sentence == "1 bet: the middle one is 50 % (1 left out, no answer to this bet)."


def test_a_choice_is_counted_by_option_whichever_version_wrote_it(tmp_path):
    for i, value in enumerate(["his-knowledge", "fourth"]):
        hand_in(tmp_path, f"new {i}.json", ("04", "developer", value))
    for i, value in enumerate(["his knowledge", "a high fee", "a wording that nobody knows"]):
        record = {"kind": "bet", "value": value, "when": f"x.{i}"}
        raw(tmp_path / f"old {i}.json", {"04": {"bet-developer": record}}, version=1)
    found = poll.count(poll.read_folder(tmp_path), "04", "developer")
    assert (
        found.places[:2] == ["a high fee", "his knowledge"] and found.counts[:2] == [1, 2] and not any(found.counts[2:])
    )
    assert found.odd == 2 and "most often “his knowledge” (2)" in found.sentence


def test_the_outcome_of_a_choice_is_marked_on_its_bar(tmp_path, shown, monkeypatch):
    hand_in(tmp_path, "a.json", ("04", "developer", "a-high-fee"))
    monkeypatch.setattr(module.rehearsal, "outcomes", lambda number: {"developer": "his-knowledge"})
    panel = module.class_poll(tmp_path)
    plain = panel.png
    panel.set(outcome=True)
    assert "Outcome: It is his knowledge: paid help" in panel.sentence and panel.png != plain


@pytest.mark.parametrize("most", [1, 2, 34, 300])
def test_all_words_stand_inside_the_picture(most):
    """The longest bar may be the outcome's own, and its number long."""
    with charts.style():
        figure = Figure(figsize=(7.4, 3.8))
        axes = figure.add_axes((0.38, 0.16, 0.6, 0.8))
        poll_bars(axes).move(Bars(["the name, an entry", "the servers"], [most, 1], "", False, "the name, an entry"))
        figure.draw_without_rendering()
    for words in axes.texts:
        box = words.get_window_extent()
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1, words.get_text()


def test_bets_that_the_course_does_not_have(tmp_path):
    hand_in(tmp_path, "a.json", ("00", "forgotten", 1), ("99", "half", 1))
    read = poll.read_folder(tmp_path)
    assert poll.placed(read) == [], "they do no harm"
    with pytest.raises(KeyError, match="00 half"):
        poll.count(read, "00", "double")


def test_reading_changes_nothing(tmp_path):
    hand_in(tmp_path, "a.json", ("00", "half", 50))
    (tmp_path / "bad.json").write_text("{")

    def now():
        return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.iterdir()}

    before = now()
    poll.read_folder(tmp_path)
    assert now() == before


# ---------------------------------------------------------------- on screen


@pytest.fixture
def shown(monkeypatch):
    seen = []
    monkeypatch.setattr(module, "display", seen.append)
    return seen


def test_the_explorer_shows_every_bet_and_the_outcome_when_asked(tmp_path, shown):
    for i, value in enumerate([10, 20, 50, 50]):
        hand_in(tmp_path, f"Jane Doe {i}.json", ("00", "half", value), ("07", "in-force", 5))
    panel = module.class_poll(tmp_path)
    assert "4 bets" in panel.sentence and "Outcome" not in panel.sentence
    plain = panel.png
    panel.set(outcome=True)
    assert "Outcome: It links 23 % of the pairs" in panel.sentence and panel.png != plain
    panel.set(bet=("07", "in-force"))
    assert "How many states did it bind" in panel.sentence and "It bound 23 states" in panel.sentence
    assert panel.table["how many"].sum() == 4
    panel.reset()
    assert panel.png == plain, "nothing of another bet is left on the picture"
    page = panel.still() + panel.sentence + panel.table.to_string() + shown[0].value
    assert "Jane" not in page, "no name is shown"


def test_names_of_skipped_files_stay_folded_and_markup_is_escaped(tmp_path, shown):
    (tmp_path / f"{MARKUP.replace('/', '')}.json").write_text("{")
    raw(tmp_path / "a.json", {"00": {"bet-half": {"kind": "bet", "value": MARKUP, "when": "x"}}})
    panel = module.class_poll(tmp_path)
    report = shown[0].value
    folded = re.search("<details>.*</details>", report, re.S)[0]
    assert "<img" not in report and "&lt;img" in folded and "&lt;img" not in report.replace(folded, "")
    assert "1 left out" in panel.sentence and "<img src=x" not in panel.still()


def test_without_bets_there_is_a_sentence_and_a_folder_to_fill(tmp_path, shown):
    assert module.class_poll(tmp_path / "class_answers") is None
    assert (tmp_path / "class_answers").is_dir() and "no files yet" in shown[0].value


TENS = [str(10 * i) for i in range(11)]


@pytest.mark.parametrize(
    "bars",
    [
        Bars(TENS, [0] * 10, "%", True, None, ""),
        Bars(TENS, range(10), "%", True, 95.0, "95 %"),
        Bars(["yes", "a very long option that goes over two lines for sure"], [3, 0], "", False, "yes", "yes"),
        Bars(["yes", "no"], [0, 0], "", False, None, ""),
    ],
)
def test_bars_can_be_drawn_one_after_another(bars):
    axes = Figure().subplots()
    drawing = poll_bars(axes)
    drawing.move(Bars(["0", "1"], [2], "", True, 0.5, "0.5"))
    drawing.move(bars)
    assert [p.get_height() if bars.numbers else p.get_width() for p in axes.patches] == list(bars.counts)
    marked = " ".join(t.get_text() for t in axes.texts)
    assert ("outcome" in marked) == (bars.outcome is not None)
