"""Reading again by one click: the job `read_again`, whose launchpad asks what; and from the command line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets.definitions import defs
from assets.jobs import READ_AGAIN
from assets.resources import SilentProgress, Workspace
from gouji.cli.main import DONE, IN_PART, WRONG_USAGE, main

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ROWS, CELLS = "unit_budget_2021_rows.txt", "unit_budget_2023_cells.txt"
MARK = "before"
# Whose raw rows and whose judgement are those that were marked.
KEPT = f"""
SELECT file_name, r.reader = '{MARK}', q.message_en IS NOT DISTINCT FROM '{MARK}', q.lines
FROM raw.document r JOIN quality.document q USING (document_id) ORDER BY ALL
"""


def click(warehouse: Path, what: str) -> dg.ExecuteInProcessResult:
    """What the launchpad does with what was typed."""
    return (
        defs()
        .resolve_job_def(READ_AGAIN)
        .execute_in_process(
            run_config={"what": what},
            raise_on_error=False,
            resources={"workspace": Workspace(warehouse=str(warehouse), jobs=1), "progress": SilentProgress()},
        )
    )


def test_the_launchpad_asks_for_one_thing_and_may_be_told_paths() -> None:
    schema = defs().resolve_job_def(READ_AGAIN).run_config_schema.config_type
    assert isinstance(schema, dg.Shape)
    assert {name: field.is_required for name, field in schema.fields.items()} == {"what": True, "paths": False}


def test_documents_are_read_and_judged_again_by_one_click(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    documents, warehouse = tmp_path / "documents", tmp_path / "w.duckdb"
    documents.mkdir()
    for name in (ROWS, CELLS):
        shutil.copy(SAMPLES / name, documents)
    ingest: Callable[..., int] = lambda *more: main(["ingest", *more, "--warehouse", str(warehouse), "--jobs", "1"])  # noqa: E731
    assert ingest(str(documents)) == DONE
    lines = {name: count for name, _, _, count in ask(warehouse, KEPT)}
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE raw.document SET reader = ?", [MARK])
        connection.execute("UPDATE quality.document SET message_en = ?", [MARK])

    assert click(warehouse, ROWS).success
    assert ask(warehouse, KEPT) == [(ROWS, False, False, lines[ROWS]), (CELLS, True, True, lines[CELLS])]
    assert ask(warehouse, "SELECT documents, documents_read FROM quality.run ORDER BY started_at") == [(2, 2), (1, 1)]

    (documents / CELLS).write_text("another", encoding="utf-8")
    objects = tmp_path / ".gouji" / warehouse.name / "objects"
    kept = objects.rename(tmp_path / "objects")
    assert ingest("--again", "all") == IN_PART
    said = capsys.readouterr()
    assert f"Not read again, rows kept (1)\n  {CELLS} (" in said.out
    assert f"other bytes stand at {documents / CELLS} now" in said.out
    assert ask(warehouse, KEPT)[1] == (CELLS, True, True, lines[CELLS])
    assert ask(warehouse, "SELECT count(*) FROM raw.version WHERE withdrawn_at IS NOT NULL") == [(0,)]

    shutil.rmtree(objects, ignore_errors=True)  # what that run kept
    kept.rename(objects)
    assert ingest("--again", "all") == DONE
    assert ask(warehouse, KEPT)[1] == (CELLS, False, False, lines[CELLS])

    assert not click(warehouse, "nobody.pdf").success
    assert ingest("--again", "nobody.pdf") == WRONG_USAGE
    assert "'nobody.pdf' is no document, no file name or path" in capsys.readouterr().err
    assert ask(warehouse, "SELECT count(*) FROM quality.run") == [(4,)]


def test_something_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ingest"]) == WRONG_USAGE
    assert "name a PATH to read, or with --again what to read again" in capsys.readouterr().err


def ask(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.execute(sql).fetchall()
