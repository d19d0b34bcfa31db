"""Level 0: one site, on and off.

A site stays online for some time, is closed, stays offline for some time, reopens, and so on. Two
numbers describe it: `stay`, the mean months online before a closure, and `reopen`, the mean months
offline before it is back.
"""

from collections.abc import Sequence
from typing import NamedTuple

from hosting_shift.model.checks import not_negative


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
    Raises ValueError for negative times, or where both are 0.
    """
    stay = not_negative(stay, "The months online before a closure")
    reopen = not_negative(reopen, "The months offline before reopening")
    if (stay + reopen == 0).any():
        raise ValueError(
            "The months online and the months offline cannot both be 0. Give at least one of them a length."
        )
    return (stay / (stay + reopen))[()]


def share_online(story: Sequence[Spell]) -> float:
    """Share of the time covered by `story` that was online, between 0 and 1.

    Raises ValueError for a story of no length.
    """
    total = sum(spell.end - spell.start for spell in story)
    if total == 0:
        raise ValueError("An empty period has no share of time online. Give it some length.")
    return sum(spell.end - spell.start for spell in story if spell.online) / total
