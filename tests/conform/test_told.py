"""Staff and assets that sentences state as rows: said twice, kinds beside their whole, units beside the body."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.conform.claims import claims
from pipelines.conform.told import told
from pipelines.model.schema import frame_schema
from warehouse.schema import fit

DOCUMENT = "13b9ba2b09946174" + "0" * 48
OWN = {
    "document_id": DOCUMENT, "part_no": 1, "department_id": "430100-1", "region_code": "430100", "fiscal_year": 2026,
    "stage": "budget",
}  # fmt: skip
CLAIM = {
    "document_id": DOCUMENT, "part_no": 1, "page": 4, "paragraph_no": 9, "kind": "count", "decimals": 0,
    "base_is_certain": False, "is_certain": True, "sentence": "某局共有车辆。",
}  # fmt: skip


def rows(*said: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows of both tables that claims give; a claim's number is its place."""
    raw = [
        CLAIM | {"claim_no": n, "line_id": f"C{n}", "amount_published": f"{one['value']}{one['unit']}"} | one
        for n, one in enumerate(said, 1)
    ]
    documents = pl.DataFrame([OWN], schema_overrides={"part_no": pl.Int64, "fiscal_year": pl.Int64})
    stated = claims(pl.DataFrame(raw, schema=frame_schema("raw.claim")), documents)
    names = pl.DataFrame({"document_id": [DOCUMENT], "part_no": [1], "department_name": ["宁远县水利局"]})
    found = told(stated, names, documents)
    for name, frame in found.items():
        fit(frame, name)
    return {name.removeprefix("core.fact_"): frame.to_dicts() for name, frame in found.items()}


def count(subject: str, value: str, unit: str = "辆", **more: Any) -> dict[str, Any]:
    return {"subject": subject, "value": value, "unit": unit} | more


def money(subject: str, value: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "kind": "amount", "value": value, "decimals": 2, "unit": "万元"} | more


def assets(*said: dict[str, Any]) -> list[tuple[str, Any, str, bool]]:
    """Name, quantity or amount, role and whether it is a leaf."""
    return [
        (
            one["line_name"],
            one["quantity"] if one["amount"] is None else one["amount"],
            one["line_role"],
            one["is_leaf"],
        )
        for one in rows(*said)["state_asset"]
    ]


def test_kinds_that_add_up_to_their_whole_are_what_is_added() -> None:
    whole, kind = count("vehicle_count", "7"), {"subject_name": "执法执勤用车", "of_claim": 1}
    other = {"subject_name": "其他用车", "of_claim": 1}
    assert assets(whole, count("vehicle_kind", "5", **kind), count("vehicle_kind", "2", **other)) == [
        ("车辆", Decimal(7), "total", False),
        ("执法执勤用车", Decimal(5), "item", True),
        ("其他用车", Decimal(2), "item", True),
    ]
    assert assets(whole, count("vehicle_kind", "5", **kind)) == [
        ("车辆", Decimal(7), "item", True),
        ("执法执勤用车", Decimal(5), "of_which", False),
    ]


def test_vehicles_to_be_bought_are_not_held() -> None:
    bought = count("vehicle_purchase_count", "5")
    assert assets(bought, count("vehicle_kind", "5", subject_name="执法执勤用车", of_claim=1)) == []
    assert assets(money("fixed_assets_purchase", "45.97")) == []


def test_what_is_said_twice_is_the_one_of_the_latest_day() -> None:
    found = rows(
        count("vehicle_count", "9"),
        count("vehicle_count", "5", as_of="2025-10-31"),
        count("vehicle_count", "6", as_of="year_before"),
    )["state_asset"]
    assert [(one["quantity"], one["as_of"], one["line_id"]) for one in found] == [
        (Decimal(6), date(2025, 12, 31), "C3-asset")
    ]


def test_assets_in_money_and_in_area() -> None:
    found = rows(
        money("fixed_assets", "1200.00"),
        money("asset_kind", "0.00", subject_name="其他固定资产"),
        money("asset_kind", "30.00", subject_name="无形资产"),
        count("buildings_area", "3100.50", "平方米", decimals=2),
    )["state_asset"]
    wanted = ("line_name", "amount", "quantity", "quantity_unit", "is_leaf")
    assert [tuple(one[name] for name in wanted) for one in found] == [
        ("固定资产", Decimal("12000000.00"), None, None, True),
        ("其他固定资产", Decimal("0.00"), None, None, False),
        ("无形资产", Decimal("300000.00"), None, None, True),
        ("房屋", None, Decimal("3100.50"), "平方米", True),
    ]  # fmt: skip
    assert {(one["source"], one["table_no"], one["paragraph_no"], one["page"]) for one in found} == {("text", 0, 9, 4)}


def test_kinds_of_assets_beside_the_sum_of_all() -> None:
    parts = [money("fixed_assets", "30.10"), money("asset_kind", "28.70", subject_name="流动资产")]
    assert assets(money("total_assets", "58.80"), *parts)[0] == ("资产总额", Decimal("588000.00"), "total", False)
    assert assets(money("total_assets", "60.00"), *parts) == [
        ("资产总额", Decimal("600000.00"), "item", True),
        ("固定资产", Decimal("301000.00"), "of_which", False),
        ("流动资产", Decimal("287000.00"), "of_which", False),
    ]


def test_equipment_above_a_threshold_is_a_part_of_its_kind() -> None:
    dear = count("equipment_count", "1", "台", subject_name="单价100万元以上专用设备")
    assert assets(dear) == [("单价100万元以上专用设备", Decimal(1), "item", True)]
    assert assets(count("equipment_count", "818", "台", subject_name="专用设备"), dear)[1][2:] == ("of_which", False)


def test_staff_of_the_whole_body_before_its_units() -> None:
    body = [count("posts", "60", "人"), count("staff", "55", "人"), count("retired", "30", "人")]
    station = [count("posts", "8", "人", subject_name="水文站"), count("staff", "7", "人", subject_name="水文站")]
    (row,) = rows(*body, *station)["staffing"]
    assert (row["unit_name"], row["posts"], row["staff"], row["retired"]) == ("宁远县水利局", 60, 55, 30)
    assert (row["source"], row["table_no"], row["paragraph_no"], row["line_id"]) == ("text", 0, 9, "C1-staffing")
    (unit,) = rows(*station)["staffing"]
    assert (unit["unit_name"], unit["posts"], unit["staff"], unit["retired"]) == ("水文站", 8, 7, None)


def test_two_numbers_for_one_thing_are_none() -> None:
    (row,) = rows(count("posts", "60", "人"), count("posts", "61", "人"), count("staff", "55", "人"))["staffing"]
    assert (row["posts"], row["staff"]) == (None, 55)


def test_what_is_of_another_year_is_left_out() -> None:
    assert rows(count("vehicle_count", "9", fiscal_year=2024))["state_asset"] == []
