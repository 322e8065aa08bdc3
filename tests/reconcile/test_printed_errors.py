"""What the rules say of the narratives that people read (tests/golden/narrative): errors in print, nothing else."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from expectations.policy import load_policy
from gouji.work import work
from pipelines.workers.mapper import SerialMapper
from scripts.measure.narrative import GOLDEN, documents, wanted
from warehouse.store.intake import one_document

Said = tuple[str, str]  # rule, what it is said of


def printed_errors(document: str) -> Counter[Said]:
    """The errors of ``document`` that a rule finds, as people wrote them down."""
    with (GOLDEN / "printed_errors.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["document"] == document and row["rule"]]
    return Counter((row["rule"], "/".join(filter(None, (row["subject"], row["code"])))) for row in rows)


@pytest.mark.parametrize("path", documents(), ids=[path.stem for path in documents()])
def test_rules_accuse_of_the_errors_in_print_and_of_nothing_else(path: Path, shared: Path) -> None:
    asked = wanted(path)
    found = one_document(shared / asked.document, SerialMapper(), work(load_policy()))["quality.finding"]
    said = Counter(
        (row["rule_id"], row["node"])
        for row in found.iter_rows(named=True)
        if row["kind"] == "identity_fails" and row["rule_id"].startswith("N") and row["page"] <= asked.last
    )
    assert said == printed_errors(path.stem)
