"""The parts of Dagster as processes: the server of the definitions, the webserver behind the guard, the daemon.

Run as ``python -P -m gouji.serving.parts code|webserver|daemon``; `gouji dev` does.  None of them listens on a port but
the one whose socket is handed to the webserver: the definitions are reached by a socket in the starter's own folder.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from dagster import DagsterInstance
from dagster._core.workspace.load_target import GrpcServerTarget

CODE, WEBSERVER, DAEMON = PARTS = ("code", "webserver", "daemon")
DEFINITIONS = "assets.definitions"
_LEVEL = "warning"
_START = 300  # seconds the definitions may take to be there
_RUNS = 6  # seconds that runs have to end
_GRACE = 2  # seconds that open connections have to end
_DATABASE = (15_000, 3600, 20)  # as Dagster has it: milliseconds a statement, seconds a connection, connections more
_POLL = 2000  # milliseconds between looks of a page for what is new


def main(argv: Sequence[str] | None = None) -> None:
    """Serve until SIGTERM, SIGINT, or until nobody holds the other end of ``--pipe``, however its holder ended."""
    parser = argparse.ArgumentParser()
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--pipe", type=int, required=True)
    parser.add_argument("--code", required=True, help="socket of the server of the definitions")
    parser.add_argument("--listen", type=int, help="descriptor of the socket of the webserver")
    args = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    threading.Thread(target=_end_with, args=(args.pipe,), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        if args.part == CODE:
            _code(args.code)
        elif args.part == WEBSERVER:
            _webserver(args.code, socket.socket(fileno=args.listen))
        else:
            _daemon(args.code)


def _code(address: str) -> None:
    """The definitions, by the name of their module: no folder is added to those where modules are looked for."""
    from dagster._cli.api import grpc_command

    signal.signal(signal.SIGINT, _leave)  # and SIGTERM: Dagster has one do as the other
    grpc_command.main(
        ["--socket", address, "-m", DEFINITIONS, "--empty-working-directory", "--log-level", _LEVEL],
        standalone_mode=False,
    )


def _leave(*_: object) -> NoReturn:
    """End when the runs have, which are told as well.  Dagster's server does not end while somebody is connected."""
    ends = time.monotonic() + _RUNS
    for run in multiprocessing.active_children():
        run.join(max(0.0, ends - time.monotonic()))
    os._exit(0)


def _webserver(code: str, listening: socket.socket) -> None:
    import uvicorn
    from dagster._core.workspace.context import WorkspaceProcessContext
    from dagster_webserver.app import create_app_from_workspace_process_context
    from dagster_webserver.version import __version__

    from gouji.serving.address import secret_path
    from gouji.serving.guard import Guard

    prefix = secret_path(Path(os.environ["DAGSTER_HOME"]))
    with DagsterInstance.get() as instance:
        instance.optimize_for_webserver(*_DATABASE)
        with WorkspaceProcessContext(instance, _when_ready(code), version=__version__) as context:
            pages = create_app_from_workspace_process_context(context, prefix, _POLL)
            config = uvicorn.Config(
                Guard(pages, port=listening.getsockname()[1], prefix=prefix),
                log_level=_LEVEL,
                access_log=False,  # addresses are secret
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=_GRACE,
            )
            uvicorn.Server(config).run(sockets=[listening])


def _daemon(code: str) -> None:
    from dagster._daemon.controller import daemon_controller_from_instance
    from dagster._utils.interrupts import capture_interrupts

    target = _when_ready(code)
    with (
        capture_interrupts(),
        DagsterInstance.get() as instance,
        daemon_controller_from_instance(instance, target, log_level=_LEVEL) as controller,
    ):
        controller.check_daemon_loop()


def _when_ready(code: str) -> GrpcServerTarget:
    """Where the definitions are, when they are there.  Raises TimeoutError."""
    from dagster._core.errors import DagsterUserCodeUnreachableError
    from dagster._grpc.client import DagsterGrpcClient

    client, ends = DagsterGrpcClient(socket=code, host="localhost"), time.monotonic() + _START
    while True:
        try:
            client.ping("")
        except DagsterUserCodeUnreachableError:
            if time.monotonic() > ends:
                raise TimeoutError(f"the definitions were not there after {_START} seconds") from None
            time.sleep(0.2)
        else:
            return GrpcServerTarget(host="localhost", port=None, socket=code, location_name=DEFINITIONS)


def _end_with(pipe: int) -> None:
    with os.fdopen(pipe, "rb") as reading:
        reading.read()  # ends when the last holder of the other end does
    logging.getLogger("gouji").warning("the process that started this one is gone")
    os.kill(os.getpid(), signal.SIGINT)


if __name__ == "__main__":
    main()
