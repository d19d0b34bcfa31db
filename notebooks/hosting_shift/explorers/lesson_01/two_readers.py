"""Lesson 01: the verdicts of the two readers side by side; how many would be the same by chance?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from hosting_shift import charts, law
from hosting_shift.charts import lesson_01
from hosting_shift.law import audit
from hosting_shift.ui import Choice, Panel, Settings, panel_of
from hosting_shift.words import count, percent

ANY = ""
AS_GIVEN = 0
DRAWS = 5  # how often the second reader's verdicts can be handed out anew


@dataclass(frozen=True, eq=False)
class Result:
    """The claims chosen with the verdict of each reader; `draw` is 0 as given, else the number of a draw."""

    claims: pd.DataFrame
    draw: int
    readers: audit.Readers

    @property
    def same(self) -> pd.Series:
        """Whether both verdicts on a claim are the same, one truth value a claim."""
        return self.claims["first"] == self.claims["second"]

    def counts(self) -> np.ndarray:
        """Return how many claims have which two verdicts: rows the first reader, columns the second."""
        table = pd.crosstab(self.claims["first"], self.claims["second"])
        return table.reindex(index=audit.VERDICTS, columns=audit.VERDICTS, fill_value=0).to_numpy()


def start() -> Settings:
    """Return the settings at rest, by name: what `compute` takes."""
    return {"kind": ANY, "draw": AS_GIVEN}


def two_readers() -> Panel:
    """Return the explorer of how far the two readers of the audit agree."""
    draws = [(f"mixed at random, draw {number}", number) for number in range(1, DRAWS + 1)]
    return panel_of(
        __name__,
        title="Two readers, the same claims",
        purpose="Where do the two readers agree? Then mix the second reader's verdicts at random: how much is left?",
        controls=[
            Choice("kind", "Kind", [("all", ANY), *((kind, kind) for kind in audit.KINDS)], "data").means(
                "What sort of statement the claims are."
            ),
            Choice("draw", "The second reader's verdicts", [("as given", AS_GIVEN), *draws], "yours", wide=True).means(
                "As given, or the same verdicts handed out to the claims at random."
            ),
        ],
        sources=["claims"],
        kind="derived",
        shows=(
            "A grid of six verdicts by six: a row is the first reader's verdict, a column the second's; "
            "each field holds the number of claims, and in the framed fields both say the same."
        ),
        size=(8.0, 4.6),
    )


def compute(kind: str, draw: int) -> Result:
    """Pair the verdicts of the two readers; with a draw, the second's are handed out at random (seeded by it)."""
    chosen = law.claims(kind=kind)
    second = chosen["reader_2"].to_numpy()
    if draw:
        second = np.random.default_rng(draw).permutation(second)
    pairs = chosen[["claim", "text", "verdict", "settled"]].assign(first=chosen["reader_1"], second=second)
    return Result(pairs, draw, law.readers(kind))


def draw(figure: Figure) -> list[charts.Drawing]:
    """Draw a field for each pair of verdicts."""
    grid = lesson_01.reader_grid(figure.add_axes((0.0, 0.0, 1.0, 1.0)), audit.VERDICTS)
    return [grid.fed_by(lambda r: r.counts())]


def describe(r: Result) -> str:
    """Say how many verdicts are the same, and how many would be by chance."""
    of, same = len(r.claims), int(r.same.sum())
    said = f"The two verdicts are the same for {same} of {count(of, 'claim')} ({percent(same / of, 0)})"
    expected = f"{r.readers.by_chance * of:.1f} of {of} ({percent(r.readers.by_chance, 0)})"
    if r.draw:
        return f"In draw {r.draw} the second reader's verdicts are handed out at random. {said}; on average it is {expected}."
    return f"{said}. By chance alone they would be the same for about {expected}."


def tabulate(r: Result) -> pd.DataFrame:
    """Return the claims with both verdicts, first those on which the readers differ; how that was settled."""
    table = r.claims.assign(same=np.where(r.same, "yes", "no")).sort_values("same", kind="stable")
    as_given = ["verdict", "settled"] if not r.draw else []
    shown = table[["claim", "text", "first", "second", "same", *as_given]]
    names = {"first": "first reader", "second": "second reader", "same": "same verdict"}
    return shown.rename(
        columns={**names, "verdict": "the audit's verdict", "settled": "why, where it had to be settled"}
    )
