"""What docs/cluster.md tells a person to type, typed: ``python -m scripts.cluster`` (``make cluster``).

The blocks marked ``sh`` run one after the other in one shell, in a temporary folder and with free ports in the place of
those the page names; whatever they started is ended.  Exit status: the shell's own.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

from scripts.cluster.running import free_ports, temporary_folder

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "cluster.md"

_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PORT = re.compile(r"(?<=[:= ])(\d{4})(?=\D)")  # as the page writes them: --port 8786, 127.0.0.1:8787


def commands(page: str) -> str:
    """The commands of a page."""
    return "".join(_BLOCK.findall(page))


def with_free_ports(text: str) -> str:
    """``text`` with another port in the place of each."""
    named = sorted(set(_PORT.findall(text)))
    free = dict(zip(named, map(str, free_ports(len(named))), strict=True))
    return _PORT.sub(lambda found: free[found[1]], text)


def run(text: str) -> int:
    """Type ``text`` into a shell; its exit status."""
    with temporary_folder("cluster") as folder:
        for name in ("samples", ".venv"):
            (folder / name).symlink_to(ROOT / name)
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        shell = subprocess.Popen(
            ["bash", "-euo", "pipefail", "-x", "-c", text], cwd=folder, env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )  # fmt: skip
        try:
            return shell.wait()
        finally:
            os.killpg(shell.pid, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(run(with_free_ports(commands(PAGE.read_text(encoding="utf-8")))))
