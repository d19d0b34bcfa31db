"""Many operations at random, counted and not followed one by one.

When only the numbers matter (how many are online in each place at the end of each month), there is
no need to follow each site. From a state with n sites, how many are in each other state a month
later is one draw from the multinomial distribution with the probabilities of `chain.transition`.
The work does not depend on n: ten sites or a hundred million cost the same. Exact, like `paths`.
"""

import numpy as np

from hosting_shift.model.chain import Chain, transition
from hosting_shift.model.checks import numbers, whole


def simulate_counts(chain: Chain, counts, months: int, rng: np.random.Generator, repeats: int = 1) -> np.ndarray:
    """Play the chain for a number of months; return how many sites are in each state.

    counts: number of sites in each state at the start, whole numbers, shape (S,) or, to go on from
    an earlier run, (repeats, S). Returns whole numbers, shape (repeats, months + 1, S); every month
    adds up to the same total. The same seed gives the same run.
    """
    months, repeats = whole(months, "The number of months"), whole(repeats, "The number of repeats")
    start = numbers(counts, "The numbers of sites")
    if start.shape not in ((chain.size,), (repeats, chain.size)):
        raise ValueError(
            f"Give one number of sites for each of the {chain.size} states of the chain. "
            f"Got an array of shape {start.shape}."
        )
    if (start < 0).any() or (start != np.floor(start)).any():
        raise ValueError("The numbers of sites must be whole and not negative.")
    P, _ = transition(chain.generator)
    month_ends = np.empty((repeats, months + 1, chain.size), dtype=np.int64)
    month_ends[:, 0] = start
    for month in range(months):
        # one draw for each state left: shape (repeats, S, S), added up by the state reached
        month_ends[:, month + 1] = rng.multinomial(month_ends[:, month], P).sum(axis=1)
    return month_ends


def place_sites(start: np.ndarray, sites: int, rng: np.random.Generator) -> np.ndarray:
    """Numbers of sites in each state, drawn from the probabilities `start`; shape (S,)."""
    return rng.multinomial(whole(sites, "The number of sites"), start)
