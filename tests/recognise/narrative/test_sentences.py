"""What sentences of published disclosures state; figures are those of the documents named."""

from __future__ import annotations

from tests.recognise.narrative.support import brief, of_lines, of_paragraphs


def test_function_with_change_and_reason() -> None:
    # 国家信访局 2026, page 21
    found = of_paragraphs(
        "4.一般公共服务支出（类）信访事务（款）信访业务（项）2026 年预算数为 2,114.66 万元，"
        "比 2025 年执行数增加 100.16 万元，增幅 4.97%，主要是工作任务增加。"
    )
    assert brief(found) == [
        ("amount", "function/2014004", "2,114.66万元", ""),
        ("change", "function/2014004", "100.16万元", "increase"),
        ("change_percent", "function/2014004", "4.97%", "increase"),
    ]
    amount, change, percent = found
    assert (amount.fiscal_year, amount.stage) == (2026, "budget")
    assert (change.base_year, change.of, change.reason) == (2025, 1, "工作任务增加")
    assert (percent.of, percent.base, percent.base_is_certain) == (1, 2, True)


def test_an_aside_does_not_take_the_subject() -> None:
    # 广州市商务局 2026, page 36
    found = of_paragraphs(
        "公务用车购置及运行维护费9.73万元（公务用车购置费0万元，比上年增加0万元；公务用车运行维护费9.73万元，比上年减少0.05万元。）"
        "比上年减少0.05万元，下降0.5%。"
    )
    assert [(c.kind, c.subject.id) for c in found] == [
        ("amount", "vehicles"),
        ("amount", "vehicle_purchase"),
        ("change", "vehicle_purchase"),
        ("amount", "vehicle_operation"),
        ("change", "vehicle_operation"),
        ("change", "vehicles"),
        ("change_percent", "vehicles"),
    ]
    assert [c.of for c in found[1:2] + found[3:4]] == [1, 1]


def test_plan_and_outcome_of_one_function() -> None:
    # 上海市普陀区规划和自然资源局 2024 final accounts, page 22
    found = of_paragraphs(
        "6、卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。主要用于：行政单位人员支出、公用支出。"
        "年初预算为 42.73 万元，支出决算为 40.35 万元，完成年初预算的 94.43%。决算数小于预算数的主要原因：基数变更。"
    )
    assert brief(found) == [
        ("amount", "function/2101101", "42.73万元", ""),
        ("amount", "function/2101101", "40.35万元", ""),
        ("completion", "function/2101101", "94.43%", ""),
    ]
    assert [c.stage for c in found[:2]] == ["budget", "final"]
    assert (found[2].of, found[2].base) == (2, 1)


def test_nested_lists() -> None:
    # seed 000: project spending by class, one class by 款, and back to the next class
    found = of_paragraphs(
        "2020年支出预算34553.47万元，其中基本支出266.67万元，包括人员经费252.87万元和日常公用经费13.8万元；项目支出34286.8万元，"
        "其中1、社会保障和就业支出8万元；2、卫生健康支出33278.8万元：其中（4）医疗救助4464.6万元；3、城乡社区支出1000万元。"
    )
    assert [(c.subject.id, c.subject.functional_code, c.of, c.subject.measure) for c in found] == [
        ("spending_total", None, None, None),
        ("basic", None, 1, None),
        ("personnel", None, 2, None),
        ("public", None, 2, None),
        ("project", None, 1, None),
        ("function", "208", 5, "project"),
        ("function", "210", 5, "project"),
        ("function", "21013", 7, "project"),
        ("function", "212", 5, "project"),
    ]


def test_share_of_the_whole_it_is_listed_under() -> None:
    # 国家信访局 2026, page 18
    found = of_paragraphs(
        "2026 年国家信访局支出预算总计 50,616.94 万元，其中，基本支出 11,056.07 万元，占 21.84%；"
        "项目支出 39,560.87万元，占 78.16%。"
    )
    assert [(c.kind, c.of, c.base) for c in found if c.kind == "share"] == [("share", 2, 1), ("share", 4, 1)]


def test_heading_names_the_subject() -> None:
    # 福州市商务局 2026, page 28
    found = of_paragraphs("（二）公务接待费", "2026 年预算安排 6.10 万元，比上年减少 0.10 万元，下降1.61%。")
    assert {c.subject.id for c in found} == {"reception"}
    assert [c.kind for c in found] == ["amount", "change", "change_percent"]


def test_what_is_about_something_narrower_is_no_claim() -> None:
    assert (
        of_paragraphs("聘用人员经费支出 20 万元。", "扣除中央基建后比 2025 年执行数增加 2,775.6 万元，增幅 20.26%。")
        == []
    )
    assert of_paragraphs("一、机关运行经费：指为保障运行的资金，人均90元。") == []


def test_explained_terms_are_left_out() -> None:
    found = of_paragraphs(
        "第四部分 名词解释", "一、提租补贴（项）：指按规定发放的补贴，人均月补贴90元。公用经费5万元。"
    )
    assert found == []


def test_nothing_in_words() -> None:
    found = of_paragraphs("（注：2026 年没有使用政府性基金预算拨款安排的支出。）")
    assert [(c.kind, c.subject.id) for c in found] == [("none", "government_fund")]


def test_lines_of_one_paragraph_join_over_the_page() -> None:
    found = of_lines(
        (1, 255, 342, "第三部分 说明"),
        (1, 112, 496, "国家信访局 2026 年一般公共预算基本支出 9,880.88 万"),
        (2, 80, 160, "元，其中："),
        (2, 112, 496, "人员经费 7,504.62 万元，主要包括：基本工资、津贴补"),
        (2, 80, 300, "贴、奖金等。"),
    )
    assert [(c.subject.id, c.subject.fund, c.page, c.of) for c in found] == [
        ("basic", "general_public", 1, None),
        ("personnel", "general_public", 2, 1),
    ]
