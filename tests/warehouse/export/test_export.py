"""The exported package against the warehouse it is of."""

from __future__ import annotations

import csv
import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from gouji.cli.main import main
from pipelines.model.schema import table, tables
from tests.warehouse.facts import Books
from tests.warehouse.publishing import publish
from warehouse.connection import WarehouseError, connect_readonly
from warehouse.export import column_type, export
from warehouse.export.files import defused as defused_frame
from warehouse.output.text import defused

HOSTILE = '=HYPERLINK("http://203.0.113.1")'


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    books = Books()
    document = books.document("budget", department="青溪县林业局")
    spending = document.table("expenditure")
    forestry = spending.line("农林水支出", {"total": "2800000.00"}, code="213", leaf=False)
    spending.line(HOSTILE, {"total": "2800000.00"}, code="2130201", parent=forestry)
    spending.line("－", {"total": "99999999999999999.99"}, code="2130205", parent=forestry)
    document.three_public("total", "-12.30")
    return publish(books.frames(), tmp_path_factory.mktemp("export") / "w.duckdb").path


@pytest.fixture(scope="module")
def package(warehouse: Path) -> Path:
    return export(warehouse, warehouse.with_name("out")).folder


def descriptor(package: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return found


def csv_rows(package: Path, name: str) -> list[dict[str, str]]:
    with (package / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_core_and_mart_table_is_there_twice_and_nothing_else(package: Path) -> None:
    wanted = {name for name in tables() if name.startswith(("core.", "mart."))}
    assert {path.stem for path in (package / "parquet").iterdir()} == wanted
    assert {path.stem for path in (package / "csv").iterdir()} == wanted
    assert {path.name for path in package.iterdir()} == {"parquet", "csv", "datapackage.json", "checksums.sha256"}
    assert len(descriptor(package)["resources"]) == 2 * len(wanted)


def test_parquet_is_the_table_to_the_last_digit(warehouse: Path, package: Path) -> None:
    connection = connect_readonly(warehouse)
    try:
        for name in ("core.fact_budget", "core.fact_three_public", "mart.expenditure", "core.dim_region"):
            key = table(name).key
            stored = connection.execute(f"SELECT * FROM {name} ORDER BY {', '.join(key)}").pl()
            assert pl.read_parquet(package / "parquet" / f"{name}.parquet").equals(stored)
    finally:
        connection.close()
    facts = pl.read_parquet(package / "parquet" / "core.fact_budget.parquet")
    assert facts.schema["amount"] == pl.Decimal(20, 2)
    assert facts["line_name"].to_list() == ["农林水支出", HOSTILE, "－", "total"]


def test_csv_has_exact_decimals_and_no_text_a_spreadsheet_would_run(package: Path) -> None:
    assert not (package / "csv" / "core.fact_budget.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = csv_rows(package, "core.fact_budget")
    assert [row["amount"] for row in rows] == ["2800000.00", "2800000.00", "99999999999999999.99", "-12.30"]
    assert [row["line_name"] for row in rows] == ["农林水支出", f"'{HOSTILE}", "－", "total"]
    assert [row["is_leaf"] for row in rows] == ["false", "true", "true", "true"]
    assert csv_rows(package, "core.fact_three_public")[0]["amount"] == "-12.30"
    assert rows[0]["economic_code"] == ""
    # A table without rows still says what its columns are.
    empty = (package / "csv" / "core.fact_claim.csv").read_text(encoding="utf-8").splitlines()
    assert empty == [",".join(table("core.fact_claim").column_names)]


def test_defusing_by_column_is_defusing_by_value() -> None:
    texts = [
        "=1",
        "+86",
        "-125,360.9",
        "－",
        "-",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        "＝1",
        "２０",
        "-２,０％",
        "a=1",
        "",
        None,
        "-x",
        "--",
        "+",
    ]
    frame = defused_frame(pl.DataFrame({"text": texts, "n": list(range(len(texts)))}))
    assert frame["text"].to_list() == [None if text is None else defused(text) for text in texts]
    assert frame["n"].to_list() == list(range(len(texts)))


def test_checksums_sizes_and_rows_are_those_of_the_files(package: Path) -> None:
    listed = dict(
        reversed(line.split("  ", 1))
        for line in (package / "checksums.sha256").read_text(encoding="utf-8").splitlines()
    )
    files = {path.relative_to(package).as_posix(): path for path in package.rglob("*") if path.is_file()}
    assert set(listed) == set(files) - {"checksums.sha256"}
    for name, digest in listed.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == digest
    for resource in descriptor(package)["resources"]:
        path = package / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        assert resource["hash"] == f"sha256:{listed[resource['path']]}"
        if resource["format"] == "parquet":
            assert resource["rows"] == pl.read_parquet(path).height


def test_fields_are_described_and_typed_by_the_fiscal_taxonomy(package: Path) -> None:
    resources = {one["name"]: one for one in descriptor(package)["resources"]}
    fields = {one["name"]: one for one in resources["core-fact-budget"]["schema"]["fields"]}
    assert list(fields) == list(table("core.fact_budget").column_names)
    expected = {
        "line_id": "budget-line-id",
        "amount": "value",
        "fiscal_year": "date:fiscal-year",
        "stage": "phase:id",
        "flow": "direction",
        "department_id": "administrative-classification:generic:code",
        "functional_code": "functional-classification:generic:code",
        "economic_code": "economic-classification:generic:code",
        "fund_source": "fin-source:generic:code",
        "expenditure_type": "expenditure-type:code",
        "region_code": "geo:source:code",
    }
    assert {name: fields[name].get("columnType") for name in expected} == expected
    assert "columnType" not in fields["page"]
    assert fields["amount"]["type"] == "number" and fields["is_leaf"]["type"] == "boolean"
    assert all(one["title"] and one["description"] for one in fields.values())
    assert resources["core-fact-budget"]["schema"]["primaryKey"] == ["line_id"]
    keys = {tuple(one["fields"]): one["reference"] for one in resources["core-fact-budget"]["schema"]["foreignKeys"]}
    assert keys["document_id", "part_no"] == {"resource": "core-dim-document", "fields": ["document_id", "part_no"]}
    assert all(
        one["reference"]["resource"] in resources
        for r in resources.values()
        for one in r["schema"].get("foreignKeys", ())
    )


# Every column type of https://fiscal.datapackage.org/specifications/fiscal-data-package-budgets/ used here.
_TAXONOMY = {
    "value", "value-kind:code", "date:fiscal-year", "phase:id", "direction", "budget-line-id", "expenditure-type:code",
    "fin-source:generic:code", "fin-source:generic:label", "administrative-classification:generic:code",
    "administrative-classification:generic:label", "functional-classification:generic:code",
    "functional-classification:generic:label", "functional-classification:generic:level1:code",
    "functional-classification:generic:level1:label", "functional-classification:cofog:code",
    "economic-classification:generic:code", "economic-classification:generic:label",
    "activity:generic:project:code", "activity:generic:project:label", "geo:source:code", "geo:source:title",
}  # fmt: skip


def test_no_column_has_a_type_outside_the_taxonomy() -> None:
    used = {column_type(column) for one in tables().values() for column in one.columns} - {None}
    assert used <= _TAXONOMY


def test_amounts_in_csv_and_parquet_add_up_alike(package: Path) -> None:
    for name in ("core.fact_budget", "mart.expenditure"):
        told = sum((Decimal(row["amount"]) for row in csv_rows(package, name)), Decimal(0))
        assert told == pl.read_parquet(package / "parquet" / f"{name}.parquet")["amount"].sum()


def test_a_second_export_replaces_the_first_and_is_the_same(warehouse: Path, package: Path) -> None:
    before = {path.relative_to(package): path.read_bytes() for path in package.rglob("*") if path.is_file()}
    export(warehouse, package)
    assert {path.relative_to(package): path.read_bytes() for path in package.rglob("*") if path.is_file()} == before


def test_wrong_usage(tmp_path: Path, warehouse: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WarehouseError, match="no warehouse"):
        export(tmp_path / "absent.duckdb", tmp_path / "out")
    assert main(["export", str(warehouse), "--warehouse", str(warehouse)]) == 2
    assert "is a file" in capsys.readouterr().err
    assert main(["export", str(tmp_path / "out"), "--warehouse", str(warehouse)]) == 0
    assert "datapackage.json" in capsys.readouterr().out
