from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.tasks import Batch, Receipt, attempt, raw_rows, save, write
from warehouse.schema import FrameError, fit
from warehouse.store import staging as module
from warehouse.store.plan import Outline
from warehouse.store.staging import Staging

NOTHING = Outline(0, 0, (), ("old",))


def rows(document: str, pages: int) -> dict[str, pl.DataFrame]:
    own = {"document_id": [document], "file_name": ["x"], "source_uri": ["file:///x"], "bytes": [1]}
    read_at = pl.Series([0]).cast(pl.Datetime("us"))
    frames = {
        "raw.document": pl.DataFrame(own).with_columns(extracted_at=read_at),
        "raw.page": pl.DataFrame({"document_id": [document] * pages, "page": list(range(1, pages + 1))}),
    }
    return {name: fit(frame, name) for name, frame in frames.items()}


def read(staging: Staging, document: str, pages: int) -> None:
    """As a worker does, and is heard of."""
    staging.take(document, save(rows(document, pages), staging.folder))


def judge(batch: Batch) -> Receipt:
    """As a worker does."""
    made = attempt(batch.made)
    return Receipt(made, write(raw_rows(batch), made))


def column(staging: Staging, table: str, name: str = "document_id") -> list[object]:
    return pl.concat([pl.read_parquet(path) for path in staging.files(table)])[name].to_list()


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    made = Staging(tmp_path / "run")
    made.begin(NOTHING)
    return made


def test_rows_of_a_batch_come_back_whole(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_DOCUMENTS", 2)
    batches = []
    for number in range(3):
        read(staging, f"d{number}", 4)
        if staging.is_full:
            batches.append(staging.batch())
    batches.append(staging.batch())
    assert [batch.documents for batch in batches if batch] == [("d0", "d1"), ("d2",)]
    assert staging.batch() is None
    for batch in batches:
        assert batch is not None
        staging.done(batch, judge(batch))
    assert staging.rows == {"raw.document": 3, "raw.page": 12}
    assert column(staging, "raw.page") == ["d0"] * 4 + ["d1"] * 4 + ["d2"] * 4
    assert not list((staging.folder / "read").iterdir())


def test_a_large_document_is_a_batch(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_ROWS", 10)
    read(staging, "small", 7)
    assert not staging.is_full
    read(staging, "large", 1)
    assert staging.is_full


def test_a_row_that_does_not_fit_leaves_nothing(staging: Staging) -> None:
    with pytest.raises(FrameError):
        staging.add(pl.DataFrame({"document_id": ["d"], "nonsense": [1]}))
    assert staging.batch() is None


def test_what_was_made_twice_counts_once(staging: Staging) -> None:
    read(staging, "d", 2)
    batch = staging.batch()
    assert batch is not None
    judge(batch)  # by a worker nobody heard of again
    assert staging.files("raw.page") == []
    second = judge(batch)
    staging.done(batch, second)
    assert column(staging, "raw.page", "page") == [1, 2]
    assert not second.path.exists()


def test_of_a_document_given_up_only_its_name_stays(staging: Staging) -> None:
    read(staging, "good", 2)
    read(staging, "bad", 3)
    batch = staging.batch()
    assert batch is not None
    judge(batch)  # and was lost
    good, bad = staging.parts(batch)
    assert (good.documents, bad.documents, bad.look_again) == (("good",), ("bad",), True)
    staging.done(good, judge(good))
    bad = staging.unopened(bad)
    assert (bad.documents, bad.look_again, raw_rows(bad)["raw.page"].height) == (("bad",), False, 3)
    last = staging.without_rows(bad, rows("bad", 3)["raw.document"].with_columns(reason=pl.lit("reader_failed")))
    staging.done(last, judge(last))
    assert column(staging, "raw.document") == ["good", "bad"]
    assert column(staging, "raw.document", "reason") == [None, "reader_failed"]
    assert column(staging, "raw.page") == ["good", "good"]
    assert staging.rows == {"raw.document": 2, "raw.page": 2}


def test_the_plan_is_kept_beside_the_rows(staging: Staging) -> None:
    assert Staging(staging.folder).outline == Outline(0, 0, (), ("old",))
