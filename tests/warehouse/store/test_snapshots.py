"""Earlier states of a warehouse: kept when the next one is published, put back, and held until released."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.cli.main import DONE, WRONG_USAGE, main
from tests.warehouse.store.made import document, part, run, staged
from warehouse.connection import WarehouseError, connect_readonly
from warehouse.store.file import FileStore
from warehouse.store.snapshots import snapshots


def names(path: Path) -> list[str]:
    with connect_readonly(path) as connection:
        return [name for (name,) in connection.execute("SELECT file_name FROM raw.document ORDER BY 1").fetchall()]


def publish(store: FileStore, folder: Path, name: str) -> None:
    run(store, staged(folder / name, [document(name, f"{name}.pdf")], [part(name, "320506")]), name)


def test_a_state_is_kept_put_back_and_held_until_released(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = FileStore(tmp_path / "w.duckdb", kept=2)
    told = ["--warehouse", str(store.path)]
    for name in ("a", "b", "c"):
        publish(store, tmp_path, name)
    first, second = snapshots(store.path)
    assert [(one.run_id, one.documents, one.lines) for one in (first, second)] == [("a", 1, 10), ("b", 2, 20)]
    assert (names(first.path), names(second.path)) == (["a.pdf"], ["a.pdf", "b.pdf"])

    assert main(["snapshots", *told]) == DONE
    assert f"{second.name}  run ended 20" in capsys.readouterr().out
    assert main(["rollback", first.name, *told]) == DONE
    assert "do not publish until" in capsys.readouterr().out
    assert names(store.path) == ["a.pdf"]
    assert [one.run_id for one in snapshots(store.path)] == ["a", "b", "c"]  # what was left can be had again

    with pytest.raises(WarehouseError, match=f"was rolled back to {first.name}"):
        publish(store, tmp_path, "d")
    assert names(store.path) == ["a.pdf"]
    assert main(["snapshots", *told]) == DONE
    assert "runs do not publish" in capsys.readouterr().out
    assert main(["rollback", "--release", *told]) == DONE
    publish(store, tmp_path, "e")
    assert names(store.path) == ["a.pdf", "e.pdf"]
    assert len(snapshots(store.path)) == 2  # the oldest make room


def test_nothing_is_put_back_that_is_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ["--warehouse", str(tmp_path / "w.duckdb")]
    assert main(["snapshots", *told]) == DONE
    assert "no earlier state" in capsys.readouterr().out
    assert main(["rollback", "yesterday", *told]) == WRONG_USAGE
    assert "no snapshot yesterday" in capsys.readouterr().err
    assert main(["rollback", *told]) == WRONG_USAGE
    assert main(["rollback", "--release", *told]) == DONE
    assert "were not held" in capsys.readouterr().out
