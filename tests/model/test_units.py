from decimal import Decimal

import pytest

from pipelines.model.schema import table
from pipelines.model.units import YUAN, yuan_in
from pipelines.recognise.forms.money import money
from pipelines.recognise.forms.vocabulary import unit_of
from pipelines.recognise.tables.titles import is_meta, unit_in


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("单位:元", "元"),
        ("金额单位:万元", "万元"),
        ("单位:人民币百万元", "百万元"),
        ("单位:十万元", "十万元"),
        ("预算数(百万元)", "百万元"),
        ("预算数(十万元)", "十万元"),
        ("单位:千万元", "千万元"),
        ("(千元)", "千元"),
        ("单位价值五十万元以上通用设备", "万元"),  # a number of 万元
        ("本年收入", None),
    ],
)
def test_a_line_states_its_unit(printed: str, unit: str | None) -> None:
    assert unit_in(printed) == unit


def test_a_line_that_only_states_a_unit_is_no_title() -> None:
    assert is_meta("单位:百万元")


@pytest.mark.parametrize(("unit", "yuan"), [("元", 1), ("十万元", 100_000), ("百万元", 1_000_000), ("亿元", 10**8)])
def test_yuan_in_a_unit(unit: str, yuan: int) -> None:
    assert yuan_in(unit) == yuan
    assert Decimal(yuan) == YUAN[unit]


def test_what_is_no_money_unit_counts_as_it_stands() -> None:
    assert yuan_in("辆") == 1
    assert yuan_in(None) == 1


def test_a_form_prints_its_money_in_any_unit() -> None:
    assert unit_of("资金总额(百万元)") == "百万元"
    printed = money("2.5百万元", None)
    assert printed is not None
    assert (printed.yuan, printed.unit) == (Decimal("2500000.00"), "百万元")


def test_the_dictionary_names_every_unit() -> None:
    said = next(column for column in table("raw.line").columns if column.name == "unit")
    assert all(unit in said.en and unit in said.zh for unit in YUAN)
