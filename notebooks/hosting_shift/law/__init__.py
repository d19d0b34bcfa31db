"""Rules of law over the tables: no article, date or figure is typed in here.

`treaty`: whom the Convention on Cybercrime binds, and since when. `clocks`: how long the instruments
of cooperation take.
"""

from hosting_shift.law.clocks import ahead_of, procedure_times
from hosting_shift.law.common import day_of, moment, state_code
from hosting_shift.law.treaty import (
    Link,
    compare_counts,
    count_on,
    entry_into_force,
    linked_since,
    parties_by_year,
    parties_on,
    share_of_pairs,
)

__all__ = [
    "Link",
    "ahead_of",
    "compare_counts",
    "count_on",
    "day_of",
    "entry_into_force",
    "linked_since",
    "moment",
    "parties_by_year",
    "parties_on",
    "procedure_times",
    "share_of_pairs",
    "state_code",
]
