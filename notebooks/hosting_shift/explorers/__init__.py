"""The explorers: one call shows one. Each file has controls, compute, draw, describe, tabulate."""

from hosting_shift.explorers.advert_reader import advert_reader
from hosting_shift.explorers.claims_explorer import claims_explorer
from hosting_shift.explorers.class_poll import class_poll
from hosting_shift.explorers.close_or_inquire import close_or_inquire
from hosting_shift.explorers.convention_atlas import convention_atlas
from hosting_shift.explorers.course_map import course_map
from hosting_shift.explorers.evidence_race import evidence_race
from hosting_shift.explorers.french_figures import french_figures
from hosting_shift.explorers.handshakes import handshakes
from hosting_shift.explorers.hosting_by_country import hosting_by_country
from hosting_shift.explorers.jurisdiction_puzzle import jurisdiction_puzzle
from hosting_shift.explorers.last_haven import last_haven
from hosting_shift.explorers.levers_together import levers_together
from hosting_shift.explorers.liability_navigator import liability_navigator
from hosting_shift.explorers.notice_workshop import notice_workshop
from hosting_shift.explorers.one_site import one_site
from hosting_shift.explorers.policy_lab import policy_lab
from hosting_shift.explorers.procedure_clocks import procedure_clocks
from hosting_shift.explorers.procuring_laws import procuring_laws
from hosting_shift.explorers.real_moves import real_moves
from hosting_shift.explorers.redraw_assumptions import redraw_assumptions
from hosting_shift.explorers.score_yourself import score_yourself
from hosting_shift.explorers.screening_dots import screening_dots
from hosting_shift.explorers.screening_threshold import screening_threshold
from hosting_shift.explorers.setup_check import setup_check
from hosting_shift.explorers.sort_it_yourself import sort_it_yourself
from hosting_shift.explorers.ten_jurisdictions import ten_jurisdictions
from hosting_shift.explorers.then_and_now import then_and_now
from hosting_shift.explorers.timeline import timeline
from hosting_shift.explorers.turnover_estimator import turnover_estimator
from hosting_shift.explorers.which_assumption import which_assumption
from hosting_shift.explorers.who_was_where import who_was_where

__all__ = [
    "advert_reader",
    "claims_explorer",
    "class_poll",
    "close_or_inquire",
    "convention_atlas",
    "course_map",
    "evidence_race",
    "french_figures",
    "handshakes",
    "hosting_by_country",
    "jurisdiction_puzzle",
    "last_haven",
    "levers_together",
    "liability_navigator",
    "notice_workshop",
    "one_site",
    "policy_lab",
    "procedure_clocks",
    "procuring_laws",
    "real_moves",
    "redraw_assumptions",
    "score_yourself",
    "screening_dots",
    "screening_threshold",
    "setup_check",
    "sort_it_yourself",
    "ten_jurisdictions",
    "then_and_now",
    "timeline",
    "turnover_estimator",
    "which_assumption",
    "who_was_where",
]
