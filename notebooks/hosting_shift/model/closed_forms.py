"""Results that need no computer: short formulas, why they hold, how to use them.

C1 (`uptime`) stands in site.py; these are about the evidence of level 2. Both are derived from the
model, in the words under each formula.
"""

from hosting_shift.model.checks import not_negative, one_number


def months_to_identify(
    closure: float, evidence: float, preserved: float, haven_closure: float, t_reopen: float
) -> float:
    """Mean months until an operator is identified, with two hosts that take turns.

    One country cooperates: closure (mu), evidence (epsilon), both per month, and preserved (pi),
    the share of its closures that yield evidence. The other is a haven: it closes at the rate
    haven_closure (nu) and never helps. t_reopen: mean months offline. The site starts in the
    cooperating country, and nobody gives up.

    Formula: (1 + mu·(1 − pi)·(1/nu + 2·t_reopen)) / (epsilon + mu·pi).

    Why: a visit to the cooperating country lasts 1 / (epsilon + mu) months. It ends in
    identification with probability (epsilon + mu·pi) / (epsilon + mu). Otherwise the site is away
    for one gap, a stay of 1/nu in the haven and another gap, and all begins again.
    Raises ValueError where nobody would ever be identified.
    """
    mu = not_negative(closure, "The closure rate")
    found = not_negative(evidence, "The evidence rate") + mu * _share(preserved)
    nu = one_number(haven_closure, "The closure rate of the haven", positive=True)
    if found == 0:
        raise ValueError("Nobody is ever identified: give the evidence rate or the share preserved some size.")
    away = 1 / nu + 2 * one_number(t_reopen, "The time to reopen", positive=True)
    return float((1 + mu * (1 - preserved) * away) / found)


def evidence_first_threshold(evidence: float, haven_closure: float, t_reopen: float) -> float:
    """C4: the share of closures that must yield evidence before closing faster helps to identify.

    evidence: identifications per month while the site is online in the cooperating country
    (epsilon). haven_closure: closures per month in the haven it flees to (nu). t_reopen: mean
    months offline. Returns a share between 0 and 1.

    Formula: x / (1 + x) with x = epsilon·(1/nu + 2·t_reopen), the number of identifications that
    staying put would have brought in the time one flight costs.

    Why: in `months_to_identify`, let mu grow. The result falls exactly if pi / (1 − pi) > x. Below
    the threshold each closure sends the site away for so long that the inquiry loses more than the
    closure's own evidence brings. It is about the time to identify only: a closure also costs the
    operator visitors, and may end the matter.

    By hand: evidence takes 15 months (epsilon = 1/15), the haven closes after 60, reopening takes
    0.1 months. x = 60.2 / 15 = 4.0; threshold 4.0 / 5.0 = 80 %.
    """
    evidence = one_number(evidence, "The evidence rate")
    nu = one_number(haven_closure, "The closure rate of the haven", positive=True)
    x = evidence * (1 / nu + 2 * one_number(t_reopen, "The time to reopen", positive=True))
    return x / (1 + x)


def _share(value) -> float:
    share = one_number(value, "A share")
    if share > 1:
        raise ValueError(f"A share lies between 0 and 1. Got {share:g}.")
    return share
