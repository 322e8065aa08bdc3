"""A server that runs for as long as a block of code: in a temporary folder, on free ports of loopback."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

HOST = "127.0.0.1"

_WAIT = 60.0  # seconds until a server that does not answer is given up
_END = 20.0  # seconds until one that does not end is killed
_PR_SET_PDEATHSIG = 1

Words = Sequence[str | Path]


class AbsentError(RuntimeError):
    """A server is not installed; the message says which and how to install it."""


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on."""
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in held:
            one.bind((HOST, 0))
        return [int(one.getsockname()[1]) for one in held]


@contextlib.contextmanager
def temporary_folder(name: str, owner: str | None = None) -> Iterator[Path]:
    """A folder of ``owner`` below /tmp, which goes with the block: others cannot reach the folders of root's tests."""
    folder = Path(tempfile.mkdtemp(prefix=f"gouji-{name}-", dir="/tmp"))
    try:
        if owner is not None:
            shutil.chown(folder, owner)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running(
    command: Words,
    folder: Path,
    ready: Callable[[], bool],
    *,
    end: signal.Signals,
    owner: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that is ``ready``, run by ``owner``; ended by a signal after the block, or with this process.

    Raises RuntimeError with its log (``folder``/log) where it does not come up.
    """
    log = folder / "log"
    kernel = ctypes.CDLL(None) if sys.platform == "linux" else None

    def end_with_parent() -> None:
        if kernel is not None:
            kernel.prctl(_PR_SET_PDEATHSIG, end)

    words = [str(word) for word in command]
    user, group, groups = _ids(owner)
    with log.open("ab") as out:
        process = subprocess.Popen(
            words, cwd=folder, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=out,
            stderr=out, user=user, group=group, extra_groups=groups, start_new_session=True, preexec_fn=end_with_parent,
        )  # fmt: skip
    try:
        until = time.monotonic() + _WAIT
        while not ready():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{Path(words[0]).name} does not come up:\n{log.read_text()[-4000:]}")
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(end)
        try:
            process.wait(_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run(command: Words, folder: Path | None = None, owner: str | None = None) -> None:
    """Run to the end.  Raises RuntimeError with what it said where it failed."""
    words = [str(word) for word in command]
    user, group, groups = _ids(owner)
    done = subprocess.run(
        words, cwd=folder, user=user, group=group, extra_groups=groups, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{Path(words[0]).name}: {done.stderr or done.stdout}")


def unprivileged(*names: str) -> str | None:
    """The first of these users there is, to run what refuses to run as root; None where this is not root."""
    if os.geteuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return next(name for name in names if name in known)


def answers(address: str) -> bool:
    """Whether an http address answers, and with no error."""
    with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
        return b'"error"' not in answer.read()
    return False


def _ids(owner: str | None) -> tuple[int | None, int | None, list[int] | None]:
    """User, group and further groups of a process that ``owner`` runs."""
    if owner is None:
        return None, None, None
    entry = pwd.getpwnam(owner)
    return entry.pw_uid, entry.pw_gid, []
