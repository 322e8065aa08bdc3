"""Publishing: whole or not at all, one writer at a time, readers undisturbed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from pipelines.model.schema import tables
from tests.warehouse.facts import Books, frame
from tests.warehouse.publishing import publish
from warehouse.read import connect_readonly
from warehouse.schema import FrameError
from warehouse.store.lock import LockedError, writer_lock
from warehouse.writer.files import remove_leftovers
from warehouse.writer.verify import CheckError

ROOT = Path(__file__).resolve().parents[2]


def books(amount: str, name: str = "a") -> Books:
    made = Books()
    made.document(name).table("expenditure").line("行政运行", {"total": amount}, code="2010601")
    return made


def amount_in(path: Path) -> Decimal:
    """The sum of the marts' spending."""
    with connect_readonly(path) as connection:
        row = connection.execute("SELECT sum(amount) FROM mart.expenditure").fetchone()
    assert row is not None
    return Decimal(row[0])


def amount_seen_by_another_process(path: Path) -> Decimal:
    """The same, read by a process that holds nothing of the old file."""
    code = (
        "import sys; from pathlib import Path; from warehouse.read import connect_readonly as c;"
        "print(c(Path(sys.argv[1])).execute('SELECT sum(amount) FROM mart.expenditure').fetchone()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    return Decimal(done.stdout.strip())


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_every_table_and_column_is_created_and_described(tmp_path: Path) -> None:
    path = publish({}, tmp_path / "w.duckdb").path
    with connect_readonly(path) as connection:
        found = connection.execute(
            "SELECT schema_name || '.' || table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
        described = connection.execute(
            "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() WHERE NOT internal UNION ALL "
            "SELECT schema_name || '.' || view_name, comment FROM duckdb_views() WHERE NOT internal"
        ).fetchall()
    expected = {(t.full_name, c.name): c.comment for t in tables().values() for c in t.columns}
    assert {(table, column): comment for table, column, comment in found} == expected
    assert dict(described) == {t.full_name: t.comment for t in tables().values()}
    assert names(tmp_path) == {"w.duckdb", "w.duckdb.lock"}


def test_columns_of_the_file_have_the_types_of_the_schema(tmp_path: Path) -> None:
    path = publish({}, tmp_path / "w.duckdb").path
    with connect_readonly(path) as connection:
        rows = connection.execute(
            "SELECT schema_name || '.' || table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal"
        ).fetchall()
    assert {(t, c): kind for t, c, kind in rows} == {
        (t.full_name, c.name): c.duckdb_type for t in tables().values() for c in t.columns
    }


def test_equal_input_gives_equal_tables_in_equal_order(tmp_path: Path) -> None:
    made = Books()
    for name in ("b", "a", "c"):
        table = made.document(name, department=name).table("expenditure")
        for code in ("2010699", "2010601"):
            table.line("某项", {"total": "1"}, code=code)
    frames = made.frames()
    shuffled = {name: rows.reverse() for name, rows in frames.items()}
    read = []
    for number, given in enumerate((frames, shuffled)):
        path = publish(given, tmp_path / f"{number}.duckdb").path
        with connect_readonly(path) as connection:
            read.append([connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables()])
    assert read[0] == read[1]


def test_an_open_reader_keeps_the_old_data_and_a_new_one_sees_the_new(tmp_path: Path) -> None:
    path = publish(books("1").frames(), tmp_path / "w.duckdb").path
    with connect_readonly(path) as old:
        publish(books("2").frames(), path)
        assert old.execute("SELECT sum(amount) FROM core.fact_budget").fetchone() == (Decimal("1.00"),)
        assert amount_seen_by_another_process(path) == Decimal("2.00")


POINTS = ("create_all", "load", "build_marts", "files.replace", "after")


@pytest.fixture(scope="module")
def of_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of the books "1", to be copied."""
    return publish(books("1").frames(), tmp_path_factory.mktemp("publish") / "w.duckdb").path


@pytest.mark.parametrize("point", POINTS)
def test_a_run_killed_at_any_point_leaves_a_whole_warehouse(of_one: Path, tmp_path: Path, point: str) -> None:
    path = Path(shutil.copy(of_one, tmp_path))
    killed = subprocess.run([sys.executable, "-c", _KILLED, str(path), point], cwd=ROOT, capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert amount_in(path) == Decimal("2.00" if point == "after" else "1.00")
    published = publish(books("3").frames(), path)
    assert amount_in(path) == Decimal("3.00")
    assert bool(published.removed) == (point != "after")
    assert names(tmp_path) == {"w.duckdb", "w.duckdb.lock"}


# Publishes "2" over "1" and kills itself, as kill -9 would, after the named step (before the rename itself).
_KILLED = """
import os, pathlib, signal, sys
from tests.warehouse.test_publish import books
from tests.warehouse import publishing as module
from warehouse.writer import files

path, point = pathlib.Path(sys.argv[1]), sys.argv[2]
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
if point == "files.replace":
    pathlib.Path.replace = lambda *_: die()
elif point != "after":
    step = getattr(module, point)
    def killed(*args, **named):
        step(*args, **named)
        die()
    setattr(module, point, killed)
module.publish(books("2").frames(), path)
die()
"""


def test_two_writers_exclude_each_other(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    with writer_lock(path), pytest.raises(LockedError, match=r"published by another process \(process \d+\)"):
        publish({}, path)
    assert not path.exists()
    publish({}, path)  # the lock is gone with its holder


def test_leftovers_of_other_warehouses_are_not_touched(tmp_path: Path) -> None:
    for name in ("w.tmp-1.duckdb", "w.tmp-1.duckdb.wal", "w2.tmp-1.duckdb", "w.duckdb", "[w].tmp-1.duckdb"):
        (tmp_path / name).touch()
    (tmp_path / "w.tmp-1.duckdb.spill").mkdir()
    removed = remove_leftovers(tmp_path / "w.duckdb")
    assert {p.name for p in removed} == {"w.tmp-1.duckdb", "w.tmp-1.duckdb.wal", "w.tmp-1.duckdb.spill"}
    assert names(tmp_path) == {"w2.tmp-1.duckdb", "w.duckdb", "[w].tmp-1.duckdb"}


def test_a_missing_required_column_is_named(tmp_path: Path) -> None:
    frames = books("1").frames()
    frames["core.fact_budget"] = frames["core.fact_budget"].drop("amount", "statement")
    with pytest.raises(FrameError, match=r"core\.fact_budget: required columns are missing: statement, amount"):
        publish(frames, tmp_path / "w.duckdb")
    assert names(tmp_path) == {"w.duckdb.lock"}


def test_missing_optional_columns_are_null_and_extra_ones_refused(tmp_path: Path) -> None:
    frames = books("1").frames()
    frames["core.fact_budget"] = frames["core.fact_budget"].drop("column_title")
    path = publish(frames, tmp_path / "w.duckdb").path
    with connect_readonly(path) as connection:
        assert connection.execute("SELECT column_title FROM core.fact_budget").fetchall() == [(None,)]
    frames["core.fact_budget"] = frames["core.fact_budget"].with_columns(colour=pl.lit("red"))
    with pytest.raises(FrameError, match="does not know: colour"):
        publish(frames, path)


def test_unknown_tables_and_marts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FrameError, match=r"core\.fact_budgt"):
        publish({"core.fact_budgt": pl.DataFrame()}, tmp_path / "w.duckdb")
    with pytest.raises(FrameError, match="marts are built here"):
        publish({"mart.expenditure": pl.DataFrame()}, tmp_path / "w.duckdb")


def test_a_broken_key_keeps_the_old_warehouse(tmp_path: Path) -> None:
    path = publish(books("1").frames(), tmp_path / "w.duckdb").path
    frames = books("2").frames()
    frames["core.fact_budget"] = pl.concat([frames["core.fact_budget"]] * 2)
    with pytest.raises(CheckError, match=r"core\.fact_budget unique\(line_id\)"):
        publish(frames, path)
    assert amount_in(path) == Decimal("1.00")
    assert names(tmp_path) == {"w.duckdb", "w.duckdb.lock"}


def test_a_fact_without_its_document_keeps_the_old_warehouse(tmp_path: Path) -> None:
    frames = books("2").frames()
    frames["core.dim_document"] = frames["core.dim_document"].clear()
    with pytest.raises(CheckError, match=r"references\(document_id, part_no -> core.dim_document\)"):
        publish(frames, tmp_path / "w.duckdb")
    assert names(tmp_path) == {"w.duckdb.lock"}


def test_a_foreign_write_ahead_log_is_moved_aside(tmp_path: Path) -> None:
    path = publish(books("1").frames(), tmp_path / "w.duckdb").path
    shutil.copy(path, tmp_path / "w.duckdb.wal")
    publish(books("2").frames(), path)
    assert amount_in(path) == Decimal("2.00")
    assert "w.duckdb.wal.orphaned" in names(tmp_path)


def test_dates_and_waivers_load(tmp_path: Path) -> None:
    waiver = frame(
        "quality.waiver", [{"waiver_id": "w1", "rule_id": "R1", "expiry": date(2026, 12, 31), "is_active": True}]
    )
    published = publish({"quality.waiver": waiver}, tmp_path / "w.duckdb")
    assert published.rows["quality.waiver"] == 1
