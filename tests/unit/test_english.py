"""English that explains: sentences long enough to carry a reason, short enough to be read once."""

from statistics import median

import pytest

from harness.lesson_files import LESSONS, cells, read
from harness.reading import length, running
from harness.reading_time import minutes_to_read
from hosting_shift import content, exercises
from hosting_shift.practice import rehearsal

SHORT = 7  # words; a shorter sentence has seldom room for a reason


def replies(lesson: str) -> list[str]:
    """Return what a lesson replies to bets, questions, exercises; the facts of cases; model answers."""
    asked = content.asked(lesson)
    found = [text for bet in asked.bets.values() for text in (bet.text, bet.outcome, *(r.text for r in bet.replies))]
    options = [o for q in asked.questions.values() for o in q.options] + [
        o for b in asked.bets.values() for o in b.options
    ]
    options += [o for case in asked.cases.values() for step in case.steps.values() for o in step]
    found += [q.text for q in asked.questions.values()] + [o.reply for o in options]
    found += [text for case in asked.cases.values() for text in (case.facts, case.answer, case.would_change)]
    for note in asked.notes.values():
        found += [note.text, note.answer, *(t for m in note.models for t in (m.text, m.comment))]
    for name, each in exercises.every().items():
        if name.startswith(lesson):
            found += [*dict.fromkeys(each.hints), *(reply for _, reply in each.answers())]
    return found


def said(lesson: str) -> list[str]:
    """Return what the explorers of a lesson say at rest."""
    return [explorer.sentence for explorer in rehearsal.explorers(lesson).values()]


def everything(name: str) -> list[str]:
    texts = [cell.source for cell in cells(read(name), "markdown") if cell.id != "help-lines"]
    return [s for text in (*texts, *replies(name[:2]), *said(name[:2])) for s in running(text)]


@pytest.mark.parametrize("name", LESSONS)
def test_sentences_carry_a_reason(name):
    found = everything(name)
    lengths = [length(sentence) for sentence in found]
    short = [sentence for sentence in found if length(sentence) < SHORT]
    print(f"{name}: {len(found)} sentences, median {median(lengths):g} words, {len(short)} under {SHORT}")
    assert 12 <= median(lengths) <= 18, f"median {median(lengths):g} words: join what belongs together by its reason"
    assert 8 * len(short) <= len(found), f"{len(short)} of {len(found)} are short: {short}"


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_can_be_read_in_its_time(name):
    assert minutes_to_read(name[:2]) <= 22
