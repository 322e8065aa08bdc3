"""Real documents: figures read by eye from the rendered pages."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pdfplumber
import pytest

from pipelines.extract.pdf import read_pdf
from pipelines.extract.pdf.glyphs import normalise
from pipelines.model.document import Document, Grid

COURT = "江苏_省级/省法院2018年度部门预算公开.pdf"
YANTAI = "山东_烟台/2026年烟台市统计局部门预算.pdf"
BEIJING = "北京/医疗保障局_2026年部门预算.pdf"
CHONGQING = "重庆/2026年重庆市规划和自然资源局部门预算.pdf"


@cache
def document(path: Path) -> Document:
    return read_pdf(path)


def grid(shared: Path, name: str, page: int) -> Grid:
    (found,) = [g for g in document(shared / "corpus" / name).grids if g.page == page]
    return found


def row(found: Grid, number: int) -> list[str]:
    return [cell.text if cell else "-" for cell in found.matrix()[number]]


def test_rotated_page_with_merged_header(shared: Path) -> None:
    found = grid(shared, YANTAI, 8)
    assert (found.rows, found.cols) == (18, 17)
    assert row(found, 0)[:5] == ["科目编码", "科目编码", "科目编码", "科目名称", "合计"]
    assert row(found, 2)[3:8] == ["合 计", "2,123.11", "2,123.11", "2,123.11", ""]
    assert row(found, 16)[2:5] == ["05", "机关事业单位基本养老保\n险缴费支出", "145.32"]
    page = document(shared / "corpus" / YANTAI).pages[7]
    assert page.width > page.height


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (12, ["30108", "机关事业单位基本养老保险缴费", "1,326.81"]),
        (13, ["2040504", "案件审判", "1,833.30"]),
        (14, ["30231", "公务用车运行维护费", "266.80"]),
    ],
)
def test_row_above_the_first_rule_of_a_continued_page(shared: Path, page: int, expected: list[str]) -> None:
    found = [g for g in document(shared / "corpus" / COURT).grids if g.page == page]
    assert row(found[0], 0) == expected


def test_title_over_white_rules_stays_outside(shared: Path) -> None:
    found = grid(shared, BEIJING, 2)
    assert (found.rows, found.cols) == (3, 17)
    assert row(found, 2)[:3] == ["110,896.619602", "110,387.976749", "110,387.976749"]
    outside = [p.text for p in document(shared / "corpus" / BEIJING).paragraphs if p.page == 2]
    assert outside == ["预算02表 收入总表", "金额单位：万元"]


def test_text_of_a_merged_cell_cut_away_on_the_next_page(shared: Path) -> None:
    outside = [p.text for p in document(shared / "corpus" / BEIJING).paragraphs if p.page == 24]
    assert outside == ["预算12表 项目支出绩效目标表", "金额单位：万元"]
    assert row(grid(shared, BEIJING, 24), 0)[:3] == ["项目名称", "项目总额", "其中："]


def test_hidden_numbering_is_not_read(shared: Path) -> None:
    found = grid(shared, CHONGQING, 18)
    assert row(found, 3)[:4] == ["（一）一般公共预算资金", "223,898.88", "（一）教育支出", "54.94"]
    assert row(found, found.rows - 1)[:4] == ["收入合计", "274,164.30", "支出合计", "274,164.30"]


@pytest.mark.parametrize(
    "name",
    [
        "上海/dept_budget.pdf",
        "广东_深圳/2026年深圳市信访局部门预算.pdf",
        "中央_国家信访局/2026年武汉市信访局部门预算.pdf",
        "福建_泉州/2026年泉州市人民政府办公室部门预算.pdf",
    ],
)
def test_cells_are_those_of_pdfplumber(shared: Path, name: str) -> None:
    """One page of every style of ruling against the yardstick (all pages: scripts/compare_pdf_readers.py)."""
    path = shared / "corpus" / name
    mine = document(path)
    biggest = max(mine.grids, key=lambda g: len(g.cells))
    ours = Counter("".join(c.text.split()) for g in mine.grids if g.page == biggest.page for c in g.cells)
    with pdfplumber.open(path) as pdf:
        tables = pdf.pages[biggest.page - 1].dedupe_chars().extract_tables()
    theirs = Counter("".join(normalise(t or "").split()) for table in tables for r in table for t in r)
    del ours[""], theirs[""]
    assert ours == theirs
