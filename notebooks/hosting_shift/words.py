"""How the course writes numbers and lists in a sentence: one way, everywhere."""

import re
import textwrap
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


def closed(sentence: str) -> str:
    """Return words with the full stop that ends a sentence, where no mark ends them yet."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def asked_in(text: str, most: int) -> str:
    """Return what a text asks, in at most `most` characters: its end, in whole sentences as far as there is room."""
    sentences = re.split(r"(?<=[.?!])\s+(?=[A-Z“(])", text.strip())
    while len(sentences) > 1 and not sentences[-1].endswith("?"):
        sentences.pop()  # a remark behind the question
    while len(sentences) > 1 and len(" ".join(sentences)) > most:
        sentences.pop(0)
    return textwrap.shorten(" ".join(sentences), most, placeholder=" …")
