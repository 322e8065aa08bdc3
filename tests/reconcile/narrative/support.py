"""Sentences beside made-up tables: what the rules of the narrative say of them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from pipelines.conform.claims import claims as core_claims
from pipelines.recognise.narrative import claim_rows
from pipelines.reconcile.evaluation import Evaluation
from pipelines.reconcile.narrative.evaluate import evaluate_narrative
from pipelines.reconcile.narrative.judged import judged_claims
from pipelines.reconcile.narrative.link import link
from pipelines.reconcile.narrative.wording import narrative_findings
from tests.recognise.narrative.support import of_paragraphs
from tests.reconcile.builder import Disclosure
from tests.reconcile.support import RULES


@dataclass(frozen=True)
class Told:
    """core.fact_claim and quality.finding of a text."""

    claims: pl.DataFrame
    findings: pl.DataFrame

    @property
    def rules(self) -> list[str]:
        """The rules that fail, one a finding."""
        return sorted(self.findings["rule_id"])

    def message(self, rule: str) -> str:
        """What the one finding of a rule says, in both languages."""
        (row,) = self.findings.filter(pl.col("rule_id") == rule).iter_rows(named=True)
        return f"{row['message_zh']} {row['message_en']}"

    def verdict(self, printed: str) -> tuple[str | None, str | None]:
        """The verdict on the first figure printed so, and why there is none."""
        row = self.claims.filter(pl.col("amount_published") == printed).row(0, named=True)
        return row["verdict"], row["unjudged"]


@dataclass(frozen=True)
class Beside:
    """Claims linked to the tables they stand beside, and what the rules say of them."""

    claims: pl.DataFrame
    facts: pl.DataFrame
    documents: pl.DataFrame
    evaluation: Evaluation


def beside(document: Disclosure, *paragraphs: str, department: str = "甲县水利局") -> Beside:
    """``paragraphs`` beside the tables of ``document``, evaluated."""
    rows = claim_rows(of_paragraphs(*paragraphs), lambda _: 1)
    raw = pl.DataFrame(
        [row | {"document_id": document.document_id, "line_id": f"c{row['claim_no']}"} for row in rows],
        infer_schema_length=None,
    )
    documents, facts = document.documents(), document.facts()
    parts = documents.select("document_id", "part_no", department_name=pl.lit(department), kind=pl.lit("department"))
    linked = link(core_claims(raw, documents), facts, documents, parts)
    return Beside(linked, facts, documents, evaluate_narrative(linked, facts, documents, RULES, parts))


def told(document: Disclosure, *paragraphs: str, department: str = "甲县水利局") -> Told:
    """What is said of ``paragraphs`` beside the tables of ``document``."""
    made = beside(document, *paragraphs, department=department)
    return Told(
        judged_claims(made.claims, made.evaluation, made.documents, RULES),
        narrative_findings(made.evaluation, made.claims, made.facts, RULES),
    )
