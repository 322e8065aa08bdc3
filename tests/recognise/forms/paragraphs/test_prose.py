"""Targets written as sentences, as a person reads them in the five seeds; and sentences that state none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.model.document import Document, Page, Paragraph
from pipelines.recognise.forms.paragraphs.prose import prose_rows
from tests.recognise.forms.conftest import FormRows


def _read(form_rows: FormRows, seed: str) -> list[tuple[str | None, str, str, Decimal, str | None]]:
    rows = [r for r in form_rows(f"seeds/{seed}") if r["kind"] == "indicator" and r["grid_no"] == 0]
    return [
        (r.get("activity"), r["level_3"], r["operator"], Decimal(r["target_value"]), r.get("target_unit")) for r in rows
    ]


def test_targets_of_seed_000(form_rows: FormRows) -> None:
    assert _read(form_rows, "000_13b9ba2b09946174.txt") == [
        ("医疗救助", "受益群众对医疗救助政策的满意度", ">", 90, "%"),
        ("慢性病鉴定和档案归档", "参保对象知晓慢病政策的比例", ">=", 90, "%"),
        ("信息网络平台建设", "使收益人群满意度", ">=", 90, "%"),
        ("医保脱贫攻坚", "特困人员对医疗救助政策知晓率", ">=", 90, "%"),
        ("药品、医用耗材、医疗服务价格监管", "政策范围内住院患者报销医药费用占总医药费用的比率", ">=", 80, "%"),
    ]


def test_targets_of_seeds_001_and_002(form_rows: FormRows) -> None:
    assert [one[1:] for one in _read(form_rows, "001_dcb022360a949ccc.txt")] == [
        ("核查、评估违规率", "<", 5, "%"),
        ("办结率", ">", 95, "%"),
    ]
    values = [one[3:] for one in _read(form_rows, "002_4062fb8f71933e71.txt")]
    assert values == [(70, "%"), (70, "%"), (30, "%"), (2200, "人次"), (100, "%"), (100, "%"), (100, "%")]
    assert _read(form_rows, "002_4062fb8f71933e71.txt")[0][0] == "保障城乡居民和贫困人口基本医疗权益"


@pytest.mark.parametrize(
    "text",
    [
        "绩效指标：开展监督检查达到预期效果。",
        "绩效目标：满意度大于90%。",
        "绩效指标：委托第三方审核人数1人。",
        "满意度大于90%。",
    ],
)
def test_no_target(text: str) -> None:
    assert prose_rows(Document("text", [Page(1)], [Paragraph(1, 1, text)])) == []
