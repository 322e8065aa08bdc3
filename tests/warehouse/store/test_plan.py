"""Which files a run reads, which documents it keeps, and which of those it judges again."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import pytest

from expectations.policy import load_policy
from pipelines.acquire import Inventory, scan
from pipelines.model.decisions import BodyDecision, DocumentDecision, Named, Relation
from pipelines.model.document import Unreadable
from pipelines.model.schema import tables
from warehouse.connection import Limits, connect_writer
from warehouse.store.file import FileStore
from warehouse.store.fingerprint import building, building_of, reading
from warehouse.store.known import Known, path_id
from warehouse.store.plan import Plan, plan
from warehouse.store.versions import record
from warehouse.writer.load import create_all

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
    """What is stored when a plan is made: the files, and a path below them that nobody could look at."""

    files: Path

    def store(self, *, read_by: str, built_by: str, closed: str = "") -> Kept:
        """A store that holds them, read and made by these versions."""
        sources, _ = scan([str(self.files)])
        ids = [one.document_id for one in sources]
        ids += [path_id(closed)] if closed else []
        unreached = {path_id(closed): closed} if closed else {}
        known = Known(dict.fromkeys(ids, read_by), dict.fromkeys(ids, "3205"), unreached, {"3205": built_by})
        return Kept(Path("none.duckdb"), holds=known)

    def plan(self, **known: str) -> Plan:
        """What to do with the same files."""
        return plan([str(self.files)], self.store(**known), POLICY)


@dataclass(frozen=True)
class Kept(FileStore):
    """A store of which only is asked what it holds."""

    holds: Known = field(default_factory=Known)

    def known(self) -> Known:
        return self.holds


@pytest.fixture
def before(files: Path) -> Before:
    return Before(files)


def test_a_first_run_reads_everything(tmp_path: Path, files: Path) -> None:
    found = plan([str(files)], FileStore(tmp_path / "none.duckdb"), POLICY)
    assert [one.file_name for one in found.changed] == ["a.txt", "b.txt"]
    assert not found.gone | found.again
    assert not found.is_current


def test_a_file_that_the_inventory_vouches_for_is_not_opened(tmp_path: Path, files: Path) -> None:
    inventory = Inventory(tmp_path / "inventory.sqlite")
    for path in files.iterdir():
        os.utime(path, (1, 1))
    store = FileStore(tmp_path / "none.duckdb")
    first = plan([str(files)], store, POLICY, inventory)
    (files / "a.txt").write_text("c", encoding="utf-8")
    os.utime(files / "a.txt", (1, 1))  # a write nobody could know of without opening it
    assert plan([str(files)], store, POLICY, inventory).sources == first.sources
    assert plan([str(files)], store, POLICY).sources != first.sources


def test_nothing_is_done_twice(before: Before) -> None:
    found = before.plan(read_by=reading(POLICY), built_by=building(POLICY))
    assert found.is_current
    assert not found.gone | found.again


def test_another_build_judges_again_and_reads_nothing(before: Before) -> None:
    found = before.plan(read_by=reading(POLICY), built_by="another")
    assert not found.changed
    assert found.again == {one.document_id for one in found.sources}
    assert not found.is_current


def test_another_reader_reads_again(before: Before) -> None:
    found = before.plan(read_by="another", built_by="another")
    assert len(found.changed) == 2
    assert found.gone == {one.document_id for one in found.sources}
    assert not found.again


def test_a_new_file_leaves_the_others_alone(before: Before, files: Path) -> None:
    store = before.store(read_by=reading(POLICY), built_by=building(POLICY))
    (files / "c.txt").write_text("c", encoding="utf-8")
    found = plan([str(files)], store, POLICY)
    assert [one.file_name for one in found.changed] == ["c.txt"]
    assert not found.gone | found.again
    assert not found.is_current


def test_a_path_that_opened_is_healed_and_one_elsewhere_is_not(before: Before, files: Path) -> None:
    here, elsewhere = (files / "closed").as_uri(), "file:///elsewhere/closed"
    known = {"read_by": reading(POLICY), "built_by": building(POLICY)}
    assert before.plan(closed=here, **known).healed == (path_id(here),)
    other = before.plan(closed=elsewhere, **known)
    assert other.healed == ()
    assert path_id(elsewhere) not in other.gone


def test_a_folder_whose_name_only_begins_alike_is_elsewhere(before: Before, files: Path) -> None:
    beside = f"{files.as_uri()}2/closed"
    assert before.plan(closed=beside, read_by=reading(POLICY), built_by=building(POLICY)).healed == ()


def test_a_path_below_one_that_is_closed_now_is_not_healed(before: Before, files: Path) -> None:
    (files / "deep").symlink_to(files / "deep")
    closed = (files / "deep" / "closed").as_uri()
    found = before.plan(closed=closed, read_by=reading(POLICY), built_by=building(POLICY))
    assert found.healed == ()
    assert [problem.path for problem in found.fresh_problems] == [files / "deep"]


def test_a_folder_that_is_suddenly_empty_is_a_problem_until_it_is_not(tmp_path: Path, files: Path) -> None:
    store = FileStore(tmp_path / "w.duckdb")
    first = plan([str(files)], store, POLICY)
    with connect_writer(store.path, Limits()) as connection:
        create_all(connection, tables())
        record(connection, first.sweep)
    away = files.rename(tmp_path / "away")
    files.mkdir()
    found = plan([str(files)], store, POLICY)
    assert [(one.path, one.reason) for one in found.fresh_problems] == [(files, Unreadable.EMPTIED)]
    assert found.document_ids == [path_id(files.as_uri())]
    assert found.sweep is not None
    assert found.sweep.withdrawn == 0
    files.rmdir()
    away.rename(files)
    assert not plan([str(files)], store, POLICY).problems


@pytest.mark.parametrize("by_name", [True, False])
def test_what_is_decided_of_a_document_has_it_read_again_and_no_other(before: Before, by_name: bool) -> None:
    store = before.store(read_by=reading(POLICY), built_by=building(POLICY))
    one, _ = scan([str(before.files)])[0]
    row = DocumentDecision(
        "D-1",
        one.file_name if by_name else one.document_id,
        None,
        None,
        None,
        2024,
        None,
        None,
        None,
        "seen",
        "a person",
    )
    found = plan([str(before.files)], store, replace(POLICY, documents=(row,)))
    assert [source.document_id for source in found.changed] == [one.document_id]
    assert found.gone == {one.document_id}
    assert not found.again | found.remade


@pytest.mark.parametrize(("region", "shards"), [("320506", {"3205"}), ("130322", set())])
def test_what_is_decided_of_a_body_has_its_shard_made_anew_and_nothing_read(
    before: Before, region: str, shards: set[str]
) -> None:
    store = before.store(read_by=reading(POLICY), built_by=building(POLICY))
    bodies = Named("甲局", region), Named("乙局", region)
    policy = replace(POLICY, bodies=(BodyDecision("B-1", Relation.SAME, *bodies, None, None, "seen", "a person"),))
    found = plan([str(before.files)], store, policy)
    assert found.remade == shards
    assert found.is_current is not bool(shards)
    assert not found.changed
    assert not found.again
    made = before.store(read_by=reading(POLICY), built_by=building_of(policy, "3205"))
    assert plan([str(before.files)], made, policy).is_current
    undone = plan([str(before.files)], made, POLICY)
    assert (undone.remade, undone.again) == (shards, frozenset())
