"""What docs/cluster.md tells a person to type, typed: ``python -m scripts.cluster`` (``make cluster``).

The blocks marked ``sh`` run one after the other in one shell, in a temporary folder and with free ports in the place of
those the page names; whatever they started is ended.  Exit status: the shell's own.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from scripts.cluster.running import free_ports, temporary_folder, unprivileged

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "cluster.md"

_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PORT = re.compile(r"(?<=[:= ])(\d{4,5})(?=\D)")  # as the page writes them: --port 8786, 127.0.0.1:8787
_SECOND = 10_000  # from a port of SeaweedFS to another that goes with it
# PostgreSQL refuses to run as root.
_AS_ANOTHER = """\
initdb() {{ chown {user} build/cluster build/cluster/password; runuser -u {user} -- "$(type -P initdb)" "$@"; }}
postgres() {{ runuser -u {user} -- "$(type -P postgres)" "$@"; }}
"""


def commands(page: str) -> str:
    """The commands of a page, for whoever runs this."""
    user = unprivileged("postgres", "nobody")
    return (_AS_ANOTHER.format(user=user) if user else "") + "".join(_BLOCK.findall(page))


def with_free_ports(text: str) -> str:
    """``text`` with another port in the place of each."""
    named = sorted(set(_PORT.findall(text)))
    free = [port for port in free_ports(8 * len(named)) if port + _SECOND < 1 << 16]
    other = dict(zip(named, map(str, free), strict=False))
    return _PORT.sub(lambda found: other[found[1]], text)


def run(text: str) -> int:
    """Type ``text`` into a shell; its exit status."""
    with temporary_folder("cluster") as folder:
        folder.chmod(0o755)
        for name in ("samples", ".venv"):
            (folder / name).symlink_to(ROOT / name)
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        shell = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-c", text], cwd=folder, env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )  # fmt: skip
        try:
            return shell.wait()
        finally:
            _end(shell.pid)
            _forget_sockets(map(int, _PORT.findall(text)))


def _forget_sockets(ports: Iterable[int]) -> None:
    """Those that SeaweedFS leaves where it is killed, as it has to be: it takes ten seconds to end."""
    for port in {*ports}:
        for number in (port, port + _SECOND):
            for left in Path("/tmp").glob(f"seaweedfs-*-{number}.sock"):
                left.unlink()


def _end(group: int, seconds: float = 10.0) -> None:
    """End the processes of a group, kindly at first."""
    until = time.monotonic() + seconds
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGTERM)
        while time.monotonic() < until:
            os.killpg(group, 0)
            time.sleep(0.1)
        os.killpg(group, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(run(with_free_ports(commands(PAGE.read_text(encoding="utf-8")))))
