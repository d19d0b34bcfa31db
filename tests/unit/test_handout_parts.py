"""Handouts, piece by piece: what is printed, in which words, what is cut, what is taken out."""

import nbformat
import pytest

from tools import handouts, paper

EPISODE = 'lesson.episode("uptime", explorers.one_site(), outcome=98.4, ask="05-read-bar")'
STATIC = (
    "<p>Asked.</p><details class='hs-after'><summary>After your bet</summary><figure><img alt='x'></figure></details>"
)


FIELD = "<p>Your answer: one number <span class='hs-line'></span></p>"


def code(source: str, shown: str = "", tags=()) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)})
    if shown:
        cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": shown})]
    return cell


def text(source: str, *tags: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(source, metadata={"tags": list(tags)})


def test_a_bet_and_its_outcome_are_parted():
    found = paper.blocks("05", [text("Before."), code(EPISODE, STATIC), text("**Why.** So.")])
    assert [block.kind for block in found] == ["before", "bet", "after", "after"]
    assert "img" not in found[1].html and "My bet" in found[1].html
    assert "img" in found[2].html and "Set 1 month" in found[2].html and "After your bet" not in found[2].html


def test_a_picture_that_is_not_folded_behind_its_bet_is_not_printed_with_it():
    (only,) = paper.blocks("05", [code(EPISODE, "<figure><img alt='x'></figure>")])
    assert only.kind == "bet" and "img" not in only.html


@pytest.mark.parametrize(
    "said, printed",
    [
        ("Press ▶.", "On a computer:</b> Press ▶."),
        ("**Break it · level 1.** Move both speeds. Is it real?", "<strong>Break it · level 1.</strong> <span"),
        ("Set *A* to 1. Then press *B*. How many?", "press <em>B</em>.</span> How many?"),
        ("- Type the number.", "<li>Write the number.</li>"),
        ("The press reported it. Police set a limit.", "<p>The press reported it. Police set a limit.</p>"),
        ("How many? Type it in place of the dots.", "<p>How many?</p>"),
        ("Step 1 gives *the servers*. Choose one option of each.", "<p>Step 1 gives <em>the servers</em>. Choose one"),
    ],
)
def test_a_sentence_says_what_paper_can_do(said, printed):
    assert printed in paper.prose(said)
    assert paper.prose(said).count("On a computer:") == ("<span" in paper.prose(said))


def test_a_text_on_the_notebook_goes_with_its_heading():
    assert paper.prose("## Run a cell\n\nClick a cell, then press ▶. The kernel computes. **Tab** goes on.") == ""
    assert "Seven" in paper.prose("## Law\n\nSeven states. Run this cell.")


def test_the_data_track_and_folds_of_solutions_are_left_out():
    cells = [
        text("## Alone *(Data track)*\n\nA.", "data-track"),
        code("tables.load('x')", "<p>1</p>", tags=["data-track"]),
        text("<details><summary>Solution</summary>\n\nB.\n\n</details>\n\n**Go on.** C.", "solution"),
        text("## Check yourself"),
        code('lesson.field("x")', FIELD),
        code("answer = ...\nlesson.check('y', answer)", "<p>Not answered yet.</p>", tags=["exercise", "data-track"]),
        text("D."),
    ]
    printed = "".join(block.html for block in paper.blocks("05", cells))
    assert printed.count("hs-line") == 1 and "Not answered yet" not in printed
    assert "Check yourself" in printed and "C." in printed and "D." in printed
    for left in ("A.", "<p>1</p>", "B."):
        assert left not in printed


def test_room_to_write_stands_under_a_note_and_not_under_the_table_above_it():
    cell = code('lesson.table("x")\nlesson.note("friend")', "<table></table>")
    cell.outputs += code("", "<p>Write.</p>").outputs
    (block,) = paper.blocks("03", [cell])
    table, note = block.html.split("<p>Write.</p>")
    assert table == "<table></table><div class='task'>" and note.count("class='line'") == 3


def test_numbers_folded_under_a_picture_stay_in_the_lesson():
    shown = "<figure><p><b>T.</b> Move the slider.</p></figure><details><summary>Numbers</summary>1</details>"
    (block,) = paper.blocks("05", [code("lesson.show(x)", shown)])
    assert "Numbers" not in block.html and "On a computer:" in block.html


def test_a_long_table_is_cut_and_says_so():
    table = f"<table><tbody>{'<tr><td>x</td></tr>' * 40}</tbody></table><details><summary>s</summary></details>"
    page = handouts._finish([table], "T", "H")
    assert page.count("<tr>") == handouts.ROWS and f"First {handouts.ROWS} of 40 rows" in page
    assert "<details" not in page


def test_the_end_of_a_page_stays_together():
    page = handouts._finish(["<p>first</p>" * 100, "<h2>Last</h2><p>words</p>"], "T", "H")
    end = page.split('<div class="last">')[1]
    assert len(end) > handouts.LAST and "<h2>Last</h2>" in end and end.count("first") < 100


def test_scripts_and_markup_are_taken_out():
    page = handouts._finish(["<script>alert(1)</script><style>x</style><p>text</p>"], "<b>T</b>", "H")
    assert "alert" not in page and "<title>&lt;b&gt;T" in page


def test_an_unknown_lesson_is_answered_with_those_there_are():
    with pytest.raises(KeyError, match="there are 00"):
        handouts.main(["77"])
