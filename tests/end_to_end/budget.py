"""A small department budget of our own making, as a Word file: four statements that agree to the cent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import docx

TITLE = "青溪县林业局2024年部门预算"
Rows = Sequence[Sequence[str]]

SUMMARY: Rows = (
    ("收入", "", "支出", ""),
    ("项目", "预算数", "项目", "预算数"),
    ("一、一般公共预算拨款收入", "320.50", "一、社会保障和就业支出", "40.50"),
    ("二、政府性基金预算拨款收入", "", "二、农林水支出", "280.00"),
    ("本年收入合计", "320.50", "本年支出合计", "320.50"),
    ("上年结转", "", "结转下年", ""),
    ("收入总计", "320.50", "支出总计", "320.50"),
)
REVENUE: Rows = (
    ("科目编码", "科目名称", "合计", "一般公共预算拨款收入"),
    ("208", "社会保障和就业支出", "40.50", "40.50"),
    ("20805", "行政事业单位养老支出", "40.50", "40.50"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "40.50", "40.50"),
    ("213", "农林水支出", "280.00", "280.00"),
    ("21302", "林业和草原", "280.00", "280.00"),
    ("2130201", "行政运行", "180.00", "180.00"),
    ("2130205", "森林资源培育", "100.00", "100.00"),
    ("", "合计", "320.50", "320.50"),
)
EXPENDITURE: Rows = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("208", "社会保障和就业支出", "40.50", "40.50", ""),
    ("20805", "行政事业单位养老支出", "40.50", "40.50", ""),
    ("2080505", "机关事业单位基本养老保险缴费支出", "40.50", "40.50", ""),
    ("213", "农林水支出", "280.00", "180.00", "100.00"),
    ("21302", "林业和草原", "280.00", "180.00", "100.00"),
    ("2130201", "行政运行", "180.00", "180.00", ""),
    ("2130205", "森林资源培育", "100.00", "", "100.00"),
    ("", "合计", "320.50", "220.50", "100.00"),
)


def write_budget(
    path: Path, *, title: str = TITLE, expenditure: Rows = EXPENDITURE, times: int = 1, prose: Sequence[str] = ()
) -> Path:
    """Write the budget to ``path``, every figure so many ``times``; another ``expenditure`` plants an error."""
    document = docx.Document()
    document.add_heading(title, 0)
    for paragraph in ("一、部门主要职责：负责全县林业和草原的监督管理。", *prose):
        document.add_paragraph(paragraph)
    for number, (name, rows) in enumerate(
        (
            ("部门收支总表", SUMMARY),
            ("部门收入总表", REVENUE),
            ("部门支出总表", expenditure),
            ("一般公共预算支出表", expenditure),
        ),
        start=1,
    ):
        document.add_paragraph(f"表{number}")
        document.add_paragraph(name)
        document.add_paragraph(f"部门：{title.split('2')[0]}　　　单位：万元")
        _table(document, multiplied(rows, times))
        document.add_page_break()
    document.save(str(path))
    return path


def _table(document: docx.document.Document, rows: Rows) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def multiplied(rows: Rows, times: int) -> Rows:
    """``rows`` with every amount so many times what it is."""
    return [[str(Decimal(text) * times) if text[-3:-2] == "." else text for text in row] for row in rows]


def changed(rows: Rows, row: int, column: int, text: str) -> Rows:
    """``rows`` with one cell altered."""
    out = [list(one) for one in rows]
    out[row][column] = text
    return out
