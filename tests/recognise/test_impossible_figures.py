"""Figures that no budget holds, where a total stands: said, in every format; never a crash, an amount, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from gouji.work import work
from pipelines.acquire import scan
from pipelines.process import stamped
from tests.kit.samples import small
from tests.kit.samples.blocks import Placed, Sample
from tests.kit.samples.table import Cell
from tests.kit.samples.write_office import write_docx, write_xlsx
from tests.kit.samples.write_pdf import write_pdf
from tests.kit.samples.write_text import write_cell_lines, write_html, write_tab_rows
from tests.kit.variants.biff import Fault, Printed, workbook

WRITERS: dict[str, Callable[[Sample], bytes]] = {
    "docx": write_docx,
    "html": write_html,
    "cells.txt": write_cell_lines,
    "rows.txt": write_tab_rows,
}
LONG = "1234567890123456789012345678901234567890.00"  # 40 digits
UNREAD = [LONG, "1e308", "-1E+308", "NaN", "∞", "#REF!", "#DIV/0!", "#####", "9999999999999999999.99", "1,2,3.4.5"]
BROKEN = "1,2,3.4.5"  # may be parts of figures: left out, and said
LEFT = {False: ("partly", 1), True: ("loaded", 0)}
TOTAL = "485.00"  # 万元, of all expenditure in the sample


def planted(statement: str, figure: str, sample: Sample | None = None, place: int = 0) -> Sample:
    """The sample with one figure of a statement replaced, the first or a later one."""
    sample = sample or small.page()
    rows = [row for table in sample.tables() for row in table.body]
    found = [(row, n) for row in rows for n, cell in enumerate(row) if _is_of(cell, statement)]
    row, n = found[place]
    cell = row[n]
    assert cell is not None
    row[n] = replace(cell, text=figure)
    return sample


def _is_of(cell: Cell | None, statement: str) -> bool:
    return cell is not None and cell.fact is not None and cell.fact.statement == statement and cell.text != ""


def judged(path: Path) -> dict[str, pl.DataFrame]:
    doing = work()
    [source] = scan([str(path)])[0]
    read_at = datetime(2026, 1, 1)  # noqa: DTZ001
    raw = {name: doing.fit(frame, name) for name, frame in stamped(doing.read(source), read_at).items()}
    return raw | doing.judge(raw, look_again=False)


def said(frames: dict[str, pl.DataFrame], kind: str) -> list[str]:
    return frames["quality.finding"].filter(pl.col("kind") == kind)["message_en"].to_list()


@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("figure", UNREAD)
def test_a_total_that_is_no_number_is_a_finding(tmp_path: Path, ending: str, figure: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(WRITERS[ending](planted("expenditure", figure)))
    frames = judged(path)
    shown = figure if figure != LONG else f"{LONG[:30]}…"
    assert said(frames, "figures_unread") == [f"部门支出总表: 1 printed figures are not read: {shown}"]
    assert frames["core.fact_budget"]["amount"].max() == pl.Series([4850000]).cast(pl.Decimal(20, 2))[0]
    assert frames["quality.document"].select("status", "in_doubt").rows() == [LEFT[figure == BROKEN]]


def test_the_errors_of_a_workbook_are_shown_as_excel_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_xlsx(small.page()))
    book = openpyxl.load_workbook(path)
    [cell] = [
        c for sheet in book for row in sheet for c in row if c.value == 485 and "支出总表" in str(sheet["A1"].value)
    ][:1]
    cell.value, cell.data_type = "#REF!", "e"
    book.save(path)
    assert said(judged(path), "figures_unread") == ["部门支出总表: 1 printed figures are not read: #REF!"]


@pytest.mark.parametrize(("number", "shown", "of_formula"), [(0x17, "#REF!", False), (0x07, "#DIV/0!", True)])
def test_those_of_an_old_workbook_too(tmp_path: Path, number: int, shown: str, of_formula: bool) -> None:
    (tmp_path / "a.xlsx").write_bytes(write_xlsx(small.page()))
    sheets = []
    for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx"):
        cells = [
            Printed(c.row - 1, c.column - 1, c.value if isinstance(c.value, str) else float(c.value))
            for row in sheet
            for c in row
            if c.value is not None
        ]
        if "支出总表" in str(sheet["A1"].value):
            at = next(i for i, cell in enumerate(cells) if cell.value == 485)
            cells[at] = replace(cells[at], value=Fault(number, of_formula))
        sheets.append((sheet.title, cells))
    path = tmp_path / "a.xls"
    path.write_bytes(workbook(sheets))
    assert said(judged(path), "figures_unread") == [f"部门支出总表: 1 printed figures are not read: {shown}"]


# Its font has no glyph of ∞; 40 digits are wider than a column.
@pytest.mark.parametrize("figure", [figure for figure in UNREAD if figure not in ("∞", LONG)])
@pytest.mark.parametrize("ruling", ["strokes", "none"])
def test_in_a_pdf_too(tmp_path: Path, ruling: str, figure: str) -> None:
    sample = planted("expenditure", figure, small.unruled())
    sample.blocks = [replace(b, ruling=ruling) if isinstance(b, Placed) else b for b in sample.blocks]
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(sample))
    frames = judged(path)
    [words] = said(frames, "figures_unread")
    before, _, shown = words.rpartition(" ")
    assert before == "单位支出总表: 1 printed figures are not read:"
    assert shown in (figure, figure[-20:])  # 22 digits reach into the cell beside
    assert frames["quality.document"].select("status", "in_doubt").rows() == [LEFT[figure == BROKEN]]


@pytest.mark.parametrize("figure", ["#####", "9999999999999999999.99"])
@pytest.mark.parametrize("statement", ["expenditure", "basic_economic", "summary"])
def test_no_sum_accuses_the_figures_beside_one(tmp_path: Path, statement: str, figure: str) -> None:
    """Wherever it stands, the rest is loaded and nothing is said to be missing or to be nothing."""
    for place in range(6):
        path = tmp_path / f"{place}.html"
        path.write_bytes(write_html(planted(statement, figure, place=place)))
        frames = judged(path)
        kinds = frames["quality.finding"].filter(pl.col("severity") != "info")["kind"].unique().to_list()
        assert kinds == ["figures_unread"], place
        assert frames["quarantine.fact_budget"].is_empty()
        assert not (frames["quality.result"]["verdict"] == "fail").any()


def test_minus_nothing_is_zero_and_fails_its_sums(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(write_html(planted("expenditure", "-0.00")))
    frames = judged(path)
    assert len(said(frames, "identity_fails")) == 3
    assert [str(amount) for amount in frames["quarantine.fact_budget"]["amount"] if amount == 0] == ["0.00"]


@pytest.mark.parametrize("figure", ["99999999999999.00", "123456789012.00"])
def test_a_sum_no_body_has_is_out_of_scale_where_nothing_else_bounds_it(tmp_path: Path, figure: str) -> None:
    """万元: within the digits of a column, beyond what the country produces."""
    sample = planted("basic_economic", figure)
    sample.blocks = [
        block
        for block in sample.blocks
        if not isinstance(block, Placed) or any(fact.statement == "basic_economic" for fact in block.table.facts())
    ]
    path = tmp_path / "a.html"
    path.write_bytes(write_html(sample))
    frames = judged(path)
    assert [words.partition(":")[0] for words in said(frames, "unit_out_of_scale")] == ["一般公共预算基本支出表"]
    assert frames["core.fact_budget"].height == 0


@pytest.mark.parametrize("figure", ["123456789012345678901234567890万元", "99999999999999亿元", "1e308万元"])
def test_a_text_that_states_one_is_read_without_it(tmp_path: Path, figure: str) -> None:
    path = tmp_path / "a.txt"
    text = (
        f"某某市统计局2024年部门预算\n\n2024年部门预算总支出{figure}，其中基本支出379.00万元。\n项目总投资{figure}。\n"
    )
    path.write_text(text, encoding="utf-8")
    frames = judged(path)
    assert all(amount is None or amount < 10**15 for amount in frames["core.fact_claim"]["amount"])
