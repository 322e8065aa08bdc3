"""Tables without rules on scanned pages: found by aligned figures, never in prose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.ocr import available
from pipelines.extract.ocr.engine import Engine, Reading
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.pdf import read_pdf
from pipelines.model.document import Document, Grid
from scripts.scans.spoil import jpeg, rotated
from tests.extract.pdf_samples import HEIGHT, WIDTH
from tests.extract.scans import scanned
from tests.kit.samples.pdf_sheet import font

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")

LEFT, CODES, RIGHTS = 60.0, 66.0, (340.0, 430.0, 520.0)
# Each row foots, and so do the columns.
ROWS = [
    ("2010301", "行政运行", "1,184.55", "1,184.55", ""),
    ("2010350", "事业运行", "916.05", "870.45", "45.60"),
    ("2010399", "其他政府办公厅及相关机构事务支出", "520.10", "", "520.10"),
    ("2210201", "住房公积金", "609.90", "609.90", ""),
    ("", "合计", "3,230.60", "2,664.90", "565.70"),
]
PROSE = [
    "本单位今年收入预算 3,230.60 万元，比上年增加 230.10 万元，主要是人员经费增加。",
    "其中一般公共预算拨款 2,664.90 万元，占百分之八十二；上年结转 565.70 万元。",
    "支出预算 3,230.60 万元，其中基本支出 2,664.90 万元，项目支出 565.70 万元。",
    "机关运行经费 183.35 万元，比上年减少 12.20 万元，主要是压减一般性支出。",
]


class Page:
    """A page of A4 to write on, measured from the top, in a font that is in the file."""

    def __init__(self, path: Path) -> None:
        self.path, self.canvas = path, Canvas(str(path), pagesize=(WIDTH, HEIGHT))

    def left(self, x: float, top: float, text: str, size: float = 10) -> None:
        self.canvas.setFont(font(), size)
        self.canvas.drawString(x, HEIGHT - top, text)

    def right(self, x: float, top: float, text: str, size: float = 10) -> None:
        self.left(x - stringWidth(text, font(), size), top, text, size)

    def middle(self, x: float, top: float, text: str, size: float = 10) -> None:
        self.left(x - stringWidth(text, font(), size) / 2, top, text, size)

    def rule(self, top: float) -> None:
        self.canvas.line(LEFT, HEIGHT - top, WIDTH - LEFT, HEIGHT - top)

    def prose(self, top: float, lines: Sequence[str] = PROSE) -> None:
        for n, line in enumerate(lines):
            self.left(LEFT, top + 18 * n, line)

    def table(self, top: float) -> None:
        """A title, a unit, a header of two levels and five rows."""
        self.middle(WIDTH / 2, top, "支出预算总表", 15)
        self.right(RIGHTS[-1], top + 22, "单位：万元", 9)
        self.middle(84, top + 47, "科目编码")
        self.middle(190, top + 47, "科目名称")
        self.middle(RIGHTS[0] - 22, top + 47, "合计")
        self.middle((RIGHTS[1] + RIGHTS[2]) / 2 - 22, top + 40, "其中")
        self.middle(RIGHTS[1] - 22, top + 56, "基本支出")
        self.middle(RIGHTS[2] - 22, top + 56, "项目支出")
        for n, (code, name, *figures) in enumerate(ROWS):
            line = top + 78 + 18 * n
            self.left(CODES, line, code)
            self.left(130, line, name)
            for x, text in zip(RIGHTS, figures, strict=True):
                self.right(x, line, text)

    def read(self, dpi: int = 200, spoil: Callable[[Image.Image], Image.Image] | None = None) -> Document:
        self.canvas.save()
        return read_pdf(scanned(self.path, self.path.with_suffix(".scan.pdf"), [1], dpi, spoil))


def texts(grid: Grid) -> list[tuple[str, ...]]:
    return [tuple(cell.text if cell else "" for cell in row) for row in grid.matrix()]


@pytest.mark.parametrize(("dpi", "spoil"), [(200, None), (150, jpeg), (200, rotated)], ids=["200", "jpeg", "rotated"])
def test_every_cell(tmp_path: Path, dpi: int, spoil: Callable[[Image.Image], Image.Image] | None) -> None:
    page = Page(tmp_path / "a.pdf")
    page.table(80)
    (grid,) = page.read(dpi, spoil).grids
    assert texts(grid)[2:] == ROWS
    assert grid.method == "ocr"


def test_a_header_of_two_levels(tmp_path: Path) -> None:
    page = Page(tmp_path / "a.pdf")
    page.table(80)
    document = page.read()
    (grid,) = document.grids
    assert [(c.row, c.col, c.row_span, c.col_span, c.text) for c in grid.cells if c.row < 2] == [
        *((0, 0, 2, 1, "科目编码"), (0, 1, 2, 1, "科目名称"), (0, 2, 2, 1, "合计")),
        *((0, 3, 1, 2, "其中"), (1, 3, 1, 1, "基本支出"), (1, 4, 1, 1, "项目支出")),
    ]
    assert [p.text for p in document.paragraphs] == ["支出预算总表", "单位：万元"]


@pytest.mark.parametrize("beside", [False, True], ids=["open", "framed"])
def test_rules_across_only(tmp_path: Path, beside: bool) -> None:
    page = Page(tmp_path / "a.pdf")
    page.table(80)
    for top in (80 + 30, 80 + 62, 80 + 80 + 18 * len(ROWS)):
        page.rule(top)
    if beside:  # but none down between the columns
        for x in (LEFT, WIDTH - LEFT):
            page.canvas.line(x, HEIGHT - 110, x, HEIGHT - 160 - 18 * len(ROWS))
    (grid,) = page.read().grids
    assert texts(grid)[2:] == ROWS


def test_columns_that_all_but_touch(tmp_path: Path) -> None:
    """Figures right against the names of the next column, as in tables of income beside expenditure."""
    page = Page(tmp_path / "a.pdf")
    page.middle(WIDTH / 2, 80, "收支总表", 15)
    page.right(520, 102, "单位：万元", 9)
    rows = [(name, figure) for _, name, figure, *_ in ROWS if len(name) < 6]
    for x, text in ((100, "收入"), (270, "预算数"), (320, "支出"), (500, "预算数")):
        page.middle(x, 127, text)
    for n, (name, figure) in enumerate(rows):
        page.left(70, 150 + 18 * n, f"{name}收入")
        page.right(290, 150 + 18 * n, figure)
        page.left(292.5, 150 + 18 * n, name)
        page.right(520, 150 + 18 * n, figure)
    (grid,) = page.read().grids
    assert texts(grid)[1:] == [(f"{name}收入", figure, name, figure) for name, figure in rows]


def test_cells_stand_where_they_are_printed(tmp_path: Path) -> None:
    page = Page(tmp_path / "a.pdf")
    page.table(80)
    (grid,) = page.read().grids
    (cell,) = [cell for cell in grid.cells if cell.text == "870.45"]
    assert cell.box is not None
    assert cell.box.x0 < RIGHTS[1] - stringWidth("870.45", font(), 10) < RIGHTS[1] < cell.box.x1 + 1
    assert cell.box.top < 80 + 78 + 18 - 4 < cell.box.bottom


def test_prose_stays_prose(tmp_path: Path) -> None:
    page = Page(tmp_path / "a.pdf")
    page.prose(80, PROSE * 4)
    document = page.read()
    assert document.grids == []
    assert len(document.paragraphs) == 16


def test_prose_around_a_table_is_none_of_it(tmp_path: Path) -> None:
    page = Page(tmp_path / "a.pdf")
    page.prose(80)
    page.table(200)
    page.prose(430)
    document = page.read()
    (grid,) = document.grids
    assert texts(grid)[2:] == ROWS
    assert len(document.paragraphs) == 2 * len(PROSE) + 2


def test_a_figure_read_in_two_ways_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Engine.read

    def otherwise(self: Engine, crops: Sequence[Gray], *, figures: bool = False) -> list[Reading]:
        found = read(self, crops, figures=figures)
        return [
            r if r.text != "870.45" else replace(r, text="370.45") if figures else replace(r, chances=(0.8,) * 6)
            for r in found
        ]

    monkeypatch.setattr(Engine, "read", otherwise)
    page = Page(tmp_path / "a.pdf")
    page.table(80)
    document = page.read()
    (grid,) = document.grids
    assert texts(grid)[3] == ("2010350", "事业运行", "916.05", "〓870.45", "45.60")
    assert [(d.kind, d.count) for d in document.doubts] == [("doubtful_figure", 1)]
