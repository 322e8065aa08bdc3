"""Waivers and corrections are lists people keep: ids stay as written, whatever they look like."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from expectations.corrections import COLUMNS, load_corrections, main, suggestions
from expectations.policy import load_policy
from expectations.registry import RegistryError, load_rules
from expectations.waivers import load_waivers, today_in_china
from pipelines.model.schema import frame_schema

WAIVER = "document_id,department_id,rule_id,node,reason,owner,expiry"
CORRECTION = "document_id,line_id,statement,node,measure,printed,corrected,reason,owner,accepted"


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "list.csv"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_waiver_of_007_is_of_007(tmp_path: Path) -> None:
    row = load_waivers(_file(tmp_path, WAIVER, "007,1e5,10,0201,7,8, 2026-12-31 ")).row(0, named=True)
    assert row == {
        "waiver_id": "W2", "document_id": "007", "department_id": "1e5", "rule_id": "10", "node": "0201",
        "reason": "7", "owner": "8", "expiry": date(2026, 12, 31),
    }  # fmt: skip


def test_a_correction_of_007_is_of_007(tmp_path: Path) -> None:
    line = "007,,1,0201,3,0012.50,-1,5,6,2026-03-02"
    row = load_corrections(_file(tmp_path, CORRECTION, line)).row(0, named=True)
    assert row == {
        "correction_id": "C2", "document_id": "007", "line_id": None, "statement": "1", "node": "0201", "measure": "3",
        "printed": Decimal("12.50"), "corrected": Decimal("-1.00"), "reason": "5", "owner": "6",
        "accepted": date(2026, 3, 2),
    }  # fmt: skip


def test_a_list_without_a_column_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"^list\.csv: no column node, expiry$"):
        load_waivers(_file(tmp_path, "document_id,department_id,rule_id,reason,owner", "a,,R,why,team"))
    with pytest.raises(RegistryError, match=r"^list\.csv: no column measure$"):
        load_corrections(_file(tmp_path, CORRECTION.replace(",measure", ""), "d,l,,,1,2,why,team,"))


def test_columns_nobody_asked_for_are_left_out(tmp_path: Path) -> None:
    found = load_waivers(_file(tmp_path, f"{WAIVER},seen by", "a,,R,,why,team,2026-12-31,me"))
    assert found.columns == ["waiver_id", *WAIVER.split(",")]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("d,,summary,,total,1,2,why,team,", r"line_id \(or statement, node and measure\) missing"),
        (" , ,,,,1,2,why,team,", r"document_id, line_id \(or statement, node and measure\) missing"),
        ("d,l,,,,,2,why,team,", "printed missing"),
        ("d,l,,,,1,,why,,", "corrected, owner missing"),
        ("d,l,,,,1,two,why,team,", "corrected 'two' is not an amount in yuan"),
        ("d,l,,,,1,2,why,team,2026-02-30", "accepted '2026-02-30' is not a date"),
    ],
)
def test_what_a_correction_lacks_is_named_with_its_line(line: str, fault: str, tmp_path: Path) -> None:
    good = "d,l,,,,1,2,why,team,"
    with pytest.raises(RegistryError, match=rf"^list\.csv line 3: {fault}$"):
        load_corrections(_file(tmp_path, CORRECTION, good, line))


def test_one_cell_may_be_suggested_twice_and_two_cells_be_corrected(tmp_path: Path) -> None:
    suggested = "d,l,,,,1,2,why,team,"
    one, other = "d,,summary,合计,total,1,2,why,team,2026-03-02", "d,,summary,合计,basic,1,2,why,team,2026-03-02"
    found = load_corrections(_file(tmp_path, CORRECTION, suggested, suggested, one, other))
    assert found["correction_id"].to_list() == ["C2", "C3", "C4", "C5"]


def test_waivers_are_held_against_the_day_in_china() -> None:
    before = datetime.now(UTC)
    today = today_in_china()
    after = datetime.now(UTC)
    assert today in {(moment + timedelta(hours=8)).date() for moment in (before, after)}


def test_what_judging_takes_is_what_is_laid_down_here() -> None:
    policy = load_policy()
    assert policy.rules == load_rules()
    assert policy.waivers.equals(load_waivers())
    assert policy.corrections.equals(load_corrections())
    assert abs(policy.today - today_in_china()) <= timedelta(days=1)


DIAGNOSIS = {
    "diagnosis_id": "D", "document_id": "d", "part_no": 1, "table_no": 1, "line_id": "l", "rule_ids": "GEN-TOTAL,R",
    "printed": "596800.00", "implied": "569800.00", "verdict": "misprinted", "kind": "transposed", "evidence": "text",
    "message_zh": "-", "message_en": "-",
}  # fmt: skip


def _diagnoses(*rows: dict[str, object]) -> pl.DataFrame:
    schema = frame_schema("quality.diagnosis")
    made = pl.DataFrame([DIAGNOSIS | row for row in rows], infer_schema_length=None)
    missing = [pl.lit(None).alias(name) for name in schema if name not in made.columns]
    return made.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in schema.items())


def test_only_one_cell_with_its_figure_is_suggested() -> None:
    unsure: list[dict[str, object]] = [
        {"verdict": "undecided"}, {"table_no": None}, {"implied": None},
        *({"kind": kind} for kind in ("missing_row", "wrong_row", "unit", "extra_row")),
    ]  # fmt: skip
    assert suggestions(_diagnoses(*unsure)).is_empty()
    found = suggestions(_diagnoses({}, *unsure, {"line_id": "m", "verdict": "misread"}))
    assert found.columns == COLUMNS
    assert found.select("line_id", "reason").rows() == [
        ("l", "misprinted: GEN-TOTAL,R"),
        ("m", "misread: GEN-TOTAL,R"),
    ]
    assert found.select("statement", "node", "measure", "owner", "accepted").rows() == [(None,) * 5] * 2


def test_suggestions_are_printed_as_the_list_takes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warehouse = tmp_path / "w.duckdb"
    found = _diagnoses({"diagnosis_id": "D2", "line_id": "m"}, {})
    with duckdb.connect(str(warehouse)) as connection:
        connection.register("found", found.to_arrow())
        connection.execute("CREATE SCHEMA quality; CREATE TABLE quality.diagnosis AS SELECT * FROM found")
    assert main([str(warehouse)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        CORRECTION,
        'd,l,,,,596800.00,569800.00,"misprinted: GEN-TOTAL,R",,',
        'd,m,,,,596800.00,569800.00,"misprinted: GEN-TOTAL,R",,',
    ]


@pytest.mark.parametrize("arguments", [[], ["a", "b"]])
def test_a_warehouse_is_needed_for_suggestions(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "usage: python -m expectations.corrections WAREHOUSE\n")
