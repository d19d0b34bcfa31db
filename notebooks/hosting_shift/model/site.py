"""Level 0: one site, on and off.

A site stays online for some time, is closed, stays offline for some time, reopens, and so on. Two
numbers describe it: `stay`, the mean months online before a closure, and `reopen`, the mean months
offline before it is back.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from hosting_shift.model.checks import not_negative, one_number

MOST_SPELLS = 100_000  # beyond this the spells are too short for the months asked for


class Spell(NamedTuple):
    """A stretch of time in one condition: from `start` to `end` (months), online or not."""

    start: float
    end: float
    online: bool


def uptime(stay, reopen):
    """Share of time online in the long run: stay / (stay + reopen).

    stay, reopen: mean months online and offline; numbers, or arrays of the same shape.
    Returns shares between 0 and 1.

    Why: one round of the story lasts stay + reopen months on average and stay of them are online
    (the renewal theorem). Only the two means matter: it makes no difference whether closures are
    regular, random, or rare and in bursts.
    """
    stay, reopen = _means(stay, reopen)
    return (stay / (stay + reopen))[()]


def closures(stay, reopen, months):
    """Number of closures to expect over many months: months / (stay + reopen).

    stay, reopen: mean months online and offline. months: length of the period.
    One round, of stay + reopen months, holds one closure.
    """
    stay, reopen = _means(stay, reopen)
    return (not_negative(months, "The number of months") / (stay + reopen))[()]


def _means(stay, reopen) -> tuple[np.ndarray, np.ndarray]:
    stay = not_negative(stay, "The months online before a closure")
    reopen = not_negative(reopen, "The months offline before reopening")
    if (stay + reopen == 0).any():
        raise ValueError(
            "The months online and the months offline cannot both be 0. "
            "Give at least one of them a length."
        )
    return stay, reopen


def spells(stay: float, reopen: float, months: float) -> list[Spell]:
    """The site's story when every stay and every gap has exactly its mean length.

    Starts online at 0, ends at `months`; the last spell is cut there. Spells of no length are left
    out. Made for drawing one striped bar.
    """
    stay, reopen = (float(mean) for mean in _means(stay, reopen))
    return _alternate(lambda: stay, lambda: reopen, one_number(months, "The number of months"))


def simulate_spells(
    draw_stay: Callable[[np.random.Generator], float],
    draw_reopen: Callable[[np.random.Generator], float],
    months: float,
    rng: np.random.Generator,
) -> list[Spell]:
    """The same story with lengths drawn at random, from any two distributions.

    draw_stay, draw_reopen: functions that take the random generator and return one length in
    months, for example `lambda rng: rng.exponential(6)`.
    Use it to see that only the means matter (`uptime`).
    """
    months = one_number(months, "The number of months")
    return _alternate(lambda: draw_stay(rng), lambda: draw_reopen(rng), months)


def _alternate(next_stay, next_reopen, months: float) -> list[Spell]:
    story, start, online = [], 0.0, True
    for _ in range(MOST_SPELLS):
        if start >= months:
            return story
        length = one_number(next_stay() if online else next_reopen(), "The length of a spell")
        end = min(start + length, months)
        if end > start:
            story.append(Spell(start, end, online))
        start, online = end, not online
    raise ValueError(
        f"More than {MOST_SPELLS:,} spells fit in {months:g} months. "
        "Ask for fewer months, or for longer spells."
    )


def share_online(story: Sequence[Spell]) -> float:
    """Share of the time covered by `story` that was online, between 0 and 1."""
    total = sum(spell.end - spell.start for spell in story)
    if total == 0:
        raise ValueError("An empty period has no share of time online. Give it some length.")
    return sum(spell.end - spell.start for spell in story if spell.online) / total


@dataclass(frozen=True)
class History:
    """What a student did to one site: when it was closed by hand. It reopens by itself.

    reopen: months offline after each closure. closed_at: the moments of closure, in months.
    A history never changes: `close` returns a new one. To undo, go back to the one before.
    """

    reopen: float
    closed_at: tuple[float, ...] = ()

    def __post_init__(self):
        one_number(self.reopen, "The months offline before reopening")

    def online(self, at: float) -> bool:
        """Is the site online at month `at`? It is offline from its closure until it reopens."""
        return not any(closed <= at < closed + self.reopen for closed in self.closed_at)

    def close(self, at: float) -> "History":
        """The history with one more closure, at month `at`.

        Refused before an earlier closure, and while the site is already offline.
        """
        at = one_number(at, "The moment of closure")
        if self.closed_at and at <= self.closed_at[-1]:
            raise ValueError(
                f"The site was last closed at month {self.closed_at[-1]:g}. "
                f"The next closure must come later; month {at:g} does not."
            )
        if not self.online(at):
            back = self.closed_at[-1] + self.reopen
            raise ValueError(
                f"At month {at:g} the site is already offline. It is back at month {back:g}."
            )
        return History(self.reopen, (*self.closed_at, at))

    def spells(self, until: float) -> list[Spell]:
        """The spells from 0 to month `until`, as in `spells`; later closures are left out."""
        until = one_number(until, "The last month")
        edges = [edge for at in self.closed_at for edge in (at, at + self.reopen)]
        edges = [0.0, *(edge for edge in edges if edge < until), until]
        pairs = enumerate(itertools.pairwise(edges))
        return [Spell(a, b, i % 2 == 0) for i, (a, b) in pairs if b > a]

    def share_online(self, until: float) -> float:
        """Share of the months from 0 to `until` in which the site was online."""
        return share_online(self.spells(until))
