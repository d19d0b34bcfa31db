"""Rules of law over the tables: no article, date or figure is typed in here.

`treaty`: whom the Convention on Cybercrime binds, and since when.
`liability`: who answers for a page: the liability tree, notices to hosts, grading of an analysis.
"""

from hosting_shift.law import liability
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
    "compare_counts",
    "count_on",
    "day_of",
    "entry_into_force",
    "liability",
    "linked_since",
    "moment",
    "parties_by_year",
    "parties_on",
    "share_of_pairs",
    "state_code",
]
