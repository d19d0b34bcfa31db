"""The explorers: one call shows one. Each file with a picture has start, compute, draw, describe, tabulate.

`start()` gives the settings at rest: `compute(**start())` is what is first shown, without a panel.

`explorers.one_site` is the function `one_site` of the file lesson_05/one_site.py. The file is read when
it is first asked for: a lesson needs two to four of them, and in the browser edition every file costs.
"""

from importlib import import_module
from types import ModuleType
from typing import Any

# Which lesson an explorer belongs to; others may show it, too.
OF_LESSON = {
    "00": ("course_map", "handshakes", "moving_servers", "sealed_forecasts", "setup_check"),
    "01": ("claims_explorer", "sort_it_yourself", "two_readers"),
    "02": ("french_figures", "turnover_estimator", "which_assumption", "who_was_where"),
    "03": ("advert_reader", "screening_dots", "screening_threshold"),
    "04": ("liability_navigator", "notice_workshop"),
    "05": ("hosting_by_country", "one_site", "real_moves", "ten_jurisdictions"),
    "06": ("jurisdiction_puzzle", "procuring_laws"),
    "07": ("convention_atlas",),
    "08": ("close_or_inquire", "evidence_race", "procedure_clocks"),
    "09": ("last_haven", "levers_together", "policy_lab", "redraw_assumptions"),
    "10": ("score_yourself", "then_and_now", "timeline"),
}
__all__ = sorted(name for names in OF_LESSON.values() for name in names)  # noqa: PLE0605


def file_of(name: str) -> ModuleType:
    """Return the file of an explorer, which holds its `start`, `compute`, `draw`, `describe`, `tabulate`.

    Raises AttributeError for a name that is no explorer.
    """
    for lesson, names in OF_LESSON.items():
        if name in names:
            return import_module(f"hosting_shift.explorers.lesson_{lesson}.{name}")
    raise AttributeError(f"There is no explorer {name!r}; there are {', '.join(__all__)}.")


def __getattr__(name: str) -> Any:
    return getattr(file_of(name), name)


def __dir__() -> list[str]:
    return __all__
