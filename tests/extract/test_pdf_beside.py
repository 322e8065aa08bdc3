"""Columns that a page draws no lines for: text beside its table, under columns of the page before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.pdf import read_pdf
from pipelines.model.document import Document
from tests.extract import pdf_samples as draw

XS = (60.0, 160.0, 260.0, 360.0, 460.0)
TOP, ROW = 100.0, 24.0


def _rules(canvas: Canvas, xs: Sequence[float], rows: int, top: float = TOP) -> None:
    for x in xs:
        canvas.line(x, draw.HEIGHT - top, x, draw.HEIGHT - top - rows * ROW)
    for row in range(rows + 1):
        canvas.line(xs[0], draw.HEIGHT - top - row * ROW, xs[-1], draw.HEIGHT - top - row * ROW)


def _texts(canvas: Canvas, xs: Sequence[float], rows: Sequence[Sequence[str]], top: float = TOP) -> None:
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            draw.write(canvas, x + 4, top + number * ROW + 16, text)


def _document(path: Path, xs: Sequence[float], beside: Sequence[tuple[float, float, str]], extra: int = 0) -> Document:
    """A page with a whole table, and one on which only the columns between ``xs`` are drawn."""
    with draw.canvas(path) as canvas:
        _rules(canvas, XS, 2)
        _texts(canvas, XS, [["项目名称", "金额", "指标", "目标"], ["甲", "5", "次数", "2"]])
        canvas.showPage()
        _rules(canvas, xs, 2)
        _texts(canvas, xs, [["天数", "3"], ["人数", "4"]])
        if extra:
            _rules(canvas, XS[:3], 2, TOP + extra)
            _texts(canvas, XS[:3], [["子", "丑"], ["寅", "卯"]], TOP + extra)
        for x, y, text in beside:
            draw.write(canvas, x, y, text)
    return read_pdf(path)


def _cells(document: Document) -> list[tuple[int, int, int, str]]:
    return [(cell.row, cell.col, cell.row_span, cell.text) for cell in document.grids[1].cells]


def test_text_beside_a_table_stands_in_the_columns_of_the_page_before(tmp_path: Path) -> None:
    found = _document(tmp_path / "a.pdf", XS[2:], [(64, 118, "乙"), (64, 130, "项目"), (164, 124, "7")])
    assert _cells(found) == [
        (0, 0, 2, "乙\n项目"),
        (0, 1, 2, "7"),
        (0, 2, 1, "天数"),
        (0, 3, 1, "3"),
        (1, 2, 1, "人数"),
        (1, 3, 1, "4"),
    ]
    box = found.grids[1].cells[0].box
    assert box is not None
    assert (round(box.x0), round(box.x1)) == (60, 160)
    assert [p.text for p in found.paragraphs if p.page == 2] == []


def test_columns_at_the_right_are_taken_as_well(tmp_path: Path) -> None:
    found = _document(tmp_path / "a.pdf", XS[:3], [(364, 124, "备注")])
    assert [cell for cell in _cells(found) if cell[1] > 1] == [(0, 2, 2, ""), (0, 3, 2, "备注")]


def test_other_text_stays_outside(tmp_path: Path) -> None:
    above = _document(tmp_path / "a.pdf", XS[2:], [(64, 80, "标题"), (64, 180, "注")])
    assert {cell[1] for cell in _cells(above)} == {0, 1}
    assert [p.text for p in above.paragraphs if p.page == 2] == ["标题", "注"]
    margin = _document(tmp_path / "b.pdf", XS[2:], [(20, 124, "页边")])
    assert {cell[1] for cell in _cells(margin)} == {0, 1}


def test_other_columns_are_another_table(tmp_path: Path) -> None:
    moved = _document(tmp_path / "a.pdf", (270.0, 370.0, 470.0), [(64, 124, "乙")])
    assert {cell[1] for cell in _cells(moved)} == {0, 1}


def test_a_table_beside_keeps_its_own_columns(tmp_path: Path) -> None:
    (tmp_path / "c").mkdir()
    with draw.canvas(tmp_path / "c" / "a.pdf") as canvas:
        _rules(canvas, XS, 2)
        _texts(canvas, XS, [["项目名称", "金额", "指标", "目标"], ["甲", "5", "次数", "2"]])
        canvas.showPage()
        _rules(canvas, (270.0, 360.0, 460.0), 2)
        _rules(canvas, (60.0, 160.0, 250.0), 2)
        _texts(canvas, (270.0, 360.0), [["天数", "3"]])
        _texts(canvas, (60.0, 160.0), [["子", "丑"]])
    found = read_pdf(tmp_path / "c" / "a.pdf")
    assert [grid.cols for grid in found.grids] == [4, 2, 2]
