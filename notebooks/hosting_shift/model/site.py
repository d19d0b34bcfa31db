"""Level 0: one site, on and off.

A site stays online for some time, is closed, stays offline for some time, reopens, and so on. Two
numbers describe it: `stay`, the mean months online before a closure, and `reopen`, the mean months
offline before it is back.
"""

from collections.abc import Sequence
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
            "The months online and the months offline cannot both be 0. Give at least one of them a length."
        )
    return stay, reopen


def spells(stay: float, reopen: float, months: float) -> list[Spell]:
    """The site's story when every stay and every gap has exactly its mean length.

    Starts online at 0, ends at `months`; the last spell is cut there. Spells of no length are left
    out. Made for drawing one striped bar.
    """
    stay, reopen = (float(mean) for mean in _means(stay, reopen))
    return _alternate(lambda: stay, lambda: reopen, one_number(months, "The number of months"))


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
        f"More than {MOST_SPELLS:,} spells fit in {months:g} months. Ask for fewer months, or for longer spells."
    )


def share_online(story: Sequence[Spell]) -> float:
    """Share of the time covered by `story` that was online, between 0 and 1.

    Raises ValueError for a story of no length.
    """
    total = sum(spell.end - spell.start for spell in story)
    if total == 0:
        raise ValueError("An empty period has no share of time online. Give it some length.")
    return sum(spell.end - spell.start for spell in story if spell.online) / total
