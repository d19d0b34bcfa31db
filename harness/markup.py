"""Markup where a student types and in a hand-made file: it is shown as text, never as markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from harness.lesson_files import LESSONS, cells, read
from hosting_shift import content
from hosting_shift.student.answers import COURSE

# HTML, Markdown and LaTeX that would run or fetch something if it were taken for more than text.
HACK = (
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
    "<svg onload=window.hacked=1></svg> **[link](javascript:window.hacked=1)** "
    "![picture](http://192.0.2.1/x.png) `</pre>` '\"> $\\href{javascript:window.hacked=1}{sum}$ "
    "\\(\\unicode{<img src=y onerror=window.hacked=1>}\\) </textarea>{{7*7}} {outcome.__class__}"
)


class Watch(HTMLParser):
    """Collects what in a piece of HTML would run or fetch."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("script", "svg", "iframe", "object", "embed", "link", "base", "form", "meta"):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in values if name.startswith("on")]
        for name in ("href", "src"):
            target = (values.get(name) or "").strip().lower()
            elsewhere = name == "src" and target and not target.startswith("data:")
            if elsewhere or target.startswith("javascript:"):
                self.found.append(f"{tag} {name}={target[:30]}")


def live(html: str) -> list[str]:
    watch = Watch()
    watch.feed(html)
    return watch.found


def with_notes(name: str) -> list[str]:
    """Return the code of a lesson's cells in which a student types, and of those that show it."""
    asks = ("lesson.note(", "lesson.field(", "lesson.keep_answers(", "lesson.memo(", "lesson.cases(")
    needs = ("explorers.policy_lab()", "explorers.redraw_assumptions(")
    code = [c.source for c in cells(read(name), "code")]
    found = [s for s in code if any(words in s for words in (*asks, *needs))]
    return [re.sub(r"(?m)^lesson\.episode.*$", "", source) for source in found]


def _bets(name: str) -> list[str]:
    return list(content.asked(name[:2]).bets)


def hacked_file() -> bytes:
    """Return an answers file with markup in every place that a lesson shows, in plain JSON."""
    record = {"kind": HACK, "value": HACK, "when": HACK, "my_kind": HACK}
    whole = {
        name[:2]: {
            **{f"{part}-{HACK[:60]}": record for part in ("exercise", "unknown", "note")},
            "exercise-count": record,
            "case-A1": record | {"tries": 1},
            **{f"draft-bet-{bet}": record | {"kind": "draft", "value": None, "why": HACK} for bet in _bets(name)},
        }
        for name in LESSONS
    }
    return json.dumps({"course": COURSE, "version": 1, "lessons": whole | {HACK[:80]: {}}}).encode()
