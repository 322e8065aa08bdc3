"""A page whose boxes are written the other way round, with one character in a font that is not in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.pdf import read_pdf


def _page(box: str) -> str:
    """Twenty ruled rows of 208 and 62.18, and one more text of a single character beside the last."""
    ys = [560 - 20 * n for n in range(21)]
    rules = "".join(f"60 {y} m 460 {y} l S " for y in ys)
    rules += "".join(f"{x} {ys[-1]} m {x} {ys[0]} l S " for x in (60, 200, 330, 460))
    rows = "".join(
        f"BT /F1 10 Tf 80 {y - 14} Td (208) Tj ET BT /F1 10 Tf 220 {y - 14} Td (62.18) Tj ET " for y in ys[:-1]
    )
    alone = f"BT /F2 10 Tf 350 {ys[-2] - 14} Td <4E00> Tj ET"
    page = rules + rows + alone
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Nowhere /Encoding /UniGB-UCS2-H /DescendantFonts [7 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Nowhere /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
        "/Supplement 2 >> /DW 1000 >>",
    ]
    body = "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
    return f"%PDF-1.5\n{body}trailer\n<< /Root 1 0 R /Size 8 >>\n%%EOF\n"


@pytest.mark.parametrize("box", ["0 0 842 595", "0 595 842 0", "842 595 0 0"])
def test_page_is_read_whole_whatever_corner_its_box_names_first(box: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text(_page(box), encoding="latin-1")
    document = read_pdf(tmp_path / "a.pdf")
    assert len(document.grids) == 1
    rows = [[cell.text if cell else "-" for cell in row] for row in document.grids[0].matrix()]
    assert rows == [["208", "62.18", ""]] * 19 + [["208", "62.18", "一"]]
