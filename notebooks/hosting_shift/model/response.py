"""Levels 2 and 3: what a policy does to sites, and to those who run them.

Read `policy.py` first. The person who runs a site lives in one place, the *base*; the site is
hosted in another, which may change. The operator is unknown until evidence is found: while the site
is online, or at a closure that preserves it. An operator who is known can be surrendered; then the
story ends. After a closure some operators give up. Hence four conditions and two ends:

    online ──evidence──▶ online, identified ──surrender──▶ arrested
      │ ╲                      │                              ▲
      │  ╲closure with evidence│closure                       │surrender
      ▼   ╲──────────────────▶ ▼                              │
    offline                offline, identified ───────────────┘
      ├─▶ reopening elsewhere  ├─▶ reopening elsewhere, still identified
      └─▶ gave up              └─▶ gave up

`scenario` is the one call to know: a world, a table of assumptions and a policy in, an `Outcome`
out. All its numbers are exact expectations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from hosting_shift.model import outcomes
from hosting_shift.model.chain import Chain, Move, Run, expected_each
from hosting_shift.model.checks import probabilities, whole
from hosting_shift.model.hosting import Behaviour, affinity, burden, relocation
from hosting_shift.model.policy import Policy, Rates, rates
from hosting_shift.model.world import Base, World

OFFLINE, KNOWN_OFFLINE, KNOWN_ONLINE = "offline", "offline, identified", "online, identified"
ARRESTED, GAVE_UP = "arrested", "gave up"


def fear(parameters: Mapping[str, float], speed: Rates, base: Base) -> np.ndarray:
    """Burden of the risk of being identified in each jurisdiction, shape (J,): F·(eps + mu·pi).

    Felt only by those who can be surrendered at all.
    """
    felt = parameters["F"] if speed.surrender[base.name] > 0 else 0.0
    return felt * (speed.evidence + speed.closure * speed.preserved)


def giving_up(
    world: World, parameters: Mapping[str, float], policy: Policy, speed: Rates, base: Base, *, rational: bool = False
) -> np.ndarray:
    """Probability that an operator closed in each jurisdiction gives up, shape (J,).

    Levels 1 and 2: the constant q. Level 3 (`rational`): operators compare their margin with the
    burden of the places they could go to, q_h = 1 / (1 + exp(gamma·(margin − B*_h − cut))).

    B*_h = −(1/beta)·log Σ_k s_k·exp(−beta·B_k) is the *soft minimum* of the burdens B_k, with s_k
    the market reachable from h, summing to 1. beta → 0: the average burden, for operators who do
    not choose. beta large: the smallest burden, the weakest link. cut: the policy's revenue_cut.
    """
    if not rational:
        return np.full(len(world), parameters["q"])
    behaviour = Behaviour.from_parameters(parameters)
    burdens = burden(world, speed.closure, behaviour, fear(parameters, speed, base))
    reach = world.size * affinity(world, behaviour)
    reach = reach / reach.sum(axis=1, keepdims=True)
    if behaviour.beta > 0:
        least = burdens.min()  # taken out of the exponential, so that nothing can underflow
        soft = least - np.log(reach @ np.exp(-behaviour.beta * (burdens - least))) / behaviour.beta
    else:
        soft = reach @ burdens
    worth = parameters["gamma"] * (parameters["margin"] - soft - policy.revenue_cut)
    return np.exp(-np.logaddexp(0, worth))  # 1 / (1 + exp(worth)), for any worth without overflow


def response_chain(
    world: World,
    parameters: Mapping[str, float],
    policy: Policy,
    base: Base,
    *,
    stages: int = 1,
    rational: bool = False,
    audience: bool = False,
    speed: Rates | None = None,
) -> Chain:
    """The chain of one base of operators under one policy.

    stages: number of steps of an evidence procedure, all of the same mean length; closing the site
    sends it back to the first. 1 is a procedure that may succeed in its first week; with more, its
    length varies less around the same mean. rational: see `giving_up`. audience: split every online
    condition into one with the full audience and one "rebuilding": a site that reopens must win visitors back.
    speed: `rates` of the same policy, for who has them already.
    """
    stages = whole(stages, "The number of stages")
    speed = rates(world, parameters, policy) if speed is None else speed
    behaviour = Behaviour.from_parameters(parameters)
    risk = fear(parameters, speed, base)
    there = relocation(world, speed.closure, behaviour, risk)
    q = giving_up(world, parameters, policy, speed, base, rational=rational)
    mu, pi, reopen = speed.closure, speed.preserved, 1 / behaviour.t_reopen
    sigma = np.full(len(world), speed.surrender[base.name])

    def ends(kind: str, source: str, end: str, per_month: np.ndarray) -> list[Move]:
        """The operator leaves; a share chi of those who do is followed by someone whom nobody knows."""
        chi = parameters["chi"]
        return [Move(kind, source, end, per_month * (1 - chi)), Move("succession", source, OFFLINE, per_month * chi)]

    first = ["online", *(f"online, step {step}" for step in range(2, stages + 1)), KNOWN_ONLINE]
    again = [f"rebuilding: {name}" for name in first] if audience else []
    moves = []
    for names in filter(None, (first, again)):
        known = names[-1]
        for source, target in pairwise(names):
            kind = "identification" if target == known else "step"
            moves += [
                Move("closure", source, OFFLINE, mu * (1 - pi)),
                Move("closure with evidence", source, KNOWN_OFFLINE, mu * pi),
                Move(kind, source, target, stages * speed.evidence),
            ]
        moves += [Move("closure", known, KNOWN_OFFLINE, mu), *ends("surrender", known, ARRESTED, sigma)]
    back = again or first
    moves += [
        Move("recovery", slow, full, np.full(len(world), 1 / parameters["t_recover"]))
        for slow, full in zip(again, first, strict=False)
    ]
    for source, target in ((OFFLINE, back[0]), (KNOWN_OFFLINE, back[-1])):
        moves.append(Move("reopening", source, target, reopen * (1 - q)[:, None] * there))
        moves += ends("giving up", source, GAVE_UP, reopen * q)
    moves += ends("surrender", KNOWN_OFFLINE, ARRESTED, sigma)
    online = (*first, *again)
    return Chain(world.codes, (*online, OFFLINE, KNOWN_OFFLINE), moves, (ARRESTED, GAVE_UP), online)


def response_chains(world: World, parameters: Mapping[str, float], policy: Policy, **switches) -> list[Chain]:
    """The chain of every base of operators, in the order of `world.bases`.

    switches: see `response_chain`. Where operators live matters only through their surrender: bases
    with the same rate of surrender share one chain, the same object.
    """
    speed = rates(world, parameters, policy)
    found: dict[float, Chain] = {}
    for base in world.bases:
        if speed.surrender[base.name] not in found:
            chain = response_chain(world, parameters, policy, base, speed=speed, **switches)
            found[speed.surrender[base.name]] = chain
    return [found[speed.surrender[base.name]] for base in world.bases]


def operators(world: World, parameters: Mapping[str, float]) -> np.ndarray:
    """Share of all operators that live in each base, in the order of `world.bases`.

    Raises ValueError for a world without bases.
    """
    if not world.bases:
        raise ValueError(
            "This world does not say where operators live. Give World.from_table the operator_bases of data/settings.toml as well."
        )
    shares = [parameters[base.share] for base in world.bases]
    symbols = ", ".join(base.share for base in world.bases)
    return probabilities(shares, len(shares), f"The shares of operators ({symbols})")


def scenario(
    world: World,
    parameters: Mapping[str, float],
    policy: Policy | Sequence[tuple[int, Policy]],
    months: int | None = None,
    *,
    stages: int = 1,
    rational: bool = False,
) -> "Outcome":
    """What to expect of a policy: the whole of levels 2 and 3 in one call.

    Every site starts online, spread like the market, its operator unknown.

    policy: one policy for all `months` (60 if not given), or a schedule: a list of (months, policy)
    that follow one another, such as one accession every half year. stages, rational: see
    `response_chain`. Raises ValueError for an empty schedule, or one that does not last `months`.
    """
    if isinstance(policy, Policy):
        phases = [(60 if months is None else months, policy)]
    else:
        phases = [(length, levers) for length, levers in policy]
        if not phases:
            raise ValueError("A schedule needs at least one pair of months and policy.")
        total = sum(length for length, _ in phases)
        if months not in (None, total):
            raise ValueError(
                f"The phases of the schedule last {total} months together, not {months}. Leave months out."
            )
    phases = tuple((whole(length, "The number of months"), levers) for length, levers in phases)
    # Refuse impossible worlds and levers here, not when the first number is asked for.
    operators(world, parameters)
    for _, levers in phases:
        rates(world, parameters, levers)
    whole(stages, "The number of stages")
    return Outcome(world, parameters, phases, stages, rational)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What to expect per site, over all bases of operators. Everything is computed when asked for.

    Shares lie between 0 and 1, times are months. Multiply by a number of sites for all of them.
    """

    world: World
    parameters: Mapping[str, float]
    phases: tuple[tuple[int, Policy], ...]
    stages: int
    rational: bool

    # -- the runs behind it

    @cached_property
    def operators(self) -> np.ndarray:
        """Share of operators in each base, shape (B,)."""
        return operators(self.world, self.parameters)

    @cached_property
    def runs(self) -> tuple[tuple[Run, ...], ...]:
        """The runs of every base (first index) in every phase (second)."""
        return self._run(audience=False)

    def _run(self, audience: bool) -> tuple[tuple[Run, ...], ...]:
        now, per_phase = None, []
        for months, policy in self.phases:
            chains = response_chains(
                self.world, self.parameters, policy, stages=self.stages, rational=self.rational, audience=audience
            )
            if now is None:
                now = [chains[0].start("online", self.world.size)] * len(chains)
            runs = expected_each(chains, now, months)
            now = [run.probabilities[-1] for run in runs]
            per_phase.append(runs)
        return tuple(zip(*per_phase, strict=True))

    @property
    def months(self) -> int:
        """Length of the story."""
        return sum(length for length, _ in self.phases)

    def _over_bases(self, measure, runs: tuple[tuple[Run, ...], ...] | None = None) -> np.ndarray | float:
        """Sum of measure(runs of a base, one a phase), weighted by the share of operators who live there."""
        return sum(share * measure(mine) for share, mine in zip(self.operators, runs or self.runs, strict=True))

    def _sum(self, measure) -> np.ndarray | float:
        """Sum of measure(run) over the phases, weighted over the bases."""
        return self._over_bases(lambda runs: sum(map(measure, runs)))

    # -- sites

    @cached_property
    def uptime(self) -> float:
        """Share of the months during which a site is online."""
        return float(self.hosting.sum() / self.months)

    @cached_property
    def reach(self) -> float:
        """Uptime weighted by the audience: a site that reopens has lost the share `lam` of it."""

        def heard(run: Run) -> float:
            again = run.chain.states(*(name for name in run.chain.online if name.startswith("rebuilding")))
            return outcomes.hosted(run.chain, run.spent).sum() - self.parameters["lam"] * run.spent[:, again].sum()

        total = self._over_bases(lambda runs: sum(map(heard, runs)), self._run(audience=True))
        return float(total / self.months)

    @cached_property
    def hosting(self) -> np.ndarray:
        """Months that a site is online in each jurisdiction, shape (J,)."""
        return self._sum(lambda run: outcomes.hosted(run.chain, run.spent).sum(axis=0))

    @cached_property
    def hosting_at_the_end(self) -> np.ndarray:
        """Share of sites online in each jurisdiction when the story ends, shape (J,)."""
        return self._over_bases(lambda runs: outcomes.hosted(runs[-1].chain, runs[-1].probabilities[-1]))

    # -- what happens to them

    @cached_property
    def closures(self) -> float:
        """Closures per site."""
        return float(self._sum(outcomes.closures))

    @cached_property
    def identified(self) -> float:
        """Identifications per site: evidence found while online, and closures that preserved it."""
        return float(self._sum(identifications))

    @cached_property
    def survival(self) -> np.ndarray:
        """Share of sites whose operator is still active at each month, shape (M + 1,)."""
        return 1 - self._ended(ARRESTED) - self._ended(GAVE_UP)

    @property
    def arrested(self) -> float:
        """Share of operators arrested by the end."""
        return float(self._ended(ARRESTED)[-1])

    @property
    def gave_up(self) -> float:
        """Share of operators who gave up by the end."""
        return float(self._ended(GAVE_UP)[-1])

    def arrested_by_month(self) -> np.ndarray:
        """Share of operators arrested by each month, shape (M + 1,)."""
        return self._ended(ARRESTED)

    def _ended(self, how: str) -> np.ndarray:
        def by_month(runs: tuple[Run, ...]) -> np.ndarray:
            return np.concatenate([r.probabilities[bool(i) :, r.chain.states(how)[0]] for i, r in enumerate(runs)])

        return self._over_bases(by_month)

    @property
    def median_exit(self) -> int | None:
        """The first month at whose end half of the operators have left, or None if that never
        comes within the story."""
        gone = np.flatnonzero(self.survival <= 0.5)
        return int(gone[0]) if len(gone) else None

    # -- compared with another outcome

    def leakage(self, before: "Outcome") -> float:
        """Of the hosting lost where this policy works, the share that others gained.

        before: the outcome without it. See `outcomes.leaked`. Not a number if the policy works
        everywhere or nowhere.
        """
        self._same_length(before)
        targeted = np.logical_or.reduce([policy.targeted(self.world) for _, policy in self.phases])
        if targeted.all():
            return float("nan")
        return outcomes.leaked(self.hosting - before.hosting, targeted)

    def prevented(self, before: "Outcome") -> float:
        """Site-months online that did not happen, per site. Not the same as harm prevented."""
        self._same_length(before)
        return float(before.hosting.sum() - self.hosting.sum())

    def _same_length(self, before: "Outcome") -> None:
        if before.months != self.months or before.world.codes != self.world.codes:
            raise ValueError("Compare two outcomes of the same world and the same months.")

    @cached_property
    def cost(self) -> float:
        """Work done per site, in closures: see the parameters cost_closure, cost_identification,
        cost_arrest. Background closures cost the policy nothing. The prices are arbitrary.
        """
        extra = [rates(self.world, self.parameters, policy).by_policy for _, policy in self.phases]

        def ordered_in(runs: tuple[Run, ...]) -> float:
            online = (outcomes.hosted(run.chain, run.spent).sum(axis=0) for run in runs)
            return sum(months @ rate for months, rate in zip(online, extra, strict=True))

        ordered = float(self._over_bases(ordered_in))
        price = self.parameters
        arrests = float(self._sum(lambda run: run.counts("surrender").sum()))
        return (
            price["cost_closure"] * ordered
            + price["cost_identification"] * self.identified
            + price["cost_arrest"] * arrests
        )


def identifications(run: Run) -> float:
    """Expected number of times per site that an unknown operator becomes known."""
    return float(run.counts("identification", "closure with evidence").sum())
