"""How the course writes numbers and lists in a sentence: one way, everywhere."""

from collections.abc import Iterable


def percent(share: float, digits: int = 1) -> str:
    """Return a share from 0 to 1 in per cent, such as "98.4 %"."""
    return f"{share:.{digits}%}".replace("%", " %")


def count(number: int, noun: str, plural: str = "") -> str:
    """Return "1 answer", "3 answers" or, with a plural of its own, "2 countries"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Iterable[str]) -> str:
    """Return "A", "A and B" or "A, B and C"; nothing for no words."""
    *others, last = list(words) or [""]
    return f"{', '.join(others)} and {last}" if others else last
