"""What a lesson shows to read: tables, statements of law, open points, terms, charts drawn in a cell."""

from __future__ import annotations

import base64
import io
from typing import Any

import pandas as pd
from IPython import get_ipython
from markupsafe import Markup
from pandas.api.types import is_integer_dtype

from hosting_shift import tables
from hosting_shift.law import texts as law_texts
from hosting_shift.practice.screen import Screen
from hosting_shift.ui.parts import caption, frame_html, image, joined, styled, whole
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
    """Show rows of a table in full, with a title and the source line of `table`."""
    shown = frame.rename(columns=lambda name: str(name).replace("_", " "))
    still = frame_html(shown, title) + caption(tables.kind(table), [table])
    screen.show([whole(still)], f"{title}\n{shown.to_string(index=False)}", still=still)


def own_frames() -> None:
    """Let tables that a student's cell ends in look like the lesson's: to the left, in full, with a caption."""
    shell = get_ipython()
    if shell:
        for kind in (pd.DataFrame, pd.Series):
            shell.display_formatter.formatters["text/html"].for_type(kind, frame_page)


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
        read = f" · last state read: {state}" if state else ""
        about = f"{row.jurisdiction}; {row.in_force}{read}"
        source = f"Source: {tables.labels(row.sources)}{sure}"
        lines.append(" | ".join([row.statement, row.article, about, source]))
        parts.append((row.statement, row.article, about, source))
    body = joined("<tr><td style='width:46%'>{}</td><td>{}<br>{}<br><small>{}</small></td></tr>", parts)
    text = Markup(
        "<div><table><caption>The law. Teaching material, not legal advice</caption><thead><tr>"
        "<th scope='col'>rule</th><th scope='col'>article · whose law; in force · last state of the text that was read · source</th>"
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


def picture(screen: Screen, axes: Any, sentence: str, table: str) -> None:
    """Show a chart drawn with pandas or matplotlib, with alternative text and its source line."""
    figure = axes.get_figure()
    buffer = io.BytesIO()
    figure.set_layout_engine("constrained")  # no label is cut, and the picture keeps its size
    figure.savefig(buffer, format="png")
    from matplotlib import pyplot  # whoever has such a figure has it loaded

    pyplot.close(figure)
    shown = Markup("<figure class='hs-practice'>{}<figcaption>{}<p>{}</p></figcaption></figure>").format(
        image(buffer.getvalue(), f"{axes_in_words(axes)} {sentence}"), caption(tables.kind(table), [table]), sentence
    )
    screen.output(
        {
            "text/html": str(shown),
            "image/png": base64.b64encode(buffer.getvalue()).decode("ascii"),
            "text/plain": sentence,
        }
    )


def axes_in_words(axes: Any) -> str:
    """Return what a plain chart is, such as "Bars: events by layer. domain: 13, hosting: 8."."""
    across, up = axes.get_xlabel(), axes.get_ylabel()
    if not axes.containers:
        named = [f"{line.get_label()}" for line in axes.lines if line.get_label()[0] != "_"]
        which = f" ({', '.join(named)})" if named else ""
        return f"Lines{which}: {' against '.join(filter(None, (up, across)))}."
    lying = axes.containers[0].orientation == "horizontal"
    ticks = [t.get_text() for t in (axes.get_yticklabels() if lying else axes.get_xticklabels())]
    measure = (across if lying else up) or "how many"
    parts = []
    for bars in axes.containers:
        values = [bar.get_width() if lying else bar.get_height() for bar in bars]
        name = f"{bars.get_label()} – " if len(axes.containers) > 1 else ""
        parts.append(name + ", ".join(f"{t}: {_short(v)}" for t, v in zip(ticks, values, strict=False)))
    by = (up if lying else across) and f" by {up if lying else across}"
    return f"Bars: {measure}{by}. {'; '.join(parts)}."


def _short(number: float) -> str:
    return f"{number:,.1f}".removesuffix(".0")
