from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipelines.model.schema import frame_schema
from warehouse.schema import FrameError
from warehouse.store import spool as spool_module
from warehouse.store.spool import Spool


def pages(document: str, count: int) -> pl.DataFrame:
    return pl.DataFrame({"document_id": [document] * count, "page": list(range(1, count + 1))})


def test_rows_of_many_documents_come_back_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool_module, "_FLUSH_ROWS", 10)
    with Spool(tmp_path / "spool") as spool:
        for number in range(7):
            spool.add({"raw.page": pages(f"d{number}", 4)})
        frame = spool.scan("raw.page").collect()
        assert spool.rows("raw.page") == frame.height == 28
        assert frame.schema == frame_schema("raw.page")
        assert frame["document_id"].n_unique() == 7
        assert spool.scan("raw.cell").collect().is_empty()
    assert not (tmp_path / "spool").exists()


def test_a_document_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    with Spool(tmp_path / "spool") as spool:
        with pytest.raises(FrameError):
            spool.add({"raw.page": pages("d", 1), "raw.cell": pl.DataFrame({"nonsense": [1]})})
        assert spool.rows("raw.page") == 0
