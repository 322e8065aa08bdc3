"""Files that go and come back, from the command line: what is published of them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Place
from tests.kit.command import gouji

ROWS, CELLS = "unit_budget_2021_rows.txt", "unit_budget_2023_cells.txt"
STATES = """
SELECT parse_filename(address), withdrawn_at IS NOT NULL, last_seen > first_seen FROM raw.version ORDER BY first_seen, 1
"""
MARKED = """
SELECT file_name, bool_and(s.is_withdrawn AND d.is_withdrawn), bool_or(s.is_current AND d.is_current)
FROM core.statement s JOIN core.dim_document d USING (document_id, part_no) JOIN raw.document USING (document_id)
GROUP BY ALL ORDER BY ALL
"""
TOLD = """
SELECT file_name, severity FROM quality.finding JOIN raw.document USING (document_id) WHERE kind = 'withdrawn'
"""
COUNTED = "SELECT DISTINCT file_name FROM mart.expenditure_by_function ORDER BY 1"
RUNS = "SELECT documents, documents_read FROM quality.run ORDER BY started_at"


def test_a_file_that_disappeared_is_withdrawn_and_stays(place: Place, repo_root: Path) -> None:
    for name in (ROWS, CELLS):
        shutil.copy(repo_root / "samples" / name, place.documents)
    assert place.ingest().returncode == 0
    loaded = place.rows("SELECT document_id, count(*) FROM core.fact_budget GROUP BY ALL ORDER BY 1")
    assert len(loaded) == 2
    (place.documents / ROWS).unlink()
    gone = place.ingest()
    assert gone.returncode == 0, gone.stderr
    assert place.rows(STATES) == [(ROWS, True, False), (CELLS, False, True)]
    assert place.rows("SELECT document_id, count(*) FROM core.fact_budget GROUP BY ALL ORDER BY 1") == loaded
    assert place.rows(RUNS) == [(2, 2), (1, 0)]

    assert place.rows(MARKED) == [(ROWS, True, True), (CELLS, False, True)]
    assert place.rows(TOLD) == [(ROWS, "warning")]

    shutil.copy(repo_root / "samples" / ROWS, place.documents)
    assert place.ingest().returncode == 0
    assert place.rows(STATES) == [(ROWS, True, False), (CELLS, False, True), (ROWS, False, False)]
    assert place.rows(MARKED) == [(ROWS, False, True), (CELLS, False, True)]
    assert place.rows(TOLD) == []
    assert place.rows(RUNS)[-1] == (2, 0)


def test_a_disk_that_is_not_mounted_withdraws_nothing(place: Place, repo_root: Path) -> None:
    shutil.copy(repo_root / "samples" / ROWS, place.documents)
    assert place.ingest().returncode == 0
    away = place.documents.rename(place.folder / "away")
    place.documents.mkdir()
    empty = place.ingest()
    assert f"{place.documents}: {place.documents} is empty where 1 document stood" in empty.stdout
    assert place.rows(STATES) == [(ROWS, False, False)]
    told = "SELECT reason, message_en LIKE '%nothing is withdrawn%' FROM quality.document WHERE status = 'unreadable'"
    assert place.rows(told) == [("emptied_folder", True)]

    place.documents.rmdir()
    away.rename(place.documents)
    back = place.ingest()
    assert back.returncode == 0, back.stderr
    assert place.rows(told) == []
    assert place.rows(STATES) == [(ROWS, False, True)]


def test_what_is_withdrawn_counts_by_setting_and_is_read_again_from_what_was_kept(
    place: Place, repo_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (ROWS, CELLS):
        shutil.copy(repo_root / "samples" / name, place.documents)
    assert place.ingest().returncode == 0
    assert place.rows(COUNTED) == [(ROWS,), (CELLS,)]
    (place.documents / ROWS).unlink()
    monkeypatch.setenv("GOUJI_WITHDRAWN", "leave_out")
    assert place.ingest().returncode == 0
    assert place.rows(COUNTED) == [(CELLS,)]
    assert place.rows("SELECT DISTINCT file_name, reason FROM mart.coverage WHERE reason = 'withdrawn'") == [
        (ROWS, "withdrawn")
    ]
    monkeypatch.setenv("GOUJI_WITHDRAWN", "count")
    again = gouji("ingest", "--again", ROWS, "--warehouse", place.warehouse, folder=place.folder)
    assert again.returncode == 0, again.stderr
    assert place.rows(COUNTED) == [(ROWS,), (CELLS,)]
    assert place.rows("SELECT documents_read FROM quality.run ORDER BY started_at")[-1] == (1,)


def test_half_of_a_copy_is_not_damaged_for_ever(place: Place, repo_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_SETTLE", "86400")
    whole = (repo_root / "samples" / "county_budget_2024.docx").read_bytes()
    path = place.documents / "budget.docx"
    path.write_bytes(whole[: len(whole) // 2])
    half = place.ingest()
    assert half.returncode == 1
    assert "budget.docx" in half.stdout
    assert place.rows("SELECT reason, fingerprint FROM raw.document") == [("damaged", None)]
    path.write_bytes(whole)
    os.utime(path, (1, 1))
    assert place.ingest().returncode == 0
    assert place.rows("SELECT status, reason FROM quality.document") == [("loaded", None)]
