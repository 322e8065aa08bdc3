"""What a run keeps of the warehouse before it: documents read again or healed give way, all others stay."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from pipelines.model.schema import empty_frame
from tests.warehouse.facts import READ_AT, Books, frame
from warehouse.connection import WarehouseError, connect_readonly
from warehouse.publish import publish
from warehouse.store.known import known_documents, path_id, rows_of_others
from warehouse.store.runs import all_rows, publish_run, run_row

STARTED = datetime(2026, 1, 1, 8)  # noqa: DTZ001
GONE = "file:///closed/a.pdf"


def document(id_: str, name: str, uri: str = "") -> dict[str, object]:
    return {"document_id": id_, "file_name": name, "source_uri": uri or f"file:///{name}", "bytes": 1,
            "media_type": "application/pdf", "extracted_at": READ_AT, "fingerprint": f"read {name}"}  # fmt: skip


def states(**given: str) -> pl.DataFrame:
    return pl.DataFrame({"document_id": list(given), "state": list(given.values())})


def judged(*ids: str) -> pl.DataFrame:
    counts = {"statements": 2, "lines": 10, "quarantined": 3, "identities_held": 7, "identities_failed": 1}
    return frame("quality.document", [{"document_id": id_, "status": "loaded", **counts} for id_ in ids])


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A warehouse with three documents, one of them a path nobody could look at."""
    rows = [document("a", "a.pdf"), document("b", "b.pdf"), document(path_id(GONE), "closed", GONE)]
    path = tmp_path / "w.duckdb"
    run = frame("quality.run", [{"run_id": "r0", "version": "1", "fingerprint": "old", "finished_at": STARTED}])
    publish({**Books().frames(), "raw.document": frame("raw.document", rows), "quality.run": run}, path)
    return path


def names(path: Path) -> list[str]:
    with connect_readonly(path) as connection:
        return [name for (name,) in connection.execute("SELECT file_name FROM raw.document ORDER BY 1").fetchall()]


def test_what_is_known_of_the_warehouse_before(before: Path, tmp_path: Path) -> None:
    known = known_documents(before)
    assert known.fingerprints == {"a": "read a.pdf", "b": "read b.pdf", path_id(GONE): "read closed"}
    assert known.unreached == {path_id(GONE): GONE}
    assert known.built_by == "old"
    assert known_documents(tmp_path / "absent.duckdb").fingerprints == {}


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    import duckdb

    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with pytest.raises(WarehouseError, match="no warehouse of gouji"):
        known_documents(tmp_path / "other.duckdb")


def test_read_again_and_healed_documents_give_way_and_others_stay(before: Path) -> None:
    source = states(a="unchanged", b="read", c="read")
    source = pl.concat([source, pl.DataFrame({"document_id": [path_id(GONE)], "state": ["healed"]})])
    raw = {"raw.document": frame("raw.document", [document("b", "b again.pdf"), document("c", "c.pdf")])}
    loaded = {"quality.document": judged("a", "b", "c")}
    publish_run("r1", before, "new", source, raw, loaded, STARTED)
    assert names(before) == ["a.pdf", "b again.pdf", "c.pdf"]
    with connect_readonly(before) as connection:
        runs = connection.execute("SELECT run_id, documents, documents_read FROM quality.run ORDER BY 1").fetchall()
    assert runs == [("r0", None, None), ("r1", 3, 2)]
    assert known_documents(before).built_by == "new"


def test_the_row_of_a_run_sums_its_documents() -> None:
    row = run_row("r1", "print", states(a="read", b="unchanged", c="healed", d="problem"), judged("a", "b"), STARTED)
    found = row.row(0, named=True)
    assert (found["documents"], found["documents_read"]) == (3, 1)
    assert (found["statements"], found["lines"], found["quarantined"]) == (4, 20, 6)
    assert (found["identities_held"], found["identities_failed"], found["fingerprint"]) == (14, 2, "print")
    assert found["started_at"] == STARTED < found["finished_at"]


def test_rows_of_documents_that_did_not_change_come_from_the_warehouse(before: Path, tmp_path: Path) -> None:
    read_now = frame("raw.document", [document("b", "b again.pdf")])
    source = states(a="unchanged", b="read", **{path_id(GONE): "problem"})
    found = all_rows("raw.document", read_now, source, before)
    assert sorted(found["file_name"]) == ["a.pdf", "b again.pdf"]
    assert rows_of_others("raw.document", tmp_path / "absent.duckdb", []).equals(empty_frame("raw.document"))
    assert sorted(rows_of_others("raw.document", before, ["a"])["file_name"]) == ["b.pdf", "closed"]
