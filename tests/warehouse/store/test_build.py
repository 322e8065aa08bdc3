"""What a run puts into the warehouse: shards with news are made anew, all other rows stay as they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.conform.dimensions import with_department
from tests.warehouse.facts import frame
from tests.warehouse.store.made import POLICY, STARTED, document, part, run, staged
from warehouse.connection import WarehouseError, connect_readonly
from warehouse.schema import fit
from warehouse.store import fingerprint
from warehouse.store import replace as replacing
from warehouse.store.build import counts, results
from warehouse.store.file import FileStore
from warehouse.store.known import path_id
from warehouse.store.store import Run

GONE = "file:///closed/a.pdf"


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with documents of two prefectures, and a path nobody could look at: each test has a copy."""
    folder = tmp_path_factory.mktemp("build")
    found = FileStore(folder / "w.duckdb")
    rows = [document("a", "a.pdf"), document("b", "b.pdf"), document(path_id(GONE), "closed", GONE)]
    run(found, staged(folder / "first", rows, [part("a", "320506"), part("b", "130100")]), "r0")
    return found.path


@pytest.fixture
def store(one_night: Path, tmp_path: Path) -> FileStore:
    return FileStore(Path(shutil.copy(one_night, tmp_path)))


def ask(store: FileStore, sql: str) -> list[tuple[object, ...]]:
    with connect_readonly(store.path) as connection:
        return connection.execute(sql).fetchall()


def made_at(store: FileStore) -> dict[str, datetime]:
    return {str(shard): at for shard, at in ask(store, "SELECT shard, made_at FROM quality.shard")}  # type: ignore[misc]


def test_what_is_known_of_the_warehouse_before(store: FileStore, tmp_path: Path) -> None:
    known = store.known()
    assert known.fingerprints == {"a": "read a.pdf", "b": "read b.pdf", path_id(GONE): "read closed"}
    assert known.shards == {"a": "3205", "b": "1301", path_id(GONE): "unplaced"}
    assert known.unreached == {path_id(GONE): GONE}
    assert known.made_by == dict.fromkeys(("3205", "1301", "unplaced"), fingerprint.building(POLICY))
    assert FileStore(tmp_path / "absent.duckdb").known().fingerprints == {}


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with pytest.raises(WarehouseError, match="no warehouse of gouji"):
        FileStore(tmp_path / "other.duckdb").known()


def test_only_the_shards_with_news_are_made_again(store: FileStore, tmp_path: Path) -> None:
    before = made_at(store)
    staging = staged(tmp_path / "second", [document("c", "c.pdf")], [part("c", "320500")])
    made = run(store, staging)
    assert [change.shard for change in made.changes] == ["3205"]
    after = made_at(store)
    assert after["3205"] > before["3205"]
    assert {shard: at for shard, at in after.items() if shard != "3205"} == {
        shard: at for shard, at in before.items() if shard != "3205"
    }
    assert ask(store, "SELECT shard, documents, lines FROM quality.shard ORDER BY 1") == [
        ("1301", 1, 10), ("3205", 2, 20), ("unplaced", 1, 10)]  # fmt: skip


@pytest.mark.parametrize("together", [0, 600])
def test_a_document_that_moves_touches_both_shards(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(replacing, "DOCUMENTS", together)  # each shard alone, and all in one
    again = staged(tmp_path / "second", [document("a", "a again.pdf")], [part("a", "130102")], gone=("a",))
    assert {change.shard for change in run(store, again).changes} == {"3205", "1301"}
    rows = ask(
        store, "SELECT document_id, file_name, shard FROM raw.document WHERE document_id IN ('a', 'b') ORDER BY 1"
    )
    assert rows == [("a", "a again.pdf", "1301"), ("b", "b.pdf", "1301")]
    assert ask(store, "SELECT documents FROM quality.shard WHERE shard = '3205'") == [(0,)]
    assert ask(store, "SELECT count(*) FROM core.dim_department WHERE shard = '3205'") == [(0,)]
    assert ask(store, "SELECT region_code FROM core.dim_department ORDER BY 1") == [("130100",), ("130102",)]


def test_what_is_healed_leaves(store: FileStore, tmp_path: Path) -> None:
    run(store, staged(tmp_path / "second", [document("c", "c.pdf")], gone=(path_id(GONE),)))
    assert ask(store, "SELECT file_name, shard FROM raw.document ORDER BY 1") == [
        ("a.pdf", "3205"), ("b.pdf", "1301"), ("c.pdf", "unplaced")]  # fmt: skip


def test_the_row_of_a_run_sums_the_shards(store: FileStore, tmp_path: Path) -> None:
    staging = staged(tmp_path / "second", [document("c", "c.pdf"), document("d", "d.pdf")], [part("c", "320506")])
    run(store, staging)
    assert counts(staging)["rows"]["quality.document"] == 2
    assert {shard: rows.is_empty() for shard, rows in results(staging).items()} == {"3205": True, "unplaced": True}
    runs = ask(
        store,
        "SELECT run_id, documents, documents_read, statements, lines, quarantined, identities_held, identities_failed, "
        "stopped, started_at, finished_at > started_at FROM quality.run ORDER BY 1",
    )
    assert runs == [
        ("r0", 3, 3, 6, 30, 9, 21, 3, None, STARTED, True),
        ("r1", 2, 2, 10, 50, 15, 35, 5, None, STARTED, True),
    ]


def test_a_rule_no_shard_gave_anything_to_say_is_found_once(store: FileStore, tmp_path: Path) -> None:
    never = "SELECT count(*), count(DISTINCT rule_id) FROM quality.finding WHERE kind = 'rule_never_evaluated'"
    silent = len(POLICY.rules)
    assert ask(store, never) == [(silent, silent)]
    run(store, staged(tmp_path / "second", [document("c", "c.pdf")], [part("c", "320506")]))
    assert ask(store, never) == [(silent, silent)]


def test_a_shard_that_cannot_be_made_stays_as_it_was(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warehouse.store import assemble

    whole = assemble.build_marts

    def failing(connection: duckdb.DuckDBPyConnection) -> None:
        if connection.execute("SELECT count(*) FROM raw.part WHERE document_id = 'c'").fetchone() == (1,):
            raise ZeroDivisionError("a slip of ours")
        whole(connection)

    monkeypatch.setattr(assemble, "build_marts", failing)
    rows = [document("c", "c.pdf"), document("d", "d.pdf")]
    made = run(store, staged(tmp_path / "second", rows, [part("c", "320506"), part("d", "130100")]))
    assert [change.shard for change in made.changes] == ["1301"]
    assert "a slip of ours" in made.stopped["3205"]
    assert ask(store, "SELECT file_name FROM raw.document WHERE shard = '3205'") == [("a.pdf",)]
    assert ask(store, "SELECT file_name FROM raw.document WHERE shard = '1301' ORDER BY 1") == [("b.pdf",), ("d.pdf",)]
    [(stopped,)] = ask(store, "SELECT stopped FROM quality.run WHERE run_id = 'r1'")
    assert str(stopped).startswith("3205: ")
    assert "a slip of ours" in str(stopped)


def test_a_document_that_moves_to_a_shard_that_is_stopped_stays_where_it_was(
    store: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warehouse.store import assemble

    whole = assemble.build_marts

    def failing(connection: duckdb.DuckDBPyConnection) -> None:
        if connection.execute("SELECT count(*) FROM raw.part WHERE region_code = '440300'").fetchone() == (1,):
            raise ZeroDivisionError("a slip of ours")
        whole(connection)

    monkeypatch.setattr(assemble, "build_marts", failing)
    before = ask(store, "SELECT document_id, shard FROM raw.document ORDER BY 1")
    rows = [document("a", "a.pdf"), document("c", "c.pdf")]
    parts = [part("a", "440300"), part("c", "130100")]
    made = run(store, staged(tmp_path / "second", rows, parts, gone=("a",)))
    assert [change.shard for change in made.changes] == ["1301"]
    assert "a slip of ours" in made.stopped["4403"]
    assert made.stopped["3205"] == "a document moves between it and shard 4403, which is not published"
    after = ask(store, "SELECT document_id, shard FROM raw.document ORDER BY 1")
    assert after == sorted([*before, ("c", "1301")])
    assert ("a", "3205") in after


def fact(id_: str, table: int) -> dict[str, object]:
    """A row of core.fact_budget: 100 yuan."""
    return {"line_id": f"{id_}-{table}-1-1", "document_id": id_, "part_no": 1, "table_no": table, "fiscal_year": 2024,
            "department_id": with_department(frame("raw.part", [part(id_, "320506")]))["department_id"][0],
            "stage": "budget", "statement": "expenditure", "line_no": 1, "line_name": "行政运行", "measure": "total",
            "line_role": "item",
            "flow": "expenditure", "amount": Decimal(100), "amount_published": "100", "unit": "元", "is_leaf": True,
            "rounding_step": Decimal(1), "is_total": False, "assurance": "unchecked", "page": 1, "grid_no": table,
            "row_no": 1, "col_no": 1}  # fmt: skip


def fails(id_: str, table: int) -> dict[str, object]:
    """A row of quality.result: the table fails a blocking rule."""
    return {"result_id": f"{id_}-{table}", "rule_id": "GEN-TOTAL", "document_id": id_, "part_no": 1, "table_no": table,
            "statement": "expenditure", "node": "total", "verdict": "fail", "severity": "critical"}  # fmt: skip


def test_a_shard_with_rows_that_should_be_held_back_is_stopped(store: FileStore, tmp_path: Path) -> None:
    also = {
        "core.fact_budget": fit(frame("core.fact_budget", [fact("c", 1), fact("c", 2)]), "core.fact_budget"),
        "quality.result": frame("quality.result", [fails("c", 2)]),
    }
    rows = [document("c", "c.pdf"), document("d", "d.pdf")]
    staging = staged(tmp_path / "second", rows, [part("c", "320506"), part("d", "130100")], also=also)
    made = run(store, staging)
    assert [change.shard for change in made.changes] == ["1301"]
    assert "c, 1, 2, GEN-TOTAL, total" in made.stopped["3205"]


def test_a_statement_that_is_held_back_in_part_loads_beside_what_is_held_back(store: FileStore, tmp_path: Path) -> None:
    """Of an equation that fails, one figure is in quarantine and another loads."""
    loaded, held = fact("c", 1), fact("c", 1) | {"line_id": "c-1-2-1", "line_no": 2, "row_no": 2}
    quarantine = frame("quarantine.fact_budget", [held | {"rules_failed": "GEN-TOTAL"}])
    terms = [{"result_id": "c-1", "line_id": one["line_id"], "coefficient": 1, "side": "lhs"} for one in (loaded, held)]
    also = facts(loaded) | {
        "quarantine.fact_budget": fit(quarantine, "quarantine.fact_budget"),
        "quality.result": frame("quality.result", [fails("c", 1)]),
        "quality.term": frame("quality.term", terms),
    }
    staging = staged(tmp_path / "second", [document("c", "c.pdf")], [part("c", "320506")], also=also)
    assert run(store, staging).stopped == {}
    assert ask(store, "SELECT line_id FROM core.fact_budget") == [("c-1-1-1",)]
    assert ask(store, "SELECT line_id FROM quarantine.fact_budget") == [("c-1-2-1",)]


def facts(*rows: dict[str, object]) -> dict[str, pl.DataFrame]:
    return {"core.fact_budget": fit(frame("core.fact_budget", list(rows)), "core.fact_budget")}


def test_a_broken_key_stops_its_shard_and_no_other(store: FileStore, tmp_path: Path) -> None:
    rows = [document("c", "c.pdf"), document("d", "d.pdf")]
    parts = [part("c", "320506"), part("d", "130100")]
    of_d = fact("d", 1) | {"department_id": with_department(frame("raw.part", parts))["department_id"][1]}
    staging = staged(tmp_path / "second", rows, parts, also=facts(fact("c", 1), fact("c", 1), of_d))
    made = run(store, staging)
    assert [change.shard for change in made.changes] == ["1301"]
    assert made.stopped == {"3205": "checks failed: core.fact_budget unique(line_id): c-1-1-1, 2"}
    assert ask(store, "SELECT file_name FROM raw.document WHERE shard = '3205'") == [("a.pdf",)]
    assert ask(store, "SELECT line_id, amount FROM core.fact_budget") == [("d-1-1-1", Decimal(100))]
    assert ask(store, "SELECT shards, stopped FROM quality.run WHERE run_id = 'r1'") == [
        (1, "3205: checks failed: core.fact_budget unique(line_id): c-1-1-1, 2")]  # fmt: skip


def test_where_every_shard_is_stopped_nothing_is_published(store: FileStore, tmp_path: Path) -> None:
    before = store.path.read_bytes()
    twice = facts(fact("c", 1), fact("c", 1))
    with pytest.raises(WarehouseError, match=r"shard 3205: checks failed: core\.fact_budget"):
        run(store, staged(tmp_path / "second", [document("c", "c.pdf")], [part("c", "320506")], also=twice))
    assert store.path.read_bytes() == before


@pytest.mark.parametrize(("stopped", "other"), [("3205", "1301"), ("1301", "3205")])
def test_shards_between_which_a_document_moves_are_published_together(
    store: FileStore, tmp_path: Path, stopped: str, other: str
) -> None:
    """Else it would be in both of them, or in none."""
    rows = [document("a", "a again.pdf"), document("c", "c.pdf"), document("d", "d.pdf")]
    parts = [part("a", "130102"), part("c", f"{stopped}00"), part("d", "430400")]
    twice = facts(fact("c", 1), fact("c", 1))
    made = run(store, staged(tmp_path / "second", rows, parts, gone=("a",), also=twice))
    assert [change.shard for change in made.changes] == ["4304"]
    assert made.stopped.keys() == {"3205", "1301"}
    assert made.stopped[other] == f"a document moves between it and shard {stopped}, which is not published"
    assert ask(store, "SELECT file_name, shard FROM raw.document WHERE shard <> 'unplaced' ORDER BY 1") == [
        ("a.pdf", "3205"), ("b.pdf", "1301"), ("d.pdf", "4304")]  # fmt: skip


def test_a_night_with_nothing_to_do_is_put_down(store: FileStore) -> None:
    store.note(Run("r1", "print", STARTED, 3, 0))
    # somebody reads: a copy takes the place of the file
    reading = "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", reading, str(store.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        store.note(Run("r2", "print", STARTED, 3, 0))
        other.communicate(b"")
    assert ask(store, "SELECT run_id, documents, documents_read, lines FROM quality.run ORDER BY 1") == [
        ("r0", 3, 3, 30), ("r1", 3, 0, 30), ("r2", 3, 0, 30)]  # fmt: skip
