"""The whole table of thresholds at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hosting_shift.model.screening import at_threshold


def by_threshold(indicators, deceptive, highest: int) -> pd.DataFrame:
    """Return one row for each number of indicators required, from 1 to `highest`.

    Columns: required, hits, misses, false_alarms, passed, precision, recall (NaN if undefined).
    """
    rows = []
    for required in range(1, highest + 1):
        found = at_threshold(indicators, deceptive, required)
        rows.append(
            {
                "required": required,
                "hits": found.hits,
                "misses": found.misses,
                "false_alarms": found.false_alarms,
                "passed": found.passed,
                "precision": np.nan if found.precision is None else found.precision,
                "recall": np.nan if found.sensitivity is None else found.sensitivity,
            }
        )
    return pd.DataFrame(rows)
