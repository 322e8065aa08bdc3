"""``gouji dev``: the Dagster UI and daemon on this machine, with the schedule and the inbox sensor on."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from errno import EADDRINUSE
from importlib.resources import files
from pathlib import Path

from gouji import heartbeat
from gouji.cli.main import DONE, RUN_FAILED, UsageError
from gouji.serving.address import secret_path
from gouji.settings import Settings, load_settings

_HOST = "127.0.0.1"
_INSTANCE = Path(str(files("assets") / "dagster.yaml"))
# Those of earlier versions: a home that has one of them was not changed by anybody.
_EARLIER = (
    "abba0f5229a308ab89cb868317811959c7a301b496cbc9fb0d79f8b73c454df9",
    "50331670fc5153fff95ae34f1819cfa20ee1c2306e6ec190516967c490e6d52b",
    "c274853cbb1c1c153ea0e567c804c49907f876c406396d364118b1472bd8b310",
)
_LOOK = 0.2  # seconds between looks at whether all parts live
_PATIENCE = ((signal.SIGINT, 8.0), (signal.SIGTERM, 2.0), (signal.SIGKILL, 2.0))  # seconds they have to end
_PARTS = {None: ("webserver", "daemon"), "webserver": ("webserver",), "daemon": ("daemon",)}


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; raises `UsageError` where the port is taken."""
    try:
        return _serve(args)
    except KeyboardInterrupt:
        return DONE


def _serve(args: argparse.Namespace) -> int:
    settings = load_settings({"warehouse": args.warehouse, "port": args.port})
    prepare_home(settings.home)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    parts = _PARTS[args.only]
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(listen(settings.port)) if "webserver" in parts else None
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is as good as Ctrl-C
        if listening is not None:
            path = secret_path(settings.home)
            print(f"Dagster UI:  http://{_HOST}:{settings.port}{path}\n             (for you alone: do not pass it on)")
        print(f"Inbox:       {settings.inbox}\nWarehouse:   {settings.warehouse}")
        print(f"History:     {settings.home}\nStop with Ctrl-C.", flush=True)
        running = stack.enter_context(started(parts, environment(settings), listening))
        if "daemon" in parts:
            stack.callback(heartbeat.stopped, settings.state)
        return _watch(running)


def listen(port: int) -> socket.socket:
    """A socket that listens on this machine alone; raises `UsageError` where the port is taken."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((_HOST, port))
        listening.listen(socket.SOMAXCONN)
    except OSError as error:
        listening.close()
        why = (
            "is in use (perhaps by another `gouji dev`)"
            if error.errno == EADDRINUSE
            else f"is refused: {error.strerror}"
        )
        raise UsageError(f"port {port} {why}; choose one with --port or GOUJI_PORT") from error
    return listening


@contextlib.contextmanager
def started(
    parts: Sequence[str], told: dict[str, str], listening: socket.socket | None
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The server of the definitions and ``parts``, each in a session of its own; all are ended at the end.

    They end by themselves too when this process is gone without a word: then the pipe they wait on is closed.
    """
    running: dict[str, subprocess.Popen[bytes]] = {}
    folder = tempfile.mkdtemp(prefix="gouji-")  # its owner's alone
    ours, theirs = os.pipe()
    # Dagster takes the first folder of modules for that of a script and leaves it out: it gets one that has none.
    told = told | {"PYTHONPATH": os.pathsep.join([folder, *_absolute(told.get("PYTHONPATH", ""))])}
    try:
        for part in ("code", *parts):
            command = [sys.executable, "-P", "-m", "gouji.serving.parts", part, "--code", f"{folder}/code"]
            command += ["--pipe", str(ours)]
            handed = [ours]
            if part == "webserver" and listening is not None:
                command += ["--listen", str(listening.fileno())]
                handed.append(listening.fileno())
            running[part] = subprocess.Popen(command, env=told, pass_fds=handed, start_new_session=True)
        yield running
    finally:
        stop(list(running.values()))
        os.close(ours)
        os.close(theirs)
        shutil.rmtree(folder, ignore_errors=True)


def _watch(running: dict[str, subprocess.Popen[bytes]]) -> int:
    """Wait until a part ends, which none does by itself: the exit status, and why on stderr."""
    while True:
        for part, process in running.items():
            if process.poll() is not None:
                print(
                    f"gouji dev: the {part} ended (status {process.returncode}); the others are ended", file=sys.stderr
                )
                return RUN_FAILED
        time.sleep(_LOOK)


def stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """End the parts and all that they started: asked first, then made to, in 12 seconds at most."""
    for number, patience in _PATIENCE:
        signalled = [_signalled(process, number) for process in processes]
        if not any(signalled):
            return
        ends = time.monotonic() + patience
        while time.monotonic() < ends and any(_lives(process) for process in processes):
            time.sleep(0.05)


def _signalled(process: subprocess.Popen[bytes], number: int) -> bool:
    """Whether there was anybody left in the session of ``process``."""
    process.poll()
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):  # macOS says the latter of those that ended and were not waited for
        return False
    return True


def _lives(process: subprocess.Popen[bytes]) -> bool:
    return _signalled(process, 0)


def environment(settings: Settings) -> dict[str, str]:
    """What the servers and the runs they start are told."""
    return os.environ | {
        "DAGSTER_HOME": str(settings.home),
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "PYTHONWARNINGS": "ignore",  # Dagster's notes to its developers
        "PYTHONSAFEPATH": "1",  # a polars.py in the current folder is no module of theirs
        "DAGSTER_EMPTY_WORKING_DIRECTORY": "1",
        "GOUJI_AUTOMATION": "on",
        "GOUJI_HOME": str(settings.home),
        "GOUJI_INBOX": str(settings.inbox),
        "GOUJI_WAREHOUSE": str(settings.warehouse),
        "GOUJI_LAKE_DATA": settings.lake_data,
        "GOUJI_STATE": str(settings.state),
    }


def _absolute(folders: str) -> list[str]:
    """An empty entry, and one without a root, is the current folder or lies in it."""
    return [folder for folder in folders.split(os.pathsep) if Path(folder).is_absolute()]


def prepare_home(home: Path) -> None:
    """Make the instance folder with its settings; one whose settings somebody changed keeps them."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / "dagster.yaml"
    if not file.exists() or hashlib.sha256(file.read_bytes()).hexdigest() in _EARLIER:
        shutil.copyfile(_INSTANCE, file)
