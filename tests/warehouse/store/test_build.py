"""What a run keeps of the warehouse before it: documents read again or healed give way, all others stay."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from expectations.policy import load_policy
from pipelines.acquire import Source
from pipelines.process import write
from tests.warehouse.conftest import Published
from tests.warehouse.facts import READ_AT, frame
from warehouse.connection import WarehouseError, connect_readonly
from warehouse.store.build import Run, build, counts, publish, results
from warehouse.store.known import known_documents, path_id
from warehouse.store.plan import Plan
from warehouse.store.staging import Staging

STARTED = datetime(2026, 1, 1, 8)  # noqa: DTZ001
NEVER = "SELECT count(*) FROM quality.finding WHERE kind = 'rule_never_evaluated'"
GONE = "file:///closed/a.pdf"


def document(id_: str, name: str, uri: str = "") -> dict[str, object]:
    return {"document_id": id_, "file_name": name, "source_uri": uri or f"file:///{name}", "bytes": 1,
            "media_type": "application/pdf", "extracted_at": READ_AT, "fingerprint": f"read {name}"}  # fmt: skip


def judged(*ids: str) -> pl.DataFrame:
    counts = {"statements": 2, "lines": 10, "quarantined": 3, "identities_held": 7, "identities_failed": 1}
    return frame("quality.document", [{"document_id": id_, "status": "loaded", **counts} for id_ in ids])


@pytest.fixture
def before(published: Published, tmp_path: Path) -> Path:
    """A warehouse with three documents, one of them a path nobody could look at."""
    rows = [document("a", "a.pdf"), document("b", "b.pdf"), document(path_id(GONE), "closed", GONE)]
    run = frame("quality.run", [{"run_id": "r0", "version": "1", "fingerprint": "old", "finished_at": STARTED}])
    return published({"raw.document": frame("raw.document", rows), "quality.run": run}, tmp_path / "w.duckdb")


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


def staged(folder: Path, kept: set[str], **read: str) -> Staging:
    """What a run that read these documents (id=name) and keeps others has staged, judged."""
    staging = Staging(folder)
    found = tuple(Source(id_, Path(name), f"file:///{name}", name, 1) for id_, name in read.items())
    staging.begin(Plan(found, found, (), (), frozenset(kept), frozenset(), is_current=False))
    for id_, name in read.items():
        staging.add({"raw.document": frame("raw.document", [document(id_, name)])})
    batch = staging.batch()
    assert batch is not None
    write({"quality.document": judged(*read)}, batch.judged)
    return staging


def test_read_again_and_healed_documents_give_way_and_others_stay(before: Path, tmp_path: Path) -> None:
    staging = staged(tmp_path / "staging", {"a"}, b="b again.pdf", c="c.pdf")
    build(before, staging, load_policy())
    assert names(before) == ["a.pdf", "b.pdf", "closed"]  # nothing is published yet
    publish(before, staging, Run("r1", "new", STARTED))
    assert names(before) == ["a.pdf", "b again.pdf", "c.pdf"]
    with connect_readonly(before) as connection:
        runs = connection.execute("SELECT run_id, documents, documents_read FROM quality.run ORDER BY 1").fetchall()
    assert runs == [("r0", None, None), ("r1", 2, 2)]
    assert known_documents(before).built_by == "new"


def test_the_row_of_a_run_sums_its_documents(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    staging = staged(tmp_path / "staging", set(), a="a.pdf", b="b.pdf")
    build(warehouse, staging, load_policy())
    assert counts(warehouse)["rows"]["quality.document"] == 2
    assert results(warehouse).is_empty()
    publish(warehouse, staging, Run("r1", "print", STARTED))
    with connect_readonly(warehouse) as connection:
        found = connection.execute(
            "SELECT documents, documents_read, statements, lines, quarantined, identities_held, identities_failed, "
            "fingerprint, started_at, finished_at > started_at FROM quality.run"
        ).fetchall()
        never = connection.execute(
            "SELECT count(*) FROM quality.finding WHERE kind = 'rule_never_evaluated'"
        ).fetchone()
    assert found == [(2, 2, 4, 20, 6, 14, 2, "print", STARTED, True)]
    assert never == (len(load_policy().rules),)
