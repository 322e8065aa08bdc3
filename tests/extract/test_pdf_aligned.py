"""Tables without rules: found by aligned figures, and never in prose."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth

from pipelines.extract.pdf import read_pdf
from pipelines.extract.pdf.lines import Line
from pipelines.extract.unruled.aligned import looks_aligned
from pipelines.model.document import Document
from tests.extract import pdf_samples as draw

ROWS = [
    ("基本支出", "1,184.55", "1,100.00"),
    ("其中：人员经费", "1,001.20", "950.00"),
    ("公用经费", "183.35", "150.00"),
    ("项目支出", "2,046.05", "1,900.50"),
    ("合计", "3,230.60", "3,000.50"),
]


def unruled(path: Path, above: float = 0) -> Document:
    """A title, a unit line, a header and five rows; figures right-aligned, no rule anywhere."""
    with draw.canvas(path) as canvas:
        draw.write(canvas, 240, 80, "支出预算总表")
        draw.write(canvas, 440, 100, "单位：万元")
        for x, text in ((80, "项目"), (260, "本年预算"), (390, "上年预算")):
            draw.write(canvas, x, 120, text)
        for n, row in enumerate(ROWS):
            draw.write(canvas, 80, 140 + 20 * n, row[0])
            for right, text in ((300, row[1]), (430, row[2])):
                draw.write(canvas, right - stringWidth(text, draw.FONT, 10), 140 + 20 * n, text)
        draw.write(canvas, 80, 260, "本年支出比上年增加 230.10 万元，主要是人员经费增加。")
    return read_pdf(path)


def test_unruled_table_is_found(tmp_path: Path) -> None:
    document = unruled(tmp_path / "a.pdf")
    (grid,) = document.grids
    assert grid.method == "aligned"
    texts = [[cell.text if cell else "-" for cell in row] for row in grid.matrix()]
    assert texts == [["项目", "本年预算", "上年预算"], *map(list, ROWS)]
    assert [p.text for p in document.paragraphs] == [
        "支出预算总表",
        "单位：万元",
        "本年支出比上年增加 230.10 万元，主要是人员经费增加。",
    ]
    assert [b.order for b in document.blocks()] == [1, 2, 3, 4]


def test_cells_of_an_unruled_table_have_boxes_in_order(tmp_path: Path) -> None:
    (grid,) = unruled(tmp_path / "a.pdf").grids
    row = [cell for cell in grid.cells if cell.row == 1]
    boxes = [cell.box for cell in row if cell.box]
    assert len(boxes) == 3
    assert boxes[0].x1 == boxes[1].x0 and boxes[1].x1 == boxes[2].x0
    assert all(box.top < 140 - 3 < box.bottom for box in boxes)


def test_figures_in_prose_are_no_table(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        for n, text in enumerate(
            (
                "2026 年本部门支出预算 3,230.60 万元，其中，基本支出 1,184.55",
                "万元，比上年增加 84.55 万元；项目支出 2,046.05 万元，比上年增加 145.55",
                "万元。三公经费 12.50 万元，比上年减少 1.00 万元，会议费 3.00 万元，培训费 4.00",
                "万元，机关运行经费 183.35 万元，政府采购 96.86",
            )
        ):
            draw.write(canvas, 80, 100 + 20 * n, text)
    document = read_pdf(tmp_path / "a.pdf")
    assert document.grids == []
    assert len(document.paragraphs) == 4


def test_contents_page_is_no_table_of_figures(tmp_path: Path) -> None:
    with draw.canvas(tmp_path / "a.pdf") as canvas:
        for n, title in enumerate(("部门概况", "预算报表", "预算说明", "名词解释")):
            draw.write(canvas, 80, 100 + 20 * n, f"第{n + 1}部分 {title}" + "." * 60 + str(n + 3))
    assert read_pdf(tmp_path / "a.pdf").grids == []


def test_a_page_number_between_dashes_is_no_row_of_figures() -> None:
    def line(text: str) -> Line:
        return Line(text, 80.0, 100.0, 300.0, 110.0, 109.0, 10.0)

    assert not looks_aligned([line("收支总表"), line("单位：万元"), line("- 13 -")])
    assert looks_aligned([line("三公经费支出表"), line("46.00 - 8.00")])
