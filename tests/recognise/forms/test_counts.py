"""Every project, indicator, procurement, staffing and asset row is read: the hand counts of golden/forms.csv."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.recognise.forms.conftest import FormRows

_GOLDEN = Path(__file__).parents[2] / "golden" / "forms.csv"
_COUNTS = [(row["document"], row["kind"], int(row["count"])) for row in csv.DictReader(_GOLDEN.open(encoding="utf-8"))]


@pytest.mark.parametrize(("document", "kind", "count"), _COUNTS)
def test_as_many_rows_as_a_person_counts(form_rows: FormRows, document: str, kind: str, count: int) -> None:
    assert sum(1 for row in form_rows(document) if row["kind"] == kind) == count
