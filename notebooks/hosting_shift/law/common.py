"""Days and states, as people write them."""

import pandas as pd

from hosting_shift import tables
from hosting_shift.errors import look_up, near

CONFIDENCES = ("sourced", "partly sourced", "recalled")  # of a row of a table, surest first


def moment(name: str) -> pd.Timestamp:
    """Return the day of a moment of settings.toml, such as "article". Raises ValueError."""
    return pd.Timestamp(look_up("moment", name, tables.settings("moments"))["date"])


def state_code(state: object) -> str:
    """Return the three-letter code of a state named by code or English name. Raises ValueError."""
    wanted = str(state).strip().casefold()
    if wanted in _codes():
        return _codes()[wanted]
    tiles = tables.load("world_tiles")
    names = [*tiles["name"], *tiles["iso3"]]
    raise ValueError(
        f"There is no state {state!r} in world_tiles.{near(state, names)} "
        "Use its English name or its three-letter code, such as 'FRA'."
    )


@tables.cached()
def _codes() -> dict[str, str]:
    """Return {name or code in small letters: code}."""
    tiles = tables.load("world_tiles")
    by_name = dict(zip(tiles["name"].str.casefold(), tiles["iso3"], strict=True))
    by_name |= {row["name"].casefold(): code for code, row in tables.settings("invented_states").items()}
    return by_name | {code.casefold(): code for code in (*tiles["iso3"], *tables.settings("invented_states"))}


def known_as(code: str) -> str:
    """Return the code under which the tables know a state: its own, or for an invented one that of the state whose
    treaties and law it shares ("": none)."""
    invented = tables.settings("invented_states")
    return invented[code]["like"] if code in invented else code
