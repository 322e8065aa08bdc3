"""A cluster loses machines, is not there, or is not what it should be: documents are lost in no case."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from pipelines.model.document import Unreadable
from pipelines.workers import cluster as module
from pipelines.workers import slot
from pipelines.workers.cluster import DaskMapper
from pipelines.workers.slot import ClusterError
from scripts.cluster.machines import Cluster, scheduler, workers
from scripts.cluster.running import HOST, free_ports
from tests.workers.work import own_version, work

Clusters = Callable[[int], Cluster]


def worker_of(nanny: int) -> psutil.Process:
    """The Dask worker a nanny watches."""
    return next(one for one in psutil.Process(nanny).children() if "spawn_main" in " ".join(one.cmdline()))


def test_a_killed_workers_items_are_done_by_another(cluster: Clusters, tmp_path: Path) -> None:
    two = cluster(2)
    items = [f"sleep 2.{number}" for number in range(6)]
    found = []
    for outcome in DaskMapper(two.scheduler, tmp_path).map(work, items):
        if not found:
            worker_of(two.nannies[0]).kill()
        found.append(outcome)
    assert sorted(outcome.item for outcome in found) == items
    assert {outcome.value for outcome in found} == {"slept"}


def test_what_takes_workers_with_it_is_given_up_and_nothing_else(cluster: Clusters, tmp_path: Path) -> None:
    cluster(1)  # skips where there is no Dask
    with scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as address, workers(address, 1):
        found = {o.item: o for o in DaskMapper(address, tmp_path).map(work, ["double 1", "kill_above", "double 2"])}
    assert (found["double 1"].value, found["double 2"].value) == (2, 4)
    error = found["kill_above"].error
    assert error is not None
    assert (error.reason, error.message) == (Unreadable.INTERNAL, "2 workers were lost while they had it")


def test_everything_listens_on_loopback_alone(cluster: Clusters) -> None:
    two = cluster(2)
    port = int(two.scheduler.rpartition(":")[2])
    listening = [one for one in psutil.net_connections("tcp") if one.status == psutil.CONN_LISTEN]
    processes = {one.pid for one in listening if one.laddr.port == port} | {*two.nannies}
    processes |= {worker_of(nanny).pid for nanny in two.nannies}
    assert {one.laddr.ip for one in listening if one.pid in processes} == {HOST}


def test_nobody_answers(cluster: Clusters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster(1)
    monkeypatch.setattr(module, "CONNECT_SECONDS", 0.5)
    address = f"tcp://{HOST}:{free_ports(1)[0]}"
    with pytest.raises(ClusterError, match=f"no scheduler answers at {address}"):
        list(DaskMapper(address, tmp_path).map(work, ["pid"]))
    assert not list(tmp_path.iterdir())


def test_without_workers_a_run_does_not_wait_for_ever(
    cluster: Clusters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster(1)
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 1.5)
    with scheduler() as address, pytest.raises(ClusterError, match=f"{address} has no workers"):
        list(DaskMapper(address, tmp_path).map(work, ["pid"]))


def test_a_lost_scheduler_ends_the_run(cluster: Clusters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster(1)
    monkeypatch.setattr(module, "CONNECT_SECONDS", 2.0)
    with scheduler() as address, workers(address, 1):
        outcomes = DaskMapper(address, tmp_path).map(work, ["pid", "sleep 600"])
        next(outcomes)
        port = int(address.rpartition(":")[2])
        [pid] = {one.pid for one in psutil.net_connections("tcp") if one.status == "LISTEN" and one.laddr.port == port}
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ClusterError, match="connection to the scheduler was lost"):
            next(outcomes)


def test_a_worker_that_may_start_no_processes_is_refused(cluster: Clusters, tmp_path: Path) -> None:
    cluster(1)
    said = pytest.raises(ClusterError, match="DASK_DISTRIBUTED__WORKER__DAEMON=False")
    with scheduler() as address, workers(address, 1, DASK_DISTRIBUTED__WORKER__DAEMON="True"), said:
        list(DaskMapper(address, tmp_path).map(work, ["pid"]))


def test_a_worker_with_other_code_is_refused(cluster: Clusters, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="runs another version"):
        list(DaskMapper(cluster(1).scheduler, tmp_path, version=own_version).map(work, ["pid"]))


def test_a_worker_that_does_not_see_the_folder_is_refused(
    cluster: Clusters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    elsewhere = Path("/proc/self/cwd/shared")  # the same name is another folder in every process
    with pytest.raises(ClusterError, match="does not see what is in the folder /proc/self/cwd/shared,"):
        list(DaskMapper(cluster(1).scheduler, elsewhere).map(work, ["pid"]))


def test_without_dask_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"pip install 'gouji\[cluster\]'"):
        list(DaskMapper("tcp://127.0.0.1:1", tmp_path).map(work, ["pid"]))


def test_children_end_when_nobody_asks_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a worker whose caller was killed."""
    monkeypatch.setattr(slot, "IDLE_SECONDS", 0.2)
    monkeypatch.setattr(slot, "_children", slot._Children())
    (tmp_path / "function").write_bytes(pickle.dumps(work))
    terms = pickle.dumps(slot.Terms("call", tmp_path / "function", None, None, None, None))
    answers = [pickle.loads(slot.run(terms, pickle.dumps("pid"))) for _ in range(2)]
    assert answers[0].value == answers[1].value != os.getpid()
    until = time.monotonic() + 60
    while psutil.pid_exists(answers[0].value) and time.monotonic() < until:
        time.sleep(0.05)
    assert not psutil.pid_exists(answers[0].value)
    assert pickle.loads(slot.run(terms, pickle.dumps("double 4"))).value == 8
    slot.end("call")
    with pytest.raises(ClusterError, match="nobody waits"):
        slot.run(terms, pickle.dumps("pid"))
