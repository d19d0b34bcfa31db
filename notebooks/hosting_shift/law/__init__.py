"""Rules of law over the tables: no article, date or limit is typed in here.

Only two things are: the court of the case of 2009 is French, and a month of a limit counts 30 days.

`case_2009`: which instruments linked France to the states of the case of 2009.
`audit`: which claims of the article could be checked, and agreement with a reader.
`clocks`: how long the instruments of cooperation take.
`treaty`: whom the Convention on Cybercrime binds, and since when.
`cooperation`: what links two states, on which condition. `jurisdiction`: who may claim a case, and
where its chain of requests breaks.
`liability`: who answers for a page: the liability tree, notices to hosts, grading of an analysis.
`texts`: as of which day all this holds: the states of the texts that were read.
"""

from hosting_shift.dates import day_of
from hosting_shift.law import liability, texts
from hosting_shift.law.audit import (
    Agreement,
    Judgement,
    agreement,
    claims,
    claims_by_kind,
    claims_to_sort,
    readers,
    then_and_now,
)
from hosting_shift.law.case_2009 import case_request, reach
from hosting_shift.law.clocks import ahead_of, procedure_times
from hosting_shift.law.common import moment, state_code
from hosting_shift.law.cooperation import (
    Line,
    day_in,
    instruments,
    keeps_nationals,
    line,
    needs,
    procuring_law,
    puzzle_years,
    regime_states,
    state_name,
)
from hosting_shift.law.jurisdiction import Placement, chain, may_judge, pieces, preset, requests
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
