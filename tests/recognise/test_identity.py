"""Identification on documents made here: covers, captions, forms, bundles, and what must stay open."""

from __future__ import annotations

import pytest

from pipelines.model.document import Cell, Document, Grid, Page, Paragraph
from pipelines.recognise.identity import Part, domain, identify
from pipelines.recognise.identity.file_name import years_from_names
from pipelines.recognise.identity.titles import parse_title


def document(*pages: list[str]) -> Document:
    """A document of printed lines, one list a page."""
    made = Document("test")
    for number, lines in enumerate(pages, 1):
        made.pages.append(Page(number))
        for line in lines:
            made.paragraphs.append(Paragraph(len(made.paragraphs) + 1, number, line))
    return made


def only(*pages: list[str]) -> Part:
    parts = identify(document(*pages))
    assert len(parts) == 1
    return parts[0]


CONTENTS = ["目 录", "一、收支总表", "二、收入总表", "三、支出总表"]


@pytest.mark.parametrize(
    ("cover", "name", "region", "year", "stage", "kind"),
    [
        (["湖南省2024年度省直部门决算公开", "湖南省水利厅"], "湖南省水利厅", "430000", 2024, "final", "department"),
        (
            ["青海省果洛州玛多县花石峡镇2025年部门预算"],
            "青海省果洛州玛多县花石峡镇",
            "632626",
            2025,
            "budget",
            "department",
        ),
        (["玉屏县审计局2025年部门预算"], "玉屏县审计局", "520622", 2025, "budget", "department"),
        (
            ["二〇二四年度", "共青团德清县委员会", "部门决算"],
            "共青团德清县委员会",
            "330521",
            2024,
            "final",
            "department",
        ),
        (["霍山县人民政府办公室2025年单位预算"], "霍山县人民政府办公室", "341525", 2025, "budget", "unit"),
        (["蓬溪县赤城镇人民政府", "2023年部门预算"], "蓬溪县赤城镇人民政府", "510921", 2023, "budget", "department"),
        (
            ["四川省蓬溪县", "赤城镇人民政府", "2022 年度", "部 门 决 算"],
            "四川省蓬溪县赤城镇人民政府",
            "510921",
            2022,
            "final",
            "department",
        ),
        (
            ["2023", "年度", "昌黎县人力资源和社会保", "障局部门", "预算"],
            "昌黎县人力资源和社会保障局",
            "130322",
            2023,
            "budget",
            "department",
        ),
        (
            ["二〇二四年度", "长春市朝阳区人民法院", "部门预算"],
            "长春市朝阳区人民法院",
            "220104",
            2024,
            "budget",
            "department",
        ),
        (
            ["内蒙古自治区鄂尔多斯市伊金霍洛旗人民检察院2022年度部门预算"],
            "内蒙古自治区鄂尔多斯市伊金霍洛旗人民检察院",
            "150627",
            2022,
            "budget",
            "department",
        ),
        (["石家庄市第二中学", "2023年度单位预算信息公开"], "石家庄市第二中学", "130100", 2023, "budget", "unit"),
        (
            ["昌黎县2025年度县级", "部门预算公开", "昌黎县财政局", "2025年3月"],
            "昌黎县财政局",
            "130322",
            2025,
            "budget",
            "department",
        ),
        (
            ["昌黎县医疗保障局2022年度部门决算公开", "（2023年9月）"],
            "昌黎县医疗保障局",
            "130322",
            2022,
            "final",
            "department",
        ),
        (
            ["中共杭州市委宣传部（本级）2024年度单位预算公开"],
            "中共杭州市委宣传部（本级）",
            "330100",
            2024,
            "budget",
            "own",
        ),
        (
            ["关于昌黎县医疗保障局2022年度部门决算的公开说明"],
            "昌黎县医疗保障局",
            "130322",
            2022,
            "final",
            "department",
        ),
    ],
)
def test_cover(cover: list[str], name: str, region: str, year: int, stage: str, kind: str) -> None:
    part = only(cover, CONTENTS)
    assert (part.department_name, part.region_code, part.fiscal_year) == (name, region, year)
    assert (part.stage, part.kind) == (stage, kind)


def test_final_accounts_that_talk_of_budgets_stay_final() -> None:
    prose = ["2023年部门预算安排100万元", "与2022年预算相比增加", "2024年部门预算正在编制", "2023年预算数"] * 5
    part = only(["昌黎县水务局2022年度部门决算"], prose)
    assert (part.fiscal_year, part.stage) == (2022, "final")


def test_publication_date_is_not_the_year() -> None:
    part = only(["昌黎县水务局部门决算", "2024年8月"])
    assert part.fiscal_year is None


def test_caption_and_its_value_in_two_cells() -> None:
    made = document([])
    texts = [
        "2021年度项目支出绩效自评表",
        "项目实施单位",
        "渝中区就业和人才中心",
        "项目主管部门",
        "渝中区人力资源和社会保障局",
    ]
    cells = [Cell(row, 0, text) for row, text in enumerate(texts)]
    made.grids.append(Grid(1, 1, 1, len(cells), 1, cells))
    part = identify(made)[0]
    assert part.department_name == "渝中区就业和人才中心"
    assert (part.region_code, part.fiscal_year, part.stage, part.kind) == ("500103", 2021, "final", "unit")


def test_two_captions_run_together_in_one_line() -> None:
    part = only(["主管部门：昌黎县民政局实施单位：昌黎县民政局 单位：万元"])
    assert part.department_name == "昌黎县民政局"


def test_a_cover_outweighs_captions_left_from_another_department() -> None:
    tables = [["收支总表", "部门：昌黎县财政局 单位：万元"]] * 8
    assert only(["昌黎县审计局", "2024年度部门预算"], *tables).department_name == "昌黎县审计局"


@pytest.mark.parametrize(
    ("mentioned", "code"),
    [
        (["北京市朝阳区人民法院", "北京市高级人民法院"], "110105"),
        (["吉林省长春市", "长春市中级人民法院"], "220104"),
    ],
)
def test_ambiguous_division_is_decided_by_the_rest_of_the_text(mentioned: list[str], code: str) -> None:
    assert only(["朝阳区人民法院2024年部门预算"], mentioned).region_code == code


def test_ambiguous_division_without_help_stays_open() -> None:
    part = only(["朝阳区人民法院2024年部门预算"])
    assert part.region_code is None
    assert {a["value"] for a in part.evidence["region"]["alternatives"]} >= {"110105", "220104"}


@pytest.mark.parametrize(
    ("cover", "code"),
    [
        ("国家信访局2026年度部门预算", "000000"),
        ("国家税务总局昌黎县税务局2024年部门预算", "000000"),
        ("中国民主同盟上海市委员会2023年部门预算", "310000"),
        ("共青团昌黎县委员会2022年度部门预算", "130322"),
        ("北京大学2022年度部门决算", None),
        ("天津经济技术开发区管理委员会2023年部门预算", "120000"),
    ],
)
def test_region_of_names_that_do_not_begin_with_one(cover: str, code: str | None) -> None:
    assert only([cover]).region_code == code


def test_university_of_a_ministry_is_central() -> None:
    assert only(["西安电子科技大学 2022 年部门预算"], ["学校是教育部直属的高校"]).region_name == "中央"


def test_division_valid_in_the_year_of_the_document() -> None:
    # 延庆县 became 延庆区 in 2015.
    assert only(["北京市延庆县财政局2012年部门预算"]).region_code == "110229"
    assert only(["北京市延庆区财政局2020年部门预算"]).region_code == "110119"


@pytest.mark.parametrize("cover", ["XX县XX局2023年部门预算", "某某县某某局2023年部门预算"])
def test_a_blank_form_names_nobody(cover: str) -> None:
    part = only([cover, "编制单位：", "部门名称：XX局"])
    assert part.department_name is None
    assert (part.fiscal_year, part.stage) == (2023, "budget")


def test_nothing_to_read_gives_one_open_part() -> None:
    part = only()
    assert (part.department_name, part.region_code, part.fiscal_year, part.stage) == (None, None, None, None)


@pytest.mark.parametrize(
    ("title", "revision"),
    [
        ("2022年度昌黎县医疗保障局部门决算（调整后）", "adjusted"),
        ("2022年度昌黎县医疗保障局部门决算（更正）", "corrected"),
        ("2022年度昌黎县医疗保障局部门决算", None),
    ],
)
def test_revision_is_what_the_title_says(title: str, revision: str | None) -> None:
    assert only([title]).revision == revision


def unit_set(name: str) -> list[list[str]]:
    return [[title, f"单位名称：{name}"] for title in ("收支总表", "收入总表", "支出总表")]


def test_a_bundle_has_one_part_per_cover_with_its_own_set() -> None:
    parts = identify(
        document(
            ["昌黎县教育局", "2023年部门预算"],
            CONTENTS,
            *unit_set("昌黎县教育局"),
            ["昌黎县第一中学", "2023年单位预算"],
            *unit_set("昌黎县第一中学"),
        )
    )
    assert [(p.part_no, p.department_name, p.kind, p.page_from, p.page_to) for p in parts] == [
        (1, "昌黎县教育局", "department", 1, 5),
        (2, "昌黎县第一中学", "unit", 6, 9),
    ]


def test_an_annex_with_a_cover_but_no_statements_is_no_part() -> None:
    annex = ["昌黎县第一中学", "2023年项目绩效评价报告"]
    parts = identify(document(["昌黎县教育局", "2023年部门决算"], *unit_set("昌黎县教育局"), annex, ["项目情况"]))
    assert [(p.department_name, p.stage, p.page_to) for p in parts] == [("昌黎县教育局", "final", 6)]


def test_an_evaluation_of_project_money_is_neither_budget_nor_final_account() -> None:
    # the cover of a scanned report of 长沙
    part = only(["2023年度长沙市公安局交通警察支队", "专项资金绩效评价结果", "项目基本情况"])
    assert (part.department_name, part.region_code, part.fiscal_year, part.stage) == (
        "长沙市公安局交通警察支队",
        "430100",
        2023,
        None,
    )


def test_an_evaluation_inside_a_budget_leaves_the_budget_as_it_is() -> None:
    annex = ["昌黎县第一中学", "2021年专项资金绩效评价报告"]
    parts = identify(document(["昌黎县教育局", "2023年部门预算"], *unit_set("昌黎县教育局"), annex, ["项目情况"]))
    found = [(p.department_name, p.fiscal_year, p.stage, p.page_to) for p in parts]
    assert found == [("昌黎县教育局", 2023, "budget", 6)]


def test_evidence_tells_page_text_and_alternatives() -> None:
    part = only(["昌黎县审计局", "2024年度部门预算"], ["部门：昌黎县财政局"])
    decided = part.evidence["department"]
    assert (decided["page"], decided["source"]) == (1, "cover")
    assert "昌黎县审计局" in decided["text"]
    assert decided["alternatives"][0]["value"] == "昌黎县财政局"
    assert decided["score"] > decided["alternatives"][0]["score"]


@pytest.mark.parametrize(
    "line",
    [
        "2023年部门预算收入100万元，比上年增加5万元",
        "根据《江苏省财政厅关于2019年省级部门预算的批复》，",
        "收入预算100万元",
    ],
)
def test_sentences_are_no_titles(line: str) -> None:
    title = parse_title(line)
    assert title is None or title.name is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("公安县财政局", "财政"),
        ("昌黎县医疗保障局", "医疗保障"),
        ("安阳市社会医疗保险中心", "医疗保障"),
        ("蓬溪县赤城镇人民政府", "街道乡镇"),
        ("上海市普陀区人民政府万里街道办事处", "街道乡镇"),
        ("泉州市人民政府办公室", "政府办公"),
        ("中共江苏省委办公厅", "党委办公"),
        ("西安市行政审批服务局", "政务服务和数据"),
        ("昌黎县人民武装部", None),
    ],
)
def test_domain(name: str, expected: str | None) -> None:
    assert domain(name) == expected


@pytest.mark.parametrize(
    ("name", "cover", "year", "source"),
    [
        ("2026年某某市统计局部门预算.xlsx", ["某某市统计局部门预算"], 2026, "file_name"),
        ("2026年某某市统计局部门预算.xlsx", ["某某市统计局2022年部门预算"], 2022, "cover"),
        ("某某市统计局2025年决算2026年公开.xlsx", ["某某市统计局部门决算"], None, None),
        ("附件2026.xlsx", ["某某市统计局部门预算"], None, None),
        ("20260215部门预算.xlsx", ["某某市统计局部门预算"], None, None),
    ],
)
def test_the_file_name_is_the_last_evidence_of_a_year(
    name: str, cover: list[str], year: int | None, source: str | None
) -> None:
    made = document(cover, CONTENTS)
    made.file_name = name
    (part,) = identify(made)
    assert (part.fiscal_year, part.evidence.get("fiscal_year", {}).get("source")) == (year, source)
    said = [finding.kind for finding in years_from_names([part])]
    assert said == (["year_from_file_name"] if source == "file_name" else [])


def test_the_opening_sentence_says_whose_of_which_year_and_stage() -> None:
    part = only(
        [
            "根据上级关于信息公开工作的要求，现将宁远县长乐镇人民政府2021年度部门决算情况公开如下：",
            "一、收入支出总体情况",
            "2021年度收入总计862.72万元，支出总计862.72万元。",
        ]
    )
    assert (part.department_name, part.fiscal_year, part.stage) == ("宁远县长乐镇人民政府", 2021, "final")


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("2021年决算收入862.72万元，决算支出862.72万元，年末无结转。", "final"),
        ("2021年年初预算支出862.72万元，支出决算为862.72万元。", "final"),
        ("2021年预算收入862.72万元，比2020年决算数增加2.10万元。", "budget"),
        ("2021年预算收入862.72万元，比2020年决算数800万元增加62.72万元。", "budget"),
        ("2021年一般公共预算5万元。", None),
    ],
)
def test_a_stage_that_only_sentences_with_money_say(sentence: str, stage: str | None) -> None:
    assert only(["宁远县长乐镇2021年度财政信息公开", sentence]).stage == stage


def test_a_year_without_its_word_right_before_what_a_title_names() -> None:
    part = only(["宁远县人民政府国有资产监督管理局", "2026 部门预算情况的说明", "负责县属企业国有资产监督管理。"])
    assert (part.department_name, part.fiscal_year, part.stage) == ("宁远县人民政府国有资产监督管理局", 2026, "budget")
    named = parse_title("宁远县水利局2026部门预算")
    assert named is not None and (named.name, named.year) == ("宁远县水利局", "2026")
    coded = parse_title("2031宁远县水利局部门预算")
    assert coded is not None and coded.year is None


def test_a_self_evaluation_alone_is_of_the_final_accounts() -> None:
    part = only(["部门整体绩效自评表", "（2024年度）", "部门（单位）名称：宁远县水利局"])
    assert (part.fiscal_year, part.stage) == (2024, "final")
    assert only(["部门整体绩效目标表", "（2024年度）", "部门（单位）名称：宁远县水利局"]).stage == "budget"


@pytest.mark.parametrize(
    "cover",
    [
        ["昌黎县2025年政府预算公开"],
        ["昌黎县财政局2025年政府预算公开"],  # whoever publishes it
        ["2025年昌黎县政府预算", "编制单位：昌黎县财政局"],
    ],
    ids=["region", "bureau", "caption"],
)
def test_the_budget_of_a_whole_government(cover: list[str]) -> None:
    part = only(cover, ["一般公共预算支出表"])
    assert (part.department_name, part.kind) == ("昌黎县人民政府", "government")
    assert (part.region_code, part.fiscal_year, part.stage) == ("130322", 2025, "budget")


def test_the_office_of_a_government_is_a_department() -> None:
    part = only(["昌黎县人民政府办公室2025年部门预算公开"], CONTENTS)
    assert (part.department_name, part.kind) == ("昌黎县人民政府办公室", "department")


def test_the_departments_own_office() -> None:
    part = only(["昌黎县信访局（本级）", "2026年度部门预算公开"], CONTENTS)
    assert (part.department_name, part.kind, part.fiscal_year) == ("昌黎县信访局（本级）", "own", 2026)
