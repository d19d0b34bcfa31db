"""The explorers: one call shows one. Each file has controls, compute, draw, describe, tabulate.

`explorers.one_site` is the function `one_site` of the file one_site.py. The file is read when it is
first asked for: a lesson needs two to four of them, and in the browser edition every file costs.
"""

import sys
from importlib import import_module
from types import ModuleType

__all__ = [
    "advert_reader",
    "claims_explorer",
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


class _Explorers(ModuleType):
    """This package: its names are the explorers, not the files of the same name."""

    def __getattr__(self, name: str):
        if name not in __all__:
            raise AttributeError(f"There is no explorer {name!r}; there are {', '.join(__all__)}.")
        import_module(f"hosting_shift.explorers.{name}")
        return vars(self)[name]

    def __setattr__(self, name: str, value) -> None:
        # Python calls this with the file when it has read one.
        own = isinstance(value, ModuleType) and name in __all__
        super().__setattr__(name, getattr(value, name) if own else value)

    def __dir__(self) -> list[str]:
        return __all__


sys.modules[__name__].__class__ = _Explorers
