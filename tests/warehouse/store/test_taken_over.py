"""What of a run that is over is taken over by the next, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from expectations.policy import load_policy
from pipelines.acquire import Source
from pipelines.journal import Journal, TornError, unpack
from pipelines.tasks import Receipt, raw_rows, save, write
from warehouse.schema import fit
from warehouse.store.fingerprint import building, reading
from warehouse.store.known import Known
from warehouse.store.plan import Outline, Plan
from warehouse.store.staging import Staging
from warehouse.store.sweep import Sweep, no_rows
from warehouse.store.taken_over import MOST, alive, sweep, take_over

POLICY = load_policy()
READ_BY = reading(POLICY)
NOTHING = Plan((), (), (), (), (), frozenset(), frozenset(), Known(), building=building(POLICY))


def wanted(*names: str) -> Plan:
    """A plan to read documents of these ids."""
    sources = tuple(Source(name, Path(name), f"file:///{name}", name, 1) for name in names)
    return replace(NOTHING, sources=sources, changed=sources)


def raw(name: str, read_by: str, **said: object) -> dict[str, pl.DataFrame]:
    row = {"document_id": name, "file_name": name, "source_uri": f"file:///{name}", "bytes": 1, "fingerprint": read_by,
           "extracted_at": datetime(2026, 1, 1)}  # fmt: skip  # noqa: DTZ001
    frames = {
        "raw.document": pl.DataFrame([row | said]),
        "raw.page": pl.DataFrame({"document_id": [name], "page": [1]}),
    }
    return {table: fit(frame, table) for table, frame in frames.items()}


class Before:
    """A run that ended before it could publish: it read some documents, and judged some."""

    def __init__(self, folder: Path, plan: Plan = NOTHING) -> None:
        self.staging = Staging(folder / "before")
        self.staging.begin(Outline.of(plan))

    def read(self, *names: str, read_by: str = READ_BY, **said: object) -> Before:
        for name in names:
            self.staging.take(name, save(raw(name, read_by, **said), self.staging.folder))
        return self

    def judge(self) -> Before:
        batch = self.staging.batch()
        assert batch is not None
        rows = raw_rows(batch)
        results = pl.DataFrame({"result_id": list(batch.documents), "document_id": list(batch.documents)})
        terms = pl.DataFrame({"result_id": list(batch.documents), "line_id": ["l"] * len(batch.documents)})
        counts = write(rows | {"quality.result": results, "quality.term": terms}, batch.made)
        marks = dict(rows["raw.document"].select("document_id", "fingerprint").iter_rows())
        Journal.of(batch.made, marks, counts, stored=False).save(batch.made)
        self.staging.done(batch, Receipt(batch.made, counts))
        return self


class After:
    """The next run, and what it takes over."""

    def __init__(self, folder: Path, plan: Plan, name: str = "after") -> None:
        self.staging = Staging(folder / name)
        self.staging.begin(Outline.of(plan))
        self.kept = take_over(self.staging, plan, POLICY)

    def rows(self, table: str, column: str = "document_id") -> list[str]:
        """Of batches that are judged."""
        return sorted(v for path in self.staging.files(table) for v in pl.read_parquet(path)[column])

    def unjudged(self) -> Sequence[str]:
        batch = self.staging.batch()
        return sorted(batch.documents) if batch else []


def test_what_is_wanted_of_a_batch_is_taken_and_no_more(tmp_path: Path) -> None:
    Before(tmp_path).read("a", "b", "c").judge().read("d", "e")
    after = After(tmp_path, wanted("a", "c", "d", "f"))
    assert after.kept.read == {"a", "c", "d"}
    for table in ("raw.document", "raw.page", "quality.result"):
        assert after.rows(table) == ["a", "c"]
    assert after.rows("quality.term", "result_id") == ["a", "c"]
    assert after.staging.rows["raw.page"] == 2
    assert after.unjudged() == ["d"]


def test_rows_of_another_version_are_not_taken(tmp_path: Path) -> None:
    Before(tmp_path, replace(NOTHING, building="judged otherwise")).read("a").judge().read("b").read("c", read_by="old")
    after = After(tmp_path, wanted("a", "b", "c"))
    assert after.kept.read == {"b"}


def test_what_may_be_read_better_now_is_not_taken(tmp_path: Path) -> None:
    again, final = {"reason": "memory_limit", "next_try_at": datetime(2026, 1, 2)}, {"reason": "damaged"}  # noqa: DTZ001
    Before(tmp_path).read("a", **again).read("b", **final).judge().read("c", **again).read("d", **final)
    assert After(tmp_path, wanted("a", "b", "c", "d")).kept.read == {"b", "d"}


def test_what_is_asked_for_again_is_taken_only_from_who_was_asked_too(tmp_path: Path) -> None:
    Before(tmp_path).read("a", "b").judge()
    asked = replace(wanted("a", "b"), asked=frozenset({"a"}))
    assert After(tmp_path, asked).kept.read == {"b"}
    Before(tmp_path, asked).read("a", "b").judge()
    assert After(tmp_path, asked, "third").kept.read == {"a", "b"}


@pytest.mark.parametrize("how", ["cut", "changed", "lost"])
def test_files_that_are_torn_are_read_again(tmp_path: Path, how: str) -> None:
    folder = Before(tmp_path).read("a", "b").judge().read("c").staging.folder
    (batch,), (read,) = (folder / "done").iterdir(), (folder / "read").iterdir()
    for path in (batch / "raw.page.parquet", read):
        content = path.read_bytes()
        torn = {"cut": content[:-9], "changed": bytes(len(content)), "lost": b""}[how]
        path.write_bytes(torn)
    if how == "lost":
        (batch / "raw.page.parquet").unlink()
    with pytest.raises(TornError):
        Journal.load(batch)
    with pytest.raises(TornError):
        unpack(read)
    after = After(tmp_path, wanted("a", "b", "c"))
    assert after.kept.read == set()
    assert after.staging.files("raw.document") == []


def test_a_run_that_is_alive_keeps_what_it_has(tmp_path: Path) -> None:
    before = Before(tmp_path).read("a").judge()
    with alive(before.staging.folder):
        after = After(tmp_path, wanted("a"))
        sweep(after.staging.folder, NOTHING, alone=False)
        assert after.kept.read == set()
        assert len(before.staging.files("raw.page")) == 1
    after = After(tmp_path, wanted("a"))
    assert after.kept.read == {"a"}
    sweep(after.staging.folder, NOTHING, alone=False)
    assert [path.name for path in tmp_path.iterdir()] == ["after"]


def test_rows_with_which_nobody_can_publish_are_made_again(tmp_path: Path) -> None:
    Before(tmp_path).read("a").judge()
    kept = [After(tmp_path, wanted("a"), f"run{number}").kept.read for number in range(MOST + 1)]
    assert kept == [{"a"}] * MOST + [set()]


def test_a_call_of_another_run_stays_where_others_may_be_at_work(tmp_path: Path) -> None:
    (tmp_path / "call-1").mkdir()
    own = tmp_path / "own"
    own.mkdir()
    sweep(own, NOTHING, alone=False)
    assert (tmp_path / "call-1").exists()
    sweep(own, NOTHING, alone=True)
    assert [path.name for path in tmp_path.iterdir()] == ["own"]


@pytest.mark.parametrize(("swept", "stays"), [("/inbox", False), ("/inbox/2025", False), ("/other", True)])
def test_what_a_run_over_other_paths_has_read_stays_for_such_a_run(tmp_path: Path, swept: str, stays: bool) -> None:
    before = Before(tmp_path).read("a").judge()
    Sweep(datetime(2026, 1, 1), (f"file://{swept}",), no_rows()).save(before.staging.folder)  # noqa: DTZ001
    plan = replace(NOTHING, sweep=Sweep(datetime(2026, 1, 2), ("file:///inbox",), no_rows()))  # noqa: DTZ001
    own = tmp_path / "own"
    own.mkdir()
    sweep(own, plan, alone=True)
    assert before.staging.folder.exists() is stays
    sweep(own, replace(plan, building="another version"), alone=True)
    assert not before.staging.folder.exists()
