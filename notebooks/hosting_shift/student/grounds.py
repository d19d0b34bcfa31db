"""Why somebody bet so, and how sure: what the record of a bet holds besides its value. No widgets here.

`why` is the student's own words, `sure` one of SURE; each may be missing. What is neither (a file may come
from anywhere) counts as not said: the bet itself stays.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

SURE = {1: "a guess", 2: "fairly sure", 3: "very sure"}
LONGEST = 300  # characters of a reason that are shown; ui.js lets nobody type more


def of(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a record holds of this: "why" and "sure", each only if it was said."""
    why, sure = record.get("why"), record.get("sure")
    said = {"why": why if isinstance(why, str) and why.strip() else None}
    said["sure"] = sure if type(sure) is int and sure in SURE else None
    return {name: value for name, value in said.items() if value is not None}


def sure(record: Mapping[str, Any]) -> str:
    """Return how sure somebody was, in words; "" if that was not said."""
    return SURE.get(of(record).get("sure"), "")


def why(record: Mapping[str, Any]) -> str:
    """Return somebody's reason as it is shown after a bet: "because “it is closed for days”"; "" without one."""
    words = textwrap.shorten(of(record).get("why", ""), LONGEST, placeholder=" …")
    return f"because “{words}”" if words else ""
