"""Identification of real documents against MANIFEST.tsv and what the seeds print.

``scripts/identity_report.py`` measures all of them; here one or two of each publisher, those with misleading file
names, and all final accounts.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipelines.extract import read_path
from pipelines.model.document import Document
from pipelines.recognise.identity import Part, canonical_name, identify

STAGES = {"budget": "budget", "final accounts": "final"}
REAL = [
    "上海/unit_budget.pdf",
    "上海/dept_budget.pdf",
    "上海/2026年上海市教育局_部门预算.pdf",
    "上海/上海市普陀区规划和自然资源局 2024 年度部门决算.pdf",
    "中央_国家信访局/2026年武汉市信访局部门预算.pdf",
    "北京/退役军人事务局_2026年部门预算.pdf",
    "山东_烟台/2026年烟台市大数据局部门预算.pdf",
    "广东_广州/统计局_2026年部门预算.pdf",
    "广东_深圳/2026年深圳市医疗保障局部门预算.pdf",
    "广东_湛江/SSTQA-zh_table_40.xlsx",
    "江苏_无锡/信访局_2026年部门预算.pdf",
    "江苏_省级/江苏省委办公厅2018年度部门预算公开表.pdf",
    "江苏_省级/江苏省政协办公厅2019年度部门预算.pdf",
    "江苏_省级/省法院2018年度部门预算公开.pdf",
    "江苏_苏州/2026年苏州市应急管理局部门预算.pdf",
    "福建_泉州/2026年泉州市人民政府办公室部门预算.pdf",
    "福建_福州/生态环境局_2026年度福州市仓山生态环境局单位预算.pdf.pdf",
    "重庆/2026年重庆市人民政府办公厅部门预算.pdf",
    "重庆_渝中/SSTQA-zh_table_72.xlsx",
    "陕西_西安/发展和改革局_2026年部门预算.pdf",
    "陕西_西安/政务服务和数据管理局_2026年部门预算.pdf",
    "陕西_西安/卫生健康委员会_2026年部门预算.pdf",
    "高校_西南大学/21_swu_2023_final_accounts__download.jsp.pdf",
]
REGIONS = {
    "上海/unit_budget.pdf": ("310107", "上海市普陀区"),
    "上海/2026年上海市教育局_部门预算.pdf": ("310000", "上海市"),
    "中央_国家信访局/2026年武汉市信访局部门预算.pdf": ("000000", "中央"),
    "福建_福州/生态环境局_2026年度福州市仓山生态环境局单位预算.pdf.pdf": ("350100", "福建省福州市"),
    "重庆_渝中/SSTQA-zh_table_72.xlsx": ("500103", "重庆市渝中区"),
    "江苏_省级/省法院2018年度部门预算公开.pdf": ("320000", "江苏省"),
    "高校_西南大学/21_swu_2023_final_accounts__download.jsp.pdf": ("000000", "中央"),
}
KINDS = {
    "上海/unit_budget.pdf": "unit",
    "上海/dept_budget.pdf": "department",
    "上海/2026年上海市教育局_部门预算.pdf": "unit",
    "广东_深圳/2026年深圳市医疗保障局部门预算.pdf": "own",
    "福建_福州/生态环境局_2026年度福州市仓山生态环境局单位预算.pdf.pdf": "unit",
    "陕西_西安/卫生健康委员会_2026年部门预算.pdf": "department",
}


@pytest.fixture(scope="module")
def manifest(shared: Path) -> dict[str, dict[str, str]]:
    with (shared / "corpus" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as stream:
        return {row["path"]: row for row in csv.DictReader(stream, delimiter="\t")}


def identified(path: Path) -> Part:
    document: Document = read_path(path)
    parts = identify(document)
    assert len(parts) == 1, [(p.department_name, p.page_from, p.page_to) for p in parts]
    return parts[0]


@pytest.mark.parametrize("path", REAL)
def test_as_manifest_states(path: str, shared: Path, manifest: dict[str, dict[str, str]]) -> None:
    row = manifest[path]
    part = identified(shared / "corpus" / path)
    assert canonical_name(part.department_name or "") == canonical_name(row["department"])
    assert str(part.fiscal_year) == row["fiscal_year"]
    if row["kind"] in STAGES:
        assert part.stage == STAGES[row["kind"]]
    if path in REGIONS:
        assert (part.region_code, part.region_name) == REGIONS[path]
    if path in KINDS:
        assert part.kind == KINDS[path]


@pytest.mark.parametrize("path", ["上海/budget_template.xls", "上海/department_budget_template.xlsx"])
def test_blank_forms_name_nobody(path: str, shared: Path) -> None:
    part = identified(shared / "corpus" / path)
    assert part.department_name is None
    assert (part.region_code, part.fiscal_year, part.stage) == ("310107", 2026, "budget")


@pytest.mark.parametrize(
    ("seed", "name", "region", "year"),
    [
        ("000_13b9ba2b09946174.txt", "青龙满族自治县医疗保障局", "130321", 2020),
        ("001_dcb022360a949ccc.txt", "昌黎县医疗保障局", "130322", 2024),
        ("002_4062fb8f71933e71.txt", "石家庄市医疗保障局", "130100", 2022),
        ("003_261c3b20d083d2db.txt", "安阳市社会医疗保险中心", "410500", 2021),
        ("004_ff68eaab89af36f2.txt", "衡东县医疗保障局", "430424", 2021),
    ],
)
def test_seeds(seed: str, name: str, region: str, year: int, shared: Path) -> None:
    part = identified(shared / "seeds" / seed)
    assert (part.department_name, part.region_code, part.fiscal_year) == (name, region, year)
    assert part.stage == "budget"
