"""What to check again: `make watch`.

    python -m tools.watch                 what is due today, the oldest first
    python -m tools.watch --on 2027-06-01 what will be due on a day
    python -m tools.watch --all           everything, due or not

Every text of law (table law_texts), every open question and every table that others keep up to date (the
part `watch` of its card) says by when to look again, with words to search for and a place to look. The list
also says what hangs on it. Nothing is opened: a person looks, corrects the row, and moves its day.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter
from dataclasses import dataclass
from datetime import date

import pandas as pd

from harness import REPO
from hosting_shift import tables
from hosting_shift.dates import full_date

# tables whose rows rest on sources: what hangs on a text of law
RESTING = [
    "legal_statements",
    "law_then_now",
    "liability_tree",
    "notice_results",
    "cooperation",
    "legal_regimes",
    "jurisdiction_grounds",
    "procuring_models",
    "levers",
    "timeline",
    "claims",
    "forecast_questions",
]


@dataclass(frozen=True)
class Item:
    """One thing to look at: until when its evidence is good, what to search for, where."""

    check_by: date
    what: str
    evidence: str
    search: str
    where: str


def items() -> list[Item]:
    """Return everything that is watched, the most urgent first."""
    return sorted([*_texts(), *_questions(), *_tables()], key=lambda item: (item.check_by, item.what))


def due(day: date) -> list[Item]:
    """Return what should have been looked at by `day`."""
    return [item for item in items() if item.check_by <= day]


def _texts() -> list[Item]:
    sources = tables.load("sources").set_index("key")
    hanging: Counter[str] = Counter()
    for name in RESTING:
        hanging.update(key for keys in tables.load(name)["sources"] for key in set(keys.split(";")) - {""})
    found = []
    for row in tables.load("law_texts").itertuples():
        state = "state not known" if pd.isna(row.state_to) else f"state of {full_date(row.state_to)}"
        source = sources.loc[row.source]
        evidence = f"{state}, {row.established}; {hanging[row.source]} rows hang on it"
        what = f"{row.body}: {source['label']} ({row.source})"
        found.append(
            Item(row.check_by.date(), what, evidence, source["label"], source["address"] or source["publisher"])
        )
    return found


def _questions() -> list[Item]:
    return [
        Item(
            row.check_by.date(),
            f"open: {row.text}",
            f"{row.evidence_month}: {row.last_evidence}",
            row.search,
            row.what_to_do,
        )
        for row in tables.load("open_questions").itertuples()
    ]


def _tables() -> list[Item]:
    found = []
    for path in sorted((REPO / "data" / "cards").glob("[!_]*.toml")):
        card = tomllib.loads(path.read_text(encoding="utf-8"))
        if watch := card.get("watch"):
            what = f"table {path.stem}: {card['title']}"
            found.append(Item(watch["check_by"], what, watch["last"], watch["search"], watch["where"]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="What to check again, and where to look.")
    parser.add_argument("--on", type=date.fromisoformat, default=date.today(), help="a day such as 2027-06-01")
    parser.add_argument("--all", action="store_true", help="list everything, due or not")
    asked = parser.parse_args()
    found = items() if asked.all else due(asked.on)
    for item in found:
        print(f"{item.check_by}  {item.what}\n            evidence: {item.evidence}")
        print(f"            search:   {item.search}\n            look:     {item.where}\n")
    print(f"{len(found)} of {len(items())} {'in all' if asked.all else f'are due on {asked.on}'}.")


if __name__ == "__main__":
    main()
