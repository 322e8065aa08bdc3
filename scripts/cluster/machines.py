"""A Dask scheduler and workers, each what a machine of its own would run.

with scheduler() as address, workers(address, 2):
    gouji ingest … --scheduler address
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.cluster.running import HOST, AbsentError, free_ports, running, temporary_folder

# What docs/cluster.md tells of the environment of every machine.
ENVIRONMENT = {
    "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
}
_ROOT = Path(__file__).resolve().parents[2]
_DASK = (sys.executable, "-m", "dask")


@contextlib.contextmanager
def scheduler(**settings: str) -> Iterator[str]:
    """The address of a scheduler; ``settings`` of Dask's as its environment has them.  Raises `AbsentError`."""
    if importlib.util.find_spec("distributed") is None:
        raise AbsentError("needs Dask (pip install 'gouji[cluster]')")
    [port] = free_ports(1)
    command = [*_DASK, "scheduler", "--host", HOST, "--port", str(port), "--dashboard-address", f"{HOST}:0"]
    with (
        temporary_folder("scheduler") as folder,
        running(command, folder, lambda: _listens(port), end=signal.SIGTERM, environment=_environment() | settings),
    ):
        yield f"tcp://{HOST}:{port}"


@contextlib.contextmanager
def workers(address: str, count: int, slots: int = 1, **settings: str) -> Iterator[tuple[int, ...]]:
    """So many workers of the scheduler at ``address``, with so many slots each; the ids of their processes.

    Each is watched by a process that starts it again (a nanny; the ids are theirs), as Dask does it.
    """
    listens = ["--host", HOST, "--dashboard-address", f"{HOST}:0"]
    options = [*listens, "--nthreads", str(slots), "--memory-limit", "0", "--death-timeout", "60"]
    with contextlib.ExitStack() as stack:
        started = []
        for number in range(1, count + 1):
            folder = stack.enter_context(temporary_folder(f"worker-{number}"))
            command = [*_DASK, "worker", address, *options, "--local-directory", str(folder)]
            process = stack.enter_context(
                running(command, folder, lambda: True, end=signal.SIGTERM, environment=_environment() | settings)
            )
            started.append(process.pid)
        _wait_for(address, count)
        yield tuple(started)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The address of a scheduler, and the processes that watch its workers."""

    scheduler: str
    nannies: tuple[int, ...]


@contextlib.contextmanager
def dask_cluster(count: int, slots: int = 1) -> Iterator[Cluster]:
    """A scheduler and so many workers.  Raises `AbsentError`."""
    with scheduler() as address, workers(address, count, slots) as nannies:
        yield Cluster(address, nannies)


def _environment() -> dict[str, str]:
    """Of a machine, on which this code is installed."""
    path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    return {**ENVIRONMENT, "PYTHONPATH": path}


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False


def _wait_for(address: str, count: int, seconds: float = 60.0) -> None:
    """Until the scheduler knows of so many workers.  Raises TimeoutError."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=seconds)
