"""Provisions that lessons read closely: their elements in our words, and where each stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hosting_shift import tables
from hosting_shift.errors import look_up


@dataclass(frozen=True)
class Element:
    """One element: what part of the rule it is, our words, its terms of art (either may be ""), its place."""

    part: str
    words: str
    french: str
    english: str
    pinpoint: str


@dataclass(frozen=True)
class Provision:
    """A provision as a row of the table provisions says it, with its elements in the order of its text."""

    id: str
    lesson: str
    title: str
    article: str
    jurisdiction: str
    body: str
    state: str
    link: str
    site: str
    sources: str
    elements: tuple[Element, ...]

    @property
    def pinpoints(self) -> list[str]:
        """The places of its elements, each once, in the order of the text."""
        return list(dict.fromkeys(element.pinpoint for element in self.elements))

    def found(self, chosen: Sequence[str]) -> list[bool]:
        """Return for each element whether the place chosen for it is right. chosen: one place an element."""
        return [element.pinpoint == place for element, place in zip(self.elements, chosen, strict=True)]


def provision(name: str) -> Provision:
    """Return provision `name`, such as "cp-225-5". Raises ValueError for one that the table does not have."""
    rows = tables.load("provisions").set_index("id", drop=False)
    look_up("provision", name, rows.index.tolist())
    table = tables.load("provision_elements").sort_values("order")
    mine = table.loc[table["provision"] == name, list(Element.__dataclass_fields__)]
    return Provision(**rows.loc[name], elements=tuple(Element(*row) for row in mine.itertuples(index=False)))


def names() -> list[str]:
    """Return the names of all provisions, in the order of their lessons."""
    return tables.load("provisions")["id"].tolist()
