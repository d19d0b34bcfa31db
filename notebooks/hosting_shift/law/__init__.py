"""Rules of law over the tables: no article, date or figure is typed in here.

`audit`: which claims of the article could be checked, and agreement with a reader.
`treaty`: whom the Convention on Cybercrime binds, and since when.
"""

from hosting_shift.law.audit import (
    Agreement,
    Judgement,
    agreement,
    claims,
    claims_by_kind,
    claims_to_sort,
)
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
    "claims",
    "claims_by_kind",
    "claims_to_sort",
    "compare_counts",
    "count_on",
    "day_of",
    "entry_into_force",
    "linked_since",
    "moment",
    "parties_by_year",
    "parties_on",
    "share_of_pairs",
    "state_code",
]
