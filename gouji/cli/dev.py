"""``gouji dev``: the Dagster UI and daemon on this machine, with the schedule and the inbox sensor on."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from gouji.cli.main import DONE, UsageError
from gouji.settings import Settings, load_settings

_HOST = "127.0.0.1"
_INSTANCE = Path(str(files("assets") / "dagster.yaml"))


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C; raises `UsageError` where the port is taken."""
    settings = load_settings({"warehouse": args.warehouse, "port": args.port})
    if not port_is_free(settings.port):
        raise UsageError(
            f"port {settings.port} is in use (perhaps by another `gouji dev`); choose one with --port or GOUJI_PORT"
        )
    prepare_home(settings.home)
    settings.inbox.mkdir(parents=True, exist_ok=True)
    print(f"Dagster UI:  http://{_HOST}:{settings.port}\nInbox:       {settings.inbox}")
    print(f"Warehouse:   {settings.warehouse}\nHistory:     {settings.home}\nStop with Ctrl-C.", flush=True)
    command = [sys.executable, "-m", "dagster", "dev", "-m", "assets.definitions", "-d", str(settings.home)]
    command += ["-h", _HOST, "-p", str(settings.port), "--log-level", "warning"]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager's stop is as good as Ctrl-C
    server = subprocess.Popen(command, env=environment(settings), start_new_session=True)
    try:
        return server.wait()
    except KeyboardInterrupt:
        return DONE
    finally:
        stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the UI, the daemon and their helpers: asked first, then made to."""
    for number, patience in ((signal.SIGINT, 15), (signal.SIGTERM, 10), (signal.SIGKILL, 10)):
        try:
            os.killpg(server.pid, number)
        except ProcessLookupError:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(patience)


def environment(settings: Settings) -> dict[str, str]:
    """What the servers and the runs they start are told."""
    return os.environ | {
        "DAGSTER_HOME": str(settings.home),
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "PYTHONWARNINGS": "ignore",  # Dagster's notes to its developers
        "GOUJI_AUTOMATION": "on",
        "GOUJI_HOME": str(settings.home),
        "GOUJI_INBOX": str(settings.inbox),
        "GOUJI_WAREHOUSE": str(settings.warehouse),
        "GOUJI_LAKE_DATA": settings.lake_data,
        "GOUJI_STATE": str(settings.state),
    }


def prepare_home(home: Path) -> None:
    """Make the instance folder with its settings; one that is there keeps its own."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "dagster.yaml").exists():
        shutil.copyfile(_INSTANCE, home / "dagster.yaml")


def port_is_free(port: int) -> bool:
    """Whether a server could listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError:
            return False
    return True
