"""Results that a pocket calculator can check: the long run of level 1 (C2, C3) and C5.

C1 is `model.site.uptime`, C4 stands in `model.closed_forms`. Rates are closures per month, shape (J,), all above 0.
"""

import numpy as np

from hosting_shift.model.hosting import Behaviour, affinity, burden
from hosting_shift.model.world import World


def visits(world: World, rates, behaviour: Behaviour) -> np.ndarray:
    """Share of all reopenings that fall to each jurisdiction in the long run, shape (J,).

    Formula: v_h proportional to w_h·(F w)_h, with w_h = size_h·exp(−beta·B_h) the appeal of h and
    (F w)_h = Σ_k F_hk·w_k the appeal of all that can be reached from h.

    Why: a site goes from h to k with probability F_hk·w_k / (F w)_h. Multiply by v_h: the traffic
    from h to k is w_h·F_hk·w_k. F is symmetric, so that is also the traffic from k to h. Every road
    carries as much one way as the other; hence the shares stay as they are.
    """
    with np.errstate(divide="ignore"):  # log 0 = −infinity: a road that nobody takes
        appeal = np.log(world.size) - behaviour.beta * burden(world, rates, behaviour)
        roads = appeal[:, None] + np.log(affinity(world, behaviour)) + appeal
    traffic = np.exp(roads - roads.max()).sum(axis=1)
    return traffic / traffic.sum()


def mean_stay(world: World, rates, behaviour: Behaviour) -> float:
    """Mean months online per opening in the long run: T̄ = Σ_h v_h / mu_h."""
    return float((visits(world, rates, behaviour) / rates).sum())


def long_run_hosting(world: World, rates, behaviour: Behaviour) -> np.ndarray:
    """C2: each jurisdiction's share of all that is online in the long run, shape (J,).

    Formula: proportional to v_h / mu_h: how often a site opens there, times how long it then stays.
    """
    return visits(world, rates, behaviour) / rates / mean_stay(world, rates, behaviour)


def long_run_offline(world: World, rates, behaviour: Behaviour) -> float:
    """C2: share of time offline in the long run, C1 with T̄ as the stay."""
    return behaviour.t_reopen / (mean_stay(world, rates, behaviour) + behaviour.t_reopen)


def backfire_margin(world: World, rates, behaviour: Behaviour) -> np.ndarray:
    """C3: does one country's toughness raise or lower uptime in the whole world? Shape (J,).

    Formula: margin_k = beta·K·(T̄ − tau_k) − tau_k², with tau_k = 1/mu_k the stay in k and T̄ the
    mean stay over all openings. Above 0: closing a little faster in k *raises* the world's
    long-run uptime. Below 0: it lowers it. For stay = 1 and phi = 0 (all places equally near).

    Why: T̄ = Σ_h v_h·tau_h, and with F = 1 v_h = w_h / Σw. Raise mu_k a little. Each stay in k gets
    shorter: tau_k changes by −tau_k², which adds −v_k·tau_k². And k loses appeal: w_k falls by the
    part beta·K, so openings that would have lasted tau_k now last T̄ elsewhere, which adds
    v_k·beta·K·(T̄ − tau_k). Together v_k·margin_k; uptime rises exactly when T̄ does.
    """
    tau = 1 / rates
    return behaviour.beta * behaviour.K * (mean_stay(world, rates, behaviour) - tau) - tau**2


def identified_before_giving_up(closure: float, evidence: float, preserved: float, giving_up: float) -> float:
    """C5: probability that an operator is identified before giving up, if all places are alike.

    closure, evidence: per month (mu, epsilon). preserved: share of closures that yield evidence
    (pi). giving_up: probability of giving up at a closure (q).

    Formula: (epsilon + mu·pi) / (epsilon + mu·pi + mu·(1 − pi)·q): of two clocks that run against each
    other, the one with the higher rate wins more often.
    """
    found = evidence + closure * preserved
    return found / (found + closure * (1 - preserved) * giving_up)
