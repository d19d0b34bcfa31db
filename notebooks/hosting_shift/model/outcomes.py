"""What a run means: uptime, who hosts, concentration, leakage.

Shares lie between 0 and 1. "Hosting" always means sites that are online. Each function reads a
`chain.Run` or an array of weights on the chain's states: probabilities at one moment, or months
spent there.
"""

import numpy as np

from hosting_shift.model.chain import Chain, Run


def uptime(run: Run) -> float:
    """Share of the months of the run during which a site is online."""
    return float(run.spent[:, run.chain.states(*run.chain.online)].sum() / run.months)


def closures(run: Run) -> float:
    """Expected number of closures per site over the run."""
    return float(run.counts(*(kind for kind in run.chain.kinds if kind.startswith("closure"))).sum())


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


def leaked(change: np.ndarray, targeted: np.ndarray) -> float:
    """Of the hosting that the targeted jurisdictions lose, the share that others gain.

    change: site-months online gained in each jurisdiction. targeted: True where the policy applies. Both of
    shape (J,). 1: everything has moved and nothing is gone. 0: nothing has moved. Below 0: others lose too (a
    diffusion of benefits). Not a number if the targeted jurisdictions lose nothing.
    """
    lost, gained = -change[targeted].sum(), change[~targeted].sum()
    return float(gained / lost) if lost > 0 else float("nan")
