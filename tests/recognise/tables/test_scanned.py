"""What looks misread in the tables of scans is told with its place, and nothing where all is well."""

from __future__ import annotations

from pipelines.model.document import SCANNED, Document
from pipelines.recognise import recognise
from pipelines.recognise.model import Finding
from pipelines.recognise.tables.scanned import COLUMNS_DIFFER, FEWER_DECIMALS, HEAD_UNKNOWN
from tests.recognise.builder import Block, book, document

KINDS = {FEWER_DECIMALS, HEAD_UNKNOWN, COLUMNS_DIFFER}
TITLE, UNIT = "部门支出总表", "单位：万元"
HEAD = "科目编码|科目名称|合计|基本支出|项目支出"
ROWS = (
    "201|一般公共服务支出|30.25|20.15|10.10",
    "20105|统计信息事务|30.25|20.15|10.10",
    "2010501|行政运行|20.15|20.15|",
    "2010505|专项统计业务|6.08||6.08",
    "2010508|统计抽样调查|4.02||4.02",
    "|合计|30.25|20.15|10.10",
)


def scan(*pages: tuple[Block, ...]) -> Document:
    """Pages of a scan."""
    out = document(*pages)
    for page in out.pages:
        page.is_scan = True
    for grid in out.grids:
        grid.method = SCANNED
    return out


def told(found: Document) -> list[Finding]:
    """The findings of this kind."""
    return [finding for finding in recognise(found, book()).findings if finding.kind in KINDS]


def test_a_scan_that_reads_well_has_none() -> None:
    assert told(scan((TITLE, UNIT, (HEAD, *ROWS)))) == []


def test_a_figure_with_fewer_decimals_than_its_column() -> None:
    rows = tuple(row.replace("6.08||6.08", "6.0||6.08") for row in ROWS)
    (one,) = told(scan((TITLE, UNIT, (HEAD, *rows))))
    assert (one.kind, one.page) == (FEWER_DECIMALS, 1)
    assert "6.0" in one.message_zh
    assert "fewer decimals" in one.message_en
    assert one.box is not None
    assert str(round(one.box.x0)) in one.message_zh


def test_a_column_of_whole_and_broken_figures_says_nothing() -> None:
    rows = tuple(row.replace("30.25", "30").replace("6.08||6.08", "6||6.08") for row in ROWS)
    assert told(scan((TITLE, UNIT, (HEAD, *rows)))) == []


def test_a_head_that_is_no_known_word() -> None:
    (one,) = told(scan((TITLE, UNIT, (HEAD.replace("项目支出", "顷曰攴岀"), *ROWS))))
    assert (one.kind, one.statement) == (HEAD_UNKNOWN, "expenditure")
    assert "顷曰攴岀" in one.message_zh
    assert one.box is not None


def test_a_page_of_the_same_table_with_another_number_of_columns() -> None:
    first = (TITLE, UNIT, (HEAD, *ROWS[:4]))
    narrow = tuple(row.rpartition("|")[0] for row in (HEAD, *ROWS[4:]))
    whole = scan(first, (TITLE, UNIT, (HEAD, *ROWS[4:])))
    assert told(whole) == []
    (one,) = told(scan(first, (TITLE, UNIT, narrow)))
    assert (one.kind, one.page) == (COLUMNS_DIFFER, 2)
    assert "5" in one.message_zh
    assert "4" in one.message_zh


def test_digital_tables_say_nothing() -> None:
    rows = tuple(row.replace("6.08||6.08", "6.0||6.08") for row in ROWS)
    assert told(document((TITLE, UNIT, (HEAD.replace("项目支出", "顷曰攴岀"), *rows)))) == []
