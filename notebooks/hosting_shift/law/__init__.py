"""Rules of law over the tables: no article, date or figure is typed in here.

`audit`: which claims of the article could be checked, and agreement with a reader.
`clocks`: how long the instruments of cooperation take.
`treaty`: whom the Convention on Cybercrime binds, and since when.
`liability`: who answers for a page: the liability tree, notices to hosts, grading of an analysis.
"""

from hosting_shift.law import liability
from hosting_shift.law.audit import (
    Agreement,
    Judgement,
    agreement,
    claims,
    claims_by_kind,
    claims_to_sort,
)
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
    "Agreement",
    "Judgement",
    "Link",
    "agreement",
    "ahead_of",
    "claims",
    "claims_by_kind",
    "claims_to_sort",
    "compare_counts",
    "count_on",
    "day_of",
    "entry_into_force",
    "liability",
    "linked_since",
    "moment",
    "parties_by_year",
    "parties_on",
    "procedure_times",
    "share_of_pairs",
    "state_code",
]
