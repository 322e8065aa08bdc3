"""Which units belong to a body and to which body it belongs, in sentences made up for it."""

from __future__ import annotations

import json

import pytest

from pipelines.layouts.forms import pattern
from tests.recognise.builder import Block, recognised

DEPARTMENT, UNIT = "昌黎县水利局", "昌黎县河道管理站"
TITLES = {DEPARTMENT: "昌黎县水利局2024年部门预算", UNIT: "昌黎县河道管理站2024年单位预算"}


def said(owner: str, *blocks: Block) -> list[tuple[str, str]]:
    """(item, name) of the rows that the text of a disclosure of ``owner`` gives."""
    rows = recognised([TITLES[owner], *blocks], geometry=False).forms
    fields = [json.loads(row["fields"]) for row in rows if row["kind"] == "profile"]
    return [(row["item"], row["name"]) for row in fields if row["item"] in {"unit", "superior", "former"}]


def units(*blocks: Block) -> list[str]:
    found = said(DEPARTMENT, *blocks)
    assert {item for item, _ in found} <= {"unit"}
    return [name for _, name in found]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("从预算单位构成看，昌黎县水利局部门预算包括：局本级预算、昌黎县河道管理站预算。", [UNIT]),
        ("昌黎县水利局部门预算包括局机关预算和昌黎县河道管理站预算、昌黎县水利学校预算。", [UNIT, "昌黎县水利学校"]),
        ("昌黎县水利局内设办公室、规划股等6个股室，下设昌黎县河道管理站1个二级机构，全部纳入编制范围。", [UNIT]),
        (
            "本部门汇总公开的单位共2个，具体为：昌黎县水利局（本级）、昌黎县河道管理站。",
            ["昌黎县水利局（本级）", UNIT],
        ),
        ("纳入本部门2024年部门汇总预算编制范围的预算单位共计1家，具体包括：昌黎县河道管理站。", [UNIT]),
        (
            "昌黎县水利局下设3个二级预算单位，分别为昌黎县河道管理站、昌黎县水利学校、县水文站。",
            [UNIT, "昌黎县水利学校", "县水文站"],
        ),
        ("局下设1个事业单位为昌黎县河道管理站，处级建制，经费来源为财政全额拨款。", [UNIT]),
        (
            "下属单位具体包括：昌黎县河道管理站、昌黎县文化和旅游推广中心2个预算单位。",
            [UNIT, "昌黎县文化和旅游推广中心"],
        ),
        ("所属单位分别是：1.昌黎县河道管理站；2.昌黎县水利学校。", [UNIT, "昌黎县水利学校"]),
        ("直属单位包括：我局管理的直属单位昌黎县河道管理站。", [UNIT]),
        ("本部门无独立核算下属单位，部门预算为本级预算，内设办公室、财务科。", []),
        ("下设办公室、财务科、人事科等3个机构。", []),
        ("截至2023年底，所属预算单位共有车辆108台。", []),
        ("部门预算包括部门本级（机关）预算和所属事业单位预算。", []),
        ("主要原因是下属事业单位昌黎县河道管理站减少了人员。", []),
    ],
)
def test_units_that_a_sentence_lists(sentence: str, names: list[str]) -> None:
    assert units(sentence) == names


def test_units_in_the_lines_below_a_sentence() -> None:
    lead = "纳入昌黎县水利局2024年部门预算编制范围的二级预算单位包括："
    listed = ["1.局机关", "2.昌黎县河道管理站", "3.昌黎县水利学校下设教务科、总务科，共有编制20名。"]
    behind = ["部门预算说明", "4.昌黎县水文站"]
    assert units(lead, *listed, *behind) == [UNIT, "昌黎县水利学校"]
    assert units(lead, "昌黎县河道管理站", "昌黎县水利学校", "第二部分 部门预算表", "昌黎县水文站") == [
        UNIT,
        "昌黎县水利学校",
    ]
    assert units("部门职责包括：", "1.昌黎县河道管理站") == []


@pytest.mark.parametrize(
    ("sentence", "above"),
    [
        ("昌黎县河道管理站是昌黎县水利局下属事业单位，负责河道巡查。", DEPARTMENT),
        ("昌黎县河道管理站为昌黎县水利局所属公益一类事业单位。", DEPARTMENT),
        ("昌黎县河道管理站（昌黎县河长制服务站）是昌黎县水利局直属的从事巡查的事业单位。", DEPARTMENT),
        ("本单位属昌黎县水利局二级预算单位。", DEPARTMENT),
        ("昌黎县河道管理站是2012年经批准建立的，2023年更名，隶属于昌黎县水利局，为全额拨款单位。", DEPARTMENT),
        ("我站由昌黎县水利局主管，核定编制12名。", DEPARTMENT),
        ("本单位主管部门为昌黎县水利局。", DEPARTMENT),
        ("本单位是县水利局（县水务局）所属事业单位。", "县水利局（县水务局）"),
        ("昌黎县河道管理站是昌黎县住房和城乡建设管理委员会下属预算单位。", "昌黎县住房和城乡建设管理委员会"),
        ("昌黎县河道管理站是昌黎县人民政府直属事业单位。", None),
        ("昌黎县水利学校是昌黎县教育局下属事业单位。", None),
        ("河道巡查工作由昌黎县水利局统一管理。", None),
        ("昌黎县河道管理站负责所属单位的管理。", None),
    ],
)
def test_the_body_above_in_a_units_own_disclosure(sentence: str, above: str | None) -> None:
    assert said(UNIT, sentence) == ([("superior", above)] if above else [])


def test_in_the_departments_disclosure_the_same_sentence_gives_a_unit() -> None:
    assert said(DEPARTMENT, "昌黎县河道管理站是昌黎县水利局下属事业单位。") == [("unit", UNIT)]
    assert said(DEPARTMENT, "昌黎县水利局是昌黎县人民政府工作部门。") == []
    assert said(DEPARTMENT, "本部门隶属于昌黎县水利局。") == []


def test_the_sentence_is_kept_with_its_paragraph() -> None:
    forms = recognised([TITLES[UNIT], "本站隶属于昌黎县水利局。"], geometry=False).forms
    [row] = [row for row in forms if "superior" in row["fields"]]
    assert (row["table_no"], row["grid_no"], row["row_no"], row["page"]) == (0, 0, 2, 1)
    assert json.loads(row["fields"])["content"] == "本站隶属于昌黎县水利局。"


def test_words_that_name_the_body_itself() -> None:
    words = ("本单位", "我中心", "单位", "本站", "2024年单位预算本站")
    assert all(pattern("affiliation", "itself").search(word) for word in words)
    assert pattern("affiliation", "itself").search("昌黎县水利局") is None
    assert pattern("affiliation", "itself").search("所属单位") is None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("2019年3月，原昌黎县河务局更名为昌黎县水利局，为县政府组成部门。", "昌黎县河务局"),
        ("昌黎县水利局由昌黎县水电局更名而来。", "昌黎县水电局"),
        ("昌黎县水利局（原昌黎县水电局）负责全县水利工作。", "昌黎县水电局"),
        ("昌黎县水电站更名为昌黎县河道管理站。", None),  # another's name
        ("将原昌黎县水电局、昌黎县渔业局的职责整合，组建昌黎县水利局。", None),  # two became one
        ("项目原名称更名为昌黎县水利局大坝。", None),
    ],
)
def test_the_name_a_body_had_before(sentence: str, name: str | None) -> None:
    assert said(DEPARTMENT, sentence) == ([] if name is None else [("former", name)])
