"""A figure of the text that differs from the tables is called wrong only where the text does not bear it out."""

from __future__ import annotations

import pytest

from pipelines.reconcile.diagnosis import diagnose
from pipelines.reconcile.evaluate import evaluate
from pipelines.reconcile.evaluation import together
from tests.reconcile.builder import Column, Disclosure, Row
from tests.reconcile.narrative.support import beside
from tests.reconcile.support import RULES


def spending() -> Disclosure:
    columns = [Column("total"), Column("basic"), Column("project")]
    rows = [
        Row("合计", ["100.00", "60.00", "40.00"], role="total"),
        Row("一般公共服务支出", ["70.00", "50.00", "20.00"], code="201"),
        Row("农林水支出", ["30.00", "10.00", "20.00"], code="213"),
    ]
    return Disclosure("d" * 64).table("expenditure", columns, rows)


def verdicts(sentence: str) -> dict[tuple[str, str], str]:
    """By figure as printed and as it might be (yuan), whose mistake it is said to be."""
    made = beside(spending(), sentence)
    evaluation = together([made.evaluation, evaluate(made.facts, made.documents, RULES)])
    found = diagnose(evaluation, made.facts, RULES, exact_formats={"d" * 64: True}, claims=made.claims)
    return {(str(row["printed"]), str(row["implied"])): row["verdict"] for row in found.iter_rows(named=True)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2024年支出预算100万元，其中：基本支出60万元，项目支出40万元。", {}),
        # it adds up to nothing: one figure is a slip
        ("2024年支出预算100万元，其中：基本支出65万元，项目支出40万元。", {("650000.00", "600000.00"): "misprinted"}),
        # it adds up as it stands: text and table are of two versions
        (
            "2024年支出预算105万元，其中：基本支出65万元，项目支出40万元。",
            {("1050000.00", "1000000.00"): "undecided", ("650000.00", "600000.00"): "undecided"},
        ),
    ],
)
def test_a_sum_of_the_text_that_holds_vouches_for_its_figures(
    sentence: str, expected: dict[tuple[str, str], str]
) -> None:
    assert verdicts(sentence) == expected
