"""Words of questions, replies and hints as HTML: code and emphasis are set, everything else is escaped."""

import pytest

from hosting_shift import content
from hosting_shift.practice import questions
from hosting_shift.ui.parts import coded


@pytest.mark.parametrize(
    "words, shown",
    [
        ("Press *Invented forecaster*, and look.", "Press <em>Invented forecaster</em>, and look."),
        ("(*a*) and *b c*.", "(<em>a</em>) and <em>b c</em>."),
        ("2 * 3 * 4 and x*y*z", "2 * 3 * 4 and x*y*z"),
        ("`a *b* c` and *d*", "<code>a *b* c</code> and <em>d</em>"),
        ("*<script>* & `<b>`", "<em>&lt;script&gt;</em> &amp; <code>&lt;b&gt;</code>"),
        ("**two**", "**two**"),
    ],
)
def test_code_and_emphasis_are_set_and_the_rest_is_escaped(words, shown):
    assert coded(words) == shown


def test_no_asterisk_of_a_question_is_shown():
    asked = [q for q in content.questions("10") if "*" in q.text + "".join(o.reply for o in q.options)]
    shown = questions.still(asked)
    assert asked and "*" not in shown and "<em>Invented forecaster</em>" in shown
