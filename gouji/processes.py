"""Which process does a thing, in words that tell it from a later one with the same number."""

from __future__ import annotations

import os
import socket
from pathlib import Path

_STARTED = 19  # of the fields after the name in /proc/<pid>/stat: ticks since the machine started (proc_pid_stat(5))


def this_process() -> str:
    """``host 4711 1a2b-88231``: the machine, the process, and what no later process of that number shares."""
    return f"{socket.gethostname()} {os.getpid()} {_birth(os.getpid())}"


def lives(process: str) -> bool | None:
    """Whether a process, as `this_process` named it, is there; None where that cannot be told from here."""
    host, number, birth = (*process.split(" "), "", "", "")[:3]
    if host != socket.gethostname() or not number.isdigit():
        return None
    found = _birth(int(number))
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, of which the system may say nothing
        return found == birth if found else None
    return found == birth


def _birth(number: int) -> str:
    """When it began, and on which start of the machine; empty where the system does not say, and of one that is dead
    and was not waited for."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] == "Z" else f"{boot}-{fields[_STARTED]}"
