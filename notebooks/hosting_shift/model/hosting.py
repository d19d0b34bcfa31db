"""Level 1: closures and relocation among J jurisdictions. Nobody gives up, nobody is arrested.

Four steps, from the world to a run:

    rates = closure_rates(world, parameters, effort=4 * world.mask("European Union"))
    behaviour = Behaviour.from_parameters(parameters)
    chain = hosting_chain(world, rates, behaviour)
    run = expected(chain, chain.start("online", world.size), months=60)
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np

from hosting_shift.model.chain import Chain, Move
from hosting_shift.model.checks import not_negative, one_number, truths
from hosting_shift.model.world import World


@dataclass(frozen=True)
class Behaviour:
    """How those who run a site react to a closure.

    t_reopen: mean months offline before reopening, more than 0.
    beta: choosiness. 0: they follow the market and ignore burdens. Large: all flock to the place
    with the smallest burden.
    K: revenue lost at each closure, in months of revenue.
    phi: familiarity. A place in the region they leave counts exp(phi) times.
    stay: weight of reopening in the very jurisdiction that closed the site; 0: they always leave.
    """

    t_reopen: float
    beta: float
    K: float
    phi: float
    stay: float

    def __post_init__(self):
        for field in fields(self):
            value = getattr(self, field.name)
            positive = field.name == "t_reopen"
            value = one_number(value, f"The behaviour {field.name}", positive=positive)
            object.__setattr__(self, field.name, value)

    @classmethod
    def from_parameters(cls, parameters: Mapping[str, float]) -> "Behaviour":
        """The behaviour that the table of assumptions describes."""
        return cls(**{field.name: parameters[field.name] for field in fields(cls)})


def closure_rates(
    world: World, parameters: Mapping[str, float], effort, *, notice=False, harmonised=False
) -> np.ndarray:
    """Closures per month online in each jurisdiction, shape (J,): 1 / rate is the mean stay.

    mu = mu0 + effort·cover / t_order, plus 1 / t_notice where notice-and-action applies. Different
    causes of closure compete: their rates add up.

    effort: zero or more, one number or shape (J,); 1 is one authority that asks for orders at the
    usual pace, 0 none. notice: True, False or shape (J,): does the host answer for what it leaves
    online after a notice? harmonised: the same, for the law reaching the conduct to at least
    cover_harmonised. parameters: mu0, t_order, t_notice, cover_harmonised.
    """
    effort = not_negative(effort, "The effort", None if np.ndim(effort) == 0 else len(world))
    notice = truths(notice, "The lever notice", len(world))
    harmonised = truths(harmonised, "The lever harmonised", len(world))
    cover = covered(world, parameters, harmonised)
    rates = parameters["mu0"] + effort * cover / parameters["t_order"]
    if notice.any():
        rates = rates + notice / parameters["t_notice"]
    return rates


def covered(world: World, parameters: Mapping[str, float], harmonised: np.ndarray) -> np.ndarray:
    """How far the law of each jurisdiction reaches the conduct, shape (J,): its own cover, and at
    least cover_harmonised where the offence is harmonised (booleans, shape (J,))."""
    if not harmonised.any():
        return world.cover
    raised = np.maximum(world.cover, parameters["cover_harmonised"])
    return np.where(harmonised, raised, world.cover)


def burden(world: World, rates, behaviour: Behaviour, risk=0.0) -> np.ndarray:
    """Burden of each jurisdiction as a share of revenue, shape (J,): B = cost + K·mu + risk.

    rates: closures per month, shape (J,). risk: burden of the fear of being identified there, one
    number or shape (J,); none at level 1.
    """
    rates = not_negative(rates, "The closure rates", len(world))
    return world.cost + behaviour.K * rates + not_negative(risk, "The risk")


def affinity(world: World, behaviour: Behaviour) -> np.ndarray:
    """How near two jurisdictions are to an operator, F, shape (J, J) and symmetric:
    exp(phi) inside a region, 1 between regions, `stay` on the diagonal."""
    regions = np.array(world.regions)
    F = np.where(regions[:, None] == regions, np.exp(behaviour.phi), 1.0)
    np.fill_diagonal(F, behaviour.stay)
    return F


def relocation(world: World, rates, behaviour: Behaviour, risk=0.0) -> np.ndarray:
    """Where a site closed in h (row) reopens (column): probabilities, shape (J, J).

    P[h, k] is proportional to size_k·F_hk·exp(−beta·B_k), with F from `affinity` and B from
    `burden`. rates: closures per month, shape (J,). risk: as in `burden`.

    This is the logit rule of choice theory (McFadden; recalled). size stands in front with power 1
    because a place of twice the size holds twice as many hosts to choose from.
    Raises ValueError where a closed site has nowhere to go.
    """
    with np.errstate(divide="ignore"):  # log 0 = −infinity: a place that nobody goes to
        appeal = np.log(world.size) + np.log(affinity(world, behaviour))
    appeal = appeal - behaviour.beta * burden(world, rates, behaviour, risk)
    best = appeal.max(axis=1, keepdims=True)
    if np.isneginf(best).any():
        code = world.codes[int(best.argmin())]
        raise ValueError(
            f"A site closed in {code} has nowhere to go: no other jurisdiction has any market, and "
            "stay is 0. Add a jurisdiction, or set stay above 0."
        )
    # Compared with the best of its row, no exponential can overflow, however large beta is.
    weights = np.exp(appeal - best)
    return weights / weights.sum(axis=1, keepdims=True)


def hosting_chain(world: World, rates, behaviour: Behaviour, destinations: np.ndarray | None = None) -> Chain:
    """The chain of level 1: two conditions, two moves.

    rates: closures per month, shape (J,). destinations: a rule of your own for where a closed site
    reopens, shape (J, J), rows summing to 1; without it, `relocation`.
    """
    rates = not_negative(rates, "The closure rates", len(world))
    where = _destinations(world, rates, behaviour, destinations)
    moves = [
        Move("closure", "online", "offline", rates),
        Move("reopening", "offline", "online", where / behaviour.t_reopen),
    ]
    return Chain(world.codes, ("online", "offline"), moves)


def _destinations(world, rates, behaviour, destinations) -> np.ndarray:
    if destinations is None:
        return relocation(world, rates, behaviour)
    destinations = not_negative(destinations, "The destinations")
    if destinations.shape != (len(world), len(world)):
        raise ValueError(
            f"The destinations must have shape ({len(world)}, {len(world)}): one row for each "
            f"jurisdiction left. Got {destinations.shape}."
        )
    if not np.allclose(destinations.sum(axis=1), 1, rtol=0, atol=1e-9):
        raise ValueError("Every row of the destinations must sum to 1: a site goes somewhere.")
    return destinations
