"""Documents of scans are read when those of text are read and judged, and give the rows they give in their turn."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import polars as pl
import pytest

from gouji.work import work
from pipelines import tasks
from pipelines.acquire import Source, scan
from pipelines.extract.ocr import available
from pipelines.process import Frames, Processor, Work
from pipelines.tasks import Job, Later, Receipt, Task
from pipelines.workers.cluster import DaskMapper
from pipelines.workers.later import is_limited
from pipelines.workers.mapper import Mapper, Outcome, ProcessMapper, SerialMapper
from scripts.cluster.machines import Cluster
from tests.extract.scans import scanned, table_pdf
from warehouse.store.file import FileStore
from warehouse.store.intake import read_and_judge
from warehouse.store.known import Known
from warehouse.store.plan import Outline, Plan
from warehouse.store.staging import Staging

pytestmark = pytest.mark.skipif(not available.is_available(), reason="needs the packages of the extra 'ocr'")
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
SCANS = {"a_long.pdf": 4, "b_short.pdf": 3, "c_few.pdf": 2}  # pages; the last has few enough to be read in its turn
TEXTS = ("unit_budget_2021_rows.txt", "unit_budget_2023_cells.txt")
EVERY = sorted([*SCANS, *TEXTS])
OF_THE_RUN = {"extracted_at", "fingerprint"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Documents of scans, first by name and by size, and of text."""
    made, elsewhere = tmp_path_factory.mktemp("inbox"), tmp_path_factory.mktemp("drawn")
    drawn = table_pdf(elsewhere / "table.pdf")
    for name, pages in SCANS.items():
        scanned(drawn, made / name, [1] * pages, 100)
    for name in TEXTS:
        (made / name).write_bytes((SAMPLES / name).read_bytes())
    return made


@pytest.fixture(scope="module")
def job() -> Work:
    return work()


class Night:
    """One run of reading and judging: what it told of each file when it was done, and what it staged."""

    def __init__(self, folder: Path, target: Path) -> None:
        sources, _ = scan([str(folder)])
        largest_first = tuple(sorted(sources, key=lambda source: source.bytes, reverse=True))
        self._plan = Plan(largest_first, largest_first, (), (), (), frozenset(), frozenset(), Known())
        self._store = FileStore(target / "none.duckdb")
        self.staging = Staging(target / "run")
        self.staging.begin(Outline.of(self._plan))
        self.told: list[str] = []

    def run(self, mapper: Mapper, job: Work, read: Callable[[str], None] | None = None) -> Night:
        read_and_judge(self._plan, self._store, self.staging, mapper, job, read or self.told.append)
        return self

    def rows(self, table: str) -> pl.DataFrame:
        frames = [pl.read_parquet(path) for path in self.staging.files(table)]
        found = pl.concat(frames) if frames else pl.DataFrame()
        return found.drop([name for name in OF_THE_RUN if name in found.columns])

    def names(self) -> list[str]:
        """Files whose rows are staged to be published."""
        return sorted(self.rows("raw.document")["file_name"]) if self.staging.files("raw.document") else []


def test_text_is_read_first_and_every_document_once(folder: Path, tmp_path: Path, job: Work) -> None:
    night = Night(folder, tmp_path).run(SerialMapper(), job)
    assert set(night.told[:3]) == {*TEXTS, "c_few.pdf"}
    assert night.told[3:] == ["a_long.pdf", "b_short.pdf"]
    assert night.names() == EVERY
    assert night.rows("quality.document")["document_id"].n_unique() == len(EVERY)
    assert not list((tmp_path / "run" / "read").iterdir())


def test_rows_are_those_of_documents_that_are_not_put_off(
    folder: Path, tmp_path: Path, job: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_off = Night(folder, tmp_path / "put_off").run(ProcessMapper(2), job)
    monkeypatch.setattr(tasks, "PAGES_AT_ONCE", None)
    in_turn = Night(folder, tmp_path / "in_turn").run(SerialMapper(), job)
    assert in_turn.told[0] == "a_long.pdf"
    tables = {path.stem for path in (tmp_path / "in_turn").glob("run/done/*/*.parquet")}
    assert {"raw.cell", "raw.line", "core.fact_budget", "quality.result"} <= tables
    for table in tables:
        assert _sorted(put_off.rows(table)) == _sorted(in_turn.rows(table)), table


def _sorted(frame: pl.DataFrame) -> list[str]:
    return sorted(map(repr, frame.rows()))


class StoppedError(Exception):
    """The night ends here."""


def test_a_night_that_is_stopped_has_staged_what_is_text(folder: Path, tmp_path: Path, job: Work) -> None:
    def stop(name: str) -> None:
        if name == "a_long.pdf":
            raise StoppedError

    night = Night(folder, tmp_path)
    with pytest.raises(StoppedError):
        night.run(SerialMapper(), job, stop)
    assert night.names() == sorted([*TEXTS, "c_few.pdf"])
    assert not night.rows("core.fact_budget").is_empty()


class Hesitant:
    """Reads in this process; a document of scans that is asked for again is put off once more."""

    def __init__(self) -> None:
        self.put_off: list[str] = []

    def map(self, fn: Job, items: Iterable[Task]) -> Iterator[Outcome[Task, Receipt | Later]]:
        for item in items:
            if isinstance(item, Later) and item.source.file_name not in self.put_off:
                self.put_off.append(item.source.file_name)
                yield Outcome(item, item)
            else:
                yield from SerialMapper().map(fn, [item])


def test_a_scan_that_is_put_off_twice_is_not_lost(folder: Path, tmp_path: Path, job: Work) -> None:
    hesitant = Hesitant()
    night = Night(folder, tmp_path).run(hesitant, job)
    assert hesitant.put_off == night.told[3:] == ["a_long.pdf", "b_short.pdf"]
    assert night.names() == EVERY


@dataclass(frozen=True)
class Dying(Processor):
    """Takes its process with it where it reads one of the scans that were put off; ``once``: the first time only."""

    once: Path | None = None

    def __call__(self, source: Source) -> Frames:
        if source.file_name == "b_short.pdf" and not is_limited() and not (self.once and self.once.exists()):
            if self.once is None:
                os.kill(os.getpid(), signal.SIGKILL)
            else:
                self.once.touch()
                os.kill(os.getppid(), signal.SIGKILL)
        return super().__call__(source)


def _dying(job: Work, once: Path | None = None) -> Work:
    read = {one.name: getattr(job.read, one.name) for one in fields(job.read)}
    return replace(job, read=Dying(**read, once=once))


def test_a_worker_killed_over_a_scan_costs_that_scan(folder: Path, tmp_path: Path, job: Work) -> None:
    night = Night(folder, tmp_path).run(ProcessMapper(2), _dying(job))
    assert night.names() == sorted(night.told) == EVERY
    reasons = dict(night.rows("raw.document").select("file_name", "reason").rows())
    assert {name for name, reason in reasons.items() if reason is not None} == {"b_short.pdf"}
    assert reasons["b_short.pdf"] == "memory_limit"


def test_a_machine_lost_over_a_scan_costs_nothing(
    cluster: Callable[[int], Cluster], folder: Path, tmp_path: Path, job: Work
) -> None:
    mapper = DaskMapper(cluster(2).scheduler, tmp_path)
    lost = Night(folder, tmp_path / "lost").run(mapper, _dying(job, tmp_path / "once"))
    assert (tmp_path / "once").exists()
    assert lost.names() == sorted(lost.told) == EVERY
    assert set(lost.told[-2:]) == {"a_long.pdf", "b_short.pdf"}
    assert lost.rows("raw.document")["reason"].null_count() == len(EVERY)
