"""Web pages: tables, order, charset, and pages laid out by position."""

from __future__ import annotations

import re
from collections import Counter
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from pipelines.acquire import Media, sniff
from pipelines.extract import read_path
from pipelines.extract.html import read_html
from pipelines.extract.html.align import aligned_tables
from pipelines.extract.html.lattice import Rule, lattices
from pipelines.extract.html.places import Span, lines_of
from pipelines.extract.html.read import html_document
from pipelines.extract.html.style import points
from pipelines.model.document import Cell, Grid, ReadError, Unreadable

YANTAI = Path("corpus/山东_烟台/退役军人事务局_2026年部门预算.html")


def shape(cells: list[Cell]) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in cells]


def test_paragraphs_and_tables_in_order() -> None:
    document = html_document(
        "<html><head><title>公开</title><style>p{}</style></head><body><script>x()</script>"
        "<p>部门预算<b>收支</b>总表</p><div>单位：万元<br>2024年</div>"
        "<table><thead><tr><th rowspan=2>项目</th><th colspan=2>金额</th></tr>"
        "<tr><th>本年</th><th>上年</th></tr></thead>"
        "<tr><td>合&nbsp;计</td><td>1.00</td><td>2.00</td></tr></table><p style='display:none'>隐</p>后记</body></html>"
    )
    blocks = [b.text if not isinstance(b, Grid) else "grid" for b in document.blocks()]
    assert blocks == ["公开", "部门预算收支总表", "单位：万元", "2024年", "grid", "后记"]
    assert shape(document.grids[0].cells) == [
        (0, 0, 2, 1, "项目"),
        (0, 1, 1, 2, "金额"),
        (1, 1, 1, 1, "本年"),
        (1, 2, 1, 1, "上年"),
        (2, 0, 1, 1, "合 计"),
        (2, 1, 1, 1, "1.00"),
        (2, 2, 1, 1, "2.00"),
    ]


def test_nested_tables_and_layout_tables() -> None:
    inner = "<table><tr><td>a</td><td>1.00</td></tr><tr><td>b</td><td>2.00</td></tr></table>"
    frame = html_document(f"<body><table><tr><td>菜单</td></tr><tr><td><p>收入总表</p>{inner}</td></tr></table></body>")
    assert [(g.rows, g.cols, g.parent) for g in frame.grids] == [(2, 2, None)]
    assert [p.text for p in frame.paragraphs] == ["菜单", "收入总表"]
    words = "这是外层表格自己的文字，比里面的多"
    real = html_document(
        f"<body><table><tr><td>{words}</td><td>{words}</td></tr><tr><td>x{inner}</td><td>9</td></tr></table></body>"
    )
    assert [g.parent for g in real.grids] == [None, (1, 1, 0)]
    assert [c.text for c in real.grids[0].cells] == [words, words, "x", "9"]


def test_lines_in_a_cell() -> None:
    document = html_document("<table><tr><td><p>一般公共</p><p>预算</p></td><td>1<br>2</td></tr></table>")
    assert [c.text for c in document.grids[0].cells] == ["一般公共\n预算", "1\n2"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gb18030"),
        ('<meta charset="gb2312">', "utf-8"),  # an old declaration left in a page saved anew
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_charset(tmp_path: Path, head: str, encoding: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f"<html><head>{head}</head><body><p>财政拨款㐀</p></body></html>".encode(encoding))
    assert read_html(path).paragraphs[-1].text == "财政拨款㐀"


def test_a_web_archive_gives_its_page(tmp_path: Path) -> None:
    page = MIMEText("<html><body><table><tr><td>合计</td><td>3.00</td></tr></table></body></html>", "html", "gb2312")
    archive = MIMEMultipart("related")
    archive.attach(page)
    path = tmp_path / "a.doc"
    path.write_bytes(archive.as_bytes())
    assert sniff(path) == Media.MHTML
    assert [c.text for c in read_path(path).grids[0].cells] == ["合计", "3.00"]


def test_nothing_shown_is_empty() -> None:
    with pytest.raises(ReadError) as caught:
        html_document("<html><head><title>x</title></head><body><script>1</script></body></html>")
    assert caught.value.reason is Unreadable.EMPTY


def test_entities_do_not_expand() -> None:
    bomb = "<!DOCTYPE html [<!ENTITY a 'xx'><!ENTITY b '&a;&a;&a;'>]><html><body><p>&b;</p><p>真</p></body></html>"
    assert html_document(bomb).paragraphs[-1].text == "真"


def test_deep_nesting_is_survived() -> None:
    document = html_document("<body>" + "<div>" * 240 + "深" + "</div>" * 240 + "<p>浅</p></body>")
    assert [p.text for p in document.paragraphs] == ["深", "浅"]


def test_lengths() -> None:
    assert points("12pt") == 12
    assert points("96px") == 72
    assert points("2.54cm") == pytest.approx(72)
    assert points("auto") is None
    assert points("50%") is None


def rules(*lines: tuple[float, float, float, float]) -> list[Rule]:
    return [Rule(*line) for line in lines]


def test_lattice_with_merged_header() -> None:
    # two columns, two rows, the upper one merged
    drawn = rules(
        (0, 0, 100, 0), (0, 20, 100, 20), (0, 40, 100, 40), (0, 0, 0, 40), (100, 0, 100, 40), (50, 20, 50, 40)
    )
    spans = [Span("收入", 40, 5, 10, 10), Span("项目", 5, 25, 10, 10), Span("12.00", 60, 25, 10, 10)]
    (table,) = lattices(drawn)
    inside: set[int] = set()
    assert shape(table.cells(spans, inside)) == [
        (0, 0, 1, 2, "收入"),
        (1, 0, 1, 1, "项目"),
        (1, 1, 1, 1, "12.00"),
    ]
    assert inside == {0, 1, 2}


def test_an_underline_is_no_table() -> None:
    assert lattices(rules((0, 0, 100, 0))) == []


def test_columns_by_alignment() -> None:
    rows = [("科目", "预算数", "决算数"), ("教育", "1.00", "2.00"), ("卫生支出", "11.50", "12.00")]
    spans = [Span("单位：万元", 200, 0, 10, 10)]
    for r, row in enumerate(rows):
        spans += [Span(text, 100 * c, 20 + 20 * r, 10, 10) for c, text in enumerate(row)]
    found = list(aligned_tables(lines_of(spans)))
    assert [len(cells) for cells, _, _ in found] == [0, 9]
    assert [c.text for c in found[1][0]] == [text for row in rows for text in row]


def test_positioned_page_of_the_corpus(shared: Path) -> None:
    document = read_html(shared / YANTAI)
    assert len(document.pages) == 53
    assert (document.pages[14].width, document.pages[14].height) == (842, 595)
    by_page = {g.page: g for g in document.grids if g.method == "ruled"}
    summary = by_page[7]
    assert shape(summary.cells)[:2] == [(0, 0, 1, 2, "收 入"), (0, 2, 1, 2, "支 出")]
    assert [c.text for c in summary.cells if c.row == 2] == [
        "一、财政拨款收入", "28,685.65", "一、一般公共服务支出", "",
    ]  # fmt: skip
    spending = by_page[15]
    assert [(c.col, c.row_span, c.col_span) for c in spending.cells if c.row == 0] == [
        (0, 1, 3),
        (3, 2, 1),
        (4, 2, 1),
        (5, 1, 3),
        (8, 2, 1),
    ]
    assert [c.text for c in spending.cells if c.row == 5] == [
        "", "", "03", "\u3000\u3000培训支出", "39.15", "4.15", "", "4.15", "35.00",
    ]  # fmt: skip
    assert spending.box is not None
    assert spending.cells[0].box is not None


def test_every_figure_of_the_positioned_page_comes_through_once(shared: Path) -> None:
    source = (shared / YANTAI).read_text("utf-8")
    printed = re.findall(r'class="p"[^>]*>([^<]*)<', source)
    document = read_html(shared / YANTAI)
    read = [c.text for g in document.grids for c in g.cells] + [p.text for p in document.paragraphs]
    figures = re.compile(r"[\d,]+\.\d\d")
    expected = Counter(f for text in printed for f in figures.findall(text))
    assert sum(expected.values()) == 915
    assert Counter(f for text in read for f in figures.findall(text)) == expected


def test_narrative_page_of_the_corpus(shared: Path) -> None:
    document = read_html(shared / "corpus" / "云南_昆明" / "审计局_2026年部门预算.html")
    texts = [p.text for p in document.paragraphs]
    assert texts[0].startswith("昆明市审计局（汇总）2026年预算公开")
    assert "三、预算单位收入情况" in texts
    assert any("2026年单位财务总收入154,991,108.01元" in t for t in texts)
    body = {p.text for p in document.paragraphs if p.kind == "body"}
    assert "曲靖" not in body  # the site's list of cities is a menu
    assert "三、预算单位收入情况" in body


def test_rules_for_other_screens_hide_nothing(tmp_path: Path) -> None:
    page = (
        "<style>@media (max-width: 640px) { .wide { display: none } } /* .b { } */ .gone { display: none }</style>"
        '<p class="wide">单位：万元</p><p class="gone">草稿</p>'
    )
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    assert [one.text for one in read_path(path, Media.HTML).paragraphs] == ["单位：万元"]


def cells(content: str, style: str = "") -> list[str]:
    page = f"<head><style>{style}</style></head><body><table><tr>{content}</tr></table></body>"
    return [c.text for c in html_document(page).grids[0].cells]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("128.50<sup>1</sup>", "128.50¹"),
        ("128.50<sup>[1]</sup>", "128.50¹"),
        ("128.50<br><sup>①</sup>", "128.50¹"),
        ("128.50<span style='vertical-align: super'>1</span>", "128.50¹"),
        ("<sup>128.50</sup>", "128.50"),
        ("m<sub>2</sub>", "m2"),
        ("<del>776.45</del>862.72", "862.72"),
        ("<s>776.45</s> 862.72", " 862.72"),
        ("<span style='text-decoration: underline line-through red'>776.45</span>862.72", "862.72"),
        ("<span style='text-decoration: underline'>862.72</span>", "862.72"),
        ("<span class=old>776.45</span>862.72", "862.72"),
        ("<span id=old>776.45</span>862.72", "862.72"),
        ("<span style='font-size:0'>776.45</span><span style='font-size:10px'>862.72</span>", "862.72"),
        ("<span hidden>776.45</span>862.72", "862.72"),
        ("<input value='862.72'>", "862.72"),
        ("<input type=TEXT value='862.72' readonly>", "862.72"),
        ("<input type=hidden value='776.45'><input type=submit value='提交'>862.72", "862.72"),
        ("<textarea>862.72</textarea>", "862.72"),
        ("<select><option>一<option selected>二</select>", "二"),
    ],
)
def test_a_cell_says_what_is_seen_in_it(cell: str, text: str) -> None:
    style = ".old { display: none } #old { display: none !important } .other { display: block }"
    assert cells(f"<td>合计</td><td>{cell}</td>", style) == ["合计", text]


def test_a_cell_struck_out_as_a_whole_is_blank_and_said() -> None:
    page = "<table><tr><td>a</td><td style='text-decoration:line-through'>1.00</td></tr></table><p>b<s>c</s></p>"
    document = html_document(page)
    assert [c.text for c in document.grids[0].cells] == ["a", ""]
    assert [p.text for p in document.paragraphs] == ["b"]
    assert document.warnings == ["text that is struck out is left out"]


BOX_ROWS = [["项目", "预算数"], ["甲", "1.00"], ["乙", ""], ["丙", "3.00"]]


def boxes(rows: list[list[str]], table: str, row: str, cell: str) -> str:
    lines = ("".join(f"<div {cell}>{text}</div>" for text in texts) for texts in rows)
    return f"<div {table}>" + "".join(f"<div {row}>{line}</div>" for line in lines) + "</div>"


@pytest.mark.parametrize(
    ("table", "row", "cell"),
    [
        ("style='display:table'", "style='display:table-row'", "style='display:table-cell'"),
        ("", "style='display: flex'", ""),
        ("", "class=row", "class=cell"),
        ("class=outer", "class=line", ""),
        ("role=table", "role=row", "role=cell"),
    ],
)
def test_tables_made_of_boxes(table: str, row: str, cell: str) -> None:
    style = "<style>.row{display:table-row} .cell{display:table-cell} .outer > div.line{display:flex}</style>"
    body = f"<p>总表</p>{boxes(BOX_ROWS, table, row, cell)}<p>注</p>"
    document = html_document(f"<html><head>{style}</head><body>{body}</body></html>")
    blocks = [b.text if not isinstance(b, Grid) else [c.text for c in b.cells] for b in document.blocks()]
    assert blocks == ["总表", [text for line in BOX_ROWS for text in line], "注"]


@pytest.mark.parametrize("columns", ["1fr 1fr", "repeat(2, minmax(0, 1fr))", "40% auto"])
def test_a_grid_of_boxes(columns: str) -> None:
    cells = "".join(f"<div>{text}</div>" for line in BOX_ROWS for text in line)
    title = "<div style='grid-column: 1 / -1'>总表</div>"
    page = f"<body><div style='display:grid;grid-template-columns:{columns}'>{title}{cells}</div></body>"
    (grid,) = html_document(page).grids
    assert shape(grid.cells)[:4] == [
        (0, 0, 1, 2, "总表"), (1, 0, 1, 1, "项目"), (1, 1, 1, 1, "预算数"), (2, 0, 1, 1, "甲"),
    ]  # fmt: skip
    assert (grid.rows, grid.cols) == (5, 2)


def test_a_cell_of_a_row_of_boxes_is_as_wide_as_it_says() -> None:
    head = "<div style='display:flex'><b style='flex: 1'>项目</b><b style='flex: 2 1 0'>支出</b></div>"
    row = "<div style='display:flex'><i>甲</i><i>1.00</i><i>2.00</i></div>"
    (grid,) = html_document(f"<body><div>{head}{row}{row}</div></body>").grids
    assert shape(grid.cells)[:3] == [(0, 0, 1, 1, "项目"), (0, 1, 1, 2, "支出"), (1, 0, 1, 1, "甲")]


@pytest.mark.parametrize(
    "body",
    [
        boxes([["新闻一", "2025-01-02"], ["新闻二", "2025-01-03"]], "", "style='display:flex'", ""),
        boxes([["甲", "1.00"], ["乙", "2.00", "3.00"]], "", "style='display:flex'", ""),
        boxes([["长" * 200, "1.00"], ["乙", "2.00"]], "", "style='display:flex'", ""),
        boxes([["甲", "1.00"], ["乙", "2.00"]], "", "style='display:flex;flex-direction:column'", ""),
        boxes([["甲", "1.00"], ["乙", "2.00"]], "", "style='display:flex'", "").replace("<div >乙", "丙<div >乙"),
    ],
)
def test_boxes_that_arrange_a_page_are_no_table(body: str) -> None:
    document = html_document(f"<body>{body}</body>")
    assert document.grids == []
    assert document.paragraphs


NAMES = [["编码", "名称"], ["", "合计"], ["208", "甲"], ["210", "乙"], ["213", "丙"]]
FIGURES = [["预算数", "决算数"], ["6.00", "3.00"], ["1.00", ""], ["2.00", "-"], ["3.00", "3.00"]]


def plain_table(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def test_names_in_a_frozen_column_and_their_figures_are_one_table() -> None:
    page = f"<body><div>{plain_table(NAMES)}</div><div>{plain_table(FIGURES)}</div></body>"
    (grid,) = html_document(page).grids
    assert [c.text for c in grid.cells] == [t for a, b in zip(NAMES, FIGURES, strict=True) for t in [*a, *b]]
    assert (grid.rows, grid.cols) == (5, 4)


@pytest.mark.parametrize(
    ("names", "between", "figures"),
    [
        (NAMES, "<p>分表</p>", FIGURES),
        (NAMES[:-1], "", FIGURES),
        (FIGURES, "", FIGURES),
        (NAMES, "", [*FIGURES[:-1], ["戊", "3.00"]]),
        (NAMES, "", FIGURES[1:] + FIGURES[1:2]),  # no header: whose figures they are is not said
        ([*NAMES[:-1], ["", ""]], "", FIGURES),
    ],
)
def test_other_tables_that_follow_one_another_stay_two(
    names: list[list[str]], between: str, figures: list[list[str]]
) -> None:
    page = f"<body>{plain_table(names)}{between}{plain_table(figures)}</body>"
    assert len(html_document(page).grids) == 2


def test_a_cell_that_cannot_be_seen_keeps_its_place_and_one_that_is_gone_does_not() -> None:
    assert cells("<td>a</td><td style='visibility:hidden'>1.00</td><td>2.00</td>") == ["a", "", "2.00"]
    assert cells("<td>a</td><td style='font-size:0'>1.00</td><td>2.00</td>") == ["a", "", "2.00"]
    assert cells("<td>a</td><td style='display:none'>1.00</td><td>2.00</td>") == ["a", "2.00"]
    assert cells("<td>a</td><td hidden>1.00</td><td>2.00</td>") == ["a", "2.00"]
