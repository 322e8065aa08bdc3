"""Earlier states of a warehouse file: kept under another name when the next one takes its place, and put back.

A snapshot is a second name of the file (a hard link), so keeping one costs no copy.  After a rollback runs do not
publish until it is released: what was wrong with the state that was left would come back the next night.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from warehouse.connection import WarehouseError, connect_readonly
from warehouse.store.snapshot import Snapshot
from warehouse.writer.files import remove_leftovers, swap_in, temporary_path

_NAME = "%Y%m%dT%H%M%SZ"


def keep(target: Path, number: int) -> None:
    """Give the warehouse ``target`` a second name before it is replaced; all but the ``number`` latest snapshots go."""
    folder = _folder(target)
    if number and target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _link(target, _fresh(folder, target))
    for old in _files(folder)[:-number] if number else _files(folder):
        old.unlink(missing_ok=True)


def snapshots(target: Path) -> list[Snapshot]:
    """The snapshots of the warehouse ``target``, the oldest first."""
    return [_described(path) for path in _files(_folder(target))]


def roll_back(target: Path, name: str, number: int) -> None:
    """Put the snapshot ``name`` in the place of ``target``, which becomes a snapshot itself, and hold publishing.

    The caller holds the writer's lock.  Raises WarehouseError where there is no such snapshot.
    """
    wanted = _folder(target) / f"{name}{target.suffix}"
    if not wanted.is_file():
        known = ", ".join(path.stem for path in _files(_folder(target))) or "there are none"
        raise WarehouseError(f"no snapshot {name} of {target} ({known})")
    with connect_readonly(wanted):
        pass  # a state of a later version is refused
    built = temporary_path(target)
    try:
        shutil.copyfile(wanted, built)  # not a link: the file is written to, the snapshot is not
        keep(target, number + 1)
        swap_in(built, target)
    finally:
        remove_leftovers(target)
    _hold(target).write_text(f"{name}\n", encoding="utf-8")


def release(target: Path) -> bool:
    """Let runs publish again; whether they were held."""
    held = _hold(target).exists()
    _hold(target).unlink(missing_ok=True)
    return held


def held_since(target: Path) -> str | None:
    """The snapshot that was put back and not released yet, or None."""
    hold = _hold(target)
    return hold.read_text(encoding="utf-8").strip() if hold.exists() else None


def _folder(target: Path) -> Path:
    return target.parent / ".gouji" / target.name / "snapshots"


def _hold(target: Path) -> Path:
    return _folder(target).parent / "hold"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def _fresh(folder: Path, target: Path) -> Path:
    """A name after the time the state was published; a later one of the same second gets a number."""
    stamp = datetime.fromtimestamp(target.stat().st_mtime, UTC).strftime(_NAME)
    path, number = folder / f"{stamp}{target.suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stamp}-{number}{target.suffix}"
    return path


def _link(target: Path, path: Path) -> None:
    """A hard link, or where the file system has none a copy."""
    try:
        os.link(target, path)
    except OSError:
        shutil.copyfile(target, path)


def _described(path: Path) -> Snapshot:
    with connect_readonly(path, newer=True) as connection:
        last = connection.execute(
            "SELECT run_id, finished_at FROM quality.run ORDER BY finished_at DESC NULLS LAST LIMIT 1"
        ).fetchone()
        # a version without shards has the counts of documents alone
        held = connection.execute("SELECT count(*), coalesce(sum(lines), 0)::BIGINT FROM quality.document").fetchone()
    run_id, finished_at = last or (None, None)
    documents, lines = held or (0, 0)
    return Snapshot(path.stem, path, run_id, finished_at, int(documents), int(lines))
