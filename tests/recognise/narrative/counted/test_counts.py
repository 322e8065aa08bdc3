"""What publishers count in sentences: staff, assets held and bought, trips, guests, projects under targets, contracts.

All sentences and figures are made up, in the forms publishers print.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.recognise.narrative.model import Claim, Kind
from tests.recognise.narrative.support import of_lines, of_paragraphs

Brief = tuple[str, str, str]


def counted(*texts: str) -> list[Brief]:
    """Subject (with its name or fund), figure, and the subject and figure it is a part of, where it is one."""
    return [_brief(claim, found) for found in [of_paragraphs(*texts)] for claim in found if claim.subject.apart]


def _brief(claim: Claim, claims: list[Claim]) -> Brief:
    named = "/".join(filter(None, [claim.subject.id, claim.subject.name, claim.subject.fund]))
    whole = claims[claim.of - 1] if claim.of else None
    return named, claim.figure.text, f"{whole.subject.id} {whole.figure.text}" if whole else ""


def cases(head: str) -> list[tuple[str, list[str]]]:
    """The sentences below ``head`` in cases.txt, each with what is said of it there."""
    found: list[tuple[str, list[str]]] = []
    below = ""
    for line in (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            below = line.removeprefix("# ")
        elif below == head and line.startswith("  "):
            found[-1][1].append(line.strip())
        elif below == head:
            found.append((line, []))
    return found


@pytest.mark.parametrize("head", ["vehicles", "trips and receptions", "projects under targets", "small firms"])
def test_words_and_figures(head: str) -> None:
    for text, found in cases(head):
        assert [" ".join(one) for one in subjects(text)] == found, text


def test_words_of_staff() -> None:
    for text, found in cases("posts, staff, retired"):
        assert [subject for subject, _ in subjects(text)] == found, text


def test_there_is_none_of_it() -> None:
    for text, found in cases("there is none"):
        said = [claim for claim in of_paragraphs(text) if claim.kind == Kind.NONE]
        assert [claim.subject.id for claim in said] == found, text
        assert all(claim.figure.value is None for claim in said)


def subjects(*texts: str) -> list[tuple[str, str]]:
    return [brief[:2] for brief in counted(*texts)]


def test_posts_staff_and_retired_with_their_kinds() -> None:
    assert counted(
        "截至上年底，本部门人员编制60人，其中行政编制50人，事业编制10人；实有人员55人，其中行政46人，事业9人。"
        "单位管理的离退休人员30人，其中：离休1人，退休29人。"
    ) == [
        ("posts", "60人", ""),
        ("posts_kind/行政", "50人", "posts 60人"),
        ("posts_kind/事业", "10人", "posts 60人"),
        ("staff", "55人", ""),
        ("staff_kind/行政", "46人", "staff 55人"),
        ("staff_kind/事业", "9人", "staff 55人"),
        ("retired", "30人", ""),
        ("retired_kind/离休", "1人", "retired 30人"),
        ("retired_kind/退休", "29人", "retired 30人"),
    ]


def test_assets_held_and_to_be_bought() -> None:
    assert counted(
        "截至2026年1月31日，本部门固定资产金额1,200.00万元，分布构成情况为：房屋3,100.50平方米，车辆2辆，"
        "单价在100万元以上的设备1台等。本年度拟购置固定资产45.97万元，主要是办公家具。"
    ) == [
        ("fixed_assets", "1,200.00万元", ""),
        ("buildings_area", "3,100.50平方米", ""),
        ("vehicle_count", "2辆", ""),
        ("equipment_count/单价在100万元以上的设备", "1台", ""),
        ("fixed_assets_purchase", "45.97万元", ""),
    ]


def test_assets_of_all_kinds() -> None:
    assert subjects(
        "截至2025年12月31日，资产总额58.80万元，其中，流动资产23.40万元，固定资产30.10万元，对外投资及有价证券0.00元，"
        "在建工程1项3.00万元，无形资产7项2.30万元，其他资产0.00元。处置房屋建筑物12.00平方米，账面原值8.00元。"
    ) == [
        ("total_assets", "58.80万元"),
        ("asset_kind/流动资产", "23.40万元"),
        ("fixed_assets", "30.10万元"),
        ("asset_kind/对外投资及有价证券", "0.00元"),
        ("asset_kind/在建工程", "3.00万元"),
        ("asset_kind/无形资产", "2.30万元"),
        ("asset_kind/其他资产", "0.00元"),
    ]


def test_vehicles_held_and_vehicles_to_be_bought_are_two_wholes() -> None:
    assert counted(
        "截至2025年12月底，本单位共有公务用车50辆，其中，机要通信用车2辆，应急保障用车1辆，执法执勤用车37辆，"
        "特种专业技术用车7辆，其他公务用车3辆。2026年拟新增配置公务用车5辆，其中，执法执勤用车5辆，其他公务用车0辆。"
    ) == [
        ("vehicle_count", "50辆", ""),
        ("vehicle_kind/机要通信用车", "2辆", "vehicle_count 50辆"),
        ("vehicle_kind/应急保障用车", "1辆", "vehicle_count 50辆"),
        ("vehicle_kind/执法执勤用车", "37辆", "vehicle_count 50辆"),
        ("vehicle_kind/特种专业技术用车", "7辆", "vehicle_count 50辆"),
        ("vehicle_kind/其他公务用车", "3辆", "vehicle_count 50辆"),
        ("vehicle_purchase_count", "5辆", ""),
        ("vehicle_kind/执法执勤用车", "5辆", "vehicle_purchase_count 5辆"),
        ("vehicle_kind/其他公务用车", "0辆", "vehicle_purchase_count 5辆"),
    ]


def test_a_list_stays_what_is_bought_until_something_is_held() -> None:
    assert subjects(
        "某局共有车辆5辆，其中：其他用车5辆。单位价值100万元（含）以上设备6台（套）。2026年部门预算安排购置车辆2辆，"
        "其中：执法执勤用车2辆、其他用车0辆。单位价值100万元（含）以上设备1台（套）。"
    ) == [
        ("vehicle_count", "5辆"),
        ("vehicle_kind/其他用车", "5辆"),
        ("equipment_count/单位价值100万元以上设备", "6台(套)"),
        ("vehicle_purchase_count", "2辆"),
        ("vehicle_kind/执法执勤用车", "2辆"),
        ("vehicle_kind/其他用车", "0辆"),
        ("equipment_purchase_count/单位价值100万元以上设备", "1台(套)"),
    ]


def test_the_price_is_that_of_the_things_right_before_and_units_are_parts() -> None:
    assert counted(
        "2026年计划购置车辆7辆、153.00万元，局本级更新公务车辆1辆，某中心计划购置其他用车（综合保障）5辆、机要通信用车1辆；"
        "单价100万元以上设备1台（套）、128.70万元，主要是教学设备。"
    ) == [
        ("vehicle_purchase_count", "7辆", ""),
        ("vehicle_purchase_value", "153.00万元", "vehicle_purchase_count 7辆"),
        ("equipment_purchase_count/单价100万元以上设备", "1台(套)", ""),
        ("equipment_purchase_value", "128.70万元", "equipment_purchase_count 1台(套)"),
    ]


def test_a_printed_nought_needs_no_unit() -> None:
    assert subjects(
        "某中心共有车辆2辆，其中：机要通信用车为0、其他用车2辆；单价100万元（含）以上设备（不含车辆）为0。"
    ) == [
        ("vehicle_count", "2辆"),
        ("vehicle_kind/机要通信用车", "0"),
        ("vehicle_kind/其他用车", "2辆"),
        ("equipment_count/单价100万元以上设备", "0"),
    ]


def test_contracts_given_to_small_firms() -> None:
    assert counted(
        "政府采购授予中小企业合同金额240.01万元，占政府采购支出合同总额的60%，其中：授予小微企业合同金额70.00万元，"
        "占授予中小企业合同金额的29.17%；货物采购授予中小企业合同金额占政府采购货物支出合同的4.07%。"
    ) == [
        ("sme_contracts", "240.01万元", ""),
        ("sme_contracts", "60%", "sme_contracts 240.01万元"),
        ("micro_contracts", "70.00万元", "sme_contracts 240.01万元"),
        ("micro_contracts", "29.17%", "micro_contracts 70.00万元"),
        ("sme_contracts/货物", "4.07%", ""),
    ]


def test_a_stock_is_of_a_day_and_a_purchase_of_a_year() -> None:
    found = of_paragraphs("截至2025年10月，某局共有车辆6辆。2026年计划购置车辆2辆。", "截至上年底，编制6人。")
    assert [(claim.as_of, claim.fiscal_year) for claim in found] == [
        ("2025-10-31", None),
        (None, 2026),
        ("year_before", None),
    ]


def test_counts_are_found_where_they_are_printed() -> None:
    found = of_lines(
        (1, 72, 522, "本部门的收支预算情况如下所述，请结合附表阅读以下各项说明，以便了解全部情况；截至2025年12"),
        (1, 72, 522, "月31日，本部门共有车辆7辆，单价100万元以上设备2台（套），房屋3,100.50平方米。"),
    )
    assert [(claim.page, claim.paragraph_no, claim.as_of) for claim in found] == [(1, 2, "2025-12-31")] * 3


def test_money_of_what_is_counted_is_no_part_of_the_budget() -> None:
    found = of_paragraphs(
        "2026年支出预算300.00万元。纳入绩效目标管理的项目2个，涉及资金80.00万元，比上年增加9.00万元。"
    )
    assert [(claim.subject.id, claim.figure.text) for claim in found] == [
        ("spending_total", "300.00万元"),
        ("performance_projects", "2个"),
        ("performance_money", "80.00万元"),
    ]
