"""What a run means: uptime, reach, who hosts, concentration, leakage.

Shares lie between 0 and 1. "Hosting" always means sites that are online. Each function reads a
`chain.Run` or an array of weights on the chain's states: probabilities at one moment, or months
spent there.
"""

from collections.abc import Mapping

import numpy as np

from hosting_shift.model.chain import Chain, Run
from hosting_shift.model.checks import not_negative


def uptime(run: Run) -> float:
    """Share of the months of the run during which a site is online."""
    return float(run.spent[:, run.chain.states(*run.chain.online)].sum() / run.months)


def reach(run: Run, audience: Mapping[str, float]) -> float:
    """Uptime weighted by how much of the full audience is present.

    audience: share of the full audience, 0 to 1, in each condition in which it is not full. For
    `hosting.audience_chain`: {"rebuilding": 1 - lam}, with lam the share lost by a closure.
    Raises ValueError for a condition that is not online, or a share above 1.
    """
    total = 0.0
    for name in run.chain.online:
        share = float(not_negative(audience.get(name, 1.0), f"The audience while {name}"))
        if share > 1:
            raise ValueError(f"The audience while {name} is a share, at most 1. Got {share:g}.")
        total += share * run.spent[:, run.chain.states(name)].sum()
    if unknown := set(audience) - set(run.chain.online):
        raise ValueError(f"This chain has no online condition called {', '.join(sorted(unknown))}.")
    return float(total / run.months)


def closures(run: Run) -> float:
    """Expected number of closures per site over the run."""
    return float(run.counts(*(kind for kind in run.chain.kinds if kind.startswith("closure"))).sum())


def relocations(run: Run) -> float:
    """Expected number of reopenings per site in another jurisdiction than the one left."""
    counts = run.counts("reopening")
    return float(counts.sum() - np.trace(counts))


def hosted(chain: Chain, weights: np.ndarray) -> np.ndarray:
    """What each jurisdiction hosts: the weights of its online states added up.

    weights: shape (…, S), for example run.probabilities or run.spent. Returns shape (…, J).
    """
    return sum(weights[..., chain.states(name)] for name in chain.online)


def hosting_shares(chain: Chain, weights: np.ndarray) -> np.ndarray:
    """Each jurisdiction's share of all that is online; shape (…, J), summing to 1.

    weights: shape (…, S). `run.probabilities[-1]` gives the shares at the end of the run,
    `run.spent.sum(axis=0)` the shares of all months spent online. Not a number where nothing at all
    is online.
    """
    online = hosted(chain, weights)
    total = online.sum(axis=-1, keepdims=True)
    return np.divide(online, total, out=np.full_like(online, np.nan), where=total > 0)


def concentration(shares) -> np.ndarray | float:
    """Herfindahl–Hirschman index (HHI) of shares, shape (…, J): the sum of their squares.

    1/J if all host alike, 1 if one jurisdiction hosts everything.
    """
    return (np.asarray(shares) ** 2).sum(axis=-1)[()]


def top_share(shares) -> np.ndarray | float:
    """Share of the largest host; shares of shape (…, J)."""
    return np.asarray(shares).max(axis=-1)[()]


def leakage(before: Run, after: Run, targeted) -> float:
    """Of the hosting that the targeted jurisdictions lose, the share that others gain.

    before, after: two runs of the same length, without and with the policy. targeted: True for the
    jurisdictions where the policy applies, shape (J,). Counted in site-months online. 1: everything
    has moved and nothing is gone. 0: nothing has moved. Below 0: others lose too (a diffusion of
    benefits). Not a number if the targeted jurisdictions lose nothing.
    Raises ValueError for runs or masks that do not fit one another.
    """
    if before.chain.codes != after.chain.codes or before.months != after.months:
        raise ValueError("Compare two runs with the same jurisdictions and the same months.")
    targeted = np.asarray(targeted)
    if targeted.dtype != bool or targeted.shape != (len(after.chain.codes),):
        raise ValueError("Say for each jurisdiction whether it is targeted: True or False.")
    return leaked((hosted(after.chain, after.spent) - hosted(before.chain, before.spent)).sum(axis=0), targeted)


def leaked(change: np.ndarray, targeted: np.ndarray) -> float:
    """The same, from the change of hosting in each jurisdiction; both of shape (J,)."""
    lost, gained = -change[targeted].sum(), change[~targeted].sum()
    return float(gained / lost) if lost > 0 else float("nan")
