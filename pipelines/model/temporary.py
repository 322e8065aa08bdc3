"""A folder for the temporary files of a process: private, and gone with it.

A process that was killed leaves its folder; the next one that wants such a folder there removes it, told by the lock
its owner held.  (systemd-tmpfiles leaves alone what is locked.)
"""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "gouji-tmp-"

_made: dict[tuple[int, str, Path], tuple[Path, int]] = {}  # folder and its lock, by process, prefix and where it lies
_lock = threading.Lock()


def own_folder(prefix: str, inside: Path) -> Path:
    """That of this process in ``inside``, made where there is none; its name begins with ``prefix``."""
    with _lock:
        key = (os.getpid(), prefix, inside)
        known = _made.get(key)
        if known is not None and known[0].is_dir():
            return known[0]
        inside.mkdir(parents=True, exist_ok=True)
        _sweep(prefix, inside)
        if known is not None:
            os.close(known[1])
        _made[key] = _locked(prefix, inside)
        return _made[key][0]


@contextmanager
def kept_apart() -> Iterator[None]:
    """What this process and those it starts lay down as temporary files goes to a folder of its own meanwhile."""
    before, told = tempfile.gettempdir(), os.environ.get("TMPDIR")
    is_apart = any(pid == os.getpid() and str(folder) == before for (pid, _, _), (folder, _) in _made.items())
    if is_apart:
        yield
        return
    folder = own_folder(_PREFIX, Path(before))
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
        if told is None:
            os.environ.pop("TMPDIR", None)
        else:
            os.environ["TMPDIR"] = told
        _remove((os.getpid(), _PREFIX, Path(before)))


def _locked(prefix: str, inside: Path) -> tuple[Path, int]:
    """A new folder (0700) whose lock this process holds as long as it lives."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=inside))
        with suppress(FileNotFoundError):  # swept before it was locked: another one
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(held, fcntl.LOCK_EX)
            if folder.is_dir():
                return folder, held
            os.close(held)


def _sweep(prefix: str, inside: Path) -> None:
    """Remove what processes of ours left that are gone."""
    for folder in inside.glob(f"{prefix}*"):
        with suppress(OSError):  # another user's, one that is in use, or gone meanwhile
            if folder.is_symlink() or folder.stat().st_uid != os.getuid():
                continue
            held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(held)


def _remove(key: tuple[int, str, Path]) -> None:
    """Remove a folder of this process, and let go of its lock."""
    folder, held = _made.pop(key)
    shutil.rmtree(folder, ignore_errors=True)
    os.close(held)


@atexit.register
def _remove_all() -> None:
    """Those of this process; where it was forked off, its parent's stay."""
    for key in [key for key in _made if key[0] == os.getpid()]:
        _remove(key)
