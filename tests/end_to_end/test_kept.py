"""What a document decided alone is kept with the warehouse, and made again only where it has to be."""

from __future__ import annotations

from pathlib import Path

import duckdb

from scripts.measure import compare
from tests.end_to_end.budget import EXPENDITURE, changed, write_budget
from tests.end_to_end.conftest import Place

MARK = "kept as it was"


def _mark(warehouse: Path) -> None:
    """Say of every document what no judge would: it stays as long as nobody judges it again."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE quality.document SET message_en = ?", [MARK])


def test_a_document_is_judged_again_only_where_rules_or_code_change(place: Place) -> None:
    first = write_budget(place.documents / "a.docx", expenditure=changed(EXPENDITURE, 7, 2, "110.00"))
    assert place.ingest().returncode == 0
    held = place.rows("SELECT * FROM quarantine.fact_budget ORDER BY line_id")
    results = place.rows("SELECT * FROM quality.result ORDER BY result_id")
    terms = place.rows("SELECT * FROM quality.term ORDER BY ALL")
    diagnoses = place.rows("SELECT * FROM quality.diagnosis ORDER BY ALL")
    assert held
    assert diagnoses
    _mark(place.warehouse)
    id_ = place.rows("SELECT document_id FROM raw.document")[0][0]

    another = write_budget(place.folder / "b.docx", title="白水县水利局2023年部门预算")
    assert place.ingest(another).returncode == 0
    kept = f"SELECT * FROM quarantine.fact_budget WHERE document_id = '{id_}' ORDER BY line_id"
    of_it = f"WHERE document_id = '{id_}'"
    assert place.rows(kept) == held
    assert place.rows(f"SELECT * FROM quality.result {of_it} ORDER BY result_id") == results
    in_it = f"WHERE result_id IN (SELECT result_id FROM quality.result {of_it})"
    assert place.rows(f"SELECT * FROM quality.term {in_it} ORDER BY ALL") == terms
    assert place.rows(f"SELECT * FROM quality.diagnosis {of_it} ORDER BY ALL") == diagnoses
    assert place.rows(f"SELECT message_en FROM quality.document {of_it}") == [(MARK,)]
    assert place.rows("SELECT count(*) FROM quality.document") == [(2,)]

    # Another build: judged again, from the rows that are stored, though the file is gone.
    _mark(place.warehouse)
    with duckdb.connect(str(place.warehouse)) as connection:
        connection.execute("UPDATE quality.shard SET fingerprint = 'another'")
    first.unlink()
    (place.documents / "c.docx").write_bytes(another.read_bytes())
    assert place.ingest().returncode == 0
    assert place.rows(kept) == held
    assert place.rows(f"SELECT * FROM quality.result {of_it} ORDER BY result_id") == results
    assert place.rows(f"SELECT count(*) FROM quality.document WHERE message_en = '{MARK}'") == [(0,)]
    assert place.rows("SELECT documents_read FROM quality.run ORDER BY started_at DESC LIMIT 1") == [(0,)]


def test_two_orders_give_the_same_tables(place: Place) -> None:
    revised = write_budget(place.folder / "a.docx", expenditure=changed(EXPENDITURE, 7, 2, "110.00"))
    other = write_budget(place.folder / "b.docx", title="白水县水利局2023年部门预算")
    for files in ((revised, other), (other, revised)):
        for file in files:
            assert place.ingest(file).returncode == 0
        place.warehouse.rename(place.folder / f"{files[0].stem}.duckdb")
    assert place.ingest(revised, other).returncode == 0
    for name in ("a", "b"):
        assert compare.main([str(place.folder / f"{name}.duckdb"), str(place.warehouse)]) == 0
