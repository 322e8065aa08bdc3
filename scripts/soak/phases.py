"""The kinds of nights: hostile files, kills, full disks, clocks that jump."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

from scripts.soak.checks import after_a_night, rows_of
from scripts.soak.place import ROOT, Night, Place
from scripts.soak.record import Record
from scripts.soak.watching import Seen, watched
from tests.kit.hostile import hostile
from warehouse.connection import connect_readonly

ENDED = (0, 1, 4)  # as a night may end
_KILLED = -9
_JUMPS = ("+400d", "-400d", "+20y", "-10y", "+1d", "-1d", "+3h", "-3h", "+35d", "-35d")


def begun(folder: Path) -> Place:
    """A place where the samples were read once: the witnesses."""
    at = Place(folder)
    if not at.warehouse.exists():
        at.prepare()
        shutil.copytree(ROOT / "samples", at.inbox / "samples", dirs_exist_ok=True)
        night = at.night()
        if night.status not in ENDED:
            raise SystemExit(night.said)
        with connect_readonly(at.warehouse) as connection:
            ids = [id_ for (id_,) in connection.execute("SELECT document_id FROM raw.document ORDER BY 1").fetchall()]
        (folder / "witnesses").write_text("\n".join(ids), encoding="utf-8")
    return at


def witnesses(at: Place) -> dict[str, object]:
    """Their rows, as they are published now."""
    ids = (at.folder / "witnesses").read_text(encoding="utf-8").split()
    with connect_readonly(at.warehouse) as connection:
        return rows_of(connection, ids)


def hostile_nights(at: Place, record: Record, nights: int, files: int, seed: int) -> None:
    """Nights of so many hostile ``files`` each, all of which stay in the inbox."""
    rows = witnesses(at)
    for number in record.left("hostile", nights):
        hostile(seed + number, files, at.inbox / f"hostile-{number:03}")
        with watched(at.warehouse) as seen:
            night = at.night()
        record.add(
            "hostile", [*_of_run(night), *_of_reader(seen), *after_a_night(at, rows)], files=files, **_of(night, seen)
        )


def killed_nights(at: Place, record: Record, kills: int, seed: int) -> None:
    """Nights with news that are killed at any moment, each followed by one that has to complete."""
    rows = witnesses(at)
    seconds = float(min((step["wall"] for step in record.of("hostile")[:1]), default=30.0))
    for number in record.left("killed", kills):
        chance = random.Random(f"{seed} {number}")
        hostile(seed + 10_000 + number, 4, at.inbox / f"killed-{number:03}")
        moment = chance.uniform(0.5, max(seconds, 10.0))
        with watched(at.warehouse) as seen:
            stopped = at.night(killed_after=moment)
            survived = after_kill(at, rows)
            night = at.night()
        wrong = [*_of_kill(stopped), *survived, *_of_run(night), *_of_reader(seen), *after_a_night(at, rows)]
        record.add("killed", wrong, after=round(moment, 1), ended=stopped.status, **_of(night, seen))
        seconds = 0.5 * seconds + 0.5 * night.wall


def after_kill(at: Place, rows: dict[str, object]) -> list[str]:
    """The published state must be whole, old or new."""
    return [] if witnesses(at) == rows else ["after a kill rows of old documents are others than before"]


def full_nights(at: Place, record: Record, times: int, seed: int) -> None:
    """Nights on a disk that is full at some moment, each followed by one with room.  Needs Linux and root (a tmpfs)."""
    for number in record.left("full disk", times):
        chance = random.Random(f"full {seed} {number}")
        disk = at.folder / "disk"
        disk.mkdir(exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4g", "tmpfs", str(disk)], check=True)
        try:
            inner = begun(disk)
            hostile(seed + 20_000 + number, 6, inner.inbox / "new")
            rows, used = witnesses(inner), _used(disk)
            room = int(used + chance.choice((0.0, 0.02, 0.1, 0.5, 1.0)) * inner.warehouse.stat().st_size)
            _remount(disk, max(room, used + 65536))
            with watched(inner.warehouse) as seen:
                full = inner.night()
                wrong = [] if full.status in (*ENDED, 3) else [f"a full disk ended a night with {full.status}"]
                wrong += [f"in words? {line}" for line in full.said.splitlines() if "Traceback" in line]
                wrong += after_kill(inner, rows)
                _remount(disk, 4 << 30)
                night = inner.night()
            wrong += [*_of_run(night), *_of_reader(seen), *after_a_night(inner, rows)]
            record.add("full disk", wrong, room=room - used, ended=full.status, **_of(night, seen))
        finally:
            subprocess.run(["umount", "-l", str(disk)], check=True)


def clock_nights(at: Place, record: Record, times: int, seed: int) -> None:
    """Nights whose clock is wrong, each followed by one with the right one.  Needs faketime."""
    rows = witnesses(at)
    for number in record.left("clock", times):
        hostile(seed + 30_000 + number, 2, at.inbox / f"clock-{number:03}")
        jump = _JUMPS[number % len(_JUMPS)]
        with watched(at.warehouse) as seen:
            wrong = _of_run(at.night(prefix=["faketime", "-f", jump]))
            wrong += after_a_night(at, rows)
            runs = _runs(at)
            night = at.night()
        read = sum(count for run, count in _runs(at).items() if run not in runs)
        wrong += [f"after the clock was put right {read} documents were read again"] * bool(read)
        wrong = [*wrong, *_of_run(night), *_of_reader(seen), *after_a_night(at, rows)]
        record.add("clock", wrong, jump=jump, **_of(night, seen))


def _runs(at: Place) -> dict[str, int]:
    """How many documents each run has read."""
    with connect_readonly(at.warehouse) as connection:
        return dict(connection.execute("SELECT run_id, documents_read FROM quality.run").fetchall())


def _used(disk: Path) -> int:
    return shutil.disk_usage(disk).used


def _remount(disk: Path, size: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def _of_run(night: Night) -> list[str]:
    return [] if night.status in ENDED else [f"the night ended with {night.status}: {night.said.strip()[-400:]}"]


def _of_kill(night: Night) -> list[str]:
    return [] if night.status in (*ENDED, _KILLED) else [f"before the kill it ended with {night.status}"]


def _of_reader(seen: Seen) -> list[str]:
    return [f"a reader: {seen.failed} of {seen.looks} looks failed ({seen.why}), {seen.torn} torn"] * bool(
        seen.failed or seen.torn
    )


def _of(night: Night, seen: Seen) -> dict[str, object]:
    return {
        "status": night.status,
        "wall": round(night.wall, 1),
        "cpu": round(night.cpu, 1),
        "peak": round(night.peak),
        "looks": seen.looks,
    }
