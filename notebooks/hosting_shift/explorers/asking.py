"""How a forecast is asked for, in lesson 00 and in lesson 10."""

import pandas as pd
from markupsafe import Markup

STEP = 5  # percent
PERCENTS = [(f"{percent} %", percent) for percent in range(0, 101, STEP)]
LABEL = "my probability; 50 % means I do not know"


def forecast_question(head: str, row: pd.Series) -> Markup:
    """Return a row of the table forecast_questions as a question, with the exact test of what counts."""
    asked = Markup("<p><b>{}</b> {}</p><p>Comes true if: {}.</p>").format(head, row["text"], row["true_if"])
    how = Markup("<p>Settled: {}</p>").format(row["resolves"])
    return asked + how if row["resolves"] else asked
