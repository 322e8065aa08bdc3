"""What became of a file in which nothing but the heads of tables is printed."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from gouji.work import work
from pipelines.workers.mapper import SerialMapper
from warehouse.store.intake import one_document

TABLES = {
    "部门收支总表": ("收入", "预算数", "支出", "预算数"),
    "部门支出总表": ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    "一般公共预算支出表": ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    "一般公共预算基本支出表": ("经济分类科目编码", "经济分类科目名称", "合计", "人员经费", "公用经费"),
}
FIGURES = ("2010501", "行政运行", "1.00", "1.00", "")


def said(path: Path, titles: list[str], filled: str = "") -> tuple[str, str | None, int]:
    """Status, reason and count of statements of a Word file with these tables, one of them with a row of figures."""
    made = docx.Document()
    made.add_paragraph("宁远县水利局2025年部门预算")
    for title in titles:
        made.add_paragraph(title)
        made.add_paragraph("单位：万元")
        heads = TABLES[title]
        rows = [heads, FIGURES if title == filled else ("",) * len(heads)]
        table = made.add_table(len(rows), len(heads))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                cell.text = text
    made.save(str(path))
    found = one_document(path, SerialMapper(), work())["quality.document"]
    status, reason, statements = found.select("status", "reason", "statements").row(0)
    return status, reason, statements


@pytest.mark.parametrize(
    ("titles", "filled", "expected"),
    [
        (list(TABLES), "", ("no_statements", "template", 4)),
        (list(TABLES), "部门支出总表", ("loaded", None, 4)),
        (["一般公共预算支出表"], "", ("loaded", None, 1)),  # a table a body has nothing to put into
    ],
)
def test_a_set_without_a_figure_is_a_template(
    titles: list[str], filled: str, expected: tuple[str, str | None, int], tmp_path: Path
) -> None:
    assert said(tmp_path / "a.docx", titles, filled) == expected
