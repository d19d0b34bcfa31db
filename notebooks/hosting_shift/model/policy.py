"""Levels 2 and 3: what states can do, and how fast that makes things happen.

A `Policy` is a set of levers. `rates` turns it into four speeds: how soon a site is closed, how soon
its operator is identified, how often a closure yields evidence, how soon an identified operator is
surrendered. Everything else in the model follows from these (response.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from hosting_shift.errors import look_up
from hosting_shift.model.checks import not_negative, one_number, truths
from hosting_shift.model.hosting import closure_rates, covered
from hosting_shift.model.world import World

_PLACES = ("notice", "members", "joint_teams", "harmonised")
_SWITCHES = ("mla_reform", "warrant", "extradition")


@dataclass(frozen=True, eq=False)
class Policy:
    """The levers. At rest: no response at all beyond a rare background closure.

    takedown: effort of closure orders in each jurisdiction, one number or shape (J,); 1 is one
    authority at the usual pace. notice, members, joint_teams, harmonised: True or False, once or
    for each jurisdiction: hosts answer for what they leave online after a notice; the state is a
    party to the Convention; it takes part in joint investigation teams; its law reaches the conduct
    to at least cover_harmonised. mla_reform: mutual legal assistance between parties takes
    t_mla_fast. warrant, extradition: operators can be surrendered that way. revenue_cut: share of
    revenue taken away, 0 to 1; felt only by operators who weigh burden against margin. preservation:
    share of closures by a party that preserve evidence, before the cover of the offence; None is
    the value pi_party of the table.
    """

    takedown: float | np.ndarray = 0.0
    notice: bool | np.ndarray = False
    members: bool | np.ndarray = False
    joint_teams: bool | np.ndarray = False
    mla_reform: bool = False
    harmonised: bool | np.ndarray = False
    warrant: bool = False
    extradition: bool = False
    revenue_cut: float = 0.0
    preservation: float | None = None

    def __post_init__(self):
        for name in _SWITCHES:
            if not isinstance(getattr(self, name), bool | np.bool_):
                raise ValueError(f"The lever {name} is on or off: True or False.")
        for name in ("revenue_cut", "preservation"):
            share = getattr(self, name)
            if share is not None and one_number(share, f"The lever {name}") > 1:
                raise ValueError(f"The lever {name} is a share, at most 1. Got {share:g}.")

    @classmethod
    def from_row(cls, world: World, row: Mapping) -> "Policy":
        """The policy in a row of the table `scenarios`.

        There places are written as "European Union", "EU-1; PAR-1", "all" or nothing at all, and
        takedown as an effort in the places of takedown_in.
        """

        def places(text: str) -> np.ndarray:
            names = [name.strip() for name in str(text).split(";") if name.strip()]
            if names == ["all"]:
                return np.ones(len(world), dtype=bool)
            return world.mask(*names)

        return cls(
            takedown=float(row["takedown"]) * places(row["takedown_in"]),
            **{name: places(row[name]) for name in _PLACES},
            **{name: bool(row[name]) for name in _SWITCHES},
            revenue_cut=float(row["revenue_cut"]),
        )

    def with_changes(self, **levers) -> "Policy":
        """A copy with some levers changed. Raises ValueError for a name that is no lever."""
        for name in levers:
            look_up("lever", name, [field.name for field in fields(self)])
        return replace(self, **levers)

    def places(self, world: World, lever: str) -> np.ndarray:
        """True for the jurisdictions in which this lever works, shape (J,)."""
        return truths(getattr(self, lever), f"The lever {lever}", len(world))

    def targeted(self, world: World) -> np.ndarray:
        """True for the jurisdictions in which any lever works, shape (J,)."""
        masks = [self.places(world, name) for name in _PLACES]
        effort = not_negative(self.takedown, "The effort of takedown")
        return np.logical_or.reduce([np.broadcast_to(effort > 0, (len(world),)), *masks])

    @property
    def investigates(self) -> bool:
        """Does anybody look for the operator? Without it no evidence is gathered at all."""
        return bool(self.warrant or self.extradition or np.any(self.members) or np.any(self.joint_teams))


@dataclass(frozen=True, eq=False)
class Rates:
    """How fast things happen under a policy.

    closure: closures per month online (mu), shape (J,). by_policy: the part of it that the policy
    causes. evidence: identifications per month online (epsilon), shape (J,). preserved: share of
    closures that yield usable evidence (pi), shape (J,). surrender: surrenders per month of an
    identified operator (sigma), by name of the base.
    """

    closure: np.ndarray
    by_policy: np.ndarray
    evidence: np.ndarray
    preserved: np.ndarray
    surrender: dict[str, float]


def rates(world: World, parameters: Mapping[str, float], policy: Policy) -> Rates:
    """Turn the levers into rates (MODEL.md 2.4).

    - Closure: background, orders and notices compete; their rates add up (`hosting.closure_rates`).
    - Evidence while online: one procedure on average takes t_mla between parties (t_mla_fast after
      the reform), t_rog elsewhere, and at most t_jit in a joint team. It succeeds only as far as
      the law of the host's country covers the conduct: epsilon = cover / time.
    - Evidence at closure: pi = pi_jit, pi_party or pi_none, times the cover.
    - Surrender depends on where the *person* lives: by warrant 1 / (t_locate + t_eaw); by
      extradition cover of the base / (t_locate + t_ext); the faster where both exist.
    """
    notice, members, teams, harmonised = (policy.places(world, lever) for lever in _PLACES)
    mu = closure_rates(world, parameters, policy.takedown, notice=notice, harmonised=harmonised)
    cover = covered(world, parameters, harmonised)

    evidence, preserved = np.zeros(len(world)), np.zeros(len(world))
    if policy.investigates:
        t_mla = parameters["t_mla_fast" if policy.mla_reform else "t_mla"]
        time = np.where(members, t_mla, parameters["t_rog"])
        time = np.where(teams, np.minimum(time, parameters["t_jit"]), time)
        evidence = cover / time
        kept = parameters["pi_party"] if policy.preservation is None else policy.preservation
        preserved = cover * np.where(teams, parameters["pi_jit"], np.where(members, kept, parameters["pi_none"]))

    surrender = {}
    for base in world.bases:
        speeds = [0.0]
        if policy.warrant and base.warrant:
            speeds.append(1 / (parameters["t_locate"] + parameters["t_eaw"]))
        if policy.extradition and base.extradition:
            there = world.mask(base.region)
            reached = float(cover[there].mean())
            speeds.append(reached / (parameters["t_locate"] + parameters["t_ext"]))
        surrender[base.name] = max(speeds)
    return Rates(mu, mu - parameters["mu0"], evidence, preserved, surrender)
