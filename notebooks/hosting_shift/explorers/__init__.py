"""The explorers: one call shows one. Each file has controls, compute, draw, describe, tabulate."""

from hosting_shift.explorers.convention_atlas import convention_atlas
from hosting_shift.explorers.course_map import course_map
from hosting_shift.explorers.handshakes import handshakes
from hosting_shift.explorers.hosting_by_country import hosting_by_country
from hosting_shift.explorers.jurisdiction_puzzle import jurisdiction_puzzle
from hosting_shift.explorers.one_site import one_site
from hosting_shift.explorers.procuring_laws import procuring_laws
from hosting_shift.explorers.real_moves import real_moves
from hosting_shift.explorers.setup_check import setup_check
from hosting_shift.explorers.ten_jurisdictions import ten_jurisdictions

__all__ = [
    "convention_atlas",
    "course_map",
    "handshakes",
    "hosting_by_country",
    "jurisdiction_puzzle",
    "one_site",
    "procuring_laws",
    "real_moves",
    "setup_check",
    "ten_jurisdictions",
]
