"""Short sentences: none over 30 words in lessons, questions, glossary, pages for instructors, README."""

import pytest

from harness import REPO
from harness.lesson_files import LESSONS, cells, read
from harness.reading import length, sentences, too_long
from hosting_shift import content, tables
from hosting_shift.course import books

PAGES = sorted(
    str(path.relative_to(REPO))
    for path in [
        REPO / "README.md",
        REPO / "data" / "README.md",
        REPO / "content" / "README.md",
        *(REPO / "notebooks").glob("*/*.md"),
    ]
    if path.name != "gallery.md"  # alternative texts: test_spoken.py holds them to its own measure
)


@pytest.mark.parametrize("name", LESSONS)
def test_sentences_in_lessons_are_short(name):
    long = {cell.id: found for cell in cells(read(name), "markdown") if (found := too_long(cell.source))}
    assert long == {}


@pytest.mark.parametrize("lesson", [name[:2] for name in LESSONS])
def test_sentences_in_bets_questions_and_notes_are_short(lesson):
    texts = [text for bet in content.asked(lesson).bets.values() for text in (bet.text, bet.outcome)]
    for question in content.questions(lesson):
        texts += [question.text, *(text for o in question.options for text in (o.text, o.reply))]
    texts += [values[-1] for name, values in books.book(lesson).calls if name == "note"]
    assert [found for text in texts for found in too_long(text)] == []


def test_sentences_in_the_glossary_are_short():
    assert [found for text in tables.load("glossary")["meaning"] for found in too_long(text)] == []


@pytest.mark.parametrize("page", PAGES)
def test_sentences_on_pages_are_short(page):
    text = (REPO / page).read_text(encoding="utf-8")
    licence = text.find("MIT License. Copyright")  # its words are not ours to shorten
    assert too_long(text if licence < 0 else text[:licence]) == []


@pytest.mark.parametrize("notebook", ["concept_index", "instructor/class_poll"])
def test_sentences_in_other_notebooks_are_short(notebook):
    assert [f for cell in cells(read(notebook), "markdown") for f in too_long(cell.source)] == []


# ---------------------------------------------------------------- the splitter itself


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ('He said "no." She left.', ['He said "no."', "She left."]),
        ("See art. 225-5 and arts. 6, 8. Then stop.", ["See art. 225-5 and arts. 6, 8.", "Then stop."]),
        ("It rose by 1.5 % in 2009. In 2010 it fell.", ["It rose by 1.5 % in 2009.", "In 2010 it fell."]),
        ("C. Legardinier and M. Quéméner spoke. Well.", ["C. Legardinier and M. Quéméner spoke.", "Well."]),
        ("C adds teams to B. The larger wins.", ["C adds teams to B.", "The larger wins."]),
        ("The .se name moved to .is in May.", ["The .se name moved to .is in May."]),
        ("Open [lesson 05. Yes](05_x.ipynb#a.b) now.", ["Open lesson 05.", "Yes now."]),
        ("**Bold.** *Italic.* `a.b()` ends.", ["Bold.", "Italic.", "Code ends."]),
        (
            "# A heading\n\nText\nover lines.\n\n- item one\n- item two",
            ["A heading", "Text over lines.", "item one", "item two"],
        ),
        ("1. First\n2. Second", ["First", "Second"]),
        ("| a. B | c |\n|---|---|\n| d | e \\| f |", ["a.", "B", "c", "d", "e | f"]),
        ("text\n\n```python\nx = 1. A\n```\n\nmore", ["text", "more"]),
        ("<details><summary>Solution</summary>\n\nIt is so.\n\n</details>", ["Solution", "It is so."]),
        ("> a quote\n> goes on\n\nend", ["a quote goes on", "end"]),
        ("said:\n> a formula\nend", ["said:", "a formula end"]),
        ("one source · another source", ["one source", "another source"]),
        ("Wait … then go. What? (Yes.) No.", ["Wait … then go.", "What?", "(Yes.)", "No."]),
        ("my_answers.json and `x`. Élan counts.", ["my_answers.json and Code.", "Élan counts."]),
        ("", []),
    ],
)
def test_sentences(text, expected):
    assert sentences(text) == expected


def test_words_are_counted_as_read():
    assert length("It isn't 1,000.5 %, said the well-known judge (2009).") == 8
    assert length("7 + 3 = 10") == 3


def test_a_long_sentence_is_found_wherever_it_stands():
    long = " ".join(["word"] * 31)
    for text in (long, f"- {long}", f"| a | {long} |", f"## {long}", f"> {long}", f"Short. {long}."):
        assert len(too_long(text)) == 1, text
    assert too_long(" ".join(["word"] * 30)) == []
    assert too_long(f"{' '.join(['word'] * 20)}. {' '.join(['Word'] * 20)}") == []
