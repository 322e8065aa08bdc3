"""Figures typed into fields of a form, or over the page, are read where they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.pdf import read_pdf


def _page(kind: str, flags: int = 4) -> str:
    """Two cells, the second empty but for an annotation that shows 62.18; flag 4 is printed, 2 hidden."""
    rules = "60 700 m 460 700 l S 60 660 m 460 660 l S 60 660 m 60 700 l S 260 660 m 260 700 l S 460 660 m 460 700 l S "
    page, shown = f"{rules} BT /F1 10 Tf 80 675 Td (208) Tj ET", "BT /F1 10 Tf 10 8 Td (62.18) Tj ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R 8 0 R] "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(page)} >>\nstream\n{page}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /Annot /Subtype /{kind} /FT /Tx /T (f1) /V (62.18) /Contents (62.18) /Rect [280 667 440 693] "
        f"/F {flags} /AP << /N 7 0 R >> >>",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 160 26] /Resources << /Font << /F1 5 0 R >> >> "
        f"/Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Annot /Subtype /Link /Rect [0 0 10 10] /Border [0 0 0] >>",
    ]
    body = "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
    return f"%PDF-1.5\n{body}trailer\n<< /Root 1 0 R /Size 9 >>\n%%EOF\n"


@pytest.mark.parametrize("kind", ["Widget", "FreeText"])
def test_a_figure_in_a_field_is_in_its_cell(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text(_page(kind), encoding="latin-1")
    (grid,) = read_pdf(tmp_path / "a.pdf").grids
    assert [cell.text for cell in grid.cells] == ["208", "62.18"]


def test_a_hidden_field_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text(_page("Widget", flags=2), encoding="latin-1")
    (grid,) = read_pdf(tmp_path / "a.pdf").grids
    assert [cell.text for cell in grid.cells] == ["208", ""]


def test_a_link_prints_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text(_page("Link"), encoding="latin-1")
    (grid,) = read_pdf(tmp_path / "a.pdf").grids
    assert [cell.text for cell in grid.cells] == ["208", ""]
