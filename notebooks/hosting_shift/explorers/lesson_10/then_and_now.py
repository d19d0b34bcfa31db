"""Lesson 10: what was foreseen and recommended in 2009, and the dated evidence since."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, dates, law, tables
from hosting_shift.charts import lesson_10
from hosting_shift.ui import Choice, Panel, Settings, Steps, panel_of
from hosting_shift.words import count


@dataclass(frozen=True, eq=False)
class Result:
    """One statement, and all evidence up to the end of a year."""

    statement: pd.Series
    row: int
    until: int
    last: bool  # the whole file is on the table
    evidence: pd.DataFrame

    @property
    def mine(self) -> pd.DataFrame:
        """The evidence on the chosen statement."""
        return self.evidence[self.evidence["statement"] == self.statement["statement"]]


def start(statement: str = "C34") -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"statement": statement, "until": _range()[1]}


def then_and_now(statement: str = "C34") -> Panel:
    """Return the explorer: pick a statement of 2009, let the evidence arrive year by year.

    statement: key in the table then_and_now.
    """
    rows = _statements()
    first, last = _range()
    return panel_of(
        __name__,
        start(statement),
        title="Said in 2009, seen since",
        purpose="Pick a statement. Step back to 2012 or 2016: what could a careful reader have said "
        "then? A verdict is only as good as the evidence of its day.",
        controls=[
            Choice("statement", "Statement", list(zip(rows["shown"], rows["statement"], strict=True)), "article").means(
                "A prediction, a recommendation or a statement of the article."
            ),
            Steps(
                "until", "Evidence up to the end of", [(str(y), y) for y in range(first, last + 1)], "data", play=900
            ).means("Later evidence is covered."),
        ],
        sources=["then_and_now", "then_and_now_evidence"],
        kind="real",
        shows=(
            "A row for each of fifteen statements, grouped by what they are about, with a mark for every piece of "
            "evidence at its date, 2009 to 2026; at the right, how the statement stands so far."
        ),
        size=(9.4, 6.6),
        note="Evidence known only to the year stands in its middle.",
    )


@tables.cached()
def _statements() -> pd.DataFrame:
    """Return the statements with what the article says, taken from claims where it is a claim."""
    rows = law.then_and_now()
    claims = tables.load("claims").set_index("claim")
    rows["said"] = [claims["text"].get(c, own) for c, own in zip(rows["claim"], rows["then"], strict=True)]
    rows["place"] = [claims["place"].get(c, "the answer on the way forward") for c in rows["claim"]]
    name = [f" ({c})" if c else "" for c in rows["claim"]]
    rows["shown"] = rows["outlook"] + ": " + rows["label"] + name
    return rows


@tables.cached()
def _evidence() -> pd.DataFrame:
    evidence = tables.load("then_and_now_evidence")
    evidence["at"] = [dates.years(when) for when in evidence["when"]]
    return evidence


def _range() -> tuple[int, int]:
    return law.moment("article").year, int(_evidence()["at"].max())


def compute(statement: str, until: int) -> Result:
    """Look at a statement with the evidence dated up to the end of the year `until`."""
    rows, evidence = _statements(), _evidence()
    row = rows["statement"].tolist().index(statement)
    shown = evidence[evidence["at"] < until + 1]
    return Result(rows.iloc[row], row, until, until == _range()[1], shown)


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw one row a statement."""
    rows = _statements()
    axes = figure.add_axes((0.31, 0.125, 0.685, 0.87))
    chart = lesson_10.evidence_rows(axes, rows["label"], rows["about"], _range())
    return [chart.fed_by(_rows)]


def _rows(r: Result) -> tuple:
    order = _statements()["statement"].tolist()
    marks = [(e.at, order.index(e.statement), e.direction, e.confidence == "sourced") for e in r.evidence.itertuples()]
    return marks, r.row, r.until + 1, verdicts(r)


def verdicts(r: Result) -> list[str]:
    """Return a word a statement: the verdict of today, or how much was known by the year."""
    rows = _statements()
    if r.last:
        return rows["word"].tolist()
    counts = r.evidence["statement"].value_counts()
    return [f"{counts.get(s, 0)} known" if counts.get(s, 0) else "nothing yet" for s in rows["statement"]]


def describe(r: Result) -> str:
    """Say what was said, what is known by the year, and the verdict once all is on the table."""
    said = f"2009, {r.statement['place']}: {r.statement['said']}"
    mine = r.mine
    number = f"{count(len(mine), 'piece')} of evidence"
    if mine.empty:
        known = f"By the end of {r.until} our file holds no evidence."
    else:
        e = mine.iloc[-1]
        known = (
            f"By the end of {r.until} our file holds {number} ({_sides(mine)}); the latest, "
            f"{dates.in_words(e['when'])}: {e['what']}"
        )
    verdict = f" Today: {r.statement['word']}. {r.statement['now']}" if r.last else ""
    return f"{said} {known}{verdict}"


def _sides(evidence: pd.DataFrame) -> str:
    """Return which way the evidence points: the shapes of the marks, in words."""
    ways = [lesson_10.DIRECTIONS[d][2] for d in evidence["direction"]]
    if len(set(ways)) == 1:
        return ("it " if len(ways) == 1 else "each ") + ways[0]
    return ", ".join(f"{ways.count(way)} {_plural(way, ways)}" for way in dict.fromkeys(ways))


def _plural(way: str, ways: list[str]) -> str:
    verb, rest = way.split(" ", 1)
    return way if ways.count(way) == 1 else f"{verb.removesuffix('s')} {rest}"


def tabulate(r: Result) -> pd.DataFrame:
    """Return the evidence on the statement up to the year."""
    mine = r.mine
    return pd.DataFrame(
        {
            "when": mine["when"],
            "evidence": mine["what"],
            "it": [lesson_10.DIRECTIONS[d][2] for d in mine["direction"]],
            "known": mine["confidence"],
            "sources": mine["sources"].map(tables.labels),
        }
    )
