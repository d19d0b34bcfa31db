"""What a lesson shows to read: tables, statements of law, open points, terms."""

from __future__ import annotations

import numpy as np
import pandas as pd
from IPython import get_ipython
from markupsafe import Markup
from pandas.api.types import is_integer_dtype

from hosting_shift import tables
from hosting_shift.law import texts as law_texts
from hosting_shift.practice.screen import Screen
from hosting_shift.ui.parts import caption, frame_html, joined, styled, whole
from hosting_shift.words import count


def terms(screen: Screen, english: tuple[str, ...]) -> None:
    """Show these terms of the glossary, French beside English. Raises ValueError for one that it lacks."""
    glossary = tables.load("glossary").set_index("english")
    unknown = [term for term in english if term not in glossary.index]
    if unknown:
        raise ValueError(f"The glossary has no {', '.join(unknown)}; see data/glossary.csv.")
    found = glossary.loc[list(english)].reset_index()
    found = found[["english", "french", "meaning"]].set_axis(["English", "French", "meaning"], axis=1)
    shown = frame_html(found, "Terms", french=["French"])
    screen.show([styled(shown)], found.to_string(index=False), still=shown)


def table(screen: Screen, name: str, columns: tuple[str, ...]) -> None:
    """Show these columns of a table of data/. Raises ValueError for a column it does not have."""
    frame = tables.load(name)
    unknown = [column for column in columns if column not in frame]
    if unknown:
        known = ", ".join(frame.columns)
        raise ValueError(f"The table {name} has no {', '.join(unknown)}; it has {known}.")
    shown = frame[list(columns) or list(frame.columns)]
    rows(screen, shown, tables.describe(name).resource["title"], name)


def rows(screen: Screen, frame: pd.DataFrame, title: str, table: str) -> None:
    """Show rows of a table in full, with a title and the source line of `table`; a column of sources leads to them."""
    shown = frame.rename(columns=lambda name: str(name).replace("_", " "))
    linked = shown.assign(sources=shown["sources"].map(tables.linked)) if "sources" in shown else shown
    still = frame_html(linked, title) + caption(tables.kind(table), [table])
    screen.show([whole(still)], f"{title}\n{shown.to_string(index=False)}", still=still)


def own_frames() -> None:
    """Let tables that a student's cell ends in look like the lesson's: to the left, in full, with a caption.

    A number is a number: 193, and not NumPy's np.int64(193).
    """
    shell = get_ipython()
    if shell:
        formatters = shell.display_formatter.formatters
        formatters["text/plain"].for_type(np.number, lambda number, page, _: page.text(str(number)))
        for kind in (pd.DataFrame, pd.Series):
            formatters["text/html"].for_type(kind, frame_page)


def frame_page(frame: pd.DataFrame | pd.Series) -> str:
    """Return what a page shows of a DataFrame or Series: its own names, and its index unless that only counts."""
    shown = pd.DataFrame(frame)
    if shown.index.nlevels > 1 or shown.index.name is not None or not is_integer_dtype(shown.index):
        names = [name or "" for name in shown.index.names]
        shown = shown.reset_index(names=names, allow_duplicates=True)
    heads = [" ".join(filter(None, map(str, name))) if isinstance(name, tuple) else str(name) for name in shown.columns]
    page = Markup("<div class='hs-practice'>{}</div>")
    return str(page.format(frame_html(shown.set_axis(heads, axis=1), count(len(shown), "row"))))


def law(screen: Screen, ids: tuple[str, ...]) -> None:
    """Show statements of law. Raises ValueError for a name that is not in legal_statements.csv."""
    table = tables.load("legal_statements").set_index("id")
    unknown = [name for name in ids if name not in table.index]
    if unknown or not ids:
        wanted = ", ".join(unknown) or "statement without a name"
        raise ValueError(f"data/legal_statements.csv has no {wanted}; name statements of the column id.")
    parts, lines = [], []
    for row in table.loc[list(ids)].itertuples():
        sure = "" if row.confidence == "sourced" else f" [{row.confidence}]"
        state = law_texts.as_of_in_words(row.sources)
        read = f" · read: {state}" if state else ""
        about = f"{row.jurisdiction}; {row.in_force}{read}"
        lines.append(" | ".join([row.statement, row.article, about, f"Source: {tables.labels(row.sources)}{sure}"]))
        parts.append((row.statement, row.article, about, tables.linked(row.sources), sure))
    body = joined("<tr><td style='width:46%'>{}</td><td>{}<br>{}<br><small>Source: {}{}</small></td></tr>", parts)
    text = Markup(
        "<div><table><caption>The law. Teaching material, not legal advice</caption><thead><tr>"
        "<th scope='col'>rule</th><th scope='col'>article · whose law; in force · the text that was read · source "
        "(<em>archive</em> asks the Internet Archive for its copy nearest to 2026)</th>"
        "</tr></thead><tbody>{}</tbody></table></div>"
    )
    still = text.format(body)
    screen.show([styled(still)], "\n".join(lines), still=still)


def open_points(screen: Screen, lesson: str) -> None:
    """Show what the research left open for a lesson, with the month of the last evidence."""
    table = tables.load("open_questions")
    mine = table[[lesson in lessons.split(";") for lessons in table["lessons"]]]
    shown = pd.DataFrame(
        {
            "open": mine["text"],
            "last evidence": mine["last_evidence"],
            "month": mine["evidence_month"].astype(str),
            "how sure": mine["sure"],
            "how to check": mine["what_to_do"],
        }
    )
    still = frame_html(shown, "Open when this lesson was written")
    screen.show([whole(still)], shown.to_string(index=False), still=still)
