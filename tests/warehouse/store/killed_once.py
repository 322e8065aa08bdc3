"""Two nights over one document of text: in the first its worker is killed, in the second it is read."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from gouji.work import work
from pipelines.acquire import Source
from pipelines.process import Frames, Processor, Work
from pipelines.workers.mapper import ProcessMapper
from tests.warehouse.store.made import run
from warehouse.store.file import FileStore
from warehouse.store.intake import read_and_judge
from warehouse.store.lake import LakeStore
from warehouse.store.plan import Outline, plan
from warehouse.store.staging import Staging

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "unit_budget_2021_rows.txt"


@dataclass(frozen=True)
class Killed(Processor):
    """Is killed with its process by whatever kills processes."""

    def __call__(self, source: Source) -> Frames:
        os.kill(os.getpid(), signal.SIGKILL)
        return super().__call__(source)


def night(store: FileStore | LakeStore, folder: Path, name: str, job: Work, after: timedelta) -> tuple[int, str]:
    """A night so long after now: how many documents it read, and what stands in the warehouse of tries then."""
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    found = plan([str(inbox)], store, job.policy, now=datetime.now(UTC).replace(tzinfo=None) + after)
    staging = Staging(folder / name)
    staging.begin(Outline.of(found))
    if not found.is_current:
        read_and_judge(found, store, staging, ProcessMapper(1), job, lambda _: None)
        run(store, staging, name)
    known = store.known().attempts
    return len(found.changed), "; ".join(f"{one.reason} {one.tries}" for one in known.values())


def nights(store: FileStore | LakeStore, folder: Path) -> list[tuple[int, str]]:
    """The night in which the worker is killed, a run the same morning, and the next two nights."""
    job = work()
    read = {one.name: getattr(job.read, one.name) for one in fields(job.read)}
    killed = replace(job, read=Killed(**read))
    hours = [(killed, 0), (job, 6), (job, 24), (job, 48)]
    return [
        night(store, folder, f"night{number}", one, timedelta(hours=after)) for number, (one, after) in enumerate(hours)
    ]


TOLD = [(1, "memory_limit 1"), (0, "memory_limit 1"), (1, ""), (0, "")]  # of a night each
