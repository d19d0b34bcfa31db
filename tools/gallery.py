"""What every explorer shows, as a page to read on a code host: built by `make pages`.

    notebooks/instructor/gallery.md   per explorer: its picture at rest, its sentence, its numbers
    notebooks/instructor/explorers/    the pictures, where JupyterLab can show them: it serves notebooks/

Lessons are committed without outputs, so a code host's preview of a lesson has no picture. This page
has them all. It stands with the instructor's pages because it gives the bets away.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from harness import REPO
from hosting_shift import charts
from hosting_shift.practice import rehearsal
from hosting_shift.ui import Pictured
from hosting_shift.ui.parts import cell_text

PICTURES = REPO / "notebooks" / "instructor" / "explorers"
COLOURS = 128  # flat drawings: less than half of the bytes, and no eye sees it
ROWS = 12  # of a table; more stand in the lesson


@dataclass(frozen=True)
class Piece:
    """One explorer at rest."""

    lesson: str
    cell: str
    title: str
    purpose: str
    alt: str
    kind: str
    source: str
    sentence: str
    numbers: str  # what the table is called
    heads: list[str]
    rows: list[list[str]]
    png: bytes

    @property
    def file(self) -> str:
        return f"{self.lesson}-{self.cell}.png"


def pieces(number: str) -> list[Piece]:
    """Return every explorer of a lesson, in the lesson's order."""
    return [piece(number, cell, shown) for cell, shown in rehearsal.explorers(number).items()]


def piece(lesson: str, cell: str, explorer: Pictured) -> Piece:
    """Ask an explorer for what its static twin shows."""
    named, frame, _ = explorer.behind[0]
    return Piece(
        lesson,
        cell,
        explorer.title,
        f"{explorer.purpose} {explorer.leaves_out}".strip(),
        explorer.alt,
        charts.KINDS[explorer.kind],
        explorer.source,
        explorer.sentence,
        named,
        list(map(str, frame.columns)),
        [[cell_text(value) for value in row] for row in frame.itertuples(index=False)],
        explorer.png,
    )


def small(png: bytes) -> bytes:
    """Return a picture in few colours: 10 to 50 kB."""
    picture = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def write_pictures(all_pieces: list[Piece]) -> list[Path]:
    """Write the pictures, take away those of explorers that are gone; return what changed."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    wanted = {PICTURES / p.file: small(p.png) for p in all_pieces}
    changed = [old for old in PICTURES.glob("*.png") if old not in wanted]
    for old in changed:
        old.unlink()
    for path, content in wanted.items():
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
            changed.append(path)
    return changed
