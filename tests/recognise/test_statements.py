"""Layouts as real documents print them, figures from the documents named in each test."""

from __future__ import annotations

from tests.recognise.builder import amounts, recognised

HEAD = "2026年某某市统计局部门预算"


def test_two_sides_stand_apart_and_totals_have_their_roles() -> None:
    found = recognised(
        [
            HEAD,
            "公开01表",
            "收支总表",
            "部门：某某市统计局 单位：万元",
            (
                "收 入|<|支 出|<",
                "项目|预算数|项目|预算数",
                "一、一般公共预算拨款收入|6,235.41|一、一般公共服务支出|158.72",
                "二、政府性基金预算拨款收入|270.00|二、外交支出|",
                "三、事业收入||三、其他支出|6,359.92",
                "本年收入合计|6,505.41|本年支出合计|6,518.64",
                "上年结转结余|13.23|年终结转结余|",
                "收入总计|6,518.64|支出总计|6,518.64",
            ),
        ]
    )
    assert [s["statement"] for s in found.statements] == ["summary"]
    assert amounts(found, "summary", flow="revenue", line_role="item") == ["6,235.41", "270.00"]
    assert amounts(found, "summary", fund_source="government_fund") == ["270.00"]
    assert amounts(found, "summary", line_role="opening") == ["13.23"]
    assert amounts(found, "summary", line_role="current_total") == ["6,505.41", "6,518.64"]
    assert amounts(found, "summary", line_role="grand_total") == ["6,518.64", "6,518.64"]
    assert amounts(found, "summary", functional_code="201", code_origin="from_name") == ["158.72"]
    assert {ln["unit"] for ln in found.lines} == {"万元"}


def test_header_of_two_rows_with_this_year_and_carry_over() -> None:
    found = recognised(
        [
            HEAD,
            "收入总表",
            "单位：万元",
            (
                "合计|本年收入|<|<|上年结转结余|<",
                "^|小计|一般公共预算资金|事业收入|小计|一般公共预算资金",
                "9,626.777589|9,616.338314|9,000.000000|616.338314|10.439275|10.439275",
            ),
        ]
    )
    measures = [(ln["measure"], ln["fund_source"], ln["value"]) for ln in found.lines]
    assert measures == [
        ("total", None, "9626.777589"),
        ("current_year", None, "9616.338314"),
        ("general_public", "general_public", "9000.000000"),
        ("business", "business", "616.338314"),
        ("carryover", None, "10.439275"),
        ("carryover", "general_public", "10.439275"),
    ]
    assert {ln["line_role"] for ln in found.lines} == {"total"}


def test_split_codes_are_joined_and_blank_parents_filled_down() -> None:
    found = recognised(
        [
            HEAD,
            "支出总体情况表",
            "单位：万元",
            (
                "科目编码|<|<|科目名称|合计|基本支出|项目支出",
                "类|款|项|^|^|^|^",
                "|||合 计|7,503.31|1,464.31|6,039.00",
                "205|||教育支出|5.50|3.00|2.50",
                "|08||进修及培训|5.50|3.00|2.50",
                "||03|培训支出|5.50|3.00|2.50",
                "215|||资源勘探工业信息等支出|7,497.81|1,461.31|6,036.50",
                "|5||工业和信息产业|7,497.81|1,461.31|6,036.50",
            ),
        ]
    )
    codes = {ln["line_name"]: (ln["functional_code"], ln["code_origin"]) for ln in found.lines}
    assert codes["培训支出"] == ("2050803", "filled")
    assert codes["工业和信息产业"] == ("21505", "filled")  # the zero of a split cell is lost in print
    assert codes["教育支出"] == ("205", "printed")
    parents = {ln["line_name"]: ln["parent_line_no"] for ln in found.lines}
    numbers = {ln["line_name"]: ln["line_no"] for ln in found.lines}
    assert parents["培训支出"] == numbers["进修及培训"]
    assert parents["教育支出"] is None


def test_table_over_pages_with_and_without_header_and_a_name_cut_in_two() -> None:
    header = "科目编码|科目名称|合计|基本支出|项目支出"
    found = recognised(
        [
            HEAD,
            "一般公共预算支出表",
            "单位：万元",
            (
                header,
                "|合计|6,022.63|3,320.99|2,701.64",
                "208|社会保障和就业支出|40.50|40.50|",
                "20805|行政事业单位养老支出|40.50|40.50|",
                "2080506|机关事业单位职业|40.50|40.50|",
            ),
        ],
        [(header, "|年金缴费支出|||", "210|卫生健康支出|3,486.26|784.62|2,701.64")],
        [("221|住房保障支出|2,495.87|2,495.87|", "22102|住房改革支出|2,495.87|2,495.87|")],
    )
    assert [s["statement"] for s in found.statements] == ["general_budget"]
    assert (found.statements[0]["page_from"], found.statements[0]["page_to"]) == (1, 3)
    names = {ln["functional_code"]: ln["line_name"] for ln in found.lines if ln["functional_code"]}
    assert names["2080506"] == "机关事业单位职业年金缴费支出"
    assert amounts(found, "general_budget", functional_code="22102", measure="basic") == ["2,495.87"]


def test_same_table_on_the_next_page_for_another_unit_is_another_table() -> None:
    header = "科目编码|科目名称|合计"
    found = recognised(
        [HEAD, "支出总表", "部门：甲局 单位：万元", (header, "201|一般公共服务支出|5.00", "合计|<|5.00")],
        ["支出总表", "部门：乙局 单位：万元", (header, "201|一般公共服务支出|7.00", "合计|<|7.00")],
    )
    assert [s["table_no"] for s in found.statements] == [1, 2]


def test_bare_two_digit_code_belongs_to_the_class_above() -> None:
    found = recognised(
        [
            HEAD,
            "一般公共预算支出明细表（按支出功能分类科目）",
            "单位：万元",
            (
                "功能科目编码|功能科目名称|合计|备注",
                "201|一般公共服务支出|56.52|",
                "10|人力资源事务|56.52|",
                "2011007|博士后日常经费|7|",
            ),
        ]
    )
    by_name = {ln["line_name"]: ln for ln in found.lines}
    assert by_name["人力资源事务"]["functional_code"] == "20110"
    assert by_name["博士后日常经费"]["parent_line_no"] == by_name["人力资源事务"]["line_no"]


def test_codes_inside_names() -> None:
    found = recognised(
        [
            HEAD,
            "一般公共预算支出情况表（按功能分类科目）",
            "单位：万元",
            (
                "功能科目名称|一般公共预算支出|<|<",
                "^|小计|其中：基本支出|项目支出",
                "合计|9,433.72|8,401.67|1,032.05",
                "[20105]统计信息事务|8,295.28|7,263.23|1,032.05",
            ),
        ]
    )
    line = next(ln for ln in found.lines if ln["functional_code"] == "20105" and ln["measure"] == "total")
    assert (line["line_name"], line["value"]) == ("统计信息事务", "8295.28")
    assert amounts(found, "general_budget", measure="basic") == ["8,401.67", "7,263.23"]


def test_function_government_and_department_codes_in_one_row() -> None:
    found = recognised(
        [
            HEAD,
            "预算03表 支出总表",
            "金额单位：万元",
            (
                "支出功能分类科目|政府支出经济分类科目|部门支出经济分类科目|合计|基本支出|项目支出",
                "2010301-行政运行|50201-办公经费|3021101-差旅费|44.080000|44.080000|",
            ),
        ]
    )
    line = found.lines[0]
    codes = (line["functional_code"], line["government_economic_code"], line["economic_code"])
    assert codes == ("2010301", "50201", "3021101")
    assert line["line_name"] == "行政运行"


def test_class_printed_twice_keeps_its_own_items() -> None:
    found = recognised(
        [
            HEAD,
            "一般公共预算基本支出情况表",
            "单位：万元",
            (
                "科目编码|<|部门预算支出经济分类科目名称|科目编码|<|政府预算支出经济分类科目名称|基本支出预算|<|<",
                "类|款|^|类|款|^|小计|人员支出|日常公用支出",
                "||合计||||1,464.31|1,281.90|182.41",
                "301||工资福利支出|501||机关工资福利支出|101.65|101.65|",
                "301|01|基本工资|501|01|工资奖金津补贴|101.65|101.65|",
                "301||工资福利支出|505||对事业单位经常性补助|50.00|50.00|",
                "301|01|基本工资|505|01|工资福利支出|50.00|50.00|",
            ),
        ]
    )
    totals = [ln for ln in found.lines if ln["measure"] == "total" and ln["line_role"] == "item"]
    first, item, second, other = totals
    assert (item["parent_line_no"], other["parent_line_no"]) == (first["line_no"], second["line_no"])
    assert (item["economic_code"], item["government_economic_code"]) == ("30101", "50101")


def test_three_public_items_as_columns_for_two_years() -> None:
    found = recognised(
        [
            HEAD,
            "一般公共预算“三公”经费支出情况表",
            "单位：万元",
            (
                "2025年预算数|<|<|<|<|<|2026年预算数|<|<|<|<|<",
                "合计|因公出国（境）经费|公务用车购置及运行维护费|<|<|公务接待费|合计|因公出国（境）经费|公务用车购置及运行维护费|<|<|公务接待费",
                "^|^|小计|公务用车购置经费|公务用车运行维护费|^|^|^|小计|公务用车购置经费|公务用车运行维护费|^",
                "20.45|10.00|5.00||5.00|5.45|19.45|10.00|5.00||5.00|4.45",
            ),
        ]
    )
    found_items = {(ln["fiscal_year"], ln["measure"]): ln["value"] for ln in found.lines}
    assert found_items[2025, "total"] == "20.45"
    assert found_items[2026, "reception"] == "4.45"
    assert found_items[2026, "vehicle_operation"] == "5.00"
    assert (2026, "vehicle_purchase") not in found_items


def test_three_public_items_as_rows_and_a_breakdown_inside_an_item() -> None:
    found = recognised(
        [
            HEAD,
            "财政拨款“三公”经费支出表",
            "单位：万元",
            (
                "序号|项 目|合 计|一般公共预算拨款|政府性基金预算拨款",
                "1|“三公”经费小计|25.49|25.49|",
                "2|一、因公出国（境）费|2.00|2.00|",
                "3|其中：教学科研人员因公出国（境）费|1.00|1.00|",
                "4|二、公务用车购置及运维费|19.00|19.00|",
                "5|其中：公务用车购置费|0|0|",
                "6|公务用车运行维护费|19.00|19.00|",
                "7|三、公务接待费|4.49|4.49|",
            ),
        ]
    )
    totals = {
        ln["measure"]: ln["value"]
        for ln in found.lines
        if ln["fund_source"] == "general_public" and ln["line_role"] != "of_which"
    }
    assert totals == {
        "total": "25.49",
        "abroad": "2.00",
        "vehicles": "19.00",
        "vehicle_purchase": "0",
        "vehicle_operation": "19.00",
        "reception": "4.49",
    }
    assert amounts(found, "three_public", line_role="of_which") == ["1.00", "1.00"]


def test_final_accounts_lanes_side_by_side_with_their_totals() -> None:
    found = recognised(
        [
            "某某局2024年度部门决算",
            "一般公共预算财政拨款基本支出决算表",
            "单位：万元",
            (
                "经济分类科目编码|科目名称|决算数|经济分类科目编码|科目名称|决算数",
                "301|工资福利支出|4816.14|302|商品和服务支出|440.90",
                "30101|基本工资|4816.14|30201|办公费|440.90",
                "人员经费合计|<|4816.14|公用经费合计|<|440.90",
            ),
        ]
    )
    assert amounts(found, "basic_economic", economic_code="30201") == ["440.90"]
    assert amounts(found, "basic_economic", measure="personnel", line_role="subtotal") == ["4816.14"]
    assert amounts(found, "basic_economic", measure="public", line_role="subtotal") == ["440.90"]


def test_units_with_their_own_codes_are_blocks() -> None:
    found = recognised(
        [
            HEAD,
            "支出总表",
            "单位：万元",
            (
                "预算单位|科目编码|科目名称|支出总计|基本支出|项目支出",
                "某某市建筑工务署|||30.00|10.00|20.00",
                "|212|城乡社区支出|30.00|10.00|20.00",
                "某某市住宅工程管理站|||12.00|2.00|10.00",
                "|212|城乡社区支出|12.00|2.00|10.00",
            ),
        ]
    )
    totals = [ln for ln in found.lines if ln["measure"] == "total"]
    assert [ln["line_role"] for ln in totals] == ["total", "item", "total", "item"]
    assert [ln["unit_name"] for ln in totals][1::2] == ["某某市建筑工务署", "某某市住宅工程管理站"]
    assert len({ln["block_no"] for ln in totals}) == 2


def test_every_line_printed_twice_counts_once() -> None:
    rows = (
        "一、一般公共预算拨款收入|6022.63",
        "二、政府性基金预算拨款收入|",
        "本年收入合计|6022.63",
        "收入总计|6022.63",
    )
    doubled = tuple(f"{2 * i + n}|{row}|一、外交支出|" for i, row in enumerate(rows) for n in (1, 2))
    found = recognised(
        [
            HEAD,
            "部门预算收支总表",
            "单位：万元",
            ("序号|收入|<|支出|<", "^|项目|预算数|项目|预算数", "栏次|1|2|3|4", *doubled),
        ]
    )
    assert amounts(found, "summary", line_role="item") == ["6022.63"]
    assert amounts(found, "summary", line_role="grand_total") == ["6022.63"]


def test_names_without_codes_find_their_codes_inside_the_class_above() -> None:
    found = recognised(
        [
            HEAD,
            "收支总表",
            "单位：万元",
            (
                "收 入|<|支 出|<",
                "项目|2026年预算数|项目|2026年预算数",
                "一、财政拨款|4,676.96|一、一般公共服务支出|3,459.13",
                "1.一般公共预算拨款|4,676.96|信访事务|3,459.13",
                "||行政运行|1,866.84",
                "||信访业务|1,592.29",
                "||二、城乡社区支出|20.00",
                "||城乡社区规划与管理|20.00",
                "||城乡社区规划与管理|20.00",
            ),
        ]
    )
    codes = [(ln["line_name"], ln["functional_code"]) for ln in found.lines if ln["flow"] == "expenditure"]
    assert codes == [
        ("一、一般公共服务支出", "201"),
        ("信访事务", "20140"),
        ("行政运行", "2014001"),
        ("信访业务", "2014004"),
        ("二、城乡社区支出", "212"),
        ("城乡社区规划与管理", "21202"),
        ("城乡社区规划与管理", "2120201"),
    ]
    income = {ln["line_name"]: ln for ln in found.lines if ln["flow"] == "revenue"}
    assert income["1.一般公共预算拨款"]["parent_line_no"] == income["一、财政拨款"]["line_no"]


def test_an_empty_statement_is_recognised_with_its_note() -> None:
    found = recognised(
        [
            HEAD,
            "政府性基金预算支出表",
            "单位：万元",
            ("科目编码|科目名称|合计|基本支出|项目支出", "|合计|||", "注：本部门无政府性基金预算|<|<|<|<"),
        ]
    )
    (statement,) = found.statements
    assert (statement["statement"], statement["is_empty"]) == ("government_fund", True)
    assert "无政府性基金" in str(statement["note"])


def test_a_title_broken_over_two_lines_and_a_header_one_character_a_line() -> None:
    found = recognised(
        [
            "某某省人民检察院2017年部门预算",
            "十一、一般公共预算“三公”经费、会议费、培训费支出预",
            "算表",
            "单位：万元",
            (
                "合⏎计|“三公”经费|<|<|会⏎议⏎费|培⏎训⏎费",
                "^|小⏎计|因公出⏎国（境）⏎费|公务⏎接待⏎费|^|^",
                "1,452.35|584.35|427.80|156.55|168.00|700.00",
            ),
        ]
    )
    items = {ln["measure"]: ln["value"] for ln in found.lines}
    assert items == {
        "total_with_meeting_training": "1452.35",
        "total": "584.35",
        "abroad": "427.80",
        "reception": "156.55",
        "meeting": "168.00",
        "training": "700.00",
    }


def test_a_table_without_a_unit_anywhere_is_reported_and_not_loaded() -> None:
    found = recognised([HEAD, "收入总表", ("合计|一般公共预算|事业收入", "5.00|3.00|2.00")])
    assert found.lines == []
    assert [f.kind for f in found.findings] == ["unit_missing"]


def test_the_unit_of_the_table_before_serves_where_none_is_printed() -> None:
    found = recognised(
        [HEAD, "收入总表", "单位：元", ("合计|一般公共预算", "5.00|5.00")],
        ["支出总表", ("合计|基本支出|项目支出", "5.00|3.00|2.00")],
    )
    assert {(s["statement"], s["unit"], s["unit_source"]) for s in found.statements} == {
        ("revenue", "元", "printed"),
        ("expenditure", "元", "previous"),
    }


def test_other_tables_are_named_and_not_taken_for_statements() -> None:
    found = recognised(
        [HEAD, "政府购买服务支出表", "单位：万元", ("一级|二级|金额", "合计|<|16.98")],
        ["2026年部门整体绩效目标表", ("指标|指标值", "完成率|100%")],
    )
    assert found.statements == []
    assert found.outcomes == {1: "purchase_of_services", 2: "performance_department"}


def test_numbers_of_columns_of_which_one_is_in_doubt_are_no_figures() -> None:
    found = recognised(
        [
            HEAD,
            "支出预算总表",
            "单位：万元",
            (
                "科目编码|科目名称|合计|基本支出|项目支出",
                "**|**|1|〓2|3",
                "2010301|行政运行|1,184.55|1,184.55|",
            ),
        ]
    )
    assert amounts(found, "expenditure", measure="total") == ["1,184.55"]


def test_figures_in_doubt_are_no_header() -> None:
    """A fax: the totals could not be read for certain.  Codes below them do not become amounts."""
    found = recognised(
        [
            HEAD,
            "支出预算总表",
            "单位：万元",
            (
                "科目编码|科目名称|合计|基本支出|项目支出",
                "合计|<|〓3230.60|〓2054.95|〓1175.65",
                "2010301|行政运行|1,184.55|1,184.55|",
                "2010350|事业运行|916.05|870.40|45.65",
                "2210201|住房公积金|1,130.00||1,130.00",
            ),
        ]
    )
    assert amounts(found, "expenditure", measure="total") == ["〓3230.60", "1,184.55", "916.05", "1,130.00"]
    assert [ln["functional_code"] for ln in found.lines if ln["measure"] == "total"] == [
        None,
        "2010301",
        "2010350",
        "2210201",
    ]
