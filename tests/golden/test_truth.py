"""The real documents through the real command, against truth a person made (statements.csv, cells/, MANIFEST.tsv)."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from scripts.measure import cells, printed
from scripts.measure.built import rows


def test_every_printed_money_statement_is_recognised_and_none_as_another(corpus: Path) -> None:
    found = printed.statements(corpus)
    assert sum(score.printed for score in found.values()) >= 471  # counted by eye
    missed = {document: score.missed for document, score in found.items() if score.missed}
    wrong = {document: score.wrong for document, score in found.items() if score.wrong}
    assert (missed, wrong) == ({}, {})


def test_department_year_and_stage_agree_with_the_manifest(corpus: Path) -> None:
    differing = {document: found for document, found in printed.identities(corpus).items() if found}
    assert len(differing) <= 1, differing  # the scan without a text layer


def test_recall_and_precision_of_money_cells_per_document(corpus: Path) -> None:
    facts = cells.facts(corpus)
    below = []
    for name, document, truth in cells.documents():
        scores = cells.compare(name, truth, facts.filter(pl.col("document") == document))
        found, wrong = sum(s.found for s in scores), sum(s.wrong for s in scores)
        if found < 0.995 * len(truth) or wrong > 0.001 * len(truth):
            below.append((name, found, len(truth), wrong))
    assert below == []


def test_codes_years_and_stages_of_golden_cells(corpus: Path) -> None:
    facts = cells.facts(corpus)
    differing: dict[str, dict[str, int]] = {}
    for name, document, truth in cells.documents():
        for score in cells.compare(name, truth, facts.filter(pl.col("document") == document)):
            kept = {k: n for k, n in score.attributes.items() if k in {"code", "fiscal_year", "stage"}}
            if kept:
                differing[f"{name} {score.statement}"] = kept
    assert differing == {}


def test_no_line_of_a_proven_or_consistent_statement_is_wrong(corpus: Path) -> None:
    facts = cells.facts(corpus).filter(pl.col("assurance").is_in(["proven", "consistent"]))
    assert facts.height > 5000
    for name, document, truth in cells.documents():
        scores = cells.compare(name, truth, facts.filter(pl.col("document") == document))
        assert sum(s.wrong for s in scores) == 0, name


def test_identities_hold_on_real_documents(corpus: Path) -> None:
    counts = rows(corpus, "SELECT verdict, count(*) AS n FROM quality.result GROUP BY 1")
    n = dict(counts.iter_rows())
    held = n["pass"] + n["rounding"]
    assert held / (held + n["fail"]) >= 0.99
