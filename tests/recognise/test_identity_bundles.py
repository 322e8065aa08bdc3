"""Several bodies' sets in one file without covers: each part by the unit that its tables print.

Figures of a body are its ``share`` times those of one; all names but the places are made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest

from pipelines.model.document import Document
from pipelines.recognise.identity import Part, identify
from pipelines.recognise.identity.named import Body, Extent, of_heading, of_table
from pipelines.recognise.tables.chain import named_tables
from pipelines.recognise.whereabouts import Whereabouts
from tests.recognise.builder import Block, document, recognised

WHOLE, OWN, UNIT = "宁远县水利局", "宁远县水利局本级", "宁远县水库移民服务中心"
ALL = [(WHOLE, "department"), (OWN, "own"), (UNIT, "unit")]
COVER = "宁远县水利局2025年部门预算"
MONEY = "单位：万元"

Rows = tuple[str, ...]


def times(share: int, amount: str) -> str:
    return f"{Decimal(amount) * share:.2f}"


def summary(share: int) -> Rows:
    ten = times(share, "10")
    head = "收入|预算数|支出|预算数"
    return (head, f"一般公共预算拨款收入|{ten}|一般公共服务支出|{ten}", f"收入总计|{ten}|支出总计|{ten}")


def spending(share: int) -> Rows:
    ten, eight, two = (times(share, amount) for amount in ("10", "8", "2"))
    return (
        "科目编码|科目名称|合计|基本支出|项目支出",
        f"2010101|行政运行|{ten}|{eight}|{two}",
        f"|合计|{ten}|{eight}|{two}",
    )


def three_public(share: int) -> Rows:
    three, one, two = (times(share, amount) for amount in ("3", "1", "2"))
    return ("项目|预算数", f"合计|{three}", f"公务接待费|{one}", f"公务用车购置及运行费|{two}")


TABLES: list[tuple[str, Callable[[int], Rows]]] = [
    ("部门收支总表", summary),
    ("部门支出总表", spending),
    ("一般公共预算支出表", spending),
    ("一般公共预算“三公”经费支出表", three_public),
]


def tables(share: int, caption: str, title: str = "2025年{}", which: Iterable[int] = range(4)) -> list[Block]:
    """The set of a body, or those ``which`` of its tables, each under its title and caption."""
    return [block for at in which for block in (title.format(TABLES[at][0]), caption, TABLES[at][1](share))]


def parts_of(made: Document) -> list[Part]:
    return identify(made, named_tables(made))


def bodies(*pages: list[Block], sheets: Iterable[str] = ()) -> list[tuple[str | None, str, int]]:
    """Name, kind and number of statements of each part."""
    made = document(*pages)
    for page, name in zip(made.pages, sheets, strict=False):
        page.name = name
    found = parts_of(made)
    where = Whereabouts(made, found)
    of = [where.table(table) for table in named_tables(made) if table.layout is not None]
    assert {(part.region_code, part.fiscal_year, part.stage) for part in found} == {("431126", 2025, "budget")}
    return [(part.department_name, part.kind, of.count(part.part_no)) for part in found]


def sets(captions: tuple[str, str, str], **form: str) -> list[Block]:
    return [
        block for share, caption in zip((3, 2, 1), captions, strict=True) for block in tables(share, caption, **form)
    ]


@pytest.mark.parametrize(
    "captions",
    [
        (f"部门：{WHOLE}　{MONEY}", f"部门：{OWN}　{MONEY}", f"部门：{UNIT}　{MONEY}"),
        (f"单位：{WHOLE}　金额{MONEY}", f"单位：{OWN}　金额{MONEY}", f"单位：{UNIT}　金额{MONEY}"),
        (f"编制单位：{WHOLE}（汇总）　{MONEY}", f"编制单位：{WHOLE}（本级）　{MONEY}", f"编制单位：{UNIT}　{MONEY}"),
        (f"部门名称：{WHOLE}（汇总）　{MONEY}", f"部门名称：{WHOLE}　{MONEY}", f"部门名称：{UNIT}　{MONEY}"),
        (f"部门名称：[303]{WHOLE}　{MONEY}", f"部门名称：[303001]{OWN}　{MONEY}", f"部门名称：303002-{UNIT}　{MONEY}"),
    ],
)
def test_by_the_captions_of_the_tables(captions: tuple[str, str, str]) -> None:
    wanted = [(name, kind, 4) for name, kind in ALL]
    assert bodies([COVER, *sets(captions)]) == wanted
    first, second, third = (tables(share, caption) for share, caption in zip((3, 2, 1), captions, strict=True))
    assert bodies([COVER], first, second, third) == wanted


def test_by_the_titles_of_the_tables() -> None:
    for title in ("{}2025年{{}}", "2025年{}{{}}"):
        blocks = [
            block for n, name in enumerate((WHOLE, OWN, UNIT)) for block in tables(3 - n, MONEY, title.format(name))
        ]
        assert bodies(["2025年部门预算公开", *blocks]) == [(name, kind, 4) for name, kind in ALL]


@pytest.mark.parametrize(
    ("headings", "unit"),
    [
        (("一、宁远县水利局部门预算（汇总）", "二、宁远县水利局本级预算", f"三、{UNIT}预算"), UNIT),
        (("第一部分 宁远县水利局部门汇总", f"第二部分 {OWN}", f"第三部分 {UNIT}"), UNIT),
        (("（一）宁远县水利局（汇总）", "（二）宁远县水利局（本级）", f"（三）{UNIT}"), UNIT),
        (("一、部门汇总", "二、局本级", "三、水库移民服务中心"), "水库移民服务中心"),
    ],
)
def test_by_the_headings_above_the_sets(headings: tuple[str, str, str], unit: str) -> None:
    wanted = [(WHOLE, "department", 4), (OWN, "own", 4), (unit, "unit", 4)]
    own = [[heading, *tables(3 - n, MONEY)] for n, heading in enumerate(headings)]
    assert bodies([COVER, *own[0], *own[1], *own[2]]) == wanted
    assert bodies([COVER], *own) == wanted
    # a caption that names the department over all of them says nothing
    same = [[heading, *tables(3 - n, f"部门：{WHOLE}　{MONEY}")] for n, heading in enumerate(headings)]
    assert bodies([COVER], *same) == wanted


def test_by_the_names_of_sheets() -> None:
    workbook = [tables(share, MONEY) for share in (3, 2, 1)]
    assert bodies(*workbook, sheets=[f"{WHOLE}汇总", OWN, UNIT]) == [(name, kind, 4) for name, kind in ALL]
    one_each = [tables(share, MONEY, which=[1]) for share in (3, 2, 1)]
    assert bodies(*one_each, sheets=[f"{WHOLE}汇总", OWN, UNIT]) == [(name, kind, 1) for name, kind in ALL]


def test_departments_of_one_county_stay_departments() -> None:
    names = ["宁远县财政局", "宁远县审计局", "宁远县档案馆"]
    blocks = [block for n, name in enumerate(names) for block in tables(n + 1, f"部门：{name}　{MONEY}")]
    assert bodies(["宁远县2025年部门预算", *blocks]) == [(name, "department", 4) for name in names]


def test_several_bodies_under_each_statement() -> None:
    names = list(enumerate((WHOLE, OWN, UNIT)))
    blocks = [b for at in range(4) for n, name in names for b in tables(3 - n, f"部门：{name}　{MONEY}", which=[at])]
    assert bodies([COVER, *blocks]) == [(name, kind, 4) for name, kind in ALL]


def test_names_alone_make_no_part() -> None:
    of_other = f"部门：宁远县林业局　{MONEY}"
    own = tables(3, f"部门：{WHOLE}　{MONEY}")
    assert bodies([COVER, *own[:6], *tables(3, of_other, which=[2, 3])]) == [(WHOLE, "department", 4)]
    assert bodies([COVER, *own, *tables(3, f"部门：水利局　{MONEY}")]) == [(WHOLE, "department", 8)]
    # one table printed again under another name is no other body's while its figures are the same
    assert bodies([COVER, *own, *tables(3, of_other, which=[3])]) == [(WHOLE, "department", 5)]
    assert bodies([COVER, *own, *tables(2, of_other, which=[3])]) == [
        (WHOLE, "department", 4),
        ("宁远县林业局", "department", 1),
    ]
    assert bodies([COVER, *own, *tables(2, f"部门：某某管理站　{MONEY}", which=[3])]) == [(WHOLE, "department", 5)]


def test_a_list_of_units_is_no_heading() -> None:
    listed = ["纳入编制范围的单位包括：", f"1.{OWN}", f"2.{UNIT}"]
    rest = [f"第二部分 {OWN}", *tables(2, MONEY), f"第三部分 {UNIT}", *tables(1, MONEY)]
    assert bodies([COVER, *listed, *tables(3, MONEY), *rest]) == [(name, kind, 4) for name, kind in ALL]


def test_text_belongs_to_the_body_whose_heading_stands_above_it() -> None:
    first = [COVER, "部门概况", *tables(3, MONEY), "预算说明", "2025年收入预算30万元。"]
    second = [f"{UNIT}2025年单位预算", "单位概况", *tables(1, MONEY), "预算说明", "2025年收入预算10万元。"]
    found = recognised([*first, *second])
    assert [(part["department_name"], part["kind"]) for part in found.parts] == [(WHOLE, "department"), (UNIT, "unit")]
    assert [(claim["part_no"], claim["value"]) for claim in found.claims] == [(1, "30"), (2, "10")]
    assert {(line["part_no"], line["value"]) for line in found.lines if line["line_name"] == "收入总计"} == {
        (1, "30.00"),
        (2, "10.00"),
    }


def test_sets_inside_one_grid_are_told_apart_by_their_rows() -> None:
    rows: list[str] = []
    for share, name in ((3, WHOLE), (2, OWN)):
        for title, make in TABLES[1:3]:
            rows += [f"2025年{title}|<|<|<|<", f"部门：{name}|<|<|<|单位：万元", *make(share)]
    found = recognised([COVER, tuple(rows)])
    totals = [(line["part_no"], line["value"]) for line in found.lines if line["measure"] == "total"]
    assert [part["department_name"] for part in found.parts] == [WHOLE, OWN]
    assert set(totals) == {(1, "30.00"), (2, "20.00")}


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("一、宁远县水利局部门预算(汇总)", (WHOLE, Extent.WHOLE)),
        ("第二部分宁远县水利局本级", (OWN, Extent.OWN)),
        ("宁远县水利局(本级)2025年单位预算", ("宁远县水利局(本级)", Extent.OWN)),
        ("三、宁远县水库移民服务中心预算", (UNIT, Extent.UNSAID)),
        ("二、局本级", ("", Extent.OWN)),
        ("机关本级2025年单位预算", ("", Extent.OWN)),
        ("部门汇总", ("", Extent.WHOLE)),
        ("部门概况", None),
        ("2025年部门收支总表", None),
        ("宁远县水利局负责全县水利工作。", None),
        ("编制单位:宁远县水利局", None),
        ("预算说明", None),
    ],
)
def test_the_body_of_a_heading(line: str, body: tuple[str, Extent] | None) -> None:
    found = of_heading(line)
    assert (found and (found.name, found.extent)) == body


def test_the_body_that_a_table_prints() -> None:
    assert of_table(["2025年部门收支总表", "部门:宁远县水利局单位:万元"]) == Body(WHOLE, Extent.UNSAID)
    assert of_table(["项目支出表", "主管部门:宁远县水利局"]) is None  # who is in charge, not whose table it is
    assert of_table(["2025年宁远县水利局本级收支总表", "单位:万元"]) == Body(OWN, Extent.OWN)
    assert of_table(["2025年宁远县收支总表", "单位:万元"]) is None
    assert of_table([]) is None
    assert Body(WHOLE, Extent.UNSAID).is_same(Body("水利局", Extent.UNSAID))
    assert not Body(WHOLE, Extent.UNSAID).is_same(Body(OWN, Extent.OWN))
