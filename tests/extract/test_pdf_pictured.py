"""Tables that stand as pictures between the text of a page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.extract.ocr import available
from pipelines.extract.ocr.page import Region, Scan
from pipelines.extract.ocr.picture import Gray
from pipelines.extract.ocr.pictured import is_ruled, only
from pipelines.extract.pdf import read_pdf
from pipelines.extract.pdf.page import Block, PageContent
from pipelines.extract.pdf.scanned import add_scan
from pipelines.model.document import Box
from tests.extract.pdf_samples import HEIGHT, WIDTH
from tests.extract.scans import TABLE, table_pdf
from tests.kit.samples.pdf_sheet import font

BOX = Box(10, 20, 210, 120)


def _page(rows: int, columns: int) -> Gray:
    page = np.full((200, 300), 255, dtype=np.uint8)
    page[[25 + 12 * n for n in range(rows)], 12:208] = 120
    for n in range(columns):
        page[22:118, 15 + 30 * n] = 120
    return page


@pytest.mark.parametrize(("rows", "columns", "ruled"), [(5, 4, True), (5, 1, False), (1, 5, False), (0, 0, False)])
def test_rules_across_and_down_are_a_table(rows: int, columns: int, ruled: bool) -> None:
    assert is_ruled(_page(rows, columns), BOX, 1.0) is ruled


def test_a_dark_photograph_is_no_table() -> None:
    assert not is_ruled(np.full((200, 300), 60, dtype=np.uint8), BOX, 1.0)


def test_only_the_picture_is_left() -> None:
    left = only(np.zeros((200, 300), dtype=np.uint8), [BOX], 1.0)
    assert left[50, 50] == 0
    assert left[150, 50] == left[50, 250] == 255


@pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
def test_table_as_a_picture_below_text(tmp_path: Path) -> None:
    drawn = pypdfium2.PdfDocument(table_pdf(tmp_path / "table.pdf"))
    picture = drawn[0].render(scale=200 / 72).to_pil().crop((100, 190, 1560, 660))
    drawn.close()
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(WIDTH, HEIGHT))
    canvas.setFont(font(), 12)
    canvas.drawString(60, HEIGHT - 60, "表后附说明")
    canvas.drawImage(ImageReader(picture), 36, HEIGHT - 300, 1460 * 0.36, 470 * 0.36)
    canvas.save()
    document = read_pdf(tmp_path / "a.pdf")
    assert "表后附说明" in [p.text for p in document.paragraphs]
    (grid,) = document.grids
    assert grid.method == "ocr"
    rows = [[cell.text if cell else "" for cell in row] for row in grid.matrix()]
    assert rows[:-1] == TABLE[:-1]
    assert rows[-1][:3] == TABLE[-1][:3]  # a lone dash may be read as 一
    assert document.warnings == ["ocr: pages 1"]


def test_what_a_picture_between_text_says_stands_where_the_picture_is() -> None:
    content = PageContent(595, 842, chars=20)
    content.blocks = [Block(300, 90, Box(90, 300, 500, 316), "正文"), Block(330, 90, Box(90, 330, 500, 346), "又一行")]
    legend = Region(320.0, 980.0, Box(354, 121, 445, 131), "图例")  # top and left in pixels of the picture
    assert add_scan(content, Scan([legend], chars=2))
    assert [block.text for block in content.blocks] == ["图例", "正文", "又一行"]
