from __future__ import annotations

from datetime import date

import polars as pl

from pipelines.across.lists import corrections_without_document
from pipelines.reconcile.corrections import no_corrections


def test_corrections_of_documents_that_are_not_there() -> None:
    rows = pl.DataFrame(
        {
            "correction_id": ["C2", "C3", "C4"],
            "document_id": ["a", "b", "b"],
            "accepted": [date(2026, 1, 1), date(2026, 1, 1), None],
        }
    )
    corrections = pl.concat([no_corrections(), rows], how="diagonal")
    found = corrections_without_document(corrections, ["a"])
    assert found.select("correction_id", "status").rows() == [("C3", "not_found"), ("C4", "suggested")]
    assert corrections_without_document(corrections, ["a", "b"]).is_empty()
