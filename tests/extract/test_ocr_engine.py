"""Crops that are the same to the pixel are read once, and each has the reading it has alone."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipelines.extract.ocr import available
from tests.extract.scans import TABLE, XS, YS, table_pdf

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
if available.is_available():
    import numpy as np

    from pipelines.extract.ocr.engine import Engine, engine
    from pipelines.extract.ocr.picture import Gray

SCALE = 200 / 72


@pytest.fixture
def cells(tmp_path: Path) -> list[Gray]:
    """Pictures of a nought three times, of another figure, and of that upside down."""
    drawn = pypdfium2.PdfDocument(table_pdf(tmp_path / "table.pdf"))[0].render(scale=SCALE).to_pil()
    page = np.asarray(drawn.convert("L"))
    figure, nought = _cell(page, 1, 3), _cell(page, 2, 3)
    return [nought, figure, nought.copy(), np.ascontiguousarray(figure[::-1, ::-1]), nought.copy()]


def _cell(page: Gray, row: int, column: int) -> Gray:
    x0, x1 = (round(x * SCALE) + 4 for x in (XS[column], XS[column] + 50))
    top, bottom = (round(y * SCALE) + 4 for y in (YS[row], YS[row + 1] - 2))
    return np.ascontiguousarray(page[top:bottom, x0:x1])


def test_the_same_pixels_are_read_once(cells: list[Gray], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    run = Engine._run

    def counted(self: Engine, crops: list[Gray], width: int, figures: bool) -> object:
        asked.append(len(crops))
        return run(self, crops, width, figures)

    monkeypatch.setattr(Engine, "_run", counted)
    for figures in (False, True):
        asked.clear()
        read = engine().read(cells, figures=figures)
        assert sum(asked) == 3
        assert [reading.text for reading in read[:3]] == [TABLE[2][3], TABLE[1][3], TABLE[2][3]]
        for together, one in zip(read, cells, strict=True):
            [alone] = engine().read([one], figures=figures)
            assert together.text == alone.text
            assert together.chances == pytest.approx(alone.chances, abs=1e-4)


def test_the_same_bytes_in_another_shape_are_another_crop() -> None:
    ink = np.arange(48 * 64, dtype=np.uint8)
    wide, high = ink.reshape(48, 64), ink.reshape(64, 48)
    assert engine().read([wide, high]) == [engine().read([wide])[0], engine().read([high])[0]]


def test_nothing_to_read() -> None:
    assert engine().read([]) == []
