"""The files of content/: read as they are meant, and every mistake told with file, item and what to do."""

import re
import shutil

import pytest

from hosting_shift import content, exercises

GOOD = '''
terms = ["uptime"]

[[note]]
id = "careful"
text = "One sentence."

[[bet]]
id = "uptime"
text = """
How long
is it online?"""
low = 0
high = 100
step = 1
unit = "%"
outcome = "It is online {outcome:.1f} % of the time."

[[bet]]
id = "which"
text = "Which?"
outcome = "It is {outcome}."

[[bet.option]]
id = "paid-listings"
text = "Paid listings"

[[bet.option]]
id = "fee"
text = "Average fee"

[[question]]
id = "05-check-one"
part = "check"
basis = "rule:model.site.uptime"
text = "What follows?"

[[question.option]]
id = "nothing"
text = "Nothing"
misconception = "closing does nothing"
reply = "Something does."

[[question.option]]
id = "a-little"
text = "A little"
right = true
reply = "Yes."

[[question.option]]
id = "much"
text = "Much"
misconception = "closing does all"
reply = "Not that much."
'''


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of content/ that a test may change."""
    shutil.copytree(content.FOLDER, tmp_path / "content")
    monkeypatch.setattr(content, "FOLDER", tmp_path / "content")
    content.reload()
    yield tmp_path / "content"
    content.reload()


def write(folder, text):
    (folder / "lesson_05.toml").write_bytes(text.encode())
    content.reload()


@pytest.mark.parametrize("text", [GOOD, "\ufeff" + GOOD.replace("\n", "\r\n")], ids=["ours", "by another editor"])
def test_a_file_is_read_as_it_is_meant(folder, text):
    write(folder, text)
    asked = content.asked("05")
    assert asked.bets["uptime"].text == "How long is it online?", "lines may be broken anywhere"
    assert [option.right for option in asked.questions["05-check-one"].options] == [False, True, False]
    assert content.questions("05", "recall") == [] and len(content.questions("05")) == 1
    assert content.question("05-check-one").text == "What follows?"


def test_every_lesson_asks_something():
    assert content.lessons() == [f"{number:02}" for number in range(11)]
    for lesson in content.lessons():
        asked = content.asked(lesson)
        assert asked.bets and len(asked.questions) >= 6 and bool(asked.cases) == (lesson == "04")
        of_lesson = asked.bets | asked.questions | asked.notes | asked.exercises
        assert all(each.lesson == lesson for each in of_lesson.values())
        marked = {name[3:] for name in exercises.every() if name.startswith(lesson)}
        assert set(asked.exercises) == marked, "every exercise has a name in words"
        assert all(len(each.text.split()) <= 15 for each in asked.exercises.values())


@pytest.mark.parametrize(
    ("question", "option", "words"),
    [
        ("05-check-formula", "online-twice-much", "nearly all of the time"),
        ("05-check-slovakia", "refused-to-cooperate", "No request"),
    ],
)
def test_some_replies_speak_of_their_own_option(question, option, words):
    replies = {each.id: each.reply for each in content.question(question).options}
    assert words in replies[option]


@pytest.mark.parametrize(
    ("value", "is_one"),
    [(0, True), (60.5, True), (100, True), (101, False), ("60", False), (True, False), (None, False)],
)
def test_what_is_an_answer_to_a_bet_on_a_number(folder, value, is_one):
    write(folder, GOOD)
    assert content.bet("05", "uptime").fits(value) == is_one


def test_a_choice_is_stored_by_id_and_said_in_words(folder):
    write(folder, GOOD)
    bet = content.bet("05", "which")
    assert bet.fits("fee") and not bet.fits("Average fee") and not bet.fits(["fee"]) and not bet.fits(1)
    assert bet.stored("Average fee") == bet.stored("fee") == "fee"
    assert bet.said("fee") == "It is Average fee." and bet.in_words("fee") == "Average fee"
    write(folder, GOOD.replace('"Paid listings"', '"The number of listings"'))
    assert content.bet("05", "which").stored("Paid listings") == "paid-listings", "a rewording cuts nothing"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id = "uptime"', 'id = "Up time"', "lesson_05.toml, bet 'Up time': it has no id of the allowed form"),
        ('id = "uptime"\n', "", "a bet: it has no id"),
        ('id = "which"', 'id = "uptime"', "two bets have the id 'uptime'"),
        ("high = 100", "high = 0", "bet uptime: its scale is not complete.*give low, a larger high"),
        ('unit = "%"\n', "", "bet uptime: its scale is not complete"),
        ("high = 100", 'high = "100"', "bet uptime: high is '100'.*a number, without quotation marks"),
        ("{outcome:.1f}", "{result}", "bet uptime: its outcome cannot be filled in"),
        ('text = "Average fee"', 'text = "Paid listings"', "bet which: two options have the text"),
        ("right = true\n", "", "question 05-check-one: 0 options are right.*exactly one"),
        ('reply = "Not that much."\n', "", "question 05-check-one, option much: it has no reply"),
        ('misconception = "closing does all"\n', "", "option much: it names no misconception"),
        ("right = true", 'right = true\nmisconception = "x"', "option a-little: it is right and names"),
        ("right = true", 'right = "true"', "option a-little: right is 'true'.*true or false, without"),
        ('id = "much"', 'id = "nothing"', "question 05-check-one: two options have the id 'nothing'"),
        ('part = "check"', 'part = "exam"', "question 05-check-one: its part is 'exam'.*recall, reading, check"),
        ('id = "05-check-one"', 'id = "06-check-one"', "06-check-one: its id has another lesson's number"),
        ('reply = "Yes."', 'replay = "Yes."', "it has a line 'replay'. Did you mean 'reply'?"),
        ('text = "What follows?"\n', "", "question 05-check-one: it has no text.*begins with text ="),
        ('text = "What follows?"', 'text = " "', "question 05-check-one: text is empty"),
        ("[[question]]", "[question]", "question stands in single brackets.*\\[\\[question\\]\\]|written"),
        ('part = "check"', 'part = "check', "lesson_05.toml is not written as it should be.*line"),
        ('terms = ["uptime"]', 'terms = "uptime"', "lesson_05.toml: terms is 'uptime'.*in square brackets"),
        ('text = "One sentence."', "", "note careful: it has no text.*begins with text ="),
        ("[[bet]]", "[[bets]]", "it has a line 'bets'. Did you mean 'bet'?"),
    ],
)
def test_a_mistake_is_told_with_file_item_and_what_to_do(folder, old, new, words):
    assert old in GOOD
    write(folder, GOOD.replace(old, new, 1))
    with pytest.raises(content.ContentError, match=words) as told:
        content.asked("05")
    assert "lesson_05.toml" in str(told.value)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[[case.conclusion]]", "[[case.change]]", "lesson_04.toml, case FP01, conclusion: 0 options are right"),
        ('["S22", "S48", "S23"]', '"S22"', r"case FP01: sources is 'S22'.*texts in square brackets"),
    ],
)
def test_a_case_needs_all_its_steps_and_a_list_of_sources(folder, old, new, words):
    path = folder / "lesson_04.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    content.reload()
    with pytest.raises(content.ContentError, match=words):
        content.asked("04")


def test_a_missing_file_says_what_to_do(folder):
    (folder / "lesson_05.toml").unlink()
    content.reload()
    with pytest.raises(content.ContentError, match=r"lesson_05.toml cannot be read .*Restore it"):
        content.asked("05")


@pytest.mark.parametrize("name", ["05-nothing", "99-nothing", "", None])
def test_unknown_names_are_answered_with_those_there_are(name):
    with pytest.raises(ValueError, match=r"lesson_05.toml: There is no bet 'uptim'. Did you mean 'uptime'?"):
        content.bet("05", "uptim")
    with pytest.raises(ValueError, match="no question"):
        content.question(name)


def test_the_examples_of_the_readme_can_be_added_as_they_stand_and_wording_carries_no_seal(folder):
    question, bet = re.findall(r"```toml\n(.*?)```", (folder / "README.md").read_text(encoding="utf-8"), re.S)
    text = (folder / "lesson_05.toml").read_text(encoding="utf-8")
    write(folder, text.replace("Two texts support", "Indeed, two texts support") + f"\n{question}\n{bet}")
    assert content.questions("05", "check")[-1].id == "05-check-weekend"
    made = content.bet("05", "weekend")
    right = 100 * 2 / 7
    assert made.reply(right).startswith("That is near") and made.told[0] in made.said(right)
    assert any("Indeed" in option.reply for question in content.questions("05") for option in question.options)
