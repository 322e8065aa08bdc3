"""What may be materialized alone, and that it is right then."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets.definitions import defs
from assets.resources import SilentProgress, Workspace
from assets.selection import REFUSED, is_whole
from assets.specs import LOADED_TABLES, MADE_TABLES, RAW_TABLES, key_of


def keys(*names: str) -> list[dg.AssetKey]:
    return [key_of(name) for name in names]


def run(warehouse: Path, *names: str) -> dg.ExecuteInProcessResult:
    """Materialize some assets as the UI does."""
    definitions: dg.Definitions = defs()
    return dg.materialize(
        [*(definitions.assets or ()), *(definitions.asset_checks or ())],  # type: ignore[list-item]
        selection=keys(*names),
        resources={"workspace": Workspace(warehouse=str(warehouse)), "progress": SilentProgress()},
        raise_on_error=False,
    )


def test_all_or_nothing_of_what_is_read_and_judged() -> None:
    assert is_whole(keys(*RAW_TABLES, *LOADED_TABLES, *MADE_TABLES))
    assert not is_whole(keys("mart.expenditure"))
    assert not is_whole(keys(*MADE_TABLES))
    for part in (RAW_TABLES, LOADED_TABLES, (*RAW_TABLES, *LOADED_TABLES), ("core.fact_budget", *MADE_TABLES)):
        with pytest.raises(dg.Failure, match="together with the marts, or not at all"):
            is_whole(keys(*part))


@pytest.mark.parametrize("names", [("core.fact_budget",), ("raw.cell", "raw.line"), RAW_TABLES])
def test_a_part_is_refused_with_a_sentence_and_changes_nothing(names: tuple[str, ...], tmp_path: Path) -> None:
    warehouse = tmp_path / "gouji.duckdb"
    warehouse.write_bytes(b"as it was")
    result = run(warehouse, *names)
    assert not result.success
    [failed, *_] = result.get_step_failure_events()
    assert failed.step_failure_data.user_failure_data is not None
    assert failed.step_failure_data.user_failure_data.description == REFUSED
    assert warehouse.read_bytes() == b"as it was"


def test_marts_alone_are_made_again_from_what_is_published(samples_warehouse: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "gouji.duckdb"
    shutil.copy(samples_warehouse, warehouse)
    before = _rows(warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE mart.expenditure SET amount = 0")  # as if an older version had made it
    result = run(warehouse, "mart.expenditure", "mart.coverage")
    assert result.success
    made = {event.asset_key for event in result.get_asset_materialization_events()}
    assert made == set(keys("mart.expenditure", "mart.coverage"))
    assert _rows(warehouse) == before


def test_the_report_is_no_part_of_the_nightly_job() -> None:
    job = defs().resolve_job_def("everything")
    assert "report__site" not in {node.name for node in job.nodes}
    assert {node.name for node in defs().resolve_job_def("report").nodes} == {"report__site"}


def _rows(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = ("mart.expenditure", "mart.coverage", "mart.three_public", "core.dim_functional", "core.fact_budget")
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}
