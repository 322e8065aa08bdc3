"""Which files a run reads, which documents it keeps, and which of those it judges again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from expectations.policy import load_policy
from pipelines.acquire import scan
from tests.warehouse.conftest import Published
from tests.warehouse.facts import READ_AT, frame
from warehouse.store.fingerprint import building, reading
from warehouse.store.known import path_id
from warehouse.store.plan import Plan, plan

POLICY = load_policy()
FINISHED = datetime(2026, 1, 1, 8)  # noqa: DTZ001


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Before:
    """Makes the warehouse that a plan starts from."""

    published: Published
    path: Path
    files: Path

    def warehouse(self, *, read_by: str, built_by: str, closed: str = "") -> Path:
        """One that holds the files, and a path below them that nobody could look at."""
        sources, _ = scan([str(self.files)])
        rows = [(one.document_id, one.file_name, one.source_uri) for one in sources]
        rows += [(path_id(closed), "closed", closed)] if closed else []
        documents = [
            {"document_id": id_, "file_name": name, "source_uri": uri, "bytes": 1, "extracted_at": READ_AT,
             "fingerprint": read_by}
            for id_, name, uri in rows
        ]  # fmt: skip
        run = [{"run_id": "r", "version": "1", "fingerprint": built_by, "finished_at": FINISHED}]
        frames = {"raw.document": frame("raw.document", documents), "quality.run": frame("quality.run", run)}
        return self.published(frames, self.path)

    def plan(self, **known: str) -> Plan:
        """What to do with the same files."""
        return plan([str(self.files)], self.warehouse(**known), POLICY)


@pytest.fixture
def before(published: Published, tmp_path: Path, files: Path) -> Before:
    return Before(published, tmp_path / "w.duckdb", files)


def test_a_first_run_reads_everything(tmp_path: Path, files: Path) -> None:
    found = plan([str(files)], tmp_path / "none.duckdb", POLICY)
    assert [one.file_name for one in found.changed] == ["a.txt", "b.txt"]
    assert not found.kept | found.again
    assert not found.is_current


def test_nothing_is_done_twice(before: Before) -> None:
    found = before.plan(read_by=reading(POLICY), built_by=building(POLICY))
    assert found.is_current
    assert len(found.kept) == 2
    assert not found.again


def test_another_build_judges_again_and_reads_nothing(before: Before) -> None:
    found = before.plan(read_by=reading(POLICY), built_by="another")
    assert not found.changed
    assert found.again == found.kept == {one.document_id for one in found.sources}
    assert not found.is_current


def test_another_reader_reads_again(before: Before) -> None:
    found = before.plan(read_by="another", built_by="another")
    assert len(found.changed) == 2
    assert not found.kept


def test_a_new_file_leaves_the_others_alone(before: Before, files: Path) -> None:
    warehouse = before.warehouse(read_by=reading(POLICY), built_by=building(POLICY))
    (files / "c.txt").write_text("c", encoding="utf-8")
    found = plan([str(files)], warehouse, POLICY)
    assert [one.file_name for one in found.changed] == ["c.txt"]
    assert len(found.kept) == 2
    assert not found.again
    assert not found.is_current


def test_a_path_that_opened_is_healed_and_one_elsewhere_is_not(before: Before, files: Path) -> None:
    here, elsewhere = (files / "closed").as_uri(), "file:///elsewhere/closed"
    known = {"read_by": reading(POLICY), "built_by": building(POLICY)}
    assert before.plan(closed=here, **known).healed == (path_id(here),)
    other = before.plan(closed=elsewhere, **known)
    assert other.healed == ()
    assert path_id(elsewhere) in other.kept
