"""SpreadsheetML 2003, whatever it is called: cells by index, merges, hidden lines, formats, runs of text."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.acquire import Media, sniff
from pipelines.extract import read_path
from pipelines.model.document import Document, ReadError, Unreadable

BOOK = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles><Style ss:ID="m"><NumberFormat ss:Format="Standard"/></Style>
<Style ss:ID="w"><NumberFormat ss:Format="0!.0000"/></Style>
<Style ss:ID="white"><Font ss:Color="#FFFFFF"/></Style></Styles>
{sheets}</Workbook>"""
TABLE = """<Worksheet ss:Name="总表">
<Names><NamedRange ss:Name="Print_Area" ss:RefersTo="=总表!R1C1:R9C4"/></Names><Table>
<Column/><Column ss:Index="3" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">收支总表</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">项目</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">预算数</Data></Cell>
<Cell ss:Index="9"><Data ss:Type="Number">9</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">旧</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">甲</Data></Cell><Cell ss:StyleID="white"><Data ss:Type="Number">7</Data></Cell>
<Cell><Data ss:Type="Number">8</Data></Cell><Cell ss:StyleID="m"><Data ss:Type="Number">6022.6</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">乙</Data></Cell>
<Cell ss:Index="4" ss:StyleID="w"><Data ss:Type="Number">8627200</Data></Cell></Row>
<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">丙<Sup>1</Sup></ss:Data></Cell>
<Cell ss:Index="4"><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>1.00</S>2.00</ss:Data></Cell></Row>
</Table></Worksheet>"""
HIDDEN = """<Worksheet ss:Name="旧表"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">
<Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"""


def written(tmp_path: Path, sheets: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "a.xls"
    path.write_bytes(BOOK.format(encoding=encoding, sheets=sheets).encode(encoding))
    return path


def rows_of(document: Document) -> list[list[str]]:
    return [[cell.text if cell else "~" for cell in row] for row in document.grids[0].matrix()]


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_what_is_on_paper(encoding: str, tmp_path: Path) -> None:
    path = written(tmp_path, TABLE + HIDDEN, encoding)
    assert sniff(path) is Media.XML_SHEET
    read = read_path(path)
    assert [(p.number, p.name) for p in read.pages] == [(1, "总表")]
    assert rows_of(read) == [
        ["收支总表"] * 3,
        ["", "", ""],
        ["项目", "", "预算数"],
        ["甲", "", "6022.60"],
        ["乙", "", "862.7200"],
        ["丙¹", "", "2.00"],
    ]
    assert len(read.warnings) == 4


def test_a_formula_without_a_result_is_said(tmp_path: Path) -> None:
    row = '<Row><Cell><Data ss:Type="String">合计</Data></Cell><Cell ss:Formula="=SUM(R[1]C)"/></Row>'
    read = read_path(written(tmp_path, f'<Worksheet ss:Name="a"><Table>{row}</Table></Worksheet>'))
    assert [(d.kind, d.count) for d in read.doubts] == [("uncalculated_formula", 1)]


@pytest.mark.parametrize(
    ("sheets", "reason"),
    [
        (HIDDEN, Unreadable.EMPTY),
        (TABLE.removesuffix("</Worksheet>"), Unreadable.DAMAGED),
        ('<Worksheet><Table><Row ss:Index="99999999"/></Table></Worksheet>', Unreadable.DAMAGED),
        ('<Worksheet><Table><Row ss:Index="x"/></Table></Worksheet>', Unreadable.DAMAGED),
    ],
)
def test_what_cannot_be_read(sheets: str, reason: Unreadable, tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_path(written(tmp_path, sheets))
    assert caught.value.reason is reason


def test_a_web_page_with_the_names_of_a_spreadsheet_is_a_web_page(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        '<html xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><table><tr><td>1</td></tr></table></html>'
    )
    assert sniff(path) is Media.HTML
