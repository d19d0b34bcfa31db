"""Takes prose apart into sentences, to hold it to a length that is easy to read.

`sentences(markdown)` knows our markdown: headings, lists, tables (each cell is read by itself), quotes,
links, emphasis, code, formulas; it knows our abbreviations, dates and article numbers. What is no
sentence (a source line, a formula) may be long only if it is marked off by " · " or stands in code.
"""

from __future__ import annotations

import re

LONGEST = 30  # words

_STOP = "\ue000"  # stands for a full stop that ends nothing
QUOTE = "\ue001"  # begins a line of a quotation
# A single capital is an initial before a name, the end of a sentence before a word that begins one.
_BEGINS = (
    "The|This|That|These|Those|There|Then|It|Its|He|She|They|We|You|Your|A|An|Here|Now|So|But|And|Or|If|In|On|At|"
    "As|For|From|To|What|Which|Who|Whose|Why|How|When|Where|No|Not|Yes|Nobody|Both|All|One|Two|Each|Every|Is|Are"
)
_INITIAL = re.compile(rf"\b([A-Z])\.(?=\s+(?!(?:{_BEGINS})\b)[A-Z])")
_ABBREVIATED = re.compile(  # after these a full stop does not end a sentence
    r"\b(arts?|nos?|vol|pp?|cf|e\.g|i\.e|etc|vs|approx|ca|ff|Mr|Mrs|Ms|Dr|M|Mme|St|Jr|al|eds?|ch|paras?|sec|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|C)\.(?=[\s,;:)])"
)
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]?[A-ZÀ-Þ0-9←→↑↓▶☐])|[.!?…]+[\"'”’)\]]*\s*$", re.M)


def blocks(markdown: str) -> list[str]:
    """Return the pieces of a text that are read by themselves: paragraphs, items, cells, headings."""
    text = re.sub(r"(?ms)^[ \t]*```.*?^[ \t]*```[ \t]*$", "\n\n", markdown)
    text = re.sub(r"(?s)<!--.*?-->", " ", text)
    text = re.sub(r"(?i)</?(details|summary|p|br|div|table|tr|td|th|ul|ol|li)\b[^>]*>", "\n\n", text)
    text = re.sub(r"<(?!https?:)[a-zA-Z/][^>]*>", "", text)
    found: list[str] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            found.append(" ".join(lines))
            lines.clear()

    for line in text.splitlines():
        bare = line.strip()
        if not bare or re.fullmatch(r"[-*_ ]{3,}", bare):
            close()
        elif bare.startswith("|") or re.fullmatch(r":?-+:?(\s*\|\s*:?-+:?)+", bare):
            close()
            found += re.split(r"(?<!\\)\|", bare.strip("|"))
        elif re.match(r"#{1,6} ", bare):
            close()
            found.append(bare.lstrip("# "))
        elif re.match(r"([-*+]|\d+[.)])\s", bare):
            close()
            lines.append(re.sub(r"^([-*+]|\d+[.)])\s+", "", bare))
        elif bare.startswith(">"):
            if lines and not lines[0].startswith(QUOTE):
                close()
            lines.append(QUOTE + bare.lstrip("> "))
        else:
            lines.append(bare)
    close()
    return [b.replace(QUOTE, "") for b in found if not re.fullmatch(r"\s*:?-*:?\s*", b)]


def plain(text: str) -> str:
    """Return the text as it is read: without marks, link targets and code."""
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)", r"\1", text)
    text = re.sub(r"`[^`]*`", "Code", text)
    text = re.sub(r"https?://\S+", "link", text)
    text = re.sub(r"\\(.)", r"\1", text)
    text = re.sub(r"(\*\*|__|\*|(?<!\w)_|_(?!\w))", "", text)
    return re.sub(r"\s+", " ", text).strip()


def sentences(markdown: str) -> list[str]:
    """Return the sentences of a text, in order."""
    found = []
    for block in blocks(markdown):
        for piece in re.split(r"\s·\s", plain(block)):
            piece = _ABBREVIATED.sub(rf"\1{_STOP}", piece)
            piece = _INITIAL.sub(rf"\1{_STOP}", piece)
            start = 0
            for end in _END.finditer(piece):
                found.append(piece[start : end.end()])
                start = end.end()
            found.append(piece[start:])
    return [s.replace(_STOP, ".").strip() for s in found if s.strip()]


def length(sentence: str) -> int:
    """Return the number of words; a number, a date's part and a hyphenated word are one each."""
    return len(re.findall(r"\w[\w'’.,/-]*", sentence))


def too_long(markdown: str, longest: int = LONGEST) -> list[str]:
    """Return the sentences with more words than `longest`, each with its count."""
    return [f"{length(s)} words: {s}" for s in sentences(markdown) if length(s) > longest]


def running(markdown: str) -> list[str]:
    """Return the sentences of running prose: no heading, table cell, label, formula or line of sources.

    A sentence begins with a capital or a figure, ends with a stop and has at least two words.
    """
    text = re.sub(r"(?m)^\s*(\||#{1,6} ).*$", "", markdown)
    text = re.sub(r"(?m)^(\s*(?:[-*+] |\d+[.)] |> )?)\*\*[^*\n]{1,60}[.:]?\*\*[.:]?(?=\s|$)", r"\1", text)  # a label
    text = re.sub(r"(?m)^(<details>)?<summary>.*?</summary>", "", text)
    kept = [s for s in sentences(text) if " · " not in s and re.search(r"[.!?…][\"'”’)\]]*$", s)]
    return [s for s in kept if length(s) > 1 and not re.search(r"[=÷×]", s)]
