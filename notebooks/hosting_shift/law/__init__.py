"""Rules of law over the tables: no article, date or figure is typed in here.

`case`: which instruments linked France to the states of the case of 2009.
`treaty`: whom the Convention on Cybercrime binds, and since when.
"""

from hosting_shift.law.case import case_request, last_checked, reach
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
    "case_request",
    "compare_counts",
    "count_on",
    "day_of",
    "entry_into_force",
    "last_checked",
    "linked_since",
    "moment",
    "parties_by_year",
    "parties_on",
    "reach",
    "share_of_pairs",
    "state_code",
]
