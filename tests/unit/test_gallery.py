"""The gallery: every picture is there, small, and what its explorer draws now."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from harness import REPO
from harness.lesson_files import LESSONS
from tools import gallery, pages

MOST = 60_000  # bytes of one picture in the repository


@pytest.fixture(scope="module")
def pieces():
    return [piece for name in LESSONS for piece in pages._pieces(name[:2])]


def test_every_picture_is_there_is_listed_and_is_small(pieces):
    stored = {path.name: path.stat().st_size for path in gallery.PICTURES.glob("*.png")}
    assert set(stored) == {p.file for p in pieces}, "run make pages and commit it"
    assert max(stored.values()) <= MOST
    page = (REPO / "notebooks" / "instructor" / "gallery.md").read_text(encoding="utf-8")
    listed = re.findall(r"!\[[^\n]+\]\(explorers/([^)]+)\)", page)
    assert sorted(listed) == sorted(stored)


def differ(a: bytes, b: bytes) -> float:
    """Return how far two pictures are apart: mean difference of grey from 0 to 255, coarsely seen.

    Coarsely, because another version of the drawing library sets the same text a little apart.
    """
    first, second = (np.asarray(Image.open(io.BytesIO(x)).convert("L").resize((96, 64)), float) for x in (a, b))
    return float(np.abs(first - second).mean())


def test_every_picture_is_what_the_explorer_draws_now(pieces):
    old = [p.file for p in pieces if differ((gallery.PICTURES / p.file).read_bytes(), p.png) >= 2]
    assert old == [], "run make pages and commit it"


def test_an_old_picture_is_noticed():
    from hosting_shift import explorers

    panel = explorers.ten_jurisdictions("all but one")
    before = panel.png
    panel.set(beta=0)
    assert differ(gallery.small(before), before) < 0.5
    assert differ(before, panel.png) > 0.5


def test_pictures_of_explorers_that_are_gone_are_removed(tmp_path, monkeypatch, pieces):
    monkeypatch.setattr(gallery, "PICTURES", tmp_path)
    (tmp_path / "99-old.png").write_bytes(b"x")
    gallery.write_pictures(pieces[:2])
    assert {p.name for p in tmp_path.iterdir()} == {p.file for p in pieces[:2]}
    assert gallery.write_pictures(pieces[:2]) == [], "nothing new is written twice"
