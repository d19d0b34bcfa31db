"""Numbers in prose: each is computed here from the tables, the rules or the model, or it fails.

A phrase is built from computed values and must stand in the lesson, word for word. What is left
over may hold no number but plain references: lessons, articles, objectives, years of publication.
"""

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest
from prose import common, lesson_05

from harness.explorer_states import made
from harness.lesson_files import LESSONS, cells, prose, read
from hosting_shift import content, explorers, tables
from hosting_shift.ui.shown import ENLARGE

REFERENCES = [
    r"(?m)^# \d\d · .*$",  # the title's own number
    r"\[\d\d · [^\]]*\]",  # a link to a lesson
    r"\b[Ll]essons? \d\d(?:(?:, \d\d)* (?:and|to|or) \d\d)?",
    r"the treaty lesson, \d\d",
    r"\bEpisode \d",
    r"\blevel \d",
    r"\bO\d\b",
    r"(?m)^\d\. ",
    r"\b(?:EU|PAR|OTH)-\d",
    r"\b[Aa]rticles? \d[\d()]*(?:(?:, |–| and | to )\d[\d()]*)*",
    r"\(\d\d(?:\(\d\))?(?: for states that accede)?\)",
    r"; 37\(2\) for states that accede",
    r"Quarterly 41\(2\)",
    r"\bETS 185",
    r"\*Prostitution et Société\* 166,? ?(?:\(2009\))?",
    r"(?:Clayton|Wang|others) 20\d\d",  # a study, by year
    rf"\b{common.ARTICLE.year}\b",
]

CLAIMS = {
    file.stem.removeprefix("lesson_"): import_module(f"prose.{file.stem}")
    for file in sorted((Path(__file__).parents[1] / "prose").glob("lesson_*.py"))
}


def references(lesson: str) -> list[str]:
    """Return the patterns of plain references: everybody's, and the lesson's own."""
    return [*REFERENCES, *getattr(CLAIMS[lesson], "REFERENCES", [])]


def test_every_lesson_has_its_phrases():
    assert list(CLAIMS) == [name[:2] for name in LESSONS]


def strip(text: str, claims: list[str]) -> str:
    """Return the text without the claims (each must be there) and without plain references."""
    text = re.sub(r"\s+", " ", text)
    missing = [claim for claim in claims if claim not in text]
    assert not missing, f"the notebook no longer says: {missing}. Mend it, or lesson_says() in tests/prose."
    for claim in claims:
        text = text.replace(claim, " … ")
    return text


def numbers_left(text: str) -> list[str]:
    return [text[max(0, m.start() - 30) : m.end() + 20] for m in re.finditer(r"\d[\d.,]*", text)]


def unknown(where: str, function: str, text: str) -> str:
    found = "\n".join(f"… {' '.join(words.split())} …" for words in numbers_left(text))
    add = f"{function}() of tests/prose/lesson_NN.py: computed, or posed(…), or quoted(…)"
    return f"{where}: nobody vouches for the numbers below. Add each phrase to {add}.\n{found}"


@pytest.mark.parametrize("name", LESSONS)
def test_every_number_in_a_lesson_is_computed(name):
    # the help lines are written by tools.pages from their table; answers are marked in test_lessons
    text = "\n\n".join(
        re.sub(r"\*\*Answer:\*\*.*", " ", prose(c.source))
        for c in cells(read(name), "markdown")
        if c.id != "help-lines"
    )
    for pattern in REFERENCES[:2]:
        text = re.sub(pattern, " ", text)
    lines = re.sub(r"(?m)^\d\. ", " ", text)
    rest = strip(lines, CLAIMS[name[:2]].lesson_says())
    for pattern in references(name[:2]):
        rest = re.sub(pattern, " ", rest)
    assert not numbers_left(rest), unknown(name, "lesson_says", rest)


MARKS = ("quoted", "posed", "recalled")


def phrases(lesson: str):
    """Yield every phrase that a lesson's module claims, as it is written there."""
    source = Path(CLAIMS[lesson].__file__).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name in ("lesson_says", "questions_say"):
            (made,) = [n.value for n in node.body if isinstance(n, ast.Return)]
            yield from made.elts


def test_a_phrase_is_computed_or_says_where_its_number_is_from(record_property):
    """No bare literal: it would be the lesson, checked against a copy of itself."""
    found = Counter()
    for lesson, phrase in ((name, phrase) for name in CLAIMS for phrase in phrases(name)):
        called = getattr(getattr(phrase, "func", None), "id", "")
        bare = isinstance(phrase, ast.Constant) and re.search(r"\d", phrase.value)
        found[called if called in MARKS else "computed"] += 1
        assert not bare, f"lesson {lesson}: {phrase.value!r} is a bare literal: compute it, or mark it"
    record_property("phrases", dict(found))
    print(dict(found))
    assert found["computed"] > 200 > sum(found[mark] for mark in MARKS)


def test_a_mark_is_held_to_what_it_says():
    lam = {"table": "model_parameters", "column": "note", "symbol": "lam"}
    assert common.quoted("80 to 90 % of visitors", **lam) and common.quoted("11.8 %", source="HUI2017")
    for wrong in (
        lambda: common.quoted("80 to 91 % of visitors", **lam),
        lambda: common.quoted("80", "model_parameters", "note", symbol="nobody"),
        lambda: common.quoted("11 %", source="NOBODY1999"),
        lambda: common.posed("a law of 2016"),
        lambda: common.recalled("in 2003"),
    ):
        with pytest.raises(AssertionError):
            wrong()


# ---------------------------------------------------------------- questions and bets


def test_figures_behind_the_questions():
    years = tables.load("relocations")["month"].dt.year
    assert years.max() - years.min() == 11
    reports = tables.load("hosting_shares").query("iso3 == 'NLD'").set_index("year")["reports"]
    fell = 1 - reports[2024] / reports[2019]
    assert 0 < fell < 0.2 < 1 - lesson_05.share("NLD", 2024) / lesson_05.share("NLD", 2019), "far less than the share"
    panel = explorers.ten_jurisdictions("one")
    panel.set(effort=4)
    assert panel.result.in_haven > 0 and panel.result.uptime > 0.99


@pytest.mark.parametrize("lesson", CLAIMS)
def test_every_number_in_questions_and_bets_is_known(lesson):
    questions = content.questions(lesson)
    options = [option for question in questions for option in question.options]
    texts = [part.text for part in (*questions, *options, *content.asked(lesson).bets.values())]
    rest = "\n".join([*texts, *(option.reply for option in options)])
    mine = CLAIMS[lesson].questions_say()
    patterns = [claim for claim in mine if isinstance(claim, re.Pattern)]
    claims = sorted((c for c in mine if isinstance(c, str)), key=len, reverse=True)
    wanted = {claim: re.compile(re.escape(claim)) for claim in claims} | {p.pattern: p for p in patterns}
    missing = [claim for claim, pattern in wanted.items() if not pattern.search(rest)]
    assert not missing, f"content/lesson_{lesson}.toml no longer says: {missing}. Mend it, or questions_say()."
    for pattern in wanted.values():
        rest = pattern.sub(" … ", rest)
    for pattern in [*references(lesson), r"articles [\d(), and]+\d", r"[Ff]rom lesson \d\d", r"\bC?\d\d\b(?= sorts)"]:
        rest = re.sub(pattern, " ", rest)
    assert not numbers_left(rest), unknown(f"content/lesson_{lesson}.toml", "questions_say", rest)


# ---------------------------------------------------------------- controls named in prose


@pytest.mark.parametrize("name", LESSONS)
def test_controls_and_values_named_in_prose_exist(name):
    text = " ".join(c.source for c in cells(read(name), "markdown"))
    for explorer, named in CLAIMS[name[:2]].NAMED.items():
        panel = made(explorer)
        parts = (*panel.all_controls, *panel.actions, *panel.tasks)
        offered = {part.label for part in parts} | {"Reset", "Keep this state", "Show as table", ENLARGE}
        offered |= {label for c in panel.all_controls for label, _ in getattr(c, "options", [])}
        offered |= {panel.fold} if panel.assumptions else set()
        for words in named.split(" · "):
            assert words in text, f"the lesson no longer names {words!r}"
            assert words in offered, f"{explorer} offers no {words!r}"


def test_speeds_named_in_the_question_can_be_set():
    controls = {c.name: c for c in explorers.one_site().controls}
    for months, days in ((1, 3), (2, 6)):
        stay, back = controls["months_online"], controls["reopen_days"]
        assert stay.low <= months <= stay.high and back.low <= days <= back.high
        assert ((months - stay.low) / stay.step).is_integer()
    choosy = next(c for c in explorers.ten_jurisdictions().assumptions if c.name == "beta")
    assert choosy.low == 0
