"""What shows where no kernel runs, on a code host: of every explorer picture, text, sentence, numbers."""

import re

import bleach
import pytest
from bs4 import BeautifulSoup

from harness.lesson_files import LESSONS, SHIPPED, as_shipped, cells, outcomes
from harness.lesson_steps import EXPLORERS
from hosting_shift import content
from hosting_shift.practice.screen import OUTCOME
from tools import pages

pytestmark = pytest.mark.xdist_group(SHIPPED)

# What a code host lets through: no style, no script, no widget. Like GitHub's own list.
# fmt: off
ALLOWED = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var",
}
# fmt: on
ATTRIBUTES = {"*": ["title"], "a": ["href"], "img": ["src", "alt", "width", "height"]}


def twins(lesson) -> dict[str, dict]:
    """Return the output of every cell that shows an explorer, by cell id."""
    found = {}
    for cell in cells(lesson, "code"):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            explorer = "<figcaption>" in data.get("text/html", "")
            if explorer and "application/vnd.jupyter.widget-view+json" in data:
                found[cell.id] = data
    return found


def asked_first(data: dict, bet: content.Bet, outcome: str) -> None:
    """The bet stands first; all that it opens is folded, and there is no picture beside it."""
    before, fold = data["text/html"].split("<details class='hs-after'>", 1)
    assert fold.startswith(f"<summary>{OUTCOME}</summary>") and fold.endswith("</details>")
    asked = BeautifulSoup(before, "html.parser")
    assert bet.text in asked.get_text() and not asked("img") and not asked("table")
    assert all(option.text in asked.get_text() for option in bet.options)
    assert "image/png" not in data, "a reader that takes the picture would show what comes out"
    assert not outcome or outcome not in before


def shows_all(soup, piece) -> None:
    """The picture's text, the sentence and every number are there to read."""
    assert any(img.get("alt") == piece.alt for img in soup("img")), "the picture and its text"
    text = re.sub(r"\s+", " ", soup.get_text(" "))
    assert piece.sentence in text
    for row in piece.rows[:100]:
        for value in row:
            assert value in text


# ---------------------------------------------------------------- a code host's preview


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_with_outputs_survives_a_sanitiser(name):
    """What a student hands in, as a code host shows it: only plain HTML, perhaps no image data."""
    shown = twins(as_shipped(name))
    expected = {p.cell: p for p in pages._pieces(name[:2])}
    assert set(shown) == set(expected) and shown
    for cell_id, bet in EXPLORERS[name].items():
        outcome = outcomes(name[:2]).get(bet)
        asked = content.bet(name[:2], bet)
        asked_first(shown[cell_id], asked, "" if outcome is None else asked.said(outcome))
    for cell_id, data in shown.items():
        dirty = data["text/html"]
        assert "<table>" in dirty and "<figcaption>" in dirty and len(data["text/plain"]) > 100
        clean = bleach.clean(dirty, tags=ALLOWED, attributes=ATTRIBUTES, protocols={"https", "data"}, strip=True)
        soup = BeautifulSoup(clean, "html.parser")
        shows_all(soup, expected[cell_id])
        assert soup.img["src"].startswith("data:image/png;base64,")
        assert "{" not in soup.get_text(), "no style sheet shows as text"
        strict = bleach.clean(dirty, tags=ALLOWED, attributes=ATTRIBUTES, protocols={"https"}, strip=True)
        soup = BeautifulSoup(strict, "html.parser")
        shows_all(soup, expected[cell_id])
        assert not soup.img.get("src")


def test_what_is_missing_is_noticed():
    piece = pages._pieces("05")[0]
    good = f"<img alt='{piece.alt}'><p>{piece.sentence}</p>{' '.join(v for r in piece.rows for v in r)}"
    shows_all(BeautifulSoup(good, "html.parser"), piece)
    for gone in (f"alt='{piece.alt}'", piece.sentence, piece.rows[0][0]):
        with pytest.raises(AssertionError):
            shows_all(BeautifulSoup(good.replace(gone, ""), "html.parser"), piece)
