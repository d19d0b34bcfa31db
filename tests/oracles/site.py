"""One site whose stays and gaps are drawn at random."""

from collections.abc import Callable

import numpy as np

from hosting_shift.model.checks import one_number
from hosting_shift.model.site import Spell, _alternate


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
