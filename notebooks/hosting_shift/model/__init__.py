"""The hosting-shift model: pure numbers, NumPy only.

What happens when a site is closed in one jurisdiction and reopens in another? Read the files in
this order; each uses only those above it.

    site          level 0: one site, on and off
    world         the invented jurisdictions and the table of assumptions
    chain         conditions, moves between them, and what to expect after some months
    hosting       level 1: closures and relocation, ten jurisdictions, nobody gives up
    outcomes      uptime, who hosts, concentration, leakage
    policy        levels 2 and 3: the levers of states, and the rates that follow from them
    response      evidence, surrender, giving up, successors; `scenario` is the one call to know
    paths         the same chain played out at random, site by site
    closed_forms  results a pocket calculator can check
    experiments   accessions one by one, fair shares of levers, assumptions drawn anew

Time is counted in months everywhere, and rates in events per month. Sites do not influence each
other: what is expected of one site, times the number of sites, is expected of all.
"""
