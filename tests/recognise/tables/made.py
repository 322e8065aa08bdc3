"""Rows, columns and lines made up for the steps of recognition, as short as they can be written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.layouts.tables import strip_numbering
from pipelines.model.amounts import parse_amount
from pipelines.model.text import compact
from pipelines.recognise import CodeBook
from pipelines.recognise.model import Column, Columns, Entry, Figure, Headed, Line, Printed, Row, Table
from pipelines.recognise.tables.chain import named_tables
from pipelines.recognise.tables.cut.printed_rows import printed_rows
from tests.recognise.builder import document

BOOK = CodeBook.of(
    [
        ("functional", "201", "一般公共服务支出"),
        ("functional", "20105", "统计信息事务"),
        ("functional", "2010501", "行政运行"),
        ("functional", "2010505", "专项统计业务"),
        ("functional", "208", "社会保障和就业支出"),
        ("economic", "301", "工资福利支出"),
        ("economic", "30101", "基本工资"),
        ("economic", "302", "商品和服务支出"),
        ("economic", "303", "对个人和家庭的补助"),
        ("government", "501", "机关工资福利支出"),
        ("government", "502", "机关商品和服务支出"),
    ]
)
AMOUNT = Column(2, ("合计",), "合计", "amount", measure="total")


def rows(*lines: str) -> list[Row]:
    """Rows as `tests.recognise.builder.document` takes them (``<`` and ``^`` continue a cell)."""
    return printed_rows(document([lines]).grids[0])


def table(*blocks: str | tuple[str, ...]) -> Table:
    """The first table of a page of text lines and tables."""
    return named_tables(document(blocks))[0]


def column(index: int, title: str, role: str = "amount", **values: Any) -> Column:
    """A column with the header texts ``title``, ``/`` between them."""
    return Column(index, tuple(title.split("/")) if title else (), title, role, **values)


def columns(*titles: str, **values: Any) -> Columns:
    """Amount columns side by side."""
    return tuple(column(index, title, **values) for index, title in enumerate(titles))


def headed(columns: Columns, title: str = "部门支出总表") -> Headed:
    """Columns of a table without rows."""
    return Headed(table(title, ("科目|合计", "合计|1.00")), columns)


def figure(text: str, column: Column = AMOUNT) -> Figure:
    amount = parse_amount(text)
    assert amount is not None
    return Figure(column, Printed(text, 1, 0, column.index, 1), amount)


def entry(label: str, *figures: str, role: str = "item", **values: Any) -> Entry:
    """A row named ``label`` with ``figures`` under `AMOUNT`."""
    return Entry(**{**_said(label, figures, role), **values})


def line(line_no: int, label: str, *figures: str, role: str = "item", **values: Any) -> Line:
    """An entry in its place, in block 1 of the spending side if nothing else is said."""
    place = {"line_no": line_no, "block": 1, "flow": "expenditure", "fund_source": None}
    return Line(**{**_said(label, figures, role), **place, **values})


def _said(label: str, figures: Sequence[str], role: str) -> dict[str, Any]:
    numbering, key = strip_numbering(compact(label))
    return {
        "lane": 0,
        "label": label.strip(),
        "key": key,
        "numbering": numbering,
        "codes": {},
        "origin": None,
        "role": role,
        "figures": tuple(figure(text) for text in figures),
        "indent": sum(2 if blank == "\u3000" else 1 for blank in label[: len(label) - len(label.lstrip())]),
    }


def parents(lines: Sequence[Line]) -> list[int | None]:
    """The line each of ``lines`` is part of."""
    return [one.parent for one in lines]


def roles(lines: Sequence[Entry]) -> list[str]:
    """The role of each row."""
    return [one.role for one in lines]
