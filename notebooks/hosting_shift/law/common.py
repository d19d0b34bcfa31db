"""Days and states, as people write them."""

import difflib

from hosting_shift import tables


def moment(name):
    """Return the day of a row of the table moments, such as "article"."""
    moments = tables.load("moments").set_index("moment")["date"]
    if name not in moments:
        raise ValueError(f"There is no moment {name!r}; there are {', '.join(moments.index)}.")
    return moments[name]


def state_code(state):
    """Return the three-letter code of a state named by code or English name."""
    wanted = str(state).strip().casefold()
    if wanted in _codes():
        return _codes()[wanted]
    tiles = tables.load("world_tiles")
    names = {name.casefold(): name for name in [*tiles["name"], *tiles["iso3"]]}
    near = difflib.get_close_matches(wanted, names, n=1)
    hint = f" Did you mean {names[near[0]]!r}?" if near else ""
    raise ValueError(
        f"There is no state {state!r} in world_tiles.{hint} "
        "Use its English name or its three-letter code, such as 'FRA'."
    )


@tables.cached()
def _codes():
    """Return {name or code in small letters: code}."""
    tiles = tables.load("world_tiles")
    by_name = dict(zip(tiles["name"].str.casefold(), tiles["iso3"], strict=True))
    return by_name | {code.casefold(): code for code in tiles["iso3"]}
