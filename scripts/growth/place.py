"""A warehouse whose runs are watched: what each costs, and what a reader sees beside two of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from warehouse.connection import connect_readonly
from warehouse.location import Location

ROOT = Path(__file__).resolve().parents[2]

# Documents, and the same counts from tables that are written together.
OF_ONE_STATE = """
SELECT (SELECT count(*) FROM raw.document),
    (SELECT (count(*), sum(lines)::BIGINT, sum(quarantined)::BIGINT) FROM quality.document),
    ((SELECT count(*) FROM raw.document), (SELECT count(*) FROM core.fact_budget),
     (SELECT count(*) FROM quarantine.fact_budget))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (all processes), wall seconds, peak of the largest process in MiB."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader saw while others wrote: how often it looked, the numbers of documents, and how often tables that
    are written together said different things."""

    looks: int
    documents: tuple[int, ...]
    torn: int


@dataclass(frozen=True, slots=True)
class Place:
    """A warehouse, and what commands that write it are told by their environment."""

    location: Location
    told: Mapping[str, str] = field(default_factory=dict)

    def begin(self, *paths: Path) -> subprocess.Popen[bytes]:
        """A run, begun, in a session of its own."""
        command = [sys.executable, "-m", "gouji.cli.main", "ingest", *map(str, paths)]
        return subprocess.Popen(
            [*command, "--warehouse", str(self.location)], cwd=ROOT, env={**os.environ, **self.told},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def ingest(self, *paths: Path) -> Cost:
        """One run, to its end.  Raises ``CalledProcessError`` where it fails."""
        started = time.monotonic()
        with self.begin(*paths) as process:
            assert process.stdout is not None
            output = process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1, 4):
            raise subprocess.CalledProcessError(process.returncode, process.args, output)
        return Cost(used.ru_utime + used.ru_stime, time.monotonic() - started, used.ru_maxrss / 1024)

    def ingest_two(self, first: Path, second: Path) -> tuple[Cost, Seen]:
        """Two runs at once, a reader beside them: what both cost together."""
        with ThreadPoolExecutor(2) as pool:
            runs = pool.submit(self.ingest, first), pool.submit(self.ingest, second)
            seen = self._watch(lambda: all(run.done() for run in runs))
            costs = [run.result() for run in runs]
        return Cost(sum(c.cpu for c in costs), max(c.wall for c in costs), max(c.peak for c in costs)), seen

    def _watch(self, ended: Callable[[], bool]) -> Seen:
        """Look until all has ended, and once more."""
        looks, torn, documents = 0, 0, set()
        with connect_readonly(self.location) as connection:
            last = False
            while not last:
                last = ended()
                there, said, held = connection.execute(OF_ONE_STATE).fetchall()[0]
                looks += 1
                torn += said != held
                documents.add(there)
                if not last:
                    time.sleep(0.5)
        return Seen(looks, tuple(sorted(documents)), torn)
