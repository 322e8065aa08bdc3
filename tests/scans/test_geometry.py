"""The lattice of a scan is that of the page it was drawn from: made-up tables at the three levels and at half the
resolution, none of it read."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.extract.ocr import available
from scripts.scans.draw import scan
from scripts.scans.levels import LEVELS, THREE
from scripts.scans.measure import geometry
from scripts.scans.truth import printed_cells
from tests.scans.made import TABLES, drawn

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")

Made = tuple[Path, pl.DataFrame]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    path = tmp_path_factory.mktemp("scans") / "made.pdf"
    return path, drawn(path)


@pytest.mark.parametrize("level", [*THREE, "low"])
def test_no_cell_is_lost_or_merged_or_cut_or_false(made: Made, tmp_path: Path, level: str) -> None:
    path, cells = made
    printed = printed_cells(path, cells)
    assert len(printed) == cells.filter(pl.col("text") != "").height  # every text of the tables is looked for
    places = scan(path, LEVELS[level], tmp_path / "scan.pdf")
    counts, told = geometry(tmp_path / "scan.pdf", printed, places)
    assert counts["sheets"] == len(TABLES)
    assert counts["printed"] == len(printed)
    assert told == []


def test_what_is_not_as_printed_is_told(made: Made, tmp_path: Path) -> None:
    """A page put down 30 points lower than it is said to be: no cell is where it was printed."""
    path, cells = made
    first = printed_cells(path, cells.filter(pl.col("page") == 1))
    places = scan(path, LEVELS["clean"], tmp_path / "scan.pdf")
    sheet, matrix = places[1]
    lower = matrix.copy()
    lower[0, 2] += 390
    counts, _ = geometry(tmp_path / "scan.pdf", first, {1: (sheet, lower)})
    assert counts["lost"] == len(first)
