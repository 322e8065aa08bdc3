"""``gouji dev`` as it runs: one server for all of these tests, asked as browsers and others ask."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import psutil
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

SAMPLE = "unit_budget_2021_rows.txt"
LOCATION = "assets.definitions"
LAUNCH = """
mutation Launch($params: ExecutionParams!) {
  launchRun(executionParams: $params) { __typename ... on LaunchRunSuccess { run { runId } } }
}"""
RUNS = "{ runsOrError { ... on Runs { results { runId status parentRunId tags { key value } } } } }"


@dataclass(frozen=True)
class Served:
    """A running ``gouji dev``: its folder, its process, and the address it printed."""

    folder: Path
    process: subprocess.Popen[bytes]
    address: str

    @property
    def port(self) -> int:
        return int(self.address.split(":")[2].split("/")[0])

    def ask(self, query: str, variables: Any = None, **headers: str) -> Any:
        """Of its own page, unless ``headers`` say otherwise.  Raises HTTPError."""
        own = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"}
        body = json.dumps({"query": query, "variables": variables}).encode()
        said = own | {name.replace("_", "-"): value for name, value in headers.items()}
        with urllib.request.urlopen(
            urllib.request.Request(f"{self.address}/graphql", body, said), timeout=60
        ) as answer:
            return json.load(answer)["data"]

    def refused(self, query: str, **headers: str) -> int:
        with pytest.raises(urllib.error.HTTPError) as refused:
            self.ask(query, **headers)
        return refused.value.code

    def runs(self) -> dict[str, Any]:
        return {run["runId"]: run for run in self.ask(RUNS)["runsOrError"]["results"]}


def until(wanted: Callable[[], Any], seconds: float = 900) -> Any:
    """What ``wanted`` gives as soon as it is something."""
    ends = time.monotonic() + seconds
    while not (found := wanted()):
        assert time.monotonic() < ends, "it did not come to that"
        time.sleep(0.2)
    return found


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "polars.py").write_text("raise SystemExit('the polars of the folder')\n")
    shutil.copy(repo_root / "samples" / SAMPLE, folder)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-P", "-m", "gouji.cli.main", "dev", "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(repo_root)}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
    try:
        address = until(lambda: re.search(r"http://\S+", (folder / "said").read_text()), 60)[0]
        yield Served(folder, process, address)
    finally:
        process.kill()
        process.wait()


def test_it_answers_its_own_pages(served: Served) -> None:
    assert served.ask("{ version shouldShowNux }") == {"version": "1.13.27", "shouldShowNux": False}
    with urllib.request.urlopen(served.address, timeout=60) as page:
        assert b"Dagster" in page.read()
    address = served.address.replace("http", "ws")
    with connect(f"{address}/graphql", origin=f"http://127.0.0.1:{served.port}", subprotocols=["graphql-ws"]) as own:
        own.send('{"type": "connection_init"}')
        assert json.loads(own.recv(timeout=60)) == {"type": "connection_ack"}


def test_nobody_else_can_act(served: Served) -> None:
    act = 'mutation { startSchedule(scheduleSelector: {repositoryName: "x", repositoryLocationName: "x", scheduleName: "x"}) { __typename } }'  # fmt: skip # noqa: E501
    assert served.refused(act, Origin="https://evil.example") == 403
    assert served.refused(act, Host=f"evil.example:{served.port}", Origin=f"http://evil.example:{served.port}") == 403
    assert served.refused(act, Sec_Fetch_Site="same-site") == 403
    assert served.refused(act, Content_Type="text/plain") == 415
    with pytest.raises(urllib.error.HTTPError) as by_address:
        urllib.request.urlopen(f"{served.address}/graphql?query=mutation%7Bx%7D", timeout=60)
    assert by_address.value.code == 405
    with pytest.raises(InvalidStatus):
        connect(f"{served.address.replace('http', 'ws')}/graphql", origin="https://evil.example").close()
    for path in ("", "/graphql?query=%7Bversion%7D", "/server_info"):
        with pytest.raises(urllib.error.HTTPError) as unknown:
            urllib.request.urlopen(f"http://127.0.0.1:{served.port}{path}", timeout=60)
        assert unknown.value.code == 404


def test_nothing_else_listens(served: Served) -> None:
    parts = psutil.Process(served.process.pid).children(recursive=True)
    assert len(parts) >= 3
    listening = {
        connection.laddr
        for process in parts
        for connection in process.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {("127.0.0.1", served.port)}
    assert not any(served.address.rpartition("/")[2] in " ".join(process.cmdline()) for process in parts)


def test_a_killed_run_is_marked_failed_and_done_again(served: Served) -> None:
    """By the daemon as it is; the module that lies in the folder is in nobody's way."""
    config = {"ops": {"read_documents": {"config": {"paths": [str(served.folder / SAMPLE)]}}}}
    selector = {"repositoryName": "__repository__", "repositoryLocationName": LOCATION, "jobName": "everything"}
    asked = {"selector": selector, "mode": "default", "runConfigData": config}
    run_id = served.ask(LAUNCH, {"params": asked})["launchRun"]["run"]["runId"]

    def process_of() -> str | None:
        tags = {tag["key"]: tag["value"] for tag in served.runs()[run_id]["tags"]}
        return tags.get("gouji/process")

    os.kill(int(until(process_of).split()[1]), signal.SIGKILL)
    until(lambda: served.runs()[run_id]["status"] in ("FAILURE", "SUCCESS"))
    assert served.runs()[run_id]["status"] == "FAILURE", "it was over before it was killed"
    again = until(lambda: [run for run in served.runs().values() if run["parentRunId"] == run_id])
    assert len(again) == 1
    until(lambda: served.runs()[again[0]["runId"]]["status"] == "SUCCESS")
    with duckdb.connect(str(served.folder / "gouji.duckdb"), read_only=True) as warehouse:
        assert warehouse.execute("SELECT file_name FROM raw.document").fetchall() == [(SAMPLE,)]
    said = json.loads((served.folder / ".gouji" / "gouji.duckdb" / "heartbeat.json").read_text())
    assert said["run"]["ended"] == "done"


def test_it_tells_that_it_is_there_and_which_runs_failed(served: Served) -> None:
    state = served.folder / ".gouji" / "gouji.duckdb"
    until((state / "automation.json").is_file)
    assert json.loads((state / "automation.json").read_text())["on"] == {
        "nightly": True,
        "weekly": True,
        "inbox": True,
        "failures": True,
    }
    until((state / "failures.jsonl").is_file)
    assert json.loads((state / "failures.jsonl").read_text().splitlines()[0])["job"] == "everything"


def test_at_last_sigterm_ends_it_and_all_its_parts(served: Served) -> None:
    parts = psutil.Process(served.process.pid).children(recursive=True)
    served.process.terminate()
    assert served.process.wait(60) == 0
    assert [part for part in parts if part.is_running() and part.status() != psutil.STATUS_ZOMBIE] == []
    assert not (served.folder / ".gouji" / "gouji.duckdb" / "automation.json").exists()
