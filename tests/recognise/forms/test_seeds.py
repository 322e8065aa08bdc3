"""The five seeds: figures and texts as a person reads them in the files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.recognise.forms.conftest import FormRows

QINGLONG = "seeds/000_13b9ba2b09946174.txt"
CHANGLI = "seeds/001_dcb022360a949ccc.txt"
SHIJIAZHUANG = "seeds/002_4062fb8f71933e71.txt"
ANYANG = "seeds/003_261c3b20d083d2db.txt"
HENGDONG = "seeds/004_ff68eaab89af36f2.txt"


def _of(rows: list[dict[str, Any]], kind: str, **fields: str) -> list[dict[str, Any]]:
    return [r for r in rows if r["kind"] == kind and all(r.get(k) == v for k, v in fields.items())]


def test_projects_sum_to_the_project_spending_the_narrative_states(form_rows: FormRows) -> None:
    for seed, wan in ((QINGLONG, "34286.8"), (CHANGLI, "6139.52"), (ANYANG, "9821.3")):
        amounts = [Decimal(r["amount"]) for r in _of(form_rows(seed), "project")]
        assert sum(amounts) == Decimal(wan) * 10_000


def test_form_and_its_own_text_are_both_kept(form_rows: FormRows) -> None:
    (project,) = _of(form_rows(QINGLONG), "project", project_code="450-0401-JBN-BNK2")
    assert (project["amount"], project["amount_published"]) == ("2180000.00", "218.00")
    assert project["purpose"].startswith("预算数220万元。其中：财政资金  220 万元")
    assert "plan_q1" not in project
    assert project["plan_q4"] == "100.00"


def test_code_with_region_and_year_inside(form_rows: FormRows) -> None:
    (project,) = _of(form_rows(CHANGLI), "project", project_code="13032223P00D028105575")
    assert (project["project_region_code"], project["project_year"]) == ("130322", "2023")
    assert [project[f"plan_q{n}"] for n in (1, 2, 3, 4)] == ["2500", "5000", "7500", "10000"]
    assert "project_year" not in _of(form_rows(QINGLONG), "project")[0]


def test_indicators_over_a_page_keep_their_first_level(form_rows: FormRows) -> None:
    rows = _of(form_rows(SHIJIAZHUANG), "indicator", project_name="宣传经费")
    assert [(r["level_1"], r["level_2"]) for r in rows] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("产出指标", "时效指标"),
        ("产出指标", "成本指标"),
        ("效益指标", "社会效益指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


def test_row_cut_by_a_page_is_one_row(form_rows: FormRows) -> None:
    (row,) = _of(form_rows(SHIJIAZHUANG), "indicator", level_3="群众知晓率", project_name="严重精神障碍救助经费")
    assert row["description"] == "严重精神障碍贫困人员对救助政策知晓比率"
    (project,) = _of(form_rows(SHIJIAZHUANG), "project", project_name="职工医保统筹收支审计经费")
    assert project["goal"].endswith("确保合理支出。")


def test_deadline_is_a_target(form_rows: FormRows) -> None:
    (row,) = _of(form_rows(SHIJIAZHUANG), "indicator", level_3="电子凭证运行时间")
    assert (row["operator"], row["target_value"], row["target_unit"]) == ("<=", "12", "月底")


def test_purchases_stand_under_their_own_columns(form_rows: FormRows) -> None:
    rows = _of(form_rows(SHIJIAZHUANG), "procurement", line_role="item")
    assert [(r["line_name"], r["catalogue_code"], r["category"], r["quantity"], r["unit_price"]) for r in rows] == [
        ("普通服装", "A07030103", "goods", "310", "2000.00"),
        ("其他社会服务", "C190299", "services", "263", "10000.00"),
        ("服务器", "A02010103", "goods", "5", "180000.00"),
        ("软件运维服务", "C020603", "services", "2", "3700000.00"),
    ]
    assert all(Decimal(r["quantity"]) * Decimal(r["unit_price"]) == Decimal(r["amount"]) for r in rows)
    assert all(r["small_enterprise_amount"] == r["amount"] for r in rows)
    assert sum(Decimal(r["amount"]) for r in rows) == Decimal("11550000.00")


def test_whole_period_is_not_the_year(form_rows: FormRows) -> None:
    (project,) = _of(form_rows(ANYANG), "project", project_name="城乡居民医疗保险市级财政补助")
    assert (project["amount"], project["period_amount"]) == ("66713000.00", "200139000.00")
    assert project["fiscal_amount"] == "66713000.00"


def test_row_that_lost_its_empty_cell(form_rows: FormRows) -> None:
    rows = _of(form_rows(ANYANG), "indicator", level_3="医疗机构对项目方满")
    assert [(r["level_1"], r["level_2"], r["target_text"]) for r in rows] == [
        ("满意度指标", "服务对象满意度指标", "≥95%")
    ]


def test_department_form_with_an_empty_first_level(form_rows: FormRows) -> None:
    rows = form_rows(HENGDONG)
    indicators = _of(rows, "indicator")
    assert all("project_name" not in r for r in indicators)
    assert {r["level_1"] for r in indicators} == {"产出指标", "效益指标", "满意度指标"}
    costs = [Decimal(r["target_value"]) for r in _of(rows, "indicator", level_2="成本指标")]
    assert sum(costs) == Decimal("834.02")
    budget = {r["name"]: r["amount"] for r in _of(rows, "profile", item="budget")}
    assert budget == {"total": "8340200.00", "fiscal": "8340200.00", "basic": "7280200.00", "project": "1060000.00"}


def test_staff_and_assets_with_their_day(form_rows: FormRows) -> None:
    rows = form_rows(QINGLONG)
    (total,) = _of(rows, "staffing", is_total="true")
    assert [total[k] for k in ("vehicles", "posts", "staff", "retired")] == ["2", "30", "31", "3"]
    (cars,) = _of(rows, "state_asset", line_name="2、车辆（台、辆）")
    assert (cars["quantity"], cars["quantity_unit"], cars["amount"], cars["as_of"]) == (
        "1",
        "台、辆",
        "98900.00",
        "2019-12-31",
    )
