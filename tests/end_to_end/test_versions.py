"""Files that go and come back, from the command line: what is published of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.end_to_end.conftest import Place

ROWS, CELLS = "unit_budget_2021_rows.txt", "unit_budget_2023_cells.txt"
STATES = """
SELECT parse_filename(address), withdrawn_at IS NOT NULL, last_seen > first_seen FROM raw.version ORDER BY first_seen, 1
"""
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

    shutil.copy(repo_root / "samples" / ROWS, place.documents)
    assert place.ingest().returncode == 0
    assert place.rows(STATES) == [(ROWS, True, False), (CELLS, False, True), (ROWS, False, False)]
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
