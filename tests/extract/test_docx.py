"""Word documents, written here with python-docx and, for what it cannot write, as XML."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipelines.extract.docx import read_docx
from pipelines.extract.docx.numbering import chinese, format_number
from pipelines.model.document import Document, Grid, ReadError, Unreadable

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)


def saved(document: Any, tmp_path: Path) -> Document:
    path = tmp_path / "a.docx"
    document.save(str(path))
    return read_docx(path)


def with_xml(tmp_path: Path, body: str) -> Document:
    """A document whose body is the given ``w:`` XML."""
    document = docx.Document()
    spaces = nsdecls("w", "wp", "a", "r") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    for element in parse_xml(f"<w:body {spaces}>{body}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)
    return saved(document, tmp_path)


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in grid.cells]


def test_body_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("部门预算收支总表")
    document.add_table(1, 2).cell(0, 1).text = "单位：万元"
    document.add_paragraph("注：略")
    blocks = saved(document, tmp_path).blocks()
    assert [b.text if not isinstance(b, Grid) else "grid" for b in blocks] == ["部门预算收支总表", "grid", "注：略"]


def test_merged_cells(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "序号"
    table.cell(0, 1).merge(table.cell(0, 3)).text = "支出"
    table.cell(1, 1).merge(table.cell(2, 2)).text = "块"
    table.cell(2, 3).text = "6022.63"
    (grid,) = saved(document, tmp_path).grids
    assert (grid.rows, grid.cols, grid.method) == (3, 4, "table")
    assert shape(grid) == [
        (0, 0, 2, 1, "序号"),
        (0, 1, 1, 3, "支出"),
        (1, 1, 2, 2, "块"),
        (1, 3, 1, 1, ""),
        (2, 0, 1, 1, ""),
        (2, 3, 1, 1, "6022.63"),
    ]


def test_rows_that_start_late_and_end_early(tmp_path: Path) -> None:
    rows = (
        f"<w:tr>{cell('a')}{cell('b')}{cell('c')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>{cell("9.50")}</w:tr>'
    )
    (grid,) = with_xml(tmp_path, f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl><w:p/>").grids
    assert shape(grid)[3:] == [(1, 1, 1, 1, "9.50")]
    assert grid.matrix()[1][0] is None


def test_old_sideways_merge(tmp_path: Path) -> None:
    merge = '<w:hMerge w:val="{}"/>'
    row = f"<w:tr>{cell('合计', merge.format('restart'))}{cell('', merge.format('continue'))}{cell('1.00')}</w:tr>"
    (grid,) = with_xml(tmp_path, f"<w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl><w:p/>").grids
    assert shape(grid) == [(0, 0, 1, 2, "合计"), (0, 2, 1, 1, "1.00")]


def test_nested_tables_know_their_cell(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(2, 2)
    outer.cell(0, 0).text = "外"
    outer.cell(1, 1).text = "内："
    outer.cell(1, 1).add_table(1, 2).cell(0, 1).text = "12.00"
    read = saved(document, tmp_path)
    assert [g.parent for g in read.grids] == [None, (1, 1, 1)]
    assert [c.text for c in read.grids[0].cells if (c.row, c.col) == (1, 1)] == ["内："]
    assert len([b for b in read.blocks() if isinstance(b, Grid)]) == 1


def test_a_frame_around_a_table_is_not_a_table(tmp_path: Path) -> None:
    document = docx.Document()
    frame = document.add_table(1, 1)
    frame.cell(0, 0).text = "部门预算收入总表"
    frame.cell(0, 0).add_table(2, 2).cell(1, 1).text = "7.00"
    read = saved(document, tmp_path)
    assert [(g.rows, g.cols, g.parent) for g in read.grids] == [(2, 2, None)]
    assert read.paragraphs[0].text == "部门预算收入总表"


def test_tracked_changes_show_the_text_as_accepted(tmp_path: Path) -> None:
    body = (
        f"<w:p>{run('收入')}<w:del><w:r><w:delText>100</w:delText></w:r></w:del><w:ins>{run('120')}</w:ins>{run('万元')}"
        f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo></w:p>"
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:del/></w:trPr>{cell('gone')}</w:tr>"
        f"<w:tr>{cell('x')}{cell('y')}</w:tr></w:tbl><w:p/>"
    )
    read = with_xml(tmp_path, body)
    assert read.paragraphs[0].text == "收入120万元新"
    assert shape(read.grids[0]) == [(0, 0, 1, 1, "x"), (0, 1, 1, 1, "y")]


def test_content_controls_links_fields_breaks_and_hidden_text(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent><w:p><w:sdt><w:sdtContent>{run('单位')}</w:sdtContent></w:sdt>"
        f"<w:hyperlink>{run('：万元')}</w:hyperlink><w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("3")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        "</w:p></w:sdtContent></w:sdt>"
    )
    assert with_xml(tmp_path, body).paragraphs[0].text == "单位：万元\t甲\n乙3"


def test_text_boxes_once_although_stored_twice(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run('公开03表')}</w:p></w:txbxContent>"
    body = (
        f'<w:p>{run("正文")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic>'
        f"<a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    read = with_xml(tmp_path, body)
    assert [(p.kind, p.text) for p in read.paragraphs] == [("body", "正文"), ("textbox", "公开03表")]


def test_headers_and_footers(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "昌黎县医疗保障局"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_paragraph("正文")
    read = saved(document, tmp_path)
    assert {(p.kind, p.text) for p in read.paragraphs} == {
        ("header", "昌黎县医疗保障局"),
        ("footer", "第1页"),
        ("body", "正文"),
    }


def test_list_numbers_are_written_out(tmp_path: Path) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        "</w:abstractNum>"
    )
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in ((0, "部门职责"), (1, "机构"), (1, "人员"), (0, "收支情况"), (1, "收入")):
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    texts = [p.text for p in saved(document, tmp_path).paragraphs]
    assert texts == ["一、部门职责", "1.机构", "2.人员", "二、收支情况", "1.收入"]


@pytest.mark.parametrize(
    ("n", "written"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一")],
)
def test_chinese_numbers(n: int, written: str) -> None:
    assert chinese(n) == written


def test_other_number_formats() -> None:
    assert format_number(4, "lowerRoman") == "iv"
    assert format_number(27, "upperLetter") == "AA"
    assert format_number(3, "decimalEnclosedCircle") == "③"
    assert format_number(12, "decimalFullWidth") == "１２"


def test_pages_follow_breaks(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一")
    document.add_page_break()
    after = document.add_paragraph("二")
    after._p.insert(0, parse_xml(f"<w:r {nsdecls('w')}><w:lastRenderedPageBreak/></w:r>"))  # the same break, as stored
    document.add_section(WD_SECTION.NEW_PAGE)
    table = document.add_table(2, 1)
    table.cell(0, 0).text = "三"
    document.add_paragraph("四")
    read = saved(document, tmp_path)
    assert [(p.text, p.page) for p in read.paragraphs] == [("一", 1), ("二", 2), ("四", 3)]
    assert read.grids[0].page == 3
    assert [p.number for p in read.pages] == [1, 2, 3]


def test_pictures_only_have_no_text(tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(PNG)
    document = docx.Document()
    document.add_picture(str(picture))
    with pytest.raises(ReadError) as caught:
        saved(document, tmp_path)
    assert caught.value.reason is Unreadable.NO_TEXT


def test_nothing_in_it_is_empty(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        saved(docx.Document(), tmp_path)
    assert caught.value.reason is Unreadable.EMPTY


def look(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED, STRUCK = '<w:vertAlign w:val="superscript"/>', "<w:strike/>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (run("128.50") + look("1", RAISED), "128.50¹"),
        (run("防汛") + look("[2]", RAISED), "防汛²"),
        (run("86.00") + look("1", RAISED) + look("2", RAISED), "86.00¹²"),
        (look("128.50", RAISED), "128.50"),  # all of it is raised: the figure itself
        (look("128.5", RAISED) + look("0", RAISED), "128.50"),
        (run("128.") + look("50", RAISED), "128.50"),
        (run("128") + look("注", RAISED), "128注"),
        (run("12") + look("8", '<w:vertAlign w:val="subscript"/>'), "128"),
        (run("128.50") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "128.50"),
        (run("128.50") + '<w:r><w:endnoteReference w:id="2"/></w:r>', "128.50"),
        (look("776.45", STRUCK) + run("862.72"), "862.72"),
        (look("776.45", "<w:dstrike/>") + run("862.72"), "862.72"),
        (look("862.72", '<w:strike w:val="0"/>'), "862.72"),
    ],
)
def test_notes_and_struck_text_are_no_part_of_a_figure(tmp_path: Path, runs: str, text: str) -> None:
    assert [p.text for p in with_xml(tmp_path, f"<w:p>{runs}</w:p>").paragraphs] == [text]


def test_what_is_struck_out_in_a_cell_is_said(tmp_path: Path) -> None:
    paragraphs = f"<w:p>{look('776.45', STRUCK)}</w:p><w:p>{run('862.72')}</w:p>"
    document = with_xml(tmp_path, f"<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>")
    assert shape(document.grids[0]) == [(0, 0, 1, 1, "862.72")]
    assert document.warnings == ["text that is struck out is left out"]


def test_looks_come_from_styles_too(tmp_path: Path) -> None:
    document = docx.Document()
    for name, properties in (("Mark", RAISED), ("Gone", "<w:vanish/>"), ("Struck", STRUCK)):
        style = f'<w:style {nsdecls("w")} w:type="character" w:styleId="{name}"><w:rPr>{properties}</w:rPr></w:style>'
        document.styles.element.append(parse_xml(style))
    of_style = [look(t, f'<w:rStyle w:val="{s}"/>') for t, s in (("1", "Mark"), ("隐", "Gone"), ("旧", "Struck"))]
    paragraph = parse_xml(f"<w:p {nsdecls('w')}>{run('86.00')}{''.join(of_style)}</w:p>")
    document.element.body.insert(0, paragraph)
    assert saved(document, tmp_path).paragraphs[0].text == "86.00¹"


def typed(*rows: str) -> str:
    """Paragraphs with tabs where ``rows`` have bars."""
    runs = ("".join(f"<w:t>{part}</w:t><w:tab/>" for part in row.split("|"))[: -len("<w:tab/>")] for row in rows)
    return "".join(f"<w:p><w:r>{content}</w:r></w:p>" for content in runs)


def test_a_table_typed_with_tabs(tmp_path: Path) -> None:
    rows = ["项目|预算数|决算数", "合计|3.00|4.00", "甲|1.00|", "乙", "丙|2.00|4.00"]
    document = with_xml(tmp_path, typed("总表", *rows, "分表", "项目|合计", "丁|5.00", "戊|6.00", "己|1.50", "完"))
    first, second = document.grids
    assert [c.text for c in first.cells] == "项目 预算数 决算数 合计 3.00 4.00 甲 1.00 _ 乙 _ _ 丙 2.00 4.00".replace(
        "_", ""
    ).split(" ")
    assert (first.rows, first.cols, second.rows, second.cols) == (5, 3, 4, 2)
    assert [p.text for p in document.paragraphs] == ["总表", "分表", "完"]


@pytest.mark.parametrize(
    "rows",
    [
        ["一|概况|1", "二|收支|3", "三|说明|3"],  # a table of contents
        ["甲|||1.00", "乙乙乙||2.00", "丙丙丙丙丙|3.00"],  # columns set by eye
        ["电话|123456", "传真|123457", "邮编|100000"],
    ],
)
def test_other_lines_with_tabs_stay_lines(tmp_path: Path, rows: list[str]) -> None:
    document = with_xml(tmp_path, typed(*rows))
    assert (len(document.grids), len(document.paragraphs)) == (0, 3)


def test_tables_side_by_side_in_a_frame_are_tables_of_their_own(tmp_path: Path) -> None:
    inner = [
        f"<w:tbl><w:tr>{cell(a)}{cell(b)}</w:tr></w:tbl><w:p/>" for a, b in (("事业收入", "1.00"), ("教育支出", "2.00"))
    ]
    cells = "".join(f"<w:tc><w:p>{run(title)}</w:p>{table}</w:tc>" for title, table in zip("甲乙", inner, strict=True))
    document = with_xml(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    blocks = [b.text if not isinstance(b, Grid) else [c.text for c in b.cells] for b in document.blocks()]
    assert blocks == ["甲", ["事业收入", "1.00"], "乙", ["教育支出", "2.00"]]
    words = "这是外层表格自己的文字，比里面的多得多"
    cells = f"{cell(words)}<w:tc>{inner[0]}</w:tc>"
    document = with_xml(tmp_path, f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert [g.parent for g in document.grids] == [None, (1, 0, 1)]


def with_chunk(tmp_path: Path, content: bytes, kind: str) -> Document:
    """A document of one paragraph, and a part of another format that it takes in after it."""
    document = docx.Document()
    document.add_paragraph("前")
    part = Part(PackURI("/word/chunk1"), kind, content, document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.A_F_CHUNK)
    chunk = parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{relation}"/>')
    document.element.body.insert(1, chunk)
    document.add_paragraph("后")
    return saved(document, tmp_path)


PAGE = "<html><meta charset=gbk><p>总表</p><table><tr><td>合计</td><td>1.00</td></tr></table></html>"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PAGE.encode("gbk"), "text/html"),
        (b"Content-Type: text/html; charset=gbk\n\n" + PAGE.encode("gbk"), "message/rfc822"),
        ("总表\n合计\t1.00".encode(), "text/plain"),
        (
            rb"{\rtf1 \u24635?\u-30616?\par\trowd\cellx9\cellx99 \u21512?\u-29791?\cell 1.00\cell\row}",
            "application/rtf",
        ),
    ],
)
def test_chunks_of_other_formats_stand_where_they_are_taken_in(tmp_path: Path, content: bytes, kind: str) -> None:
    blocks = with_chunk(tmp_path, content, kind).blocks()
    texts = [b.text if not isinstance(b, Grid) else [c.text for c in b.cells] for b in blocks]
    assert texts == ["前", "总表", ["合计", "1.00"], "后"]


def test_a_chunk_that_is_a_word_document(tmp_path: Path) -> None:
    inner, path = docx.Document(), tmp_path / "inner.docx"
    inner.add_table(1, 1).cell(0, 0).text = "1.00"
    inner.save(str(path))
    document = with_chunk(tmp_path, path.read_bytes(), "application/octet-stream")
    assert [[c.text for c in grid.cells] for grid in document.grids] == [["1.00"]]


def test_a_chunk_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    document = with_chunk(tmp_path, bytes(range(256)), "application/octet-stream")
    assert [p.text for p in document.paragraphs] == ["前", "后"]
    assert document.warnings == ["a part of another format, taken into the document, is not read"]


def with_object(tmp_path: Path, content: bytes, aspect: str = "Content") -> Document:
    """A document with an object stored between two paragraphs."""
    document = docx.Document()
    document.add_paragraph("前")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    part = Part(PackURI("/word/embeddings/object1"), kind, content, document.part.package)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.PACKAGE)
    spaces = nsdecls("w", "r") + ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    stored = f'<o:OLEObject Type="Embed" DrawAspect="{aspect}" r:id="{relation}"/>'
    paragraph = f"<w:p {spaces}><w:r><w:object>{stored}</w:object></w:r></w:p>"
    document.element.body.insert(1, parse_xml(paragraph))
    document.add_paragraph("后")
    return saved(document, tmp_path)


def workbook(*sheets: str, active: int) -> bytes:
    """A workbook with a table of one figure in each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in sheets:
        sheet = book.create_sheet(title)
        sheet.append(["合计", title])
        sheet.append(["甲", "1.00"])
    book.active = active
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("aspect", "shown"), [("Content", ["乙"]), ("Icon", ["甲", "乙"])])
def test_a_workbook_stored_in_a_document_shows_the_sheet_that_was_open(
    tmp_path: Path, aspect: str, shown: list[str]
) -> None:
    document = with_object(tmp_path, workbook("甲", "乙", active=1), aspect)
    texts = [b.text if not isinstance(b, Grid) else [c.text for c in b.cells] for b in document.blocks()]
    assert texts == ["前", *(["合计", title, "甲", "1.00"] for title in shown), "后"]
    assert document.warnings == []


def test_an_object_that_is_no_workbook_is_said(tmp_path: Path) -> None:
    document = with_object(tmp_path, b"%PDF-1.7")
    assert [p.text for p in document.paragraphs] == ["前", "后"]
    assert document.warnings == ["an object stored in the document is not read"]
