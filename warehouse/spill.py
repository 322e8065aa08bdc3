"""Where what does not fit in memory goes: a folder of this process, private, with room up to a limit, gone at its end.

DuckDB names its files by numbers alone, so two that share a folder write into each other's.  A process that was killed
leaves its folder; the next one that wants such a folder there removes it, told by the lock its owner held.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path

_PREFIX = "gouji-spill-"
_ROOM = "8GB"

_made: dict[tuple[int, Path], tuple[Path, int]] = {}  # folder and its lock, by process and the folder it lies in
_numbers = count(1)
_room = [_ROOM]
_lock = threading.Lock()


def allow(room: str) -> None:
    """Let what a reader spills take ``room`` (as DuckDB writes sizes: 8GB, 500MB), in this process from now on."""
    _room[0] = room


def room() -> str:
    """What a reader may spill."""
    return _room[0]


def place(inside: Path | None = None, of: str = "") -> Path:
    """A folder for one database, in that of this process in ``inside`` (that of the system for temporary files).

    ``of`` names the database where it may be opened again by this process: then it is the same folder.
    """
    own = _own((inside or Path(tempfile.gettempdir())).absolute())
    return own / (f"of-{abs(hash(of)):x}" if of else f"{next(_numbers)}")


def _own(inside: Path) -> Path:
    with _lock:
        known = _made.get((os.getpid(), inside))
        if known is not None and known[0].is_dir():
            return known[0]
        inside.mkdir(parents=True, exist_ok=True)
        _sweep(inside)
        made = _locked(inside)
        _made[os.getpid(), inside] = made
        atexit.register(_remove, made[0], os.getpid())
        return made[0]


def _locked(inside: Path) -> tuple[Path, int]:
    """A new folder (0700) whose lock this process holds as long as it lives."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=inside))
        with suppress(FileNotFoundError):  # swept before it was locked: another one
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(held, fcntl.LOCK_EX)
            if folder.is_dir():
                return folder, held
            os.close(held)


def _sweep(inside: Path) -> None:
    """Remove what processes of ours left that are gone."""
    for folder in inside.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another user's, one that is in use, or gone meanwhile
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)


def _remove(folder: Path, pid: int) -> None:
    if os.getpid() == pid:  # not in a child that was forked off
        shutil.rmtree(folder, ignore_errors=True)
