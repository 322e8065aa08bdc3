"""What may be materialized alone, and that it is right then."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets.checks import check_name
from assets.definitions import defs
from assets.resources import SilentProgress, Workspace
from assets.selection import CHECKS_ALONE, NOT_READ, REFUSED, UNCHECKED, is_whole
from assets.specs import LOADED_TABLES, MADE_TABLES, RAW_TABLES, RESULTS, key_of
from warehouse.connection import WarehouseError


def keys(*names: str) -> list[dg.AssetKey]:
    return [key_of(name) for name in names]


def run(warehouse: Path, selection: dg.AssetSelection) -> dg.ExecuteInProcessResult:
    """Materialize some assets as the UI does."""
    definitions: dg.Definitions = defs()
    return dg.materialize(
        [*(definitions.assets or ()), *(definitions.asset_checks or ())],  # type: ignore[list-item]
        selection=selection,
        resources={"workspace": Workspace(warehouse=str(warehouse)), "progress": SilentProgress()},
        raise_on_error=False,
    )


def said(result: dg.ExecuteInProcessResult) -> set[str | None]:
    """What steps that refused said."""
    found = (event.step_failure_data.user_failure_data for event in result.get_step_failure_events())
    return {one.description if one else None for one in found}


def tables(*names: str) -> dg.AssetSelection:
    return dg.AssetSelection.assets(*keys(*names))


WHOLE = (*RAW_TABLES, *LOADED_TABLES, *MADE_TABLES)
RULE = dg.AssetCheckKey(RESULTS, check_name("GEN-TOTAL"))


def test_all_or_nothing_of_what_is_read_and_judged() -> None:
    assert is_whole(keys(*RAW_TABLES, *LOADED_TABLES, *MADE_TABLES))
    assert not is_whole(keys("mart.expenditure"))
    assert not is_whole(keys(*MADE_TABLES))
    for part in (RAW_TABLES, LOADED_TABLES, (*RAW_TABLES, *LOADED_TABLES), ("core.fact_budget", *MADE_TABLES)):
        with pytest.raises(dg.Failure, match="together with the marts, or not at all"):
            is_whole(keys(*part))


@pytest.mark.parametrize(
    ("selection", "why"),
    [
        (tables("core.fact_budget"), REFUSED),
        (tables("raw.cell", "raw.line"), REFUSED),
        (tables(*RAW_TABLES), REFUSED),
        (tables(*LOADED_TABLES), REFUSED),
        (tables(*RAW_TABLES, *LOADED_TABLES), REFUSED),
        (tables("quality.result", "mart.expenditure"), REFUSED),
        (tables(*(name for name in WHOLE if name != "mart.coverage")), REFUSED),
        (tables(*(name for name in WHOLE if name != "raw.cell")), REFUSED),
        (tables(*WHOLE).without_checks(), UNCHECKED),
        (tables(*WHOLE) - dg.AssetSelection.checks(RULE), UNCHECKED),
        (dg.AssetSelection.checks_for_assets(RESULTS), CHECKS_ALONE),
        (dg.AssetSelection.checks(RULE), CHECKS_ALONE),
    ],
)
def test_a_part_is_refused_with_a_sentence_and_changes_nothing(
    selection: dg.AssetSelection, why: str, tmp_path: Path
) -> None:
    warehouse = tmp_path / "gouji.duckdb"
    warehouse.write_bytes(b"as it was")
    result = run(warehouse, selection)
    assert not result.success
    assert said(result) == {why}
    assert warehouse.read_bytes() == b"as it was"


def test_marts_alone_are_made_again_from_what_is_published(samples_warehouse: Path, tmp_path: Path) -> None:
    warehouse = tmp_path / "gouji.duckdb"
    shutil.copy(samples_warehouse, warehouse)
    before = _rows(warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE mart.expenditure SET amount = 0")  # as if an older version had made it
    result = run(warehouse, tables("mart.expenditure", "mart.coverage"))
    assert result.success
    made = {event.asset_key for event in result.get_asset_materialization_events()}
    assert made == set(keys("mart.expenditure", "mart.coverage"))
    assert _rows(warehouse) == before


def test_marts_alone_are_refused_where_documents_were_judged_by_another_version(
    samples_warehouse: Path, tmp_path: Path
) -> None:
    """Else the next night would take the documents for judged by this one."""
    warehouse = tmp_path / "gouji.duckdb"
    shutil.copy(samples_warehouse, warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE quality.shard SET fingerprint = 'another'")
        connection.execute("CHECKPOINT")
    before = warehouse.read_bytes()
    result = run(warehouse, tables(*MADE_TABLES))
    [failed] = result.get_step_failure_events()
    assert failed.step_failure_data.error is not None
    assert failed.step_failure_data.error.cause is not None
    assert "4 of the shards were made by another version" in failed.step_failure_data.error.cause.message
    assert warehouse.read_bytes() == before


def nightly_job() -> dg.JobDefinition:
    """For re-execution, which loads the job anew."""
    return defs().resolve_job_def("everything")


def test_a_run_that_is_executed_again_from_its_failure_publishes_nothing_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repo_root: Path
) -> None:
    warehouse, inbox = tmp_path / "w.duckdb", tmp_path / "inbox"
    for name, value in (("WAREHOUSE", warehouse), ("INBOX", inbox), ("JOBS", 1), ("SETTLE", 0)):
        monkeypatch.setenv(f"GOUJI_{name}", str(value))
    inbox.mkdir()
    shutil.copy(repo_root / "samples" / "unit_budget_2021_rows.txt", inbox)

    def fails(*_: object) -> None:
        raise WarehouseError("no space left on device")

    job = dg.reconstructable(nightly_job)
    with dg.instance_for_test(temp_dir=str(tmp_path)) as instance:
        with monkeypatch.context() as patch:
            patch.setattr("assets.mart.publish", fails)
            first = dg.execute_job(job, instance)
        assert not first.success
        assert not warehouse.exists()

        shutil.copy(repo_root / "samples" / "unit_budget_2023_cells.txt", inbox)
        assert dg.execute_job(job, instance).success  # another run, meanwhile
        before = warehouse.read_bytes()
        options = dg.ReexecutionOptions.from_failure(first.run_id, instance)
        again = dg.execute_job(job, instance, reexecution_options=options)
        assert not again.success
        steps = [event for event in again.all_node_events if event.is_step_failure]
        told = [event.step_failure_data.user_failure_data for event in steps]
        assert {one.description for one in told if one} == {NOT_READ}
        assert warehouse.read_bytes() == before

        whole = dg.ReexecutionOptions(first.run_id)
        assert dg.execute_job(job, instance, reexecution_options=whole).success
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM raw.document").fetchall() == [(2,)]


def test_the_report_is_no_part_of_the_nightly_job() -> None:
    job = defs().resolve_job_def("everything")
    assert "report__site" not in {node.name for node in job.nodes}
    assert {node.name for node in defs().resolve_job_def("report").nodes} == {"report__site"}


def _rows(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = ("mart.expenditure", "mart.coverage", "mart.three_public", "core.dim_functional", "core.fact_budget")
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}
