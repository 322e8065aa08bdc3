"""A warehouse under soak: its inbox, its runs, and what they are told."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 3000.0  # seconds; a night that takes longer hangs


@dataclass(frozen=True, slots=True)
class Night:
    """How a run ended: its exit status (negative: the signal), wall and CPU seconds, peak of its largest process
    in MiB, what it printed."""

    status: int
    wall: float
    cpu: float
    peak: float
    said: str


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with an inbox, a warehouse, a Dagster home; ``told`` is what runs find in their environment."""

    folder: Path
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def inbox(self) -> Path:
        """Where the files are laid."""
        return self.folder / "inbox"

    @property
    def warehouse(self) -> Path:
        """The published file."""
        return self.folder / "out" / "w.duckdb"

    @property
    def state(self) -> Path:
        """What only runs need."""
        return self.folder / "state"

    @property
    def home(self) -> Path:
        """The run history of Dagster."""
        return self.folder / "dagster"

    @property
    def temporary(self) -> Path:
        """The temporary folder of runs, so that what they leave there is seen."""
        return self.folder / "tmp"

    def prepare(self) -> None:
        """Make the folders."""
        for path in (self.inbox, self.warehouse.parent, self.state, self.temporary):
            path.mkdir(parents=True, exist_ok=True)

    def environment(self) -> dict[str, str]:
        """Of a run."""
        own = {
            "GOUJI_WAREHOUSE": str(self.warehouse),
            "GOUJI_STATE": str(self.state),
            "GOUJI_INBOX": str(self.inbox),
            "GOUJI_HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(ROOT),
        }
        return {**os.environ, **own, **self.told}

    def begin(self, *arguments: str, prefix: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """A command, begun, in a session of its own; what it prints goes to a file, so that nothing waits for us."""
        with (self.folder / "said").open("wb") as said:
            return subprocess.Popen(
                [*prefix, sys.executable, "-m", "gouji.cli.main", *arguments],
                cwd=self.folder,
                env=self.environment(),
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def night(self, *, killed_after: float | None = None, prefix: Sequence[str] = ()) -> Night:
        """One run over the inbox, to its end or to a kill -9 of its main process."""
        started = time.monotonic()
        process = self.begin("ingest", str(self.inbox), prefix=prefix)
        at = PATIENCE if killed_after is None else killed_after
        status, used = _waited(process, started + at)
        if status is None:
            os.kill(process.pid, signal.SIGKILL)
            status, used = _waited(process, float("inf"))
        assert status is not None
        assert used is not None
        process.returncode = status
        said = (self.folder / "said").read_text(encoding="utf-8", errors="replace")
        return Night(status, time.monotonic() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)


def _waited(process: subprocess.Popen[bytes], until: float) -> tuple[int | None, resource.struct_rusage | None]:
    """The status of a process and what it used, or nothing at that moment of the monotonic clock."""
    while True:
        pid, status, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status), used
        if time.monotonic() > until:
            return None, None
        time.sleep(0.01)
