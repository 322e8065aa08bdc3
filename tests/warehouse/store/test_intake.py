"""What cannot be judged costs only itself."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from gouji.work import work
from pipelines.acquire import scan
from pipelines.process import Work
from pipelines.workers.mapper import SerialMapper
from warehouse.schema import fit
from warehouse.store import fingerprint
from warehouse.store.file import FileStore
from warehouse.store.intake import one_document, read_and_judge
from warehouse.store.known import Known, path_id
from warehouse.store.plan import Outline, Plan
from warehouse.store.staging import Staging

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
GOOD, BAD = SAMPLES / "unit_budget_2021_rows.txt", SAMPLES / "unit_budget_2023_cells.txt"


@pytest.fixture(scope="module")
def job() -> Work:
    return work()


def _judged(staging: Staging, table: str) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(path) for path in staging.files(table)])


def test_a_document_that_cannot_be_judged_is_given_up_alone(job: Work, tmp_path: Path) -> None:
    sources, _ = scan([str(GOOD), str(BAD)])
    bad = next(one.document_id for one in sources if one.file_name == BAD.name)

    def failing(frame: pl.DataFrame, name: str) -> pl.DataFrame:
        if name == "quality.result" and bad in frame["document_id"]:
            raise ZeroDivisionError("a slip of ours")
        return fit(frame, name)

    found, store = tuple(sources), FileStore(tmp_path / "none.duckdb")
    plan = Plan(found, found, (), (), (), frozenset(), frozenset(), Known())
    staging = Staging(tmp_path / "run")
    staging.begin(Outline.of(plan))
    told: list[str] = []
    read_and_judge(plan, store, staging, SerialMapper(), replace(job, fit=failing), told.append)

    assert sorted(told) == sorted(path.name for path in (GOOD, BAD))
    documents = {row["document_id"]: row for row in _judged(staging, "quality.document").iter_rows(named=True)}
    assert len(documents) == len(sources)
    assert documents[bad]["status"] == "unreadable"
    assert documents[bad]["message_en"].startswith("not judged: the program failed at it, by an error of its own; ")
    assert _judged(staging, "raw.document")["detail"].drop_nulls().item().endswith("ZeroDivisionError: a slip of ours")
    assert {row["status"] for id_, row in documents.items() if id_ != bad} == {"loaded"}
    assert bad not in _judged(staging, "raw.line")["document_id"]
    assert _judged(staging, "quality.result")["document_id"].n_unique() == 1


def test_a_file_that_was_not_there_is_read_by_the_next_run(job: Work, tmp_path: Path) -> None:
    here, gone = tmp_path / "here.txt", tmp_path / "gone.txt"
    here.write_bytes(GOOD.read_bytes())
    gone.write_bytes(BAD.read_bytes())
    sources, _ = scan([str(tmp_path)])
    gone.unlink()  # after it was found, or on another machine
    found = tuple(sources)
    staging = Staging(tmp_path / "run")
    plan = Plan(found, found, (), (), (), frozenset(), frozenset(), Known())
    staging.begin(Outline.of(plan))
    read_and_judge(plan, FileStore(tmp_path / "none.duckdb"), staging, SerialMapper(), job, lambda _: None)
    rows = _judged(staging, "raw.document").sort("file_name").select("file_name", "reason", "message", "fingerprint")
    (_, reason, message, mark), (_, fine, _, current) = rows.rows()
    assert (reason, mark) == ("not_found", None)
    assert str(gone) in message
    assert (fine, current) == (None, fingerprint.reading(job.policy))


def test_one_document_the_whole_way(job: Work) -> None:
    frames = one_document(GOOD, SerialMapper(), job)
    assert frames["quality.document"]["status"].to_list() == ["loaded"]
    assert frames["core.fact_budget"].height == frames["raw.line"].height > 0
    with pytest.raises(FileNotFoundError):
        one_document(SAMPLES / "none.pdf", SerialMapper(), job)


def test_one_document_that_cannot_be_read(job: Work, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    frames = one_document(tmp_path / "empty.pdf", SerialMapper(), job)
    assert frames["quality.document"].select("status", "reason").rows() == [("unreadable", "empty_file")]
    assert frames["raw.line"].is_empty()


def test_a_path_that_cannot_be_looked_at_has_a_row_of_its_own(job: Work, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("folder/", "")
    uri = (tmp_path / "none.zip").as_uri()
    frames = one_document(tmp_path / "none.zip", SerialMapper(), job)
    assert frames["raw.document"].select("document_id", "file_name", "source_uri", "bytes", "reason").rows() == [
        (path_id(uri), "none.zip", uri, 0, "empty_file")
    ]
    assert frames["quality.document"]["message_en"].to_list() == ["none.zip holds no file; get it anew"]
