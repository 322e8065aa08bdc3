from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from warehouse.schema import FrameError
from warehouse.store import staging as module
from warehouse.store.plan import Outline
from warehouse.store.staging import Staging, clear_staging

NOTHING = Outline(0, 0, (), ("old",))


def rows(document: str, pages: int) -> dict[str, pl.DataFrame]:
    own = {"document_id": [document], "file_name": ["x"], "source_uri": ["file:///x"], "bytes": [1]}
    read_at = pl.Series([0]).cast(pl.Datetime("us"))
    return {
        "raw.document": pl.DataFrame(own).with_columns(extracted_at=read_at),
        "raw.page": pl.DataFrame({"document_id": [document] * pages, "page": list(range(1, pages + 1))}),
    }


@pytest.fixture
def staging(tmp_path: Path) -> Staging:
    made = Staging(tmp_path / "run")
    made.begin(NOTHING)
    return made


def test_rows_of_a_batch_come_back_whole(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_DOCUMENTS", 2)
    batches = []
    for number in range(3):
        staging.add(rows(f"d{number}", 4))
        if staging.is_full:
            batches.append(staging.batch())
    batches.append(staging.batch())
    assert [batch.documents for batch in batches if batch] == [("d0", "d1"), ("d2",)]
    assert staging.batch() is None
    assert staging.rows == {"raw.document": 3, "raw.page": 12}
    pages = pl.concat([pl.read_parquet(path) for path in staging.files("raw.page")])
    assert pages["document_id"].to_list() == ["d0"] * 4 + ["d1"] * 4 + ["d2"] * 4


def test_a_large_document_is_a_batch(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH_ROWS", 10)
    staging.add(rows("small", 8))
    assert not staging.is_full
    staging.add(rows("large", 1))
    assert staging.is_full


def test_a_document_that_does_not_fit_leaves_nothing(staging: Staging) -> None:
    with pytest.raises(FrameError):
        staging.add(rows("d", 1) | {"raw.cell": pl.DataFrame({"nonsense": [1]})})
    assert not staging.rows
    assert staging.batch() is None


def test_of_a_document_given_up_only_its_name_stays(staging: Staging) -> None:
    staging.add(rows("good", 2))
    staging.add(rows("bad", 3))
    batch = staging.batch()
    assert batch is not None
    one = staging.part(batch, ["bad"], look_again=False)
    assert one.judged != batch.judged
    staging.replace(one, rows("bad", 3)["raw.document"].with_columns(reason=pl.lit("reader_failed")))
    documents = pl.concat([pl.read_parquet(path) for path in staging.files("raw.document")])
    assert documents.select("document_id", "reason").rows() == [("good", None), ("bad", "reader_failed")]
    assert pl.concat([pl.read_parquet(path) for path in staging.files("raw.page")])["document_id"].to_list() == [
        "good",
        "good",
    ]
    assert staging.rows == {"raw.document": 2, "raw.page": 2}


def test_the_plan_is_kept_beside_the_rows(staging: Staging) -> None:
    assert Staging(staging.folder).outline == Outline(0, 0, (), ("old",))


def test_folders_of_runs_are_removed_but_those_of_others_at_work(tmp_path: Path) -> None:
    for name in ("a", "b", "killed"):
        (tmp_path / name).mkdir()
    os.utime(tmp_path / "killed", (0, 0))
    clear_staging(tmp_path, own="a")
    assert [path.name for path in tmp_path.iterdir()] == ["b"]
    clear_staging(tmp_path)
    assert not list(tmp_path.iterdir())
