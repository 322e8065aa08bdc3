"""What a run says of itself: in Dagster by tags and metadata, on the command line by its exit status."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import polars as pl
import pytest

from assets import checks
from assets.definitions import defs
from assets.jobs import EVERYTHING
from assets.resources import SilentProgress, Workspace
from assets.runs import SHARDS_TAG, some_of, told
from expectations import Validation
from gouji.cli.main import DONE, IN_PART, main
from pipelines.reconcile.rule import Rule

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SHARD_OF = {"unit_budget_2021_rows.txt": "4105", "unit_budget_2023_cells.txt": "1303"}


REPORT = (
    "files found", "files read", "documents judged again", "addresses withdrawn", "shards made", "shards stopped",
    "read by a run that was cut short", "left to a later night",
)  # fmt: skip


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in SHARD_OF:
        shutil.copy(SAMPLES / name, folder)
    return folder


def test_it_is_told_by_tags_and_metadata(documents: Path, tmp_path: Path) -> None:
    def night() -> tuple[dict[str, Any], Mapping[str, str]]:
        result = (
            defs()
            .resolve_job_def(EVERYTHING)
            .execute_in_process(
                run_config={"ops": {"read_documents": {"config": {"paths": [str(documents)]}}}},
                instance=instance,
                resources={
                    "workspace": Workspace(warehouse=str(tmp_path / "w.duckdb"), jobs=1),
                    "progress": SilentProgress(),
                },
            )
        )
        run = instance.get_run_by_id(result.run_id)
        assert run is not None
        return told(result), run.tags

    staging = tmp_path / ".gouji" / "w.duckdb" / "staging"
    (staging / "killed" / "read").mkdir(parents=True)  # whoever comes next sweeps
    with dg.DagsterInstance.ephemeral() as instance:
        first, tags = night()
        assert not list(staging.iterdir())
        assert tags[SHARDS_TAG] == "1303, 4105"
        rows = first.pop("rows")
        assert (rows["raw.document"], rows["raw.address"]) == (2, 2)
        assert {name: first[name] for name in REPORT} == {
            "files found": 2, "files read": 2, "documents judged again": 0, "addresses withdrawn": 0,
            "read by a run that was cut short": 0, "left to a later night": 0,
            "shards made": "1303, 4105", "shards stopped": {},
        }  # fmt: skip
        gone = next(iter(documents.iterdir()))
        gone.unlink()
        withdrawn, tags = night()
        assert tags[SHARDS_TAG] == SHARD_OF[gone.name]  # its figures are marked
        assert {name: withdrawn[name] for name in REPORT} == {
            "files found": 1, "files read": 0, "documents judged again": 0, "addresses withdrawn": 1,
            "read by a run that was cut short": 0, "left to a later night": 0,
            "shards made": SHARD_OF[gone.name], "shards stopped": {},
        }  # fmt: skip
    assert ask(tmp_path / "w.duckdb", "SELECT documents, shards, withdrawn FROM quality.run ORDER BY started_at") == [
        (2, 2, 0), (1, 1, 1)]  # fmt: skip


def test_a_run_that_published_a_part_has_a_status_of_its_own(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = checks.of_shards

    def erring(found: Mapping[str, pl.DataFrame], rules: Sequence[Rule]) -> tuple[Validation, dict[str, str]]:
        validation, _ = whole({shard: rows for shard, rows in found.items() if shard != "4105"}, rules)
        return validation, {"4105": "a suite erred"}

    command = ["ingest", str(documents), "--warehouse", str(tmp_path / "w.duckdb"), "--jobs", "1"]
    with monkeypatch.context() as patch:
        patch.setattr(checks, "of_shards", erring)
        assert main(command) == IN_PART == 4
    assert "Not published (1)\n  shard 4105: a suite erred\n" in capsys.readouterr().out
    assert ask(tmp_path / "w.duckdb", "SELECT file_name, shard FROM raw.document") == [
        ("unit_budget_2023_cells.txt", "1303")]  # fmt: skip
    assert main(command) == DONE  # the next run tries again what was stopped
    assert ask(tmp_path / "w.duckdb", "SELECT shard FROM raw.document ORDER BY 1") == [("1303",), ("4105",)]


def test_very_many_shards_are_abbreviated() -> None:
    assert some_of(["3205", "1301"]) == "1301, 3205"
    shown = some_of(str(number) for number in range(1000, 1333))
    assert shown.startswith("1000, 1001, ")
    assert shown.endswith(", 1029, and 303 more")


def ask(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()
