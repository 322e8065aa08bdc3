"""A page whose boxes are written the other way round, with one character in a font that is not in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.pdf import paths, read_pdf
from tests.extract import pdf_samples as draw

_BOX = b"/MediaBox [ 0 0 842 595 ]"
_OTHERS = [b"/MediaBox [ 0 595 842 0 ]", b"/MediaBox [ 842 595 0 0 ]"]


@pytest.mark.parametrize("box", [_BOX, *_OTHERS])
def test_page_is_read_whole_whatever_corner_its_box_names_first(
    box: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pdfium drops the lone 一 where no font has it; the page is read again for it, as here on every machine."""
    monkeypatch.setattr(paths, "EMPTY", 1000.0)
    monkeypatch.setattr(paths, "is_dropped", lambda obj: True)
    with draw.canvas(tmp_path / "a.pdf", (842, 595)) as canvas:
        ys = [560 - 20 * n for n in range(21)]
        for y in ys:
            canvas.line(60, y, 460, y)
        for x in (60, 200, 330, 460):
            canvas.line(x, ys[-1], x, ys[0])
        for y in ys[:-1]:
            canvas.drawString(80, y - 14, "208")
            canvas.drawString(220, y - 14, "62.18")
        canvas.drawString(350, ys[-2] - 14, "一")
    data = (tmp_path / "a.pdf").read_bytes()
    assert data.count(_BOX) == 1
    (tmp_path / "a.pdf").write_bytes(data.replace(_BOX, box))
    document = read_pdf(tmp_path / "a.pdf")
    assert len(document.grids) == 1
    rows = [[cell.text if cell else "-" for cell in row] for row in document.grids[0].matrix()]
    assert rows == [["208", "62.18", ""]] * 19 + [["208", "62.18", "一"]]
