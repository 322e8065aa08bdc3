"""A PDF whose rule between two columns was not drawn: the page is read again."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from expectations import load_rules
from pipelines.acquire import scan
from pipelines.process import Processor
from tests.choose.budget import EXPENDITURE, HEAD
from tests.extract.pdf_samples import HEIGHT, canvas, write
from warehouse.reference.codebook import code_book

XS = [40.0, 110.0, 330.0, 400.0, 470.0, 540.0]
STEP = 20.0
TOP = 120.0


def draw(path: Path, *, without: int | None = None) -> Path:
    """支出总表 on one page, with all its rules but one upright (``without``, counted from 0)."""
    rows = [row.split("|") for row in EXPENDITURE]
    with canvas(path) as drawn:
        write(drawn, 180, 60, HEAD, size=14)
        write(drawn, 240, 90, "部门支出总表")
        write(drawn, 470, 112, "单位：万元", size=8)
        low = TOP + STEP * len(rows)
        for n, x in enumerate(XS):
            if n != without:
                drawn.line(x, HEIGHT - TOP, x, HEIGHT - low)
        for n in range(len(rows) + 1):
            drawn.line(XS[0], HEIGHT - TOP - n * STEP, XS[-1], HEIGHT - TOP - n * STEP)
        for n, row in enumerate(rows):
            for col, text in enumerate(row):
                drawn.setFont("STSong-Light", 9)
                base = HEIGHT - TOP - n * STEP - 14
                if n and col > 1:
                    drawn.drawRightString(XS[col + 1] - 6, base, text)
                else:
                    drawn.drawString(XS[col] + 4, base, text)
    return path


def read(path: Path) -> dict[str, pl.DataFrame]:
    sources, _ = scan([str(path)])
    return Processor(code_book(), load_rules())(sources[0])


def test_two_columns_without_a_rule_between_them_are_parted(tmp_path: Path) -> None:
    whole = read(draw(tmp_path / "whole.pdf"))
    found = read(draw(tmp_path / "cut.pdf", without=4))
    assert whole["raw.statement"]["reading"].to_list() == ["first"]
    assert found["raw.statement"]["reading"].to_list() == ["aligned"]
    assert found["raw.grid"]["method"].to_list() == ["aligned"]
    told = ["line_name", "functional_code", "measure", "amount_published", "row_no", "col_no", "parent_line_no"]
    assert found["raw.line"].select(told).rows() == whole["raw.line"].select(told).rows()
    finding = found["raw.finding"].filter(pl.col("kind") == "reading_chosen")
    assert finding.select("statement", "page").rows() == [("expenditure", 1)]


def test_the_cells_of_a_parted_column_have_boxes_of_their_own(tmp_path: Path) -> None:
    cells = read(draw(tmp_path / "cut.pdf", without=4))["raw.cell"]
    last = cells.filter(pl.col("row_no") == 8).sort("col_no").tail(2)
    assert last["text"].to_list() == ["220.50", "100.00"]
    (left, right) = last.select("x0", "x1").rows()
    assert left[1] == right[0]
    assert XS[3] - 1 < left[0] < left[1] < right[1] < XS[5] + 1
