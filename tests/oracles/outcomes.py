"""What a run or an outcome means, in measures that no lesson shows, and where a chain ends."""

import numpy as np

from hosting_shift.model.chain import Chain, transition
from hosting_shift.model.checks import probabilities
from hosting_shift.model.response import ARRESTED, GAVE_UP, Outcome


def long_run(chain: Chain, start: np.ndarray) -> np.ndarray:
    """Probabilities of the states, shape (S,), once waiting longer changes nothing.

    start: as in `expected`. It matters only if there is more than one way to end (two absorbing
    conditions, or two places that nobody ever leaves).
    """
    start = probabilities(start, chain.size, "The probabilities at the start")
    fastest = -np.diagonal(chain.generator).min(initial=0.0)
    if fastest == 0:
        return start
    P, _ = transition(chain.generator, 1 / fastest)
    for _ in range(64):  # 2**64 times the time of the fastest move: as good as for ever
        P = P @ P
        P /= P.sum(axis=1, keepdims=True)  # or rounding would grow
    return start @ P


def outcome_while_active(outcome: Outcome) -> float:
    """Share of the months online, counting only those before the operator is arrested or gives up."""
    active = outcome._sum(lambda run: run.spent[:, run.chain.states(*run.chain.conditions)].sum())
    return float(outcome.hosting.sum() / active)


def closures_per_exit(outcome: Outcome) -> float:
    """Closures for each operator who left for good."""
    ended = outcome.arrested + outcome.gave_up
    return outcome.closures / ended if ended > 0 else float("inf")


def active_by_base(outcome: Outcome) -> dict[str, float]:
    """Share of operators still active at the end, by where they live."""
    return {
        base.name: float(1 - runs[-1].probabilities[-1, runs[-1].chain.states(ARRESTED, GAVE_UP)].sum())
        for base, runs in zip(outcome.world.bases, outcome.runs, strict=True)
    }
