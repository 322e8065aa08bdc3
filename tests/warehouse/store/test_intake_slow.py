"""Documents that take long are read last, and for so long; what is not read tonight is read in a later night."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from gouji.work import work
from pipelines.acquire import scan
from pipelines.process import Work
from pipelines.workers.mapper import SerialMapper
from tests.end_to_end.test_many_pages import write_many_pages
from warehouse.store import fingerprint
from warehouse.store.attempts import Attempt
from warehouse.store.file import FileStore
from warehouse.store.intake import Terms, read_and_judge
from warehouse.store.known import Known
from warehouse.store.lanes import Hours
from warehouse.store.plan import Outline, Plan
from warehouse.store.staging import Staging

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
TEXTS = ("unit_budget_2021_rows.txt", "unit_budget_2023_cells.txt")


class NoTime(Hours):
    """A night without time for what takes long."""

    def is_up_for_slow(self) -> bool:
        return True


@pytest.fixture(scope="module")
def job() -> Work:
    return work()


class Night:
    """One run of reading over a folder with two texts and a PDF of very many pages."""

    def __init__(self, folder: Path, known: Known | None = None) -> None:
        inbox = folder / "inbox"
        if not inbox.exists():
            inbox.mkdir()
            write_many_pages(inbox / "many.pdf", 1_001)
            for name in TEXTS:
                (inbox / name).write_bytes((SAMPLES / name).read_bytes())
        sources, _ = scan([str(inbox)])
        self.ids = {source.file_name: source.document_id for source in sources}
        known = known or Known()
        found = tuple(sources)
        gone = frozenset(known.fingerprints.keys() & set(self.ids.values()))
        self.plan = Plan(found, found, (), (), (), gone, frozenset(), known)
        self.staging = Staging(folder / "run")
        self.staging.begin(Outline.of(self.plan))
        self.told: list[str] = []
        self._store = FileStore(folder / "none.duckdb")

    def run(self, job: Work, hours: Hours) -> Night:
        read_and_judge(self.plan, self._store, self.staging, SerialMapper(), job, self.told.append, Terms(hours=hours))
        return self

    def documents(self) -> dict[str, tuple[object, ...]]:
        found = pl.concat([pl.read_parquet(path) for path in self.staging.files("raw.document")])
        said = found.select("file_name", "reason", "tries", pl.col("next_try_at").is_not_null(), "pages")
        return {name: tuple(rest) for name, *rest in said.rows()}


def test_many_pages_are_read_when_all_else_is(tmp_path: Path, job: Work) -> None:
    night = Night(tmp_path).run(job, Hours())
    assert night.told == [*TEXTS, "many.pdf"]
    assert night.documents()["many.pdf"] == (None, None, False, 1_001)
    outline = night.staging.outline
    assert (outline.documents_read, outline.waiting) == (3, 0)


def test_without_time_for_them_they_wait(tmp_path: Path, job: Work) -> None:
    night = Night(tmp_path).run(job, NoTime())
    assert night.told == list(TEXTS)
    assert night.documents()["many.pdf"] == ("waiting", 0, True, None)
    outline = night.staging.outline
    assert (outline.documents_read, outline.waiting) == (2, 1)


def test_what_waits_already_is_put_off_again_without_a_row(tmp_path: Path, job: Work) -> None:
    night = Night(tmp_path)
    many = night.ids["many.pdf"]
    at = datetime(2026, 1, 1)  # noqa: DTZ001
    waits = {many: Attempt("waiting", 0, at, at)}
    known = Known({many: fingerprint.reading(job.policy)}, {many: "unplaced"}, attempts=waits)
    night = Night(tmp_path, known).run(job, NoTime())
    assert sorted(night.documents()) == sorted(TEXTS)
    assert (night.staging.outline.gone, night.staging.outline.waiting) == ((), 1)
    night = Night(tmp_path, known).run(job, Hours())
    assert night.told == [*TEXTS, "many.pdf"]
    assert night.staging.outline.gone == (many,)


class Ends(Hours):
    """A night that ends once a document is read."""

    def __init__(self, night: Night) -> None:
        super().__init__()
        self._night = night

    def is_up(self) -> bool:
        return bool(self._night.told)


def test_a_night_that_is_over_publishes_what_was_read_and_leaves_the_rest_as_it_is(tmp_path: Path, job: Work) -> None:
    first = Night(tmp_path)
    stored = Known(dict.fromkeys(first.ids.values(), "another version"), dict.fromkeys(first.ids.values(), "4105"))
    night = Night(tmp_path, stored)
    night.run(job, Ends(night))
    read = [first.ids[name] for name in night.told]
    assert len(read) == 1
    assert [name for name, said in night.documents().items() if said[0] is None] == night.told
    assert night.staging.files("quality.document")
    assert (night.staging.outline.gone, night.staging.outline.waiting) == (tuple(read), 2)
