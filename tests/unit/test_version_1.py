"""Answers of version 1 arrive in version 2 with the same meaning; rewording cuts no answer off.

answers_v1.json was made by driving the lessons of version 1: every bet, question, case, note, exercise,
judgement and forecast answered, right and wrong by turns.
"""

import errno
import json
import re
import shutil
from pathlib import Path

import pytest

from hosting_shift import content
from hosting_shift.practice import keeping
from hosting_shift.practice.lesson import Lesson
from hosting_shift.practice.questions import QuestionWidget
from hosting_shift.student import usable, version_1
from hosting_shift.student.answers import COURSE, AnswersFile, parse

MADE = (Path(__file__).parent / "answers_v1.json").read_bytes()
BEFORE = json.loads(MADE)["lessons"]
ITEMS = [(lesson, item) for lesson, items in BEFORE.items() for item in items]
# items that the course no longer asks: their answers stay in the file, and are shown as no longer asked
TAKEN_OUT = {
    ("01", "bet-figures"),
    ("01", "bet-links"),
    ("01", "question-01-check-finding"),
    ("01", "question-01-read-links"),
    ("02", "bet-definitions"),
    ("02", "bet-kept"),
    ("02", "bet-matters"),
    ("02", "bet-share"),
    ("02", "question-02-check-force"),
    ("02", "question-02-check-profiles"),
    ("02", "question-02-check-reach"),
    ("02", "question-02-check-wording"),
    ("02", "question-02-read-heap"),
    ("02", "question-02-read-swing"),
    ("02", "question-02-read-where"),
    ("03", "bet-four"),
    ("03", "question-03-check-accuracy"),
    ("03", "question-03-check-friend"),
    ("03", "question-03-check-law"),
    ("03", "question-03-check-weights"),
    ("03", "question-03-read-curves"),
    ("04", "bet-letter"),
    ("04", "question-04-check-date"),
    ("04", "question-04-check-own"),
    ("04", "question-04-recall-recalled"),
    ("05", "bet-names"),
    ("05", "bet-shares"),
    ("05", "question-05-check-haven"),
    ("06", "bet-third"),
    ("06", "bet-today"),
    ("06", "question-06-check-europe"),
    ("06", "question-06-check-list"),
    ("06", "question-06-check-share"),
    ("06", "question-06-check-swiss"),
    ("06", "question-06-read-third"),
    ("06", "question-06-read-today"),
    ("07", "bet-bound"),
    ("07", "bet-linked"),
    ("07", "bet-pairs"),
    ("07", "question-07-check-count"),
    ("07", "question-07-offers"),
    ("07", "question-07-read-hollow"),
    ("07", "question-07-read-lag"),
    ("07", "question-07-recall-nationals"),
    ("08", "bet-limits"),
    ("08", "bet-sooner"),
    ("08", "question-08-check-steps"),
    ("08", "question-08-check-teams"),
    ("08", "question-08-check-where"),
    ("08", "question-08-read-kept"),
    ("08", "question-08-read-still-active"),
    ("09", "question-09-check-nested"),
    ("09", "question-09-recall-threshold"),
    ("10", "bet-aged"),
    ("10", "bet-already-wrong"),
    ("10", "bet-laws"),
    ("10", "question-10-check-audit"),
    ("10", "question-10-check-host"),
    ("10", "question-10-check-one-source"),
    ("10", "question-10-check-single"),
    ("10", "question-10-read-evidence"),
    ("10", "question-10-recall-mix"),
}
GONE: set[tuple[str, str]] = {
    ("question-01-check-host", "every-country-punishes"),
    ("question-01-read-sort", "verdicts-matter-taste"),
    ("question-01-read-sort", "wrong-should-choose"),
    ("question-02-recall-hollow", "drawn-model-instead"),
    ("question-05-check-slovakia", "slovakia-too-strict"),
    ("question-05-check-slovakia", "usa-haven-without"),
    ("question-06-read-third", "nobody-knows-french"),
    ("question-06-recall-layers", "person-runs"),
    ("question-07-check-signed", "towards-states-europe"),
    ("question-07-recall-monitoring", "no-must-handle"),
    ("question-08-check-rate", "no-many-warrants"),
    ("question-09-check-fair", "fair-share-bonus"),
    ("question-09-check-harm", "nothing-models-prevent"),
    ("question-09-read-square", "waste-every-country"),
}  # (item, id of an option) that the course has taken out since version 1


@pytest.fixture
def old(tmp_path):
    """A student's file of version 1."""
    path = tmp_path / "my_answers.json"
    path.write_bytes(MADE)
    return path


def file_of(**items):
    """Return a file of version 1 with answers to lesson 04, as bytes."""
    when = "2026-10-01T10:00:00.000001+02:00"
    stored = {name: {"kind": "bet", "value": value, "when": when} for name, value in items.items()}
    return json.dumps({"course": COURSE, "version": 1, "lessons": {"04": stored}}).encode()


def kept_aside(path, word):
    return sorted(path.parent.glob(f"{path.stem}.{word}-*.json"))


# ---------------------------------------------------------------- nothing changes its meaning


def test_the_file_holds_an_answer_to_everything_that_version_1_asked():
    kinds = {item.partition("-")[0] for _, item in ITEMS}
    assert kinds == {"bet", "question", "case", "note", "exercise", "sort", "forecast"}
    verdicts = {record["kind"] for items in BEFORE.values() for record in items.values()}
    assert {"right", "wrong"} <= verdicts and len(ITEMS) > 220


@pytest.mark.parametrize("lesson", BEFORE)
def test_every_answer_arrives_with_the_same_meaning(old, lesson):
    file = AnswersFile(old)
    after = file.lesson(lesson)
    assert file.problem == "" and usable.unusable(lesson, after) == []
    assert list(after) == list(BEFORE[lesson]), "every item, in its order"
    for item, record in after.items():
        before, value = BEFORE[lesson][item], record["value"]
        assert record | {"value": before["value"]} == before
        part, _, name = item.partition("-")
        if (lesson, item) in TAKEN_OUT:
            assert "no longer asked" in usable.in_words(lesson, item, value), item
        elif part == "question":
            chosen = next((o for o in content.question(name).options if o.id == value), None)
            if chosen is None:
                assert (item, value) in GONE and "no longer offered" in usable.in_words(lesson, item, value)
            else:
                assert chosen.right == (before["kind"] == "right"), item
        elif part == "case":
            assert usable.steps_in_words(value) == before["value"]
            assert (value == len(content.STEPS)) == (before["kind"] == "right")
        elif part == "bet" and content.bet(lesson, name).options:
            assert content.bet(lesson, name).fits(value) and value != ""
        else:
            assert value == before["value"], "a number or the student's own words"


@pytest.mark.parametrize(
    ("lesson", "item", "wording", "name"),
    [
        ("04", "bet-developer", "his knowledge", "his-knowledge"),
        ("10", "bet-aged", "A closed site, soon another", "a-closed-site-soon-another"),
        ("00", "question-00-recall-interview", "A claim to be checked", "claim-checked"),
        ("05", "question-05-recall-pairs", "A little under a quarter", "little-under-quarter"),
    ],
)
def test_some_wordings_by_hand(lesson, item, wording, name):
    record = {"kind": "x", "value": wording, "when": "x"}
    assert version_1.carried_over({lesson: {item: record}})[lesson][item]["value"] == name


def test_every_wording_leads_to_an_option_that_there_is():
    known = content.read(content.FOLDER / "wording_v1.toml")
    assert sum(len(wordings) for items in known.values() for wordings in items.values()) > 320
    for lesson, items in known.items():
        for item, wordings in items.items():
            part, _, name = item.partition("-")
            if (lesson[-2:], item) in TAKEN_OUT:
                continue
            asked = content.bet(lesson[-2:], name) if part == "bet" else content.question(name)
            gone = set(wordings.values()) - {option.id for option in asked.options}
            assert {(item, option) for option in gone} <= GONE


# ---------------------------------------------------------------- nothing is lost on the way


def test_opening_writes_nothing_and_the_first_answer_keeps_the_old_file(old):
    file = AnswersFile(old)
    assert old.read_bytes() == MADE and list(old.parent.iterdir()) == [old]
    file.put("05", "note-careful", "note", "new words")
    (kept,) = kept_aside(old, "version-1")
    assert kept.read_bytes() == MADE and re.search(r"version-1-\d{8}-\d{6}", kept.name)
    assert json.loads(old.read_bytes())["version"] == 2
    file.put("05", "note-careful", "note", "newer words")
    assert kept_aside(old, "version-1") == [kept], "one copy, before the first writing"
    again = AnswersFile(old)
    assert sum(len(again.lesson(lesson)) for lesson in BEFORE) == len(ITEMS)


def test_restoring_a_file_of_version_1(answers):
    answers.put("04", "bet-letter", "bet", 3)
    assert answers.restore(file_of(**{"bet-developer": "a high fee"})) == 1
    found = {item: record["value"] for item, record in answers.lesson("04").items()}
    assert found == {"bet-letter": 3, "bet-developer": "a-high-fee"}


def test_a_wording_that_nobody_knows_is_kept_aside_and_told(tmp_path):
    path = tmp_path / "my_answers.json"
    before = file_of(**{"bet-developer": "an older wording", "case-FP01": "all of it", "bet-letter": 3})
    path.write_bytes(before)
    lesson = Lesson("04", AnswersFile(path))
    assert set(lesson.mine.all()) == {"bet-letter"}
    (kept,) = kept_aside(path, "before")
    assert kept.read_bytes() == before
    for words in ("2 saved answers could not be used", "04/bet-developer", "04/case-FP01", kept.name):
        assert words in lesson.problem.value


@pytest.mark.parametrize("fails", ["write_bytes", "replace"])
def test_a_full_disk_leaves_the_old_file_as_it_is(old, monkeypatch, fails):
    file = AnswersFile(old)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full) if fails == "write_bytes" else patch.setattr("os.replace", full)
        file.put("05", "note-careful", "note", "new words")
        assert "No space left" in file.problem and old.read_bytes() == MADE
        assert file.lesson("05")["note-careful"]["value"] == "new words"
    file.put("05", "note-x", "note", "more")
    assert file.problem == "" and AnswersFile(old).lesson("05")["note-careful"]["value"] == "new words"
    assert MADE in [kept.read_bytes() for kept in kept_aside(old, "version-1")]


def test_two_tabs_carry_one_file_over(old):
    one, two = AnswersFile(old), AnswersFile(old)
    one.put("05", "note-one", "note", "1")
    two.put("05", "note-two", "note", "2")
    assert {"note-one", "note-two"} <= set(AnswersFile(old).lesson("05"))
    assert len(kept_aside(old, "version-1")) == 1


def test_a_page_still_open_from_version_1_costs_no_answer(old):
    new = AnswersFile(old)
    new.put("04", "note-new", "note", "new")
    # a page opened before the update: version 2 is damage to it, set aside
    shutil.move(old, old.with_name("my_answers.damaged-20261129-120000.json"))
    data = json.loads(MADE)
    data["lessons"]["04"]["note-old"] = {"kind": "note", "value": "old", "when": "2099-01-01T00:00:00+00:00"}
    old.write_text(json.dumps(data))
    fresh = AnswersFile(old)
    assert {"note-new", "note-old"} <= set(fresh.lesson("04")), "what lay aside is found"
    new.put("04", "note-newer", "note", "newer")
    again = AnswersFile(old).lesson("04")
    assert {"note-new", "note-old", "note-newer"} <= set(again)
    assert json.loads(old.read_bytes())["version"] == 2


def test_a_damaged_answer_of_version_1_is_left_out_and_the_rest_carried_over(tmp_path):
    path = tmp_path / "my_answers.json"
    data = json.loads(file_of(**{"bet-developer": "a high fee"}))
    data["lessons"]["04"]["bet-letter"] = {"kind": "bet"}
    path.write_text(json.dumps(data))
    file = AnswersFile(path)
    assert file.lesson("04")["bet-developer"]["value"] == "a-high-fee"
    assert "04/bet-letter" in file.problem and len(kept_aside(path, "damaged")) == 1


# ---------------------------------------------------------------- two years of changes


class Edition:
    """content/ as it may look later: changed as its authors would, in the text of its files."""

    def __init__(self, folder):
        self.folder = folder

    def change(self, edit):
        for path in sorted(self.folder.glob("lesson_*.toml")):
            blocks = re.split(r"\n\n(?=\[\[)", path.read_text(encoding="utf-8").rstrip("\n"))
            path.write_text("\n\n".join(edit(blocks)) + "\n", encoding="utf-8")
        content.reload()

    def add_option(self):
        more = '\n\n[[question.option]]\nid = "added"\ntext = "Added"\nmisconception = "x"\nreply = "An added one."'
        self.change(lambda blocks: [block + more * block.startswith("[[question]]") for block in blocks])

    def revise(self, year):
        """Reword everything, turn the order of the options, and give every question one more."""
        words = re.compile(r"""(?m)^(text|reply|misconception|title|facts|answer) = (\"{3}\n|"|')""")

        def revised(blocks):
            done, at = [], 0
            for block in blocks:
                at = at if ".option]]" in block else len(done)
                done.insert(at, words.sub(rf"\1 = \2Reworded in {year}: ", block))
                at += ".option]]" not in block
            return done

        self.change(revised)
        self.add_option()

    def take_out(self, begins):
        """Take out the option, or the question with its options, that begins so."""

        def shorter(blocks):
            done, inside = [], False
            for block in blocks:
                gone = block.startswith(begins)
                inside = gone if "[[question]]" in block else inside and ".option]]" in block
                done += [] if gone or inside else [block]
            return done

        self.change(shorter)


@pytest.fixture
def edition(tmp_path, monkeypatch):
    shutil.copytree(content.FOLDER, tmp_path / "content")
    monkeypatch.setattr(content, "FOLDER", tmp_path / "content")
    content.reload()
    yield Edition(tmp_path / "content")
    content.reload()


def opened(path):
    """Open every lesson anew; return {question of version 1: (id and text of the option chosen, reply)}."""
    found = {}
    for number in content.lessons():
        lesson = Lesson(number, AnswersFile(path))
        assert lesson.problem.value == "", lesson.problem.value
        for question in (q for q in content.questions(number) if (number, f"question-{q.id}") in ITEMS):
            widget = QuestionWidget(lesson.mine, question)
            found[question.id] = (widget.choice.value, widget.choice.label, widget.said.value)
    return found


def test_answers_stay_with_their_options_through_two_years_of_changes(old, edition):
    ids = {question: chosen for question, (chosen, _, _) in opened(old).items()}
    asked = [item for lesson, item in ITEMS if item.startswith("question-") and (lesson, item) not in TAKEN_OUT]
    gone = {item.removeprefix("question-") for item, _ in GONE}
    assert len(ids) == len(asked) and {question for question, chosen in ids.items() if chosen is None} <= gone
    ids = {question: chosen for question, chosen in ids.items() if chosen}
    for year in (2027, 2028):
        edition.revise(year)
        for question, (chosen, text, said) in opened(old).items():
            if question not in ids:
                continue
            assert chosen == ids[question] and text.startswith(f"Reworded in {year}: ")
            right = BEFORE[question[:2]][f"question-{question}"]["kind"] == "right"
            assert ("Right." in said) == right and f"Reworded in {year}: " in said
        edition.take_out('[[question.option]]\nid = "added"')
        AnswersFile(old).put("05", "note-year", "note", f"words of {year}")
    bet = content.bet("04", "developer")
    assert bet.in_words(AnswersFile(old).lesson("04")["bet-developer"]["value"]).startswith("Reworded in 2028")


def test_an_option_taken_out_stays_in_the_file_and_the_question_is_open_again(old, edition):
    item = next(item for item, record in BEFORE["05"].items() if record["kind"] == "wrong" and "question-" in item)
    chosen = AnswersFile(old).lesson("05")[item]["value"]
    edition.add_option()  # three have to be left
    edition.take_out(f'[[question.option]]\nid = "{chosen}"')
    asked = content.question(item.removeprefix("question-"))
    assert chosen not in [option.id for option in asked.options]
    lesson = Lesson("05", AnswersFile(old))
    assert lesson.problem.value == "" and lesson.mine.all()[item]["value"] == chosen
    assert QuestionWidget(lesson.mine, asked).choice.value is None
    assert "(no longer offered in this lesson)" in keeping.summary(lesson.mine)


def test_a_question_taken_out_leaves_its_answer_in_the_file_and_says_so(old, edition):
    edition.take_out('[[question]]\nid = "05-recall-pairs"')
    assert "05-recall-pairs" not in [question.id for question in content.questions("05")]
    lesson = Lesson("05", AnswersFile(old))
    assert lesson.problem.value == "" and "question-05-recall-pairs" in lesson.mine.all()
    lesson.mine.store("note-careful", "note", "and it outlives the next answer")
    assert "question-05-recall-pairs" in AnswersFile(old).lesson("05")
    assert "(no longer asked in this lesson)" in keeping.summary(lesson.mine)
    assert parse(old.read_bytes(), "the file")["05"].keys() >= {"question-05-recall-pairs"}
