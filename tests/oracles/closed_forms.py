"""Results that a pocket calculator can check: the long run of level 1, accessions, C5.

C1 is `model.site.uptime`, C4 stands in `model.closed_forms`. C2 and C3 are about the long run of
level 1; `accession_*` about a world of equal jurisdictions; C5 about evidence and giving up. All are
derived from the model, in the words under each formula.
"""

import numpy as np

from hosting_shift.model.checks import not_negative, one_number, whole
from hosting_shift.model.hosting import Behaviour, affinity, burden
from hosting_shift.model.world import World


def visits(world: World, rates, behaviour: Behaviour) -> np.ndarray:
    """Share of all reopenings that fall to each jurisdiction in the long run, shape (J,).

    Formula: v_h proportional to w_h·(F w)_h, with w_h = size_h·exp(−beta·B_h) the appeal of h and
    (F w)_h = Σ_k F_hk·w_k the appeal of all that can be reached from h.

    Why: a site goes from h to k with probability F_hk·w_k / (F w)_h. Multiply by v_h: the traffic
    from h to k is w_h·F_hk·w_k. F is symmetric, so that is also the traffic from k to h. Every road
    carries as much one way as the other; hence the shares stay as they are.

    By hand: with F = 1 everywhere (stay = 1, phi = 0), v is simply w scaled to sum to 1.
    """
    with np.errstate(divide="ignore"):  # log 0 = −infinity: a road that nobody takes
        appeal = np.log(world.size) - behaviour.beta * burden(world, rates, behaviour)
        roads = appeal[:, None] + np.log(affinity(world, behaviour)) + appeal
    if np.isneginf(roads.max()):
        raise ValueError("In this world a closed site has nowhere to go. Add a jurisdiction, or set stay above 0.")
    traffic = np.exp(roads - roads.max()).sum(axis=1)
    return traffic / traffic.sum()


def mean_stay(world: World, rates, behaviour: Behaviour) -> float:
    """Mean months online per opening in the long run: T̄ = Σ_h v_h / mu_h.

    rates: closures per month, shape (J,), all above 0. Each opening falls to h with share v_h and
    then lasts 1/mu_h months on average.
    """
    return float((visits(world, rates, behaviour) / _positive(world, rates)).sum())


def long_run_hosting(world: World, rates, behaviour: Behaviour) -> np.ndarray:
    """C2: each jurisdiction's share of all that is online in the long run, shape (J,).

    Formula: proportional to v_h / mu_h = w_h·(F w)_h / mu_h: how often a site opens there, times
    how long it then stays. rates: closures per month, shape (J,), all above 0.

    By hand: two jurisdictions, so a site can only alternate (stay = 0): v = 1/2 and 1/2. Stays of 3
    and 24 months: shares 3/27 = 11 % and 24/27 = 89 %.

    The weakest link: as one mu falls to 0, that jurisdiction's share goes to 1 and with it the
    uptime, whatever all the others do.
    """
    months = visits(world, rates, behaviour) / _positive(world, rates)
    return months / months.sum()


def long_run_offline(world: World, rates, behaviour: Behaviour) -> float:
    """C2: share of time offline in the long run: t_reopen / (T̄ + t_reopen).

    C1 with T̄ as the stay: one round is one stay and one gap.
    """
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

    By hand: tau_k = 2, T̄ = 12, K = 1: backfires when beta·10 > 4, that is when beta > 0.4.
    """
    if behaviour.stay != 1 or behaviour.phi != 0:
        raise ValueError("This formula holds when all places are equally near: set stay to 1 and phi to 0.")
    tau = 1 / _positive(world, rates)
    average = mean_stay(world, rates, behaviour)
    return behaviour.beta * behaviour.K * (average - tau) - tau**2


def accession_offline(jurisdictions: int, stay_member: float, stay_other: float, t_reopen: float) -> np.ndarray:
    """Share of time offline with 0, 1, …, J members in a world of J equal jurisdictions.

    stay_member, stay_other: mean months online in a member and elsewhere. t_reopen: mean months
    offline. Returns shape (J + 1,). For operators who do not look at burdens (beta = 0).

    Formula: with n members the mean stay is T(n) = (n·stay_member + (J − n)·stay_other) / J, since
    each opening falls to each jurisdiction alike. Offline: t_reopen / (T(n) + t_reopen).

    Why the last accession is worth most: T(n) falls in a straight line, and 1/T climbs ever faster
    as T gets small. Taking 2 months off a stay of 24 changes little; off a stay of 5, a lot.
    """
    jurisdictions = whole(jurisdictions, "The number of jurisdictions")
    stay_member = one_number(stay_member, "The stay in a member", positive=True)
    stay_other = one_number(stay_other, "The stay elsewhere", positive=True)
    t_reopen = one_number(t_reopen, "The time to reopen", positive=True)
    members = np.arange(jurisdictions + 1)
    stay = (members * stay_member + (jurisdictions - members) * stay_other) / jurisdictions
    return t_reopen / (stay + t_reopen)


def accession_gains(jurisdictions: int, stay_member: float, stay_other: float, t_reopen: float) -> np.ndarray:
    """What each accession adds to the share of time offline, shape (J,): first, …, last.

    By hand: the gain of one accession is d·t_reopen / ((T + t_reopen)·(T' + t_reopen)), with T and
    T' the mean stay before and after and d = T − T'. Ten jurisdictions, stays of 3 and 24 months,
    reopening after 0.1: the first takes T from 24 to 21.9, the last from 5.1 to 3, and the last is
    worth (24.1·22.0) / (5.2·3.1) = 33 times the first.
    """
    return np.diff(accession_offline(jurisdictions, stay_member, stay_other, t_reopen))


def identified_before_giving_up(closure: float, evidence: float, preserved: float, giving_up: float) -> float:
    """C5: probability that an operator is identified before giving up, if all places are alike.

    closure, evidence: per month (mu, epsilon). preserved: share of closures that yield evidence
    (pi). giving_up: probability of giving up at a closure (q).

    Formula: (epsilon + mu·pi) / (epsilon + mu·pi + mu·(1 − pi)·q).

    Why: two clocks run against each other, and the one with the higher rate wins more often.
    Identification comes at the rate epsilon + mu·pi; giving up at the rate of closures without
    evidence, mu·(1 − pi), times q.
    """
    mu = one_number(closure, "The closure rate")
    found = one_number(evidence, "The evidence rate") + mu * _share(preserved)
    lost = mu * (1 - preserved) * _share(giving_up)
    if found + lost == 0:
        raise ValueError("Neither ever happens: give at least one of the rates some size.")
    return found / (found + lost)


def closures_per_exit(giving_up: float) -> float:
    """Closures for each operator who leaves for good, when nobody cooperates: 1 / q.

    giving_up: probability of giving up at a closure (q), more than 0. By hand: at 5 % it takes 20.
    """
    if _share(giving_up) == 0:
        raise ValueError("At 0 nobody ever leaves. Give the probability of giving up some size.")
    return 1 / giving_up


def _positive(world: World, rates) -> np.ndarray:
    rates = not_negative(rates, "The closure rates", len(world))
    if (rates == 0).any():
        code = world.codes[int(rates.argmin())]
        raise ValueError(
            f"No site is ever closed in {code}, so in the long run all end there and stay online. "
            "Give it a closure rate above 0."
        )
    return rates


def _share(value) -> float:
    share = one_number(value, "A share")
    if share > 1:
        raise ValueError(f"A share lies between 0 and 1. Got {share:g}.")
    return share
